"""What a report says about itself: title, region, year, period, kind.

Only what is stated in the title, the letterhead, the signature or the file name is taken;
blanked names (xx区, 我市, 某县) never are.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ingest.models import DocumentType, Region, RegionBasis
from ingest.numbering import match_mark, number_value
from ingest.sentences import line_spans

TITLE_MAX = 60
"""Longest title line in characters."""
_TITLE_LINES = 8
"""How many non-empty lines at the top may hold the title."""
_SIGNATURE_LINES = 4
"""How many non-empty lines at the end may hold the issuing body and date."""

_TITLE_WORDS = re.compile(r"工作总结|总结|要点|计划|规划|打算|安排|报告|方案|意见|通知|条例|办法|规定|决定|纲要|情况|汇报|思路")
_UNIT = r"(?:自治区|自治州|自治县|省|(?<!民族)(?<!农村)(?<!贫困)(?<!边远)(?<!偏远)地区|盟|市|(?<![社小学辖景片校街灾牧园地])区|县|旗|州)"
# A name has two characters or more before its unit, but for counties such as 易县; 教, 关于 or 工作 is never part of one.
_NAMED = rf"(?:(?![我本全各该这某两外邻城跨出进甲乙丙丁])[\u4e00-\u9fff]县|(?:(?!教|关于|工作|人民政府)[\u4e00-\u9fff]){{2,9}}?{_UNIT})"
_ISSUER = re.compile(
    rf"(?P<place>{_NAMED}{{1,3}})"
    r"(?=人民政府|政府|教育(?:和|与)?(?:体育|科技|科学技术|文化)?(?:局|厅|委)|教体局|教科局|教委|体育局|人民代表大会)"
)
_TITLE_PLACE = re.compile(rf"^(?P<place>{_NAMED}{{1,3}})(?![省市区县]{{0,2}}(?:域|级|内|长))")
_BLANKED = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ×✕＊*某○〇●□△_＿]+(?:省|市|区|县|州|旗)(?!域)")
"""A name left blank: xx区, **市, 某县."""
_DATE = re.compile(
    r"[0-9０-９〇○零一二三四五六七八九十]{2,4}(?:\s*[-—－~～至]+\s*[0-9０-９]{2,4})?\s*学?年度?"
    r"|(?:上|下)半年|[0-9０-９一二三四五六七八九十]{1,2}月份?|[0-9０-９一二三四五六七八九十]{1,3}日"
)
_GENERIC = re.compile(
    r"^(?:我|本(?!溪)|全(?![州南椒]县)|各|该|这|两(?!当)|兄弟|有关|相关)|^(?:城|郊|山|老城|新城|开发|工业|示范|实验|贫困|先进|教育|文明)(?:区|县|市|城市)$"
)
_BLANK = "□"
_NOT_ISSUER = re.compile(r"[：:]$|^(?:抄送|抄报|主送|报送)")
"""A line that names whom a document is addressed to."""
_NOT_TITLE = re.compile(r"(?:[日）)：:号]|文件|简报)$")
"""A line above the title that is no part of it: date, number, letterhead."""
_ANY_YEAR = re.compile(
    r"(?P<digits>(?:19|20)[0-9]{2}|[二一][〇零○０九][〇零○０一二三四五六七八九]{2})(?=\s*(?:年|[-—－至~～]\s*(?:19|20)?[0-9]{2,4}\s*学?年|学年|\.))"
)
_WHOLE_YEAR = re.compile(rf"学年(?!度?第)|{_ANY_YEAR.pattern}\s*年度?[^月季期年第]*(?:总结|要点|计划|工作(?:报告|汇报|情况|思路|打算))")
_TYPES = (
    (DocumentType.GOVERNMENT_REPORT, re.compile(r"政府工作报告")),
    (DocumentType.REGULATION, re.compile(r"(?:条例|办法|规定|实施细则|规则)(?:[（(].*[）)])?$")),
    (DocumentType.NOTICE, re.compile(r"通知|通报|公告|批复|函$")),
    (DocumentType.SUMMARY, re.compile(r"总结|情况的?(?:报告|汇报)|述职|工作汇报|工作报告")),
    (DocumentType.KEY_POINTS, re.compile(r"要点")),
    (DocumentType.PLAN, re.compile(r"计划|规划|打算|安排|思路")),
)


def find_title(text: str, source: str) -> str:
    """Title of a report: a short line near the top, joined with the line it continues.

    Args:
        text: The report's text.
        source: Name of its file, taken when the text has no title.

    Returns:
        The title without surrounding white space or Markdown marks.
    """
    stem = PurePosixPath(source).stem
    top = line_spans(text)[:_TITLE_LINES]
    shown = [text[s:e].strip().lstrip("#").strip().strip("*").strip() for s, e in top]
    for i, line in enumerate(shown):
        mark = match_mark(text, *top[i])
        if mark and not mark.kind.startswith("md"):
            break
        if len(line) <= TITLE_MAX and _TITLE_WORDS.search(line) and not re.search(r"[。；;!！]|[，,].*[，,]|[：:]$", line):
            before = shown[i - 1] if i else ""
            joined = before + line
            continues = bool(_ISSUER.search(before) or _ANY_YEAR.search(before)) and not _NOT_TITLE.search(before)
            if continues and len(joined) <= TITLE_MAX and not _TITLE_WORDS.search(before):
                return joined
            return line
    first = shown[0] if shown else ""
    return first if first and len(first) <= 30 and not re.search(r"[。；，]|[：:]$", first) and not match_mark(text, *top[0]) else stem


def find_region(text: str, title: str, source: str) -> Region:
    """Region that a report states: in its title, its signature, or its file name.

    Args:
        text: The report's text.
        title: Its title.
        source: Name of its file.

    Returns:
        The region with verbatim evidence, or an unknown region.
    """
    filled = [text[s:e].strip() for s, e in line_spans(text)]
    around = [line for line in (*filled[:3], *filled[-_SIGNATURE_LINES:]) if not _NOT_ISSUER.search(line)]
    letterhead = [line for line in around if len(line) <= TITLE_MAX and not re.search(r"[，。；]", line)]
    stem = PurePosixPath(source).stem
    for candidate in (title, *letterhead, stem):
        name = _place_in(candidate)
        if name:
            return Region(name=name, basis=RegionBasis.STATED, evidence=(candidate,))
    return Region()


def _place_in(line: str) -> str | None:
    line = _DATE.sub(" ", _BLANKED.sub(_BLANK, line)).strip("#>*《“ \u3000\t")
    line = re.sub(r"^(?:关于|中共)+", "", line)
    for pattern in (_TITLE_PLACE, _ISSUER):
        found = pattern.search(line)
        if found and not line.startswith(_BLANK, found.end()) and not _GENERIC.search(found["place"]):
            return found["place"]
    return None


def find_year(title: str, source: str) -> int | None:
    """Year in the title, else in the file name.

    Args:
        title: The report's title.
        source: Name of its file.

    Returns:
        The first year named, or None.
    """
    for words in (title, PurePosixPath(source).stem):
        found = _ANY_YEAR.search(words.replace("○", "〇").replace("０", "〇"))
        if found:
            digits = found.group("digits")
            return int(digits) if digits.isascii() else number_value(digits)
    return None


def find_period(title: str) -> str | None:
    """Half-year or full year that the title names.

    Args:
        title: The report's title.

    Returns:
        ``上半年``, ``下半年``, ``全年``, or None.
    """
    first, second = "上半年" in title or "半年工作总结" in title, "下半年" in title
    if first and not (second and title.index("下半年") < title.index("半年")):
        return "上半年"
    if second:
        return "下半年"
    return "全年" if _WHOLE_YEAR.search(title) else None


def find_type(title: str) -> DocumentType:
    """Kind of document that the title names.

    Args:
        title: The report's title.
    """
    for kind, pattern in _TYPES:
        if pattern.search(title):
            return kind
    return DocumentType.OTHER
