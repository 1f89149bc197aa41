"""Regions, or years of one region, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.extracts.asked import NUMBER
from assistant.extracts.drafting import Draft, Evidence, Subject
from assistant.extracts.facts import find_facts
from assistant.extracts.outline import OnTopic, gist, on_topic
from assistant.extracts.reach import Reach, reach
from assistant.extracts.units import Read, Unit, read_reports
from assistant.models import Citation, Items, Paragraph, Part, Status, Table
from assistant.plans import Asked, Plan
from assistant.quoting import CitationList, ReportNames, cited
from assistant.thesaurus import Thesaurus
from ingest.models import Region, Report
from vectorstore import ReportStore

_PER_CELL = 5
"""Most sentences of one report in a cell."""
_PER_NUMBER = 2
"""Most sentences of one report that hold a number asked for."""
_SIDE_BY_SIDE = 3
"""Most regions or years that stand in columns; more stand in rows."""
_PER_UNPLACED, _UNPLACED = 2, 4
"""Most sentences of one report of unknown region, and most such reports."""


class _Column(NamedTuple):
    head: str
    plan: Plan
    reach: Reach


def compare(store: ReportStore, evidence: Evidence, thesaurus: Thesaurus) -> Draft:
    """Put what each region, or each year, says on the topic side by side.

    Args:
        store: The index.
        evidence: Question, plan and passages.
        thesaurus: The concepts known.
    """
    names = ReportNames(store.entries())
    citations = CitationList(names)
    columns = _columns(evidence.plan, store)
    found = [_sentences(store, column, evidence, thesaurus) for column in columns]
    columns = [_headed(column, names) for column in columns]
    topic = "、".join(topic.text for topic in evidence.plan.topics)
    quotes = [[citations.cite(report, unit.passage, unit.start, unit.end) for report, unit in sentences] for sentences in found]
    cells = [_cell(quoted, column) for quoted, column in zip(quotes, columns, strict=True)]
    reports = ["；".join(dict.fromkeys(_report(report) for report, _ in sentences)) or "—" for sentences in found]
    heads = [column.head for column in columns]
    parts: list[Part] = [Paragraph(text=_conclusion(columns, found, topic))]
    if len(columns) > _SIDE_BY_SIDE:
        parts.append(Table(header=("", "原文", "出处"), rows=tuple(zip(heads, cells, reports, strict=True))))
    else:
        parts.append(Table(header=("", *heads), rows=(("原文", *cells), ("出处", *reports))))
    if note := _caution(found):
        parts.append(Paragraph(text=note))
    parts += _unplaced(store, columns, evidence, names, citations)
    subjects = [Subject(column.head, tuple(c.number for c in quoted)) for quoted, column in zip(quotes, columns, strict=True) if quoted]
    return Draft(tuple(parts), citations.all(), Status.ANSWERED if any(found) else Status.NO_EVIDENCE, 1, tuple(subjects))


def _columns(plan: Plan, store: ReportStore) -> list[_Column]:
    if len(plan.places) > 1:
        plans = [(place.name, plan.model_copy(update={"places": (place,)})) for place in plan.places]
    else:
        plans = [(f"{year}年", plan.model_copy(update={"years": (year,)})) for year in plan.years]
    return [_Column(head, one, reach(one, store.entries())) for head, one in plans]


def _headed(column: _Column, names: ReportNames) -> _Column:
    """A column of one region under the name by which answers call it."""
    meant = {name for place in column.plan.places for name in place.names}
    if len(column.plan.places) != 1 or len(meant) != 1 or column.head.endswith("年"):
        return column
    return column._replace(head=names.region(Region(name=meant.pop())) or column.head)


def _sentences(store: ReportStore, column: _Column, evidence: Evidence, thesaurus: Thesaurus) -> list[tuple[Report, Unit]]:
    """What one column says: on the topic, or else what comes nearest to the question."""
    if column.reach.unsure:
        return []
    own = set(column.reach.reports)
    reads = read_reports(store, (e.report_id for e in store.entries() if e.report_id in own and not e.duplicate_of))
    topics = column.plan.topics
    if column.plan.asked is Asked.NUMBER and (numbers := [pair for read in reads for pair in _numbers(store, read, column, evidence, thesaurus)]):
        return numbers
    found = [on_topic(read, topics, _PER_CELL) for read in reads] if topics else []
    pairs = [(one.read.report, unit) for one in found for unit in one.units]
    if not pairs and evidence.plan.query:
        facts = find_facts(store, column.plan, column.reach, evidence.retrieve(column.reach), thesaurus)
        pairs = [(s.read.report, s.unit) for s in facts.answers]
    if not pairs and not topics:
        pairs = [(one.read.report, unit) for one in map(gist, reads) for unit in one.units[:_PER_CELL]]
    return pairs


def _numbers(store: ReportStore, read: Read, column: _Column, evidence: Evidence, thesaurus: Thesaurus) -> list[tuple[Report, Unit]]:
    """The sentences of one report that hold the number asked for."""
    within = column.reach._replace(reports=(read.report.report_id,))
    answers = find_facts(store, evidence.plan, within, evidence.retrieve(within), thesaurus).answers
    return [(read.report, s.unit) for s in answers[:_PER_NUMBER]]


def _unplaced(store: ReportStore, columns: Sequence[_Column], evidence: Evidence, names: ReportNames, citations: CitationList) -> list[Items]:
    """What reports of unknown region say on the topic, for the places that no report is known to be of."""
    absent = [column for column in columns if column.reach.unsure]
    if not absent or not evidence.plan.topics:
        return []
    found = [on_topic(read, evidence.plan.topics, _PER_UNPLACED) for read in read_reports(store, absent[0].reach.reports)]
    telling = sorted((one for one in found if one.units), key=_counts, reverse=True)
    kept = telling[:_UNPLACED]
    lines = [
        f"**{names.of(one.read.report)}**：{'；'.join(cited(citations.cite(one.read.report, u.passage, u.start, u.end)) for u in one.units)}"
        for one in kept
    ]
    named = "、".join(column.head for column in absent)
    more = f"（另有 {len(telling) - len(kept)} 份也提到，没有列出）" if len(telling) > len(kept) else ""
    title = f"看不出是哪个地区的报告里有关的原文，请核对是不是{named}的{more}"
    return [Items(title=title, items=tuple(lines))] if lines else []


def _counts(found: OnTopic) -> tuple[bool, int]:
    """Reports with numbers first, then those that say more."""
    return any(NUMBER.search(unit.text) for unit in found.units), len(found.units) + found.left


def _cell(quoted: Sequence[Citation], column: _Column) -> str:
    if column.reach.unsure or not column.reach.reports:
        return "资料中没有写明是这里的报告" if column.reach.reports else f"资料中没有这里{_asked_of(column)}"
    return "；".join(map(cited, quoted)) or "报告里没有提到"


def _report(report: Report) -> str:
    return f"《{report.title}》{f'（{report.year}年）' if report.year else ''}"


def _conclusion(columns: Sequence[_Column], found: Sequence[Sequence[object]], topic: str) -> str:
    about = f"关于“{topic}”，" if topic else ""
    having = [column.head for column, sentences in zip(columns, found, strict=True) if sentences]
    absent = [column.head for column in columns if column.reach.unsure or not column.reach.reports]
    silent = [column.head for column in columns if column.head not in having and column.head not in absent]
    lines = [f"{about}{'、'.join(f'**{head}**' for head in having)}的原文对照如下" if having else f"{about}资料中没有可以对照的内容"]
    lines += [f"{'、'.join(silent)}的报告里没有提到"] if silent else []
    stated = "写明是" if any(column.reach.unsure and column.reach.reports for column in columns) else ""
    lines += [f"资料中没有{stated}{'、'.join(absent)}{_asked_of(columns[0])}"] if absent else []
    return "；".join(lines) + "。"


def _asked_of(column: _Column) -> str:
    """The reports that a column would be of, behind its head: 2024年的工作总结."""
    plan = column.plan
    years = "" if column.head.endswith("年") else "、".join(f"{year}年" for year in plan.years)
    return f"{years}{plan.period or ''}的{'、'.join(plan.doc_types) or '报告'}"


def _caution(found: Sequence[Sequence[tuple[Report, Unit]]]) -> str:
    """Why numbers may not be comparable."""
    numbered = [any(NUMBER.search(unit.text) for _, unit in sentences) for sentences in found]
    if sum(numbered) < 2:
        return ""
    years = {report.year for sentences in found for report, _ in sentences}
    when = "年份、" if len(years) > 1 or None in years else ""
    return f"各份报告的{when}口径可能不同，数字不能直接比较高低，请核对原文。"
