"""What a reader must know to trust a survey's numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.explaining import carried_over
from assistant.levels import ROLLED_UP
from assistant.models import Items, Judgement, Mention, Paragraph, Part
from assistant.plans import Intent, Listed, Place, Plan, Topic
from assistant.scope import Copies, Scope
from assistant.survey.outcome import Outcome
from assistant.survey.selection import Verdict
from assistant.survey.units import Unit, Units
from assistant.survey.wording import holdings_said, names_said, one, years_said

_SHOWN_TERMS = 8
"""Most terms that stand in a paragraph; more are folded."""


def remarks(outcome: Outcome) -> list[Part]:
    """Coverage, terms and notes.

    Args:
        outcome: The survey carried out.
    """
    listed = [j.unit for j in outcome.selected]
    notes = [
        *plan_notes(outcome.plan),
        *unit_notes(outcome.plan, outcome.units, listed),
        *scope_notes(outcome.scope),
        *level_notes(outcome.plan, outcome.units),
    ]
    notes += [*_without_reports(outcome), *_by_model(outcome)]
    return [Paragraph(text=_coverage(outcome)), *_terms(outcome.plan.topics), *notes_part(notes)]


def notes_part(notes: Sequence[str]) -> list[Part]:
    """Notes as a list; nothing when there is none.

    Args:
        notes: Sentences.
    """
    return [Items(title="说明", items=tuple(dict.fromkeys(notes)))] if notes else []


def plan_remarks(plan: Plan) -> list[Part]:
    """How the question was taken, as a list; nothing when it was taken as it stands.

    Args:
        plan: The plan.
    """
    return notes_part(list(plan_notes(plan)))


def counted(plan: Plan, groups: Sequence[Copies]) -> str:
    """How many reports there are, copies told apart.

    Args:
        plan: The plan.
        groups: The reports.
    """
    copies = sum(len(group.others) for group in groups)
    merged = f"（去重后 {len(groups)} 份，另有 {copies} 份近似重复已合并）" if copies else ""
    held = holdings_said(plan, "报告")
    return f"{held.removesuffix('报告') if held != '报告' else ''} {len(groups) + copies} 份{'报告' if held.endswith('报告') else ''}{merged}"


def _coverage(outcome: Outcome) -> str:
    topics = outcome.plan.topics
    regions = len({outcome.namer.full(group) for group in outcome.units.groups} - {None})
    checked = f"共检查{counted(outcome.plan, outcome.units.groups)}，涉及 {regions} 个地区"
    if len(topics) == 1:
        return f"{checked}：{_numbers(outcome, topics[0])}{_covered(outcome)}。"
    return f"{checked}。{'；'.join(f'“{topic.text}”{_numbers(outcome, topic)}' for topic in topics)}。"


def _numbers(outcome: Outcome, topic: Topic) -> str:
    explicit, related, none = (outcome.reports_with(topic, mention) for mention in (Mention.EXPLICIT, Mention.RELATED, Mention.NONE))
    confirmed = outcome.reports_with(topic, Mention.RELATED, Judgement.CONFIRMED)
    rejected = outcome.reports_with(topic, Mention.NONE, Judgement.REJECTED)
    by_meaning = f"按意思提到（模型已核对）{confirmed} 份，" if confirmed else ""
    likely = f"可能相关 {related - confirmed} 份，" if related > confirmed else ""
    seen = f"（其中 {rejected} 份有意思相近的内容，模型核对后认为不相关）" if rejected else ""
    return f"明确提到 {explicit} 份，{by_meaning}{likely}未提到 {none} 份{seen}"


def _covered(outcome: Outcome) -> str:
    """Related reports that are not shown, because another report of their region mentions the topic."""
    unsure = {group.report.report_id for j in outcome.unsure for group in j.unit.groups}
    (topic,) = outcome.plan.topics
    related = [g for g in outcome.units.groups if outcome.findings.of(topic, g).doubtful]
    covered = sum(group.report.report_id not in unsure for group in related)
    whose = "年份" if outcome.plan.listed is Listed.YEARS else "地区"
    how = "提到" if outcome.coverage().confirmed else "明确提到"
    return f"（可能相关的报告里，{covered} 份所属的{whose}已有别的报告{how}）" if covered else ""


def _terms(topics: Sequence[Topic]) -> list[Part]:
    """The words that were searched for; folded when they are many."""
    lines = [line for topic in topics for line in _terms_of(topic, several=len(topics) > 1)]
    if sum(len({*topic.terms, *topic.related_terms}) for topic in topics) > _SHOWN_TERMS:
        return [Items(title="查找用词", items=tuple(lines), folded=True)]
    return [Paragraph(text=f"查找用词：{'；'.join(lines)}。")]


def _terms_of(topic: Topic, several: bool) -> Iterator[str]:
    def joined(terms: Sequence[str]) -> str:
        return "、".join(f"“{term}”" for term in terms)

    yield f"{topic.text}：{joined(topic.terms)}" if several else joined(topic.terms)
    if topic.related_terms:
        yield f"只作可能相关的：{joined(topic.related_terms)}"
    if topic.excluded:
        yield f"不算在内的：{joined(topic.excluded)}"


def plan_notes(plan: Plan) -> Iterator[str]:
    """How the question was taken.

    Args:
        plan: The plan.
    """
    yield from (f"“{place.said}”按“{place.name}”理解。" for place in (*plan.places, *plan.excluded_places) if place.corrected)
    yield from (f"{note.rstrip('。')}。" for note in plan.understood)
    if plan.carried:
        yield f"沿用上一个问题的{'、'.join(carried_over(plan))}。"
    if plan.ignored:
        yield f"问题里的“{'”“'.join(plan.ignored)}”没有用来限定范围。"
    if any(place.names for place in plan.places) and plan.intent is not Intent.COMPARE:
        yield from (f"{missing_said([place])}。" for place in plan.places if not place.names)
    yield from (f"{missing_said([place])}，排除它不影响结果。" for place in plan.excluded_places if not place.names)


def missing_said(places: Sequence[Place]) -> str:
    """That the collection has no reports of places.

    Args:
        places: The places.
    """
    return f"资料中没有{'、'.join(place.name for place in places)}的报告"


def scope_notes(scope: Scope) -> Iterator[str]:
    """What was left out of the scope.

    Args:
        scope: The scope.
    """
    if scope.undated:
        yield f"另有 {scope.undated} 份报告年份不明，没有计入。"
    if scope.unplaced:
        yield f"另有 {scope.unplaced} 份报告地区不明，没有计入。"
    if scope.undivided:
        yield f"另有 {scope.undivided} 份报告没有写明是上半年还是下半年，没有计入。"
    if scope.left_out:
        yield f"另有 {scope.left_out} 份非公文材料（如个人心得、广告）未计入。"


def level_notes(plan: Plan, units: Units) -> Iterator[str]:
    """How the level asked for was applied.

    Args:
        plan: The plan.
        units: What it lists.
    """
    if plan.level is None:
        if units.other_level:
            yield f"问的是区县，另有 {units.other_level} 个省级地区没有计入。"
        return
    if units.rolled_up:
        yield f"资料中没有{plan.level}报告，这里按下级报告所在的{one(plan)}归并。"
    if units.other_level:
        yield f"只计{plan.level}，另有 {units.other_level} 个其他级别的地区没有计入。"
    if units.unplaced:
        around = plan.level in ROLLED_UP and (units.rolled_up or not units.groups)
        yield f"另有 {units.unplaced} 份报告判断不出{f'属于哪个{one(plan)}' if around else f'是不是{plan.level}'}，没有计入。"


def unit_notes(plan: Plan, units: Units, listed: Sequence[Unit]) -> Iterator[str]:
    """How reports were counted whose region or year is not known.

    Args:
        plan: The plan.
        units: What it lists.
        listed: What answers.
    """
    alone = sum(not unit.known for unit in listed)
    if alone and plan.listed is not Listed.YEARS:
        yield f"其中 {alone} 份报告地区不明{'，各按一个计' if plan.listed is Listed.REGIONS else ''}。"
    if units.undated:
        yield f"另有 {units.undated} 份报告年份不明，没有计入。"


def _by_model(outcome: Outcome) -> Iterator[str]:
    """What a language model left undone, and what its verdicts are worth."""
    yield from outcome.findings.notes
    coverage = outcome.coverage()
    if coverage.unjudged:
        yield f"有 {coverage.unjudged} 份报告里可能相关的内容，语言模型没有来得及核对，其中意思相近的仍列出。"
    if coverage.confirmed or coverage.rejected:
        yield "语言模型的核对可能有误，重要的结论请看原文。"


def _without_reports(outcome: Outcome) -> Iterator[str]:
    by_years: dict[tuple[int, ...], dict[str, None]] = {}
    for j in outcome.judged:
        if j.verdict is Verdict.UNJUDGED:
            by_years.setdefault(j.lacking, {})[outcome.namer.of(j.unit.groups[0])] = None
    for years, names in by_years.items():
        yield f"{len(names)} 个地区没有{years_said(years)}的报告，无法比较：{names_said(list(names))}。"
