"""Text of a file → reports with sections and passages."""

from __future__ import annotations

from ingest.metadata import find_period, find_region, find_title, find_type, find_year
from ingest.models import ParsedReport, Report, stable_id
from ingest.passages import cut_passages
from ingest.sections import build_sections

PIPELINE_VERSION = "1"
"""Raised whenever the same bytes would give other reports; unchanged files are then read again."""


def parse_reports(source: str, text: str) -> tuple[ParsedReport, ...]:
    """Parse the text of one file.

    Args:
        source: Name of the source in the index.
        text: Normalised text of the file.

    Returns:
        The reports of the file in order; one file is one report.
    """
    return (_parse_report(source, 0, text),)


def _parse_report(source: str, position: int, text: str) -> ParsedReport:
    title = find_title(text, source)
    report = Report(
        report_id=stable_id("r", source, str(position)),
        source=source,
        position=position,
        title=title,
        text=text,
        region=find_region(text, title, source),
        year=find_year(title, source),
        period=find_period(title),
        doc_type=find_type(title),
    )
    sections = build_sections(text)
    return ParsedReport(report=report, sections=sections, passages=cut_passages(report.report_id, text, sections))
