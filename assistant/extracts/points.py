"""What each sentence of a report stands under: headings, and points that open inside a section's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.extracts.remarks import Closing, closing_remarks
from assistant.extracts.units import Read, Unit, is_edge_line, under
from ingest.numbering import match_mark, number_value

_HAN = "一二三四五六七八九十"
_WORDED = re.compile(rf"(?:(?P<a>[{_HAN}]{{1,2}})(?P<is>是|要)|(?P<of>其|第)(?P<b>[{_HAN}]{{1,2}})[，,、是])(?![否求点素])[：:，,]?")
_RUN_IN = frozenset({"paren_han", "digit", "paren_digit", "circled"})
"""Kinds of numbering that stand inside a line without a section of their own."""
_DECORATION = re.compile(r"[\s*#>•·-]*")
_BREAK = re.compile(r"[：:，,]\s*|\s+")
_NUMBER_AFTER = re.compile(r"[0-9０-９](?![0-9０-９]{3}年)")
"""What follows a numeral that is no point: 3、4月份."""
_ANNOUNCEMENT = 20
"""Longest sentence before a list, in characters, that announces it without a colon."""


class Opener(NamedTuple):
    """A heading, the sentence that opens a point, or the one that announces a list of points."""

    text: str
    """Its words; of a point without its number."""
    start: int
    """Where it stands in the report; -1 for a heading."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading of the section tree."""
        return self.start < 0


class Placed(NamedTuple):
    """A sentence with what it stands under."""

    unit: Unit
    above: tuple[Opener, ...]
    """Outermost first; the sentence that opens a point stands under itself."""
    line: int
    """Number of its line."""
    opens_point: bool
    """Whether it opens a point inside a section's text."""


class _Mark(NamedTuple):
    kind: str
    number: int
    worded: bool
    start: int
    end: int


@dataclass
class _Point:
    mark: _Mark
    opener: Opener
    announced: tuple[Opener, ...]
    path: tuple[str, ...]
    """Headings of the section that it lies in."""
    replaced: int | None
    """How many headings it stands under when it stands beside one, as the run-in 2. of a section 1. does."""
    start: int
    end: int


def place(read: Read) -> list[Placed]:
    """Tell what the sentences of a report stand under.

    A point reaches to the next of its kind, or to the end of its paragraph when none follows. Remarks at the
    end that concern the whole report stand under no heading.

    Args:
        read: The report.

    Returns:
        The sentences in order, without titles, addresses and signatures.
    """
    units = [unit for at, unit in enumerate(read.units) if not is_edge_line(read, at)]
    lines = _lines(read.report.text, units)
    points = _Walk(units, lines).points()
    closing = closing_remarks(units, lines)
    covering: list[list[_Point]] = [[] for _ in units]
    for point in points:
        for at in range(point.start, point.end):
            covering[at].append(point)
    return [_placed(unit, at, covering[at], lines[at], next((c for c in closing if c.start <= at < c.end), None)) for at, unit in enumerate(units)]


def _placed(unit: Unit, at: int, points: Sequence[_Point], line: int, closing: Closing | None) -> Placed:
    inside = [point for point in points if closing is None or point.start >= closing.start]
    kept = unit.passage.heading_path[: closing.depth] if closing else unit.passage.heading_path
    path = [words for heading in kept for words in _split(heading)]
    depth = min([p.replaced for p in inside if p.replaced is not None], default=len(path))
    headings = [Opener(heading, -1) for heading in path[:depth]]
    openers = [opener for point in inside for opener in (*point.announced, point.opener)]
    return Placed(unit, (*headings, *openers), line, any(point.start == at for point in inside))


def _lines(text: str, units: Sequence[Unit]) -> list[int]:
    lines: list[int] = []
    for at, unit in enumerate(units):
        new = at == 0 or "\n" in text[units[at - 1].end : unit.start]
        lines.append((lines[-1] if lines else -1) + new)
    return lines


def _marks(text: str) -> Iterator[_Mark]:
    """Numbers of points at the start of a sentence, after a colon, and in words (一是) after a comma as well."""
    opening = _DECORATION.match(text)
    starts = [(opening.end() if opening else 0, True), *((m.end(), m.group()[0] not in "，,") for m in _BREAK.finditer(text))]
    for start, numbered in starts:
        if worded := _WORDED.match(text, start):
            yield _Mark(worded["is"] or worded["of"], number_value(worded["a"] or worded["b"]), True, start, worded.end())
        elif numbered and (mark := match_mark(text, start, len(text))) and mark.kind in _RUN_IN and not _NUMBER_AFTER.match(text, mark.end):
            yield _Mark(mark.kind, mark.number, False, start, mark.end)


class _Walk:
    """Goes through a report's sentences and keeps the points that are open."""

    def __init__(self, units: Sequence[Unit], lines: Sequence[int]) -> None:
        self._units = units
        self._lines = lines
        self._points: list[_Point] = []
        self._open: list[_Point] = []

    def points(self) -> list[_Point]:
        """Every point in order, with its reach."""
        for at, unit in enumerate(self._units):
            path = unit.passage.heading_path
            self._close([point for point in self._open if not under(unit, point.path)], at)
            first = at == 0 or self._units[at - 1].passage.heading_path != path
            for mark in () if unit.heading else _marks(unit.text):
                if not (first and path and _numbered(path[-1]) == (mark.kind, mark.number)):
                    self._meet(mark, at)
        return self._points

    def _close(self, points: Sequence[_Point], at: int) -> None:
        for point in points:
            point.end = min(point.end, at)
            self._open.remove(point)

    def _meet(self, mark: _Mark, at: int) -> None:
        before = next((point for point in reversed(self._open) if point.mark.kind == mark.kind), None)
        if before:
            self._meet_another(before, mark, at)
            return
        path = self._units[at].passage.heading_path
        headings = [(words, level) for level, heading in enumerate(path) for words in _split(heading)]
        beside = [depth for depth, (words, _) in enumerate(headings) if _numbered(words) == (mark.kind, mark.number - 1)]
        if beside:
            self._close(list(self._open), at)
            path = path[: headings[beside[-1]][1] + 1]
            self._push(mark, at, self._section_end(path, at), path, beside[-1], ())
        elif mark.number == 1:
            self._push(mark, at, self._reach(at), path, None, self._announcing(mark, at))

    def _meet_another(self, before: _Point, mark: _Mark, at: int) -> None:
        """A number of a kind that is open: the next of its list, the first of another, or none."""
        following = mark.number == before.mark.number + 1
        later = following or (mark.worded and mark.number > before.mark.number)
        if not later and mark.number != 1:
            return
        place = self._open.index(before)
        if following:
            before.end = at
        self._close(self._open[place:], at)
        if later:
            end = self._reach(at) if before.replaced is None else self._section_end(before.path, at)
            self._push(mark, at, end, before.path, before.replaced, before.announced)
        else:
            self._push(mark, at, self._reach(at), self._units[at].passage.heading_path, None, self._announcing(mark, at))

    def _section_end(self, path: tuple[str, ...], at: int) -> int:
        return next((i for i in range(at, len(self._units)) if not under(self._units[i], path)), len(self._units))

    def _push(self, mark: _Mark, at: int, end: int, path: tuple[str, ...], replaced: int | None, announced: tuple[Opener, ...]) -> None:
        unit = self._units[at]
        opener = Opener(unit.text[mark.end :], unit.start + mark.start)
        point = _Point(mark, opener, announced, path, replaced, at, end)
        self._points.append(point)
        self._open.append(point)

    def _reach(self, at: int) -> int:
        """End of a point's paragraph, or of the next one when it is a title on a line of its own."""
        end = self._line_end(at)
        title = end == at + 1 and end < len(self._units) and not re.search(r"[。；;！!？?，,]$", self._units[at].text)
        return self._line_end(end) if title and self._units[end].passage.heading_path == self._units[at].passage.heading_path else end

    def _line_end(self, at: int) -> int:
        return next((i for i in range(at, len(self._units)) if self._lines[i] != self._lines[at]), len(self._units))

    def _announcing(self, mark: _Mark, at: int) -> tuple[Opener, ...]:
        """Words that a list stands under: before its first number, the sentence before, the first of its paragraph."""
        unit = self._units[at]
        found = [Opener(unit.text[: mark.start], unit.start)] if mark.start and not _DECORATION.fullmatch(unit.text[: mark.start]) else []
        inside = any(point.start <= at < point.end for point in self._open)
        first = next(i for i in range(at + 1) if self._lines[i] == self._lines[at])
        before = self._units[at - 1] if at and under(unit, self._units[at - 1].passage.heading_path) else None
        near = before and (before.text.endswith(("：", ":")) or (first < at and len(before.text) <= _ANNOUNCEMENT))
        leads = [*([self._units[first]] if first < at and not inside else []), *([before] if before and near else [])]
        return (*dict.fromkeys(Opener(one.text, one.start) for one in leads if not one.heading), *found)


def _numbered(heading: str) -> tuple[str, int] | None:
    mark = match_mark(heading, 0, len(heading))
    return (mark.kind, mark.number) if mark else None


def _split(heading: str) -> tuple[str, ...]:
    """A heading and the first point under it where they share a line: 一、队伍建设 1.党员教育."""
    for gap in re.finditer(r"(?<=\S)\s+", heading):
        mark = match_mark(heading, gap.end(), len(heading))
        if mark and mark.kind in _RUN_IN and mark.number == 1 and gap.start() > _shortest(heading):
            return heading[: gap.start()], heading[gap.end() :]
    return (heading,)


def _shortest(heading: str) -> int:
    """Where a heading's words can end at the soonest: behind its number."""
    mark = match_mark(heading, 0, len(heading))
    return mark.end if mark else 0
