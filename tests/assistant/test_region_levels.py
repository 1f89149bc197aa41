from __future__ import annotations

import pytest

from assistant.levels import enclosing, is_of, level_of
from assistant.plans import Level
from ingest.models import Region


@pytest.mark.parametrize(
    ("name", "code", "levels", "province", "prefecture"),
    [
        ("浙江省", "330000", {Level.PROVINCE}, "浙江省", None),
        ("北京市", "110000", {Level.PROVINCE}, "北京市", None),
        ("北京市通州区", "110112", {Level.COUNTY, Level.DISTRICT}, "北京市", None),
        ("广西壮族自治区", "450000", {Level.PROVINCE}, "广西壮族自治区", None),
        ("浙江省杭州市", "330100", {Level.PREFECTURE}, "浙江省", "浙江省杭州市"),
        ("浙江省杭州市余杭区", "330110", {Level.COUNTY, Level.DISTRICT}, "浙江省", "浙江省杭州市"),
        ("浙江省宁波市余姚市", "330281", {Level.COUNTY, Level.COUNTY_CITY}, "浙江省", "浙江省宁波市"),
        ("湖北省仙桃市", "429004", {Level.COUNTY, Level.COUNTY_CITY}, "湖北省", None),
        ("湖北省神农架林区", "429021", {Level.COUNTY}, "湖北省", None),
        ("云南省大理白族自治州", "532900", {Level.PREFECTURE}, "云南省", "云南省大理白族自治州"),
        ("云泽市清源区", None, {Level.COUNTY, Level.DISTRICT}, None, "云泽市"),
        ("云泽省怀湖市", None, {Level.PREFECTURE}, "云泽省", "云泽省怀湖市"),
        ("云泽市怀湖市", None, {Level.COUNTY, Level.COUNTY_CITY}, None, "云泽市"),
        ("岚溪县", None, {Level.COUNTY}, None, None),
        ("怀湖市", None, set(), None, None),
    ],
)
def test_levels(name: str, code: str | None, levels: set[Level], province: str | None, prefecture: str | None) -> None:
    region = Region(name=name, code=code)
    assert {level for level in Level if is_of(region, level)} == levels
    assert enclosing(region, Level.PROVINCE) == province
    assert enclosing(region, Level.PREFECTURE) == prefecture


def test_an_unknown_region_has_no_level() -> None:
    assert level_of(Region()) is None
    assert enclosing(Region(), Level.PROVINCE) is None
