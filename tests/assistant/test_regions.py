from __future__ import annotations

import pytest

from assistant.questions.places import find_places
from assistant.regions import display_names, forms_of, full_names, parts_of, spoken_forms
from ingest.regions.gazetteer import TOWN, gazetteer

QINGYANG, WUHOU, CHENGDU = "四川省成都市青羊区", "四川省成都市武侯区", "四川省成都市"
NANTONG, BEIJING = "江苏省南通市通州区", "北京市通州区"


def named(question: str, names: list[str]) -> tuple[str, ...]:
    return tuple(sorted({name for match in find_places(question, names) for name in match.place.names}))


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["雁浦区", "云泽市雁浦区"], {"雁浦区": "云泽市雁浦区", "云泽市雁浦区": "云泽市雁浦区"}),
        (["城区", "甲市城区", "乙市城区"], {"城区": "城区", "甲市城区": "甲市城区", "乙市城区": "乙市城区"}),
        (["丙县", "乙市丙县", "甲省乙市丙县"], dict.fromkeys(["丙县", "乙市丙县", "甲省乙市丙县"], "甲省乙市丙县")),
        (["云泽市", "云泽市雁浦区"], {"云泽市": "云泽市", "云泽市雁浦区": "云泽市雁浦区"}),
        (["南县", "商南县"], {"南县": "南县", "商南县": "商南县"}),
        (["青羊区", QINGYANG], dict.fromkeys(["青羊区", QINGYANG], QINGYANG)),
        ([], {}),
    ],
)
def test_a_short_name_is_the_longer_one_when_there_is_no_other(names: list[str], full: dict[str, str]) -> None:
    assert full_names(names) == full


def test_every_name_of_the_gazetteer_is_taken_apart() -> None:
    places = gazetteer()
    parts = [places.parts(place) for place in places.by_code.values() if place.level != TOWN]
    assert len(parts) > 3000
    assert [p for p in parts if parts_of("".join(p)) != p] == []


@pytest.mark.parametrize(("name", "parts"), [("云泽市清源区", ("云泽市", "清源区")), ("清源区", ("清源区",)), ("山东某地", ("山东某地",))])
def test_names_that_no_gazetteer_has_are_taken_apart(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([QINGYANG, WUHOU, CHENGDU], {QINGYANG: "青羊区", WUHOU: "武侯区", CHENGDU: "成都市"}),
        ([NANTONG, QINGYANG], {NANTONG: "通州区", QINGYANG: "青羊区"}),
        ([NANTONG, BEIJING], {NANTONG: "南通市通州区", BEIJING: "北京市通州区"}),
        (["甲省云泽市清源区", "乙省云泽市清源区"], {"甲省云泽市清源区": "甲省云泽市清源区", "乙省云泽市清源区": "乙省云泽市清源区"}),
        (["云泽市清源区", "清源区"], {"云泽市清源区": "清源区", "清源区": "清源区"}),
        (["甲市城区", "乙市城区", "城区"], {"甲市城区": "甲市城区", "乙市城区": "乙市城区", "城区": "城区"}),
        (["吉林省", "吉林省吉林市"], {"吉林省": "吉林省", "吉林省吉林市": "吉林市"}),
    ],
)
def test_names_are_shown_as_short_as_they_can_be(names: list[str], shown: dict[str, str]) -> None:
    assert display_names(names) == shown


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("雁浦区招聘了多少教师？", ("云泽市雁浦区", "雁浦区")),
        ("云泽市雁浦区招聘了多少教师？", ("云泽市雁浦区", "雁浦区")),
        ("云泽市招聘了多少教师？", ("云泽市",)),
        ("岚溪县和雁浦区比一比", ("云泽市雁浦区", "岚溪县", "雁浦区")),
        ("雁浦招聘了多少教师？", ("云泽市雁浦区", "雁浦区")),
        ("浦东新区怎么样", ()),
    ],
)
def test_regions_named_in_a_question(question: str, meant: tuple[str, ...]) -> None:
    assert named(question, ["雁浦区", "云泽市雁浦区", "云泽市", "岚溪县"]) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        *((f"{name}招聘了多少教师？", (QINGYANG,)) for name in ("青羊区", "成都市青羊区", "四川省成都市青羊区", "青羊", "成都青羊", "四川青羊区")),
        ("通州区学生心理健康怎么抓的？", (BEIJING, NANTONG)),
        ("南通市通州区学生心理健康怎么抓的？", (NANTONG,)),
        ("成都市招聘了多少教师？", (QINGYANG, WUHOU)),
        ("四川省招聘了多少教师？", (QINGYANG, WUHOU)),
        ("成都市武侯区招聘了多少教师？", (WUHOU,)),
        ("开展了哪些资源整合与合作？", ()),
        ("资源县怎么样？", ("广西壮族自治区桂林市资源县",)),
    ],
)
def test_regions_of_the_gazetteer_named_in_a_question(question: str, meant: tuple[str, ...]) -> None:
    names = [QINGYANG, WUHOU, NANTONG, BEIJING, "广西壮族自治区桂林市资源县", "甘肃省甘南藏族自治州合作市"]
    assert named(question, names) == tuple(sorted(meant))


def test_a_city_with_a_report_of_its_own_does_not_mean_its_districts() -> None:
    assert named("成都市招聘了多少教师？", [QINGYANG, CHENGDU]) == (CHENGDU,)


def test_forms_in_which_a_region_may_stand() -> None:
    assert forms_of("甲省云泽市清源区") == {"甲省云泽市清源区", "云泽市清源区", "清源区", "甲省云泽市", "云泽市", "甲省"}
    assert spoken_forms(["云泽市清源区"])[0] == "云泽市清源区"
    assert {"云泽清源", "清源", "清源区", "云泽市"} <= set(spoken_forms(["云泽市清源区"]))
