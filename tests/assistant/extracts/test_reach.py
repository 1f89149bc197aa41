from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.extracts.reach import reach, wider
from assistant.models import Answer
from assistant.plans import Intent, Place, Plan
from vectorstore import ReportStore

Over = Callable[..., Callable[..., Answer]]
HERE = Place(said="雁浦", name="雁浦区", names=("雁浦区",))
NOWHERE = Place(said="青栾县", name="青栾县", names=())


@pytest.fixture
def filled_store(over: Over, store: ReportStore) -> ReportStore:
    over(("雁浦区", 2023, "甲。"), ("雁浦区", 2022, "乙。"), ("鹭洲区", 2023, "丙。"), (None, 2023, "丁。"))
    return store


def sources(store: ReportStore, ids: tuple[str, ...]) -> list[str]:
    return sorted(e.source for e in store.entries() if e.report_id in ids)


def found(store: ReportStore, **fields: object) -> tuple[list[str], list[str], bool]:
    there = reach(Plan.model_validate({"intent": Intent.LOOKUP, **fields}), store.entries())
    return sources(store, there.reports), [place.name for place in there.absent], there.unsure


def test_reports_of_the_places_and_years(filled_store: ReportStore) -> None:
    assert found(filled_store) == (["00.txt", "01.txt", "02.txt", "03.txt"], [], False)
    assert found(filled_store, places=(HERE,)) == (["00.txt", "01.txt"], [], False)
    assert found(filled_store, places=(HERE,), years=(2022,)) == (["01.txt"], [], False)


def test_a_place_that_no_report_is_known_to_be_of(filled_store: ReportStore) -> None:
    assert found(filled_store, places=(NOWHERE,)) == (["03.txt"], ["青栾县"], True)
    assert found(filled_store, places=(NOWHERE, HERE)) == (["00.txt", "01.txt"], ["青栾县"], False)


def test_other_years_of_the_place_come_before_reports_of_unknown_region(filled_store: ReportStore) -> None:
    plan = Plan(intent=Intent.LOOKUP, places=(HERE,), years=(2021,))
    steps = wider(plan, filled_store.entries())
    assert [(sources(filled_store, there.reports), there.unsure) for _, there in steps] == [(["00.txt", "01.txt"], False), (["03.txt"], True)]
    assert all(free.years == () for free, _ in steps)


def test_nothing_is_wider_than_everything(filled_store: ReportStore) -> None:
    assert wider(Plan(intent=Intent.LOOKUP), filled_store.entries()) == []
