"""Corrections by hand, applied to what was read whenever it is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, TypeVar

from ingest.models import RegionBasis, Report
from vectorstore.models import CatalogEntry, Changes, Correction

_Described = TypeVar("_Described", Report, CatalogEntry)


def by_report(db: sqlite3.Connection, report_id: str | None = None) -> dict[str, Changes]:
    """What was set by hand, by report.

    Args:
        db: The catalog.
        report_id: Only about this report; None for all.
    """
    condition, values = ("report_id = ?", [report_id]) if report_id else ("report_id IS NOT NULL", [])
    rows = db.execute(f"SELECT report_id, changes FROM corrections WHERE {condition}", values)
    return {row[0]: Changes.model_validate_json(row[1]) for row in rows}


def all_of(db: sqlite3.Connection) -> list[Correction]:
    """Every correction, by source and place, those that wait for their report among them.

    Args:
        db: The catalog.
    """
    names = ("report_id", "made_for", "source", "position", "title")
    rows = db.execute(f"SELECT {', '.join(names)}, changes FROM corrections ORDER BY source, position, correction_id")
    made = [Correction(**dict(zip(names, row[:-1], strict=True)), changes=Changes.model_validate_json(row[-1])) for row in rows]
    return [c for c in made if c.changes.given()]


def corrected(described: _Described, changes: Changes | None) -> _Described:
    """A report, or its entry, with what was set by hand.

    Args:
        described: As it was read.
        changes: What was set; None for nothing.
    """
    if changes is None:
        return described
    given = changes.given()
    update: dict[str, Any] = {name: value for name, value in given.items() if name not in ("not_duplicate", "duplicate_of")}
    if isinstance(described, CatalogEntry):
        update["corrected"] = tuple(given)
    return described.model_copy(update=update)


def with_twins(entries: Sequence[CatalogEntry]) -> list[CatalogEntry]:
    """Entries whose copies point straight at one that is there and nobody's copy.

    Args:
        entries: Corrected entries.

    Returns:
        The same, copies of unknown region with the region of the fuller one.
    """
    by_id = {e.report_id: e for e in entries}

    def root(entry: CatalogEntry) -> CatalogEntry:
        seen = {entry.report_id}
        while entry.duplicate_of in by_id and entry.duplicate_of not in seen:
            seen.add(entry.duplicate_of)
            entry = by_id[entry.duplicate_of]
        return entry

    shown = []
    for entry in entries:
        twin = root(entry)
        if twin is not entry:
            entry = named_by_twin(entry.model_copy(update={"duplicate_of": twin.report_id}), twin)
        elif entry.duplicate_of is not None:
            entry = entry.model_copy(update={"duplicate_of": None})
        shown.append(entry)
    return shown


def named_by_twin(copy: _Described, twin: Report | CatalogEntry) -> _Described:
    """A copy of unknown region under the region of the fuller one.

    Args:
        copy: A near-duplicate.
        twin: What it is a copy of.
    """
    if copy.region.basis is not RegionBasis.UNKNOWN or not twin.region.name:
        return copy
    region = twin.region.model_copy(update={"basis": RegionBasis.INFERRED, "evidence": (twin.source,)})
    return copy.model_copy(update={"region": region})
