"""Whom a survey asks about: which regions, how many reports, since which year."""

from __future__ import annotations

import re

from assistant.plans import Level, Listed
from assistant.questions.masking import PERIOD, PLACE
from assistant.questions.survey_words import ADVERB, ALL, DOCUMENT, NEGATION, SAY_CORE

_AREA = (
    r"(?:市辖区|区县市|区市县|县市区|县区市|市县区|市区县|区县|县区|县市|市县|县级市|地级市|设区市|地市|市州|省\(区、市\)|省、自治区、直辖市|省区市|省市区|省市|省份|自治区|自治州|自治县|直辖市|地区|区域(?![性内间])|城市|城区|新区|开发区|功能区"
    r"|地方(?!特色|课程|政策|标准|法规|教材|立法|戏)|单位(?!面积|时间|成本)|(?:教体局|教育体育局|教育局)(?!长)"
    r"|(?:区(?![域块间委级内外划]|属(?!于)|直(?!接)|别)|县(?![城域级委]|属(?!于)|直(?!接)|政(?!府))"
    r"|市(?![场民域容级委面值内外]|属(?!于)|直(?!接)|政(?!府))|省(?![级委电力略会内外]|属(?!于)|直(?!接))|州(?!长|立)|盟(?!友|员)|旗(?!帜|下|舰)|局(?![面部限势域]))"
    r"(?!本级|重点(?!提|抓|推|关|强|部|开|实|做|落|建|加)))"
)
_RANK = r"(?:省级|地市级|设区的?市级?|地级|市级|县级|区县级|县区级)(?:的)?(?:行政(?:区|单位))?(?:层面|层级)?(?:上)?(?:的)?"
UNIT = (
    rf"(?:{_RANK}(?:{_AREA})?|{_AREA})(?!县?[级属](?!于)|管校聘|中振兴|中托管)(?<!县(?=域))(?:\([^()]{{1,12}}\))?"
    r"(?:的?(?:教育(?:行政|主管)?部门|教育(?:体育)?局(?!长)|教体局(?!长)|(?:人民)?政府))?"
)
"""A reporting region, as questions call it."""
_NUMBER = r"(?:个|份|篇|家|所|座)?(?:的)?"
_INSIDE = r"(?:里面|里头|当中|其中|里|中(?!考|小|学|心|职|高|等|国|华|医))?"
_OF = rf"(?:的)?(?:(?:{PERIOD}的?)?(?P<of>{DOCUMENT}))?{_INSIDE}(?:的)?"
_BARE_AFTER = (
    rf"(?>{ADVERB}|{ALL}|{NEGATION}|{PERIOD})*"
    rf"(?:{SAY_CORE}|(?<=[没未不有])[提写讲说谈]|[提写讲说谈聊]|在(?:做|搞|抓)|[做搞抓](?:了|过)|没有?$|有$|开展|推行)"
)
WHICH = re.compile(
    r"(?:是)?(?:从|自|在)?(?:哪些年份?|哪几个?年份?|哪一?个?年份?|什么年份|多少个?年份|几个年份)(?!级)(?:度|里|中|起|开始|才|的时候|的)*(?P<year>)"
    rf"|(?:(?<![存内外所])在)?(?:还有|都有|共有|一共有|总共有|有没有|有|是|共|一共|总共)?(?:(?P<ask>哪些|哪几|哪一|哪|多少(?:比例)?|多大比例|几成|(?<![这那好])几|什么|有没有|是否有|有无|有(?=(?:{UNIT}|{DOCUMENT}).*[吗么][?。!]*$))"
    rf"|(?P<every>(?:是不是|是否)?(?:每一|每|所有|全部|各个?|任何)))"
    rf"{_NUMBER}(?:(?:{PLACE}|{PERIOD})的?)*(?:(?P<unit>{UNIT}){_OF}|(?P<document>{DOCUMENT}){_INSIDE}(?:的)?)"
    rf"|(?P<everywhere>各地(?![区市方级县州])(?:的)?(?:{DOCUMENT})?{_INSIDE}(?:的)?)"
    rf"|(?:都|还)?(?:有)?(?P<bare>哪些|哪里|哪儿|哪家|哪几家|几家|多少[家个]?|几个|哪个|哪几个|谁家?|(?:哪几?|几|多少|哪一|哪些)[份篇])(?:的{DOCUMENT}{_INSIDE})?(?={_BARE_AFTER})"
)
"""Which units, how many units, every unit, which years: as the subject of a question."""
_ASKED = r"(?:都|一共|总共|共|分别|到底)*(?:有|是|在|为)?(?:都有)?(?:哪些|哪几|哪|多少|几|谁)[个份篇家所]?"
_LIST = r"(?:名单|清单|名称|名字|数量|总数|个数|数目|数|占比|比例)"
WHICH_LAST = re.compile(
    rf"的(?:(?:所有|全部)的?)?(?:(?P<unit>{UNIT})(?:的?(?P<of>{DOCUMENT}))?|(?P<document>{DOCUMENT}))"
    rf"(?:{_ASKED}|(?:的)?{_LIST}(?:[和及与、]{_LIST})*(?:是多少|有多少|是什么|有哪些)?|占了?多[少大](?:比例|比重)?|占比多少|占几成|多不多|多吗|(?=[,?。!]*$|,(?:{PLACE}|{PERIOD}|限|仅|只|请|并|不含|不包括)))[呢啊呀吗]?(?=[,:?。!;]|$)"
    rf"|的{_ASKED}(?:(?P<unit2>{UNIT})(?:的?(?P<of2>{DOCUMENT}))?|(?P<document2>{DOCUMENT}))?[呢啊呀]?(?=[,:?。!;]|$)"
)
"""… 的区有哪些, …的有几个区, and at the end of a question …的区."""
WITHIN = re.compile(rf"的(?:{UNIT}|{DOCUMENT})?(?:里面|当中|之中|其中|里|中),?")
"""After a first condition, before a second one: 提到校车的区里."""
COUNTING = re.compile(r"多少|(?<!哪)几(?!乎)|数量|总数|个数|数目|占比|比例|比重|几成|多不多|多吗|(?:区|县|市|省)数")
"""Asks for a number."""
LISTING = re.compile(r"列出|列举|列一下|列个|找出|查找|查询|统计|汇总|给出|告诉我|看看|罗列|筛选|梳理|整理|盘点|单子|名单|清单|数数|数一数|挑出|选出")
"""Asks for a list."""
SUMMARY = re.compile(r"总结|概括|归纳|梳理|介绍|汇总|盘点|整理|比较|对比|看看|说说|列出|统计|了解")
"""Asks to tell something of every region."""
_PLEASE = r"(?:烦请|恳请|有劳|请|帮忙|帮我|帮|麻烦|劳驾|给我|给|替我|我们?|你|您|咱们?)"
_LOOK = (
    r"(?:列出|列举|找出|查找|查询|统计|汇总|给出|提供|出具|告诉我|看看|罗列|筛选|梳理|整理|盘点"
    r"|查一查|查查|数一数|数数|说说|挑出|选出|[列找看拉查数问筛搜挑](?=[一下个出哪有份几提没未各全所]))"
)
OPENING = re.compile(
    rf"(?:你好|您好|请问一下|请问|{_PLEASE}+(?={_LOOK}|总结|说|把|将|帮|对|{_PLEASE})|我们?想(?:要)?(?:知道|了解|问|看看?)(?:一下|下)?|想(?:要)?(?:知道|了解|问)(?:一下|下)?"
    rf"|(?:{_LOOK}(?!全|到|实|处))(?:一下|下|一?个|一份|出来?|份)*(?:单子|名单|清单|表)?|那么|一下|(?:只|仅)(?:看|查|统计|限于?|算|考虑)|[,:;!。]|(?:全市|全省|全国|全县|全区|我市|我省|我县|本市|本省|目前|现在(?!不|没|还))(?:各?地)?(?:里|中|的|范围内)?)+"
)
"""Courtesy at the beginning of a question."""
CLOSING = re.compile(
    r"(?:[,;。?!]?(?:谢谢您?你?|多谢|谢了|麻烦了|辛苦了|\((?:请)?(?:列出|列明|附|注明|给出)[^()]{0,12}\)"
    r"|(?:名单|清单)?(?:都|(?<!安)全|全部|也)?(?:请)?(?:给我|帮我|替我)?(?:列|找|数|统计|汇总|查|整理|拉)(?:一下|出来|一列|个单子|一个单子|个名单|个表|给我)+|[?。!,;]+))+$"
)
"""Courtesy at the end of a question."""
COURTESY = re.compile(
    r"(?:谢谢|多谢|谢了|麻烦了|请|帮我|逐[一个条]|全部|都|分别|一一|列出来?|列一下|列出(?:名单|地区|清单)|给出名单|附?名单|(?:请|并|也)?(?:给出|附上?|列出|注明|说明|标明)(?:原文|出处|依据|来源|原话)|列举|说明|回答|告诉我|一下|[您你呢吗好吧啊?。!,])+"
)
"""A clause that asks for nothing more."""
_BELOW = re.compile(rf"(?:哪些|哪几[个所]|多少[个所]?|几[个所]|哪[个所])(?:{PLACE})?(?:的)?(?:乡|镇|街道|学校|中学|小学|幼儿园|村|社区|学区)")
_LEVELS = (
    (Level.COUNTY_CITY, r"县级市"),
    (Level.DISTRICT, r"市辖区"),
    (Level.PROVINCE, r"省级|省\(|省(?:份|、|区|市区)?|自治区|直辖市"),
    (Level.PREFECTURE, r"地级|设区|地市|市州|市级|自治州"),
    (Level.COUNTY, r"县级|区县级|县区级|自治县"),
)


def level_of(unit: str) -> Level | None:
    """The level that a unit word names; None for any region.

    Args:
        unit: A unit as :data:`WHICH` finds it.
    """
    if unit.startswith("省市") and not unit.startswith("省市区"):
        return None
    return next((level for level, words in _LEVELS if re.match(words, unit)), None)


def leaves_out_provinces(unit: str) -> bool:
    """Whether a unit word without a level of its own is one that no province is: 区县.

    Args:
        unit: A unit as :data:`WHICH` finds it.
    """
    return "县" in unit and "省" not in unit


def is_below_counties(text: str) -> bool:
    """Whether a question asks for schools or towns, which no report stands for.

    Args:
        text: A masked question.
    """
    return _BELOW.search(text) is not None


def listed_by(groups: dict[str, str | None], asking: str) -> Listed:
    """What a survey lists.

    Args:
        groups: Groups of the asking words.
        asking: The asking words.
    """
    if groups.get("year") is not None:
        return Listed.YEARS
    return Listed.REPORTS if groups.get("document") or groups.get("document2") or re.search(r"[几少哪一些][份篇]", asking) else Listed.REGIONS
