"""Which-regions questions: whether the regions are right, how long an answer takes, and how that grows with the index.

Each answer is a whole ``Assistant.ask``, related passages and quotes included. ``python -m benchmarks.surveys --help``
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant import Assistant
from assistant.models import Answer, Mention
from assistant.settings import Settings
from benchmarks.common import cores, print_table
from benchmarks.growing import Sown, made_up, parts_of
from vectorstore.embedding import Embedder, SentenceEmbedder

WORDINGS: dict[str, str] = {"quoted": "哪些地区提到了“{}”？", "open": "哪些地区提到了{}？"}
"""Ways to ask for a term in the whole collection. A quoted term is looked for as it stands; an open
one also by its synonyms and by passages of like meaning."""
_ABSENT = "Give --questions, as no file of questions was found under ../shared/eval."


class RegionQuestion(NamedTuple):
    """A question with the regions that answer it."""

    term: str
    """What is asked for."""
    question: str
    """The question as it is asked."""
    regions: tuple[str, ...]
    """The gold regions; names as in the files, without the province."""
    share: float
    """Share of the regions asked about that are gold."""


class Timing(NamedTuple):
    """How long some answers took."""

    seconds: list[float]
    """Wall seconds of each."""
    cpu: list[float]
    """Processor seconds of each."""
    cited: list[int]
    """Quotes in each."""

    def cells(self) -> list[str]:
        """Median, 95th percentile and maximum in seconds, median of processor seconds, mean number of quotes."""
        p95 = float(np.percentile(self.seconds, 95))
        times = (statistics.median(self.seconds), p95, max(self.seconds), statistics.median(self.cpu))
        return [*(f"{t:.3f}" for t in times), f"{statistics.mean(self.cited):.0f}"]


def load_region_questions(paths: Sequence[Path]) -> list[RegionQuestion]:
    """Questions of JSON Lines files.

    Args:
        paths: Files of lines with ``term``, ``question``, ``gold_regions`` and, if known, ``regions``: how many are asked about.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        RegionQuestion(row["term"], row["question"], tuple(row["gold_regions"]), len(row["gold_regions"]) / max(1, row.get("regions", 20)))
        for row in rows
    ]


def explicit_regions(answer: Answer, full_names: dict[str, str | None]) -> set[str]:
    """Regions that an answer shows to mention the topic; of an unknown one the report's title.

    Args:
        answer: The answer to a survey.
        full_names: Full name of the region by report id; None when unknown.
    """
    return {full_names[row.report_id] or row.report_title for row in answer.rows if row.mention is Mention.EXPLICIT}


def same_regions(found: set[str], gold: Sequence[str]) -> bool:
    """Whether two sets of regions are equal; a full name is that of the gold name it ends with.

    Args:
        found: Full names.
        gold: Names as in the gold.
    """
    known = {name: {g for g in gold if name.endswith(g)} for name in found}
    return all(known.values()) and set(gold) == {g for names in known.values() for g in names} and len(found) == len(set(gold))


def ask_all(assistant: Assistant, questions: Sequence[str], rounds: int) -> tuple[list[Answer], Timing]:
    """Ask questions that stand alone.

    Args:
        assistant: Whom to ask.
        questions: The questions.
        rounds: How often each is asked; its fastest answer counts, because the machine may do other work.
    """
    answers: dict[int, Answer] = {}
    times: dict[int, list[tuple[float, float]]] = {}
    for number in [*range(len(questions))] * rounds:
        began, busy = time.perf_counter(), time.process_time()
        answers[number] = assistant.ask(questions[number])
        times.setdefault(number, []).append((time.perf_counter() - began, time.process_time() - busy))
    seconds, cpu = ([min(time[side] for time in its) for its in times.values()] for side in (0, 1))
    return [*answers.values()], Timing(seconds, cpu, [len(answer.citations) for answer in answers.values()])


def warm_up(assistant: Assistant) -> float:
    """Load the model, and ask once, so that the word list and the vectors are open too.

    Args:
        assistant: Whom to ask.

    Returns:
        Seconds of that first answer, the model's loading left out.
    """
    assistant.warm_up()
    return ask_all(assistant, [WORDINGS["open"].format("教师培训")], 1)[1].seconds[0]


def measure_whole(assistant: Assistant, questions: Sequence[RegionQuestion], rounds: int, show: bool) -> None:
    """Print how many questions are right, and the seconds of an answer.

    Args:
        assistant: Has an index of the whole collection.
        questions: The questions.
        rounds: How often each is asked.
        show: Whether to print the regions of each wrong answer.
    """
    first = warm_up(assistant)
    full_names = {entry.report_id: entry.region.name for entry in assistant.reports()}
    answers, timing = ask_all(assistant, [q.question for q in questions], rounds)
    right = 0
    for q, answer in zip(questions, answers, strict=True):
        found = explicit_regions(answer, full_names)
        right += same_regions(found, q.regions)
        if show and not same_regions(found, q.regions):
            print(f"{q.question} found {sorted(found)} gold {sorted(q.regions)}")
    print(f"\nregions right: {right} of {len(questions)}; first answer after loading the model: {first:.2f} s\n")
    rows = [["as asked", *timing.cells()]]
    for name, wording in WORDINGS.items():
        rows.append([name, *ask_all(assistant, [wording.format(q.term) for q in questions], rounds)[1].cells()])
    print_table(("wording", "median s", "p95 s", "max s", "CPU s", "quotes"), rows)


class Size(NamedTuple):
    """How long answers took on an index of some size."""

    passages: int
    """Passages in the index."""
    reports: int
    """Reports in it."""
    timings: dict[str, Timing]
    """By wording."""


def measure_size(assistant: Assistant, questions: Sequence[RegionQuestion], rounds: int) -> Size:
    """Ask for every term in the whole collection, in every wording.

    Args:
        assistant: Whom to ask.
        questions: The questions.
        rounds: How often each is asked.
    """
    entries = assistant.reports()
    warm_up(assistant)
    timings = {name: ask_all(assistant, [wording.format(q.term) for q in questions], rounds)[1] for name, wording in WORDINGS.items()}
    return Size(sum(entry.passages for entry in entries), len(entries), timings)


def growth_rows(name: str, sizes: Sequence[Size]) -> list[list[str]]:
    """Rows of the table of growth.

    Args:
        name: What the indexes are made of.
        sizes: What was measured, smallest first.

    Returns:
        A row a wording and size; the last cell is the mean processor time a passage, as a multiple of the smallest index's.
    """
    rows = []
    for wording in WORDINGS:
        smallest = statistics.mean(sizes[0].timings[wording].cpu) / sizes[0].passages
        for size in sizes:
            mean = statistics.mean(size.timings[wording].cpu)
            cells = [f"{size.passages:,}", str(size.reports), *size.timings[wording].cells()]
            rows.append([name, wording, *cells, f"{mean:.3f}", f"{1e6 * mean / size.passages:.1f}", f"{mean / size.passages / smallest:.2f}"])
    return rows


GROWTH_HEADER = (
    "reports",
    "wording",
    "passages",
    "files",
    "median s",
    "p95 s",
    "max s",
    "CPU s",
    "quotes",
    "mean CPU s",
    "µs a passage",
    "to smallest",
)
"""Columns of the table of growth; at most 1.00 in the last one is linear or better."""


def whole_index(options: argparse.Namespace, model: Embedder, work: Path) -> Path:
    """An index of all reports that may be written to: a copy of the one given, or a new one.

    Args:
        options: The command line's.
        model: The embedding model.
        work: An empty folder.
    """
    index = work / "whole"
    if options.index:
        shutil.copytree(options.index, index)
        return index
    with Assistant(Settings(index=index), create=True, embedder=model) as assistant:
        for folder in options.reports:
            print(f"{folder}: {assistant.sync(folder).embedded} passages embedded", flush=True)
    return index


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, action="append", metavar="FOLDER", help="folder of reports; may be given again")
    parser.add_argument("--questions", type=Path, nargs="+", metavar="FILE", help="JSON Lines of term, question, gold_regions")
    parser.add_argument("--index", type=Path, metavar="FOLDER", help="an index of these folders, which is copied, in place of a new one")
    parser.add_argument("--synthetic", type=int, default=50_000, metavar="N", help="passages of the made-up index, 0 for none (default: %(default)s)")
    parser.add_argument("--no-parts", action="store_true", help="do not measure indexes of parts of the folders")
    parser.add_argument("--rounds", type=int, default=2, help="how often each question is asked; the fastest counts (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="print the regions of wrong answers")
    options = parser.parse_args()
    options.reports = options.reports or [Path("../shared/eval/local_laws"), Path("../shared/eval/provincial_2025")]
    paths = options.questions or sorted(Path("../shared/eval").glob("which_regions_*.jsonl"))
    if not paths:
        parser.error(_ABSENT)
    questions = load_region_questions(paths)
    model = SentenceEmbedder("bundled", Settings().cache)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        index = whole_index(options, model, work)
        with Assistant(Settings(index=index), embedder=model) as assistant:
            print(f"{len(assistant.reports())} reports, {len(questions)} questions, {cores()}")
            measure_whole(assistant, questions, options.rounds, options.show)
        grow(options, questions, index, model, work)


def grow(options: argparse.Namespace, questions: Sequence[RegionQuestion], index: Path, model: Embedder, work: Path) -> None:
    """Print how the time grows with the index.

    Args:
        options: The command line's.
        questions: The questions.
        index: The whole index.
        model: The embedding model.
        work: A folder to work in.
    """
    sown = list({q.term: Sown(q.term, q.share) for q in questions}.values())
    if not options.no_parts:
        parts = [measure_size(assistant, questions, options.rounds) for assistant in parts_of(options.reports, index, model, work / "parts")]
        print()
        print_table(GROWTH_HEADER, growth_rows("given", parts))
    if options.synthetic:
        synthetic = [
            measure_size(assistant, questions, options.rounds) for assistant in made_up(options.synthetic, sown, index, model, work / "made")
        ]
        print()
        print_table(GROWTH_HEADER, growth_rows("made up", synthetic))


if __name__ == "__main__":
    main()
