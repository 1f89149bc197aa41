"""Page numbers, pagers and running heads that copying left inside a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.cleaning.edits import Removal
from ingest.cleaning.wraps import NO_RUN_ON
from ingest.models import CutReason
from ingest.numbering import match_mark
from ingest.sentences import Span, line_spans

_NUMBER = r"[0-9０-９]{1,4}"
_SURE = re.compile(
    rf"""\s*(?:
        [-—－–―─~～·•.\s]*[-—－–―─~～·•]\s*{_NUMBER}\s*[-—－–―─~～·•][-—－–―─~～·•.\s]*
      | 第?\s*{_NUMBER}\s*页?\s*[/／,，、]?\s*共\s*{_NUMBER}\s*页
      | 第\s*{_NUMBER}\s*页
      | {_NUMBER}\s*[/／]\s*{_NUMBER}(?:\s*页)?
      | 共\s*{_NUMBER}\s*页\s*[,，]?\s*(?:当前)?第?\s*{_NUMBER}?\s*页?
      | Page\s+{_NUMBER}(?:\s+of\s+{_NUMBER})?
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
"""A line that is nothing but a page number."""
_BARE = re.compile(rf"\s*({_NUMBER})\s*")
_PAGER = re.compile(
    r"页\s*[,，]\s*当前第|当前第\s*[0-9]*\s*页|[上下][一1]页|[首尾末]页|-->|<!--|[\"']\s*\)\s*;|&gt;|&lt;|\{\s*\}|\(\s*\)\s*;|(?:第\s*[0-9]+\s*页\s*){2,}|document\.write|</?[a-z]+[^>\n]*>"
)
_PAGER_WORDS = re.compile(r"[A-Za-z]+|更多|顺序阅读|页|当前|第|共|[上下][一1]|[首尾末]|&\w+;")
_PREVIEW_MARK = re.compile(r"([0-9]{1,3})、")
_PREVIEW_PAGES = 3
"""Fewest numbered pages in a row that make a preview."""
_PREVIEW_LENGTH = 120
"""Shortest page of a preview, in characters, by the median."""
_FIGURE_BEFORE = re.compile(r"[为达共至到约近超建设有增升降投入培训招聘第]$")
_FIGURE_AFTER = re.compile(r"[余多]?[所名个人万亿元年月日场次间台套件项门类种座辆平公%％以余多及、，]")
_PAGE_STEP = 3
"""Pages that may pass between two page numbers left in a text."""
_COUNT_DISTANCE = 100
"""Fewest characters from one lone page number to the next; the serial numbers of a list stand closer."""
_PREVIEW_DISTANCE = 250
"""Fewest characters from one preview page of several lines to the next; items of a list are shorter."""
_BARE_RUN = 3
"""Fewest lone numbers, counting up one by one, that are page numbers."""
_PAGE_OF_HEAD = re.compile(r"^[0-9０-９]{1,3}\s++|(?<!篇)\s++[-—·]?\s*+[0-9０-９]{1,3}\s*+[-—·]?$")
"""A page number beside a running head."""
_HEAD_MAX = 40
_HEAD_TIMES = 3
_PROSE = re.compile(r"[，,。；;、：:“]")
_SENTENCE_MIN = 12
"""Shortest line, in characters, that may be the first part of a sentence cut by a page break."""


class _Line(NamedTuple):
    start: int
    end: int
    words: str


def find_page_marks(text: str) -> list[Removal]:
    """Page numbers, pagers, preview-page marks and running heads.

    Where one of them stands inside a sentence, the sentence is made whole again. Lone
    numbers are taken only when they count up through the text; a column of a copied table
    does not.

    Args:
        text: Normalised text.
    """
    lines = [_Line(s, e, text[s:e]) for s, e in line_spans(text)]
    preview = _preview_marks(lines)
    numbers = _number_lines(lines)
    heads = _running_heads(lines, numbers)
    removals = [_joined(text, mark) for mark in preview]
    for first, last in _runs(sorted(numbers | heads)):
        reason = CutReason.PAGE_MARK if any(i in numbers for i in range(first, last + 1)) else CutReason.RUNNING_HEAD
        whole = first > 0 and last + 1 < len(lines) and _goes_on(lines[first - 1].words, lines[last + 1].words)
        end = min(len(text), lines[last].end + 1)
        if whole:
            removals.append(Removal(lines[first - 1].end, lines[last + 1].start, reason))
        else:
            removals.append(Removal(lines[first].start, end, reason))
    return removals


def _goes_on(before: str, after: str) -> bool:
    """Whether a line is the first part of a sentence that another line ends."""
    return _breaks_off(before) and not after[0].isspace() and not match_mark(after, 0, len(after))


def _preview_marks(lines: Sequence[_Line]) -> list[Span]:
    """Marks ``1、`` … that a sharing site puts before each page of its preview.

    Such lines follow each other, count up by one, are long, and most of them break off in
    mid-sentence.
    """
    best: list[tuple[_Line, int]] = []
    run: list[tuple[_Line, int]] = []
    expected = 1
    for line in lines:
        mark = _PREVIEW_MARK.match(line.words)
        if mark and int(mark[1]) == expected:
            run.append((line, mark.end()))
            expected += 1
        else:
            best = max(best, run, key=len)
            run, expected = ([(line, mark.end())], 2) if mark and int(mark[1]) == 1 else ([], 1)
    best = max(best, run, key=len)
    broken_off = _marks_inside_sentences(lines)
    if len(broken_off) >= _PREVIEW_PAGES:
        return broken_off
    lengths = sorted(len(line.words) for line, _ in best)
    broken = sum(line.words.rstrip()[-1] not in NO_RUN_ON + "，,、" for line, _ in best[:-1])
    if len(best) < _PREVIEW_PAGES or lengths[len(lengths) // 2] < _PREVIEW_LENGTH or broken * 2 < len(best) - 1:
        return []
    return [(line.start, line.start + length) for line, length in best]


def _marks_inside_sentences(lines: Sequence[_Line]) -> list[Span]:
    """Marks of preview pages that have several lines each: the first begins the text, the others stand in mid-sentence."""
    found: list[Span] = []
    expected = 1
    for before, line in zip([None, *lines], lines, strict=False):
        mark = _PREVIEW_MARK.match(line.words)
        if not mark or int(mark[1]) != expected:
            continue
        far = bool(found) and line.start - found[-1][0] >= _PREVIEW_DISTANCE
        if before is None or (far and _breaks_off(before.words)):
            found.append((line.start, line.start + mark.end()))
            expected += 1
    return found


def _breaks_off(words: str) -> bool:
    words = words.rstrip()
    return len(words) >= _SENTENCE_MIN and words[-1] not in NO_RUN_ON and bool(_PROSE.search(words))


def _joined(text: str, mark: Span) -> Removal:
    """The mark, with the line end before it unless the page before ended with its sentence."""
    start, end = mark
    before = text[:start].rstrip("\n")
    inside = _breaks_off(before.rpartition("\n")[2])
    return Removal(len(before) if inside else start, end, CutReason.PAGE_MARK)


def _number_lines(lines: Sequence[_Line]) -> set[int]:
    """Indices of the lines that are page numbers or pagers."""
    sure = {i for i, line in enumerate(lines) if _SURE.fullmatch(line.words) or _is_pager(line.words)}
    found = set(sure)
    for i in sure:
        if _PAGER.search(lines[i].words):
            for step in (-1, 1):
                j = i + step
                while 0 <= j < len(lines) and (_BARE.fullmatch(lines[j].words) or not re.search(r"[^\W\d_]", lines[j].words)):
                    found.add(j)
                    j += step
    return found | _counting(lines) | _inside_sentences(lines)


def _inside_sentences(lines: Sequence[_Line]) -> set[int]:
    """Lone numbers in the middle of sentences that count up through the text.

    A figure that copying put on a line of its own (新建学校, 35, 所) is none of them.
    """
    found: list[int] = []
    for i in range(1, len(lines) - 1):
        bare = _BARE.fullmatch(lines[i].words)
        before, after = lines[i - 1].words, lines[i + 1].words
        if bare and _goes_on(before, after) and not _FIGURE_BEFORE.search(before) and not _FIGURE_AFTER.match(after):
            found.append(i)
    values = [int(lines[i].words) for i in found]
    rising = all(1 <= b - a <= _PAGE_STEP for a, b in pairwise(values))
    return set(found) if len(found) > 1 and rising else set()


def _is_pager(words: str) -> bool:
    return bool(_PAGER.search(words)) and not re.search(r"[^\W\d_]", _PAGER_WORDS.sub("", _PAGER.sub("", words)))


def _counting(lines: Sequence[_Line]) -> set[int]:
    """Lone numbers that count up by one with text between them."""
    bare = [(i, int(m[1])) for i, line in enumerate(lines) if (m := _BARE.fullmatch(line.words))]
    found: set[int] = set()
    run: list[int] = []
    expected = 0
    for i, value in bare:
        if run and value == expected and lines[i].start - lines[run[-1]].end >= _COUNT_DISTANCE:
            run.append(i)
        else:
            run = [i]
        expected = value + 1
        if len(run) >= _BARE_RUN:
            found |= set(run)
    return found


def _running_heads(lines: Sequence[_Line], numbers: set[int]) -> set[int]:
    """Short lines that return again and again at page breaks."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if len(line.words) > _HEAD_MAX + 10:
            continue
        words = _PAGE_OF_HEAD.sub("", line.words.strip())
        if 2 < len(words) <= _HEAD_MAX and words[-1] not in NO_RUN_ON and not match_mark(words, 0, len(words)):
            places[words].append(i)
    found: set[int] = set()
    for where in places.values():
        inside = [i for i in where if _stands_inside(lines, i, numbers)]
        at_break = [i for i in where if i in inside or {i - 1, i + 1} & numbers]
        if len(where) >= _HEAD_TIMES and len(at_break) * 3 >= len(where) * 2:
            found |= set(at_break)
        elif where[0] == 0 and len(inside) == len(where) - 1:
            found |= set(inside)
    return found


def _stands_inside(lines: Sequence[_Line], i: int, numbers: set[int]) -> bool:
    """Whether the text around a line, page numbers left out, is one sentence."""
    before, after = i - 1, i + 1
    while before in numbers:
        before -= 1
    while after in numbers:
        after += 1
    return before >= 0 and after < len(lines) and _goes_on(lines[before].words, lines[after].words)


def _runs(indices: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i in indices:
        if runs and i == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs
