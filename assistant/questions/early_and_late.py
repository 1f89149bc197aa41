"""Words for earlier and later years that name none: 前几年写过、后来不再提."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TELLS = "提|写|讲|说|谈|有|涉|出现|开展|实施|推行|搞"
EARLIER = re.compile(rf"(?:以前|过去|此前|往年|之前|原来|早先|先前)(?=.*(?:{_TELLS}))")
"""Every year but the last; before words that name a later part, the years before that."""
LATER = re.compile(rf"后来(?=.*(?:不|没|未|无|{_TELLS}))")
"""The later half of the years."""
NOW = re.compile(rf"(?:现在|如今|目前|眼下)(?=.*(?:不|没|{_TELLS}))")
"""The last year."""

SPAN = re.compile(r"(?:以前|后来|现在)*")
"""Words for spans of years in front of a clause."""
_EARLY = (
    r"(?:(?<![0-9一二三四五六七八九十两上])(?:前(?:几|些|两三|三两)年|早(?:些|几|前几)?年(?:间)?(?!级|教)|头几年|早些时候|早先|先前|原先|原来|起初|最初|当初|从前|以前|以往|往年|此前|曾经?(?=[提写讲说谈有开涉出])"
    r"|过去(?!的?[一二两三四五六七八九十0-9近几])))(?:的?(?:年份|材料|报告)(?:里面?|中|上)?)?(?:还|都|也)?"
)
_LATE_YEARS = (
    r"(?:后来|之后|此后|往后|其后|后面|后边)(?:的?(?:这?几年|年份|年度|年头|那几年))?|(?<![附接将])近(?:几|些)?年(?:以?来)?"
    r"|(?:这|最近|近)几年(?:以?来)?|近来|近期|最近(?![一二两三四五六七八九十0-9半])"
)
_IN_DOCUMENTS = r"(?:的?(?:材料|报告|总结|文件))?(?:里面|里|中)?"
_SAYS = rf"(?:又|也|还|却|就|反而|倒|则|都|再|才|开始|已经|已|新)*(?:不|没|未|无|{_TELLS})"
_LATE = re.compile(rf"(?:[,，、;；]|而|但是?|可是?|却|(?<=[^\W0-9])(?={_LATE_YEARS}))+(?:到了?|在)?(?:{_LATE_YEARS}){_IN_DOCUMENTS}(?={_SAYS})")
_LATE_NOW = re.compile(rf"(?:[,，、;；]|而|但是?|可是?)+(?:到了?|在)?(?:现在|如今|目前|眼下|当下|今天){_IN_DOCUMENTS}(?={_SAYS})")
_RECENT = re.compile(rf"[,，、;；](?=(?:而|但是?)?(?:近|最近|这|过去)(?:[一二两三四五六]|[1-6])年{_IN_DOCUMENTS}{_SAYS})")
_EARLY_SAID = re.compile(rf"{_EARLY}(?=(?:没有?|未|不|都|也)*(?:{_TELLS}))")
_NO_MORE = re.compile(r"(?:就|却|反而|倒|都|又)*再(?:也)?(?=没|未|不)|(?<=[不没未有])再(?=[提写讲说谈有涉出])")


def in_plain_words(question: str) -> str:
    """A question over earlier and later years with one word for each, and its two clauses apart.

    Args:
        question: A normalized question.

    Returns:
        The question; unchanged unless it sets earlier years against later ones.
    """
    early = _EARLY_SAID.search(question)
    if early is None:
        return question
    head, rest = question[: early.end()], question[early.end() :]
    later, now, recent = _LATE.search(rest), _LATE_NOW.search(rest), _RECENT.search(rest)
    if later:
        rest = f"{rest[: later.start()]},后来{rest[later.end() :]}"
    elif now:
        rest = f"{rest[: now.start()]},现在{rest[now.end() :]}"
    elif recent:
        rest = f"{rest[: recent.start()]},{rest[recent.end() :]}"
    else:
        return question
    return f"{head[: early.start()]}以前{_NO_MORE.sub('', rest)}"


def halves(years: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The earlier and the later years of a collection; the one in the middle is a later one.

    Args:
        years: Its years, ascending.
    """
    middle = len(years) // 2
    return tuple(years[:middle]), tuple(years[middle:])


def years_meant(mark: str, others: Sequence[str], named: Sequence[int], known: Sequence[int]) -> tuple[int, ...]:
    """The years that ``earlier``, ``later`` or ``now`` stand for.

    Args:
        mark: One of these.
        others: Those of the other clauses.
        named: Years that the other clauses name.
        known: Years of the collection, ascending.
    """
    early, late = halves(known)
    if mark == "later":
        return late
    if mark == "now":
        return tuple(known[-1:])
    if named:
        return tuple(year for year in known if year < min(named))
    return early if "later" in others else tuple(known[:-1])
