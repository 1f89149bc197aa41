"""Removals from an extraction's text, with every offset carried along."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.models import Cut, CutReason, Extraction, StyledHeading


class Removal(NamedTuple):
    """A span to be taken out of a text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    reason: CutReason | None
    """Why; None for white space that nobody misses, such as a line end inside a sentence."""
    filling: str = ""
    """White space put in its place."""


def remove(extraction: Extraction, removals: Iterable[Removal]) -> Extraction:
    """Take spans out of an extraction.

    Args:
        extraction: What a reader gave.
        removals: Spans of its text; where two overlap, the later one loses the shared part.

    Returns:
        The extraction without them: pages and headings moved along, what had a reason kept as a cut.
    """
    kept = _disjoint(removals)
    if not kept:
        return extraction
    text = extraction.text
    pieces: list[str] = []
    cuts: list[Cut] = []
    starts, shifts = [0], [0]
    at = length = 0
    for r in kept:
        pieces.append(text[at : r.start])
        length += r.start - at
        if r.reason is not None and text[r.start : r.end].strip():
            cuts.append(Cut(reason=r.reason, text=text[r.start : r.end].strip("\n"), start=length))
        pieces.append(r.filling)
        length += len(r.filling)
        at = r.end
        starts.append(r.end)
        shifts.append(r.end - length)
    pieces.append(text[at:])

    def moved(offset: int) -> int:
        i = bisect_right(starts, offset) - 1
        place = offset - shifts[i]
        return min(place, kept[i].start - shifts[i]) if i < len(kept) else place

    return Extraction(
        text="".join(pieces),
        pages=tuple(moved(p) for p in extraction.pages),
        headings=tuple(
            StyledHeading(start=moved(h.start), end=moved(h.end), level=h.level) for h in extraction.headings if moved(h.end) > moved(h.start)
        ),
        cuts=_in_order([*(c.model_copy(update={"start": moved(c.start)}) for c in extraction.cuts), *cuts]),
        recognised_pages=extraction.recognised_pages,
    )


def _disjoint(removals: Iterable[Removal]) -> list[Removal]:
    kept: list[Removal] = []
    for r in sorted(removals, key=lambda r: (r.start, -r.end)):
        before = kept[-1].end if kept else 0
        if r.end > before:
            kept.append(r._replace(start=max(r.start, before)))
    return kept


def _in_order(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    return tuple(sorted(cuts, key=lambda c: c.start))
