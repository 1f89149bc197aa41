"""Document numbers of an education bureau, which abbreviate its place: 云教〔2020〕5号."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.regions.gazetteer import COUNTY, PREFECTURE, PROVINCE, Place, gazetteer
from ingest.regions.mentions import Mention

ODDS = 50.0
"""Odds that the number is the reporting bureau's own, where its character fits no higher unit."""

_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<place>[\u4e00-\u9fff]{1,2})教(?:体|科)?(?:局|委|党|政|办|发|字|基|人|安|督|职|计|函|通|工委|党委){0,3}"
    r"\s*(?:[〔\[（(【［]\s*)?(?:[12][0-9]{3}|[0-9]{2}\s*[〕\]）)】］]|[xX×＊*]{2,}|20[xX]{2})"
)
_TRADITIONAL = frozenset("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀贵黔云滇藏陕秦甘陇青宁新甬穗蓉榕鹏邕筑洪镐宛禾瓯庐金石泉冰春哈杭宁沈连汉星")
"""Characters that stand for a province or a large city without being the first of its name,
or that do both: 甬 for 宁波, 榕 for 福州."""


def find_document_numbers(text: str) -> Iterator[Mention]:
    """Document numbers whose characters fit few places.

    One character fits counties only if no province or prefecture has it; two fit a
    prefecture and a county in it (绍柯教).

    Args:
        text: The report's text.

    Yields:
        A mention for each number, its places in order of code.
    """
    for number in _NUMBER.finditer(text):
        places = _fitting(number["place"])
        if places:
            yield Mention(number["place"] + "教", places, (), ODDS, number["place"] + "教", number.start())


@cache
def _fitting(letters: str) -> tuple[Place, ...]:
    places = gazetteer().upper
    outer, own = letters[:-1], letters[-1]
    above = [place for place in places if place.level in (PROVINCE, PREFECTURE)]
    if outer:
        parents = {place.code for place in above if place.level == PREFECTURE and outer in (place.short or "")}
        return tuple(sorted(p for p in places if p.level == COUNTY and p.parent in parents and own in (p.short or p.name[:-1])))
    if own in _TRADITIONAL or any(own in (place.short or "") for place in above):
        return ()
    return tuple(sorted(place for place in places if place.level == COUNTY and own in (place.short or place.name[:-1])))
