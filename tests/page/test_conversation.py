from __future__ import annotations

import copy

from assistant.models import Answer, Status
from assistant.page.conversation import Conversation
from assistant.plans import Intent, Plan


def answer(question: str, status: Status = Status.ANSWERED) -> Answer:
    return Answer(question=question, status=status, text=question, plan=Plan(intent=Intent.LOOKUP))


def test_a_session_begins_with_a_copy() -> None:
    first, second = copy.deepcopy(Conversation()), copy.deepcopy(Conversation())
    first.begin("甲")
    assert [turn.question for turn in first.turns] == ["甲"]
    assert second.turns == []


def test_a_question_refers_to_the_last_answer_that_could_be_worked_on() -> None:
    conversation = Conversation()
    first = conversation.begin("甲")
    assert conversation.before(first) is None
    first.answer = answer("甲")
    conversation.begin("？？").answer = answer("？？", Status.UNSUPPORTED)
    conversation.begin("没有答完")
    assert conversation.before(conversation.begin("乙")) is first.answer


def test_a_question_refers_to_what_there_is_of_an_answer_that_grows() -> None:
    conversation = Conversation()
    conversation.begin("甲").answer = answer("甲")
    growing = conversation.begin("乙")
    growing.interim = answer("乙")
    assert conversation.before(conversation.begin("丙")) is growing.interim


def test_the_next_question_ends_the_one_that_is_running() -> None:
    conversation = Conversation()
    first = conversation.begin("甲")
    second = conversation.begin("乙")
    assert first.stop.is_set()
    assert not second.stop.is_set()
    conversation.halt()
    assert second.stop.is_set()


def test_an_edited_question_replaces_its_turn_and_those_after_it() -> None:
    conversation = Conversation()
    turns = [conversation.begin(words) for words in "甲乙丙"]
    conversation.editing = 1
    changed = conversation.begin("乙改")
    assert conversation.turns == [turns[0], changed]
    assert not conversation.holds(turns[2])
    assert conversation.editing is None
    conversation.begin("丁")
    assert len(conversation.turns) == 3


def test_places_that_are_none() -> None:
    conversation = Conversation()
    turn = conversation.begin("甲")
    assert conversation.turn(0) is turn
    for index in (1, -1, "0", None, 0.0):
        assert conversation.turn(index) is None


def test_a_cleared_conversation_is_empty_and_its_answers_stop() -> None:
    conversation = Conversation()
    turn = conversation.begin("甲")
    conversation.editing = 0
    conversation.clear()
    assert (conversation.turns, conversation.editing) == ([], None)
    assert turn.stop.is_set()
    assert not conversation.holds(turn)
