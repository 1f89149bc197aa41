"""Follow-ups that count years from the question before, or ask by how much a number changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from wording_support import HOLDINGS, THESAURUS, answered

from assistant.plans import Asked, Holdings, Intent, Plan
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question

HIRED = "雁浦区2022年招了多少新老师？"


def turns(*questions: str, holdings: Holdings = HOLDINGS) -> Plan:
    """The plan of the last question of a conversation."""
    plan = parse_question(questions[0], holdings, THESAURUS)
    for before, question in pairwise(questions):
        plan = continue_question(question, answered(before, plan, ""), holdings, THESAURUS) or parse_question(question, holdings, THESAURUS)
    return plan


@pytest.mark.parametrize(
    ("question", "years"),
    {
        "两年后呢？": (2024,),
        "那两年之后呢": (2024,),
        "过两年呢": (2024,),
        "再过一年呢？": (2023,),
        "第二年呢？": (2023,),
        "第三年呢": (2024,),
        "次年呢": (2023,),
        "翌年呢？": (2023,),
        "后一年呢": (2023,),
        "下一年呢": (2023,),
        "到了第二年呢": (2023,),
        "前一年呢？": (2021,),
        "再往前一年呢": (2021,),
        "往前推两年呢": (2020,),
        "三年前呢？": (2019,),
        "上一年呢": (2021,),
        "上年呢": (2021,),
        "再往前呢": (2021,),
        "再往后呢": (2023,),
        "前两年呢": (2020, 2021),
        "后两年呢": (2023, 2024),
        "两年后招了多少？": (2024,),
        "第二年招了几个": (2023,),
    }.items(),
)
def test_years_are_counted_from_the_question_before(question: str, years: tuple[int, ...]) -> None:
    plan = turns(HIRED, question)
    assert (plan.intent, plan.years, plan.asked) == (Intent.LOOKUP, years, Asked.NUMBER)
    assert [place.said for place in plan.places] == ["雁浦区"]
    assert [topic.text for topic in plan.topics] == ["招新老师"]
    assert any(f"{years[-1]}年" in note for note in plan.understood)
    assert f"{years[0]}年" in plan.query


@pytest.mark.parametrize(("question", "year"), [("前一年呢", 2023), ("两年前呢？", 2022), ("再往前一年呢", 2023), ("上一年呢", 2023)])
def test_without_a_year_before_they_are_counted_from_the_latest(question: str, year: int) -> None:
    plan = turns("雁浦区招了多少新老师？", question)
    assert plan.years == (year,)
    assert "最近的2024年" in plan.understood[0]


@pytest.mark.parametrize(
    ("questions", "years"),
    [
        ((HIRED, "前一年呢", "再往前一年呢"), (2020,)),
        ((HIRED, "第二年呢", "第二年呢"), (2024,)),
        (("哪些区2022年提到校车？", "两年后呢"), (2024,)),
        (("2022年岚溪县的课后服务是怎么做的？", "次年呢"), (2023,)),
        (("有哪些2023年的报告？", "前一年的呢"), (2022,)),
        (("2023年岚溪县的课后服务是怎么做的？", "和上一年比有什么变化"), (2022, 2023)),
        (("2022年哪些区提到校车？", "岚溪县两年后呢"), (2024,)),
    ],
)
def test_they_are_counted_after_any_kind_of_question(questions: tuple[str, ...], years: tuple[int, ...]) -> None:
    assert turns(*questions).years == years


@pytest.mark.parametrize(
    "question", ["第二年级的课后服务呢", "学前三年毛入园率呢", "上一年级的学生有多少", "去年呢", "2023年呢", "两年前提到校车的有哪些区"]
)
def test_what_counts_no_year_from_the_question_before(question: str) -> None:
    assert not any("指2021" in note or "指2020" in note or "指2024" in note for note in turns(HIRED, question).understood)


def test_no_year_is_counted_without_any_year() -> None:
    assert turns("雁浦区招了多少新老师？", "前一年呢", holdings=Holdings(HOLDINGS.regions, ())).years == ()


@pytest.mark.parametrize(
    "question",
    [
        "比前一年涨了多少？",
        "比上年增加多少",
        "比去年多了多少",
        "较上年增长多少？",
        "和上一年比呢",
        "跟前一年相比呢",
        "与上年同期相比增加了几个",
        "同比呢",
        "同比增长多少",
        "环比呢",
        "增幅多大",
        "涨了多少",
        "是多了还是少了",
        "下降了吗",
        "比往年多了多少名",
    ],
)
def test_a_change_keeps_what_the_question_before_was_about(question: str) -> None:
    plan = turns("雁浦区2022年招聘了多少名教师？", question)
    assert (plan.intent, plan.years, plan.asked) == (Intent.LOOKUP, (2022,), Asked.NUMBER)
    assert [topic.text for topic in plan.topics] == ["招聘教师"]
    assert [place.said for place in plan.places] == ["雁浦区"]
    assert not any("推算" in note for note in plan.understood)
    assert plan.carried == ("话题“招聘教师”", "地区“雁浦区”", "年份2022")


def test_a_change_of_a_number_of_no_year_has_none() -> None:
    assert turns("雁浦区招聘了多少名教师？", "比上年增加多少").years == ()


def test_the_change_of_another_place() -> None:
    plan = turns("雁浦区2022年招聘了多少名教师？", "怀湖市比上年增加多少")
    assert ([place.said for place in plan.places], plan.years) == (["怀湖市"], (2022,))


def test_a_year_behind_a_change_takes_the_place_of_its_own_year_only() -> None:
    assert turns("雁浦区2023年招聘了多少名教师？", "比上年增加多少", "2022年呢").query == "雁浦区2022年招聘教师,比上年增加多少"


@pytest.mark.parametrize(
    ("question", "years"),
    {
        "二〇二三年雁浦区学生总体近视率降到多少？比上一年降了几个点": (2023,),
        "2023年雁浦区近视率是多少，比上年下降几个百分点？": (2023,),
        "雁浦区2023年教师数比前一年增加多少": (2023,),
        "雁浦区2023年财政教育支出较上年增长多少": (2023,),
        "雁浦区2023年财政教育支出与上年相比增长多少": (2023,),
        "雁浦区2023年招聘的教师比去年多了几名": (2023,),
        "2022年岚溪县学前教育毛入园率跟上一年比提高了几个百分点": (2022,),
        "雁浦区2023年在校生比上年同期减少多少人": (2023,),
        "雁浦区教师数比上年增加多少": (),
        "雁浦区公办园占比较上年提高多少": (),
        "雁浦区招生人数比去年是多了还是少了": (),
        "雁浦区2023年近视率降了几个点，跟上年比": (2023,),
        "雁浦区2023年比2022年多招了多少教师": (2022, 2023),
        "雁浦区2023年和上年相比课后服务有什么变化": (2022, 2023),
        "雁浦区去年招聘了多少教师": (2023,),
    }.items(),
)
def test_the_year_that_a_number_is_set_beside_is_no_filter(question: str, years: tuple[int, ...]) -> None:
    assert parse_question(question, HOLDINGS, THESAURUS).years == years


@pytest.mark.parametrize(
    ("questions", "carried"),
    [
        (("雁浦区2023年高考怎么样？", "那课后服务呢"), ("问法“雁浦区2023年高考怎么样”", "地区“雁浦区”", "年份2023")),
        (("雁浦区2023年高考怎么样？", "那课后服务呢", "那校车呢"), ("问法“雁浦区2023年课后服务怎么样”", "地区“雁浦区”", "年份2023")),
        (("雁浦区2023年高考怎么样？", "那课后服务呢", "怀湖市呢"), ("话题“课后服务”", "年份2023")),
        (("哪些区2023年提到校车？", "食品安全呢"), ("年份2023", "问法“哪些区2023年提到校车”")),
        (("有哪些2023年的报告？", "前一年的呢"), ("问法“有哪些2023年的报告”",)),
    ],
)
def test_what_is_carried_over_is_told_as_parts_of_the_question_before(questions: tuple[str, ...], carried: tuple[str, ...]) -> None:
    assert turns(*questions).carried == carried


def test_a_year_that_is_named_is_set_beside_the_one_before() -> None:
    assert turns("雁浦区2023年招聘了多少名教师？", "比2022年多了多少").years == (2022, 2023)


def test_a_year_that_another_replaces_is_not_told_as_carried_over() -> None:
    plan = turns("哪些区2023年提到校车？", "前一年没提的呢")
    assert (plan.years, plan.carried) == ((2022,), ("话题“校车”",))
