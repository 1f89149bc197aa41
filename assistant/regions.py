"""Names of regions over the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNITS = re.compile(r".+?(?:自治区|自治州|自治县|地区|省|(?:市|区|县|旗|盟|州)(?![省市区县旗州盟]))")
_ENDS = re.compile(r"(?:省|市|州|盟|地区|自治区|自治县|县|区|旗)$")


def full_names(names: Iterable[str]) -> dict[str, str]:
    """The fullest form of each region name that the collection itself gives.

    清源区 is taken for 云泽市清源区 when that is the only longer name that ends with it.

    Args:
        names: Region names as the reports state them.

    Returns:
        Full name by stated name.
    """
    known = set(names)
    full: dict[str, str] = {}
    for name in known:
        longer = {other for other in known if other != name and other.endswith(name) and _ENDS.search(other.removesuffix(name))}
        longest = max(longer, key=len, default=name)
        full[name] = longest if all(longest.endswith(other) for other in longer) else name
    return full


def region_parts(names: Iterable[str]) -> list[str]:
    """Last part of each region name: 雁浦区 of 云泽市雁浦区.

    Args:
        names: Region names.
    """
    return [part for name in names for part in _UNITS.findall(name)[-1:]]


def named_in(question: str, names: Iterable[str]) -> tuple[str, ...]:
    """Region names of the collection that a question names, in full or by their last part.

    Args:
        question: The question.
        names: Region names as the reports state them.

    Returns:
        The stated names meant, sorted. 雁浦区 in a question means 云泽市雁浦区 too; a name inside
        a longer one that the question gives (云泽市 in 云泽市雁浦区) is not meant.
    """
    full = full_names(names)
    forms: dict[str, set[str]] = {}
    for name in full:
        for form in {name, *region_parts([name])}:
            forms.setdefault(form, set()).add(name)
    meant: set[str] = set()
    rest = question
    for form in sorted(forms, key=len, reverse=True):
        if form in rest:
            rest = rest.replace(form, "，")
            meant |= forms[form]
    wanted = {full[name] for name in meant}
    return tuple(sorted(name for name in full if full[name] in wanted))
