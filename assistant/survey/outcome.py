"""What a survey found, before it is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.models import Coverage, Judgement, Mention, SelectedRegion, SurveyRow
from assistant.plans import Listed, Plan, Topic
from assistant.scope import Copies, Scope, scope_of
from assistant.survey.likeness import RelatedFinder
from assistant.survey.matching import Evidence, Findings, find, nearest_of
from assistant.survey.quotes import Quoter
from assistant.survey.selection import NEGATIVE, Judged, Verdict, evidence_groups, judge
from assistant.survey.units import Namer, Unit, Units, units_of
from vectorstore import CatalogEntry, ReportStore


@dataclass(frozen=True)
class Aspect:
    """A topic, in the reports of the years that a condition is about."""

    label: str
    """What it is called beside its quotes."""
    topic: Topic
    """The topic."""
    years: tuple[int, ...]
    """The years; empty for all in scope."""

    def groups(self, unit: Unit) -> list[Copies]:
        """Reports of a unit that bear on it.

        Args:
            unit: The unit.
        """
        return [group for group in unit.groups if not self.years or group.year in self.years]


@dataclass(frozen=True)
class Outcome:
    """A survey carried out."""

    plan: Plan
    scope: Scope
    units: Units
    findings: Findings
    judged: tuple[Judged, ...]
    """Every unit with its verdict."""
    namer: Namer

    @property
    def selected(self) -> list[Judged]:
        """Units that answer."""
        return [j for j in self.judged if j.verdict is Verdict.ANSWERS]

    @property
    def unsure(self) -> list[Judged]:
        """Units whose verdict hangs on passages that are only related."""
        return [j for j in self.judged if j.unsure]

    @property
    def negative(self) -> bool:
        """Whether only the absence of mentions is asked for."""
        return all(condition.quantifier in NEGATIVE for condition in self.plan.conditions)

    @property
    def over_time(self) -> bool:
        """Whether years are compared."""
        return any(condition.years for condition in self.plan.conditions)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What is shown of each unit."""
        return tuple(
            {
                (topic.text, condition.years): Aspect(
                    f"{'、'.join(map(str, condition.years))}年{topic.text}" if condition.years else topic.text, topic, condition.years
                )
                for condition in self.plan.conditions
                for topic in condition.topics
            }.values()
        )

    def mentions(self, group: Copies) -> tuple[Mention, ...]:
        """How a report stands to each of the plan's topics.

        Args:
            group: A report in scope.
        """
        return tuple(self.findings.of(topic, group).mention for topic in self.plan.topics)

    def mentioned(self, unit: Unit) -> bool:
        """Whether any topic is mentioned in a unit, in words or confirmed, in the years that matter.

        Args:
            unit: The unit.
        """
        return any(self.findings.counts(aspect.topic, aspect.groups(unit)) for aspect in self.aspects)

    def evidence(self, group: Copies) -> tuple[Evidence, ...]:
        """What is known of each of the plan's topics in a report.

        Args:
            group: A report in scope.
        """
        return tuple(self.findings.of(topic, group) for topic in self.plan.topics)

    def verdict_of_model(self, group: Copies) -> Judgement | None:
        """What a language model makes of a report, by the topic that it is nearest to; None when it had nothing to judge.

        Args:
            group: A report in scope.
        """
        evidence = self.evidence(group)
        nearest = nearest_of(e.mention for e in evidence)
        judged = [e.judged for e in evidence if e.mention is nearest and e.judged is not None]
        return min(judged, key=list(Judgement).index, default=None)

    def reports_with(self, topic: Topic, mention: Mention, judged: Judgement | None = None) -> int:
        """How many reports stand so to a topic.

        Args:
            topic: One of the plan's topics.
            mention: How.
            judged: Only those of which a language model makes this; None for all.
        """
        found = [self.findings.of(topic, group) for group in self.units.groups]
        return sum(e.mention is mention and judged in (None, e.judged) for e in found)

    def coverage(self) -> Coverage:
        """What was looked at; a report counts by the topic that it is nearest to."""
        nearest = [nearest_of(self.mentions(group)) for group in self.units.groups]
        judged = [self.verdict_of_model(group) for group in self.units.groups]
        return Coverage(
            checked=len(nearest),
            explicit=nearest.count(Mention.EXPLICIT),
            related=nearest.count(Mention.RELATED),
            none=nearest.count(Mention.NONE),
            duplicates=sum(len(group.others) for group in self.units.groups),
            left_out=self.scope.left_out,
            confirmed=judged.count(Judgement.CONFIRMED),
            rejected=judged.count(Judgement.REJECTED),
            unjudged=sum(group.report.report_id in self.findings.unjudged for group in self.units.groups),
        )

    def rows(self, quoter: Quoter) -> tuple[SurveyRow, ...]:
        """Every report that counts.

        Args:
            quoter: Has cited what the answer shows.
        """
        return tuple(
            SurveyRow(
                report_id=group.report.report_id,
                report_title=group.report.title,
                region=self.namer.region(group),
                year=group.year,
                mention=nearest_of(mentions := self.mentions(group)),
                mentions=mentions,
                citations=quoter.numbers(group),
                judged=self.verdict_of_model(group),
            )
            for group in self.units.groups
        )

    def selection(self) -> tuple[SelectedRegion, ...]:
        """What answers, with the reports that make it an answer."""
        return tuple(
            SelectedRegion(
                region=self.namer.of(j.unit.groups[0]) if self.plan.listed is Listed.REPORTS else j.unit.name,
                report_ids=tuple(group.report.report_id for group in evidence_groups(self.plan, j.unit, self.findings)),
            )
            for j in self.selected
        )


def carry_out(store: ReportStore, plan: Plan, entries: Sequence[CatalogEntry], related: RelatedFinder | None) -> Outcome:
    """Look at every report in scope.

    Args:
        store: The index.
        plan: A survey plan with a condition at least.
        entries: Every report in the index.
        related: Finds passages of like meaning; None does without.
    """
    namer = Namer(entries)
    scope = scope_of(plan, entries)
    units = units_of(plan, scope.groups, namer)
    findings = find(store, plan.topics, units.groups, related)
    judged = judge(plan, units.units, findings)
    if plan.listed is Listed.REPORTS:
        judged = [each for j in judged for each in _by_report(plan, j, findings, namer)]
    return Outcome(plan, scope, units, findings, tuple(judged), namer)


def _by_report(plan: Plan, judged: Judged, findings: Findings, namer: Namer) -> list[Judged]:
    """A region that was judged over the years as its reports; those that make it an answer answer."""
    if len(judged.unit.groups) == 1:
        return [judged._replace(unit=namer.report_unit(judged.unit.groups[0]))]
    making = {group.report.report_id for group in evidence_groups(plan, judged.unit, findings)}
    return [
        judged._replace(
            unit=namer.report_unit(group),
            verdict=Verdict.FAILS if judged.verdict is Verdict.ANSWERS and group.report.report_id not in making else judged.verdict,
            unsure=judged.unsure and nearest_of(findings.of(topic, group).mention for topic in findings.topics) is not Mention.NONE,
        )
        for group in judged.unit.groups
    ]
