"""What one clause says of its subject: verb, object, negation, time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.questions import survey_words as w
from assistant.questions.masking import PERIOD, PLACE, TYPE

_MARK = rf"{PERIOD}|{PLACE}|{TYPE}"
_LEADING = re.compile(
    r"^(?:关于|有关于?(?!部门|单位|人员|方面|规定|文件)|针对|对于|[,、:;\s]|的(?!士)|了(?!解)|一[批些]|若干|如何|怎样|怎么|到底|究竟|像|诸如|以下|下列|下面)+(?=.)"
)
_TRAILING = re.compile(
    r"(?:(?:的)?(?:相关|有关)的?(?:内容|情况|表述|事项|工作|问题|要求)|的?(?:字样|字眼)|(?<=[\ue100-\ue17f])(?:[这那]?[一二两三四五六七八九十几0-9]*个?(?:[词字]|说法|提法|表述)|词语|内容)|(?<=.)相关|的(?:内容|情况|表述|说法|事情|事项|事|词|话)"
    r"|(?:这|那)(?:个|项|件|一|种|类|块)?(?:方面|块|点|件?事情?|个?工作|个?词|内容|话题|问题|块工作|个方面|件事)|(?:这|这个|这一)方面的?(?:内容|工作|情况|问题)|(?:这|这项|这个|这一)的?工作|(?<=.)这[块类种个]"
    r"|(?<![平高初中同优特不劣均相])等+(?:(?:相关)?(?:方面|内容|工作|问题|事项|情况|政策|措施|活动|项目|领域|主题|话题|课程|词))?"
    r"|(?<![全方])(?:的)?方面(?:的?(?:内容|工作|情况|问题))?|了(?:吗|没有|没|么)?|吗|呢|(?<![网酒书贴])吧|啊|呀|嘛|(?<![什怎这那])么|没有|(?<!目)的|[,、:;.。?!\s])$"
)
"""What is not part of the topic at its end."""
_ABOUT = re.compile(r"(?:关于|有关|对于|针对).+?(?=的(?:问题|工作|事)$)")
_EMPHASIS = re.compile(
    r"(?:完全|基本上?|根本|压根儿?|丝毫|几乎|绝对|一[个点次句处]?字?儿?|半点|半个字|从头到尾|通篇|全文|全篇|整篇|文中|原文(?:里面?|中)?|正文(?:里面?|中)?|确实|明显|居然|竟然?|也许|似乎|好像|依法|按要求|按规定|[上之]?前?期?|单位|自己|本身|真)+"
)
"""Adverbs that tell nothing about what is asked."""
_ENDED = re.compile(r"(?:了吗|了没有?|了么|(?<=[到及过])没有?|吗|呢|么|了|的|[,?。])+$")


_PRONOUN = r"(?:其中|这[两三几]|两者|二者|三者|它们|之一|任[何意]?一|[一两二三四五1-5](?:个|项|种|样|方面)(?:$|以上|都))"
"""Stands for topics named before."""


@dataclass
class Statement:
    """What a clause says of its subject."""

    topic: str = ""
    """The object, masked; empty when it stands elsewhere."""
    verb: str = ""
    """A verb that is part of the topic."""
    thing: str = ""
    """What something was done with, when the topic tells that too."""
    said: bool = False
    """Whether the verb is one of mentioning."""
    done: bool = False
    """Whether the verb is one that adds nothing to its object."""
    negations: int = 0
    """How many words of negation it has."""
    every: bool = False
    """Whether all of its topics, or all of its years, are meant."""
    not_every: bool = False
    """Whether it denies that of all of them."""
    either: bool = False
    """Whether one of its topics will do."""
    only: bool = False
    """Whether nothing else is meant."""
    change: str = ""
    """``new``, ``gone``, ``still``, ``each``, or ``just`` for no other years."""
    count: int = 0
    """How many years ``each`` covers; 0 for all."""
    marks: list[str] = field(default_factory=list)
    """Times, places and kinds of documents before the verb."""
    edges: list[str] = field(default_factory=list)
    """Times in front of the object."""
    strong: bool = False
    """Whether the verb means mentioning and nothing else."""
    status: str = ""
    """How the thing stands, which only a reader of the quotes can tell: 还没消完."""
    leftover: list[str] = field(default_factory=list)
    """Pieces of the clause that were not applied."""


def read(clause: str, compared: bool = False) -> Statement:
    """Take a clause apart: what stands before its verb, the verb, the object.

    Args:
        clause: A clause of a masked question, without its subject.
        compared: Whether years are compared: 新增 then tells of that.
    """
    found = Statement()
    if compared and (new := re.match(r"新增(?:加)?了?", clause[_lead(clause) :])):
        clause = clause[: _lead(clause)] + "新增开展了" + clause[_lead(clause) + new.end() :]
    rest = clause[_prefix(clause, found) :]
    verb = w.VERB.match(rest)
    ended = _ENDED.sub("", rest)
    fronted, inner = w.FRONTED_VERB.match(ended), w.INNER.search(rest) or w.INNER_DENIED.search(rest)
    weak = verb is not None and re.fullmatch(r"[有含提写讲说谈]", verb.group()) and re.search(rf".{w.SAY_CORE}(?:了|过)*$", ended)
    if verb and not verb["act"] and not weak:
        found.said, found.done, found.topic = bool(verb["say"]), bool(verb["do"]), _after(rest, verb)
    elif fronted and fronted["lead"] and _is_fronted(fronted):
        found.said = True
        found.topic = _unfronted(fronted["lead"])
        _prefix(ended, found, fronted.start("chain"), fronted.end("chain"))
    elif inner:
        _read_inner(rest, inner, found)
    elif verb:
        found.verb, found.topic = re.sub("了$", "", verb.group()), _after(rest, verb)
    elif other := re.match(r"(?![把将对就])([一-龥]{2,4}?)了(?!解)(?=..)", rest):
        found.verb, found.topic = other[1], rest[other.end() :]
    elif parts := w.TOPIC_PARTS.match(rest):
        found.topic, found.thing = parts["thing"] + (parts["act"] or parts["done"]), parts["thing"]
    else:
        found.topic = _unfronted(rest)
    found.strong = found.said and bool(w.SAY_ANYWHERE.search(clause))
    if (m := re.match(PERIOD, found.topic)) and len(found.topic) > 1:
        found.edges, found.topic = [m.group()], found.topic[1:].removeprefix("的")
    found.topic = clean(found.topic, found.marks)
    return found


def _is_fronted(fronted: re.Match[str]) -> bool:
    """Whether a verb at the end is one: 家长参与 is a topic, 校车没有 is not."""
    said = fronted.group()[len(fronted["lead"]) + len(fronted["made"] or "") + len(fronted["chain"] or "") :]
    strong = re.fullmatch(rf"(?:{w.SAY_CORE}|[提写讲说谈])?.{{0,2}}", said) is not None and not re.fullmatch(w.DO, said)
    return bool(
        fronted["made"] or fronted["chain"] or strong or re.search(r"[了过到]$", said) or re.search(r"在[做搞抓]$|^(?:开展|推行|实施)$", said)
    )


def _read_inner(rest: str, inner: re.Match[str], found: Statement) -> None:
    at = inner.start()
    while inner["chain"] and (end := _prefix(rest, found, at, inner.end("chain"))) > at:
        at = end
    found.said, found.topic = True, _after(rest, inner)
    lead = clean(_unfronted(rest[: inner.start()]), found.marks)
    if not found.topic or re.fullmatch(r"[了过吗呢的?]*", found.topic):
        found.topic = lead
    elif re.match(_PRONOUN, found.topic):
        found.topic = lead + found.topic
    elif lead and not _EMPHASIS.fullmatch(lead):
        found.leftover.append(lead)


def is_pronoun(topic: str) -> bool:
    """Whether an object stands for topics named before: 其中一个, 两项.

    Args:
        topic: An object.
    """
    return re.match(_PRONOUN, topic) is not None


def _unfronted(text: str) -> str:
    rest = w.FRONTING.sub("", text)
    return re.sub(r"(?:方面|里|中|上)$", "", rest) if text.startswith("在") and rest != text else rest


def _after(rest: str, verb: re.Match[str]) -> str:
    aspect = w.ASPECT.match(rest, verb.end())
    return rest[aspect.end() if aspect else verb.end() :]


def _lead(clause: str) -> int:
    at = 0
    while (m := w.BEFORE_VERB.match(clause, at)) and m.end() > at and not m["new"]:
        at = m.end()
    return at


def lead(clause: str) -> int:
    """Where the verb or object of a clause starts, after adverbs, negations and circumstances.

    Args:
        clause: A clause of a masked question.
    """
    at = 0
    while (m := w.BEFORE_VERB.match(clause, at)) and m.end() > at:
        at = m.end()
    return at


def _prefix(clause: str, found: Statement, at: int = 0, until: int | None = None) -> int:
    """Read what stands before the verb; where it ends."""
    while (until is None or at < until) and (m := w.BEFORE_VERB.match(clause, at)) and m.end() > at:
        if m["new"] or m["gone"] or m["still"] or m["each"]:
            found.change = "new" if m["new"] else "gone" if m["gone"] else "still" if m["still"] else "each"
            found.not_every |= bool(m["each"] and found.negations)
            found.count = "一二三四五六".find(m["for"]) + 1 if m["for"] and m["for"] in "一二三四五六" else _count(m)
        found.marks += re.findall(_MARK, m["place"] or "") + [d for d in w.SPECIFIC_DOCUMENT.findall(m["place"] or "") if d]
        if m["place"] and found.only and not found.negations and re.search(PERIOD, m["place"]):
            found.change = "just"
        found.negations += bool(m["not"])
        if m["all"]:
            found.not_every |= bool(found.negations)
            found.negations = 0 if found.not_every else found.negations
            found.every = True
        found.either |= bool(m["either"])
        found.only |= bool(m["only"])
        at = m.end()
    return at


def _count(m: re.Match[str]) -> int:
    said = m["for"] or (m.group()[0] if m["each"] and m.group()[0] in "两三四五二" else "")
    return {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}.get(said, int(said) if said.isdigit() else 0)


def clean(text: str, marks: list[str]) -> str:
    """A piece without what does not belong to it at its edges.

    Args:
        text: A piece of a masked question.
        marks: Where times found at its edges are put.
    """
    about = _ABOUT.match(text)
    text = about.group() if about else text
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", text))
        if (m := re.match(rf"({PERIOD})(?:的(?!士))?(?=.)", shorter)) or (m := re.search(rf"({PERIOD})$", shorter)):
            marks.append(m[1])
            shorter = shorter[: m.start()] + shorter[m.end() :]
        if shorter == text:
            return text
        text = shorter
