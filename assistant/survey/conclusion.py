"""The first sentence of a survey's answer: the numbers and the names."""

from __future__ import annotations

from assistant.models import Judgement, Mention
from assistant.plans import Listed, Quantifier, Topic
from assistant.survey.outcome import Aspect, Outcome
from assistant.survey.selection import NEGATIVE, Verdict
from assistant.survey.tables import regions_with
from assistant.survey.units import Unit
from assistant.survey.wording import holdings_said, names_said, one, reading, scope_said, unit_of, years_said


def conclusion(outcome: Outcome) -> str:
    """What the survey says, in a sentence or two.

    Args:
        outcome: The survey carried out; something was in scope.
    """
    if said := _yes_or_no(outcome):
        return said
    said = _nobody(outcome) or _none_selected(outcome) or _selected(outcome)
    return said + _by_model(outcome) + _unsure(outcome)


def without_evidence(outcome: Outcome) -> bool:
    """Whether nothing answers because a topic that has to be mentioned is mentioned nowhere.

    Args:
        outcome: The survey carried out.
    """
    return not outcome.selected and (not _anything(outcome) or bool(_missing(outcome)))


def _anything(outcome: Outcome) -> bool:
    """Whether any report mentions any of the topics."""
    return any(outcome.findings.counts(topic, outcome.units.groups) for topic in outcome.plan.topics)


def _missing(outcome: Outcome) -> list[Topic]:
    """Topics for whose lack in the whole scope a condition cannot hold."""
    found: list[Topic] = []
    for condition in outcome.plan.conditions:
        lacking = [topic for topic in condition.topics if not outcome.findings.counts(topic, outcome.units.groups)]
        if condition.quantifier not in NEGATIVE and lacking and (condition.quantifier is Quantifier.ALL_OF or lacking == list(condition.topics)):
            found += [topic for topic in lacking if topic not in found]
    return found


def _named_unit(outcome: Outcome) -> Unit | None:
    """The one region that is asked about by name."""
    plan = outcome.plan
    if len(outcome.judged) != 1 or len(plan.places) != 1 or plan.counting or plan.listed is not Listed.REGIONS:
        return None
    unit = outcome.judged[0].unit
    return unit if unit.full.endswith(plan.places[0].name) or plan.places[0].name.endswith(unit.name) else None


def _yes_or_no(outcome: Outcome) -> str:
    """About one place by name: 余杭区提到了“校车”."""
    unit = _named_unit(outcome)
    if unit is None:
        return ""
    told = "，".join(_aspect_told(outcome, aspect, unit) for aspect in outcome.aspects)
    checked = f"检查了{scope_said(outcome.plan.model_copy(update={'places': ()}))} {len(unit.groups)} 份报告"
    return f"**{unit.name}** {told}（{checked}）。"


def _aspect_told(outcome: Outcome, aspect: Aspect, unit: Unit) -> str:
    year = f"{years_said(aspect.years)}" if aspect.years else ""
    groups = aspect.groups(unit)
    if not groups:
        return f"没有{year}的报告"
    evidence = [outcome.findings.of(aspect.topic, group) for group in groups]
    count = sum(e.counts for e in evidence)
    if not count:
        likely = "，但有可能相关的内容，请核对" if any(e.doubtful for e in evidence) else ""
        return f"{year}没有提到“{aspect.topic.text}”{likely}"
    among = f"（{len(groups)} 份报告中的 {count} 份）" if count < len(groups) else ""
    if not any(e.mention is Mention.EXPLICIT for e in evidence):
        return f"{year}没有用“{aspect.topic.text}”这些词，但按意思提到了{among}，由语言模型核对"
    confirmed = sum(e.judged is Judgement.CONFIRMED for e in evidence)
    more = f"，其中 {confirmed} 份没有用这些词，由语言模型按意思核对" if confirmed else ""
    return f"{year}提到了“{aspect.topic.text}”{among}{more}"


def _nobody(outcome: Outcome) -> str:
    """When no report mentions any of it."""
    plan, selected = outcome.plan, outcome.selected
    if _anything(outcome):
        return ""
    names = "、".join(f"“{topic.text}”" for topic in plan.topics)
    said = f"{holdings_said(plan, '资料')}中没有报告提到{names}{'中的任何一项' if len(plan.topics) > 1 else ''}。"
    if selected:
        listed = names_said([j.unit.name for j in selected])
        said += f"也就是说，全部 **{len(selected)}** {unit_of(plan)}都没有提到：{listed}。"
    return said


def _none_selected(outcome: Outcome) -> str:
    plan = outcome.plan
    if outcome.selected:
        return ""
    said = f"{holdings_said(plan, '资料')}中没有{one(plan)}{reading(plan)}"
    missing = _missing(outcome)
    if missing and len(plan.topics) > 1:
        return f"{said}：没有报告提到{'、'.join(f'“{topic.text}”' for topic in missing)}。"
    if outcome.negative and len(plan.topics) == 1 and not outcome.over_time:
        return f"{said}：每{unit_of(plan)}都提到了。"
    return f"{said}。"


def _selected(outcome: Outcome) -> str:
    plan, selected = outcome.plan, outcome.selected
    count, total = len(selected), len(outcome.judged)
    names = names_said([_named(outcome, j.unit) for j in selected])
    if plan.listed is Listed.YEARS and not outcome.negative:
        names += f"；最早的是{selected[0].unit.name}"
    if plan.counting:
        scope = scope_said(plan) or bool(plan.doc_types)
        within = f"范围：{holdings_said(plan, '报告')}；" if scope else ""
        return f"**{count}** {unit_of(plan)}{reading(plan)}（{within}占 {total} {unit_of(plan)}的 {count / total:.0%}）：{names}。"
    held = holdings_said(plan, "资料")
    if count == total and total > 1:
        return f"{held}中全部 **{count}** {unit_of(plan)}都{reading(plan)}：{names}。"
    return f"{held}中{'只' if count == 1 else ''}有 **{count}** {unit_of(plan)}{reading(plan)}：{names}。"


def _named(outcome: Outcome, unit: Unit) -> str:
    if outcome.plan.listed is not Listed.YEARS or outcome.negative:
        return unit.name
    return f"{unit.name}（{len(regions_with(outcome, unit.groups))} 个地区）"


def _by_model(outcome: Outcome) -> str:
    """Which of them a language model decided."""
    unit = unit_of(outcome.plan)
    decided = [j for j in outcome.judged if j.by_model and j.verdict is not Verdict.UNJUDGED]
    inside = [j.unit.name for j in decided if j.verdict is Verdict.ANSWERS]
    outside = [j.unit.name for j in decided if j.verdict is Verdict.FAILS]
    said = f"其中 {len(inside)} {unit}没有用这些词，由语言模型按意思核对：{names_said(inside)}。" if inside else ""
    return said + (f"有 {len(outside)} {unit}没有用这些词，但语言模型核对后认为提到了，没有列入：{names_said(outside)}。" if outside else "")


def _unsure(outcome: Outcome) -> str:
    """How many may or may not belong to it."""
    selected = sum(j.unsure for j in outcome.selected)
    others = len(outcome.unsure) - selected
    unit = unit_of(outcome.plan)
    said = f"其中 {selected} {unit}有可能相关的内容，请核对。" if selected else ""
    return said + (f"另有 {others} {unit}可能相关，请核对。" if others else "")
