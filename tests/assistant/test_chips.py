from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import EXAMPLES, HashEmbedder

from assistant import Assistant, Settings
from assistant.chips import Chip, chips, removed_words, without
from assistant.errors import ConfigError
from assistant.models import Answer, Status
from assistant.plans import Asked, Condition, Intent, Level, Listed, Place, Plan, Quantifier, Topic
from ingest.models import DocumentType

QUESTIONS = (
    "雁浦区2023年招聘了多少名教师？",
    "去年雁浦区招聘了多少名教师？",
    "校车有多少辆",
    "为什么雁浦区取消了早读",
    "雁浦区和鹭洲区在教师招聘上有什么不同？",
    "雁浦区、鹭洲区分别招聘了多少教师",
    "雁浦区、鹭洲区和岚溪县的校车安全有什么不同",
    "雁浦区2023年和2024年的教师招聘有什么变化",
    "比较雁浦区和鹭洲区",
    "总结雁浦区的党建工作",
    "总结鹭洲区上半年的工作",
    "鹭洲区2024年上半年工作总结里怎么抓食品安全",
    "雁浦区下一步有什么打算",
    "雁浦区存在哪些不足",
    "2025年的工作计划有哪些打算",
    "2023年哪些区提到校车安全但没有提到双减？",
    "哪些区同时提到校车和食品安全",
    "哪些区既没有提到校车也没有提到研学",
    "哪些区没有同时提到双减和课后服务",
    "2024年新提到食品安全的区有哪些",
    "2023年和2024年都提到食品安全的区有哪些",
    "除了雁浦区以外，哪些区提到食品安全或者校车",
    "有多少个县级市提到心理健康",
    "哪些报告提到研学",
    "哪些年份提到研学",
    "雁浦区2023年提到校车了吗",
    "外来工的孩子上学问题哪些区提到",
    "“双减”哪些区提到（包括非公文材料）",
    "资料里有哪些2023年的总结",
    "有多少份雁浦区的报告",
    "哪些地区2023年没有提到校车而2024年没有提到特殊教育？",
    "2023年提到校车并且2024年提到课后服务的区有哪些",
    "2022年没提到、2023年提到校车并且2024年提到研学的区有哪些",
    "哪些区2023年提到校车，但2024年没有提到校车和研学",
    "2023年和2024年的总结和计划里哪些区提到校车或者研学",
    "最近三年哪些区提到人工智能",
    "哪些区提到校车，具体怎么做的",
    "雁浦区2022年到2024年学前教育有什么变化",
    "雁浦区2023年和2024年相比在校车和食品安全方面有什么变化",
    "雁浦区和鹭洲区在“双减”和课后服务方面的差异",
    "雁浦区和鹭洲区校车和食堂工作对比",
    "2024年工作计划里雁浦区和鹭洲区的校车有什么不同",
    "总结雁浦区2022年到2024年的校车和食堂工作",
    "雁浦区校车和食堂方面存在哪些不足",
    "雁浦区下一步校车和食堂有什么打算",
    "总结鹭洲区下半年的工作",
    "雁浦区2022年至2024年招聘了多少名教师",
    "雁浦区最近三年招聘了多少名教师",
    "雁浦区在2023年招聘了多少名教师",
    "鹭洲区2024年计划里打算建多少所学校",
    "有哪些2023年的计划",
    "有几份2024年的工作总结",
    "除雁浦区外有哪些2023年的报告",
    "资料里有哪些年份的鹭洲区上半年的总结",
    "2024年收录了多少个区的报告",
    "有哪些地区不明的报告",
    "你能做什么",
)
DIALOGUES = (
    ("哪些区提到校车？", "其中2023年的呢？"),
    ("哪些区提到校车？", "具体怎么做的？"),
    ("雁浦区招聘了多少名教师？", "那鹭洲区呢？"),
    ("哪些区提到食品安全？", "第一个区具体怎么做的？"),
    ("哪些区提到食品安全？", "这些区招聘了多少教师？"),
    ("总结雁浦区的党建工作", "和鹭洲区相比呢？"),
)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(index=tmp_path_factory.mktemp("examples") / "index")
    with Assistant(settings, create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(EXAMPLES)
        yield assistant


@pytest.fixture(scope="module")
def plans(examples: Assistant) -> dict[str, Plan]:
    made = {question: examples.plan(question) for question in QUESTIONS}
    for first, then in DIALOGUES:
        made[f"{first}{then}"] = examples.plan(then, examples.ask(first))
    return made


def answered(assistant: Assistant, plan: Plan) -> Answer:
    return assistant._answering().answer("改过的问题", plan=plan)


def texts(plan: Plan) -> list[str]:
    return [chip.text for chip in chips(plan)]


def removable(plan: Plan) -> list[Chip]:
    return [chip for chip in chips(plan) if chip.removable]


def survey(*conditions: Condition, **fields: object) -> Plan:
    return Plan.model_validate({"intent": Intent.SURVEY, "conditions": conditions, **fields})


A, B, C = Topic(text="甲事", terms=("甲事",)), Topic(text="乙事", terms=("乙事", "乙项", "乙活")), Topic(text="丙事", terms=("丙事",))
HERE, THERE = Place(said="清源", name="云泽市清源区", names=("云泽市清源区",)), Place(said="岚溪县", name="岚溪县", names=("岚溪县",))


def test_every_removal_leaves_a_plan_that_is_answered(examples: Assistant, plans: dict[str, Plan]) -> None:
    for question, plan in plans.items():
        for chip in removable(plan):
            after = without(plan, chip.id)
            assert after != plan, (question, chip)
            assert removed_words(plan, chip.id).startswith("去掉：")
            answer = answered(examples, after)
            assert answer.plan == after
            assert answer.question == "改过的问题"
            assert answer.status is not Status.UNSUPPORTED, (question, chip, after.query)
        for chip in removable(plan)[:1]:
            assert examples.ask("那岚溪县呢？", answered(examples, without(plan, chip.id))).text


def test_removing_all_in_any_order_ends_and_never_raises(examples: Assistant, plans: dict[str, Plan]) -> None:
    for question, plan in plans.items():
        seen: set[Plan] = set()
        waiting, ends = [(plan, len(chips(plan)) + 2)], set()
        while waiting:
            now, left = waiting.pop()
            assert left > 0, question
            ids = [chip.id for chip in chips(now)]
            assert len(ids) == len(set(ids))
            assert Plan.model_validate_json(now.model_dump_json()) == now
            fewer = [without(now, chip.id) for chip in removable(now)]
            ends |= set() if fewer else {now}
            waiting += [(after, left - 1) for after in fewer if after not in seen]
            seen |= set(fewer)
        for end in ends:
            assert answered(examples, end).status is not Status.UNSUPPORTED, (question, end.query)


def meant(plan: Plan) -> object:
    """What a question has to tell: everything but notes, and words beyond a topic's own."""
    plain = {"query": "", "understood": (), "carried": (), "ignored": (), "include_unofficial": False, "conditions": ()}
    if plan.intent is Intent.LOOKUP:
        plain["asked"] = Asked.TEXT
    conditions = [(c.quantifier, c.years, [(topic.text, topic.literal) for topic in c.topics]) for c in plan.conditions]
    return plan.model_copy(update=plain), conditions


def test_what_is_left_in_any_order_is_understood_from_its_own_words(examples: Assistant, plans: dict[str, Plan]) -> None:
    """The question of a plan without its notes means the plan, so that the next question may build on it."""
    told: set[Plan] = set()
    for plan in plans.values():
        waiting = [plan]
        while waiting:
            now = waiting.pop()
            fewer = {without(now, chip.id) for chip in removable(now)} - told
            for after in fewer:
                assert after.reports or meant(examples.plan(after.query)) == meant(after), (plan.query, now.query, after.query)
            told |= fewer
            waiting += fewer
    assert {plan.intent for plan in told} == set(Intent) - {Intent.HELP}
    assert len(told) > 300


@pytest.mark.parametrize(
    ("question", "chip_id", "query"),
    [
        ("雁浦区2022年到2024年学前教育有什么变化", "year:2024", "雁浦区2022年、2023年的学前教育有什么变化"),
        ("雁浦区2022年到2024年学前教育有什么变化", "year:2022", "雁浦区2023年、2024年的学前教育有什么变化"),
        ("雁浦区和鹭洲区在“双减”和课后服务方面的差异", "topic:0:1", "雁浦区和鹭洲区的“双减”有什么不同"),
        ("雁浦区和鹭洲区校车和食堂工作对比", "topic:0:1", "雁浦区和鹭洲区的校车有什么不同"),
        ("有哪些2023年的计划", "type:plan", "资料里有哪些2023年的报告"),
        ("有几份2024年的工作总结", "listed", "资料里有多少个地区的2024年工作总结"),
        ("有几份2024年的工作总结", "counting", "资料里有哪些2024年的工作总结"),
        ("雁浦区2022年至2024年招聘了多少名教师", "year:2024", "雁浦区2022年、2023年招聘了多少名教师"),
        ("雁浦区最近三年招聘了多少名教师", "year:2022", "雁浦区2023年、2024年招聘了多少名教师"),
        ("雁浦区在2023年招聘了多少名教师", "year:2023", "雁浦区招聘了多少名教师"),
        ("鹭洲区2024年计划里打算建多少所学校", "type:plan", "鹭洲区2024年打算建多少所学校"),
        ("总结雁浦区2022年到2024年的校车和食堂工作", "topic:0:1", "总结雁浦区2022—2024年的校车"),
        ("雁浦区校车和食堂方面存在哪些不足", "topic:0:1", "雁浦区在校车方面存在哪些不足"),
        ("2023年和2024年的总结和计划里哪些区提到校车或者研学", "type:plan", "2023年、2024年工作总结里哪些地区提到校车或研学"),
        ("哪些区提到校车，具体怎么做的", "asked", "哪些地区提到校车"),
    ],
)
def test_no_word_of_what_is_taken_away_stays(plans: dict[str, Plan], question: str, chip_id: str, query: str) -> None:
    assert without(plans[question], chip_id).query == query


def test_a_condition_freed_of_its_years_is_about_all_years(examples: Assistant, plans: dict[str, Plan]) -> None:
    after = without(plans["哪些地区2023年没有提到校车而2024年没有提到特殊教育？"], "when:1")
    assert [([topic.text for topic in c.topics], c.years) for c in after.conditions] == [(["特殊教育"], ()), (["校车"], (2023,))]
    assert (after.years, after.query) == ((), "哪些地区没有提到特殊教育，并且2023年没有提到校车")
    assert {row.year for row in answered(examples, after).rows} >= {2023, 2024}
    both = without(after, "when:1")
    assert (both.years, both.query, len(both.conditions)) == ((), "哪些地区没有提到特殊教育，也没有提到校车", 1)


def test_regions_that_a_dialogue_put_into_a_question_about_a_fact_stay_with_its_reports(plans: dict[str, Plan]) -> None:
    plan = plans["哪些区提到食品安全？这些区招聘了多少教师？"]
    assert len(plan.reports) > 1
    assert [chip.id for chip in removable(plan)] == ["asked"]
    one = plan.model_copy(update={"query": "岚溪县招聘了多少教师", "carried": ("上一问选出的地区“岚溪县”",)})
    assert without(one, "reports").query == "招聘了多少教师"


def test_no_note_tells_of_years_that_are_gone(plans: dict[str, Plan]) -> None:
    assert without(plans["最近三年哪些区提到人工智能"], "year:2022").understood == ()
    assert without(plans["雁浦区最近三年招聘了多少名教师"], "year:2023").understood == ()
    kept = without(plans["去年雁浦区招聘了多少名教师？"], "place:0")
    assert len(kept.understood) == 1


def test_no_note_tells_of_a_topic_that_is_gone(plans: dict[str, Plan]) -> None:
    plan = plans["哪些区2023年提到校车，但2024年没有提到校车和研学"]
    assert len(plan.understood) == 1
    assert without(plan, "when:1").understood == ()


def test_a_question_loses_the_words_of_what_is_taken_away(plans: dict[str, Plan]) -> None:
    plan = plans["雁浦区2023年招聘了多少名教师？"]
    assert without(plan, "place:0").query == "2023年招聘了多少名教师"
    assert without(plan, "year:2023").query == "雁浦区招聘了多少名教师"
    assert without(plan, "asked").asked is Asked.TEXT
    relative = without(plans["去年雁浦区招聘了多少名教师？"], "year:2023")
    assert (relative.query, relative.understood, relative.years) == ("雁浦区招聘了多少名教师", (), ())
    assert without(plans["总结雁浦区的党建工作"], "topic:0:0").query == "总结雁浦区的工作"
    assert without(plans["总结雁浦区的党建工作"], "place:0").query == "总结党建"
    half = without(plans["鹭洲区2024年上半年工作总结里怎么抓食品安全"], "type:summary")
    assert (half.query, half.doc_types) == ("总结鹭洲区2024年上半年的食品安全", ())


def test_a_fact_is_looked_for_everywhere_once_its_place_is_gone(examples: Assistant, plans: dict[str, Plan]) -> None:
    answer = answered(examples, without(plans["雁浦区2023年招聘了多少名教师？"], "place:0"))
    assert len({citation.region for citation in answer.citations}) > 1


def test_a_lookup_keeps_its_topic(plans: dict[str, Plan]) -> None:
    assert [(chip.id, chip.removable) for chip in chips(plans["校车有多少辆"])] == [("intent", False), ("topic:0:0", False), ("asked", True)]


def test_what_is_left_of_a_lookup_has_to_ask_something() -> None:
    plan = Plan(intent=Intent.LOOKUP, places=(HERE,), query="那清源呢", years=(2023,))
    assert removable(plan) == []
    asking = Plan(intent=Intent.LOOKUP, places=(HERE,), query="清源食堂有多少个")
    assert without(asking, "place:0").query == "食堂有多少个"
    enrolled = asking.model_copy(update={"query": "清源在校生有多少"})
    assert without(enrolled, "place:0").query == "在校生有多少"


def test_a_comparison_of_two_that_loses_one_is_a_summary_of_the_other(plans: dict[str, Plan]) -> None:
    after = without(plans["雁浦区和鹭洲区在教师招聘上有什么不同？"], "place:0")
    assert (after.intent, [place.said for place in after.places], after.query) == (Intent.SUMMARISE, ["鹭洲区"], "总结鹭洲区的教师招聘")
    three = without(plans["雁浦区、鹭洲区和岚溪县的校车安全有什么不同"], "place:1")
    assert (three.intent, three.query) == (Intent.COMPARE, "雁浦区和岚溪县的校车安全有什么不同")
    whole = without(plans["比较雁浦区和鹭洲区"], "place:1")
    assert (whole.intent, whole.query) == (Intent.SUMMARISE, "总结雁浦区的工作")
    assert not any(chip.id == "place:0" and chip.removable for chip in chips(whole))
    years = without(plans["雁浦区2023年和2024年的教师招聘有什么变化"], "year:2023")
    assert (years.intent, years.years) == (Intent.SUMMARISE, (2024,))
    assert without(plans["雁浦区2023年和2024年的教师招聘有什么变化"], "place:0").intent is Intent.SUMMARISE


def test_a_summary_of_nothing_cannot_be_had() -> None:
    topic = Plan(intent=Intent.SUMMARISE, conditions=(Condition(topics=(A,)),), query="总结甲事")
    assert removable(topic) == []
    ahead = Plan(intent=Intent.SUMMARISE, places=(HERE,), query="清源下一步打算")
    assert [chip.id for chip in removable(ahead)] == ["place:0"]


def test_the_last_condition_of_a_survey_stays() -> None:
    plan = survey(Condition(topics=(A,)), Condition(topics=(C,), quantifier=Quantifier.NONE_OF))
    assert texts(plan)[1:] == ["提到“甲事”", "但没有提到“丙事”"]
    after = without(plan, "topic:0:0")
    assert texts(after)[1:] == ["没有提到“丙事”"]
    assert removable(after) == []
    with pytest.raises(ConfigError, match="没有可查的内容"):
        without(after, "topic:0:0")


@pytest.mark.parametrize(
    ("quantifier", "said", "left"),
    [
        (Quantifier.ANY_OF, ["提到“甲事”", "或提到“丙事”"], Quantifier.ANY_OF),
        (Quantifier.ALL_OF, ["提到“甲事”", "同时提到“丙事”"], Quantifier.ANY_OF),
        (Quantifier.NONE_OF, ["没有提到“甲事”", "也没有提到“丙事”"], Quantifier.NONE_OF),
        (Quantifier.NOT_ALL_OF, ["没有同时提到“甲事”", "和“丙事”"], Quantifier.NONE_OF),
    ],
)
def test_quantifiers(quantifier: Quantifier, said: list[str], left: Quantifier) -> None:
    plan = survey(Condition(topics=(A, C), quantifier=quantifier))
    assert texts(plan)[1:] == said
    assert without(plan, "topic:0:1").conditions == (Condition(topics=(A,), quantifier=left),)


def test_years_that_are_compared_go_with_their_condition(plans: dict[str, Plan]) -> None:
    plan = plans["2024年新提到食品安全的区有哪些"]
    assert [chip.id for chip in chips(plan)] == ["intent", "when:0", "topic:0:0", "when:1", "topic:1:0", "words:0"]
    now = without(plan, "when:1")
    assert (now.years, now.understood, len(now.conditions), now.query) == ((2024,), (), 1, "2024年哪些地区提到食品安全")
    before = without(plan, "topic:0:0")
    assert (before.years, before.conditions[0].quantifier) == ((2023,), Quantifier.NONE_OF)


def test_years_of_a_condition_on_a_topic_of_its_own_only_become_free() -> None:
    plan = survey(Condition(topics=(A,), years=(2023,)), Condition(topics=(C,), years=(2024,)), years=(2023, 2024))
    after = without(plan, "when:0")
    assert after.conditions == (Condition(topics=(A,)), Condition(topics=(C,), years=(2024,)))
    assert after.years == ()


def test_only_the_words_of_a_topic(plans: dict[str, Plan]) -> None:
    plan = survey(Condition(topics=(A, B), years=(2024,)), Condition(topics=(B,), years=(2023,), quantifier=Quantifier.NONE_OF))
    assert [chip.text for chip in chips(plan) if chip.id == "words:1"] == ["“乙事”含同义词 2 个"]
    after = without(plan, "words:1")
    literal = Topic(text="乙事", terms=("乙事",), related_terms=("乙项", "乙活"), literal=True)
    assert [topic for condition in after.conditions for topic in condition.topics] == [A, literal, literal]
    assert "没有提到“乙事”（只按原词）" in texts(after)[-1]
    assert "没有提到“乙事”" in after.query
    assert removed_words(plan, "words:1") == "去掉：“乙事”的同义词"


def test_a_topic_that_was_recognised_by_likeness(plans: dict[str, Plan]) -> None:
    plan = plans["外来工的孩子上学问题哪些区提到"]
    chip = next(chip for chip in chips(plan) if chip.id == "words:0")
    assert chip.text.startswith("按“随迁子女”理解，含同义词 ")
    assert removed_words(plan, "words:0") == "去掉：“外来工的孩子上学问题”按“随迁子女”理解"
    after = without(plan, "words:0")
    assert after.topics == (Topic(text="外来工的孩子上学问题", terms=("外来工的孩子上学问题",), literal=True),)


def test_parts_of_a_topic_that_stand_apart() -> None:
    plan = survey(Condition(topics=(Topic(text="甲乙", terms=("甲乙",), together=(("甲",), ("乙",))),)))
    assert texts(plan)[2:] == ["各部分分开写的也算"]
    assert without(plan, "words:0").topics[0].together == ()


def test_provinces_that_are_left_out() -> None:
    plan = survey(Condition(topics=(A,)), without_provinces=True)
    assert "不含省级" in texts(plan)
    assert without(plan, "provinces") == survey(Condition(topics=(A,)), query="哪些地区提到甲事")
    assert "不含省级" not in texts(plan.model_copy(update={"level": Level.COUNTY}))


def test_all_kinds_of_filters() -> None:
    plan = survey(
        Condition(topics=(A,)),
        places=(HERE, THERE),
        excluded_places=(Place(said="鹭洲区", name="鹭洲区", names=("鹭洲区",)),),
        reports=("x", "y"),
        years=(2023, 2024),
        period="上半年",
        doc_types=(DocumentType.PLAN, DocumentType.KEY_POINTS),
        level=Level.COUNTY_CITY,
        listed=Listed.REPORTS,
        counting=True,
        include_unofficial=True,
        understood=("“近两年”指2023年、2024年", "按一个整体理解"),
        carried=("话题“甲事”", "地区“清源、岚溪县”", "年份2023、2024", "上一问的2份报告", "上半年", "地区层级“县级市”"),
    )
    told = [(chip.id, chip.text) for chip in chips(plan)[2:]]
    assert told == [
        ("place:0", "云泽市清源区"),
        ("place:1", "岚溪县"),
        ("excluded:0", "不含鹭洲区"),
        ("reports", "限定的报告：上一问涉及的 2 份"),
        ("year:2023", "2023年"),
        ("year:2024", "2024年"),
        ("period", "上半年"),
        ("type:plan", "文件类型：计划"),
        ("type:key_points", "文件类型：要点"),
        ("level", "只看县级市"),
        ("listed", "列出：报告"),
        ("counting", "计数"),
        ("unofficial", "也计入非公文材料"),
    ]
    year = without(plan, "year:2023")
    assert (year.years, year.understood) == ((2024,), ("按一个整体理解",))
    assert "年份2024" in year.carried
    assert "年份2023、2024" not in year.carried
    assert "上一问的2份报告" not in without(plan, "reports").carried
    assert "地区“岚溪县”" in without(plan, "place:0").carried
    assert "上半年" not in without(plan, "period").carried
    assert "地区层级“县级市”" not in without(plan, "level").carried
    assert without(plan, "type:plan").doc_types == (DocumentType.KEY_POINTS,)
    assert "上一问的2份报告" in without(plan, "place:0").carried
    for chip_id, _ in reversed(told):
        plan = without(plan, chip_id)
    assert plan == survey(Condition(topics=(A,)), understood=("按一个整体理解",), carried=("话题“甲事”",), query="哪些地区提到甲事")


@pytest.mark.parametrize("chip_id", ["", "intent:0", "topic:0:9", "place:-1", "place:０", "year:1999", "topic:0:0:0", "__class__", "<b>" * 99])
def test_unknown_ids_are_refused(chip_id: str) -> None:
    plan = survey(Condition(topics=(A,)), places=(HERE,))
    for asked_for in (without, removed_words):
        with pytest.raises(ConfigError, match="没有“") as error:
            asked_for(plan, chip_id)
        assert len(str(error.value)) < 120


def test_the_intent_stays_and_help_has_nothing_else() -> None:
    assert chips(Plan(intent=Intent.HELP, query="你能做什么")) == (Chip(id="intent", text="使用帮助", removable=False),)
    with pytest.raises(ConfigError, match="没有可查的内容"):
        without(Plan(intent=Intent.HELP), "intent")


def test_words_of_a_question_are_kept_as_they_are() -> None:
    odd = Topic(text="<b>.*[x]\u202e", terms=("<b>.*[x]\u202e", "y"))
    plan = Plan(intent=Intent.SUMMARISE, conditions=(Condition(topics=(odd, A)),), query="总结<b>.*[x]\u202e和甲事")
    assert texts(plan)[1] == f"话题：{odd.text}"
    assert without(plan, "topic:0:0").query == "总结甲事"
    quoted = plan.model_copy(update={"query": f"总结“{odd.text}”和甲事"})
    assert without(quoted, "topic:0:0").query == "总结甲事"
