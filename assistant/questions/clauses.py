"""The parts of a survey: whom it asks about, what stands before, and the clauses that have to hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.questions import survey_subjects as subjects
from assistant.questions import survey_words as w
from assistant.questions.early_and_late import SPAN
from assistant.questions.errors import QuestionError
from assistant.questions.masking import PERIOD, PLACE, QUOTE
from assistant.questions.predicates import lead

_PLACES = rf"{PLACE}(?:(?:和|与|及|以及|、|跟|或|还是){PLACE}|,{PLACE}(?!的?(?:[下里内]面?|范围内|境内)?的?(?:哪|有|多少|几|各|所有)))*"
_EXCEPT = re.compile(
    rf"除(?:去|开|了)?(?P<some>{_PLACES})(?:的?{subjects.UNIT})?(?:这.{{1,4}})?(?:以外|之外|外)?(?:的)?,?|(?P<those>{_PLACES})(?:除外|以外的?|之外的?)|(?:\(?(?:不含|不包括|不算)(?P<left>{_PLACES})\)?)"
)
_EXCEPT_TOPIC = re.compile(
    r"(?<![黑根清解消拆排扣免破剔开删去])除(?!险|尘|四害|夕|草|湿|外|名|法|恶)(?:去|开|了)?(?:提到|提及)?(?P<what>[^,。?!;]{1,30}?)(?:(?:以外|之外|(?<![校国境课户对城涉室])外),?(?P<rest>.*?)(?=还|也|又|都|同时|并|没|未|不)|,(?P<rest2>.*?)(?=还|也|又|同时)|(?=还(?!款|原)|也|又))"
)
_COMPARED = re.compile(
    rf"(?:与|和|跟|同)(?P<a>{PERIOD})(?:的)?(?:相比较?|比较|比起来|比|对比)(?:来说|来看|而言)?,?|(?:相较于?|相比于?|对比|比起|比|较|相对于)(?P<b>{PERIOD})(?:来说|来看|而言|相比)?,?|(?P<c>{PERIOD})(?:相比较?|对比),?"
)
_VERB_MARK = re.compile(r"(?:有没有|是否|是不是|有无)|(?:吗|么|没有?)[?。!]*$")
_OR_NOT = "“提到……或没有提到……”不能放在一个问题里。请分开问，例如：哪些区提到校车？哪些区没有提到研学？"
_NEXT_TIME = re.compile(
    rf"(?<![在从于自到至与的])[、和而]?(?={PERIOD}(?:的?{w.DOCUMENT})?(?:里|中|却|才|就|也|又|还|都|新|则|则是)*(?:没|未|不|提|写|讲|涉|有|开展|首次))"
)
_WHICH_END = re.compile(rf"(?P<what>.+?),(?:分别)?(?:都)?(?:是|有)?(?P<ask>哪些|哪几个?|多少个?|几个)(?P<unit>{subjects.UNIT})[呢啊]?[?。]*")
_OTHERS = re.compile(r"(?:其他|其它|其余|另外)(?:的)?(?=哪|还|有|各|区|县|地)")
_BOTH = re.compile(
    rf"(?:而|又|以及|和|还有|及)*(?:有)?(?:哪些|哪几个|哪个|哪几家|多少个?|几个|谁)(?:{subjects.UNIT})?(?:还|则|是|就|又|并|根本)*(?:没有?|未)(?:有|提到|提及|提|涉及|写|讲|搞|开展)?(?:到|过|的|呢|了)*$"
)


@dataclass
class Parts:
    """A survey taken apart."""

    groups: dict[str, str | None]
    """Groups of the asking words."""
    asking: str
    """The asking words."""
    head: str
    """What stands before them and is no clause."""
    clauses: list[str]
    """What has to hold."""
    rest: list[str]
    """Further clauses behind."""
    every: bool = False
    """Whether it asks of every region."""
    named: bool = False
    """Whether it asks about named places only."""
    those: bool = False
    """Whether it asks of all that meet a first condition whether they meet a second."""


@dataclass
class Scoped:
    """A question without what it excludes and compares with."""

    text: str
    excluded: list[str] = field(default_factory=list)
    """Marks of places left out."""
    compared: list[str] = field(default_factory=list)
    """Marks of times compared with."""


def scoped(text: str) -> Scoped:
    """Take out excluded places and years compared with; word 除了…还… as two clauses.

    Args:
        text: A masked question without courtesy.
    """
    found = Scoped(text)

    def leave_out(m: re.Match[str]) -> str:
        found.excluded += re.findall(PLACE, m.group())
        return ""

    def compare(m: re.Match[str]) -> str:
        found.compared.append(m["a"] or m["b"] or m["c"])
        return m["c"] or ""

    text = _COMPARED.sub(compare, _EXCEPT.sub(leave_out, text))
    text = _EXCEPT_TOPIC.sub(lambda m: f"{m['rest'] or m['rest2'] or ''}提到{m['what']},", text, count=1)
    text = re.sub(r"(?<=.)(?:而非|而不是)", ",没有提到", text)
    text = re.sub(r"既(?=有.*?[又也还])", "同时", text)
    text = re.sub(r",(?=或者|或是|或(?!许))", "", text)
    text = re.sub(rf"要么(.+?),?要么(?:{w.SAY_CORE}|开展)?", r"\1或", text)
    text = re.sub(r"([提写讲说谈])[没不]\1(?:到|过)?", r"有没有\1到", text)
    text = re.sub(r"虽然|尽管|虽说", "", text)
    if re.search(r"哪[一几个些]?年|哪些年份|什么年份", text):
        text = re.sub(r"不再|没再|未再|没有再", "没有", re.sub(r"最早|最先|首次|第一次|首度", "", text))
    text = re.sub(r"不(?:仅仅|仅|但|光|只|单)(?:是)?(?=提|写|讲|有|开|推|重|涉)", "", text)
    if re.search(rf"(?:或者|或是|或(?!许)),?{w.NEGATION}(?:{w.SAY}|{w.DO})", text):
        raise QuestionError(_OR_NOT)
    text = re.sub(rf",?(?:或者|或是|或(?!许))(?:{w.SAY_CORE}|开展|推进|推行|建立|实施|落实)(?:了|过|到)?(?=.)", "或", text)
    text = re.sub(r"(?<=[^,])(?=(?:现在|如今|目前)(?:却|就|也|都)*[不没未])", ",", text)
    found.text = _OTHERS.sub("", text)
    return found


def take_apart(text: str) -> Parts | None:
    """Find whom a question asks about.

    Args:
        text: A masked question without courtesy, exclusions and comparisons.

    Returns:
        Its parts; None when it does not ask which, how many, whether.
    """
    last = subjects.WHICH_LAST.search(text)
    if last and last.start() and _lists_units(text, last):
        rest = [c for c in re.split(w.STOP, text[last.end() :]) if _has_words(c)]
        return Parts(last.groupdict(), last.group(), "", [text[: last.start()]], rest)
    if (end := _WHICH_END.fullmatch(text)) and (w.VERB.match(end["what"][lead(end["what"]) :]) or w.SAY_ANYWHERE.search(end["what"])):
        return Parts({"unit": end["unit"]}, end["ask"], "", [end["what"]], [])
    found = list(subjects.WHICH.finditer(text))
    which = next((m for m in found if not m["every"] and not m["everywhere"]), found[0] if found else None)
    if which is None:
        return _about_places(text) or _about_those(text) or _only_those(text)
    head, clauses = _before(text[: which.start()])
    tail = [c for c in re.split(w.STOP, text[which.end() :]) if _has_words(c)]
    main, rest = (tail[0], tail[1:]) if tail else ("", [])
    return Parts(which.groupdict(), which.group(), head, [*clauses, main], rest, every=bool(which["every"] or which["everywhere"]))


def _has_words(clause: str) -> bool:
    return re.search(r"[\w\ue100-\ue37f]", clause) is not None


def _lists_units(text: str, last: re.Match[str]) -> bool:
    """Whether …的区 at the end is what is asked for."""
    first = subjects.WHICH.search(text)
    asks = re.search(r"[哪多几数名清占谁]", last.group()) is not None
    if first and first.start() < last.start() and not first["every"] and not asks:
        return False
    opening = SPAN.match(text)
    start = opening.end() if opening and opening.end() < last.start() else 0
    said, text = text[start : last.start()], text[start:]
    verb = w.VERB.match(text[lead(text) :])
    if not (last["unit"] or last["document"] or last["unit2"] or last["document2"]):
        return verb is not None and bool(verb["say"] or verb["do"]) and not re.match(r"有|是", verb.group())
    denied = re.search(rf"{w.NEGATION}$", text[: lead(text)]) is not None
    return (
        asks
        or denied
        or verb is not None
        or (w.SAY_ANYWHERE.search(said) or w.INNER_DENIED.search(said)) is not None
        or re.search(r"都有|都没有?|没有?$", said) is not None
    )


def _about_places(text: str) -> Parts | None:
    """Whether named places say something: 雁浦区有没有提到校车."""
    where = re.match(rf"(?:{w.CIRCUMSTANCE}|这?[两三几]个?(?:区|县|地|家)|都)+", text)
    if where is None or not re.search(PLACE, where.group()) or not _VERB_MARK.search(text[where.end() :]):
        return None
    tail = [c for c in re.split(w.STOP, text[where.end() :]) if _has_words(c)]
    if not tail or w.ASKING.search(tail[0]) or re.match(r"[有是]", tail[0][lead(tail[0]) :]):
        return None
    return Parts({}, "", where.group().replace("都", ""), [_shared_all(where.group()) + tail[0]], tail[1:], named=True)


def _shared_all(where: str) -> str:
    """都 when it is not of several places: of years, or of topics behind."""
    return "都" if "都" in where and len(re.findall(PLACE, where)) == 1 else ""


def _about_those(text: str) -> Parts | None:
    """Whether those that say one thing say another: 提到研学的区都提到校车了吗."""
    those = re.match(
        rf"(?P<what>.+?)的{subjects.UNIT}(?:里面|当中|之中|里|中)?(?:的{w.DOCUMENT}{{1,2}}(?:里|中)?)?,?(?=(?:是否|是不是|有没有|都|均|也|又|还|没有?|未|在?{PERIOD}|、|仍然?|依然)*{w.SAY_CORE})",
        text,
    )
    if those is None or not w.SAY_ANYWHERE.search(those["what"]):
        return None
    tail = [c for c in re.split(w.STOP, text[those.end() :]) if _has_words(c)]
    return Parts({}, "", "", [those["what"], tail[0]], tail[1:], every=True, those=True)


def _only_those(text: str) -> Parts | None:
    """A clause for whatever is meant: 没提校车的."""
    clause = re.match(r"(?P<what>.{3,}?)的[?。!]*$", text)
    verb = w.VERB.match(text[lead(text) :])
    said = verb is not None and (
        w.SAY_ANYWHERE.match(verb.group()) or re.fullmatch("[提写讲说谈][了过]", verb.group()) or re.search(rf"{w.NEGATION}$", text[: lead(text)])
    )
    return Parts({}, "", "", [clause["what"]], []) if clause and said and not w.ASKING.search(text) else None


def _before(head: str) -> tuple[str, list[str]]:
    """What stands before the asking words: its clauses apart from the rest."""
    context, clauses = [], []
    for piece in re.split(w.STOP, head):
        within = re.search(r"的(?:" + subjects.UNIT + r"|" + w.DOCUMENT + r")?(?:里面|当中|之中|其中|里|中)?$", piece)
        said = w.VERB.match(bare := re.sub(r"^(?:在|从)", "", piece)[lead(re.sub(r"^(?:在|从)", "", piece)) :])
        if within and within.group() not in ("的", "") and (said or w.SAY_ANYWHERE.search(piece)):
            clauses.append(re.sub(r"^(?:在|从)", "", piece[: within.start()]))
        elif said and (said["say"] or said["do"]) and len(bare) > said.end() and w.SAY_ANYWHERE.match(bare):
            clauses.append(piece)
        else:
            context.append(piece)
    return ",".join(context), clauses


def both_sides(clause: str) -> bool:
    """Whether a clause asks for those without as well: 哪些没有提到.

    Args:
        clause: A clause behind the first question.
    """
    return _BOTH.fullmatch(clause) is not None


def split(clause: str) -> list[str]:
    """Cut a clause between its predicates: 提到校车但没提到研学.

    Args:
        clause: A clause of a masked question.
    """
    timed = _NEXT_TIME.sub(
        lambda m: "," if re.search(rf"{w.SAY_ANYWHERE.pattern}|[没未不](?:提|写|讲|有)|[提写讲有][了过]", clause[: m.start()]) else m.group(), clause
    )
    pieces = [
        p for part in subjects.WITHIN.sub(_ends_condition, timed).split(",") for p in re.split(rf"{w.STOP}+", w.JOIN.sub(",", part)) if _has_words(p)
    ]
    return [cut for piece in pieces for cut in _cut(piece)]


def _ends_condition(within: re.Match[str]) -> str:
    """A comma for 的区里 when a condition stands before it: 提到校车的区里, not 2024年的总结里."""
    before = within.string[: within.start()]
    verb = w.VERB.match(before, lead(before))
    denied = re.search(rf"{w.NEGATION}$", before[: lead(before)])
    return "," if w.SAY_ANYWHERE.search(before) or verb or denied else within.group()


def _cut(piece: str) -> list[str]:
    piece = re.sub(r"^(?:而|且|并|同时|又|和|、)+(?=[没未不]|提到|提及|开展)", lambda m: "同时" if "同时" in m.group() else "", piece)
    chains = [m for m in w.CHAIN.finditer(piece) if not (m.group().startswith("有") and len(m.group()) < 2)]
    start = lead(piece)
    verb = w.VERB.match(piece, start)
    denied = re.search(r"(?:没有?|无|缺少|未)$", piece[:start])
    first = verb.end() if verb else start
    later = [m.start() for m in chains if m.start() > first]
    last = re.fullmatch(r"(?:了|过|的|吗|呢)*", piece[chains[-1].end() :]) if len(chains) == 1 else None
    if last and verb and not denied and (verb["act"] or re.fullmatch(r"[有含提写讲说谈]", verb.group())):
        cuts = []
    elif (verb and not verb["act"]) or (denied and verb is None):
        cuts = later or (_weak_cut(piece, verb) if verb else [])
    elif len(chains) > 1 and re.fullmatch(r"(?:了|过|的|吗|呢)*", piece[chains[-1].end() :]):
        cuts = [_after_aspect(piece, m.end()) for m in chains[:-1]]
    else:
        cuts = [m.start() for m in chains if m.start() > start][1:] if not verb else later
    bounds = [0, *cuts, len(piece)]
    trimmed = [re.sub(r"[、,和]$", "", piece[a:b]) for a, b in pairwise(bounds) if _has_words(piece[a:b])]
    return [trimmed[0], *(re.sub(r"^(?:和|、|,|与|及)+", "", each) for each in trimmed[1:])] if trimmed else []


def _after_aspect(piece: str, at: int) -> int:
    m = re.compile(r"(?:了|过|的)*").match(piece, at)
    return m.end() if m else at


def _weak_cut(piece: str, verb: re.Match[str]) -> list[int]:
    """Where 有校车没研学 has its second part."""
    if not re.fullmatch(r"[有含提写讲说谈](?:到|了|过)?|提到|提及|做|搞", verb.group()):
        return []
    second = re.compile(r"(?:也|又|还|却|就)?(?:没有?(?!收|落)|无(?![人障线偿烟纸废证照毒害不非界缝])|未(?!成年|来|婚|知|央))(?=.)").search(
        piece, verb.end() + 1
    )
    behind = piece[second.end() :] if second else ""
    return [second.start()] if second and (len(behind) > 1 or re.match(QUOTE, behind)) else []
