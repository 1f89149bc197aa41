"""Pieces of a page → columns in reading order: what spans the page first, then left before right."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.pdf_pieces import Line, Piece, line_of, rows_of

_MIN_PIECES = 6
"""Fewest pieces in two columns beside each other."""
_MIN_SIDE = 2
"""Fewest pieces in one of them."""
_MIN_WIDTH = 7.0
"""Narrowest column of running text, in em, by the median of its pieces. Cells of a table
without rulings are narrower."""
_MIN_GUTTER = 0.8
"""Narrowest space between columns, in em."""
_MIN_SHARED = 0.5
"""Share of the lower column's height that stands beside the other."""


class Column(NamedTuple):
    """Lines that follow each other, one below the other."""

    lines: list[Line]
    """From the top."""
    place: tuple[float, float]
    """Left and right bound of the space given to the column; columns of one page with the same
    bounds have the same margins."""


class _Gutter(NamedTuple):
    above: list[Piece]
    left: list[Piece]
    right: list[Piece]
    below: list[Piece]


def reading_order(pieces: Sequence[Piece], width: float) -> list[Column]:
    """Put the pieces of a page into reading order.

    Where at least six pieces stand in two columns of running text with a gutter between
    them, the left column comes whole before the right one. What spans the gutter stands
    before or after both. Three columns are two columns, one of them parted again.

    Args:
        pieces: Pieces of one page.
        width: Width of the page.
    """
    return [column for column in _columns(list(pieces), (0.0, width)) if column.lines]


def _columns(pieces: list[Piece], place: tuple[float, float]) -> list[Column]:
    gutter = _find_gutter(pieces)
    if gutter is None:
        return [Column([line_of(row) for row in rows_of(pieces)], place)]
    middle = (max(p.x1 for p in gutter.left) + min(p.x0 for p in gutter.right)) / 2
    return [
        *_columns(gutter.above, place),
        *_columns(gutter.left, (place[0], middle)),
        *_columns(gutter.right, (middle, place[1])),
        *_columns(gutter.below, place),
    ]


def _find_gutter(pieces: Sequence[Piece]) -> _Gutter | None:
    """The gutter with the most text beside it."""
    if len(pieces) < _MIN_PIECES:
        return None
    em = statistics.median(p.em for p in pieces)
    ordered = sorted(pieces, key=lambda p: p.middle)
    places = sorted({round(p.x1 / em * 2) for p in pieces})
    found = [gutter for place in places for gutter in _gutters_at(ordered, (place / 2 + _MIN_GUTTER / 2) * em, em)]
    return max(found, key=lambda g: (len(g.left) + len(g.right), min(p.x0 for p in g.right) - max(p.x1 for p in g.left)), default=None)


def _gutters_at(ordered: Sequence[Piece], x: float, em: float) -> list[_Gutter]:
    """Gutters along an upright line: between the pieces that cross it."""
    slack = 0.3 * em
    crossing = [i for i, p in enumerate(ordered) if p.x0 < x - slack and p.x1 > x + slack]
    found = []
    for before, after in pairwise([-1, *crossing, len(ordered)]):
        beside = ordered[before + 1 : after]
        left, right = [p for p in beside if p.x1 <= x + slack], [p for p in beside if p.x1 > x + slack]
        if _is_pair_of_columns(left, right, em):
            found.append(_Gutter(list(ordered[: before + 1]), left, right, list(ordered[after:])))
    return found


def _is_pair_of_columns(left: Sequence[Piece], right: Sequence[Piece], em: float) -> bool:
    if len(left) + len(right) < _MIN_PIECES or min(len(left), len(right)) < _MIN_SIDE:
        return False
    if min(p.x0 for p in right) - max(p.x1 for p in left) < _MIN_GUTTER * em:
        return False
    shared = min(max(p.bottom for p in left), max(p.bottom for p in right)) - max(min(p.top for p in left), min(p.top for p in right))
    lower = min(max(p.bottom for p in side) - min(p.top for p in side) for side in (left, right))
    return shared >= _MIN_SHARED * lower and all(_is_running_text(side, em) for side in (left, right))


def _is_running_text(side: Sequence[Piece], em: float) -> bool:
    return statistics.median(p.x1 - p.x0 for p in side) >= _MIN_WIDTH * em
