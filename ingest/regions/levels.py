"""What level of unit speaks in a report: 我区, 全县, 市委市政府."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ingest.regions.gazetteer import COUNTY, PREFECTURE, PROVINCE, Place

_LETTERS = "省市区县州旗"
_WE, _ALL = ("我", "本", "我们"), ("全",)
_NOT_WE, _NOT_ALL = "域直县区", "域性面"
"""What makes 我市 or 全区 another word: 我市直属, 全区域."""
_BODY = re.compile(r"(?P<letter>[省市区县州旗])(?:委|政府|教育局|教体局|教育体育局|教育和体育局)")
_BLANKED = re.compile(r"[xX×*＊Ｘ某_](?P<letter>[市区县州旗])")
_OWN_WEIGHT, _OTHER_WEIGHT = 3, 1
"""我区 and 区委、区政府 speak of the own level, 全市 and 市教育局 of the one above too."""
_TITLE_TIMES = 3
"""How many times as much the title counts as a line of the text."""
_LEAD = 1.4
"""How much more often the own level must be named than the next."""

EXCLUDED = float("inf")
_CHANGED = 3.0
"""Cost, in nats, of a county that has become a city or a district since."""
_LEAST = 3
"""Least weight of the words that name the own level: 我区 once, or 全区 three times."""


def own_level(title: str, text: str) -> str | None:
    """The unit that a report calls its own.

    Args:
        title: The report's title; it counts as much as several words of the text.
        text: The report's text.

    Returns:
        省, 市, 区, 县, 州 or 旗; None when no one leads.
    """
    votes: Counter[str] = Counter()
    for words, times in ((title, _TITLE_TIMES), (text, 1)):
        for letter, weight in _level_words(words):
            votes[letter] += weight * times
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] < _LEAD * ranked[1][1]):
        return None
    return ranked[0][0]


def _level_words(words: str) -> Iterator[tuple[str, int]]:
    for letter in _LETTERS:
        we = sum(_count(words, stem + letter, _NOT_WE) for stem in _WE)
        together = sum(
            words.count(f"{letter}委{joint}{letter}政府") + words.count(f"{letter}委{joint}{letter}人民政府") for joint in ("", "、", "和")
        )
        yield letter, _OWN_WEIGHT * (we + together) + _OTHER_WEIGHT * sum(_count(words, stem + letter, _NOT_ALL) for stem in _ALL)
    for found in _BODY.finditer(words):
        if not "\u4e00" <= words[found.start() - 1 : found.start()] <= "\u9fff":
            yield found["letter"], _OTHER_WEIGHT
    for found in _BLANKED.finditer(words):
        yield found["letter"], _OTHER_WEIGHT


def _count(words: str, stem: str, without: str) -> int:
    """How often a word stands in a text and is not the head of another."""
    found = words.count(stem)
    return found - sum(words.count(stem + tail) for tail in without) if found else 0


def level_cost(place: Place, letter: str | None) -> float:
    """How badly a place fits the level that speaks, in nats.

    Counties become cities and districts in time, and a report may be older than the
    gazetteer. A city that speaks is not taken for a district: it is far more often the
    prefecture above the district that is named.

    Args:
        place: A province, prefecture or county.
        letter: As :func:`own_level` gives it.

    Returns:
        0 when it fits, infinity when it cannot be.
    """
    if letter is None or place.kind == letter:
        return 0.0
    if place.level == PROVINCE:
        return 0.0 if letter == "区" and place.name.endswith("自治区") else EXCLUDED
    if place.level == PREFECTURE:
        return 0.0 if letter == "市" and place.kind in "市盟" else EXCLUDED
    if place.level == COUNTY and letter == "县" and place.kind in "市区":
        return _CHANGED
    return EXCLUDED
