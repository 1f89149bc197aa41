"""Charts as matplotlib figures; one unit is one pixel."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from assistant.overview.charts import PAPER, Chart, Label, Mark, Tile

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS_AN_INCH = 72
"""Resolution at which matplotlib's SVG has one unit a pixel."""
MARKS = "marks-"
"""How the gid of the marks in tiles begins."""
SIZE = 13
"""Size of labels, in pixels."""
_SMALL, _TITLE = 11, 15
_TILE = 27
"""Height of a tile and least width."""
_ROOMY = 46
"""Least width of a tile with words in it."""
_MOST_COLUMNS = 36
"""Most columns beside each other; more go below."""
_WIDE = 980
"""Width in pixels up to which columns are widened for labels that lie flat."""
_LEAN = math.radians(60)
"""Slope of labels that do not fit over their column."""
_MARGIN = 10
_NARROWEST = 560
"""Least width of a chart with a title and a legend."""
_INK, _QUIET, _FRAME = "#1f2937", "#5b6470", "#d5d9de"


class Plan(NamedTuple):
    """Where everything goes, in pixels from the upper left corner."""

    width: float
    height: float
    left: float
    """Where the tiles begin."""
    tile: float
    """Width of a tile."""
    flat: bool
    """Whether the columns' labels lie flat."""
    head: float
    """Height of the columns' labels."""
    panels: tuple[tuple[int, int, float], ...]
    """First column, one past the last, and top of each band of columns."""
    foot: float
    """Where the legend begins."""


def plan_of(chart: Chart, framed: bool) -> Plan:
    """Lay out a chart.

    Args:
        chart: What it shows.
        framed: Whether it has a title, a legend and notes.
    """
    count = max(1, len(chart.columns))
    bands = math.ceil(count / _MOST_COLUMNS)
    each = math.ceil(count / bands)
    left = _MARGIN + max((_length(label.text) for label in chart.rows), default=0) + 8
    longest = max((_length(label.text) for label in chart.columns), default=0)
    words = any(len(tile.words) > 2 for row in chart.tiles for tile in row)
    flat = each * (longest + 10) <= _WIDE
    tile = max(_ROOMY if words else _TILE, longest + 10 if flat else 0)
    below = _SMALL + 5 if any(label.below for label in chart.columns) else 0
    head = (SIZE + 10 if flat else longest * math.sin(_LEAN) + SIZE + 6) + below
    beyond = 0 if flat else longest * math.cos(_LEAN)
    high = head + len(chart.rows) * _TILE + 14
    top = _MARGIN + (_TITLE + 14 if framed else 0)
    panels = tuple((i * each, min(count, (i + 1) * each), top + i * high) for i in range(bands))
    foot = top + bands * high
    width = max(left + each * tile + beyond + _MARGIN, _NARROWEST if framed else 0)
    lines = len(_legend_lines(chart, width)) * 24 + len(_wrapped(chart.notes, width)) * 18 + _MARGIN if framed else 0
    return Plan(math.ceil(width), math.ceil(foot + lines), left, tile, flat, head, panels, foot)


def paint(chart: Chart, family: str, framed: bool) -> Figure:
    """Draw a chart.

    Args:
        chart: What it shows.
        family: Font of its text.
        framed: Whether it has a title, a legend and notes.

    Returns:
        A figure whose tiles have the gid ``cell-ROW-COLUMN``.
    """
    from matplotlib.figure import Figure

    plan = plan_of(chart, framed)
    figure = Figure(figsize=(plan.width / PIXELS_AN_INCH, plan.height / PIXELS_AN_INCH), dpi=PIXELS_AN_INCH, facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, plan.width)
    axes.set_ylim(plan.height, 0)
    brush = Brush(axes, family)
    for first, last, top in plan.panels:
        _paint_panel(brush, chart, plan, range(first, last), top)
    if framed:
        brush.write(_MARGIN, _MARGIN + _TITLE, chart.title, size=_TITLE)
        _paint_foot(brush, chart, plan)
    brush.finish()
    return figure


class Brush:
    """Puts tiles and text on a canvas; text is never read as a formula."""

    def __init__(self, axes: Axes, family: str) -> None:
        """Take a canvas.

        Args:
            axes: The canvas, in pixels from the upper left corner.
            family: Font of the text.
        """
        self._axes = axes
        self._family = family
        self._marks: dict[tuple[Mark, str], list[tuple[float, float]]] = {}

    def write(self, x: float, y: float, text: str, *, size: float = SIZE, colour: str = _INK, align: str = "left", slope: float = 0) -> None:
        """Write one line.

        Args:
            x: Where it is aligned to.
            y: Its base line.
            text: The text.
            size: In pixels.
            colour: Its colour.
            align: ``left``, ``center`` or ``right``.
            slope: Degrees by which it rises.
        """
        self._axes.text(
            x, y, text, family=self._family, fontsize=size, color=colour, ha=align, va="baseline",
            rotation=slope, rotation_mode="anchor", parse_math=False,
        )  # fmt: skip

    def tile(self, x: float, y: float, width: float, tile: Tile, gid: str | None = None, height: float = _TILE) -> None:
        """Draw a tile with its mark.

        Args:
            x: Left side.
            y: Upper side.
            width: Width.
            tile: The tile.
            gid: Id of its rectangle.
            height: Height.
        """
        from matplotlib.patches import Rectangle

        edge = _FRAME if tile.face == PAPER else "none"
        self._axes.add_artist(
            Rectangle((x + 1, y + 1), width - 2, height - 2, facecolor=tile.face, edgecolor=edge, linewidth=0.8, gid=gid, clip_on=False)
        )
        middle = (x + width / 2, y + height / 2)
        if tile.mark is Mark.WORDS:
            self.write(middle[0], middle[1] + SIZE * 0.36, tile.words, colour=tile.ink, align="center")
        elif tile.mark is not Mark.NONE:
            self._marks.setdefault((tile.mark, tile.ink), []).append(middle)

    def finish(self) -> None:
        """Draw the marks, all of a kind at once: of many tiles that is far less work."""
        for (mark, ink), places in self._marks.items():
            face = ink if mark is Mark.DOT else "none"
            xs, ys = zip(*places, strict=True)
            self._axes.plot(
                xs, ys, "o", markersize=8, markerfacecolor=face, markeredgecolor=ink, markeredgewidth=1.4,
                gid=f"{MARKS}{mark.value}", clip_on=False, scalex=False, scaley=False,
            )  # fmt: skip


def _paint_panel(brush: Brush, chart: Chart, plan: Plan, columns: range, top: float) -> None:
    under = top + plan.head
    for place, at in enumerate(columns):
        if at < len(chart.columns):
            _paint_heading(brush, chart.columns[at], plan, plan.left + (place + 0.5) * plan.tile, under)
    for row, label in enumerate(chart.rows):
        y = under + row * _TILE
        brush.write(plan.left - 8, y + _TILE / 2 + SIZE * 0.36, label.text, align="right")
        for place, at in enumerate(columns):
            if at < len(chart.columns):
                brush.tile(plan.left + place * plan.tile, y, plan.tile, chart.tiles[row][at], f"cell-{row}-{at}")


def _paint_heading(brush: Brush, label: Label, plan: Plan, x: float, under: float) -> None:
    if label.below:
        brush.write(x, under - 6, label.below, size=_SMALL, colour=_QUIET, align="center")
        under -= _SMALL + 5
    if plan.flat:
        brush.write(x, under - 7, label.text, align="center")
    else:
        brush.write(x + SIZE * 0.3, under - 5, label.text, slope=math.degrees(_LEAN))


def _paint_foot(brush: Brush, chart: Chart, plan: Plan) -> None:
    y = plan.foot
    for line in _legend_lines(chart, plan.width):
        x: float = _MARGIN
        for tile, meaning in line:
            brush.tile(x, y, 22, tile, height=20)
            brush.write(x + 27, y + 14.5, meaning, size=_SMALL + 1)
            x += _legend_width(meaning)
        y += 24
    for note in _wrapped(chart.notes, plan.width):
        brush.write(_MARGIN, y + 13, note, size=_SMALL, colour=_QUIET)
        y += 18


def _legend_width(meaning: str) -> float:
    return 27 + _length(meaning, _SMALL + 1) + 16


def _legend_lines(chart: Chart, width: float) -> list[list[tuple[Tile, str]]]:
    lines: list[list[tuple[Tile, str]]] = [[]]
    used = 0.0
    for entry in chart.legend:
        wide = _legend_width(entry[1])
        if lines[-1] and used + wide > width - 2 * _MARGIN:
            lines.append([])
            used = 0
        lines[-1].append(entry)
        used += wide
    return lines


def _wrapped(notes: Sequence[str], width: float) -> list[str]:
    """Notes one after the other, in lines of a width."""
    lines = [""]
    for note in notes:
        if lines[-1] and _length(lines[-1] + note, _SMALL) > width - 2 * _MARGIN:
            lines.append("")
        lines[-1] += note
    return lines


def _length(text: str, size: float = SIZE) -> float:
    """About how wide a line is, in pixels: Chinese characters are square, others 0.6 of that."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text) * size
