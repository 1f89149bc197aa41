"""Writing to the store: catalog and vectors kept in step.

Crash safety lies in the order: vectors are written first, then one catalog commit makes a
source visible; on removal the catalog commit comes first, then the vectors go. Vectors
that nothing refers to are swept at the next update.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import filelock

from ingest.models import FileFailure, ParsedReport, SourceFile
from vectorstore import judgements
from vectorstore.catalog import Catalog
from vectorstore.context import embedding_text, vector_words
from vectorstore.embedding.base import Embedder
from vectorstore.errors import IndexMismatchError, IndexUnavailableError
from vectorstore.linking import link_duplicates
from vectorstore.models import Changes
from vectorstore.vectors import VectorIndex

Progress = Callable[[int], None]
_REBUILD_BATCH = 512
"""Passages embedded between two writes of a rebuild."""


class NewSource(NamedTuple):
    """A source about to be stored."""

    folder: str
    source: str
    file: SourceFile
    reports: tuple[ParsedReport, ...]


class StoreWriter:
    """An index folder that is opened, filled and mended."""

    def __init__(self, folder: Path, embedder: Embedder, *, create: bool = False, any_model: bool = False) -> None:
        """Open an index.

        Args:
            folder: The index folder.
            embedder: The embedding model; not loaded before it is needed.
            create: Whether to make the index when there is none.
            any_model: Accept an index of another embedding model (to rebuild or list it).

        Raises:
            IndexUnavailableError: There is no index, or it cannot be used.
            IndexMismatchError: Another embedding model made it.
        """
        self._embedder = embedder
        self._folder = folder
        self._catalog = Catalog(folder / "catalog.db", create)
        self._vectors = VectorIndex(folder / "chroma")
        self._generation = self._catalog.meta("generation")
        made_by = self._catalog.meta("embedding_model")
        if self._catalog.meta("rebuilding") == "yes" and not any_model:
            self.close()
            raise IndexMismatchError(f"索引“{folder}”上次重建没有完成。请运行 report-assistant rebuild --index {folder} 重新重建（材料没有丢失）。")
        if made_by is None:
            self._catalog.set_meta("embedding_model", embedder.identity)
        elif made_by != embedder.identity and not any_model:
            self.close()
            raise IndexMismatchError(
                f"索引“{folder}”是用向量模型“{made_by}”建立的，当前设置的是“{embedder.identity}”。"
                f"请改回原来的模型，或运行 report-assistant rebuild --index {folder} 用当前模型重建向量（原有材料不会丢失）。"
            )

    def close(self) -> None:
        """Let go of all files."""
        self._catalog.close()
        self._vectors.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing; only one process may.

        Raises:
            IndexUnavailableError: Another process is writing, or the folder cannot be written.
        """
        try:
            with filelock.FileLock(self._folder / "write.lock", timeout=0):
                yield
        except sqlite3.Error as error:
            raise IndexUnavailableError(f"写入索引“{self._folder}”时出错：{error}。已收入的内容没有丢失；请检查磁盘空间和写入权限后重试。") from error
        except filelock.Timeout as error:
            raise IndexUnavailableError(f"另一个程序正在更新索引“{self._folder}”。请等它结束后再试。") from error
        except PermissionError as error:
            raise IndexUnavailableError(f"索引文件夹“{self._folder}”没有写入权限。请修改权限，或用 --index 换一个位置。") from error

    def words_to_embed(self, reports: Sequence[ParsedReport]) -> dict[str, str]:
        """What an update with these reports would have to embed.

        Args:
            reports: Parsed reports.

        Returns:
            Text to embed by vector id; body passages whose words have no vector yet.
        """
        words = {vector_id: text for parsed in reports for vector_id, text in vector_words(parsed).values()}
        present = self._vectors.existing(list(words)) if words else set()
        return {vector_id: text for vector_id, text in words.items() if vector_id not in present}

    def put_sources(self, sources: Sequence[NewSource], pipeline: str, progress: Progress | None = None) -> None:
        """Store sources: embed what is new, then make each source visible.

        Args:
            sources: New or replacing sources.
            pipeline: Version of the reading code.
            progress: Called with the number of passages embedded since the last call.
        """
        self._embed(self.words_to_embed([parsed for s in sources for parsed in s.reports]), progress)
        orphans: set[str] = set()
        for s in sources:
            ids = {passage: vector for parsed in s.reports for passage, (vector, _) in vector_words(parsed).items()}
            orphans |= self._catalog.put_source(s.folder, s.source, s.file, pipeline, s.reports, ids)
        self._vectors.delete(self._unreferenced(orphans))
        self._caught_up()

    def remove_source(self, source: str) -> None:
        """Remove a source and its reports.

        Args:
            source: Its name in the index.
        """
        self._vectors.delete(self._catalog.remove_source(source))
        self._caught_up()

    def move_folder(self, old: str, new: str) -> None:
        """Take the sources of a folder for those of another, which is the same one moved.

        Args:
            old: Absolute path that was known.
            new: Absolute path it has now.
        """
        self._catalog.move_folder(old, new)

    def put_failure(self, folder: str, path: str, failure: FileFailure) -> None:
        """Remember that a file could not be read; what it gave before stays.

        Args:
            folder: Absolute path of its folder.
            path: Its path relative to the folder.
            failure: Why.
        """
        self._catalog.put_failure(folder, path, failure)

    def forget_failures(self, folder: str, keep: Collection[str]) -> None:
        """Forget failures of files that are gone or read by now.

        Args:
            folder: Absolute path of the folder.
            keep: Paths that still fail.
        """
        self._catalog.forget_failures(folder, keep)

    # --- corrections by hand and near-duplicates --------------------------------------

    def correct(self, report_id: str, changes: Changes) -> None:
        """Set something about a report by hand; it survives that its file is read again.

        Args:
            report_id: Id of the report.
            changes: What to set; what was set before stays.

        Raises:
            KeyError: No such report, or no such report to be a copy of.
        """
        self._catalog.correct(report_id, changes)
        self.link_duplicates()

    def forget_correction(self, report_id: str) -> bool:
        """Undo everything that was set by hand about a report.

        Args:
            report_id: Its id, or that of a report that is gone.

        Returns:
            Whether there was anything.
        """
        found = self._catalog.forget_correction(report_id)
        self.link_duplicates()
        return found

    def link_duplicates(self) -> int:
        """Find the near-duplicates of what is new, and settle which copy stands for which.

        Costs one look at the catalog when nothing has changed since the last time.

        Returns:
            How many reports are linked otherwise than before.
        """
        changed = link_duplicates(self._catalog)
        self._caught_up()
        return changed

    # --- mending ---------------------------------------------------------------------

    def finish_update(self, progress: Progress | None = None) -> int:
        """Sweep, repair and link after an update, with one look at the vectors.

        Args:
            progress: Called with the number of passages embedded since the last call.

        Returns:
            How many vectors were made.
        """
        present, wanted = self._vectors.ids(), self._catalog.vector_ids()
        self._vectors.delete(present - wanted)
        lost = wanted - present
        if lost:
            self._embed_in_batches({v: text for v, text in self._all_words().items() if v in lost}, progress)
        self.link_duplicates()
        judgements.forget_old(self._catalog)
        return len(lost)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make all vectors and the full-text index again from the catalog.

        Args:
            progress: Called with the number of passages embedded since the last call.

        Returns:
            How many vectors were made.
        """
        self._catalog.set_meta("rebuilding", "yes")
        self._catalog.set_meta("embedding_model", self._embedder.identity)
        self._vectors.clear()
        self._catalog.rebuild_fulltext()
        words = self._all_words()
        self._embed_in_batches(words, progress)
        self._catalog.set_meta("rebuilding", "no")
        self._caught_up()
        return len(words)

    def has_vectors(self) -> bool:
        """Whether Chroma's files are there."""
        return self._vectors.exists()

    def _all_words(self) -> dict[str, str]:
        """Text to embed of every body passage in the catalog, by vector id; under the titles that were read."""
        words: dict[str, str] = {}
        for entry in self._catalog.stored_entries():
            stored = self._catalog.passages(entry.report_id)
            words.update({s.vector_id: embedding_text(entry.title, s.passage, s.text) for s in stored if s.vector_id})
        return words

    def _embed_in_batches(self, words: dict[str, str], progress: Progress | None) -> None:
        pending = list(words.items())
        for at in range(0, len(pending), _REBUILD_BATCH):
            self._embed(dict(pending[at : at + _REBUILD_BATCH]), progress)

    def _embed(self, words: dict[str, str], progress: Progress | None) -> None:
        if words:
            self._vectors.add(list(words), self._embedder.embed_passages(list(words.values()), progress))

    def _unreferenced(self, vector_ids: set[str]) -> set[str]:
        return vector_ids - {stored.vector_id for _, stored in self._catalog.passages_by_vector(sorted(vector_ids))}

    def _caught_up(self) -> None:
        """This process has seen the index change, because it made the change."""
        self._generation = self._catalog.meta("generation")
