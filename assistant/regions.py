"""Names of regions over the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from ingest.regions.gazetteer import candidates, gazetteer
from ingest.regions.names import short_form
from ingest.regions.words import ORDINARY

_UNITS = re.compile(
    r".+?(?:自治区|自治州|自治县|自治旗|地区|省|市(?=市[中南北]区)|(?:[市区县旗]|[盟州](?!.{1,2}族))(?![省市区县旗州盟]))",
)
_LEVELS = (("省", "自治区"), ("自治州", "地区", "盟", "州"))


@lru_cache(maxsize=20_000)
def parts_of(name: str) -> tuple[str, ...]:
    """A region name by level: 云泽市, 雁浦区 of 云泽市雁浦区.

    Args:
        name: A region name; it may be one that no gazetteer has.
    """
    return tuple(_UNITS.findall(name)) or (name,)


@lru_cache(maxsize=20_000)
def _endings(name: str) -> tuple[str, ...]:
    """The last part of a name, the last two parts, … the whole name."""
    parts = parts_of(name)
    if "".join(parts) != name:
        return (name,)
    return tuple("".join(parts[i:]) for i in reversed(range(len(parts))))


def forms_of(name: str) -> set[str]:
    """Every way in which a name, and those of the places around it, may be written with units.

    Args:
        name: A region name.
    """
    parts = parts_of(name)
    return {name} | {"".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}


def full_names(names: Iterable[str]) -> dict[str, str]:
    """The fullest form of each region name that the collection itself gives.

    清源区 is taken for 云泽市清源区 when that is the only longer name that ends with it.

    Args:
        names: Region names as the reports state them.

    Returns:
        Full name by stated name.
    """
    known = set(names)
    longer: dict[str, set[str]] = {}
    for other in known:
        for ending in _endings(other)[:-1]:
            longer.setdefault(ending, set()).add(other)
    full: dict[str, str] = {}
    for name in known:
        others = longer.get(name, set())
        longest = max(others, key=lambda other: (len(other), other), default=name)
        full[name] = longest if all(longest.endswith(other) for other in others) else name
    return full


def display_names(names: Iterable[str]) -> dict[str, str]:
    """The shortest form of each region name that means one region of the collection only.

    Args:
        names: Region names as the reports state them.

    Returns:
        Name to show by stated name: 余杭区, or 南通市通州区 beside 北京市通州区.
    """
    full = full_names(names)
    meaning: dict[str, set[str]] = {}
    for name in full.values():
        for ending in _endings(name):
            meaning.setdefault(ending, set()).add(name)
    shown = {name: next((e for e in _endings(name) if len(meaning[e]) == 1), name) for name in set(full.values())}
    return {stated: shown[name] for stated, name in full.items()}


class Form(NamedTuple):
    """What one way of naming a place means in the collection."""

    own: frozenset[str] = frozenset()
    """Regions so called, by full name."""
    inside: frozenset[str] = frozenset()
    """Regions in a place so called."""
    places: frozenset[str] = frozenset()
    """The places so called, with the places that they belong to."""
    bare: bool = True
    """Whether it is a name without its unit: 余杭."""


@lru_cache(maxsize=4)
def index_of(stated: frozenset[str]) -> dict[str, Form]:
    """Every way of naming the regions of a collection, and the places around them.

    Args:
        stated: Region names as the reports state them.

    Returns:
        What it means, by form.
    """
    forms: dict[str, Form] = {}
    for name in set(full_names(stated).values()):
        for parts in paths_of(name):
            for i in range(1, len(parts) + 1):
                meant = frozenset((name,))
                own, inside = (meant, frozenset[str]()) if i == len(parts) else (frozenset[str](), meant)
                place = "".join(parts[:i])
                for form in forms_of_path(parts[:i]):
                    old = forms.get(form, Form())
                    bare = old.bare and not any(form.endswith(unit) for unit in _with_unit(parts[i - 1]))
                    forms[form] = Form(old.own | own, old.inside | inside, old.places | {place}, bare)
    return {form: Form(f.own, f.inside - f.own, f.places, f.bare) for form, f in forms.items()}


@lru_cache(maxsize=20_000)
def paths_of(name: str) -> tuple[tuple[str, ...], ...]:
    """A region name by level, as it stands and as the gazetteer has it when it knows one such place.

    Args:
        name: A region name.
    """
    parts = parts_of(name)
    known = [place for place in candidates(name) if place.name == parts[-1]]
    return tuple(dict.fromkeys((parts, *(gazetteer().parts(place) for place in known if len(known) == 1))))


def _longest_first(form: str) -> tuple[int, str]:
    return -len(form), form


def spoken_forms(names: Iterable[str]) -> list[str]:
    """Every way in which a question may name some regions, the longest first.

    Args:
        names: Region names.
    """
    return sorted({form for name in names for form in (*forms_of(name), *forms_of_path(parts_of(name)))}, key=_longest_first)


def forms_of_path(parts: tuple[str, ...]) -> set[str]:
    """Ways to name a place: its own name after any of the outer ones, each with or without its unit.

    Without the unit it stands alone only when it is no ordinary word (资源 of 资源县).

    Args:
        parts: Its name by level.
    """
    *outer, last = parts
    short = _short(last)
    before = {"".join(chosen) for chosen in product(*(("", *_with_unit(part), _short(part)) for part in outer))}
    whole = {lead + unit for lead in before for unit in _with_unit(last)}
    return whole | {lead + short for lead in before if lead or short not in ORDINARY}


def _with_unit(part: str) -> tuple[str, ...]:
    """A name with its unit in full and in brief: 大理白族自治州, 大理州."""
    if "自治" not in part:
        return (part,)
    return (part, f"{_short(part)}自治{part[-1]}", *((f"{_short(part)}{part[-1]}",) if part[-1] != "区" else ()))


def _short(part: str) -> str:
    level = next((level for level, units in enumerate(_LEVELS, 1) if part.endswith(units)), 3)
    return short_form(part, level) or part
