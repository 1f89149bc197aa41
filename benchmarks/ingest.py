"""Ingest speed, query latency and memory beside a plain LangChain pipeline.

Each pipeline has a process of its own. The documents are dealt out over the rounds, and in
each round the pipelines take turns with the same documents, so that other work on the
machine falls on both. Loading the model is not timed. ``python benchmarks/ingest.py --help``
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, TypeVar

import psutil
from common import (
    DEFAULT_DATA,
    PIPELINES,
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

TOP_K = 4
"""Passages a question, the default of ``similarity_search``."""
QUERIES = 200
"""Questions asked over all rounds."""
_SAMPLE_S = 0.02
_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Round(NamedTuple):
    """What one pipeline gave in one round."""

    seconds: float
    """Time of the ingest."""
    cpu_seconds: float
    """Processor time of the ingest."""
    milliseconds: list[float]
    """Time of each question, asked when all documents are in."""
    again_seconds: float
    """Time of a second ingest of the same documents."""


class PeakMemory(threading.Thread):
    """Watches the resident memory of its own process."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        super().__init__(daemon=True)
        self.peak = 0
        self._over = threading.Event()

    def run(self) -> None:
        """Look until ``finish``."""
        process = psutil.Process()
        while not self._over.wait(_SAMPLE_S):
            self.peak = max(self.peak, process.memory_info().rss)

    def finish(self) -> int:
        """Stop, and give the peak in bytes."""
        self._over.set()
        self.join()
        return self.peak


class Worker:
    """A pipeline inside its own process; these methods run there."""

    pipeline: Pipeline
    memory: PeakMemory

    @classmethod
    def start(cls, name: str, index: Path) -> None:
        """Load the pipeline.

        Args:
            name: Name of the pipeline.
            index: Folder for the index, not yet there.
        """
        cls.memory = PeakMemory()
        cls.memory.start()
        cls.pipeline = PIPELINES[name](index)
        cls.pipeline.warm_up()

    @classmethod
    def ingest(cls, folder: Path) -> tuple[float, float]:
        """Ingest a folder; gives seconds and processor seconds."""
        began, cpu_began = time.perf_counter(), time.process_time()
        cls.pipeline.ingest(folder)
        return time.perf_counter() - began, time.process_time() - cpu_began

    @classmethod
    def ask(cls, questions: Sequence[Question]) -> list[float]:
        """Milliseconds of each question."""
        return [timed_search(cls.pipeline, question.question, TOP_K)[1] for question in questions]

    @classmethod
    def peak(cls) -> int:
        """Peak memory in bytes since the start of the process."""
        return cls.memory.finish()


def run(slices: Sequence[Path], questions: Sequence[Question], work: Path) -> tuple[dict[str, list[Round]], dict[str, int]]:
    """Let the pipelines take turns.

    Args:
        slices: One folder of documents for each round.
        questions: What to ask.
        work: Folder for the indexes.

    Returns:
        Rounds of each pipeline, and its peak memory in bytes.
    """
    asked = [questions[i :: len(slices)] for i in range(len(slices))]
    with contextlib.ExitStack() as stack:
        pools = {
            name: stack.enter_context(ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), Worker.start, (name, work / name)))
            for name in PIPELINES
        }
        for pool in pools.values():
            pool.submit(Worker.ask, []).result()  # until the model is loaded
        first = _in_turn(pools, Worker.ingest, slices)
        milliseconds = _in_turn(pools, Worker.ask, asked)
        peaks = {name: pool.submit(Worker.peak).result() for name, pool in pools.items()}
        again = _in_turn(pools, Worker.ingest, slices)
    rounds = {
        name: [Round(*one, ms, second) for one, ms, (second, _) in zip(first[name], milliseconds[name], again[name], strict=True)] for name in pools
    }
    return rounds, peaks


def _in_turn(pools: dict[str, ProcessPoolExecutor], work: Callable[[_In], _Out], parts: Sequence[_In]) -> dict[str, list[_Out]]:
    """Do each part in each process, one process at a time."""
    done: dict[str, list[_Out]] = {name: [] for name in pools}
    for part in parts:
        for name, pool in pools.items():
            done[name].append(pool.submit(work, part).result())
        print(f"{work.__name__}: {len(done[name])} of {len(parts)}", file=sys.stderr)
    return done


def report(rounds: dict[str, list[Round]], peaks: dict[str, int], characters: int) -> None:
    """Print the tables.

    Args:
        rounds: Rounds of each pipeline.
        peaks: Peak memory of each in bytes.
        characters: Characters ingested.
    """
    rows = []
    for name, done in rounds.items():
        seconds, cpu_seconds = sum(r.seconds for r in done), sum(r.cpu_seconds for r in done)
        latency = latency_cells([ms for r in done for ms in r.milliseconds])
        speeds = [f"{seconds:.1f}", f"{characters / seconds:,.0f}", f"{characters / cpu_seconds:,.0f}"]
        rows.append([name, *speeds, *latency, f"{peaks[name] / 2**20:,.0f}"])
    print_table(["pipeline", "ingest s", "characters/s", "characters/CPU s", "query median ms", "query p95 ms", "peak MiB"], rows)
    print()
    pairs = list(zip(rounds["ours"], rounds["plain"], strict=True))
    ratios = {
        "characters/s": [plain.seconds / ours.seconds for ours, plain in pairs],
        "characters/CPU s": [plain.cpu_seconds / ours.cpu_seconds for ours, plain in pairs],
        "query median ms": [statistics.median(ours.milliseconds) / statistics.median(plain.milliseconds) for ours, plain in pairs],
        "peak memory": [peaks["ours"] / peaks["plain"]],
    }
    print_table(["ours / plain", "median", "by round"], [[what, f"{statistics.median(r):.2f}", _list(r)] for what, r in ratios.items()])
    first, again = (sum(times) for times in zip(*((r.seconds, r.again_seconds) for r in rounds["ours"]), strict=True))
    print(f"\nours, second ingest of the unchanged folders: {again:.3f} s, {first / again:,.0f} times faster than the first")


def _list(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder of docs.jsonl and questions.jsonl (default: %(default)s)")
    parser.add_argument("--documents", type=int, default=150, help="ingest only the first so many documents (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=6, help="over how many turns they are dealt out (default: %(default)s)")
    options = parser.parse_args()
    documents, questions = load_documents(options.data, options.documents), load_questions(options.data, QUERIES)
    characters = sum(map(len, documents.values()))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        slices = [Path(work) / f"documents-{i}" for i in range(options.rounds)]
        for i, folder in enumerate(slices):
            write_documents(dict(list(documents.items())[i :: options.rounds]), folder)
        rounds, peaks = run(slices, questions, Path(work))
    print(f"{len(documents)} documents, {characters:,} characters, {options.rounds} rounds, {cores()}")
    print(f"{len(questions)} questions, {TOP_K} passages a question\n")
    report(rounds, peaks, characters)


if __name__ == "__main__":
    main()
