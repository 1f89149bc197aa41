from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.remote_reading import ThinkingFilter, first_object, reason_of, verdict, without_thinking, yes_probability


@pytest.mark.parametrize(
    ("candidates", "probability"),
    [
        ([("是", -0.5), ("否", -0.5)], 0.5),
        ([("▁是", 0.0)], 1.0),
        ([(" No", 0.0), ("难", -1.0)], 0.0),
        ([("“是", -1.0), ("是的", -1.0), ("不", -1.0), ("否", -1.0)], 0.5),
        ([("难", 0.0)], None),
        ([], None),
    ],
)
def test_probability_of_yes(candidates: list[tuple[str, float]], probability: float | None) -> None:
    assert yes_probability(candidates) == (None if probability is None else pytest.approx(probability))


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("是。理由：提到了。", True),
        ("**否**，没有。", False),
        ("不是，没有提到。", False),
        ("答案：是", True),
        ("Yes, it does.", True),
        ("no", False),
        ("回答是：否", False),
        ("nothing to say", None),
        ("段落是讲招聘的", None),
        ("", None),
    ],
)
def test_verdict(text: str, yes: bool | None) -> None:
    assert verdict(text) is yes


def test_reason() -> None:
    assert reason_of("否。理由：段落讲招聘。") == "段落讲招聘"
    assert reason_of("是") == "是"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('好的：```json\n{"a": {"b": [1]}}\n```{"c": 2}', {"a": {"b": [1]}}),
        ('{坏的} {"a": 1}', {"a": 1}),
        ("[1, 2]", None),
        ('{"a": ', None),
        ("{" * 100_000, None),
    ],
)
def test_first_object(text: str, value: object) -> None:
    assert first_object(text) == value


@given(st.sampled_from(["", "想", "想{是}否\n", "a<b"]), st.text("是否。<>think/ \n", max_size=12).map(str.strip), st.data())
def test_thinking_is_left_out_however_it_is_cut(thinking: str, said: str, data: st.DataObject) -> None:
    whole = f"<think>{thinking}</think>\n\n{said}"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    kept = ThinkingFilter()
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert "".join([text for piece in pieces for text in kept.feed(piece)]) + kept.rest() == said
    assert kept.thought


@given(st.lists(st.text("是<>think 。", max_size=5), max_size=8).filter(lambda pieces: not "".join(pieces).lstrip().startswith("<think>")))
def test_without_thinking_nothing_is_lost(pieces: list[str]) -> None:
    kept = ThinkingFilter()
    said = "".join([text for piece in pieces for text in kept.feed(piece)]) + kept.rest()
    assert said.strip() == "".join(pieces).strip()


def test_thinking_without_its_opening_mark_is_left_out_of_whole_answers() -> None:
    assert without_thinking("先想一想</think>\n是") == "是"
    assert without_thinking("<think>没有想完") == ""
    assert without_thinking(" 是 ") == "是"
