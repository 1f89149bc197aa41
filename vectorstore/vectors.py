"""The vectors in Chroma, addressed by content.

A vector's id is a hash of the words it was made from, so equal passages share it and
unchanged words are never embedded twice.
"""

from __future__ import annotations

import threading
from collections.abc import Collection as AnyCollection
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
        self._lock = threading.RLock()

    @contextmanager
    def _opened(self) -> Iterator[Collection]:
        """The collection, for one thread at a time; Chroma's errors become the product's."""
        with self._lock:
            try:
                yield self._open()
            except Exception as error:  # chromadb raises bare exceptions of its Rust core
                raise IndexUnavailableError(
                    f"向量库“{self._folder}”不能使用：{error}。请检查读写权限和磁盘空间；若已损坏，请运行 report-assistant rebuild 重建。"
                ) from error

    def _open(self) -> Collection:
        if self._collection is None:
            import chromadb
            from chromadb.config import Settings

            self._client = cast("Client", chromadb.PersistentClient(str(self._folder), Settings(anonymized_telemetry=False)))
            self._collection = self._client.get_or_create_collection(
                _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": _EF_SEARCH}}
            )
        return self._collection

    def close(self) -> None:
        """Let go of Chroma's files; the next use opens them again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def exists(self) -> bool:
        """Whether Chroma's files are there at all."""
        return (self._folder / "chroma.sqlite3").is_file()

    def existing(self, ids: Sequence[str]) -> set[str]:
        """Which of the ids have a vector.

        Args:
            ids: Vector ids.
        """
        with self._opened() as collection:
            return {found for batch in self._batches(ids) for found in collection.get(ids=batch, include=[])["ids"]}

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store vectors; an id that exists is overwritten.

        Args:
            ids: Vector ids, without repetition.
            vectors: Shape (ids, dimension), float32, unit length.
        """
        at = 0
        with self._opened() as collection:
            for batch in self._batches(ids):
                collection.upsert(ids=batch, embeddings=vectors[at : at + len(batch)])
                at += len(batch)

    def delete(self, ids: AnyCollection[str]) -> None:
        """Remove vectors.

        Args:
            ids: Vector ids; unknown ones are ignored.
        """
        if ids:
            with self._opened() as collection:
                for batch in self._batches(sorted(ids)):
                    collection.delete(ids=batch)

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Nearest neighbours of a vector.

        Args:
            vector: Shape (dimension,), unit length.
            count: How many.

        Returns:
            Vector ids with their cosine (1 is equal), best first.
        """
        with self._opened() as collection:
            total = collection.count()
            if not total:
                return []
            found = collection.query(query_embeddings=vector[None, :], n_results=min(count, total), include=["distances"])
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
        with self._opened() as collection:
            for batch in self._batches(ids):
                got = collection.get(ids=batch, include=["embeddings"])
                found.update(zip(got["ids"], np.asarray(got["embeddings"], np.float32), strict=True))
        return found

    def ids(self) -> set[str]:
        """Ids of all vectors."""
        with self._opened() as collection:
            return set(collection.get(include=[])["ids"])

    def clear(self) -> None:
        """Remove every vector, and with them the dimension of the old model."""
        with self._opened():
            if self._client is not None:
                self._client.delete_collection(_NAME)
            self.close()

    def _batches(self, wanted: Sequence[str]) -> Iterator[list[str]]:
        ids = list(dict.fromkeys(wanted))
        size = self._client.get_max_batch_size() if self._client else max(1, len(ids))
        for at in range(0, len(ids), size):
            yield ids[at : at + size]
