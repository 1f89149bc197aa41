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
_YEAR_BEFORE = r"(?:前一?年|上一?年度?|去年|往年|上一?学年|前一学年|(?:上年|去年)?同期)"
_AGAINST = rf"(?:同比|环比|[比较]{_YEAR_BEFORE}|[跟与和同]{_YEAR_BEFORE}相?比)"
_MOVED = r"(?:上升|上涨|涨|提[高升]|增[加长多]?|扩大|减少|下降|降低|降|回落|缩小)"
_ASKS_CHANGE = re.compile(
    rf"{_AGAINST}[了呢]?(?:是|有|又)?(?:{_MOVED}|多|少|高|低|变化?)?了?(?:有?多少|几)?个?(?:百分点|点|成)?(?:吗|没有?|如何|怎么样)?"
    r"|(?:上升|上涨|涨|提[高升]|增长|减少|下降|降低|降|回落)了(?:有?多少|几)"
)
_TELLS_CHANGE = re.compile(
    rf"{_AGAINST}|{_MOVED}了?(?:到|至|约|近|超过?|幅度?|比例)*[^,，。；;0-9]{{0,3}}[0-9]|[0-9%％](?:[^,，。；;]{{0,4}})(?:增[加至]|提高到|上升到|下降到|降[到至])[0-9]"
)
_ASKS_STATE = re.compile(r"怎么样(?=[了呢,，?？]|$)|怎样[了?？]*$|咋样|如何[了呢?？]*$|好不好|哪[个里家边]好|谁[更最]?好|成绩|成效|效果|结果")
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


def asks_for_change(question: str) -> bool:
    """Whether a question asks how much something changed: 比上年涨了多少, 同比.

    Args:
        question: The question.
    """
    return _ASKS_CHANGE.search(question) is not None


def without_change(question: str) -> str:
    """A question without the words that ask by how much something changed, a comma in their place.

    Args:
        question: The question.
    """
    return _ASKS_CHANGE.sub("，", question)


def tells_of_change(text: str) -> bool:
    """Whether a sentence tells by how much something changed.

    Args:
        text: The sentence.
    """
    return NUMBER.search(text) is not None and _TELLS_CHANGE.search(text) is not None


def asks_for_state(question: str) -> bool:
    """Whether a question asks how something is or went, rather than how it is done: 高考怎么样.

    Args:
        question: The question.
    """
    return _ASKS_STATE.search(question) is not None


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
