"""What a line at a boundary between reports may be: a title, an explicit mark, a signature, a separator."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.numbering import number_value

NAMED = 2.5
"""Strength of a title that names an issuing body or district."""
TITLE_MAX = 60
"""Longest title in characters."""
_HAN = "一二三四五六七八九十百"
_ORDINAL = rf"[{_HAN}]{{1,4}}|[0-9０-９]{{1,3}}"
_TYPE = (
    r"(?:总结|小结|计划|要点|规划|安排|打算|方案|报告|汇报|讲话|发言|致辞|意见|通知|通报|通告|公告|条例|办法|规定|决定|细则"
    r"|述职|情况|思路|纲要|心得|体会|感想|自查|剖析|简报|材料|回顾|展望|综述)"
)
_SUFFIX = (
    rf"(?:[（(【\[][^）)】\]]{{1,10}}[）)】\]]|范文|模板|例文|参考|稿|全文|精选|报告|[ \t\u3000:：]"
    rf"|第?(?:{_ORDINAL})篇?|篇(?:{_ORDINAL})|之(?:{_ORDINAL}))*"
)
_ENDS_AS_TITLE = re.compile(rf"{_TYPE}(?:(?:和|与|及|暨|以及|、).{{1,24}}{_TYPE}|及(?:安排|打算|思路|措施))?{_SUFFIX}$")
_ORGAN = re.compile(
    r"[局厅委办科室股处院校]|教育|政府|中心|[\u4e00-\u9fffxX×*＊○某]{1,8}(?:省|市|区|县|旗|州|镇|乡|街道|中学|小学|幼儿园)|党支部|党委|工会|团委|少先队|教研|督导"
)
_YEAR = re.compile(
    r"(?:[0-9０-９]{2,4}|20[xX×*]{1,2}|[xX×*～~]{2,4}|二[〇○零0][〇○零0一二三四五六七八九]{2})\s*[-—~～至]?\s*[0-9]{0,4}\s*学?年|上半年|下半年|年度|学年|学期|半年"
)
_NOT_TITLE = re.compile(r"[。；;！!？?]|^[《“\"].*[》”\"]$|[:：]$|[，,].*[，,]")
_OPENS_BODY = re.compile(
    r"^(?:第[一二三四五六七八九十百0-9]+[条章节款项]|一是|二是|首先|其次|为|按照|根据(?!.{2,30}(?:报告|汇报)$)|通过|做好|抓好|加强|落实|制定|制订|完成|开展|认真|继续|强化|推进|建立|完善|撰写|上报|召开|关于(?!.{4,50}的?(?:通知|意见|报告|方案|决定|规定|办法)))"
)

_MARK = re.compile(
    rf"""(?P<篇>第[ ]?(?P<a>{_ORDINAL})[ ]?篇)
       | (?P<之篇>篇[ ]?(?P<b>{_ORDINAL})(?![0-9年]))
       | (?P<范文>(?:范文|模板|例文|样本|样例|参考文|文稿|材料|案例|示例|正文|精选|优选|范本|版本)
           [ ]?(?:之)?[ ]?[（(【\[]?[ ]?(?P<c>{_ORDINAL})[ ]?[）)】\]]?)
       | (?P<之>(?<=总结|计划|要点|报告|方案|汇报|材料|范文|讲话|发言)之(?P<d>{_ORDINAL})$)
       | (?P<part>(?:Part|PART|part|No|NO)[ .:_-]{{0,2}}(?P<e>[0-9]{{1,3}}))
       | (?P<份>第[ ]?(?P<g>{_ORDINAL})[ ]?(?:份|则))
       | (?P<括>^【[ ]?(?P<h>{_ORDINAL})[ ]?】)
       | (?P<附>附[件录][ ]?(?P<f>{_ORDINAL}))
    """,
    re.VERBOSE,
)
_TYPE_MARK = re.compile(
    rf"{_TYPE}(?:范文|模板)?[ ]?(?:之)?[ ]?(?:[（(【\[][ ]?(?P<a>{_ORDINAL})[ ]?[）)】\]]|(?P<b>[0-9]{{1,2}}|之[{_HAN}]{{1,3}}))[:：]?$"
)
_AROUND = re.compile(r"[\s【】\[\]（）()：:、.．,，\-—_*#|·]+")

SEPARATOR = re.compile(r"\s*(?:[-=_*~—－＝＿～·•#]\s*){4,}\s*")
"""A line drawn between two texts."""
DATE_LINE = re.compile(
    r"[（(]?\s*(?:[0-9０-９xX×*]{2,4}|二[〇○零0]?[〇○零0一二三四五六七八九十]{1,3})\s*[年./-]\s*(?:[0-9０-９xX×*]{1,2}|[一二三四五六七八九十]{1,2})\s*[月./-]?\s*(?:(?:[0-9０-９xX×*]{1,2}|[一二三四五六七八九十]{1,3})\s*日?)?\s*[）)]?"
)
"""A date that stands alone."""
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fffxX×*]{1,12}[ ]?[〔\[［【（(][ ]?(?:[0-9xX×*]{2,4})[ ]?[〕\]］】）)][ ]?第?[ ]?[0-9xX×*]{1,4}[ ]?号")
"""The number of an official document, 云教〔2023〕8号, standing alone."""
LETTERHEAD = re.compile(r"[^。，,；;：:]{3,30}(?:文件|简报|办公室)")
SUBTITLE = re.compile(
    r"[（(]?(?:——|—|--|－－).{4,60}|[（(].{0,40}(?:20[0-9]{2}|二[〇○零]).{0,60}[）)]|.{0,45}(?:会议|大会)(?:上|审议|通过|批准|公布).{0,60}"
    r"|(?:省长|市长|区长|县长|州长|主席|局长|书记|主任|校长)[ \t\u3000]{0,4}[\u4e00-\u9fff]{2,4}"
)
"""What stands between a title and the text: occasion, date of passing, speaker."""
_SPEECH = ("讲话", "发言", "致辞")
SALUTATION = re.compile(r"[^。，；;]{2,80}[:：]|(?:各位|尊敬的|同志们).{0,30}[,，!！:：]?")
"""Whom a document or a speech is addressed to."""
_SIGNED = re.compile(r"[^。，,；;：:]{2,30}(?:局|厅|委|委员会|办公室|政府|科|处|室|中心|学校|中学|小学|幼儿园|党组|党委|工委|支部)")


class SplitMark(NamedTuple):
    """An explicit mark such as 第一篇, 篇2 or 范文三."""

    family: str
    """Kind of mark; the marks of one file belong together by it."""
    number: int
    """Its ordinal."""
    bare: bool
    """Whether the line holds nothing else."""


def title_strength(words: str) -> float:
    """How much a line looks like the title of a report.

    Args:
        words: The line without white space around it.

    Returns:
        0 for no title; 1 for words such as 下半年工作打算 that may head a section as well;
        2.5 when an issuing body or district and a kind of document are named.
    """
    if not 4 <= len(words) <= TITLE_MAX or _NOT_TITLE.search(words) or not _ENDS_AS_TITLE.search(words) or _OPENS_BODY.search(words):
        return 0.0
    if SUBTITLE.fullmatch(words) and not words.endswith(_SPEECH):
        return 0.0
    if _ORGAN.search(re.sub(_TYPE, "", words)):
        return NAMED
    return 1.5 if _YEAR.search(words) else 1.0


def split_mark(words: str) -> SplitMark | None:
    """Read the explicit mark on a line.

    Args:
        words: The line without white space around it.

    Returns:
        The mark, or None; it stands at the start or the end of a short line.
    """
    if len(words) > TITLE_MAX or re.search(r"[。；;]", words):
        return None
    for found in _MARK.finditer(words):
        rest = words[: found.start()] + words[found.end() :]
        at_edge = not _AROUND.sub("", words[: found.start()]) or not _AROUND.sub("", words[found.end() :])
        if at_edge:
            number = next(v for k, v in found.groupdict().items() if len(k) == 1 and k.isascii() and v)
            return SplitMark(found.lastgroup or "", number_value(number), not _AROUND.sub("", rest))
    of_type = _TYPE_MARK.search(words)
    if of_type and title_strength(words):
        return SplitMark("type", number_value((of_type["a"] or of_type["b"]).removeprefix("之")), False)
    return None


def is_signature(words: str) -> bool:
    """Whether a line is an issuing body's name standing alone.

    Args:
        words: The line without white space around it.
    """
    return bool(_SIGNED.fullmatch(words)) and len(words) <= 34
