"""Citation marks as models write them."""

from __future__ import annotations

import re
import unicodedata

_LABEL = r"(?:(?:参考|引用)?(?:来源|原文|资料|材料|文献|出处|引文|段落|注释?|第|\^|见)\s*[:：]?\s*)?"
_NUMBER = rf"{_LABEL}[0-9０-９]{{1,3}}(?:\s*[条号段则])?"
_LIST = rf"{_NUMBER}(?:\s*(?:[,，、;；和及]|[-–—~～至])\s*{_NUMBER})*"
MARK = re.compile(rf"[\[［【]\s*{_LIST}(?:†[^\]］】]{{0,30}})?\s*[\]］】]")
"""A mark in any of the ways that models write it: [1], 【1】, ［1，2］, [原文1], [1-3]."""
OPENERS = "[［【"
"""What a mark may begin with."""
_RANGE = re.compile(r"(\d+)[^\d,、;和及]*[-–—~至][^\d,、;和及]*(\d+)|(\d+)")
_WIDEST = 12
"""Longest range of numbers in one mark that is taken for one."""
_SPACED = re.compile(rf"\s*{MARK.pattern}\s*")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+(?=[。；！？]?$)")


def read_marks(sentence: str) -> tuple[str, tuple[int, ...]]:
    """Take the marks out of a sentence.

    Args:
        sentence: As the model wrote it.

    Returns:
        The sentence without marks, and the numbers cited, each once, in order.
    """
    numbers: list[int] = []

    def take(match: re.Match[str]) -> str:
        words = unicodedata.normalize("NFKC", match.group()).split("†")[0]
        for found in _RANGE.finditer(words):
            if found[3]:
                numbers.append(int(found[3]))
                continue
            first, last = int(found[1]), int(found[2])
            numbers.extend(range(first, last + 1) if first < last <= first + _WIDEST else (first, last))
        return ""

    bare = _SUPERSCRIPT.sub(take, _SPACED.sub(take, sentence.strip()))
    bare = re.sub(r"\s+(?=[，。；！？、,;!?])", "", bare)
    bare = re.sub(r"(?:[（(]\s*[）)])+", "", bare)
    bare = re.sub(r"([。！？；])[。；]+$", r"\1", bare.strip())
    return bare, tuple(dict.fromkeys(numbers))


def with_marks(bare: str, numbers: tuple[int, ...]) -> str:
    """Put marks at the end of a sentence.

    Args:
        bare: The sentence without marks.
        numbers: The numbers to cite.
    """
    return bare + "".join(f"[{number}]" for number in numbers)
