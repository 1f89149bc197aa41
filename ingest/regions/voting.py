"""Which place a report's names speak for.

Every distinct name is one piece of evidence, however often it stands. A place gains the
logarithm of how much likelier the name is in its own reports than by chance: names that few
places share say much, names that many share say little. A place wins when it is
likely enough against the number of places it could have been, and clearly ahead of the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import inf, log
from typing import NamedTuple

from ingest.regions.gazetteer import COUNTY, PREFECTURE, PROVINCE, Place, gazetteer
from ingest.regions.levels import EXCLUDED, level_cost
from ingest.regions.mentions import INSTITUTION_ODDS, Mention

ENOUGH = 3.5
"""Least score of a winner, in nats over the chance that it is none of those named."""
LEAD = 3.0
"""Least lead over the next, in nats."""
_OUTER_ODDS = (0.5, 2.0)
"""Odds that a prefecture or province named once, or more often, is the one above the reporter."""
_REPEATED = (1.0, 1.0, 3.0, 10.0)
"""By how much the odds of a name rise when it stands once, twice, or more often."""
_SIBLING_GAIN = 1.5
"""What a named sibling county says for a county, in nats."""
_SIBLINGS_MAX = 2
_EVIDENCE_MAX = 6
_UNITS_NAMED, _UNITS_DOING = 4, 2
"""How many of its units a higher unit's report names, or tells of by more than the name, at least."""
_RIVALS = {"省": 30, "区": 980, "县": 1420, "市": 980, "州": 30, "旗": 52}
_ALL_RIVALS = 3200
"""How many places of the level that speaks there are, or of all: how unlikely each is beforehand.
市 may be a prefecture too, whose report can name a single one of its cities."""
_TOWN_UNIT = re.compile(r"(?:镇|乡|街道|苏木)$")


class Finding(NamedTuple):
    """The place that the evidence speaks for most."""

    place: Place
    """The place."""
    score: float
    """How likely it is, in nats over chance."""
    lead: float
    """How far it is ahead of the next place, in nats."""
    own: bool
    """Whether the report uses the place's own name as its own."""
    fit: bool
    """Whether places in it are named, or the place itself other than in passing; for a higher
    unit, several of its units."""
    evidence: tuple[str, ...]
    """Verbatim pieces, the most telling first."""

    @property
    def sure(self) -> bool:
        """Whether the evidence is enough to name the place."""
        return self.fit and self.score >= ENOUGH and self.lead >= LEAD


class _Piece(NamedTuple):
    """One distinct name with all its mentions."""

    key: object
    """What makes it one: a town's name without its unit, else the places meant."""
    places: tuple[Place, ...]
    units: tuple[Place, ...]
    odds: float
    evidence: tuple[str, ...]
    own: bool
    times: int


class _Entry(NamedTuple):
    score: float
    place: Place
    gains: tuple[tuple[float, _Piece], ...]


def vote(mentions: Iterable[Mention], letter: str | None, among: Sequence[Place] = ()) -> Finding | None:
    """The place that the mentions speak for most.

    Args:
        mentions: What the report names.
        letter: The level that speaks, as ``own_level`` gives it.
        among: Only these places, if given.

    Returns:
        The best place, or None when nothing speaks for any.
    """
    pieces = _distinct(mentions)
    pool = among or [place for place in _pool(pieces) if level_cost(place, letter) < EXCLUDED and not _outer_of_named(place, pieces)]
    entries = [_entry(place, pieces, letter, len(among)) for place in pool]
    if not entries:
        return None
    entries.sort(key=lambda entry: (-entry.score, entry.place))
    score, best, gains = entries[0]
    lead = score - entries[1].score if len(entries) > 1 else inf
    own = any(piece.own and best in piece.places for _, piece in gains)
    fit = _names_enough(best, pieces) and any(_tells(piece, best) for _, piece in gains)
    return Finding(best, score, lead, own, fit, _told(best, gains))


def _entry(place: Place, pieces: Sequence[_Piece], letter: str | None, among: int) -> _Entry:
    """Add up what speaks for a place."""
    best: dict[object, tuple[float, _Piece]] = {}
    chances: dict[object, float] = {}
    for piece in pieces:
        gain = _gain(piece, place)
        if gain > best.get(piece.key, (0.0,))[0]:
            best[piece.key] = (gain, piece)
        if piece.units:
            chances[piece.key] = max(chances.get(piece.key, 0.0), log(1 + piece.odds))
    by_towns = sum(gain for gain, piece in best.values() if _is_town_in(piece, place))
    named = sum(gain for gain, piece in best.values() if not _is_town_in(piece, place))
    siblings = min(_SIBLINGS_MAX, sum(_is_sibling(piece, place) for piece in pieces))
    prior = log(among) if among else log(_RIVALS.get(letter or "", _ALL_RIVALS)) + level_cost(place, letter)
    # A report may name no town of its own at all; then every school that is called like a town is chance.
    score = named + max(0.0, by_towns - sum(chances.values())) + _SIBLING_GAIN * siblings - prior
    return _Entry(score, place, tuple(best.values()))


def _told(place: Place, gains: Sequence[tuple[float, _Piece]]) -> tuple[str, ...]:
    """The pieces that speak for a place, what it belongs to last."""
    ordered = [piece for _, piece in sorted(gains, key=lambda entry: -entry[0])]
    within = [piece.evidence[0] for piece in ordered if not _is_above(piece, place)]
    more = [words for piece in ordered if place in piece.places for words in piece.evidence[1:]]
    above = [piece.evidence[0] for piece in ordered if _is_above(piece, place)]
    return tuple(dict.fromkeys((*within, *more, *above)))[:_EVIDENCE_MAX]


def _distinct(mentions: Iterable[Mention]) -> list[_Piece]:
    """One piece for each name; a place's full and short name are one."""
    groups: dict[tuple[object, object], list[Mention]] = defaultdict(list)
    for mention in mentions:
        key: object = mention.places or _TOWN_UNIT.sub("", mention.name)
        groups[key, frozenset(mention.units)].append(mention)
    pieces = []
    for (name, _), group in groups.items():
        group.sort(key=lambda mention: (-mention.odds, mention.start))
        evidence = tuple(dict.fromkeys(mention.evidence for mention in group))
        best = group[0]
        times = sum(mention.odds == best.odds for mention in group)
        pieces.append(_Piece(name, best.places, best.units, best.odds, evidence, any(mention.own for mention in group), times))
    return pieces


def _pool(pieces: Sequence[_Piece]) -> set[Place]:
    """Every place that some piece speaks for."""
    places = gazetteer()
    pool: set[Place] = set()
    for piece in pieces:
        for named in (*piece.places, *piece.units):
            pool.update(places.path(named))
            if named.level == PREFECTURE and named in piece.places:
                pool.update(places.children.get(named.code, ()))
    return pool


def _outer_of_named(place: Place, pieces: Sequence[_Piece]) -> bool:
    """Whether a place is only what the reporter belongs to: just one of its units is named, and that as the reporter's own."""
    children = set(gazetteer().children.get(place.code, ()))
    named = {child: piece.own for piece in pieces for child in piece.places if child in children}
    return len(named) == 1 and any(named.values())


def _names_enough(place: Place, pieces: Sequence[_Piece]) -> bool:
    """Whether a higher unit could be the reporter: its report names many of its units, or tells what several of them did.

    The report of a county-level city names its neighbours and the prefecture in passing too.
    """
    children = gazetteer().children.get(place.code)
    if place.level == COUNTY or not children:
        return True
    below = set(children)
    if place.level == PROVINCE:
        below.update(county for child in children for county in gazetteer().children.get(child.code, ()))
    named = {unit for piece in pieces for unit in piece.places if unit in below}
    doing = {unit for piece in pieces if piece.odds >= INSTITUTION_ODDS for unit in piece.places if unit in below}
    return len(named) >= _UNITS_NAMED or len(doing) >= _UNITS_DOING


def _gain(piece: _Piece, place: Place) -> float:
    """How much one name speaks for a place, in nats."""
    places = gazetteer()
    shared = len(piece.places) + len([unit for unit in piece.units if unit not in piece.places])
    if place in piece.places:
        odds = piece.odds * _REPEATED[min(piece.times, 3)]
        return log(1 + odds * _count(place.level) / shared)
    above = {outer.code for outer in places.path(place)[:-1]}
    outer = [named for named in piece.places if named.code in above]
    if outer:
        odds = _OUTER_ODDS[1] if piece.own else max(_OUTER_ODDS[piece.times > 1], piece.odds)
        return log(1 + odds * _count(outer[0].level) / len(piece.places))
    if place in piece.units:
        return log(1 + piece.odds * _count(COUNTY) / shared)
    if place.level == COUNTY:
        return 0.0
    inside = [named for named in (*piece.places, *piece.units) if places.contains(place, named)]
    if not inside:
        return 0.0
    return log(1 + piece.odds * _count(COUNTY) / shared / _counties_in(place))


def _tells(piece: _Piece, place: Place) -> bool:
    """Whether a piece speaks for a place by more than naming it, or what it belongs to, in passing."""
    return not _is_above(piece, place) and (place not in piece.places or piece.own or piece.odds > INSTITUTION_ODDS)


def _is_town_in(piece: _Piece, place: Place) -> bool:
    return bool(piece.units) and place not in piece.places and not _is_above(piece, place)


def _is_sibling(piece: _Piece, place: Place) -> bool:
    return (
        place.level == COUNTY and place not in piece.places and any(named.level == COUNTY and named.parent == place.parent for named in piece.places)
    )


def _is_above(piece: _Piece, place: Place) -> bool:
    above = {outer.code for outer in gazetteer().path(place)[:-1]}
    return place not in piece.places and any(named.code in above for named in piece.places)


def _count(level: int) -> int:
    """How many places of a level there are."""
    return {PROVINCE: 33, PREFECTURE: 333}.get(level, 2845)


def _counties_in(place: Place) -> int:
    places = gazetteer()
    children = places.children.get(place.code, [])
    return max(1, sum(max(1, len(places.children.get(child.code, ()))) for child in children))
