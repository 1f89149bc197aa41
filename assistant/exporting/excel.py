"""An answer as an Excel workbook: a survey's reports, the answer, its sources."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from assistant.exporting.plain import one_line
from assistant.exporting.sheets import WORKBOOK_OPTIONS, Book, Column, text_widths
from assistant.exporting.sources import closing, heading, path, place, reading_order, understood, verbatim
from assistant.marked import levels, lines, without_emphasis
from assistant.models import Answer, Citation, Judgement, Mention, Paragraph, SurveyRow, Table

MENTIONS = {Mention.EXPLICIT: "明确提到", Mention.RELATED: "可能相关", Mention.NONE: "未提到"}
"""How a report stands to a topic, in words for staff."""
JUDGEMENTS = {Judgement.CONFIRMED: "认为提到了", Judgement.UNSURE: "拿不准，请核对", Judgement.REJECTED: "认为不相关"}
"""What a language model makes of it, in words for staff."""
_SOURCES = (
    Column("编号", 6),
    Column("地区", 14),
    Column("报告", 32),
    Column("年份", 8),
    Column("标题", 40),
    Column("页", 6),
    Column("起（字）", 9),
    Column("止（字）", 9),
    Column("原文", 70),
    Column("来源文件", 32),
)
_INDENT = "　"
_TITLE_MAX = 255


def answer_xlsx(answer: Answer, *, made: date | None = None, sources: Mapping[str, str] | None = None) -> bytes:
    """An answer as a workbook.

    Args:
        answer: The answer.
        made: The day that the workbook bears; None for today.
        sources: Source files by report id, for reports of a survey that nothing is quoted from.

    Returns:
        What the file contains.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, WORKBOOK_OPTIONS)
    created = datetime.combine(made or date.today(), time(), UTC)
    workbook.set_properties({"title": one_line(answer.question)[:_TITLE_MAX], "created": created})
    book = Book(workbook)
    if answer.rows:
        _add_reports(book, answer, sources or {})
    else:
        _add_tables(book, answer)
    _add_answer(book, answer, made)
    if answer.citations:
        book.add_list("出处", _SOURCES, [_source(c) for c in answer.citations])
    workbook.close()
    return buffer.getvalue()


def _add_reports(book: Book, answer: Answer, sources: Mapping[str, str]) -> None:
    """A row for each report of the survey."""
    topics = answer.plan.topics if len(answer.plan.topics) > 1 else ()
    judged = any(row.judged for row in answer.rows)
    columns = [Column("地区", 12), Column("报告", 28), Column("年份", 8), Column("结论", 12)]
    columns += [Column(f"“{topic.text}”", 14) for topic in topics]
    columns += [Column("模型核对", 16)] if judged else []
    columns += [Column("原文", 60), Column("原文位置", 36), Column("来源文件", 28)]
    cited = {c.number: c for c in answer.citations}
    made = []
    for row in answer.rows:
        quoted = [cited[number] for number in row.citations if number in cited]
        cells: list[str | int | None] = [row.region or "未知", row.report_title, row.year, _conclusion(row)]
        if topics:
            cells += [MENTIONS[mention] for mention in row.mentions[: len(topics)]] + [""] * (len(topics) - len(row.mentions))
        if judged:
            cells.append(JUDGEMENTS[row.judged] if row.judged else "")
        cells.append("\n".join(f"[{c.number}] {verbatim(c)}" for c in quoted))
        cells.append("\n".join(f"[{c.number}] {'，'.join(fact for fact in (path(c), place(c)) if fact)}" for c in quoted))
        cells.append(_file(row, quoted, sources))
        made.append(cells)
    book.add_list("各报告", columns, made)


def _conclusion(row: SurveyRow) -> str:
    confirmed = row.mention is Mention.RELATED and row.judged is Judgement.CONFIRMED
    return "按意思提到" if confirmed else MENTIONS[row.mention]


def _file(row: SurveyRow, quoted: list[Citation], sources: Mapping[str, str]) -> str:
    """The report's file; those of its copies that are quoted behind it."""
    found = [sources[row.report_id]] if row.report_id in sources else []
    return "\n".join(dict.fromkeys([*found, *(c.source for c in quoted)]))


def _add_tables(book: Book, answer: Answer) -> None:
    """A sheet for each table of an answer that is no survey."""
    tables = [part for part in reading_order(answer) if isinstance(part, Table) and part.rows]
    for at, table in enumerate(tables, 1):
        rows = [[_cell(cell) for cell in row] for row in table.rows]
        widths = [min(80, max(8, 2 + 2 * max(len(one_line(cell)) for cell in column))) for column in zip(table.header, *table.rows, strict=True)]
        columns = [Column(without_emphasis(name), width) for name, width in zip(table.header, widths, strict=True)]
        book.add_list(without_emphasis(table.title) or (f"表{at}" if len(tables) > 1 else "表"), columns, rows)


def _add_answer(book: Book, answer: Answer, made: date | None) -> None:
    """The answer as it reads, with its tables."""
    parts = reading_order(answer)
    sheet = book.add_text("答案", text_widths(max((len(part.header) for part in parts if isinstance(part, Table)), default=1)))
    sheet.add_line(one_line(answer.question), "title")
    sheet.add_line(understood(answer))
    for part in parts:
        sheet.skip()
        if isinstance(part, Paragraph):
            sheet.add_line(without_emphasis(part.text))
            continue
        if title := heading(part):
            sheet.add_line(without_emphasis(title), "heading")
        if isinstance(part, Table):
            sheet.add_row([without_emphasis(name) for name in part.header], "header")
            for row in part.rows:
                sheet.add_row([_cell(cell) for cell in row])
        else:
            for level, words in levels(part.items):
                sheet.add_line(f"{_INDENT * level}• {without_emphasis(words)}")
    sheet.skip()
    sheet.add_line(closing(answer, made))


def _cell(text: str) -> str:
    """A cell of an answer's table, a line for each topic."""
    return "\n".join("".join(piece.text for piece in line) for line in lines(text))


def _source(c: Citation) -> list[str | int | None]:
    return [c.number, c.region or "未知", c.report_title, c.year, path(c), c.page, c.start + 1, c.end, c.quote, c.source]
