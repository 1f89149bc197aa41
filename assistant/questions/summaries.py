"""What every region does about a topic: 各区校车安全怎么做的."""

from __future__ import annotations

import re

from assistant.questions import survey_subjects as subjects
from assistant.questions import survey_words as w
from assistant.questions.clauses import Parts
from assistant.questions.masking import PERIOD, PLACE, TYPE
from assistant.questions.predicates import Statement, clean

_HOW = r"(?:怎么样?|如何|怎样|咋)"
_TAILS = re.compile(
    rf"(?:的)?(?:具体|主要|相关|工作|进展|落实|开展|推进|实施)*(?:情况|做法|举措|措施|进展|经验|成效|思路)(?:{_HOW}|是什么|有哪些|呢)?$"
    r"|(?:都|分别)?(?:有|采取了?|出台了?|作了|做了)(?:什么|哪些|何|啥)(?:好的?|具体|主要|特色|新)?(?:做法|举措|措施|情况|经验|安排|成效|进展|工作|动作|部署|办法)$"
    rf"|(?:做得|开展得|推进得|进展|落实得)?{_HOW}(?:了)?$"
)
_LIGHT = r"(?:做|抓|搞|弄|开展|推进|落实|实施|推动|加强|干|办)"


def told_of_all(parts: Parts, text: str) -> Statement | None:
    """What a question wants told of every region.

    Args:
        parts: The question taken apart.
        text: The whole masked question.

    Returns:
        A statement with the topic; None when the question is of another kind.
    """
    clause = re.sub(r"[?。!]+$", "", parts.clauses[-1])
    if not parts.every or parts.rest or re.search(r"多少|几[个名所次项人]|谁|为什么|为何|吗$|是否|有没有", clause) or w.SAY_ANYWHERE.search(clause):
        return None
    found, marks = Statement(), list[str]()
    while (m := re.match(w.CIRCUMSTANCE, clause)) and m.end():
        marks += re.findall(rf"{PERIOD}|{PLACE}|{TYPE}", m.group())
        clause = clause[m.end() :]
    rest = re.sub(r"^(?:都(?!江堰|市|匀)|分别|各自|的)+", "", clause)
    way = re.search(rf"(?:都|分别)?(?:是)?{_HOW}(?:来|去)?(?P<do>{_LIGHT})?(?P<act>[^,]*?)(?:的|了)?$", rest)
    tail = _TAILS.search(rest)
    if tail and rest[: tail.start()]:
        found.topic = rest[: tail.start()]
    elif way:
        _read_way(rest[: way.start()], way, found)
    elif (
        _only_summary(parts.head)
        and subjects.SUMMARY.search(text)
        and (rest != clause or parts.asking.endswith("的"))
        and not re.search(r"[都均没未]", rest)
    ):
        found.topic = rest
    else:
        return None
    found.topic = clean(_bare(found.topic), marks)
    found.marks = marks
    if not found.topic or w.ASKING.search(found.topic):
        return None
    return found


def _only_summary(head: str) -> bool:
    return re.fullmatch(rf"(?:(?:{subjects.SUMMARY.pattern})(?:一下|下)?|{PERIOD}|{PLACE}|的|,)*", head) is not None


def _read_way(before: str, way: re.Match[str], found: Statement) -> None:
    act = way["act"]
    if before and not way["do"] and act:
        found.thing = clean(_bare(before), [])
        found.topic = found.thing + act
    elif before:
        found.topic = before
    elif way["do"] or len(act) < 4:
        found.topic = act
    else:
        found.verb, found.topic = act[:2], act[2:]


def _bare(text: str) -> str:
    text = re.sub(r"^在(?!线|职|校|园|籍|家)", "", w.FRONTING.sub("", text))
    return re.sub(r"(?:方面|上|都|分别|是|采取了?|做了|有)+$", "", text)
