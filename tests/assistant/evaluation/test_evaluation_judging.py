"""Right answers are right, wrong ones wrong and told why, for every rule; what counts as a right citation."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from evaluation_support import answer

from assistant.evaluation.judging import Expected, Rule, cited_rightly, covered, judge, refused, share_told, untold
from assistant.models import Answer, Status

QUOTE = "全县校车94辆，接送学生8900余名"
REGIONS = {"r0": "青栾县", "r1": "岚溪县", "r2": "岚溪县", "r3": "云泽市"}


def units(report_ids: Iterable[str]) -> set[str]:
    return {REGIONS[i] for i in report_ids if i in REGIONS}


@pytest.mark.parametrize(
    ("selected", "why"),
    [
        (("r0", "r1"), ""),
        (("r0", "r2", "r3"), ""),
        (("r0",), "缺少：岚溪县"),
        (("r0", "r1", "r3"), ""),
        ((), "缺少：岚溪县、青栾县"),
    ],
)
def test_regions_have_to_be_the_expected_ones_but_for_the_optional(selected: tuple[str, ...], why: str) -> None:
    expected = Expected(Rule.REGIONS, frozenset({"青栾县", "岚溪县"}), frozenset({"云泽市"}))
    verdict = judge(expected, answer(selected=dict.fromkeys(selected, ())), units)
    assert (verdict.right, verdict.why) == (not why, why)


def test_a_region_too_many_is_wrong_also_where_none_is_expected() -> None:
    one = Expected(Rule.REGIONS, frozenset({"青栾县"}))
    assert judge(one, answer(selected={"r0": (), "r3": ()}), units).why == "多出：云泽市"
    none = Expected(Rule.REGIONS)
    assert judge(none, answer(status=Status.NO_EVIDENCE), units).right
    assert judge(none, answer(selected={"r1": ()}), units).why == "多出：岚溪县"


FACT = Expected(Rule.FACT, quotes=(QUOTE,), numbers=("94",), reports=frozenset({"r0"}))


@pytest.mark.parametrize(
    ("text", "cited", "why"),
    [
        ("共94辆", ("r0", QUOTE), ""),
        ("共94 辆", ("r0", "校车94辆，接送学生8900余名"), ""),
        ("共84辆", ("r0", QUOTE), "没有说出数字 94"),
        ("共94辆", ("r1", QUOTE), "没有引用答案所在的原文"),
        ("共94辆", ("r0", "全县教师大会"), "没有引用答案所在的原文"),
        ("共4辆", ("r1", QUOTE), "没有引用答案所在的原文；没有说出数字 94"),
    ],
)
def test_a_fact_needs_its_passage_and_its_number(text: str, cited: tuple[str, str], why: str) -> None:
    verdict = judge(FACT, answer(text, [cited]), units)
    assert (verdict.right, verdict.why) == (not why, why)


def test_a_fact_known_by_its_number_only_needs_it_in_what_is_cited() -> None:
    expected = Expected(Rule.FACT, numbers=("94",))
    assert judge(expected, answer("94辆", [("r3", QUOTE)]), units).right
    assert judge(expected, answer("94辆", [("r3", "教师大会")]), units).why == "引用的原文里没有答案"
    assert not judge(expected._replace(reports=frozenset({"r0"})), answer("94辆", [("r3", QUOTE)]), units).right
    assert not judge(Expected(Rule.FACT), answer("94辆", [("r3", QUOTE)]), units).right


def test_a_comparison_needs_half_of_the_passages_and_every_region() -> None:
    other = "接送车73辆"
    expected = Expected(Rule.GIST, frozenset({"青栾县", "岚溪县"}), quotes=(QUOTE, other), reports=frozenset({"r0", "r1", "r2"}))
    assert judge(expected, answer("", [("r0", QUOTE), ("r2", other)]), units).right
    assert judge(expected, answer("", [("r0", QUOTE), ("r1", "总结")]), units).right
    assert judge(expected, answer("", [("r0", QUOTE)]), units).why == "没有引用岚溪县的材料"
    assert judge(expected, answer("", [("r0", "总结"), ("r1", "总结")]), units).why == "应引用的 2 处原文只引用了 0 处"
    three = expected._replace(quotes=(QUOTE, other, "第三处的话"))
    assert judge(three, answer("", [("r0", QUOTE), ("r1", "总结")]), units).why == "应引用的 3 处原文只引用了 1 处"


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (answer(status=Status.NO_EVIDENCE), True),
        (answer(status=Status.UNSUPPORTED), True),
        (answer("材料里没有写收费标准。"), True),
        (answer("每人300元。"), False),
        (answer("每人300元。" + "另" * 130 + "没有其他"), False),
    ],
)
def test_what_is_not_told_has_to_be_refused_at_once(given: Answer, right: bool) -> None:
    assert refused(given) is right
    verdict = judge(Expected(Rule.REFUSAL), given, units)
    assert (verdict.right, bool(verdict.why)) == (right, not right)


def test_a_misleading_question_is_contradicted() -> None:
    expected = Expected(Rule.PREMISE, quotes=(QUOTE,), reports=frozenset({"r0"}))
    assert judge(expected, answer("有校车", [("r0", QUOTE)]), units).right
    assert judge(expected, answer("有" * 130 + "并未取消"), units).right
    assert judge(expected, answer("因为经费", [("r0", "总结")]), units).why == "没有指出问题的前提不成立"
    assert not judge(expected, answer(status=Status.NO_EVIDENCE), units).right
    assert judge(expected._replace(quotes=()), answer(status=Status.NO_EVIDENCE), units).right


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("86名", True),
        ("８６名", True),
        ("8 6名", True),
        ("186名", False),
        ("860名", False),
        ("86.5名", False),
        ("1.86名", False),
        ("为86。", True),
    ],
)
def test_a_number_is_told_as_a_whole(text: str, told: bool) -> None:
    assert untold(["86"], text) == ([] if told else ["86"])


def test_numbers_with_thousands_marks_and_percent_signs() -> None:
    assert untold(["1286", "5.5%"], "共1,286人，占5.5％") == []
    assert untold(["1,286"], "共1286人") == []
    assert untold(["5%"], "占5成，共5") == ["5%"]
    assert untold(["12"], "12,34") == []


def test_the_share_of_a_passage() -> None:
    assert share_told("校车 94辆", "我县校车94辆。") == 1
    assert share_told("校车94辆", "食堂") == 0
    assert share_told("", "食堂") == 0


def test_a_citation_of_a_fact_is_right_when_it_overlaps_an_expected_passage() -> None:
    cited = [("r0", QUOTE), ("r0", "全县校车94辆，接送学生8900余名，全部安装定位，逐车签订责任书"), ("r0", "教师大会"), ("r1", QUOTE)]
    assert cited_rightly(FACT, answer("", cited), units) == (2, 4)
    gist = FACT._replace(rule=Rule.GIST)
    assert cited_rightly(gist, answer("", cited), units) == (3, 4)
    assert covered(gist, answer("", cited[2:]).citations) == [False]
    assert covered(gist._replace(reports=None), answer("", cited[2:]).citations) == [True]


def test_of_regions_the_citations_of_those_given_count() -> None:
    expected = Expected(Rule.REGIONS, frozenset({"青栾县"}), frozenset({"云泽市"}))
    given = answer("", [("r0", "甲"), ("r1", "乙"), ("r3", "丙"), ("r1", "待核对")], selected={"r0": (1,), "r2": (2,), "r3": (3,)})
    assert cited_rightly(expected, given, units) == (2, 3)


def test_no_citation_counts_where_none_is_expected() -> None:
    cited = answer("", [("r0", QUOTE)])
    assert cited_rightly(Expected(Rule.REFUSAL, reports=frozenset({"r0"})), cited, units) == (0, 0)
    assert cited_rightly(Expected(Rule.PREMISE), cited, units) == (0, 0)
