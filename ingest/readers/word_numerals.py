"""Numbers written as Word writes them in automatic numbering.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat) and MS-OI29500 2.1.540. In place of
Word's ○ (U+25CB) for zero stands 〇, which is the character and looks the same.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_PLAIN = ("零一二三四五六七八九", "十百千")
_LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_MAX = 9999
"""Numbers above it are written in Arabic digits; no report has as many headings."""


def write_number(number: int, style: str) -> str:
    """Write a number in a format of Word's automatic numbering.

    Args:
        number: The number; formats without a zero write it in Arabic digits.
        style: Value of ``w:numFmt``, e.g. ``chineseCounting``; formats of other
            languages give Arabic digits.

    Returns:
        The number as a reader of the document sees it; empty for ``none`` and ``bullet``.
    """
    if style in ("none", "bullet"):
        return ""
    if style == "decimalZero":
        return f"{number:02d}"
    write = _WRITERS.get(style)
    return write(number) if write and 1 <= number <= _MAX else str(number)


def _letters(number: int) -> str:
    """A … Z, AA, BB: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 9 else str(number)


def roman(number: int) -> str:
    """A number in small Roman letters.

    Args:
        number: At least 1.
    """
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _positional(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """Tens in words below one hundred, digit by digit from there on."""
    return _thousands(number, *_PLAIN) if number < 100 else _positional(number)


def _thousands(number: int, digits: str, units: str, *, bare_ten: bool = True) -> str:
    """Chinese numeral in words, e.g. 一百零五; ``bare_ten`` writes 十二, not 一十二."""
    written, zero = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            zero = bool(written)
            continue
        written += digits[0] if zero else ""
        zero = False
        if not (bare_ten and power == 1 and digit == 1 and not written):
            written += digits[digit]
        written += units[power - 1] if power else ""
    return written


def _japanese(number: int) -> str:
    """Like Chinese words, but without zeros and without 一 before 十, 百 and 千."""
    written = ""
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            written += (_DIGITS[digit] if digit > 1 or not power else "") + ("十百千"[power - 1] if power else "")
    return written


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    """Signs that Unicode has for the first numbers; Arabic digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


_WRITERS: dict[str, Callable[[int], str]] = {
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": lambda n: _thousands(n, *_PLAIN),
    "taiwaneseCountingThousand": lambda n: _thousands(n, *_PLAIN),
    "japaneseCounting": _japanese,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": lambda n: _thousands(n, *_LEGAL, bare_ten=False),
    "ideographLegalTraditional": lambda n: _thousands(n, *_LEGAL_TRADITIONAL, bare_ten=False),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㈠", 10),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12],
    "ordinal": lambda n: f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}",
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
}
