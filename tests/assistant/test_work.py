"""Work that is listened to from another thread."""

from __future__ import annotations

import threading

import pytest

from assistant.models import Answer, Status
from assistant.plans import Intent, Plan
from assistant.work import Activity, Listener, streamed

ANSWER = Answer(question="问", status=Status.ANSWERED, text="第一句。\n第二句。", plan=Plan(intent=Intent.LOOKUP))


def test_pieces_and_the_rest_of_the_text_are_all_of_it() -> None:
    def answering(listener: Listener) -> Answer:
        listener("第一句。")
        listener(Activity("正在写", 1, 2, None))
        return ANSWER

    stop = threading.Event()
    events = list(streamed(answering, stop))
    assert "".join(e for e in events if isinstance(e, str)) == ANSWER.text
    assert events[-1] is ANSWER
    assert not stop.is_set()


def test_work_is_stopped_when_nobody_reads_on() -> None:
    stop, stopped = threading.Event(), threading.Event()

    def answering(listener: Listener) -> Answer:
        listener("第一句。")
        if stop.wait(5):
            stopped.set()
        return ANSWER

    events = streamed(answering, stop)
    assert next(events) == "第一句。"
    events.close()  # type: ignore[attr-defined]
    assert stopped.wait(5)


def test_what_goes_wrong_is_raised_where_it_is_read() -> None:
    def answering(listener: Listener) -> Answer:
        raise ValueError("坏了")

    with pytest.raises(ValueError, match="坏了"):
        list(streamed(answering, threading.Event()))
