"""What stands around the clauses of a survey: times, places, kinds of documents, further requests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.plans import Asked, Place
from assistant.questions import survey_subjects as subjects
from assistant.questions import survey_words as w
from assistant.questions.clauses import both_sides, split
from assistant.questions.errors import QuestionError
from assistant.questions.masking import PERIOD, PLACE, TYPE, Masked
from assistant.questions.predicates import clean
from ingest.models import DocumentType

TWO = "这是两个不同的问题。请分开问，例如：哪些区提到校车？哪些区没有提到研学？"
"""Message for questions that cannot be answered together."""
_MARK = rf"{PERIOD}|{PLACE}|{TYPE}"
_HOW_MANY = re.compile(
    rf"(?:分别|各自|都|具体|又|其中|是|有|一共|总共|共)*(?:哪些|哪几个|谁|哪几家|几个|多少个?|占比多少|占多少)(?:{subjects.UNIT})?(?:的)?"
)
_ONLY_IN = re.compile(rf"(?:请|分别|只|仅|就|要|限于?|看|统计|列出|查|按|指|范围|是|在)*(?:{_MARK}|和|、)+(?:的|情况|为准|即可|范围内|就行)*")
_UNIT_BEFORE = re.compile(
    rf"(?:在|从)?(?:各个?|所有|全部|每个?|这些)?(?P<unit>{subjects.UNIT})(?:里面|当中|里|中)?(?:的(?={PERIOD}|{w.DOCUMENT})|(?={PERIOD}|{w.DOCUMENT})|$)"
)
_ASKED = (
    (Asked.REASON, r"为什么|为何|原因"),
    (Asked.TIME, r"什么时候|何时|哪一?天|时间"),
    (Asked.NUMBER, r"多少|几"),
    (Asked.WAY, r"怎么|如何|怎样|做法|措施|举措"),
    (Asked.PERSON, r"谁"),
    (Asked.PLACE, r"哪里|哪儿|什么地方"),
)


_HALVES = "目前不能在一个问题里比较上半年和下半年。请分开问，例如：2024年上半年哪些区提到校车？2024年下半年哪些区提到校车？"
_DOCUMENTS = {
    "政府工作报告": DocumentType.GOVERNMENT_REPORT,
    "总结": DocumentType.SUMMARY,
    "要点": DocumentType.KEY_POINTS,
    "计划": DocumentType.PLAN,
    "安排": DocumentType.PLAN,
}


@dataclass
class Draft:
    """A plan in the making."""

    masked: Masked
    places: dict[str, Place] = field(default_factory=dict)
    doc_types: dict[DocumentType, None] = field(default_factory=dict)
    period: str | None = None
    ignored: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asked: Asked = Asked.TEXT
    counting: bool = False
    unit: str = ""
    tail_marks: list[str] = field(default_factory=list)

    def apply(self, marks: Iterable[str]) -> tuple[int, ...]:
        """Apply times, places and kinds of documents.

        Args:
            marks: Their marks, and words for documents that have none.

        Returns:
            The years named.
        """
        years: set[int] = set()
        for mark in marks:
            if place := self.masked.places.get(mark):
                self.places[place.place.name] = place.place
                self.notes += [place.understood] if place.understood else []
            elif kind := self.masked.types.get(mark):
                self.doc_types.update(dict.fromkeys(kind.types))
            elif time := self.masked.periods.get(mark):
                if not time.applied:
                    self.ignored.append(mark)
                years.update(time.years)
                if self.period and time.period and self.period != time.period:
                    raise QuestionError(_HALVES)
                self.period = time.period or self.period
                self.notes += [time.understood] if time.understood else []
            elif kind_said := next((kind for word, kind in _DOCUMENTS.items() if mark.endswith(word)), None):
                self.doc_types[kind_said] = None
            elif not re.match(PLACE, mark):
                self.ignored.append(mark)
        return tuple(sorted(years))


def _is_aside(clause: str, draft: Draft) -> bool:
    """Whether a clause is no condition, but says where to look or asks for those without."""
    if both_sides(clause):
        draft.notes.append("没有提到的地区在结果里另外列出")
    elif _HOW_MANY.fullmatch(clause):
        draft.counting |= re.search(r"几个$|多少|占", clause) is not None and "哪几" not in clause
    elif re.fullmatch(rf"(?:是|在)?{PLACE}(?:(?:和|、|还是|或){PLACE})*", clause):
        draft.apply(re.findall(PLACE, clause))
    elif _ONLY_IN.fullmatch(clause):
        draft.tail_marks += re.findall(_MARK, clause)
    elif re.fullmatch(r".{1,12}呢", clause):
        draft.ignored.append(clause)
    else:
        return False
    return True


def read_further(clause: str, draft: Draft) -> list[str]:
    """What a clause behind the first question adds.

    Args:
        clause: The clause.
        draft: The plan in the making; requests that are no conditions go there.

    Returns:
        Further clauses; one that begins with 或 is an alternative.

    Raises:
        QuestionError: Another question that cannot be answered together with the first.
    """
    if subjects.COURTESY.fullmatch(clause):
        return []
    if _is_aside(clause, draft):
        return []
    second = subjects.WHICH.search(clause)
    if second:
        if second.start() > 4 or second["every"] or w.CHAIN.search(clause) is None:
            raise QuestionError(TWO)
        return ["或" + clause[second.end() :]]
    if not (w.SAY_ANYWHERE.search(clause) or w.CHAIN.search(clause)) and (
        w.ASKING.search(clause) or re.search(r"(?:做法|措施|举措|原因|时间|人数)$", clause)
    ):
        draft.asked = next((kind for kind, words in _ASKED if re.search(words, clause)), Asked.TEXT)
        return []
    if w.SAY_ANYWHERE.search(clause) or w.CHAIN.search(clause) or re.match(rf"(?:{PERIOD}|没有?|未|不|也|但|现在|如今|目前|以前|过去|后来)", clause):
        return split(clause)
    draft.ignored.append(clean(clause, []))
    return []


def read_context(head: str, draft: Draft) -> tuple[list[str], list[str], str]:
    """Topics, marks and a change over time in what stands before the asking words.

    Args:
        head: What stands there, masked.
        draft: The plan in the making.

    Returns:
        Topics, the nearest last; marks; ``new``, ``gone`` or nothing.
    """
    found: list[str] = []
    marks: list[str] = []
    change = (
        "new"
        if re.search(r"新增加?了?$|多了$|增加了?$|新出现$|新[提写讲]到?$|从无到有", head)
        else "gone"
        if re.search(r"少了$|减少了?$|从有到无", head)
        else ""
    )
    for piece in re.split(w.STOP, re.sub(r"(?:新增加?了?|多了|增加了?|新出现|新[提写讲]到?|减少了?|少了|从无到有|从有到无)$", "", head)):
        piece = re.sub(
            rf"({PLACE})(?:里[面头]?|内|中|范围内|境内|辖区内?|下面的?|底下的?|治下|辖下|下辖的?|所辖的?|下属的?|的?[这那][些两三四五六七八九十几]个?(?:区县|县区|县市|区|县|市|地方|地|家)?(?:里[面头]?|中|当中)?(?:的)?|的?(?:区县|县区|县市)(?:里[面头]?|中|当中)?$|[两三四五六七八九十2-9]个?(?:区县|县区|区|县|市|地方|地|家))",
            r"\1",
            piece,
        )
        while (m := _UNIT_BEFORE.match(piece)) or ((m := re.match(w.CIRCUMSTANCE, piece)) and m.end()):
            draft.unit = m.groupdict().get("unit") or draft.unit
            marks += re.findall(rf"{PERIOD}|{PLACE}|{TYPE}", m.group()) + w.SPECIFIC_DOCUMENT.findall(m.group())
            piece = re.sub(r"^(?:和|与|、|的|里|中|,)+", "", piece[m.end() :])
        text = w.FRONTING.sub("", piece)
        text = re.sub(r"(?:方面|上|里|中)$", "", text) if text != piece and piece.startswith("在") else text
        text = clean(re.sub(r"(?:都|一共|总共|到底|究竟|下辖|所辖|各个?|没有?|在|是)+$", "", text), marks)
        if any(c.isalnum() or "\ue100" <= c < "\ue200" for c in text) and not re.fullmatch(subjects.UNIT, text):
            found.append(text)
    return found, marks, change
