from __future__ import annotations

from assistant.models import Answer, Paragraph, Status
from assistant.page.shelf import AnswerShelf
from assistant.plans import Intent, Plan


def answer(text: str) -> Answer:
    return Answer(question="问", status=Status.ANSWERED, text=text, parts=(Paragraph(text=text),), plan=Plan(intent=Intent.LOOKUP))


def test_an_answer_comes_back_as_it_was() -> None:
    shelf = AnswerShelf()
    key = shelf.put(answer("甲“\u2028”"))
    assert shelf.get(key) == answer("甲“\u2028”")
    assert shelf.put(answer("甲“\u2028”")) == key
    assert shelf.put(answer("乙")) != key
    assert shelf.get("0" * 32) is None


def test_the_oldest_answers_give_way_when_the_room_is_used_up() -> None:
    shelf = AnswerShelf(room=600)
    keys = [shelf.put(answer(f"第{number}个答案")) for number in range(5)]
    assert shelf.get(keys[0]) is None
    assert shelf.get(keys[-1]) == answer("第4个答案")
    tiny = AnswerShelf(room=1)
    assert tiny.get(tiny.put(answer("比余地大"))) is not None
