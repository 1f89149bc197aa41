"""Earlier years set against later ones without naming them."""

from __future__ import annotations

import pytest
from survey_support import conditions, survey

from assistant.plans import Holdings
from assistant.questions.early_and_late import halves, in_plain_words
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus, load_thesaurus

HOLDINGS = Holdings(("云泽市", "云泽市雁浦区", "岚溪县"), (2021, 2022, 2023, 2024))
THESAURUS = Thesaurus(load_thesaurus())
GONE = "疫情防控 @2021,2022 & -疫情防控 @2023,2024"
GONE_NOW = "疫情防控 @2021,2022,2023 & -疫情防控 @2024"
CAME = "-疫情防控 @2021,2022 & 疫情防控 @2023,2024"


def short(question: str) -> str:
    plan = parse_question(question, HOLDINGS, THESAURUS)
    said = []
    for condition in plan.conditions:
        years = f" @{','.join(map(str, condition.years))}" if condition.years else ""
        said.append(("-" if condition.quantifier.value == "none of" else "") + "|".join(topic.text for topic in condition.topics) + years)
    return " & ".join(said)


@pytest.mark.parametrize(
    "question",
    [
        "前几年写过疫情防控、后来年份的材料里不再提的区县",
        "以前提过疫情防控，后来不提的有哪些区县",
        "早些年有疫情防控、近年没有的区",
        "早先写过疫情防控，后来不写了的区",
        "早年提及疫情防控而近年不再提及的区县",
        "哪些区以前提过疫情防控、后来没再提",
        "哪些区早几年写过疫情防控，后面的年份就不写了",
        "曾经提到疫情防控、之后的材料里再没提到的区县",
        "曾提到疫情防控但近年来没再提到的地区有几个",
        "以往提到过疫情防控、这几年不提的区",
        "过去提到疫情防控、之后不再提的区有多少个",
        "最初提过疫情防控、后面几年没有的有几个区",
        "有哪些区县是前几年提到疫情防控，后来就不提了的",
        "以前的材料里提过疫情防控、最近的材料里没有的区",
        "疫情防控以前提过、后来不提的区",
        "头几年有疫情防控、这两年没有的地方",
    ],
)
def test_what_later_years_say_no_more(question: str) -> None:
    assert short(question) == GONE


@pytest.mark.parametrize(
    "question",
    [
        "以前提过疫情防控、现在不提了的区有哪些",
        "前些年讲疫情防控、如今不讲的有哪些",
        "从前写疫情防控，现在不写的县区名单",
        "原来有疫情防控、现在没有了的区县",
        "往年提到疫情防控但目前没有提到的区",
    ],
)
def test_what_the_last_year_says_no_more(question: str) -> None:
    assert short(question) == GONE_NOW


@pytest.mark.parametrize(
    "question",
    [
        "起初没有提到疫情防控、后来提到了的区县",
        "早几年没写疫情防控、近年写了的区",
        "前几年没有提到疫情防控，后来才提到的是哪些区",
        "以前没有开展疫情防控，后来开展了的区县",
        "以前没搞疫情防控，后来搞了的区",
    ],
)
def test_what_only_later_years_say(question: str) -> None:
    assert short(question) == CAME


@pytest.mark.parametrize(
    "question", ["最近两年才开始提疫情防控的地区", "近两年才提到疫情防控的区县有哪些", "近两年新提到疫情防控的地区", "哪些区近两年才写疫情防控"]
)
def test_what_the_last_years_have_begun_to_say(question: str) -> None:
    assert short(question) == "疫情防控 @2023,2024 & -疫情防控 @2021,2022"


@pytest.mark.parametrize("question", ["原来没有开展疫情防控，现在开展了的县", "以前没搞疫情防控，现在搞了的区"])
def test_what_the_last_year_begins_to_say(question: str) -> None:
    assert short(question) == "-疫情防控 @2021,2022,2023 & 疫情防控 @2024"


def test_earlier_years_that_no_report_is_of_are_told() -> None:
    plan = parse_question("以前提过校车、2021年不提的区", HOLDINGS, THESAURUS)
    assert plan.understood == ("资料中没有更早年份的报告，“以前”没有用来限定年份",)


def test_where_the_years_are_cut_is_told() -> None:
    assert "2023年起" in parse_question("以前提过校车，后来不提的区有哪些", HOLDINGS, THESAURUS).understood[0]


@pytest.mark.parametrize(
    "question",
    ["哪些区曾经提到双减？", "过去三年哪些区提到校车", "2023年以前提过校车、2024年起不再提的区", "早年级的校车", "毕业以前的教育，后来怎么样"],
)
def test_other_questions_keep_their_words(question: str) -> None:
    assert in_plain_words(question) == question


def test_named_years_bound_the_earlier_ones() -> None:
    assert short("以前提过校车、2023年和2024年不提的区") == "校车 @2021,2022 & -校车 @2023,2024"


@pytest.mark.parametrize(
    ("years", "cut"), [((2023, 2024), ((2023,), (2024,))), ((2022, 2023, 2024), ((2022,), (2023, 2024))), ((2024,), ((), (2024,))), ((), ((), ()))]
)
def test_halves(years: tuple[int, ...], cut: tuple[tuple[int, ...], tuple[int, ...]]) -> None:
    assert halves(years) == cut


def test_the_words_are_read_by_surveys_as_they_are() -> None:
    assert conditions("哪些区以前提到校车，现在不提") == "校车 @2022,2023 & -校车 @2024"
    assert conditions("哪些区后来提到校车") == "校车"
    plan = survey("哪些区后来提到校车")
    assert plan is not None
    assert plan.years == (2023, 2024)
