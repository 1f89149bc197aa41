"""Stores and models for tests of judging."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from support import HashEmbedder

from assistant.language.base import Message, Opinion
from assistant.plans import Topic
from vectorstore.embedding.base import Vectors

TOPIC = Topic(text="农具展示", terms=("农具展示",), related_terms=("犁耙",))
NEAR, BETWEEN = 0.9, 0.85


class Angles(HashEmbedder):
    """Texts with 很近 have a cosine above the usual threshold, those with 很远 one too small to be asked about, others one between."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        super().embed_passages(texts, progress)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            cosine = NEAR if "很近" in text else 0.3 if "很远" in text else BETWEEN
            vectors[row, :2] = cosine, (1 - cosine**2) ** 0.5
        return vectors

    def embed_query(self, text: str) -> Vectors:
        return np.eye(1, self.dimension, dtype=np.float32)[0]


def by_words(**probabilities: float) -> Callable[[str], Opinion]:
    """Opinions by a word of the place that is asked about; of any other place a firm no."""

    def opinion(asked: str) -> Opinion:
        p = next((p for word, p in probabilities.items() if word in asked.split("<原文>")[1]), 0.0)
        return Opinion(p > 0.5, p)

    return opinion


def place_of(messages: Sequence[Message]) -> str:
    """The place that a conversation asks about."""
    return messages[-1].text.split("<原文>\n")[1].split("\n</原文>")[0]
