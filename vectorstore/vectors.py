"""The vectors in Chroma, addressed by content.

A vector's id is a hash of the words it was made from, so equal passages share it and
unchanged words are never embedded twice.
"""

from __future__ import annotations

from collections.abc import Collection as AnyCollection
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from vectorstore.embedding.base import Vectors
from vectorstore.errors import IndexUnavailableError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

_NAME = "passages"
_EF_SEARCH = 400
"""HNSW search width; must not be below the number of neighbours asked for."""


class VectorIndex:
    """A Chroma collection of unit vectors under cosine distance; opened at first use."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder; nothing is opened yet.

        Args:
            folder: Chroma's own folder inside the index folder.
        """
        self._folder = folder
        self._client: Client | None = None
        self._collection: Collection | None = None

    def _open(self) -> Collection:
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            try:
                self._client = cast("Client", chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False)))
                self._collection = self._client.get_or_create_collection(
                    _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}}
                )
            except Exception as error:  # chromadb raises bare exceptions of its Rust core
                raise IndexUnavailableError(
                    f"向量库“{self._folder}”打不开：{error}。请检查读写权限和磁盘空间；若已损坏，请运行 report-assistant rebuild 重建。"
                ) from error
        return self._collection

    def close(self) -> None:
        """Let go of Chroma's files; the next use opens them again."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector.

        Args:
            ids: Vector ids.
        """
        found: set[str] = set()
        for batch in self._batches(ids):
            found.update(self._open().get(ids=batch, include=[])["ids"])
        return found

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors; an id that exists is overwritten.

        Args:
            ids: Vector ids, without repetition.
            vectors: Shape (ids, dimension), float32, unit length.
        """
        at = 0
        for batch in self._batches(ids):
            self._open().upsert(ids=batch, embeddings=vectors[at : at + len(batch)])
            at += len(batch)

    def delete(self, ids: AnyCollection[str]) -> None:
        """Remove vectors.

        Args:
            ids: Vector ids; unknown ones are ignored.
        """
        for batch in self._batches(sorted(ids)):
            self._open().delete(ids=batch)

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Nearest neighbours of a vector.

        Args:
            vector: Shape (dimension,), unit length.
            count: How many.

        Returns:
            Vector ids with their cosine (1 is equal), best first.
        """
        total = self._open().count()
        if not total:
            return []
        found = self._open().query(query_embeddings=vector[None, :], n_results=min(count, total), include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(i, 1.0 - float(d)) for i, d in zip(found["ids"][0], distances, strict=True)]

    def vectors(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """Vectors by id; ids without a vector are left out.

        Args:
            ids: Vector ids.

        Returns:
            Arrays of shape (dimension,).
        """
        found: dict[str, Vectors] = {}
        for batch in self._batches(ids):
            got = self._open().get(ids=batch, include=["embeddings"])
            found.update(zip(got["ids"], np.asarray(got["embeddings"], np.float32), strict=True))
        return found

    def ids(self) -> set[str]:
        """Ids of all vectors."""
        return set(self._open().get(include=[])["ids"])

    def clear(self) -> None:
        """Remove every vector, and with them the dimension of the old model."""
        self._open()
        if self._client is not None:
            self._client.delete_collection(_NAME)
        self._collection = None
        self.close()

    def _batches(self, wanted: Sequence[str]) -> Iterator[list[str]]:
        ids = list(dict.fromkeys(wanted))
        if not ids:
            return
        self._open()
        size = self._client.get_max_batch_size() if self._client else len(ids)
        for at in range(0, len(ids), size):
            yield ids[at : at + size]
