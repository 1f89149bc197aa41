"""Places that a question names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.plans import Place
from assistant.questions import place_words as w
from assistant.questions.place_index import Index, elsewhere, is_real, place_index
from assistant.questions.place_slips import slip_at
from assistant.questions.places_inside import around_told
from assistant.regions import Form, paths_of
from ingest.regions.gazetteer import gazetteer
from ingest.regions.words import ORDINARY, ORDINARY_FULL

_RANKS = {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
"""Level of a place by the last character of its name."""


class PlaceMatch(NamedTuple):
    """Where a question names a place."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    place: Place
    """What it means."""
    understood: str = ""
    """How a place was taken that the question asks the regions in, in Chinese; else empty."""


class _Found(NamedTuple):
    start: int
    end: int
    form: str
    """The form understood."""
    meant: Form
    """What it means in the collection; nothing for a place that the collection has not."""
    corrected: bool = False


def find_places(text: str, regions: Iterable[str]) -> list[PlaceMatch]:
    """Find the places that a question names.

    Args:
        text: A normalized question, in which quotes, times and kinds of documents may be marks.
        regions: Region names as the reports of the collection state them.

    Returns:
        Matches in order, without overlaps. A place without reports has no ``names``; one that
        has a report of its own means that report, or the regions in it when the question asks
        for those (云泽市的哪些区).
    """
    index = place_index(tuple(sorted(set(regions))))
    found: list[_Found] = []
    at = 0
    while at < len(text):
        match = _place_at(text, at, index, follows=bool(found) and found[-1].end == at)
        if match is None:
            at += 1
            continue
        merged = _merged(text, found[-1], match) if found else None
        if merged:
            found[-1] = merged
        elif not _is_only_told_by(match, found):
            found.append(match)
        at = match.end
    return [_match(text, each, index) for each in found]


def _place_at(text: str, at: int, index: Index, *, follows: bool) -> _Found | None:
    """The place whose name begins here; the longest, and a known one before a slip of the pen."""
    if not "一" <= text[at] <= "龥":
        return None
    known = _known_at(text, at, index)
    slip = slip_at(text, at, known.end - at if known else 0, index)
    if slip and (known is None or slip[0] > known.end):
        return _Found(at, slip[0], slip[1], index.forms[slip[1]], corrected=True)
    if known:
        return known
    if follows or w.opens_strictly(text, at):
        end = w.name_at(text, at)
        if end is not None and not _ends_with_known(text, at, end, index):
            return _Found(at, end, text[at:end], Form(bare=False))
    return None


def _ends_with_known(text: str, at: int, end: int, index: Index) -> bool:
    """Whether what looks like a name is a word before a known one: 替|清源区."""
    tails = (text[i:end] for i in range(at + 1, end - 2))
    return any((tail in index.forms and not index.forms[tail].bare) or is_real(tail) for tail in tails)


def _known_at(text: str, at: int, index: Index) -> _Found | None:
    head, others = text[at : at + 2], elsewhere()
    lengths = {*index.lengths.get(head, ()), *others.lengths.get(head, ())}
    for length in sorted(lengths, reverse=True):
        end, form = at + length, text[at : at + length]
        if len(form) < length:
            continue
        meant = index.forms.get(form)
        if meant and _stands(text, at, end, form, meant.bare, index):
            return _Found(at, end, form, meant)
        if meant is None and form in others.names and _stands_elsewhere(text, at, end, form, index):
            return _Found(at, end, form, _without_outer(form, index))
    if head in others.ordinary and w.opens_strictly(text, at) and w.asks_inside(text, at + 2):
        return _Found(at, at + 2, others.ordinary[head], index.forms.get(others.ordinary[head], Form(bare=False)))
    return None


def _stands(text: str, at: int, end: int, form: str, bare: bool, index: Index) -> bool:
    """Whether a name of the collection is one in this place of the question."""
    if bare:
        return w.is_bare_place(text, at, end) and not w.names_a_unit(text, end)
    if form in ORDINARY_FULL or w.unit_goes_on(text, end):
        return False
    if len(form) == 2 and not (w.opens(text, at) and w.closes(text, end)):
        return False
    short = form[:-1]
    return not (w.unit_pairs_up(text, end) and (short in index.forms or short in elsewhere().ordinary or short in elsewhere().bare))


def _stands_elsewhere(text: str, at: int, end: int, form: str, index: Index) -> bool:
    """The same for a place of the gazetteer that the collection has not: with less trust."""
    if form in elsewhere().bare:
        due = w.opens(text, at) and w.is_bare_place(text, at, end) and not w.names_a_unit(text, end)
        return due and (w.closes(text, end) or _begins_with_unit(text, end, index))
    if form[:-1] in ORDINARY and not w.opens_strictly(text, at):
        return False
    return _stands(text, at, end, form, False, index)


def _begins_with_unit(text: str, at: int, index: Index) -> bool:
    """Whether a known name with its unit begins here."""
    head, others = text[at : at + 2], elsewhere()
    known = (text[at : at + length] for length in (*index.lengths.get(head, ()), *others.lengths.get(head, ())))
    return any(not index.forms[name].bare if name in index.forms else name in others.names and name not in others.bare for name in known)


def _without_outer(form: str, index: Index) -> Form:
    """A region of the collection whose outer places nobody knows is the one with any of them: 西湖区 is 南昌市西湖区."""
    for start in range(1, len(form) - 1):
        meant = index.forms.get(form[start:])
        if meant and meant.own and all(path == (form[start:],) for name in meant.own for path in paths_of(name)):
            return meant
    return Form(bare=False)


def _merged(text: str, outer: _Found, inner: _Found) -> _Found | None:
    """Two names side by side as one place: 江苏的苏州市, 云泽市|青云区."""
    between = text[outer.end : inner.start]
    if between not in ("", "的"):
        return None
    both = inner.meant.own | inner.meant.inside
    around = outer.meant.inside
    if both and both & around:
        meant = Form(inner.meant.own & around, inner.meant.inside & around, inner.meant.places, inner.meant.bare)
        return _Found(outer.start, inner.end, inner.form, meant, outer.corrected or inner.corrected)
    if between or _rank(inner) <= _rank(outer) or (outer.meant.bare and not is_real(outer.form)):
        return None
    if inner.meant.own and not any(_contradicts(outer, name) for name in inner.meant.own):
        return inner._replace(start=outer.start)
    return _Found(outer.start, inner.end, text[outer.start : inner.end], Form(bare=False))


def _contradicts(outer: _Found, name: str) -> bool:
    """Whether a region is known to belong to another place of the level of the outer one."""
    above = [part for path in paths_of(name) for part in path[:-1] if _RANKS.get(part[-1]) == _rank(outer)]
    return bool(above) and not any(part.startswith(outer.form.rstrip("省市州盟")) or outer.form.endswith(part) for part in above)


def _rank(found: _Found) -> int:
    """1 province, 2 prefecture, 3 county; of a name without its unit the level of the place."""
    provinces = elsewhere().names.get(found.form, "")
    if provinces.endswith(("省", "自治区", "行政区")) or found.form in ("北京市", "天津市", "上海市", "重庆市"):
        return 1
    names = found.meant.places or {found.form}
    if any(place.level == 3 and place.name == found.form for place in gazetteer().full.get(found.form, ())):
        return 3
    return max(_RANKS.get(name[-1], 0) for name in names)


def _is_only_told_by(match: _Found, found: list[_Found]) -> bool:
    """Whether nothing but the place before it spoke for a name, and they did not become one."""
    return bool(found) and found[-1].end == match.start and not match.meant.places and not is_real(match.form) and not match.corrected


def _match(text: str, found: _Found, index: Index) -> PlaceMatch:
    meant = found.meant
    within = w.asks_inside(text, found.end)
    inside = bool(meant.inside) and (not meant.own or within)
    regions = meant.inside if inside else meant.own
    names = tuple(sorted(name for full in regions for name in index.stated[full]))
    place = Place(said=text[found.start : found.end], name=_name(found), names=names, corrected=found.corrected)
    return PlaceMatch(found.start, found.end, place, around_told(place.name, regions, index, inside=inside) if within and meant.own else "")


def _name(found: _Found) -> str:
    if len(found.meant.own) == 1:
        return next(iter(found.meant.own))
    if found.meant.own or found.meant.inside:
        outermost = min(found.meant.places, key=lambda name: (len(paths_of(name)[-1]), name))
        same = all(name.endswith(outermost) or outermost.endswith(name) for name in found.meant.places)
        return max(found.meant.places, key=len) if same else found.form
    return elsewhere().names.get(found.form, found.form)
