"""Quotes that show how reports stand to topics, numbered in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.models import Citation, Mention
from assistant.plans import Topic
from assistant.quoting import QUOTE_MAX, CitationList, cited, quote_span
from assistant.scope import Copies
from assistant.survey.matching import Evidence, Findings, Spot
from assistant.survey.units import Namer
from ingest.models import PassageKind, Report
from vectorstore import CatalogEntry, ReportStore

QUOTES_PER_REPORT = 3
"""Quotes shown for one report and topic; the number of all places is told beside them."""
RELATED_QUOTES = 2
"""The same for what is only related, or rejected by a language model."""
_NUMBER = re.compile(r"[0-9０-９](?!\s*[年月日号、.．])")
_TRIED = 40
"""Most places of a report that are looked at for its quotes."""


class Quoter:
    """Cites places of reports; their texts are read all at once."""

    def __init__(self, store: ReportStore, findings: Findings, groups: Iterable[Copies], namer: Namer, *, numbers: bool = False) -> None:
        """Read the texts of the reports that may be quoted.

        Args:
            store: The index.
            findings: How the reports stand to the topics.
            groups: Reports that may be quoted.
            namer: Names of the collection.
            numbers: Whether sentences with numbers are wanted first.
        """
        self._findings = findings
        self._numbers = numbers
        self._citations = CitationList(namer.names)
        self._by_group: dict[str, dict[int, None]] = {}
        groups = list(groups)
        entries = {e.report_id: e for group in groups for e in (group.report, *group.others)}
        copies = {evidence.copy for group in groups for topic in findings.topics if (evidence := findings.of(topic, group)).spots}
        texts = store.texts(sorted(copies))
        self._reports = {i: _report(entries[i], text) for i, text in texts.items()}

    def cite(self, topic: Topic, group: Copies, most: int) -> list[Citation]:
        """Quotes of a report for a topic.

        Args:
            topic: The topic.
            group: The report.
            most: How many at most.

        Returns:
            The quotes in the order of the text; none when there is nothing to quote.
        """
        evidence = self._findings.of(topic, group)
        if not evidence.spots or most < 1:
            return []
        report = self._reports[evidence.copy]
        spans = _spans(report.text, evidence, most, numbers=self._numbers)
        cited = [self._citations.cite(report, spot.passage, start, end) for (start, end), spot in spans]
        if evidence.mention is not Mention.NONE:
            self._by_group.setdefault(group.report.report_id, {}).update({c.number: None for c in cited})
        return cited

    def numbers(self, group: Copies) -> tuple[int, ...]:
        """Numbers of the quotes that were shown for a report, without those that a language model rejected.

        Args:
            group: The report.
        """
        return tuple(sorted(self._by_group.get(group.report.report_id, {})))

    def all(self) -> tuple[Citation, ...]:
        """Every citation in order."""
        return self._citations.all()


def quoted(citations: Sequence[Citation]) -> str:
    """Quotes with their numbers, as part of a cell.

    Args:
        citations: Citations.
    """
    return "；".join(map(cited, citations))


def _spans(text: str, evidence: Evidence, most: int, *, numbers: bool) -> list[tuple[tuple[int, int], Spot]]:
    """The sentences to quote: of the most exact terms, body before bare headings, then in order."""
    ranked = sorted(evidence.spots, key=lambda s: (s.rank, s.passage.kind is PassageKind.HEADING, s.start))
    if evidence.mention is not Mention.EXPLICIT:
        ranked = list(evidence.spots)
    if numbers:
        ranked[:_TRIED] = sorted(ranked[:_TRIED], key=lambda s: _NUMBER.search(text[slice(*_span(text, s))]) is None)
    chosen: dict[tuple[int, int], Spot] = {}
    for spot in ranked[:_TRIED]:
        if any(a <= spot.start and spot.end <= b for a, b in chosen):
            continue
        span = _span(text, spot)
        inside = [old for old in chosen if span[0] <= old[0] and old[1] <= span[1]]
        if not inside and len(chosen) == most:
            break
        for old in inside:
            del chosen[old]
        chosen[span] = spot
    return sorted(chosen.items(), key=lambda item: item[0])


def _span(text: str, spot: Spot) -> tuple[int, int]:
    """The sentence around a place, or the place itself when it is sentences already."""
    start, end = spot.start, spot.end
    if end - start > QUOTE_MAX:
        return quote_span(text, spot.passage, start, start + 1)
    return quote_span(text, spot.passage, start, end)


def _report(entry: CatalogEntry, text: str) -> Report:
    return Report(text=text, **{name: getattr(entry, name) for name in Report.model_fields if name != "text"})
