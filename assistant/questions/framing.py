"""What stands around a thing in a survey and is not searched for: how it is told of, how it stands, why it is so."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plans import Topic
from assistant.questions import survey_words as w
from assistant.thesaurus.topics import Wording

_SAYING = r"[说讲提写谈]|承认|坦言|坦承|坦白|反映|指出|表示|直言|自曝|自认|自述"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # 自己说有教师流失的问题
    (re.compile(rf"(?:自己|自个儿?|自身|本地|当地|自家)(?:也|都|就)?(?=(?:{_SAYING}|没[说讲提写谈]))"), ""),
    (
        re.compile(
            rf"(?:{_SAYING})(?:到|了|过|明)*(?:自己|自身|本地|当地|自家)?(?:还|仍然?|也)?(?:有(?![效序机关力偿条待利益限无别意害毒史氧线色声])|存在|出现|面临|遇到|碰到)(?:了|着|过)?(?=[^,。?!没多少哪几什啥]{{2}})"
        ),
        "提到",
    ),
    # 说了要给老师减负
    (
        re.compile(
            r"(?:[说讲写谈]|提出?|承诺|表示|明确|计划|打算)(?:了|到|过)*(?:要(?![素点求闻件害义道])|打算|准备(?=[给把为对开办建])|将要|想要)(?=[^,。?!]{2})"
        ),
        "提到",
    ),
)
_REASON = re.compile(
    r"(?:因为|由于)(?P<why>[^,。?!]{2,10}?(?:少了?|多了?|减少了?|增加了?|不足|不够|紧张|下降了?|变[少多]了?|流失了?|困难))(?:[,、]|而|就|才|导致)*(?=[^,。?!]{3})"
)
_DEGREE = r"(?:还|仍然?|依然|比较|较为?|很|特别|非常|十分|有点儿?|有些|太|相对|不太|不怎么|不是很|普遍|日益|越来越|都|也)*"
_STILL = r"(?:还|仍然?|依然|至今|一直|尚|目前)+"
_NOT = r"(?:没有?|未能?|没能)(?:完全|全部|彻底|真正|全)*(?:得到|实现)?"
_STATUS = re.compile(
    rf"(?:都|也)?(?:(?:{_STILL})?{_NOT}(?:解决|消除|缓解|改善|到位|根治|化解|消化|清零|扭转|达标|消完|跟上)"
    rf"|(?:{_STILL})?{_NOT}[一-龥]{{1,2}}(?<![提写讲说谈做到])(?:完全?|到位|[好掉成]|光|净|干净|清零|彻底|下来|上来|起来|上去|够|齐|足)(?:了)?"
    rf"|{_DEGREE}(?:不够用?|不足|不高|不强|不均衡?|不平衡|不到位|不达标|不稳定?|不规范|不理想|不配套|不齐|紧张|紧缺|短缺|薄弱|滞后|偏[低高大少弱慢]|严重|老化|吃紧|告急|欠缺|堪忧)"
    r")(?:的|了|呢|吗)*$"
)
"""How a thing stands, at the end of a clause: 大班额|还没消完."""
_TOLD = re.compile(rf"{w.SAY_CORE}|[提写讲说谈](?:到|了|过)")
_VERB_LAST = re.compile(r"(?:[提写讲说谈](?:到|了|过|及|出)?|涉及|存在|开展|有|的|和|与|、)$")
_TAIL = re.compile(
    r"(?:的|的?(?:这|那)(?:个|种|类|些|件|档子|方面|一块|项)?的?)(?:问题|现象|苗头|难题|毛病|事儿?|情形)$|(?:这|那)(?:一)?(?:块儿?|摊子?|档子)$"
)
_HANDLED = re.compile(r"^(?:给|为|替|帮|把|将)(?=[^,]{3})")
_LIGHT_VERB = re.compile(
    r"^(?:正?在(?=[办搞开设弄做推抓]))?(?:办(?!学|公|法|事|理|班|案|证|结|税|园)|搞(?!活|好)|开(?!学|展|放|设|发|通|支|办|足|齐|题|工|会|幕|启|源|销|户|局|创|拓|除|业|课|门|班|卷|花)"
    r"|设(?!备|施|计|立|置|想|定|区|限|问)|弄|做(?!法|好|强|优|大|实|细|到|客|操|题|作))(?:了|起|着|上|起来)?(?=[^,]{2})"
)
_HAPPENS = (
    r"(?:停办|停招|停运|停课|停用|停工|停建|停发|关停|关闭|关门|倒闭|注销|撤并|撤销|撤点|合并|拆分|拆除|取消|搬迁|迁建|迁址|新建|改建|扩建|重建|改造|翻新|维修|修缮|修复|更换|更新|报废|淘汰"
    r"|流失|外流|调出|调离|调动|辞职|离职|退休|转岗|转学|休学|退学|失学|辍学|返乡|增加|减少|缩减|下降|上涨|转型|转制|升级|改制|移交|出租|闲置|恢复|扩大|压减|清退|整改|超编|缺编|空编|溺水|受伤|死亡)"
)
"""What happens to a thing: each of them needs the thing beside it."""
_MOVED = re.compile(r"^(?:给|为|替|帮)(?P<where>[^,]{2,4}?)(?P<act>[换装发修配建办开减送补](?:上|了|好|新)?[^,]{1,6})$")


def reframed(text: str) -> str:
    """A survey without words that only say that something is told: 自己说有教师流失的问题.

    Args:
        text: A masked question without courtesy.
    """
    for pattern, plain in _RULES:
        text = pattern.sub(plain, text)
    return text


def without_reason(text: str) -> tuple[str, str]:
    """A survey without the reason that it gives: 因为孩子少了幼儿园停办.

    Args:
        text: A masked question without courtesy.

    Returns:
        The question, and the words left out; empty when there are none.
    """
    reason = _REASON.search(text)
    return (text[: reason.start()] + text[reason.end() :], text[reason.start() : reason.end("why")]) if reason else (text, "")


def without_status(clause: str) -> tuple[str, str]:
    """A clause without how its thing stands: 大班额还没消完.

    Args:
        clause: A clause of a masked question.

    Returns:
        The clause, and how the thing stands; empty when it does not say.
    """
    status = _STATUS.search(clause)
    thing = clause[: status.start()] if status else ""
    told = status is not None and not re.search("[没未]", status.group()) and _TOLD.search(thing)
    if status is None or told or len(thing) < 2 or _VERB_LAST.search(thing):
        return clause, ""
    return thing, re.sub(r"(?:的|了|呢|吗)+$", "", status.group())


def bare_wording(wording: Wording, topic: Callable[[Wording], Topic]) -> Wording:
    """A topic without generic words of doing and telling at its edges, unless the whole is known: 办托班, 教师流失的问题.

    Args:
        wording: The topic as worded.
        topic: Works out what to search for from a topic's wording.
    """
    if wording.quoted or is_known(topic(wording)):
        return wording
    best = wording
    for text in _shorter(wording.text):
        shorter = Wording(text, (), wording.narrower if wording.narrower in text and wording.narrower != text else "")
        if is_known(topic(shorter)):
            return shorter
        best = shorter
    moved = _MOVED.match(wording.text)
    if moved and moved["where"] in "".join((acted := topic(Wording(moved["act"]))).terms) and is_known(acted):
        return Wording(moved["act"])
    return wording if topic(wording).concept else best


def unread(words: str) -> list[str]:
    """A note on what a survey cannot tell by words, in Chinese.

    Args:
        words: How the thing stands, or why; empty when not said.
    """
    return [f"这里只看报告有没有提到这件事；是不是“{words}”，要看原文判断"] if words else []


def _shorter(text: str) -> list[str]:
    found: list[str] = []
    while True:
        plain = _LIGHT_VERB.sub("", _HANDLED.sub("", _TAIL.sub("", text)))
        if plain == text or len(plain) < 2:
            return found
        found.append(plain)
        text = plain


def is_known(topic: Topic) -> bool:
    """Whether a topic is a concept by one of its names.

    Args:
        topic: The topic.
    """
    return topic.concept is not None and not topic.loose


def shared_subject(topics: list[str]) -> list[str]:
    """Alternatives with the subject of the first one: 幼儿园停办, 撤并 is 幼儿园撤并.

    Args:
        topics: Topics side by side.

    Returns:
        The topics; unchanged unless the first ends with a verb and the others are nothing but verbs.
    """
    first = re.fullmatch(rf"(?P<subject>[一-龥]{{2,8}}?){_HAPPENS}了?", topics[0]) if len(topics) > 1 else None
    if first is None or not all(re.fullmatch(rf"{_HAPPENS}了?", each) for each in topics[1:]):
        return topics
    return [topics[0], *(first["subject"] + each for each in topics[1:])]
