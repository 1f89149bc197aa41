"""A plan as chips: one for each thing understood, to be read, and to be clicked away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from assistant.errors import ConfigError
from assistant.explaining import explained
from assistant.extracts.facts import asks_something
from assistant.extracts.outline import asks_ahead
from assistant.extracts.shortcomings import asks_for_shortcomings
from assistant.plans import Asked, Condition, Intent, Listed, Plan, Quantifier, Topic
from assistant.questions.over_time import merged
from assistant.rephrasing import kept_notes, question_of
from assistant.survey.selection import NEGATIVE
from assistant.survey.wording import years_said

_SINGLE = {Quantifier.ALL_OF: Quantifier.ANY_OF, Quantifier.NOT_ALL_OF: Quantifier.NONE_OF}
"""What is left of a quantifier over one topic."""
_FIRST = {
    Quantifier.ANY_OF: "提到",
    Quantifier.ALL_OF: "提到",
    Quantifier.NONE_OF: "没有提到",
    Quantifier.NOT_ALL_OF: "没有同时提到",
}
_NEXT = {Quantifier.ANY_OF: "或提到", Quantifier.ALL_OF: "同时提到", Quantifier.NONE_OF: "也没有提到", Quantifier.NOT_ALL_OF: "和"}


_Item = TypeVar("_Item")


class Chip(BaseModel):
    """One thing that was understood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """What to call it when it is taken away: ``topic:0:1``, ``year:2023``; the same for the same plan."""
    text: str
    """What it says, in Chinese; plain text, with words of the question in it."""
    removable: bool
    """Whether a plan is left without it that can be answered."""


class _Piece(NamedTuple):
    """A chip with what is left without it."""

    id: str
    text: str
    after: Plan | None = None
    """The plan without it; None when it cannot be taken away."""
    removed: str = ""
    """What it is called when it is taken away; empty for its text."""


def chips(plan: Plan) -> tuple[Chip, ...]:
    """What was understood, piece by piece.

    Args:
        plan: A plan.

    Returns:
        Chips in reading order, the kind of question first.
    """
    return tuple(Chip(id=piece.id, text=piece.text, removable=piece.after is not None) for piece in _pieces(plan))


def without(plan: Plan, chip_id: str) -> Plan:
    """A plan with one thing taken away.

    Args:
        plan: A plan.
        chip_id: Id of one of its removable chips.

    Returns:
        A plan that can be answered, its question and notes in line with it.

    Raises:
        ConfigError: It has no such chip, or one that cannot be taken away.
    """
    after = _piece(plan, chip_id).after
    if after is None:
        raise ConfigError("这一项去掉以后就没有可查的内容了。请改问一个新的问题。")
    return after


def removed_words(plan: Plan, chip_id: str) -> str:
    """What to note when a chip was taken away.

    Args:
        plan: The plan that has it.
        chip_id: Its id.

    Returns:
        The whole note: 去掉：2023年.

    Raises:
        ConfigError: The plan has no such chip.
    """
    piece = _piece(plan, chip_id)
    return f"去掉：{piece.removed or piece.text}"


def _piece(plan: Plan, chip_id: str) -> _Piece:
    found = next((piece for piece in _pieces(plan) if piece.id == chip_id), None)
    if found is None:
        raise ConfigError(f"这个问题的理解里没有“{chip_id[:40]}”这一项，可能已经去掉了。请刷新页面后再试。")
    return found


def _pieces(plan: Plan) -> list[_Piece]:
    pieces = [_Piece("intent", dict(explained(plan))["类型"])]
    if plan.intent is Intent.HELP:
        return pieces
    pieces += [*_conditions(plan), *_scope(plan), *_manner(plan)]
    vague = plan.intent is Intent.SUMMARISE and not _stands(plan)
    return [piece if piece.after is None or vague or _stands(piece.after) else piece._replace(after=None) for piece in pieces]


def _conditions(plan: Plan) -> Iterator[_Piece]:
    for i, condition in enumerate(plan.conditions):
        if condition.years:
            yield _Piece(f"when:{i}", f"{years_said(condition.years)}的报告", _without_years(plan, i))
        for j, topic in enumerate(condition.topics):
            literal = "（只按原词）" if topic.literal else ""
            said = f"“{topic.text}”" if plan.intent is Intent.SURVEY else f"话题：{topic.text}"
            yield _Piece(f"topic:{i}:{j}", f"{_verb(plan, i, j)}{said}{literal}", _without_topic(plan, i, j))
    if plan.intent is not Intent.LOOKUP:
        yield from _readings(plan)


def _verb(plan: Plan, i: int, j: int) -> str:
    """提到, 或提到, 但没有提到."""
    if plan.intent is not Intent.SURVEY:
        return ""
    quantifier = plan.conditions[i].quantifier
    if j:
        return _NEXT[quantifier]
    turns = i > 0 and (quantifier in NEGATIVE) != (plan.conditions[i - 1].quantifier in NEGATIVE)
    return f"{'但' if turns else '并且' if i else ''}{_FIRST[quantifier]}"


def _readings(plan: Plan) -> Iterator[_Piece]:
    """How topics were taken, where that is more than their own words."""
    topics = plan.topics
    for i, topic in enumerate(topics):
        more = len(topic.terms) - 1
        if topic.literal or not (more or topic.together or topic.loose):
            continue
        notes = [f"按“{topic.concept}”理解"] if topic.loose and topic.concept else []
        notes += [f"含同义词 {more} 个"] if more else [] if notes else ["各部分分开写的也算"]
        name = f"“{topic.text}”" if len(topics) > 1 else ""
        removed = f"“{topic.text}”{notes[0] if topic.loose else '的同义词' if more else '分开写的'}"
        yield _Piece(f"words:{i}", name + "，".join(notes), _literally(plan, topic), removed)


def _scope(plan: Plan) -> Iterator[_Piece]:
    for i, place in enumerate(plan.places):
        left = _but(plan.places, i)
        yield _Piece(f"place:{i}", place.name, _changed(plan, (place.said, place.name), places=left))
    for i, place in enumerate(plan.excluded_places):
        left = _but(plan.excluded_places, i)
        yield _Piece(f"excluded:{i}", f"不含{place.name}", _changed(plan, (place.said, place.name), excluded_places=left))
    if plan.reports:
        yield _Piece("reports", f"限定的报告：上一问涉及的 {len(plan.reports)} 份", _changed(plan, (), reports=()))
    told = {year for condition in plan.conditions for year in condition.years}
    for year in plan.years:
        if year not in told:
            left_years = tuple(other for other in plan.years if other != year)
            yield _Piece(f"year:{year}", f"{year}年", _changed(plan, (), years=left_years))
    if plan.period:
        yield _Piece("period", plan.period, _changed(plan, (plan.period,), period=None))
    for i, kind in enumerate(plan.doc_types):
        yield _Piece(f"type:{kind.name.lower()}", f"文件类型：{kind}", _changed(plan, (), doc_types=_but(plan.doc_types, i)))
    if plan.level:
        yield _Piece("level", f"只看{plan.level}", _changed(plan, (), level=None))
    elif plan.without_provinces:
        yield _Piece("provinces", "不含省级", _changed(plan, (), without_provinces=False))


def _manner(plan: Plan) -> Iterator[_Piece]:
    """What is listed, counted and asked for, and what counts besides."""
    told = dict(explained(plan))
    if plan.listed is not Listed.REGIONS and "列出" in told:
        yield _Piece("listed", f"列出：{told['列出'].split('，')[0]}", _changed(plan, (), listed=Listed.REGIONS))
    if plan.counting:
        yield _Piece("counting", "计数", _changed(plan, (), counting=False))
    if plan.asked is not Asked.TEXT:
        yield _Piece("asked", f"问的是：{told['问的是']}", _changed(plan, (), asked=Asked.TEXT))
    if plan.include_unofficial:
        yield _Piece("unofficial", "也计入非公文材料", _changed(plan, (), include_unofficial=False))


def _but(items: tuple[_Item, ...], at: int) -> tuple[_Item, ...]:
    return (*items[:at], *items[at + 1 :])


def _without_topic(plan: Plan, i: int, j: int) -> Plan | None:
    """A lookup cannot lose its topic: what it searches with is the question."""
    if plan.intent is Intent.LOOKUP:
        return None
    condition = plan.conditions[i]
    topics = _but(condition.topics, j)
    quantifier = _SINGLE.get(condition.quantifier, condition.quantifier) if len(topics) == 1 else condition.quantifier
    left = condition.model_copy(update={"topics": topics, "quantifier": quantifier})
    conditions = (*plan.conditions[:i], *((left,) if topics else ()), *plan.conditions[i + 1 :])
    return _reconditioned(plan, conditions, (condition.topics[j].text,))


def _without_years(plan: Plan, i: int) -> Plan | None:
    """A condition of any year; with another on the same topic it is what the other is compared with, and goes."""
    condition = plan.conditions[i]
    others = _but(plan.conditions, i)
    texts = {topic.text for topic in condition.topics}
    if any(topic.text in texts for other in others for topic in other.topics):
        return _reconditioned(plan, others)
    free = condition.model_copy(update={"years": ()})
    return _reconditioned(plan, (*plan.conditions[:i], free, *plan.conditions[i + 1 :]))


def _reconditioned(plan: Plan, conditions: tuple[Condition, ...], gone: tuple[str, ...] = ()) -> Plan:
    """A plan with other conditions, as a question that puts them in words is read.

    A condition of any year comes first: behind another one it would be taken for one of the same years.
    Years of conditions are a filter of the whole only where every condition has some; others were asked for.
    """
    told = _years(plan.conditions)
    asked = {year for year in plan.years if year not in told}
    conditions = tuple(sorted(merged(list(dict.fromkeys(conditions))), key=lambda condition: bool(condition.years)))
    bound = asked or all(condition.years for condition in conditions)
    years = tuple(sorted(asked | _years(conditions))) if bound else ()
    if all(condition.years == years for condition in conditions):
        conditions = tuple(condition.model_copy(update={"years": ()}) for condition in conditions)
    return _changed(plan, gone, conditions=conditions, years=years)


def _years(conditions: Iterable[Condition]) -> set[int]:
    return {year for condition in conditions for year in condition.years}


def _literally(plan: Plan, topic: Topic) -> Plan:
    """A plan in which only a topic's own words count; the others only may concern it, if they were no guess."""
    related = () if topic.loose else topic.terms[1:]
    literal = Topic(text=topic.text, terms=(topic.text,), related_terms=related, literal=True)
    conditions = tuple(
        condition.model_copy(update={"topics": tuple(literal if other.text == topic.text else other for other in condition.topics)})
        for condition in plan.conditions
    )
    return _changed(plan, (), conditions=conditions)


def _changed(plan: Plan, gone: tuple[str, ...], **changes: object) -> Plan:
    """A plan with changes, made consistent.

    Args:
        plan: The plan.
        gone: Words of what was taken away: notes with them go.
        **changes: Fields of the plan.
    """
    after = plan.model_copy(update=changes)
    side_by_side = len(after.places) > 1 or (len(after.places) == 1 and len(after.years) > 1)
    if after.intent is Intent.COMPARE and not side_by_side:
        after = after.model_copy(update={"intent": Intent.SUMMARISE})
    after = after.model_copy(update=kept_notes(plan, after, gone))
    return after.model_copy(update={"query": question_of(plan, after)})


def _stands(plan: Plan) -> bool:
    """Whether a plan says enough to be answered."""
    match plan.intent:
        case Intent.SURVEY:
            return bool(plan.conditions)
        case Intent.SUMMARISE:
            about = bool(plan.topics) or asks_ahead(plan.query) or asks_for_shortcomings(plan.query)
            return about or bool(plan.places or plan.reports)
        case Intent.LOOKUP:
            return bool(plan.query) and asks_something(plan)
    return True
