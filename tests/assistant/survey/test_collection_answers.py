from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fictional_reports import mangle, put, report, text_of
from survey_plans import place, selected

from assistant.models import Answer, Mention, Status, Table
from assistant.parts import markdown
from assistant.plans import Intent, Level, Listed, Plan
from assistant.survey import answer_collection
from ingest.models import DocumentType, Region, RegionBasis
from vectorstore import ReportStore


def ask(store: ReportStore, **fields: Any) -> Answer:
    answer = answer_collection(store, "问题", Plan(intent=Intent.COLLECTION, **fields))
    assert answer.text == markdown(answer.parts)
    assert answer.count == len(answer.selected)
    return answer


@pytest.fixture
def several(stored: Callable[..., ReportStore]) -> ReportStore:
    return stored(("云泽市甲溪县", 2023, "校车。"), ("云泽市甲溪县", 2024, "校车。"), ("乙溪县", 2023, "招聘。"), (None, None, "研学。"))


def test_reports(several: ReportStore) -> None:
    answer = ask(several, listed=Listed.REPORTS)
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("资料中有报告 **4** 份，来自 2 个地区，年份有 2023年、2024年。")
    assert answer.count == 4
    table = answer.parts[1]
    assert isinstance(table, Table)
    assert table.header == ("地区", "报告", "年份", "类型", "文件")
    assert [row[0] for row in table.rows] == ["乙溪县", "甲溪县", "甲溪县", "不明"]
    assert table.rows[1] == ("甲溪县", "《教育局工作总结》", "2023年", "其他", "00.txt")
    assert selected(answer)[-1] == "《教育局工作总结》（03.txt）"
    assert answer.coverage is not None and (answer.coverage.checked, answer.coverage.explicit) == (4, 0)
    assert {row.mention for row in answer.rows} == {Mention.NONE}


def test_regions(several: ReportStore) -> None:
    answer = ask(several)
    assert selected(answer) == ["甲溪县", "乙溪县", "《教育局工作总结》（03.txt）"]
    assert answer.text.startswith("资料中有 **3** 个地区的报告：甲溪县、乙溪县、")
    assert "地区不明" in answer.text


def test_years(several: ReportStore) -> None:
    answer = ask(several, listed=Listed.YEARS)
    assert selected(answer) == ["2023年", "2024年"]
    assert answer.text.startswith("资料中的报告涉及 **2** 个年份：2023年（2 份）、2024年（1 份）。")
    assert "另有 1 份报告年份不明，没有计入。" in answer.text


def test_filters(several: ReportStore) -> None:
    answer = ask(several, listed=Listed.REPORTS, years=(2023,), places=(place("甲溪县", "云泽市甲溪县"),))
    assert answer.text.startswith("资料中有甲溪县2023年的报告 **1** 份，来自 1 个地区")
    assert answer.count == 1
    assert ask(several, doc_types=(DocumentType.PLAN,)).text.startswith("资料中没有工作计划。")
    assert selected(ask(several, level=Level.COUNTY)) == ["甲溪县", "乙溪县"]


def test_counting_leads_with_the_number(several: ReportStore) -> None:
    assert ask(several, listed=Listed.REPORTS, years=(2023,), counting=True).text.startswith("**2** 份2023年的报告，来自 2 个地区。")
    assert ask(several, years=(2023,), counting=True).text.startswith("**2** 个地区有2023年的报告：甲溪县、乙溪县。")
    assert ask(several, listed=Listed.YEARS, counting=True).text.startswith("**2** 个年份有报告：2023年（2 份）、2024年（1 份）。")


def test_copies_are_counted_apart(store: ReportStore) -> None:
    there = Region(name="云泽市清源区", basis=RegionBasis.STATED)
    put(store, report("a.txt", text=text_of(1, count=20), region=there), passages=True)
    put(store, report("b.txt", text=mangle(text_of(1, count=20), 1, 0.04)), passages=True)
    store.link_duplicates()
    answer = ask(store, listed=Listed.REPORTS)
    assert answer.text.startswith("资料中有报告 **2** 份（去重后 1 份，另有 1 份近似重复），来自 1 个地区。")
    assert (answer.count, answer.coverage and answer.coverage.duplicates) == (1, 1)
    assert "a.txt（近似重复：b.txt）" in answer.text


def test_a_place_that_is_not_there_is_told_with_names_like_it(several: ReportStore) -> None:
    answer = ask(several, places=(place("丙溪县"),))
    assert (answer.status, answer.count) == (Status.NO_EVIDENCE, 0)
    assert answer.text.startswith("资料中没有丙溪县的报告。名称相近的有：")
    assert "甲溪县" in answer.text
    assert ask(several, places=(place("浦东新区"),)).text.startswith("资料中没有浦东新区的报告。资料中有 2 个地区的报告：甲溪县、乙溪县。")


def test_a_year_that_is_not_there_is_told_with_those_that_are(several: ReportStore) -> None:
    answer = ask(several, years=(2019,), places=(place("甲溪县", "云泽市甲溪县"),))
    assert answer.text.startswith("资料中没有甲溪县2019年的报告。有甲溪县的报告的年份：2023年、2024年。")


def test_part_of_the_places_is_not_there(several: ReportStore) -> None:
    answer = ask(several, listed=Listed.REPORTS, places=(place("乙溪县", "乙溪县"), place("浦东新区")))
    assert answer.count == 1
    assert "资料中没有浦东新区的报告。" in answer.text.splitlines()[0]


def test_an_empty_collection(store: ReportStore) -> None:
    assert ask(store, listed=Listed.REPORTS).text == "资料中没有报告。"
