"""Kinds of documents that a question names as the place to look in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.models import DocumentType


class TypeMatch(NamedTuple):
    """Where a question names a kind of document."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    types: tuple[DocumentType, ...]
    """The kinds meant."""


_KINDS = {
    "总结": DocumentType.SUMMARY,
    "要点": DocumentType.KEY_POINTS,
    "计划": DocumentType.PLAN,
    "安排": DocumentType.PLAN,
    "打算": DocumentType.PLAN,
    "规划": DocumentType.PLAN,
    "政府工作报告": DocumentType.GOVERNMENT_REPORT,
    "政府报告": DocumentType.GOVERNMENT_REPORT,
    "法规": DocumentType.REGULATION,
    "条例": DocumentType.REGULATION,
    "规章": DocumentType.REGULATION,
    "办法": DocumentType.REGULATION,
    "通知": DocumentType.NOTICE,
}
_PLAIN = r"(?:总结(?!性)|要点|计划(?!生育|经济|单列|外|内)|(?:法律|地方性?|行政)?(?:法规|条例|规章)|通知(?!书))"
_OUTLINE = r"(?:报告(?!会)|材料|文件|文本|稿)?"
_PREFIX = r"(?:(?:(?<![0-9〇零○一二三四五六七八九本上])年度|年终|(?<![上下前后])半年度?|教育)*工作)"
_YEARLY = r"(?:(?<![0-9〇零○一二三四五六七八九本上])年度|年终|(?<![上下前后])半年度?)"
_NAMED = re.compile(
    rf"(?:人民)?(?P<a>政府工作报告)|(?<!人民)(?P<e>政府报告)|{_PREFIX}(?P<b>总结|要点|计划|安排|打算|规划){_OUTLINE}|{_YEARLY}(?P<c>总结|计划|要点){_OUTLINE}|(?P<d>总结)(?:报告(?!会)|材料)"
)
"""Words that are documents wherever they are not what a verb acts on."""
_PREFIXED = re.compile(rf"(?:{_PREFIX}|{_YEARLY})$")
_NO_DOCUMENT = re.compile(r"会(?![有不提])|大会|表彰|经验|一下|了|出|如下|起来|过(?!去)|交流|表(?![明示])|能力")
"""What follows a word that is no document: 工作总结会, 把工作总结一下."""
_ACTED_ON = re.compile(
    r"(?:提到|提及|提过|提出|涉及|谈到|谈及|写到|写了|说到|讲到|强调|包含|包括|含有|出现|开展|做好|做出|作出|做|撰写|编写|起草|制定|制订|拟定|拟订|上报|报送|提交|上交|形成|完成|进行|印发"
    r"|公布|公开|发布|出台|编制|落实|实施|执行|推进|启动|部署|下发|学习|贯彻|宣传|认真|及时|全面|系统|召开|有关|关于|遵守|废止|修订|修改|违反|严格|按照|根据|依据|对照)(?:了|过|好|的|全国|国家|省市|市|省|县|区)?$"
)
_INSIDE = r"(?:里面|里边|里头|里|当中|之中|内(?!容)|中(?![小考学心职高等国华医央级层期外式文])|上(?=都|有没有|没|提|写|说|怎))"
_SAYS = (
    r"(?:(?:都|均|也|还|又|有没有|有无|是否|是不是|到底|没有?|未|不|从未|明确|专门|具体|多次|只|并|曾|首次|分别|对.{1,12}?)*"
    r"(?:提到|提及|提出|提过|涉及|写到|写了|写明|写的?|谈到|谈|讲到|说到|说|包含|包括|出现|强调|部署了?|规定|怎么|怎样|如何|是怎|(?<=没)提|(?<=没有)提|(?<=未)提|(?<=不)提))"
)
_ENDS = r"(?:都|一共|总共|共)?(?:有(?:哪些|哪几|多少|几|没有)|是(?:哪|什么)|哪些|哪几|多少|几[个份篇]|呢|吗|[,。?!;:、)\s]|$)"
_TIME_OR_OWNER = (
    r"(?:[区县市省州旗盟局国厅](?:\([^()]{1,12}\))?(?:的)?|(?:部门|单位|地方|各地|地区|政府|年|年度|[上下]半年|学期)(?:的)?"
    r"|[份篇部](?:的)?|哪些|哪个|这些|各类?|所有的?|全部的?|每[份篇部个]|多少|几[份篇部])$"
)
_LEFT = re.compile(_TIME_OR_OWNER)
_OPEN_LEFT = re.compile(rf"(?:^|[,。?!;:、(]|在|从|于|看|查|[和与及或]|\ue300|{_TIME_OR_OWNER}|的)$")
_ONLY = re.compile(r"(?:(?:只|仅|就)(?:想)?(?:看|要|查|算|统计|限|考虑)|换成|改成|改看|限定(?:在|为)?|限于)$")
_RIGHT_END = re.compile(r"(?:类)?(?:的)?(?:呢|吧|就行|即可)?(?:[,。?!]|$)")
_RIGHT_INSIDE = re.compile(_INSIDE)
_RIGHT = re.compile(rf"(?:{_INSIDE}|{_SAYS}|{_ENDS})")
_PAIR = re.compile(
    r"(?:工作|年度|年终)?(?P<one>总结|要点|计划)(?:以及|或者|还是|[和与及或、])(?:工作|年度)?(?P<two>总结|要点|计划)(?:(?:以及|或者|[和与及或、])(?:工作|年度)?(?P<three>总结|要点|计划))?"
)
_BARE = re.compile(rf"{_PLAIN}(?:类(?=的?(?:文件|材料|报告|文本)))?{_OUTLINE}|(?<=部)(?:管理|实施|暂行)?办法")


def find_types(text: str) -> list[TypeMatch]:
    """Find the kinds of documents that a question names as the place to look in.

    A word that is a topic (招生计划, 提到工作总结), an order (总结一下) or part of another word
    (总结经验, 通知书) is none.

    Args:
        text: A normalized question, in which quotes may be marks.

    Returns:
        Matches in order, without overlaps.
    """
    found: list[TypeMatch] = []
    for match in sorted((*_named(text), *_paired(text), *_bare(text)), key=lambda m: (m.start, -m.end)):
        if not found or match.start >= found[-1].end:
            found.append(match)
    return found


def _named(text: str) -> Iterator[TypeMatch]:
    for match in _NAMED.finditer(text):
        word = next(g for g in match.groups() if g)
        if _is_governed(text, match.start()) or _NO_DOCUMENT.match(text, match.end()):
            continue
        if word in ("安排", "打算", "规划") and not _is_looked_in(text, match):
            continue
        yield TypeMatch(match.start(), match.end(), (_KINDS[word],))


def _paired(text: str) -> Iterator[TypeMatch]:
    """总结和计划: each tells that the other is a document."""
    for match in _PAIR.finditer(text):
        if not _is_left(text, match.start(), open_left=True) or not _RIGHT.match(text, match.end()):
            continue
        for name in ("one", "two", "three"):
            if match[name]:
                start = match.start(name) - (2 if text[match.start(name) - 2 : match.start(name)] in ("工作", "年度", "年终") else 0)
                yield TypeMatch(max(start, match.start()), match.end(name), (_KINDS[match[name]],))


def _bare(text: str) -> Iterator[TypeMatch]:
    for match in _BARE.finditer(text):
        word = next(w for w in _KINDS if w in match.group())
        prefix = _PREFIXED.search(text[: match.start()])
        if _NO_DOCUMENT.match(text, match.end()) or (prefix and _is_governed(text, prefix.start())):
            continue
        if _is_looked_in(text, match):
            yield TypeMatch(match.start(), match.end(), (_KINDS[word],))


def _is_governed(text: str, start: int) -> bool:
    """Whether a verb acts on what begins here: 提到|工作总结."""
    return _ACTED_ON.search(text[max(start - 8, 0) : start]) is not None


def _is_looked_in(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands among words that make it a document: 各区的总结, 总结里, 计划提到."""
    inside = _RIGHT_INSIDE.match(text, match.end())
    if inside and match.group().endswith("计划") and text.startswith("的", inside.end()):
        return False
    if inside and _is_left(text, match.start(), open_left=True):
        return True
    if _ONLY.search(text[: match.start()]) and _RIGHT_END.match(text, match.end()):
        return True
    return _is_left(text, match.start()) and _RIGHT.match(text, match.end()) is not None


def _is_left(text: str, start: int, *, open_left: bool = False) -> bool:
    before = text[max(start - 8, 0) : start] if start > 8 else text[:start]
    return (_OPEN_LEFT if open_left else _LEFT).search(before) is not None
