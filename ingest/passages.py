"""Sections → passages: citable spans cut at sentence ends, never across sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.models import Passage, PassageKind, Section, stable_id
from ingest.sentences import Span, sentences, starts_point

PASSAGE_MAX = 400
"""Longest passage in characters. Four hundred ideographs are about 270 tokens, so heading
path and text together stay inside the 512 tokens of the usual sentence encoders."""

_SOFT_BREAK = re.compile(r"[，,、：:\s]")


def cut_passages(report_id: str, text: str, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Cut a report into passages.

    Every character that is not white space lies in exactly one passage, and no passage
    reaches into a second section. Long sections are cut into parts of about equal
    length, at the end of a paragraph or before a point (一是…) where one is near.

    Args:
        report_id: Id of the report.
        text: The report's text.
        sections: Its section tree.

    Returns:
        Passages in document order.
    """
    passages: list[Passage] = []
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    for section in sections:
        for start, end in _cut(text, section):
            words = text[start:end]
            key = (section.heading_path, words)
            seen[key] += 1
            passages.append(
                Passage(
                    passage_id=stable_id("p", report_id, *section.heading_path, words, str(seen[key])),
                    report_id=report_id,
                    ordinal=len(passages),
                    start=start,
                    end=end,
                    heading_path=section.heading_path,
                    kind=_kind(section, words),
                )
            )
    return tuple(passages)


def _kind(section: Section, words: str) -> PassageKind:
    if section.level:
        bare = words.strip().rstrip("：:。*") == section.heading.strip().rstrip("：:。*")
    else:
        bare = not re.search(r"[。！？；，]", words) and len(words) <= 80
    return PassageKind.HEADING if bare and len(words) <= 80 else PassageKind.BODY


def _cut(text: str, section: Section) -> list[Span]:
    stripped = _strip(text, section.start, section.end)
    if stripped is None:
        return []
    start, end = stripped
    if end - start <= PASSAGE_MAX:
        return [stripped]
    units = [part for s in sentences(text, start, end) for part in _split_long(text, *s)]
    parts = -(-(end - start) // PASSAGE_MAX)
    target = (end - start) / parts
    cuts: list[Span] = []
    at = start
    for i, (_, unit_end) in enumerate(units):
        following = units[i + 1] if i + 1 < len(units) else None
        if following is None:
            break
        length = unit_end - at
        good_place = "\n" in text[unit_end - 1 : following[0] + 1] or starts_point(text, *following)
        if following[1] - at > PASSAGE_MAX or (length >= 0.8 * target and good_place):
            cuts.append((at, unit_end))
            at = unit_end
    cuts.append((at, end))
    return [s for cut in cuts if (s := _strip(text, *cut))]


def _split_long(text: str, start: int, end: int) -> list[Span]:
    """Cut a sentence longer than a passage at commas, or anywhere if it has none."""
    parts: list[Span] = []
    while end - start > PASSAGE_MAX:
        cut = start + PASSAGE_MAX
        breaks = [m.end() for m in _SOFT_BREAK.finditer(text, start + PASSAGE_MAX // 2, cut)]
        cut = breaks[-1] if breaks else cut
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
