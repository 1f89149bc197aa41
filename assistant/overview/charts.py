"""What the overview's charts show: labels, coloured tiles and a legend, before they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from assistant.models import Mention
from assistant.overview.cleaning import clean
from assistant.overview.coverage import Cell, Column, Overview, Row
from assistant.overview.wording import MENTION, PENDING, notes_of, region_said, shortened, year_said

_DARK, _MIDDLE, _LIGHT, _PALE, _EMPTY, PAPER = "#1c6488", "#5b9dbc", "#a3c9dc", "#d5e6ee", "#edeff1", "#ffffff"
"""Told apart in print as well: their grey levels are 36, 57, 76, 89, 93 and 100 %."""
_ON_DARK, _ON_LIGHT, _FAINT = "#ffffff", "#1f2937", "#6b7280"
_TOPIC_MAX, _REGION_MAX = 14, 9
"""Most characters of a topic's and a region's label; the whole is told by its tiles."""
_SHARES = ((0.0, _EMPTY, _FAINT), (0.25, _PALE, _ON_LIGHT), (0.5, _LIGHT, _ON_LIGHT), (0.75, _MIDDLE, _ON_LIGHT), (1.0, _DARK, _ON_DARK))
"""Colour and ink of a share of reports, up to each limit."""


class Mark(Enum):
    """What stands in a tile, so that colour does not tell alone."""

    NONE = ""
    DOT = "dot"
    RING = "ring"
    WORDS = "words"


class Tile(NamedTuple):
    """A cell as it is drawn."""

    face: str
    """Its colour."""
    ink: str = _ON_LIGHT
    """Colour of what stands in it."""
    mark: Mark = Mark.NONE
    """What stands in it."""
    words: str = ""
    """For ``Mark.WORDS``."""
    said: str = ""
    """The cell in words."""
    column: str | None = None
    """Key of its region or year; None where there is nothing to look at."""


class Label(NamedTuple):
    """Name of a row or column."""

    text: str
    """As drawn."""
    whole: str
    """The whole name."""
    below: str = ""
    """A second line."""


class Chart(NamedTuple):
    """Rows of tiles with labels."""

    title: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    tiles: tuple[tuple[Tile, ...], ...]
    """As many rows, of as many columns."""
    legend: tuple[tuple[Tile, str], ...]
    """Tiles with their meaning."""
    notes: tuple[str, ...]
    """What a reader must know."""


_STANDING = {
    Mention.EXPLICIT: Tile(_DARK, _ON_DARK, Mark.DOT),
    Mention.RELATED: Tile(_LIGHT, _ON_LIGHT, Mark.RING),
    Mention.NONE: Tile(_EMPTY),
    None: Tile(PAPER, _FAINT, Mark.WORDS, "–"),
}
_Tiling = Callable[[Cell, Column], Tile]
_PENDING = Tile(PAPER, _FAINT, Mark.WORDS, "…", PENDING)


def map_chart(overview: Overview) -> Chart:
    """Topics by regions.

    Args:
        overview: The overview.
    """
    of_year = f"（{overview.year}年的 {sum(column.reports for column in overview.regions)} 份报告）" if overview.year else ""
    legend = [
        (_STANDING[Mention.EXPLICIT], f"{MENTION[Mention.EXPLICIT]}（数字是报告份数）"),
        (_STANDING[Mention.RELATED], f"{MENTION[Mention.RELATED]}，请核对"),
        (_STANDING[Mention.NONE], MENTION[Mention.NONE]),
    ]
    if any(not column.reports for column in overview.regions):
        legend.append((_STANDING[None], MENTION[None]))
    return Chart(
        title=f"话题覆盖图{of_year}：{len(overview.rows)} 个话题，{_named(overview.regions)} 个地区",
        rows=_rows(overview),
        columns=tuple(Label(shortened(name := clean(column.name), _REGION_MAX), name) for column in overview.regions),
        tiles=tuple(_tiles(row, row.regions, overview.regions, _region_tile) for row in overview.rows),
        legend=tuple(legend),
        notes=notes_of(overview),
    )


def years_chart(overview: Overview) -> Chart:
    """Topics by years.

    Args:
        overview: The overview.
    """
    shares = ["没有", *(f"不超过 {limit:.0%}" for limit, *_ in _SHARES[1:-1]), f"超过 {_SHARES[-2][0]:.0%}"]
    return Chart(
        title="各年提到话题的报告：明确提到的份数 / 当年报告份数",
        rows=_rows(overview),
        columns=tuple(Label(column.name, column.name, f"{column.reports} 份") for column in overview.years),
        tiles=tuple(_tiles(row, row.years, overview.years, _year_tile) for row in overview.rows),
        legend=tuple((Tile(face), name) for (_, face, _), name in zip(_SHARES, shares, strict=True)),
        notes=notes_of(overview),
    )


def _named(columns: Sequence[Column]) -> int:
    return sum(bool(column.key) for column in columns)


def _rows(overview: Overview) -> tuple[Label, ...]:
    return tuple(Label(shortened(name := clean(row.topic), _TOPIC_MAX), name) for row in overview.rows)


def _tiles(row: Row, cells: Sequence[Cell], columns: Sequence[Column], tile: _Tiling) -> tuple[Tile, ...]:
    if not row.ready:
        return tuple(_PENDING._replace(said=clean(f"{row.topic}，{column.name}：{PENDING}")) for column in columns)
    return tuple(tile(cell, column) for cell, column in zip(cells, columns, strict=True))


def _region_tile(cell: Cell, column: Column) -> Tile:
    tile = _STANDING[cell.mention]._replace(said=region_said(cell, column.name), column=cell.column)
    return tile._replace(mark=Mark.WORDS, words=str(cell.explicit)) if cell.explicit > 1 else tile


def _year_tile(cell: Cell, column: Column) -> Tile:
    share = cell.explicit / len(cell.reports)
    face, ink = next((face, ink) for limit, face, ink in _SHARES if share <= limit)
    words = f"{cell.explicit}/{len(cell.reports)}"
    return Tile(face, ink, Mark.WORDS, words, year_said(cell, column.name), cell.column)
