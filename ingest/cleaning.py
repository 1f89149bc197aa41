"""Repair what copying did to a text."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.numbering import match_mark

_WRAP_MIN, _WRAP_MAX = 20, 120
"""Line lengths, in characters, that a hard-wrapped text may have."""
_RAGGED = 3
"""How many characters short of the width a full line may be."""
_MIN_LINES = 8
_NO_RUN_ON = "。！？!?；;：:…”’」』）)》】"


def unwrap(text: str) -> str:
    """Join the lines of a hard-wrapped text into paragraphs again.

    A text counts as hard-wrapped when at least two fifths of its lines are full to one
    width and a quarter break off there without punctuation. Then a full line that ends
    without punctuation runs on into the next, unless that one is indented, empty, or
    begins with a numbering mark.

    Args:
        text: Normalised text.

    Returns:
        The text with those line ends removed (a space is left between Latin words).
    """
    lines = text.split("\n")
    width = _wrap_width(lines)
    if width is None:
        return text
    joined = [lines[0]]
    for before, line in pairwise(lines):
        runs_on = _is_cut(before, width) and line and not line[0].isspace() and not match_mark(line, 0, len(line))
        if runs_on:
            latin = before[-1].isascii() and before[-1].isalpha() and line[0].isascii() and line[0].isalpha()
            joined[-1] += (" " if latin else "") + line
        else:
            joined.append(line)
    return "\n".join(joined)


def _wrap_width(lines: list[str]) -> int | None:
    lengths = [len(line) for line in lines if line.strip()]
    if len(lengths) < _MIN_LINES:
        return None
    width = max(lengths)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return None
    full = sum(length >= width - _RAGGED for length in lengths)
    cut = sum(_is_cut(line, width) for line in lines)
    return width if full >= 0.4 * len(lengths) and cut >= 0.25 * len(lengths) else None


def _is_cut(line: str, width: int) -> bool:
    return len(line) >= width - _RAGGED and not re.search(r"\s$", line) and line[-1] not in _NO_RUN_ON
