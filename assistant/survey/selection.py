"""Which units answer: conditions judged over the reports of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from assistant.models import Mention
from assistant.plans import Condition, Plan, Quantifier
from assistant.scope import Copies
from assistant.survey.matching import Evidence, Findings
from assistant.survey.units import Unit

NEGATIVE = (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF)
"""Quantifiers that the absence of mentions fulfils."""


class Verdict(Enum):
    """How a unit stands to the question."""

    ANSWERS = "answers"
    FAILS = "fails"
    UNJUDGED = "unjudged"
    """It has no report of a year that a condition is about."""


class Judged(NamedTuple):
    """A unit with its verdict."""

    unit: Unit
    """The unit."""
    verdict: Verdict
    """Whether it answers, by what is mentioned in words or confirmed by a language model."""
    unsure: bool
    """Whether the verdict would be another if related passages were mentions."""
    lacking: tuple[int, ...] = ()
    """Years without a report that it could not be judged for."""
    by_model: bool = False
    """Whether the verdict would be another by words alone."""


def judge(plan: Plan, units: Iterable[Unit], findings: Findings) -> list[Judged]:
    """Judge every unit.

    Args:
        plan: The plan of the survey.
        units: What it lists.
        findings: How the reports stand to its topics.
    """
    return [_judge(plan.conditions, unit, findings) for unit in units]


def bearing(condition: Condition, groups: Sequence[Copies]) -> list[Copies]:
    """The reports that bear on a condition.

    Args:
        condition: The condition.
        groups: Reports of a unit.
    """
    return [group for group in groups if not condition.years or group.year in condition.years]


def evidence_groups(plan: Plan, unit: Unit, findings: Findings) -> tuple[Copies, ...]:
    """The reports that make a unit an answer.

    Args:
        plan: The plan of the survey.
        unit: A unit that answers.
        findings: How the reports stand to its topics.

    Returns:
        Those that mention what has to be mentioned; where nothing has to be, all that bear
        on the conditions.
    """
    positive = [c for c in plan.conditions if c.quantifier not in NEGATIVE]
    kept = {
        group.report.report_id
        for condition in positive or plan.conditions
        for group in bearing(condition, unit.groups)
        if not positive or any(findings.of(topic, group).counts for topic in condition.topics)
    }
    return tuple(group for group in unit.groups if group.report.report_id in kept)


_Counted = Callable[[Evidence], bool]
"""Whether evidence is taken for a mention."""


def _judge(conditions: Sequence[Condition], unit: Unit, findings: Findings) -> Judged:
    def verdict(counted: _Counted) -> Verdict:
        return _verdict(conditions, unit, findings, counted)

    strict, usual, lenient = verdict(_in_words), verdict(_counts), verdict(_at_all)
    missing: tuple[int, ...] = ()
    if usual is Verdict.UNJUDGED:
        missing = tuple(sorted({year for c in conditions if not bearing(c, unit.groups) for year in c.years}))
    return Judged(unit, usual, usual is not lenient, missing, usual is not strict)


def _in_words(evidence: Evidence) -> bool:
    return evidence.mention is Mention.EXPLICIT


def _counts(evidence: Evidence) -> bool:
    return evidence.counts


def _at_all(evidence: Evidence) -> bool:
    return evidence.mention is not Mention.NONE


def _verdict(conditions: Sequence[Condition], unit: Unit, findings: Findings, counted: _Counted) -> Verdict:
    held = [_holds(condition, bearing(condition, unit.groups), findings, counted) for condition in conditions]
    return Verdict.FAILS if False in held else Verdict.UNJUDGED if None in held else Verdict.ANSWERS


def _holds(condition: Condition, groups: Sequence[Copies], findings: Findings, counted: _Counted) -> bool | None:
    """Whether a condition holds; None when there is no report to judge it by."""
    if not groups:
        return None
    mentioned = [any(counted(findings.of(topic, group)) for group in groups) for topic in condition.topics]
    match condition.quantifier:
        case Quantifier.ANY_OF:
            return any(mentioned)
        case Quantifier.ALL_OF:
            return all(mentioned)
        case Quantifier.NONE_OF:
            return not any(mentioned)
        case Quantifier.NOT_ALL_OF:
            return not all(mentioned)
