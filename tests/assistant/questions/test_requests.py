"""Requests behind a question, targets against results, and a year for each place."""

from __future__ import annotations

import pytest
from wording_support import HOLDINGS, THESAURUS

from assistant.plans import Intent, Plan
from assistant.questions.parser import parse_question
from assistant.questions.requests import without_request


def plan_of(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


@pytest.mark.parametrize(
    "tail",
    [
        " 简单说说",
        "，简单讲讲",
        " 列一下",
        "，列个单子",
        " 概括下",
        "，总结一下",
        " 说说看",
        "？介绍下",
        " 大概讲下",
        "，归纳成三句话",
        " 请列出来",
        " 捋一下",
        "；说明一下",
        " 查一下吧",
        " 聊聊",
    ],
)
def test_a_request_behind_a_question_is_no_part_of_it(tail: str) -> None:
    assert without_request(f"雁浦校车怎么管的{tail}") == "雁浦校车怎么管的"


@pytest.mark.parametrize(("question", "plain"), [("雁浦校车 概括下", "说说雁浦校车"), ("雁浦校车，列一下", "雁浦校车")])
def test_what_asks_for_nothing_else_is_told(question: str, plain: str) -> None:
    assert without_request(question) == plain


@pytest.mark.parametrize("question", ["总结一下", "雁浦怎么总结的", "雁浦有哪些报告介绍", "雁浦工作总结"])
def test_other_words_stay(question: str) -> None:
    assert without_request(question) == question


SUMMARIES = [
    ("雁浦食堂这事怎么管的 简单说说", "学校食堂"),
    ("雁浦24年校车打算搞些啥", "校车"),
    ("雁浦24年上半年校园安全抓了啥 概括下", "校园安全"),
    ("鹭洲师德这事咋抓的，说说看", "师德师风"),
    ("岚溪校园安全这块干了哪些事", "校园安全"),
    ("怀湖24年托育准备弄点啥", "托育"),
    ("岚溪校车这块有啥招 讲讲", "校车"),
    ("岚溪防溺水都干了些什么", "防溺水"),
]


@pytest.mark.parametrize(("question", "concept"), SUMMARIES, ids=[question for question, _ in SUMMARIES])
def test_summaries_as_staff_type_them(question: str, concept: str) -> None:
    plan = plan_of(question)
    assert plan.intent is Intent.SUMMARISE
    assert [topic.concept for topic in plan.topics] == [concept]


TARGETS = [
    ("雁浦课后服务参与率24年做到的跟23年定的目标比 达标没", "课后服务参与率"),
    ("雁浦23年定的近视率目标24年实现了吗", "近视率"),
    ("雁浦24年的近视率和23年的目标相比完成没有", "近视率"),
    ("雁浦2023年提出的近视率目标，2024年达到了没有", "近视率"),
    ("雁浦区2023年定的目标（近视率），到2024年实际到了没有？", "近视率"),
]


@pytest.mark.parametrize(("question", "topic"), TARGETS, ids=[question for question, _ in TARGETS])
def test_a_target_and_its_result_are_two_years_of_one_place(question: str, topic: str) -> None:
    plan = plan_of(question)
    assert (plan.intent, plan.years, [t.text for t in plan.topics]) == (Intent.COMPARE, (2023, 2024), [topic])
    assert plan.understood == ("对照2023、2024年报告里的目标和结果",)


@pytest.mark.parametrize(
    "question", ["雁浦23年、鹭洲24年高考本科都比上年涨了，谁涨得多", "雁浦23年和鹭洲24年的高考本科率哪个高", "雁浦23年跟鹭洲24年比，高考哪边好"]
)
def test_places_with_a_year_each_are_compared_over_both_and_that_is_told(question: str) -> None:
    plan = plan_of(question)
    assert (plan.intent, plan.years) == (Intent.COMPARE, (2023, 2024))
    assert plan.understood == ("各地问的年份不同（云泽市雁浦区2023年、云泽市鹭洲区2024年）：这些年份的报告都查了，请按各自的年份看",)


@pytest.mark.parametrize(
    ("question", "topics"),
    [("雁浦23年定的目标24年做到了吗", []), ("雁浦23年提的教师招聘目标跟24年实际比", ["教师招聘"])],
)
def test_targets_that_name_nothing_or_were_said(question: str, topics: list[str]) -> None:
    plan = plan_of(question)
    assert (plan.intent, plan.years, [t.text for t in plan.topics]) == (Intent.COMPARE, (2023, 2024), topics)


def test_each_by_itself_is_no_part_of_a_topic() -> None:
    plan = plan_of("雁浦、鹭洲各自24年教师招聘")
    assert (plan.intent, plan.years, [t.text for t in plan.topics]) == (Intent.COMPARE, (2024,), ["教师招聘"])


def test_places_with_the_same_year_need_no_note() -> None:
    assert plan_of("雁浦24年和鹭洲24年高考哪个高").understood == ()
