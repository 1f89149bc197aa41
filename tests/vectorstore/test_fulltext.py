from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.fulltext import find_term, fold, index_tokens, phrase

WORDS = st.text(alphabet="校车安全教育局工作总结双减ＡＢa1２ “”。，\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("校车安全", "校车 车安 安全"),
        ("校车。安全", "校车 ¶ 安全"),
        ("“双减”工作", "双减 减工 工作"),
        ("ＡＩ课程", "ai i课 课程"),
        ("校 车", "校车"),
        ("我，", "我"),
        ("。，", ""),
    ],
)
def test_index_tokens(text: str, tokens: str) -> None:
    assert index_tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "term", "places"),
    [
        ("加强校车安全，校车年检", "校车", ["校车", "校车"]),
        ("落实“双减”工作", "双减工作", ["双减”工作"]),
        ("全校。车辆", "校车", []),
        ("全校\n车辆", "校车", []),
        ("建成５Ｇ校园", "5g", ["５Ｇ"]),
        ("校 车", "校车", ["校 车"]),
        ("校  车", "校车", []),
        ("面积100㎡", "m2", ["㎡"]),
        ("任何文字", "，。", []),
    ],
)
def test_find_term_gives_places_in_the_text_as_written(text: str, term: str, places: list[str]) -> None:
    assert [text[a:b] for a, b in find_term(text, term)] == places


@pytest.mark.parametrize("term", ["校", "，", "", "a。"])
def test_terms_too_short_for_bigrams_have_no_phrase(term: str) -> None:
    assert phrase(term) is None


@pytest.mark.parametrize(
    ("term", "query"),
    [
        ("校车", '"校车"'),
        ("校车安全", '"校车 车安 安全"'),
        ("5+2", '"¶ 2"*'),
        ("0—3岁", '"¶ 3岁"'),
        ("信息化2.0", '"信息 息化 化2 ¶ 0"*'),
        ("一村（居）一校", '"一村 ¶ 居 ¶ 一校"'),
    ],
)
def test_a_lone_character_at_the_edge_of_a_term_may_belong_to_a_longer_word(term: str, query: str) -> None:
    assert phrase(term) == query


@given(WORDS)
def test_folding_keeps_the_origin_of_every_character(text: str) -> None:
    folded, origins = fold(text)
    assert len(folded) == len(origins)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(WORDS, st.integers(0, 39), st.integers(2, 8))
def test_every_stretch_of_words_is_found_where_it_stands(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    if not piece or not piece[0].isalnum() or not piece[-1].isalnum():
        return
    wanted = fold(piece)[0]
    part_of_a_word_or_number = any("a" <= c <= "z" or c.isdecimal() for c in (wanted[0], wanted[-1]))
    if wanted in fold(text)[0] and not part_of_a_word_or_number:
        assert find_term(text, piece)


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("推广email系统", "AI", False),
        ("开展AI 5G应用", "ai", True),
        ("开展AI 5G应用", "5g", True),
        ("共有15G流量", "5G", False),
        ("编号120231", "2023", False),
        ("2023年度", "2023", True),
        ("AI课堂", "AI", True),
        ("智慧AI", "AI", True),
    ],
)
def test_latin_words_and_numbers_are_found_whole(text: str, term: str, found: bool) -> None:
    assert bool(find_term(text, term)) is found


@given(WORDS | st.text(alphabet="校车 ㎡“”①１a。", max_size=30), st.text(alphabet="校车安全双减工作", min_size=1, max_size=4))
def test_the_fast_search_finds_what_folding_finds(text: str, term: str) -> None:
    folded, origins = fold(text)
    slow = [(origins[m.start()], origins[m.end() - 1] + 1) for m in re.finditer(term, folded)]
    assert find_term(text, term) == slow
