from __future__ import annotations

import threading

import pytest
from scripted_model import ScriptedModel

from assistant.language import resting
from assistant.language.base import LanguageModelError, Message, Trouble
from assistant.language.budget import Budget, Stopped
from assistant.language.resting import RestingModel

ASKED = [Message("user", "你好")]


def reply(model: RestingModel) -> str:
    return "".join(model.stream(ASKED, max_tokens=5, budget=Budget()))


def test_the_model_is_made_when_it_is_first_asked_and_only_once() -> None:
    made: list[ScriptedModel] = []

    def choose() -> ScriptedModel:
        made.append(ScriptedModel(["好。"]))
        return made[-1]

    model = RestingModel(choose)
    assert made == []
    assert reply(model) == reply(model) == "好。"
    assert model.name == made[0].name
    assert len(made) == 1
    model.close()
    assert made[0].closed


@pytest.mark.parametrize("trouble", [Trouble.UNREACHABLE, Trouble.REFUSED, Trouble.LIMITED])
def test_a_server_that_cannot_serve_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch, trouble: Trouble) -> None:
    now = [100.0]
    monkeypatch.setattr(resting.time, "monotonic", lambda: now[0])
    scripted = ScriptedModel([LanguageModelError(trouble, "连不上。"), "好。"])
    model = RestingModel(lambda: scripted)
    for _ in range(3):
        with pytest.raises(LanguageModelError, match="连不上"):
            reply(model)
    assert len(scripted.asked) == 1
    now[0] += 61
    assert reply(model) == "好。"


@pytest.mark.parametrize("trouble", [Trouble.SLOW, Trouble.BROKEN])
def test_what_may_go_well_the_next_time_is_tried_again(trouble: Trouble) -> None:
    scripted = ScriptedModel([LanguageModelError(trouble, "断开了。"), "好。"])
    model = RestingModel(lambda: scripted)
    with pytest.raises(LanguageModelError):
        reply(model)
    assert reply(model) == "好。"


def test_a_model_that_is_not_there_fails_with_its_name() -> None:
    def choose() -> ScriptedModel:
        raise LanguageModelError(Trouble.MISSING, "没有安装本地模型。")

    model = RestingModel(choose)
    with pytest.raises(LanguageModelError, match="没有安装"):
        _ = model.name
    with pytest.raises(LanguageModelError, match="没有安装"):
        list(model.judge([ASKED], budget=Budget()))


def test_a_stop_is_no_failure() -> None:
    scripted = ScriptedModel(["好。"])
    model = RestingModel(lambda: scripted)
    with pytest.raises(Stopped):
        "".join(model.stream(ASKED, max_tokens=5, budget=Budget(0.0)))
    assert reply(model) == "好。"


def test_what_is_refused_for_the_request_does_not_keep_others_away() -> None:
    scripted = ScriptedModel([LanguageModelError(Trouble.REFUSED, "内容审查。", of_request=True), "好。"])
    model = RestingModel(lambda: scripted)
    with pytest.raises(LanguageModelError, match="内容审查"):
        reply(model)
    assert reply(model) == "好。"


class _SlowToMake:
    """Makes a model in a thread of its own, not before it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.model = RestingModel(self._choose)
        self.thread = threading.Thread(target=self.model.warm_up)
        self.thread.start()
        assert self.begun.wait(5)

    def _choose(self) -> ScriptedModel:
        self.begun.set()
        assert self.go.wait(5)
        return ScriptedModel(["好。"])

    def finish(self) -> None:
        self.go.set()
        self.thread.join(5)


def test_a_model_in_the_making_is_waited_for_no_longer_than_there_is_time() -> None:
    slow = _SlowToMake()
    with pytest.raises(LanguageModelError, match="还在准备") as raised:
        list(slow.model.stream(ASKED, max_tokens=5, budget=Budget(0.2)))
    assert raised.value.trouble is Trouble.SLOW
    slow.finish()
    assert reply(slow.model) == "好。"


def test_who_waits_for_a_model_in_the_making_can_stop() -> None:
    slow, stop = _SlowToMake(), threading.Event()
    stop.set()
    with pytest.raises(Stopped, match="已停止"):
        list(slow.model.judge([ASKED], budget=Budget(60, stop)))
    slow.finish()
