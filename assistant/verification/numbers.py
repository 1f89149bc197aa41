"""Numbers of a text: value, what they count, and how exact they are."""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from assistant.verification.numerals import value_of


class Leaning(Enum):
    """What a word beside a number says of it."""

    MORE = "以上"
    LESS = "以下"
    ABOUT = "约"


class Quantity(NamedTuple):
    """A number in a folded text."""

    start: int
    """First character, a qualifier before it left out."""
    end: int
    """One past its unit."""
    value: Fraction
    """Its value with 万 and 亿 multiplied in; 35 % is 0.35."""
    unit: str
    """Measure word or unit, ``%`` for shares; empty when none is known."""
    ordinal: bool
    """Whether it is a place in an order: 第三."""
    leanings: frozenset[Leaning]
    """What 超过, 余, 近 and the like say of it."""
    text: str
    """The words."""


_DIGITS = "〇零一二两三四五六七八九"
_HAN = rf"[{_DIGITS}十百千万亿]+"
_ARABIC = r"[0-9]+(?:\.[0-9]+)?"
_NUMBER = re.compile(
    rf"(?P<per>[百千万]分之)(?P<share>{_ARABIC}|{_HAN}(?:点[{_DIGITS}]+)?)"
    rf"|(?P<below>{_HAN}|[0-9]+)分之(?P<above>{_HAN}|[0-9]+)"
    rf"|(?P<order>第)?(?:(?P<arabic>{_ARABIC})|(?P<han>[{_DIGITS}十][{_DIGITS}十百千万亿]*(?:点[{_DIGITS}]+)?|(?<=[上近逾超过])[百千万](?![年方般分里])))"
    r"(?P<odd>[余多几](?=[十百千万亿个名人所项家次元件条场辆节年天月岁位台套间户份种]))?(?P<scale>[十百千]?万亿|[十百千]?[万亿]|[百千](?![分米克瓦]))?(?P<odder>[余多](?![种元方样次层维]?[化元]))?"
)
_UNIT_WORDS = """
周岁 个百分点 百分点 个工作日 个小时 个学期 个学年 个季度 个月 人次 人天 所次 家次 校次 场次 台次 车次 件次 架次 班次 课时 学时 平方米 平方公里
公里 千米 公斤 千瓦 公顷 年级 学期 学年 年度 季度 分钟 小时 名 人 位 所 家 个 项 件 条 次 场 节 门 间 台 套 辆 期 批 类 种 级 届 班 支 处 座
栋 幢 户 本 册 篇 份 起 对 组 队 轮 讲 例 倍 成 步 层 面 块 片 枚 颗 张 部 款 只 艘 顿 餐 桌 床 首 幅 堂 档 等 股 笔 宗 米 吨 亩 元 岁 年 月
日 号 天 周 秒 段 章 遍 趟 回 度 % ‰ 县 区 市 镇 乡 村 校 省 字 方 大 点
"""
UNITS = _UNIT_WORDS.split()
_UNIT = re.compile("|".join(sorted(map(re.escape, UNITS), key=len, reverse=True)))
_COUNTS = frozenset("所家个项件条次场节门间台套辆期批类种级届班支处座栋幢户本册篇份起对组队轮讲例块片枚张部款只首幅堂笔宗校段")
"""Measure words that may stand for one another through 个."""
_SAME_UNIT = {"名": "人", "位": "人", "个百分点": "百分点", "号": "日", "幢": "栋", "年度": "年", "周岁": "岁", "台次": "次", "讲": "期"}
_BEFORE = {
    Leaning.LESS: r"(?:不超过|不高于|未超过|不多于|不足|不到|不满|少于|低于|至多|最多|未达到?)(?:了)?",
    Leaning.MORE: r"(?:超过|超出|(?<![赶])超|逾|突破|高于|多于|不少于|不低于|至少|不下于?|(?<=[达有])上(?=[百千万]))(?:了)?",
    Leaning.ABOUT: r"(?:(?<![节预合签契条])约为?|大约|大概|将近|接近|(?<![最附就邻临远])近)",
}
_LEFT = {leaning: re.compile(rf"{words}$") for leaning, words in _BEFORE.items()}
_NEGATED = re.compile(r"(?:不|未)(?:超过|多于|少于|低于|高于|超|下于?)$")
_RIGHT = {
    Leaning.LESS: re.compile(r"(?:及)?以[下内]"),
    Leaning.MORE: re.compile(r"(?:及)?以上|之多|[余多](?![种元样])"),
    Leaning.ABOUT: re.compile(r"左右|上下"),
}
_TIMES = frozenset(("年", "月", "日", "天", "学年", "周"))
_RANGE = re.compile(r"(?:[-–—~～至到]|—{2})$")
_WORDS_WITH_UNITS = re.compile(r"十分(?![之钟])|[一二三四五六七八九]成(?=[立为效长功果员绩熟就])|一(?:年来|次性|点|等|面|号文|方)")
_SHARE_UNITS = {"百分之": 100, "千分之": 1000, "万分之": 10000}


def quantities(text: str) -> tuple[Quantity, ...]:
    """Numbers of a text that count, order, date or measure.

    A number in Chinese characters counts when a measure word follows (三十五名) and it is
    well formed; 三全育人, 十四五 and 统一 are words. One (一批, 一所) is an article, not a count.

    Args:
        text: A folded text.

    Returns:
        The numbers in order.
    """
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        read = _read(text, match)
        if read is None:
            continue
        if found and _RANGE.search(text[found[-1].end : read.start]) and read.start - found[-1].end <= 2:
            found[-1] = _completed(found[-1], read, match)
        found.append(read)
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["per"]:
        share = value_of(match["share"])
        return None if share is None else _made(text, start, end, share / _SHARE_UNITS[match["per"]], "%")
    if match["below"]:
        below, above = value_of(match["below"]), value_of(match["above"])
        return _made(text, start, end, above / below, "%") if below and above is not None else None
    if re.search(r"[a-z]$", text[:start]) or re.match(r"[a-z]", text[end:]):
        return None
    value = value_of((match["arabic"] or match["han"]) + ("" if match["arabic"] else match["scale"] or ""))
    if value is None:
        return None
    if match["arabic"] and match["scale"]:
        value *= value_of("一" + match["scale"]) or value_of(f"一{match['scale'][0]}") or 1
    elif match["odd"] and match["scale"] and match["han"]:
        value = (value_of(match["han"]) or Fraction(0)) * (value_of("一" + match["scale"]) or 1)
    unit = _UNIT.match(text, end)
    if match["han"] and (_WORDS_WITH_UNITS.match(text, start) or not (unit or match["order"]) or value == 1):
        return None
    odd = bool(match["odd"] or match["odder"])
    stop = unit.end() if unit else end
    made = _made(text, start, stop, value, unit.group() if unit else "", ordinal=bool(match["order"]))
    return made._replace(leanings=made.leanings | {Leaning.MORE}) if odd else made


def _made(text: str, start: int, end: int, value: Fraction, unit: str, *, ordinal: bool = False) -> Quantity:
    if unit in ("%", "‰") and text[start : start + 3] not in _SHARE_UNITS and "分之" not in text[start:end]:
        value /= 100 if unit == "%" else 1000
        unit = "%"
    elif unit == "成":
        value, unit = value / 10, "%"
    leanings = {
        leaning
        for leaning, words in _LEFT.items()
        if words.search(text[max(0, start - 5) : start])
        and not (leaning is Leaning.ABOUT and unit in _TIMES)
        and not (leaning is Leaning.MORE and _NEGATED.search(text[:start]) and re.search("不超|未超|不高|不多", text[max(0, start - 4) : start]))
    }
    if re.search(r"不(?:低于|少于)了?$", text[:start]):
        leanings = (leanings - {Leaning.LESS}) | {Leaning.MORE}
    leanings |= {leaning for leaning, words in _RIGHT.items() if words.match(text, end)}
    return Quantity(start, end, value, _SAME_UNIT.get(unit, unit), ordinal, frozenset(leanings), text[start:end])


def _completed(first: Quantity, last: Quantity, match: re.Match[str]) -> Quantity:
    """The lower end of a range has the unit and the scale of the upper: 3-5万人."""
    if first.unit:
        return first
    value = first.value
    if last.unit == "%":
        value /= 100
    elif match["scale"] and match["arabic"]:
        value *= value_of("一" + match["scale"]) or 1
    return first._replace(value=value, unit=last.unit)


def unit_fits(said: Quantity, source: Quantity) -> bool:
    """Whether two numbers may count the same: 名 and 人, 所 and 个, or nothing said.

    Args:
        said: The number in the sentence.
        source: The one in the source.
    """
    if said.ordinal != source.ordinal and said.unit not in ("", "届", "期", "季度"):
        return False
    ours, theirs = said.unit, source.unit
    if ours == theirs or not ours:
        return True
    if is_year(said) and is_year(source):
        return True
    if not theirs:
        return ours not in ("%", "百分点", "元", "月", "日")
    return {ours, theirs} == {"所", "家"} or ("个" in (ours, theirs) and ours in _COUNTS and theirs in _COUNTS)


def is_year(number: Quantity) -> bool:
    """Whether a number may be a year.

    Args:
        number: Any number.
    """
    return number.unit in ("", "年", "学年") and 1900 <= number.value <= 2100 and number.value.denominator == 1


def is_time(number: Quantity) -> bool:
    """Whether a number is a year, a month or a day.

    Args:
        number: Any number.
    """
    return (number.unit in ("年", "学年") and is_year(number)) or number.unit in ("月", "日")
