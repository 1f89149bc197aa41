from __future__ import annotations

import json

import pytest

from assistant import Assistant
from assistant.errors import ConfigError
from assistant.page.chat import Chat, Messages
from assistant.page.conversation import Conversation
from assistant.page.shelf import AnswerShelf
from assistant.work import Activity


@pytest.fixture
def chat(filled: Assistant) -> Chat:
    return Chat(filled, AnswerShelf())


def last(states: object) -> Messages:
    *_, messages = states  # type: ignore[misc]
    return messages


def words(messages: Messages) -> list[str]:
    return [str(message["content"]) for message in messages]


def test_an_answer_grows_under_its_question(chat: Chat) -> None:
    conversation = Conversation()
    states = list(chat.ask(conversation, "哪些区提到校车？"))
    assert "正在查找" in words(states[0])[1]
    question, answer = words(states[-1])
    assert "哪些区提到校车？" in question
    assert "雁浦区" in answer
    assert "复制答案" in answer
    assert conversation.turns[0].answer is not None


def test_a_follow_up_is_understood_and_a_retry_answers_in_place(chat: Chat) -> None:
    conversation = Conversation()
    last(chat.ask(conversation, "哪些区提到校车？"))
    last(chat.ask(conversation, "那食品安全呢？"))
    assert "沿用上一问" in conversation.turns[1].html
    first = conversation.turns[0].answer
    messages = last(chat.retry(conversation, 1))
    assert len(messages) == 4
    assert "沿用上一问" in words(messages)[3]
    assert conversation.turns[0].answer is first
    assert len(last(chat.retry(conversation, 0))) == 2
    assert list(chat.retry(conversation, 7)) == []


def test_a_question_asked_while_an_answer_grows_refers_to_it(chat: Chat, filled: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = filled.ask("哪些区提到校车？")
    answered = filled.stream

    def stream(question: str, *more: object) -> object:
        return iter((Activity("装入模型", 0, 0, whole), whole)) if question == whole.question else answered(question, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(filled, "stream", stream)
    conversation = Conversation()
    growing = chat.ask(conversation, whole.question)
    assert [len(next(growing)) for _ in range(2)] == [2, 2]
    last(chat.ask(conversation, "那食品安全呢？"))
    assert "沿用上一问" in conversation.turns[1].html


def test_a_piece_of_the_plan_is_taken_away_in_the_next_turn(chat: Chat) -> None:
    conversation = Conversation()
    last(chat.ask(conversation, "2023年哪些区提到食品安全？"))
    plan = conversation.turns[0].answer.plan  # type: ignore[union-attr]
    assert plan.years == (2023,)
    messages = last(chat.drop(conversation, 0, "year:2023"))
    assert len(messages) == 4
    assert "2023年" in conversation.turns[1].note
    answer = conversation.turns[1].answer
    assert answer is not None
    assert answer.plan.years == ()
    assert {row.region for row in answer.rows} == {"雁浦区", "鹭洲区", "岚溪县"}
    again = last(chat.retry(conversation, 1))
    assert len(again) == 4
    assert conversation.turns[1].answer.plan.years == ()  # type: ignore[union-attr]
    for index, chip in ((0, "nothing:1"), (9, "year:2023"), (None, None)):
        assert list(chat.drop(conversation, index, chip)) == []
    assert len(conversation.turns) == 2


def test_a_conversation_is_taken_up_again_with_its_follow_ups(chat: Chat) -> None:
    earlier = Conversation()
    last(chat.ask(earlier, "哪些区提到校车？"))
    kept = [{"note": "", "answer": json.loads(turn.answer.model_dump_json())} for turn in earlier.turns if turn.answer]
    conversation = Conversation()
    conversation.begin("别的")
    shown = chat.restore(conversation, [*kept, {"answer": {"question": "坏的"}}, "x", {"note": "没有答案"}])
    assert words(shown) == words(chat.messages(earlier))
    last(chat.ask(conversation, "那食品安全呢？"))
    assert "沿用上一问" in conversation.turns[1].html
    assert chat.restore(conversation, {"no": "list"}) == []


def test_a_question_whose_turn_is_gone_shows_nothing_more(chat: Chat) -> None:
    conversation = Conversation()
    states = chat.ask(conversation, "哪些区提到校车？")
    next(states)
    conversation.clear()
    assert list(states) == []


def test_trouble_is_told_in_the_answer(chat: Chat, filled: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ConfigError("坏了<b>。")

    monkeypatch.setattr(filled, "stream", broken)
    conversation = Conversation()
    assert "出错了：坏了&lt;b&gt;。" in words(last(chat.ask(conversation, "哪些区提到校车？")))[1]
    assert conversation.turns[0].answer is None


def test_what_nobody_foresaw_ends_the_answer_too(chat: Chat, filled: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise OSError("disk I/O error")

    monkeypatch.setattr(filled, "stream", broken)
    assert "程序内部出了问题" in words(last(chat.ask(Conversation(), "哪些区提到校车？")))[1]
