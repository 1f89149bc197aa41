"""Lines found in a picture → pieces of an upright, level page."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.readers.pdf_assembly import cell_text
from ingest.readers.pdf_pieces import Piece, breadth
from ingest.readers.pdf_scan_rulings import scan_rulings
from ingest.readers.pdf_tables import find_lattices, take_tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SURE = 0.5
"""Confidence below which a recognised line is noise. Source: the default of rapidocr."""
DOUBTFUL = 0.8
"""Mean confidence below which a picture may stand on its head or on its side. Measured:
upright pages give 0.999, the same pages upside down 0.62."""
_ON_SIDE = 1.5
"""Height, as a multiple of its width, from which a line runs downwards."""
_LEVEL, _SKEWED = 0.1, 15.0
"""Degrees of skew that are put right."""
_MIN_TABLE = 4
"""Fewest lines among which a table is looked for."""
_JOIN = 0.25
"""How near, in em, rulings come to touch."""
_SHORT_BOX = 1.15
"""Width of a short line's box, as a multiple of its characters', at the least."""
_BRACKETS = re.compile(r"\(([^()（）]{1,30})）|（([^()（）]{1,30})\)")
"""Brackets of which recognition took one for a Latin one."""


class FoundLine(NamedTuple):
    """A line of text in a picture."""

    corners: NDArray[np.float64]
    """Four corners from the upper left clockwise, as x and y."""
    text: str
    score: float
    """Confidence from 0 to 1, the higher the better."""


def score(found: Sequence[FoundLine]) -> float:
    """Mean confidence, by character.

    Args:
        found: Lines of a picture.
    """
    characters = sum(len(f.text) for f in found)
    return sum(f.score * len(f.text) for f in found) / characters if characters else 0.0


def _size(corners: NDArray[np.float64]) -> tuple[float, float]:
    """Width and height of a line."""
    return math.dist(corners[0], corners[1]), math.dist(corners[0], corners[3])


def quarter_turns(found: Sequence[FoundLine]) -> list[int]:
    """Quarter turns, anticlockwise, that may put a picture upright.

    Args:
        found: Its lines as it stands.
    """
    if not found:
        return []
    areas = [(w * h, h > _ON_SIDE * w) for w, h in (_size(f.corners) for f in found)]
    if sum(area for area, on_side in areas if on_side) > 0.5 * sum(area for area, _ in areas):
        return [1, 3]
    return [2] if score(found) < DOUBTFUL else []


def scan_pieces(found: Sequence[FoundLine], pixels: NDArray[np.uint8]) -> list[Piece]:
    """Make pieces of the lines, the skew of the scan taken out; what stands in rulings becomes tables.

    Args:
        found: Lines of an upright picture.
        pixels: The picture; blue, green and red.
    """
    height, width = pixels.shape[:2]
    skew = _skew(found)
    pieces = _pieces([f for f in found if f.score >= _SURE], width, height, skew)
    if len(pieces) < _MIN_TABLE:
        return pieces
    em = statistics.median(p.em for p in pieces)
    return take_tables(find_lattices(scan_rulings(pixels, em, skew), _JOIN * em), pieces, cell_text)


def _skew(found: Sequence[FoundLine]) -> float:
    """Degrees by which the lines of a scan fall to the right, where it is worth putting right."""
    slopes = [math.degrees(math.atan2(f.corners[1][1] - f.corners[0][1], f.corners[1][0] - f.corners[0][0])) for f in found if _is_long(f)]
    skew = statistics.median(slopes) if slopes else 0.0
    return skew if _LEVEL <= abs(skew) <= _SKEWED else 0.0


def _pieces(found: Sequence[FoundLine], width: int, height: int, skew: float) -> list[Piece]:
    """Lines as pieces, the skew of the scan taken out."""
    angle = math.radians(-skew)
    boxes = []
    for f in found:
        corners = [_rotated(float(x) - width / 2, float(y) - height / 2, angle) for x, y in f.corners]
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = ((x + width / 2, y + height / 2) for x, y in corners)
        boxes.append((f, (x0 + x3) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y2 + y3) / 2))
    # The box is higher than the characters, by a margin that the picture decides.
    sizes = [((x1 - x0) / breadth(f.text)) / (y1 - y0) for f, x0, y0, x1, y1 in boxes if _is_long(f) and breadth(f.text) >= 6]
    usual = min(1.0, max(0.5, statistics.median(sizes))) if sizes else 0.75
    pieces = []
    for f, x0, top, x1, bottom in boxes:
        em = usual * min(bottom - top, x1 - x0)
        if x1 - x0 >= bottom - top:
            em = min(em, _SHORT_BOX * (x1 - x0) / breadth(f.text))
        inset = (bottom - top - em) / 2 if x1 - x0 >= bottom - top else 0
        pieces.append(Piece(_BRACKETS.sub(lambda m: f"（{m[1] or m[2]}）", f.text), x0, top + inset, x1, bottom - inset, max(em, 1.0), True))
    return pieces


def _is_long(found: FoundLine) -> bool:
    width, height = _size(found.corners)
    return width > 4 * height


def _rotated(x: float, y: float, angle: float) -> tuple[float, float]:
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
