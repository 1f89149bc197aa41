"""Example questions drawn from the collection's own topics and regions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from assistant.plans import Holdings, Intent, Plan, Topic
from assistant.questions.errors import QuestionError
from assistant.questions.parser import parse_question
from assistant.quoting import ReportNames
from assistant.regions import full_names
from assistant.scope import Copies, group_copies
from assistant.survey.matching import Evidence, Findings, find
from assistant.thesaurus import Thesaurus, Wording, topic_of
from assistant.thesaurus.lookup import folded
from vectorstore import CatalogEntry, ReportStore
from vectorstore.fulltext import bigrams

_NAME = re.compile(r"[\u4e00-\u9fff]{2,6}")
"""Names that make a readable example."""
_NO_TOPIC = re.compile(r"工作|问题|打算|情况|措施|成绩|形势|目标|思想|思路|回顾|建议|亮点|^基础教育$|^教育")
"""Names of parts of a report rather than of topics, and of all that a bureau does."""
_MENTIONED = 0.4
"""Share of the regions that mention the best of examples: some, but by no means all."""
_REGIONS, _REPORTS = 40, 80
"""Most regions, and about how many reports, that topics are counted in; they are spread over the collection."""
_LOOKED_AT = 16
"""Concepts that are counted."""
_SEVERAL = 3
"""Quotes that make a summary worth reading."""
_SENTENCE = 60
"""Code points from one sentence to the next."""
_WHOLE = "资料里有哪些报告？"


class _Region(NamedTuple):
    """A region, or a report of an unknown one, with what it mentions."""

    label: str | None
    """What it is called in a question; None when unknown."""
    full: str
    groups: tuple[Copies, ...]


class _Example(NamedTuple):
    """A topic with the regions that mention it."""

    topic: Topic
    mentioning: tuple[int, ...]
    """Places among the regions, those with most quotes first."""
    lacking: tuple[int, ...]
    years: frozenset[int | None]
    """Years of the reports that mention it."""
    quotes: tuple[int, ...]
    """How often each of the mentioning regions does."""

    @property
    def share(self) -> float:
        return len(self.mentioning) / (len(self.mentioning) + len(self.lacking))


def suggestions(store: ReportStore, thesaurus: Thesaurus, count: int = 5) -> tuple[str, ...]:
    """Example questions that the collection answers.

    Args:
        store: The index.
        thesaurus: The concepts known.
        count: Most questions wanted.

    Returns:
        Questions of different kinds, the same for the same collection; fewer where it has not enough
        for more, none for an empty one.
    """
    entries = store.entries()
    regions = _sampled(entries)
    if not regions:
        return ()
    maker = _Maker(entries, thesaurus, regions, _examples(store, thesaurus, regions))
    return tuple(dict.fromkeys((*maker.questions(), _WHOLE)))[:count]


def _sampled(entries: Sequence[CatalogEntry]) -> list[_Region]:
    """Regions spread evenly over the collection, each with all of its reports."""
    names = ReportNames(entries)
    full = full_names({e.region.name for e in entries if e.region.name})
    found: dict[str, list[Copies]] = {}
    for group in group_copies(entries):
        if group.report.official:
            name = group.region.name
            found.setdefault(full.get(name, name) if name else f"\0{group.report.report_id}", []).append(group)
    several = len({group.region.name for groups in found.values() for group in groups} - {None}) > 1
    known = {key: groups for key, groups in found.items() if not (several and key.startswith("\0"))}
    step = max(1, math.ceil(len(known) / _REGIONS), math.ceil(sum(map(len, known.values())) / _REPORTS))
    return [_Region(names.region(groups[0].region), key, tuple(groups)) for key, groups in list(known.items())[::step]]


def _examples(store: ReportStore, thesaurus: Thesaurus, regions: Sequence[_Region]) -> list[_Example]:
    """Topics that some regions mention, those that about two of five do first."""
    groups = [group for region in regions for group in region.groups]
    topics = [topic_of(Wording(name), thesaurus) for name in _likely(store, thesaurus)]
    findings = find(store, topics, groups, None)
    found = [example for topic in topics if (example := _example(topic, regions, findings)).mentioning]
    return sorted(found, key=lambda example: abs(example.share - _MENTIONED))


def _example(topic: Topic, regions: Sequence[_Region], findings: Findings) -> _Example:
    places = [sum(_quotes(findings.of(topic, group)) for group in region.groups) for region in regions]
    ranked = sorted((i for i, many in enumerate(places) if many), key=lambda i: -places[i])
    years = frozenset(group.year for region in regions for group in region.groups if findings.of(topic, group).counts)
    return _Example(topic, tuple(ranked), tuple(i for i, many in enumerate(places) if not many), years, tuple(places[i] for i in ranked))


def _quotes(evidence: Evidence) -> int:
    """About how many sentences mention a topic."""
    count, reached = 0, -_SENTENCE
    for spot in sorted(evidence.spots if evidence.counts else (), key=lambda spot: spot.start):
        if spot.start - reached >= _SENTENCE:
            count, reached = count + 1, spot.start
    return count


def _likely(store: ReportStore, thesaurus: Thesaurus) -> list[str]:
    """Names of concepts that by the frequency of their pieces stand in some reports, no two alike."""
    names = [concept.name for concept in thesaurus.concepts if _NAME.fullmatch(concept.name) and not _NO_TOPIC.search(concept.name)]
    pieces = {name: bigrams(folded(name)) for name in names}
    frequency, _ = store.token_frequency(sorted({piece for each in pieces.values() for piece in each}))
    wanted = max(1.0, _MENTIONED * len(store.entries()))
    rarest = {name: min(frequency.get(piece, 0) for piece in each) for name, each in pieces.items()}
    ranked = sorted((name for name in names if rarest[name]), key=lambda name: abs(math.log(rarest[name] / wanted)))
    chosen: list[str] = []
    for name in ranked:
        if not any(set(pieces[name]) & set(pieces[other]) for other in chosen) and topic_of(Wording(name), thesaurus).concept == name:
            chosen.append(name)
        if len(chosen) == _LOOKED_AT:
            break
    return chosen


def _inside(one: _Region, other: _Region) -> bool:
    return one.full.startswith(other.full) or other.full.startswith(one.full)


class _Maker:
    """Puts examples into questions, each topic once as long as there are others."""

    def __init__(self, entries: Sequence[CatalogEntry], thesaurus: Thesaurus, regions: Sequence[_Region], examples: Sequence[_Example]) -> None:
        stated = {e.region.name for e in entries if e.region.name}
        self._holdings = Holdings(tuple(sorted(stated)), tuple(sorted({e.year for e in entries if e.year is not None})))
        self._full = full_names(stated)
        self._thesaurus = thesaurus
        self._regions = regions
        self._examples = examples
        self._used: set[str] = set()
        self._asked_of: set[int] = set()
        self._noun = "地区" if any(region.label for region in regions) else "报告"

    def questions(self) -> Iterator[str]:
        """Questions of every kind that the collection has enough for; the kinds that need most choose their topics first."""
        comparison, summary = self._comparison(), self._summary()
        which, without, one_not_other, more = self._which(), self._without(), self._one_not_other(), self._which()
        yield from filter(None, (which, summary, without, comparison, one_not_other, more))

    def _which(self) -> str | None:
        return self._first(lambda one: f"哪些{self._noun}提到{one.topic.text}？", Intent.SURVEY)

    def _without(self) -> str | None:
        """Which do not mention it: of the latest year when the collection has several."""
        several = len(self._holdings.years) > 1
        latest = self._holdings.years[-1] if several else None

        def question(one: _Example) -> str | None:
            lacking = [i for i in one.lacking if latest is None or any(group.year == latest for group in self._regions[i].groups)]
            if not lacking or (latest is not None and latest not in one.years):
                return None
            return f"{f'{latest}年' if latest else ''}哪些{self._noun}没有提到{one.topic.text}？"

        return self._first(question, Intent.SURVEY)

    def _summary(self) -> str | None:
        """What a region does about a topic; where none is known, what all do."""
        if self._noun == "报告":
            return self._first(lambda one: f"总结{one.topic.text}的做法", Intent.SUMMARISE)
        return self._first(self._of_a_region, Intent.SUMMARISE, telling=1)

    def _of_a_region(self, one: _Example) -> str | None:
        named = sorted((i for i in one.mentioning if self._regions[i].label), key=lambda i: i in self._asked_of)
        return f"{self._regions[named[0]].label}在{one.topic.text}方面做了哪些工作？" if named else None

    def _comparison(self) -> str | None:
        def question(one: _Example) -> str | None:
            named = [self._regions[i] for i in one.mentioning if self._regions[i].label]
            pair = next((pair for pair in combinations(named, 2) if not _inside(*pair)), None)
            return f"{pair[0].label}和{pair[1].label}在{one.topic.text}上有什么不同？" if pair else None

        return self._first(question, Intent.COMPARE, telling=2)

    def _one_not_other(self) -> str | None:
        pairs = sorted(permutations(self._examples, 2), key=lambda pair: sum(one.topic.text in self._used for one in pair))
        for one, other in pairs:
            if set(one.mentioning) & set(other.lacking) and other.mentioning:
                question = f"哪些{self._noun}提到{one.topic.text}但没有提到{other.topic.text}？"
                if self._is_understood(question, Intent.SURVEY, (one.topic, other.topic)):
                    self._used |= {one.topic.text, other.topic.text}
                    return question
        return None

    def _first(self, question: Callable[[_Example], str | None], intent: Intent, telling: int = 0) -> str | None:
        """A question on the first topic that makes one: topics that no other question has before the others.

        Args:
            question: Makes a question on a topic, or none.
            intent: How it is to be understood.
            telling: Of how many regions there had better be several quotes.
        """

        def late(one: _Example) -> tuple[bool, int]:
            enough = len(one.quotes) >= telling > 0
            return one.topic.text in self._used, -min(one.quotes[telling - 1], _SEVERAL) if enough else 0

        for one in sorted(self._examples, key=late):
            words = question(one)
            plan = self._is_understood(words, intent, (one.topic,)) if words else None
            if words and plan:
                self._used.add(one.topic.text)
                meant = {self._full.get(name, name) for place in plan.places for name in place.names}
                self._asked_of |= {i for i, region in enumerate(self._regions) if region.full in meant}
                return words
        return None

    def _is_understood(self, question: str, intent: Intent, topics: tuple[Topic, ...]) -> Plan | None:
        """The plan of a question, when it is the one intended."""
        try:
            plan = parse_question(question, self._holdings, self._thesaurus)
        except QuestionError:
            return None
        meant = [{self._full.get(name, name) for name in place.names} for place in plan.places]
        named = [region.full for region in self._regions if region.label and region.label in question]
        clear = all(len(names) == 1 and names <= set(named) for names in meant) and not plan.ignored
        asked = plan.intent is intent and [topic.text for topic in plan.topics] == [topic.text for topic in topics]
        wanted = {Intent.COMPARE: 2, Intent.SUMMARISE: 1 if self._noun == "地区" else 0}.get(intent, 0)
        return plan if asked and clear and len(meant) == wanted else None
