"""Whether a short term in a text is a word there, or the seam between two others."""

from __future__ import annotations

import re

_SHORT = 3
"""Longest term, in characters, that is checked; longer ones hardly ever arise by chance."""
_AROUND = 8
"""Characters on either side that are cut into words."""
_DATED = re.compile(r"[0-9０-９xXＸ×*＊_〇○零一二三四五六七八九]\s*[年月日]$")
"""A date before a term is a word of its own, whatever a dictionary makes of its end: 中考 in 2023年中考."""


def is_seam(text: str, start: int, end: int) -> bool:
    """Whether a term begins inside one word and ends inside another: 研学 in 教研学习, 信访 in 短信访客.

    Args:
        text: Any text.
        start: Start of the term.
        end: End of the term.
    """
    if end - start > _SHORT:
        return False
    at = max(0, start - _AROUND)
    if _DATED.search(text[at:start]):
        at = start
    inside_left = inside_right = False
    for word in cut_words(text[at : end + _AROUND]):
        stop = at + len(word)
        inside_left = inside_left or at < start < stop < end
        inside_right = inside_right or start < at < end < stop
        at = stop
    return inside_left and inside_right


def cut_words(text: str) -> list[str]:
    """Cut a text into words by the dictionary and the statistics of jieba (its port to Rust).

    Args:
        text: Any text.

    Returns:
        Words that make up the text, in order.
    """
    import rjieba

    return list(rjieba.cut(text, False))
