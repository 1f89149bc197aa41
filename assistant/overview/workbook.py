"""The overview as an Excel file: the map in words, the years, and every quote with its place."""

from __future__ import annotations

import io

from assistant.exporting.sheets import WORKBOOK_OPTIONS, Book, Column, width_of
from assistant.models import Mention
from assistant.overview.charts import Chart, map_chart, years_chart
from assistant.overview.coverage import UNKNOWN_REGION, UNKNOWN_YEAR, Cell, Overview
from assistant.overview.wording import MENTION, PENDING

_QUOTES = (
    Column("话题", 14),
    Column("地区", 16),
    Column("年份", 9),
    Column("提及情况", 10),
    Column("原文", 70),
    Column("所在标题", 30),
    Column("页码", 7),
    Column("报告", 34),
    Column("文件", 34),
)
_TOPIC_WIDTH, _LEAST_WIDTH = 18, 11


def overview_xlsx(overview: Overview) -> bytes:
    """Write the overview as a workbook with three sheets; every cell is text or a number, never a formula.

    Args:
        overview: The overview; topics that were not looked for yet are marked as such. When it is of one
            year, so are the map and the quotes.
    """
    from xlsxwriter import Workbook

    made = io.BytesIO()
    with Workbook(made, WORKBOOK_OPTIONS) as workbook:
        workbook.set_properties({"title": "总览"})
        book = Book(workbook)
        words = [[_region_words(row.regions[at]) if row.ready else PENDING for at in range(len(overview.regions))] for row in overview.rows]
        _add_chart(book, "覆盖图", map_chart(overview), words)
        book.add_list("原文", _QUOTES, _quotes(overview))
        _add_chart(book, "按年份", chart := years_chart(overview), [[tile.words for tile in row] for row in chart.tiles])
    return made.getvalue()


def _region_words(cell: Cell) -> str:
    if len(cell.reports) < 2 or cell.mention is Mention.NONE:
        return MENTION[cell.mention]
    count = cell.explicit if cell.mention is Mention.EXPLICIT else cell.related
    return f"{MENTION[cell.mention]}（{count}/{len(cell.reports)} 份）"


def _add_chart(book: Book, name: str, chart: Chart, words: list[list[str]]) -> None:
    """A sheet with a chart in words on its colours."""
    width = max((3 + width_of(word) for row in words for word in row), default=_LEAST_WIDTH)
    sheet = book.add_text(name, [_TOPIC_WIDTH] + [width] * max(1, len(chart.columns)))
    sheet.add_line(chart.title, "title")
    sheet.skip()
    sheet.add_row(["话题", *(f"{label.whole}\n{label.below}".strip() for label in chart.columns)], "header")
    sheet.freeze()
    for label, tiles, said in zip(chart.rows, chart.tiles, words, strict=True):
        for tile in tiles:
            book.add_look(tile.face + tile.ink, tile.face, tile.ink)
        sheet.add_row([label.whole, *said], looks=["text", *(tile.face + tile.ink for tile in tiles)])
    sheet.skip()
    for note in chart.notes:
        sheet.add_line(note)


def _quotes(overview: Overview) -> list[list[str | int | None]]:
    """A row for each quote: topic by topic, region by region, of the year shown."""
    return [
        [
            row.topic,
            standing.region or UNKNOWN_REGION,
            standing.year or UNKNOWN_YEAR,
            MENTION[standing.mention],
            citation.quote,
            " › ".join(citation.heading_path),
            citation.page,
            citation.report_title,
            citation.source,
        ]
        for row in overview.rows
        for cell in row.regions
        for standing in cell.reports
        for citation in standing.citations
    ]
