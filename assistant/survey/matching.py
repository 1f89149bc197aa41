"""How every report stands to every topic: explicit, related, none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from assistant.models import Mention
from assistant.plans import Topic
from assistant.scope import Copies
from assistant.survey.jointly import Stretch, stretches
from ingest.models import Passage
from vectorstore import ReportStore, TermMatch

_FEW = 300
"""Most reports that the index is asked about by name; for more it is asked about all."""
_PlacesOf = dict[str, list[TermMatch]]


class RelatedPassage(NamedTuple):
    """A place of like meaning."""

    passage: Passage
    """The passage it is in."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last."""
    score: float
    """How near it is; higher is nearer."""


class RelatedFinder(Protocol):
    """Finds what terms do not: passages of like meaning."""

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> dict[str, list[RelatedPassage]] | None:
        """Passages of like meaning by report, the nearest first; a report without any is left out.

        Args:
            topic: What is looked for.
            reports: Ids of the reports to look at.
            hinted: Those of them that hold one of the topic's related terms, of which less likeness is asked.

        Returns:
            None when likeness cannot be told.
        """
        ...


class Spot(NamedTuple):
    """A place that shows how a report stands to a topic."""

    passage: Passage
    """The passage it is in."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last."""
    rank: int
    """Place of its term among the topic's: 0 for the question's own words."""


class Evidence(NamedTuple):
    """How a report, or one of its copies, stands to a topic."""

    mention: Mention
    """Explicit or related."""
    copy: str
    """Id of the report, or of the copy, that the places are in."""
    spots: tuple[Spot, ...]
    """The places, of the most exact terms first."""

    @property
    def places(self) -> int:
        """How many places there are, those that overlap as one."""
        count, reached = 0, -1
        for spot in sorted(self.spots, key=lambda spot: (spot.start, spot.end)):
            count += spot.start >= reached
            reached = max(reached, spot.end)
        return count


NOTHING = Evidence(Mention.NONE, "", ())


class Findings:
    """How every report in scope stands to every topic."""

    def __init__(self, topics: Sequence[Topic], found: Sequence[Mapping[str, Evidence]]) -> None:
        """Keep what was found.

        Args:
            topics: The plan's topics.
            found: Evidence by id of the fullest copy, for each topic.
        """
        self.topics = tuple(topics)
        self._found = {topic.text: by_report for topic, by_report in zip(topics, found, strict=True)}

    def of(self, topic: Topic, group: Copies) -> Evidence:
        """How a report stands to a topic.

        Args:
            topic: One of the topics.
            group: A report in scope.
        """
        return self._found[topic.text].get(group.report.report_id, NOTHING)

    def mention(self, topic: Topic, groups: Iterable[Copies]) -> Mention:
        """How several reports together stand to a topic: as the nearest does.

        Args:
            topic: One of the topics.
            groups: Reports in scope.
        """
        return nearest_of(self.of(topic, group).mention for group in groups)


def nearest_of(mentions: Iterable[Mention]) -> Mention:
    """Explicit if any is, else related if any is, else none.

    Args:
        mentions: Mentions.
    """
    return min(mentions, key=list(Mention).index, default=Mention.NONE)


def find(store: ReportStore, topics: Sequence[Topic], groups: Sequence[Copies], related: RelatedFinder | None) -> Findings:
    """Look for every topic in every report in scope.

    Args:
        store: The index.
        topics: The plan's topics.
        groups: Reports in scope.
        related: Finds passages of like meaning; None does without.

    Returns:
        Findings; each distinct term is looked for once.
    """
    ids = [i for group in groups for i in group.ids]
    terms = _Terms(store, ids if len(ids) <= _FEW else None)
    return Findings(topics, [_topic(terms, topic, groups, related) for topic in topics])


class _Terms:
    """Places of terms by report, each term looked for once."""

    def __init__(self, store: ReportStore, only: Sequence[str] | None) -> None:
        self._store = store
        self._only = only
        self._places: dict[tuple[str, bool], _PlacesOf] = {}

    def places(self, term: str, *, whole: bool = True) -> _PlacesOf:
        if (term, whole) not in self._places:
            found: _PlacesOf = {}
            for match in self._store.find_everywhere(term, self._only, whole=whole) if self._only != [] else ():
                found.setdefault(match.passage.report_id, []).append(match)
            self._places[term, whole] = found
        return self._places[term, whole]

    def spots(self, terms: Iterable[str], excluded: Iterable[str], *, whole: bool = True) -> dict[str, list[Spot]]:
        """Places of any of the terms that are no part of an excluded word, by report."""
        without: dict[str, list[tuple[int, int]]] = {}
        for longer in excluded:
            for report_id, matches in self.places(longer).items():
                without.setdefault(report_id, []).extend((m.start, m.end) for m in matches)
        found: dict[str, list[Spot]] = {}
        for rank, term in enumerate(dict.fromkeys(terms)):
            for report_id, matches in self.places(term, whole=whole).items():
                spans = without.get(report_id, ())
                kept = [m for m in matches if not any(a <= m.start and m.end <= b for a, b in spans)] if spans else matches
                if kept:
                    found.setdefault(report_id, []).extend(Spot(m.passage, m.start, m.end, rank) for m in kept)
        return found

    def together(self, topic: Topic) -> dict[str, list[Spot]]:
        """Sentences that hold all parts of a topic, by report."""
        if not topic.together:
            return {}
        parts = [
            {i: [Stretch(s.passage, s.start, s.end) for s in spots] for i, spots in self.spots(part, topic.excluded).items()}
            for part in topic.together
        ]
        return {i: [Spot(*stretch, len(topic.terms)) for stretch in found] for i, found in stretches(self._store, parts).items()}


def _topic(terms: _Terms, topic: Topic, groups: Sequence[Copies], related: RelatedFinder | None) -> dict[str, Evidence]:
    spots = terms.spots(topic.terms, topic.excluded, whole=not topic.literal)
    for report_id, places in terms.together(topic).items():
        spots.setdefault(report_id, []).extend(places)
    found = _by_group(Mention.EXPLICIT, spots, groups)
    rest = [group for group in groups if group.report.report_id not in found]
    hinted = _by_group(Mention.RELATED, terms.spots(topic.related_terms, topic.excluded), rest) if topic.related_terms else {}
    alike = related(topic, [group.report.report_id for group in rest], hinted) if related is not None and rest and not topic.literal else None
    if alike is None:
        return found | hinted
    near = {i: [Spot(p.passage, p.start, p.end, 0) for p in passages] for i, passages in alike.items()}
    return found | _by_group(Mention.RELATED, near, rest) | {i: evidence for i, evidence in hinted.items() if i in near}


def _by_group(mention: Mention, spots: Mapping[str, Sequence[Spot]], groups: Sequence[Copies]) -> dict[str, Evidence]:
    """Evidence of each report, or of the first of its copies that has any."""
    having = ((group.report.report_id, next((i for i in group.ids if spots.get(i)), None)) for group in groups)
    return {report_id: Evidence(mention, copy, tuple(spots[copy])) for report_id, copy in having if copy is not None}
