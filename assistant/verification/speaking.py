"""For whom a sentence speaks: a district's report tells of that district, not of others and not of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.questions.place_words import is_generic
from assistant.verification.places import Place, places_of
from assistant.verification.reading import ReadSource
from assistant.verification.verdicts import Problem, ProblemKind
from ingest.regions.gazetteer import gazetteer
from vectorstore.words import cut_words

_UNIT = r"(?:区县|县区|市县区?|县市区|市区县|地区|地方|区|县|旗)(?![域块间内级直属位长委城]|户籍)"
_COUNT = "(?<![0-9])[0-9]{1,4}|(?<![一二两三四五六七八九十])[一二两三四五六七八九十]{1,4}"
_SEVERAL = re.compile(
    rf"(?:(?:其[他余](?:各个?|的|几个)?|各个?|所有的?|全部|每个|全体|兄弟|周边|邻近|绝?大?多数|大部分|(?P<count>{_COUNT})个|(?<=全[市省州])(?:{_COUNT})){_UNIT}|各地(?![区方]))"
)
"""Districts that are not named."""
_OPENS = re.compile(r"(?:^|[,。;:!?|])(?:全[国省市州]|[我本该][省市州]|目前|现在|其中|20[0-9]{2}年(?:度|底|末)?|今年|当年|全年|截至[^,]{1,10})*$")
_SMALL = re.compile(r"[区县旗]$")
_TELLS = re.compile(r"(?:教育局|教体局)?(?:没有?|无|未|不|现?有|共|已|均|也|都|全部|为|[0-9])")
"""What follows a name that is known from nowhere else, so that a verb (落实区委部署) is none."""
_OF_BOTH = re.compile(r"[来到赴对向与和给为同在][我本该][区县旗市州]|(?<!未)来[区县旗市州](?!域)|两[地区县]|双方")
_RESULT = re.compile("[好成到了出入对向及与和在为各每某全其该本我请使让把将]")
"""Ends and beginnings of verbs and pronouns that the dictionary does not join."""
_ALONE = re.compile(r"(?:除了?|只有|仅有?|唯有|唯独)$")
_ALONE_HERE = re.compile(r"(?:除了?|只有|仅有?|唯有|唯独)[本我该][区县旗市州](?!就)")
_STOP = re.compile(r"[,。;:!?|]")
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


def speaking_problems(sentence: str, named: tuple[Place, ...], cited: Mapping[int, ReadSource], shown: Mapping[int, ReadSource]) -> Iterator[Problem]:
    """Claims about districts for which the reports cited do not speak.

    Args:
        sentence: The folded sentence.
        named: Its places.
        cited: The sources cited.
        shown: All sources that were shown.
    """
    owners = {_owner(source) for source in cited.values()}
    texts = "\n".join(source.text for source in cited.values())
    of_districts = all(_SMALL.search(owner) for owner in owners)
    for match in _SEVERAL.finditer(sentence):
        if match["count"] and _number(match["count"]) == len(owners) > 1:
            continue
        if not _SEVERAL.search(texts) or (of_districts and _OPENS.search(sentence[: match.start()])):
            yield Problem(ProblemKind.SCOPE, f"所引的原文不能说明“{match.group()}”的情况")
    alone = any(_ALONE.search(sentence[: p.start]) and _is_of(p.name, owners) and sentence[p.end : p.end + 1] != "就" for p in named)
    if alone or _ALONE_HERE.search(sentence):
        yield Problem(ProblemKind.SCOPE, "一份报告不能说明别的地区没有做")
    if of_districts:
        others = (place for place in named if _is_another(place, sentence, shown) and not _is_of(place.name, owners))
        yield from (
            Problem(ProblemKind.PLACE, f"“{place.name}”的情况要以它自己的报告为依据")
            for place in others
            if not _tells_of_both(place, sentence, owners, named)
        )


def _tells_of_both(place: Place, sentence: str, owners: set[str], named: tuple[Place, ...]) -> bool:
    """Whether a clause that begins with another district tells of the report's own too: 石桥县选派教师来我区支教."""
    stop = _STOP.search(sentence, place.end)
    end = stop.start() if stop else len(sentence)
    return _OF_BOTH.search(sentence, place.end, end) is not None or any(_is_of(p.name, owners) for p in named if place.end <= p.start < end)


def _is_another(place: Place, sentence: str, shown: Mapping[int, ReadSource]) -> bool:
    """Whether a place is a district of which a clause begins to tell."""
    if not _SMALL.search(place.name) or is_generic(place.name) or not _OPENS.search(sentence[: place.start]):
        return False
    known = place.name in gazetteer().full or any(place.name in places_of(source.context) for source in shown.values())
    return known or _is_unheard_of(place.name) or _TELLS.match(sentence, place.end) is not None


def _is_unheard_of(name: str) -> bool:
    """Whether no word of the language makes up a name (白榆区), as a verb does (落实区委部署, 走好山区…)."""
    stem = name[:-1]
    return len(stem) > 1 and all(len(word) == 1 for word in cut_words(stem)) and not _RESULT.search(stem) and not is_generic(name[-2:])


def _is_of(name: str, owners: set[str]) -> bool:
    """Whether a place is one of the districts that reports are of, or one that they lie in."""
    return any(owner and (name in owner or name.endswith(owner)) for owner in owners)


def _owner(source: ReadSource) -> str:
    """The region that a source is shown as of; empty when unknown."""
    first = re.split(r"[,《(]", source.context.removeprefix("出自"), maxsplit=1)[0]
    return first if re.search(r"[省市区县旗州盟]$", first) else ""


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMERALS.get(words, 0)
