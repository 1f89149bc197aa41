"""What a model's words mean: yes or no, a JSON object, and where its thinking ends."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

_OPEN, _CLOSE = "<think>", "</think>"
_YES = frozenset({"是", "是的", "yes"})
_NO = frozenset({"否", "不", "不是", "no"})
_AROUND = " \t\r\n“”\"'‘’「」『』【】*#：:。.，,！!_▁Ġ"
"""What stands around a word without changing it, also the marks of tokenizers for a space."""
_VERDICT = re.compile(r"^(?:(?:答案?|回答|结论|判断)[是为]?[:：]?\s*)?[“\"'「【*\s]*(是|否|不|yes\b|no\b)", re.IGNORECASE)


def yes_probability(candidates: Iterable[tuple[str, float]]) -> float | None:
    """Probability of yes against no.

    Args:
        candidates: What the first token could have been, each with its natural logarithm of
            probability.

    Returns:
        0 to 1; None when neither yes nor no is among them.
    """
    yes = no = 0.0
    for token, logarithm in candidates:
        word = token.strip(_AROUND).lower()
        yes += math.exp(logarithm) if word in _YES else 0.0
        no += math.exp(logarithm) if word in _NO else 0.0
    return yes / (yes + no) if yes + no > 0 else None


def verdict(text: str) -> bool | None:
    """Whether an answer begins with yes or with no; None when with neither.

    Args:
        text: The answer without thinking.
    """
    found = _VERDICT.match(text.strip(_AROUND))
    return None if found is None else found[1].lower() in _YES


def reason_of(text: str) -> str:
    """The reason that follows a yes or no, on one line.

    Args:
        text: The answer without thinking.
    """
    words = " ".join(text.split()).strip(_AROUND)
    return re.sub(r"^(?:是的?|否|不是|yes|no)[：:。.，,！!；;\s]+(?:理由|因为|原因)?[：:\s]*", "", words, flags=re.IGNORECASE)


def without_thinking(text: str) -> str:
    """A whole answer without the thinking before it; some servers leave out the opening mark.

    Args:
        text: The answer as it came.
    """
    _, _, after = text.rpartition(_CLOSE)
    return "" if after.lstrip().startswith(_OPEN) else after.strip()


class ThinkingFilter:
    """Takes the thinking from the beginning of an answer that comes piece by piece."""

    def __init__(self) -> None:
        self.thought = False
        self._held: str | None = ""

    def feed(self, piece: str) -> Iterator[str]:
        """Give on what is no thinking.

        Args:
            piece: The next piece.

        Yields:
            Text of the answer.
        """
        if self._held is None:
            if piece:
                yield piece
            return
        self._held += piece
        held = self._held.lstrip()
        if held.startswith(_OPEN):
            self.thought = True
            _, closed, after = held.partition(_CLOSE)
            held = after.lstrip()
            if not closed or not held:
                return
        elif not held or _OPEN.startswith(held):
            return
        self._held = None
        yield held

    def rest(self) -> str:
        """What was held back as a beginning of thinking and turned out to be none."""
        held, self._held = self._held or "", None
        return "" if self.thought else held.strip()


def first_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in a text; None when there is none.

    Args:
        text: The answer, perhaps with words or a code fence around the object.
    """
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            value, _ = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError):
            value = None
        if isinstance(value, dict):
            return value
        at = text.find("{", at + 1)
    return None
