"""Which reports a question is about, near-duplicates together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.levels import is_of
from assistant.plans import Plan
from ingest.models import Region
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
    def period(self) -> str | None:
        """Part of the year that the fullest one states, or else another."""
        return next((e.period for e in (self.report, *self.others) if e.period is not None), None)

    @property
    def region(self) -> Region:
        """Region of the fullest one, or else of another; unknown when none is known."""
        return next((e.region for e in (self.report, *self.others) if e.region.name), self.report.region)

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
    unplaced: int = 0
    """Reports that would be in scope if their region were known; every copy counts."""
    undivided: int = 0
    """Reports that would be in scope if they told which part of the year; every copy counts."""


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
        plan: The plan of the survey; its level is not applied.
        entries: Every report in the index.
    """
    groups = []
    lacking = {"year": 0, "region": 0, "period": 0}
    left_out = 0
    for group in group_copies(entries):
        unknown = _unknown(plan, group)
        if unknown is None or len(unknown) > 1:
            continue
        if not (group.report.official or plan.include_unofficial):
            left_out += 0 if unknown else len(group.ids)
        elif unknown:
            lacking[unknown[0]] += len(group.ids)
        else:
            groups.append(group)
    return Scope(tuple(groups), lacking["year"], left_out, lacking["region"], lacking["period"])


def _unknown(plan: Plan, group: Copies) -> list[str] | None:
    """What is not known about a report that would have to be; None when it is out of scope."""
    inside, outside = ({name for place in places for name in place.names} for places in (plan.places, plan.excluded_places))
    region = group.region.name
    if plan.reports and not set(plan.reports) & set(group.ids):
        return None
    if plan.doc_types and group.report.doc_type not in plan.doc_types:
        return None
    checks = (
        ("year", not plan.years, group.year, group.year in plan.years),
        ("region", not plan.places and region not in outside, region, region in inside and region not in outside),
        ("period", plan.period is None, group.period, group.period == plan.period),
    )
    unknown = []
    for name, free, value, fits in checks:
        if free or (value is not None and fits):
            continue
        if value is not None:
            return None
        unknown.append(name)
    return unknown


def reports_to_search(plan: Plan, entries: Sequence[CatalogEntry]) -> frozenset[str] | None:
    """Ids of the reports that may answer a question about a fact.

    Args:
        plan: The plan of the question.
        entries: Every report in the index.

    Returns:
        Ids; None when it is every report. A level counts when there is any report of it.
    """
    groups = scope_of(plan, entries).groups
    if plan.level is not None:
        level = plan.level
        groups = tuple(group for group in groups if is_of(group.region, level)) or groups
    kept = frozenset(i for group in groups for i in group.ids)
    return None if len(kept) == len(entries) else kept
