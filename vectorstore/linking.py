"""Which reports are near-duplicates of which: one fullest copy, and the others pointing at it.

How much two texts have in common is found once and kept. What follows from it also depends on
regions, dates and corrections by hand, and is worked out again whenever the index has changed.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from ingest.models import RegionBasis
from vectorstore import corrections, following
from vectorstore.catalog import Catalog, advance, put_signature
from vectorstore.duplicates import SAME_TEXT, Signature, candidates, common_share, sign
from vectorstore.models import CatalogEntry, Changes

_TEXTS_AT_HAND = 256
"""Reports whose texts are kept in memory while pairs are compared."""
_NEARLY_LONGEST = 0.98
"""Share of the longest copy's letters from which a copy counts as equally long."""
_KNOWN = (RegionBasis.SET_BY_HAND, RegionBasis.STATED)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?!\d)")
_PART = re.compile(r"[上下]半年|[上下春秋]季?学期|([一二三四1-4])(学期|季度)|(十[一二]?|[一二三四五六七八九]|(?<!\d)(?:1[0-2]|[1-9]))(月)(?!\d)")
_CHINESE_YEAR = re.compile(r"[一二][○〇零O一二三四五六七八九]{3}(?=年|学年|[-—–~至])")
_DIGITS = str.maketrans("○〇零O一二三四五六七八九", "0000123456789")
_TENS = {"十": "10", "十一": "11", "十二": "12"}

_Scores = dict[tuple[str, str], float]


class _Copy(NamedTuple):
    entry: CatalogEntry
    signature: Signature
    dates: tuple[frozenset[str], ...]


def link_duplicates(catalog: Catalog) -> int:
    """Find the near-duplicates of new reports and settle which copy stands for which.

    Does nothing when the index has not changed since the last time.

    Args:
        catalog: The catalog, held for writing.

    Returns:
        How many reports are linked otherwise than before.
    """
    if catalog.meta("linked") == catalog.meta("generation") is not None:
        return 0
    with catalog.transaction() as db:
        _sign_unsigned(catalog, db)
        following.follow_elsewhere(db)
        signatures = _signatures(db)
        scores = _compare_new(catalog, db, signatures)
        linked = _settle(catalog, db, signatures, scores)
        before = dict(db.execute("SELECT report_id, duplicate_of FROM reports").fetchall())
        changed = [(linked.get(report_id), report_id) for report_id in before if linked.get(report_id) != before[report_id]]
        db.executemany("UPDATE reports SET duplicate_of = ? WHERE report_id = ?", changed)
        advance(db)
        db.execute("INSERT OR REPLACE INTO meta SELECT 'linked', value FROM meta WHERE key = 'generation'")
    return len(changed)


def _sign_unsigned(catalog: Catalog, db: sqlite3.Connection) -> None:
    """Make signatures that an index of an older version lacks."""
    for (report_id,) in db.execute("SELECT report_id FROM reports WHERE report_id NOT IN (SELECT report_id FROM signatures)").fetchall():
        put_signature(db, report_id, sign(catalog.stored_report(report_id).text))


def _signatures(db: sqlite3.Connection) -> dict[str, Signature]:
    rows = db.execute("SELECT report_id, digest, letters, blanks, minhash FROM signatures ORDER BY report_id")
    return {row[0]: Signature(*row[1:]) for row in rows}


def _compare_new(catalog: Catalog, db: sqlite3.Connection, signatures: dict[str, Signature]) -> _Scores:
    """Compare what is new to everything.

    Returns:
        What all pairs that were ever compared have in common.
    """
    new = [row[0] for row in db.execute("SELECT report_id FROM signatures WHERE NOT compared ORDER BY report_id")]
    known = sorted(signatures.keys() - set(new))
    ids = known + new
    share = _share_of(catalog)
    for i, j in candidates([signatures[report_id] for report_id in known], [signatures[report_id] for report_id in new]):
        _put_score(db, ids[i], ids[j], share(ids[i], ids[j]))
    db.execute("UPDATE signatures SET compared = 1")
    return {(one, other): score for one, other, score in db.execute("SELECT one, other, share FROM alike")}


def _share_of(catalog: Catalog) -> Callable[[str, str], float]:
    text = lru_cache(maxsize=_TEXTS_AT_HAND)(lambda report_id: catalog.stored_report(report_id).text)
    return lambda one, other: common_share(text(one), text(other))


def _put_score(db: sqlite3.Connection, one: str, other: str, score: float) -> None:
    db.execute("INSERT OR REPLACE INTO alike VALUES (?, ?, ?)", (*sorted((one, other)), score))


def _settle(catalog: Catalog, db: sqlite3.Connection, signatures: dict[str, Signature], scores: _Scores) -> dict[str, str]:
    """The fuller copy of each report that has one."""
    entries = {e.report_id: e for e in catalog.corrected_entries()}
    files = Counter(e.source for e in entries.values())
    alike = {report_id for pair, score in scores.items() if score >= SAME_TEXT for report_id in pair}
    copies = {i: _Copy(e, signatures[i], dates_of(e, alone=files[e.source] == 1)) for i, e in entries.items() if i in alike}
    made = corrections.by_report(db)
    share = _share_of(catalog)

    def same(one: str, other: str) -> bool:
        pair = (min(one, other), max(one, other))
        if not _may_be_one(copies[one], copies[other]):
            return False
        if pair not in scores:
            scores[pair] = share(*pair)
            _put_score(db, *pair, scores[pair])
        return scores[pair] >= SAME_TEXT

    apart = {report_id for report_id, changes in made.items() if changes.not_duplicate}
    neighbours: dict[str, set[str]] = {}
    for (one, other), score in scores.items():
        if score >= SAME_TEXT and apart.isdisjoint((one, other)) and _may_be_one(copies[one], copies[other]):
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
    linked: dict[str, str] = {}
    for group in _groups(neighbours):
        _choose(group, copies, same, linked)
    return _with_hand_made(linked, made, entries.keys() - apart)


def _groups(neighbours: dict[str, set[str]]) -> Iterator[set[str]]:
    """Connected components, in a fixed order."""
    seen: set[str] = set()
    for start in sorted(neighbours):
        group, frontier = set[str](), [start]
        while frontier:
            report_id = frontier.pop()
            if report_id not in seen:
                seen.add(report_id)
                group.add(report_id)
                frontier += neighbours[report_id]
        if group:
            yield group


def _choose(group: set[str], copies: dict[str, _Copy], same: Callable[[str, str], bool], linked: dict[str, str]) -> None:
    """Link a group to its fullest copy; what is like that one only by way of others forms a group of its own."""
    while len(group) > 1:
        longest = max(copies[i].signature.letters for i in group)
        full = min(group, key=lambda i: _rank(copies[i], longest))
        like = {i for i in group if i != full and same(full, i)}
        linked |= dict.fromkeys(like, full)
        group = group - like - {full}


def _rank(copy: _Copy, longest: int) -> tuple[bool, int, float, float, str, int]:
    """Order of copies: public documents first, then those that name their region, the longest, the least blanked."""
    e, signature = copy.entry, copy.signature
    known = 0 if e.region.name and e.region.basis in _KNOWN else 1 if e.region.name else 2
    length = min(signature.letters, _NEARLY_LONGEST * longest)
    return (not e.official, known, -length, signature.blanks / max(1, signature.letters), e.source, e.position)


def _may_be_one(one: _Copy, other: _Copy) -> bool:
    """Whether neither regions nor dates that both state tell two reports apart."""
    a, b = one.entry.region, other.entry.region
    if a.basis in _KNOWN and b.basis in _KNOWN and a.name and b.name:
        short, long = sorted((a.name, b.name), key=len)
        if not long.startswith(short) and not long.endswith(short):
            return False
    if one.signature.digest == other.signature.digest:
        return True
    return not any(x and y and x.isdisjoint(y) for x, y in zip(one.dates, other.dates, strict=True))


def dates_of(entry: CatalogEntry, *, alone: bool) -> tuple[frozenset[str], ...]:
    """Dates that a report's title states, or else the name of its file.

    Args:
        entry: The report.
        alone: Whether it is the only report of its file, so that the file's name is about it.

    Returns:
        Years, whole days, and parts of a year.
    """
    found = _dates_in(entry.title)
    if alone and not any(found):
        found = _dates_in(PurePosixPath(entry.source).stem)
    return (frozenset([str(entry.year)]), *found[1:]) if "year" in entry.corrected else found


def _dates_in(words: str) -> tuple[frozenset[str], ...]:
    text = _CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), unicodedata.normalize("NFKC", words))
    days = ("-".join(str(int(number)) for number in m.groups()) for m in _DAY.finditer(text))
    parts = (_plain(m[1] or m[3]) + (m[2] or m[4]) if m[1] or m[3] else m.group() for m in _PART.finditer(text))
    return frozenset(_YEAR.findall(text)), frozenset(days), frozenset(parts)


def _plain(number: str) -> str:
    return _TENS.get(number, number.translate(_DIGITS))


def _with_hand_made(linked: dict[str, str], made: dict[str, Changes], eligible: set[str]) -> dict[str, str]:
    """Links with those set by hand; what was a copy of a report that became one itself moves on with it."""
    links = dict(linked)

    def full(report_id: str) -> str:
        while report_id in links:
            report_id = links[report_id]
        return report_id

    for report_id, changes in sorted(made.items()):
        target = changes.duplicate_of
        if target in eligible and target in made and report_id in eligible:
            if links.get(target) == report_id:
                del links[target]
            if full(target) != report_id:
                links[report_id] = target
    return {report_id: full(report_id) for report_id in links}
