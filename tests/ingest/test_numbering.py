import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numbering import POINT, RANKS, match_mark, number_value

MARKS = [
    ("第一部分", "part", 1, "第一部分"),
    ("第一部分 总体情况", "part", 1, "第一部分"),
    ("第2部分：下半年打算", "part", 2, "第2部分："),
    ("第十部分 工作建议", "part", 10, "第十部分"),
    ("第三编 总则", "part", 3, "第三编"),
    ("第二篇　展望", "part", 2, "第二篇"),
    ("第二章 主要目标", "chapter", 2, "第二章"),
    ("第二章", "chapter", 2, "第二章"),
    ("第十二章主要目标", "chapter", 12, "第十二章"),
    ("第 一 章 总则", "chapter", 1, "第 一 章"),
    ("第３章 总则", "chapter", 3, "第３章"),
    ("第三节", "section", 3, "第三节"),
    ("第三节　校车管理", "section", 3, "第三节"),
    ("第1节 校车管理", "section", 1, "第1节"),
    ("一、校园安全", "han", 1, "一、"),
    ("一、", "han", 1, "一、"),
    ("十二、附则", "han", 12, "十二、"),
    ("二十一、附则", "han", 21, "二十一、"),
    ("一．校园安全", "han", 1, "一．"),
    ("二.校园安全", "han", 2, "二."),
    ("一，强化党建引领", "han", 1, "一，"),
    ("一、一年来的工作", "han", 1, "一、"),
    ("二、三年行动计划", "han", 2, "二、"),
    ("三、十五年规划纲要", "han", 3, "三、"),
    ("一、两免一补政策", "han", 1, "一、"),
    ("三、两类学校同步推进", "han", 3, "三、"),
    ("四、一线教师待遇", "han", 4, "四、"),
    ("二、一批项目建成投用", "han", 2, "二、"),
    ("一、三级联动抓安全", "han", 1, "一、"),
    ("三、一、二年级不留书面作业", "han", 3, "三、"),
    ("（一）强化领导", "paren_han", 1, "（一）"),
    ("(一)强化领导", "paren_han", 1, "(一)"),
    ("（一)强化领导", "paren_han", 1, "（一)"),
    ("（一）、强化领导", "paren_han", 1, "（一）、"),
    ("（ 二 ）强化领导", "paren_han", 2, "（ 二 ）"),
    ("（二十五）加强宣传", "paren_han", 25, "（二十五）"),
    ("㈠强化领导", "paren_han", 1, "㈠"),
    ("㈩、强化领导", "paren_han", 10, "㈩、"),
    ("1.强化领导", "digit", 1, "1."),
    ("1. 强化领导", "digit", 1, "1."),
    ("1．强化领导", "digit", 1, "1．"),
    ("１．强化领导", "digit", 1, "１．"),
    ("1、强化领导", "digit", 1, "1、"),
    ("12、强化领导", "digit", 12, "12、"),
    ("1.2023年工作回顾", "digit", 1, "1."),
    ("3、2024年工作打算", "digit", 3, "3、"),
    ("⒈强化领导", "digit", 1, "⒈"),
    ("⒛强化领导", "digit", 20, "⒛"),
    ("（1）强化领导", "paren_digit", 1, "（1）"),
    ("(1)强化领导", "paren_digit", 1, "(1)"),
    ("（１２）强化领导", "paren_digit", 12, "（１２）"),
    ("1)强化领导", "paren_digit", 1, "1)"),
    ("3）强化领导", "paren_digit", 3, "3）"),
    ("⑴强化领导", "paren_digit", 1, "⑴"),
    ("①强化领导", "circled", 1, "①"),
    ("⑳强化领导", "circled", 20, "⑳"),
    ("③、强化领导", "circled", 3, "③、"),
    ("# 工作总结", "md1", 0, "# "),
    ("#　工作总结", "md1", 0, "#　"),
    ("## 一、主要目标", "md2", 1, "## 一、"),
    ("### （一）强化领导", "md3", 1, "### （一）"),
    ("###### 附件", "md6", 0, "###### "),
]

NOT_MARKS = [
    "1.5万人在校就读",
    "1.2亿元投入建设",
    "3.14是圆周率",
    "0.8个百分点的增幅",
    "50%的学校",
    "24小时响应",
    "2023年以来",
    "2023.工作",
    "二〇二三年以来",
    "二〇二三年、二〇二四年",
    "一、二年级不留书面作业",
    "一、二、三年级不留书面作业",
    "五、六年级学生",
    "三、六年级抽测",
    "三、四季度工作",
    "一、二等奖共九个",
    "一、二类学校",
    "一、二批项目",
    "第一部分中的问题",
    "第一部分的问题",
    "第二章程修订",
    "第二节课",
    "第二节课后服务",
    "第三届运动会",
    "第一批项目",
    "第一季度工作",
    "第一，强化领导",
    "第十四个五年规划",
    "一是强化领导",
    "其一，强化领导",
    "一般来说",
    "一一对应",
    "一，二，三",
    "十分重要",
    "十几年来",
    "二十大报告",
    "三四线城市",
    "百日攻坚",
    "（2023）12号",
    "（含附件）",
    "（一是强化领导",
    "1.1 总体情况",
    "1、2、3号楼",
    "#标签",
    "####### 七级",
    "校车安全",
    "“一、校车”",
    "①②",
][:-1]


def read(line: str) -> tuple[str, int, str] | None:
    mark = match_mark(line, 0, len(line))
    return mark and (mark.kind, mark.number, line[mark.start : mark.end])


@pytest.mark.parametrize(("line", "kind", "number", "sign"), MARKS)
def test_mark_is_read(line: str, kind: str, number: int, sign: str) -> None:
    assert read(line) == (kind, number, sign)


@pytest.mark.parametrize("line", NOT_MARKS)
def test_ordinary_words_are_no_mark(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize("line", ["", "、", "第", "（", "（）", "#", "一", "1"])
def test_fragments_are_no_mark(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize("digits", ["9", "一", "９", "百", "#"])
@pytest.mark.parametrize("shape", ["{}", "第{}章 总则", "第{}部分 总则", "{}、总则", "（{}）总则", "{}.总则"])
def test_endless_numeral_is_no_mark(shape: str, digits: str) -> None:
    assert read(shape.format(digits * 6000)) is None


def test_every_kind_is_a_rank() -> None:
    assert {kind for _, kind, _, _ in MARKS} == set(RANKS) - {"md4", "md5"}


def test_mark_is_read_within_the_line_only() -> None:
    text = "一\n、校车\n（一）安全"
    assert match_mark(text, 0, 1) is None
    assert match_mark(text, 6, len(text)) == ("paren_han", 1, 6, 9)
    assert match_mark(text, 6, 8) is None


def test_place_of_mark_counts_from_the_text() -> None:
    text = "前言。\n十一、校车"
    mark = match_mark(text, 4, len(text))
    assert mark is not None
    assert (mark.start, mark.end, text[mark.end :]) == (4, 7, "校车")


DIGITS = "〇一二三四五六七八九"


def han(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones else "")


@given(st.integers(min_value=1, max_value=999))
def test_han_numerals_below_a_thousand(number: int) -> None:
    assert number_value(han(number)) == number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("百", 100),
        ("一百", 100),
        ("一百零二", 102),
        ("一百一十", 110),
        ("二百二十五", 225),
        ("两", 2),
        ("二〇二三", 2023),
        ("二零二四", 2024),
        ("7", 7),
        ("１２", 12),
        ("007", 7),
        ("①", 1),
        ("⑳", 20),
        ("⑴", 1),
        ("⒇", 20),
        ("⒈", 1),
        ("⒛", 20),
        ("㈠", 1),
        ("㈩", 10),
    ],
)
def test_number_values(numeral: str, value: int) -> None:
    assert number_value(numeral) == value


@given(
    st.integers(min_value=1, max_value=120), st.sampled_from(["{}、校车", "（{}）校车", "({})校车", "第{}章 校车", "第{}节 校车", "第{}部分 校车"])
)
def test_han_mark_carries_its_number(number: int, shape: str) -> None:
    mark = read(shape.format(han(number)))
    assert mark is not None
    assert mark[1] == number


@pytest.mark.parametrize("words", ["一是抓学习", "十二是抓学习", "其一，抓学习", "其二是抓学习", "第一，抓学习", "第三、抓学习", "第二是抓学习"])
def test_points_are_told(words: str) -> None:
    assert POINT.match(words)


@pytest.mark.parametrize("words", ["一是否", "第一批", "其他", "一般是", "第一章", "是一", "第一节课"])
def test_other_words_are_no_points(words: str) -> None:
    assert not re.match(POINT, words)
