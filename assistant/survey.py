"""Survey: every report in scope is checked through the full-text index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.models import Answer, Citation, Coverage, Listed, Mention, Plan, Polarity, SelectedRegion, Status, SurveyRow, Topic
from assistant.quoting import CitationList, ReportNames, not_inside, one_line, quote_span
from assistant.regions import full_names
from assistant.scope import Copies, Scope, scope_of
from ingest.models import PassageKind
from vectorstore import CatalogEntry, ReportStore, TermMatch

QUOTES_PER_REPORT = 3
"""Quotes shown for one report; the number of all places is told beside them."""
_Matches = dict[str, list[TermMatch]]


class _Survey(NamedTuple):
    """What was found, before it is put into words."""

    plan: Plan
    scope: Scope
    names: ReportNames
    matches: _Matches
    """Places in a report, or in the copy that has them, by the report's id."""
    quoted: dict[str, list[int]]
    """Numbers of the quotes by the report's id."""
    citations: CitationList
    selected: tuple[SelectedRegion, ...]
    coverage: Coverage
    counting: bool

    @property
    def topic(self) -> Topic:
        return self.plan.topics[0]

    @property
    def years(self) -> str:
        return f"{'、'.join(map(str, self.plan.years))}年的" if self.plan.years else ""


def answer_survey(store: ReportStore, question: str, plan: Plan, counting: bool) -> Answer:
    """Answer which, how many, and which not.

    Args:
        store: The index.
        question: The question as asked.
        plan: A survey plan with one topic.
        counting: Whether the question asks for the number.

    Returns:
        An answer with a row for every report in scope; near-duplicates share one.
    """
    survey = _carry_out(store, plan, counting)
    rows = tuple(
        SurveyRow(
            report_id=group.report.report_id,
            report_title=group.report.title,
            region=survey.names.region(group.report.region),
            mention=Mention.EXPLICIT if group.report.report_id in survey.matches else Mention.NONE,
            citations=tuple(survey.quoted.get(group.report.report_id, ())),
        )
        for group in survey.scope.groups
    )
    return Answer(
        question=question,
        status=Status.ANSWERED if survey.coverage.explicit or survey.selected else Status.NO_EVIDENCE,
        text=_text(survey),
        citations=survey.citations.all(),
        rows=rows,
        selected=survey.selected,
        count=len(survey.selected),
        coverage=survey.coverage,
        plan=plan,
    )


def _carry_out(store: ReportStore, plan: Plan, counting: bool) -> _Survey:
    entries = store.entries()
    scope, names = scope_of(plan, entries), ReportNames(entries)
    matches = _find(store, plan.topics[0], scope.groups)
    citations = CitationList(names)
    quoted = {i: _quotes(store, citations, found) for i, found in matches.items()}
    coverage = Coverage(
        checked=len(scope.groups),
        explicit=len(matches),
        related=0,
        none=len(scope.groups) - len(matches),
        duplicates=sum(len(group.others) for group in scope.groups),
        left_out=scope.left_out,
    )
    return _Survey(plan, scope, names, matches, quoted, citations, _select(plan, scope, names, matches), coverage, counting)


def _find(store: ReportStore, topic: Topic, groups: Sequence[Copies]) -> _Matches:
    """Matches by report, or in the first of its copies that has any; those of more exact terms come first."""
    found: _Matches = {}
    for term in topic.terms:
        for match in store.find_everywhere(term):
            found.setdefault(match.passage.report_id, []).append(match)
    having = ((group.report.report_id, next((i for i in group.ids if i in found), None)) for group in groups)
    return {report_id: found[copy] for report_id, copy in having if copy is not None}


def _quotes(store: ReportStore, citations: CitationList, matches: Sequence[TermMatch]) -> list[int]:
    """Numbers of a report's quotes: the most exact terms, body before bare headings, then in order."""
    report = store.report(matches[0].passage.report_id)
    spans: dict[tuple[int, int], TermMatch] = {}
    for match in matches:
        spans.setdefault(quote_span(report.text, match.passage, match.start, match.end), match)
    terms = list(dict.fromkeys(match.term for match in matches))
    ranked = sorted(not_inside(spans), key=lambda span: (terms.index(spans[span].term), spans[span].passage.kind is PassageKind.HEADING, span))
    return [citations.cite(report, spans[span].passage, *span).number for span in sorted(ranked[:QUOTES_PER_REPORT])]


def _select(plan: Plan, scope: Scope, names: ReportNames, matches: _Matches) -> tuple[SelectedRegion, ...]:
    """Group reports by region; a region lacks a topic only when none of its reports has it."""
    reports = [group.report for group in scope.groups]
    full = full_names(e.region.name for e in reports if e.region.name)
    regions: dict[str, list[CatalogEntry]] = {}
    for e in reports:
        name = e.region.name if e.region.name and plan.listed is Listed.REGIONS else None
        regions.setdefault(full[name] if name else e.report_id, []).append(e)
    selected = []
    for members in regions.values():
        having = [e for e in members if e.report_id in matches]
        kept = having if plan.topics[0].polarity is Polarity.MENTIONED else [] if having else members
        if kept:
            selected.append(SelectedRegion(region=names.of(kept[0]), report_ids=tuple(e.report_id for e in kept)))
    return tuple(selected)


def _text(survey: _Survey) -> str:
    topic, coverage = survey.topic, survey.coverage
    if not survey.scope.groups:
        return f"资料中没有{survey.years}报告，无法查找“{topic.text}”。{_notes(survey)}"
    lines = [_conclusion(survey)]
    if survey.matches:
        lines.append("提到的报告：" if topic.polarity is Polarity.NOT_MENTIONED else "")
    by_number = {c.number: c for c in survey.citations.all()}
    lines += [_line(survey, group.report, by_number) for group in survey.scope.groups if group.report.report_id in survey.matches]
    lines.append("")
    copies = f"（去重后 {coverage.checked} 份，另有 {coverage.duplicates} 份近似重复已合并）" if coverage.duplicates else ""
    searched = "、".join(f"“{t}”" for t in topic.terms)
    lines.append(
        f"共检查{survey.years} {coverage.checked + coverage.duplicates} 份报告{copies}："
        f"明确提到 {coverage.explicit} 份，未提到 {coverage.none} 份。查找用词：{searched}。{_notes(survey)}"
    )
    return "\n".join(lines)


def _line(survey: _Survey, report: CatalogEntry, by_number: dict[int, Citation]) -> str:
    """One report with its quotes; when only a copy mentions the topic, that is told."""
    numbers, matches = survey.quoted[report.report_id], survey.matches[report.report_id]
    places = len({(m.start, m.passage.passage_id) for m in matches})
    more = f"（共 {places} 处）" if places > len(numbers) else ""
    cited = by_number[numbers[0]]
    copy = f"（见近似重复的一份：{cited.source}）" if cited.report_id != report.report_id else ""
    title = f"《{report.title}》" if report.region.name else ""
    quotes = "；".join(f"“{one_line(by_number[n].quote)}”[{n}]" for n in numbers)
    return f"- **{survey.names.of(report)}** {title}{more}{copy}：{quotes}"


def _conclusion(survey: _Survey) -> str:
    topic, selected, years = survey.topic, survey.selected, survey.years
    unit = "份报告" if survey.plan.listed is Listed.REPORTS else "个地区"
    names = "、".join(s.region for s in selected)
    if not survey.coverage.explicit:
        everybody = f"也就是说，全部 **{len(selected)}** {unit}都没有提到：{names}。" if selected else ""
        return f"{years}资料中没有报告提到“{topic.text}”。{everybody}"
    verb = "没有提到" if topic.polarity is Polarity.NOT_MENTIONED else "提到"
    if not selected:
        return f"{years}资料中没有{unit[1:]}{verb}“{topic.text}”：每{unit}都提到了。"
    if survey.counting or len(selected) > 1:
        return f"{years}资料中有 **{len(selected)}** {unit}{verb}“{topic.text}”：{names}。"
    return f"{years}资料中只有 **1** {unit}{verb}“{topic.text}”：{names}。"


def _notes(survey: _Survey) -> str:
    """What a reader must know to trust the numbers."""
    scope, ignored = survey.scope, survey.plan.ignored
    unknown = {group.report.report_id for group in scope.groups if not group.report.region.name}
    alone = sum(set(s.report_ids) <= unknown for s in survey.selected)
    notes = [f"其中 {alone} 份报告地区不明，各按一个计。"] if alone else []
    notes += [f"另有 {scope.undated} 份报告年份不明，没有计入。"] if scope.undated else []
    notes += [f"另有 {scope.left_out} 份非公文材料（如个人心得、广告）未计入。"] if scope.left_out else []
    notes += [f"问题里的“{'”“'.join(ignored)}”没有用来限定范围。"] if ignored else []
    return "".join(notes)
