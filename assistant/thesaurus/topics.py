"""From a topic's wording to the terms that are searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.plans import Topic
from assistant.thesaurus.concepts import Concept
from assistant.thesaurus.everyday import pieces, said_formally
from assistant.thesaurus.lookup import Sense, Strength, Thesaurus, folded

_WHO = "老师|师生|教师和学生|学生|中小学生|中小学|学校|各校|校园|孩子们?|青少年|未成年人|教育系统|教育局|教育部门|教育"
_DOING = (
    "上门|给|防|控|治|开设|开办|开|办|上|开展|推进|推动|推广|推行|加强|强化|落实|实施|做好|抓好|搞好"
    "|抓|做|搞|进行|组织|重视|注重|关注|完善|健全|建立|深化|提升"
)
_EMPTY = "上学|入学|就学|就读|读书|工作|情况|问题|方面|活动|措施|举措|做法|内容|事项|事情|事|项目|工程|政策|要求|任务"
_FACET = "改造|整治|防治|预防|关爱|安全|建设|管理|制度|治理|服务|运营|体系|机制|改革|发展|保障|教育"
_FUNCTION = (
    "的|地|得|了|着|过|这种|这类|那种|之类|等等|等|如何|怎么|怎样|什么|相关|有关"
    "|关于|方面|各类|各项|一些|这些|全面|深入|里面|里|都|给|在|对|把|被|是|有|和|与|及"
)
_GENERIC = re.compile(f"(?:{'|'.join(sorted({*'|'.join((_WHO, _DOING, _EMPTY, _FACET, _FUNCTION)).split('|')}, key=len, reverse=True))})*+")
"""Words that leave the meaning of a concept beside them as it is: 校车安全, 学生心理健康工作."""
_ENDS = re.compile(f"^(?:{_WHO}|{_DOING}|{_FUNCTION})|(?:{_WHO}|{_EMPTY}|{_FUNCTION})$")
_FUNCTIONS = re.compile(f"(?:{_FUNCTION})")
_TAIL = re.compile(f"(?:的)?(?:{_EMPTY})$")

_COVERED_SHARE = 0.75
"""Share of a topic's characters, function words aside, that the words of one concept have to cover."""
_NEVER_PASSED_OVER = frozenset("男女没无未")
"""Characters that make a topic another one: 男教师, 没有教师流失."""
_LONGEST = 40
"""Longest topic, in characters, in which concepts are looked for."""
_LIKE_WORD = 4
"""Shortest word, in characters, that is recognised by its pieces in a topic."""
_LIKE_SHARE = 0.7
"""Share of a topic's characters, function words aside, that such a word has to cover."""


class Wording(NamedTuple):
    """A topic as a question words it."""

    text: str
    """The topic, e.g. 落实“双减” as 落实双减."""
    quoted: tuple[str, ...] = ()
    """Quoted terms in it; when there are any, only they and the whole count."""
    narrower: str = ""
    """The thing in it without the verb: 心理教师 of 招聘心理教师."""


@lru_cache(maxsize=1_000)
def topic_of(wording: Wording, thesaurus: Thesaurus) -> Topic:
    """Work out what to search for.

    Args:
        wording: The topic as worded.
        thesaurus: The concepts known.

    Returns:
        A topic whose first term is its own wording.
    """
    text = wording.text
    if wording.quoted:
        near = [c for quote in wording.quoted for c in _concepts(thesaurus.senses(quote))]
        terms = _each((text, *wording.quoted))
        return Topic(text=text, terms=terms, related_terms=_each(_terms(near), terms), literal=True)
    if known := _known(text, thesaurus):
        return known
    if len(text) > _LONGEST:
        return _unknown(wording)
    senses = thesaurus.senses(text)
    return (
        _with_generic_words(text, thesaurus, least=Strength.ASKED if senses else Strength.KIND)
        or _without_generic_words(text, thesaurus)
        or (_of_senses(text, senses) if senses else None)
        or _said_formally(text, thesaurus)
        or _covered_by_one(text, thesaurus)
        or _alike(text, thesaurus)
        or _of_words_inside(wording, thesaurus)
        or _unknown(wording)
    )


def _of_senses(text: str, senses: Sequence[Sense], *, loose: bool = False, shorter: str = "") -> Topic:
    concepts = _concepts(senses)
    excluded = _each(word for concept in concepts for word in concept.excluded)
    if senses[0].strength is Strength.KIND:
        terms = _each((text, senses[0].word))
        wider = _each((word for concept in concepts for word in (concept.name, *concept.same)), terms)
        return Topic(text=text, terms=terms, related_terms=wider, excluded=excluded, loose=loose)
    own = (text, shorter) if shorter else (text,)
    terms = _each((*own, *_terms(concepts)))
    related = _each((word for concept in concepts for word in concept.related), terms)
    return Topic(text=text, terms=terms, related_terms=related, excluded=excluded, concept=concepts[0].name, loose=loose)


def _with_generic_words(topic: str, thesaurus: Thesaurus, least: Strength = Strength.KIND) -> Topic | None:
    """A concept with generic words around it: 校车安全, 学生心理健康工作; ``least`` is the weakest strength that counts."""
    text = folded(topic)
    for start, end in _spans(text):
        senses = thesaurus.senses(text[start:end])
        if senses and senses[0].strength <= least and _GENERIC.fullmatch(text[:start]) and _GENERIC.fullmatch(text[end:]):
            return _of_senses(topic, senses)
    return None


def _without_generic_words(topic: str, thesaurus: Thesaurus) -> Topic | None:
    """A concept whose name has a generic word more: 减负 is 学生减负, 校园周边环境 is 校园周边环境整治."""
    before, after = ["", *_WHO.split("|")], ["", *_EMPTY.split("|"), *_FACET.split("|")]
    for words in (f"{first}{topic}{last}" for last in after for first in before if first or last):
        senses = thesaurus.senses(words)
        if senses and senses[0].strength <= Strength.SAME:
            return _of_senses(topic, senses)
    return None


def _said_formally(topic: str, thesaurus: Thesaurus) -> Topic | None:
    """A concept in everyday words: 外来务工人员的孩子 is 外来务工人员子女."""
    formal = list(said_formally(folded(topic)))
    for said in dict.fromkeys((*formal, *(words.replace("的", "") for words in formal))):
        if found := _known(said, thesaurus) or _with_generic_words(said, thesaurus) or _covered_by_one(said, thesaurus):
            return found.model_copy(update={"text": topic, "terms": _each((topic, *found.terms[1:])), "loose": True})
    return None


def _known(topic: str, thesaurus: Thesaurus) -> Topic | None:
    senses = thesaurus.senses(topic)
    return _of_senses(topic, senses) if senses and senses[0].strength is not Strength.KIND else None


def _covered_by_one(topic: str, thesaurus: Thesaurus) -> Topic | None:
    """A topic most of which is words of one concept, overlapping or apart: 0到3岁早教, 家里困难的学生怎么资助."""
    text = _bare(_FUNCTIONS.sub("", folded(topic)))
    covered: dict[str, tuple[Sense, set[int]]] = {}
    for start, end in _spans(text):
        for sense in thesaurus.senses(text[start:end]):
            first, places = covered.setdefault(sense.concept.name, (sense, set()))
            places.update(range(start, end))
            if sense.strength < first.strength:
                covered[sense.concept.name] = (sense, places)
    if not covered:
        return None
    sense, places = max(covered.values(), key=lambda pair: (len(pair[1]), -pair[0].strength))
    left = {char for at, char in enumerate(text) if at not in places}
    if len(places) < _COVERED_SHARE * len(text) or left & _NEVER_PASSED_OVER:
        return None
    return _of_senses(topic, [sense._replace(strength=Strength.SAME)], loose=True)


def _of_words_inside(wording: Wording, thesaurus: Thesaurus) -> Topic | None:
    """Several things together: 招聘心理教师, 农村校车."""
    text = folded(wording.text)
    inside = thesaurus.inside(text)
    if not inside:
        return None
    parts: list[tuple[str, ...]] = []
    at = 0
    for word in (*inside, None):
        parts += _pieces(text[at : word.start if word else len(text)])
        if word:
            parts.append(_each((text[word.start : word.end], *_of_senses("", word.senses).terms)))
            at = word.end
    if len(parts) < 2:
        return None
    head = _of_senses(text[inside[-1].start : inside[-1].end], inside[-1].senses)
    related = head.terms if text.endswith(head.text) else ()
    return Topic(text=wording.text, terms=(wording.text,), together=tuple(parts), related_terms=related, excluded=head.excluded)


def _spans(text: str) -> list[tuple[int, int]]:
    return [(start, start + length) for length in range(len(text) - 1, 1, -1) for start in reversed(range(len(text) - length + 1))]


def _pieces(text: str) -> list[tuple[str, ...]]:
    """What is left of words between known ones without generic words at its ends, each with its formal names."""
    cut = ((piece.said, *piece.formal) for piece in pieces(_bare(text)))
    long_enough = (tuple(name for name in names if len(name) > 1 or name in _NEVER_PASSED_OVER) for names in cut)
    return [names for names in long_enough if names]


def _bare(text: str) -> str:
    """Words without generic ones at their ends."""
    while (shorter := _ENDS.sub("", text)) and shorter != text:
        text = shorter
    return text


def _alike(text: str, thesaurus: Thesaurus) -> Topic | None:
    """A topic that has the pieces of a known word, or differs by characters of the same sound."""
    content = _FUNCTIONS.sub("", folded(text))
    best: tuple[float, int] | None = None
    found: tuple[Sense, ...] = ()
    for word, senses in thesaurus.words():
        if len(word) < _LIKE_WORD or senses[0].strength is Strength.KIND:
            continue
        share = _likeness(word, content) if not (set(content) - set(word)) & _NEVER_PASSED_OVER else 0.0
        if share >= _LIKE_SHARE and (best is None or (share, -senses[0].strength) > best):
            best, found = (share, -senses[0].strength), senses
    found = found or next((senses for word, senses in thesaurus.words() if _sounds_inside(word, content)), ())
    if not found:
        return None
    return _of_senses(text, [s for s in found if s.strength is found[0].strength], loose=True)


def _likeness(word: str, content: str) -> float:
    """Share of the longer of two words that the pieces of the shorter one make up; 0 when it does not fit in."""
    shorter, longer = sorted((word, content), key=len)
    return len(shorter) / len(longer) if len(shorter) >= _LIKE_WORD and _in_pieces(shorter, longer) else 0.0


def _in_pieces(word: str, content: str) -> bool:
    """Whether a word can be cut into pieces of two characters or more that all stand in another."""
    if word in content:
        return True
    return any(word[:at] in content and _in_pieces(word[at:], content) for at in range(2, len(word) - 1))


def _sounds_inside(word: str, content: str) -> bool:
    """Whether a word stands in a topic but for one character that sounds the same, with generic words around it."""
    size = len(word)
    if size < _LIKE_WORD or len(set(word) - set(content)) > 1:
        return False
    for at in range(len(content) - size + 1):
        differing = [(a, b) for a, b in zip(word, content[at : at + size], strict=True) if a != b]
        alike = len(differing) == 1 and _sounds(differing[0][0]) & _sounds(differing[0][1])
        if alike and _GENERIC.fullmatch(content[:at]) and _GENERIC.fullmatch(content[at + size :]):
            return True
    return False


@lru_cache(maxsize=5_000)
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _unknown(wording: Wording) -> Topic:
    """A topic that the thesaurus does not know: its own words, and shorter ones as related."""
    shorter = _TAIL.sub("", wording.text)
    terms = (wording.text, shorter) if 2 < len(shorter) < len(wording.text) else (wording.text,)
    verb = wording.text.removesuffix(wording.narrower) if len(wording.narrower) > 1 else ""
    together = ((verb,), (wording.narrower,)) if len(verb) > 1 and verb != wording.text else ()
    related = (wording.narrower,) if len(wording.narrower) > 1 and wording.narrower not in terms else ()
    return Topic(text=wording.text, terms=terms, together=together, related_terms=related)


def _concepts(senses: Iterable[Sense]) -> list[Concept]:
    return list({sense.concept.name: sense.concept for sense in senses}.values())


def _terms(concepts: Iterable[Concept]) -> list[str]:
    return [term for concept in concepts for term in concept.terms]


def _each(words: Iterable[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """Words once each by their folded form, without those of another list, in order."""
    gone = {folded(word) for word in without}
    kept: dict[str, str] = {}
    for word in words:
        if (form := folded(word)) and form not in gone:
            kept.setdefault(form, word)
    return tuple(kept.values())
