"""What the collection holds: its reports, regions and years."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from assistant.models import Answer, Coverage, Mention, Paragraph, Part, SelectedRegion, Status, SurveyRow, Table
from assistant.parts import markdown
from assistant.plans import Listed, Place, Plan
from assistant.scope import Copies, Scope, scope_of
from assistant.survey.engine import without_reports, years_there
from assistant.survey.remarks import counted, level_notes, missing_said, notes_part, plan_notes, scope_notes, unit_notes
from assistant.survey.units import Namer, Unit, Units, units_of
from assistant.survey.wording import holdings_said, names_said, unit_of, years_said
from vectorstore import CatalogEntry, ReportStore

_OFFERED = 5
"""Names offered for a place that the collection does not have."""
_ALIKE = 0.5
"""Least likeness of a name that is offered, by ``difflib``; 清元区 and 清源区 have 0.67."""


def answer_collection(store: ReportStore, question: str, plan: Plan) -> Answer:
    """List or count reports, regions or years.

    Args:
        store: The index.
        question: The question as asked.
        plan: A plan with filters, and what is listed.

    Returns:
        An answer with a row for every report in scope; near-duplicates share one.
    """
    entries = store.entries()
    namer = Namer(entries)
    scope = scope_of(plan, entries)
    units = units_of(plan, scope.groups, namer)
    notes = notes_part([*plan_notes(plan), *scope_notes(scope), *level_notes(plan, units), *unit_notes(plan, units, units.units)])
    if not units.groups:
        return without_reports(question, plan, [Paragraph(text=_nothing(plan, entries, namer, scope)), *notes], scope)
    parts: list[Part] = [Paragraph(text=_conclusion(plan, units, namer)), _table(units.groups, namer), *notes]
    return Answer(
        question=question,
        status=Status.ANSWERED,
        text=markdown(parts),
        parts=tuple(parts),
        rows=tuple(_row(group, namer) for group in units.groups),
        selected=tuple(_selected(plan, unit, namer) for unit in units.units),
        count=len(units.units),
        coverage=Coverage(
            checked=len(units.groups),
            explicit=0,
            related=0,
            none=len(units.groups),
            duplicates=sum(len(group.others) for group in units.groups),
            left_out=scope.left_out,
        ),
        plan=plan,
    )


def _row(group: Copies, namer: Namer) -> SurveyRow:
    return SurveyRow(
        report_id=group.report.report_id,
        report_title=group.report.title,
        region=namer.region(group),
        year=group.year,
        mention=Mention.NONE,
        citations=(),
    )


def _selected(plan: Plan, unit: Unit, namer: Namer) -> SelectedRegion:
    name = namer.of(unit.groups[0]) if plan.listed is Listed.REPORTS else unit.name
    return SelectedRegion(region=name, report_ids=tuple(group.report.report_id for group in unit.groups))


def _conclusion(plan: Plan, units: Units, namer: Namer) -> str:
    """The numbers of reports, regions and years; what is listed first."""
    held, reports = holdings_said(plan, "报告"), counted(plan, units.groups).strip()
    regions = f"{len({namer.full(group) for group in units.groups} - {None})} 个地区"
    years = sorted({group.year for group in units.groups if group.year is not None})
    dated = f"，年份有 {years_said(years)}" if years and len(plan.years) != 1 else ""
    missing = [place for place in plan.places if not place.names]
    told = f"{missing_said(missing)}。" if missing else ""
    if plan.listed is Listed.REPORTS:
        copies = sum(len(group.others) for group in units.groups)
        total = f"**{len(units.groups) + copies}** 份"
        merged = f"（去重后 {len(units.groups)} 份，另有 {copies} 份近似重复）" if copies else ""
        counting = f"{total}{held}" if plan.counting else f"资料中有{held} {total}"
        return f"{counting}{merged}，来自 {regions}{dated}。{told}"
    count = f"**{len(units.units)}** {unit_of(plan)}"
    if plan.listed is Listed.YEARS:
        named = names_said([f"{unit.name}（{sum(len(group.ids) for group in unit.groups)} 份）" for unit in units.units])
        counting = f"{count}有{held}" if plan.counting else f"资料中的{held}涉及 {count}"
        return f"{counting}：{named}。共 {reports}，来自 {regions}。{told}"
    counting = f"{count}有{held}" if plan.counting else f"资料中有 {count}的{held}"
    return f"{counting}：{names_said([unit.name for unit in units.units])}。共 {reports}{dated}。{told}"


def _table(groups: Sequence[Copies], namer: Namer) -> Table:
    """A row a report, by region and year."""
    ordered = sorted(groups, key=lambda group: (namer.full(group) is None, namer.full(group) or "", group.year or 0))
    return Table(header=("地区", "报告", "年份", "类型", "文件"), rows=tuple(_cells(group, namer) for group in ordered))


def _cells(group: Copies, namer: Namer) -> tuple[str, ...]:
    copies = f"（近似重复：{'、'.join(map(namer.source, group.others))}）" if group.others else ""
    year = f"{group.year}年{group.period if group.period in ('上半年', '下半年') else ''}" if group.year else "不明"
    return namer.region(group) or "不明", f"《{group.report.title}》", year, group.report.doc_type.value, f"{namer.source(group.report)}{copies}"


def _nothing(plan: Plan, entries: list[CatalogEntry], namer: Namer, scope: Scope) -> str:
    missing = [place for place in plan.places if not place.names]
    if missing and len(missing) == len(plan.places):
        return f"{missing_said(missing)}。{_offered(missing, entries, namer)}"
    level = f"{plan.level}的" if plan.level and scope.groups else ""
    return f"资料中没有{level}{holdings_said(plan, '报告')}。{years_there(plan, entries)}"


def _offered(missing: Sequence[Place], entries: Sequence[CatalogEntry], namer: Namer) -> str:
    """Regions of the collection whose names are near, or else some that it has."""
    there = list(dict.fromkeys(name for e in entries if e.official and (name := namer.region(Copies(e, ())))))
    alike = [name for place in missing for name in difflib.get_close_matches(place.name, there, _OFFERED, _ALIKE)]
    if alike:
        return f"名称相近的有：{'、'.join(dict.fromkeys(alike))}。"
    return f"资料中有 {len(there)} 个地区的报告：{names_said(there)}。" if there else ""
