"""What is told when a question asks for the regions in a place that has a report of its own: 云泽市的哪些区."""

from __future__ import annotations

from collections.abc import Collection

from assistant.questions.place_index import Index
from assistant.regions import paths_of

_MOST = 6
"""Most regions that are named."""
_COUNTIES = ("区", "县", "旗", "市")


def around_told(name: str, regions: Collection[str], index: Index, *, inside: bool) -> str:
    """How such a place was taken, in Chinese.

    Args:
        name: The place.
        regions: Full names of the regions that it was taken for.
        index: The names of the collection.
        inside: Whether they are those in it; else nothing is known to lie in it, and it stands for itself.

    Returns:
        A note; empty for a county, in which no reports of regions are to be expected.
    """
    if not inside and _is_county(name):
        return ""
    loose = [full for full in index.stated if full not in regions and full != name and _may_lie_anywhere(full, index)]
    outside = f"；{_named(loose)}的报告没有写明上级地区，没有计入" if loose else ""
    if inside:
        return f"“{name}”下面的地区按资料中写明属于它的理解：{_named(sorted(_last(full) for full in regions))}，{name}自己的报告不算{outside}"
    return f"资料中没有写明属于“{name}”的下级报告，按{name}自己的报告回答{outside}"


def _is_county(name: str) -> bool:
    return name.endswith(("区", "县", "旗")) and not name.endswith("地区")


def _may_lie_anywhere(full: str, index: Index) -> bool:
    """Whether neither its reports nor the gazetteer tell where a region lies, and none is known to lie in it."""
    form = index.forms.get(full)
    return full.endswith(_COUNTIES) and all(len(path) == 1 for path in paths_of(full)) and not (form and form.inside)


def _last(full: str) -> str:
    return paths_of(full)[0][-1]


def _named(names: Collection[str]) -> str:
    shown = "、".join(sorted(names)[:_MOST])
    return f"{shown}等{len(names)}个地区" if len(names) > _MOST else shown
