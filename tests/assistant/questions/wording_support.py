"""Compares plans with the expectations of the table of wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

from wordings import PLACES

from assistant.models import Answer, SelectedRegion, Status
from assistant.plans import Asked, Condition, Holdings, Intent, Level, Listed, Place, Plan, Quantifier, Topic
from assistant.thesaurus import Thesaurus, Wording, load_thesaurus, topic_of

HOLDINGS = Holdings(
    regions=(
        "云泽市",
        "云泽市雁浦区",
        "云泽市鹭洲区",
        "岚溪县",
        "怀湖市",
        "江苏省苏州市",
        "江苏省苏州市常熟市",
        "浙江省杭州市余杭区",
        "四川省成都市锦江区",
    ),
    years=(2021, 2022, 2023, 2024),
)
THESAURUS = Thesaurus(load_thesaurus())
_CONDITION = re.compile(r"(?P<quantifier>any|all|none|notall|about)\((?P<topics>[^)]+)\)(?:@(?P<years>[\d,]+))?")
_QUANTIFIERS = {"any": Quantifier.ANY_OF, "all": Quantifier.ALL_OF, "none": Quantifier.NONE_OF, "notall": Quantifier.NOT_ALL_OF}
_WORDS_MORE = 3
"""Characters that a topic's words may have beside those expected: 校车 in 校车工作."""


class Part(NamedTuple):
    """A condition that is no combination of others: all of A and B is any of A and any of B."""

    quantifier: Quantifier
    topics: tuple[str, ...]
    years: tuple[int, ...]


def selected(names: str) -> tuple[SelectedRegion, ...]:
    """Regions as an answer names them, with a report each.

    Args:
        names: Keys of PLACES with commas between them; empty for none.
    """
    return tuple(SelectedRegion(region=PLACES[name], report_ids=(f"id-{name}",)) for name in names.split(",") if name)


def answered(question: str, plan: Plan, names: str) -> Answer:
    """An answer that a follow-up may refer to.

    Args:
        question: The question before.
        plan: Its plan.
        names: What it named, as for ``selected``.
    """
    regions = selected(names)
    return Answer(
        question=question,
        status=Status.ANSWERED,
        text="……",
        selected=regions,
        count=len(regions) if plan.intent is Intent.SURVEY else None,
        plan=plan,
    )


def differences(plan: Plan, expected: str) -> list[str]:
    """What a plan has otherwise than expected, for a reader.

    Args:
        plan: What the assistant understood.
        expected: The expectation in the notation of the table.
    """
    found = [_differences(plan, one) for one in expected.split(" or ") if one != "error"]
    return min(found, key=len)


def _differences(plan: Plan, expected: str) -> list[str]:
    kinds, *words = expected.split(" ")
    wanted = dict(word.partition("=")[::2] for word in words if not _CONDITION.fullmatch(word))
    conditions = [match for word in words if (match := _CONDITION.fullmatch(word))]
    found = [] if plan.intent in kinds.split("/") else [f"intent {plan.intent}"]
    found += _of_topics(plan, conditions)
    found += _of_places(plan, wanted)
    found += _of_the_rest(plan, wanted)
    return found


def _of_topics(plan: Plan, expected: list[re.Match[str]]) -> Iterator[str]:
    if plan.intent is Intent.LOOKUP:
        return
    about = [match["topics"].split("|") for match in expected if match["quantifier"] == "about"]
    if plan.intent is not Intent.SURVEY or about:
        texts = [text for topics in about for text in topics] or [text for match in expected for text in match["topics"].split("|")]
        if not _same_topics([topic for condition in plan.conditions for topic in condition.topics], texts):
            yield f"topics {[topic.text for topic in plan.topics]}"
        return
    actual = [part for condition in plan.conditions for part in _parts(condition, plan.years)]
    wanted = [part for match in expected for part in _wanted_parts(match, plan.years)]
    matched = len(actual) == len(wanted) and any(
        all(
            one.quantifier is other.quantifier and one.years == other.years and _same_topics(topics, list(other.topics))
            for (one, topics), other in zip(order, wanted, strict=True)
        )
        for order in permutations(actual)
    )
    if not matched:
        yield "conditions " + "; ".join(f"{c.quantifier}({'|'.join(t.text for t in c.topics)}){c.years or ''}" for c in plan.conditions)


def _parts(condition: Condition, scope: tuple[int, ...]) -> Iterator[tuple[Part, list[Topic]]]:
    years = () if condition.years == scope else condition.years
    topics = list(condition.topics)
    quantifier, split = _simplest(condition.quantifier, len(topics))
    for group in [[topic] for topic in topics] if split else [topics]:
        yield Part(quantifier, tuple(topic.text for topic in group), years), group


def _wanted_parts(match: re.Match[str], scope: tuple[int, ...]) -> Iterator[Part]:
    years = tuple(int(year) for year in (match["years"] or "").split(",") if year)
    topics = match["topics"].split("|")
    quantifier, split = _simplest(_QUANTIFIERS[match["quantifier"]], len(topics))
    for group in [[topic] for topic in topics] if split else [topics]:
        yield Part(quantifier, tuple(group), () if years == scope else years)


def _simplest(quantifier: Quantifier, count: int) -> tuple[Quantifier, bool]:
    if count == 1:
        return (Quantifier.ANY_OF if quantifier in (Quantifier.ANY_OF, Quantifier.ALL_OF) else Quantifier.NONE_OF), False
    if quantifier is Quantifier.ALL_OF:
        return Quantifier.ANY_OF, True
    return quantifier, quantifier is Quantifier.NONE_OF


def _same_topics(topics: list[Topic], texts: list[str]) -> bool:
    return len(topics) == len(texts) and any(
        all(_same_topic(topic, text) for topic, text in zip(topics, order, strict=True)) for order in permutations(texts)
    )


def _same_topic(topic: Topic, text: str) -> bool:
    bare = text.strip("'")
    if topic.literal != (bare != text):
        return False
    if bare in topic.text and len(topic.text) <= len(bare) + _WORDS_MORE:
        return True
    return not topic.literal and topic.concept is not None and topic.concept == topic_of(Wording(bare), THESAURUS).concept


def _of_places(plan: Plan, wanted: dict[str, str]) -> Iterator[str]:
    these = wanted.get("these", "")
    for label, places, names in (("in", plan.places, wanted.get("in", "")), ("not", plan.excluded_places, wanted.get("not", ""))):
        if not (label == "in" and these) and _names(places) != {PLACES[name] for name in names.split(",") if name}:
            yield f"{label} {[place.name for place in places]}"
    named = {PLACES[name] for name in these.split(",") if name}
    reports = {f"id-{name}" for name in these.split(",") if name}
    if these and (set(plan.reports) or None) != reports and _names(plan.places) != named:
        yield f"these {plan.reports} {[place.name for place in plan.places]}"


def _names(places: tuple[Place, ...]) -> set[str]:
    return {place.name for place in places}


def _of_the_rest(plan: Plan, wanted: dict[str, str]) -> Iterator[str]:
    years = tuple(int(year) for year in wanted.get("years", "").split(",") if year)
    if plan.years != years:
        yield f"years {plan.years}"
    if plan.period != wanted.get("period"):
        yield f"period {plan.period}"
    if {str(kind) for kind in plan.doc_types} != {kind for kind in wanted.get("types", "").split(",") if kind}:
        yield f"types {plan.doc_types}"
    if plan.level != (Level(wanted["level"]) if "level" in wanted else None):
        yield f"level {plan.level}"
    if "list" in wanted or plan.intent is Intent.SURVEY:
        listed = Listed(wanted.get("list", "regions"))
        if plan.listed is not listed and plan.intent is not Intent.LOOKUP:
            yield f"list {plan.listed}"
    if plan.intent in (Intent.SURVEY, Intent.COLLECTION) and plan.counting != ("count" in wanted):
        yield f"counting {plan.counting}"
    yield from _of_notes(plan, wanted)


def _of_notes(plan: Plan, wanted: dict[str, str]) -> Iterator[str]:
    if "asked" in wanted and plan.asked is not Asked(wanted["asked"]):
        yield f"asked {plan.asked}"
    if "note" in wanted and not plan.understood and not any(place.corrected for place in plan.places):
        yield "no note"
    ignored = wanted.get("ignored", "")
    if bool(ignored) != bool(plan.ignored) or ignored not in "".join(plan.ignored):
        yield f"ignored {plan.ignored}"
