"""Answers without a language model: the best sentences, verbatim and cited."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from assistant.chain.retrieval import Repeated
from assistant.models import Citation, Plan, Status
from assistant.quoting import CitationList, ReportNames, not_inside, one_line, quote_span
from assistant.regions import spoken_forms
from assistant.wording import content_words, told_words
from ingest.models import Passage, Report
from ingest.sentences import sentences
from vectorstore import Hit, ReportStore
from vectorstore.fulltext import bigrams, fold

_SENTENCES = 5
"""Most sentences in an answer."""
_NEAREST = 2
"""Most sentences shown as nearest when the question is not answered."""
_NEAR_BEST = 0.6
"""Share of the best sentence's score that another needs to be shown."""
_PASSAGE_SHARE = 0.3
"""Weight of the passage's rank score in a sentence's score."""
MIN_COVERED = 0.5
"""Share of the question's information (inverse document frequency of its bigrams) that one
passage must hold; below it the collection is taken to say nothing about the question."""

_MIN_NEAR = 0.25
"""Share of the question's information below which not even the nearest sentences are shown."""


class Evidence(NamedTuple):
    """What an answerer is given."""

    question: str
    """The question as asked."""
    plan: Plan
    """What was understood; the passages are within its regions and years."""
    hits: tuple[Hit, ...]
    """Passages, best first."""


class Draft(NamedTuple):
    """What an answerer gives back."""

    text: str
    """The answer in Markdown with ``[1]`` for citations."""
    citations: tuple[Citation, ...]
    """The quotes it cites."""
    status: Status
    """How it ended."""


class _Sentence(NamedTuple):
    score: float
    report: Report
    passage: Passage
    start: int
    end: int


def extract_answer(store: ReportStore, evidence: Evidence) -> Draft:
    """Answer with the sentences that hold most of the question.

    Args:
        store: The index, for the frequency of words.
        evidence: Question and passages.

    Returns:
        Sentences grouped by report, or a plain statement that nothing was found.
    """
    weights = _weights(store, _open_words(evidence))
    if not weights:
        return Draft("只看到地区或年份，没有看到要了解的事项。请写完整，例如：某区今年招聘了多少名教师？", (), Status.UNSUPPORTED)
    refusal = f"资料中没有找到能回答“{one_line(evidence.question)}”的内容。"
    if not evidence.hits:
        return Draft(refusal, (), Status.NO_EVIDENCE)
    total = sum(weights.values())
    covered = max(_covered(_with_context(store, hit), weights) for hit in evidence.hits) / total
    repeated = Repeated(store, evidence.hits)
    scored = (s for s in _scored(store, evidence.hits, weights) if not repeated(s.report.report_id, s.report.text[s.start : s.end]))
    ranked = sorted(scored, key=lambda s: -s.score)
    chosen = [s for s in ranked[:_SENTENCES] if s.score >= _NEAR_BEST * ranked[0].score]
    if covered >= MIN_COVERED:
        return _draft(store, "资料中最相关的原文：", chosen, Status.ANSWERED)
    if covered >= _MIN_NEAR and chosen:
        return _draft(store, f"{refusal}字面最接近的原文如下，请核对是否相关：", chosen[:_NEAREST], Status.NO_EVIDENCE)
    return Draft(refusal, (), Status.NO_EVIDENCE)


def _open_words(evidence: Evidence) -> str:
    """The question without the regions and years that the passages already satisfy."""
    words = evidence.question
    if evidence.hits:
        for form in spoken_forms(evidence.plan.regions):
            words = words.replace(form, "，")
        for year in evidence.plan.years:
            words = words.replace(f"{year}年", "，")
    return words


def _with_context(store: ReportStore, hit: Hit) -> str:
    return "\n".join((store.report(hit.passage.report_id).title, *hit.passage.heading_path, hit.text))


def _weights(store: ReportStore, question: str) -> dict[str, float]:
    """Bigrams of the question's content with their inverse document frequency."""
    tokens = _bigrams(content_words(question)) or _bigrams(told_words(question))
    frequency, passages = store.token_frequency(tokens)
    return {t: math.log(1 + passages / (frequency.get(t, 0) + 0.5)) for t in tokens}


def _bigrams(words: str) -> list[str]:
    return list(dict.fromkeys(b for stretch in fold(words)[0].split("¶") for b in bigrams(stretch)))


def _covered(text: str, weights: dict[str, float]) -> float:
    folded = fold(text)[0]
    return sum(weight for token, weight in weights.items() if token in folded)


def _scored(store: ReportStore, hits: Sequence[Hit], weights: dict[str, float]) -> list[_Sentence]:
    total = sum(weights.values())
    found = []
    for hit in hits:
        report = store.report(hit.passage.report_id)
        for a, b in sentences(report.text, hit.passage.start, hit.passage.end):
            start, end = quote_span(report.text, hit.passage, a + (len(report.text[a:b]) - len(report.text[a:b].lstrip())), b)
            score = (1 - _PASSAGE_SHARE) * _covered(report.text[start:end], weights) / total + _PASSAGE_SHARE * hit.score
            found.append(_Sentence(score, report, hit.passage, start, end))
    return found


def _draft(store: ReportStore, opening: str, chosen: Sequence[_Sentence], status: Status) -> Draft:
    names = ReportNames(store.entries())
    citations = CitationList(names)
    by_report: dict[str, list[_Sentence]] = {}
    for sentence in chosen:
        by_report.setdefault(sentence.report.report_id, []).append(sentence)
    lines = [opening]
    for group in by_report.values():
        report = group[0].report
        quotes = []
        whole = not_inside((s.start, s.end) for s in group)
        for s in sorted((s for s in group if (s.start, s.end) in whole), key=lambda s: s.start):
            number = citations.cite(report, s.passage, s.start, s.end).number
            quotes.append(f"“{one_line(report.text[s.start : s.end])}”[{number}]")
        lines.append(f"- **{names.of(report)}** {f'《{report.title}》' if report.region.name else ''}：{'；'.join(quotes)}")
    return Draft("\n".join(lines), citations.all(), status)
