"""Sentences that hold every part of a topic: 招聘 and 心理教师."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from ingest.models import Passage
from ingest.sentences import sentences
from vectorstore import ReportStore


class Stretch(NamedTuple):
    """From the first part to the last in one sentence."""

    passage: Passage
    """The passage it is in."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last."""


_Places = Mapping[str, Sequence[Stretch]]
"""Places of a part's names by report."""


def stretches(store: ReportStore, parts: Sequence[_Places]) -> dict[str, list[Stretch]]:
    """Find the sentences that hold a place of every part, apart from one another.

    Args:
        store: The index.
        parts: For each part, where one of its names stands, by report.

    Returns:
        By report, one stretch a sentence, in order.
    """
    having = set.intersection(*(set(part) for part in parts)) if parts else set()
    found: dict[str, list[Stretch]] = {}
    for report_id, text in store.texts(sorted(having)).items():
        held = list(_in_report(text, [part[report_id] for part in parts]))
        if held:
            found[report_id] = held
    return found


def _in_report(text: str, parts: Sequence[Sequence[Stretch]]) -> Iterator[Stretch]:
    by_passage = [_by_passage(places) for places in parts]
    for key in by_passage[0]:
        if not all(key in places for places in by_passage):
            continue
        passage = by_passage[0][key][0].passage
        for start, end in sentences(text, passage.start, passage.end):
            inside = [[p for p in places[key] if start <= p.start < end] for places in by_passage]
            if chosen := next(filter(_apart, product(*inside)), None):
                yield Stretch(passage, min(p.start for p in chosen), max(p.end for p in chosen))


def _by_passage(places: Sequence[Stretch]) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for place in places:
        found.setdefault(place.passage.passage_id, []).append(place)
    return found


def _apart(places: Sequence[Stretch]) -> bool:
    ordered = sorted(places, key=lambda p: p.start)
    return all(a.end <= b.start for a, b in pairwise(ordered))
