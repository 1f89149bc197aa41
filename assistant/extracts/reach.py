"""Which reports a question is asked of, and which of the places it names there are none of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.plans import Place, Plan
from assistant.scope import reports_to_search
from vectorstore import CatalogEntry


class Reach(NamedTuple):
    """What may answer a question."""

    reports: tuple[str, ...]
    """Ids, by source and position; of near-duplicates the fullest first."""
    absent: tuple[Place, ...]
    """Places named that no report is known to be of."""
    unsure: bool
    """Whether these are reports of unknown region, searched because there is none of the place."""


def reach(plan: Plan, entries: Sequence[CatalogEntry]) -> Reach:
    """Find the reports that may answer.

    Args:
        plan: The plan of the question.
        entries: Every report in the index.
    """
    absent = tuple(place for place in plan.places if not place.names)
    if absent and len(absent) == len(plan.places):
        return _of_unknown_region(plan, entries, absent)
    return Reach(_ordered(plan, entries), absent, unsure=False)


def wider(plan: Plan, entries: Sequence[CatalogEntry]) -> list[tuple[Plan, Reach]]:
    """Where else to look when the reports asked about do not answer.

    Args:
        plan: The plan of the question.
        entries: Every report in the index.

    Returns:
        The same places in other years, then reports of unknown region; each with its plan.
    """
    steps: list[tuple[Plan, Reach]] = []
    free = plan.model_copy(update={"years": (), "period": None, "doc_types": ()})
    if free != plan:
        steps.append((free, reach(free, entries)))
    if plan.places and any(place.names for place in plan.places):
        steps.append((free, _of_unknown_region(free, entries, ())))
    return [(one, there) for one, there in steps if there.reports]


def _of_unknown_region(plan: Plan, entries: Sequence[CatalogEntry], absent: tuple[Place, ...]) -> Reach:
    regions = {e.report_id: e.region.name for e in entries}
    anywhere = _ordered(plan.model_copy(update={"places": ()}), entries)
    return Reach(tuple(i for i in anywhere if not regions[i]), absent, unsure=True)


def _ordered(plan: Plan, entries: Sequence[CatalogEntry]) -> tuple[str, ...]:
    kept = reports_to_search(plan, entries)
    reports = [e for e in entries if kept is None or e.report_id in kept]
    reports.sort(key=lambda e: (e.duplicate_of or e.report_id, e.duplicate_of is not None))
    return tuple(e.report_id for e in reports)
