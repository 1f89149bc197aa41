"""Several topics in one object: 校车和研学, 校车、研学中的一项, 劳动教育(含研学)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.questions import survey_words as w
from assistant.questions.framing import shared_subject
from assistant.questions.masking import PERIOD, QUOTE, Masked
from assistant.questions.predicates import clean
from assistant.thesaurus.topics import Wording

_AND = re.compile(
    r"以及|(?<![饱温缓共柔祥亲谦])和(?!谐|平(?![安衡台板面行])|睦|美(?![育术丽容])|解(?![决答读])|田(?![径园])|县(?![域级管])|乐(?![器队园])|善(?!治)|蔼|气(?![象候]))|(?<![参赋授给])与(?![会时众日]|[\ue200-\ue27f])|(?<![普提涉顾危触惠波言遍论推埃])及(?![时格早其])|(?<![网能AI建化字慧程据G技])\+|&|(?<!步)跟(?![踪岗班进读])"
    rf"|并且|而且|(?<=[^的])同时(?={w.DO})"
)
_LIST = re.compile(rf"、|\ufffc|(?<={QUOTE})(?={QUOTE})")
_OR = re.compile(r"或者|或是|或(?!许)|还是|/|\|")
_CONNECTOR = re.compile(rf"(?P<or>{_OR.pattern})|(?P<and>{_AND.pattern})|(?P<list>{_LIST.pattern})")
_ALSO = re.compile(
    r"\((?:也?包括|包含|含|例如|比如|譬如|如|即|又称|也称|亦称|也叫|又叫|又名|俗称|也就是|或者?|及)?(?P<words>(?![列注请不仅只限以按])[^()]+?)(?:等.{0,2}|在内)?\)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_N = r"(?:两|二|三|四|五|六|几|[2-9])"
_THESE = rf"(?:(?:这|其|上述|以上)?(?:{_N}(?:者|项|个(?:词|方面|话题|内容|方向)?|样|方面|种)|词|内容)?)"
_ONE_OF = re.compile(
    rf"{_THESE}(?:之?中|当中|里面|里)?的?(?:(?P<least>至少|最少)?(?P<n>任[意何]?[一1]?|其?中?[一1]|某[一1]|任?意?{_N})(?:个|项|种|者|方面|样)(?:内容|词|方面|话题)?(?:及?以上|即可|就行)?|之一|其一)$"
    rf"|{_THESE}(?:之?中|当中|里)的?(?:任[意何]?[一1]?(?:个|项|种|者|方面|样)?|之一)$|(?:任[意何]?[一1](?:个|项|种|者|方面)?|之一)$"
)
_ALL_OF = re.compile(rf"(?:这|上述|以上)?{_N}(?:者|项|个(?:方面|话题|词)?|样|方面|种)(?:内容|工作|话题)?(?:都|均|全)?$|(?:全部|全都)$")
_FACETS = frozenset(
    [
        "管理",
        "建设",
        "服务",
        "治理",
        "监管",
        "保障",
        "发展",
        "落实",
        "实施",
        "推进",
        "使用",
        "运营",
        "评价",
        "考核",
        "培养",
        "培训",
        "指导",
        "保护",
        "规范",
        "维护",
        "运行",
        "应用",
        "创新",
        "改革",
        "宣传",
        "更新",
        "配备",
    ]
)
"""Words that are hardly a topic of their own: 食堂建设和管理 is one thing."""
_RELATED = re.compile(
    r"(?P<what>.*?)(?:协同|衔接|融合|结合|相结合|联动|互动|对接|并重|并举|一体化|共建|关系|之间的?.+|合作|配合|共育|沟通|交流|联系|协作)(?:发展|育人|机制|工作)?$"
)


@dataclass
class TopicList:
    """The topics of one object."""

    groups: list[list[Wording]] = field(default_factory=list)
    """Alternatives, each of one or more topics that belong together."""
    listed: bool = False
    """Whether they were merely listed, by 、 or side by side."""
    either: bool = False
    """Whether one of them will do."""
    every: bool = False
    """Whether all of them are meant."""
    exactly: bool = False
    """Whether “one of them” was said of several."""
    at_least: int = 0
    """More than one but not all of them have to hold; 0 when not said."""
    also: bool = False
    """Whether some are alternatives of others, in brackets."""
    whole: str = ""
    """Words with a connector that were taken for one thing; empty when there are none."""

    @property
    def all(self) -> list[Wording]:
        """All topics in order, each once."""
        return list(dict.fromkeys(topic for group in self.groups for topic in group))


def read_topics(text: str, masked: Masked, verb: str = "", thing: str = "", several: bool = False) -> TopicList:
    """Take the object of a clause apart.

    Args:
        text: The object, masked.
        masked: The whole question.
        verb: A verb that is part of each topic.
        thing: The thing in it, when the object tells what was done with it.
        several: Whether several topics are sure to be meant (既…又…, 都).
    """
    found = TopicList()
    text, extra, bases = _also(text)
    text = _amount(_spaced(text, masked), found)
    if thing and _CONNECTOR.search(text):
        found.whole = text
    pieces = [text] if thing else _pieces(text, several or found.either or found.every, found)
    pieces[::2] = shared_subject(pieces[::2])
    for joined, piece in [("", p) if i == 0 else (pieces[i - 1], p) for i, p in enumerate(pieces) if i % 2 == 0]:
        wording = _wording(piece, masked, verb, thing)
        if wording is None:
            continue
        if found.groups and joined in ("and", "list"):
            found.groups[-1].append(wording)
        else:
            found.groups.append([wording])
    for piece, base in zip(extra, bases, strict=True):
        if wording := _wording(piece, masked, verb, thing):
            _beside(wording, masked.unmasked(base), found)
    if found.also and "list" in pieces[1::2] and "and" not in pieces[1::2] and not (several or found.every):
        found.groups = [[wording] for wording in found.all]
    if "or" in pieces[1::2] and "and" not in pieces[1::2]:
        found.groups = [[wording] for wording in found.all]
    found.listed = not extra and len(found.groups) == 1 and "list" in pieces[1::2] and "and" not in pieces[1::2]
    return found


def _also(text: str) -> tuple[str, list[str], list[str]]:
    """The object without parentheses, the alternatives in them, and for each the topic in front."""
    extra, bases = [], []
    for m in _ALSO.finditer(text):
        parts = [part for part in re.split(rf"{_LIST.pattern}|,|{_OR.pattern}|{_AND.pattern}", m["words"]) if part]
        extra += parts
        before = _ASIDE.sub("", text[: m.start()])
        bases += [before[max((c.end() for c in _CONNECTOR.finditer(before)), default=0) :]] * len(parts)
    return _ASIDE.sub("", text), extra, bases


def _beside(wording: Wording, base: str, found: TopicList) -> None:
    """Add an alternative of one topic: to every group with that topic, in its place."""
    found.also = True
    with_base = [(group, i) for group in found.groups for i, other in enumerate(group) if base and base in other.text]
    found.groups += [[*group[:i], wording, *group[i + 1 :]] for group, i in with_base] or [[wording]]


def _spaced(text: str, masked: Masked) -> str:
    """The object with a mark where the question as typed parts its words by white space."""
    plain = masked.unmasked(text)
    typed = re.search(r"\s*".join(map(re.escape, plain.replace(" ", ""))), masked.spaced)
    if typed is None or text != plain or not re.search(r"[^!-~]\s+[^!-~]", typed.group()):
        return text
    return re.sub(r"(?<=[^!-~])\s+(?=[^!-~])", "\ufffc", typed.group())


def _amount(text: str, found: TopicList) -> str:
    """The object without 中的一项, 三项; which of them have to hold is noted."""
    marks: list[str] = []
    text = clean(text, marks)
    if not _CONNECTOR.search(text) and not re.match(r"(?:其中|这|两者|二者|三者|任[一意何]|至少|之一)", text):
        return text
    if m := _ONE_OF.search(text):
        number = (m.groupdict().get("n") or "一").removeprefix("任").removeprefix("意") or "一"
        if number in "两二三四五六23456":
            found.at_least = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}.get(number, int(number) if number.isdigit() else 0)
        elif not text[: m.start()].endswith("、"):
            found.either, found.exactly = True, not (m["least"] or "任" in m.group())
        return re.sub(r"(?:至少|最少|其)$", "", text[: m.start()])
    if m := _ALL_OF.search(text):
        found.every = True
        return text[: m.start()]
    return text


def _pieces(text: str, several: bool, found: TopicList) -> list[str]:
    """Topics and between them the kinds of their connectors: ``or``, ``and``, ``list``."""
    pieces, at = [], 0
    for m in _CONNECTOR.finditer(text):
        if at < m.start() or m.start() == m.end():
            pieces += [text[at : m.start()], str(m.lastgroup)]
        elif pieces:
            pieces[-1] = str(m.lastgroup)
        at = m.end()
    pieces.append(text[at:])
    if not pieces[-1] and len(pieces) > 1:
        del pieces[-2:]
    topics = pieces[::2]
    if (
        len(topics) > 1
        and not several
        and not any(re.search(QUOTE, t) for t in topics)
        and (
            topics[-1] in _FACETS
            or re.fullmatch(rf"(?:加快|大力|进一步|推动|不断|全面|着力|切实)?(?:{w.DO}|{w.ACT}|改进|创新|规范|巩固|发展|保障)", topics[0])
            or _is_one_relation(text, topics)
        )
    ):
        found.whole = text.replace("\ufffc", " ")
        return [found.whole]
    return pieces


def _is_one_relation(text: str, topics: list[str]) -> bool:
    """家庭教育与学校教育协同 is one thing, 课后服务和幼小衔接 are two."""
    related = _RELATED.fullmatch(topics[-1])
    if related is None or len(topics) != 2:
        return False
    what = related["what"]
    if not what or re.fullmatch(r"[幼小家校企产教医体科城乡区县警社农普职师生融五]{1,2}", what):
        return not what
    return text[len(topics[0])] in "与同跟" or topics[0][-2:] == what[-2:]


def _wording(piece: str, masked: Masked, verb: str, thing: str) -> Wording | None:
    piece = clean(piece, [])
    said = re.match(rf"(?:{w.SAY_CORE}|有关|关于)(?:了|到)?(?=..)", piece)
    done = re.match(rf"(?:{w.DO})(?:了|过)(?=..)", piece) or w.STRONG_DO.match(piece)
    if said:
        piece = clean(piece[said.end() :], [])
    own = w.VERB.match(piece) if re.match(rf"{w.ACT}", piece) else None
    whole = piece if own or piece.startswith(verb) else verb + piece
    text = masked.unmasked(re.sub(rf"^{PERIOD}", "", whole)) if len(whole) > 1 else masked.unmasked(whole)
    if not any(c.isalnum() for c in text):
        return None
    narrower = thing or (piece if whole != piece else piece[done.end() :] if done else piece[own.end() :] if own and verb else "")
    inner = masked.quotes_in(whole)
    narrower = masked.unmasked(narrower) if narrower else ""
    return Wording(text, inner, "" if narrower == text else narrower)
