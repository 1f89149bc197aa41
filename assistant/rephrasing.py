"""The words of a question, and the notes about it, kept in line with a plan that something was taken out of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from assistant.plans import Condition, Intent, Plan, Quantifier, Topic
from assistant.survey.selection import NEGATIVE
from assistant.survey.wording import one, unit_of, years_said

_AND = "(?:以及|[和与跟及同、或到至~—–-])"
_LEFT_AT_START = re.compile(r"^[的在里,，、和与:：\s]+")
_NOBODY_LEFT_OUT = re.compile(r"除了?(?:以外|之外|外)?(?=[,，]|$)[,，]?")
_QUOTED = re.compile("“([^”]+)”")
_ZERO = "[〇零○0]"
_DIGITS = "一二三四五六七八九"
_KINDS_OF_NOTES = (
    ("话题", "topics"),
    ("地区层级", "level"),
    ("地区“", "places"),
    ("不含", "excluded_places"),
    ("年份", "years"),
    ("材料类型", "doc_types"),
    ("上一问", "reports"),
    ("上半年", "period"),
    ("下半年", "period"),
)
"""How a note about what was carried over begins, with the part of the plan that it is about."""


def spoken(topics: Iterable[Topic]) -> str:
    """Topics as a question words them; literal ones in quotation marks.

    Args:
        topics: The topics.
    """
    return "和".join(f"“{topic.text}”" if topic.literal else topic.text for topic in topics)


def year_words(year: int) -> str:
    """A pattern for the ways in which a question writes a year.

    Args:
        year: The year.
    """
    chinese = "".join(_ZERO if digit == "0" else f"[{digit}{_DIGITS[int(digit) - 1]}]" for digit in str(year))
    return rf"(?:{chinese}(?:学年|年度?)?|(?<![0-9]){year % 100:02d}(?:学年|年度?))"


def kept_notes(before: Plan, after: Plan, gone: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The notes of a plan that still hold after a change.

    Args:
        before: The plan with its notes.
        after: The plan after the change.
        gone: Words of what was taken out.

    Returns:
        The fields ``understood`` and ``carried``.
    """
    return {
        "understood": tuple(note for note in before.understood if not any(word in note for word in gone)),
        "carried": tuple(kept for note in before.carried if (kept := _carried(note, before, after, gone))),
    }


def _carried(note: str, before: Plan, after: Plan, gone: Collection[str]) -> str:
    """A note about what was carried over as it holds now; empty when it does not."""
    part = next((part for opening, part in _KINDS_OF_NOTES if note.startswith(opening)), "")
    if not part:
        return "" if any(word in note for word in gone) else note
    if part == "reports" and not before.reports:
        part = "places"
    if getattr(before, part) == getattr(after, part):
        return note
    if note.startswith("上一问"):
        return ""
    match part:
        case "topics" if after.topics:
            return f"话题“{'、'.join(topic.text for topic in after.topics)}”"
        case "years" if after.years:
            return f"年份{'、'.join(map(str, after.years))}"
        case "places" if after.places:
            return f"地区“{'、'.join(place.said for place in after.places)}”"
        case "excluded_places" if after.excluded_places:
            return f"不含“{'、'.join(place.said for place in after.excluded_places)}”"
        case "doc_types" if after.doc_types:
            return f"材料类型“{'、'.join(after.doc_types)}”"
    return ""


def question_of(before: Plan, after: Plan, patterns: Sequence[str]) -> str:
    """A question for a plan that something was taken out of.

    Args:
        before: The plan with its question.
        after: The plan without it.
        patterns: Regular expressions of the words that go.

    Returns:
        The question without these words, or put anew; complete in itself.
    """
    if after.intent is Intent.SURVEY:
        return survey_question(after)
    if after.intent is not before.intent:
        return _of_places(after)
    several = any(len(named) > 1 for named in (before.places, before.excluded_places, before.years, before.topics))
    words = _without(before.query, [*patterns, *_quoted_in_lost_notes(before, after)], several=several)
    topicless = bool(before.topics) and not after.topics and (after.intent is Intent.COMPARE or words == before.query)
    if topicless or (after.intent is not Intent.LOOKUP and not re.search(r"\w\w", words)):
        return _of_places(after) or words
    for topic in after.topics:
        if topic.literal and f"“{topic.text}”" not in words:
            words = words.replace(topic.text, f"“{topic.text}”")
    return words


def survey_question(plan: Plan) -> str:
    """A survey in words.

    Args:
        plan: Its plan.
    """
    apart = f"除{'、'.join(place.said for place in plan.excluded_places)}以外，" if plan.excluded_places else ""
    over_time = any(condition.years for condition in plan.conditions)
    scope = "、".join(place.said for place in plan.places) + ("" if over_time else years_said(plan.years)) + (plan.period or "")
    which = f"有多少{unit_of(plan)}" if plan.counting else f"哪些{one(plan)}"
    said = ""
    previous: Condition | None = None
    for condition in plan.conditions:
        turns = previous is not None and (condition.quantifier in NEGATIVE) != (previous.quantifier in NEGATIVE)
        said += "" if previous is None else "但" if turns else "，并且"
        said += f"{years_said(condition.years)}{_said(condition)}"
        previous = condition
    return f"{apart}{scope}{which}{said}"


def _said(condition: Condition) -> str:
    verb, joined = {
        Quantifier.ANY_OF: ("提到", "或"),
        Quantifier.ALL_OF: ("同时提到", "和"),
        Quantifier.NONE_OF: ("没有提到", "，也没有提到"),
        Quantifier.NOT_ALL_OF: ("没有同时提到", "和"),
    }[condition.quantifier]
    return verb + joined.join(spoken((topic,)) for topic in condition.topics)


def _of_places(plan: Plan) -> str:
    """A comparison or summary in words; empty when it has neither places nor topics."""
    places = [place.said for place in plan.places]
    years = years_said(plan.years)
    if plan.intent is Intent.COMPARE:
        return f"比较{'和'.join(places)}{years}{'的' + spoken(plan.topics) if plan.topics else ''}"
    whose = f"{'、'.join(places)}{years}"
    return f"{whose}{spoken(plan.topics)}" if plan.topics else f"总结{whose}的工作" if whose else ""


def _quoted_in_lost_notes(before: Plan, after: Plan) -> list[str]:
    """What lost notes quote at their beginning: 去年 of “去年”指2023年, or the region of the answer before."""
    lost = [note for note in before.understood if note.startswith("“") and note not in after.understood]
    lost += [note for note in before.carried if note.startswith("上一问") and note not in after.carried]
    return [re.escape(word) for note in lost for word in _QUOTED.findall(note)[:1] if word not in {t.text for t in after.topics}]


def _without(query: str, patterns: Iterable[str], *, several: bool) -> str:
    """A question without words, and without what joined them to others if there were several of a kind."""
    for pattern in sorted(patterns, key=len, reverse=True):
        joined = rf"(?<=\w){_AND}{pattern}(?=\W|$|{_AND}|[的在有里])|{pattern}{_AND}(?=\w)|" if several else ""
        query = re.sub(rf"{joined}{pattern}的?", "", query)
    return _LEFT_AT_START.sub("", _NOBODY_LEFT_OUT.sub("", query))
