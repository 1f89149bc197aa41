"""Catalog and vectors behind one store.

Crash safety lies in the order: vectors are written first, then one catalog commit makes a
source visible; on removal the catalog commit comes first, then the vectors go. Vectors
that nothing refers to are swept at the next update.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import filelock

from ingest.models import FileFailure, ParsedReport, Report, SourceFile
from vectorstore import lexical
from vectorstore.catalog import Catalog, KnownSource
from vectorstore.context import embedding_text, vector_words
from vectorstore.embedding.base import Embedder, Vectors
from vectorstore.errors import IndexMismatchError, IndexUnavailableError
from vectorstore.models import CatalogEntry, StoredPassage, TermMatch
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


class ReportStore:
    """Reports of an index folder: ``catalog.db`` and ``chroma/``."""

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
        self._entries: tuple[str | None, list[CatalogEntry]] | None = None
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

    # --- writing ---------------------------------------------------------------------

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

    def sweep(self) -> int:
        """Remove vectors that nothing refers to, left by an interrupted update.

        Returns:
            How many were removed.
        """
        orphans = self._vectors.ids() - self._catalog.vector_ids()
        self._vectors.delete(orphans)
        return len(orphans)

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

    def repair(self, progress: Progress | None = None) -> int:
        """Embed again what the catalog refers to but Chroma has lost.

        Args:
            progress: Called with the number of passages embedded since the last call.

        Returns:
            How many vectors were made.
        """
        wanted = self._catalog.vector_ids()
        lost = wanted - self._vectors.ids() if wanted else wanted
        if lost:
            self._embed_in_batches({v: text for v, text in self._all_words().items() if v in lost}, progress)
            self._caught_up()
        return len(lost)

    def has_vectors(self) -> bool:
        """Whether Chroma's files are there."""
        return self._vectors.exists()

    def _all_words(self) -> dict[str, str]:
        """Text to embed of every body passage in the catalog, by vector id."""
        words: dict[str, str] = {}
        for entry in self.entries():
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

    # --- reading ---------------------------------------------------------------------

    def known_sources(self, folder: str) -> dict[str, KnownSource]:
        """Sources of a folder by their path in it.

        Args:
            folder: Absolute path of the folder.
        """
        return self._catalog.known_sources(folder)

    def folder_of(self, source: str) -> str | None:
        """Folder that a source came from; None for an unknown source.

        Args:
            source: Name in the index.
        """
        return self._catalog.folder_of(source)

    def failures(self) -> list[FileFailure]:
        """Files that could not be read."""
        return self._catalog.failures()

    def entries(self) -> list[CatalogEntry]:
        """Every report without its text, by source and position."""
        generation = self._catalog.meta("generation")
        cached = self._entries
        if cached is None or cached[0] != generation:
            cached = self._entries = (generation, self._catalog.entries())
        return cached[1]

    def report(self, report_id: str) -> Report:
        """A report with its text.

        Args:
            report_id: Its id.

        Raises:
            KeyError: No such report.
        """
        return self._catalog.report(report_id)

    def heading_path(self, report_id: str, place: int) -> tuple[str, ...]:
        """Headings above a place in a report; empty before the first heading.

        Args:
            report_id: Id of the report.
            place: A code point of its text.
        """
        return self._catalog.heading_path(report_id, place)

    def find_everywhere(self, term: str, reports: Collection[str] | None = None) -> list[TermMatch]:
        """Every place of a term in the collection.

        Args:
            term: What to look for.
            reports: Only in these reports; None for all.
        """
        return lexical.find_everywhere(self._catalog, term, reports)

    def rank_by_words(self, question: str, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
        """Rows of body passages with their BM25 score (higher is better), best first.

        Args:
            question: The words to rank by.
            count: How many.
            reports: Only passages of these reports; None for all.
        """
        return lexical.rank_by_words(self._catalog, question, count, reports)

    def rank_reports(self, question: str) -> dict[str, float]:
        """BM25 of whole reports (higher is better), by report id.

        Args:
            question: The words to rank by.
        """
        return lexical.rank_reports(self._catalog, question)

    def token_frequency(self, tokens: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each bigram stands, and how many passages there are.

        Args:
            tokens: Bigrams.
        """
        total = self._catalog.db.execute("SELECT count(*) FROM passages").fetchone()[0]
        return lexical.document_frequency(self._catalog, tokens), total

    def embed_query(self, question: str) -> Vectors:
        """Vector of a question; shape (dimension,).

        Args:
            question: The question.
        """
        return self._embedder.embed_query(question)

    def rank_by_meaning(self, vector: Vectors, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
        """Rows of body passages with their cosine (higher is better), best first.

        Args:
            vector: Vector of the question.
            count: How many.
            reports: Only passages of these reports; None for all.
        """
        self._refresh()
        if reports is not None:
            rows = [row for report_id in reports for row in self._catalog.body_rows(report_id)]
            return sorted(self.cosines(vector, rows).items(), key=lambda pair: (-pair[1], pair[0]))[:count]
        cosines = dict(self._vectors.nearest(vector, count))
        found = [(row, cosines[s.vector_id or ""]) for row, s in self._catalog.passages_by_vector(list(cosines))]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def cosines(self, vector: Vectors, rows: Sequence[int]) -> dict[int, float]:
        """Cosine of passages to a question's vector.

        Args:
            vector: Vector of the question.
            rows: Rows of passages.

        Returns:
            Cosine by row; passages without a vector are left out.
        """
        stored = self._catalog.passages_by_row(rows)
        vectors = self._vectors.vectors([s.vector_id for s in stored.values() if s.vector_id])
        return {row: float(vectors[s.vector_id] @ vector) for row, s in stored.items() if s.vector_id in vectors}

    def passages_by_row(self, rows: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by row.

        Args:
            rows: Rows; unknown ones are left out.
        """
        return self._catalog.passages_by_row(rows)

    def reading(self) -> AbstractContextManager[None]:
        """All reads of this thread inside see one state of the catalog."""
        return self._catalog.reading()

    def sources_of(self, folder: str) -> list[str]:
        """Names of the sources that came from a folder.

        Args:
            folder: Absolute path of the folder.
        """
        return [known.source for known in self._catalog.known_sources(folder).values()]

    def folders(self) -> list[str]:
        """Absolute paths of the folders that sources came from."""
        return self._catalog.folders()

    def move_folder(self, old: str, new: str) -> None:
        """Take the sources of a folder for those of another, which is the same one moved.

        Args:
            old: Absolute path that was known.
            new: Absolute path it has now.
        """
        self._catalog.move_folder(old, new)

    def _refresh(self) -> None:
        """Open the vectors again when another process has changed the index."""
        generation = self._catalog.meta("generation")
        if generation != self._generation:
            self._vectors.close()
            self._generation = generation
