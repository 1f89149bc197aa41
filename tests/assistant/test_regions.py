from __future__ import annotations

import pytest

from assistant.regions import full_names, named_in


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["雁浦区", "云泽市雁浦区"], {"雁浦区": "云泽市雁浦区", "云泽市雁浦区": "云泽市雁浦区"}),
        (["城区", "甲市城区", "乙市城区"], {"城区": "城区", "甲市城区": "甲市城区", "乙市城区": "乙市城区"}),
        (["丙县", "乙市丙县", "甲省乙市丙县"], dict.fromkeys(["丙县", "乙市丙县", "甲省乙市丙县"], "甲省乙市丙县")),
        (["云泽市", "云泽市雁浦区"], {"云泽市": "云泽市", "云泽市雁浦区": "云泽市雁浦区"}),
        (["南县", "商南县"], {"南县": "南县", "商南县": "商南县"}),
        ([], {}),
    ],
)
def test_a_short_name_is_the_longer_one_when_there_is_no_other(names: list[str], full: dict[str, str]) -> None:
    assert full_names(names) == full


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("雁浦区招聘了多少教师？", ("云泽市雁浦区", "雁浦区")),
        ("云泽市雁浦区招聘了多少教师？", ("云泽市雁浦区", "雁浦区")),
        ("云泽市招聘了多少教师？", ("云泽市",)),
        ("岚溪县和雁浦区比一比", ("云泽市雁浦区", "岚溪县", "雁浦区")),
        ("浦东新区怎么样", ()),
    ],
)
def test_regions_named_in_a_question(question: str, meant: tuple[str, ...]) -> None:
    assert named_in(question, ["雁浦区", "云泽市雁浦区", "云泽市", "岚溪县"]) == meant
