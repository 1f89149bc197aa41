"""The words of a question, and the notes about it, kept in line with a plan that something was taken out of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from assistant.extracts.outline import asks_ahead
from assistant.extracts.shortcomings import asks_for_shortcomings
from assistant.plans import Asked, Condition, Holdings, Intent, Listed, Plan, Quantifier, Topic
from assistant.questions.circumstances import quoted
from assistant.questions.masking import Masked, mask
from assistant.survey.selection import NEGATIVE
from assistant.survey.wording import one, unit_of, years_said
from ingest.models import DocumentType

_AND = "(?:以及|[和与跟及同、或])"
_LEFT_AT_START = re.compile(r"^(?:[的里,，、与:：\s]|和(?!谐|平|睦)|在(?![校线职园读编岗籍建]))+")
_NOBODY_LEFT_OUT = re.compile(r"除了?(?:以外|之外|外)?(?=[,，]|$)[,，]?")
_QUOTED = re.compile("“([^”]+)”")
_YEAR = re.compile("[0-9]{4}年")
_DOCUMENTS = {DocumentType.SUMMARY: "工作总结", DocumentType.PLAN: "工作计划", DocumentType.KEY_POINTS: "工作要点"}
_WANTED = {
    Asked.REASON: "原因是什么",
    Asked.TIME: "什么时候",
    Asked.NUMBER: "各有多少",
    Asked.WAY: "怎么做的",
    Asked.PERSON: "谁负责",
    Asked.PLACE: "在哪里",
}
"""What is asked besides which regions."""
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


def kept_notes(before: Plan, after: Plan, gone: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The notes of a plan that still hold after a change.

    Args:
        before: The plan with its notes.
        after: The plan after the change.
        gone: Words of what was taken out.

    Returns:
        The fields ``understood`` and ``carried``.
    """
    redated = _all_years(before) != _all_years(after)
    lost = {topic.text for topic in before.topics} - {topic.text for topic in after.topics}
    words = (*gone, *(f"“{text}”" for text in lost))

    def holds(note: str) -> bool:
        return not any(word in note for word in words) and not (redated and _YEAR.search(_QUOTED.sub("", note)))

    return {
        "understood": tuple(filter(holds, before.understood)),
        "carried": tuple(kept for note in before.carried if (kept := _carried(note, before, after, gone))),
    }


def _all_years(plan: Plan) -> list[tuple[int, ...]]:
    return [plan.years, *(condition.years for condition in plan.conditions)]


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


def question_of(before: Plan, after: Plan) -> str:
    """A question for a plan that something was taken out of, complete in itself.

    Args:
        before: The plan with its question.
        after: The plan without it.

    Returns:
        The question put anew; of a fact, which its own words ask for, the question without the words;
        empty where these do not come away.
    """
    match after.intent:
        case Intent.SURVEY:
            return survey_question(after)
        case Intent.COMPARE:
            return _comparison(after)
        case Intent.COLLECTION:
            return _of_collection(after)
        case Intent.SUMMARISE:
            return _summary(after, _without_filters(before, after))
    return _cut(before, after)


def survey_question(plan: Plan) -> str:
    """A survey in words, conditions of any year first: behind one of 2023 they would be read as of 2023.

    Args:
        plan: Its plan.
    """
    over_time = any(condition.years for condition in plan.conditions)
    scope = _places(plan, "、") + ("" if over_time else years_said(plan.years)) + (plan.period or "") + _documents(plan, "里")
    which = f"有多少{unit_of(plan)}" if plan.counting else f"哪些{one(plan)}"
    said = ""
    previous: Condition | None = None
    for condition in sorted(plan.conditions, key=lambda condition: bool(condition.years)):
        turns = previous is not None and (condition.quantifier in NEGATIVE) != (previous.quantifier in NEGATIVE)
        said += "" if previous is None else "但" if turns else "，并且"
        said += f"{years_said(condition.years)}{_said(condition)}"
        previous = condition
    wanted = _WANTED.get(plan.asked)
    return f"{_apart(plan)}{scope}{which}{said}{f'，{wanted}' if wanted else ''}"


def _said(condition: Condition) -> str:
    verb, joined = {
        Quantifier.ANY_OF: ("提到", "或"),
        Quantifier.ALL_OF: ("同时提到", "和"),
        Quantifier.NONE_OF: ("没有提到", "，也没有提到"),
        Quantifier.NOT_ALL_OF: ("没有同时提到", "和"),
    }[condition.quantifier]
    return verb + joined.join(spoken((topic,)) for topic in condition.topics)


def _comparison(plan: Plan) -> str:
    """A comparison in words; years that are compared stand side by side."""
    over_time = len(plan.places) == 1
    years = "、".join(f"{year}年" for year in plan.years) if over_time else years_said(plan.years)
    scope = f"{_places(plan, '和')}{years}{plan.period or ''}{_documents(plan, '里')}"
    return f"{_apart(plan)}{scope}的{spoken(plan.topics) or '工作'}有什么{'变化' if over_time else '不同'}"


def _of_collection(plan: Plan) -> str:
    """A question about the collection in words."""
    scope = f"{_places(plan, '、')}{years_said(plan.years)}{plan.period or ''}"
    documents = _documents(plan) or "报告"
    which = f"多少{unit_of(plan)}" if plan.counting else f"哪些{one(plan)}"
    if plan.listed is Listed.REPORTS:
        which, documents = ("多少份" if plan.counting else "哪些"), f"{'的' if scope else ''}{documents}"
        return f"{_apart(plan)}资料里有{which}{scope}{documents}"
    return f"{_apart(plan)}资料里有{which}的{scope}{documents}"


def _summary(plan: Plan, asked: str) -> str:
    """A summary in words, of what was asked for; empty when it is about nothing."""
    scope = f"{_places(plan, '、')}{years_said(plan.years)}{plan.period or ''}{_documents(plan, '里')}"
    topics = spoken(plan.topics)
    about = f"在{topics}方面" if topics else ""
    if asks_for_shortcomings(asked):
        return f"{_apart(plan)}{scope}{about}存在哪些不足"
    if asks_ahead(asked):
        return f"{_apart(plan)}{scope}下一步{about}有哪些打算"
    return f"{_apart(plan)}总结{scope}{'的' if scope else ''}{topics or '工作'}" if scope or topics or plan.reports else ""


def _without_filters(before: Plan, after: Plan) -> str:
    """What a question asks for, without 下半年 and 工作计划, which do not ask what is planned, and without times that changed."""
    masked = mask(before.query, Holdings(years=before.years))
    redated = before.years != after.years
    filters = {*masked.types, *(mark for mark, time in masked.periods.items() if time.period or redated)}
    return masked.unmasked("".join(c for c in masked.text if c not in filters))


def _places(plan: Plan, joined: str) -> str:
    return joined.join(place.said for place in plan.places)


def _apart(plan: Plan) -> str:
    return f"除{'、'.join(place.said for place in plan.excluded_places)}以外，" if plan.excluded_places else ""


def _documents(plan: Plan, inside: str = "") -> str:
    """Kinds of documents: 工作总结和工作计划里; empty for any."""
    return "和".join(_DOCUMENTS.get(kind, kind.value) for kind in plan.doc_types) + (inside if plan.doc_types else "")


def _cut(before: Plan, after: Plan) -> str:
    """A question about a fact without the words of what was taken out; empty when some of them stay."""
    masked = mask(before.query, Holdings(years=before.years))
    text = _redated(masked, before, after)
    for mark, kind in masked.types.items():
        if set(kind.types) - set(after.doc_types):
            text = re.sub(rf"的?{mark}(?:里面|当中|[里中上内])?的?", "", text)
    words = quoted(text, masked)
    regions = _quoted_in_lost_notes(before, after)
    if (before.reports != after.reports and not regions) or (before.doc_types != after.doc_types and words == before.query):
        return ""
    kept = {*after.places, *after.excluded_places}
    lost = [place for place in (*before.places, *before.excluded_places) if place not in kept]
    return _without(words, [*(re.escape(name) for place in lost for name in (place.said, place.name)), *regions])


def _redated(masked: Masked, before: Plan, after: Plan) -> str:
    """A masked question whose times are those of a plan; which years 最近三年 means is known only when no other time names them."""
    text = masked.text
    lost = set(before.years) - set(after.years)
    named = {year for time in masked.periods.values() if not time.understood for year in time.years}
    for mark, time in masked.periods.items():
        if lost and (time.understood or lost & set(time.years)):
            left = tuple(year for year in after.years if (year not in named if time.understood else year in time.years))
        elif time.period and before.period != after.period:
            left = time.years
        else:
            continue
        said = years_said(left) + ((time.period or "") if before.period == after.period else "")
        text = text.replace(mark, said) if said else re.sub(rf"[在于]?{mark}的?", "", text)
    return text


def _quoted_in_lost_notes(before: Plan, after: Plan) -> list[str]:
    """The regions of the answer before that lost notes quote at their beginning."""
    lost = [note for note in before.carried if note.startswith("上一问") and note not in after.carried]
    return [re.escape(word) for note in lost for word in _QUOTED.findall(note)[:1] if word not in {t.text for t in after.topics}]


def _without(query: str, patterns: Iterable[str]) -> str:
    """A question without places, and without what joined them to others."""
    for pattern in sorted(patterns, key=len, reverse=True):
        query = re.sub(rf"(?<=\w){_AND}{pattern}(?=\W|$|{_AND}|[的在有里])|{pattern}{_AND}(?=\w)|{pattern}的?", "", query)
    return _LEFT_AT_START.sub("", _NOBODY_LEFT_OUT.sub("", query))
