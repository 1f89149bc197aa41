"""Where things stand on a page that is turned upright."""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the upright page, in points (1/72 inch)."""


class Frame(NamedTuple):
    """From PDF coordinates to those of the upright page."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int
    """Degrees by which the page is turned clockwise."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 180 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point on the upright page.

        Args:
            x: Horizontal coordinate of the PDF.
            y: Vertical coordinate of the PDF, upwards.
        """
        return {
            0: (x - self.left, self.top - y),
            90: (y - self.bottom, x - self.left),
            180: (self.right - x, y - self.bottom),
            270: (self.top - y, self.right - x),
        }[self.turn]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box on the upright page.

        Args:
            left: Of the PDF.
            bottom: Of the PDF.
            right: Of the PDF.
            top: Of the PDF.
        """
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
