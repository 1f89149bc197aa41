"""How the text of an answer is marked: what is emphasised, what is a citation, what stands on a line of its own.

The page and the files to take away read the same marks, so the rule stands here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MARKED = re.compile(r"“[^”]*”|《[^》]*》|\*\*(.+?)\*\*")
"""Emphasis, or a quote or a title, in which asterisks stay as they are."""
_NUMBER = re.compile(r"(?<=”)\[([1-9][0-9]{0,5})\]")
_WRITTEN_NUMBER = re.compile(r"\[([1-9][0-9]{0,5})\]")
_LINE_END = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, which show words in another order than they are written.
Source: Unicode Standard Annex 9, section 2."""
_JOINER = "\u2060"
"""Keeps two asterisks of a name apart until it is shown."""
_NEXT_TOPIC = "\u3000"
"""Stands between what a cell says on one topic and on the next, which begins with its name emphasised."""


class Piece(NamedTuple):
    """A run of an answer's text that is shown alike."""

    text: str
    """As shown, without marks of emphasis; ``[1]`` for a citation."""
    strong: bool = False
    """Whether it is emphasised."""
    number: int | None = None
    """Number of the citation that it is; None when it is text."""


def straight(text: str) -> str:
    """Text without marks of direction, as file names and what is typed may have them.

    Args:
        text: Any text.
    """
    return _TURNING.sub("", text)


def literal(name: str) -> str:
    """A name that stands outside of quotes, whose asterisks are no emphasis.

    Args:
        name: Any text, such as the name of a file.
    """
    return re.sub(r"\*(?=\*)", f"*{_JOINER}", name)


def quotable(quote: str) -> str:
    """A quote that may hold quotation marks of its own: neither asterisks nor ``”[2]`` in it are the answer's marks.

    Args:
        quote: A quote on one line.
    """
    return literal(_NUMBER.sub(lambda m: f"{_JOINER}{m.group()}", quote)) if "”" in quote else quote


def joined_lines(text: str) -> str:
    """Text on one line, without marks of direction.

    Args:
        text: Any text.
    """
    return _LINE_END.sub(" ", straight(text))


def pieces(text: str, written: bool = False) -> list[Piece]:
    """Text cut into what is shown alike.

    Args:
        text: Text of a part of an answer.
        written: Whether a language model wrote it: then every ``[1]`` is a citation; elsewhere only one that
            stands right behind a closing quotation mark, as reports have numbers in brackets of their own.

    Returns:
        The pieces; put together they are the text on one line without the marks of its emphasis.
    """
    numbers = _WRITTEN_NUMBER if written else _NUMBER
    found = (piece for words, strong in _runs(joined_lines(text)) for piece in _cited(words, strong, numbers))
    return [piece._replace(text=piece.text.replace(_JOINER, "")) for piece in found]


def lines(text: str, written: bool = False) -> list[list[Piece]]:
    """The text of a cell, a line for each topic that it tells of.

    Args:
        text: Text of a cell.
        written: Whether a language model wrote it.
    """
    found: list[list[Piece]] = [[]]
    for piece in pieces(text, written):
        before = found[-1][-1] if found[-1] else None
        if piece.strong and before and not before.strong and before.text.endswith(_NEXT_TOPIC):
            found[-1][-1] = before._replace(text=before.text.removesuffix(_NEXT_TOPIC))
            found.append([])
        found[-1].append(piece)
    return [[piece for piece in line if piece.text] for line in found]


def without_emphasis(text: str) -> str:
    """Text without the asterisks of its emphasis.

    Args:
        text: Text with ``**`` around what is emphasised.
    """
    return _MARKED.sub(lambda m: m.group() if m.group(1) is None else m.group(1), text).replace(_JOINER, "")


def levels(items: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Items of a list with the level that each lies on; none lies more than one level under the item before it.

    Args:
        items: Items, two spaces before one for each level.

    Yields:
        Level from 0, and the item without its spaces.
    """
    depth = -1
    for item in items:
        words = item.lstrip(" ")
        depth = min((len(item) - len(words)) // 2, depth + 1)
        yield depth, words


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for m in _MARKED.finditer(text):
        if m.group(1) is not None:
            yield text[at : m.start()], False
            yield m.group(1), True
            at = m.end()
    yield text[at:], False


def _cited(text: str, strong: bool, numbers: re.Pattern[str]) -> Iterator[Piece]:
    at = 0
    for m in numbers.finditer(text):
        if m.start() > at:
            yield Piece(text[at : m.start()], strong)
        yield Piece(m.group(), strong, int(m.group(1)))
        at = m.end()
    if at < len(text):
        yield Piece(text[at:], strong)
