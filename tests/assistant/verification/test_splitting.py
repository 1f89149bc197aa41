"""Sentences of a text that arrives in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verification.verifying import SentenceStream, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("招聘教师45名。[1]新建学校3所。[2]", ["招聘教师45名。[1]", "新建学校3所。[2]"]),
        ("招聘教师45名[1]。新建学校3所[2]。", ["招聘教师45名[1]。", "新建学校3所[2]。"]),
        ("招聘教师45名。 [1] [2]\n新建学校3所。", ["招聘教师45名。 [1] [2]", "新建学校3所。"]),
        ("招聘教师45名。\n【1】新建学校。", ["招聘教师45名。\n【1】", "新建学校。"]),
        ("招聘教师45名。[1,2]。新建学校。", ["招聘教师45名。[1,2]。", "新建学校。"]),
        ("提出“办好学校。建强队伍。”的目标。下一句。", ["提出“办好学校。建强队伍。”的目标。", "下一句。"]),
        ("印发《意见。办法》（试行。稿）文件。完。", ["印发《意见。办法》（试行。稿）文件。", "完。"]),
        ("优良率为54.8%，比上年提高3.1个百分点。完。", ["优良率为54.8%，比上年提高3.1个百分点。", "完。"]),
        ("一是招聘教师；二是建设学校。[1]", ["一是招聘教师；二是建设学校。[1]"]),
        ("1. **师资**：招聘教师45名[1]\n2. 新建学校3所[2]\n", ["师资：招聘教师45名[1]", "新建学校3所[2]"]),
        (
            "- 招聘教师45名。[1]\n* 新建学校3所。\n一、改造操场。\n（二）更新课桌。",
            ["招聘教师45名。[1]", "新建学校3所。", "改造操场。", "更新课桌。"],
        ),
        ("### 队伍建设\n招聘教师。", ["队伍建设", "招聘教师。"]),
        ("2024年招聘教师。", ["2024年招聘教师。"]),
        ("提出“办好学校。建强队伍。", ["提出“办好学校。建强队伍。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("---\n\n完。", ["完。"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_sentences_with_their_marks(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_a_sentence_comes_as_soon_as_no_mark_can_follow() -> None:
    stream = SentenceStream()
    assert stream.feed("招聘教师45名。") == []
    assert stream.feed("[1") == []
    assert stream.feed("]") == []
    assert stream.feed("新") == ["招聘教师45名。[1]"]
    assert stream.feed("建学校。") == []
    assert stream.end() == ["新建学校。"]
    assert stream.end() == []


def test_a_bracket_that_is_no_mark_belongs_to_the_next_sentence() -> None:
    assert split_sentences("招聘教师。[说明]新建学校。") == ["招聘教师。", "[说明]新建学校。"]


def test_a_quotation_that_never_closes_does_not_hold_back_the_rest() -> None:
    long = "提出“办好学校。" + "建强教师队伍，" * 70 + "完。"
    assert split_sentences(long + "下一句。")[-1] == "下一句。"


_PIECES = st.lists(st.sampled_from([*'教师1。！；，\n [【]】“”《》（）、.-*#"', "[1]", "【2】", "[1,2]", "45名", "2.5%", "一、"]), max_size=40).map(
    "".join
)


@given(_PIECES, st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_sentences_do_not_depend_on_where_the_pieces_end(text: str, sizes: list[int]) -> None:
    stream = SentenceStream()
    found: list[str] = []
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        found += stream.feed(text[at : at + size])
        at, turn = at + size, turn + 1
    assert [*found, *stream.end()] == split_sentences(text)


@given(_PIECES)
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(split_sentences(text))
    assert kept.count("教") == text.count("教") and kept.count("师") == text.count("师")
