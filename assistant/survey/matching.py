"""How every report stands to every topic: explicit, related, none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Judgement, Mention
from assistant.plans import Topic
from assistant.scope import Copies
from assistant.survey.jointly import Stretch, stretches
from assistant.survey.likeness import Related, RelatedFinder, RelatedPassage
from ingest.models import Passage
from vectorstore import ReportStore, TermMatch

_FEW = 300
"""Most reports that the index is asked about by name; for more it is asked about all."""
_PlacesOf = dict[str, list[TermMatch]]


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
    """Explicit or related; none with places that a language model rejected."""
    copy: str
    """Id of the report, or of the copy, that the places are in."""
    spots: tuple[Spot, ...]
    """The places, of the most exact terms first."""
    judged: Judgement | None = None
    """What a language model makes of places of like meaning; None when none judged them."""
    reason: str = ""
    """The model's reason; empty when it gave none."""

    @property
    def counts(self) -> bool:
        """Whether it mentions the topic: in words, or in meaning as a language model confirmed."""
        return self.mention is Mention.EXPLICIT or self.judged is Judgement.CONFIRMED

    @property
    def doubtful(self) -> bool:
        """Whether a person has to tell if it mentions the topic."""
        return self.mention is Mention.RELATED and not self.counts

    @property
    def places(self) -> int:
        """How many places there are, those that overlap as one."""
        count, reached = 0, -1
        for spot in sorted(self.spots, key=lambda spot: (spot.start, spot.end)):
            count += spot.start >= reached
            reached = max(reached, spot.end)
        return count


NOTHING = Evidence(Mention.NONE, "", ())


class Found(NamedTuple):
    """What was found of one topic."""

    evidence: Mapping[str, Evidence]
    """By id of the fullest copy."""
    beyond: Related
    """What was found beyond its terms."""


class Findings:
    """How every report in scope stands to every topic."""

    def __init__(self, topics: Sequence[Topic], found: Sequence[Found]) -> None:
        """Keep what was found.

        Args:
            topics: The plan's topics.
            found: What was found of each.
        """
        self.topics = tuple(topics)
        self._found = {topic.text: each.evidence for topic, each in zip(topics, found, strict=True)}
        self.unjudged = frozenset(i for each in found for i in each.beyond.unjudged)
        """Ids of the reports with passages that a language model was to judge and did not."""
        self.notes = tuple(dict.fromkeys(note for each in found for note in each.beyond.notes))
        """What a reader has to know about the search beyond terms."""

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

    def counts(self, topic: Topic, groups: Iterable[Copies]) -> bool:
        """Whether any of several reports mentions a topic, in words or confirmed.

        Args:
            topic: One of the topics.
            groups: Reports in scope.
        """
        return any(self.of(topic, group).counts for group in groups)

    def doubtful(self, topic: Topic, groups: Sequence[Copies]) -> bool:
        """Whether a person has to tell if several reports together mention a topic.

        Args:
            topic: One of the topics.
            groups: Reports in scope.
        """
        return not self.counts(topic, groups) and any(self.of(topic, group).doubtful for group in groups)


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


def _topic(terms: _Terms, topic: Topic, groups: Sequence[Copies], related: RelatedFinder | None) -> Found:
    spots = terms.spots(topic.terms, topic.excluded, whole=not topic.literal)
    for report_id, places in terms.together(topic).items():
        spots.setdefault(report_id, []).extend(places)
    found = _by_group(Mention.EXPLICIT, spots, groups)
    rest = [group for group in groups if group.report.report_id not in found]
    hinted = _by_group(Mention.RELATED, terms.spots(topic.related_terms, topic.excluded), rest) if topic.related_terms else {}
    alike = related(topic, [group.report.report_id for group in rest], hinted) if related is not None and rest and not topic.literal else None
    if alike is None:
        return Found(found | hinted, Related({}))
    near = {i: _likely(i, passages, hinted.get(i)) for i, passages in alike.passages.items()}
    return Found(found | near, alike)


def _likely(report_id: str, passages: Sequence[RelatedPassage], hinted: Evidence | None) -> Evidence:
    """What passages of like meaning tell; hinted words are shown in their place unless a language model judged them."""

    def of(judged: Judgement | None) -> list[RelatedPassage]:
        return [p for p in passages if p.judged is judged]

    confirmed, rejected = of(Judgement.CONFIRMED), of(Judgement.REJECTED)
    kept = confirmed or [p for p in passages if p.judged is not Judgement.REJECTED]
    judged = Judgement.CONFIRMED if confirmed else Judgement.UNSURE if of(Judgement.UNSURE) else None if kept else Judgement.REJECTED
    if judged is None and hinted is not None:
        return hinted
    shown = kept or rejected
    spots = tuple(Spot(p.passage, p.start, p.end, 0) for p in shown)
    return Evidence(Mention.RELATED if kept else Mention.NONE, report_id, spots, judged, shown[0].reason)


def _by_group(mention: Mention, spots: Mapping[str, Sequence[Spot]], groups: Sequence[Copies]) -> dict[str, Evidence]:
    """Evidence of each report, or of the first of its copies that has any."""
    having = ((group.report.report_id, next((i for i in group.ids if spots.get(i)), None)) for group in groups)
    return {report_id: Evidence(mention, copy, tuple(spots[copy])) for report_id, copy in having if copy is not None}
