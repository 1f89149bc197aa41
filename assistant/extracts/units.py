"""A report sentence by sentence, with what opens a paragraph or a point."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from ingest.models import Passage, PassageKind, Report
from ingest.sentences import sentences, starts_point
from vectorstore import ReportStore, StoredPassage

_MARKS = "：:。.；;* #"
_EDGE, _SHORT_LINE = 3, 40
"""How many lines at either end of a report may be title, address or signature, and how long such a line is."""
_CONTENT = re.compile(r"[0-9](?!\s*[年月日])")
_HEADING = 60
"""Longest heading in characters; a longer numbered line is a paragraph with its own text."""


class Unit(NamedTuple):
    """A sentence of a report."""

    passage: Passage
    """Passage it begins in."""
    start: int
    """First code point, white space left out."""
    end: int
    """One past the last code point, white space left out."""
    text: str
    """The words."""
    opens: bool
    """Whether it opens a paragraph or a point (一是…)."""
    heading: bool
    """Whether it is a heading and nothing else."""


class Read(NamedTuple):
    """A report with its sentences in order."""

    report: Report
    units: tuple[Unit, ...]


def read_reports(store: ReportStore, report_ids: Iterable[str]) -> list[Read]:
    """Load reports sentence by sentence.

    Args:
        store: The index.
        report_ids: Ids of the reports.
    """
    return [Read(report := store.report(i), tuple(_settled(list(_units(report, store.passages(i)))))) for i in report_ids]


def _units(report: Report, passages: Iterable[StoredPassage]) -> Iterator[Unit]:
    for stored in passages:
        passage = stored.passage
        for a, b in sentences(report.text, passage.start, passage.end):
            words = report.text[a:b]
            if not (text := words.strip()):
                continue
            start = a + len(words) - len(words.lstrip())
            first = start == 0 or "\n" in report.text[max(0, start - 2) : start] or report.text[:start].isspace()
            yield Unit(
                passage=passage,
                start=start,
                end=start + len(text),
                text=text,
                opens=first or starts_point(report.text, start, start + len(text)),
                heading=passage.kind is PassageKind.HEADING or _is_heading(text, passage),
            )


def _is_heading(text: str, passage: Passage) -> bool:
    bare = text.rstrip(_MARKS)
    return len(text) <= _HEADING and any(bare == heading.rstrip(_MARKS) for heading in passage.heading_path)


def _settled(units: list[Unit]) -> Iterator[Unit]:
    """Numbered lines with nothing under them are sentences, but for the title."""
    for unit, following in zip_longest(units, units[1:]):
        path = unit.passage.heading_path
        alone = following is None or following.passage.heading_path[: len(path)] != path
        yield unit._replace(heading=False) if unit.heading and path and alone else unit


def is_edge_line(read: Read, at: int) -> bool:
    """Whether a line is the title, an address or a signature: it has no stop and stands first or last.

    Args:
        read: The report.
        at: Place among its sentences.
    """
    text = read.units[at].text
    edge = at < _EDGE or at >= len(read.units) - _EDGE
    point = starts_point(text, 0, len(text))
    bare = len(text) <= _SHORT_LINE and not point and not re.search(r"[。；;！!，,：:|]", text) and not _CONTENT.search(text)
    return text == read.report.title or (edge and bare)


def under(unit: Unit, path: tuple[str, ...]) -> bool:
    """Whether a sentence lies in a section or in one below it.

    Args:
        unit: The sentence.
        path: Headings of the section, outermost first.
    """
    return unit.passage.heading_path[: len(path)] == path


def blocks(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """Sentences by paragraph or point, headings left out.

    Args:
        units: Sentences of one report in order.
    """
    found: list[list[Unit]] = []
    section: tuple[str, ...] | None = None
    for unit in units:
        if unit.heading:
            section = None
            continue
        if not found or unit.opens or section != unit.passage.heading_path:
            found.append([])
        section = unit.passage.heading_path
        found[-1].append(unit)
    return [tuple(block) for block in found]
