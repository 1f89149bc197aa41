"""Follow-ups that drop a filter or set the regions side by side."""

from __future__ import annotations

import re

from assistant.plans import Intent, Plan
from assistant.questions import antecedents as a
from assistant.questions import other_patterns as p
from assistant.questions.edits import Turn, compared, edited, survey_query
from assistant.questions.masking import PERIOD, PLACE, TYPE
from assistant.questions.others import asked
from assistant.questions.refiltering import filters_in, refiltered

_LISTS = (Intent.SURVEY, Intent.COLLECTION)
_YEAR = r"(?:年份|年度|时间|年限|哪一?年|年)"
_AREA = rf"(?:{p.UNIT}|区域|范围|地)"
_KIND = r"(?:材料|报告|文件|文种|类型|材料类型)"
_OPEN = r"(?:不限制?于?|不分|不管|不论|不限定|不考虑|取消|去掉|放开|不要)"
_EVERY = r"(?:所有|全部|各个?|每一?个?|任何)(?:的)?"
_DONE = r"(?:的?(?:限制|条件|要求|限定))?(?:都|也|全)?(?:算|看|要|查|统计|考虑|包括|列)?(?:上|进来|进去|在内|一下|看看)?(?:了)?"
_WIDER = re.compile(
    rf"(?:只?(?:看|查)(?!一下)|换成|改成|扩大到|放宽到)?(?:(?:{_OPEN}|{_EVERY})(?:(?P<year>{_YEAR})|(?P<area>{_AREA})|(?P<kind>{_KIND}))"
    rf"|(?P<anywhere>全[市省国](?:范围)?|整个库|全库)){_DONE}"
)
_ANY = re.compile(rf"(?:其中|里面)?(?:有没有|有无|有)(?:{PERIOD}|{PLACE}|{TYPE})+(?:的)(?:吗|没有)?")
_SIDE_BY_SIDE = re.compile(
    r"(?:把)?(?:它们|他们|这些(?:区县|区|县|地方|地区)?|两地|两者)?(?:之间)?(?:做个?|进行|作个?|来个)?(?:横向)?(?:对比|比较|比一比|比比|比一下)(?:一下|下|看看|一番|分析)*"
)

_EACH = re.compile(
    rf"(?:那|这些|这几个|它们|他们|上述|以上)?(?:{PERIOD})?的?(?:{p.UNIT})?(?:都|又)?(?:各自|分别|各(?!类|级|种|项|校|科室|单位|方面|界))(?:的|都|又|是|有|能)?(?=.*(?:多少|几|怎么|如何|怎样|什么|哪))[^,。]{{2,20}}"
)


def widened(turn: Turn) -> Plan | None:
    """不限年份呢, 全部地区呢: the survey before without one of its filters.

    Args:
        turn: The follow-up.
    """
    match = _WIDER.fullmatch(turn.text)
    plan = turn.plan
    if not match or plan.intent not in _LISTS:
        return None
    if (match["anywhere"] or "").startswith("全市") and any(place.name.endswith("市") for place in plan.places):
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(plan)))
    if match["year"] and plan.years:
        timed = any(c.years for c in plan.conditions)
        kept = plan.model_copy(update={"years": ()})
        return edited(
            turn,
            (*a.note_of(turn.topics), *a.filters_of(kept)),
            years=(),
            conditions=a.about(turn.topics) if timed else plan.conditions,
            query=turn.with_time(""),
        )
    if (match["area"] or match["anywhere"]) and (plan.places or plan.excluded_places or plan.level or plan.without_provinces):
        freed = {"places": (), "excluded_places": (), "reports": (), "level": None, "without_provinces": False}
        kept = plan.model_copy(update=freed)
        query = survey_query((), turn.topics) if plan.intent is Intent.SURVEY else turn.last_query
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(kept)), **freed, query=query)
    if match["kind"] and plan.doc_types:
        kept = plan.model_copy(update={"doc_types": ()})
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(kept)), doc_types=())
    return None


def any_of_them(turn: Turn) -> Plan | None:
    """有没有2023年的: the survey before for a time or place.

    Args:
        turn: The follow-up.
    """
    if turn.plan.intent is not Intent.SURVEY or not _ANY.fullmatch(turn.text):
        return None
    return refiltered(turn, filters_in(turn, turn.text, add=False))


def side_by_side(turn: Turn) -> Plan | None:
    """对比一下, after a question that has selected several regions.

    Args:
        turn: The follow-up.
    """
    if not _SIDE_BY_SIDE.fullmatch(turn.text) or turn.plan.intent is Intent.COMPARE:
        return None
    scope = a.all_of(turn.before, mentioning=True)
    return compared(turn, scope, turn.words(turn.text)) if len(scope.names) > 1 else None


def each_of_them(turn: Turn) -> Plan | None:
    """各建了多少套, 分别是怎么做的, after a survey that has selected several regions.

    Args:
        turn: The follow-up.
    """
    if turn.plan.intent is not Intent.SURVEY or turn.found.places or not turn.topics or not _EACH.fullmatch(turn.text):
        return None
    scope = a.all_of(turn.before, mentioning=True)
    own = {"asked": asked(turn.text), "reports": (), "years": turn.found.years or turn.plan.years}
    plan = compared(turn, scope, f"，{turn.words(turn.text)}").model_copy(update=own)
    return plan if len(plan.places) > 1 else None
