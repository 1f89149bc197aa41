"""Hard-wrapped lines made into paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from ingest.cleaning.edits import Removal
from ingest.numbering import match_mark

_WRAP_MIN, _WRAP_MAX = 20, 120
"""Widths, in characters or in columns of two half-width characters, that a hard-wrapped text may have."""
_RAGGED = 3
"""How much short of the width a full line may be."""
_MIN_LINES = 8
_JOINED_SHARE = 15
"""One line in so many may be longer than the width: it was made whole across a page break."""
_MIN_RUNNING = 4
"""Fewest lines that run on into the next."""
Measure = Callable[[str], float]
_PROSE = re.compile(r"[，,。；;、：:“]|[a-z] [a-z]")
NO_RUN_ON = "。！？!?；;：:…”’」』）)》】"
"""Characters after which a line is taken to be complete."""


def find_wraps(text: str) -> list[Removal]:
    """Line ends inside the paragraphs of a hard-wrapped text.

    A text counts as hard-wrapped when no line is longer than a page is wide, and most of
    the lines that are full to that width break off in the middle of prose. Then a full
    line that ends without punctuation runs on into the next, unless that one is indented,
    empty, or begins with a numbering mark.

    Args:
        text: Normalised text.

    Returns:
        The line ends to take out (a space is left between Latin words).
    """
    lines = text.split("\n")
    for measure in (len, _columns):
        width = _wrap_width(lines, measure)
        if width is not None:
            return _line_ends(lines, measure, width)
    return []


def _line_ends(lines: list[str], measure: Measure, width: float) -> list[Removal]:
    found: list[Removal] = []
    at = 0
    for before, line in pairwise(lines):
        at += len(before) + 1
        if _runs_on(before, line, measure, width):
            latin = before[-1].isascii() and before[-1].isalpha() and line[0].isascii() and line[0].isalpha()
            found.append(Removal(at - 1, at, None, " " if latin else ""))
    return found


def _columns(line: str) -> float:
    """Width of a line as shown, an ideograph being one."""
    return len(line) - sum(c.isascii() for c in line) / 2


def _wrap_width(lines: list[str], measure: Measure) -> float | None:
    """Width to which a text is wrapped, or None.

    Either full lines and lines broken off make up a large part of the text, or, where
    paragraphs are short, most full lines break off in prose.
    """
    filled = [line for line in lines if line.strip()]
    if len(filled) < _MIN_LINES:
        return None
    longest = sorted(map(measure, filled), reverse=True)
    width = next((w for w in longest[: len(filled) // _JOINED_SHARE + 1] if w <= _WRAP_MAX and longest[_MIN_RUNNING] >= w - _RAGGED), 0)
    if width < _WRAP_MIN:
        return None
    full = sum(measure(line) >= width - _RAGGED for line in filled)
    cut = sum(_is_cut(line, measure, width) for line in filled)
    running = [before for before, line in pairwise(lines) if _runs_on(before, line, measure, width)]
    prose = sum(bool(_PROSE.search(line)) for line in running)
    long_paragraphs = full >= 0.4 * len(filled) and cut >= 0.25 * len(filled)
    short_paragraphs = len(running) >= _MIN_RUNNING and 2 * len(running) >= full and 2 * prose >= len(running)
    return width if long_paragraphs or short_paragraphs else None


def _is_cut(line: str, measure: Measure, width: float) -> bool:
    return measure(line) >= width - _RAGGED and not line[-1].isspace() and line[-1] not in NO_RUN_ON


def _runs_on(before: str, line: str, measure: Measure, width: float) -> bool:
    prose = _is_cut(before, measure, width) and "\t" not in before
    return prose and bool(line) and not line[0].isspace() and not match_mark(line, 0, len(line))
