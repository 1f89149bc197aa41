from __future__ import annotations

import threading
from typing import Any

import pytest
from planning_support import HOLDINGS, THESAURUS, answered, form, parsed, told
from scripted_model import ScriptedModel

from assistant.language.base import LanguageModelError, Trouble
from assistant.language.budget import Budget, Stopped
from assistant.planning import understanding
from assistant.planning.understanding import understand
from assistant.plans import Plan
from assistant.questions.errors import QuestionError

DOUBTED = "凡是弄过校园广播的都报上来"


def understood(question: str, model: ScriptedModel | None, budget: Budget | None = None) -> Plan:
    return understand(question, None, HOLDINGS, THESAURUS, model, budget)


def test_a_model_is_not_asked_without_a_doubt() -> None:
    model = ScriptedModel(filled=form("没提到", "校车"))
    assert understood("哪些区提到校车？", model) == parsed("哪些区提到校车？")
    assert model.asked == []


def test_a_model_is_asked_where_the_patterns_are_unsure() -> None:
    assert told(understood(DOUBTED, ScriptedModel(filled=form("提到", "校园广播")))) == [("any of", ["校园广播"])]


def test_without_a_model_the_patterns_plan_stands() -> None:
    assert understood(DOUBTED, None) == parsed(DOUBTED)


@pytest.mark.parametrize("filled", [LanguageModelError(Trouble.BROKEN, "断了"), form("提到", "垃圾分类"), {}], ids=["broken", "invented", "rubbish"])
def test_a_model_that_does_not_help_leaves_the_plan_with_a_note(filled: Any) -> None:
    plan = understood(DOUBTED, ScriptedModel(filled=filled))
    assert plan.model_copy(update={"understood": ()}) == parsed(DOUBTED)
    assert "请换一种说法" in plan.understood[-1]


def test_a_slow_model_leaves_the_plan_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understanding, "SECONDS", 0.0)
    plan = understood(DOUBTED, ScriptedModel(filled=form("提到", "校园广播")), Budget(60))
    assert "没有及时" in plan.understood[-1]


def test_a_user_who_stops_is_obeyed() -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        understood(DOUBTED, ScriptedModel(filled=form("提到", "校园广播")), Budget(stop=stop))


def test_a_refusal_stays_one() -> None:
    model = ScriptedModel(filled=form("提到", "校车"))
    with pytest.raises(QuestionError):
        understood("哪个区提到校车最多？", model)
    assert model.asked == []


def test_a_long_question_is_not_sent() -> None:
    model = ScriptedModel(filled=form("提到", "校园广播"))
    understood(DOUBTED + "，" + "麻烦尽快" * 60, model)
    assert model.asked == []


def test_a_doubtful_follow_up_is_reworded_first() -> None:
    model = ScriptedModel(filled={"form": "没有提到的有哪些？", "A": "", "X": ""})
    before = answered("哪些区提到校车？", "岚溪县")
    assert told(understand("反过来，不写的", before, HOLDINGS, THESAURUS, model)) == [("none of", ["校车"])]
    assert len(model.asked) == 1
