"""Levels in asides, provinces and 区县, counts of the collection, and alternatives in brackets."""

from __future__ import annotations

import pytest
from wording_support import HOLDINGS, THESAURUS, answered, differences

from assistant.plans import Intent, Level, Plan
from assistant.questions.follow_ups import continue_question
from assistant.questions.level_words import levels_aside
from assistant.questions.parser import parse_question


def understood(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


@pytest.mark.parametrize(
    "question",
    [
        "哪些区县提到校车",
        "哪些县区没有提到校车",
        "有多少县市区提到校车",
        "提到校车的区县有哪些",
        "提到校车的县市区名单",
        "各区县都提到校车了吗",
        "哪些县提到校车",
        "哪几个区县市提到校车？",
        "校车有几个区县提到",
        "校车和研学都提到的县区",
        "库里有哪些区县的报告",
        "一共有几个县的报告",
        "哪些区县（不含省级）提到校车",
        "哪些地方（不算省）提到校车",
    ],
)
def test_no_province_is_a_district_or_county(question: str) -> None:
    plan = understood(question)
    assert (plan.without_provinces, plan.level) == (True, None)


@pytest.mark.parametrize(
    "question", ["哪些区提到校车", "哪些地区提到校车", "哪些省市县提到校车", "哪些省提到校车", "哪些区县级单位提到校车", "哪些报告提到校车"]
)
def test_other_words_leave_no_provinces_out(question: str) -> None:
    assert not understood(question).without_provinces


def test_a_follow_up_keeps_provinces_out() -> None:
    question = "哪些区县提到校车？"
    before = answered(question, understood(question), "岚溪,怀湖")
    for follow_up in ("2023年呢", "没有提到的呢", "既提到校车又提到研学的呢"):
        plan = continue_question(follow_up, before, HOLDINGS, THESAURUS)
        assert plan is not None
        assert plan.without_provinces, follow_up


def test_a_follow_up_puts_provinces_out_and_in_again() -> None:
    everywhere = understood("哪些地区提到校车？")
    counties = continue_question("只看区县", answered("哪些地区提到校车？", everywhere, "岚溪,怀湖"), HOLDINGS, THESAURUS)
    assert counties is not None
    assert (counties.without_provinces, counties.level) == (True, None)
    before = answered("只看区县", counties, "岚溪,怀湖")
    provinces, freed = (continue_question(question, before, HOLDINGS, THESAURUS) for question in ("只看省级", "全部地区呢"))
    assert provinces is not None
    assert freed is not None
    assert (provinces.without_provinces, provinces.level) == (False, Level.PROVINCE)
    assert (freed.without_provinces, freed.level) == (False, None)


@pytest.mark.parametrize(
    ("question", "expected"),
    {
        "库里收了多少个区县（含县级市，不算市级、省级）的教育材料？": "collection list=regions count level=县级",
        "库里总共有几个区县，不含省级和市级？": "collection list=regions count level=县级",
        "收录了多少个区县（不算地级市）的材料": "collection list=regions count level=县级",
        "库里一共收了几个区的材料（不含省级）": "collection list=regions count",
        "一共收了多少个地区（含县级市）的报告？": "collection list=regions count",
        "资料库里有多少个县级市的报告": "collection list=regions count level=县级市",
        "哪些区县（含县级市，不算市级、省级）提到校车": "survey any(校车) level=县级",
        "哪些区县（不含地级市）没有提到研学": "survey none(研学) level=县级",
        "哪些地方（只算县级市）提到校车": "survey any(校车) level=县级市",
        "区县（含县级市，不算市级）里提到校车的有几个？": "survey any(校车) level=县级 count",
        "区县里没有提到校车的有哪些": "survey none(校车)",
        "一共有几个县的报告": "collection list=regions count",
        "资料里有多少份2023年的工作总结": "collection list=reports count years=2023 types=总结",
        "这里面2024年的工作要点有几份": "collection list=reports count years=2024 types=要点",
        "有几份雁浦区2023年的总结": "collection list=reports count years=2023 types=总结 in=雁浦",
        "库里收有几份2024年的总结": "collection list=reports count years=2024 types=总结",
        "有多少份2023年的工作总结提到校车": "survey any(校车) list=reports count years=2023 types=总结",
        "有几份2024年的要点提到研学": "survey any(研学) list=reports count years=2024 types=要点",
        "多少份2023年的报告写到了食品安全": "survey any(食品安全) list=reports count years=2023",
        "哪些2024年的要点提到研学": "survey any(研学) list=reports years=2024 types=要点",
        "有多少份2022年雁浦区的总结提到中考": "survey any(中考) list=reports count years=2022 types=总结 in=雁浦",
        "有几份2023年的报告没有提到劳动教育？": "survey none(劳动教育) list=reports count years=2023",
        "2022年的工作总结里有几份提到研学": "survey any(研学) list=reports count years=2022 types=总结",
    }.items(),
)
def test_counts(question: str, expected: str) -> None:
    assert differences(understood(question), expected) == [], expected


@pytest.mark.parametrize(
    "question", ["哪些区提到校车（含接送车）", "哪些区不算省级示范校", "哪些区提到省级课题（含市级课题）", "除云泽市外哪些区提到校车（不含云泽市）"]
)
def test_other_asides_stay(question: str) -> None:
    assert levels_aside(question).text == question


def test_an_aside_on_levels_says_nothing_of_a_fact() -> None:
    plan = understood("雁浦区（含县级市，不算市级）有多少名教师")
    assert (plan.intent, plan.level, plan.without_provinces) == (Intent.LOOKUP, None, False)
    assert levels_aside("有几个区（仅限县级市）").level is Level.COUNTY_CITY


@pytest.mark.parametrize(
    ("question", "expected"),
    {
        "哪些区提到校车（含接送车）": "any(校车|接送车)",
        "哪些区提到食堂（食品安全）": "any(食堂|食品安全)",
        "哪些区提到学生上下学接送（校车、接送车、通学专线都算）": "any(学生上下学接送|校车|接送车|通学专线)",
        "哪些区提到学生上下学接送（校车，接送车，通学专线都算）": "any(学生上下学接送|校车|接送车|通学专线)",
        "哪些区没有提到校车（接送车也算）": "none(校车|接送车)",
        "哪些区提到午餐（配餐、营养餐均算在内）": "any(午餐|配餐|营养餐)",
        "哪些区提到课后服务（又叫课后延时服务）": "any(课后服务|课后延时服务)",
        "哪些区提到劳动教育（劳动实践基地亦算）和研学": "any(劳动教育|劳动实践基地) any(研学)",
        "哪些区既提到食堂（含校园餐）又提到校车（也含专线）": "any(食堂|校园餐) any(校车|专线)",
        "哪些区校车（含接送车）、研学都提到了": "any(校车|接送车) any(研学)",
        "哪些区提到校车（含接送车）、研学": "any(校车|接送车|研学)",
        "哪些区提到食堂（含校园餐）或者校车（含专线）": "any(食堂|校园餐|校车|专线)",
        "哪些区没有提到校车（含接送车）和研学": "none(校车|接送车|研学)",
        "哪些区没有同时提到校车（含接送车）和研学": "notall(校车|研学) notall(接送车|研学)",
        "哪些区提到校车，接送车也算": "any(校车|接送车)",
        "哪些区提到校车，含接送车": "any(校车|接送车)",
    }.items(),
)
def test_alternatives(question: str, expected: str) -> None:
    assert differences(understood(question), f"survey {expected}") == [], expected
