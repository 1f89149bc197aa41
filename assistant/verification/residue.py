"""What a model writes beside the matter: markup, talk about the task, another language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from assistant.addressing import speaks_to_the_answerer
from assistant.verification.verdicts import Problem, ProblemKind

_SOURCES = r"(?:资料|原文|材料|文本|文中|报告|段落|内容|来源)"
_REFUSAL = re.compile(
    rf"(?:抱歉|对不起)?[,，]?(?:在|根据|从)?(?:所?(?:提供|给出|引用?)的|以上|上述|现有|这些|该|编号的?)*{_SOURCES}(?:内容)?(?:中|里|内|来看)?[,，]?(?:都|均|并|也|暂|还|尚)*"
    r"(?:没有?|未|不曾)(?:有|能|直接|明确|具体|详细)*(?:提到|提及|提供|说到|涉及|说明|给出|记载|找到|显示|写明|说|列出|交代|包含|体现)[^。！？]*[。！]?"
)
_BUT = re.compile(r"[,，；;。](?:但|不过|然而|只|仅|而)|但是|不过")
_LEAD = re.compile(
    rf"^(?:根据|依据|按照|从|据|基于)(?:以上|上述|所?提供的|给出的|所?引用?的|这些|编号的?|第?[0-9]+[条号]?)*{_SOURCES}(?:内容|信息|显示|可知|来看|中|所述)*[,，:：](?=.)"
)
_META = re.compile(
    r"作为(?:一个|一名)?(?:AI|ai|人工智能|语言模型|资料助手|助手)|语言模型|我(?:无法|不能|的回答)|您好|以下是|^(?:具体)?(?:情况|答案|回答|内容)?如下(?:所示)?[:：。]?$|希望(?:这|以上|对)|^请(?:注意|参考|参阅|查看|见|问|提供|告诉|根据)"
    r"|(?:根据|依据|基于)(?:所?(?:提供|给出)的|上述|以上)(?:资料|原文|材料|信息|内容)|(?:这|本)(?:句话|个回答|段话)|修改后|改写|修正后|^(?:最终)?(?:回答|答案?|问题|原文|资料|要求|注|输出|句子)[:：]|(?<![邀申聘])请[^,，。；]{0,6}(?:拨打|访问|登录|点击|扫码|扫描|致电)|欢迎(?:拨打|访问|登录|致电)|提示词|编号为|引用(?:编号|标记)"
)
_MENTIONS = r"(?:提到|提及|谈到|谈及|讲到|说到|写到|论及|述及|记载|载明|(?:列明|写明|列出)(?![^,，。；;]{0,8}(?:清单|台账|责任|任务|措施|时间表)))"
_REGIONS = r"(?:区县|县区|市县区?|县市区|地区|地方|区|县|市|报告)"
_COUNTED = r"(?:全部|所有|各|每个|(?:[0-9]{1,5}|[一二两三四五六七八九十]{1,5})[个份])"
_PRESENCE = re.compile(
    rf"(?:没有?|未|不曾)(?:有|能|明确|直接|具体|专门|单独|再|被|曾|任何)*{_MENTIONS}|(?:只有|仅有?|唯有|唯独)[^,，。；;]{{1,16}}{_MENTIONS}"
    rf"|(?:全文|通篇)[^,，。；;]{{0,6}}(?:没有?|未|无)|没有(?:任何|一个|哪个)?的?{_REGIONS}[^,，。；;]{{0,4}}{_MENTIONS}|[区县市旗][、和与及][^,，。；;]{{1,8}}[区县市旗](?:均|都|也)?{_MENTIONS}|{_COUNTED}(?:的|个)?{_REGIONS}[^,，。；;]{{0,6}}{_MENTIONS}|{_MENTIONS}了?(?:全部|所有|任何)(?:的)?(?:主题|话题|内容|事项)"
)
"""What is mentioned where is for a survey of all reports to tell; the quotes that a sentence cites cannot show it."""
_ASSURED = re.compile(
    r"(?:以上|上述|本段)(?:的|各项|全部|所有)*(?:内容|信息|数[据字]|事实|结论|情况|说法|回答|文字|表述|陈述|总结|材料)?(?:[均都皆已经由全][^,，。；;]{0,8})?"
    r"(?:核实|核对|核验|校验|查证|审核|审定|核定|确认)|(?:与|同|经)(?:引文|原文)[^,，。；;]{0,4}(?:核对|核实|核验|比对)"
)
"""A verification that nobody but this one makes."""
_MARKUP = re.compile(
    r"<[a-zA-Z/!][^>]{0,200}>|&(?:[a-z]{2,6}|#\d+);|```|`|\*\*|^\s*#{1,6}\s|^\s*\|.*\||!?\[[^\]]{0,200}\]\([^)]{0,200}\)|\{\{|\}\}|\\[nrt\"]|<\|"
)
_ADDRESS = re.compile(r"https?:|www\.|[a-z0-9-]{2}\.[a-z]{2}|[\w.+-]@[\w-]+\.", re.IGNORECASE)
_LIST_ITEM = re.compile(r"^\s*(?:[-*+•●]\s|\d{1,2}[.)]\s|>\s)")
_FOREIGN_SCRIPT = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af\ufffd]")
_LATIN_RUN = re.compile(r"(?:[A-Za-z]{2,}[\s,.'-]+){3,}[A-Za-z]{2,}")
_HAN = re.compile(r"[一-鿿]")
_REPEATED = re.compile(r"(?P<words>[^,，。；;、\s]{5,})[，,；;、。]\s*(?P=words)(?=[，,；;。、]|$)|(?P<run>.{4,12}?)(?P=run){2,}")


def without_lead(bare: str) -> str:
    """A sentence without 根据资料， at its beginning, which adds nothing.

    Args:
        bare: The sentence without marks.
    """
    return _LEAD.sub("", bare)


def is_refusal(bare: str) -> bool:
    """Whether a sentence says that the sources do not tell, and nothing else.

    Args:
        bare: The sentence without marks.
    """
    return _REFUSAL.fullmatch(bare) is not None and not _BUT.search(bare)


def residue_problems(bare: str) -> Iterator[Problem]:
    """What makes words no plain Chinese sentence about the matter.

    Args:
        bare: The sentence without marks.
    """
    han = len(_HAN.findall(bare))
    if han < 3:
        yield Problem(ProblemKind.FORM, "不是完整的中文句子" if bare else "没有内容")
        return
    if _ADDRESS.search(bare):
        yield Problem(ProblemKind.FORM, "含有网址或邮箱")
    if _MARKUP.search(bare) or _LIST_ITEM.search(bare) or "\n" in bare:
        yield Problem(ProblemKind.FORM, "含有标记符号，应为普通句子")
    if _FOREIGN_SCRIPT.search(bare) or _LATIN_RUN.search(bare):
        yield Problem(ProblemKind.FORM, "不是中文句子")
    if meta := _META.search(bare):
        yield Problem(ProblemKind.META, f"“{meta.group()}”不是报告内容，应直接陈述事实")
    if presence := _PRESENCE.search(bare):
        yield Problem(ProblemKind.META, f"“{presence.group()}”说的是报告提没提到，引文不能证明，应只写引文里的事实")
    if (assured := _ASSURED.search(bare)) or speaks_to_the_answerer(bare):
        words = f"“{assured.group()}”" if assured else "这句话"
        yield Problem(ProblemKind.META, f"{words}是写给回答者的话，不是报告内容，应直接陈述事实")
    if repeated := _REPEATED.search(bare):
        yield Problem(ProblemKind.REPEATED, f"“{repeated['words'] or repeated['run']}”重复")


def repeats(bare: str, before: Iterable[str]) -> bool:
    """Whether a sentence was said before.

    Args:
        bare: The sentence without marks.
        before: Earlier sentences without marks.
    """
    said = _letters(bare)
    return any(said in _letters(other) for other in before)


def _letters(words: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", words))
