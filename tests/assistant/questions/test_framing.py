"""Surveys with words around their topic that only tell how it is told of, how it stands, and why."""

from __future__ import annotations

import pytest
from survey_support import HOLDINGS, short
from wording_support import THESAURUS

from assistant.plans import Plan
from assistant.questions.parser import parse_question


def plan_of(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


def said(question: str) -> str:
    return " & ".join(map(short, plan_of(question).conditions))


FRAMED = [
    ("哪些区自己说有教师流失的问题", "教师流失"),
    ("哪些县承认存在大班额的现象", "大班额"),
    ("谁反映出现了校园欺凌的苗头", "学生欺凌防治"),
    ("哪些地方坦言面临学位不足的难题", "学位供给"),
    ("自己讲有学生辍学的情形的区县", "控辍保学"),
    ("哪些区说了要给学生减负", "学生减负"),
    ("提到要给老师减负的县有几个", "教师减负"),
    ("讲了要推进集团化办学的区有哪些", "集团化办学"),
    ("哪些区县说到校车这事", "校车"),
    ("搞集团化办学的区有几个", "集团化办学"),
    ("开心理课的县有哪几个", "心理健康教育"),
    ("哪些区给学校装监控", "视频监控"),
    ("有没有区县给教室换灯的，哪几个", "教室照明改造"),
    ("哪些县没说有教师流失的问题", "教师流失"),
    ("哪几个地方办家长学校", "家长学校"),
]


@pytest.mark.parametrize(("question", "concept"), FRAMED, ids=[question for question, _ in FRAMED])
def test_framing_words_do_not_hide_a_concept(question: str, concept: str) -> None:
    (condition,) = plan_of(question).conditions
    assert [topic.concept for topic in condition.topics] == [concept]


@pytest.mark.parametrize(
    ("question", "conditions"),
    [
        ("办老年班的有哪几个地方", "老年班"),
        ("哪些区办了夜校", "夜校"),
        ("设公益岗的县有几个", "公益岗"),
        ("哪些区搞了共享操场", "共享操场"),
        ("写了护学岗没写防溺水的", "护学岗 & -防溺水"),
        ("讲了校车没讲食品安全的", "校车 & -食品安全"),
        ("提了研学的", "研学"),
        ("没写校车的", "-校车"),
    ],
)
def test_what_is_left_is_searched_when_it_is_no_concept(question: str, conditions: str) -> None:
    assert said(question) == conditions


@pytest.mark.parametrize(
    "topic", ["办学条件", "办公经费", "开学准备", "设备更新", "搞活机制", "做法推广", "突出问题", "有机食品", "开放日", "问题导向"]
)
def test_words_that_begin_or_end_like_framing_stay_whole(topic: str) -> None:
    assert said(f"哪些区提到{topic}") == topic


STATUS = [
    ("大班额还没消完的是哪些区县", "大班额", "还没消完"),
    ("哪些区大班额仍未完全消除", "大班额", "仍未完全消除"),
    ("校车不够的有哪些县", "校车", "不够"),
    ("哪些县宿舍很紧张", "宿舍", "很紧张"),
    ("哪些区食堂不达标", "食堂", "不达标"),
    ("心理教师还没配齐的区", "心理教师", "还没配齐"),
    ("哪些县实验室至今没建好", "实验室", "至今没建好"),
    ("哪些区校车老化严重", "校车老化", "严重"),
    ("教学点不齐的县有几个", "教学点", "不齐"),
    ("操场还没修完的区有哪些", "操场", "还没修完"),
    ("哪些地方课桌椅不够用", "课桌椅", "不够用"),
    ("哪些区体育器材有点欠缺", "体育器材", "有点欠缺"),
    ("哪些县厕所改造没到位", "厕所改造", "没到位"),
    ("哪些县食堂至今没解决", "食堂", "至今没解决"),
    ("营养餐还不稳定的县有哪些", "营养餐", "还不稳定"),
    ("哪些区大班额没消除", "大班额", "没消除"),
    ("哪些县食堂没有得到改善", "食堂", "没有得到改善"),
]


@pytest.mark.parametrize(("question", "thing", "status"), STATUS, ids=[question for question, _, _ in STATUS])
def test_how_a_thing_stands_is_left_to_the_reader(question: str, thing: str, status: str) -> None:
    plan = plan_of(question)
    assert " & ".join(map(short, plan.conditions)) == thing
    assert any(f"“{status}”" in note for note in plan.understood)


@pytest.mark.parametrize(
    ("question", "topic"), [("哪些区提到教师流失严重", "教师流失严重"), ("哪些区学位紧张", "学位紧张"), ("哪些区师资不足", "师资不足")]
)
def test_a_status_that_is_named_or_known_stays_in_the_topic(question: str, topic: str) -> None:
    assert (said(question), plan_of(question).understood) == (topic, ())


ALTERNATIVES = [
    ("哪些区因为孩子少了幼儿园停办或者撤并", "幼儿园停办|幼儿园撤并"),
    ("哪些县由于生源减少，教学点撤销或合并", "教学点撤销|教学点合并"),
    ("哪些区提到学校搬迁或者扩建", "学校搬迁|学校扩建"),
    ("哪些区提到校车停运或者更换", "校车停运|校车更换"),
    ("哪些区提到校舍维修、重建中的任意一项", "校舍维修|校舍重建"),
    ("哪些区提到教师调动或辞职", "教师调动|教师辞职"),
    ("哪些区提到校车或者搬迁", "校车|搬迁"),
    ("哪些区提到学生流失或者校车", "学生流失|校车"),
    ("哪些区提到食堂建设和管理", "食堂建设和管理"),
    ("哪些区提到校车或研学", "校车|研学"),
    ("哪些区提到校舍维修或招生", "校舍维修|招生"),
    ("哪些区提到教师流失、就业中的任意一项", "教师流失|就业"),
    ("哪些县幼儿园关停或者注销了", "幼儿园关停|幼儿园注销"),
    ("哪些县提到学生休学或退学", "学生休学|学生退学"),
    ("哪些县提到校舍闲置、出租中的任意一项", "校舍闲置|校舍出租"),
]


@pytest.mark.parametrize(("question", "conditions"), ALTERNATIVES, ids=[question for question, _ in ALTERNATIVES])
def test_verbs_side_by_side_share_their_subject(question: str, conditions: str) -> None:
    assert said(question) == conditions


def test_a_reason_is_left_to_the_reader() -> None:
    plan = plan_of("哪些区因为孩子少了幼儿园停办或者撤并")
    assert "这里只看报告有没有提到这件事；是不是“因为孩子少了”，要看原文判断" in plan.understood
    assert any("“因为生源减少”" in note for note in plan_of("因为生源减少而撤并学校的县有哪些").understood)
