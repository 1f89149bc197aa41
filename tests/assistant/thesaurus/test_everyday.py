from __future__ import annotations

import pytest

from assistant.thesaurus.everyday import pieces, said_formally


@pytest.mark.parametrize(
    ("words", "formal"),
    [
        ("新老师", "教师"),
        ("修校舍", "维修"),
        ("买校车", "购置"),
        ("招老师", "招聘"),
        ("第一批学员", "首批"),
        ("全省gdp", "地区生产总值"),
    ],
)
def test_everyday_words_stand_apart_as_formal_ones(words: str, formal: str) -> None:
    assert formal in [piece.formal[0] for piece in pieces(words) if piece.formal]


@pytest.mark.parametrize("words", ["招生计划", "教研修订", "研修班", "建议", "花园式学校", "钱塘书院", "查询系统", "装备中心", "发展规划"])
def test_an_everyday_word_inside_another_is_left(words: str) -> None:
    assert [piece.said for piece in pieces(words) if piece.said] == [words]


def test_everyday_words_are_put_formally_one_by_one_and_all_together() -> None:
    said = list(said_formally("招新老师"))
    assert "招新教师" in said
    assert "招录新老师" in said
    assert said[-1] == "招聘新教师"
    assert list(said_formally("校车安全")) == []
