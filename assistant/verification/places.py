"""Places named in a sentence, and which sources may speak of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from assistant.questions.place_words import is_generic
from assistant.verification.reading import ReadSource
from ingest.regions.gazetteer import PREFECTURE, candidates, gazetteer
from ingest.regions.words import ORDINARY, ORDINARY_FULL

_UNITS = r"(?:自治区|自治州|自治县|自治旗|省|市|区|县|旗|州|盟)"
_IN_CONTEXT = re.compile(rf"[一-龥]{{1,8}}?{_UNITS}(?![域间块别场民容面属直级])")
_LEAD = re.compile(r"^(?:出自|来自|摘自|引自|关于)")
_OPENS = r"(?:^|[,。;、:(!?]|[和与及在由为]|其中|包括|目前|现在|如今)"
_MADE_UP = re.compile(rf"{_OPENS}(?P<name>[一-龥]{{2,3}}?(?:[区县市旗]|街道|[镇乡](?![村镇]))(?![域间块别场民容面属直级长]))")
_JOINS = re.compile(r"(?:[、,]?(?:和|与|及|以及|跟|同|、|,)?)$")


class Place(NamedTuple):
    """A place named in a sentence."""

    start: int
    """First character in the folded sentence."""
    end: int
    """One past the last."""
    name: str
    """As named."""


class Stretch(NamedTuple):
    """A part of a sentence that tells of one place, or of several together."""

    start: int
    """First character in the folded sentence."""
    end: int
    """One past the last."""
    sources: tuple[int, ...]
    """Numbers of the sources that may tell it."""
    each: tuple[tuple[int, ...], ...]
    """Sources of each place in the order named."""


@lru_cache(maxsize=512)
def places_of(context: str) -> frozenset[str]:
    """Names of places in the words shown beside a source, with their unit and without.

    Args:
        context: Folded context.
    """
    found = (_LEAD.sub("", name) for name in _IN_CONTEXT.findall(context))
    names = {name for name in found if len(name) > 2 and not is_generic(name)}
    stems = {re.sub(rf"{_UNITS}$", "", name) for name in names}
    return frozenset(names | {stem for stem in stems if len(stem) > 1 and stem not in ORDINARY})


def find_places(sentence: str, sources: Mapping[int, ReadSource]) -> tuple[Place, ...]:
    """Places named in a sentence: those of the sources, those of the gazetteer, and what looks like one.

    Args:
        sentence: The folded sentence.
        sources: All sources that were shown.
    """
    spans: dict[int, int] = {}
    known = sorted({name for source in sources.values() for name in places_of(source.context)}, key=len, reverse=True)
    if known:
        for match in re.finditer("|".join(map(re.escape, known)), sentence):
            spans[match.start()] = match.end()
    taken = {i for a, b in spans.items() for i in range(a, b)}
    for start, end in [*_real(sentence), *(match.span("name") for match in _MADE_UP.finditer(sentence) if not is_generic(match["name"]))]:
        if taken.isdisjoint(range(start, end)):
            spans[start] = end
            taken |= set(range(start, end))
    return tuple(Place(start, end, sentence[start:end]) for start, end in sorted(spans.items()))


def _real(sentence: str) -> list[tuple[int, int]]:
    places = gazetteer()
    found: list[tuple[int, int]] = []
    done = 0
    for start in range(len(sentence) - 1):
        if start < done:
            continue
        for length in places.lengths_by_head.get(sentence[start : start + 2], ()):
            name = sentence[start : start + length]
            full = name in places.full and name not in ORDINARY_FULL
            short = name not in ORDINARY and any(place.level <= PREFECTURE for place in places.short.get(name, ()))
            if full or short:
                done = start + length
                found.append((start, done))
                break
    return found


def supports(source: ReadSource, name: str) -> bool:
    """Whether a source, or what was shown beside it, names a place.

    Args:
        source: The source.
        name: The place.
    """
    if name in source.text.replace('"', ""):
        return True
    if any(not _goes_on(source.context, match.end()) for match in re.finditer(re.escape(name), source.context)):
        return True
    stem = re.sub(rf"{_UNITS}$", "", name)
    return len(stem) > 1 and name != stem and stem in places_of(source.context) and not re.search(rf"{stem}{_UNITS}", source.context)


def _goes_on(context: str, at: int) -> bool:
    """Whether another place begins here: a report of 云泽市雁浦区 does not speak for 云泽市."""
    following = _IN_CONTEXT.match(context, at)
    return following is not None and not is_generic(following.group()) and len(following.group()) <= 4


def stretches(sentence: str, named: tuple[Place, ...], cited: Mapping[int, ReadSource]) -> tuple[Stretch, ...]:
    """Cut a sentence where it passes to another place, so that each part is held against the sources of its place.

    Args:
        sentence: The folded sentence.
        named: Its places.
        cited: The sources cited.
    """
    groups: list[list[Place]] = []
    for place in _innermost(named):
        if not any(supports(source, place.name) for source in cited.values()):
            continue
        if groups and _JOINS.fullmatch(sentence[groups[-1][-1].end : place.start]):
            groups[-1].append(place)
        else:
            groups.append([place])
    if not groups:
        return (Stretch(0, len(sentence), tuple(cited), ()),)
    starts = [0, *(group[0].start for group in groups[1:])]
    ends = [*starts[1:], len(sentence)]
    made: list[Stretch] = []
    for start, end, group in zip(starts, ends, groups, strict=True):
        each = tuple(_telling(place.name, cited) for place in group)
        made.append(Stretch(start, end, tuple(n for n in cited if any(n in numbers for numbers in each)), each))
    return tuple(made)


def _telling(name: str, cited: Mapping[int, ReadSource]) -> tuple[int, ...]:
    """Sources of a place: those shown as its own, or else those that name it."""
    return tuple(number for number, source in cited.items() if supports(source, name))


def _innermost(named: tuple[Place, ...]) -> list[Place]:
    """Of 云泽市雁浦区 only 雁浦区."""
    return [place for place, following in zip_longest(named, named[1:]) if following is None or following.start > place.end]


def unknown(named: tuple[Place, ...], cited: Mapping[int, ReadSource]) -> list[str]:
    """Places that no source cited names; the province of a place that one names is known.

    Args:
        named: Places of a sentence.
        cited: The sources cited.
    """
    missing: list[str] = []
    for place, following in zip_longest(named, named[1:]):
        if any(supports(source, place.name) for source in cited.values()):
            continue
        whole = place.name + following.name if following is not None and following.start == place.end else ""
        if whole and (len(candidates(whole)) == 1 or any(whole in source.bare for source in cited.values())):
            continue
        missing.append(place.name)
    return missing
