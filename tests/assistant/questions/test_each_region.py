"""A number in every region: asked at once, or after a survey."""

from __future__ import annotations

import pytest
from wording_support import HOLDINGS, THESAURUS, answered

from assistant.plans import Asked, Intent, Plan
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question


def after(first: str, then: str, named: str) -> Plan | None:
    plan = parse_question(first, HOLDINGS, THESAURUS)
    return continue_question(then, answered(first, plan, named), HOLDINGS, THESAURUS)


@pytest.mark.parametrize(
    ("question", "topic", "years"),
    [
        ("各区县分别招聘了多少名教师？", "招聘教师", ()),
        ("2023年各县招聘教师多少人", "招聘教师", (2023,)),
        ("各区新建了多少所学校", "新建学校", ()),
        ("每个区新建了几所学校", "新建学校", ()),
        ("各地校车有多少辆", "校车", ()),
        ("各区县分别有多少辆校车", "校车", ()),
        ("各区投入多少钱改造校舍", "改造校舍", ()),
        ("所有区县一共招聘了多少教师", "招聘教师", ()),
    ],
)
def test_a_number_in_every_region_is_a_survey(question: str, topic: str, years: tuple[int, ...]) -> None:
    plan = parse_question(question, HOLDINGS, THESAURUS)
    assert (plan.intent, plan.asked) == (Intent.SURVEY, Asked.NUMBER)
    assert [one.text for one in plan.topics] == [topic]
    assert plan.years == years


@pytest.mark.parametrize("question", ["雁浦区各学校有多少教师", "各类学校有多少所", "雁浦区招聘了多少名教师", "各科室有多少人"])
def test_a_number_of_something_else_is_none(question: str) -> None:
    assert parse_question(question, HOLDINGS, THESAURUS).intent is Intent.LOOKUP


@pytest.mark.parametrize("then", ["各招了多少人", "分别招了多少？", "这些区各自招聘了多少教师", "那各区分别有多少名", "各是怎么做的"])
def test_after_a_survey_each_selected_region_is_told(then: str) -> None:
    plan = after("哪些区提到教师招聘？", then, "雁浦,鹭洲")
    assert plan is not None
    assert (plan.intent, [place.name for place in plan.places]) == (Intent.COMPARE, ["云泽市雁浦区", "云泽市鹭洲区"])
    assert [topic.text for topic in plan.topics] == ["教师招聘"]
    assert plan.reports == ()


def test_a_year_in_it_is_the_year_searched() -> None:
    plan = after("哪些区提到教师招聘？", "2023年各招了多少人", "雁浦,鹭洲")
    assert plan is not None
    assert (plan.years, plan.asked) == ((2023,), Asked.NUMBER)


@pytest.mark.parametrize("then", ["花了多少钱", "一共投入了多少资金", "共用了多少万元", "建了几所", "补助多少钱"])
def test_a_bare_number_leans_on_the_question_before(then: str) -> None:
    plan = after("雁浦区招聘了多少名教师？", then, "")
    assert plan is not None
    assert [topic.text for topic in plan.topics] == ["招聘教师"]
    assert [place.said for place in plan.places] == ["雁浦区"]
