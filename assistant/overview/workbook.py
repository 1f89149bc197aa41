"""The overview as an Excel file: the map in words, the years, and every quote with its place."""

from __future__ import annotations

import io
import math
import unicodedata
from typing import TYPE_CHECKING, Any

from assistant.models import Mention
from assistant.overview.charts import Chart, Tile, map_chart, years_chart
from assistant.overview.cleaning import clean
from assistant.overview.coverage import UNKNOWN_REGION, UNKNOWN_YEAR, Cell, Overview
from assistant.overview.wording import MENTION, PENDING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}
_HEAD = {**_FONT, "bold": True, "bg_color": "#e5e7eb", "border": 1, "border_color": "#ffffff", "text_wrap": True}
_QUOTE_COLUMNS = (
    ("话题", 14), ("地区", 16), ("年份", 9), ("提及情况", 10), ("原文", 70), ("所在标题", 30), ("页码", 7), ("报告", 34), ("文件", 34),
)  # fmt: skip
_LINE = 15.0
"""Height of a line in points; programs other than Excel do not fit rows to wrapped text themselves."""
_HIGHEST = 400.0
"""Highest row in points; Excel takes 409."""
_LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""


def overview_xlsx(overview: Overview) -> bytes:
    """Write the overview as a workbook with three sheets; every cell is text or a number, never a formula.

    Args:
        overview: The overview; topics that were not looked for yet are marked as such.
    """
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as book:
        book.set_properties({"title": "总览"})
        chart = map_chart(overview)
        words = [[_region_words(row.regions[at]) if row.ready else PENDING for at in range(len(overview.regions))] for row in overview.rows]
        _write_chart(book, "覆盖图", chart, words)
        _write_quotes(book, overview)
        _write_chart(book, "按年份", chart := years_chart(overview), [[tile.words for tile in row] for row in chart.tiles])
    return made.getvalue()


def _region_words(cell: Cell) -> str:
    if len(cell.reports) < 2 or cell.mention is Mention.NONE:
        return MENTION[cell.mention]
    count = cell.explicit if cell.mention is Mention.EXPLICIT else cell.related
    return f"{MENTION[cell.mention]}（{count}/{len(cell.reports)} 份）"


def _write_chart(book: Workbook, name: str, chart: Chart, words: list[list[str]]) -> None:
    sheet = book.add_worksheet(name)
    plain, head = book.add_format(_FONT), book.add_format({**_HEAD, "align": "center"})
    faces = _Faces(book)
    _put(sheet, 0, 0, chart.title, book.add_format({**_FONT, "bold": True, "font_size": 13}))
    _put(sheet, 2, 0, "话题", head)
    for at, label in enumerate(chart.columns):
        _put(sheet, 2, at + 1, f"{label.whole}\n{label.below}".strip(), head)
    for row, (label, tiles) in enumerate(zip(chart.rows, chart.tiles, strict=True)):
        _put(sheet, row + 3, 0, label.whole, plain)
        for at, tile in enumerate(tiles):
            _put(sheet, row + 3, at + 1, words[row][at], faces.of(tile))
    for at, note in enumerate(chart.notes):
        _put(sheet, len(chart.rows) + 4 + at, 0, note, plain)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, max(1, len(chart.columns)), 3 + max((_columns_of(word) for row in words for word in row), default=8))
    sheet.set_row(2, 32)
    sheet.freeze_panes(3, 1)
    _set_print(sheet, rows=2)


def _write_quotes(book: Workbook, overview: Overview) -> None:
    sheet = book.add_worksheet("原文")
    head, wrapped = book.add_format(_HEAD), book.add_format({**_FONT, "text_wrap": True, "valign": "top"})
    for at, (name, width) in enumerate(_QUOTE_COLUMNS):
        _put(sheet, 0, at, name, head)
        sheet.set_column(at, at, width)
    line = 0
    for line, quote in enumerate(_quotes(overview), 1):
        for at, value in enumerate(quote):
            _put(sheet, line, at, value, wrapped)
        sheet.set_row(line, _height(quote))
    sheet.autofilter(0, 0, line, len(_QUOTE_COLUMNS) - 1)
    sheet.freeze_panes(1, 0)
    _set_print(sheet, rows=0)


def _quotes(overview: Overview) -> list[tuple[str | int, ...]]:
    """A line for each quote, topic by topic; reports of all years, whatever the map shows."""
    names = {column.key: at for at, column in enumerate(overview.regions)}
    lines: list[tuple[str | int, ...]] = []
    for row in overview.rows:
        standings = [report for cell in row.years for report in cell.reports]
        standings.sort(key=lambda s: (names[clean(s.region or "")], list(Mention).index(s.mention), -(s.year or 0)))
        lines += [
            (
                row.topic,
                standing.region or UNKNOWN_REGION,
                standing.year or UNKNOWN_YEAR,
                MENTION[standing.mention],
                citation.quote,
                " › ".join(citation.heading_path),
                citation.page or "",
                citation.report_title,
                citation.source,
            )
            for standing in standings
            for citation in standing.citations
        ]
    return lines


def _height(quote: tuple[str | int, ...]) -> float:
    """Height of a row in points, so that its longest cell can be read."""
    lines = (math.ceil(_columns_of(str(value)) / (width - 2)) for value, (_, width) in zip(quote, _QUOTE_COLUMNS, strict=True))
    return min(_LINE * max(lines), _HIGHEST)


def _columns_of(text: str) -> int:
    """Width of text in a spreadsheet's unit, a digit."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _put(sheet: Worksheet, row: int, column: int, value: str | int, form: Any) -> None:
    """Write a value as what it is; text without what a spreadsheet cannot hold."""
    if isinstance(value, int):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, "\n".join(map(clean, value.splitlines()))[:_LONGEST], form)


def _set_print(sheet: Worksheet, rows: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(rows)


class _Faces:
    """Formats with the colours of tiles, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, tile: Tile) -> Any:
        key = (tile.face, tile.ink)
        if key not in self._made:
            look = {"bg_color": tile.face, "font_color": tile.ink, "align": "center", "border": 1, "border_color": "#d5d9de"}
            self._made[key] = self._book.add_format({**_FONT, **look})
        return self._made[key]
