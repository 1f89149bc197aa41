"""Questions about the collection itself."""

from __future__ import annotations

import re

from assistant.plans import Intent, Listed, Place, Plan
from assistant.questions import other_patterns as p
from assistant.questions.circumstances import Circumstances, circumstances, quoted
from assistant.questions.masking import PERIOD, PLACE, TYPE, Masked
from assistant.questions.survey_subjects import UNIT, leaves_out_provinces, level_of

UNKNOWN_REGION = Place(said="地区不明", name="地区不明", names=())
"""Stands for reports whose region is unknown."""

_STORE = (
    r"(?:(?:资料|材料|报告|文件|数据|知识|文档)?(?:库|数据库|系统|集|资料夹|文件夹|索引|目录)(?:里面|里|中|内|上)?|你们?(?:这里|这边|那里|手上"
    r"|手头)?|这里[面头]?|那里面|里面|这儿|本库|我们(?:这里|这边)?|手头|现有)"
)
_HOLD = (
    r"(?:收录|收集|收进|收|入库|导入|上传|录入|存放|存|保存|包含|包括|涵盖|覆盖|掌握|涉及|提供|纳入|更新|截止|截至|来自|属于|跨度|有|是|查|看"
    r"|列出|列举|列一下|列|显示|打开|找|统计|给出|罗列|查看|浏览|检索)(?:了|着|到|过|出)*"
)
_ASK = (
    r"(?:有没有|是不是|是否|有无|哪些|哪几|哪一|哪|多少|几|什么|何|都|一共|总共|共计|合计|共|分别|各自|各|到底|目前|现在|当前|已经|已|全部|所有"
    r"|最新|最近|最早|最晚|最老|一下|清单|列表|名单|目录|名称|数量|总数|总量|数|情况|范围|个|份|篇|本|家|种|类|些|样|时间|时候|跨度|来自|为止"
    r"|齐全|齐|完整|类的|类|一级|吗|呢|啊|么|没有|没|的|了|里|中|内|在|到|从|和|与|、|,|\?|。|!|教育|局|这|那|只|也|还|我|能|可以|可|上传的|行|每"
    r"|由|来)"
)
_AREA = rf"(?:{p.UNIT}|区域)(?:教育局)?(?![域块间])"
_LEVEL = r"(?:省级|地市级|市级|县级|区县级|区级|区)"
_KIND = rf"(?:{TYPE}|(?:教育|工作)?(?:报告|材料|文件|资料|文档|公文)(?![夹柜袋会])|文章|类型|种类)"
_UNKNOWN = re.compile(
    r"(?:(?:还)?(?:没有?|未|不)(?:确定|识别|判断|认|看|标|注|知|写|说)(?:定|出|明|道|别|有)*(?:是)?(?:哪个?|所属)?(?:地区|区县|区|地方)|(?:地区"
    r"|区县|归属|来源地)(?:不明|未知|不清楚?|不确定|没(?:有)?(?:确定|识别|认出来?)|待定|为空)|(?:不知道|不清楚|看不出)(?:是)?(?:哪个?"
    r"|什么)(?:地区|区县?|地方)(?:的)?)"
)
_YEAR = r"(?:年份|年度|年月|年|学年)"
_WHOLE = re.compile(rf"(?:{_STORE}|{_HOLD}|{_ASK}|{_AREA}|{_LEVEL}|{_KIND}|{_YEAR}|{PLACE}|{PERIOD})++")
_DOCUMENT = re.compile(rf"{_KIND}|[份篇](?!额)")
_REGIONS_ASKED = re.compile(
    rf"(?:哪些|哪几个?|哪个?|多少个?|几个|什么|(?:有|是)没有|各个?|所有|全部)(?:的)?{_AREA}|{_AREA}(?:的)?(?:一共|总共|都|共)?(?:有)?(?:哪些"
    rf"|多少个?|几个|清单|列表|名单|数量|总数)|(?:覆盖|涵盖|涉及|收录)(?:了)?(?:的)?{_AREA}"
)
_YEARS_ASKED = re.compile(
    rf"(?:哪些?|哪几个?|哪一|多少个?|几个|什么){_YEAR}|{_YEAR}(?:的)?(?:有|都有)?(?:哪些|范围|跨度)|(?:时间|年份)(?:跨度|范围)|到什么时[候间]"
    rf"|(?:到|是|为|截[止至])何时|最[新早晚](?:的)?(?:是)?(?:什么时候|哪一?年)"
)
_COUNTED = re.compile(r"多少|(?<!哪)几|数量|总数|总量|数目|个数")
_HELD = re.compile(rf"{_STORE}|收录|收集|入库|导入|上传|录入|收了|覆盖|涵盖|更新到")
_ASKS = re.compile(r"哪|多少|几|什么|有没有|有无|是否|是不是|吗|列|查|找|看|打开|显示|统计|清单|名单|目录|何时|呢|没有")


def is_collection(masked: Masked) -> bool:
    """Whether a question asks what the collection holds, and names no topic.

    Args:
        masked: The question.
    """
    return _is_collection(circumstances(masked))


def parse_collection(masked: Masked) -> Plan | None:
    """A plan for a question about the collection; None for any other.

    Args:
        masked: The question.
    """
    found = circumstances(masked)
    if not _is_collection(found):
        return None
    unknown = _UNKNOWN.search(found.text) is not None
    asked = _REGIONS_ASKED.search(_UNKNOWN.sub("", found.text))
    unit = re.search(UNIT, asked.group()) if asked else None
    level = level_of(unit.group()) if unit else None
    return Plan(
        intent=Intent.COLLECTION,
        places=(UNKNOWN_REGION,) if unknown else found.places,
        excluded_places=found.excluded,
        years=found.years,
        period=found.period,
        doc_types=found.doc_types,
        level=level,
        without_provinces=level is None and unit is not None and leaves_out_provinces(unit.group()),
        listed=_listed(_UNKNOWN.sub("", found.text)),
        counting=_COUNTED.search(found.text) is not None and not re.search(r"跨度|范围", found.text),
        query=quoted(found.text, masked),
        understood=found.understood,
        ignored=(*found.unapplied, *(re.findall(r"没有(?=[\ue200-\ue3ff])", found.text) if "有没有" not in found.text else ())),
    )


def _is_collection(found: Circumstances) -> bool:
    text = _UNKNOWN.sub("", found.text)
    if not _WHOLE.fullmatch(text or "的"):
        return False
    if _UNKNOWN.search(found.text) or _DOCUMENT.search(text):
        return bool(_ASKS.search(found.text)) or _DOCUMENT.search(text) is not None
    if _HELD.search(text):
        return _ASKS.search(text) is not None
    asked = re.search(rf"(?:有|都是|包括|涉及)(?:了)?(?:哪些|哪几|多少|几|什么)|{_YEAR}(?:都)?有", text)
    listed = _REGIONS_ASKED.search(text) or _YEARS_ASKED.search(text)
    several = re.search(rf"有(?:几|多少)[个份篇]?(?:{PERIOD}|{PLACE})的?|有没有(?:{PERIOD}|{PLACE})+的$", text)
    return bool(several) or bool(asked and listed and not found.places)


def _listed(text: str) -> Listed:
    if _YEARS_ASKED.search(text):
        return Listed.YEARS
    return Listed.REGIONS if _REGIONS_ASKED.search(text) else Listed.REPORTS
