import pytest

from ingest.regions.gazetteer import Place, resolve
from ingest.regions.levels import EXCLUDED, level_cost, own_level


@pytest.mark.parametrize(
    ("title", "text", "letter"),
    [
        ("区教育局工作总结", "在区委、区政府领导下，我区教育均衡发展，全市领先。", "区"),
        ("工作总结", "我县各校按照全市部署，全县推进，市教育局给予肯定。", "县"),
        ("xx市教育局工作总结", "全市学校开展活动。", "市"),
        ("工作总结", "旗委、旗政府高度重视，我旗投入资金。", "旗"),
        ("工作总结", "自治州、我州各县市。全州推进。", "州"),
        ("工作总结", "学校区域划分，全市。", None),
        ("工作总结", "我区教育；我县教育。", None),
        ("工作总结", "各项工作稳步推进。", None),
        ("", "", None),
    ],
)
def test_level_that_speaks(title: str, text: str, letter: str | None) -> None:
    assert own_level(title, text) == letter


def place(name: str) -> Place:
    found = resolve(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "letter", "fits"),
    [
        ("青羊区", "区", True),
        ("慈溪市", "市", True),
        ("宁波市", "市", True),
        ("重庆市", "市", True),
        ("嘉善县", "县", True),
        ("富阳区", "县", True),
        ("青羊区", "市", False),
        ("慈溪市", "区", False),
        ("宁波市", "区", False),
        ("嘉善县", "区", False),
        ("宁夏", "区", True),
        ("浙江省", "区", False),
        ("巴林右旗", "旗", True),
        ("大理州", "州", True),
        ("青羊区", None, True),
    ],
)
def test_what_fits_the_level_that_speaks(name: str, letter: str | None, fits: bool) -> None:
    assert (level_cost(place(name), letter) < EXCLUDED) is fits


def test_county_that_has_become_a_district_since_fits_less_well() -> None:
    assert level_cost(place("嘉善县"), "县") < level_cost(place("富阳区"), "县")
