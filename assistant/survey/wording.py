"""Phrases of a survey's answer: the scope, the conditions, lists of names."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.plans import Condition, Level, Listed, Plan, Quantifier
from assistant.survey.selection import NEGATIVE
from ingest.models import DocumentType

NAMED = 15
"""Most names in a sentence; the table has them all."""
_UNITS = {
    None: "个地区",
    Level.PROVINCE: "个省份",
    Level.PREFECTURE: "个地市",
    Level.COUNTY: "个县级地区",
    Level.DISTRICT: "个市辖区",
    Level.COUNTY_CITY: "个县级市",
}
_KINDS = {DocumentType.SUMMARY: "工作总结", DocumentType.PLAN: "工作计划", DocumentType.KEY_POINTS: "工作要点", DocumentType.OTHER: "其他材料"}


def unit_of(plan: Plan) -> str:
    """What is counted, with its measure word: 个地区, 份报告.

    Args:
        plan: The plan.
    """
    return {Listed.REPORTS: "份报告", Listed.YEARS: "个年份"}.get(plan.listed, _UNITS[plan.level])


def one(plan: Plan) -> str:
    """What is counted, without its measure word: 地区, 报告.

    Args:
        plan: The plan.
    """
    return unit_of(plan)[1:]


def years_said(years: Sequence[int]) -> str:
    """Years in words: 2022年、2023年, or 2019—2023年 for a longer run.

    Args:
        years: Years, ascending.
    """
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}—{years[-1]}年"
    return "、".join(f"{year}年" for year in years)


def scope_said(plan: Plan) -> str:
    """The scope as an attribute: 余杭区2023年上半年的; empty for everything.

    Args:
        plan: The plan; years that stand in its conditions are told there.
    """
    over_time = any(condition.years for condition in plan.conditions)
    pieces = ["上一个答案所涉及的"] if plan.reports else []
    pieces += ["、".join(place.name for place in plan.places)]
    pieces += [] if over_time else [years_said(plan.years)]
    pieces += [plan.period or ""]
    words = "".join(pieces)
    words += "的" if words and not words.endswith("的") else ""
    apart = "、".join(place.name for place in plan.excluded_places)
    return f"{apart}以外{'、' if words else '的'}{words}" if apart else words


def holdings_said(plan: Plan, noun: str) -> str:
    """The scope with what is in it: 2023年的工作总结.

    Args:
        plan: The plan.
        noun: 资料 or 报告, for when the plan has no kinds of documents.
    """
    kinds = "、".join(_KINDS.get(kind, kind.value) for kind in plan.doc_types)
    return f"{scope_said(plan)}{kinds or noun}"


def reading(plan: Plan) -> str:
    """The conditions in words: 提到“A”、但没有提到“B”.

    Args:
        plan: The plan of a survey.
    """
    said = ""
    before: Condition | None = None
    for condition in sorted(plan.conditions, key=lambda c: c.quantifier in NEGATIVE):
        turns = before is not None and (condition.quantifier in NEGATIVE) != (before.quantifier in NEGATIVE)
        said += "" if before is None else "、但" if turns else "，并且"
        said += f"{years_said(condition.years)}{_condition(condition)}"
        before = condition
    return said


def _condition(condition: Condition) -> str:
    names = [f"“{topic.text}”" for topic in condition.topics]
    joined = "、".join(names)
    several = len(names) > 1
    match condition.quantifier:
        case Quantifier.ANY_OF:
            return f"提到{joined}中的至少一项" if several else f"提到{joined}"
        case Quantifier.ALL_OF:
            return f"同时提到{'和'.join(names) if len(names) == 2 else joined}" if several else f"提到{joined}"
        case Quantifier.NONE_OF:
            if len(names) == 2:
                return f"既没有提到{names[0]}、也没有提到{names[1]}"
            return f"没有提到{joined}中的任何一项" if several else f"没有提到{joined}"
        case Quantifier.NOT_ALL_OF:
            return f"没有同时提到{'和'.join(names) if len(names) == 2 else joined}" if several else f"没有提到{joined}"


def names_said(names: Sequence[str]) -> str:
    """Names in a sentence; the first of them when there are many.

    Args:
        names: Names, without repetition.
    """
    return "、".join(names[:NAMED]) + (f" 等 {len(names)} 个" if len(names) > NAMED else "")
