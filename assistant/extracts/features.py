"""How much of a question some words hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import NamedTuple

from assistant.extracts.mentions import has_any
from assistant.thesaurus import Thesaurus
from assistant.thesaurus.everyday import pieces
from assistant.thesaurus.lookup import Strength
from vectorstore import ReportStore
from vectorstore.fulltext import bigrams, fold
from vectorstore.words import cut_words

_SYNONYM = 0.9
"""Worth of another name of a concept beside 1 for the question's own word."""
_NOWHERE = 0.5
"""Weight of a bigram that stands nowhere in the collection, as a share of the others' mean."""
_SEAM = 0.3
"""Weight of the seam between two words of the question beside 1 for a bigram of a word; none when it
stands nowhere."""
_CONTEXT = 0.5
"""Worth of a word in the heading or the sentence before, beside 1 for the sentence itself."""


class _Feature(NamedTuple):
    tokens: dict[str, float]
    names: tuple[str, ...]
    excluded: tuple[str, ...]

    def share(self, folded: str, text: str) -> float:
        """From 0 to 1: how much of it stands in a text."""
        total = sum(self.tokens.values())
        own = sum(weight for token, weight in self.tokens.items() if token in folded) / total if total else 0.0
        if own < _SYNONYM and self.names and has_any(text, self.names, self.excluded):
            return _SYNONYM
        return own


class Features:
    """What a question is about: bigrams weighted by rarity, and concepts with all of their names."""

    def __init__(self, store: ReportStore, words: str, thesaurus: Thesaurus) -> None:
        """Weigh the words.

        Args:
            store: The index, for the frequency of words.
            words: The question without asking words, places and years; anything but letters separates.
            thesaurus: The concepts known.
        """
        pieces = list(_pieces(words, thesaurus))
        tokens = list(dict.fromkeys(token for piece, _, _ in pieces for token in bigrams(piece)))
        weights = _weights(store, tokens, {token for piece, _, _ in pieces for token in _seams(piece)})
        self._features = [
            _Feature({token: weights[token] for token in bigrams(piece)}, names, excluded) for piece, names, excluded in pieces if bigrams(piece)
        ]
        self._total = sum(sum(feature.tokens.values()) for feature in self._features)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._total > 0

    def share(self, text: str, context: str = "") -> float:
        """How much of the question stands in some words.

        Args:
            text: The words.
            context: What stands around them; counts for less.

        Returns:
            From 0 to 1; higher is more.
        """
        folded, around = fold(text)[0], fold(context)[0]
        held = 0.0
        for feature in self._features:
            own = feature.share(folded, text)
            held += sum(feature.tokens.values()) * max(own, _CONTEXT * feature.share(around, context) if context and own < _CONTEXT else 0.0)
        return held / self._total if self._total else 0.0


def _pieces(words: str, thesaurus: Thesaurus) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Stretches of the question with the names of the concept they are, if any."""
    found: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
    for stretch in fold(words)[0].split("¶"):
        at = 0
        for inside in thesaurus.inside(stretch):
            found += _formal(stretch[at : inside.start])
            concepts = [sense.concept for sense in inside.senses if sense.strength is not Strength.KIND]
            names = tuple(term for concept in concepts for term in concept.terms)
            found.append((stretch[inside.start : inside.end], names, tuple(word for concept in concepts for word in concept.excluded)))
            at = inside.end
        found += _formal(stretch[at:])
    return found


def _formal(stretch: str) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Everyday words under their formal names; one of a single character is not looked for itself."""
    for piece in pieces(stretch):
        first, *others = piece.formal or (piece.said,)
        said = (piece.said,) if piece.formal and len(piece.said) > 1 else ()
        yield first, (*said, *others), ()


def _seams(piece: str) -> set[str]:
    """Bigrams of a stretch that reach from one word into the next."""
    edges = set(accumulate(len(word) for word in cut_words(piece)))
    return {piece[edge - 1 : edge + 1] for edge in edges if edge < len(piece)}


def _weights(store: ReportStore, tokens: Sequence[str], seams: AbstractSet[str]) -> dict[str, float]:
    """Inverse document frequency of bigrams."""
    frequency, passages = store.token_frequency(tokens)
    known = {token: math.log(1 + passages / (frequency[token] + 0.5)) for token in tokens if frequency.get(token)}
    mean = sum(known.values()) / len(known) if known else 1.0
    return {token: (_SEAM * known.get(token, 0.0)) if token in seams else known.get(token, _NOWHERE * mean) for token in tokens}
