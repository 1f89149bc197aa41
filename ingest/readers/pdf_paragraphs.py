"""Lines of columns → paragraphs: which line ends are only for want of width."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.numbering import match_mark
from ingest.readers.pdf_pieces import Line, breadth

_INDENT = 0.8
"""Smallest indent, in em; official texts indent by two."""
_SUPPORT = 0.08
"""Share of the lines that must begin, or end, at a margin."""
_FEW = 6
"""Number of lines below which the outermost one tells the margin."""
_SLACK, _OPEN_SLACK = 0.7, 4.0
"""How much shorter than full, in em, a full line may be, besides the width of what comes next;
more where it breaks off inside a sentence."""
_LONG_WORD = 12.0
"""Widest word, in em, that is kept together; an address of a web page is broken anywhere."""
_LEADING = 1.5
"""Distance between lines, as a multiple of the usual one, that parts paragraphs."""
_SIZES, _SCAN_SIZES = 0.15, 0.3
"""Difference of size, by share, that parts paragraphs."""
_MEASURED = 4.0
"""Shortest recognised line, in em, whose size can be told from its box."""
_MIN_BODY = 0.5
"""Share of the column's width that a line of a paragraph takes before it runs on."""
_TITLE = 1.15
"""Size, as a multiple of the text's, from which a centred line is a title."""

_CLOSED = re.compile(r"[。！？!?….][”’」』）)》】\"']*$")
_CLAUSE_END = re.compile(r"[；;：:][”’」』）)》】\"']*$")
_HANGING = re.compile(r"[，。、；：？！”’」』）》】〕](?=[，。、；：？！”’」』）》】〕]*$)")
_LEADERS = re.compile(r"[.…·．。]{3,}\s*[0-9０-９]+$|(?:\s[.·]){3,}\s*[0-9０-９]+$")
"""What ends an entry in a table of contents."""
_OPEN = re.compile(r"[，、,（(《“‘「『【〔\[]$")
"""What ends no paragraph."""
_WORD = re.compile(r"[（《“‘「『【〔]*(?:[!-~]+|.)[，。、；：？！”’」』）》】〕％‰…]*", re.DOTALL)
"""What may not be parted at a line's end."""
_NOTE = re.compile(r"[\[〔［【][0-9０-９]{1,3}[\]〕］】]")
"""The mark of an entry in a list of works."""


class Margins(NamedTuple):
    """Where the lines of a column begin and end."""

    left: float
    right: float
    sure: bool
    """Whether enough lines reach the right margin to tell where it is."""


class Placed(NamedTuple):
    """A line with what is to be known of its column."""

    line: Line
    margins: Margins
    page: int
    column: int
    """Columns are counted through the document."""
    pitch: float
    """Usual distance between lines of the column, in em."""


def margins_of(lines: Sequence[Line], em: float) -> Margins | None:
    """Tell the margins from the lines.

    Args:
        lines: Lines that have the same margins.
        em: Size of their text.

    Returns:
        The margins; None when there is no line of text.
    """
    lines = [line for line in lines if line.prose]
    if not lines:
        return None
    need = 1 if len(lines) < _FEW else max(2, round(_SUPPORT * len(lines)))
    begins = sorted(line.x0 for line in lines)
    left = next((x for x in begins if sum(abs(other - x) <= 0.6 * em for other in begins) >= need), begins[0])
    # Punctuation may hang over the margin.
    ends = sorted((line.x1 - line.em * len(_HANGING.findall(line.text)) for line in lines), reverse=True)
    right = next((x for x in ends if sum(abs(other - x) <= 1.2 * em for other in ends) >= need), ends[0])
    return Margins(left, right, sum(abs(end - right) <= 1.2 * em for end in ends) >= 3)


def pitch_of(lines: Sequence[Line]) -> float:
    """Usual distance from line to line, in em.

    Args:
        lines: Lines of a column from the top.
    """
    steps = [(b.bottom - a.bottom) / max(a.em, b.em) for a, b in pairwise(lines) if a.prose and b.prose]
    return statistics.median(steps) if len(steps) >= 2 else 2.0


def joins(first: Placed, last: Placed, following: Placed, body: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it.

    Args:
        first: First line of the paragraph.
        last: Its last line so far.
        following: The next line in reading order.
        body: Size of the document's text.
    """
    if not (last.line.prose and following.line.prose) or _LEADERS.search(last.line.text) or _parted(last, following):
        return False
    if not _is_full(last, following.line):
        return False
    centred = _is_centred(last) and _is_centred(following) and last.line.em >= _TITLE * body
    if centred and not _is_marked(following.line.text):
        return True
    return _goes_on(first, last, following)


def _parted(last: Placed, following: Placed) -> bool:
    """Whether size or distance tells the lines apart."""
    a, b = last.line, following.line
    bound = _SCAN_SIZES if a.recognised or b.recognised else _SIZES
    measured = not b.recognised or breadth(b.text) >= _MEASURED
    if measured and abs(a.em - b.em) > bound * max(a.em, b.em):
        return True
    if last.column != following.column:
        return False
    return (b.bottom - a.bottom) / max(a.em, b.em) > _LEADING * max(last.pitch, 1.0)


def _is_full(placed: Placed, following: Line) -> bool:
    """Whether what comes next had no room left in the line."""
    line, margins = placed.line, placed.margins
    if line.x1 - line.x0 < _MIN_BODY * (margins.right - margins.left):
        return False
    word = _WORD.match(following.text)
    width = breadth(word[0]) if word else 1.0
    slack = _OPEN_SLACK if _OPEN.search(line.text) else _SLACK
    return margins.right - line.x1 <= (min(width, _LONG_WORD) + slack) * line.em


def _is_centred(placed: Placed) -> bool:
    middle = (placed.margins.left + placed.margins.right) / 2
    return abs((placed.line.x0 + placed.line.x1) / 2 - middle) <= 1.2 * placed.line.em


def _goes_on(first: Placed, last: Placed, following: Placed) -> bool:
    """Whether indents, numbering and punctuation let a full line run on."""
    em = last.line.em
    begun, before, after = ((p.line.x0 - p.margins.left) / em for p in (first, last, following))
    closed = bool(_CLOSED.search(last.line.text))
    marked = _is_marked(following.line.text)
    indented = begun - after >= _INDENT
    if indented and after < _INDENT:
        # The paragraph's first line is indented and this one is not: a mark at its
        # beginning is part of a sentence, unless a sentence just ended.
        return not marked or not (closed or _CLAUSE_END.search(last.line.text))
    if marked:
        return False
    if after - before >= _INDENT:
        return first is last and _is_marked(first.line.text) and not closed  # a hanging indent
    return not closed and before - after < _INDENT


def _is_marked(text: str) -> bool:
    return bool(_NOTE.match(text)) or match_mark(text, 0, len(text)) is not None


def glue(last: str, following: str) -> str:
    """What stands between two lines of a paragraph.

    Args:
        last: The line before, not empty.
        following: The line after, not empty.

    Returns:
        A space between Latin words, otherwise nothing.
    """
    before, after = last[-1], following[0]
    if not (before.isascii() and after.isascii()) or before in "-/" or not (after.isalnum() or after in "(&["):
        return ""
    in_number = re.search(r"[0-9]$|[0-9][.]$", last) or (re.search(r"[0-9],$", last) and re.match(r"[0-9]{3}(?![0-9])", following))
    return "" if after.isdigit() and in_number else " "
