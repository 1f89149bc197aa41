"""Text → bigram tokens for SQLite FTS5, and exact places of a term in a text.

Overlapping bigrams make a phrase query an exact substring search for terms of two or more
characters. The same folding serves the index and the check against the text, so what the
index finds is what a reader sees.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TRANSPARENT = frozenset("“”‘’\"'「」『』《》〈〉*＊")
"""Marks that a reader passes over: “双减”工作 is found as 双减工作."""
_GAP = "¶"
"""Token between stretches of words, so that no phrase reaches across punctuation."""


_PASSED, _SPACE, _SEVERAL = "\ue000", "\ue001", "\ue002"
_HARD_TERM = re.compile("[^\u4e00-\u9fff]")
"""Terms that the simple search is not for: only an ideograph never continues the word beside it."""


@lru_cache(maxsize=70_000)
def _fold_char(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(c for c in folded if c.isalnum())


class _Signs(dict[int, str]):
    """One sign a character, worked out when first met: itself folded, a gap, or what is hard about it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_char(char)
        plain = folded or (_PASSED if char in _TRANSPARENT else _SPACE if char == " " else _GAP)
        self[code] = sign = plain if len(plain) == 1 else _SEVERAL
        return sign


_SIGNS = _Signs()


def fold(text: str) -> tuple[str, list[int]]:
    """Fold a text for comparison: NFKC, lower case, punctuation as gaps.

    A single space beside an ideograph, quotation marks, title marks and asterisks are passed
    over; any other character that is no letter or digit becomes a gap.

    Args:
        text: Any text.

    Returns:
        The folded text, and for each of its characters the index in ``text`` it comes from.
    """
    chars: list[str] = []
    origins: list[int] = []
    for i, char in enumerate(text):
        folded = _fold_char(char)
        if not folded:
            if char in _TRANSPARENT or _is_lone_space(text, i) or not chars or chars[-1] == _GAP:
                continue
            folded = _GAP
        chars.extend(folded)
        origins.extend([i] * len(folded))
    return "".join(chars), origins


def _is_lone_space(text: str, i: int) -> bool:
    """Whether a single space stands between ideographs, where it means nothing."""
    around = text[i - 1 : i] + text[i + 1 : i + 2]
    return text[i] == " " and " " not in around and not (len(around) == 2 and around.isascii() and around.isalnum())


def end_of_stretch(text: str, start: int, end: int, limit: int) -> int:
    """Where the stretch of words ends that a span of a text breaks off in.

    Args:
        text: Any text.
        start: Start of the span.
        end: End of the span.
        limit: How far past the end to look, in characters.

    Returns:
        Index of the first gap from ``end`` on; ``end`` itself when the span ends with one.
    """
    folded, origins = fold(text[start : end + limit])
    inside = sum(origin < end - start for origin in origins)
    if not inside or folded[inside - 1] == _GAP:
        return end
    gap = folded.find(_GAP, inside)
    return start + origins[gap] if gap >= 0 else min(len(text), end + limit)


def index_tokens(text: str) -> str:
    """Tokens of a text for the full-text index, separated by spaces.

    Args:
        text: Any text.

    Returns:
        Overlapping bigrams of each stretch of words, a lone character by itself, and a
        gap token between stretches.
    """
    stretches = fold(text)[0].split(_GAP)
    return f" {_GAP} ".join(" ".join(bigrams(s) or [s]) for s in stretches if s)


def bigrams(folded: str) -> list[str]:
    """Overlapping pairs of a folded stretch.

    Args:
        folded: A stretch without gaps.
    """
    return [folded[i : i + 2] for i in range(len(folded) - 1)]


def phrase(term: str) -> str | None:
    """FTS5 phrase that finds a superset of a term's places; exactly those when no stretch has one character only.

    A lone first character may end a longer stretch, and a lone last one begin one: the first is left
    out, the last is a prefix.

    Args:
        term: Letters, digits or ideographs.

    Returns:
        The quoted phrase, or None for a term too short for bigrams.
    """
    stretches = [s for s in fold(term)[0].split(_GAP) if s]
    if len("".join(stretches)) < 2:
        return None
    parts = [" ".join(bigrams(s)) or s for s in stretches]
    if len(stretches[0]) == 1:
        parts[0] = ""
    prefix = "*" if len(stretches) > 1 and len(stretches[-1]) == 1 else ""
    return f'"{f" {_GAP} ".join(parts).strip()}"{prefix}'


def find_term(text: str, term: str) -> list[tuple[int, int]]:
    """Places where a term stands in a text; a term of Latin letters or digits as a whole word.

    Args:
        text: Any text.
        term: What to look for.

    Returns:
        Half-open spans in ``text``, not overlapping, in order.
    """
    wanted = fold(term)[0].strip(_GAP)
    if not wanted:
        return []
    signs = "" if _HARD_TERM.search(wanted) else _signs(text)
    if signs and _SEVERAL not in signs:
        return [m.span() for m in re.finditer(f"{_PASSED}*".join(wanted), signs)]
    folded, origins = fold(text)
    pattern = f"(?<!{_alike(wanted[0])}){re.escape(wanted)}(?!{_alike(wanted[-1])})"
    return [(origins[m.start()], origins[m.end() - 1] + 1) for m in re.finditer(pattern, folded)]


def _signs(text: str) -> str:
    """A text with one sign for each character, to be searched much faster than it is folded."""
    signs = text.translate(_SIGNS)
    return re.sub(_SPACE, lambda m: _PASSED if _is_lone_space(text, m.start()) else _GAP, signs) if _SPACE in signs else signs


def _alike(char: str) -> str:
    """Characters that continue a Latin word or a number; none continues an ideograph."""
    return "[a-z]" if "a" <= char <= "z" else "[0-9]" if char.isdecimal() else _GAP * 2
