"""Values of numbers written in digits or in Chinese characters."""

from __future__ import annotations

import re
from fractions import Fraction

_DIGIT = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SECTION = re.compile(
    r"(?:[一二两三四五六七八九]千)?零?(?:[一二两三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?零?[一二两三四五六七八九]?(?:(?<=[百千])[一二三四五六七八九])?"
)
_POSITIONAL = re.compile(r"[〇零一二三四五六七八九]{3,}")


def value_of(numeral: str) -> Fraction | None:
    """The value of a numeral.

    Args:
        numeral: 45, 3.6, 三十五, 二〇二四, 一万二千, 三点五; not folded thousands.

    Returns:
        Its value; None when it is not well formed (十四五, 七八).
    """
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", numeral):
        return Fraction(numeral)
    whole, point, decimals = numeral.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return None if value is None else Fraction(value)
    if not decimals or any(char not in _DIGIT for char in decimals):
        return None
    return value + Fraction(int("".join(str(_DIGIT[char]) for char in decimals)), 10 ** len(decimals))


def _whole(numeral: str) -> int | None:
    if _POSITIONAL.fullmatch(numeral):
        return int("".join(str(_DIGIT[char]) for char in numeral))
    for char, size in (("亿", _LARGE["亿"]), ("万", _LARGE["万"])):
        high, found, low = numeral.partition(char)
        if found:
            above = _whole(high) if high else 1
            below = _whole(low.removeprefix("零")) if low.removeprefix("零") else 0
            return None if above is None or below is None else above * size + below
    return _section(numeral)


def _section(numeral: str) -> int | None:
    """Below ten thousand."""
    if not numeral or not _SECTION.fullmatch(numeral):
        return _SMALL.get(numeral)
    total, digit = 0, 0
    for char in numeral:
        if char in _SMALL:
            total += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            digit = _DIGIT[char]
    # 一百二 is one hundred and twenty.
    tail = re.search(r"([百千])[一二三四五六七八九]$", numeral)
    return total + digit * (_SMALL[tail[1]] // 10 if tail else 1)
