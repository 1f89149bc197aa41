from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from judging_support import TOPIC, Angles, by_words, place_of
from scripted_model import ScriptedModel

from assistant.judging import Judging
from assistant.judging import candidates as finding
from assistant.judging.judging import ALIKE, UNLIKE, Thresholds
from assistant.language.base import LanguageModelError, Message, Opinion, Trouble
from assistant.language.budget import Budget
from assistant.models import Judgement
from assistant.survey import Related
from vectorstore import ReportStore
from vectorstore.errors import ModelUnavailableError

Stored = Callable[..., ReportStore]
THREE = (("甲溪县", "修缮校舍。"), ("乙溪县", "摆出旧犁耙请老人讲解。"), ("丙溪县", "很近的一句话。"))


def judged(store: ReportStore, model: ScriptedModel, **options: object) -> dict[str, list[tuple[Judgement | None, str]]]:
    """Judgement and words of every place by region."""
    related = find(store, model, **options)
    return {
        e.region.name or "": [(p.judged, store.report(e.report_id).text[p.start : p.end]) for p in related.passages[e.report_id]]
        for e in store.entries()
        if e.report_id in related.passages
    }


def find(store: ReportStore, model: ScriptedModel, **options: object) -> Related:
    related = Judging(store, model, **options)(TOPIC, [e.report_id for e in store.entries()], ())
    assert related is not None
    return related


class Failing(ScriptedModel):
    """Fails when it is asked about a place with a word."""

    def __init__(self, word: str, error: Exception, **options: object) -> None:
        super().__init__(**options)
        self._word, self._error = word, error

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        for messages in questions:
            if self._word in place_of(messages):
                raise self._error
            yield from super().judge([messages], budget=budget)


def test_every_report_is_judged_also_where_likeness_shows_nothing(stored: Stored) -> None:
    found = judged(stored(*THREE), ScriptedModel(opinion=by_words(犁耙=0.99)))
    assert found == {
        "甲溪县": [(Judgement.REJECTED, "修缮校舍。")],
        "乙溪县": [(Judgement.CONFIRMED, "摆出旧犁耙请老人讲解。")],
        "丙溪县": [(Judgement.REJECTED, "很近的一句话。")],
    }


@pytest.mark.parametrize(("words", "thresholds"), [("很近的一句话。", ALIKE), ("修缮校舍。", UNLIKE)])
@pytest.mark.parametrize("name", ["confirm", "reject"])
def test_a_verdict_by_probability(stored: Stored, words: str, thresholds: Thresholds, name: str) -> None:
    at, inside = (Judgement.CONFIRMED, -0.001) if name == "confirm" else (Judgement.REJECTED, 0.001)
    store = stored(("甲溪县", words))
    for identity, p, expected in (("at", getattr(thresholds, name), at), ("inside", getattr(thresholds, name) + inside, Judgement.UNSURE)):
        model = ScriptedModel(opinion=lambda _, p=p: Opinion(p > 0.5, p))
        model.identity = identity
        assert judged(store, model) == {"甲溪县": [(expected, words)]}


@pytest.mark.parametrize(("yes", "expected"), [(True, Judgement.CONFIRMED), (False, Judgement.REJECTED)])
def test_a_verdict_by_yes_and_no_with_its_reason(stored: Stored, yes: bool, expected: Judgement) -> None:
    related = find(stored(THREE[0]), ScriptedModel(opinion=lambda _: Opinion(yes, None, "说的是校舍")))
    ((place,),) = related.passages.values()
    assert (place.judged, place.reason) == (expected, "说的是校舍")


def test_asked_again_nothing_is_judged_again(stored: Stored) -> None:
    store = stored(*THREE)
    first = judged(store, ScriptedModel(opinion=by_words(犁耙=0.99)))
    again = ScriptedModel(opinion=by_words())
    assert judged(store, again) == first
    assert again.judged == []


def test_another_model_judges_anew(stored: Stored) -> None:
    store = stored(*THREE)
    judged(store, ScriptedModel(opinion=by_words(犁耙=0.99)))
    other = ScriptedModel(opinion=by_words())
    other.identity = "another"
    assert all(place[0] is Judgement.REJECTED for places in judged(store, other).values() for place in places)
    assert len(other.judged) == 3


def test_equal_places_are_judged_once(stored: Stored) -> None:
    model = ScriptedModel(opinion=by_words(犁耙=0.99))
    found = judged(stored(THREE[1], ("丁溪县", THREE[1][1])), model)
    assert [place_of(m) for m in model.judged] == [THREE[1][1]]
    assert [places[0][0] for places in found.values()] == [Judgement.CONFIRMED] * 2


def test_progress_is_told_after_each_place(stored: Stored) -> None:
    told: list[tuple[int, int]] = []
    judged(stored(*THREE), ScriptedModel(), told=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_stop_leaves_what_was_judged_and_the_rest_as_likeness_shows_it(stored: Stored) -> None:
    store, stop = stored(*THREE), threading.Event()
    model = ScriptedModel(opinion=by_words(犁耙=0.99))
    related = find(store, model, budget=Budget(stop=stop), told=lambda done, total: stop.set())
    by_region = {e.region.name: e.report_id for e in store.entries()}
    assert len(model.judged) == 1
    first = place_of(model.judged[0])
    assert related.notes == ("语言模型没有核对完：已停止。",)
    left = {by_region[name] for name, text in THREE if text != first}
    assert related.unjudged == left
    assert set(related.passages) - left == {by_region[name] for name, text in THREE if text == first}
    assert {i: related.passages[i][0].judged for i in related.passages if i in left} == ({by_region["丙溪县"]: None} if "很近" not in first else {})
    assert find(store, model, budget=Budget()).unjudged == frozenset()
    assert len(model.judged) == 3


def test_without_time_likeness_alone_decides(stored: Stored) -> None:
    store, model = stored(*THREE), ScriptedModel(opinion=by_words(犁耙=0.99))
    assert judged(store, model, budget=Budget(0)) == {"丙溪县": [(None, "很近的一句话。")]}
    related = find(store, model, budget=Budget(0))
    assert len(related.unjudged) == 3
    assert related.notes == ("语言模型没有核对完：用时已到上限。",)


def test_a_failure_in_the_middle_keeps_what_was_judged(stored: Stored) -> None:
    store = stored(*THREE)
    model = Failing("很近", LanguageModelError(Trouble.BROKEN, "回答中断。请重试。"), opinion=by_words(犁耙=0.99))
    related = find(store, model)
    assert related.notes == ("语言模型没有核对完：回答中断。请重试。",)
    by_region = {e.report_id: e.region.name for e in store.entries()}
    assert "丙溪县" in {by_region[i] for i in related.unjudged}
    (place,) = next(places for i, places in related.passages.items() if by_region[i] == "丙溪县")
    assert place.judged is None
    before = len(model.judged)
    find(store, model)
    assert len(model.judged) - before <= 3 - 1 - before


def test_a_model_that_is_gone_leaves_what_likeness_shows(stored: Stored) -> None:
    class Gone(ScriptedModel):
        @property
        def identity(self) -> str:  # type: ignore[override]
            raise LanguageModelError(Trouble.MISSING, "没有模型文件。")

    store = stored(*THREE)
    related = find(store, Gone())
    assert [p.judged for places in related.passages.values() for p in places] == [None]
    assert related.notes == ("语言模型没有核对完：没有模型文件。",)
    assert len(related.unjudged) == 3


def test_one_place_of_a_report_is_judged_the_one_that_shares_most_words(stored: Stored) -> None:
    store = stored(("甲溪县", "一、甲\n很近的一句话。\n二、乙\n今年以来修缮校舍三十多处。学生摆出旧犁耙请老人讲解。栽种花木若干。\n"))
    assert judged(store, ScriptedModel(opinion=by_words(犁耙=0.99))) == {"甲溪县": [(Judgement.CONFIRMED, "学生摆出旧犁耙请老人讲解。")]}


def test_a_report_without_any_likeness_is_not_judged(stored: Stored) -> None:
    model = ScriptedModel()
    assert judged(stored(("甲溪县", "很远的一句话。"), *THREE[:1]), model) == {"甲溪县": [(Judgement.REJECTED, "修缮校舍。")]}
    assert [place_of(m) for m in model.judged] == ["修缮校舍。"]


def test_a_long_sentence_is_cut(stored: Stored) -> None:
    clauses = "，".join(f"第{n}所学校修缮校舍" for n in range(40))
    model = ScriptedModel()
    judged(stored(("甲溪县", f"{clauses}，摆出旧犁耙请老人讲解，{clauses}。")), model)
    (asked,) = map(place_of, model.judged)
    assert "犁耙" in asked
    assert len(asked) <= finding.SHOWN


def test_so_many_reports_and_no_more(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    model = ScriptedModel()
    related = find(stored(*THREE, ("丁溪县", "添置课桌。"), ("戊溪县", "栽种花木。")), model)
    places = {place_of(m) for m in model.judged}
    assert len(places) == 3
    assert {THREE[1][1], THREE[2][1]} < places
    assert related.unjudged == frozenset()


def test_the_order_is_the_same_every_time(stored: Stored, tmp_path: Path) -> None:
    store = stored(*THREE)
    one, other = ScriptedModel(), ScriptedModel()
    other.identity = "another"
    find(store, one)
    find(store, other)
    assert one.judged == other.judged
    assert place_of(one.judged[0]) == THREE[1][1]


def test_without_the_embedding_model_nothing_is_judged(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ModelUnavailableError("没有模型")

    store, model = stored(*THREE), ScriptedModel()
    monkeypatch.setattr(Angles, "embed_query", refuse)
    assert Judging(store, model)(TOPIC, [e.report_id for e in store.entries()], ()) is None
    assert model.judged == []


def test_a_catalog_that_takes_nothing_costs_only_time(stored: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    store, model = stored(*THREE), ScriptedModel(opinion=by_words(犁耙=0.99))
    store._catalog.db.execute("DROP TABLE judgements")
    assert judged(store, model)["乙溪县"][0][0] is Judgement.CONFIRMED
    assert judged(store, model)["乙溪县"][0][0] is Judgement.CONFIRMED
    assert len(model.judged) == 6
