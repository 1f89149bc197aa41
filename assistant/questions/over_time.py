"""Conditions of statements, over the years: 新提到, 不再提到, 连续两年, and which of several topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product

from assistant.plans import Condition, Quantifier, Topic
from assistant.questions.errors import QuestionError
from assistant.questions.predicates import Statement
from assistant.questions.topic_lists import TopicList
from assistant.thesaurus.topics import Wording

_ANY, _ALL, _NONE, _NOT_ALL = Quantifier.ANY_OF, Quantifier.ALL_OF, Quantifier.NONE_OF, Quantifier.NOT_ALL_OF


def conditions_of(said: Statement, topics: TopicList, topic: Callable[[Wording], Topic], notes: list[str]) -> list[Condition]:
    """Conditions of one statement, without years.

    Args:
        said: The statement.
        topics: Its topics.
        topic: Works out what to search for.
        notes: How words were taken that could be taken otherwise; added to.
    """
    groups = [[topic(t) for t in group] for group in topics.groups]
    flat = tuple(dict.fromkeys(t for group in groups for t in group))
    every, negative = said.every or topics.every, said.negations > 0
    if len(flat) == 1:
        return [Condition(topics=flat, quantifier=_NONE if negative or said.not_every else _ANY)]
    least = topics.at_least or int(topics.exactly and said.only)
    if least and not negative:
        return _some_of(flat, least, said.only)
    mixed = len(groups) > 1 and any(len(g) > 1 for g in groups)
    if said.not_every:
        return [Condition(topics=tuple(g), quantifier=_NOT_ALL) for g in (groups if topics.also and mixed else [flat])]
    if negative:
        return _denied(groups, flat, every or topics.either, mixed and not topics.also, notes)
    if topics.either or said.either:
        return [Condition(topics=flat)]
    if mixed:
        notes.append("括号里的与括号前的算作一项，几项要同时提到" if topics.also else "同时有“和”与“或”，按先“和”后“或”理解")
        return [Condition(topics=choice) for choice in _fewest(product(*groups))]
    if len(groups) > 1 or (topics.listed and not every):
        if len(groups) == 1:
            notes.append(f"{_names(flat)}并列，按“提到其中任何一项”理解；要求全部提到时请用“和”或“同时”")
        return [Condition(topics=flat)]
    if not every:
        notes.append(f"{_names(flat)}用“和”连接，按“同时提到”理解；任何一项都算时请用“或”")
    return [Condition(topics=flat, quantifier=_ALL)]


def _fewest(choices: Iterable[tuple[Topic, ...]]) -> list[tuple[Topic, ...]]:
    """Choices each without repeated topics, but those that another one follows from."""
    each = list(dict.fromkeys(tuple(dict.fromkeys(choice)) for choice in choices))
    sets = [{topic.text for topic in choice} for choice in each]
    return [choice for i, choice in enumerate(each) if not any(other < sets[i] or (other == sets[i] and j < i) for j, other in enumerate(sets))]


def _denied(groups: list[list[Topic]], flat: tuple[Topic, ...], sure: bool, mixed: bool, notes: list[str]) -> list[Condition]:
    if mixed and not sure:
        return [Condition(topics=tuple(g), quantifier=_NONE if len(g) == 1 else _NOT_ALL) for g in groups]
    if not sure and len(groups) == 1:
        notes.append(f"没有提到{_names(flat)}，按“都没有提到”理解；只缺其中一项的不算")
    return [Condition(topics=flat, quantifier=_NONE)]


def _names(topics: Sequence[Topic]) -> str:
    return "、".join(f"“{t.text}”" for t in topics)


def _some_of(topics: tuple[Topic, ...], least: int, only: bool) -> list[Condition]:
    """At least so many of the topics, or exactly so many."""
    most = len(topics)
    if least > most:
        raise QuestionError(f"问题里只有 {most} 项内容，不能要求其中 {least} 项。请改正后再问，例如：哪些区提到校车和研学中的至少一项？")
    found = (
        [Condition(topics=some) for some in combinations(topics, most - least + 1)] if least < most else [Condition(topics=topics, quantifier=_ALL)]
    )
    if only and least < most:
        found += [Condition(topics=some, quantifier=_NOT_ALL) for some in combinations(topics, least + 1)]
    return found


def over_time(
    base: Sequence[Condition],
    said: Statement,
    years: tuple[int, ...],
    known: Sequence[int],
    compared: tuple[int, ...],
    notes: list[str],
    every_region: bool,
) -> list[Condition]:
    """Conditions of one statement with their years.

    Args:
        base: Its conditions without years.
        said: The statement.
        years: The years that it names, or that it shares; empty for all.
        known: Years of the collection, ascending.
        compared: Years that the question compares with.
        notes: How words were taken that could be taken otherwise; added to.
        every_region: Whether 都 belongs to 每个区.

    Raises:
        QuestionError: The collection has no years to compare with.
    """
    negative = said.negations > 0
    if said.change == "each" or (said.every and not negative and len(years) > 1 and not every_region and not said.change):
        return _each(base, said, years, known, notes)
    if said.change == "just":
        return _just(base, years, known, negative)
    change = said.change or ("gone" if compared and negative else "new" if compared else "")
    if not change:
        return [c.model_copy(update={"years": years}) for c in base]
    now = years or tuple(known[-1:])
    before = tuple(y for y in compared if y not in now) or tuple(y for y in known if now and y < min(now))
    if not now or not before:
        raise QuestionError("要比较前后年份，但库里没有更早年份的报告可比。请写明年份，例如：2023年没有提到校车、2024年提到校车的区有哪些？")
    if not years:
        notes.append(f"没有写明年份，按库里最近的{now[-1]}年理解")
    if change != "still" and not compared:
        notes.append(f"“{'不再' if change == 'gone' else '新'}”指与{_listed(before)}的报告相比")
    flipped = change == "gone" or negative
    topics = tuple(dict.fromkeys(t for c in base for t in c.topics))
    present = [c.model_copy(update={"quantifier": _ANY if c.quantifier is _NONE else c.quantifier}) for c in base]
    if change == "still":
        return [c.model_copy(update={"years": when}) for when in (now, before) for c in base]
    if flipped:
        return [Condition(topics=topics, quantifier=_NONE, years=now), *(c.model_copy(update={"years": before}) for c in present)]
    return [*(c.model_copy(update={"years": now}) for c in present), Condition(topics=topics, quantifier=_NONE, years=before)]


def _just(base: Sequence[Condition], years: tuple[int, ...], known: Sequence[int], negative: bool) -> list[Condition]:
    """Conditions of 只在2023年提到."""
    others = tuple(y for y in known if y not in years)
    here = [c.model_copy(update={"years": years}) for c in base]
    if not years or not others:
        return here
    topics = tuple(dict.fromkeys(t for c in base for t in c.topics))
    return [
        *here,
        *([Condition(topics=topics, years=(y,)) for y in others] if negative else [Condition(topics=topics, quantifier=_NONE, years=others)]),
    ]


def _each(base: Sequence[Condition], said: Statement, years: tuple[int, ...], known: Sequence[int], notes: list[str]) -> list[Condition]:
    if said.not_every:
        raise QuestionError("看不准是“每年都没有提到”还是“不是每年都提到”。请按年份说清楚，例如：2023年提到校车但2024年没有提到的区有哪些？")
    when = years if len(years) > 1 else tuple(y for y in known if not years or y <= years[-1])[-said.count or None :]
    if not when or (said.count and len(when) < said.count):
        raise QuestionError("库里没有这么多年份的报告可以逐年比较。请写明年份，例如：2023年和2024年都提到校车的区有哪些？")
    if when != years:
        notes.append(f"逐年核对的年份是{_listed(when)}")
    return [c.model_copy(update={"years": (y,)}) for y in when for c in base]


def _listed(years: Sequence[int]) -> str:
    return "、".join(f"{y}年" for y in years)


def merged(conditions: list[Condition]) -> list[Condition]:
    """Conditions with those of one topic each put together: 提到校车 and 提到研学 as all of both.

    Args:
        conditions: Conditions that all have to hold.
    """
    found: dict[tuple[object, ...], Condition] = {}
    for i, c in enumerate(conditions):
        one = len(c.topics) == 1 and c.quantifier in (_ANY, _NONE)
        key = (c.quantifier, c.years) if one else (i, "")
        if before := found.get(key):
            quantifier = _ALL if c.quantifier is _ANY else _NONE
            found[key] = before.model_copy(update={"topics": tuple(dict.fromkeys((*before.topics, *c.topics))), "quantifier": quantifier})
        else:
            found[key] = c
    return list(found.values())
