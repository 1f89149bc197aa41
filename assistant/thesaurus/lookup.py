"""Find concepts by the words of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from assistant.thesaurus.concepts import Concept
from vectorstore.fulltext import fold


class Strength(IntEnum):
    """How a word belongs to a concept; the lower, the closer."""

    NAME = 0
    SAME = 1
    ASKED = 2
    KIND = 3


class Sense(NamedTuple):
    """A concept that a word may mean."""

    strength: Strength
    concept: Concept
    word: str
    """The word as the thesaurus has it."""


class Inside(NamedTuple):
    """A word of the thesaurus inside a topic."""

    start: int
    """First character of the folded topic."""
    end: int
    """One past the last."""
    senses: tuple[Sense, ...]
    """What it may mean, the closest first."""


class Thesaurus:
    """All concepts, found by their words."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Index the words.

        Args:
            concepts: The concepts.
        """
        self.concepts = tuple(concepts)
        self._senses: dict[str, list[Sense]] = {}
        for concept in concepts:
            for strength, words in (
                (Strength.NAME, (concept.name,)),
                (Strength.SAME, concept.same),
                (Strength.ASKED, concept.asked),
                (Strength.KIND, concept.kinds),
            ):
                for word in words:
                    self._senses.setdefault(folded(word), []).append(Sense(strength, concept, word))
        for senses in self._senses.values():
            senses.sort(key=lambda sense: sense.strength)
        self._longest = max(map(len, self._senses), default=0)

    def senses(self, word: str) -> tuple[Sense, ...]:
        """What a word may mean; only the closest strength.

        Args:
            word: Any word; case, width and quotation marks do not matter.
        """
        found = self._senses.get(folded(word), [])
        return tuple(sense for sense in found if sense.strength is found[0].strength)

    def words(self) -> Iterator[tuple[str, tuple[Sense, ...]]]:
        """Every word, folded, with what it may mean."""
        return ((word, tuple(senses)) for word, senses in self._senses.items())

    def inside(self, topic: str) -> list[Inside]:
        """Words of the thesaurus in a folded topic, the longest first where they overlap, in order.

        Args:
            topic: The topic, folded.
        """
        found: list[Inside] = []
        spans = [
            (start, start + length)
            for length in range(min(self._longest, len(topic)), 1, -1)
            for start in range(len(topic) - length + 1)
            if topic[start : start + length] in self._senses
        ]
        for start, end in spans:
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Inside(start, end, tuple(self._senses[topic[start:end]])))
        return sorted(found)


def folded(word: str) -> str:
    """A word in one form for comparison, without punctuation.

    Args:
        word: Any word.
    """
    return fold(word)[0].replace("¶", "")
