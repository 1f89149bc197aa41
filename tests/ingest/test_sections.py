import pytest
from hypothesis import given
from report_texts import PROSE, report_texts

from ingest.numbering import match_mark
from ingest.sections import HEADING_MAX, build_sections


def tree(text: str) -> list[str]:
    """Headings indented by level; the text before the first is left out."""
    return ["  " * (s.level - 1) + s.heading for s in build_sections(text)[1:]]


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


ONE_STYLE = [
    "第一部分\u3000甲",
    "第一章 甲",
    "第一节 甲",
    "一、甲",
    "（一）甲",
    "(一)甲",
    "（一）、甲",
    "1.甲",
    "1．甲",
    "１．甲",
    "1、甲",
    "（1）甲",
    "(1)甲",
    "1)甲",
    "①甲",
    "⑴甲",
    "⒈甲",
    "㈠甲",
    "# 甲",
    "### （一）甲",
    "**一、甲**",
]


@pytest.mark.parametrize("heading", ONE_STYLE)
@pytest.mark.parametrize("indent", ["", "　　", "  ", "\t"])
def test_every_style_opens_a_section(heading: str, indent: str) -> None:
    text = f"前言。\n{indent}{heading}\n正文，{PROSE}"
    opening, section = build_sections(text)
    assert text[: opening.end].strip() == "前言。"
    assert (section.heading, section.level, section.parent) == (heading, 1, None)
    assert text[section.start : section.end] == f"{heading}\n正文，{PROSE}"


@pytest.mark.parametrize("heading", ["第一部分", "第二章", "第三节", "## 第一部分", "## 一、"])
def test_mark_alone_on_its_line_opens_a_section(heading: str) -> None:
    assert tree(f"{heading}\n校车安全\n正文。") == [heading]


@pytest.mark.parametrize("line", ["一、", "1.", "①", "（一）", "**", "#"])
def test_number_without_words_is_no_heading(line: str) -> None:
    assert tree(f"前言。\n{line}\n正文。") == []


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）校车管理。全年培训四批。", "（一）校车管理"),
        ("1.校车管理：全年培训四批。", "1.校车管理"),
        ("一、校车管理　全年培训四批，成效明显。", "一、校车管理"),
        ("一、校车管理  全年培训四批，成效明显。", "一、校车管理"),
        ("（二）“双减”工作不放松。巡查五次。", "（二）“双减”工作不放松"),
        ("1.校车有几辆？二十二辆。", "1.校车有几辆"),
        ("1. **校车管理。** 全年培训四批。", "1. **校车管理"),
        ("第一章　校车管理", "第一章　校车管理"),
        ("一、校车管理 ", "一、校车管理"),
        ("一、抓培训，抓检查，抓考核", "一、抓培训，抓检查，抓考核"),
        ("## 一、校车：管理。与安全", "## 一、校车：管理。与安全"),
    ],
)
def test_heading_ends_where_the_body_begins(line: str, heading: str) -> None:
    assert tree(f"{line}\n正文。") == [heading]


def test_long_first_sentence_gives_its_first_clause() -> None:
    text = "1.组织驾驶员培训，" + "更换到期车辆" * 10 + "。"
    assert tree(text) == ["1.组织驾驶员培训"]


def test_long_sentence_without_clause_is_cut_to_length() -> None:
    heading = build_sections("一、" + "校" * 90 + "。")[1].heading
    assert heading == "一、" + "校" * HEADING_MAX


TREES = {
    "official order": """
一、甲
  （一）乙
    1.丙
      （1）丁
        ①戊
        ②己
    2.庚
  （二）辛
二、壬
  （一）癸
""",
    "parts, chapters, sections": """
第一部分　甲
  第一章　乙
    第一节　丙
      一、丁
      二、戊
    第二节　己
      一、庚
  第二章　辛
第二部分　壬
  第一章　癸
""",
    "second part restarts": """
第一部分　总结
  一、党建
    （一）学习
  二、校车
    （一）培训
    （二）检查
第二部分　计划
  一、党建
    （一）学习
  二、食堂
""",
    "numbers skipped": """
一、甲
  （一）乙
  （二）丙
  （四）丁
二、戊
四、己
  （三）庚
""",
    "numbering goes on across parents": """
一、甲
  （一）乙
  （二）丙
二、丁
  （三）戊
  （四）己
""",
    "widths mixed": """
一、甲
  （一）乙
  (二)丙
    1.丁
    ２．戊
    3、己
      (1)庚
      （２）辛
""",
    "level skipped": """
一、甲
  1.乙
  2.丙
二、丁
  （1）戊
  （2）己
""",
    "inverted": """
1.甲
  （一）乙
  （二）丙
2.丁
  （一）戊
  （二）己
3.庚
  （一）辛
""",
    "inverted below a part": """
第一部分　总结
  1.甲
    一、乙
    二、丙
  2.丁
    一、戊
第二部分　计划
  1.己
    一、庚
  2.辛
    一、壬
""",
    "markdown with numbers": """
# 工作要点
  ## 一、甲
    ### （一）乙
      1. **丙**
      2. **丁**
    ### （二）戊
      1. 己
  ## 二、庚
    ### （一）辛
""",
    "one numbered list": """
1、甲
2、乙
10、丙
""",
}


@pytest.mark.parametrize("wanted", TREES.values(), ids=TREES)
@pytest.mark.parametrize("body", ["", "正文，共三项。", f"{PROSE}\n\n　　{PROSE}"], ids=["no body", "body", "paragraphs"])
def test_headings_form_the_tree(wanted: str, body: str) -> None:
    headings = lines(wanted)
    text = "\n".join(f"{h.strip()}\n{body}" for h in headings)
    assert tree(text) == headings


@pytest.mark.parametrize("name", ["official order", "second part restarts", "numbers skipped", "inverted"])
def test_body_on_the_heading_line_gives_the_same_tree(name: str) -> None:
    headings = lines(TREES[name])
    assert tree("\n".join(f"{h.strip()}。{PROSE}" for h in headings)) == headings


def test_paths_and_parents_lead_to_the_top() -> None:
    sections = build_sections("第二部分：计划\n一、**校车**：\n（一） 培训。四批。\n1.检查；两次。")
    assert sections[4].heading_path == ("第二部分：计划", "一、校车", "（一） 培训", "1.检查")
    assert [s.parent for s in sections] == [None, None, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一、党建。正文。二、校车。正文。三、食堂。正文。", ["一、党建", "二、校车", "三、食堂"]),
        ("一、党建 二、校车 三、食堂", ["一、党建", "二、校车", "三、食堂"]),
        ("一、党建　（一）学习　（二）组织　二、校车", ["一、党建", "  （一）学习", "  （二）组织", "二、校车"]),
        ("一、党建。（一）学习。四次。（二）组织。二、校车。（一）培训。", ["一、党建", "  （一）学习", "  （二）组织", "二、校车", "  （一）培训"]),
        ("工作总结。一、党建。正文。二、校车。", ["一、党建", "二、校车"]),
        (
            "第一章 总则。一、目标。正文。二、原则。第二章 任务。一、校车。正文。二、食堂。",
            ["第一章 总则", "  一、目标", "  二、原则", "第二章 任务", "  一、校车", "  二、食堂"],
        ),
        (
            "一、党建。（一）学习。（二）组织。二、校车。（三）培训。（四）检查。",
            ["一、党建", "  （一）学习", "  （二）组织", "二、校车", "  （三）培训", "  （四）检查"],
        ),
        ("一、党建。他说：“好。”二、校车。", ["一、党建", "二、校车"]),
    ],
)
def test_marks_inside_a_line_count_when_line_breaks_were_lost(text: str, wanted: list[str]) -> None:
    assert tree(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "一、校车。全年培训四批。三、四年级学生单独编组。",
        "一、校车。见附件。三、略。",
        "一、校车。见附件。一、略。",
        "一、校车。详见第二章、第三章，（二）略。",
        "一、校车。全年检查情况见（二）和（三）。",
    ],
)
def test_marks_inside_a_line_that_continue_nothing_are_words(text: str) -> None:
    assert tree(text) == ["一、校车"]


@pytest.mark.parametrize(
    "text", ["", "\n \n", "工作总结", f"工作总结\n\n{PROSE}\n1.5万人受益\n2023年完成", "第一，抓学习。\n一是抓组织。\n一、二年级免试。"]
)
def test_text_without_headings_is_one_section(text: str) -> None:
    (only,) = build_sections(text)
    assert (only.ordinal, only.parent, only.level, only.heading, only.heading_path) == (0, None, 0, "", ())
    assert (only.start, only.end) == (0, len(text))


@given(report_texts)
def test_sections_tile_the_text(text: str) -> None:
    sections = build_sections(text)
    assert "".join(text[s.start : s.end] for s in sections) == text
    assert [s.start for s in sections[1:]] == [s.end for s in sections[:-1]]
    assert [s.ordinal for s in sections] == list(range(len(sections)))


@given(report_texts)
def test_tree_is_consistent(text: str) -> None:
    sections = build_sections(text)
    for section in sections[1:]:
        parent = sections[section.parent] if section.parent is not None else None
        assert parent is None or 0 < parent.ordinal < section.ordinal
        assert section.level == (parent.level if parent else 0) + 1 == len(section.heading_path)
        assert section.heading_path[:-1] == (parent.heading_path if parent else ())


@given(report_texts)
def test_heading_stands_verbatim_at_the_start_of_its_section(text: str) -> None:
    for section in build_sections(text)[1:]:
        assert text[section.start : section.end].startswith(section.heading)
        assert section.heading == section.heading.strip()
        assert "\n" not in section.heading
        bare = section.heading.lstrip("*")
        assert match_mark(bare, 0, len(bare)) is not None


@given(report_texts)
def test_siblings_are_never_nested_in_their_own_kind(text: str) -> None:
    sections = build_sections(text)
    kinds: dict[int, str] = {}
    for section in sections[1:]:
        bare = section.heading.lstrip("*")
        mark = match_mark(bare, 0, len(bare))
        assert mark is not None
        kinds[section.ordinal] = mark.kind
        above = section.parent
        while above is not None:
            assert kinds[above] != mark.kind
            above = sections[above].parent
