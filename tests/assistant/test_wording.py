from __future__ import annotations

import pytest

from assistant.plans import Holdings, Intent, Plan
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus
from assistant.wording import told_words, without_unofficial


def plan_of(question: str, *regions: str) -> Plan:
    return parse_question(question, Holdings(regions), Thesaurus(()))


@pytest.mark.parametrize(
    "question",
    [
        "哪些区提到校车（包括非公文材料）？",
        "包括非公文在内，哪些区提到校车？",
        "哪些区提到校车，含个人材料？",
        "哪些区提到校车？非公文材料也算进去",
        "哪些区提到校车(含个人心得、广告)",
        "不限公文，哪些区提到校车",
        "哪些区提到校车，个人总结也要算上。",
    ],
)
def test_non_official_texts_are_asked_for_in_many_ways(question: str) -> None:
    plan = plan_of(question)
    assert (plan.intent, [t.text for t in plan.topics], plan.include_unofficial, plan.ignored) == (Intent.SURVEY, ["校车"], True, ())


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("哪些区提到校车？", "校车"),
        ("哪些区的报告包括个人总结？", "个人总结"),
        ("哪些区提到非公文写作？", "非公文写作"),
        ("哪些区提到广告清理？", "广告清理"),
    ],
)
def test_a_topic_is_not_taken_for_asking_for_them(question: str, topic: str) -> None:
    plan = plan_of(question)
    assert ([t.text for t in plan.topics], plan.include_unofficial) == ([topic], False)


def test_a_fact_may_be_asked_for_with_them_too() -> None:
    plan = plan_of("清源区招聘了多少教师？（包括非公文）", "云泽市清源区")
    assert (plan.intent, [p.names for p in plan.places], plan.include_unofficial) == (Intent.LOOKUP, [("云泽市清源区",)], True)
    assert "非公文" not in told_words("招聘了多少教师？（包括非公文）")
    assert without_unofficial("招聘了多少教师？") == ("招聘了多少教师？", False)
