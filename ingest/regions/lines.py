"""Whose a title, a letterhead, a signature or a file name says a text is."""

from __future__ import annotations

import re

from ingest.regions.gazetteer import PREFECTURE, candidates, gazetteer
from ingest.regions.words import ORDINARY, ORDINARY_FULL

_UNIT = r"(?:自治区|自治州|自治县|省|(?<!民族)(?<!农村)(?<!贫困)(?<!边远)(?<!偏远)地区|盟|市|(?<![社小学辖景片校街灾牧园地])区|县|旗|州)"
# A name has two characters or more before its unit, but for counties such as 易县; 教, 关于 or 工作 is never part of one.
NAMED = rf"(?:(?![我本全各该这某两外邻城跨出进甲乙丙丁])[\u4e00-\u9fff]县|(?:(?!教|关于|工作|人民政府)[\u4e00-\u9fff]){{2,9}}?{_UNIT})"
"""Pattern of what may be the name of one place, in the gazetteer or not."""
_EDUCATION = r"教育(?:和|与)?(?:体育|科技|科学技术|文化)?"
_CONGRESS = r"(?:第[一二三四五六七八九十]{1,3}届)?人民代表大会"
_BODY = rf"(?:人民政府|政府|{_EDUCATION}(?:局|厅|委)|教体局|教科局|教委|体育局|{_CONGRESS})"
BEFORE_BODY = re.compile(rf"(?P<place>{NAMED}{{1,3}})(?={_BODY})")
"""A place before an issuing body: 雁浦区 of 雁浦区教育局."""
_AT_START = re.compile(rf"^(?P<place>{NAMED}{{1,3}})(?![省市区县]{{0,2}}(?:域|级|内|长)|[场容际情]|民(?!政|族|办|营))")
_LOWER = re.compile(rf"(?:(?!城市|全|教|工作|市)[\u4e00-\u9fff]){{2,4}}[区县市旗](?={_BODY}|教育|□|\s|$)")
"""A district that the gazetteer does not know, after a place that it knows."""
_BUREAU = re.compile(r"教育|[\u4e00-\u9fff]{1,6}局")
"""What follows the short name of a district in the name of its bureau: 泰州市海陵生态环境局."""
_SIGHT = re.compile(r"古|旧城|湖|河|江|山|渠|水库|湿地|景区|风景|遗址|故居|寺|石窟")
"""A sight in a county, which a regulation of the prefecture is about."""
_SHORT_AT_START = re.compile(
    r"教育|教体|教委|政府工作报告|人民政府|政府|国民经济|义务教育|学前教育|基础教育|高中教育|职业教育|职教|中小学|古城|古镇|古村|旧城"
    r"|工作总结|工作报告|工作要点|总结$|[：:]|[）)]自由|$"
)
"""What follows a short name at the start of a line that names the unit: 宁夏政府工作报告."""
BLANKED = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ×✕＊*某○〇●□△_＿]{1,40}(?:省|市|区|县|州|旗)(?!域)")
"""A name left blank: xx区, **市, 某县."""
_BLANK = "□"
DATE = (
    r"(?:[0-9０-９〇○零一二三四五六七八九十]{2,4}(?:\s*[-—－~～至]+\s*[0-9０-９]{2,4})?\s*学?年度?"
    r"|(?:上|下)半年|[0-9０-９一二三四五六七八九十]{1,2}月份?|[0-9０-９一二三四五六七八九十]{1,3}日)"
)
"""Pattern of a date or a part of one."""
_GENERIC = re.compile(
    r"^自治|^(?:我|本(?!溪)|全(?![州南椒]县)|各|该|这|两(?!当)|兄弟|有关|相关)"
    r"|^(?:城|郊|山|老城|新城|开发|经开|高新|工业|示范|实验|贫困|先进|教育|文明)(?:区|县|市|城市)$"
)
_OTHER = re.compile(r"学习|借鉴|考察|参观|支援|帮扶|对口|转发|转载|落实|贯彻|传达|参加|出席|赴|前往|来自|援[疆藏青]|[到从]$")
"""Words before a place that is not the one that reports."""
_NOT_IN_NAME = re.compile(
    r".*(?:[在我的与由对为将把被致]|加强|强化|完善|推进|调研|检查|召开|主持|进一步|做好|落实|执行|联系|大会|委员|总结|计划|规划|要点|方案|报告|汇报|通知|意见)"
)
"""What no name holds: 在云泽市 is not one."""
_COMPOUND = re.compile(r"开发|自治|新区|[省市州盟].")
_UNKNOWN_MAX = 7
"""Longest name of one place that the gazetteer does not know, in characters."""
_KNOWN_MAX = 26
"""Longest chain of names looked for, in characters."""
_UNITS = frozenset("省市区县州盟旗")
_ISSUING = (
    rf"(?:委?{_EDUCATION}(?:局|厅|委员会|工作委员会)(?:办公室)?|教体局|教科局|教科体局|教委|委教育工委|人民政府(?:办公室|办公厅)?"
    rf"|{_CONGRESS}(?:常务委员会)?|(?:(?!关于|印发|转发|[\s，。；、《》（）()0-9０-９年]).){{1,16}}?(?:局|厅|委员会|指挥部|办公室))"
)
_ISSUER = re.compile(rf"(?:中共)?(?P<place>{NAMED}{{1,3}}){_ISSUING}(?!长)")


def place_in(line: str, *, opens: bool = True) -> str | None:
    """The place that a line begins with or names before an issuing body.

    Args:
        line: A title, a line of a letterhead or signature, or a file name.
        opens: Whether it is a title, where a short name may stand too: 宁夏政府工作报告.

    Returns:
        The name as written, or None.
    """
    line = re.sub(r"^(?:关于|中共)+", "", _plain(line).strip("#>*《“ \u3000\t"))
    if known := _known_at_start(line):
        return None if line.startswith(_BLANK, len(known)) else known
    for pattern in (_AT_START, BEFORE_BODY):
        found = pattern.search(line)
        if not found or line.startswith(_BLANK, found.end()) or _GENERIC.search(found["place"]) or _OTHER.search(line[: found.start()]):
            continue
        name = _trimmed(found["place"])
        if name and not _GENERIC.search(name):
            return name
    return _short_at_start(line) if opens else None


def issuer_in(line: str) -> str | None:
    """The issuing body with its place that a line names.

    Args:
        line: As for :func:`place_in`.

    Returns:
        A name such as ``清源区教育局``; None when there is none or its place is blanked.
    """
    line = _plain(line)
    for found in _ISSUER.finditer(line):
        name = _trimmed(found["place"])
        if name and not _GENERIC.search(name) and not _OTHER.search(line[: found.start()]):
            party = "中共" if found.group().startswith("中共") else ""
            return party + line[found.end("place") - len(name) : found.end()]
    return None


def split_name(name: str) -> tuple[str, ...]:
    """A name that the gazetteer does not know, by level: 云泽市雁浦区 → 云泽市, 雁浦区.

    Args:
        name: The name as stated.
    """
    parts = re.findall(NAMED, name)
    return tuple(parts) if "".join(parts) == name else (name,)


def _plain(line: str) -> str:
    return re.sub(DATE, " ", BLANKED.sub(_BLANK, line)).strip()


def _known_at_start(line: str) -> str | None:
    """The places of the gazetteer that a line begins with, and an unknown one after them that acts."""
    ends = [end for end in range(2, min(len(line), _KNOWN_MAX) + 1) if line[end - 1] in _UNITS and _is_known(line[:end])]
    ends = [end for end in ends if not line.startswith("域", end)]
    while len(ends) > 1 and _SIGHT.match(line, ends[-1]):
        ends.pop()
    if not ends:
        return None
    end = ends[-1]
    for length in (3, 2):
        if _BUREAU.match(line, end + length) and candidates(line[: end + length]):
            return line[: end + length]
    lower = _LOWER.match(line, end)
    return line[: lower.end() if lower and not _GENERIC.search(lower.group()) else end]


def _is_known(name: str) -> bool:
    """Whether a name ends with the full name of a place of the gazetteer, its outer places before it."""
    return name not in ORDINARY_FULL and (name in gazetteer().full or any(name.endswith(place.name) for place in candidates(name)))


def _trimmed(name: str) -> str | None:
    """A name without words that are no part of it: 国家税务总局南阳市 → 南阳市."""
    for start in range(len(name) - 1):
        rest = name[start:]
        if candidates(rest) and rest not in ORDINARY_FULL and (not start or name[start - 1] not in _UNITS):
            return None if _OTHER.search(name[:start]) else rest
    rest = _NOT_IN_NAME.sub("", name)
    return rest if _may_be_unknown(rest) and (len(rest) > 2 or rest == name) else None


def _may_be_unknown(name: str) -> bool:
    """Whether a name that the gazetteer does not hold may be one all the same: an abolished county, a development zone."""
    short = gazetteer().short
    if len(name) > 3 and any(name[:length] in short and name[:length] not in ORDINARY for length in (2, 3)):
        return bool(_COMPOUND.search(name))  # 贵州强化市 is a piece of 贵州强化市场监管
    return len(name) <= _UNKNOWN_MAX or bool(_COMPOUND.search(name))


def _short_at_start(line: str) -> str | None:
    """The short name that a title begins with; ordinary words only where they are a prefecture's name: 西安教育."""
    line = re.sub(r"^中国[（(]", "", line)
    for length in range(min(7, len(line)), 1, -1):
        places = gazetteer().short.get(line[:length], ())
        telling = line[:length] not in ORDINARY or any(place.level == PREFECTURE for place in places)
        if places and telling and _SHORT_AT_START.match(line, length):
            return line[:length]
    return None
