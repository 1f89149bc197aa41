from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from scripted_model import Reply, ScriptedModel

from assistant import Assistant
from assistant.language.base import LanguageModelError, Message, Trouble
from assistant.models import Answer, Paragraph, Status, Table
from assistant.work import Activity

QUESTION = "雁浦区公开招聘教师多少名？"
RIGHT = "雁浦区公开招聘教师86名，其中硕士12名。[1]"
WRONG = "雁浦区公开招聘教师68名。[1]"

Opened = Callable[..., Assistant]


@pytest.fixture
def worded(open_assistant: Opened, reports: Path) -> Callable[[Sequence[Reply]], tuple[Assistant, ScriptedModel]]:
    """Opens an assistant over the three reports whose model says what it is told to."""

    def open_it(replies: Sequence[Reply], **options: int) -> tuple[Assistant, ScriptedModel]:
        model = ScriptedModel(replies, **options)
        assistant = open_assistant(language_model=model)
        assistant.sync(reports)
        return assistant, model

    return open_it


def without_model(open_assistant: Opened, question: str) -> Answer:
    return open_assistant().ask(question)


def test_a_sentence_that_holds_stands_before_the_quotes(worded: Callable, open_assistant: Opened) -> None:
    assistant, model = worded([RIGHT])
    answer = assistant.ask(QUESTION)
    assert answer.parts[0] == Paragraph(text=RIGHT, written=True)
    extract = without_model(open_assistant, QUESTION)
    assert answer.parts[1 : 1 + len(extract.parts)] == extract.parts
    assert answer.citations == extract.citations
    assert answer.generation is not None
    assert answer.generation.told == (RIGHT,)
    assert answer.generation.model == model.name
    assert {p.name for p in answer.generation.prompts} == {"rules", "fact", "repair"}
    assert answer.generation.first_s is not None
    assert model.name in answer.text


def test_the_model_is_shown_the_quotes_by_number_and_the_question(worded: Callable) -> None:
    assistant, model = worded([RIGHT])
    answer = assistant.ask(QUESTION)
    rules, asked = model.asked[0]
    assert rules.role == "system"
    assert QUESTION in asked.text
    assert f"[1] <原文>{answer.citations[0].quote}</原文>（出自雁浦区，《{answer.citations[0].report_title}》，2023年，二、教师队伍）" in asked.text


def test_a_failing_sentence_is_repaired_once(worded: Callable) -> None:
    assistant, model = worded([WRONG, RIGHT])
    answer = assistant.ask(QUESTION)
    assert answer.generation is not None
    assert answer.generation.told == (RIGHT,)
    assert (answer.generation.repaired, answer.generation.dropped) == (1, ())
    assert [m.role for m in model.asked[1]] == ["system", "user", "assistant", "user"]
    assert model.asked[1][:2] == list(model.asked[0])
    assert "68" in model.asked[1][-1].text


def test_a_sentence_that_fails_twice_is_dropped_and_the_extract_stands(worded: Callable, open_assistant: Opened) -> None:
    assistant, model = worded([WRONG])
    answer = assistant.ask(QUESTION)
    extract = without_model(open_assistant, QUESTION)
    assert len(model.asked) == 2
    assert answer.generation is not None
    assert answer.generation.told == ()
    assert [d.sentence for d in answer.generation.dropped] == [WRONG]
    assert any("68" in problem for problem in answer.generation.dropped[0].problems)
    assert answer.parts[: len(extract.parts)] == extract.parts
    assert "68" not in answer.text
    assert "1 句没有通过核对" in answer.text


def test_a_good_sentence_stays_when_another_fails(worded: Callable) -> None:
    assistant, _ = worded([f"{RIGHT}{WRONG}", WRONG])
    answer = assistant.ask(QUESTION)
    assert answer.generation is not None
    assert answer.generation.told == (RIGHT,)
    assert len(answer.generation.dropped) == 1


def test_a_reply_that_keeps_failing_is_not_read_to_its_end(worded: Callable) -> None:
    taken: list[str] = []

    def endless(messages: Sequence[Message]) -> str:
        class Pieces(str):
            def __iter__(self):  # type: ignore[override]
                for number in range(100):
                    taken.append(f"雁浦区公开招聘教师{number + 100}名。[1]")
                    yield taken[-1]

        return Pieces()

    assistant, _ = worded([endless, "资料中没有提到。"])
    assert assistant.ask(QUESTION).generation.told == ()
    assert len(taken) < 5


def test_what_the_model_will_not_answer_leaves_the_extract(worded: Callable) -> None:
    assistant, model = worded(["资料中没有提到。"])
    answer = assistant.ask(QUESTION)
    assert answer.status is Status.ANSWERED
    assert answer.generation.told == ()
    assert "招聘教师86名" in answer.text
    assert len(model.asked) == 1


@pytest.mark.parametrize("trouble", list(Trouble))
def test_a_failing_model_leaves_the_extract_and_says_so(worded: Callable, open_assistant: Opened, trouble: Trouble) -> None:
    assistant, _ = worded([LanguageModelError(trouble, "连不上语言模型的服务，请检查网络。")])
    answer = assistant.ask(QUESTION)
    extract = without_model(open_assistant, QUESTION)
    assert answer.status is Status.ANSWERED
    assert answer.citations == extract.citations
    assert answer.parts[: len(extract.parts)] == extract.parts
    assert "连不上语言模型的服务，请检查网络" in answer.text
    assert answer.generation.fallback == "连不上语言模型的服务，请检查网络。"


@pytest.mark.parametrize("question", ["明天的天气预报怎么样", "岚溪县招聘了多少名教师？", "有哪些报告？", "你能做什么"])
def test_what_has_no_evidence_is_not_put_into_words(worded: Callable, question: str) -> None:
    assistant, model = worded([RIGHT])
    assert assistant.ask(question).generation is None
    assert model.asked == []


def test_a_survey_gets_a_table_of_one_sentence_a_region(worded: Callable) -> None:
    def one_region(messages: Sequence[Message]) -> str:
        words = messages[-1].text
        return "岚溪县开展食品安全专项检查。[1]" if "以上是岚溪县的原文" in words else "雁浦区开展食堂检查120次。[1]"

    assistant, model = worded([one_region])
    answer = assistant.ask("哪些区提到食品安全？")
    table = next(part for part in answer.parts if isinstance(part, Table) and part.written)
    told = dict(table.rows)
    assert set(told) == {"雁浦区", "岚溪县"}
    assert all(name in sentence for name, sentence in told.items())
    assert len(model.asked) == 2
    assert answer.count == 2


@pytest.mark.parametrize("question", ["哪些区没有提到校车？", "几个区提到食品安全？"])
def test_absence_and_counts_are_left_to_code(worded: Callable, question: str) -> None:
    assistant, model = worded([RIGHT])
    assistant.ask(question)
    assert model.asked == []


def test_pieces_of_the_stream_are_the_text_and_come_sentence_by_sentence(worded: Callable) -> None:
    assistant, _ = worded([f"{RIGHT}雁浦区招聘硕士12名。[1]"])
    events = list(assistant.stream(QUESTION))
    answer = events[-1]
    pieces = [e for e in events if isinstance(e, str)]
    assert "".join(pieces) == answer.text
    assert pieces[:2] == list(answer.generation.told)
    shown = [e.answer for e in events if isinstance(e, Activity) and e.answer is not None]
    assert shown[0].citations == answer.citations
    assert RIGHT not in shown[0].text
    assert RIGHT in shown[1].text


def test_a_stop_keeps_what_is_there(worded: Callable) -> None:
    stop = threading.Event()

    def stopped_after_one(messages: Sequence[Message]) -> str:
        class Pieces(str):
            def __iter__(self):  # type: ignore[override]
                yield f"{RIGHT}又"
                stop.set()
                yield "开展食堂检查"

        return Pieces()

    assistant, _ = worded([stopped_after_one])
    answer = list(assistant.stream(QUESTION, stop=stop))[-1]
    assert answer.generation.told == (RIGHT,)
    assert "已停止" in answer.text
    assert "招聘教师86名" in answer.text


def test_an_error_in_the_thread_reaches_the_reader(worded: Callable) -> None:
    def broken(messages: Sequence[Message]) -> str:
        raise ValueError("unexpected")

    assistant, _ = worded([broken])
    with pytest.raises(ValueError, match="unexpected"):
        list(assistant.stream(QUESTION))


def test_what_needs_no_model_is_shown_before_it_judges(worded: Callable) -> None:
    assistant, _ = worded(["雁浦区开展食堂检查120次。[1]"])
    activities = [e for e in assistant.stream("哪些区提到食品安全？") if isinstance(e, Activity)]
    assert activities[0].answer is not None
    assert activities[0].answer.count == 2
