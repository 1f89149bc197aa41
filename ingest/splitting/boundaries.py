"""Where one report ends and the next begins in the text of one file.

Every place where a report could begin is weighed against the report that began before it:
explicit marks, titles, the words of an opening, numbering that starts again, a change of
voice or of the districts named, what stands between; evidence against (the numbering goes
on, the title announces two halves) counts as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.models import Extraction
from ingest.splitting.evidence import ENOUGH, ENOUGH_ALONE, is_announced, may_begin, weigh
from ingest.splitting.heads import Head, find_heads
from ingest.splitting.reading import SHORTEST, Reading
from ingest.splitting.titles import NAMED

_SHORTEST_MARKED = 40
"""Fewest characters of body behind an explicit mark."""


class Part(NamedTuple):
    """One report's share of a file's text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    title: str
    """Its title line without number and ornaments; empty when none names its issuer."""


def split(extraction: Extraction) -> list[Part]:
    """Find the reports of a file.

    Args:
        extraction: The cleaned extraction.

    Returns:
        Parts of its text in order, one for each report; what lies between belongs to
        none. At least one.
    """
    reading = Reading(extraction)
    starts: list[Head] = []
    for head in find_heads(reading):
        if not starts or (len(starts) == 1 and _is_preamble(reading, starts[0], head)):
            starts = [head]
        elif _begins(reading, head, starts[-1]):
            starts.append(head)
    return _parts(reading, starts)


def _begins(reading: Reading, head: Head, since: Head) -> bool:
    if not may_begin(reading, head):
        return False
    if _body_length(reading, since, head) < (_SHORTEST_MARKED if head.mark else SHORTEST):
        return False
    return weigh(reading, head, since) >= (ENOUGH if is_announced(reading, head) else ENOUGH_ALONE)


def _is_preamble(reading: Reading, first: Head, head: Head) -> bool:
    """Whether a few words without a title at the top only lead to the first report."""
    untitled = not first.title and not first.mark
    return untitled and (head.mark is not None or head.title >= NAMED) and _body_length(reading, first, head) < SHORTEST


def _body_length(reading: Reading, since: Head, head: Head) -> int:
    if since.body >= len(reading.lines):
        return 0
    return reading.length_before[head.first] - reading.length_before[since.body]


def _parts(reading: Reading, starts: Sequence[Head]) -> list[Part]:
    text = reading.text
    if not starts:
        return [Part(0, len(text), "")]
    begins = [reading.lines[head.first].start for head in starts]
    ends = [*(reading.lines[head.above].start for head in starts[1:]), len(text)]
    return [Part(a, a + len(text[a:b].rstrip()), head.words if head.title >= NAMED else "") for a, b, head in zip(begins, ends, starts, strict=True)]
