from __future__ import annotations

import pytest

from vectorstore.words import is_seam


def seam(text: str, term: str) -> bool:
    start = text.index(term)
    return is_seam(text, start, start + len(term))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("加强教研学习", "研学"),
        ("短信访客登记", "信访"),
        ("高校车辆进出", "校车"),
        ("学校车辆进出", "校车"),
        ("全党建功新时代", "党建"),
        ("中国家长协会", "国家"),
        ("提高校长素质", "高校"),
    ],
)
def test_a_term_made_of_two_halves_of_words_is_a_seam(text: str, term: str) -> None:
    assert seam(text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("开展研学活动", "研学"),
        ("研学旅行基地", "研学"),
        ("做好信访工作", "信访"),
        ("全区校车安全", "校车"),
        ("推进党建品牌", "党建"),
        ("推进社团建设", "社团"),
        ("成立社团联盟", "团"),
        ("2023年中考再创佳绩", "中考"),
        ("20xx年中考再创佳绩", "中考"),
        ("二〇二三年中考再创佳绩", "中考"),
        ("6月中考", "中考"),
        ("校车", "校车"),
    ],
)
def test_a_word_and_a_part_of_one_word_are_none(text: str, term: str) -> None:
    assert not seam(text, term)


def test_a_longer_term_is_not_checked() -> None:
    assert seam("中国家长协会", "国家")
    assert not seam("中国家长协会", "国家长协")


def test_only_the_words_around_it_are_read() -> None:
    far = "，".join(["加强教研学习"] * 2000)
    start = len(far) - len("研学习")
    assert is_seam(far, start, start + 2)
