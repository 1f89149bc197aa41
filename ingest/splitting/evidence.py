"""How much speaks for a report beginning at a place, as a sum of points."""

from __future__ import annotations

import re
from collections import Counter

from ingest.numbering import RANKS
from ingest.splitting.heads import Head
from ingest.splitting.openings import closing_strength, looks_ahead, opening_strength, personal_opening, voices
from ingest.splitting.reading import Reading, is_numbered
from ingest.splitting.titles import DATE_LINE, NAMED, SALUTATION, SEPARATOR, SUBTITLE, is_signature

ENOUGH = 3.0
"""Evidence that makes a boundary."""
ENOUGH_ALONE = 4.2
"""Evidence for a second report that neither a title nor anything else in the file announces."""
_MARKED = 3.0
_SIGNED = 1.5
_PARAGRAPH = 15
"""Shortest paragraph, in characters."""
_HALF_POINTS = -2.5
_LOOK_AHEAD = 2_500
"""How far behind a place its numbering and voice are looked at, in characters."""
_VOICE_SAMPLE = 800
_OPENING_PARAGRAPHS = 3
"""How many paragraphs may stand between a report's opening and its first number."""
_UNTITLED = 1.8
"""Fewest points of an opening that begins a report without a title."""
_UNMISTAKABLE = 2.8
"""Points of an opening with time, formula and voice."""
_GOVERNMENT = re.compile(r"政府工作报告")
"""Government reports open their second half (今年政府工作的总体要求是…, 一、…) as they opened the first."""
_HALVES = re.compile(r"(?:和|与|及|暨|、).{0,14}(?:计划|打算|安排|思路|要点|设想|举措|措施|规划)|总结.{0,6}计划")
"""A title that announces a review and a plan in one report."""
_HALF = re.compile(
    r"(?:下半年|明年|来年|下一?(?:年|步|学期|阶段)|20[0-9xX]{2}年|新学期|今后|下).{0,16}(?:计划|打算|安排|思路|要点|设想|举措|措施|重点|目标|任务|规划)"
)
_ISSUER = re.compile(r"[局厅委]|政府")
_HEADING_MAX = 30
_SENTENCE_END = "。！？!?；;.…”’」』）)》】"
_ATTACHMENT = ("附件", "附：", "附:")
_ARTICLE = re.compile(r"^[ \t\u3000#*]*第[一二三四五六七八九十百]+条", re.MULTILINE)
_FIRST_ARTICLE = re.compile(r"^[ \t\u3000#*]*第一条", re.MULTILINE)
_DISTRICT = re.compile(
    r"(?:(?![我本全各该这某两外县市省校社小学辖景片街灾牧园地住山老新城郊和与及在对向为是的到由从])[\u4e00-\u9fff]){2,4}?"
    r"(?:区|县|市)(?=教育|委|政府|中小学|第|实验|共|各|直|的|、|，|推|再|实际)"
)
_LEVEL = re.compile(r"我([区县市省校镇乡])|全([区县市省])")


def is_announced(reading: Reading, head: Head) -> bool:
    """Whether a title, a mark, the file or what stands before a place prepares for a new report there.

    Args:
        reading: The file.
        head: The place.
    """
    return bool(head.title) or head.mark is not None or reading.collection or _parted(reading, head) >= 1.0


def may_begin(reading: Reading, head: Head) -> bool:
    """Whether anything at a place itself speaks for a report there; cheap, and False for most lines.

    Args:
        reading: The file.
        head: The place.
    """
    if head.body >= len(reading.lines):
        return False
    if head.mark:
        return True
    return not head.words.startswith(_ATTACHMENT) and (bool(head.title) or _is_signed(reading, head) or _opening(reading, head) >= _UNTITLED)


def weigh(reading: Reading, head: Head, since: Head) -> float:
    """Evidence for a report beginning at a place.

    Args:
        reading: The file.
        head: The place.
        since: Where the report before began.

    Returns:
        Points; ``ENOUGH`` of them make a boundary.
    """
    opening, signed = _opening(reading, head), _is_signed(reading, head)
    numbering, between = _numbering(reading, head, since), _between(reading, head)
    if not head.mark and not head.title and not signed and not _may_begin_untitled(reading, head, opening, numbering, between):
        return 0.0
    score = (
        (_MARKED if head.mark else 0.0)
        + (_SIGNED if signed else 0.0)
        + head.title
        + opening
        + max(numbering, _articles(reading, head, since))
        + between
    )
    return score + (_HALF_POINTS if not head.mark and _is_half(head, since) else 0.0)


def _is_half(head: Head, since: Head) -> bool:
    """Whether a title is that of a report's second half: its plan for the next half-year or year."""
    announced = head.title < NAMED or _HALVES.search(since.words)
    return bool(_HALF.search(head.words) and announced and not _ISSUER.search(head.words))


def _may_begin_untitled(reading: Reading, head: Head, opening: float, numbering: float, between: float) -> bool:
    """Whether a paragraph without title or mark above it may begin a report.

    Its words are those of an opening; something else must speak for it: the numbering
    starts again, or a signature, rule or cut piece stands before it, or the opening is
    one that only the start of a report has.
    """
    ahead = looks_ahead(reading.lines[head.body].words)
    if _marks_run_on(reading, head):
        return False
    if not reading.collection and ((ahead and numbering < 1.0) or _is_under_heading(reading, head) or _GOVERNMENT.search(reading.text[:200])):
        return False
    if max(numbering, _parted(reading, head)) >= 1.0:
        return True
    return reading.collection and opening >= _UNMISTAKABLE and not ahead and numbering >= 0 and between >= 0.5


def _is_signed(reading: Reading, head: Head) -> bool:
    """Whether the report before ends right here with its issuer and date, and a paragraph follows."""
    if head.first < 2 or head.title or head.mark or is_numbered(reading.lines[head.first]) or len(reading.lines[head.first].words) < _PARAGRAPH:
        return False
    issuer, date = (line.words for line in reading.lines[head.first - 2 : head.first])
    return bool(DATE_LINE.fullmatch(date)) and is_signature(issuer)


def _is_under_heading(reading: Reading, head: Head) -> bool:
    """Whether a short line that is no sentence stands above: 2022年, 下半年打算. It heads a part of the same report."""
    above = reading.lines[head.first - 1].words if head.first else ""
    return bool(above) and len(above) <= _HEADING_MAX and above[-1] not in _SENTENCE_END and not is_signature(above) and not _ends_report(above)


def _ends_report(words: str) -> bool:
    return bool(DATE_LINE.fullmatch(words) or SEPARATOR.fullmatch(words))


def _marks_run_on(reading: Reading, head: Head) -> bool:
    """Whether the explicit marks before and after a place count on, so that none is missing between."""
    for where in reading.families.values():
        before = [m.number for i in where if i < head.first and (m := reading.marks[i])]
        after = [m.number for i in where if i >= head.first and (m := reading.marks[i])]
        if before and after and after[0] == before[-1] + 1:
            return True
    return False


def _opening(reading: Reading, head: Head) -> float:
    lines = reading.lines[head.body : head.body + 4]
    behind = next((line for line in lines if not SALUTATION.fullmatch(line.words) and not SUBTITLE.fullmatch(line.words)), None)
    if behind is None or is_numbered(behind):
        return 0.0
    opening = opening_strength(behind.words)
    if personal_opening(behind.words):
        official, own = voices(reading.text[behind.start : behind.start + _VOICE_SAMPLE])
        if own > 2 * official:
            opening = max(opening, 2.0)
    if head.title or head.mark:
        return 0.5 * opening + any(SUBTITLE.fullmatch(line.words) for line in reading.lines[head.first : head.body + 2])
    return opening


def _numbering(reading: Reading, head: Head, since: Head) -> float:
    """1.5 when the outermost numbering starts again here, -3 when it goes on."""
    before = _outermost(reading, since.body, head.first)
    if before is None:
        return 0.0
    kind, last = before
    seen = 0
    start = reading.lines[head.first].start
    for i in range(head.first, len(reading.lines)):
        line = reading.lines[i]
        if line.start - start > _LOOK_AHEAD or (i > head.body and (reading.titles[i] >= 1.5 or reading.is_marked(i))):
            break
        if line.mark and is_numbered(line) and RANKS.index(line.mark.kind) <= RANKS.index(kind):
            if line.mark.kind == kind and line.mark.number == last + 1 and last > 0:
                return -3.0
            if line.mark.number != 1 or seen > _OPENING_PARAGRAPHS:
                return 0.0
            return 1.5 if last >= 2 else 0.5
        seen += i >= head.body
    return 0.0


def _outermost(reading: Reading, first: int, stop: int) -> tuple[str, int] | None:
    """Outermost kind of number in the lines of the report so far, and its last number."""
    last, counts = reading.outline(first, stop)
    usual = [kind for kind in last if counts[kind] > 1] or list(last)
    if not usual:
        return None
    kind = min(usual, key=RANKS.index)
    return kind, last[kind]


def _articles(reading: Reading, head: Head, since: Head) -> float:
    """1.5 when 第一条 comes soon and the text so far had articles, or a title stands here."""
    start = reading.lines[head.first].start
    first = _FIRST_ARTICLE.search(reading.text, start, start + _LOOK_AHEAD)
    if first is None or _ARTICLE.search(reading.text, start, first.start()):
        return 0.0
    return 1.5 if head.title or _ARTICLE.search(reading.text, reading.lines[since.first].start, start) else 0.0


def _parted(reading: Reading, head: Head) -> float:
    """Evidence from a cut piece, a rule or a signature before the place."""
    first = reading.lines[head.first]
    if not head.first:
        return 0.0
    before = reading.lines[head.first - 1]
    score = 0.75 if reading.has_cut(before.end, first.start) else 0.0
    if any(SEPARATOR.fullmatch(line.words) for line in (before, *reading.lines[head.above : head.body])):
        return score + 1.5
    return score + (1.0 if DATE_LINE.fullmatch(before.words) or is_signature(before.words) else 0.0)


def _between(reading: Reading, head: Head) -> float:
    """Evidence from what stands before the place, and from what changes there."""
    first = reading.lines[head.first]
    score = _parted(reading, head)
    if head.first:
        before = reading.lines[head.first - 1]
        score += 0.25 * min(1.0, closing_strength(before.words))
        if first.start - before.end > reading.usual_gap + first.indent:
            score += 0.5
    if first.indent and not reading.indented:
        score += 0.5
    return score + _changes(reading.text, first.start)


def _changes(text: str, at: int) -> float:
    """Evidence from another district's names, another level (我区, 我县) or another voice behind a place."""
    before, after = text[max(0, at - _LOOK_AHEAD) : at], text[at : at + _LOOK_AHEAD]
    score = 0.0
    left, right = (Counter(_DISTRICT.findall(part)).most_common(1) for part in (before, after))
    if left and right and left[0][1] > 1 and right[0][1] > 1 and left[0][0] not in after and right[0][0] not in before:
        score += 1.0
    levels = [Counter(own or whole for own, whole in _LEVEL.findall(part)).most_common(1) for part in (before, after)]
    if all(level and level[0][1] > 2 for level in levels) and levels[0][0][0] != levels[1][0][0]:
        score += 0.75
    official, own = voices(after[:_VOICE_SAMPLE])
    official_before, own_before = voices(before[-_VOICE_SAMPLE:])
    if (own > 2 * official) != (own_before > 2 * official_before) and max(own, own_before) > 6:
        score += 1.0
    return score
