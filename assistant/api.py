"""The public interface: everything the page, the command line and scripts can do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from assistant.errors import ConfigError, unknown_report
from assistant.language.base import LanguageModel
from assistant.language.budget import Budget
from assistant.language.resting import configured_model
from assistant.models import Answer, SyncResult
from assistant.plans import Plan
from assistant.questions.errors import QuestionError
from assistant.quoting import ReportNames
from assistant.removed_files import take_out
from assistant.settings import Settings, load_settings
from assistant.syncing import FolderSync, Progress
from assistant.thesaurus import Thesaurus, load_thesaurus
from assistant.work import Activity, Work, streamed
from ingest.models import Cut, FileFailure, Report
from vectorstore import CatalogEntry, Correction, Hit, ReportStore
from vectorstore.embedding import Embedder, SentenceEmbedder

if TYPE_CHECKING:
    from assistant.chain import AnswerChain

SEARCH_TOP_K = 10
"""Passages that a search gives when not told otherwise."""
SUGGESTIONS = 5
"""Example questions that are given when not told otherwise."""
TOPIC_MAX = 60
"""Longest topic of a survey in characters."""


class Assistant:
    """Answers questions about the reports in an index.

    Use it as a context manager, or call ``close``. One instance may be used from several
    threads.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        create: bool = False,
        any_model: bool = False,
        embedder: Embedder | None = None,
        language_model: LanguageModel | None = None,
    ) -> None:
        """Open an index.

        Args:
            settings: Where the index is and which models to use; None reads the environment.
            create: Whether to make the index when there is none.
            any_model: Open an index of another embedding model too, to list or rebuild it.
            embedder: An embedding model in place of the configured one.
            language_model: A language model in place of the configured one.

        Raises:
            IndexUnavailableError: There is no index, or it cannot be used.
            IndexMismatchError: Another embedding model made it.
        """
        self.settings = settings or load_settings()
        self._embedder = embedder or SentenceEmbedder(self.settings.embedding_model, self.settings.cache)
        self._store = ReportStore(self.settings.index, self._embedder, create=create, any_model=any_model)
        self._language_model = language_model
        self._chain: AnswerChain | None = None
        self._making_chain = threading.Lock()

    def __enter__(self) -> Assistant:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the index."""
        self.close()

    def close(self) -> None:
        """Let go of the index's files and of the language model."""
        if self._language_model is not None:
            self._language_model.close()
        self._store.close()

    def ask(self, question: str, before: Answer | None = None, plan: Plan | None = None) -> Answer:
        """Answer a question.

        Args:
            question: The question, in Chinese, up to 1,000 characters.
            before: The answer before it in the conversation, so that 那乙区呢？ is understood; None
                for a question that stands alone.
            plan: What it asks for, where that is known already; None to work it out.

        Returns:
            The answer with its evidence; a question that cannot be worked on gives an
            answer of status ``unsupported`` that says why.

        Raises:
            ModelUnavailableError: The embedding model is needed and cannot be loaded.
            ThesaurusError: The staff's own thesaurus has a line that is not understood.
        """
        return self._answering().answer(question, before, Work(Budget(self.settings.answer_seconds)), plan)

    def survey(self, topic: str) -> Answer:
        """Look in every report for one topic, without the language model.

        Args:
            topic: The topic in any wording, e.g. 校车安全; it is not read as a question.

        Returns:
            The answer of a survey that lists reports: a row for each in scope, with its quotes.

        Raises:
            ConfigError: The topic is empty or too long.
            ModelUnavailableError: The embedding model cannot be loaded.
        """
        topic = " ".join(topic.split())
        if not 0 < len(topic) <= TOPIC_MAX:
            raise ConfigError(f"话题应有 1 到 {TOPIC_MAX} 个字，例如“校车安全”。")
        return self._answering().survey(topic)

    def suggestions(self, count: int = SUGGESTIONS) -> tuple[str, ...]:
        """Example questions about topics and regions that the collection has.

        Args:
            count: Most questions wanted.
        """
        return self._answering().suggestions(count)

    def plan(self, question: str, before: Answer | None = None) -> Plan:
        """Work out what a question asks for, without answering it.

        Args:
            question: The question.
            before: The answer before it in the conversation.

        Raises:
            ConfigError: It cannot be worked on; the message says why.
            ThesaurusError: The staff's own thesaurus has a line that is not understood.
        """
        chain = self._answering()
        try:
            return chain.plan(question, before)
        except QuestionError as error:
            raise ConfigError(str(error)) from error

    def _answering(self) -> AnswerChain:
        with self._making_chain:
            if self._chain is None:
                from assistant.chain import AnswerChain

                thesaurus = Thesaurus(load_thesaurus(self.settings.thesaurus))
                self._language_model = self._language_model or configured_model(self.settings)
                self._chain = AnswerChain(self._store, thesaurus, self._language_model, self.settings.judging_seconds)
            return self._chain

    def stream(
        self, question: str, before: Answer | None = None, stop: threading.Event | None = None, plan: Plan | None = None
    ) -> Iterator[str | Activity | Answer]:
        """Answer a question piece by piece.

        Args:
            question: The question.
            before: The answer before it in the conversation.
            stop: Set it from another thread to have the language model stop; what is there by then
                becomes the answer. It is set here when the iterator is closed before its end.
            plan: What it asks for, where that is known already.

        Yields:
            Pieces of the answer's text, which together are all of it, and between them how the work
            goes on, with what can be shown meanwhile; at last the whole answer.
        """
        chain = self._answering()
        stop = stop or threading.Event()
        budget = Budget(self.settings.answer_seconds, stop)
        return streamed(lambda listener: chain.answer(question, before, Work(budget, listener), plan), stop)

    def search(self, question: str, top_k: int = SEARCH_TOP_K, reports: Sequence[str] | None = None) -> list[Hit]:
        """Find the passages nearest to a question.

        Args:
            question: The question.
            top_k: How many passages, at least 1.
            reports: Only passages of these reports; None for all.

        Returns:
            Hits with a score from 0 to 1 (higher is better), best first.

        Raises:
            ConfigError: ``top_k`` is below 1.
            ModelUnavailableError: The embedding model cannot be loaded.
        """
        if top_k < 1:
            raise ConfigError(f"top_k 是 {top_k}，至少应为 1。")
        from assistant.chain import search

        with self._store.reading():
            return search(self._store, question, top_k, reports)

    def sync(self, folder: Path | str, progress: Progress | None = None) -> SyncResult:
        """Bring the index up to date with a folder.

        Args:
            folder: Folder of reports, searched with its sub-folders.
            progress: Told whenever a file is finished or passages are embedded.

        Returns:
            What was added, replaced, unchanged, removed, and what failed and why.

        Raises:
            ConfigError: The folder does not exist, is none, is suddenly empty, or overlaps a known one.
            IndexUnavailableError: The index cannot be written.
        """
        return FolderSync(self._store, Path(folder), self.settings.index, progress).run()

    def reports(self) -> list[CatalogEntry]:
        """Every report in the index, without its text."""
        return self._store.entries()

    def folders(self) -> list[str]:
        """Absolute paths of the folders that the collection came from."""
        return self._store.folders()

    def generation(self) -> str | None:
        """Tells one state of the collection from another: it changes with every change, by whatever process."""
        return self._store.generation()

    def failures(self) -> list[FileFailure]:
        """Files that could not be read at the last update."""
        return self._store.failures()

    def report(self, report_id: str) -> Report:
        """A report with its text.

        Args:
            report_id: Its id, as in ``reports()``.

        Raises:
            ConfigError: There is no such report.
        """
        try:
            return self._store.report(report_id)
        except KeyError as error:
            raise unknown_report(report_id) from error

    def heading_path(self, report_id: str, place: int) -> tuple[str, ...]:
        """Headings above a place in a report.

        Args:
            report_id: Id of the report.
            place: A code point of its text.

        Returns:
            Headings from the outermost to the nearest; empty before the first heading.
        """
        return self._store.heading_path(report_id, place)

    def page_of(self, report_id: str, place: int) -> int | None:
        """Page of its file on which a place in a report stands.

        Args:
            report_id: Id of the report.
            place: A code point of its text.

        Returns:
            One-based page; None for formats without pages.
        """
        passages = (stored.passage for stored in self._store.passages(report_id))
        return next((p.page for p in passages if p.start <= place < p.end), None)

    def cuts(self, report_id: str) -> list[Cut]:
        """What is not in a report's text: page numbers, what a web site added, what stood beside the report.

        Args:
            report_id: Id of the report.
        """
        return self._store.cuts(report_id)

    def edit(
        self,
        report_id: str,
        *,
        region: str | None = None,
        year: int | None = None,
        title: str | None = None,
        period: str | None = None,
        doc_type: str | None = None,
        official: bool | None = None,
        not_duplicate: bool = False,
        duplicate_of: str | None = None,
        reset: bool = False,
    ) -> CatalogEntry | None:
        """Set by hand what was read wrongly; it stays when the file is read again.

        Args:
            report_id: Id of the report, as in ``reports()``.
            region: Whose report it is: 余杭区, 杭州市余杭区; 未知 for nobody's.
            year: Year reported on, 1949 to 2100.
            title: Its title.
            period: 全年, 上半年 or 下半年.
            doc_type: Kind of document: 总结, 计划, 要点 …
            official: Whether it is a document of a public body.
            not_duplicate: True to tell that it is nobody's copy.
            duplicate_of: Id of the report that it is a copy of.
            reset: Undo everything that was set before; what is given besides is set then.

        Returns:
            The report as it is listed now; None after the reset of one that is gone.

        Raises:
            ConfigError: A value is wrong, nothing is given, or there is no such report.
        """
        from assistant.editing import Edit, edit_report

        given = Edit(region, year, title, period, doc_type, official, not_duplicate, duplicate_of)
        with self._store.writing():
            return edit_report(self._store, report_id, given, reset=reset)

    def corrections(self) -> list[Correction]:
        """Everything that was set by hand, also about reports that are not there at present."""
        return self._store.corrections()

    def names(self) -> ReportNames:
        """What regions and reports are called in answers, so that no two are called the same."""
        return ReportNames(self._store.entries())

    def remove(self, source: str) -> None:
        """Remove a source file and its reports from the index; the file itself stays.

        Args:
            source: Name of the source, as in ``reports()``.

        Raises:
            ConfigError: There is no such source.
        """
        if self._store.folder_of(source) is None:
            raise ConfigError(f"索引里没有来源文件“{source}”。用 report-assistant list 可以看到全部来源文件。")
        with self._store.writing():
            self._store.remove_source(source)
            self._store.link_duplicates()

    def remove_folder(self, folder: Path | str, only: Collection[str] | None = None) -> int:
        """Remove all that came from a folder, or from some files in it; the files themselves stay.

        Args:
            folder: The folder, as it was ingested.
            only: Paths of files in it, which no update brings back until they are restored in the page;
                None for all, which an update may read anew.

        Returns:
            How many sources were removed.
        """
        return take_out(self._store, self.settings.index, str(Path(folder).resolve()), only)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make all vectors and the full-text index again, with the configured model.

        Args:
            progress: Called with the number of passages embedded since the last call.

        Returns:
            How many vectors were made.
        """
        with self._store.writing():
            return self._store.rebuild(progress)

    def warm_up(self) -> None:
        """Load the models and all else that a first question would wait for.

        Raises:
            AssistantError: The embedding or the language model cannot be loaded; questions are
                answered without the latter.
        """
        self._answering().answer("哪些区提到准备工作？", work=Work(Budget(0.0)))
        self.suggestions()
        if self._language_model is not None:
            self._language_model.warm_up()


def ask(question: str, index: Path | str | None = None) -> Answer:
    """Answer one question from an index.

    Args:
        question: The question.
        index: Folder of the index; None takes the configured one.

    Returns:
        The answer with its evidence.
    """
    settings = load_settings(**({} if index is None else {"index": Path(index)}))
    with Assistant(settings) as assistant:
        return assistant.ask(question)
