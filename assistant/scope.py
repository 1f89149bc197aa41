"""Which reports a question is about, near-duplicates together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.models import Plan
from vectorstore import CatalogEntry


class Copies(NamedTuple):
    """A report and its near-duplicates, which count once."""

    report: CatalogEntry
    """The fullest one."""
    others: tuple[CatalogEntry, ...]
    """The others, by source and position."""

    @property
    def year(self) -> int | None:
        """Year that the fullest one states, or else another."""
        return next((e.year for e in (self.report, *self.others) if e.year is not None), None)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all, the fullest one first."""
        return tuple(e.report_id for e in (self.report, *self.others))


class Scope(NamedTuple):
    """What a survey has to look at."""

    groups: tuple[Copies, ...]
    """Every report in scope, by source and position."""
    undated: int
    """Reports that would be in scope if their year were known; every copy counts."""
    left_out: int
    """Reports that would be in scope if they were documents of a public body; every copy counts."""


def group_copies(entries: Sequence[CatalogEntry]) -> list[Copies]:
    """Put near-duplicates together.

    Args:
        entries: Reports, by source and position.

    Returns:
        One group a report, in the order of the fullest copies.
    """
    copies: dict[str, list[CatalogEntry]] = {}
    for e in entries:
        if e.duplicate_of is not None:
            copies.setdefault(e.duplicate_of, []).append(e)
    return [Copies(e, tuple(copies.get(e.report_id, ()))) for e in entries if e.duplicate_of is None]


def scope_of(plan: Plan, entries: Sequence[CatalogEntry]) -> Scope:
    """What a survey has to look at, and what it leaves out.

    Args:
        plan: The plan of the survey.
        entries: Every report in the index.
    """
    groups, undated, left_out = [], 0, 0
    for group in group_copies(entries):
        if plan.years and group.year is None:
            undated += len(group.ids) if group.report.official or plan.include_unofficial else 0
        elif plan.years and group.year not in plan.years:
            continue
        elif group.report.official or plan.include_unofficial:
            groups.append(group)
        else:
            left_out += len(group.ids)
    return Scope(tuple(groups), undated, left_out)


def reports_to_search(plan: Plan, entries: Sequence[CatalogEntry]) -> frozenset[str] | None:
    """Ids of the reports that may answer a question about a fact.

    Args:
        plan: The plan of the question.
        entries: Every report in the index.

    Returns:
        Ids; None when it is every report.
    """
    kept = frozenset(
        e.report_id
        for e in entries
        if (not plan.years or e.year in plan.years)
        and (not plan.regions or e.region.name in plan.regions)
        and (e.official or plan.include_unofficial)
    )
    return None if len(kept) == len(entries) else kept
