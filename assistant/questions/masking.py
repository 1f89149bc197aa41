"""A question with what is known in it masked, one character for private use each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from assistant.plans import Holdings
from assistant.questions.kinds import TypeMatch, find_types
from assistant.questions.periods import PeriodMatch, find_periods
from assistant.questions.places import PlaceMatch, find_places

QUOTE, PERIOD, PLACE, TYPE = "[\ue100-\ue17f]", "[\ue200-\ue27f]", "[\ue280-\ue2ff]", "[\ue300-\ue37f]"
"""Character classes of the marks for quoted words, times, places and kinds of documents."""
_MOST = 0x80
_SPACE = re.compile(r"(?<![A-Za-z])(?:(?<![0-9])\s+|\s+(?![0-9\s]))(?![A-Za-z])")
"""White space that tells nothing: not beside a Latin word, not between two numbers."""
_Match = TypeVar("_Match", TypeMatch, PeriodMatch, PlaceMatch)

QUOTED = re.compile(r"“([^”]{1,60})”|\"([^\"]{1,60})\"|「([^」]{1,60})」|『([^』]{1,60})』|‘([^’]{1,60})’|《([^》]{1,60})》|'([^']{1,60})'")
"""A quoted term, or the name of a document in its brackets."""


@dataclass(frozen=True)
class Masked:
    """A question in which every mark is one character."""

    text: str
    """The masked question, without white space but beside Latin words and between numbers."""
    said: Mapping[str, str]
    """The question's words by mark; of a quote without its marks."""
    periods: Mapping[str, PeriodMatch]
    """Times by mark."""
    places: Mapping[str, PlaceMatch]
    """Places by mark."""
    types: Mapping[str, TypeMatch]
    """Kinds of documents by mark."""
    spaced: str
    """The question as typed, normalised; for places of words and white space that means something."""

    def unmasked(self, piece: str) -> str:
        """A piece with its words in place of the marks.

        Args:
            piece: A piece of the masked question.

        Returns:
            The question's own words, without the marks of quotation.
        """
        return "".join(self.said.get(c, c) for c in piece).strip()

    def quotes_in(self, piece: str) -> tuple[str, ...]:
        """The quoted terms in a piece, in order.

        Args:
            piece: A piece of the masked question.
        """
        return tuple(self.said[c] for c in piece if re.match(QUOTE, c))


def normalized(question: str) -> str:
    """A question in NFKC, without lone surrogates and characters for private use.

    Args:
        question: The question as typed.
    """
    whole = re.sub(r"[\ud800-\udfff\ue000-\uf8ff]", "\ufffd", question)
    return unicodedata.normalize("NFKC", whole).strip()


def mask(plain: str, holdings: Holdings) -> Masked:
    """Put marks for quotes, kinds of documents, times and places, in this order.

    Args:
        plain: A normalized question.
        holdings: What the collection holds.
    """
    said: dict[str, str] = {}
    quotes = 0

    def keep_quote(match: re.Match[str]) -> str:
        nonlocal quotes
        term = next(g for g in match.groups() if g is not None).strip()
        if not any(c.isalnum() for c in term):
            return " "
        if quotes == _MOST:
            return term
        mark = chr(0xE100 + quotes)
        quotes += 1
        said[mark] = term
        return mark

    text = _SPACE.sub("", QUOTED.sub(keep_quote, plain))
    text, types = _marked(text, find_types(text), 0xE300, said)
    text, periods = _marked(text, find_periods(text, holdings.years), 0xE200, said)
    text, places = _marked(text, find_places(text, holdings.regions), 0xE280, said)
    return Masked(text, said, periods, places, types, plain)


def _marked(text: str, found: list[_Match], first: int, said: dict[str, str]) -> tuple[str, dict[str, _Match]]:
    """The text with one mark in place of each match; matches do not overlap and are in order."""
    pieces: list[str] = []
    marks: dict[str, _Match] = {}
    at = 0
    for i, match in enumerate(found[:_MOST]):
        mark = chr(first + i)
        marks[mark] = match
        said[mark] = "".join(said.get(c, c) for c in text[match.start : match.end])
        pieces += [text[at : match.start], mark]
        at = match.end
    return "".join((*pieces, text[at:])), marks
