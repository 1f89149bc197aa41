"""Sentences and sources in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from assistant.addressing import speaks_to_the_answerer
from assistant.verification.numbers import Quantity, quantities
from assistant.verification.verdicts import Source
from ingest.sentences import sentences

_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』‘’＂'«»", '"'))
_CIRCLED = re.compile("[\u2460-\u249b\u3220-\u3229]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_SPACE = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_CLAUSE_END = re.compile(r"[,;。!?|…]|:(?![0-9])|\.{3,}")
_SENTENCE_END = re.compile(r"[;。!?|]|\n+")


class Clause(NamedTuple):
    """A stretch between two stops."""

    text: str
    """The words, folded."""
    start: int
    """First character in the folded text."""
    sentence: str
    """The sentence it stands in, folded."""


class ReadSource(NamedTuple):
    """A source made ready."""

    text: str
    """Its folded text."""
    context: str
    """Its folded context."""
    clauses: tuple[Clause, ...]
    """Clauses of the text."""
    numbers: tuple[Quantity, ...]
    """Numbers of the text."""
    dates: tuple[Quantity, ...]
    """Numbers of the context."""
    bare: str
    """Text and context without quotation marks, where names are looked for."""


def fold(text: str) -> str:
    """Fold a text: NFKC, lower case, one form of quotation marks, no white space and no thousands separators.

    Args:
        text: Any text.
    """
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub("", text)).lower().translate(_QUOTES)
    return _THOUSANDS.sub("", _SPACE.sub("", folded.strip()))


def clauses(text: str) -> tuple[Clause, ...]:
    """Clauses of a folded text.

    Args:
        text: A text that went through :func:`fold`.
    """
    found: list[Clause] = []
    for left, right in _spans(_SENTENCE_END, text):
        sentence = text[left:right]
        found += (Clause(sentence[a:b], left + a, sentence) for a, b in _spans(_CLAUSE_END, sentence) if b > a)
    return tuple(found)


def _spans(stops: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    ends = [match.span() for match in stops.finditer(text)]
    return [(a, b) for a, b in zip([0, *(e for _, e in ends)], [*(s for s, _ in ends), len(text)], strict=True) if b > a]


@lru_cache(maxsize=512)
def read_source(source: Source) -> ReadSource:
    """Make a source ready; the same source is read once.

    Args:
        source: The source.

    Returns:
        It without the sentences, and without the parts of its context, that speak to the answerer: they support nothing.
    """
    source = _on_the_matter(source)
    # A line end parts two sentences although white space does not count in comparisons.
    text = fold(re.sub(r"(?<![，、；,;])\s*\n+\s*", "。", source.text.strip()))
    context = fold(source.context)
    flat = fold(source.text)
    bare = f"{text}\n{flat}\n{context}".replace('"', "")
    return ReadSource(text, context, clauses(text), quantities(text), quantities(context), bare)


def _on_the_matter(source: Source) -> Source:
    text = source.text
    if speaks_to_the_answerer(text):
        spans = sentences(text, 0, len(text))
        text = "".join(" " if speaks_to_the_answerer(text[a:b]) else text[a:b] for a, b in spans)
        text = "" if speaks_to_the_answerer(text) else text
    context = source.context
    if speaks_to_the_answerer(context):
        context = "，".join(part for part in context.split("，") if not speaks_to_the_answerer(part))
    return Source(text, context)
