"""Answers without a language model, verbatim and cited."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extracts import asked
from assistant.extracts.comparison import compare
from assistant.extracts.drafting import Confirm, Draft, Evidence, Subject
from assistant.extracts.facts import Found, Scored, asks_something, confirmed_facts, find_facts, thing_asked
from assistant.extracts.nearest import nothing_found
from assistant.extracts.outline import OnTopic, ahead, asks_ahead, gist, items, on_topic
from assistant.extracts.premises import is_borne_out, presumed
from assistant.extracts.reach import wider
from assistant.extracts.shortcomings import asks_for_shortcomings, shortcomings
from assistant.extracts.units import read_reports
from assistant.models import Items, Paragraph, Part, Status
from assistant.plans import Asked, Intent, Place, Plan
from assistant.quoting import CitationList, ReportNames, cited
from assistant.thesaurus import Thesaurus
from ingest.models import Report
from vectorstore import ReportStore

_MOST, _MUCH_MORE = 0.75, 0.15
"""Share of the question from which an answer is not looked for elsewhere, and how much more of it an
answer from elsewhere has to hold to be told besides."""
_NOTHING_ASKED = "没有看到要了解的事项。请写完整，例如：某区今年招聘了多少名教师？"
_SUMMARISED = 8
"""Most reports whose sentences a summary shows; the others are counted."""


def extract_answer(store: ReportStore, evidence: Evidence, thesaurus: Thesaurus, confirm: Confirm | None = None) -> Draft:
    """Answer with the reports' own sentences.

    Args:
        store: The index.
        evidence: Question, plan and passages.
        thesaurus: The concepts known.
        confirm: Tells which sentences answer a question in other words; None takes none for an answer.

    Returns:
        The answer, or a plain statement that nothing was found.
    """
    if evidence.plan.intent is Intent.COMPARE and max(len(evidence.plan.places), len(evidence.plan.years)) > 1:
        return compare(store, evidence, thesaurus)
    counted = evidence.plan.asked in {Asked.NUMBER, Asked.TIME, Asked.PERSON}
    plans = not counted and asks_ahead(evidence.plan.query) and bool(evidence.plan.places) and not _known(evidence.plan)
    if evidence.plan.intent is Intent.LOOKUP and not plans:
        return _fact(store, evidence, thesaurus, confirm)
    return _summary(store, evidence, thesaurus, confirm)


def _fact(store: ReportStore, evidence: Evidence, thesaurus: Thesaurus, confirm: Confirm | None) -> Draft:
    if not asks_something(evidence.plan):
        return Draft((Paragraph(text=_NOTHING_ASKED),), (), Status.UNSUPPORTED)
    found = find_facts(store, evidence.plan, evidence.reach, evidence.hits, thesaurus)
    near = found
    elsewhere: tuple[Evidence, Found] | None = None
    for plan, there in () if _holds_most(found) else wider(evidence.plan, store.entries()):
        other = find_facts(store, plan, there, evidence.retrieve(there), thesaurus)
        near = near if near.near else other
        if other.answers and _held(other) > _held(found) + (_MUCH_MORE if found.answers else 0.0):
            elsewhere = evidence._replace(reach=there, plan=plan), other
            break
    if elsewhere is None:
        found = confirmed_facts(evidence.question, found, confirm)
    if elsewhere is None and not found.answers:
        return nothing_found(store, evidence, near)
    drafts = [(evidence, found)] if found.answers else []
    return _facts(store, [*drafts, *([elsewhere] if elsewhere else [])], thesaurus)


def _held(found: Found) -> float:
    """Share of the question that the best answer holds."""
    return max((s.held for s in found.answers), default=0.0)


def _holds_most(found: Found) -> bool:
    return _held(found) >= _MOST


def _facts(store: ReportStore, steps: Sequence[tuple[Evidence, Found]], thesaurus: Thesaurus) -> Draft:
    """The answers of the reports asked about, and then of others."""
    names = ReportNames(store.entries())
    citations = CitationList(names)
    parts: list[Part] = []
    statuses, read_first = [], 0
    for evidence, found in steps:
        opening, status = _opening(store, evidence, found, thesaurus)
        statuses.append(status)
        read_first = read_first if parts else len(opening)
        parts += [Paragraph(text=line) for line in opening]
        best = max(found.answers, key=lambda s: s.rank)
        parts.append(Paragraph(text=f"**{names.of(best.read.report)}**{_title(best.read.report)}：{_quote(best, citations)}"))
        others = [s for s in found.answers if s is not best]
        if others:
            parts.append(Items(title="相关的原文", items=tuple(f"{_who(s, best, names)}{_quote(s, citations)}" for s in others)))
    quotes = citations.all()
    return Draft(tuple(parts), quotes, statuses[0], read_first, (Subject("", tuple(c.number for c in quotes)),))


def _opening(store: ReportStore, evidence: Evidence, found: Found, thesaurus: Thesaurus) -> tuple[list[str], Status]:
    """What a reader has to know before the quotes."""
    texts = [s.unit.text for s in found.answers]
    best = max(found.answers, key=lambda s: s.rank).unit.text
    change = () if asked.asks_for_change(evidence.plan.query) else presumed(evidence.plan.query)
    lines = _aside(evidence)
    if change and not is_borne_out(change, texts, thing_asked(store, evidence.plan, change[0], thesaurus).share):
        lines.append(f"资料中没有提到问题里说的“{change[0]}”，问题的前提可能不成立。有关的原文：")
        return lines, Status.NO_EVIDENCE
    if evidence.plan.asked is Asked.NUMBER and asked.blanked(best, asked.unit_asked(evidence.plan.query)):
        lines.append("原文的数字不完整（被遮去或丢失），无法得知准确数字。原文：")
    return lines, _status(evidence)


def _status(evidence: Evidence) -> Status:
    """Whether it is an answer: not what reports of unknown region say, nor any place's in other years."""
    other_years = evidence.plan is not evidence.asked and bool(evidence.asked.years) and not evidence.asked.places
    return Status.NO_EVIDENCE if evidence.reach.unsure or other_years else Status.ANSWERED


def _aside(evidence: Evidence) -> list[str]:
    """That the answer is not from the reports asked about, if it is not."""
    asked_of = evidence.asked
    if evidence.plan is asked_of:
        return absent_places(evidence.reach.absent, unsure=evidence.reach.unsure, count=len(evidence.reach.reports))
    said = "、".join(place.said for place in asked_of.places)
    years = "、".join(f"{year}年" for year in asked_of.years)
    asked_for = f"{said}{years}的报告里没有找到完全对应的内容。" if said or years else "所问范围的报告里没有找到完全对应的内容。"
    if evidence.reach.unsure:
        return [f"{asked_for}另有 {len(evidence.reach.reports)} 份报告看不出是哪个地区的，其中最接近的内容如下，请核对："]
    return [f"{asked_for}{said}其他报告里最接近的内容如下，请核对年份和口径："]


def absent_places(absent: Sequence[Place], *, unsure: bool, count: int) -> list[str]:
    """What to tell of places that no report is of.

    Args:
        absent: The places.
        unsure: Whether reports of unknown region were searched in their place.
        count: How many.
    """
    if not absent:
        return []
    named = "、".join(place.name for place in absent)
    more = f"另有 {count} 份报告看不出是哪个地区的，其中最接近的内容如下，请核对是不是{named}的：" if unsure and count else ""
    return [f"资料中没有写明是{named}的报告。{more}"]


def _summary(store: ReportStore, evidence: Evidence, thesaurus: Thesaurus, confirm: Confirm | None) -> Draft:
    topics = evidence.plan.topics
    if not evidence.reach.reports:
        plan, there = next(iter(wider(evidence.plan, store.entries())), (evidence.plan, evidence.reach))
        evidence = evidence._replace(plan=plan, reach=there)
    reads = read_reports(store, (e.report_id for e in store.entries() if e.report_id in set(evidence.reach.reports) and not e.duplicate_of))
    if asks_ahead(evidence.plan.query) and not _known(evidence.plan):
        found = [ahead(read) for read in reads]
        topics = () if any(one.units for one in found) else topics
    elif topics:
        found = [on_topic(read, topics) for read in reads]
    elif asks_for_shortcomings(evidence.plan.query):
        found = [shortcomings(read) for read in reads]
    elif evidence.plan.places or evidence.plan.reports:
        found = [gist(read) for read in reads]
    else:
        found = []
    telling = [one for one in found if one.units]
    if not telling:
        return _fact(store, evidence._replace(hits=evidence.retrieve(evidence.reach)), thesaurus, confirm)
    names = ReportNames(store.entries())
    citations = CitationList(names)
    topic = "、".join(topic.text for topic in topics)
    total = sum(len(one.units) + one.left for one in telling)
    regions = list(dict.fromkeys(names.of(one.read.report) for one in telling))
    shown = "、".join(regions[:_SUMMARISED])
    about = f"关于“{topic}”，" if topic else ""
    parts: list[Part] = [Paragraph(text=line) for line in _aside(evidence)]
    parts.append(
        Paragraph(
            text=f"{about}**{shown}**{'等' if len(regions) > _SUMMARISED else ''}的 {len(telling)} 份报告里有 {total} 句，按原文的标题摘录如下。"
        )
    )
    opening = len(parts)
    parts += [_extract(one, names, citations) for one in telling[:_SUMMARISED]]
    subjects = tuple(_subject(one, names, citations) for one in telling[:_SUMMARISED])
    if len(telling) > _SUMMARISED:
        rest = "、".join(dict.fromkeys(names.of(one.read.report) for one in telling[_SUMMARISED:]))
        parts.append(Paragraph(text=f"另有 {len(telling) - _SUMMARISED} 份报告也提到，没有摘录：{rest}。可以指明地区再问。"))
    return Draft(tuple(parts), citations.all(), _status(evidence), opening, subjects)


def _subject(found: OnTopic, names: ReportNames, citations: CitationList) -> Subject:
    report = found.read.report
    year = f"（{report.year}年）" if report.year else ""
    return Subject(f"{names.of(report)}{year}", tuple(c.number for c in citations.all() if c.report_id == report.report_id))


def _known(plan: Plan) -> bool:
    """Whether a question is about a concept of the thesaurus, or quoted words."""
    return any(topic.concept or topic.literal for topic in plan.topics)


def _extract(found: OnTopic, names: ReportNames, citations: CitationList) -> Items:
    report = found.read.report
    more = f"（另有 {found.left} 句没有摘录）" if found.left else ""
    return Items(title=f"**{names.of(report)}**{_title(report)}{more}", items=tuple(items(found, citations)))


def _title(report: Report) -> str:
    return f"《{report.title}》" if report.region.name else ""


def _who(scored: Scored, best: Scored, names: ReportNames) -> str:
    same = scored.read.report.report_id == best.read.report.report_id
    return "" if same else f"**{names.of(scored.read.report)}**{_title(scored.read.report)}："


def _quote(scored: Scored, citations: CitationList) -> str:
    return cited(citations.cite(scored.read.report, scored.unit.passage, scored.unit.start, scored.unit.end))
