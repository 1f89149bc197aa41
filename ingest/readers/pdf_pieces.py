"""Positioned pieces of text, and how they become lines. PDF text and recognised text share this.

Coordinates count from the upper left corner of the upright page, in points (1/72 inch) or,
for pictures, in pixels; nothing depends on the unit.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.grid import Grid

_ASCENT, _DESCENT = 0.88, 0.12
"""Where the em square of a CJK font stands about the baseline (OpenType ``ideo`` baseline)."""
_SAME_BASELINE = 0.5
"""Farthest apart, in em, that baselines of one line are; a superscript stays below it."""
_APART = 1.2
"""Gap, in em, from which two pieces of a line are kept apart; the space between columns is wider."""
_BACK = 0.6
"""How far, in em, the next character may stand back and still belong to the piece."""
_SPACE = 0.6
"""Gap, in em, that counts as a space beside an ideograph. Word processors leave 0.25 em
between ideographs and digits without there being a space."""
_WORD_SPACE = 0.1
"""Smallest space between Latin words, in em; a raised character next to one is nearer."""
_SHADOW = 0.25
"""How far, by share of its width, the shadow of a bold text is displaced."""
_TABULAR_GAP, _WIDE_GAP = 1.5, 4.0
"""Gaps, in em, of which two, or one, make a line a row of a table without rulings."""
_MIN_SPREAD, _EVEN = 3, 0.2
"""Fewest ideographs that are spread out, and by what share their gaps may differ."""


class Glyph(NamedTuple):
    """One character of a page's text."""

    text: str
    x0: float
    x1: float
    base: float
    """Height of the baseline."""
    em: float
    """Size of the font as it appears."""
    spaced: bool = False
    """Whether the file has a space before it."""
    parted: bool = False
    """Whether the library sees a space before it, from the gap."""


class Table(NamedTuple):
    """A ruled table."""

    grid: Grid
    """Its cells."""
    edges: tuple[float, ...]
    """Where its columns begin and end."""


class Piece(NamedTuple):
    """A piece of one line, or a whole table."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    """Size of the characters."""
    recognised: bool = False
    """Whether the text was recognised in a picture."""
    aside: bool = False
    """Whether it runs in another direction than the page, as a watermark does."""
    table: Table | None = None

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class Line(NamedTuple):
    """A line of a column."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    recognised: bool = False
    prose: bool = True
    """False for a table and for what stands in columns without rulings; no line is joined to it."""
    table: Table | None = None


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Group characters into pieces: one baseline, no wide gap.

    Args:
        glyphs: Characters in the order of the file, without spaces.
    """
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    pieces: dict[str, list[Piece]] = defaultdict(list)
    for run in runs:
        piece = _piece(run)
        if not any(_is_same_place(piece, other) for other in pieces[piece.text]):
            pieces[piece.text].append(piece)
    return [piece for same in pieces.values() for piece in same]


def _is_same_place(piece: Piece, other: Piece) -> bool:
    """Whether a text is drawn twice in one place, to look bold."""
    shared = min(piece.x1, other.x1) - max(piece.x0, other.x0)
    return abs(piece.bottom - other.bottom) < _SHADOW * piece.em and shared > (1 - _SHADOW) * (piece.x1 - piece.x0)


def _follows(run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = run[-1]
    em = max(last.em, glyph.em)
    level = min(abs(glyph.base - last.base), abs(glyph.base - run[0].base)) <= _SAME_BASELINE * em
    return level and -_BACK * em <= glyph.x0 - last.x1 <= _APART * em


def _piece(run: Sequence[Glyph]) -> Piece:
    spread = not any(glyph.spaced for glyph in run) and _is_spread([(g.text, g.x0, g.x1, g.em) for g in run])
    text = run[0].text
    for last, glyph in pairwise(run):
        text += (" " if not spread and _is_space(last, glyph) else "") + glyph.text
    em = statistics.median(glyph.em for glyph in run)
    base = statistics.median(glyph.base for glyph in run)
    return Piece(text, min(g.x0 for g in run), base - _ASCENT * em, max(g.x1 for g in run), base + _DESCENT * em, em)


def _is_space(last: Glyph, glyph: Glyph) -> bool:
    if glyph.spaced:
        return True
    if is_wide(last.text[-1]) or is_wide(glyph.text[0]):
        return glyph.x0 - last.x1 >= _SPACE * max(last.em, glyph.em)
    return glyph.parted and glyph.x0 - last.x1 >= _WORD_SPACE * max(last.em, glyph.em)


def _is_spread(characters: Sequence[tuple[str, float, float, float]]) -> bool:
    """Whether ideographs are spread out evenly, as in a letterhead; there are no spaces between them.

    Args:
        characters: Text, left, right and size of each.
    """
    if len(characters) < _MIN_SPREAD or not all(len(text) == 1 and is_wide(text) for text, *_ in characters):
        return False
    gaps = [(b[1] - a[2]) / max(a[3], b[3]) for a, b in pairwise(characters)]
    return min(gaps) >= _SPACE and max(gaps) - min(gaps) <= _EVEN * max(gaps)


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces that stand beside each other.

    Args:
        pieces: Pieces in any order.

    Returns:
        Rows from the top; the pieces of a row from the left.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        beside = next((row for row in reversed(rows[-4:]) if _beside(row, piece)), None)
        if beside is None:
            rows.append([piece])
        else:
            beside.append(piece)
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _beside(row: Sequence[Piece], piece: Piece) -> bool:
    if piece.table or row[0].table:
        return False
    widest = max(row, key=lambda p: p.x1 - p.x0)
    shared = min(piece.bottom, widest.bottom) - max(piece.top, widest.top)
    return shared >= 0.5 * min(piece.bottom - piece.top, widest.bottom - widest.top)


def line_of(row: Sequence[Piece]) -> Line:
    """Make a line of the pieces of a row.

    Args:
        row: Pieces from the left.
    """
    text = row[0].text
    gaps = []
    spread = _is_spread([(p.text, p.x0, p.x1, p.em) for p in row])
    for last, piece in pairwise(row):
        gap = 0.0 if spread else (piece.x0 - last.x1) / max(last.em, piece.em)
        gaps.append(gap)
        wide = is_wide(last.text[-1:]) or is_wide(piece.text[:1])
        text += (" " if gap >= (_SPACE if wide else _WORD_SPACE) else "") + piece.text
    prose = not row[0].table and sum(gap >= _TABULAR_GAP for gap in gaps) < 2 and all(gap < _WIDE_GAP for gap in gaps)
    widest = max(row, key=lambda p: p.x1 - p.x0)
    return Line(
        text,
        row[0].x0,
        min(p.top for p in row),
        max(p.x1 for p in row),
        max(p.bottom for p in row),
        widest.em,
        any(p.recognised for p in row),
        prose,
        row[0].table,
    )


def is_wide(char: str) -> bool:
    """Whether a character takes a whole em, as ideographs and full-width punctuation do.

    Args:
        char: One character, or none.
    """
    return bool(char) and (unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·《》〈〉①②③④⑤⑥⑦⑧⑨⑩")


def breadth(text: str) -> float:
    """Width of a text in em, as far as the characters alone tell.

    Args:
        text: A text on one line.
    """
    return sum(1.0 if is_wide(c) else 0.5 for c in text)
