"""Levels of regions: 省级, 地市级, 县级, and what lies around a region."""

from __future__ import annotations

from assistant.plans import Level
from assistant.regions import parts_of
from ingest.models import Region

ROLLED_UP = (Level.PROVINCE, Level.PREFECTURE)
"""Levels that regions below can stand for."""
_COUNTY_KINDS = {Level.DISTRICT: ("区",), Level.COUNTY_CITY: ("市",)}
_NO_DISTRICT = ("林区", "特区")
"""Units of the level of a county that end like a district. Source: GB/T 2260 (神农架林区, 六枝特区)."""
_PREFECTURES = ("自治州", "地区", "盟", "州")


def level_of(region: Region) -> Level | None:
    """Whether a region is a province, a prefecture or a county (of whatever kind).

    Args:
        region: A region; its code tells, or else the units in its name.

    Returns:
        ``PROVINCE``, ``PREFECTURE`` or ``COUNTY``; None when that cannot be told, as of a city
        without code whose name tells no place around it.
    """
    if region.code:
        return _level_of_code(region.code)
    return _level_of_parts(_parts(region))


def is_of(region: Region, level: Level) -> bool:
    """Whether a region is of a level.

    Args:
        region: A region.
        level: A level; each kind of county is a county too.
    """
    own = level_of(region)
    endings = _COUNTY_KINDS.get(level)
    if endings is None:
        return own is level
    name = region.name or ""
    return own is Level.COUNTY and name.endswith(endings) and not name.endswith(_NO_DISTRICT)


def enclosing(region: Region, level: Level) -> str | None:
    """Full name of the province or prefecture that a region is or lies in.

    Args:
        region: A region.
        level: ``PROVINCE`` or ``PREFECTURE``.

    Returns:
        The name with the places around it; None when it is not known or there is none.
    """
    parts = _parts(region)
    lengths = range(1, len(parts) + 1)
    return next(("".join(parts[:n]) for n in lengths if _level_of_parts(parts[:n], whole=n == len(parts), code=region.code) is level), None)


def _parts(region: Region) -> tuple[str, ...]:
    return region.parts or (parts_of(region.name) if region.name else ())


def _level_of_code(code: str) -> Level:
    return Level.PROVINCE if code[2:6] == "0000" else Level.PREFECTURE if code[4:6] == "00" else Level.COUNTY


def _level_of_parts(parts: tuple[str, ...], whole: bool = True, code: str | None = None) -> Level | None:
    """The level of the last part; of a code when it is the code's own."""
    if not parts:
        return None
    if whole and code:
        return _level_of_code(code)
    last, above = parts[-1], parts[:-1]
    if last.endswith(("省", "自治区", "特别行政区")) or (code and not above):
        return Level.PROVINCE
    if last.endswith(_PREFECTURES):
        return Level.PREFECTURE
    if last.endswith("市"):
        return _level_of_city(above, whole)
    return Level.COUNTY if last.endswith(("县", "区", "旗")) else None


def _level_of_city(above: tuple[str, ...], whole: bool) -> Level | None:
    """A city in a province, or with districts, is a prefecture; one in a prefecture is a county."""
    if above and above[-1].endswith(("省", "自治区")):
        return Level.PREFECTURE
    if above:
        return Level.COUNTY
    return None if whole else Level.PREFECTURE
