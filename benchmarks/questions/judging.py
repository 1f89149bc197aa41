"""Whether an answer is right, by the rules under which the gold was made.

- Regions count in which, how many, which not, and sets: exactly the gold ones, the optional ones left out of both.
- A fact is right when a gold passage is cited and every number that answer and passages share is told.
- A summary, a comparison, a plan is right when half of the gold passages are cited, with every gold region among them.
- What the reports do not tell must be said not to be there.
- Of a conversation the last answer counts. A near-duplicate stands for its twin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from assistant.models import Answer, Citation, Mention, Status
from benchmarks.questions.goldset import GoldReport, Question, Topic, Turn

REGION_TYPES = frozenset({"enumerate", "count", "complement", "set"})
"""Questions whose answer is a set of regions."""
_CITED = 0.6
"""Share of a gold passage's pairs of characters from which it counts as cited."""
_TOLD_AT_ONCE = 120
"""Characters of an answer within which it must say that something is not there."""
_ABSENT = re.compile("没有|未提到|未提及|未找到|没找到|不在|无法|未收录|不包含|找不到|并未|不成立|未见|缺失")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_UNCOMPARED = re.compile(r"[^\w%.]")


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
    text = squash(answer.text)
    if turn.type == "unanswerable":
        return answer.status is not Status.ANSWERED or bool(_ABSENT.search(text[:_TOLD_AT_ONCE]))
    if turn.type == "adversarial":
        if _ABSENT.search(text):
            return True
        return any(_cited(turn, answer.citations)) if turn.gold_quotes else answer.status is not Status.ANSWERED
    if turn.type in REGION_TYPES:
        return _regions_right(turn, answer, matching)
    allowed = {*turn.gold_report_ids, *turn.duplicate_report_ids, *turn.optional_report_ids}
    cited = _cited(turn, [c for c in answer.citations if matching.gold_ids(c.report_id) & allowed])
    if turn.type == "fact":
        numbers = _numbers(turn.gold_answer) & {n for quote in turn.gold_quotes for n in _numbers(quote.quote)}
        return any(cited) and all(number in text for number in numbers)
    regions = matching.regions(c.report_id for c in answer.citations)
    return bool(cited) and 2 * sum(cited) >= len(cited) and set(turn.gold_region_ids) <= regions


def _regions_right(turn: Turn, answer: Answer, matching: Matching) -> bool:
    given = matching.regions(i for region in answer.selected for i in region.report_ids)
    wanted = set(turn.required_region_ids or turn.gold_region_ids)
    optional = set(turn.optional_region_ids)
    return given - optional == wanted - optional if wanted else not given


def _cited(turn: Turn, citations: Sequence[Citation]) -> list[bool]:
    """For each gold passage, whether the quotes tell it."""
    quotes = " ".join(c.quote for c in citations)
    return [share_told(gold.quote, quotes) > _CITED for gold in turn.gold_quotes]


def share_told(passage: str, text: str) -> float:
    """Share of a passage's pairs of characters that stand in a text.

    Args:
        passage: The passage.
        text: The text.
    """
    wanted = _pairs(passage)
    return (wanted & _pairs(text)).total() / max(1, wanted.total())


def tally(types: Iterable[str], right: Iterable[bool]) -> Mapping[str, tuple[int, int]]:
    """Right answers and questions by type.

    Args:
        types: Type of each question.
        right: Whether each is right.
    """
    pairs = list(zip(types, right, strict=True))
    return {kind: (sum(r for t, r in pairs if t == kind), sum(t == kind for t, _ in pairs)) for kind in sorted({t for t, _ in pairs})}


def squash(text: str) -> str:
    """A text without white space.

    Args:
        text: The text.
    """
    return re.sub(r"\s+", "", text)


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(squash(text)))


def _pairs(text: str) -> Counter[str]:
    compared = _UNCOMPARED.sub("", squash(text))
    return Counter(compared[i : i + 2] for i in range(len(compared) - 1))


def _name(report: FoundReport) -> str:
    return PurePosixPath(report.source).name
