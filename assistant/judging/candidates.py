"""Places of reports that a language model is asked about, where no term of a topic stands."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from assistant.addressing import speaks_to_the_answerer
from assistant.plans import Topic
from assistant.survey.likeness import RelatedPassage
from assistant.thesaurus.lookup import folded
from ingest.models import Passage
from ingest.sentences import sentences
from vectorstore import ReportStore
from vectorstore.fulltext import bigrams

MOST = 20
"""Most reports of one topic that are judged beside those that likeness alone shows."""
SHOWN = 160
"""Longest place in characters: a model reads about 130 tokens a second on two cores."""
_BY_MEANING, _BY_WORDS = 2, 2
"""Passages of a report that are looked at: the nearest ones by their vectors, and by their words."""
_NEIGHBOURS = 2_000
"""Passages taken from each ranking."""
MIN_COSINE = 0.84
"""Least cosine of a report's nearest passage; of less likeness are none of the reports that concern a topic without a term."""
_TELLING = 12
"""Shortest sentence, in characters, that is judged by itself."""
_COMMAS = "，,、；; "
_RANK_OFFSET = 10
"""Added to ranks before their reciprocals are summed, so that the first ranks do not decide alone."""
_NAMES = 20
"""Most terms of a topic by whose words places are found."""


class Candidate(NamedTuple):
    """A place that may concern a topic."""

    near: RelatedPassage
    """The place."""
    text: str
    """Its words."""
    heading: str
    """The heading that it stands under; empty when there is none."""


class _Pooled(NamedTuple):
    passage: Passage
    text: str
    cosine: float


def candidates(store: ReportStore, topic: Topic, reports: Collection[str], usual: Collection[str]) -> list[Candidate]:
    """Find the places that may concern a topic.

    Args:
        store: The index.
        topic: What is looked for.
        reports: Ids of the reports to look at.
        usual: Ids of those that likeness alone shows as related.

    Returns:
        One place of each of the usual reports and of at most ``MOST`` others; the likeliest report first.

    Raises:
        ModelUnavailableError: The embedding model cannot be loaded.
    """
    pools = _pools(store, topic, set(reports))
    kept = {*usual, *[report_id for report_id in pools if report_id not in usual][:MOST]}
    weights = _Weights(store, topic, [near.text for report_id in kept for near in pools.get(report_id, ())])
    found = (_of_report(weights, pool) for report_id, pool in pools.items() if report_id in kept)
    return [candidate for candidate in found if candidate is not None]


def _pools(store: ReportStore, topic: Topic, reports: set[str]) -> dict[str, list[_Pooled]]:
    """Passages of each report that come nearest by their vectors or by their words, the likeliest report first."""
    near = store.rank_by_meaning(store.embed_query(topic.concept or topic.text), _NEIGHBOURS, least=MIN_COSINE)
    worded = store.rank_by_words(" ".join((topic.text, *topic.terms[:_NAMES], *topic.related_terms)), _NEIGHBOURS)
    stored = store.passages_by_row(list(dict.fromkeys(row for row, _ in (*near, *worded))))
    cosines = dict(near)
    rows: dict[str, dict[int, None]] = {}
    scores: defaultdict[str, float] = defaultdict(float)
    for ranked, most in ((near, _BY_MEANING), (worded, _BY_WORDS)):
        by_report: dict[str, list[int]] = {}
        for row, _ in ranked:
            by_report.setdefault(stored[row].passage.report_id, []).append(row)
        for rank, report_id in enumerate(i for i in by_report if i in reports):
            rows.setdefault(report_id, {}).update(dict.fromkeys(by_report[report_id][:most]))
            scores[report_id] += 1 / (_RANK_OFFSET + rank)
    order = sorted(rows.keys() & {stored[row].passage.report_id for row, _ in near}, key=lambda report_id: (-scores[report_id], report_id))
    return {i: [_Pooled(stored[row].passage, stored[row].text, cosines.get(row, 0.0)) for row in rows[i]] for i in order}


def _of_report(weights: _Weights, pool: Sequence[_Pooled]) -> Candidate | None:
    """The place of a report that shares most with the topic's words; the nearest passage's, then the first, of equals.

    None of those that speak to the answerer.
    """
    found: list[tuple[float, Candidate]] = []
    for near in pool:
        heading = near.passage.heading_path[-1] if near.passage.heading_path else ""
        heading = "" if speaks_to_the_answerer(heading) else heading
        for start, end in _stretches(near.text):
            words = near.text[start:end]
            place = RelatedPassage(near.passage, near.passage.start + start, near.passage.start + end, near.cosine)
            if not speaks_to_the_answerer(words):
                found.append((weights.of(words), Candidate(place, words, heading)))
    ranked = sorted(found, key=lambda pair: (-pair[0], -pair[1].near.score, pair[1].near.start))
    return ranked[0][1] if ranked else None


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a passage, short ones with what follows them, without white space at their ends."""
    spans = list(sentences(text, 0, len(text)))
    at = 0
    for n, (_, end) in enumerate(spans):
        if end - at < _TELLING and n + 1 < len(spans) and spans[n + 1][1] - at <= SHOWN:
            continue
        for start, stop in _cut(text, at, end):
            words = text[start:stop]
            if sum(c.isalnum() for c in words) > 1:
                yield start + len(words) - len(words.lstrip()), stop - len(words) + len(words.rstrip())
        at = end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most ``SHOWN`` characters, cut after commas where there are any."""
    while end - start > SHOWN:
        comma = max(text.rfind(mark, start + 1, start + SHOWN) for mark in _COMMAS)
        stop = comma + 1 if comma > 0 else start + SHOWN
        yield start, stop
        start = stop
    yield start, end


class _Weights:
    """Tells how much words share with a topic's: rare characters and pairs of characters weigh more."""

    def __init__(self, store: ReportStore, topic: Topic, texts: Sequence[str]) -> None:
        names = [folded(name) for name in (topic.text, *topic.terms[:_NAMES], *topic.related_terms)]
        pairs = list(dict.fromkeys(pair for name in names for pair in bigrams(name)))
        frequency, total = store.token_frequency(pairs)
        self._pairs = {pair: math.log((total + 1) / (frequency.get(pair, 0) + 1)) for pair in pairs}
        holding = Counter(c for text in texts for c in set(folded(text)))
        self._signs = {c: math.log((len(texts) + 1) / (holding[c] + 1)) for c in names[0] if c.isalnum()}

    def of(self, words: str) -> float:
        form = folded(words)
        return sum(weight for c, weight in self._signs.items() if c in form) + sum(weight for pair, weight in self._pairs.items() if pair in form)
