from __future__ import annotations

import pytest

from assistant.models import Intent, Listed, Polarity
from assistant.planning import QuestionError, is_counting, parse_question

SURVEYS = [
    ("哪些区提到校车安全", "校车安全"),
    ("哪些区提到了校车安全？", "校车安全"),
    ("有哪些县市开展了劳动教育？", "劳动教育"),
    ("哪些市县的报告里写了信访工作", "信访工作"),
    ("校车安全哪些区提到了？", "校车安全"),
    ("提到留守儿童的区有哪些？", "留守儿童"),
    ("有多少个区推进集团化办学？", "集团化办学"),
    ("几个区县提到防溺水", "防溺水"),
    ("请问哪些地方的工作总结中涉及心理健康教育", "心理健康教育"),
    ("2024年哪些区提到人工智能", "人工智能"),
    ("哪些省（区、市）的政府工作报告提到了“低空经济”？", "低空经济"),
    ("哪些区提到过“双减”", "双减"),
    ("列出所有地区中实施营养改善计划的", "营养改善计划"),
    ("哪几个县建立了教育基金会", "教育基金会"),
    ("哪些单位提到关于特殊教育的内容", "特殊教育"),
]
LOOKUPS = ["雁浦区招聘了多少名教师？", "总结鹭洲区的党建工作", "校车安全", "岚溪县的接送车是怎么管理的", "今年高考本科上线多少人"]


@pytest.mark.parametrize(("question", "topic"), SURVEYS)
def test_survey_questions_and_their_topic(question: str, topic: str) -> None:
    plan = parse_question(question)
    assert plan.intent is Intent.SURVEY
    assert [t.text for t in plan.topics] == [topic]
    assert plan.topics[0].polarity is Polarity.MENTIONED


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("哪些区没有提到食品安全？", "食品安全"),
        ("哪些区没提到校车", "校车"),
        ("哪些地方的材料没写信访", "信访"),
        ("哪些县市未涉及职业教育", "职业教育"),
        ("多少个区没有开展课后服务", "课后服务"),
    ],
)
def test_negated_surveys(question: str, topic: str) -> None:
    plan = parse_question(question)
    assert plan.intent is Intent.SURVEY
    assert (plan.topics[0].text, plan.topics[0].polarity) == (topic, Polarity.NOT_MENTIONED)


@pytest.mark.parametrize("question", LOOKUPS)
def test_other_questions_are_lookups(question: str) -> None:
    assert parse_question(question).intent is Intent.LOOKUP


@pytest.mark.parametrize(
    ("topic", "terms"),
    [
        ("校车安全", ["校车安全", "校车"]),
        ("信访工作", ["信访工作", "信访"]),
        ("校园安全", ["校园安全"]),
        ("食品安全", ["食品安全"]),
        ("网络安全工作", ["网络安全工作", "网络安全"]),
        ("教师队伍建设", ["教师队伍建设"]),
        ("学校食堂/食品安全", ["学校食堂", "食品安全"]),
        ("党建", ["党建"]),
    ],
)
def test_terms_drop_empty_and_aspect_tails_but_never_become_broad(topic: str, terms: list[str]) -> None:
    assert list(parse_question(f"哪些区提到{topic}？").topics[0].terms) == terms


def test_a_quoted_topic_is_taken_to_the_letter() -> None:
    assert parse_question("哪些区提到“校车安全”？").topics[0].terms == ("校车安全",)


def test_years_and_what_is_listed() -> None:
    assert parse_question("2023年和2024年哪些区提到校车").years == (2023, 2024)
    assert parse_question("哪些报告提到校车").listed is Listed.REPORTS
    assert parse_question("哪些区的报告提到校车").listed is Listed.REGIONS


@pytest.mark.parametrize(("question", "counting"), [("有多少个区提到校车", True), ("几个县提到校车", True), ("哪些区提到校车", False)])
def test_counting(question: str, counting: bool) -> None:
    assert is_counting(question) is counting


@pytest.mark.parametrize(
    ("question", "words"), [("", "没有看到"), ("？！。…", "没有看到"), ("  \n", "没有看到"), ("校", "太短"), ("校？", "太短"), ("校" * 5000, "太长")]
)
def test_questions_that_cannot_be_worked_on(question: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words):
        parse_question(question)
