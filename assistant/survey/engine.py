"""Survey: every report in scope is checked through the full-text index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.models import Answer, Coverage, Paragraph, Part, Status
from assistant.parts import markdown
from assistant.plans import Asked, Plan, Topic
from assistant.scope import Scope, scope_of
from assistant.survey.conclusion import conclusion, without_evidence
from assistant.survey.likeness import RelatedFinder
from assistant.survey.outcome import Outcome, carry_out
from assistant.survey.quotes import Quoter
from assistant.survey.remarks import missing_said, notes_part, plan_notes, remarks, scope_notes
from assistant.survey.tables import Tables
from assistant.survey.wording import holdings_said, one, reading, years_said
from vectorstore import CatalogEntry, ReportStore

Nearest = Callable[[Topic], list[str]]
"""Names of topics near to one, which the collection does mention."""


def answer_survey(store: ReportStore, question: str, plan: Plan, related: RelatedFinder | None = None, nearest: Nearest | None = None) -> Answer:
    """Answer which, how many, which not, over every report in scope.

    Args:
        store: The index.
        question: The question as asked.
        plan: A survey plan with a condition at least.
        related: Finds passages of like meaning; None does without.
        nearest: Finds topics to ask for instead when nothing is found; None offers none.

    Returns:
        An answer with a row for every report in scope; near-duplicates share one.
    """
    entries = store.entries()
    if plan.places and not any(place.names for place in plan.places):
        return _unanswerable(store, question, plan, missing_said(plan.places), related, nearest)
    outcome = carry_out(store, plan, entries, related)
    if not outcome.units.groups and outcome.scope.groups and plan.level is not None:
        return _unanswerable(store, question, plan, f"资料中没有{plan.level}的{holdings_said(plan, '报告')}", related, nearest)
    if not outcome.units.groups:
        return _nothing_in_scope(question, plan, outcome, entries)
    quoter = Quoter(store, outcome.findings, outcome.units.groups, outcome.namer, numbers=plan.asked is Asked.NUMBER)
    parts: list[Part] = [Paragraph(text=_with_missing(plan, conclusion(outcome))), *Tables(outcome, quoter).parts()]
    parts += [*_instead(outcome, nearest), *remarks(outcome)]
    selection = outcome.selection()
    return Answer(
        question=question,
        status=Status.NO_EVIDENCE if without_evidence(outcome) else Status.ANSWERED,
        text=markdown(parts),
        parts=tuple(parts),
        citations=quoter.all(),
        rows=outcome.rows(quoter),
        selected=selection,
        count=len(selection),
        coverage=outcome.coverage(),
        plan=plan,
    )


def without_reports(question: str, plan: Plan, parts: list[Part], scope: Scope | None = None) -> Answer:
    """An answer for a scope that holds nothing.

    Args:
        question: The question as asked.
        plan: The plan.
        parts: What is said.
        scope: The scope; None when there is none.
    """
    coverage = Coverage(checked=0, explicit=0, related=0, none=0, left_out=scope.left_out if scope else 0)
    return Answer(question=question, status=Status.NO_EVIDENCE, text=markdown(parts), parts=tuple(parts), count=0, coverage=coverage, plan=plan)


def years_there(plan: Plan, entries: list[CatalogEntry]) -> str:
    """The years that a scope has reports of, when those asked for are not among them.

    Args:
        plan: The plan.
        entries: Every report in the index.

    Returns:
        A sentence; empty when there is nothing to tell.
    """
    if not plan.years:
        return ""
    free = plan.model_copy(update={"years": (), "conditions": ()})
    years = sorted({group.year for group in scope_of(free, entries).groups if group.year is not None})
    return f"有{holdings_said(free, '报告')}的年份：{years_said(years)}。" if years else ""


def _with_missing(plan: Plan, said: str) -> str:
    """A conclusion; some of the places asked for have no report."""
    missing = [place for place in plan.places if not place.names]
    return f"{said}{missing_said(missing)}。" if missing else said


def _nothing_in_scope(question: str, plan: Plan, outcome: Outcome, entries: list[CatalogEntry]) -> Answer:
    held = holdings_said(plan, "报告")
    topics = "、".join(f"“{topic.text}”" for topic in plan.topics)
    dated = "写明年份的" if outcome.scope.groups else ""
    parts: list[Part] = [Paragraph(text=f"资料中没有{dated}{held}，无法查找{topics}。{years_there(plan, entries)}")]
    return without_reports(question, plan, [*parts, *notes_part([*plan_notes(plan), *scope_notes(outcome.scope)])], outcome.scope)


def _unanswerable(store: ReportStore, question: str, plan: Plan, why: str, related: RelatedFinder | None, nearest: Nearest | None) -> Answer:
    """There is no report of the places or of the level asked about: tells so, and what the other reports say."""
    of_level = not plan.places or any(place.names for place in plan.places)
    wider = plan.model_copy(update={"level": None, "counting": False, **({} if of_level else {"places": ()})})
    whose = f"哪些{one(plan)}" if of_level else "它" if len(plan.places) == 1 else "它们"
    parts: list[Part] = [Paragraph(text=f"{why}，不知道{whose}{'' if of_level else '是不是'}{reading(plan)}。")]
    outcome = carry_out(store, wider, store.entries(), related)
    if not outcome.units.groups:
        return without_reports(question, plan, [*parts, *notes_part([*plan_notes(plan), *scope_notes(outcome.scope)])], outcome.scope)
    quoter = Quoter(store, outcome.findings, outcome.units.groups, outcome.namer, numbers=plan.asked is Asked.NUMBER)
    parts += _elsewhere(plan, outcome, quoter, nearest)
    return without_reports(question, plan, parts).model_copy(update={"citations": quoter.all()})


def _elsewhere(plan: Plan, outcome: Outcome, quoter: Quoter, nearest: Nearest | None) -> list[Part]:
    """What the other reports say, when what is asked about has none."""
    parts: list[Part] = [Paragraph(text=f"另查了{'各级' if plan.places == outcome.plan.places else '其他'}地区：{conclusion(outcome)}")]
    parts += [*Tables(outcome, quoter).parts(folded=True), *_instead(outcome, nearest)]
    noted = replace(outcome, plan=outcome.plan.model_copy(update={"understood": plan.understood, "ignored": plan.ignored}))
    return [*parts, *remarks(noted)]


def _instead(outcome: Outcome, nearest: Nearest | None) -> list[Part]:
    """Topics to ask for instead of those that no report mentions."""
    if nearest is None:
        return []
    lacking = [topic for topic in outcome.plan.topics if not outcome.findings.counts(topic, outcome.units.groups)]
    names = list(dict.fromkeys(name for topic in lacking for name in nearest(topic) if name != topic.text))
    return [Paragraph(text=f"资料中有的相近话题：{'、'.join(names)}。")] if names else []
