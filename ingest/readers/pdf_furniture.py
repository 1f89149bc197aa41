"""Running heads, page numbers and watermarks: what a page has besides its text."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from ingest.models import CutReason
from ingest.numbering import number_value
from ingest.readers.pdf_pieces import Piece, line_of, rows_of

_ROWS = 3
"""How many lines of furniture a page may have above its text, or below."""
_ZONE = 0.15
"""Share of the page's height in which furniture stands, from either end."""
_MARGIN = 0.08
"""Share of the page's height that no text reaches. GB/T 9704-2012 leaves 37 mm and 35 mm of
297 mm free; common templates leave 25 mm."""
_DRIFT, _SCAN_DRIFT = 0.012, 0.03
"""How far, by share of the page's height, a running head may stand higher or lower elsewhere."""
_TIMES = 3
"""On how many pages a running head stands."""
_NEAR = 12
"""How far apart, in pages, running heads are compared."""
_SMALL = 0.9
"""Size, as a multiple of the text's, up to which a line is set off from it."""
_SET_OFF = 1.5
"""Distance, as a multiple of the usual one between lines, that sets a line off from the text."""
_LARGE = 1.25
"""Size, as a multiple of the text's, from which a line is a title and no running head."""
_ALIKE = 0.8
"""Likeness of one running head as recognised on two pages."""
_WATERMARK_TIMES = 3
"""How often a watermark is repeated across one page; else it stands on two pages."""

_DASH = r"[-—－–―─~～·•一]"
_NUMBER = r"(?:[0-9０-９]{1,4}|[〇零一二三四五六七八九十百]{1,6})"
_MARK = re.compile(
    rf"""
        {_DASH}+ [0-9０-９]{{1,4}} {_DASH}*
      | [0-9０-９]{{1,4}} [-—－–―─~～]+
      | 第?{_NUMBER}页?[/／,，、|｜]?(?:共|总共|/){_NUMBER}页
      | 共{_NUMBER}页[,，/／|｜]?第?{_NUMBER}页
      | 第{_NUMBER}页
      | [0-9０-９]{{1,4}}[/／][0-9０-９]{{1,4}}页?
      | [pP](?:age|\.)?[0-9]{{1,4}}(?:(?:of|/)[0-9]{{1,4}})?
    """,
    re.VERBOSE,
)
"""A line that is a page number and nothing else, without its spaces."""
_BARE = re.compile(r"[(（〔\[]?([0-9０-９]{1,4}|[ivxlcIVXLC]{1,7})[)）〕\]]?")


class Furniture(NamedTuple):
    """A page with its furniture taken away."""

    pieces: list[Piece]
    """What is left: the page's text."""
    above: list[tuple[CutReason, str]]
    """What was taken from above the text, in order."""
    below: list[tuple[CutReason, str]]
    """What was taken from below the text and from across it, in order."""


class _Row(NamedTuple):
    page: int
    upper: bool
    depth: int
    """Zero for the outermost line."""
    pieces: list[Piece]
    text: str
    key: str
    """The text without spaces, its digits all zero."""
    height: float
    """Where it stands, by share of the page's height."""
    recognised: bool
    gap: float
    """Distance to the next line inwards."""


def take_furniture(pages: Sequence[Sequence[Piece]], heights: Sequence[float]) -> list[Furniture]:
    """Take the furniture away from the pages of a document.

    A page number is a line of its own at the page's end: ``- 3 -``, ``第3页 共10页``,
    ``3/10``; a bare number only where it counts up with the pages. A running head stands in
    the same place on three pages or more, with whatever numbers in it. A watermark runs
    across the text with the same words on several pages.

    Args:
        pages: Pieces of each page.
        heights: Height of each page.
    """
    rows = [row for i, page in enumerate(pages) for row in _outer_rows(i, page, heights[i])]
    body = statistics.median(p.em for page in pages for p in page for _ in p.text) if any(pages) else 1.0
    bare = _bare_numbers(rows)
    heads = _running_heads(rows, body, _usual_gap(pages), len(pages))
    marks = _watermarks(pages)
    by_place = _by_place(rows)
    result = []
    for i, page in enumerate(pages):
        taken_above, taken_below = (_taken(by_place[i, upper], bare, heads) for upper in (True, False))
        across = [p for p in page if p.aside and p.text in marks]
        gone = {id(p) for row, _ in (*taken_above, *taken_below) for p in row.pieces} | {id(p) for p in across}
        result.append(
            Furniture(
                [p for p in page if id(p) not in gone],
                [(reason, row.text) for row, reason in taken_above],
                [*((CutReason.RUNNING_HEAD, p.text) for p in across), *((reason, row.text) for row, reason in reversed(taken_below))],
            )
        )
    return result


def _by_place(rows: Sequence[_Row]) -> dict[tuple[int, bool], list[_Row]]:
    """Lines by page and end of the page."""
    places: dict[tuple[int, bool], list[_Row]] = defaultdict(list)
    for row in rows:
        places[row.page, row.upper].append(row)
    return places


def _outer_rows(page: int, pieces: Sequence[Piece], height: float) -> list[_Row]:
    rows = rows_of(p for p in pieces if not p.aside)
    found = []
    for upper in (True, False):
        for depth, row in enumerate(rows[:_ROWS] if upper else rows[: -_ROWS - 1 : -1]):
            at = statistics.fmean(p.middle for p in row) / height
            if row[0].table or (at > _ZONE if upper else at < 1 - _ZONE):
                break
            text = line_of(row).text
            key = re.sub(r"[0-9０-９]+", "0", re.sub(r"\s", "", text))
            inner = rows[depth + 1] if upper and depth + 1 < len(rows) else rows[-depth - 2] if not upper and depth + 1 < len(rows) else row
            gap = abs(inner[0].middle - row[0].middle)
            found.append(_Row(page, upper, depth, row, text, key, at, row[0].recognised, gap))
    return found


def _taken(rows: Sequence[_Row], bare: set[tuple[int, bool, int]], heads: set[tuple[int, bool, int]]) -> list[tuple[_Row, CutReason]]:
    """Furniture from the outermost line inwards, up to the first line of text."""
    taken = []
    for row in rows:
        place = row.page, row.upper, row.depth
        if place in bare or _is_mark(row):
            taken.append((row, CutReason.PAGE_MARK))
        elif place in heads:
            taken.append((row, CutReason.RUNNING_HEAD))
        else:
            break
    return taken


def _is_mark(row: _Row) -> bool:
    def is_mark(text: str) -> bool:
        return bool(_MARK.fullmatch(re.sub(r"\s", "", text)))

    return is_mark(row.text) or all(is_mark(p.text) for p in row.pieces)  # a spread of two pages has two numbers


def _bare_numbers(rows: Sequence[_Row]) -> set[tuple[int, bool, int]]:
    """Lone numbers that count up with the pages, on two pages or more."""
    found: dict[tuple[int, bool, int], tuple[bool, bool, int]] = {}
    for row in rows:
        match = _BARE.fullmatch(re.sub(r"\s", "", row.text))
        value = _value(match[1]) if match else None
        if value is not None and match:
            found[row.page, row.upper, row.depth] = (row.upper, match[1].isdecimal(), value - row.page)
    counts = Counter(found.values())
    return {place for place, series in found.items() if counts[series] >= 2}


def _value(numeral: str) -> int | None:
    if numeral.isdecimal():
        return number_value(numeral)
    values = ["ivxlc".index(c) for c in numeral.lower()]
    worth = [(1, 5, 10, 50, 100)[v] for v in values]
    return sum(-w if any(w < later for later in worth[i + 1 :]) else w for i, w in enumerate(worth)) or None


def _usual_gap(pages: Sequence[Sequence[Piece]]) -> float:
    """Usual distance between the lines of the document."""
    gaps = [b[0].middle - a[0].middle for page in pages for a, b in pairwise(rows_of(p for p in page if not p.aside))]
    return statistics.median(gaps) if gaps else 0.0


def _running_heads(rows: Sequence[_Row], body: float, usual: float, pages: int) -> set[tuple[int, bool, int]]:
    candidates = [row for row in rows if len(row.key) > 1 and _is_set_off(row, body, usual)]
    by_place = _by_place(candidates)
    found = set()
    for row in candidates:
        near = (other for page in range(row.page - _NEAR, row.page + _NEAR + 1) for other in by_place.get((page, row.upper), ()))
        like = {other.page for other in near if _same(row, other)}
        if len(like) >= _TIMES or (len(like) == pages == 2 and _in_margin(row)):
            found.add((row.page, row.upper, row.depth))
    return found


def _in_margin(row: _Row) -> bool:
    return row.height < _MARGIN if row.upper else row.height > 1 - _MARGIN


def _is_set_off(row: _Row, body: float, usual: float) -> bool:
    """Whether a line stands off from the text as a running head does, and is no title."""
    em = max(p.em for p in row.pieces)
    return em < _LARGE * body and (_in_margin(row) or em <= _SMALL * body or row.gap >= _SET_OFF * usual)


def _same(row: _Row, other: _Row) -> bool:
    scanned = row.recognised or other.recognised
    if abs(row.height - other.height) > (_SCAN_DRIFT if scanned else _DRIFT):
        return False
    if row.key == other.key or not scanned:
        return row.key == other.key
    matcher = SequenceMatcher(None, row.key, other.key, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _watermarks(pages: Sequence[Sequence[Piece]]) -> set[str]:
    on_pages = Counter(text for page in pages for text in {p.text for p in page if p.aside})
    in_all = Counter(p.text for page in pages for p in page if p.aside)
    return {text for text in in_all if on_pages[text] >= 2 or in_all[text] >= _WATERMARK_TIMES}
