"""When a report is about: year, half-year or full year, looking back or ahead."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.models import DocumentType, Outlook
from ingest.numbering import number_value
from ingest.sentences import line_spans
from ingest.splitting.titles import is_signature

ANY_YEAR = re.compile(
    r"(?<![0-9])(?P<digits>(?:19|20)[0-9]{2}|[二一][〇零○０九][〇零○０一二三四五六七八九]{2})"
    r"(?=\s*(?:年|[-—－至~～]\s*(?:19|20)?[0-9]{2,4}\s*学?年|学年|\.))"
)
"""A year in digits or ideographs, whatever unit follows it."""
_SHORT_YEAR = re.compile(r"(?<![0-9.])(?P<digits>[0-2][0-9])年(?=度|[\u4e00-\u9fff]{0,16}(?:总结|要点|计划|报告|安排))")
"""Two digits in a title, e.g. 23年工作总结."""
_WHOLE_YEAR = re.compile(rf"学年(?!度?第)|{ANY_YEAR.pattern}\s*年度?[^月季期年第]*(?:总结|要点|计划|工作(?:报告|汇报|情况|思路|打算))")
_BLANKED_YEAR = re.compile(r"(?:20|19)?[0-9]{0,2}[xX×*＊～~○_]{1,4}[0-9]{0,2}\s*(?:学年|年)")
"""A year left blank: 20xx年."""
_OPENING_YEAR = re.compile(
    rf"(?:(?:在|回顾|今年|过去的一年|刚刚过去的)[，,]?)?\s*{ANY_YEAR.pattern}\s*(?:年|学年|[-—－至~～])(?!\s*[0-9]{{1,2}}\s*月\s*[0-9]{{1,2}}\s*日)"
)
_SIGNED_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2}|[二一][〇零○０九][〇零○０一二三四五六七八九]{2})\s*[年./-]\s*(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*[月./-]\s*[0-9一二三四五六七八九十]{1,3}\s*日?"
)
_OPENING = 3
"""How many paragraphs of body may state the year."""
_AHEAD = re.compile(
    r"将(?!军|来)|力争|争取|拟于|计划于|要求?(?=[\u4e00-\u9fff]{0,2}(?:加强|抓好|做好|落实|推进|坚持|建立|完善))|努力(?:使|实现|做到)|确保"
)
_PAST = re.compile(r"了|已(?:经)?|共(?:有|计)?[0-9xX]+|同比|荣获|被评为|达到[0-9xX]+|取得")
_CLEARLY_AHEAD = 2.0
"""How many times more often than of the past a plan speaks of the future."""


def find_year(title: str, source: str, text: str = "", kind: DocumentType = DocumentType.OTHER) -> int | None:
    """Year that a report is about: named in its title, its opening, the file name, or dated by its signature.

    A year left blank in the title (20xx年) means unknown, whatever the body says: where a
    site blanked or rewrote the years, none can be trusted.

    Args:
        title: The report's title.
        source: Name of its file.
        text: The report's text; empty to look at title and file name only.
        kind: Kind of document; tells how a signature's date relates to the year.

    Returns:
        The year, or None.
    """
    stated = _first_year(title)
    if stated or _BLANKED_YEAR.search(title):
        return stated
    body = [text[s:e].strip() for s, e in line_spans(text)]
    opening = [line for line in body[:8] if line != title and len(line) > 20][:_OPENING]
    for line in opening:
        found = _OPENING_YEAR.match(line)
        if found:
            return _value(found["digits"])
    if any(_BLANKED_YEAR.match(line) for line in opening):
        return None
    return _first_year(PurePosixPath(source).stem) or _signed_year(body[-4:], kind)


def _first_year(words: str) -> int | None:
    found = ANY_YEAR.search(words)
    if found:
        return _value(found["digits"])
    short = _SHORT_YEAR.search(words)
    return 2000 + int(short["digits"]) if short else None


def _value(digits: str) -> int:
    return int(digits) if digits.isascii() else number_value(digits.replace("○", "〇").replace("０", "〇"))


def _signed_year(last: list[str], kind: DocumentType) -> int | None:
    """Year of a report by the date below it: reviews are signed around the turn of the year, plans at its start."""
    for line in reversed(last):
        found = _SIGNED_DATE.search(line)
        beside = line[: found.start()] + line[found.end() :] if found else ""
        if found and (not beside.strip("（）() \u3000") or is_signature(beside.strip())):
            year, month = _value(found["year"]), number_value(found["month"])
            if kind is DocumentType.SUMMARY:
                return year - 1 if month <= 3 else year
            return year + 1 if kind in (DocumentType.PLAN, DocumentType.KEY_POINTS) and month >= 11 else year
    return None


def find_period(title: str, text: str = "") -> str | None:
    """Half-year or full year that a report covers.

    Args:
        title: The report's title.
        text: The report's text; its opening is asked when the title does not say.

    Returns:
        ``上半年``, ``下半年``, ``全年``, or None.
    """
    first, second = "上半年" in title or "半年工作总结" in title, "下半年" in title
    if first and not (second and title.index("下半年") < title.index("半年")):
        return "上半年"
    if second:
        return "下半年"
    if _WHOLE_YEAR.search(title):
        return "全年"
    for line in [text[s:e].strip() for s, e in line_spans(text)[:6] if e - s > 20][:_OPENING]:
        if re.match(r".{0,12}(?:上半年|半年(?:来|以来))", line):
            return "上半年"
        if re.match(r".{0,8}一年(?:来|以来)|(?:[0-9xX×*]{2,4}|[二〇○零一三四五六七八九]{4})年[，,]", line):
            return "全年"
    return None


def find_outlook(kind: DocumentType, text: str) -> Outlook | None:
    """Whether a report looks back or ahead: what its kind says, unless its words say the opposite.

    A text named 总结 that speaks of what will be done is a plan under a wrong title.

    Args:
        kind: Kind of document that its title names.
        text: The report's text.
    """
    if kind in (DocumentType.REGULATION, DocumentType.NOTICE, DocumentType.GOVERNMENT_REPORT):
        return None
    ahead, past = len(_AHEAD.findall(text)), len(_PAST.findall(text))
    if kind in (DocumentType.PLAN, DocumentType.KEY_POINTS):
        return Outlook.AHEAD
    if ahead >= 8 and ahead > _CLEARLY_AHEAD * past:
        return Outlook.AHEAD
    if kind is DocumentType.SUMMARY or past > ahead:
        return Outlook.PAST
    return None
