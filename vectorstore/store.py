"""Catalog and vectors behind one store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager

from ingest.models import Cut, FileFailure, Report
from vectorstore import corrections, judgements, lexical
from vectorstore.catalog_reading import KnownSource
from vectorstore.embedding.base import Vectors
from vectorstore.models import CatalogEntry, Correction, StoredJudgement, StoredPassage, TermMatch
from vectorstore.store_writing import StoreWriter


class ReportStore(StoreWriter):
    """Reports of an index folder: ``catalog.db`` and ``chroma/``."""

    _entries: tuple[str | None, list[CatalogEntry]] | None = None

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

    def generation(self) -> str | None:
        """What changes with every change of the catalog; None for an empty one."""
        return self._catalog.meta("generation")

    def failures(self) -> list[FileFailure]:
        """Files that could not be read."""
        return self._catalog.failures()

    def entries(self) -> list[CatalogEntry]:
        """Every report without its text, by source and position, as corrected by hand."""
        generation = self.generation()
        cached = self._entries
        if cached is None or cached[0] != generation:
            cached = self._entries = (generation, self._catalog.entries())
        return cached[1]

    def report(self, report_id: str) -> Report:
        """A report with its text, as corrected by hand.

        Args:
            report_id: Its id.

        Raises:
            KeyError: No such report.
        """
        return self._catalog.report(report_id)

    def texts(self, report_ids: Sequence[str]) -> dict[str, str]:
        """Texts of many reports by id, without what else is known about them.

        Args:
            report_ids: Ids of reports; unknown ones are left out.
        """
        return self._catalog.texts(report_ids)

    def cuts(self, report_id: str) -> list[Cut]:
        """What was left out of a report's text or stood beside it, in order.

        Args:
            report_id: Id of the report.
        """
        return self._catalog.cuts(report_id)

    def corrections(self) -> list[Correction]:
        """Everything that was set by hand, also about reports that are not there at present."""
        return corrections.all_of(self._catalog.db)

    def heading_path(self, report_id: str, place: int) -> tuple[str, ...]:
        """Headings above a place in a report; empty before the first heading.

        Args:
            report_id: Id of the report.
            place: A code point of its text.
        """
        return self._catalog.heading_path(report_id, place)

    def find_everywhere(self, term: str, reports: Collection[str] | None = None, *, whole: bool = False) -> list[TermMatch]:
        """Every place of a term in the collection.

        Args:
            term: What to look for.
            reports: Only in these reports; None for all.
            whole: Whether to pass over places where a short term is the seam of two other words.
        """
        return lexical.find_everywhere(self._catalog, term, reports, whole=whole)

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

    def is_model_loaded(self) -> bool:
        """Whether questions are embedded without a wait for the embedding model."""
        return self._embedder.is_loaded

    def embed_query(self, question: str) -> Vectors:
        """Vector of a question; shape (dimension,).

        Args:
            question: The question.
        """
        return self._embedder.embed_query(question)

    def embed_sentences(self, sentences: Sequence[str]) -> Vectors:
        """Vectors of sentences, to compare with a question's; shape (sentences, dimension).

        Args:
            sentences: The sentences.
        """
        return self._embedder.embed_passages(sentences)

    def rank_by_meaning(self, vector: Vectors, count: int, reports: Collection[str] | None = None, *, least: float = -1.0) -> list[tuple[int, float]]:
        """Rows of body passages with their cosine (higher is better), best first.

        Args:
            vector: Vector of the question.
            count: How many.
            reports: Only passages of these reports; None for all.
            least: Only passages of at least this cosine.
        """
        self._refresh()
        if reports is not None:
            rows = [row for report_id in reports for row in self._catalog.body_rows(report_id)]
            found = [(row, cosine) for row, cosine in self.cosines(vector, rows).items() if cosine >= least]
            return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:count]
        cosines = {i: cosine for i, cosine in self._vectors.nearest(vector, count) if cosine >= least}
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

    def passages(self, report_id: str) -> list[StoredPassage]:
        """Passages of a report in document order.

        Args:
            report_id: Id of the report.
        """
        return self._catalog.passages(report_id)

    def judgements(self, keys: Collection[str]) -> dict[str, StoredJudgement]:
        """What language models judged before, by ``judgements.key_of``; what was not judged is left out.

        Args:
            keys: Keys.
        """
        return judgements.known(self._catalog, keys)

    def keep_judgements(self, made: Mapping[str, StoredJudgement]) -> bool:
        """Keep what a language model judged; also while this or another process reads or updates the index.

        Args:
            made: Judgements by ``judgements.key_of``.

        Returns:
            Whether they were kept; not when the index cannot be written at present.
        """
        return judgements.keep(self._catalog, made)

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

    def _refresh(self) -> None:
        """Open the vectors again when another process has changed the index."""
        generation = self._catalog.meta("generation")
        if generation != self._generation:
            self._vectors.close()
            self._generation = generation
