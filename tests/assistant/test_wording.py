from __future__ import annotations

import pytest

from assistant.models import Intent
from assistant.planning import parse_question
from assistant.wording import told_words, without_unofficial


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
    plan = parse_question(question)
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
    plan = parse_question(question)
    assert ([t.text for t in plan.topics], plan.include_unofficial) == ([topic], False)


def test_a_fact_may_be_asked_for_with_them_too() -> None:
    plan = parse_question("清源区招聘了多少教师？（包括非公文）", ["云泽市清源区"])
    assert (plan.intent, plan.regions, plan.include_unofficial) == (Intent.LOOKUP, ("云泽市清源区",), True)
    assert "非公文" not in told_words("招聘了多少教师？（包括非公文）")
    assert without_unofficial("招聘了多少教师？") == ("招聘了多少教师？", False)
