"""Rulings of a scanned page, so that its tables are read like those of a text page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.readers.pdf_objects import Ruling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ACROSS, _DOWN = 2.5, 1.5
"""Shortest rulings, in em. Strokes of characters are at most one em, dashes two; a row of a
table is at least one and a half em high."""
_THICK = 0.4
"""Thickest ruling, in em."""
_GAP = 0.08
"""Widest gap in a ruling, in em; characters stand farther apart."""
_BLOCK, _DARKER = 15, 10
"""Size in pixels of the surroundings that a ruling is darker than, and by how much of 255."""


def scan_rulings(pixels: NDArray[np.uint8], em: float, skew: float) -> list[Ruling]:
    """Look for rulings in a picture.

    Args:
        pixels: The upright picture, blue, green and red.
        em: Size of its text in pixels.
        skew: Degrees by which its lines fall to the right.

    Returns:
        Rulings in pixels, with the skew taken out.
    """
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    if skew:
        height, width = grey.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    dark = cv2.adaptiveThreshold(255 - grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, _BLOCK, -_DARKER)
    return [*_along(dark, em, across=True), *_along(dark, em, across=False)]


def _along(dark: Any, em: float, *, across: bool) -> list[Ruling]:
    import cv2

    length = max(12, round((_ACROSS if across else _DOWN) * em))
    size = (length, 1) if across else (1, length)
    # Closing bridges the gaps of a badly printed ruling.
    bridge = max(3, round(_GAP * em))
    gap = (bridge, 1) if across else (1, bridge)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap))
    lines = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    rulings = []
    for i in range(1, count):
        x, y, width, height = (int(v) for v in stats[i][:4])
        if across and height <= _THICK * em:
            rulings.append(Ruling(True, y + height / 2, x, x + width))
        elif not across and width <= _THICK * em:
            rulings.append(Ruling(False, x + width / 2, y, y + height))
    return rulings
