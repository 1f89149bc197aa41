"""Question → plan, by patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant import question_patterns as q
from assistant.models import Intent, Listed, Plan, Polarity, Topic
from assistant.regions import forms_of, named_in
from assistant.wording import without_unofficial

QUESTION_MAX = 1000
"""Longest question in characters."""

_EXAMPLE = "例如：哪些区提到校车安全？"
_COMPOUND = (
    "这个问题里有几个条件，请分开问，例如：哪些区提到校车？哪些区没有提到研学？（如果几个词是一个整体，请加上引号；任何一个都算，请用“或”连接。）"
)
_DOUBLE_NEGATION = "这个问题里有双重否定，看不准是要“提到的”还是“没有提到的”。请换一种说法，例如：哪些区没有提到校车？"
_RANKED = "目前只能按“有没有提到”列出地区，不能按多少、好坏或数量大小比较。请换一种问法，例如：哪些区提到校车？"
_OVER_TIME = "目前不能比较前后年份的变化。请按年份分开问，例如：2023年哪些区提到校车？2024年哪些区提到校车？"

_STOP, _WORD = r"[,。?!;:]", r"[\w\ue100-\ue1ff]"


class QuestionError(ValueError):
    """A question that cannot be worked on; its message is for staff."""


@dataclass
class _Predicate:
    """What a clause says of its subject."""

    topic: str = ""
    """The object, masked; empty when it stands elsewhere."""
    verb: str = ""
    """A verb that is part of the topic."""
    thing: str = ""
    """What something was done with, when the topic tells that too."""
    said: bool = False
    """Whether the verb is one of mentioning."""
    negative: bool = False
    leftover: list[str] = field(default_factory=list)
    """Pieces of the clause that were not applied."""


def parse_question(question: str, regions: Iterable[str] = ()) -> Plan:
    """Work out what a question asks for.

    Args:
        question: The question as typed.
        regions: Region names that the collection's reports state.

    Returns:
        A survey plan for questions over all reports (which, how many, which not), else
        a lookup plan.

    Raises:
        QuestionError: Too short, too long, nothing but punctuation, or a survey that a
            plan cannot express: several conditions, double negation, comparisons.
    """
    plain, unofficial = without_unofficial(q.normalized(question))
    if not (letters := sum(c.isalnum() for c in plain)):
        raise QuestionError(f"没有看到问题内容。请写一句话，{_EXAMPLE}")
    if letters == 1:
        raise QuestionError(f"问题太短，看不出要查什么。请写一句话，{_EXAMPLE}")
    if len(plain) > QUESTION_MAX:
        raise QuestionError(f"问题太长（{len(plain)} 字）。请精简到 {QUESTION_MAX} 字以内，只写想了解的事项。")
    words, names = q.mask(plain), tuple(regions)
    plan = _survey(words, names) or Plan(intent=Intent.LOOKUP, regions=named_in(plain, names), years=words.years)
    return plan.model_copy(update={"include_unofficial": unofficial})


def is_counting(question: str) -> bool:
    """Whether a survey asks for a number.

    Args:
        question: The question.
    """
    text = q.mask(q.normalized(question)).text
    which = _find_which(text)
    return which is not None and q.COUNTING.search(text[max(which.start() - 1, 0) : which.end()]) is not None


def _find_which(text: str) -> re.Match[str] | None:
    """The words that ask which or how many: 哪些区…, or …的区有哪些."""
    last = q.WHICH_LAST.search(text)
    if last and last.start() and _lists_units(text, last):
        return last
    return q.WHICH.search(text)


def _lists_units(text: str, last: re.Match[str]) -> bool:
    verb = q.VERB.match(_skip(_opened(text)))
    if not (last["unit"] or last["document"] or last["unit2"] or last["document2"]):
        return verb is not None and bool(verb["say"])
    return re.search(r"[哪多几数名清占]", last.group()) is not None or q.LISTING.search(text) is not None or verb is not None


def _survey(words: q.Words, names: tuple[str, ...]) -> Plan | None:
    """A survey plan, or None for any other question."""
    which = _find_which(words.text)
    if which is None:
        return None
    groups = which.groupdict()
    relative, every = "unit2" in groups, bool(groups.get("every"))
    head, tail = _opened(words.text[: which.start()]), words.text[which.end() :]
    if _is_lookup(head, groups, names, relative):
        return None
    if relative:
        head, clause, rest = "", head, [c for c in re.split(_STOP, tail) if re.search(_WORD, c)]
    else:
        clause, rest = _first_clause(tail)
    ignored = list(words.ignored)
    clause, head = _without_regions(clause, names, ignored, leading=True), _without_regions(head, names, ignored)
    if every and not _asks_of_every(words.text, clause):
        return None
    predicate = _predicate(clause, ignored)
    if predicate.said and re.search(r"什么|哪|多少", predicate.topic):
        return None
    context = _pieces(head, ignored)
    if not predicate.topic and context and (predicate.negative or (q.VERB.match(_skip(clause)) and not predicate.verb)):
        predicate.topic = context.pop()
    if not any(c.isalnum() or c in words.marks for c in predicate.topic):
        return None
    _refuse_what_no_plan_expresses(words, head, clause, rest, every)
    if not predicate.said and q.ASKING.search(predicate.topic):
        return None
    topic = _topic(predicate, words)
    document = next((groups[g] for g in ("document", "of", "document2", "of2") if groups.get(g)), None) or ""
    ignored += [w for w in (document,) if q.SPECIFIC_DOCUMENT.fullmatch(w)]
    ignored += [*predicate.leftover, *context, *(_clean(c, []) for c in rest if not q.COURTESY.fullmatch(c))]
    shown = {w: None for w in (words.unmasked(piece) for piece in ignored) if any(c.isalnum() for c in w)}
    listed = Listed.REPORTS if groups.get("document") or groups.get("document2") else Listed.REGIONS
    ordered = tuple(sorted(shown, key=words.spaced.find))
    return Plan(intent=Intent.SURVEY, topics=(topic,), years=words.years, listed=listed, ignored=ordered)


def _opened(head: str) -> str:
    """What stands before the asking words, without courtesy."""
    return head[opening.end() :] if (opening := q.OPENING.match(head)) else head


def _first_clause(tail: str) -> tuple[str, list[str]]:
    clauses = [c for c in re.split(_STOP, tail) if re.search(_WORD, c)]
    return (clauses[0], clauses[1:]) if clauses else ("", [])


def _is_lookup(head: str, groups: dict[str, str | None], names: tuple[str, ...], relative: bool) -> bool:
    """Whether which… is the object of what stands before it, or asks within one district."""
    plain = re.sub(r"[,、:的\s]+$", "", head)
    if not relative and re.search(rf"(?:{q.SAY}|{q.DO}|{q.ACT}|属于|下辖|覆盖|辖)(?:了|过|着)*$", plain):
        return True
    if not re.match(r"乡|镇|街道|单位|学区|局", groups.get("unit") or groups.get("unit2") or ""):
        return False
    districts = {form for form in _forms(names) if re.search(r"[区县旗]$", form) and form in plain}
    return bool(districts) or re.match(r"(?![各全每])[一-龥]{2,8}?[区县]", plain) is not None


def _forms(names: tuple[str, ...]) -> set[str]:
    return {form for name in names for form in forms_of(name)}


def _without_regions(text: str, names: tuple[str, ...], ignored: list[str], leading: bool = False) -> str:
    """Mask the regions that a question names before its topic."""
    forms = "|".join(map(re.escape, sorted(_forms(names), key=len, reverse=True)))
    pattern = rf"^(?P<before>(?:在|于|[\ue001\ue002和与、])*)(?P<name>{forms})" if leading else rf"(?P<before>)(?P<name>{forms})"
    while forms and (m := re.search(pattern, text)):
        ignored.append(m["name"])
        text = text[: m.start("name")] + q.REGION_MARK + text[m.end() :]
    return text


def _refuse_what_no_plan_expresses(words: q.Words, head: str, clause: str, rest: list[str], every: bool) -> None:
    verb = q.VERB.match(skipped := _skip(clause))
    before = clause[: len(clause) - len(skipped)] if verb and verb["say"] else clause
    if q.OVER_TIME.search(head + before + (verb.group() if verb else "")):
        raise QuestionError(_OVER_TIME)
    if q.RANKING.search(before) or re.search(r"最[多少早晚](?:的|地)?$|^最[多少早晚]|最[多少早晚]地?[提写谈]", clause):
        raise QuestionError(_RANKED)
    if re.search(r"(?<!有)没有?$", head):
        raise QuestionError(_DOUBLE_NEGATION)
    joined = (
        re.search(r"同时|既|不仅|不但|一边", before)
        or re.match(r"[只仅](?!字)", skipped)
        or re.match(r"除(?!了?\ue002|险|尘|四害|夕|草|湿)", head or clause)
    )
    all_years = words.apart and not every and re.search(r"(?:都|均|皆)(?![市衡匀])", before)
    more = [c for c in rest if not q.COURTESY.fullmatch(c) and (not q.ASKING.search(c) or q.SAY_ANYWHERE.search(c) or "没" in c)]
    if joined or all_years or more or q.SAY_ANYWHERE.search(head):
        raise QuestionError(_COMPOUND)


def _skip(clause: str) -> str:
    """A clause from its verb on."""
    at = 0
    while (m := q.BEFORE_VERB.match(clause, at)) and m.end() > at:
        at = m.end()
    return clause[at:]


def _asks_of_every(text: str, clause: str) -> bool:
    asks = re.search(r"都|均|吗|是否|是不是|有没有|没有[?。]*$", text) or q.LISTING.search(text) or clause.endswith("的")
    return bool(asks) and not q.ASKING.search(clause)


def _predicate(clause: str, ignored: list[str]) -> _Predicate:
    """Take a clause apart: what stands before its verb, the verb, the object."""
    found = _Predicate()
    at = negations = 0
    while (m := q.BEFORE_VERB.match(clause, at)) and m.end() > at:
        negations += bool(m["not"])
        ignored += _unapplied(m["place"] or "")
        at = m.end()
    rest = clause[at:]
    verb = q.VERB.match(rest)
    ended = re.sub(r"(?:了吗|了没有|(?<=[到及过])没有|吗|呢|了|的)$", "", rest)
    fronted, inner = q.FRONTED_VERB.match(ended), q.SAY_ANYWHERE.search(rest)
    if verb and not verb["act"]:
        found.said, found.topic = bool(verb["say"]), _after(rest, verb)
    elif fronted and fronted["lead"]:
        found.said, lead = True, fronted["lead"]
        found.topic = q.FRONTING.sub("", lead).removesuffix("上" if lead.startswith("在") else "")
        negations += len(re.findall(q.NEGATION, fronted["chain"].replace("有没有", "")))
    elif inner:
        lead = re.sub(rf"(?:{q.ADVERB}|{q.NEGATION})+$", "", rest[: inner.start()])
        negations += len(re.findall(q.NEGATION, rest[len(lead) : inner.start()].replace("有没有", "")))
        found.said, found.topic = True, _after(rest, inner)
        found.leftover = [_clean(q.FRONTING.sub("", lead), ignored)]
    elif verb:
        found.verb, found.topic = verb.group(), _after(rest, verb)
    elif other := re.match(r"(?![把将对就])([一-龥]{2,4}?)了(?!解)(?=..)", rest):
        found.verb, found.topic = other[1], rest[other.end() :]
    elif parts := q.TOPIC_PARTS.match(rest):
        found.topic, found.thing = parts["thing"] + (parts["act"] or parts["done"]), parts["thing"]
    else:
        found.topic = q.FRONTING.sub("", rest)
    if negations > 1:
        raise QuestionError(_DOUBLE_NEGATION)
    found.negative = bool(negations)
    found.topic = _clean(found.topic, ignored)
    return found


def _after(rest: str, verb: re.Match[str]) -> str:
    topic = rest[verb.end() :]
    return topic[aspect.end() :] if (aspect := q.ASPECT.match(topic)) else topic


def _unapplied(place: str) -> list[str]:
    """Times and kinds of documents that no filter knows."""
    return [*(m.group() for m in q.RELATIVE.finditer(place)), *(m.group() for m in q.SPECIFIC_DOCUMENT.finditer(place))]


def _clean(text: str, ignored: list[str]) -> str:
    """A piece without what does not belong to it at its edges."""
    text = text.replace(q.REGION_MARK, "")
    about = re.match(r"(?:关于|有关|对于|针对).+?(?=的(?:问题|工作|事)$)", text)
    text = about.group() if about else text
    while True:
        shorter = q.TRAILING.sub("", q.LEADING.sub("", text))
        if (m := q.RELATIVE.match(shorter)) and len(shorter) > m.end():
            ignored.append(m.group())
            shorter = shorter[m.end() :]
        if shorter == text:
            return text.replace(q.PERIOD_MARK, "")
        text = shorter


def _pieces(head: str, ignored: list[str]) -> list[str]:
    """Pieces of what stands before the asking words, the nearest last."""
    found = []
    for piece in re.split(_STOP, re.sub(r"除了?\ue002(?:和\ue002)*(?:以外|之外|外)?", "", head)):
        while (m := re.match(q.PLACE, piece)) and m.end():
            ignored += _unapplied(m.group())
            piece = piece[m.end() :]
        text = q.FRONTING.sub("", piece)
        text = _clean(text.removesuffix("上") if text != piece else text, ignored)
        if re.sub(r"[和与及、\ue002]", "", text):
            found.append(text)
    return found


def _topic(predicate: _Predicate, words: q.Words) -> Topic:
    whole = predicate.verb + predicate.topic
    if q.AND.search(whole) or q.BUT.search(whole) or re.search(r"提到|提及|谈到|写到|讲到|说到", whole):
        raise QuestionError(_COMPOUND)
    if (typed := re.search(r"\s*".join(map(re.escape, predicate.topic)), words.spaced)) and re.search(r"[^!-~]\s+[^!-~]", typed.group()):
        raise QuestionError(_COMPOUND)
    text = words.unmasked(whole)
    terms: dict[str, None] = {}
    for part in (p for p in q.OR.split(whole) if p):
        term, inner = words.unmasked(part), [words.quotes[words.marks.index(c)] for c in part if c in words.marks]
        strong = q.STRONG_DO.match(part)
        narrower = predicate.thing or (part.removeprefix(predicate.verb) if predicate.verb else part[strong.end() :] if strong else "")
        terms.update(dict.fromkeys((term, *inner) if inner else q.terms_of(term, narrower if narrower != part else "")))
    polarity = Polarity.NOT_MENTIONED if predicate.negative else Polarity.MENTIONED
    return Topic(text=text, terms=tuple(terms), polarity=polarity)
