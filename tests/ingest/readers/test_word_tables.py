import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import HEADING_STYLES, OFFICIAL, abstract, cell, docx, lines, lvl, num, para, read, row, squeeze, table, words

HEADER = ["学校", "班级数", "学生数"]


def test_rows_carry_their_headers() -> None:
    found = lines("前", table(HEADER, ["清源一小", "24", "1032"], ["泗水小学", "18", "760"]), "后")
    assert found == ["前", "学校：清源一小；班级数：24；学生数：1032", "学校：泗水小学；班级数：18；学生数：760", "后"]


@pytest.mark.parametrize("look", ["declared", "bold", "shaded", "style"])
def test_header_by_its_look(look: str) -> None:
    names = [cell(name, bold=look == "bold", fill="D9D9D9" if look == "shaded" else "") for name in ("校长", "牵头科室")]
    styles = HEADING_STYLES + '<w:style w:type="table" w:styleId="T"><w:name w:val="t"/><w:tblStylePr w:type="firstRow"/></w:style>'
    properties = '<w:tblStyle w:val="T"/><w:tblLook w:val="04A0"/>' if look == "style" else ""
    grid = table(row(*names, header=look == "declared"), ["周远", "人事科"], ["何敏", "基教科"], properties=properties)
    assert lines(grid, styles=styles) == ["校长：周远；牵头科室：人事科", "校长：何敏；牵头科室：基教科"]


def test_header_of_two_rows() -> None:
    grid = table(
        row(cell("学校", merge="restart", bold=True), cell("学生数", span=2, bold=True)),
        row(cell(merge="continue"), cell("男", bold=True), cell("女", bold=True)),
        ["清源一小", "512", "520"],
    )
    assert lines(grid) == ["学校：清源一小；学生数·男：512；学生数·女：520"]


def test_merged_cells() -> None:
    grid = table(
        row(*(cell(name, bold=True) for name in ("学段", "学校", "学生数", "备注"))),
        row(cell("小学", merge="restart"), "清源一小", "1032", ""),
        row(cell(merge="continue"), "泗水小学", cell("在建", span=2)),
        row(cell("以下为初中", span=4)),
        ["初中", "清源中学", "900", "寄宿"],
        row(*(cell(name) for name in ("学段", "学校", "学生数", "备注"))),
    )
    assert lines(grid) == [
        "学段：小学；学校：清源一小；学生数：1032",
        "学段：小学；学校：泗水小学；学生数、备注：在建",
        "以下为初中",
        "学段：初中；学校：清源中学；学生数：900；备注：寄宿",
    ]


def test_long_merged_cell_stands_once() -> None:
    long = "完善校园安全责任体系，" * 8
    grid = table(
        row(cell("任务", bold=True), cell("单位", bold=True)), row(cell(long, merge="restart"), "安全科"), row(cell(merge="continue"), "办公室")
    )
    assert lines(grid) == [f"任务：{long}；单位：安全科", "单位：办公室"]


def test_title_row_and_sentences() -> None:
    grid = table(
        row(cell("附表：重点任务", span=2)), row(cell("任务", bold=True), cell("进展", bold=True)), ["招聘", "已完成。"], ["培训；教研", "推进中"]
    )
    assert lines(grid) == ["附表：重点任务", "任务：招聘；进展：已完成。", "任务：培训；教研；进展：推进中"]


@pytest.mark.parametrize("rows", [[], [["", ""]], [["清源一小", ""]]], ids=["no row", "empty row", "empty column"])
def test_names_of_empty_columns_are_kept(rows: list[list[str]]) -> None:
    found = lines("前", table(row(cell("学校", bold=True), cell("备 注", bold=True)), *rows))
    assert "备注" in "".join(found).replace(" ", "")
    assert "学校" in "".join(found)


def test_layout_table_is_its_paragraphs() -> None:
    body = cell(para("回顾", style="1"), para("招聘86名。"))
    extraction = read(docx(table(row(body)), table([cell("甲")], [cell("乙")])))
    assert extraction.text == "回顾\n招聘86名。\n甲\n乙"
    assert [h.level for h in extraction.headings] == [1]


def test_columns_of_running_text_stay_in_order() -> None:
    left, right = [para("左栏一。" * 30), para("左栏二。" * 30)], para("右栏。" * 30)
    assert lines(table(row(cell(*left), cell(right)))) == ["左栏一。" * 30, "左栏二。" * 30, "右栏。" * 30]


def test_cell_of_several_paragraphs_keeps_them_apart() -> None:
    inside = cell(para("制度", num=1, level=2), para("建立台账。" * 20), para("督导", num=1, level=2), para("逐校检查。" * 20))
    grid = table(row(cell("任务", bold=True), cell("措施", bold=True), cell("单位", bold=True)), row("安全", inside, "安全科"))
    assert lines(grid, numbering=OFFICIAL) == ["任务：安全；单位：安全科", "措施：", "1. 制度", "建立台账。" * 20, "2. 督导", "逐校检查。" * 20]


def test_nested_table() -> None:
    inner = table(HEADER, ["清源一小", "24", "1032"], ["泗水小学", "18", "760"])
    found = lines(table(row(cell("项目", bold=True), cell("明细", bold=True)), row("布局", cell(inner))))
    assert found == ["项目：布局", "明细：", "学校：清源一小；班级数：24；学生数：1032", "学校：泗水小学；班级数：18；学生数：760"]


def test_numbers_of_rows_made_by_word() -> None:
    numbering = abstract(0, lvl(0, "decimal", "%1")) + num(1, 0)
    grid = table(row(*(cell(name, bold=True) for name in ("序号", "学校"))), *(row(cell(para(num=1)), name) for name in ("清源一小", "泗水小学")))
    assert lines(grid, numbering=numbering) == ["序号：1；学校：清源一小", "序号：2；学校：泗水小学"]


def test_removed_rows_and_wrapped_rows() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row('泗水小学', '18')}</w:sdtContent></w:sdt>"
    gone = row("撤并小学", "3", properties='<w:del w:id="1"/>')
    grid = table(row(cell("学校", bold=True), cell("班级数", bold=True)), row("清源一小", "24"), wrapped, gone)
    assert lines(grid) == ["学校：清源一小；班级数：24", "学校：泗水小学；班级数：18"]


def test_horizontally_merged_cells_of_old_word() -> None:
    merged = (
        '<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>'
        + para("合计")
        + '</w:tc><w:tc><w:tcPr><w:hMerge w:val="continue"/></w:tcPr><w:p/></w:tc>'
    )
    grid = table(row(*(cell(name, bold=True) for name in HEADER)), ["清源一小", "24", "1032"], f"<w:tr>{merged}{cell('1792')}</w:tr>")
    assert lines(grid)[-1] == "学校、班级数：合计；学生数：1792"


grids = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=5))


@given(grids, st.sampled_from(["", "bold", "declared"]))
def test_no_cell_is_lost(texts: list[list[str]], look: str) -> None:
    rows = [row(*(cell(text, bold=look == "bold" and not i) for text in line), header=look == "declared" and not i) for i, line in enumerate(texts)]
    found = squeeze(read(docx(table(*rows))).text)
    assert all(text in found for line in texts for text in line)
