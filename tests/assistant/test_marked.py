from __future__ import annotations

import pytest

from assistant.marked import Piece, joined_lines, levels, lines, pieces, quotable, without_emphasis


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“见”[1]和[2]", [Piece("“见”"), Piece("[1]", number=1), Piece("和[2]")]),
        ("“a **b** c”[1]", [Piece("“a **b** c”"), Piece("[1]", number=1)]),
        ("有**6**个", [Piece("有"), Piece("6", strong=True), Piece("个")]),
        ("**“甲”[3]**", [Piece("“甲”", strong=True), Piece("[3]", strong=True, number=3)]),
        ("“甲”[0]“乙”[1234567]", [Piece("“甲”[0]“乙”[1234567]")]),
        ("甲\n\n 乙", [Piece("甲 乙")]),
        ("", []),
    ],
)
def test_pieces(text: str, found: list[Piece]) -> None:
    assert pieces(text) == found


def test_in_words_of_a_model_every_number_cites() -> None:
    assert pieces("甲[1][2]", written=True) == [Piece("甲"), Piece("[1]", number=1), Piece("[2]", number=2)]


def test_a_cell_has_a_line_for_each_topic() -> None:
    found = lines("**校车**：“a\u3000b”[1]\u3000**食堂**：没有")
    assert ["".join(piece.text for piece in line) for line in found] == ["校车：“a\u3000b”[1]", "食堂：没有"]
    assert lines("甲\u3000乙") == [[Piece("甲\u3000乙")]]


def test_levels_never_skip_one() -> None:
    assert list(levels(["甲", "      乙", "  丙", "丁"])) == [(0, "甲"), (1, "乙"), (1, "丙"), (0, "丁")]
    assert list(levels(["    甲"])) == [(0, "甲")]


def test_plain_forms() -> None:
    assert without_emphasis("**甲**“**乙**”") == "甲“**乙**”"
    assert joined_lines("甲 \r\n 乙\u2029丙") == "甲 乙 丙"


@pytest.mark.parametrize("quote", ["落实“双减”[2]文件，**压减**机构。", "甲“乙**丙”丁**[3]", "“甲”[1]“乙”[2]"])
def test_marks_inside_a_quote_are_its_own(quote: str) -> None:
    assert pieces(f"“{quotable(quote)}”[7]") == [Piece(f"“{quote}”"), Piece("[7]", number=7)]
    assert quotable("没有引号的**原文**[2]") == "没有引号的**原文**[2]"
