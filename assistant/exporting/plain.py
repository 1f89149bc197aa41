"""Text as every kind of file takes it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how words of some scripts, and emoji, are written."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BLANKS = re.compile(r"[^\S\u3000]+")


def plain(text: str) -> str:
    """Text without what cannot be seen: control characters, marks of direction, surrogates without their other half.

    XML has no place for most of these, and marks of direction show words in another order than they are written.

    Args:
        text: Any text.

    Returns:
        The text; its line ends are line feeds, and a blank stands for a tab.
    """
    lines = _LINE_END.sub("\n", text).replace("\t", " ")
    if lines.isascii() and lines.replace("\n", "").isprintable():
        return lines
    return "".join(map(_visible, lines))


def one_line(text: str) -> str:
    """Plain text on one line, with one blank where there were more.

    Args:
        text: Any text.
    """
    return _BLANKS.sub(" ", plain(text)).strip()


@cache
def _visible(char: str) -> str:
    if char == "\n" or char in _JOINERS:
        return char
    category = unicodedata.category(char)
    if category == "Cs":
        return _REPLACEMENT
    nowhere = category in {"Cc", "Cf"} or ord(char) & 0xFFFE == 0xFFFE
    return "" if nowhere else char
