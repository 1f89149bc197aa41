from __future__ import annotations

import pytest

from assistant.extracts.asked import asks_for_change, asks_for_state, blanked, has_unit, holds, tells_of_change, unit_asked, without_change
from assistant.plans import Asked


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("招聘了多少名教师", "名"),
        ("有几所幼儿园", "所"),
        ("投入多少钱", "元"),
        ("投入多少资金", "元"),
        ("投入多少万元", "万元"),
        ("提高了多少个百分点", "个百分点"),
        ("入学率是多少", "%"),
        ("占比多少", "%"),
        ("规模多大", ""),
    ],
)
def test_the_unit_of_what_is_counted(question: str, unit: str) -> None:
    assert unit_asked(question) == unit


@pytest.mark.parametrize(
    ("text", "unit", "there"),
    [
        ("教师86名", "名", True),
        ("教师86人", "名", True),
        ("教师八十余名", "名", True),
        ("校舍3栋", "名", False),
        ("投入320万元", "元", True),
        ("入学率99.8%", "%", True),
        ("入学率%", "%", True),
        ("新建x所", "所", True),
        ("知名教师", "名", False),
    ],
)
def test_a_number_with_its_unit(text: str, unit: str, there: bool) -> None:
    assert has_unit(text, unit) is there


@pytest.mark.parametrize(
    ("text", "unit", "lost"),
    [
        ("图书馆7__座", "座", True),
        ("图书馆__7座", "座", True),
        ("图书馆x座", "座", True),
        ("教师1x名", "名", True),
        ("入学率达%。", "%", True),
        ("教师x名", "", True),
        ("教师86名，用地x亩", "名", False),
        ("教师八十余名，用地x亩", "名", False),
        ("投入3.5万元，新建x所", "元", False),
        ("入学率99.8%，新建x所", "%", False),
        ("教师86名", "名", False),
        ("教师多名", "名", False),
    ],
)
def test_a_lost_number(text: str, unit: str, lost: bool) -> None:
    assert blanked(text, unit) is lost


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        (Asked.TIME, "3月召开会议", True),
        (Asked.TIME, "秋季学期开学", True),
        (Asked.TIME, "召开会议", False),
        (Asked.PERSON, "副局长王小明出席", True),
        (Asked.PERSON, "有关领导出席", False),
        (Asked.NUMBER, "招聘教师", False),
        (Asked.NUMBER, "招聘教师86名", True),
        (Asked.REASON, "招聘教师86名", None),
    ],
)
def test_the_kind_of_thing_asked(kind: Asked, text: str, held: bool | None) -> None:
    assert holds(kind, text) is held


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("师大附中，比前一年涨了多少", "师大附中，，"),
        ("近视率同比下降多少", "近视率，"),
        ("近视率比上一年降了几个百分点", "近视率，"),
        ("在校生与去年相比增加了吗", "在校生，"),
        ("经费较上年增长多少", "经费，"),
        ("巩固率提高了多少", "巩固率，"),
    ],
)
def test_a_question_about_a_change(question: str, rest: str) -> None:
    assert asks_for_change(question)
    assert without_change(question) == rest


@pytest.mark.parametrize("question", ["新增了多少个学位", "招聘教师多少名", "去年招聘教师多少名", "各校怎么比武", "上年结转多少经费"])
def test_a_question_that_counts_asks_for_no_change(question: str) -> None:
    assert not asks_for_change(question)
    assert without_change(question) == question


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上线率比去年提高4.7%", True),
        ("同比增长24%", True),
        ("近视率降至48.1%", True),
        ("在校生由3万人增加到3.4万人", True),
        ("巩固率较上年提高0.2个百分点", True),
        ("成绩提高明显，上线115人", False),
        ("招聘教师86名", False),
        ("质量比去年提高", False),
    ],
)
def test_a_sentence_that_tells_of_a_change(text: str, told: bool) -> None:
    assert tells_of_change(text) is told


@pytest.mark.parametrize(
    ("question", "state"),
    [("高考怎么样", True), ("高考成绩", True), ("高考如何？", True), ("高考哪个好", True), ("怎么样抓高考", False), ("如何备战高考", False)],
)
def test_a_question_about_how_something_went(question: str, state: bool) -> None:
    assert asks_for_state(question) is state
