"""The gold in terms of the index; answers are judged by ``assistant.evaluation``, a near-duplicate stands for its twin."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.evaluation.expecting import RULES
from assistant.evaluation.judging import Expected, Rule, judge, squash
from assistant.models import Answer, Mention
from benchmarks.questions.goldset import GoldReport, Question, Topic, Turn

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


class FoundReport(NamedTuple):
    """A report as the index has it."""

    report_id: str
    """Its id."""
    source: str
    """Its source."""
    text: str
    """Its text."""


class Matching:
    """Which report of the index is which of the gold."""

    def __init__(self, gold: Sequence[GoldReport], found: Sequence[FoundReport]) -> None:
        """Tie each gold report to the shortest report of its file with its first and last words.

        Args:
            gold: The gold's reports, in the order of their files, so that twins are told apart by their order.
            found: The index's reports.
        """
        self._gold_of: dict[str, set[str]] = {}
        self._region = {g.id: g.region_id for g in gold if g.is_education_report and g.region_id}
        self._twin = {g.id: g.duplicate_of for g in gold if g.duplicate_of}
        self.counted = frozenset(g.id for g in gold if g.is_education_report and not g.duplicate_of)
        """Gold ids of the reports that surveys have to tell."""
        texts = [(report, squash(report.text)) for report in found]
        for g in gold:
            quotes = (squash(g.start_quote), squash(g.end_quote))
            of_file = [(sum(q in text for q in quotes), report.report_id, len(text)) for report, text in texts if _name(report) == g.file]
            likely = [(-hits, report_id in self._gold_of, length, report_id) for hits, report_id, length in of_file if hits]
            if likely:
                self._gold_of.setdefault(min(likely)[-1], set()).add(g.id)

    @property
    def missing(self) -> int:
        """How many gold reports that surveys have to tell are not in the index."""
        return len(self.counted - {i for ids in self._gold_of.values() for i in ids})

    def gold_ids(self, report_id: str) -> set[str]:
        """Gold ids of a report; none for one that is no gold report.

        Args:
            report_id: Its id in the index.
        """
        return self._gold_of.get(report_id, set())

    def report_ids(self, gold_ids: Collection[str]) -> frozenset[str]:
        """Reports of the index that are one of some gold reports.

        Args:
            gold_ids: Gold ids.
        """
        return frozenset(i for i, ids in self._gold_of.items() if not ids.isdisjoint(gold_ids))

    def originals(self, gold_ids: Iterable[str]) -> set[str]:
        """Gold ids with that of the twin in place of a near-duplicate's.

        Args:
            gold_ids: Gold ids.
        """
        return {self._twin.get(i, i) for i in gold_ids}

    def regions(self, report_ids: Iterable[str]) -> set[str]:
        """Regions of some reports.

        Args:
            report_ids: Ids in the index.
        """
        return {self._region[g] for report_id in report_ids for g in self.gold_ids(report_id) if g in self._region}


class Counts(NamedTuple):
    """How many pairs of topic and report are right."""

    right: int
    """Given, and gold."""
    extra: frozenset[str]
    """Given, but not gold; gold ids."""
    missed: frozenset[str]
    """Gold, but not given; gold ids."""


def judge_topic(topic: Topic, answer: Answer, matching: Matching, tiers: Collection[Mention]) -> Counts:
    """Compare the reports shown for a topic with those that mention it.

    Args:
        topic: The topic.
        answer: The answer to 哪些区提到X.
        matching: Which report is which.
        tiers: Mentions that count as shown.
    """
    wanted = matching.originals(m.report_id for m in topic.mentions) & matching.counted
    passed = matching.originals(b.report_id for b in topic.borderline) - wanted
    shown = {i for row in answer.rows if row.mention in tiers for i in matching.originals(matching.gold_ids(row.report_id))}
    given = (shown & matching.counted) - passed
    return Counts(len(given & wanted), frozenset(given - wanted), frozenset(wanted - given))


def precision_recall(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pairs of topic and report.

    Args:
        counts: Those of each topic.
    """
    right, extra, missed = (sum(c.right for c in counts), sum(len(c.extra) for c in counts), sum(len(c.missed) for c in counts))
    return right / max(1, right + extra), right / max(1, right + missed), 2 * right / max(1, 2 * right + extra + missed)


def judge_question(question: Question, answers: Sequence[Answer], matching: Matching) -> bool:
    """Whether a question, or the last of a conversation, is answered rightly.

    Args:
        question: The question.
        answers: The answers, one a turn.
        matching: Which report is which.
    """
    return is_right(question.turns[-1] if question.turns else question, answers[-1], matching)


def is_right(turn: Turn, answer: Answer, matching: Matching) -> bool:
    """Whether one answer is right.

    Args:
        turn: What was asked.
        answer: The answer.
        matching: Which report is which.
    """
    return judge(_expected(turn, matching), answer, matching.regions).right


def _expected(turn: Turn, matching: Matching) -> Expected:
    rule = RULES.get(turn.type, Rule.GIST)  # types that are not evaluated by staff (plan) are judged as summaries are
    allowed = {*turn.gold_report_ids, *turn.duplicate_report_ids, *turn.optional_report_ids}
    told = _numbers(turn.gold_answer) & {n for quote in turn.gold_quotes for n in _numbers(quote.quote)}
    return Expected(
        rule,
        regions=frozenset(turn.required_region_ids or turn.gold_region_ids),
        optional_regions=frozenset(turn.optional_region_ids),
        quotes=tuple(quote.quote for quote in turn.gold_quotes),
        numbers=tuple(sorted(told)) if rule is Rule.FACT else (),
        reports=None if rule is Rule.PREMISE else matching.report_ids(allowed),
    )


def tally(types: Iterable[str], right: Iterable[bool]) -> Mapping[str, tuple[int, int]]:
    """Right answers and questions by type.

    Args:
        types: Type of each question.
        right: Whether each is right.
    """
    pairs = list(zip(types, right, strict=True))
    return {kind: (sum(r for t, r in pairs if t == kind), sum(t == kind for t, _ in pairs)) for kind in sorted({t for t, _ in pairs})}


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(squash(text)))


def _name(report: FoundReport) -> str:
    return PurePosixPath(report.source).name
