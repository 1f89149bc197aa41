from __future__ import annotations

import pytest

from assistant.models import Answer, Citation, Mention, SelectedRegion, Status, SurveyRow
from assistant.plans import Holdings, Intent, Plan
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus

HOLDINGS = Holdings(regions=("云泽市", "云泽市雁浦区", "云泽市鹭洲区", "岚溪县", "怀湖市"), years=(2022, 2023, 2024))
THESAURUS = Thesaurus(())
REGIONS = ("雁浦区", "鹭洲区", "岚溪县", "怀湖市")

FOLLOW_UPS: dict[tuple[str, tuple[str, ...], tuple[str, ...]], dict[str, str]] = {
    ("哪些区提到校车", ("雁浦区", "岚溪县", "怀湖市"), ()): {
        "那江夏区呢？": "survey | any of 校车 | +江夏区",
        "雁浦区呢": "survey | any of 校车 | +雁浦区",
        "换成岚溪县": "survey | any of 校车 | +岚溪县",
        "雁浦区有吗？": "survey | any of 校车 | +雁浦区",
        "雁浦区提到了吗": "survey | any of 校车 | +雁浦区",
        "它们具体怎么做的？": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "上面这些区都是怎么做的": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "具体怎么做的？": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "详细说说": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "为什么": "lookup | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市 | reason",
        "只看2023年的": "survey | any of 校车 | 2023",
        "只要工作要点": "survey | any of 校车 | 要点",
        "只看云泽的": "survey | any of 校车 | +云泽",
        "2024年的呢": "survey | any of 校车 | 2024",
        "上半年呢": "survey | any of 校车 | 上半年",
        "换成食品安全": "survey | any of 食品安全",
        "那食品安全呢": "survey | any of 食品安全",
        "食品安全方面呢": "survey | any of 食品安全",
        "没提到的呢？": "survey | none of 校车",
        "哪些没有？": "survey | none of 校车",
        "哪些区没有提到？": "survey | none of 校车",
        "其他区呢": "survey | none of 校车",
        "有多少个？": "survey | any of 校车 | count",
        "一共几个": "survey | any of 校车 | count",
        "是哪些？": "survey | any of 校车",
        "第二个呢？": "summarise | any of 校车 | @r-岚溪县",
        "第一个怎么做的": "summarise | any of 校车 | @r-雁浦区",
        "最后一个呢": "summarise | any of 校车 | @r-怀湖市",
        "第三个区有多少辆校车": "lookup | any of 校车 | @r-怀湖市 | number",
        "它们有什么区别": "compare | any of 校车 | +雁浦区 | +岚溪县 | +怀湖市 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "除了雁浦区呢": "survey | any of 校车 | -雁浦区",
        "不看2022年的": "survey | any of 校车 | 2023 | 2024",
        "也没有提到研学的呢": "survey | any of 校车 & none of 研学",
        "其中哪些还提到研学": "survey | any of 校车 & any of 研学",
        "其中有几个提到研学": "survey | any of 校车 & any of 研学 | count",
        "再加上研学": "survey | any of 校车 & any of 研学",
        "再加上2023年": "survey | any of 校车 | 2023",
        "还提到研学的有哪些": "survey | any of 校车 & any of 研学",
        "或者研学呢": "survey | any of 校车、研学",
        "岚溪县具体是怎么做的？": "summarise | any of 校车 | +岚溪县",
        "岚溪县有没有提这个？": "survey | any of 校车 | +岚溪县",
        "这项工作雁浦区是怎么抓的": "summarise | any of 校车 | +雁浦区",
        "只看县级市": "survey | any of 校车 | 县级市",
        "占比多少": "survey | any of 校车 | count",
        "2023年哪些区提到了？": "survey | any of 校车 | 2023",
        "有多少个区没有提到？": "survey | none of 校车 | count",
        "前两个呢": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县",
        "那雁浦区和岚溪县呢": "survey | any of 校车 | +雁浦区 | +岚溪县",
        "哪些报告提到了": "survey | any of 校车 | reports",
        "它们都采取了哪些措施": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "总结一下": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "把它们列出来": "survey | any of 校车",
        "能具体说说吗？": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "能不能展开讲讲": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "他们是怎么管校车的？": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "这几个地方都采取了什么措施？": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "那雁浦呢，是怎么做的": "summarise | any of 校车 | +雁浦",
        "雁浦区怎么做的？": "summarise | any of 校车 | +雁浦区",
        "怀湖市和岚溪县分别怎么做的": "summarise | any of 校车 | +怀湖市 | +岚溪县",
        "那没有的呢": "survey | none of 校车",
        "没有的区有几个": "survey | none of 校车 | count",
        "哪几个区没提": "survey | none of 校车",
        "没提到的有多少个？": "survey | none of 校车 | count",
        "剩下的区呢": "survey | none of 校车",
        "2023年的有哪些": "survey | any of 校车 | 2023",
        "去年呢": "survey | any of 校车 | 2023",
        "前年的呢？": "survey | any of 校车 | 2022",
        "2023年有几个": "survey | any of 校车 | 2023 | count",
        "那2023年和2024年的呢": "survey | any of 校车 | 2023 | 2024",
        "只统计2024年的报告": "survey | any of 校车 | 2024",
        "只看工作总结": "survey | any of 校车 | 总结",
        "工作要点里呢": "survey | any of 校车 | 要点",
        "把雁浦区去掉": "survey | any of 校车 | -雁浦区",
        "去掉怀湖市再看看": "survey | any of 校车 | -怀湖市",
        "不算岚溪县呢": "survey | any of 校车 | -岚溪县",
        "换成“食品安全”": "survey | any of 食品安全",
        "那“研学”呢": "survey | any of 研学",
        "那教师培训和校车安全呢": "survey | any of 教师培训、校车安全",
        "心理健康方面呢？": "survey | any of 心理健康",
        "再看看营养餐": "survey | any of 营养餐",
        "既提到校车又提到研学的呢": "survey | all of 校车、研学",
        "那同时提到研学的有几个": "survey | any of 校车 & any of 研学 | count",
        "其中2023年的有哪些": "survey | any of 校车 | 2023",
        "其中没有提到研学的有哪些？": "survey | any of 校车 & none of 研学",
        "这里面有几个县": "survey | any of 校车 | count",
        "最后两个呢": "summarise | any of 校车 | @r-岚溪县 | @r-怀湖市",
        "第二个区具体怎么做的？": "summarise | any of 校车 | @r-岚溪县",
        "第一个区的局长是谁": "lookup | any of 局长 | @r-雁浦区 | person",
        "前两个有什么不同": "compare | any of 校车 | +雁浦区 | +岚溪县 | @r-雁浦区 | @r-岚溪县",
        "岚溪县和怀湖市在这方面有什么不同？": "compare | any of 校车 | +岚溪县 | +怀湖市",
        "总结它们的共同点": "compare | any of 校车 | +雁浦区 | +岚溪县 | +怀湖市 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "哪些报告": "survey | any of 校车 | reports",
        "具体是哪几份报告": "survey | any of 校车 | reports",
        "原文怎么说的": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "出处在哪": "summarise | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市",
        "雁浦区原文是怎么写的": "summarise | any of 校车 | +雁浦区",
        "这些区县的校车由谁负责？": "lookup | any of 校车 | @r-雁浦区 | @r-岚溪县 | @r-怀湖市 | person",
        "占全部的多少": "survey | any of 校车 | count",
        "上一年呢": "survey | any of 校车 | 2023",
        "只看浙江省": "survey | any of 校车 | +浙江省",
        "余姚市有提到吗": "survey | any of 校车 | +余姚市",
        "其他地方是怎么做的": "summarise | any of 校车 | -雁浦区 | -岚溪县 | -怀湖市",
        "别的区怎么做的": "summarise | any of 校车 | -雁浦区 | -岚溪县 | -怀湖市",
    },
    ("哪些区没有提到校车", ("雁浦区",), ()): {
        "那岚溪县呢": "survey | none of 校车 | +岚溪县",
        "提到的呢": "survey | any of 校车",
        "其他区呢": "survey | any of 校车",
        "具体怎么做的": "summarise | any of 校车 | @r-雁浦区",
    },
    ("哪些区提到校长选任", ("雁浦区", "岚溪县"), ()): {
        "雁浦区具体是怎么选的？": "summarise | any of 校长选任 | +雁浦区",
    },
    ("雁浦区招聘了多少名教师？", (), ("雁浦区",)): {
        "那岚溪县呢？": "lookup | any of 招聘教师 | +岚溪县 | number",
        "岚溪县招了多少？": "lookup | any of 招聘教师 | +岚溪县 | number",
        "其中硕士多少名": "lookup | any of 硕士 | +雁浦区 | number",
        "比前一年涨了多少？": "lookup | any of 招聘教师 | +雁浦区 | number",
        "2023年呢": "lookup | any of 招聘教师 | +雁浦区 | 2023 | number",
        "为什么": "lookup | any of 招聘教师 | +雁浦区 | reason",
        "什么时候招的": "lookup | any of 招聘教师 | +雁浦区 | time",
        "分到多少所学校": "lookup | any of 分到学校 | +雁浦区 | number",
        "校车有多少辆？": "lookup | any of 校车 | +雁浦区 | number",
        "该区的局长是谁": "lookup | any of 局长 | +雁浦区 | person",
        "那里有多少所学校": "lookup | any of 学校 | +雁浦区 | number",
        "岚溪县和怀湖市呢": "lookup | any of 招聘教师 | +岚溪县 | +怀湖市 | number",
        "岚溪县呢，招了几个？": "lookup | any of 招聘教师 | +岚溪县 | number",
        "鹭洲区又招了多少": "lookup | any of 招聘教师 | +鹭洲区 | number",
        "那去年呢": "lookup | any of 招聘教师 | +雁浦区 | 2023 | number",
        "是怎么招的": "summarise | any of 招聘教师 | +雁浦区",
        "里面有多少研究生": "lookup | any of 研究生 | +雁浦区 | number",
        "这个数字比上年增加了多少": "lookup | any of 招聘教师 | +雁浦区 | number",
        "同比增长多少": "lookup | any of 招聘教师 | +雁浦区 | number",
        "详细情况": "summarise | any of 招聘教师 | +雁浦区",
        "有哪些岗位": "lookup | any of 岗位 | +雁浦区 | name",
        "哪些学校？": "lookup | any of 招聘教师 | +雁浦区 | name",
        "对了，校车有几辆": "lookup | any of 校车 | +雁浦区 | number",
        "工作要点里怎么说": "summarise | any of 招聘教师 | +雁浦区 | 要点",
        "下一步打算呢": "summarise | any of 招聘教师 | +雁浦区",
        "上半年呢": "lookup | any of 招聘教师 | +雁浦区 | number",
        "2019年呢": "lookup | any of 招聘教师 | +雁浦区 | 2019 | number",
        "雁浦区和岚溪县谁多": "compare | any of 招聘教师 | +雁浦区 | +岚溪县",
        "和岚溪县比呢": "compare | any of 招聘教师 | +雁浦区 | +岚溪县",
        "它比岚溪县多多少": "compare | any of 招聘教师 | +雁浦区 | +岚溪县",
        "哪年招的": "lookup | any of 招聘教师 | +雁浦区 | time",
    },
    ("今年师大一附中招了多少人", (), ("雁浦区",)): {
        "师大二附中呢？": "lookup | any of 师大二附中 | 2024 | number",
    },
    ("总结雁浦区的党建工作", (), ("雁浦区",)): {
        "岚溪县呢": "summarise | any of 党建 | +岚溪县",
        "教师培训呢": "summarise | any of 教师培训 | +雁浦区",
        "2023年的呢": "summarise | any of 党建 | +雁浦区 | 2023",
        "具体有哪些做法": "summarise | any of 党建 | +雁浦区",
        "它和岚溪县有什么不同": "compare | any of 党建 | +雁浦区 | +岚溪县",
        "教师培训怎么抓的？": "summarise | any of 教师培训 | +雁浦区",
    },
    ("雁浦区和岚溪县在校车安全方面有什么不同", (), ("雁浦区", "岚溪县")): {
        "食品安全呢": "compare | any of 食品安全 | +雁浦区 | +岚溪县",
        "那怀湖市呢": "summarise | any of 校车安全 | +怀湖市",
        "加上怀湖市": "compare | any of 校车安全 | +雁浦区 | +岚溪县 | +怀湖市",
        "前者具体怎么做的": "summarise | any of 校车安全 | +雁浦区",
        "第二个呢": "summarise | any of 校车安全 | +岚溪县",
        "它们都有多少辆校车": "compare | any of 校车 | +雁浦区 | +岚溪县",
        "哪个更好": "compare | any of 校车安全 | +雁浦区 | +岚溪县",
    },
    ("一共有多少份报告", (), ()): {
        "2023年的呢": "collection | 2023 | count | reports",
        "雁浦区呢": "collection | +雁浦区 | count | reports",
        "只看工作要点": "collection | 要点 | count | reports",
    },
    ("2024年哪些区新提到校车", ("雁浦区",), ()): {
        "2023年呢": "survey | any of 校车 in 2023 & none of 校车 in 2022 | 2022 | 2023",
        "食品安全呢": "survey | any of 食品安全 in 2024 & none of 食品安全 in 2022、2023 | 2022 | 2023 | 2024",
    },
    ("哪些区提到“校车”但没有提到研学", ("雁浦区",), ()): {
        "那岚溪县呢": "survey | any of 校车 & none of 研学 | +岚溪县",
        "没提到的呢": "survey | none of 校车",
        "它们怎么做的": "summarise | any of 校车 | @r-雁浦区",
    },
    ("总结雁浦区2024年的党建工作", (), ("雁浦区",)): {
        "2023年呢": "summarise | any of 党建 | +雁浦区 | 2023",
        "那岚溪县2023年的呢": "summarise | any of 党建 | +岚溪县 | 2023",
        "再简短一点": "summarise | any of 党建 | +雁浦区 | 2024",
        "用三句话说": "summarise | any of 党建 | +雁浦区 | 2024",
        "有什么亮点": "summarise | any of 党建 | +雁浦区 | 2024",
        "他们还做了什么": "summarise | any of 党建 | +雁浦区 | 2024",
        "下一步呢": "summarise | any of 党建 | +雁浦区 | 2024",
        "存在哪些问题": "summarise | any of 党建 | +雁浦区 | 2024",
        "这项工作其他区是怎么做的": "summarise | any of 党建 | -雁浦区 | 2024",
        "哪些区也有这个做法": "survey | any of 党建 | 2024",
        "和去年有什么不同": "compare | any of 党建 | +雁浦区 | 2023 | 2024",
        "师德师风呢": "summarise | any of 师德师风 | +雁浦区 | 2024",
        "岚溪县的师德师风呢": "summarise | any of 师德师风 | +岚溪县 | 2024",
    },
    ("雁浦区2023年和2024年在校车安全上有什么变化", (), ("雁浦区",)): {
        "岚溪县呢": "compare | any of 校车安全 | +岚溪县 | 2023 | 2024",
        "食品安全呢": "compare | any of 食品安全 | +雁浦区 | 2023 | 2024",
        "2022年呢": "summarise | any of 校车安全 | +雁浦区 | 2022",
    },
    ("雁浦区是否提到校车", ("雁浦区",), ()): {
        "那岚溪县呢": "survey | any of 校车 | +岚溪县",
        "它是怎么做的": "summarise | any of 校车 | +雁浦区",
        "其他区呢": "survey | any of 校车 | -雁浦区",
    },
}
"""By the question before, with the regions it selected or quoted: follow-ups and their plans as ``shown``."""

INDEPENDENT = [
    "哪些区提到研学",
    "哪些区提到研学旅行和校车安全",
    "哪些区没有提到校车也没有提到研学",
    "还有哪些区提到研学",
    "雁浦区招聘了多少名教师？",
    "那江夏区招聘了多少教师",
    "雁浦的校车安全是怎么抓的",
    "总结雁浦区的党建工作",
    "有哪些报告",
    "一共有多少份报告",
    "有没有浦东新区的报告",
    "你能做什么",
    "谢谢",
    "真的吗",
    "不对吧",
    "各区的教师培训情况",
    "雁浦区和岚溪县在教师培训上有什么不同",
    "？",
    "",
]


def answered(question: str, selected: tuple[str, ...] = (), cited: tuple[str, ...] = ()) -> Answer:
    return answer_to(parse_question(question, HOLDINGS, THESAURUS), question, selected, cited)


def answer_to(plan: Plan, question: str, selected: tuple[str, ...] = (), cited: tuple[str, ...] = ()) -> Answer:
    rows = tuple(
        SurveyRow(report_id=f"r-{r}", report_title=r, region=r, mention=Mention.EXPLICIT if r in selected else Mention.NONE, citations=())
        for r in REGIONS
        if plan.intent is Intent.SURVEY
    )
    citations = tuple(
        Citation(number=i, report_id=f"r-{r}", report_title=f"{r}总结", region=r, source="s", heading_path=(), quote="q", start=0, end=1, page=None)
        for i, r in enumerate(cited, 1)
    )
    chosen = tuple(SelectedRegion(region=r, report_ids=(f"r-{r}",)) for r in selected)
    return Answer(question=question, status=Status.ANSWERED, text="", plan=plan, rows=rows, selected=chosen, citations=citations)


def follow(question: str, before: Answer) -> Plan:
    plan = continue_question(question, before, HOLDINGS, THESAURUS)
    assert plan is not None
    return plan


def shown(plan: Plan) -> str:
    """A plan in short: + a place, - one left out, @ a report."""
    conditions = " & ".join(
        f"{c.quantifier.value} {'、'.join(t.text for t in c.topics)}" + (f" in {'、'.join(map(str, c.years))}" if c.years else "")
        for c in plan.conditions
    )
    pieces = [
        plan.intent.value,
        conditions,
        *(f"+{place.said}" for place in plan.places),
        *(f"-{place.said}" for place in plan.excluded_places),
        *(f"@{report}" for report in plan.reports),
        *map(str, plan.years),
        plan.period or "",
        *(kind.value for kind in plan.doc_types),
        plan.level.value if plan.level else "",
        "count" if plan.counting else "",
        plan.listed.value if plan.listed.value != "regions" else "",
        plan.asked.value if plan.intent is Intent.LOOKUP else "",
    ]
    return " | ".join(piece for piece in pieces if piece)


@pytest.mark.parametrize(
    ("before", "question", "expected"), [(before, question, expected) for before, rows in FOLLOW_UPS.items() for question, expected in rows.items()]
)
def test_follow_ups(before: tuple[str, tuple[str, ...], tuple[str, ...]], question: str, expected: str) -> None:
    plan = follow(question, answered(*before))
    assert shown(plan) == expected
    assert plan.carried != ()


@pytest.mark.parametrize("question", INDEPENDENT)
def test_questions_that_stand_on_their_own(question: str) -> None:
    assert continue_question(question, answered("哪些区提到校车", ("雁浦区", "岚溪县")), HOLDINGS, THESAURUS) is None


@pytest.mark.parametrize("question", ["哪些区招聘了教师", "鹭洲区有多少所幼儿园？", "雁浦区的校车有几辆", "全市一共招聘了多少？"])
def test_questions_that_stand_on_their_own_after_a_fact(question: str) -> None:
    assert continue_question(question, answered("雁浦区招聘了多少名教师？", (), ("雁浦区",)), HOLDINGS, THESAURUS) is None


def test_after_help_every_question_is_new() -> None:
    assert continue_question("那雁浦区呢", answered("你好"), HOLDINGS, THESAURUS) is None


@pytest.mark.parametrize(
    ("first", "question", "query"),
    [
        ("雁浦区招聘了多少名教师？", "那岚溪县呢？", "岚溪县招聘了多少名教师"),
        ("雁浦区招聘了多少名教师？", "2023年呢", "雁浦区2023年招聘了多少名教师"),
        ("雁浦区招聘了多少名教师？", "其中硕士多少名", "雁浦区招聘教师，其中硕士多少名"),
        ("雁浦区招聘了多少名教师？", "比前一年涨了多少？", "雁浦区招聘教师，比前一年涨了多少"),
        ("今年师大一附中招了多少人", "师大二附中呢？", "今年师大二附中招了多少人"),
        ("雁浦区有多少名教师", "那学生呢", "雁浦区有多少名学生"),
        ("总结雁浦区的党建工作", "岚溪县呢", "总结岚溪县的党建工作"),
        ("总结雁浦区2024年的党建工作", "那岚溪县2023年的呢", "总结岚溪县2023年的党建工作"),
        ("总结雁浦区的党建工作", "教师培训呢", "总结雁浦区的教师培训工作"),
        ("哪些区提到校车", "那岚溪县呢", "岚溪县有没有提到校车"),
        ("哪些区提到校车", "没提到的呢", "哪些区没有提到校车"),
        ("一共有多少份报告", "雁浦区呢", "雁浦区一共有多少份报告"),
    ],
)
def test_the_query_is_complete_in_itself(first: str, question: str, query: str) -> None:
    assert follow(question, answered(first, (), ("雁浦区",))).query == query


@pytest.mark.parametrize(
    ("first", "selected", "question", "carried"),
    [
        ("2023年哪些区提到校车", ("雁浦区",), "那岚溪县呢", ("话题“校车”", "年份2023")),
        ("哪些区提到校车", ("雁浦区", "岚溪县", "怀湖市"), "它们怎么做的", ("话题“校车”", "上一问选出的3个地区")),
        ("哪些区提到校车", ("雁浦区",), "它们怎么做的", ("话题“校车”", "上一问选出的地区“雁浦区”")),
        ("哪些区提到校车", ("雁浦区", "岚溪县"), "第二个呢", ("话题“校车”", "上一问的第二个：“岚溪县”")),
        ("总结雁浦区的党建工作", (), "2023年的呢", ("话题“党建”", "地区“雁浦区”")),
        ("哪些区的工作要点提到校车", ("雁浦区",), "没提到的呢", ("话题“校车”", "材料类型“要点”")),
    ],
)
def test_what_was_carried_over_is_told(first: str, selected: tuple[str, ...], question: str, carried: tuple[str, ...]) -> None:
    assert follow(question, answered(first, selected)).carried == carried


def test_a_quoted_topic_stays_literal() -> None:
    before = answered("哪些区提到“校车”", ("雁浦区",))
    assert follow("岚溪县有没有提这个？", before).topics[0].literal
    assert follow("那岚溪县呢", before).topics[0].literal


def test_nonofficial_texts_may_be_added_afterwards_and_stay() -> None:
    before = answered("哪些区提到校车", ("雁浦区",))
    wider = follow("连同非公文类的材料一起算", before)
    assert (wider.include_unofficial, wider.conditions) == (True, before.plan.conditions)
    assert follow("那岚溪县呢", answer_to(wider, "q")).include_unofficial


def test_a_chain_of_follow_ups_keeps_what_was_said_first() -> None:
    plan = follow("只看2023年的", answered("哪些区提到校车", ("雁浦区", "岚溪县")))
    plan = follow("换成食品安全", answer_to(plan, "q", ("岚溪县",)))
    assert shown(plan) == "survey | any of 食品安全 | 2023"
    plan = follow("没提到的呢", answer_to(plan, "q", ("岚溪县",)))
    assert shown(plan) == "survey | none of 食品安全 | 2023"
    plan = follow("有多少个", answer_to(plan, "q", ("雁浦区",)))
    assert shown(plan) == "survey | none of 食品安全 | 2023 | count"


def test_a_negative_survey_is_explained_by_the_reports_that_do_mention_it() -> None:
    before = answered("哪些区没有提到校车", ("雁浦区",))
    rows = tuple(row.model_copy(update={"mention": Mention.EXPLICIT if row.region == "岚溪县" else Mention.NONE}) for row in before.rows)
    plan = follow("具体怎么做的", before.model_copy(update={"rows": rows}))
    assert (plan.intent, plan.reports) == (Intent.SUMMARISE, ("r-岚溪县",))


def test_long_questions_are_complete_in_themselves() -> None:
    before = answered("雁浦区招聘了多少名教师？", (), ("雁浦区",))
    question = "请说明教师招聘工作在近几年里遇到的主要困难、采取的解决办法以及今后在编制和待遇方面的总体考虑有哪些"
    assert continue_question(question, before, HOLDINGS, THESAURUS) is None


@pytest.mark.parametrize("question", ["呢呢呢", "第零个呢", "第一百个", "(((", "他" * 60, "\ud800那呢", "那“”呢", "《》呢"])
def test_odd_questions_do_no_harm(question: str) -> None:
    for first in ("哪些区提到校车", "雁浦区招聘了多少名教师？", "一共有多少份报告", "雁浦区和岚溪县在校车安全方面有什么不同"):
        plan = continue_question(question, answered(first), HOLDINGS, THESAURUS)
        assert plan is None or plan.carried
