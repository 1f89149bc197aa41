"""Words beside a place name that tell in what part the place stands in a report."""

from __future__ import annotations

import re
from enum import Enum

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n（）()]")
_CLAUSE_MAX = 60
"""How far a clause is looked for on either side, in characters."""

SCHOOL = (
    r"(?:(?<!中)小学|中学|初中|高中|幼儿园|幼儿院|中心校|中心学校|中心园|完小|学校|教学点|小学部|校区|[一二三四五六][小中]"
    r"|职高|职中|职教|技校|职校|特校|电大|幼师|卫校|进修|成校)"
)
"""What the name of a school ends with."""
INSTITUTION = re.compile(rf"[市区县]?(?:第?[一二三四五六七八九十]+)?(?:[\u4e00-\u9fff]{{2,4}}?)?{SCHOOL}")
"""A school or the like whose name goes on from a place name."""
FULL_OWN = re.compile(
    r"(?:教育(?!部|厅)|教体|教科|教委|教研|教师|教职|中小学|中学|小学|初中|高中|学校|幼儿|义务|学前|基础|职业|优质|优秀|重点|首届"
    r"|第[一二三四五六七八九十]+届)"
)
"""What follows the full name of the unit that reports, or of the one above it."""
SHORT_OWN = re.compile(
    r"(?:教育(?!部|厅|出版|学院|大学|科学|电视|报)|教体|教研|教科|德育|学子|人民(?!医院|大学|日报|解放|出版|教育)|大地|中小学|教师"
    r"|名师|大?讲[坛堂])"
)
"""What follows the short name of the unit that reports: 余杭教育, 石桥教研."""
ELSEWHERE = re.compile(
    r"[市区县]?(?:[\u4e00-\u9fff]{0,4}(?:大学|研究院|出版社)"
    r"|[\u4e00-\u9fff]{0,4}(?:师范|理工|医|财经|工业|农业|职业技术|传媒|美术|音乐|体育|电子科技)学院"
    r"|师大|交大|理工|日报|晚报|商报|早报|都市报|电视台|卫视|会议|战役|奥运|亚运|世博|杯|籍|户籍|人氏)"
)
"""What makes a place name the name of a university, a paper or an event."""
ROAD = re.compile(r"[东西南北中]?(?:路|街|镇|乡|村|苏木|社区|大道|大街|里|巷|弄|桥|门|山(?!区)|河|湖|江)")
"""What makes a short name a road's, a river's or a town's."""

_AWAY = r"考察|参观|跟岗|跟班|取经|东西部|援[疆藏青川建]|姊妹|姐妹|邀请|特邀|来自|赴|前往|奔赴|兄弟|借鉴|学习.{0,12}经验|来访"
_PARTNERS = r"支教|选派|挂职|帮扶|协作|签订|拨付|捐|结对|对口|到我|我[省市区县州旗].{0,4}(?:开展|调研|指导)"
_EVENTS = (
    r"友好|聘请|承办|主办|举办|举行|召开|研讨会|论坛|年会|大赛|决赛|赛区|博览会|招聘会|外地|先进地区|等地|等城市|户籍|支援|灾区|圈|为中心"
    r"|高校|毕业|名校|专家|教授|跨省|跨区|周边|毗邻|相邻|交界|投资|集团公司|有限公司|返[乡岗]|来我"
)


class Use(Enum):
    """How a place is named; tells which words of its clause make it another place than the reporter's."""

    PLAIN = re.compile(f"{_AWAY}|{_PARTNERS}|{_EVENTS}")
    """In passing."""
    FULL_OWN = re.compile(f"{_AWAY}|{_PARTNERS}")
    """In full before words of a bureau; but 余杭区教育局选派教师到我县支教."""
    SHORT_OWN = re.compile(f"{_AWAY}|对口(?:支援|帮扶|协作)")
    """As only its own people name it: 余杭教育."""
    TOWN = re.compile(r"考察|参观|跟岗|取经|东西部|援[疆藏青川建]|对口|邀请|特邀|来自|兄弟|借鉴|赴.{0,12}(?:学习|支教)")
    """A town, which a bureau visits in its own county too."""


_FUNCTION_WORDS = "与和及在到由对等的是有将为以了至从向赴往把给让"
"""Ideographs that seldom are part of a name."""
_NAME_CHARACTERS = re.compile(rf"[^\u0000-\u4dff\ua000-\uffff{_FUNCTION_WORDS}]*$")
_AFTER_VERB = re.compile(r".*(?:完成|新建|建设|推进|启动|改建|扩建|迁建|撤并|建成|创建|成立|组织|支持|指导|督促|确定|所有|其中|包括|深入)(?=.)")
"""Words after which a name begins."""


def clause(text: str, start: int, end: int) -> str:
    """The clause around a span.

    Args:
        text: The report's text.
        start: Start of the span.
        end: End of the span.
    """
    before, after = text[max(0, start - _CLAUSE_MAX) : start], text[end : end + _CLAUSE_MAX]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    stop = _CLAUSE_END.search(after)
    return before[ends[-1] if ends else 0 :] + text[start:end] + after[: stop.start() if stop else len(after)]


def tells_of_elsewhere(words: str, use: Use) -> bool:
    """Whether a clause speaks of another place than the reporter's.

    Args:
        words: The clause.
        use: How the place is named in it.
    """
    return use.value.search(words) is not None


def at_boundary(text: str, at: int) -> bool:
    """Whether a name may begin or end between two characters for sure.

    Args:
        text: The report's text.
        at: Offset of the character that stands outside the name.
    """
    return not 0 <= at < len(text) or text[at] in _FUNCTION_WORDS or not "\u4e00" <= text[at] <= "\u9fff"


def run_start(text: str, end: int, limit: int) -> int | None:
    """Where the run of name characters before an offset begins.

    Args:
        text: The report's text.
        end: Offset that the run ends at.
        limit: Longest run, in characters.

    Returns:
        The offset, or None when the run is longer, so that it is not sure where a name in it begins.
    """
    run = _NAME_CHARACTERS.search(text, max(0, end - limit - 1), end)
    begin = run.start() if run else end
    if verb := _AFTER_VERB.match(text, begin, end):
        return verb.end()
    return begin if end - begin <= limit else None
