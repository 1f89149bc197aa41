"""Cut verbatim quotes out of reports and number them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from assistant.marked import literal, quotable
from assistant.models import Citation
from assistant.regions import display_names
from ingest.models import Passage, Region, Report
from ingest.sentences import sentences
from vectorstore import CatalogEntry

QUOTE_MAX = 160
"""Longest quote in characters; a longer sentence is cut at commas around the place of interest."""
_TELLING = 16
"""Shortest sentence, in characters, that tells something by itself; a shorter one (a heading on
the line of its text) is quoted with the next."""
_MARKDOWN = "*#>"
_COMMA = re.compile(r"[，,、；;：:]")


def quote_span(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """Span of the sentence around a place: with the next if short, cut at commas if long.

    Args:
        text: The report's text.
        passage: Passage the place is in.
        start: Start of the place.
        end: End of the place.

    Returns:
        Half-open span without white space at its ends.
    """
    spans = list(sentences(text, passage.start, passage.end))
    at = next((i for i, (a, b) in enumerate(spans) if a <= start < b), None)
    left, right = (start, end) if at is None else (spans[at][0], max(spans[at][1], end))
    if at is not None and at + 1 < len(spans) and len(text[left:right].strip()) < _TELLING and spans[at + 1][1] - left <= QUOTE_MAX:
        right = max(right, spans[at + 1][1])
    if right - left > QUOTE_MAX:
        left, right = _shorten(text, left, right, start, end)
    while left < start and (text[left].isspace() or text[left] in _MARKDOWN):
        left += 1
    while right > end and (text[right - 1].isspace() or text[right - 1] in _MARKDOWN):
        right -= 1
    return left, right


def _shorten(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    room = max(0, QUOTE_MAX - (end - start)) // 2
    if start - left > room:
        stops = [m.end() for m in _COMMA.finditer(text, start - room, start)]
        left = stops[0] if stops else start - room
    if right - end > room:
        stops = [m.start() for m in _COMMA.finditer(text, end, end + room)]
        right = stops[-1] if stops else end + room
    return left, right


class ReportNames:
    """What regions and reports are called in answers, so that no two are called the same."""

    def __init__(self, entries: Collection[CatalogEntry]) -> None:
        """Look at the whole collection.

        Args:
            entries: Every report in the index.
        """
        self._shown = display_names({e.region.name for e in entries if e.region.name})
        self._in_file = Counter(e.source for e in entries)

    def region(self, region: Region) -> str | None:
        """The shortest name of a region that means one region of the collection only.

        Args:
            region: The region.

        Returns:
            余杭区, or 南通市通州区 where there is another 通州区; None when unknown.
        """
        return self._shown.get(region.name, region.name) if region.name else None

    def of(self, report: CatalogEntry | Report) -> str:
        """A report's region, or its title and file, and its place there, when that is unknown.

        Args:
            report: The report.
        """
        place = f" 第{report.position + 1}篇" if self._in_file[report.source] > 1 else ""
        return self.region(report.region) or f"《{report.title}》（{literal(report.source)}{place}）"


class CitationList:
    """Numbers quotes in the order they are used; the same place keeps its number."""

    def __init__(self, names: ReportNames) -> None:
        """Start with no citation.

        Args:
            names: What regions are called.
        """
        self._names = names
        self._citations: dict[tuple[str, int, int], Citation] = {}

    def cite(self, report: Report, passage: Passage, start: int, end: int) -> Citation:
        """Cite a span.

        Args:
            report: The report.
            passage: The passage the span begins in.
            start: First code point.
            end: One past the last.

        Returns:
            The citation with its number.
        """
        key = (report.report_id, start, end)
        if key not in self._citations:
            self._citations[key] = Citation(
                number=len(self._citations) + 1,
                report_id=report.report_id,
                report_title=report.title,
                region=self._names.region(report.region),
                year=report.year,
                source=report.source,
                heading_path=passage.heading_path,
                quote=report.text[start:end],
                start=start,
                end=end,
                page=passage.page,
            )
        return self._citations[key]

    def all(self) -> tuple[Citation, ...]:
        """Every citation in order."""
        return tuple(self._citations.values())


def one_line(words: str) -> str:
    """Words on one line and without Markdown emphasis, for a list.

    Args:
        words: A verbatim quote.
    """
    return re.sub(r"\s+", " ", words.replace("**", "")).strip()


def cited(citation: Citation) -> str:
    """A quote on one line with its number: the form in which every answer cites.

    Args:
        citation: The citation.
    """
    return f"“{quotable(one_line(citation.quote))}”[{citation.number}]"
