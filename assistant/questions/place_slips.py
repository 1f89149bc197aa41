"""Slips of the pen in the names of places."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.questions import place_words as w
from assistant.questions.place_index import Index, is_real

_SHORT, _LONG = 3, 5
"""Lengths up to which a name has to stand where a name is due, and from which it may stand anywhere."""
_OFFICE = re.compile("教育局|教体局|教育体育局|教育和体育局")
_LINKS = "的、和与及,或除"


def slip_at(text: str, at: int, longer_than: int, index: Index) -> tuple[int, str] | None:
    """A name that is no place anywhere and one slip away from exactly one of the collection.

    Args:
        text: The question.
        at: Where it begins.
        longer_than: Length of the known name that begins here; 0 for none.
        index: The collection's names.

    Returns:
        One past the last character, and the form that was meant.
    """
    if unit := _wrong_unit(text, at, index):
        return unit
    for length in index.near_lengths:
        end = at + length
        window = text[at:end]
        if length <= longer_than + 1 or len(window) < length or window[-1] not in w.UNITS or w.unit_goes_on(text, end):
            continue
        if window in index.forms or is_real(window) or not _is_due(text, at, end):
            continue
        meant = {form for form in _neighbours(window, index) if not _is_known_otherwise(window, form, index)}
        if _is_one(meant, index):
            return end, min(meant, key=lambda form: (abs(len(form) - length), form))
    return _before_office(text, at, index)


def _is_due(text: str, at: int, end: int) -> bool:
    window = text[at:end]
    autonomous = window[-3:-1] == "自治" and end - at >= _LONG
    if re.search(r"[^一-龥]", window) or (not autonomous and w.is_generic(window[-3:])):
        return False
    if end - at >= _LONG:
        return True
    return w.opens_strictly(text, at) and (end - at > _SHORT or w.closes(text, end))


def _neighbours(window: str, index: Index) -> set[str]:
    found = set(index.near.get(window, ()))
    for i in range(len(window) - 1):
        if window[i] in _LINKS:
            continue
        found |= index.near.get(window[:i] + " " + window[i + 1 :], frozenset())
        shorter = window[:i] + window[i + 1 :]
        if i and len(shorter) > _SHORT and shorter in index.forms and not index.forms[shorter].bare:
            found.add(shorter)
    return found


def _is_known_otherwise(window: str, form: str, index: Index) -> bool:
    """Whether the words begin with a real place that the form does not begin with, or hold another known one."""
    if any(is_real(window[:length]) and not form.startswith(window[:length]) for length in range(2, len(window))):
        return True
    if len(window) != len(form) and window[0] != form[0]:
        return True
    tails = (window[i:] for i in range(1, len(window) - 1))
    return any((tail in index.forms or is_real(tail)) and not form.endswith(tail) for tail in tails)


def _wrong_unit(text: str, at: int, index: Index) -> tuple[int, str] | None:
    """清源县 for 清源区, when there is no such place."""
    for length in index.lengths.get(text[at : at + 2], ()):
        stem, end = text[at : at + length], at + length + 1
        forms = index.stems.get(stem)
        if not forms or text[at + length : end] not in tuple(w.UNITS) or w.unit_pairs_up(text, end):
            continue
        if text[at:end] in index.forms or is_real(text[at:end]) or not w.names_a_unit(text, end - 1):
            continue
        if _is_one(forms, index) and not w.is_generic(text[at:end]) and w.opens(text, at):
            return end, min(forms)
    return None


def _before_office(text: str, at: int, index: Index) -> tuple[int, str] | None:
    """清沅教育局: what stands before the office can hardly be but a name."""
    word, end = text[at : at + 2], at + 2
    if not _OFFICE.match(text, end) or not w.opens_strictly(text, at) or is_real(word) or w.is_generic(f"{word}区"):
        return None
    meant = {form for unit in w.UNITS for form in _neighbours(word + unit, index) if len(form) == _SHORT and index.forms[form].own}
    return (end, min(meant)) if _is_one(meant, index) else None


def _is_one(forms: Collection[str], index: Index) -> bool:
    """Whether some forms all mean the same region, or the same place around some."""
    meanings = {index.forms[form].own or index.forms[form].inside for form in forms}
    return len(meanings) == 1 and all(len(index.forms[form].own) <= 1 for form in forms)
