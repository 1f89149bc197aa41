"""Topics and questions over the example reports and those of this folder, asked in-process.

``python -m benchmarks.questions --help``
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from assistant.evaluation import converse
from assistant.models import Mention
from assistant.settings import Settings
from benchmarks.common import print_table
from benchmarks.questions.goldset import GoldSet, Question, Topic
from benchmarks.questions.judging import FoundReport, Matching, judge_question, judge_topic, precision_recall, tally

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE.parent.parent / "examples" / "reports", HERE / "reports")
"""Folders of the reports that the gold is about."""
TIERS = {"explicit": (Mention.EXPLICIT,), "explicit + related": (Mention.EXPLICIT, Mention.RELATED)}
"""Mentions that count as shown."""


def measure_topics(assistant: Assistant, topics: Sequence[Topic], matching: Matching, show: bool) -> None:
    """Print how well the reports that mention a topic are told.

    Args:
        assistant: Whom to ask.
        topics: The topics.
        matching: Which report is which.
        show: Whether to print what is extra or missed, related passages included.
    """
    answers = [assistant.ask(f"哪些区提到{topic.topic}？") for topic in topics]
    rows = []
    for name, tiers in TIERS.items():
        counts = [judge_topic(topic, answer, matching, tiers) for topic, answer in zip(topics, answers, strict=True)]
        rows.append([name, *(f"{value:.3f}" for value in precision_recall(counts))])
    print_table((f"{len(topics)} topics", "precision", "recall", "F1"), rows)
    for topic, count in zip(topics, counts, strict=True):
        if show and (count.extra or count.missed):
            print(f"  {topic.topic}: extra {sorted(count.extra)}, missed {sorted(count.missed)}")


def measure_questions(assistant: Assistant, questions: Sequence[Question], matching: Matching, show: bool) -> None:
    """Print right answers by type.

    Args:
        assistant: Whom to ask.
        questions: The questions.
        matching: Which report is which.
        show: Whether to print the wrong answers.
    """
    answers = [[timed.answer for timed in converse(assistant, [turn.question for turn in question.turns or (question,)])] for question in questions]
    right = [judge_question(question, given, matching) for question, given in zip(questions, answers, strict=True)]
    by_type = tally([question.type for question in questions], right)
    rows = [[kind, str(good), str(count)] for kind, (good, count) in by_type.items()]
    print_table(("type", "right", "questions"), [*rows, ["all", str(sum(right)), str(len(right))]])
    print(f"{sum(right) / max(1, len(right)):.3f} right")
    for question, given, good in zip(questions, answers, right, strict=True):
        if show and not good:
            print(f"  {question.id} {question.type} {question.question}\n    gold: {question.gold_answer}\n    got:  {given[-1].text[:200]!r}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=HERE / "gold", metavar="FOLDER", help="gold in the same format (default: this folder's)")
    parser.add_argument("--typed", action="store_true", help="questions as they are typed into a chat, in place of --gold")
    parser.add_argument("--reports", type=Path, action="append", metavar="FOLDER", help="the reports that it is about; may be given again")
    parser.add_argument("--index", type=Path, metavar="FOLDER", help="keep the index here (default: a temporary one)")
    parser.add_argument("--type", help="only questions of this type")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    gold = GoldSet(HERE / "typed", HERE / "gold") if options.typed else GoldSet(options.gold)
    with tempfile.TemporaryDirectory() as temporary, Assistant(Settings(index=options.index or Path(temporary)), create=True) as assistant:
        for folder in options.reports or FOLDERS:
            assistant.sync(folder)
        entries = assistant.reports()
        matching = Matching(gold.reports, [FoundReport(e.report_id, e.source, assistant.report(e.report_id).text) for e in entries])
        print(f"{len(entries)} reports in the index, {len(gold.reports)} in the gold, of which {matching.missing} are not found\n")
        if not options.type:
            measure_topics(assistant, gold.topics, matching, options.show)
            print()
        measure_questions(assistant, [q for q in gold.questions if options.type in (None, q.type)], matching, options.show)


if __name__ == "__main__":
    main()
