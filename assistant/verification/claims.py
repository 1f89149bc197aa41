"""What a sentence makes of its facts: denied, planned, caused, for all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.verification.reading import Clause, ReadSource, clauses
from assistant.verification.verdicts import Problem, ProblemKind
from assistant.verification.vocabulary import content_words, held
from vectorstore.words import cut_words

_NOT_WORDS = """
没有 没 未 未能 尚未 并未 从未 仍未 还未 不 不能 不会 不得 不再 并不 不是 并非 无 无法 没能 未曾 暂未 不予 不准 严禁 禁止 均未 杜绝 停止
取消
"""
_NOT = frozenset(_NOT_WORDS.split())
_PLAN = re.compile(
    r"计划|(?<!模)拟(?!定|[合态])|力争|争取|打算|预计|下一步|下步|明年|下一年|准备|争创|要(?:覆盖|达到|完成|建成|实现|做到)|努力(?:实现|创建|达到)|目标|有望|规划(?:新?建|投入)|谋划"
    r"|将(?:于|会|在|继续|进一步|全面|重点|持续|着力|全力|大力|加快|深入|扎实|不断|开工|新建|新增|新开|建成|建设|启动|实施|推进|推动|开展|组织|完成|投入|投用|招聘|引进|改造|扩建|打造|探索|加强|加大|举办|开设|设立|成立|增加|达到|安排|优化|完善|建立|健全|选派|创建|落实|启用|扩大|提高|提升|"
    r"严格|坚持|围绕|以|按|从)"
)
_DONE = re.compile(r"已经?(?!然)|完成了|实现了|建成了|了(?!解)|均已|全部完成")
_PLAN_HEADING = re.compile(r"计划|打算|下一步|下步|工作思路|工作要点|工作安排|目标任务|展望|\d{4}年(?:重点|主要)工作")
_FINISHED = re.compile(r"完成|建成|竣工|投用|投入使用|启用|落成|实现|全面覆盖")
_UNDERWAY = re.compile(r"启动|开工|在建|正在|推进|筹建|筹备|谋划|着手|动工|试点")
_CAUSE = re.compile(r"因此|由于|从而|因为|所以|使得|导致|得益于|因而|致使|归因于|缘于|原因是|归功于|以致|进而")
_ALL = re.compile(
    r"全部|所有|全体|全都|无一例外|一律|悉数|全覆盖|人人|每(?:一)?(?:个|所|名|位|人|校|家|间)|各(?:中小)?(?:学校|校)|普遍|均|(?<![成首古故帝])都(?![市江匀昌])"
)
_ALL_THERE = re.compile(r"全|所有|一律|人人|每|各|均|都|普遍|应.尽.|100%|百分之百|整体|统一")
_PART = re.compile(r"部分|个别|少数|有的|一些|多数|大多|大部分|试点")
_GRADES = (
    ("首次", "首度", "第一次", "首个", "首批", "首家", "率先", "首创", "首"),
    ("唯一", "独有", "仅有"),
    ("最高", "第一", "榜首", "首位", "领先", "最", "前列"),
    ("大幅", "显著", "明显", "大大", "较大", "跨越", "跃升"),
    ("十分", "非常", "极为", "极其", "格外"),
    ("翻番", "翻一番", "翻了一番", "翻两番", "倍增", "成倍"),
    ("减半", "一半", "半数", "过半", "对半"),
    ("数十", "几十"),
    ("数百", "几百", "上百"),
    ("上千", "数千", "几千"),
    ("上万", "数万", "几万"),
    ("用于", "用来"),
    ("旨在", "目的", "目标"),
    ("取消", "废除", "废止", "撤销"),
    ("必须", "强制", "应当", "务必"),
    ("表彰", "嘉奖", "获奖", "荣获", "授予", "奖", "获", "评为"),
)
_REACH = re.compile(r"全(?P<unit>[国省市区县州旗镇乡])(?![一-龥]?家)")
WAYS = (
    (
        re.compile(r"提高|提升|增长|增加|上升|增至|升至|上涨|回升|扩大|攀升|增幅|增设|上调"),
        re.compile(r"下降|降低|减少|压减|降至|减至|缩减|回落|下滑|削减|精简|下调|压降|缩小"),
    ),
    (re.compile(r"优于|高于|领先|多于|超过"), re.compile(r"低于|落后于|不及|逊于|少于")),
    (re.compile(r"新增|新开|增设|恢复|开放"), re.compile(r"关停|取消|撤并|撤销|停办|关闭|调减|停运|暂停")),
)
"""Words for one direction and for the other."""
_LACK = re.compile(r"缺(?!席)|不足|欠|不够|短板|薄弱|困难|紧张|滞后|落后")
_BY_WHOM = re.compile(r"牵头|主办|承办|协办|领衔|发起|资助|捐赠|捐助|主持")
_NEAR = 0.5
"""Share of a clause's content words from which a clause of a source tells of the same."""


class _Match(NamedTuple):
    clause: Clause
    source: ReadSource
    share: float


def claim_problems(sentence: str, cited: Sequence[ReadSource]) -> Iterator[Problem]:
    """Denials, plans, causes and shares that differ from the sources.

    Args:
        sentence: The folded sentence, or the part that tells of one place.
        cited: The sources that may tell it.
    """
    whole = "\n".join(source.text for source in cited)
    yield from _general(sentence, whole, cited)
    parts = clauses(sentence)
    for part in parts:
        if near := _nearest(part.text, cited):
            yield from _of_clause(part, near)
        elif _denied(part.text) and not _denies_any_of(part.text, cited):
            yield Problem(ProblemKind.POLARITY, f"“{_short(part.text)}”的否定不在所引的原文里")


def _denies_any_of(said: str, cited: Sequence[ReadSource]) -> bool:
    """Whether a clause of a source denies something that a sentence names; a heading alone shows no absence."""
    terms = [word for word in content_words(said) if len(word) > 1]
    return any(_denied(clause.text) and any(held(word, clause.sentence) for word in terms) for source in cited for clause in source.clauses)


def _general(sentence: str, whole: str, cited: Sequence[ReadSource]) -> Iterator[Problem]:
    if (cause := _CAUSE.search(sentence)) and not _CAUSE.search(whole):
        yield Problem(ProblemKind.CAUSE, f"“{cause.group()}”所说的因果不在所引的原文里")
    if (every := _ALL.search(sentence)) and not _ALL_THERE.search(whole):
        yield Problem(ProblemKind.SCOPE, f"“{every.group()}”的范围不在所引的原文里")
    for group in _GRADES:
        said = next((word for word in group if word in sentence), None)
        if said and not any(word in whole for word in group):
            yield Problem(ProblemKind.SCOPE, f"“{said}”的程度不在所引的原文里")
    for reach in _REACH.finditer(sentence):
        contexts = "\n".join(source.context for source in cited)
        if reach.group() not in whole + contexts and not re.search(rf"[一-龥]{reach['unit']}(?![域])", contexts):
            yield Problem(ProblemKind.SCOPE, f"“{reach.group()}”的范围不在所引的原文里")


def _nearest(words: str, cited: Sequence[ReadSource]) -> list[_Match]:
    """Clauses of the sources that tell nearest the same, all that are about as near as the nearest."""
    terms = [word for word in content_words(words) if len(word) > 1]
    if not terms:
        return []
    found: list[_Match] = []
    for source in cited:
        for clause in source.clauses:
            share = sum(held(word, clause.text) for word in terms) / len(terms)
            if share >= _NEAR:
                found.append(_Match(clause, source, share))
    best = max((match.share for match in found), default=0.0)
    return [match for match in found if match.share >= best - 0.1]


def _of_clause(part: Clause, near: Sequence[_Match]) -> Iterator[Problem]:
    said = part.text
    if all(_denied(said) != _denied(match.clause.text) for match in near):
        yield Problem(ProblemKind.POLARITY, f"“{_short(said)}”与所引原文的肯定、否定不一致")
    elif all(bool(_LACK.search(match.clause.text)) for match in near) and not _LACK.search(part.sentence) and not _denied(said):
        yield Problem(ProblemKind.POLARITY, f"“{_short(said)}”在所引原文里说的是不足")
    for up, down in WAYS:
        for ours, opposite in ((up, down), (down, up)):
            if (
                ours.search(said)
                and not opposite.search(said)
                and all(opposite.search(m.clause.text) and not ours.search(m.clause.text) for m in near)
            ):
                yield Problem(ProblemKind.POLARITY, f"“{_short(said)}”与所引原文的方向相反")
    if (by := _BY_WHOM.search(said)) and len(said[: by.start()]) > 1 and all(_by_another(said, by, match.clause.text) for match in near):
        yield Problem(ProblemKind.UNSUPPORTED, f"“{_short(said)}”在所引原文里是别的单位或人做的")
    if (part_of := all(_PART.search(match.clause.text) for match in near)) and _ALL.search(said) and part_of and not _PART.search(said):
        yield Problem(ProblemKind.SCOPE, f"“{_short(said)}”的范围比所引原文大")
    yield from _planned(part, near)


def _by_another(said: str, by: re.Match[str], theirs: str) -> bool:
    """Whether a source names another doer before the same verb."""
    at = theirs.find(by.group())
    return at > 1 and theirs[at - 2 : at] not in said[: by.start()]


def _planned(part: Clause, near: Sequence[_Match]) -> Iterator[Problem]:
    intended = bool(_PLAN.search(part.sentence))
    theirs = [bool(_PLAN.search(_up_to(match.clause))) for match in near]
    headed = [bool(_PLAN_HEADING.search(match.source.context)) for match in near]
    done = bool(_DONE.search(part.text))
    claimed = done and all(headed) and not any(_DONE.search(match.clause.sentence) for match in near)
    if not intended and (all(theirs) or claimed):
        yield Problem(ProblemKind.PLANNED, f"“{_short(part.text)}”在所引原文里是计划，不是已经做到的事")
    elif _PLAN.search(part.text) and not any(theirs) and not any(headed):
        yield Problem(ProblemKind.PLANNED, f"“{_short(part.text)}”在所引原文里不是计划")
    elif (ends := _FINISHED.search(part.text)) and all(_UNDERWAY.search(m.clause.text) and not _FINISHED.search(m.clause.text) for m in near):
        yield Problem(ProblemKind.PLANNED, f"“{ends.group()}”在所引原文里还没有做到")


def _up_to(clause: Clause) -> str:
    """The sentence of a clause up to its end: what is said after it does not make it a plan."""
    at = clause.sentence.find(clause.text)
    return clause.sentence[: at + len(clause.text)]


@lru_cache(maxsize=4096)
def _denied(words: str) -> bool:
    return any(word in _NOT for word in cut_words(words)) or bool(re.search(r"(?<![尚从])未(?![来成])|没有|尚未", words))


def _short(words: str) -> str:
    return words if len(words) <= 24 else words[:23] + "…"
