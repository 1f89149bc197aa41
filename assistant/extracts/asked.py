"""Whether a sentence holds the kind of thing that is asked: a number, a time, a person."""

from __future__ import annotations

import re

from assistant.plans import Asked

_HAN = "一二三四五六七八九十百千万亿两零〇"
NUMBER = re.compile(rf"[0-9０-９]+(?:\.[0-9]+)?|[{_HAN}]+(?=[个名人所间辆次项元万亿套件场届期班份篇处座台门种类条家户支批节])|百分之")
BLANK = re.compile(
    r"[0-9]*(?:_+|[×＊*]+|[xX]+|[○◯]+)[0-9]*(?=[个名人所间辆次项元万亿套件场届期班份篇处座台门种类条家户支批节%％。，,；;]|$)|(?<![0-9０-９零-鿿]{1})%|(?<=[到达为占至率])[%％]"
)
_TIME = re.compile(rf"[0-9]+\s*[年月日号]|[{_HAN}]+[月日]|上半年|下半年|[春秋暑寒]假?季?学期|年底|年初|月底|月初|季度|学期")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹"
    "薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_TITLES = "局长|副局长|书记|副书记|校长|副校长|园长|主任|科长|县长|区长|市长|省长|同志|老师|教师|同学|教授|院长|会长|理事长|代表"
_PERSON = re.compile(rf"(?:{_TITLES})[：:]?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:{_TITLES})")
_ALIKE = {
    "名": "[名人位个]|多?名",
    "人": "[名人位个]|万人",
    "所": "[所家个]",
    "家": "[家所个]",
    "辆": "[辆台部]",
    "台": "[台辆部套]",
    "元": "[万亿百]*元|块",
    "万元": "[万亿百]*元",
    "%": "[%％]|个百分点|成",
    "个百分点": "个?百分点|[%％]",
}
"""Units that stand for one another in reports."""
_UNIT = re.compile(
    r"(?:多少|几|哪几)(?P<unit>个百分点|万元|元|名|人|所|个|间|辆|次|项|套|件|场|届|期|班|份|篇|处|座|台|门|种|类|条|家|户|支|批|岁|年|天|小时|平方米|亩|本|册)"
)


def holds(asked: Asked, text: str, unit: str = "") -> bool | None:
    """Whether a sentence holds what is asked.

    Args:
        asked: The kind of thing.
        text: The sentence.
        unit: What is counted, as ``unit_asked`` gives it.

    Returns:
        None when the kind cannot be told by its form.
    """
    if asked is Asked.NUMBER:
        return has_unit(text, unit) if unit in _ALIKE else bool(NUMBER.search(text) or BLANK.search(text))
    if asked is Asked.TIME:
        return bool(_TIME.search(text))
    if asked is Asked.PERSON:
        return bool(_PERSON.search(text))
    return None


def unit_asked(question: str) -> str:
    """What is counted: 名 of 多少名, 元 of 多少钱, %; empty when it is not told.

    Args:
        question: The question.
    """
    if found := _UNIT.search(question):
        return found["unit"]
    if re.search(r"多少(?:钱|经费|资金|投入|补助)|几(?:块|元)?钱|多少块", question):
        return "元"
    return "%" if re.search(r"比例|占比|百分之|率(?:是|为|达到?|有|能?到)?(?:多少|几)|占多[少大]", question) else ""


def has_unit(text: str, unit: str) -> bool:
    """Whether a number with the unit, or a blank in its place, stands in a sentence.

    Args:
        text: The sentence.
        unit: The unit.
    """
    units = _ALIKE.get(unit, re.escape(unit))
    return bool(
        re.search(
            rf"(?:[0-9０-９{_HAN}xX×*_＊]\s*[余多]?\s*(?:{units}))|(?<![0-9])[%％]"
            if unit == "%"
            else rf"[0-9０-９{_HAN}xX×*_＊]\s*[余多]?\s*(?:{units})",
            text,
        )
    )


def blanked(text: str, unit: str) -> bool:
    """Whether the number that is asked was lost: 7__, x所, a bare %.

    Args:
        text: The sentence.
        unit: What is counted; a number with it that is whole tells that nothing is missing.
    """
    if not BLANK.search(text):
        return False
    units = _ALIKE.get(unit, re.escape(unit)) if unit else "[名人]"
    return not re.search(rf"(?<![xX×*_＊○◯0-9０-９.])(?:[0-9０-９.]+|[{_HAN}]+)\s*[余多]?\s*[{_HAN}]*(?:{units})", text)
