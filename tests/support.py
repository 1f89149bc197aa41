"""What several test modules use: places and a small embedder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from vectorstore.embedding.base import Vectors
from vectorstore.fulltext import bigrams, fold

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "reports"
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared evaluation data do not lie beside this checkout")


class HashEmbedder:
    """Embeds bigrams by hashing, so that texts with common words are near; counts its work."""

    is_loaded = True

    def __init__(self, identity: str = "hash", dimension: int = 256) -> None:
        self.identity = identity
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded += texts
        if progress:
            progress(len(texts))
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for token in bigrams(fold(text)[0]):
            digest = hashlib.sha256(token.encode()).digest()
            vector[int.from_bytes(digest[:4], "big") % self.dimension] += 1
        return vector / np.linalg.norm(vector)
