"""A plan in words for staff."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.plans import Asked, Condition, Intent, Listed, Plan, Quantifier, Topic

_INTENTS = {
    Intent.SURVEY: "逐份检查全部报告",
    Intent.LOOKUP: "查一件具体的事",
    Intent.COMPARE: "对比",
    Intent.SUMMARISE: "归纳",
    Intent.COLLECTION: "查看收入了哪些材料",
    Intent.HELP: "使用帮助",
}
_QUANTIFIERS = {
    Quantifier.ANY_OF: ("提到", "、或"),
    Quantifier.ALL_OF: ("都提到", "、且"),
    Quantifier.NONE_OF: ("没有提到", "、也没有"),
    Quantifier.NOT_ALL_OF: ("没有同时提到", "、"),
}
_LISTED = {Listed.REGIONS: "地区", Listed.REPORTS: "报告", Listed.YEARS: "年份"}
_ASKED = {
    Asked.NUMBER: "数量",
    Asked.TIME: "时间",
    Asked.PERSON: "人",
    Asked.NAME: "名称",
    Asked.PLACE: "地点",
    Asked.REASON: "原因",
    Asked.WAY: "做法",
    Asked.WHETHER: "有没有",
}
_BEFORE = re.compile(r"(?:^|(?<=，))上一(?:问|个问题)[的里]?(?=.)")
"""Names the question before in a note on what was carried over."""
_TERMS = 12
"""Most terms shown of one topic."""


def explained(plan: Plan) -> list[tuple[str, str]]:
    """How a question was understood.

    Args:
        plan: Its plan.

    Returns:
        Names and values in reading order; what is not restricted is left out.
    """
    lines = [("类型", _INTENTS[plan.intent]), ("条件", "；".join(map(_condition, plan.conditions)))]
    lines += [(f"“{topic.text}”的查找用词", _terms(topic)) for topic in plan.topics]
    lines += [
        ("地区", _joined(place.name for place in plan.places)),
        ("不含地区", _joined(place.name for place in plan.excluded_places)),
        ("限定的报告", f"上一问涉及的 {len(plan.reports)} 份" if plan.reports else ""),
        ("年份", _joined(f"{year}年" for year in plan.years)),
        ("时段", plan.period or ""),
        ("文件类型", _joined(plan.doc_types)),
        ("层级", plan.level or ("不含省级" if plan.without_provinces else "")),
    ]
    if plan.intent in {Intent.SURVEY, Intent.COLLECTION}:
        lines.append(("列出", _LISTED[plan.listed] + ("，并计数" if plan.counting else "")))
    lines += [
        ("问的是", _ASKED.get(plan.asked, "")),
        ("非公文材料", "也计入" if plan.include_unofficial else ""),
        ("沿用上一问", "；".join(carried_over(plan))),
        ("说明", "；".join(plan.understood)),
        ("没有用上的词", _joined(f"“{word}”" for word in plan.ignored)),
    ]
    return [(name, value) for name, value in lines if value]


def carried_over(plan: Plan) -> tuple[str, ...]:
    """What a plan takes over, worded to stand behind 沿用上一个问题的.

    Args:
        plan: The plan of a follow-up.
    """
    return tuple(_BEFORE.sub("", note) for note in plan.carried)


def _condition(condition: Condition) -> str:
    verb, between = _QUANTIFIERS[condition.quantifier]
    years = f"{_joined(f'{year}年' for year in condition.years)}的报告" if condition.years else ""
    return f"{years}{verb}{between.join(f'“{topic.text}”' for topic in condition.topics)}"


def _terms(topic: Topic) -> str:
    shown = _joined(topic.terms[:_TERMS]) + (f"等 {len(topic.terms)} 个" if len(topic.terms) > _TERMS else "")
    concept = f"（按“{topic.concept}”理解）" if topic.loose and topic.concept else ""
    only = "（只按引号里的字查找）" if topic.literal else ""
    return f"{shown}{concept}{only}"


def _joined(words: Iterable[str]) -> str:
    return "、".join(words)
