"""Turns of phrase that say nothing of their own, put plainly before a question is read."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.questions.asking_words import COUNTED_CHANGE
from assistant.questions.early_and_late import in_plain_words
from assistant.questions.requests import without_request
from assistant.questions.survey_subjects import UNIT
from assistant.questions.survey_words import SAY_CORE

_EMPTY_OBJECT = r"内容|安排|部署|动作|举措|措施|做法|介绍|要求|体现|涉及|行动|相关内容|相关的?(?:安排|部署|表述)|说法|讲|写|说|提|谈"
_EMPTY_PREDICATE = (
    rf"(?:都|也|有|还)*(?:(?:有所?|作了?|做了?|作出了?|做出了?|提出了?)(?:了)?(?:{_EMPTY_OBJECT})(?:了|的|过|到)?"
    r"|在(?:做|搞|抓|推|办|开|弄|干|推进|开展))(?:[呢啊呀吗])?"
)
_ASKING = re.compile(r"(?:是)?(?:怎么|如何|怎样)(?:去)?(?=..)")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=\s*(?:年|学年))")
_YEAR_BEFORE = re.compile(r"(?<=[比较与跟和同])(?:上一?年度?|前一年)(?!级|段)|(?<![0-9])前一年(?!级|段)")
"""The year before, told beside the only year that a question names."""
_REGIONS_ASKED = re.compile(rf"(?:哪|多少|几|各)[些几一]?[个份家]?(?:{UNIT})")
_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # 明年（2025年）要抓什么: the year that is told is the one meant
    (re.compile(r"(?:今年|去年|明年|前年|本年度?|上一?年度?)[(（]((?:19|20)[0-9]{2})年?[)）]"), r"\1年"),
    # 校车和研学两样都写了的区
    (re.compile(r"(?:这|那)?(?:两|三|四|几)(?:样|项|者|个|种|方面|件事|个词)(?=(?:内容|工作|话题)?(?:都|均|皆|全))"), ""),
    # 研学或人工智能，任写一样的区
    (
        re.compile(
            r"(?P<a>[^,，。]+(?:或者?|、|/)[^,，。]+)[,，](?:只要)?(?:任[写提选取]?|随便|哪怕)(?:意)?(?:写|提到?|有|讲|满足)?(?:其中)?(?:一样|一项|一个|一种|之一)(?:就行|即可|就算|都算|都行)?(?:的)?"
        ),
        r"提到\g<a>的",
    ),
    # 跟以前年份的材料比，2025年新提到
    (
        re.compile(
            r"(?:^|(?<=[,，]))(?:跟|和|与|同|比|对比|较)?(?:以前|往年|之前|此前|过去|前几年|历年)(?:年份)?(?:的)?(?:材料|报告|总结|资料)?(?:相比|对比|比较|比|来说)?[,，](?=.*新)"
        ),
        "",
    ),
    # 雁浦区那年中考怎么样: no year is told
    (re.compile(r"那一?年(?![级度份轻龄报])"), ""),
    # 没提高考: 提 … 高考
    (re.compile(r"(?<=[没未])提(?=高[考中职校])"), "提到"),
    # （校车、通学专线都算）
    (re.compile(r"(?<=[^,，。(（])(?:都|也|均|亦|同样|一样|一律|一并|全)+(?:算上?|算数|算在内|包括在内|计入|计算在内|可以?|行)(?=[)）])"), ""),
    # （也含专线）, （接送车，通学专线）
    (re.compile(r"(?<=[(（])(?:也|还|都|其中|里面)+(?=含|包括|包含)"), ""),
    (re.compile(r"[(（](?![^()（）]*(?:列|注明|请|附|不|限|按))[^()（）]*[,，;；][^()（）]*[)）]"), lambda m: re.sub(r"[,，;；]", "、", m.group())),
    # 哪些区提到校车，接送车也算 / 含接送车
    (
        re.compile(
            rf"^(?P<asked>[^,，。?？]*(?:哪|多少|几个|有没有)[^,，。?？]*(?:{SAY_CORE})[^,，。?？()（）]{{2,20}})[,，](?:也?(?:含|包括|包含)(?:了)?(?P<with>[^,，。?？()（）]{{2,20}})"
            r"|(?P<also>[^,，。?？()（）]{2,20}?)(?:都|也|均|亦|同样)+(?:算上?|算数|算在内|包括在内|计入))(?:的)?[?？。]*$"
        ),
        lambda m: f"{m['asked']}({m['with'] or m['also']})?",
    ),
    # 特殊教育和随迁子女都写了的区
    (
        re.compile(
            rf"^(?P<what>[^,，。?？没未不]{{2,}}?)(?P<all>都|均|全都)(?:写|提|讲|谈|说|涉及)(?:了|到了?|过|及)?的(?P<unit>{UNIT})(?:都?有哪些|有几个|有多少个?|名单)?[?？。]*$"
        ),
        r"哪些\g<unit>\g<all>提到\g<what>?",
    ),
    # 外来务工人员的孩子上学，哪些区作了安排
    (
        re.compile(
            rf"^(?P<what>[^,，。?？]*?[^,，。?？的在有])(?:这块|这一块|方面|这方面|这项工作|这个事|这件事)?[,，]?(?P<which>(?:都?有)?(?:哪些|哪几个?|多少个?|几个){UNIT})(?:{_EMPTY_PREDICATE})[?？。]*$"
        ),
        lambda m: f"{m['which']}提到{_ASKING.sub('', m['what'])}?",
    ),
)


def plain_wording(question: str) -> str:
    """Put a question plainly.

    Args:
        question: A normalized question.
    """
    question = without_request(question)
    named = set(_YEAR.findall(question))
    if len(named) == 1:
        year = f"{int(named.pop()) - 1}年"
        changes = [] if _REGIONS_ASKED.search(question) else [match.span() for match in COUNTED_CHANGE.finditer(question)]
        question = _YEAR_BEFORE.sub(lambda m: m.group() if any(start <= m.start() < end for start, end in changes) else year, question)
    for pattern, plain in _RULES:
        question = pattern.sub(plain, question)
    return in_plain_words(question)
