"""Turns of phrase that surveys take in many forms, put into the one that the reading knows."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.questions import survey_subjects as subjects
from assistant.questions import survey_words as w
from assistant.questions.framing import reframed
from assistant.questions.masking import PERIOD, PLACE, TYPE

_OF = r"(?:的?(?:相关|有关)?(?:的)?(?:内容|表述|字样|说法|提法|描述|做法|工作))?"


def _inside(document: str) -> str:
    """Where to look, when a kind of document was named."""
    return f"在{document}里" if re.search(TYPE, document) or w.SPECIFIC_DOCUMENT.search(document) else ""


_EVERY_UNIT = re.compile(
    rf"(?P<lead>^|[,。]|{PLACE}的?)(?:在|从)?(?:各个?|所有的?|全部的?|这些|全部各个?)(?P<unit>{subjects.UNIT})(?:范围)?(?:里面|当中|之中|之间|中|里|内),?(?=.*(?:哪|几[个家]|多少|有谁))"
)
_NO_OBJECT = r"(?=(?:过|了|的|吗|呢)*(?:[,。?!]|的|$))"


def _number_in_each(m: re.Match[str]) -> str:
    what = m["of"] if m["money"] and m["of"] else f"{m['what'] or ''}{m['of']}"
    return f"{m['when']}{m['again']}哪些{m['unit'] or '地区'}提到{what},各有多少?" if what else m.group()


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # 各区县分别招聘了多少名教师: every region is looked at
    (
        re.compile(
            rf"^(?P<when>{PERIOD}?)的?(?:各地(?!方)|(?:各个?|每一?个|所有|全部)(?P<unit>{subjects.UNIT}))的?(?P<again>{PERIOD}?)(?:都|分别|各自?|一共|总共|共|又)*+"
            r"(?P<what>[^,。?!多少几没有未提写讲]{2,12}?)?(?:了|是|有|为|达到?)?(?:多少|几)(?:(?P<money>钱|资金|经费)|[名人个所套间辆台次场项]|万元?|亿元?)?"
            r"(?:用于|用来)?(?P<of>[^,。?!的]{0,12})[?。]*$"
        ),
        _number_in_each,
    ),
    # 心理健康的内容出现在哪些区的材料里
    (
        re.compile(
            rf"^(?:有关于?|关于|涉及|提到)?(?P<what>[^,。?!]{{2,40}}?){_OF}(?:都|分别|主要)?(?:出现|体现|写|记载|反映|散见|见|提)(?:在|于)(?:了)?(?P<which>(?:哪|多少|几)[^,。?!]+?)(?:里面|当中|之中|里|中|上|内)?[?]*$"
        ),
        lambda m: f"{m['which']}提到{m['what']}?",
    ),
    # 把教师轮岗写进了报告
    (
        re.compile(
            rf"(?P<not>没有?|并?未|尚未)?(?:把|将)(?P<what>[^,。?!]{{1,40}}?)(?:都|也)?(?:写进|写入|写到|写在|放进|放入|放在|列进)(?:了|过)?(?:各自的?|自己的?|本(?:地|区|县|市)的?)?(?P<in>{w.DOCUMENT})(?:里面|里头|当中|里|中)?"
        ),
        lambda m: f"{_inside(m['in'])}{'没有' if m['not'] else ''}提到{m['what']}",
    ),
    # 总结里找不到法治教育的内容, 能看到法治教育的内容
    (
        re.compile(r"(?:找|看|查|见|搜)不(?:到|见)(?:了)?(?:有关|关于|任何)?|(?:没有?|未能?)(?:看|见|找|查|搜|读)(?:到|见)(?:有关|关于|任何)?"),
        "没有提到",
    ),
    (re.compile(r"(?:能够?|可以?)(?:看|找|见|查|搜|读)(?:到|见)(?:有关|关于)?|(?:看|找|见|查|搜)得到(?:有关|关于)?"), "提到"),
    # 校园安全这块，哪些区写得有
    (re.compile(r"[写提讲说]得有(?=[?。的]*$)"), "提到"),
    # 县区里头有没有讲到留守儿童的
    (re.compile(rf"^(?:各个?|所有|全部)?(?P<unit>{subjects.UNIT})(?:里头|里面|当中|之中|里|中),?有(?:没有)?(?={w.SAY_CORE})"), r"有没有\g<unit>"),
    # 区县里提到校车的有几个
    (
        re.compile(
            rf"^(?:各个?|所有|全部)?(?P<unit>{subjects.UNIT})(?:里头|里面|当中|之中|里|中),?(?P<what>(?:没有?|未)?{w.SAY_CORE}[^,?。]+?)的(?:一共|总共|都|共)?(?:有|是)(?P<which>几个|多少个?|哪些|哪几个)[?。]*$"
        ),
        r"\g<which>\g<unit>\g<what>?",
    ),
    # 并非所有区都提到党建，哪些区没提
    (
        re.compile(
            rf"^(?:并非|并不是|不是)(?:所有|每一?个|全部)(?:的)?{subjects.UNIT}(?:都|均)?(?:{w.SAY_CORE})(?:了|过)?(?P<what>[^,]{{1,40}}),(?=.*[哪谁])"
        ),
        r"\g<what>,",
    ),
    # 没有既提到校车又提到食品安全
    (
        re.compile(
            rf"(?:没有?|并?未)既(?:{w.SAY_CORE}|[提写讲说谈有])(?:了)?(?P<a>[^,]{{1,20}}?),?[又也还](?:{w.SAY_CORE}|[提写讲说谈有])(?:了)?(?P<b>[^,?。的]{{1,20}})"
        ),
        r"没有同时提到\g<a>和\g<b>",
    ),
    # 哪年没有区提到人工智能
    (re.compile(rf"(?<!有)没有(?:任何|一个)?(?:{subjects.UNIT})(?:的{w.DOCUMENT}(?:里面?|中)?)?(?={w.SAY_CORE})"), "没有"),
    # 忘了写党建
    (re.compile(r"(?:忘(?:记|掉|了)*|漏(?:掉|了)*|忘记了)(?:写|提|讲|说|谈|强调)(?:到|了)?"), "没有提到"),
    # 关于防溺水，哪些区做了部署
    (
        re.compile(
            rf"(?:有所|[做作](?:了|过|出了?)?|进行(?:了|过)?|提出(?:了|过)?)(?:相关|专门|明确|具体|重点|统一|相应|安排)*的?(?:部署|安排|要求|规定|说明|介绍|论述|阐述|表述|描述|强调|体现){_NO_OBJECT}"
        ),
        "提到",
    ),
    # 校车不提、食品安全也不提
    (re.compile(r"((?:[没未不][提写讲说谈](?:到|及|过)?|没有|[提写讲说谈](?:到|及|过|了)了?))、(?=.{2,})"), r"\1,"),
    # 去年提到校车、今年却没有提到
    (re.compile(rf"(?<=[^、]{{3}})[、,]?({PERIOD})(?:却|反而|倒是?|则)+(?=没|未|不|提|也|又)"), r",\1"),
    (re.compile(rf"(?<=[^、]{{3}})、(?={PERIOD}(?:又|也|还)*(?:没|未|不|提))"), ","),
    # 提到校车或食品安全，有一个就算
    (
        re.compile(
            r",?(?:只要)?(?:有|提到|满足|占|沾|符合)?(?:了)?(?:其中)?(?:任[意何]?)?[一1](?:个|项|条|样|种)(?:提到|有|符合)?(?:就|即|都|也)(?:算|行|可以?|成)(?:数)?(?=[?。]*$)"
        ),
        "中的任意一项",
    ),
)


def reworded(text: str) -> str:
    """A survey in words that are read.

    Args:
        text: A masked question without courtesy.
    """
    text = _EVERY_UNIT.sub(lambda m: m.group() if subjects.level_of(m["unit"]) else m["lead"], text)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return reframed(text)


_TITLE = re.compile(r"(?:的)?(?:标题|题目|文件名|题名)(?:里面?|当中|中|上)?(?=(?:没有?|未|不)?(?:含有?|带有?|有|写|提|出现|包含))")


def without_title(text: str) -> tuple[str, str]:
    """A question without 标题里: the whole report is searched.

    Args:
        text: A masked question.

    Returns:
        The question, and the words left out, empty when there are none.
    """
    title = _TITLE.search(text)
    if title is None:
        return text, ""
    rest = text[title.end() :]
    held = re.match(r"(?P<not>没有?|未|不)?(?:含有?|带有?|有|写有?|提到?|出现|包含)(?:了)?", rest)
    said = ("没有提到" if held and held["not"] else "提到") + rest[held.end() :] if held else rest
    return text[: title.start()] + said, title.group().removeprefix("的")
