"""Survey: every report in scope is checked through the full-text index."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.models import Answer, Coverage, Listed, Mention, Plan, Polarity, SelectedRegion, Status, SurveyRow, Topic
from assistant.quoting import CitationList, display_name, not_inside, one_line, quote_span
from assistant.regions import full_names
from ingest.models import PassageKind
from vectorstore import CatalogEntry, ReportStore, TermMatch

QUOTES_PER_REPORT = 3
"""Quotes shown for one report; the number of all places is told beside them."""
_Matches = dict[str, list[TermMatch]]


def answer_survey(store: ReportStore, question: str, plan: Plan, counting: bool) -> Answer:
    """Answer which, how many, and which not.

    Args:
        store: The index.
        question: The question as asked.
        plan: A survey plan with one topic.
        counting: Whether the question asks for the number.

    Returns:
        An answer with a row for every report in scope.
    """
    topic = plan.topics[0]
    scope = [e for e in store.entries() if not plan.years or e.year in plan.years]
    undated = sum(e.year is None for e in store.entries()) if plan.years else 0
    matches = _find(store, topic, scope)
    citations = CitationList()
    quoted = {e.report_id: _quotes(store, citations, matches[e.report_id]) for e in scope if e.report_id in matches}
    rows = tuple(
        SurveyRow(
            report_id=e.report_id,
            report_title=e.title,
            region=e.region.name,
            mention=Mention.EXPLICIT if e.report_id in matches else Mention.NONE,
            citations=tuple(quoted.get(e.report_id, ())),
        )
        for e in scope
    )
    selected = _select(plan, topic, scope, matches)
    explicit = sum(row.mention is Mention.EXPLICIT for row in rows)
    coverage = Coverage(checked=len(rows), explicit=explicit, related=0, none=len(rows) - explicit)
    return Answer(
        question=question,
        status=Status.ANSWERED if explicit or selected else Status.NO_EVIDENCE,
        text=_text(plan, topic, scope, matches, quoted, selected, citations, coverage, counting) + _left_out(plan, undated, selected, scope),
        citations=citations.all(),
        rows=rows,
        selected=selected,
        count=len(selected),
        coverage=coverage,
        plan=plan,
    )


def _left_out(plan: Plan, undated: int, selected: Sequence[SelectedRegion], scope: Sequence[CatalogEntry]) -> str:
    """What a reader must know to trust the numbers."""
    unknown = {e.report_id for e in scope if not e.region.name}
    alone = sum(set(s.report_ids) <= unknown for s in selected)
    notes = [f"其中 {alone} 份报告地区不明，各按一个计。"] if alone else []
    notes += [f"另有 {undated} 份报告年份不明，没有计入。"] if undated else []
    notes += [f"问题里的“{'”“'.join(plan.ignored)}”没有用来限定范围。"] if plan.ignored else []
    return "".join(notes)


def _find(store: ReportStore, topic: Topic, scope: Sequence[CatalogEntry]) -> _Matches:
    """Matches by report; those of more exact terms come first."""
    wanted = {e.report_id for e in scope}
    found: _Matches = {}
    for term in topic.terms:
        for match in store.find_everywhere(term):
            if match.passage.report_id in wanted:
                found.setdefault(match.passage.report_id, []).append(match)
    return found


def _quotes(store: ReportStore, citations: CitationList, matches: Sequence[TermMatch]) -> list[int]:
    """Numbers of a report's quotes: the most exact terms, body before bare headings, then in order."""
    report = store.report(matches[0].passage.report_id)
    spans: dict[tuple[int, int], TermMatch] = {}
    for match in matches:
        spans.setdefault(quote_span(report.text, match.passage, match.start, match.end), match)
    terms = list(dict.fromkeys(match.term for match in matches))
    ranked = sorted(not_inside(spans), key=lambda span: (terms.index(spans[span].term), spans[span].passage.kind is PassageKind.HEADING, span))
    return [citations.cite(report, spans[span].passage, *span).number for span in sorted(ranked[:QUOTES_PER_REPORT])]


def _select(plan: Plan, topic: Topic, scope: Sequence[CatalogEntry], matches: _Matches) -> tuple[SelectedRegion, ...]:
    """Group reports by region; a region lacks a topic only when none of its reports has it."""
    full = full_names(e.region.name for e in scope if e.region.name)
    groups: dict[str, list[CatalogEntry]] = {}
    for e in scope:
        name = e.region.name if e.region.name and plan.listed is Listed.REGIONS else None
        groups.setdefault(full[name] if name else e.report_id, []).append(e)
    selected = []
    for name, members in groups.items():
        having = [e for e in members if e.report_id in matches]
        kept = having if topic.polarity is Polarity.MENTIONED else [] if having else members
        if kept:
            selected.append(
                SelectedRegion(region=name if name in full.values() else display_name(kept[0]), report_ids=tuple(e.report_id for e in kept))
            )
    return tuple(selected)


def _text(
    plan: Plan,
    topic: Topic,
    scope: Sequence[CatalogEntry],
    matches: _Matches,
    quoted: dict[str, list[int]],
    selected: Sequence[SelectedRegion],
    citations: CitationList,
    coverage: Coverage,
    counting: bool,
) -> str:
    years = f"{'、'.join(map(str, plan.years))}年的" if plan.years else ""
    if not scope:
        return f"资料中没有{years}报告，无法查找“{topic.text}”。"
    lines = [_conclusion(plan, topic, years, selected, coverage, counting)]
    by_number = {c.number: c for c in citations.all()}
    if matches:
        lines.append("提到的报告：" if topic.polarity is Polarity.NOT_MENTIONED else "")
    for e in scope:
        if e.report_id in quoted:
            numbers = quoted[e.report_id]
            places = len({(m.start, m.passage.passage_id) for m in matches[e.report_id]})
            more = f"（共 {places} 处）" if places > len(numbers) else ""
            quotes = "；".join(f"“{one_line(by_number[n].quote)}”[{n}]" for n in numbers)
            lines.append(f"- **{display_name(e)}** {_shown_title(e)}{more}：{quotes}")
    lines.append("")
    searched = "、".join(f"“{t}”" for t in topic.terms)
    lines.append(f"共检查{years} {coverage.checked} 份报告：明确提到 {coverage.explicit} 份，未提到 {coverage.none} 份。查找用词：{searched}。")
    return "\n".join(lines)


def _conclusion(plan: Plan, topic: Topic, years: str, selected: Sequence[SelectedRegion], coverage: Coverage, counting: bool) -> str:
    unit = "份报告" if plan.listed is Listed.REPORTS else "个地区"
    names = "、".join(s.region for s in selected)
    if not coverage.explicit:
        everybody = f"也就是说，全部 **{len(selected)}** {unit}都没有提到：{names}。" if selected else ""
        return f"{years}资料中没有报告提到“{topic.text}”。{everybody}"
    verb = "没有提到" if topic.polarity is Polarity.NOT_MENTIONED else "提到"
    if not selected:
        return f"{years}资料中没有{unit[1:]}{verb}“{topic.text}”：每{unit}都提到了。"
    if counting or len(selected) > 1:
        return f"{years}资料中有 **{len(selected)}** {unit}{verb}“{topic.text}”：{names}。"
    return f"{years}资料中只有 **1** {unit}{verb}“{topic.text}”：{names}。"


def _shown_title(entry: CatalogEntry) -> str:
    return f"《{entry.title}》" if entry.region.name else ""
