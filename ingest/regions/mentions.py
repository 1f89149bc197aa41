"""Place names in a report: what is named, and how surely it is the reporter's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.regions import contexts as c
from ingest.regions.gazetteer import Place, gazetteer
from ingest.regions.words import ORDINARY, ORDINARY_FULL

# Odds that a name in such a part is the reporter's own place or lies in it, against a chance
# likeness or another place. Estimated on reports whose region is known by other evidence, and
# kept where no region was wrong on 510 regulations, 31 government reports and 599 policy
# documents after their own names were removed, and few of 10,000 synthetic reports.
OWN_ODDS = 9.0
"""Used as its own people use it: 余杭教育, 《余杭区…办法》."""
INSTITUTION_ODDS = 1.0
"""The name of a school or the like begins with the county's or prefecture's: 黄冈幼师."""
_PASSING_ODDS = 0.3
"""Named in passing."""
_TOWN_ODDS = 5.0
"""A town in full: 石港镇."""
_RENAMED_TOWN_ODDS = 1.5
"""A town with another unit than it has now: 柳林乡 for 柳林街道."""
_LONG_SCHOOL_ODDS = 2.0
"""A school called like a town of three characters or more; chance likeness is rare: 通海口中心小学."""
_PAIRED_ODDS = 1.0
"""A school or village whose name begins with a town's and goes on: 石港阳光民工子弟学校."""
_SCHOOL_ODDS = 0.6
"""A school called like a town of two characters: 石桥小学."""
_LOOSE_SCHOOL_ODDS = 0.15
"""The same, where it is not sure that the name begins there."""
_VILLAGE_ODDS = 0.3
"""A village called like a town."""

_TOWN_UNIT = re.compile(r"(?:镇|乡|街道|苏木)(?![化村域级情风贤镇居统规])")
_SCHOOL_END = re.compile(rf"{c.SCHOOL}|(?<![乡农新])村(?![民级镇])")
_LOOSE_TOWN = re.compile(r".[城村集乡市建新同][镇乡]$")
"""A town's name that may be a piece of other words (政府城乡, 文明村镇) unless something ends before it."""
_MODIFIERS = re.compile(
    r"(?:第[一二三四五六七八九十]+|[东西南北]校区|初级|高级|实验|中心|新建|职业|职业技术|技术|民族|希望|九年一?贯?制?|九年义务|完全|民办|公办|农业"
    r"|农民工子弟|民工子弟|附属|配套|外国语|双语|寄宿制?|特殊教育|艺术|国际|成人|镇|乡|街道)+$"
)
"""Words between a school's own name and the kind of school."""
_PLAIN_SCHOOL = re.compile(r"(?:中心|初级|实验)?(?:小学|中学|初中|高中|学校|幼儿园)|中心校")
_TOWN_MAX = 12
"""Longest name of a town, in characters."""
_STREETS = frozenset("路街门桥关")
"""What a street's name ends with; streets of one name are in many cities."""
_RUN_MAX = 8
"""Longest name of a school looked at, in characters before the kind of school."""
_TITLE_END = re.compile(r"[^《》\n]{0,40}》")


class Mention(NamedTuple):
    """One place name in a part that can tell whose report it is."""

    name: str
    """The name as matched."""
    places: tuple[Place, ...]
    """Provinces, prefectures and counties of that name; empty when only towns have it."""
    units: tuple[Place, ...]
    """Counties, or prefectures without counties, with a town of that name."""
    odds: float
    """Odds that it is the reporter's own or within it."""
    evidence: str
    """Verbatim piece of the text around it."""
    start: int
    """Offset of the name."""
    own: bool = False
    """Whether it is used as the reporter's own name: 余杭教育."""


def find_mentions(text: str) -> list[Mention]:
    """Place names of a report that are not told of as other places.

    Args:
        text: The report's text.

    Returns:
        Mentions in order.
    """
    above = list(_named_units(text))
    outer = {end: places for _, end, places, _ in above}
    taken = {start for start, *_ in above}
    found = [mention for *_, mention in above if mention]
    found += _towns(text, outer)
    found += _schools(text, outer, taken)
    return sorted(found, key=lambda mention: mention.start)


def _named_units(text: str) -> Iterator[tuple[int, int, tuple[Place, ...], Mention | None]]:
    """Names above the towns with their span; without a mention where they tell nothing."""
    places = gazetteer()
    heads = places.lengths_by_head
    done = 0
    for start in [at for at in range(len(text) - 1) if text[at : at + 2] in heads]:
        if start < done:
            continue
        for length in heads[text[start : start + 2]]:
            name = text[start : start + length]
            if name in places.full and name not in ORDINARY_FULL and not text.startswith("域", start + length):
                named = tuple(places.full[name])
                yield start, start + length, named, _full_mention(text, start, name, named)
            elif name in places.short and name not in ORDINARY:
                named = tuple(places.short[name])
                yield start, start + length, named, _short_mention(text, start, name, named)
            else:
                continue
            done = start + length
            break


def _full_mention(text: str, start: int, name: str, named: tuple[Place, ...]) -> Mention | None:
    """A name with its unit: 余杭区."""
    end = start + len(name)
    if c.ELSEWHERE.match(text, end):
        return None
    title = _TITLE_END.match(text, end) if text.startswith("《", start - 1) else None
    own = c.FULL_OWN.match(text, end)
    if c.tells_of_elsewhere(c.clause(text, start, end), c.Use.FULL_OWN if own or title else c.Use.PLAIN):
        return None
    if title:
        return Mention(name, named, (), OWN_ODDS, text[start - 1 : title.end()], start, own=True)
    if own:
        return Mention(name, named, (), OWN_ODDS, name + (own.group() if own.group()[0] == "教" else ""), start, own=True)
    return Mention(name, named, (), _PASSING_ODDS, name, start)


def _short_mention(text: str, start: int, name: str, named: tuple[Place, ...]) -> Mention | None:
    """A name without its unit: 余杭."""
    end = start + len(name)
    if c.ELSEWHERE.match(text, end) or c.ROAD.match(text, end):
        return None
    own = c.SHORT_OWN.match(text, end)
    if c.tells_of_elsewhere(c.clause(text, start, end), c.Use.SHORT_OWN if own else c.Use.PLAIN):
        return None
    if own:
        title = _TITLE_END.match(text, end) if text.startswith("《", start - 1) else None
        evidence = text[start - 1 : title.end()] if title else text[start : own.end()]
        return Mention(name, named, (), OWN_ODDS, evidence, start, own=True)
    if text.endswith("学在", 0, start):
        return Mention(name, named, (), OWN_ODDS, text[start - 2 : end], start, own=True)
    if school := c.INSTITUTION.match(text, end):
        return _institution(text, start, school, name, named)
    if c.at_boundary(text, start - 1) and (c.at_boundary(text, end) or text[end] in "市区县"):
        return Mention(name, named, (), _PASSING_ODDS, name, start)
    return None


def _institution(text: str, start: int, school: re.Match[str], name: str, named: tuple[Place, ...]) -> Mention:
    """A school called by a county or prefecture; 通海中学 may be called by a town of that name too."""
    evidence = text[start : school.end()]
    if not _PLAIN_SCHOOL.fullmatch(school.group()):
        return Mention(name, named, (), INSTITUTION_ODDS, evidence, start)
    odds = _SCHOOL_ODDS if c.at_boundary(text, start - 1) else _LOOSE_SCHOOL_ODDS
    return Mention(name, named, _units(gazetteer().town_stems.get(name, ()), ()), odds, evidence, start)


def _towns(text: str, outer: dict[int, tuple[Place, ...]]) -> Iterator[Mention]:
    """Towns with their unit: 石港镇, 金沙街道; those that have another unit now too."""
    for unit in _TOWN_UNIT.finditer(text):
        end = unit.end()
        start = _town_start(text, end, unit.group())
        if start is None or c.tells_of_elsewhere(c.clause(text, start, end), c.Use.TOWN):
            continue
        name, above = text[start:end], outer.get(start, ())
        school = c.INSTITUTION.match(text, end)
        evidence = text[start : school.end() if school else end]
        exact = _units(gazetteer().towns.get(name, ()), above)
        if exact:
            yield Mention(name, (), exact, _TOWN_ODDS, evidence, start)
        stem = name.removesuffix(unit.group())
        renamed = _units(gazetteer().town_stems.get(stem, ()), above) if stem not in ORDINARY else ()
        if others := tuple(place for place in renamed if place not in exact):
            yield Mention(name, (), others, _RENAMED_TOWN_ODDS, evidence, start)


def _town_start(text: str, end: int, unit: str) -> int | None:
    """Start of the longest town name that ends at an offset."""
    places = gazetteer()
    for start in range(max(0, end - _TOWN_MAX), end - len(unit) - 1):
        name = text[start:end]
        stem = name.removesuffix(unit)
        known = name in places.towns or (stem in places.town_stems and stem not in ORDINARY)
        if known and name not in ORDINARY_FULL and not (_LOOSE_TOWN.fullmatch(name) and not c.at_boundary(text, start - 1)):
            return start
    return None


def _schools(text: str, outer: dict[int, tuple[Place, ...]], taken: set[int]) -> Iterator[Mention]:
    """Towns in the names of schools and villages: 石桥镇中心小学, 柳林乡东村."""
    for school in _SCHOOL_END.finditer(text):
        end = school.start()
        if modifiers := _MODIFIERS.search(text, max(0, end - 12), end):
            end = modifiers.start()
        found = _stem_in(text, end, village=school.group() == "村")
        if not found or found[0] in taken:
            continue
        start, stop, odds = found
        units = _units(gazetteer().town_stems[text[start:stop]], outer.get(start, ()))
        if units and not c.ELSEWHERE.match(text, stop) and not c.tells_of_elsewhere(c.clause(text, start, school.end()), c.Use.TOWN):
            yield Mention(text[start:stop], (), units, odds, text[start : school.end()], start)


def _stem_in(text: str, end: int, *, village: bool) -> tuple[int, int, float] | None:
    """The town's name that the name of a school or village before an offset begins with, or is."""
    stems = gazetteer().town_stems

    def known(start: int, stop: int) -> bool:
        return text[start:stop] in stems and text[start:stop] not in ORDINARY

    begin = c.run_start(text, end, _RUN_MAX)
    if begin is not None:
        for length in (4, 3, 2):
            if 2 <= end - begin - length <= 4 and known(begin, begin + length):
                return begin, begin + length, _LONG_SCHOOL_ODDS if length > 2 else _PAIRED_ODDS
        if end - begin <= _TOWN_MAX and known(begin, end):
            odds = _VILLAGE_ODDS if village else _SCHOOL_ODDS if end - begin == 2 or text[end - 1] in _STREETS else _LONG_SCHOOL_ODDS
            return begin, end, odds
    for length in (4, 3, 2) if not village else ():
        if end - length > (begin or 0) and known(end - length, end):
            return end - length, end, _LOOSE_SCHOOL_ODDS if length == 2 or text[end - 1] in _STREETS else _LONG_SCHOOL_ODDS
    return None


def _units(towns: Iterable[Place], outer: Iterable[Place]) -> tuple[Place, ...]:
    """What towns belong to; only what lies in the place named right before, if one is."""
    places, above = gazetteer(), tuple(outer)
    units = {places.unit_of(town): None for town in towns}
    return tuple(unit for unit in units if not above or any(places.contains(place, unit) for place in above))
