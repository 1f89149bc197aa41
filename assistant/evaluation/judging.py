"""Whether an answer is right.

- Regions (which, how many, which not, sets): exactly the expected ones, the optional ones left out of both.
- A fact: an expected passage is cited and every expected number is told.
- A summary or a comparison: half of the expected passages are cited, with every expected region among the citations.
- What the reports do not tell: the answer says so at once.
- A misleading question: the answer contradicts, or cites the passage that does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from assistant.models import Answer, Citation, Status

CITED = 0.6
"""Share of a passage's pairs of characters from which it counts as cited.
Source: the rule of the hand-made gold, under which a quote cut at a comma still counts and one of another sentence does not."""
_TOLD_AT_ONCE = 120
"""Characters of an answer within which it must say that something is not there."""
_ABSENT = re.compile("没有|未提到|未提及|未找到|没找到|不在|无法|未收录|不包含|找不到|并未|不成立|未见|缺失")
_UNCOMPARED = re.compile(r"[^\w%.]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

Units = Callable[[Iterable[str]], set[str]]
"""The regions of some reports, given by id; each by one name."""


class Rule(StrEnum):
    """How an answer is judged."""

    REGIONS = "regions"
    FACT = "fact"
    GIST = "gist"
    REFUSAL = "refusal"
    PREMISE = "premise"


class Expected(NamedTuple):
    """What is right, in terms of the index."""

    rule: Rule
    """How the answer is judged."""
    regions: frozenset[str] = frozenset()
    """Regions that have to be given, by the names that ``Units`` uses."""
    optional_regions: frozenset[str] = frozenset()
    """Regions that neither help nor hurt."""
    quotes: tuple[str, ...] = ()
    """Passages that have to be cited."""
    numbers: tuple[str, ...] = ()
    """Numbers that have to be told."""
    reports: frozenset[str] | None = None
    """Ids of the reports that may be cited for them; None for any."""


class Verdict(NamedTuple):
    """Whether an answer is right."""

    right: bool
    """Whether it is."""
    why: str = ""
    """Why not, in Chinese; empty when it is."""


def judge(expected: Expected, answer: Answer, units: Units) -> Verdict:
    """Judge one answer.

    Args:
        expected: What is right.
        answer: The answer.
        units: The regions of reports.
    """
    match expected.rule:
        case Rule.REFUSAL:
            problems = [] if refused(answer) else ["应当说明材料里没有，却作了回答"]
        case Rule.PREMISE:
            problems = _premise_problems(expected, answer)
        case Rule.REGIONS:
            problems = _region_problems(expected, answer, units) + _number_problems(expected, answer)
        case Rule.FACT:
            problems = _fact_problems(expected, answer) + _number_problems(expected, answer)
        case Rule.GIST:
            problems = _gist_problems(expected, answer, units) + _number_problems(expected, answer)
    return Verdict(not problems, "；".join(problems))


def refused(answer: Answer) -> bool:
    """Whether an answer says, in its status or first words, that the reports do not tell what is asked.

    Args:
        answer: The answer.
    """
    return answer.status is not Status.ANSWERED or bool(_ABSENT.search(squash(answer.text)[:_TOLD_AT_ONCE]))


def covered(expected: Expected, citations: Iterable[Citation]) -> list[bool]:
    """For each expected passage, whether it is cited from a report that may be cited.

    Args:
        expected: What is right.
        citations: Citations of the answer.
    """
    quotes = " ".join(c.quote for c in citations if expected.reports is None or c.report_id in expected.reports)
    return [share_told(quote, quotes) > CITED for quote in expected.quotes]


def _premise_problems(expected: Expected, answer: Answer) -> list[str]:
    if _ABSENT.search(squash(answer.text)) or (not expected.quotes and answer.status is not Status.ANSWERED):
        return []
    return [] if any(covered(expected, answer.citations)) else ["没有指出问题的前提不成立"]


def _region_problems(expected: Expected, answer: Answer, units: Units) -> list[str]:
    given = units(i for region in answer.selected for i in region.report_ids) - expected.optional_regions
    wanted = expected.regions - expected.optional_regions
    return [f"{what}：{'、'.join(sorted(names))}" for what, names in (("多出", given - wanted), ("缺少", wanted - given)) if names]


def _fact_problems(expected: Expected, answer: Answer) -> list[str]:
    if expected.quotes:
        return [] if any(covered(expected, answer.citations)) else ["没有引用答案所在的原文"]
    cited = [c.quote for c in answer.citations if expected.reports is None or c.report_id in expected.reports]
    unfounded = not expected.numbers or untold(expected.numbers, "\n".join(cited))
    return ["引用的原文里没有答案"] if unfounded else []


def _gist_problems(expected: Expected, answer: Answer, units: Units) -> list[str]:
    found = covered(expected, answer.citations)
    missing = expected.regions - units(c.report_id for c in answer.citations)
    problems = [f"应引用的 {len(found)} 处原文只引用了 {sum(found)} 处"] if not found or 2 * sum(found) < len(found) else []
    return problems + ([f"没有引用{'、'.join(sorted(missing))}的材料"] if missing else [])


def _number_problems(expected: Expected, answer: Answer) -> list[str]:
    missing = untold(expected.numbers, answer.text)
    return [f"没有说出数字 {'、'.join(missing)}"] if missing else []


def untold(numbers: Collection[str], text: str) -> list[str]:
    """Which numbers a text does not tell; 86 is not told by 186 or 86.5, but 1,286 tells 1286.

    Args:
        numbers: Numbers, with the percent sign where they have one.
        text: The text.
    """
    told = _plain(text)
    return [n for n in numbers if not re.search(rf"(?<![\d.]){re.escape(_plain(n))}(?!\d|\.\d)", told)]


def _plain(text: str) -> str:
    return _GROUPED.sub("", unicodedata.normalize("NFKC", squash(text)))


def share_told(passage: str, text: str) -> float:
    """Share of a passage's pairs of characters that stand in a text.

    Args:
        passage: The passage.
        text: The text.
    """
    wanted = _pairs(passage)
    return (wanted & _pairs(text)).total() / max(1, wanted.total())


def squash(text: str) -> str:
    """A text without white space.

    Args:
        text: The text.
    """
    return re.sub(r"\s+", "", text)


def compared(text: str) -> str:
    """What of a text is compared: words and numbers, without white space and punctuation.

    Args:
        text: The text.
    """
    return _UNCOMPARED.sub("", squash(text))


def _pairs(text: str) -> Counter[str]:
    words = compared(text)
    return Counter(words[i : i + 2] for i in range(len(words) - 1))


def cited_rightly(expected: Expected, answer: Answer, units: Units) -> tuple[int, int]:
    """Citations that are right, and citations that count.

    Of a question about regions those of the regions given count, not what is shown to be checked or beside
    them, and those of expected or optional regions are right. Of a fact, right is what comes from an expected
    report and overlaps an expected passage; of others, what comes from an expected report. Nothing counts
    where no citation is expected.

    Args:
        expected: What is right.
        answer: The answer.
        units: The regions of reports.
    """
    if expected.rule is Rule.REGIONS:
        given = {i for region in answer.selected for i in region.report_ids}
        numbers = {number for row in answer.rows if row.report_id in given for number in row.citations}
        counted = [c for c in answer.citations if c.number in numbers]
        allowed = expected.regions | expected.optional_regions
        return sum(units([c.report_id]) <= allowed for c in counted), len(counted)
    if expected.rule is Rule.REFUSAL or expected.reports is None:
        return 0, 0
    right = [c for c in answer.citations if c.report_id in expected.reports]
    if expected.rule is Rule.FACT and expected.quotes:
        right = [c for c in right if _overlaps(c.quote, expected.quotes)]
    return len(right), len(answer.citations)


def _overlaps(quote: str, passages: Sequence[str]) -> bool:
    return any(share_told(passage, quote) > CITED or share_told(quote, passage) > CITED for passage in passages)
