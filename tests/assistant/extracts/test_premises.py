from __future__ import annotations

import pytest

from assistant.extracts.premises import is_borne_out, presumed


@pytest.mark.parametrize(
    ("question", "change"),
    [
        ("为什么取消晚自习", "取消"),
        ("什么时候停办夜校的", "停办"),
        ("谁拒绝了检查", "拒绝"),
        ("为什么关闭了幼儿园", "关闭"),
        ("取消晚自习的原因是什么", "取消"),
        ("取消晚自习了吗", ""),
        ("为什么开展晚自习", ""),
    ],
)
def test_what_a_question_takes_for_granted(question: str, change: str) -> None:
    assert (presumed(question) or ("",))[0] == change


def test_any_wording_of_the_change_in_the_thing_bears_it_out() -> None:
    words = presumed("为什么取消晚自习")

    def about(text: str) -> float:
        return float("晚自习" in text)

    assert is_borne_out(words, ["晚自习照常。", "全面废止晚自习。"], about)
    assert not is_borne_out(words, ["晚自习照常。"], about)
    assert not is_borne_out(words, ["取消各类检查。", "晚自习照常。"], about)
    assert not is_borne_out(words, [], about)
