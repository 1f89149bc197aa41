"""Questions over the whole collection: which, how many, is there any, every, which not."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assistant.plans import Condition, Holdings, Intent, Listed, Place, Plan, Topic
from assistant.questions import survey_subjects as subjects
from assistant.questions import survey_words as w
from assistant.questions.clauses import Parts, scoped, split, take_apart
from assistant.questions.early_and_late import EARLIER, LATER, NOW, years_meant
from assistant.questions.errors import QuestionError
from assistant.questions.framing import bare_wording, is_known, unread, without_reason, without_status
from assistant.questions.masking import PERIOD, PLACE, TYPE, Masked
from assistant.questions.over_time import conditions_of, merged, over_time
from assistant.questions.predicates import Statement, is_pronoun, read
from assistant.questions.rewordings import reworded, without_title
from assistant.questions.summaries import told_of_all
from assistant.questions.survey_surroundings import TWO, Draft, read_context, read_further
from assistant.questions.topic_lists import read_topics
from assistant.thesaurus.topics import Wording

_DOUBLE_NEGATION = "这个问题里有双重否定，看不准是要“提到的”还是“没有提到的”。请换一种说法，例如：哪些区没有提到校车？"
_RANKED = "目前只能按“有没有提到”列出地区，不能按多少、好坏或数量大小比较。请换一种问法，例如：哪些区提到校车？"
_BUREAU = re.compile(
    rf"(?:[多几两0-9一二三]+[份篇个]|{PERIOD}|的|和|、|上年度|年度)*(?:{w.DOCUMENT}|库里?|数据库|资料库?|系统)(?:的|和|、|{w.DOCUMENT}|库|里|中)*"
)
_ASIDE = re.compile(rf"\((?:仅|只)?(?:限于?|指)?((?:{PERIOD}|{PLACE}|{TYPE})+)\)")
_AHEAD = 5
"""Years ahead of the latest report at which a year is a goal."""
_SPANS = {"earlier": EARLIER, "later": LATER, "now": NOW}


def parse_survey(masked: Masked, holdings: Holdings, topic: Callable[[Wording], Topic]) -> Plan | None:
    """Work out a question over the whole collection.

    Args:
        masked: The question with what is known in it masked.
        holdings: What the collection holds.
        topic: Works out what to search for from a topic's wording.

    Returns:
        The plan; None when the question is no survey.

    Raises:
        QuestionError: A survey that no plan expresses: double negation, ranking.
    """
    text = without_courtesy(_without_goals(_without_asides(masked), masked, holdings))
    plain, title = without_title(reworded(text))
    if subjects.is_below_counties(plain):
        return None
    plain, reason = without_reason(plain)
    scope = scoped(plain)
    parts = take_apart(scope.text)
    if parts is None or _is_lookup(parts):
        return None
    draft = Draft(masked, ignored=[title] if title else [], notes=unread(reason))
    told = told_of_all(parts, masked.text)
    if parts.every and told is None and not _asks_of_every(masked.text, parts.clauses[-1]):
        return None
    parts.head = re.sub(rf"(?:{subjects.SUMMARY.pattern})(?:一下|下)?", "", parts.head) if told else parts.head
    statements = [told] if told else _statements(parts, draft, bool(scope.compared))
    context, head_marks, change = read_context(parts.head, draft)
    if statements and not statements[-1].change:
        statements[-1].change = change
    if not _fill_topics(statements, context, parts) and not (draft.ignored and _fill_topics(statements, [draft.ignored.pop()], parts)):
        return None
    if parts.named and any(s.leftover for s in statements):
        return None
    if (parts.named or (parts.groups.get("year") is not None and re.search(PLACE, parts.head))) and not all(
        s.said or (s.done and parts.named) for s in statements
    ):
        return None
    _refuse(parts, statements, masked)
    compared = draft.apply(scope.compared)
    conditions = _conditions(statements, draft, holdings, topic, draft.apply([*head_marks, *draft.tail_marks]), compared, parts)
    if not conditions:
        return None
    draft.ignored += [*context, *(piece for s in statements for piece in s.leftover)]
    excluded = tuple({masked.places[m].place.name: masked.places[m].place for m in scope.excluded}.values())
    return _plan(draft, parts, conditions, excluded, text)


def _without_asides(masked: Masked) -> str:
    """The question with (2024年) in front of it, and without (列出地区)."""
    aside = _ASIDE.search(masked.text)
    if aside is None:
        return masked.text
    rest = masked.text[: aside.start()] + masked.text[aside.end() :]
    return rest if subjects.LISTING.match(masked.unmasked(aside[1])) else aside[1] + rest


def _without_goals(text: str, masked: Masked, holdings: Holdings) -> str:
    """The question with the words of years far ahead, which are goals and no years reported on: 2035年远景目标."""
    for mark, time in masked.periods.items():
        if holdings.years and time.years and time.years[0] > holdings.years[-1] + _AHEAD:
            text = text.replace(mark, masked.said[mark])
    return text


def without_courtesy(text: str) -> str:
    """A masked question without courtesy around it.

    Args:
        text: The masked question.
    """
    text = subjects.CLOSING.sub(lambda m: "?" if "?" in m.group() else "", text)
    return text[opening.end() :] if (opening := subjects.OPENING.match(text)) else text


def _is_lookup(parts: Parts) -> bool:
    """Whether which… is the object of what stands before it."""
    plain = re.sub(r"[,、:的\s]+$", "", parts.head)
    if "unit2" in parts.groups or parts.named or parts.every or not plain:
        return False
    own = len(plain) > 3 and not re.search(rf"[了过]$|{PLACE}", plain)
    if own and (any(parts.clauses) or not re.search(rf"{w.SAY_CORE}$|收录$|下辖$", plain)):
        return False
    return re.search(
        rf"(?:{w.SAY}|{w.DO}|{w.ACT}|属于|下辖|覆盖|辖|收录|收集|收|存|保存|上传|导入|入库)(?:了|过|着)*$", plain
    ) is not None and not re.search(r"新增|减少|增加", plain[-4:])


def _asks_of_every(text: str, clause: str) -> bool:
    asks = re.search(r"都|均|吗|是否|是不是|有没有|(?:没有|情况)[?。]*$", text) or subjects.LISTING.search(text) or clause.endswith("的")
    return bool(asks) and not w.ASKING.search(clause)


def _statements(parts: Parts, draft: Draft, compared: bool) -> list[Statement]:
    """Read the clauses, also those behind the first question."""
    pieces = [piece for clause in parts.clauses for piece in split(clause)]
    for clause in parts.rest:
        pieces += read_further(clause, draft)
    found = [_read(piece, compared) for piece in pieces if not piece.startswith("或")]
    for before, s in pairwise(found):
        if before.change == "each" and not s.change and not s.marks and not s.negations:
            s.change, s.count = before.change, before.count
    for piece in (p for p in pieces if p.startswith("或")):
        second = _read(piece[1:], compared)
        if second.negations or second.marks or second.change or len(found) != 1 or found[0].negations or found[0].change or not second.topic:
            raise QuestionError(TWO)
        found[0].topic += "或" + second.topic
        draft.notes.append("两个问题合在一起回答：列出提到其中任何一项的地区，分项标明")
    return [s for s in found if s.topic or s.negations or s.said or s.marks or s.change or s.verb]


def _read(piece: str, compared: bool) -> Statement:
    span = next((name for name, words in _SPANS.items() if words.search(piece)), "")
    for words in _SPANS.values():
        piece = words.sub("", piece)
    piece, status = without_status(piece)
    said = read(piece, compared)
    said.status = status
    if span:
        said.marks.append(span)
    return said


def _fill_topics(statements: list[Statement], context: list[str], parts: Parts) -> bool:
    """Give each statement its topic, from its neighbours or what stands before; whether all have one."""
    if not statements and not context:
        return False
    if not statements and (parts.every or parts.named):
        return False
    if not statements:
        statements.append(Statement())
    own = [s for s in statements if _words(s)]
    pronouns = [s for s in own if is_pronoun(s.topic)]
    shared = own[0] if own and own[0] not in pronouns else None
    for i, s in enumerate(statements):
        if s in own and s not in pronouns:
            continue
        source = next((t for t in (*reversed(statements[:i]), *statements[i:]) if t in own and t not in pronouns), shared)
        if source:
            tail = s.topic
            s.topic, s.verb, s.thing = source.topic + tail, source.verb, source.thing
        elif context:
            s.topic = context[-1] + s.topic
        else:
            return False
    if not own or (pronouns and len(pronouns) == len(own)):
        context.pop()
    return True


def _words(s: Statement) -> bool:
    return any(c.isalnum() or "\ue100" <= c < "\ue380" for c in s.topic + s.verb)


def _refuse(parts: Parts, statements: list[Statement], masked: Masked) -> None:
    clause = parts.clauses[-1]
    before = [c[: m.start()] if (m := w.SAY_ANYWHERE.search(c)) else c for c in parts.clauses]
    if any(w.RANKING.search(c) for c in (parts.head, *before)) or re.search(
        r"最[多少早晚](?:的|地)?$|^最[多少早晚]|最[多少早晚]地?[提写谈]|(?:超过|不少于|至少|多于|少于|达到?)[0-9一二两三四五六七八九十]+次", clause
    ):
        raise QuestionError(_RANKED)
    if any(s.negations > 1 for s in statements) or re.search(r"无不|无一不|没有不|没有没", masked.text):
        raise QuestionError(_DOUBLE_NEGATION)
    if re.search(r"(?<!有)没有?$", parts.head) and any(s.negations for s in statements):
        raise QuestionError(_DOUBLE_NEGATION)


def _conditions(
    statements: list[Statement],
    draft: Draft,
    holdings: Holdings,
    topic: Callable[[Wording], Topic],
    shared: tuple[int, ...],
    compared: tuple[int, ...],
    parts: Parts,
) -> list[Condition]:
    """Conditions with their years; empty when the question turns out to be no survey."""
    found: list[Condition] = []
    spoken = [(s.negations > 0, any(m in draft.masked.periods or m in _SPANS for m in s.marks)) for s in statements]
    for s in statements:
        others = [spoken[i] for i, other in enumerate(statements) if other is not s]
        if s.change in ("new", "gone") and ((s.negations > 0) == (s.change == "gone"), True) in others:
            s.negations = int(not s.negations) if s.change == "gone" else s.negations
            s.change = ""
        if (not s.done and w.ASKING.search(s.topic)) or re.search(r"什么|哪|多少", s.topic) or (not s.strong and _BUREAU.fullmatch(s.topic)):
            return []
        for mark in s.edges:
            known = set(draft.masked.periods[mark].years) <= set(holdings.years)
            s.topic, s.marks = (s.topic, [*s.marks, mark]) if known else (draft.masked.said[mark] + s.topic, s.marks)
        own = draft.apply(m for m in s.marks if m not in _SPANS) or _span_of(s, statements, draft, holdings)
        shared = own if own and not any(m in _SPANS for m in s.marks) else shared
        years = own or shared
        if s.status and is_known(topic(Wording(draft.masked.unmasked(s.topic + s.status)))):
            s.topic, s.status = s.topic + s.status, ""
        topics = read_topics(s.topic, draft.masked, s.verb, s.thing, several=s.every or s.not_every or s.only)
        if not topics.groups:
            return []
        topics.groups = [[bare_wording(wording, topic) for wording in group] for group in topics.groups]
        draft.notes += unread(s.status)
        if topics.whole:
            draft.notes.append(f"“{draft.masked.unmasked(topics.whole)}”按一个整体理解")
        if s.only and not topics.exactly and len(statements) == 1 and s.change != "just":
            draft.ignored.append("只")
        base = conditions_of(s, topics, topic, draft.notes)
        found += over_time(base, s, years, holdings.years, compared, draft.notes, parts.every)
    return merged(list(dict.fromkeys(found)))


def _span_of(said: Statement, statements: list[Statement], draft: Draft, holdings: Holdings) -> tuple[int, ...]:
    """The years of 以前, 后来 and 现在; none for a statement without them."""
    span = next((mark for mark in said.marks if mark in _SPANS), "")
    if not span:
        return ()
    marks = [mark for other in statements if other is not said for mark in other.marks]
    named = [year for mark in marks if mark in draft.masked.periods for year in draft.masked.periods[mark].years]
    years = years_meant(span, marks, named, holdings.years)
    if span == "earlier" and not years:
        draft.notes.append("资料中没有更早年份的报告，“以前”没有用来限定年份")
    if span == "later" and years:
        draft.notes.append(f"前后以{years[0]}年为界：{years[0]}年起的报告算“后来”，更早的算“以前”")
    return years


def _plan(draft: Draft, parts: Parts, conditions: list[Condition], excluded: tuple[Place, ...], text: str) -> Plan:
    groups, masked = parts.groups, draft.masked
    years: tuple[int, ...] = tuple(sorted({y for c in conditions for y in c.years})) if all(c.years for c in conditions) else ()
    if len({c.years for c in conditions}) == 1:
        conditions = [c.model_copy(update={"years": ()}) for c in conditions]
    unit = next((groups[g] for g in ("unit", "unit2") if groups.get(g)), None) or ""
    level = subjects.level_of(unit) or subjects.level_of(draft.unit)
    for group in ("document", "of", "document2", "of2"):
        draft.apply(re.findall(TYPE, groups.get(group) or ""))
        draft.apply(w.SPECIFIC_DOCUMENT.findall(groups.get(group) or ""))
    extra = draft.apply(re.findall(rf"{PERIOD}|{PLACE}", parts.asking))
    years = years or extra
    shown = dict.fromkeys(s for s in (masked.unmasked(piece) for piece in draft.ignored) if any(c.isalnum() for c in s))
    return Plan(
        intent=Intent.SURVEY,
        conditions=tuple(conditions),
        places=tuple(draft.places.values()),
        excluded_places=excluded,
        years=years,
        period=draft.period,
        doc_types=tuple(draft.doc_types),
        level=level,
        without_provinces=level is None and (subjects.leaves_out_provinces(unit) or subjects.leaves_out_provinces(draft.unit)),
        listed=subjects.listed_by(groups, parts.asking) if groups else Listed.REGIONS,
        counting=draft.counting or subjects.COUNTING.search(parts.asking) is not None,
        asked=draft.asked,
        query=masked.unmasked(text),
        understood=tuple(dict.fromkeys(draft.notes)),
        ignored=tuple(sorted(shown, key=masked.spaced.find)),
    )
