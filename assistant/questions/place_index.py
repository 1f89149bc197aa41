"""Names of the collection and of the gazetteer, ready to be looked up in a question."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.questions.place_words import UNITS
from assistant.regions import Form, forms_of_path, full_names, index_of, paths_of
from ingest.regions.gazetteer import PREFECTURE, PROVINCE, gazetteer
from ingest.regions.words import ORDINARY

Lengths = dict[str, tuple[int, ...]]
"""Lengths of names by their first two characters, the longest first."""


class Elsewhere(NamedTuple):
    """The gazetteer's names."""

    names: dict[str, str]
    """Full name, or the form itself when it means several places, by form."""
    bare: frozenset[str]
    """Provinces and prefectures without their unit."""
    ordinary: dict[str, str]
    """Provinces and prefectures whose names without the unit are ordinary words, by those: 西安."""
    lengths: Lengths
    """Lengths of the forms."""


class Index(NamedTuple):
    """The collection's names."""

    forms: dict[str, Form]
    """What a form means."""
    lengths: Lengths
    """Lengths of the forms."""
    stated: dict[str, tuple[str, ...]]
    """Names as stated by full name."""
    near: dict[str, frozenset[str]]
    """Forms by what one slip makes of them; a character that may be any is a space."""
    near_lengths: tuple[int, ...]
    """Lengths of what may be a slip, the longest first."""
    stems: dict[str, frozenset[str]]
    """Forms by their name without the unit."""


@cache
def elsewhere() -> Elsewhere:
    """The gazetteer's names above the towns, read at the first call."""
    places = gazetteer()
    meant: dict[str, set[str]] = {}
    bare: set[str] = set()
    for place in places.upper:
        parts = places.parts(place)
        name = "".join(parts)
        stem = place.short
        for form in forms_of_path(parts):
            if not stem or form == place.name or not form.endswith(stem):
                meant.setdefault(form, set()).add(name)
        if stem and place.level in (PROVINCE, PREFECTURE) and stem not in ORDINARY:
            meant.setdefault(stem, set()).add(name)
            bare.add(stem)
    provinces = {place.short: place.name for place in places.upper if place.level == PROVINCE}
    names = {form: provinces.get(form) or (next(iter(full)) if len(full) == 1 else form) for form, full in meant.items()}
    ordinary = {place.short: place.name for place in reversed(places.upper) if place.level <= PREFECTURE and place.short in ORDINARY}
    return Elsewhere(names, frozenset(bare), ordinary, lengths_by_head(names))


def is_real(name: str) -> bool:
    """Whether the gazetteer has a place of this name, with or without its unit, above the towns.

    Args:
        name: A name.
    """
    return name in elsewhere().names or name in gazetteer().full or name in gazetteer().short


@lru_cache(maxsize=4)
def place_index(regions: tuple[str, ...]) -> Index:
    """The names of a collection.

    Args:
        regions: Region names as the reports state them.
    """
    held = frozenset(regions)
    forms = {form: _province_first(form, meant) for form, meant in index_of(held).items()}
    stated: dict[str, list[str]] = {}
    for name, full in full_names(held).items():
        stated.setdefault(full, []).append(name)
    near = _near(form for form, meant in forms.items() if not meant.bare and form[-1] in UNITS and len(form) > 2)
    stems: dict[str, set[str]] = {}
    for form, meant in forms.items():
        if meant.own and not meant.bare and form[-1] in UNITS and len(form) > 2:
            stems.setdefault(form[:-1], set()).add(form)
    return Index(
        forms,
        lengths_by_head(forms),
        {full: tuple(sorted(names)) for full, names in stated.items()},
        near,
        tuple(sorted({len(key) for key in near} | {len(key) + 1 for key in near if len(key) > 3}, reverse=True)),
        {stem: frozenset(named) for stem, named in stems.items()},
    )


def lengths_by_head(names: Iterable[str]) -> Lengths:
    """Lengths of names by their first two characters, the longest first.

    Args:
        names: The names.
    """
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _province_first(form: str, meant: Form) -> Form:
    """吉林 is the province; the city is meant by its full name."""
    if not meant.bare or len(meant.own | meant.inside) < 2:
        return meant
    provinces = {place.name for place in gazetteer().short.get(form, ()) if place.level == PROVINCE}
    if not (province := next((name for name in provinces if name in meant.places), None)):
        return meant
    in_it = {name for name in meant.own | meant.inside if any(path[0] == province for path in paths_of(name))}
    own = frozenset(name for name in in_it if any(path == (province,) for path in paths_of(name)))
    return Form(own, frozenset(in_it) - own, frozenset((province,)), bare=True)


def _near(forms: Iterable[str]) -> dict[str, frozenset[str]]:
    """Forms by what one wrong character makes of them, in names of four and more also one missing or two swapped."""
    near: dict[str, set[str]] = {}
    for form in forms:
        last = len(form) - 1
        keys = {form[:i] + " " + form[i + 1 :] for i in range(last)}
        if len(form) > 3:
            keys |= {form[:i] + form[i + 1 :] for i in range(last)}
            keys |= {form[:i] + form[i + 1] + form[i] + form[i + 2 :] for i in range(last - 1)}
        for key in keys - {form}:
            near.setdefault(key, set()).add(form)
    return {key: frozenset(named) for key, named in near.items()}
