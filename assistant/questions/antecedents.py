"""What a follow-up refers to in the answer before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.models import Answer, Judgement, Mention
from assistant.plans import Condition, Place, Plan, Quantifier, Topic

_DIGITS = "一二三四五六七八九"
_NEGATIVE = (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF)


class Antecedent(NamedTuple):
    """Regions or reports that a follow-up is limited to."""

    places: tuple[Place, ...] = ()
    """Places, when the question before named them."""
    reports: tuple[str, ...] = ()
    """Reports, by id, when they come from the answer before."""
    names: tuple[str, ...] = ()
    """Names of the regions, for the query."""
    note: str = ""
    """What is carried over, in Chinese."""


def all_of(before: Answer, *, mentioning: bool = False) -> Antecedent:
    """Everything that the answer before was about.

    Args:
        before: The answer before.
        mentioning: Whether only reports that mention the topic are wanted.
    """
    plan = before.plan
    if mentioning and before.rows and plan.conditions and all(c.quantifier in _NEGATIVE for c in plan.conditions):
        rows = [row for row in before.rows if row.mention is Mention.EXPLICIT or row.judged is Judgement.CONFIRMED]
        ids = tuple(row.report_id for row in rows)
        return Antecedent((), ids, _names(row.region for row in rows), f"上一问里提到它的{len(ids)}份报告") if ids else Antecedent()
    if before.selected:
        names = tuple(region.region for region in before.selected)
        note = f"上一问选出的地区“{names[0]}”" if len(names) == 1 else f"上一问选出的{len(names)}个地区"
        return Antecedent((), _ids(region.report_ids for region in before.selected), names, note)
    if plan.places:
        return Antecedent(
            plan.places, plan.reports, tuple(place.said for place in plan.places), f"地区“{'、'.join(place.said for place in plan.places)}”"
        )
    if plan.reports:
        return Antecedent((), plan.reports, _names(c.region for c in before.citations), f"上一问的{len(plan.reports)}份报告")
    return cited(before)


def one_of(before: Answer) -> Antecedent:
    """The one region that the answer before was about; all of it when there are several.

    Args:
        before: The answer before.
    """
    if len(before.plan.places) == 1:
        place = before.plan.places[0]
        return Antecedent((place,), before.plan.reports, (place.said,), f"地区“{place.said}”")
    if before.selected or before.plan.places or before.plan.reports or not before.citations:
        return all_of(before)
    first = before.citations[0]
    ids = tuple(dict.fromkeys(c.report_id for c in before.citations if c.report_id == first.report_id or (first.region and c.region == first.region)))
    return Antecedent((), ids, (first.region,) if first.region else (), f"上一问引用的“{first.region or first.report_title}”的报告")


def cited(before: Answer) -> Antecedent:
    """The reports that the answer before quotes.

    Args:
        before: The answer before.
    """
    ids = tuple(dict.fromkeys(c.report_id for c in before.citations))
    return Antecedent((), ids, _names(c.region for c in before.citations), f"上一问引用的{len(ids)}份报告") if ids else Antecedent()


def numbered(before: Answer, match: re.Match[str]) -> Antecedent | None:
    """One of the regions, places or reports in the answer before, by its number.

    Args:
        before: The answer before.
        match: A match of the pattern for ordinals.

    Returns:
        What is meant; None when there are not so many.
    """
    choices = _choices(before)
    if match["top"]:
        if _number(match["m"]) > len(choices):
            return None
        chosen = choices[-_number(match["m"]) :] if match["top"].endswith("后") else choices[: _number(match["m"])]
    else:
        at = 0 if match["first"] or match["former"] else -1 if match["last"] or match["latter"] else _number(match["n"]) - 1
        at = -1 - at if match["back"] else at
        if not -len(choices) <= at < len(choices):
            return None
        chosen = [choices[at]]
    if not chosen:
        return None
    names = tuple(name for choice in chosen for name in choice.names)
    return Antecedent(
        tuple(place for choice in chosen for place in choice.places),
        _ids(choice.reports for choice in chosen),
        names,
        f"上一问的{match.group()}：“{'、'.join(names)}”" if names else f"上一问的{match.group()}",
    )


def together(first: Antecedent, second: Antecedent) -> Antecedent:
    """Two of what the answer before listed.

    Args:
        first: One of them.
        second: The other.
    """
    reports = _ids((first.reports, second.reports))
    return Antecedent((*first.places, *second.places), reports, (*first.names, *second.names), "，".join(filter(None, (first.note, second.note))))


def listed_count(before: Answer) -> int:
    """How many regions, places or reports the answer before lists.

    Args:
        before: The answer before.
    """
    return len(_choices(before))


def _choices(before: Answer) -> list[Antecedent]:
    if before.selected:
        return [Antecedent((), region.report_ids, (region.region,)) for region in before.selected]
    if len(before.plan.places) > 1:
        return [Antecedent((place,), before.plan.reports, (place.said,)) for place in before.plan.places]
    reports = {c.report_id: c for c in before.citations}
    return [Antecedent((), (i,), (c.region or c.report_title,)) for i, c in reports.items()]


def topics_of(plan: Plan) -> tuple[Topic, ...]:
    """The topics that the question before asked for; those it asked to be without when there are no others.

    Args:
        plan: Its plan.
    """
    wanted = [topic for c in plan.conditions if c.quantifier not in _NEGATIVE for topic in c.topics]
    return tuple({topic.text: topic for topic in wanted or plan.topics}.values())


def about(topics: Sequence[Topic]) -> tuple[Condition, ...]:
    """One condition with topics, or none.

    Args:
        topics: The topics.
    """
    return (Condition(topics=tuple(topics)),) if topics else ()


def spoken(topics: Sequence[Topic], joined: str = "和") -> str:
    """Topics as a question words them; quoted ones keep their marks.

    Args:
        topics: The topics.
        joined: What stands between them.
    """
    return joined.join(f"“{topic.text}”" if topic.literal else topic.text for topic in topics)


def note_of(topics: Sequence[Topic]) -> tuple[str, ...]:
    """What to tell about topics that were carried over.

    Args:
        topics: The topics.
    """
    return (f"话题“{'、'.join(topic.text for topic in topics)}”",) if topics else ()


def filters_of(plan: Plan, *, places: bool = True, years: bool = True) -> tuple[str, ...]:
    """What to tell about filters that were carried over.

    Args:
        plan: The plan before.
        places: Whether its places were.
        years: Whether its years were.
    """
    notes = []
    if places and plan.places:
        notes.append(f"地区“{'、'.join(place.said for place in plan.places)}”")
    if places and plan.excluded_places:
        notes.append(f"不含“{'、'.join(place.said for place in plan.excluded_places)}”")
    if places and plan.reports:
        notes.append(f"上一问的{len(plan.reports)}份报告")
    if years and plan.years:
        notes.append(f"年份{'、'.join(map(str, plan.years))}")
    notes += [plan.period] if plan.period else []
    notes += [f"材料类型“{'、'.join(plan.doc_types)}”"] if plan.doc_types else []
    notes += [f"地区层级“{plan.level}”"] if plan.level else []
    return tuple(notes)


def _names(regions: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(region for region in regions if region))


def _ids(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for group in groups for i in group))


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    if "十" in words:
        tens, ones = words.split("十", 1)
        return (_DIGITS.find(tens) + 1 if tens else 1) * 10 + _DIGITS.find(ones) + 1
    return 2 if words == "两" else _DIGITS.find(words[0]) + 1
