"""Retrieval quality and latency beside a plain LangChain pipeline, on the same questions.

Documents are ranked by their best passage. ``python benchmarks/retrieval.py --help``
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from common import (
    DEFAULT_DATA,
    PIPELINES,
    Found,
    Pipeline,
    Question,
    cores,
    latency_cells,
    load_documents,
    load_questions,
    print_table,
    timed_search,
    write_documents,
)

TOP_K = 50
"""Passages asked for; enough to rank ten documents."""
DOCUMENTS_COUNTED = 10
"""Documents below this rank count as not found."""
PASSAGES_READ = 5
"""Passages in which the gold answer is looked for."""


class Outcome(NamedTuple):
    """What a question gave."""

    rank: int | None
    """One-based rank of the gold document; None when it is not among the first ten."""
    answer_found: bool
    """Whether the gold answer stands in one of the first five passages."""
    milliseconds: float
    """Time from question to passages."""


def judge(question: Question, found: Sequence[Found], milliseconds: float) -> Outcome:
    """Compare what was found with the gold.

    Args:
        question: The question.
        found: Passages, best first.
        milliseconds: Time the search took.
    """
    documents = list(dict.fromkeys(passage.docid for passage in found))[:DOCUMENTS_COUNTED]
    rank = documents.index(question.docid) + 1 if question.docid in documents else None
    gold = _without_space(question.answer)
    return Outcome(rank, any(gold in _without_space(passage.text) for passage in found[:PASSAGES_READ]), milliseconds)


def _without_space(text: str) -> str:
    return "".join(text.split())


def row(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    """One pipeline's row of the table.

    Args:
        name: Name of the pipeline.
        outcomes: What each question gave.
    """
    ranks = [outcome.rank for outcome in outcomes]
    shares = [sum(rank is not None and rank <= n for rank in ranks) / len(ranks) for n in (1, 5, DOCUMENTS_COUNTED)]
    shares.append(sum(1 / rank for rank in ranks if rank) / len(ranks))
    shares.append(sum(outcome.answer_found for outcome in outcomes) / len(outcomes))
    return [name, *(f"{share:.3f}" for share in shares), *latency_cells([outcome.milliseconds for outcome in outcomes])]


def prepare(name: str, work: Path) -> Pipeline:
    """Make a pipeline and let it ingest the documents.

    Args:
        name: Name of the pipeline.
        work: Folder with ``documents/``; the index goes beside it.
    """
    pipeline = PIPELINES[name](work / name)
    pipeline.warm_up()
    began = time.perf_counter()
    pipeline.ingest(work / "documents")
    print(f"{name}: ingest {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return pipeline


def run(data: Path, work: Path, names: Sequence[str]) -> None:
    """Measure and print the table; each question goes to all pipelines in turn.

    Args:
        data: Folder of the data.
        work: Folder for documents and indexes.
        names: Names of the pipelines.
    """
    documents, questions = load_documents(data), load_questions(data)
    write_documents(documents, work / "documents")
    pipelines = {name: prepare(name, work) for name in names}
    outcomes: dict[str, list[Outcome]] = {name: [] for name in names}
    for question in questions:
        for name, pipeline in pipelines.items():
            outcomes[name].append(judge(question, *timed_search(pipeline, question.question, TOP_K)))
    print(f"{len(documents)} documents, {len(questions)} questions, {TOP_K} passages a question, {cores()}\n")
    header = ["pipeline", "recall@1", "recall@5", "recall@10", "MRR@10", "answer in top 5", "median ms", "p95 ms"]
    print_table(header, [row(name, outcomes[name]) for name in names])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of docs.jsonl and questions.jsonl (default: %(default)s)")
    parser.add_argument("--index", type=Path, help="folder to keep documents and indexes in and to use again; without it a temporary one")
    parser.add_argument("--no-plain", action="store_true", help="leave out the plain pipeline")
    options = parser.parse_args()
    names = ["ours"] if options.no_plain else list(PIPELINES)
    if options.index:
        run(options.data, options.index, names)
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        run(options.data, Path(work), names)


if __name__ == "__main__":
    main()
