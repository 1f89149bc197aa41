"""Words of questions, and words shown to staff."""

from __future__ import annotations

import re

from ingest.models import RegionBasis

_ASKING = re.compile(r"请问|什么时候|什么|怎么样|怎么|怎样|如何|为什么|为何|哪些|哪个|哪里|哪|多少[名个所家辆台间项次份]?|是否|有没有|吗|呢|吧")
_FILLER = re.compile(r"请|帮我|一下|有关|关于|介绍|说说|总结|概括|具体|情况|措施|方面|主要|几[个名所次项人]?|[的了在和与对把被是有]")

_PRIVATE = r"(?:个人|私人|广告)(?:类|性)?的?(?:材料|心得体会|心得|体会|总结|文章|内容)?"
_NON_OFFICIAL = rf"非公文(?:类|性)?的?(?:材料|文章|文件|资料|内容)?(?:[、和与及](?:非公文|{_PRIVATE}))*"
_WITH = r"(?:也|并|请)*(?:包括|包含|连同|算上|加上|计入|含)(?:所有|全部)?的?"
_COUNTED = r"(?:也|都|要|一并|一起)*(?:算进去|算进来|算在内|算上|计算在内|计入|包括在内|算|统计)"
_UNOFFICIAL = re.compile(
    rf"[(（]?\s*(?:{_WITH}{_NON_OFFICIAL}|不限于?公文)(?:在内|也算|都算)?的?\s*[)）]?"
    rf"|[(（]?{_NON_OFFICIAL}{_COUNTED}[)）]?"
    rf"|[(（]\s*(?:{_WITH}{_PRIVATE}(?:[、和与及]{_PRIVATE})*(?:在内|也算)?|{_PRIVATE}(?:[、和与及]{_PRIVATE})*{_COUNTED})\s*[)）]"
    rf"|(?:^|[,，;；])\s*(?:{_WITH}{_PRIVATE}(?:[、和与及]{_PRIVATE})*(?:在内|也算)?|{_PRIVATE}(?:[、和与及]{_PRIVATE})*{_COUNTED})(?=[,，;；。?？!！]|$)"
)
"""Asks that texts which are no documents of a public body count as well."""


def without_unofficial(question: str) -> tuple[str, bool]:
    """Take out of a question that non-official texts count as well.

    Args:
        question: The question.

    Returns:
        The rest, and whether that was asked for.
    """
    rest = _UNOFFICIAL.sub("", question)
    return rest.lstrip(" ,，;；"), rest != question


def told_words(question: str) -> str:
    """A question without its asking words (什么, 如何, 多少 …), for ranking.

    Args:
        question: The question.

    Returns:
        The rest, a comma in place of each asking word.
    """
    return _ASKING.sub("，", _UNOFFICIAL.sub("，", question))


def content_words(question: str) -> str:
    """A question without asking words, fillers and particles, to judge what it is about.

    Args:
        question: The question.

    Returns:
        The rest, a comma in place of each word left out.
    """
    return _FILLER.sub("，", told_words(question))


REGION_BASIS = {
    RegionBasis.STATED: "报告写明",
    RegionBasis.INFERRED: "推断",
    RegionBasis.SET_BY_HAND: "人工指定",
    RegionBasis.UNKNOWN: "未知",
}
"""How a region is known, in words for staff."""
