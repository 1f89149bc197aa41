"""区县 takes in whatever is not known to be a province."""

from __future__ import annotations

from collections.abc import Callable

from survey_plans import NONE, selected, survey, where

from assistant.plans import Intent, Listed, Plan
from assistant.survey import answer_collection, answer_survey
from vectorstore import ReportStore

TOLD = "问的是区县，另有 1 个省级地区没有计入。"


def some_levels(stored: Callable[..., ReportStore]) -> ReportStore:
    return stored(
        ("岱川省", 2023, "校车。"),
        ("岱川省云泽市", 2023, "校车。"),
        ("云泽市清源区", 2023, "校车。"),
        ("怀湖市", 2023, "校车。"),
        (None, 2023, "校车。"),
    )


def test_a_survey_leaves_provinces_out(stored: Callable[..., ReportStore]) -> None:
    answer = answer_survey(some_levels(stored), "问题", survey("校车", without_provinces=True))
    assert set(selected(answer)) >= {"云泽市", "清源区", "怀湖市"}
    assert "岱川省" not in selected(answer)
    assert answer.count == 4
    assert TOLD in answer.text


def test_a_complement_leaves_provinces_out(stored: Callable[..., ReportStore]) -> None:
    answer = answer_survey(some_levels(stored), "问题", survey(where(NONE, "研学"), without_provinces=True))
    assert ("岱川省" in selected(answer), answer.count) == (False, 4)


def test_all_are_in_without_that(stored: Callable[..., ReportStore]) -> None:
    answer = answer_survey(some_levels(stored), "问题", survey("校车"))
    assert "岱川省" in selected(answer)
    assert "省级地区没有计入" not in answer.text


def test_the_collection_is_counted_without_provinces(stored: Callable[..., ReportStore]) -> None:
    plan = Plan(intent=Intent.COLLECTION, listed=Listed.REGIONS, counting=True, without_provinces=True)
    answer = answer_collection(some_levels(stored), "问题", plan)
    assert "岱川省" not in selected(answer)
    assert TOLD in answer.text
