from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, AssistantError
from assistant.editing import region_by_hand
from ingest.models import Region, RegionBasis


def id_of(assistant: Assistant, source: str) -> str:
    return next(r.report_id for r in assistant.reports() if r.source == source)


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("青羊区", "四川省成都市青羊区", "510105"),
        ("成都市 青羊区", "四川省成都市青羊区", "510105"),
        ("四川省成都市青羊区", "四川省成都市青羊区", "510105"),
        ("青羊", "四川省成都市青羊区", "510105"),
        ("南通市通州区", "江苏省南通市通州区", "320612"),
        ("吉林", "吉林省", "220000"),
    ],
)
def test_a_region_is_given_its_full_name_and_code(typed: str, name: str, code: str) -> None:
    region = region_by_hand(typed)
    assert (region.name, "".join(region.parts), region.code, region.basis, region.evidence) == (name, name, code, RegionBasis.SET_BY_HAND, ())


def test_a_region_that_no_gazetteer_has_is_kept_as_typed() -> None:
    assert region_by_hand("云泽市清源区") == Region(name="云泽市清源区", parts=("云泽市", "清源区"), basis=RegionBasis.SET_BY_HAND)
    assert region_by_hand("未知") == Region(basis=RegionBasis.SET_BY_HAND)


@pytest.mark.parametrize(
    ("typed", "message"), [("通州区", "北京市通州区、江苏省南通市通州区"), ("鼓楼区", "不止一个"), ("教育局", "写全称"), (" ", "写全称")]
)
def test_a_name_that_tells_no_single_place_is_refused(typed: str, message: str) -> None:
    with pytest.raises(AssistantError, match=message):
        region_by_hand(typed)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "没有给出要修改的内容"),
        ({"year": 1948}, "1949 到 2100"),
        ({"year": 2101}, "1949 到 2100"),
        ({"title": " "}, "标题不能为空"),
        ({"title": "长" * 201}, "200 字"),
        ({"period": "三季度"}, "全年、上半年、下半年"),
        ({"doc_type": "小说"}, "总结、计划"),
        ({"duplicate_of": "r0"}, "没有编号为“r0”"),
        ({"duplicate_of": "self"}, "不能是它自己"),
        ({"duplicate_of": "other", "not_duplicate": True}, "只选一个"),
    ],
)
def test_wrong_values_are_refused_in_chinese_and_change_nothing(filled: Assistant, given: dict[str, Any], message: str) -> None:
    one, other = (id_of(filled, f"{name}2023.txt") for name in ("雁浦区", "鹭洲区"))
    given = {name: {"self": one, "other": other}.get(value, value) if isinstance(value, str) else value for name, value in given.items()}
    before = filled.reports()
    with pytest.raises(AssistantError, match=message):
        filled.edit(one, **given)
    assert (filled.reports(), filled.corrections()) == (before, [])


def test_an_unknown_report_is_refused(filled: Assistant) -> None:
    for given in ({"year": 2020}, {"reset": True}):
        with pytest.raises(AssistantError, match="没有编号为“r0”"):
            filled.edit("r0", **given)


def test_a_report_cannot_be_set_as_a_copy_of_its_own_copy(filled: Assistant) -> None:
    one, other = (id_of(filled, f"{name}2023.txt") for name in ("雁浦区", "鹭洲区"))
    filled.edit(one, duplicate_of=other)
    with pytest.raises(AssistantError, match=f"edit {one} --reset"):
        filled.edit(other, duplicate_of=one)


def test_what_is_set_is_asked_about_and_survives_the_next_update(filled: Assistant, reports: Path) -> None:
    report_id = id_of(filled, "雁浦区2023.txt")
    edited = filled.edit(report_id, region="云泽市清源区", year=2022, title="清源区 总结")
    assert edited is not None
    assert (edited.region.name, edited.title, edited.corrected) == ("云泽市清源区", "清源区 总结", ("region", "year", "title"))
    path = reports / "雁浦区2023.txt"
    path.write_text(path.read_text(encoding="utf-8") + "新增一句，说明情况。\n", encoding="utf-8")
    assert filled.sync(reports).replaced == ("雁浦区2023.txt",)
    answer = filled.ask("2022年哪些区提到校车？")
    assert [(s.region, s.report_ids) for s in answer.selected] == [("清源区", (report_id,))]
    assert {c.region for c in filled.ask("清源区招聘了多少名教师？").citations} == {"清源区"}
    assert "雁浦区" not in {c.region for c in filled.ask("招聘了多少名教师？").citations}
    filled.edit(report_id, reset=True)
    assert [s.region for s in filled.ask("2023年哪些区提到校车？").selected] == ["雁浦区"]


def test_reset_and_a_new_value_in_one_go(filled: Assistant) -> None:
    report_id = id_of(filled, "雁浦区2023.txt")
    filled.edit(report_id, year=2020, period="全年")
    edited = filled.edit(report_id, reset=True, year=2021)
    assert edited is not None
    assert (edited.year, edited.corrected) == (2021, ("year",))


def test_it_follows_a_renamed_file_and_waits_for_a_removed_one(filled: Assistant, reports: Path, open_assistant: Callable[..., Assistant]) -> None:
    report_id = id_of(filled, "雁浦区2023.txt")
    filled.edit(report_id, year=2020)
    (reports / "雁浦区2023.txt").rename(reports / "改名.txt")
    filled.sync(reports)
    filled._store.link_duplicates()
    renamed = next(r for r in open_assistant().reports() if r.source == "改名.txt")
    assert renamed.year == 2020
    filled.remove("改名.txt")
    assert [c.report_id for c in filled.corrections()] == [None]
    assert filled.edit(renamed.report_id, reset=True) is None
    assert filled.corrections() == []
