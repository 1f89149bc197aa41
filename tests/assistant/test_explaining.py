from __future__ import annotations

import pytest

from assistant import explaining
from assistant.explaining import explained
from assistant.plans import Asked, Condition, Intent, Level, Listed, Place, Plan, Quantifier, Topic

A, B = Topic(text="甲事", terms=("甲事",)), Topic(text="乙事", terms=("乙事", "乙项"))


def told(**fields: object) -> dict[str, str]:
    return dict(explained(Plan.model_validate({"intent": Intent.SURVEY, **fields})))


def test_what_is_not_restricted_is_left_out() -> None:
    assert explained(Plan(intent=Intent.HELP)) == [("类型", "使用帮助")]
    assert explained(Plan(intent=Intent.SURVEY)) == [("类型", "逐份检查全部报告"), ("列出", "地区")]


@pytest.mark.parametrize("intent", Intent)
def test_every_intent_has_a_name(intent: Intent) -> None:
    assert told(intent=intent)["类型"]


@pytest.mark.parametrize("listed", Listed)
def test_everything_listed_has_a_name(listed: Listed) -> None:
    assert told(listed=listed, counting=True)["列出"].endswith("，并计数")


@pytest.mark.parametrize("asked", Asked)
def test_every_kind_of_thing_asked_but_plain_text_has_a_name(asked: Asked) -> None:
    assert bool(told(intent=Intent.LOOKUP, asked=asked).get("问的是")) is (asked is not Asked.TEXT)


@pytest.mark.parametrize(
    ("quantifier", "words"),
    [
        (Quantifier.ANY_OF, "提到“甲事”、或“乙事”"),
        (Quantifier.ALL_OF, "都提到“甲事”、且“乙事”"),
        (Quantifier.NONE_OF, "没有提到“甲事”、也没有“乙事”"),
        (Quantifier.NOT_ALL_OF, "没有同时提到“甲事”、“乙事”"),
    ],
)
def test_conditions_in_words(quantifier: Quantifier, words: str) -> None:
    assert told(conditions=(Condition(topics=(A, B), quantifier=quantifier),))["条件"] == words


def test_conditions_of_years_and_several_of_them() -> None:
    conditions = (Condition(topics=(A,), years=(2023, 2024)), Condition(topics=(B,), quantifier=Quantifier.NONE_OF))
    assert told(conditions=conditions)["条件"] == "2023年、2024年的报告提到“甲事”；没有提到“乙事”"


def test_terms_of_each_topic() -> None:
    many = Topic(text="丙事", terms=tuple(f"词{n}" for n in range(14)))
    loose = Topic(text="丁事", terms=("丁",), concept="丁概念", loose=True)
    literal = Topic(text="戊事", terms=("戊事",), literal=True)
    lines = told(conditions=(Condition(topics=(B, many, loose, literal)),))
    assert lines["“乙事”的查找用词"] == "乙事、乙项"
    assert lines["“丙事”的查找用词"].endswith("词11等 14 个")
    assert "词12" not in lines["“丙事”的查找用词"]
    assert lines["“丁事”的查找用词"] == "丁（按“丁概念”理解）"
    assert lines["“戊事”的查找用词"] == "戊事（只按引号里的字查找）"


def test_everything_that_restricts_is_told() -> None:
    lines = told(
        places=(Place(said="甲", name="甲区", names=("甲区",)),),
        excluded_places=(Place(said="乙", name="乙区", names=()),),
        reports=("r1", "r2"),
        years=(2023,),
        period="上半年",
        doc_types=("总结", "计划"),
        level=Level.COUNTY,
        include_unofficial=True,
        carried=("话题“甲事”",),
        understood=("“去年”指2023年",),
        ignored=("9月",),
    )
    assert lines == {
        "类型": "逐份检查全部报告",
        "地区": "甲区",
        "不含地区": "乙区",
        "限定的报告": "上一问涉及的 2 份",
        "年份": "2023年",
        "时段": "上半年",
        "文件类型": "总结、计划",
        "层级": "县级",
        "列出": "地区",
        "非公文材料": "也计入",
        "沿用上一问": "话题“甲事”",
        "说明": "“去年”指2023年",
        "没有用上的词": "“9月”",
    }


def test_no_field_of_a_plan_is_forgotten() -> None:
    silent = {"intent", "conditions", "counting", "listed", "asked", "query"}
    source = explaining.__loader__.get_source(explaining.__name__)
    assert [name for name in Plan.model_fields if name not in silent and f"plan.{name}" not in source] == []
