from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from exported import Convert
from openpyxl.worksheet.worksheet import Worksheet

from assistant.exporting import answer_xlsx
from assistant.exporting.excel import JUDGEMENTS, MENTIONS
from assistant.exporting.plain import one_line, plain
from assistant.exporting.sheets import fitted
from assistant.models import Answer, Judgement, Mention, Table

_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Every sheet as a file of comma-separated values in UTF-8."""


def workbook(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def table(sheet: Worksheet) -> list[dict[str, object]]:
    """Rows by the names of their columns."""
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def without_breaks(cell: str) -> str:
    """A cell without line ends: LibreOffice breaks lines of more than 16,000 characters."""
    return cell.replace("\n", "")


def test_a_survey_has_a_row_for_each_report(survey: Answer) -> None:
    book = workbook(answer_xlsx(survey))
    assert book.sheetnames == ["各报告", "答案", "出处"]
    rows = table(book["各报告"])
    assert [(r["报告"], r["年份"], r["结论"]) for r in rows] == [(s.report_title, s.year, MENTIONS[s.mention]) for s in survey.rows]
    assert {r["结论"] for r in rows} >= {"明确提到", "未提到"}
    for row, given in zip(rows, survey.rows, strict=True):
        quoted = [c for c in survey.citations if c.number in given.citations]
        assert (row["原文"] or "").split("\n") == ([f"[{c.number}] “{one_line(c.quote)}”" for c in quoted] or [""])
        assert all(one_line(c.heading_path[-1]) in row["原文位置"] for c in quoted)
        assert (row["来源文件"] or "") == (quoted[0].source if quoted else "")
        assert "模型核对" not in row


def test_lists_are_ready_to_sort_and_filter(survey: Answer) -> None:
    book = workbook(answer_xlsx(survey))
    for name, count in (("各报告", len(survey.rows)), ("出处", len(survey.citations))):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.max_row == count + 1
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert all(sheet.row_dimensions[at].height >= 15 for at in range(2, count + 2))


def test_sources_are_complete(survey: Answer) -> None:
    rows = table(workbook(answer_xlsx(survey))["出处"])
    for row, c in zip(rows, survey.citations, strict=True):
        assert (row["编号"], row["地区"], row["报告"], row["年份"], row["来源文件"]) == (c.number, c.region, c.report_title, c.year, c.source)
        assert (row["起（字）"], row["止（字）"], row["页"]) == (c.start + 1, c.end, c.page)
        assert row["原文"] == plain(c.quote)


def test_a_file_is_told_for_reports_without_quotes_when_it_is_known(survey: Answer) -> None:
    none = next(row for row in survey.rows if row.mention is Mention.NONE)
    rows = table(workbook(answer_xlsx(survey, sources={none.report_id: "白鹭区2023.txt"}))["各报告"])
    assert next(r for r in rows if r["报告"] == none.report_title)["来源文件"] == "白鹭区2023.txt"


def test_topics_and_judgements_have_columns_of_their_own(hostile: Answer) -> None:
    first, second = table(workbook(answer_xlsx(hostile))["各报告"])
    assert first["结论"] == "按意思提到"
    assert (first[f"“{plain(hostile.question)}”"], first["“乙”"]) == ("可能相关", "未提到")
    assert (first["模型核对"], second["模型核对"]) == (JUDGEMENTS[Judgement.CONFIRMED], JUDGEMENTS[Judgement.REJECTED])
    assert second["地区"] == "未知"


def test_another_answer_has_its_tables_and_sources(fact: Answer, survey: Answer) -> None:
    assert workbook(answer_xlsx(fact)).sheetnames == ["答案", "出处"]
    made = next(p for p in survey.parts if isinstance(p, Table))
    book = workbook(answer_xlsx(survey.model_copy(update={"rows": (), "parts": (made, made.model_copy(update={"title": "历史[1]"}))})))
    assert book.sheetnames == ["表1", "历史-1", "答案", "出处"]
    assert [row[0] for row in book["表1"].iter_rows(min_row=2, values_only=True)] == [row[0] for row in made.rows]


def test_nothing_is_a_formula_or_a_link(survey: Answer, hostile: Answer) -> None:
    for answer in (survey, hostile):
        data = answer_xlsx(answer)
        cells = [cell for sheet in workbook(data) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]
        dangerous = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
        assert all(cell.quotePrefix for cell in dangerous)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not [name for name in archive.namelist() if "externalLink" in name or ("sheet" in name and name.endswith(".rels"))]
            assert all(b"<f>" not in archive.read(name) for name in archive.namelist())
    assert dangerous


def test_hostile_text_stands_in_its_cells(hostile: Answer) -> None:
    book = workbook(answer_xlsx(hostile))
    assert table(book["各报告"])[0]["报告"] == plain(hostile.question)
    assert table(book["出处"])[0]["原文"] == plain(hostile.question)
    assert "_x000D_" in plain(hostile.question)


@pytest.mark.parametrize("quote", ["校" * 40_000, "\n".join("校车" * 400), "😀" * 20_000])
def test_what_no_cell_can_hold_is_cut_and_says_so(quote: str) -> None:
    cell = fitted(quote)
    assert len(cell.encode("utf-16-le")) <= 2 * 32_767
    assert cell.count("\n") <= 253
    kept, cut = cell.split("……（", 1)
    assert quote.startswith(kept)
    assert kept
    assert cut == "单元格放不下，余下的见“出处”表或原报告）"


def test_long_quotes_are_cut_in_the_row(hostile: Answer) -> None:
    cell = table(workbook(answer_xlsx(hostile))["各报告"])[0]["原文"]
    assert isinstance(cell, str)
    assert len(cell) <= 32_767
    assert "单元格放不下" in cell


@pytest.mark.parametrize(
    ("title", "name"),
    [("[a]:*?/\\b", "a-b"), ("'History'", "表-History"), ("", "表"), ("答案", "答案"), ("很" * 40, "很" * 31), ("[1]", "1"), ("\u202e\x07", "表")],
)
def test_names_of_sheets_are_legal(survey: Answer, title: str, name: str) -> None:
    made = Table(title=title, header=("甲",), rows=(("乙",),))
    book = workbook(answer_xlsx(survey.model_copy(update={"rows": (), "parts": (made,)})))
    assert book.sheetnames[0] == name
    assert len({n.lower() for n in book.sheetnames}) == 3


def test_office_shows_every_cell(survey: Answer, hostile: Answer, convert: Convert) -> None:
    made = convert({"survey.xlsx": answer_xlsx(survey, made=date(2024, 3, 5)), "hostile.xlsx": answer_xlsx(hostile)}, _CSV)
    for name, answer in (("survey", survey), ("hostile", hostile)):
        book = workbook(answer_xlsx(answer))
        for sheet in ("各报告", "出处"):
            with (made / f"{name}-{sheet}.csv").open(encoding="utf-8", newline="") as file:
                shown = list(csv.reader(file))
            wanted = [["" if cell is None else str(cell) for cell in row] for row in book[sheet].iter_rows(values_only=True)]
            assert [[without_breaks(cell) for cell in row] for row in shown] == [[without_breaks(cell) for cell in row] for row in wanted]
    assert "制作日期：2024年3月5日" in (made / "survey-答案.csv").read_text("utf-8")
