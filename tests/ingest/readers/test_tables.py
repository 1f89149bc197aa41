from __future__ import annotations

import datetime
import io
import shutil
import subprocess
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.detection import Format, detect
from ingest.models import Extraction, FailureCategory, UnreadableFileError
from ingest.readers import percentages, read, tables
from ingest.readers.tables import read_csv, read_sheet_xml, read_workbook

REPORT = "清源区教育局2023年工作总结\n一、校园安全\n全区共有校车35辆。\n二、教师队伍\n招聘教师86名。"


SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def statistics() -> openpyxl.Workbook:
    """A sheet as bureaus fill it in: a title, merged names of columns, numbers of every kind."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "学校情况"
    rows: list[list[object]] = [
        ["2023年清源区学校情况表"],
        ["学校", "教师", None, "建成日期", "达标率", "备注"],
        [None, "人数", "其中：高级", None, None, None],
        ["清源一小", 60, 8.0, datetime.date(2021, 9, 1), 0.926, None],
        ["清源二小", 1234.5, 0, datetime.datetime(2023, 9, 1, 8, 30), 1, "新建\n学校"],
        ["合计", 1294.5, 8, None, 0.95, None],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3"):
        sheet.merge_cells(area)
    for cell, shown in (("E4", "0.0%"), ("E5", "0%"), ("E6", "0.00%")):
        sheet[cell].number_format = shown
    return book


STATISTICS = [
    "2023年清源区学校情况表",
    "学校：清源一小；教师·人数：60；教师·其中：高级：8；建成日期：2021-09-01；达标率：92.6%",
    "学校：清源二小；教师·人数：1234.5；教师·其中：高级：0；建成日期：2023-09-01 08:30；达标率：100%；备注：新建学校",
    "学校：合计；教师·人数：1294.5；教师·其中：高级：8；达标率：95.00%",
]


def lines(extraction: Extraction) -> list[str]:
    return extraction.text.split("\n")


def test_rows_of_a_workbook_bear_their_column_names() -> None:
    data = saved(statistics())
    extraction = read(data, detect(data, "表.xls"))
    assert lines(extraction) == STATISTICS
    assert extraction.headings == ()


def converted(tmp_path: Path, target: str) -> bytes:
    (tmp_path / "a.xlsx").write_bytes(saved(statistics()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True)
    return (tmp_path / f"a.{target}").read_bytes()


needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which makes these files, is not installed")


@needs_office
def test_old_excel_workbook(tmp_path: Path) -> None:
    data = converted(tmp_path, "xls")
    assert detect(data, "表.csv") is Format.XLS
    assert lines(read(data, Format.XLS)) == STATISTICS


@needs_office
def test_open_document_workbook(tmp_path: Path) -> None:
    data = converted(tmp_path, "ods")
    assert detect(data, "表.xlsx") is Format.ODS
    found = lines(read(data, Format.ODS))
    assert found[0] == STATISTICS[0]
    assert found[1].startswith("学校：清源一小；教师·人数：60；教师·其中：高级：8；建成日期：2021-09-01")


@needs_office
def test_damaged_old_workbooks_are_told_and_stop_nothing(tmp_path: Path) -> None:
    data = converted(tmp_path, "xls")
    told = 0
    for i in range(24):
        broken = bytearray(data)
        for k in range(4):
            broken[(i * 331 + k * 97 + 24) % 2048] = 0xF1
        try:
            read_workbook(bytes(broken))
        except UnreadableFileError as error:
            assert error.category is FailureCategory.DAMAGED
            told += 1
    assert told


def test_reports_in_cells_keep_their_lines() -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "单位", "工作总结"])
    book.active.append([1, "清源区教育局", REPORT])
    book.active.append([2, "雁浦区教育局", REPORT.replace("清源", "雁浦").replace("\n", "\r\n")])
    expected = []
    for number, name in ((1, "清源"), (2, "雁浦")):
        expected += [f"序号：{number}；单位：{name}区教育局", "工作总结：", *REPORT.replace("清源", name).split("\n")]
    assert lines(read_workbook(saved(book))) == expected


def test_report_pasted_line_by_line() -> None:
    book = openpyxl.Workbook()
    for line in REPORT.split("\n"):
        book.active.append([line])
        book.active.append([])
    assert read_workbook(saved(book)).text == REPORT


def test_sheets_are_headed_by_their_names_when_several_hold_something() -> None:
    book = openpyxl.Workbook()
    book.active.title = "小学"
    book.active.append(["学校", "班级"])
    book.active.append(["一小", 24])
    book.create_sheet("空表")
    hidden = book.create_sheet("中学")
    hidden.sheet_state = "hidden"
    hidden["C5"] = "一中在建"
    book.create_chartsheet("图表")
    extraction = read_workbook(saved(book))
    assert lines(extraction) == ["小学", "学校：一小；班级：24", "中学", "一中在建"]
    assert [(extraction.text[h.start : h.end], h.level) for h in extraction.headings] == [("小学", 1), ("中学", 1)]


def test_numbers_and_times_as_a_person_sees_them() -> None:
    book = openpyxl.Workbook()
    values = [24.0, 0.1 + 0.2, 123456789012, 1e-7, -3.50, datetime.time(8, 5), True, "007", datetime.timedelta(hours=30)]
    book.active.append(["无表头", *values])
    assert read_workbook(saved(book)).text == "无表头 | 24 | 0.3 | 123456789012 | 0.0000001 | -3.5 | 08:05 | TRUE | 007 | 30:00"


def test_blank_workbook_is_empty() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(saved(openpyxl.Workbook()), Format.XLSX)
    assert caught.value.category is FailureCategory.EMPTY


def test_damaged_workbook() -> None:
    data = bytearray(saved(statistics()))
    place = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[place : place + 200] = b"\0" * 200
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(bytes(data))
    assert caught.value.category is FailureCategory.DAMAGED
    assert "另存为" in str(caught.value)


def test_workbook_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_TIMEOUT", 0.0)
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook(saved(statistics()))
    assert caught.value.category is FailureCategory.TOO_LARGE


def test_excel_2003_xml() -> None:
    def cell(kind: str, value: str, attributes: str = "") -> str:
        return f'<ss:Cell {attributes}><ss:Data ss:Type="{kind}">{value}</ss:Data></ss:Cell>'

    rows = [
        ("", cell("String", "学校情况", 'ss:MergeAcross="2"')),
        ("", cell("String", "学校") + cell("String", "班级") + cell("String", "建成")),
        ("", cell("String", "一小") + cell("Number", "24") + cell("DateTime", "2021-09-01T00:00:00.000")),
        ('ss:Index="6"', cell("String", "二小") + cell("DateTime", "2023-09-01T08:30:00.000", 'ss:Index="3"')),
    ]
    table = "".join(f"<ss:Row {attributes}>{cells}</ss:Row>" for attributes, cells in rows)
    book = (
        f'<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Worksheet ss:Name="一"><ss:Table>{table}</ss:Table></ss:Worksheet>'
    )
    data = f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>{book}</ss:Workbook>'.encode()
    assert detect(data, "报表.xls") is Format.SHEET_XML
    expected = ["学校情况", "学校：一小；班级：24；建成：2021-09-01", "学校：二小；建成：2023-09-01 08:30"]
    assert lines(read_sheet_xml(data)) == expected
    assert lines(read_sheet_xml(data[: data.index("二小".encode())])) == expected[:2]


def sheet_xml(rows: str) -> bytes:
    table = f'<Worksheet ss:Name="一"><Table>{rows}</Table></Worksheet>'
    return f'<Workbook xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}">{table}</Workbook>'.encode()


def xml_cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_places_far_apart_take_no_room_between_them() -> None:
    far = 'ss:Index="16000"'
    header = xml_cell("学校") + xml_cell("班级", far + ' ss:MergeAcross="300"')
    row = xml_cell("一小") + xml_cell("24", far)
    tracemalloc.start()
    found = lines(read_sheet_xml(sheet_xml(f'<Row>{header}</Row><Row>{row}</Row><Row ss:Index="1048000">{xml_cell("填表人：李镕")}</Row>')))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["学校：一小；班级：24", "填表人：李镕"]
    assert peak < 5_000_000


def test_places_that_no_sheet_has_lose_no_text() -> None:
    large = "9" * 5000
    cells = xml_cell("一小", f'ss:Index="{large}"') + xml_cell("24", 'ss:Index="99999"') + xml_cell("30", 'ss:Index="1"')
    rows = f'<Row ss:Index="{large}">{cells}</Row><Row ss:Index="1">{xml_cell("注")}</Row>'
    assert lines(read_sheet_xml(sheet_xml(rows))) == ["一小 | 24 | 30", "注"]


def test_sheet_with_cells_spread_too_far_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MAX_PLACES", 300)
    cells = [xml_cell("一小", f'ss:Index="{i}"') for i in range(1, 21)]
    with pytest.raises(UnreadableFileError) as caught:
        read_sheet_xml(sheet_xml("".join(f"<Row>{cell}</Row>" for cell in cells)))
    assert caught.value.category is FailureCategory.TOO_LARGE


def test_merged_areas_that_overlap_are_not_filled_for_ever() -> None:
    merged = 'ss:MergeAcross="900" ss:MergeDown="900000"'
    rows = "".join(f"<Row>{xml_cell(f'第{i}项', merged)}{xml_cell('在建')}</Row>" for i in range(800))
    found = lines(read_sheet_xml(sheet_xml(rows)))
    assert len(found) == 800
    assert all(f"第{i}项" in line and "在建" in line for i, line in enumerate(found))


@pytest.mark.parametrize("text", ["1.2.3", ".", "-", "1E999", "二十四"])
def test_what_is_no_number_stays_as_it_is(text: str) -> None:
    row = xml_cell("一小") + xml_cell(text, kind="Number")
    assert lines(read_sheet_xml(sheet_xml(f"<Row>{row}</Row>")))[0].endswith(text)


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_of_a_workbook_that_unpacks_to_much_more_is_not_unpacked(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(percentages, "_MAX_PART", 100_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(statistics()))) as book, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            bomb.writestr(name, book.read(name) + (b" " * 30_000_000 if name == part else b""))
    assert percentages.find_percentages(saved(statistics()))[0]
    tracemalloc.start()
    assert percentages.find_percentages(stream.getvalue()) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_percentages_for_which_memory_does_not_suffice_are_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    data = saved(statistics())
    monkeypatch.setattr(zipfile.ZipFile, "open", fail)
    assert percentages.find_percentages(data) == []


# Separated values.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_encodings_and_separators(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (["学校", "教师数", "备注"], ["清源一小", "24", "新建"], ["清源二小", "30", ""]))
    assert lines(read_csv(text.encode(encoding))) == ["学校：清源一小；教师数：24；备注：新建", "学校：清源二小；教师数：30"]


def test_declared_separator() -> None:
    assert lines(read_csv("sep=;\n学校;人数\n一小;24\n".encode())) == ["学校：一小；人数：24"]


def test_quoted_report_of_any_length() -> None:
    long = REPORT + "\n" + "校园安全责任到人，" * 20_000
    data = f'序号,单位,正文\n1,清源区教育局,"{long}"\n'.encode()
    assert lines(read_csv(data)) == ["序号：1；单位：清源区教育局", "正文：", *long.split("\n")]


def test_text_that_is_no_table_stays_as_it_is() -> None:
    assert read_csv(REPORT.encode("gbk")).text == REPORT


def test_quote_never_closed_loses_nothing() -> None:
    found = read_csv('学校,备注\n一小,"在建\n二小,新建\n三小,扩建'.encode()).text
    assert all(word in found for word in ("一小", "在建", "二小", "新建", "三小", "扩建"))
