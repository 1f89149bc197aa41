"""A city or province with the regions in it: 云泽下面哪些区县."""

from __future__ import annotations

import pytest
from wording_support import THESAURUS

from assistant.plans import Holdings, Intent, Plan
from assistant.questions.parser import parse_question

HOLDINGS = Holdings(
    ("云泽市", "云泽市清源区", "云泽市雁浦区", "泊川市", "鹤汀区", "江苏省", "江苏省苏州市", "江苏省苏州市常熟市", "南通市"), (2023, 2024)
)


def plan_of(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


INSIDE = (
    """
云泽下面哪些区县提了校车|云泽下面哪些提了校车|云泽市那几个区县里谁写了校车|云泽那几个区县有几个提到校车|云泽的区县哪些没写校车|云泽市下辖各区哪些提到校车
云泽市辖区内哪些区没开展校车工作|云泽市底下几个区讲了校车|云泽所辖的区县里谁没提校车|云泽这几个区里头哪些搞了校车|云泽市治下有哪些区写到校车|云泽市的两个区都提到校车了吗
云泽市下属区县有哪些提到校车|云泽范围内的区县哪些提到校车|云泽下面的县区谁没写校车
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("question", INSIDE)
def test_a_city_stands_for_the_regions_in_it(question: str) -> None:
    plan = plan_of(question)
    assert plan.intent is Intent.SURVEY
    assert [topic.concept for topic in plan.topics] == ["校车"]
    assert [place.names for place in plan.places] == [("云泽市清源区", "云泽市雁浦区")]


def test_what_a_city_was_taken_for_is_told() -> None:
    (note,) = plan_of("云泽下面哪些区县提了校车").understood
    assert "清源区、雁浦区" in note
    assert "云泽市自己的报告不算" in note
    assert "泊川市、鹤汀区的报告没有写明上级地区，没有计入" in note


@pytest.mark.parametrize("question", ["泊川那几个区县有几个提到校车", "泊川的区县哪些没写校车", "泊川市下面谁提了校车"])
def test_a_city_without_known_regions_stands_for_itself_and_that_is_told(question: str) -> None:
    plan = plan_of(question)
    (note,) = plan.understood
    assert [place.names for place in plan.places] == [("泊川市",)]
    assert note.startswith("资料中没有写明属于“泊川市”的下级报告")
    assert "鹤汀区" in note


@pytest.mark.parametrize("question", ["江苏省各市哪些提到校车", "江苏下面哪些市提到校车", "江苏省所辖的地市谁没提校车"])
def test_a_province_stands_for_what_the_gazetteer_puts_in_it(question: str) -> None:
    (place,) = plan_of(question).places
    assert place.names == ("南通市", "江苏省苏州市", "江苏省苏州市常熟市")


@pytest.mark.parametrize("question", ["云泽市有多少所学校", "云泽提到校车了吗", "云泽市的校车怎么管的"])
def test_a_city_itself_is_meant_elsewhere(question: str) -> None:
    plan = plan_of(question)
    assert [place.names for place in plan.places] == [("云泽市",)]
    assert plan.understood == ()
