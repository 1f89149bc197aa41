"""Section tree of a report from its numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.models import Section, StyledHeading
from ingest.numbering import RANKS, Mark, match_mark
from ingest.sentences import line_spans

HEADING_MAX = 40
"""Longest heading, in characters; a longer first sentence is body text, its first clause the heading."""

_HEADING_END = re.compile(r"[。！？!?；;：:\n]|[ \t\u3000]{2,}|\u3000")
_CLAUSE_END = re.compile(r"[，,]")
_STRONG_INLINE = ("part", "chapter", "han", "paren_han")
_ALONE = frozenset(("part", "chapter", "section"))
"""Kinds of mark that may stand alone on a line."""
_INLINE_START = re.compile(
    r"(?<=[。！？!?；;])[\s”’」』）)]*(?=[第（(一二三四五六七八九十㈠-㈩])|(?<=\S)[ \t\u3000]+(?=[第（(一二三四五六七八九十㈠-㈩])"
)


class _Heading(NamedTuple):
    mark: Mark
    start: int
    end: int


def build_sections(text: str, styled: Sequence[StyledHeading] = ()) -> tuple[Section, ...]:
    """Build the section tree of a report.

    Marks count at the start of a line, and inside a line (texts whose line breaks were
    lost) when they follow a sentence end and continue a sequence that has begun. Which
    of two kinds encloses the other follows the official order unless the numbering
    itself shows the opposite, e.g. （一）（二） restarting under every 1. Lines that the file
    itself marks as headings enclose by their level whatever is numbered only.

    Args:
        text: The report's text.
        styled: Headings by style.

    Returns:
        Sections that tile the text; the first is the text before any heading.
    """
    headings = _find_headings(text, {h.start: h for h in styled})
    rank = _nesting([h.mark for h in headings])
    sections = [Section(ordinal=0, parent=None, level=0, heading="", heading_path=(), start=0, end=headings[0].start if headings else len(text))]
    stack: list[tuple[int, Section]] = []
    for i, heading in enumerate(headings):
        own_rank = rank[heading.mark.kind]
        while stack and stack[-1][0] >= own_rank:
            stack.pop()
        parent = stack[-1][1] if stack else None
        words = text[heading.start : heading.end]
        section = Section(
            ordinal=i + 1,
            parent=parent.ordinal if parent else None,
            level=len(stack) + 1,
            heading=words,
            heading_path=(*(parent.heading_path if parent else ()), _shown(words)),
            start=heading.start,
            end=headings[i + 1].start if i + 1 < len(headings) else len(text),
        )
        sections.append(section)
        stack.append((own_rank, section))
    return tuple(sections)


def _shown(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("**", "").strip().lstrip("#").strip().rstrip("：:。；;"))


def _find_headings(text: str, styled: Mapping[int, StyledHeading]) -> list[_Heading]:
    headings: list[_Heading] = []
    expected: dict[str, set[int]] = {}
    for start, end in line_spans(text):
        by_style = styled.get(start)
        if by_style:
            number = match_mark(text, start, end)
            level = min(by_style.level, 6)
            mark = Mark(f"md{level}", number.number if number else 0, start, number.end if number else start)
            headings.append(_Heading(mark, start, start + len(text[start:end].rstrip())))
            continue
        marks = _marks_of_line(text, start, end, expected)
        for mark, stop in zip(marks, [*(m.start for m in marks[1:]), end], strict=False):
            shown = mark.start + len(text[mark.start : stop].rstrip())
            headings.append(_Heading(mark, mark.start, _heading_end(text, mark, shown)))
    return headings


def _marks_of_line(text: str, start: int, end: int, expected: dict[str, set[int]]) -> list[Mark]:
    while start < end and text[start] in " \t\u3000":
        start += 1
    bold = start
    while bold < end and text[bold] == "*":
        bold += 1
    first = match_mark(text, bold, end)
    marks: list[Mark] = []
    if first and (first.kind in _ALONE or text[bold if first.kind.startswith("md") else first.end : end].strip(" \t\u3000*#")):
        marks.append(first._replace(start=start))
        _count(expected, first)
    for gap in _INLINE_START.finditer(text, marks[0].end if marks else start, end):
        mark = match_mark(text, gap.end(), end)
        if mark and mark.kind in _STRONG_INLINE and mark.number in expected.get(mark.kind, {1}):
            _count(expected, mark)
            marks.append(mark)
    return marks


def _count(expected: dict[str, set[int]], mark: Mark) -> None:
    """Note which numbers may follow: the next of the mark's kind; below it, a restart as well."""
    expected[mark.kind] = {mark.number + 1}
    for kind in _STRONG_INLINE:
        if RANKS.index(kind) > RANKS.index(mark.kind):
            expected.setdefault(kind, set()).add(1)


def _heading_end(text: str, mark: Mark, line_end: int) -> int:
    """End of a heading's words: sentence end, wide gap, end of its line or next mark, or the first clause."""
    if mark.kind.startswith("md"):
        return line_end
    stop = _HEADING_END.search(text, mark.end + 1, line_end)
    end = stop.start() if stop else line_end
    if end - mark.end <= HEADING_MAX:
        return end
    clause = _CLAUSE_END.search(text, mark.end + 2, mark.end + HEADING_MAX)
    return clause.start() if clause else mark.end + HEADING_MAX


def _nesting(marks: Sequence[Mark]) -> dict[str, int]:
    """Rank of each kind: the official order, neighbours swapped where the numbering shows it."""
    order = [k for k in RANKS if any(m.kind == k for m in marks)]
    for i in range(len(order) - 1):
        outer, inner = order[i], order[i + 1]
        if _encloses(marks, inner, outer) > _encloses(marks, outer, inner):
            order[i], order[i + 1] = inner, outer
    return {kind: rank for rank, kind in enumerate(order)}


def _encloses(marks: Sequence[Mark], outer: str, inner: str) -> int:
    """Count runs of ``inner`` that begin at 1 between consecutive numbers of ``outer``."""
    count = 0
    before = 0
    seen = False
    for mark in marks:
        if mark.kind == outer:
            count += seen and mark.number == before + 1
            before, seen = mark.number, False
        elif mark.kind == inner and mark.number == 1:
            seen = before > 0
        elif mark.kind not in (outer, inner) and RANKS.index(mark.kind) < min(RANKS.index(outer), RANKS.index(inner)):
            before, seen = 0, False
    return count
