"""Whose report it is by its opening and closing words: 2025年，砚湖区教育系统…。全区….

Names stand here in the positions in which a report speaks of its own place, so the gazetteer need not
hold them. Every such name of a text has to be the same, of the level that speaks, and nowhere told of
as another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.numbering import match_mark
from ingest.regions import contexts as c
from ingest.regions.general_names import may_name_a_place
from ingest.regions.levels import own_level
from ingest.regions.lines import BLANKED, DATE, NAMED, split_name
from ingest.regions.stated import Stated
from ingest.sentences import line_spans

_PROSE_MIN = 20
"""Shortest line of running text, in characters."""
_PROSE_LINES = 2
_TOP_LINES = 8
"""How many non-empty lines at the top may hold an addressee, and at the end the unit that reports."""
_OPENING_MAX, _CLOSING_MAX = 500, 240
"""Length of the opening and of the closing looked at, in characters."""
_EVIDENCE_MAX = 60

_PLACE = rf"(?:{BLANKED.pattern})?(?P<place>{NAMED}{{1,3}})"
_LETTER = r"[省市区县州盟旗]?"
_BUREAU = (
    r"(?:教育(?:和|与)?(?:体育|科技|科学技术|文化|卫生)*(?:局|厅|委员会)|教体局|教科局|教科体局|教文体局|教委"
    rf"|{_LETTER}委?教育(?:工委|工作委员会|工作领导小组(?:办公室)?)"
    r")"
)
_GOVERNMENT = rf"{_LETTER}(?:党委|委)(?:[、和及]?(?:(?P=place)|{_LETTER})(?:人民)?政府|{_LETTER}(?=的?[\u4e00-\u9fff]{{0,4}}领导下))"
_SYSTEM = (
    r"(?:(?:教育|教体|教育体育|教育和体育)(?:系统|战线|事业|工作(?!会|领导|经验)|改革|部门|经费|投入|质量|资源|高质量|强[区县市]|现代化)"
    r"|(?:广大|全体)?(?:教育工作者|教育人|教职工|师生)|(?:各级)?各类学校|各级教育部门)"
)
_DOES = (
    r"(?:坚持|坚定|始终|认真|深入|全面|紧紧|紧扣|紧盯|聚焦|围绕|以(?![往外内上下及东西南北])|立足|锚定|牢牢"
    r"|扎实|积极|切实|着力|大力|持续|不断|按照|贯彻|高度重视|全力|奋力|努力|现有|共有|现辖|辖|下辖|位于|地处|是|总面积|国土面积|常住人口|总人口|严格|稳步|有序|统筹|抢抓|突出|强化|优化)"
)
_TIME = (
    r"(?:(?:截至|截止|到|自|从|在|回顾|回首|展望|刚刚|即将)*(?:过去的?)?"
    rf"(?:{DATE}|[0-9]{{0,3}}[xX×*]{{1,4}}年|[今去本当同明][一]?(?:年|学年|年度|学期)|[一半近几数]年|新的一年|年[初末底]|目前|当前|如今|下一步|今后|“?十[一二三四五]五”?)"
    r"(?:时期|期间)?(?:度|底|末|初|以来|来|里|间|中|时|伊始)?){0,6}"
)
_NOT_DOING = (
    r"(?!(?:党[组委])?(?:书记|局长|副局长|主任|领导(?!班子)|一行|调研|考察|督[查导]|检查|对(?![标照])|给|向|来|赴|到|为我|与(?!时俱进)|和|同(?![心步])|跟|及|等|的"
    r"|关于|印发|下发|转发|通知|文件|邀请|联合|选派|派|举办|承办|主办|公[布示]|发布|命名|授予|认定|批[准复]|评|验收|表彰|通报|安排|部署|要求|帮|支[教援]|援|捐|结对"
    rf"|拨|所属|下属|直属|主管|新闻|网|讯|会议|大会|经验|规划|[》”]|[、](?!{_LETTER}(?:委|政府|人民政府|教育)))|党[组委](?:书记|成员))"
)
_SUBJECT = re.compile(
    rf"^{_TIME}(?:是|作为)?{_PLACE}(?:(?:{_LETTER}{_BUREAU}|{_SYSTEM}){_NOT_DOING}|(?:{_GOVERNMENT}|{_LETTER}(?:人民)?政府|教育)?{_DOES})"
)
"""A place that acts or is described at the start of a clause: 2025年雁浦区教育局坚持…."""
_YEAR_OF = re.compile(rf"^{_TIME}是{_PLACE}(?:教育|推进|实施|全面|深入|加快|打造|创建|建设|迈)")
_FOR = re.compile(rf"^{_TIME}对于?{_PLACE}(?:的|广大|全体|教育)[^，。；]{{1,24}}(?:来说|而言)")
_LED = re.compile(
    rf"^{_TIME}(?:在|按照|根据|围绕)(?:[^，。；]{{0,20}}[和、])?(?:中共)?{_PLACE}{_GOVERNMENT}"
    r"[^，。；]{0,16}?(?:领导下|部署|要求|安排|中心工作)"
)
_PRESENTED = re.compile(
    rf"^(?:下面|现在)?(?:现将|现就|我谨?代表|我?受(?=[^，。；]*政府委托))(?:中共)?{_PLACE}(?=[^。；]*(?:报告|汇报|总结|委托|如下))"
    rf"(?:{_LETTER}{_BUREAU}|(?:人民)?政府|教育|{DATE})(?!的?经验)"
)
_FRAMES = (_SUBJECT, _YEAR_OF, _FOR, _LED, _PRESENTED)

_ADDRESSED = re.compile(rf"^(?:中共)?{_PLACE}(?:{_GOVERNMENT}|人民政府|人大常委会|人民代表大会常务委员会)[：:]$")
_SENT_TO = re.compile(rf"^[（(]?(?:呈|上)?报(?:送|告|呈)?[：:]?\s*(?:中共)?{_PLACE}(?:{_GOVERNMENT}|人民政府|人大常委会)[）)]?$")
_UNIT_GIVEN = re.compile(
    rf"^[（(]?(?:(?:报告|汇报|报送|填报|总结|编制|供稿|撰写)(?:单位|部门)|供稿)(?:（[^）]*）)?[：:]\s*{_PLACE}{_LETTER}{_BUREAU}"
)
_LINES = (_ADDRESSED, _SENT_TO, _UNIT_GIVEN)

_CLAUSE = re.compile(r"[^，,。；;：:！!？?\s（）()]+")
_SENTENCE_ENDS = "。！!？?\n"
_TO_US = re.compile(
    r"(?:给|对|到|来|赴|向|与|和|同|帮助|支[持援]|帮|为|是|作为|系|授予|确定|位于)我们?[省市区县州盟旗局校]"
    r"|启示|借鉴|值得[^，。]{0,6}学习|学习[^，。]{0,8}经验|做法[^，。]{0,6}(?:推广|启发)"
    r"|我们(?:受益|提供|的差距)|据[^，。]{0,6}(?:报道|介绍)|兄弟[省市区县]|送[来教]|赠|派出|驻点|[援捐]建|帮带|来函"
)
"""What makes the subject of a sentence another place than ours."""
_AWAY = re.compile(
    r"(?:[与同赴往]|前往|学习|借鉴|考察|参观|支援|帮扶|协作|援助|结对|邀请|牵手|携手|对口)(?:了|到)?(?:[\u4e00-\u9fff]{1,5}[省市州盟])?$"
)
"""What stands before a place that is not ours."""
_US_THERE = re.compile(rf"(?!委)[^，。；\n]{{0,16}}(?:(?:[到来赴与给]|帮扶|支援|协作|援助)我[{_LETTER[1:-2]}]|考察团)")
_SMALL = re.compile(r"[我本全][校园院镇乡村]|我公司|本公司|[我本全]街道")
_RANKS = {"省": 3, "市": 2, "州": 2, "盟": 2, "区": 1, "县": 1, "旗": 1}


class _Named(NamedTuple):
    """A place that a report's own words name as its own."""

    name: str
    """As written, without blanked outer names."""
    evidence: str
    """The clause or line that names it, verbatim."""
    frame: str
    """The words that make it its own, which tell nothing else."""
    sentence: str
    """The sentence around it."""
    before: str
    """What the same part of the text says before it."""


def find_self_named(title: str, text: str) -> Stated | None:
    """The place that the opening or the closing of a report names as its own.

    Args:
        title: The report's title.
        text: The report's text.

    Returns:
        The name with its evidence; None when none is named so, or several are, or something
        speaks against it.
    """
    opening, closing = _opening(text), _closing(text)
    told = [found for found in (*_in_lines(text), *_in_prose(opening), *_in_prose(closing)) if _is_own(found, title, text, opening)]
    longest = max(told, key=lambda found: len(found.name), default=None)
    if longest is None or not all(longest.name.endswith(found.name) for found in told):
        return None
    return Stated(longest.name, longest.evidence)


def _in_prose(words: str) -> Iterator[_Named]:
    """Places in the positions of running text in which a report names its own."""
    for clause in _CLAUSE.finditer(words):
        begin = max(words.rfind(end, 0, clause.start()) for end in _SENTENCE_ENDS) + 1
        stop = min((at for end in _SENTENCE_ENDS if (at := words.find(end, clause.start())) >= 0), default=len(words))
        for frame in _FRAMES:
            if found := frame.match(words[clause.start() : stop]):
                yield _Named(found["place"], clause.group()[:_EVIDENCE_MAX], found.group(), words[begin:stop], words[: clause.start()])


def _in_lines(text: str) -> Iterator[_Named]:
    """Places in the lines that say to whom, or by whom, it is reported."""
    lines = [text[start:end].strip() for start, end in line_spans(text)]
    for line in dict.fromkeys((*lines[:_TOP_LINES], *lines[-_TOP_LINES:])):
        for frame in _LINES:
            if len(line) <= _EVIDENCE_MAX and (found := frame.match(line)):
                yield _Named(found["place"], line, line, line, "")


def _opening(text: str) -> str:
    """The first running text, up to the first numbered part after it."""
    prose: list[str] = []
    for start, end in line_spans(text):
        if match_mark(text, start, end):
            if prose:
                break
        elif _is_prose(text[start:end]):
            prose.append(text[start:end].strip())
    return "\n".join(prose[:_PROSE_LINES])[:_OPENING_MAX]


def _closing(text: str) -> str:
    """What the last running text says of the time to come."""
    prose = [span for span in line_spans(text) if _is_prose(text[slice(*span)])]
    if len(prose) < 2 or match_mark(text, *prose[-1]):
        return ""
    told = re.findall(rf"[^{_SENTENCE_ENDS}]+[{_SENTENCE_ENDS}]?", text[slice(*prose[-1])])
    return "".join(sentence for sentence in told if "将" in sentence or "继续" in sentence)[-_CLOSING_MAX:]


def _is_prose(line: str) -> bool:
    return len(line.strip()) >= _PROSE_MIN and bool(re.search(r"[，,。；;！!]", line))


def _is_own(found: _Named, title: str, text: str, opening: str) -> bool:
    """Whether a name is one place's, of the level that speaks, and no other place's than the reporter's."""
    parts = split_name(found.name)
    if not may_name_a_place(parts) or not _descends(parts):
        return False
    if _TO_US.search(found.sentence) or c.tells_of_elsewhere(found.sentence, c.Use.FULL_OWN):
        return False
    return _speaks(found, title, text, opening) and not _is_elsewhere(parts[-1], text)


def _descends(parts: tuple[str, ...]) -> bool:
    """Whether each part of a name can lie in the one before it."""
    ranks = [3 if part.endswith("自治区") else _RANKS[part[-1]] for part in parts]
    return all(outer > inner or (outer, part[-1]) == (2, "市") for outer, inner, part in zip(ranks, ranks[1:], parts[1:], strict=False))


def _speaks(found: _Named, title: str, text: str, opening: str) -> bool:
    """Whether the report speaks as the level of a name: 全区, 我区, 区委 of a 区."""
    unit, own = found.name[-1], own_level(title, text.replace(found.frame, "", 1))
    blanks = {blank[-1] for blank in BLANKED.findall(title)}
    if (own and own != unit) or (blanks and unit not in blanks) or _SMALL.search(opening):
        return False
    if any(blank.endswith(unit) for blank in BLANKED.findall(opening)) or re.search(rf"我{unit}(?!域)|我局", found.before):
        return False
    others = "".join(letter for letter in _RANKS if letter != unit)
    lower = "".join(letter for letter in others if _RANKS[letter] < (3 if found.name.endswith("自治区") else _RANKS[unit]))
    if re.search(rf"[我本][{others}](?!域)", opening) or (lower and re.search(rf"全[{lower}](?!域)|(?<![\u4e00-\u9fff])[{lower}]委", opening)):
        return False
    return own == unit or bool(
        re.search(rf"[我全本]{unit}(?![域直])|(?<![\u4e00-\u9fff]){unit}(?:委|政府|教育|教体)", opening.replace(found.frame, "", 1))
    )


def _is_elsewhere(name: str, text: str) -> bool:
    """Whether a text somewhere tells of a place as another than its own: 赴雁浦区考察."""
    return any(
        _AWAY.search(text[max(0, at.start() - 16) : at.start()]) or _US_THERE.match(text, at.end()) for at in re.finditer(re.escape(name), text)
    )
