"""Numbers that a browser draws before the items of an ordered list."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ingest.numbering import match_mark
from ingest.readers.word_numerals import roman

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
"""The attribute ``type``. Source: HTML standard, 4.4.5."""
_HAN_STYLES = frozenset(
    ("cjk-ideographic", "simp-chinese-informal", "simp-chinese-formal", "trad-chinese-informal", "trad-chinese-formal", "cjk-decimal")
)
_UNNUMBERED = frozenset(("none", "disc", "circle", "square", "initial"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_EDITOR = re.compile(r"\bcustom_(cn|num)([12]?)\b")
"""Lists of UEditor, the editor of most Chinese content management systems: class → form of number."""
_EDITOR_FORMS = {"cn": "{}、", "cn1": "{}）", "cn2": "（{}）", "num": "{}. ", "num1": "{}）", "num2": "（{}）"}
_HAN_DIGITS = "零一二三四五六七八九"


class Numbering:
    """Counts the items of each list; ask for them in the order of the page."""

    def __init__(self) -> None:
        self._next: dict[HtmlElement, int] = {}

    def mark(self, item: HtmlElement) -> str:
        """What stands before an item.

        Args:
            item: A ``li`` element.

        Returns:
            E.g. ``1. `` or ``一、``; empty for a list without numbers, and for an item whose
            text begins with a number of its own.
        """
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        step = -1 if parent.get("reversed") is not None else 1
        if parent not in self._next:
            self._next[parent] = _integer(parent.get("start"), len(parent.findall("li")) if step < 0 else 1)
        number = _integer(item.get("value"), self._next[parent])
        self._next[parent] = number + step
        text = "".join(item.itertext()).strip()
        return "" if match_mark(text, 0, len(text)) else _written(number, item, parent)


def _integer(value: str | None, default: int) -> int:
    found = re.fullmatch(r"\s*([+-]?[0-9]{1,6})\s*", value or "")
    return int(found[1]) if found else default


def _written(number: int, item: HtmlElement, parent: HtmlElement) -> str:
    if editor := _EDITOR.search(parent.get("class") or ""):
        return _EDITOR_FORMS[editor[1] + editor[2]].format(_han(number) if editor[1] == "cn" else number)
    style = _style(item) or _style(parent) or "decimal"
    if style in _UNNUMBERED:
        return ""
    if style in _HAN_STYLES:
        return f"{_han(number)}、"
    if number > 0 and style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin"):
        letters = _letters(number)
        return f"{letters.upper() if style.startswith('upper') else letters}. "
    if number > 0 and style in ("lower-roman", "upper-roman"):
        letters = roman(number)
        return f"{letters.upper() if style.startswith('upper') else letters}. "
    return f"{number}. "


def _style(element: HtmlElement) -> str:
    if found := _STYLE.search(element.get("style") or ""):
        words = found[1].lower().split()
        known = [word for word in words if word in _UNNUMBERED or word in _HAN_STYLES or re.fullmatch(r"(?:lower|upper|decimal)[a-z-]*", word)]
        if known:
            return known[0]
    return _TYPES.get((element.get("type") or "").strip(), "")


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _han(number: int) -> str:
    """A number up to 99 in ideographs; others in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_HAN_DIGITS[tens]}十") + (_HAN_DIGITS[ones] if ones else "")
