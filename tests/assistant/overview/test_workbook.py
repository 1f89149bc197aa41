from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from overview_support import overview_over, write_reports

from assistant import Assistant
from assistant.overview import Overview
from assistant.overview.workbook import overview_xlsx
from ingest.models import Region, RegionBasis
from vectorstore.models import Changes

SOFFICE = shutil.which("soffice")


def sheet(overview: Overview, name: str) -> Worksheet:
    return load_workbook(io.BytesIO(overview_xlsx(overview)))[name]


def values(page: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_there_are_three_sheets(overview: Overview) -> None:
    assert load_workbook(io.BytesIO(overview_xlsx(overview))).sheetnames == ["覆盖图", "原文", "按年份"]


def test_the_map_is_told_in_words_and_colours(overview: Overview) -> None:
    page = sheet(overview, "覆盖图")
    rows = values(page)
    assert rows[2] == ["话题", "岚溪县", "清源区", "雁浦区", "地区不明"]
    assert rows[3] == ["校车安全", "未提到", "明确提到（2/2 份）", "可能相关", "未提到"]
    assert rows[5] == ["劳动教育", "明确提到", "未提到", "未提到", "未提到"]
    colours = {page[place].fill.fgColor.rgb for place in ("B4", "C4", "D4")}
    assert len(colours) == 3
    assert page["C4"].fill.fgColor.rgb == page["B6"].fill.fgColor.rgb
    assert any("共检查 5 份报告" in str(row[0]) for row in rows[6:])


def test_every_quote_has_its_place(known: Assistant, overview: Overview) -> None:
    header, *rows = values(sheet(overview, "原文"))
    assert header == ["话题", "地区", "年份", "提及情况", "原文", "所在标题", "页码", "报告", "文件"]
    quotes = [c for row in overview.rows for cell in row.regions for s in cell.reports for c in s.citations]
    assert len(rows) == len(quotes) == 6
    by_quote = {(row[0], row[1], row[4]): row for row in rows}
    bus = by_quote["校车安全", "清源区", "全区共有校车20辆，逐车签订责任书。"]
    assert bus[2:4] == [2022, "明确提到"] and "校园安全" in str(bus[5]) and str(bus[8]).endswith("清源区2022.txt")
    assert [row[1] for row in rows if row[0] == "食品安全"] == ["清源区", "地区不明"]


def test_of_one_year_only_its_quotes_are_there(known: Assistant) -> None:
    _, *rows = values(sheet(overview_over(known, year=2022), "原文"))
    assert [(row[0], row[2], row[4]) for row in rows] == [("校车安全", 2022, "全区共有校车20辆，逐车签订责任书。")]


def test_years_are_told_as_shares(overview: Overview) -> None:
    rows = values(sheet(overview, "按年份"))
    assert rows[2] == ["话题", "2022年\n1 份", "2023年\n3 份", "年份不明\n1 份"]
    assert rows[3] == ["校车安全", "1/1", "1/3", "0/1"]


def test_nothing_from_a_report_becomes_a_formula_or_a_link(known: Assistant, tmp_path: Path) -> None:
    report = next(e.report_id for e in known.reports() if e.source.endswith("岚溪县2023.txt"))
    known._store.correct(report, Changes(region=Region(name='=HYPERLINK("http://x","a")\x07\u202e', basis=RegionBasis.SET_BY_HAND)))
    bad = "=1+1教育局工作总结\n\n一、安全\n=cmd|'/c calc'!A1 开设劳动教育课程，见 http://example.com 。\n"
    known.sync(write_reports(tmp_path / "bad", {"坏.txt": bad}))
    book = load_workbook(io.BytesIO(overview_xlsx(overview_over(known))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
    told = [str(cell.value) for cell in cells]
    assert '=HYPERLINK("http://x","a")' in told
    assert not any("\u202e" in text or "\x07" in text for text in told)


def test_an_overview_of_nothing_is_a_workbook_too() -> None:
    assert values(sheet(Overview(rows=(), regions=(), years=()), "原文"))[0][0] == "话题"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook(overview: Overview, tmp_path: Path) -> None:
    path = tmp_path / "总览.xlsx"
    path.write_bytes(overview_xlsx(overview))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    told = next(tmp_path.glob("总览*.csv")).read_text(encoding="utf-8")
    assert "校车安全,未提到,明确提到（2/2 份）,可能相关,未提到" in told
