"""Candidates by likeness: passages of like meaning, and concepts that the collection does have."""

from __future__ import annotations

from collections.abc import Collection

from assistant.plans import Topic
from assistant.survey.likeness import Related, RelatedPassage
from assistant.thesaurus import Thesaurus
from assistant.thesaurus.lookup import folded
from ingest.models import Passage
from ingest.sentences import sentences
from vectorstore import ReportStore
from vectorstore.errors import ModelUnavailableError
from vectorstore.fulltext import bigrams

MIN_COSINE, MIN_COSINE_HINTED = 0.877, 0.865
"""Cosine from which a passage is shown as related, without and with one of the topic's related
terms in its report. Measured on 52 topics over 39 reports (docs/benchmarks.md): of the reports
that no term finds, these thresholds show 7 of 25 that do concern the topic and 6 of 568 that do not."""
_NEIGHBOURS = 2_000
"""Passages taken from the vectors."""
_PER_REPORT = 1
"""Passages kept of one report."""
_CONCEPTS = 5
"""Concepts offered when a topic stands nowhere."""


class NearPassages:
    """Finds the passages of each report whose vectors come near to a topic's."""

    def __init__(self, store: ReportStore) -> None:
        """Remember the index.

        Args:
            store: The index.
        """
        self._store = store

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> Related | None:
        """Find passages of like meaning.

        Args:
            topic: What is looked for.
            reports: Ids of the reports to look at.
            hinted: Those of them that hold one of the topic's related terms.

        Returns:
            What was found; None when the embedding model cannot be loaded.
        """
        wanted = set(reports)
        try:
            vector = self._store.embed_query(topic.concept or topic.text)
        except ModelUnavailableError:
            return None
        ranked = self._store.rank_by_meaning(vector, _NEIGHBOURS, least=MIN_COSINE_HINTED)
        stored = self._store.passages_by_row([row for row, _ in ranked])
        found: dict[str, list[RelatedPassage]] = {}
        for row, cosine in ranked:
            passage, text = stored[row].passage, stored[row].text
            report_id = passage.report_id
            if report_id not in wanted or (cosine < MIN_COSINE and report_id not in hinted) or len(found.get(report_id, ())) == _PER_REPORT:
                continue
            start, end = _nearest_sentence(passage, text, topic)
            found.setdefault(report_id, []).append(RelatedPassage(passage, start, end, cosine))
        return Related(found)


def _nearest_sentence(passage: Passage, text: str, topic: Topic) -> tuple[int, int]:
    """The sentence of a passage that shares most with the topic's words; the first of equals."""
    words = {b for term in (topic.text, *topic.terms, *topic.related_terms) for b in bigrams(folded(term))}
    spans = [(a, b) for a, b in sentences(text, 0, len(text)) if text[a:b].strip()]
    a, b = max(spans, key=lambda span: sum(word in text[span[0] : span[1]] for word in words)) if spans else (0, len(text))
    a += len(text[a:b]) - len(text[a:b].lstrip())
    return passage.start + a, passage.start + a + len(text[a:b].rstrip())


def near_concepts(store: ReportStore, thesaurus: Thesaurus, topic: Topic) -> list[str]:
    """Concepts like a topic that the collection does have.

    Args:
        store: The index.
        thesaurus: The concepts known.
        topic: A topic that stands nowhere.

    Returns:
        Names of concepts, the most alike first.
    """
    own = folded(topic.text)
    pieces = set(bigrams(own))
    scored = []
    for concept in thesaurus.concepts:
        shared = max(
            len(pieces & set(bigrams(folded(word)))) / (len(folded(word)) + len(own)) for word in (concept.name, *concept.same, *concept.asked)
        )
        if shared and concept.name != topic.concept:
            scored.append((shared, concept))
    scored.sort(key=lambda pair: -pair[0])
    held = (concept.name for _, concept in scored[: 4 * _CONCEPTS] if any(store.find_everywhere(term) for term in (concept.name, *concept.same)))
    return [name for name, _ in zip(held, range(_CONCEPTS), strict=False)]
