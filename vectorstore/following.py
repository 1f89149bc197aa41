"""Where corrections by hand are kept, and how each finds its report again.

A correction keeps the source, place, title and signature of its report. When the source is
read again it follows the report to its new place; when the report is gone it waits.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ingest.models import Report
from vectorstore.duplicates import Signature, estimated_jaccard, matrix
from vectorstore.models import Changes

_SAME_REPORT = 0.5
"""Estimated Jaccard index from which a report of the source, read again, is the same one."""
_SAME_PLACE = 0.2
"""The same for a report at the same place of its source."""
_SAME_TITLE = 0.05
"""The same for the one report of the source that has the title: two reports of different bodies
have 0.002 to 0.05, and a title such as 教育局工作总结 tells little."""
_SAME_ELSEWHERE = 0.9
"""The same for a report of another source: the file was renamed."""


class _Kept(NamedTuple):
    """A correction that waits, with the report it was made for."""

    correction_id: int
    made_for: str
    source: str
    position: int
    title: str
    digest: str
    minhash: bytes


class _Free(NamedTuple):
    """A report that has no correction."""

    report_id: str
    source: str
    position: int
    title: str
    digest: str
    minhash: bytes


class _Pair(NamedTuple):
    share: float
    """Estimated Jaccard index; 2 for equal texts."""
    kept: _Kept
    found: _Free


def keep(db: sqlite3.Connection, report: Report, signature: Signature, changes: Changes) -> None:
    """Keep what is set about a report in place of what was set before.

    Args:
        db: The catalog, in a transaction.
        report: The report as it was read.
        signature: Its signature.
        changes: All that is set about it by now; nothing when the report only has to be found again.
    """
    db.execute("DELETE FROM corrections WHERE report_id = ?", (report.report_id,))
    place = (report.report_id, report.report_id, report.source, report.position, report.title, signature.digest, signature.minhash)
    db.execute(
        "INSERT INTO corrections (report_id, made_for, source, position, title, digest, minhash, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, changes.model_dump_json(exclude_none=True)),
    )


def forget(db: sqlite3.Connection, report_id: str) -> bool:
    """Forget what was set about a report.

    Args:
        db: The catalog, in a transaction.
        report_id: Id of the report, or of the one that a waiting correction was made for.

    Returns:
        Whether there was anything.
    """
    if any(made.duplicate_of == report_id for _, made in _made(db)):
        made_for = "(report_id = ?1 OR (report_id IS NULL AND made_for = ?1))"
        return db.execute(f"UPDATE corrections SET changes = '{{}}' WHERE {made_for} AND changes != '{{}}'", (report_id,)).rowcount > 0
    for condition in ("report_id = ?", "report_id IS NULL AND made_for = ?"):
        if db.execute(f"DELETE FROM corrections WHERE {condition}", (report_id,)).rowcount:
            return True
    return False


def let_go(db: sqlite3.Connection, source: str) -> None:
    """Make the corrections of a source wait, because its reports go.

    Args:
        db: The catalog, in a transaction.
        source: Name of the source.
    """
    db.execute("UPDATE corrections SET report_id = NULL WHERE report_id IN (SELECT report_id FROM reports WHERE source = ?)", (source,))


def follow(db: sqlite3.Connection, source: str) -> None:
    """Give the waiting corrections of a source, read again, to the reports that they are about.

    Args:
        db: The catalog, in a transaction.
        source: Name of the source.
    """
    waiting = _waiting(db, "source = ?", source)
    if waiting:
        _settle(db, waiting, _free(db, "r.source = ?", source), (_by_text, _by_title, _by_place))


def follow_elsewhere(db: sqlite3.Connection) -> int:
    """Give waiting corrections to reports of any source with the same text: files were renamed.

    Args:
        db: The catalog, in a transaction.

    Returns:
        How many found their report.
    """
    waiting = _waiting(db, "1")
    return _settle(db, waiting, _free(db, "1"), (_by_text_elsewhere,)) if waiting else 0


def _waiting(db: sqlite3.Connection, condition: str, *values: str) -> list[_Kept]:
    rows = db.execute(f"SELECT {', '.join(_Kept._fields)} FROM corrections WHERE report_id IS NULL AND {condition}", values)
    return [_Kept(*row) for row in rows]


def _free(db: sqlite3.Connection, condition: str, *values: str) -> list[_Free]:
    rows = db.execute(
        f"""SELECT r.report_id, r.source, r.position, r.title, s.digest, s.minhash FROM reports r JOIN signatures s USING (report_id)
            WHERE {condition} AND r.report_id NOT IN (SELECT report_id FROM corrections WHERE report_id IS NOT NULL)""",
        values,
    )
    return [_Free(*row) for row in rows]


def _by_text(pair: _Pair, _titles: Sequence[str]) -> bool:
    return pair.share >= _SAME_REPORT


def _by_title(pair: _Pair, titles: Sequence[str]) -> bool:
    return pair.share >= _SAME_TITLE and pair.kept.title == pair.found.title and titles.count(pair.found.title) == 1


def _by_place(pair: _Pair, _titles: Sequence[str]) -> bool:
    return pair.share >= _SAME_PLACE and pair.kept.position == pair.found.position


def _by_text_elsewhere(pair: _Pair, _titles: Sequence[str]) -> bool:
    return pair.share >= _SAME_ELSEWHERE


def _settle(db: sqlite3.Connection, waiting: list[_Kept], free: list[_Free], rules: Sequence[Callable[[_Pair, Sequence[str]], bool]]) -> int:
    """Give each correction to one report by the first rule that finds one, the nearest texts first."""
    moves: dict[str, str] = {}
    pairs = _pairs(waiting, free)
    for rule in rules:
        titles = [f.title for f in free]
        for pair in [p for p in pairs if rule(p, titles)]:
            if pair.kept in waiting and pair.found in free:
                waiting.remove(pair.kept)
                free.remove(pair.found)
                moves[pair.kept.made_for] = pair.found.report_id
                db.execute(
                    """UPDATE corrections SET report_id = ?1, made_for = ?1, source = ?2, position = ?3, title = ?4, digest = ?5, minhash = ?6
                       WHERE correction_id = ?7""",
                    (*pair.found, pair.kept.correction_id),
                )
    _point_anew(db, moves)
    return len(moves)


def _pairs(waiting: Sequence[_Kept], free: Sequence[_Free]) -> list[_Pair]:
    """All pairs, the nearest texts first, of equally near ones those at the nearest place."""
    signatures = matrix([f.minhash for f in free])
    pairs = []
    for kept in waiting:
        for share, found in zip(estimated_jaccard(kept.minhash, signatures), free, strict=True):
            pairs.append(_Pair(2.0 if kept.digest == found.digest else float(share), kept, found))
    return sorted(
        pairs, key=lambda p: (-p.share, p.kept.source != p.found.source, abs(p.kept.position - p.found.position), p.kept[0], p.found.report_id)
    )


def _point_anew(db: sqlite3.Connection, moves: dict[str, str]) -> None:
    """Let what was set as a copy of a report stay its copy, now that the report has another id."""
    for correction_id, made in _made(db):
        if made.duplicate_of in moves:
            pointed = made.model_copy(update={"duplicate_of": moves[made.duplicate_of]})
            db.execute("UPDATE corrections SET changes = ? WHERE correction_id = ?", (pointed.model_dump_json(exclude_none=True), correction_id))


def _made(db: sqlite3.Connection) -> list[tuple[int, Changes]]:
    rows = db.execute("SELECT correction_id, changes FROM corrections").fetchall()
    return [(correction_id, Changes.model_validate_json(changes)) for correction_id, changes in rows]
