"""What the benchmarks share: the data, the two pipelines, and tables."""

from __future__ import annotations

import hashlib
import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from langchain_chroma import Chroma

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the scripts also run from a checkout that is not installed

DEFAULT_DATA = Path("../shared/eval/policy_qa")
"""Folder of ``docs.jsonl`` and ``questions.jsonl``."""


class Question(NamedTuple):
    """A question with its gold answer."""

    docid: str
    question: str
    answer: str


class Found(NamedTuple):
    """A passage found, and the document it is from."""

    docid: str
    text: str


def load_documents(data: Path, count: int | None = None) -> dict[str, str]:
    """Texts of the documents by id.

    Args:
        data: Folder with ``docs.jsonl``.
        count: Only the first so many; None for all.
    """
    return {row["docid"]: row["text"] for row in _read_lines(data / "docs.jsonl")[:count]}


def load_questions(data: Path, count: int | None = None) -> list[Question]:
    """Questions with their gold.

    Args:
        data: Folder with ``questions.jsonl``.
        count: Only the first so many; None for all.
    """
    return [Question(row["docid"], row["question"], row["answer"]) for row in _read_lines(data / "questions.jsonl")[:count]]


def write_documents(documents: dict[str, str], folder: Path) -> None:
    """Write each document as a text file named by its id.

    Args:
        documents: Texts by id.
        folder: Folder to write into; made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for docid, text in documents.items():
        (folder / f"{docid}.txt").write_text(text, encoding="utf-8")


class Pipeline(Protocol):
    """What is measured: folder of text files in, passages out."""

    def warm_up(self) -> None:
        """Load the model, so that its loading is not part of what is timed."""
        ...

    def ingest(self, folder: Path) -> None:
        """Read, cut, embed and store the text files of a folder; a second time only what is new.

        Args:
            folder: The folder.
        """
        ...

    def search(self, question: str, top_k: int) -> list[Found]:
        """Find passages, best first.

        Args:
            question: The question.
            top_k: How many passages.
        """
        ...


class Ours:
    """This project through its public interface."""

    def __init__(self, index: Path) -> None:
        """Make or open the index.

        Args:
            index: The index folder.
        """
        from assistant import Assistant
        from assistant.settings import Settings

        self._assistant = Assistant(Settings(index=index), create=True)

    def warm_up(self) -> None:
        """See the protocol."""
        self._assistant.warm_up()

    def ingest(self, folder: Path) -> None:
        """See the protocol."""
        failed = self._assistant.sync(folder).failed
        if failed:
            raise SystemExit(f"{len(failed)} documents could not be read, the first: {failed[0]}")

    def search(self, question: str, top_k: int) -> list[Found]:
        """See the protocol."""
        return [Found(Path(hit.source).stem, hit.text) for hit in self._assistant.search(question, top_k=top_k)]


class Plain:
    """The usual pipeline: recursive splitter, sentence-transformers, Chroma; with the same model."""

    def __init__(self, index: Path) -> None:
        """Load the model.

        Args:
            index: Folder that Chroma is persisted in.
        """
        from langchain_huggingface import HuggingFaceEmbeddings

        from assistant.settings import Settings
        from vectorstore.embedding import bundled_folder

        self._index = index
        self._chroma: Chroma | None = None
        self._embeddings = HuggingFaceEmbeddings(
            model=str(bundled_folder(Settings().cache)),
            model_kwargs={"device": "cpu"},
            encode_kwargs={"prompt_name": "document"},
            query_encode_kwargs={"prompt_name": "query"},
        )

    def warm_up(self) -> None:
        """See the protocol."""
        self._embeddings.embed_query("准备")

    def ingest(self, folder: Path) -> None:
        """See the protocol; a folder of the same content is not stored again."""
        from langchain_chroma import Chroma
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        whole = [Document(path.read_text(encoding="utf-8"), metadata={"docid": path.stem}) for path in sorted(folder.glob("*.txt"))]
        digest = hashlib.sha256("\0".join(f"{d.metadata['docid']} {d.page_content}" for d in whole).encode()).hexdigest()
        done = self._index / digest
        if done.exists():
            self._chroma = self._chroma or Chroma(persist_directory=str(self._index), embedding_function=self._embeddings)
            return
        parts = RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50).split_documents(whole)
        if self._chroma is not None:
            self._chroma.add_documents(parts)
        elif self._index.exists():
            raise SystemExit("The kept index of the plain pipeline is of other documents or incomplete. Choose another --index.")
        else:
            self._chroma = Chroma.from_documents(parts, self._embeddings, persist_directory=str(self._index))
        done.touch()

    def search(self, question: str, top_k: int) -> list[Found]:
        """See the protocol."""
        assert self._chroma is not None, "ingest comes first"
        return [Found(d.metadata["docid"], d.page_content) for d in self._chroma.similarity_search(question, k=top_k)]


PIPELINES: dict[str, type[Ours] | type[Plain]] = {"ours": Ours, "plain": Plain}
"""Pipelines by the name they have in tables."""


def timed_search(pipeline: Pipeline, question: str, top_k: int) -> tuple[list[Found], float]:
    """Search, and the milliseconds it took.

    Args:
        pipeline: Where to search.
        question: The question.
        top_k: How many passages.
    """
    began = time.perf_counter()
    found = pipeline.search(question, top_k)
    return found, 1000 * (time.perf_counter() - began)


def latency_cells(milliseconds: Sequence[float]) -> list[str]:
    """Median and 95th percentile as cells of a table.

    Args:
        milliseconds: Measured times.
    """
    return [f"{statistics.median(milliseconds):.0f}", f"{np.percentile(milliseconds, 95):.0f}"]


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table.

    Args:
        header: Names of the columns.
        rows: Cells, as many as there are columns.
    """
    for cells in (header, ["---"] * len(header), *rows):
        print(f"| {' | '.join(cells)} |")


def cores() -> str:
    """The only thing told about the machine."""
    return f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} cores"


def _read_lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
