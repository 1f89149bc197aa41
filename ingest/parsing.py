"""What a reader gave → reports with regions, sections and passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ingest.cleaning import clean
from ingest.dating import find_outlook, find_period, find_year
from ingest.metadata import find_title, find_type
from ingest.models import Cut, CutReason, DocumentType, Extraction, Outlook, ParsedReport, Region, Report, StyledHeading, stable_id
from ingest.official import is_official
from ingest.passages import cut_passages
from ingest.regions import ReportText, find_regions
from ingest.sections import build_sections
from ingest.sentences import Span
from ingest.splitting import split

PIPELINE_VERSION = "3"
"""Raised whenever the same bytes would give other reports; unchanged files are then read again."""


def parse_reports(source: str, extraction: Extraction) -> tuple[ParsedReport, ...]:
    """Parse what a reader got out of one file.

    Args:
        source: Name of the source in the index.
        extraction: The reader's result.

    Returns:
        The reports of the file in order, at least one.
    """
    whole = clean(extraction)
    parts = split(whole)
    spans = [(part.start, part.end) for part in parts]
    texts = [whole.text[start:end] for start, end in spans]
    titles = [find_title(text, source, part.title) for text, part in zip(texts, parts, strict=True)]
    regions = find_regions([ReportText(title, text) for title, text in zip(titles, texts, strict=True)], source)
    cuts = _share_out(whole, spans)
    return tuple(
        _parse_report(source, i, titles[i], region, issuer, _part(whole, spans[i])).model_copy(update={"start": spans[i][0], "cuts": tuple(cuts[i])})
        for i, (region, issuer) in enumerate(regions)
    )


def _parse_report(source: str, position: int, title: str, region: Region, issuer: str | None, part: Extraction) -> ParsedReport:
    text = part.text
    kind = find_type(title, text)
    outlook = find_outlook(kind, text)
    if kind is DocumentType.SUMMARY and outlook is Outlook.AHEAD:
        kind = DocumentType.PLAN
    report = Report(
        report_id=stable_id("r", source, str(position)),
        source=source,
        position=position,
        title=title,
        text=text,
        region=region,
        year=find_year(title, source, text, kind),
        period=find_period(title, text),
        outlook=outlook,
        issuer=issuer,
        doc_type=kind,
        official=is_official(title, text),
    )
    sections = build_sections(text, part.headings)
    passages = cut_passages(report.report_id, text, sections)
    if part.pages:
        passages = tuple(p.model_copy(update={"page": bisect_right(part.pages, p.start)}) for p in passages)
    return ParsedReport(report=report, sections=sections, passages=passages)


def _part(whole: Extraction, span: Span) -> Extraction:
    """One report's share of a file; pages that began before it begin at or before 0."""
    start, end = span
    return Extraction(
        text=whole.text[start:end],
        pages=tuple(page - start for page in whole.pages if page < end),
        headings=tuple(
            StyledHeading(start=h.start - start, end=h.end - start, level=h.level) for h in whole.headings if start <= h.start and h.end <= end
        ),
    )


def _share_out(whole: Extraction, spans: Sequence[Span]) -> list[list[Cut]]:
    """Give every cut, and the text that belongs to no report, to the report it stands in or behind."""
    starts = [start for start, _ in spans]
    ends = [0, *(end for _, end in spans)]
    gaps = zip(ends, [*starts, len(whole.text)], strict=True)
    outside = [Cut(reason=CutReason.OUTSIDE, text=whole.text[a:b].strip(), start=a) for a, b in gaps if whole.text[a:b].strip()]
    shared: list[list[Cut]] = [[] for _ in spans]
    for cut in sorted([*whole.cuts, *outside], key=lambda c: c.start):
        i = max(0, bisect_right(starts, cut.start) - 1)
        start, end = spans[i]
        shared[i].append(cut.model_copy(update={"start": min(max(cut.start, start), end) - start}))
    return shared
