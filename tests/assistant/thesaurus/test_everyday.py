from __future__ import annotations

import pytest

from assistant.thesaurus.everyday import formal_pieces


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
    assert formal in [piece for piece, names in formal_pieces(words) if names]


@pytest.mark.parametrize("words", ["招生计划", "教研修订", "研修班", "建议", "花园式学校", "钱塘书院", "查询系统", "装备中心", "发展规划"])
def test_an_everyday_word_inside_another_is_left(words: str) -> None:
    assert [piece for piece, _ in formal_pieces(words) if piece] == [words]
