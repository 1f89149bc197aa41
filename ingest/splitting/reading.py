"""A file's text as the splitter reads it: lines, titles, explicit marks, and what they say about the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import accumulate, pairwise

from ingest.models import Extraction
from ingest.splitting.lines import Line, read_lines
from ingest.splitting.openings import opening_strength, personal_opening
from ingest.splitting.titles import NAMED, SplitMark, split_mark, title_strength

SHORTEST = 120
"""Fewest characters of body that a report has, but behind an explicit mark."""
_NUMBERED = "numbered title"
_COLLECTION_TITLES = 3
"""Titles naming an issuer that make a file a collection."""
_COLLECTION = re.compile(r"范文|[0-9一二三四五六七八九十多几]\s*篇")
_PAGE = re.compile(r"[0-9]{1,4}\s*+$")
_LEADER = re.compile(r"[.…·。\-—]{3,}|[ \t\u3000]{3,}")
"""What stands between a title and its page in a table of contents."""
_ORNAMENTS = "★☆◆◇■□●○▲△▼◎※→ \t\u3000"


class Reading:
    """Lines of a file with what each of them may be."""

    def __init__(self, extraction: Extraction) -> None:
        """Read a file's text.

        Args:
            extraction: The cleaned extraction.
        """
        self.text = extraction.text
        self.lines = read_lines(self.text)
        self.shown = [_shown(self.text, line) for line in self.lines]
        """Words of each line without number, ornaments and 《》, as a title would be shown."""
        self.marks = [split_mark(line.words) or _numbered_title(line, words) for line, words in zip(self.lines, self.shown, strict=True)]
        self.families = self._families()
        """Kinds of explicit marks that number reports here, with the indices of their lines."""
        self.titles = [
            title_strength(words) if not is_numbered(line) or self.is_marked(i) else 0.0
            for i, (line, words) in enumerate(zip(self.lines, self.shown, strict=True))
        ]
        lengths = [len("".join(line.words.split())) for line in self.lines]
        self.length_before = list(accumulate(lengths, initial=0))
        """Characters before each line, white space left out."""
        self.cut_at = sorted(cut.start for cut in extraction.cuts)
        self._outline: tuple[int, int, dict[str, int], Counter[str]] = (0, 0, {}, Counter())
        named = sum(strength >= NAMED for strength in self.titles)
        self.collection = bool(self.families) or named >= _COLLECTION_TITLES or any(_COLLECTION.search(cut.text) for cut in extraction.cuts)
        """Whether marks, titles or a site's words show that the file holds several reports."""
        gaps = sorted(b.start - a.end for a, b in pairwise(self.lines))
        self.usual_gap = gaps[len(gaps) * 3 // 4] if gaps else 0
        self.indented = sum(line.indent > 0 for line in self.lines) * 4 > len(self.lines)

    def has_cut(self, start: int, end: int) -> bool:
        """Whether something was cut between two places of the text.

        Args:
            start: First code point.
            end: Last code point.
        """
        i = bisect_left(self.cut_at, start)
        return i < len(self.cut_at) and self.cut_at[i] <= end

    def outline(self, first: int, stop: int) -> tuple[dict[str, int], Counter[str]]:
        """Numbers of the text's own outline in some lines; asked with growing ``stop``, each line is read once.

        Args:
            first: Index of the first line.
            stop: Index behind the last line.

        Returns:
            The last number and the count of each kind of mark.
        """
        begun, read, last, counts = self._outline
        if begun != first or read > stop:
            read, last, counts = first, {}, Counter()
        for line in self.lines[read:stop]:
            if line.mark and is_numbered(line):
                last[line.mark.kind] = line.mark.number
                counts[line.mark.kind] += 1
        self._outline = (first, stop, last, counts)
        return last, counts

    def is_marked(self, i: int) -> bool:
        """Whether a line carries an explicit mark that numbers reports here.

        Args:
            i: Index of the line.
        """
        mark = self.marks[i]
        return mark is not None and mark.family in self.families

    def _families(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i, mark in enumerate(self.marks):
            if mark:
                found[mark.family].append(i)
        families: dict[str, list[int]] = {}
        for family, where in found.items():
            numbers = [m.number for i in where if (m := self.marks[i])]
            rising = sum(b > a for a, b in pairwise(numbers))
            carried = [i for i in where if self._carries(i)]
            if len(where) > 1 and rising * 2 >= len(where) - 1 and (len(carried) * 2 > len(where) or self._part_texts(where)):
                families[family] = where
        return families

    def _part_texts(self, where: Sequence[int]) -> bool:
        """Whether marks stand alone on their lines, count up and have long texts behind them."""
        marks = [m for i in where if (m := self.marks[i])]
        stops = [*(self.lines[i].start for i in where[1:]), len(self.text)]
        return (
            all(m.bare for m in marks)
            and all(a.number < b.number <= a.number + 3 for a, b in pairwise(marks))
            and all(stop - self.lines[i].end >= SHORTEST for i, stop in zip(where, stops, strict=True))
        )

    def _carries(self, i: int) -> bool:
        """Whether a marked line stands over a report: it is a title, or a title or an opening follows."""
        if title_strength(self.shown[i]) > 0:
            return True
        for j in range(i + 1, min(i + 3, len(self.lines))):
            if is_numbered(self.lines[j]):
                return False
            words = self.lines[j].words
            if title_strength(self.shown[j]) >= 1 or opening_strength(words) >= 1.5 or personal_opening(words):
                return True
        return False


def is_numbered(line: Line) -> bool:
    """Whether a line begins with a number of the text's own outline.

    Args:
        line: The line.
    """
    return line.mark is not None and not line.mark.kind.startswith("md")


def _shown(text: str, line: Line) -> str:
    words = text[line.mark.end : line.end].strip().strip("*#").strip() if line.mark and is_numbered(line) else line.words
    words = _without_page(words).strip(_ORNAMENTS)
    return words[1:-1] if words.startswith("《") and words.find("》") == len(words) - 1 else words


def _without_page(words: str) -> str:
    page = _PAGE.search(words[-8:])
    if page is None:
        return words
    title = words[: len(words) - len(page.group())]
    bare = title.rstrip(" \t\u3000.…·。-—")
    return bare if _LEADER.search(title[len(bare) :]) else words


def _numbered_title(line: Line, words: str) -> SplitMark | None:
    if line.mark and line.mark.kind in ("han", "digit", "paren_han", "paren_digit") and title_strength(words) >= NAMED:
        return SplitMark(_NUMBERED, line.mark.number, False)
    return None
