"""Question → plan, by patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from assistant.models import Intent, Listed, Plan, Polarity, Topic
from assistant.regions import named_in

QUESTION_MAX = 1000
"""Longest question in characters."""

_UNIT = (
    r"(?:市辖区|区县市|区市县|县市区|县区市|市县区|市区县|区县|县区|县市|市县|省市|省份|省区市|省|自治区|直辖市|州|盟|旗|区|县|市"
    r"|地区|地方|地市|单位|教育局|教体局|局|学区)(?:[（(][^（()）]{1,12}[）)])?"
)
_DOCUMENT = r"(?:工作总结|工作报告|工作要点|工作计划|政府工作报告|总结|报告|材料|文件|文档|要点|计划)"
_WHICH = re.compile(
    rf"(?:都?有|是|共有|一共有|总共有|请问|列出|找出|列举|说说)?(?:哪些|哪几|哪个|哪|多少|几|所有|全部)(?:个|份|篇|家|所)?(?:的)?"
    rf"(?:(?P<unit>{_UNIT})(?:里|中)?(?:的)?(?P<of>{_DOCUMENT})?(?:里|中)?|(?P<document>{_DOCUMENT})(?:里|中)?)"
)
_WHICH_LAST = re.compile(
    rf"的?(?:(?P<unit>{_UNIT})(?P<of>{_DOCUMENT})?|(?P<document>{_DOCUMENT}))(?:都|一共|总共|共)?(?:有|是)(?:哪些|哪几|哪|多少|几)[个份篇家所]?"
)
_COUNTING = re.compile(r"多少|几")
_MENTION = re.compile(
    r"(?:当中|其中|里面|里|中|都|也|还|又|曾|是否|明确)*(?P<not>没有|未曾|并未|从未|没|未|不曾)?(?:明确|具体|专门|直接)?"
    r"(?:提到|提及|提出|提过|涉及|写到|写明|写|谈到|谈及|说到|讲到|讲|说|提|包含|包括|含有|出现|关注|强调|部署|安排|开展|实施|推进|推行|落实|建立|举办|有)"
    r"(?:了|过|到|着)?"
)
_FILLER = re.compile(
    r"(?:请问|请|帮我|帮忙|麻烦|想知道|我想了解|查一下|查查|查|统计一下|统计|列出|列举|找出|一下|关于|有关|对于|针对|方面|这个事|这件事|这项|相关的?|的?情况|的?内容|的?问题)"
)
_EDGE = "的了吗呢吧啊呀么在于和与是有，,。.？?！!：:；;、 \t\n　"
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{1,40})[”\"」』]")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年度|年)")

_TRANSPARENT_TAILS = ("工作", "情况", "问题", "方面", "活动", "措施", "举措", "内容", "事项")
"""Words that add nothing to the topic before them: 信访工作 is 信访."""
_FACET_TAILS = ("安全", "建设", "管理", "制度", "治理", "服务", "运营")
"""Aspects of a thing: a report that writes of the thing is shown for 校车安全 as well."""
_BROAD = frozenset(
    """
    交通 人员 人才 体系 作风 依法 信息 党员 公共 内部 农村 制度 卫生 城市 基础 学校 学生 安全 家庭 干部
    平台 思想 政治 教学 教学质量 教师 教育 文化 机关 校园 环境 班级 生产 生态 社会 社区 组织 经济 统一
    综合 网络 能力 行政 规范 设施 课后 课程 财务 质量 资金 队伍 项目 食品
    """.split()  # noqa: SIM905
)
"""Things too broad to stand for their aspect: 校园安全 is not 校园."""


class QuestionError(ValueError):
    """A question that cannot be worked on; its message is for staff."""


def parse_question(question: str, regions: Iterable[str] = ()) -> Plan:
    """Work out what a question asks for.

    Args:
        question: The question as typed.
        regions: Region names that the collection's reports state.

    Returns:
        A survey plan for questions over all reports (which, how many, which not), else
        a lookup plan.

    Raises:
        QuestionError: Too short, too long, or nothing but punctuation.
    """
    words = unicodedata.normalize("NFKC", question).strip()
    letters = sum(c.isalnum() for c in words)
    if not letters:
        raise QuestionError("没有看到问题内容。请写一句话，例如：哪些区提到校车安全？")
    if letters == 1:
        raise QuestionError("问题太短，看不出要查什么。请写一句话，例如：哪些区提到校车安全？")
    if len(words) > QUESTION_MAX:
        raise QuestionError(f"问题太长（{len(words)} 字）。请精简到 {QUESTION_MAX} 字以内，只写想了解的事项。")
    years = tuple(sorted({int(y) for y in _YEAR.findall(words)}))
    which = _find_which(words)
    topic = _topic(words, which) if which else None
    if which is None or topic is None:
        return Plan(intent=Intent.LOOKUP, regions=named_in(words, regions), years=years)
    listed = Listed.REPORTS if which.group("document") else Listed.REGIONS
    return Plan(intent=Intent.SURVEY, topics=(topic,), years=years, listed=listed)


def is_counting(question: str) -> bool:
    """Whether a survey asks for a number.

    Args:
        question: The question.
    """
    which = _find_which(unicodedata.normalize("NFKC", question))
    return which is not None and _COUNTING.search(which.group()) is not None


def _find_which(words: str) -> re.Match[str] | None:
    """The words that ask which or how many: 哪些区…, or …的区有哪些."""
    return _WHICH_LAST.search(words) or _WHICH.search(words)


def _topic(words: str, which: re.Match[str]) -> Topic | None:
    rest = words[: which.start()] + " " + words[which.end() :]
    mention = _first_mention(words, which)
    if mention is None:
        return None
    polarity = Polarity.NOT_MENTIONED if mention.group("not") else Polarity.MENTIONED
    quoted = _QUOTED.findall(words)
    if quoted:
        return Topic(text=quoted[0], terms=(quoted[0],), polarity=polarity)
    rest = _YEAR.sub(" ", rest.replace(mention.group(), " ", 1))
    rest = _FILLER.sub(" ", rest)
    text = max((part.strip(_EDGE) for part in re.split(r"[ ，,。？?！!；;]", rest)), key=len, default="")
    return Topic(text=text, terms=tuple(_terms(text)), polarity=polarity) if sum(c.isalnum() for c in text) >= 1 else None


def _first_mention(words: str, which: re.Match[str]) -> re.Match[str] | None:
    """The verb of mentioning: after the units if there is one, else before them."""
    return _MENTION.search(words, which.end()) or _MENTION.search(words[: which.start()])


def _terms(topic: str) -> Iterable[str]:
    """Terms to search for: each alternative, and each without an empty or aspect tail."""
    seen: dict[str, None] = {}
    for part in re.split(r"[/／|或]|或者", topic):
        term = part.strip(_EDGE)
        while term:
            seen[term] = None
            shorter = _without_tail(term)
            if shorter is None:
                break
            term = shorter
    return seen


def _without_tail(term: str) -> str | None:
    for tail in (*_TRANSPARENT_TAILS, *_FACET_TAILS):
        head = term.removesuffix(tail).removesuffix("的")
        if (
            head != term
            and len(head) >= 2
            and ((tail in _TRANSPARENT_TAILS and head not in _BROAD) or (tail in _FACET_TAILS and head not in _BROAD and len(head) <= 3))
        ):
            return head
    return None
