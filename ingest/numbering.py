"""Numbering marks of Chinese official writing: what they look like and how they nest.

Source: GB/T 9704-2012 section 7.3.3 gives the order 一、 （一） 1. （1）; 第…部分, 章 and 节
stand above it and ① below it by common usage. Scraped texts mix full-width and half-width
forms, so every form is taken in either width.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HAN = "一二三四五六七八九十百零〇两"
_DIGIT_VALUE = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESISED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_PAREN_HAN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"

RANKS = ("md1", "md2", "md3", "md4", "md5", "md6", "part", "chapter", "section", "han", "paren_han", "digit", "paren_digit", "circled")
"""Kinds of mark from the outermost to the innermost."""

_NUMBER = rf"[{_HAN}]{{1,5}}|[0-9０-９]{{1,3}}"
_PAIR = re.compile(rf"(?P<next>[{_HAN}]{{1,5}}|[0-9]{{1,3}})(?:(?P<loose>年级|、)|季度|等奖|类|期|级|学期|批|线)")
"""What follows the first numeral of 一、二年级 or 三、四季度, which only look like numbering."""
_MARKS = re.compile(
    rf"""
    (?P<md>\#{{1,6}})[ \t\u3000]+
  | 第[ ]?(?P<part>{_NUMBER})[ ]?(?:部分|编|篇)(?=[\s:：、.．,，]|[^{_HAN}的中内里是]|$)[:：、.．,，]?
  | 第[ ]?(?P<chapter>{_NUMBER})[ ]?章(?![程鱼])[:：、.．]?
  | 第[ ]?(?P<section>{_NUMBER})[ ]?节(?![课])[:：、.．]?
  | (?P<han>[{_HAN}]{{1,5}})(?:[、.．]|[,，](?=[^，,]{{2,30}}$))
  | [（(][ ]?(?P<paren_han>[{_HAN}]{{1,5}})[ ]?[）)][、.．]?
  | (?P<paren_han_sign>[{_PAREN_HAN}])[、.．]?
  | (?P<digit>[0-9０-９]{{1,3}})(?:[、．]|[.](?![0-9０-９])|\.(?=[0-9]{{4}}年))(?![0-9０-９]+[、.．])
  | (?P<digit_sign>[{_DOTTED}])
  | [（(][ ]?(?P<paren_digit>[0-9０-９]{{1,2}})[ ]?[）)][、.．]?
  | (?P<half_paren>[0-9０-９]{{1,2}})[）)][、.．]?
  | (?P<paren_sign>[{_PARENTHESISED}])
  | (?P<circled>[{_CIRCLED}])[、.．]?
    """,
    re.VERBOSE | re.MULTILINE,
)
_SAME_KIND = {"paren_han_sign": "paren_han", "digit_sign": "digit", "half_paren": "paren_digit", "paren_sign": "paren_digit"}

POINT = re.compile(rf"(?:[{_HAN}]+是|其[{_HAN}]+[是，,]|第[{_HAN}]+[，,、是])(?!否)")
"""Points inside a paragraph: 一是…；二是…， 其一，…， 第一，…"""


class Mark(NamedTuple):
    """A numbering mark found in a text."""

    kind: str
    """One of ``RANKS``."""
    number: int
    """Its ordinal; 0 for Markdown headings, which carry none."""
    start: int
    """First code point of the mark."""
    end: int
    """One past the mark; the heading's words begin here."""


def match_mark(text: str, start: int, end: int) -> Mark | None:
    """Read the numbering mark that stands at a place.

    Args:
        text: The report's text.
        start: Where the mark would begin.
        end: End of the line.

    Returns:
        The mark, or None when no numbering stands there.
    """
    found = _MARKS.match(text, start, end)
    if not found:
        return None
    name = found.lastgroup or ""
    value = found.group(name)
    if name == "md":
        inner = match_mark(text, found.end(), end)
        return Mark(f"md{len(value)}", inner.number if inner else 0, start, inner.end if inner else found.end())
    if name == "han":
        pair = _PAIR.match(text, found.end(), end)
        if pair and _continues(value, pair["next"], skipping=pair["loose"] is not None):
            return None
    return Mark(_SAME_KIND.get(name, name), number_value(value), start, found.end())


def _continues(numeral: str, following: str, *, skipping: bool) -> bool:
    """Whether 二 may continue 一、 as in 一、二年级; 三、两类学校 and 四、一线教师 are headings."""
    step = number_value(following) - number_value(numeral)
    return following[0] != "两" and (step > 0 if skipping else step == 1)


def number_value(numeral: str) -> int:
    """Value of a Chinese, full-width, half-width or circled numeral.

    Args:
        numeral: For example ``十二``, ``１２``, ``⑫``; at most hundreds.

    Returns:
        The number; digit-by-digit readings such as ``二〇二三`` give 2023.
    """
    for signs in (_CIRCLED, _PARENTHESISED, _DOTTED, _PAREN_HAN):
        if numeral in signs:
            return signs.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral)
    if "十" not in numeral and "百" not in numeral:
        return int("".join(str(_DIGIT_VALUE[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGIT_VALUE[c]
    return total + digit
