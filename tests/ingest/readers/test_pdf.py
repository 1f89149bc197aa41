from __future__ import annotations

import io
import subprocess
import sys
import threading
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pdf_files import (
    FUNDS,
    HEIGHT,
    LEADING,
    MARGIN,
    OPENING,
    REPORT,
    SAFETY,
    SIZE,
    SONG,
    TEACHERS,
    TITLE,
    WIDTH,
    Draw,
    both,
    chinese_font,
    encoded,
    likeness,
    pdf,
    put,
    report_pages,
    ruled,
    scan,
    shown,
    squeeze,
    turned,
    wrap,
)
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from support import SHARED, needs_shared

from ingest.decoding import normalise
from ingest.models import CutReason, Extraction, FailureCategory, UnreadableFileError
from ingest.readers.pdf import read_pdf


def read(data: bytes) -> Extraction:
    return read_pdf(data, lambda done, pages: None)


def failure(data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    return caught.value


def page_text(extraction: Extraction, page: int) -> str:
    ends = [*extraction.pages[1:], len(extraction.text)]
    return extraction.text[extraction.pages[page - 1] : ends[page - 1]]


# --- paragraphs ---


def test_wrapped_lines_are_paragraphs_again() -> None:
    extraction = read(pdf(*report_pages(REPORT)))
    assert extraction.text.split("\n") == REPORT
    assert extraction.recognised_pages == ()


def test_paragraphs_without_indent() -> None:
    paragraphs = [TITLE, "一、抓队伍", TEACHERS, "（一）建设一支高素质专业化教师队伍", FUNDS, "1.加强管理。" + TEACHERS, "2.加强投入。" + FUNDS]
    assert read(pdf(*report_pages(paragraphs, indent=0))).text.split("\n") == paragraphs


def test_a_sentence_goes_on_over_the_page_break() -> None:
    extraction = read(pdf(*report_pages(REPORT, head="清源区教育局文件", foot="- {} -")))
    assert len(extraction.pages) == 3
    assert extraction.pages[0] == 0
    for start in extraction.pages[1:]:
        assert extraction.text[start - 1] != "\n", "both pages of the sample begin inside a paragraph"
    assert extraction.text.split("\n") == REPORT


def test_pages_tell_where_each_begins() -> None:
    extraction = read(pdf(put((MARGIN, 110, "第一部分。")), put(), put((MARGIN, 110, "第二部分。")), put()))
    assert extraction.text == "第一部分。\n第二部分。"
    assert extraction.pages == (0, 6, 6, 11)


def test_a_mark_in_the_middle_of_a_sentence_begins_no_paragraph() -> None:
    text = "按照年初印发的《清源区中小学校舍安全管理办法》第三条（二）项和第五条规定开展检查，全部合格。"
    lines = wrap(text, WIDTH - 2 * MARGIN)
    place = text.index("（二）")
    lines = [text[:place], text[place:]]
    width = len(lines[0]) * SIZE
    page = put((MARGIN + 2 * SIZE, 110, lines[0]), (MARGIN, 138, lines[1]), (MARGIN + width + SIZE, 166, "。"))
    assert read(pdf(page)).text.split("\n")[0] == text


@pytest.mark.parametrize("mark", ["一、", "（二）", "3.", "（4）", "①", "第五章　"])
def test_a_numbered_line_begins_a_paragraph_after_a_full_line(mark: str) -> None:
    full = "全区各学校认真落实校园安全管理各项制度全年未发生任何事故"
    lines = [(MARGIN, 110 + LEADING * i, text) for i, text in enumerate((full, mark + "加强校车管理", full, mark + "加强食堂管理"))]
    assert read(pdf(put(*lines))).text.split("\n") == [normalise(text).strip().replace("　", " ") for _, _, text in lines]


@pytest.mark.parametrize(
    "lines",
    [
        ["联系人：王老师", "电话：0571-88880000", "地址：云泽市清源区学院路1号", "邮编：310000"],
        ["清源第一小学", "清源第二小学", "城东初级中学", "城西初级中学", "学府路幼儿园"],
    ],
)
def test_short_lines_stay_lines(lines: list[str]) -> None:
    assert read(pdf(put(*((MARGIN, 110 + LEADING * i, text) for i, text in enumerate(lines))))).text.split("\n") == lines


def test_signature_stays_apart() -> None:
    paragraphs = [TITLE, OPENING]
    signature = put((WIDTH - MARGIN - 10 * SIZE, 500, "云泽市清源区教育局"), (WIDTH - MARGIN - 9 * SIZE, 530, "2023年12月20日"))
    text = read(pdf(both(report_pages(paragraphs)[0], signature))).text
    assert text.split("\n") == [*paragraphs, "云泽市清源区教育局", "2023年12月20日"]


def test_latin_words_keep_their_space() -> None:
    words = "The bureau of education of Qingyuan district reports on its work of the whole year, and thanks all the teachers and all the parents"
    words = f"{words}, who have helped to reach the goals that were set at the beginning of the year; the new school buildings are in use."
    lines = [""]
    for word in words.split():
        if pdfmetrics.stringWidth(f"{lines[-1]} {word}", SONG, SIZE) > WIDTH - 2 * MARGIN:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    page = put(*((MARGIN, 110 + LEADING * i, line) for i, line in enumerate(lines)))
    assert len(lines) > 3
    assert read(pdf(page)).text == words


def test_entries_of_a_table_of_contents_stay_lines() -> None:
    lines = [name + "…" * (25 - len(name)) + str(i) for i, name in enumerate(("前言", "教师队伍建设", "校园安全工作", "经费保障情况"), 1)]
    assert read(pdf(put(*((MARGIN, 110 + LEADING * i, text) for i, text in enumerate(lines))))).text.split("\n") == lines


def test_bold_by_drawing_twice_is_read_once() -> None:
    names = [f"清源第{i}小学all" for i in range(20, 32)]
    lines = [(MARGIN, 110 + LEADING * i, name) for i, name in enumerate(names)]
    again = [(x + 0.8, y + 0.3, name) for x, y, name in lines]
    assert read(pdf(put(*lines, *again))).text.split("\n") == names
    alternating = [line for pair in zip(lines, again, strict=True) for line in pair]
    assert read(pdf(put(*alternating))).text.split("\n") == names


@pytest.mark.parametrize("step", [28, 44])
def test_letterhead_that_is_spread_out_has_no_spaces(step: int) -> None:
    head = "清源区教育局文件"
    assert read(pdf(put(*((100 + step * i, 110, char) for i, char in enumerate(head)), (MARGIN, 200, "关于校车的通知")))).text.split("\n")[0] == head


def test_spaces_of_the_file_stay() -> None:
    assert read(pdf(put((MARGIN, 110, "工 作 总 结"), (MARGIN, 150, "姓名　　学校")))).text == "工 作 总 结\n姓名 学校"


def test_look_alike_radicals_become_ideographs() -> None:
    assert read(pdf(put((MARGIN, 110, "⽼师⼈数")))).text == "老师人数"


# --- columns ---


def column(paragraphs: list[str], x: float, y: float, ems: int, size: float = 10.5) -> list[tuple[float, float, str, float]]:
    lines = []
    for text in paragraphs:
        first, *others = wrap(text, ems * size, size)
        lines += [(x + 2 * size, first), *((x, line) for line in others)]
    return [(left, y + 18 * i, line, size) for i, (left, line) in enumerate(lines)]


def test_left_column_comes_whole_before_the_right_one() -> None:
    left, right = column([OPENING, TEACHERS, SAFETY], 70, 160, 20), column([FUNDS, SAFETY, OPENING], 315, 160, 20)
    rows = sorted([*left, *right], key=lambda line: line[1])  # drawn row by row, as some printers do
    text = read(pdf(put((150, 110, TITLE, 18), *rows))).text
    assert text.split("\n") == [TITLE, OPENING, TEACHERS, SAFETY, FUNDS, SAFETY, OPENING]


def test_a_paragraph_goes_on_in_the_right_column() -> None:
    left, right = column([OPENING, TEACHERS], 70, 160, 20), []
    right = [(315, 160 + 18 * i, text, 10.5) for i, (_, _, text, _) in enumerate(left[-2:])]
    rest = [(x + 0, y + 36, *others) for x, y, *others in column([SAFETY, FUNDS], 315, 160, 20)]
    text = read(pdf(put(*left[:-2], *right, *rest))).text
    assert text.split("\n") == [OPENING, TEACHERS, SAFETY, FUNDS]


def test_what_spans_the_columns_stands_between_them() -> None:
    upper = [*column([OPENING], 70, 160, 20), *column([TEACHERS], 315, 160, 20)]
    lower = [*column([SAFETY], 70, 400, 20), *column([FUNDS], 315, 400, 20)]
    text = read(pdf(put(*upper, (70, 370, "以下是安全与投入两个方面的情况，请各科室对照各自职责认真研究", 14), *lower))).text
    assert [line[:4] for line in text.split("\n")] == [OPENING[:4], TEACHERS[:4], "以下是安", SAFETY[:4], FUNDS[:4]]


def test_rows_without_rulings_stay_rows() -> None:
    rows = [("清源一小", "24", "1080"), ("清源二小", "18", "810"), ("城东中学", "30", "1400"), ("城西中学", "28", "1260"), ("合计", "100", "4550")]
    page = put(*((x, 110 + 24 * i, text) for i, row in enumerate(rows) for x, text in zip((80, 280, 460), row, strict=True)))
    assert read(pdf(page)).text.split("\n") == [" ".join(row) for row in rows]


# --- running heads and page numbers ---


@pytest.mark.parametrize("foot", ["- {} -", "— {} —", "第{}页 共{all}页", "第 {} 页", "{}/{all}", "{}", "·{}·", "Page {} of {all}", "({})"])
def test_page_numbers_are_cut(foot: str) -> None:
    extraction = read(pdf(*report_pages(REPORT, foot=foot)))
    assert extraction.text.split("\n") == REPORT
    assert [cut.reason for cut in extraction.cuts] == [CutReason.PAGE_MARK] * 3
    assert [squeeze(cut.text) for cut in extraction.cuts] == [squeeze(foot.format(i, all=3)) for i in (1, 2, 3)]
    assert [cut.start for cut in extraction.cuts] == [*extraction.pages[1:], len(extraction.text)]


@pytest.mark.parametrize("head", ["清源区教育局文件", "清源教育简报　第{}版", "内部资料 {}"])
def test_running_heads_are_cut(head: str) -> None:
    extraction = read(pdf(*report_pages(REPORT, head=head)))
    assert extraction.text.split("\n") == REPORT
    assert [(cut.reason, cut.start) for cut in extraction.cuts] == [(CutReason.RUNNING_HEAD, start) for start in extraction.pages]


def test_a_repeated_title_is_no_running_head() -> None:
    pages = []
    for name in ("雁浦区", "鹭洲区", "岚溪县"):
        lines = [f"一、{name}开展检查。", "二、发放责任书。", "三、组织培训。", "四、加强值守。"]
        pages.append(put((190, 90, "2023年工作总结", 22), *((MARGIN, 150 + LEADING * i, line) for i, line in enumerate(lines))))
    assert read(pdf(*pages)).text.count("2023年工作总结") == 3


def test_repeated_lines_of_text_are_no_running_heads() -> None:
    pages = [
        put(*((MARGIN, 110 + LEADING * i, text) for i, text in enumerate(("学校名称：", f"第{n}小学", "主要做法：", "加强管理")))) for n in "一二三"
    ]
    text = read(pdf(*pages)).text
    assert text.count("主要做法：") == text.count("学校名称：") == 3


@pytest.mark.parametrize("last", ["2023", "36"])
def test_a_number_that_does_not_count_pages_is_text(last: str) -> None:
    pages = [put((MARGIN, 110, "全年合计："), (MARGIN, HEIGHT - 50, number)) for number in (last, "214", "47")]
    extraction = read(pdf(*pages))
    assert last in extraction.text
    assert extraction.cuts == ()


def test_slanting_watermark_is_cut() -> None:
    def mark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料严禁外传")
        canvas.restoreState()

    extraction = read(pdf(*(both(page, mark) for page in report_pages(REPORT))))
    assert extraction.text.split("\n") == REPORT
    assert {(cut.reason, cut.text) for cut in extraction.cuts} == {(CutReason.RUNNING_HEAD, "内部资料严禁外传")}
    once = read(pdf(both(report_pages(REPORT)[0], mark)))
    assert "内部资料严禁外传" in once.text


def test_watermark_repeated_across_one_page_is_cut() -> None:
    def marks(canvas: Canvas) -> None:
        for y in (150, 350, 550):
            canvas.saveState()
            canvas.translate(150, y)
            canvas.rotate(30)
            canvas.drawString(0, 0, "仅供内部使用")
            canvas.restoreState()

    extraction = read(pdf(both(report_pages(REPORT)[0], marks)))
    assert "仅供内部使用" not in extraction.text
    assert [cut.text for cut in extraction.cuts] == ["仅供内部使用"] * 3


def test_head_and_foot_of_two_pages() -> None:
    extraction = read(pdf(*report_pages(REPORT, head="清源区教育局文件", foot="{}")[:2]))
    assert [cut.text for cut in extraction.cuts] == ["清源区教育局文件", "1", "清源区教育局文件", "2"]


# --- tables ---

ROWS = [["学校", "班级数", "学生数"], ["清源一小", "24", "1,080"], ["清源二小", "18", "810"], ["城东中学", "30", "1,400"]]
ROW_LINES = ["学校：清源一小；班级数：24；学生数：1,080", "学校：清源二小；班级数：18；学生数：810", "学校：城东中学；班级数：30；学生数：1,400"]


def test_table_is_read_row_by_row_under_its_names() -> None:
    page = both(put((MARGIN, 110, "附表如下。")), ruled(90, 130, [120, 120, 120], ROWS), put((MARGIN, 300, "以上为全部学校。")))
    assert read(pdf(page)).text.split("\n") == ["附表如下。", *ROW_LINES, "以上为全部学校。"]


def test_text_that_touches_the_rulings_is_parted_by_them() -> None:
    rows = [["学校名称", "所在街道", "人数"], ["清源第一小学", "城东街道办事处", "24"], ["清源第二小学", "城西街道办事处", "18"]]
    page = ruled(90, 130, [76, 88, 60], rows)
    assert read(pdf(page)).text.split("\n") == [
        "学校名称：清源第一小学；所在街道：城东街道办事处；人数：24",
        "学校名称：清源第二小学；所在街道：城西街道办事处；人数：18",
    ]


def test_wrapped_cell_is_one_value() -> None:
    rows = [["学校", "情况"], ["清源一小", "新建教学楼一栋，新增学\n位三百六十个，秋季投入\n使用"], ["清源二小", "完成校舍维修"]]
    assert read(pdf(ruled(90, 130, [100, 145], rows))).text.split("\n") == [
        "学校：清源一小；情况：新建教学楼一栋，新增学位三百六十个，秋季投入使用",
        "学校：清源二小；情况：完成校舍维修",
    ]


def test_table_goes_on_on_the_next_page() -> None:
    more = [["城西中学", "28", "1,260"], ["合计", "100", "4,550"]]
    extraction = read(pdf(ruled(90, 700, [120, 120, 120], ROWS), ruled(90, 60, [120, 120, 120], more)))
    assert extraction.text.split("\n") == [*ROW_LINES, "学校：城西中学；班级数：28；学生数：1,260", "学校：合计；班级数：100；学生数：4,550"]
    assert page_text(extraction, 2).startswith("学校：城西中学")


def test_row_that_a_page_break_parts_is_one_row() -> None:
    broken = "组织校园安全专项检查三十六次，排\n查整改隐患二百一十四处，全年未发"
    first = [["序号", "措施", "科室"], ["1", "逐车签订责任书。", "安全科"], ["2", broken, "办公室"]]
    rest = [["序号", "措施", "科室"], ["", "生重大安全责任事故。", ""], ["3", "明厨亮灶全覆盖。", "后勤科"]]
    extraction = read(pdf(ruled(90, 680, [60, 200, 120], first), ruled(90, 60, [60, 200, 120], rest)))
    assert extraction.text.split("\n") == [
        "序号：1；措施：逐车签订责任书。；科室：安全科",
        "序号：2；措施：组织校园安全专项检查三十六次，排查整改隐患二百一十四处，全年未发生重大安全责任事故。；科室：办公室",
        "序号：3；措施：明厨亮灶全覆盖。；科室：后勤科",
    ]
    assert page_text(extraction, 2).startswith("序号：3")


def test_empty_first_cell_on_the_next_page_is_a_row_of_its_own() -> None:
    first = [["街道", "学校", "班级数"], ["城东", "清源一小", "24"], ["", "清源二小", "18"]]
    rest = [["", "城东中学", "30"], ["城西", "城西中学", "28"]]
    text = read(pdf(ruled(90, 720, [60, 200, 120], first), ruled(90, 60, [60, 200, 120], rest))).text
    assert "学校：清源二小；班级数：18" in text
    assert "学校：城东中学；班级数：30" in text


def test_table_open_at_the_page_break() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.lines([(90, 200, 450, 200), (90, 176, 450, 176), (90, 152, 450, 152)])
        canvas.lines([(x, 200, x, 100) for x in (90, 210, 330, 450)])
        for r, row in enumerate((ROWS[0], ROWS[1], ["清源二小", "18", "810"])):
            for c, cell in enumerate(row):
                canvas.drawString(95 + 120 * c, 183 - 24 * r, cell)

    assert read(pdf(draw)).text.split("\n") == ROW_LINES[:2]


def test_header_repeated_on_the_next_page_is_no_row() -> None:
    data = pdf(ruled(90, 700, [120, 120, 120], ROWS), ruled(90, 60, [120, 120, 120], [ROWS[0], ["合计", "72", "3,290"]]))
    assert read(data).text.split("\n") == [*ROW_LINES, "学校：合计；班级数：72；学生数：3,290"]


def test_merged_cells() -> None:
    def draw(canvas: Canvas) -> None:
        xs, ys = (90, 190, 290, 390), (700, 676, 652, 628)
        canvas.lines([(90, 700, 390, 700), (190, 676, 390, 676), (90, 652, 390, 652), (90, 628, 390, 628)])
        canvas.lines([(90, 700, 90, 628), (190, 700, 190, 628), (290, 676, 290, 628), (390, 700, 390, 628)])
        for text, c, r in (("区县", 0, 0), ("教师数", 1, 0), ("小学", 1, 1), ("初中", 2, 1), ("清源区", 0, 2), ("794", 1, 2), ("824", 2, 2)):
            canvas.drawString(xs[c] + 4, ys[r] - 17, text)

    assert read(pdf(draw)).text == "区县：清源区；教师数·小学：794；教师数·初中：824"


def test_box_around_text_is_no_table() -> None:
    page = report_pages(REPORT[:4])[0]
    assert read(pdf(both(page, lambda canvas: canvas.rect(60, 60, WIDTH - 120, HEIGHT - 120)))).text.split("\n") == REPORT[:4]


def test_bars_of_a_chart_are_no_table() -> None:
    def bars(canvas: Canvas) -> None:
        for i, height in enumerate((80, 50, 65, 90)):
            canvas.rect(100 + 20 * i, 200, 20, height)
            canvas.drawString(100 + 20 * i, 205 + height, str(height))

    lines = read(pdf(both(put((MARGIN, 110, "各区完成情况如图。")), bars))).text.split("\n")
    assert not any("：" in line for line in lines)
    assert Counter("".join(lines)) >= Counter("80506590")


# --- turned pages ---


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_shown_turned(turn: int) -> None:
    pages = report_pages(REPORT, head="清源区教育局文件", foot="- {} -")
    assert read(turned(pdf(*pages), [turn] * 3)) == read(pdf(*pages))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_picture_on_a_page_shown_turned(turn: int) -> None:
    data = pdf(both(report_pages(REPORT[:4])[0], picture("清源区校车安全责任书", 100, 200, 360, 120)))
    extraction = read(turned(data, [turn]))
    assert extraction.text.split("\n") == [*REPORT[:4], "清源区校车安全责任书"]
    assert extraction.recognised_pages == (1,)


def test_text_that_runs_up_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(0, 0)
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
        for i, line in enumerate(lines):
            canvas.drawString(MARGIN + (2 * SIZE if i == 0 else 0), WIDTH - 110 - LEADING * i, line)

    lines = wrap(OPENING + SAFETY, 400)
    assert read(pdf(draw)).text == OPENING + SAFETY


def test_page_that_does_not_begin_at_zero() -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf(*report_pages(REPORT, head="清源区教育局文件", foot="- {} -")))
    for page in document:
        page.set_mediabox(-100, -200, WIDTH, HEIGHT)
        page.set_cropbox(0, 0, WIDTH, HEIGHT)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    assert read(buffer.getvalue()).text.split("\n") == REPORT


# --- no text is lost ---

_WORDS = st.text("校车安全教师队伍清源区一二三、（）。，；1234567890ABCxyz %-", min_size=1, max_size=30).filter(str.strip)
_PLACED = st.tuples(st.sampled_from((60, 90, 92, 150, 310, 420)), st.integers(0, 24), _WORDS, st.sampled_from((9, 12, 16)))
_PAGES = st.lists(st.lists(_PLACED, max_size=12), min_size=1, max_size=4)


@given(pages=_PAGES)
@hypothesis_settings(max_examples=60)
def test_every_character_is_in_the_text_or_a_cut(pages: list[list[tuple[int, int, str, int]]]) -> None:
    drawn = []
    for page in pages:
        used: dict[int, float] = {}
        kept = []
        for x, row, text, size in sorted(page, key=lambda line: (line[1], line[0])):
            if x >= used.get(row, 0):  # nothing is written over anything
                kept.append((x, 40 + 31 * row, text, size))
                used[row] = x + len(text) * size + 1
        drawn.append(kept)
    expected = Counter(squeeze(normalise("".join(text for page in drawn for _, _, text, _ in page))))
    try:
        extraction = read(pdf(*(put(*page) for page in drawn)))
    except UnreadableFileError as error:
        assert error.category is FailureCategory.EMPTY
        return
    assert Counter(squeeze(extraction.text + "".join(cut.text for cut in extraction.cuts))) == expected
    assert extraction.text == normalise(extraction.text)
    assert len(extraction.pages) == len(pages)
    assert list(extraction.pages) == sorted(extraction.pages)
    assert [cut.start for cut in extraction.cuts] == sorted(cut.start for cut in extraction.cuts)


def test_no_text_of_the_report_is_lost() -> None:
    extraction = read(pdf(*report_pages(REPORT, head="清源区教育局文件", foot="第{}页 共{all}页")))
    frame = "".join(f"清源区教育局文件第{i}页共3页" for i in (1, 2, 3))
    assert Counter(squeeze(extraction.text + "".join(cut.text for cut in extraction.cuts))) == Counter(squeeze("".join(REPORT)) + frame)


# --- scans ---


def test_scanned_pages_are_recognised() -> None:
    pages = [REPORT[:6], REPORT[6:9], REPORT[9:]]
    data = pdf(*(shown(scan(page, head="清源区教育局文件", foot=f"- {i} -")) for i, page in enumerate(pages, 1)))
    told: list[tuple[int, int]] = []
    extraction = read_pdf(data, lambda done, count: told.append((done, count)))
    assert extraction.recognised_pages == (1, 2, 3)
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert likeness(extraction.text, "".join(REPORT)) >= 0.99
    assert len(extraction.text.split("\n")) == len(REPORT)
    assert [cut.reason for cut in extraction.cuts] == [CutReason.RUNNING_HEAD, CutReason.PAGE_MARK] * 3
    assert squeeze(page_text(extraction, 2))[:12] == squeeze(pages[1][0])[:12]


def test_text_and_scans_in_one_file() -> None:
    head, *_ = report_pages(REPORT[:4])
    extraction = read(pdf(head, shown(scan(["二、保安全", SAFETY])), put((MARGIN, 110, "三、强保障"))))
    assert extraction.recognised_pages == (2,)
    assert page_text(extraction, 1).strip().split("\n") == REPORT[:4]
    assert likeness(page_text(extraction, 2), "二、保安全" + SAFETY) >= 0.97
    assert page_text(extraction, 3) == "三、强保障"


def test_scan_with_a_stamp_of_the_scanning_program() -> None:
    page = both(shown(scan(["二、保安全", SAFETY])), put((400, HEIGHT - 20, "扫描全能王 创建", 8)))
    extraction = read(pdf(page))
    assert extraction.recognised_pages == (1,)
    assert likeness(extraction.text, "二、保安全" + SAFETY + "扫描全能王创建") >= 0.97
    assert extraction.text.count("扫描全能王") == 1


def test_scan_with_its_text_behind_it_is_not_recognised_again() -> None:
    def behind(canvas: Canvas) -> None:
        report_pages(REPORT[:4])[0](canvas)
        shown(Image.new("RGB", (200, 280), "white"))(canvas)

    extraction = read(pdf(behind))
    assert extraction.text.split("\n") == REPORT[:4]
    assert extraction.recognised_pages == ()


def picture(text: str, x: float, y: float, width: float, height: float) -> Draw:
    image = Image.new("RGB", (round(width * 2.5), round(height * 2.5)), "white")
    ImageDraw.Draw(image).text((40, 60), text, font=chinese_font(60), fill="black")
    return lambda canvas: canvas.drawImage(ImageReader(image), x, y, width, height) and None


def test_picture_with_text_among_text() -> None:
    text = put((MARGIN, 110, "附图如下："), (MARGIN, 500, "以上为样式。"))
    extraction = read(pdf(both(text, picture("清源区校车安全责任书", 100, 500, 360, 120))))
    assert extraction.text.split("\n") == ["附图如下：", "清源区校车安全责任书", "以上为样式。"]
    assert extraction.recognised_pages == (1,)


def test_photograph_without_text_adds_nothing() -> None:
    image = Image.linear_gradient("L").resize((400, 300)).convert("RGB")

    extraction = read(pdf(both(put((MARGIN, 110, "校园一景：")), lambda canvas: canvas.drawImage(ImageReader(image), 100, 400, 360, 220) and None)))
    assert extraction.text == "校园一景："
    assert extraction.recognised_pages == ()


@pytest.mark.parametrize("turn", [90, 180])
def test_scan_that_is_shown_turned(turn: int) -> None:
    image = scan(["二、保安全", SAFETY]).rotate(turn, expand=True)  # anticlockwise; the page turns it back

    def draw(canvas: Canvas) -> None:
        width, height = (HEIGHT, WIDTH) if turn == 90 else (WIDTH, HEIGHT)
        canvas.drawImage(ImageReader(image), 0, 0, width, height)

    size = (HEIGHT, WIDTH) if turn == 90 else (WIDTH, HEIGHT)
    extraction = read(pdf(draw, size=size, turns=[turn]))
    assert likeness(extraction.text, "二、保安全" + SAFETY) >= 0.97


def without_unicode(image: Image.Image, codes: str) -> bytes:
    """A page with a picture and a text layer whose font tells no characters."""
    jpeg = encoded(image, "JPEG", quality=80)
    content = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q BT 3 Tr /F 16 Tf 80 700 Td <{codes}> Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</I 7 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Lost/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Lost/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream"
        % (*image.size, len(jpeg), jpeg),
    ]
    body, places = b"%PDF-1.5\n", []
    for i, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (i, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 8\n0000000000 65535 f \n%strailer<</Size 8/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(body))


def test_text_layer_without_characters_is_recognised() -> None:
    codes = "".join(f"{0x1F00 + i:04x}" for i in range(60))
    extraction = read(without_unicode(scan(["二、保安全", SAFETY]), codes))
    assert extraction.recognised_pages == (1,)
    assert likeness(extraction.text, "二、保安全" + SAFETY) >= 0.97


def test_text_layer_of_wrong_letters_is_recognised() -> None:
    def draw(canvas: Canvas) -> None:
        shown(scan(["二、保安全", SAFETY]))(canvas)
        hidden = canvas.beginText(MARGIN, 700)
        hidden.setFont("Helvetica", 16)
        hidden.setTextRenderMode(3)
        hidden.textLines(["ÐÂÔöÆÕ»ÝÐÔÑ§Î»ÐÂÔöÆÕ»ÝÐÔÑ§Î»"] * 8)
        canvas.drawText(hidden)

    extraction = read(pdf(draw))
    assert extraction.recognised_pages == (1,)
    assert likeness(extraction.text, "二、保安全" + SAFETY) >= 0.97


def test_outlines_of_letters_are_recognised() -> None:
    font = chinese_font(60)
    size = 60

    def draw(canvas: Canvas) -> None:
        for i, char in enumerate("校车安全责任书"):
            mask = font.getmask(char, mode="1")
            width, height = mask.size
            for y in range(0, height):
                for x in range(0, width):
                    if mask.getpixel((x, y)):
                        canvas.rect(100 + 0.4 * (size * i + x), 600 - 0.4 * y, 0.42, 0.42, stroke=0, fill=1)

    extraction = read(pdf(draw))
    assert extraction.text == "校车安全责任书"
    assert extraction.recognised_pages == (1,)


def test_what_was_filled_into_a_form_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(MARGIN, 700, "联系电话：")
        canvas.acroForm.textfield(value="0571-88880000", x=200, y=695, width=200, height=22, name="phone")

    assert squeeze(read(pdf(draw)).text) == "联系电话：0571-88880000"


# --- files that cannot be read ---


def test_password_is_named() -> None:
    error = failure(pdf(*report_pages(REPORT), password="secret", owner="owner"))
    assert error.category is FailureCategory.ENCRYPTED
    assert "密码" in str(error)


def test_file_that_is_only_protected_against_changes_opens() -> None:
    assert read(pdf(*report_pages(REPORT), owner="owner")).text.split("\n") == REPORT


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(range(256)) * 20, b"\xd0\xcf\x11\xe0" * 100, b""],
    ids=["head", "garbage", "other", "nothing"],
)
def test_garbage_is_damaged(data: bytes) -> None:
    error = failure(data)
    assert error.category is FailureCategory.DAMAGED
    assert "重新" in str(error)


WHOLE = pdf(*report_pages(REPORT))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.9])
def test_truncated_file_is_damaged(share: float) -> None:
    assert failure(WHOLE[: int(len(WHOLE) * share)]).category is FailureCategory.DAMAGED


def test_page_whose_content_is_cut_off_is_damaged() -> None:
    beginning = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer<</Root 1 0 R>>\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n"
    )
    assert failure(beginning).category is FailureCategory.DAMAGED
    assert failure(beginning + b"%%EOF").category is FailureCategory.EMPTY


@given(place=st.integers(0, len(WHOLE) - 1), junk=st.binary(min_size=1, max_size=200))
@hypothesis_settings(max_examples=30)
def test_damage_is_a_failure_or_a_text(place: int, junk: bytes) -> None:
    try:
        extraction = read(WHOLE[:place] + junk + WHOLE[place + len(junk) :])
    except UnreadableFileError:
        return
    assert len(extraction.pages) >= 1
    assert extraction.text


@pytest.mark.parametrize("pages", [[put()], [put(), put()], [shown(Image.new("RGB", (300, 400), "white"))], [put((MARGIN, HEIGHT - 40, "- 1 -"))]])
def test_no_text_is_empty(pages: list[object]) -> None:
    error = failure(pdf(*pages))  # type: ignore[arg-type]
    assert error.category is FailureCategory.EMPTY
    assert "文字" in str(error)


def test_two_files_at_once() -> None:
    data = [pdf(*report_pages([*REPORT, text])) for text in (SAFETY, FUNDS)]
    results: dict[int, Extraction] = {}
    threads = [threading.Thread(target=lambda i=i: results.__setitem__(i, read(data[i % 2]))) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for i in range(6):
        assert results[i].text.split("\n") == [*REPORT, (SAFETY, FUNDS)[i % 2]]


def test_nothing_heavy_is_loaded_beforehand() -> None:
    script = (
        "import sys, ingest.readers.pdf, ingest.readers.images, ingest.readers.ocr;"
        "print([m for m in ('PIL', 'numpy', 'cv2', 'rapidocr', 'onnxruntime', 'pypdfium2', 'pdfplumber', 'pdfminer') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- real files ---


@needs_shared
def test_article_of_sixteen_pages() -> None:
    extraction = read((SHARED / "eval" / "formats" / "text_zh.pdf").read_bytes())
    assert len(extraction.pages) == 16
    assert [cut.text for cut in extraction.cuts] == [str(number) for number in range(28, 44)]
    paragraphs = extraction.text.split("\n")
    assert "公司名称：四方达；2015：0.81；2016：1.00；2017：1.00；2018：1.00；2019：0.99；2020：1.00；2021：1.00" in paragraphs
    # Sentences that a page break parts.
    assert "发展效率的提升主要是规模的增长所带来" in extraction.text
    assert "最终得到了34家安徽专精特新企业(见附件一)作为研究样本，并将样本区间设定在2015-2021年。" in extraction.text
    assert sum(len(p) > 100 and p[-1] not in "。：；.)" for p in paragraphs) <= 8


@needs_shared
def test_page_with_text_and_a_picture() -> None:
    extraction = read((SHARED / "eval" / "formats" / "ocr_test.pdf").read_bytes())
    assert extraction.recognised_pages == (1,)
    for words in ("我是文字", "横向文本框", "竖向文本框", "English text"):
        assert words in extraction.text
