"""When nothing answers: what comes nearest, and where the topic does stand."""

from __future__ import annotations

import re

from assistant.extracts.drafting import Confirm, Draft, Evidence
from assistant.extracts.facts import Found, confirmed_facts, find_facts
from assistant.models import Answer, Items, Paragraph, Part, Status
from assistant.parts import markdown
from assistant.plans import Plan, Quantifier, Topic
from assistant.quoting import CitationList, ReportNames, cited, one_line
from assistant.thesaurus import Thesaurus
from vectorstore import ReportStore

_NAMED = 12
"""Most regions named."""
_NEAREST, _CONFIRMED = "字面最接近的原文，请核对是否相关", "没有用这些词、但语言模型认为能回答的原文，请核对"


def nothing_found(store: ReportStore, evidence: Evidence, found: Found) -> Draft:
    """Say that the collection does not answer, and what it does hold.

    Args:
        store: The index.
        evidence: Question, plan and passages.
        found: What comes nearest.
    """
    names = ReportNames(store.entries())
    citations = CitationList(names)
    absent = "、".join(place.name for place in evidence.reach.absent)
    first = f"资料中没有写明是{absent}的报告，" if absent else ""
    parts: list[Part] = [Paragraph(text=f"{first or '资料中'}没有找到能回答“{one_line(evidence.question)}”的内容。")]
    parts += [
        Paragraph(text=line)
        for line in (_searched(evidence.plan.topics), *(_elsewhere(store, names, topic) for topic in evidence.plan.topics))
        if line
    ]
    if found.near:
        parts.append(_near_items(found, names, citations))
    elif absent:
        parts.append(Paragraph(text=f"资料里有这些地区的报告：{_regions(names, store)}。"))
    return Draft(tuple(parts), citations.all(), Status.NO_EVIDENCE)


def _near_items(found: Found, names: ReportNames, citations: CitationList, title: str = _NEAREST) -> Items:
    lines = []
    for scored in found.near or found.answers:
        citation = citations.cite(scored.read.report, scored.unit.passage, scored.unit.start, scored.unit.end)
        lines.append(f"**{names.of(scored.read.report)}**：{cited(citation)}")
    return Items(title=title, items=tuple(lines))


def asks_for_one_thing(plan: Plan) -> bool:
    """Whether a survey asks for reports with one topic, so that sentences near to it may help.

    Args:
        plan: The plan of the survey.
    """
    single = len(plan.conditions) == 1 and len(plan.topics) == 1
    return single and plan.conditions[0].quantifier is Quantifier.ANY_OF and not plan.topics[0].literal and not plan.places


def nearest_sentences(store: ReportStore, evidence: Evidence, thesaurus: Thesaurus, confirm: Confirm | None = None) -> Draft:
    """The sentences that come nearest to a question that no report answers in its words.

    Args:
        store: The index.
        evidence: Question, plan and passages.
        thesaurus: The concepts known.
        confirm: Tells which sentences answer a question in other words; None takes none for an answer.
    """
    names = ReportNames(store.entries())
    citations = CitationList(names)
    found = find_facts(store, evidence.plan, evidence.reach, evidence.hits, thesaurus)
    confirmed = confirmed_facts(evidence.question, found, confirm)
    by_model = bool(confirmed.answers) and not found.answers
    items = _near_items(confirmed, names, citations, _CONFIRMED) if by_model else _near_items(found, names, citations)
    return Draft((items,) if items.items else (), citations.all(), Status.NO_EVIDENCE)


def with_nearest(answer: Answer, near: Draft) -> Answer:
    """An answer with near sentences after its conclusion, their citations numbered after its own.

    Args:
        answer: The answer.
        near: The sentences.
    """
    if not near.parts:
        return answer
    after = len(answer.citations)
    moved = [
        part.model_copy(update={"items": tuple(_renumbered(item, after) for item in part.items)}) for part in near.parts if isinstance(part, Items)
    ]
    parts = (*answer.parts[:1], *moved, *answer.parts[1:])
    citations = (*answer.citations, *(c.model_copy(update={"number": c.number + after}) for c in near.citations))
    return answer.model_copy(update={"parts": parts, "text": markdown(parts), "citations": citations})


def _renumbered(item: str, after: int) -> str:
    """An item with its last citation, the only one that is no part of a quote, moved."""
    return re.sub(r"\[(\d+)\]$", lambda m: f"[{int(m[1]) + after}]", item)


def _searched(topics: tuple[Topic, ...]) -> str:
    words = [f"“{term}”" for topic in topics for term in topic.terms]
    return f"查找过的词：{'、'.join(words[:_NAMED])}{'等' if len(words) > _NAMED else ''}。" if words else ""


def _elsewhere(store: ReportStore, names: ReportNames, topic: Topic) -> str:
    """Regions whose reports do mention a topic."""
    entries = {e.report_id: e for e in store.entries() if e.official}
    traps = [m for word in topic.excluded for m in store.find_everywhere(word)]
    spans = {(m.passage.report_id, place) for m in traps for place in range(m.start, m.end)}
    found = (m for term in topic.terms for m in store.find_everywhere(term, whole=not topic.literal))
    having = {m.passage.report_id for m in found if (m.passage.report_id, m.start) not in spans}
    shown = list(dict.fromkeys(names.of(e) for i, e in entries.items() if i in having))
    more = f"等 {len(shown)} 个" if len(shown) > _NAMED else ""
    return f"提到“{topic.text}”的有：{'、'.join(shown[:_NAMED])}{more}。" if shown else ""


def _regions(names: ReportNames, store: ReportStore) -> str:
    shown = list(dict.fromkeys(name for e in store.entries() if (name := names.region(e.region))))
    return "、".join(shown[:_NAMED]) + (f"等 {len(shown)} 个" if len(shown) > _NAMED else "")
