"""How reports open and close, and in whose voice they speak."""

from __future__ import annotations

import re

_TIME = (
    r"(?:[0-9０-９]{2,4}|[0-9]{0,3}[xX×*～~_＊○]{1,4}|二[〇○零0]?[〇○零0一二三四五六七八九十]{1,3}|今|本|去|上|过去(?:的)?(?:这)?一?|这|刚刚过去的一?)"
    r"\s*(?:[-—~～至]\s*[0-9xX]{2,4})?\s*(?:学?年度?|学期|半年)|一年(?:来|以来)|半年(?:来|以来)|上半年|下半年|今年(?:以来|上半年)?|近年来|几年来|自.{2,10}以来|回[顾首望]|即将过去|时光(?:飞逝|荏苒|如梭)|光阴|岁月|转眼"
)
_STARTS_WITH_TIME = re.compile(rf"(?:在)?[“\"]?(?:{_TIME})")
_STARTS_WITH_OCCASION = re.compile(
    r"(?:根据|按照|遵照|依据|为(?:了)?(?:贯彻|进一步|做好|认真|全面|切实|扎实|深入|推动|加强|总结|落实)|在.{2,40}(?:领导|指导|关心|支持|帮助|重视|部署|关怀)下|以.{4,60}为(?:指导|统领|引领|主线|目标|核心)"
    r"|现在|受.{2,20}委托|我代表|(?:我|全)(?:局|区|县|市|校|科|乡|镇)|[xX×*]{1,4}(?:区|县|市)教育|[\u4e00-\u9fff]{2,6}(?:区|县|市)教育(?:局|系统|工作))"
)
_LEADERSHIP = re.compile(
    r"在.{2,60}(?:领导|指导|关心|支持|帮助|重视|关怀|部署|正确领导)[与和、]?.{0,8}下|以.{2,80}为(?:指导|引领|统领|目标|主线|核心|抓手|动力|指引|根本|总抓手|重点|中心)"
    r"|紧紧围绕|(?:深入|认真|全面)(?:学习|贯彻|落实)|按照.{2,40}(?:要求|部署|精神|安排|思路)|取得了?.{0,24}(?:成绩|成效|进展|发展|突破)|现将.{2,60}如下"
    r"|(?:我|现)代表.{2,24}(?:向|作)|予以审议|现就.{2,60}(?:如下|通知|安排)|通知如下|特(?:作|提出|通知)|主要(?:做了|工作|情况|抓了|开展了)|总体(?:要求|思路|目标)|工作(?:总结|汇报|报告|安排|计划|要点)如下|特?(?:制定|制订|拟定)(?:本|如下|以下|此)|(?:圆满|较好|顺利)(?:地)?完成了?"
)
_CLASSIC = re.compile(r"在[^。]{2,40}领导下")
_ORGAN_VOICE = re.compile(
    r"我[局区县市省州旗厅委科处校乡镇]|全[区县市省州旗系校局镇乡]|教育系统|各(?:学校|级|单位|区县|县区|乡镇|科室)|本[区县市省局]|区委|县委|市委|省委|[xX×*]{1,3}[区县市]"
)
_OWN_VOICE = re.compile(r"(?<!自)我(?![们局区县市省州旗厅委科处校乡镇国党院军部党系单公司团队行办厂矿企会省方])|本人|自己")
_FORWARD = re.compile(r"我们将|我局将|将(?:继续|进一步|以|按照|认真|积极)|新的一年|明年|下一步|今后|在(?:新的|今后|下一)|展望|继续")
_CLOSING = re.compile(
    r"(?:作出|做出|创造|争取|贡献|谱写|夺取).{0,30}(?:贡献|业绩|成绩|篇章|胜利|佳绩)[。！!]?$|(?:而|不懈)?(?:努力)?奋斗[!！。]?$|新(?:的)?(?:台阶|水平|局面|高度|辉煌|跨越)[。！!]$|(?:以上|特此)(?:汇报|报告|总结|通知|是)"
)
_PERSONAL = re.compile(
    r"(?:作为(?:一名|一个|一位|党员|教师|班主任)|我(?:是|叫|于|从|在.{2,12}(?:学校|中学|小学|单位|岗位))|本人|时光|光阴|岁月|转眼|不知不觉|弹指|匆匆|通过(?:这次|本次|此次)?(?:学习|培训))"
)


def opening_strength(paragraph: str) -> float:
    """How much a paragraph looks like the opening of a report.

    Args:
        paragraph: The paragraph without white space around it.

    Returns:
        0 to 3.3: a time or occasion at its start, a formula of leadership, aim or result
        in it, the voice of a district or bureau, and 在…领导下 near its start add up.
    """
    if len(paragraph) < 20:
        return 0.0
    head = paragraph[:240]
    begins = 1.0 if _STARTS_WITH_TIME.match(head) else 0.8 if _STARTS_WITH_OCCASION.match(head) else 0.0
    if not begins:
        return 0.0
    classic = 0.5 if begins == 1.0 and _CLASSIC.search(head[:80]) else 0.0
    return begins + bool(_LEADERSHIP.search(head)) + bool(_ORGAN_VOICE.search(head)) * 0.8 + classic


def personal_opening(paragraph: str) -> bool:
    """Whether a paragraph opens a text about its author.

    Args:
        paragraph: The paragraph without white space around it.
    """
    return bool(_PERSONAL.match(paragraph))


def closing_strength(paragraph: str) -> float:
    """How much a paragraph looks like the end of a report, 0 to 2.

    Args:
        paragraph: The paragraph without white space around it.
    """
    return float(bool(_CLOSING.search(paragraph))) + bool(_FORWARD.search(paragraph[:120]))


def looks_ahead(paragraph: str) -> bool:
    """Whether a paragraph speaks of what will be done, as the last one of a review does.

    Args:
        paragraph: The paragraph without white space around it.
    """
    return bool(_FORWARD.search(paragraph[:160]))


def voices(text: str) -> tuple[float, float]:
    """How often a text speaks for a body and for its author, each per 1,000 characters.

    Args:
        text: Any text.

    Returns:
        Rates of the official and of the personal voice.
    """
    length = max(200, len(re.sub(r"\s", "", text)))
    return 1000 * len(_ORGAN_VOICE.findall(text)) / length, 1000 * len(_OWN_VOICE.findall(text)) / length
