"""Texts of one file that share what only one place says: its slogans, its schools.

Collections often hold several years of one bureau, with the name left in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.regions import contexts as c

_ENOUGH = 3
"""Least weight of what is shared: a slogan and another coined term, or three schools."""
_SLOGAN_WEIGHT = 2
_SLOGAN_MIN = 8
"""Least length of a slogan in ideographs; it has two parts: “扬帆逐浪、繁花似锦”."""
_RARE_SHARE = 0.4
"""Least share of a slogan's character pairs that stand nowhere else in the file."""
_EVIDENCE_MAX = 6

_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff、，,·]{4,24})[”\"]")
_SCHOOL = re.compile(r"小学|中学|幼儿园|初中|附小|附中")
_SCHOOL_MIN, _SCHOOL_MAX = 3, 6
"""Length of a school's own name; shorter ones are the same in many places."""
_GENERAL_SCHOOL = re.compile(
    r"[各全所名个等省市区县乡镇级我本该其它他们]|^(?:农村|城区|城市|公办|民办|优质|薄弱|普通|义务|职业|完全|示范|重点|高级|初级|中心|第.|部分|新建|乡镇|九年|教育|希望|民族|实验|外国语|附属|配套|直属|寄宿|规范|特色|标准)+$"
    r"|^(?:解放|人民|中山|建设|文化|新华|和平|红旗|胜利|光明|育才|育红)"
)
_GENERAL_TERM = re.compile(
    "(?:工程|计划|规划|活动|行动|工作室|制度|方案|实验区|示范区|学校|教师|机制|档案|体系|标准|工作|建设|管理|评比|比赛|大赛|讲坛|论坛|沙龙|大讲堂|课堂|蓝天下|两翼|满意|年)$"
)
"""Ends of quoted terms that any bureau uses."""
_NATIONAL = re.compile(
    "初心|使命|学党史|两学一做|三严三实|为民|务实|清廉|实事求是|与时俱进|解放思想|四个意识|四个自信|两个维护|两个确立|两个毫不动摇|科学发展|以人为本|立德树人|五育|德智体|教书育人|为人师表|爱岗敬业|身正为范"
    "|学高为师|当堂训练|合作、探究|自主、|公平、公正|公开、|安全第一|预防为主|谁主管|谁负责|一岗双责|党政同责|横向到边|纵向到底|育人为本|优先发展|促进公平|提高质量|提升质量|改革创新|以县为主|统筹规划|分步实施|停课不停"
    "|人民满意|中国梦|核心价值|富强|民主|文明|爱国|敬业|诚信|友善|一校一|一生一|一师一|创先争优|保持共产党员|三个代表|学习强国|绿水青山|六稳|六保|双随机|双减|课后服务|阳光体育|每天锻炼|零容忍|全覆盖|无禁区|四有|三全育人"
    "|教会|勤练|常赛|乡村振兴|脱贫攻坚|两不愁|三保障|控辍保学|两免一补|三重一大|民主集中|批评|自我批评|照镜子|正衣冠|批评教育|廉洁|讲政治|讲正气|学有所教|劳有所得|幼有所育|有教无类|因材施教|家校|师德|党建|法治|依法|标本兼治|综合治理"
    "|化解矛盾|维护|稳定|红色|四史|课程思政|知荣辱|树新风|强素质|树形象|抓质量|保安全|促发展|科教兴国|人才强国|减负|提质|增效|学前教育|义务教育|均衡|素质教育"
)
"""Words of slogans that are said everywhere; a slogan with one of them tells nothing."""


def shared_evidence(text: str, named: str, others: Sequence[str]) -> tuple[str, ...]:
    """What two texts share that only one place says.

    Args:
        text: A text whose region is not known.
        named: A text whose region is known.
        others: The other texts of the file; what they say too is not of one place, and
            their words are the measure of what is rare.

    Returns:
        Verbatim slogans, terms and schools, or nothing when they are too few.
    """
    terms = {term for term in _terms(text) | _terms(named) if term in text and term in named}
    terms = {term for term in terms if not any(term in other for other in others)}
    slogans = {term for term in terms if _is_slogan(term, (text, named)) and _is_rare(term, (text, named, *others))}
    terms = {term for term in terms - slogans if not _GENERAL_TERM.search(term) and not any(term in slogan for slogan in slogans)}
    schools = (_schools(text) & _schools(named)).difference(*(_schools(other) for other in others))
    weight = _SLOGAN_WEIGHT * len(slogans) + len(terms) + len(schools)
    if weight < _ENOUGH or not (slogans or len(schools) >= _ENOUGH):
        return ()
    ordered = (*sorted(slogans, key=text.find), *sorted(schools, key=text.find), *sorted(terms, key=text.find))
    return ordered[:_EVIDENCE_MAX]


@lru_cache(maxsize=64)
def _terms(text: str) -> frozenset[str]:
    """Quoted terms that are not said everywhere."""
    return frozenset(term for term in _QUOTED.findall(text) if not _NATIONAL.search(term))


def _is_slogan(term: str, texts: Sequence[str]) -> bool:
    """Whether a quoted term is the motto of a strategy: two even parts that a text calls its strategy or goal."""
    parts = re.split(r"[、，,·]", term)
    if len(parts) != 2 or sum(map(len, parts)) < _SLOGAN_MIN or len(parts[0]) != len(parts[1]) or parts[0][0] == parts[1][0]:
        return False
    strategy = re.compile(re.escape(term) + r"[”\"]为?[^，。；“”]{0,4}(?:战略|目标|愿景|理念|品牌|精神|定位|方略|追求|办学|主线)")
    return any(strategy.search(text) for text in texts)


def _is_rare(term: str, texts: Sequence[str]) -> bool:
    parts = re.split(r"[、，,·]", term)
    rest = re.sub("|".join(map(re.escape, parts)), "", "\n".join(texts))
    pairs = [part[i : i + 2] for part in parts for i in range(len(part) - 1)]
    return sum(pair not in rest for pair in pairs) >= _RARE_SHARE * len(pairs)


@lru_cache(maxsize=64)
def _schools(text: str) -> frozenset[str]:
    """Names of schools that begin at a sure boundary and are no general terms."""
    found = set()
    for school in _SCHOOL.finditer(text):
        begin = c.run_start(text, school.start(), _SCHOOL_MAX)
        if begin is not None and school.start() - begin >= _SCHOOL_MIN and not _GENERAL_SCHOOL.search(text[begin : school.start()]):
            found.add(text[begin : school.end()])
    return frozenset(found)
