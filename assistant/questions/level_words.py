"""Levels of regions that a question puts in or leaves out in an aside: 区县（含县级市，不算市级、省级）."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.plans import Intent, Level, Plan
from assistant.questions.survey_subjects import level_of

_ABOVE = r"(?:省级|省份|省|自治区|直辖市|地级市|地市级?|地级|市级|设区的?市|市州|自治州|市)(?:本级)?(?:的)?(?:单位|教育局|报告|材料)?"
_BELOW = r"(?:县级市|县级|区县级?|县区级?|市辖区|区级|区|县|开发区|功能区)"
_JOIN = r"(?:以及|[、和与及或,，])"
_WITH = rf"(?:也?含|也?包括|包含|算上)(?P<with>{_BELOW}(?:{_JOIN}{_BELOW})*)(?:在内)?"
_WITHOUT = rf"(?:但)?(?:不算|不含|不包括|不包含|不计|不要|除去|排除)(?P<without>{_ABOVE}(?:{_JOIN}{_ABOVE})*)(?:在内)?"
_ONLY = rf"(?:只|仅)(?:算|含|限|指|看|计|要)(?:于)?(?P<only>{_BELOW}|{_ABOVE})"
_ASIDES = (
    re.compile(rf"[(（](?:{_WITH}[,，、;；]?)?{_WITHOUT}[)）]"),
    re.compile(rf"[(（]{_WITH}[)）]"),
    re.compile(rf"[(（]{_ONLY}[)）]"),
    re.compile(rf"[,，](?:{_WITH}[,，、;；])?{_WITHOUT}(?=[,，。?？!！]|$)"),
)


class Levels(NamedTuple):
    """What an aside says of the regions asked for."""

    text: str
    """The question without it."""
    level: Level | None = None
    """The level that is left."""
    without_provinces: bool = False
    """Whether provinces are left out, and nothing else."""


def levels_aside(question: str) -> Levels:
    """Take an aside on levels out of a question.

    Args:
        question: A normalized question.
    """
    match = next((m for aside in _ASIDES if (m := aside.search(question))), None)
    if match is None:
        return Levels(question)
    said = match.groupdict()
    text = question[: match.start()] + question[match.end() :]
    if only := said.get("only"):
        return Levels(text, level_of(only) or (Level.COUNTY if only[-1] in "区县" else None))
    left = re.sub(r"直辖市", "省", said.get("without") or "")
    cities = "市" in left or "地级" in left or "自治州" in left
    return Levels(text, Level.COUNTY if cities else None, bool(left) and not cities)


def limited(plan: Plan, levels: Levels) -> Plan:
    """A plan over regions with the levels of an aside.

    Args:
        plan: The plan of the question without it.
        levels: What the aside says.
    """
    if plan.intent not in (Intent.SURVEY, Intent.COLLECTION):
        return plan
    level = plan.level or levels.level
    return plan.model_copy(update={"level": level, "without_provinces": level is None and (plan.without_provinces or levels.without_provinces)})
