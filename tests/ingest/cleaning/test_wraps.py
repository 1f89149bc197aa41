import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_texts import COMMON, PROSE, report_texts

from ingest.cleaning.edits import remove
from ingest.cleaning.wraps import find_wraps
from ingest.models import Extraction


def unwrap(text: str) -> str:
    return remove(Extraction(text=text), find_wraps(text)).text


def hard_wrap(paragraphs: list[str], width: int, indent: str = "") -> str:
    lines: list[str] = []
    for paragraph in paragraphs:
        whole = indent + paragraph
        lines += [whole[i : i + width] for i in range(0, len(whole), width)]
    return "\n".join(lines)


ONE_SENTENCE = PROSE.replace("。", "，")[:-1]
BODY = [f"{ONE_SENTENCE}。", f"{ONE_SENTENCE[60:]}，{ONE_SENTENCE[:60]}。"]
"""Paragraphs of one sentence: a full line that ends one cannot be told from a paragraph's last."""


@pytest.mark.parametrize("width", [24, 32, 40, 60])
def test_indented_paragraphs_are_joined(width: int) -> None:
    paragraphs = [f"　　{text}" for text in BODY * 3]
    assert unwrap(hard_wrap(paragraphs, width)).split("\n") == paragraphs


@pytest.mark.parametrize("mark", ["一、", "（二）", "3.", "４．", "（5）", "⑥", "第七章 ", "## "])
def test_numbering_marks_start_new_paragraphs(mark: str) -> None:
    paragraphs = [f"{mark}{text}" for text in BODY * 3]
    assert unwrap(hard_wrap(paragraphs, 30)).split("\n") == paragraphs


def test_word_broken_at_the_line_end_is_whole_again() -> None:
    wrapped = hard_wrap([f"　　{text}" for text in BODY * 3], 34)
    assert wrapped.count("学位供给") < 6
    assert unwrap(wrapped).count("学位供给") == 6


def test_full_line_that_ends_a_sentence_is_not_joined() -> None:
    first = "校" * 29 + "。"
    wrapped = f"{first}\n{hard_wrap(BODY * 2, 30)}"
    assert unwrap(wrapped).split("\n")[0] == first


def test_indented_line_is_never_joined_to_a_full_one() -> None:
    full, body = "校" * 30, hard_wrap([f"　　{text}" for text in BODY * 3], 30)
    assert unwrap(f"{full}\n{body}").split("\n")[0] == full


def test_empty_lines_still_part_paragraphs() -> None:
    wrapped = "\n\n".join(hard_wrap([text], 28) for text in BODY * 3)
    assert unwrap(wrapped).split("\n\n") == BODY * 3


def test_short_title_and_signature_stay_on_their_lines() -> None:
    body = hard_wrap([f"　　{text}" for text in BODY * 2], 30)
    lines = unwrap(f"雁浦区2023年工作总结\n\n{body}\n\n雁浦区教育局\n2023年12月1日").split("\n")
    assert lines[0] == "雁浦区2023年工作总结"
    assert lines[-2:] == ["雁浦区教育局", "2023年12月1日"]
    assert len(lines) == 9


def test_latin_words_get_a_space_between_them() -> None:
    words = "The district opened six new schools and trained four groups of school bus drivers during the year " * 8
    width = 44
    lines = [line.ljust(width, "x") for line in textwrap.wrap(words, width)]
    assert unwrap("\n".join(lines)) == " ".join(lines)


def test_no_space_between_latin_and_chinese() -> None:
    lines = [("校" * 29 + "A", "车" * 30)[i % 2] for i in range(10)]
    assert unwrap("\n".join(lines)) == "".join(lines)


NOT_WRAPPED = {
    "long lines": "\n".join(BODY * 5),
    "short list": "\n".join(["校车二十二辆", "学位三千个", "新建学校六所", "培训四批次"] * 4),
    "short lines of one width": "\n".join(["新建学校六所"] * 12),
    "poem": "\n".join(["雁落平沙秋水长，", "浦边灯火照书窗。", "少年不负山中月，", "一路弦歌到故乡。"] * 4),
    "poem without punctuation": "\n".join(["雁落平沙秋水长", "浦边灯火照书窗", "少年不负山中月", "一路弦歌到故乡"] * 4),
    "sentences of one length": "\n".join(["雁浦区全年新建学校六所，新增学位三千余个，大班额全部消除。"] * 12),
    "numbered items": "\n".join(f"{n}.雁浦区全年新建学校六所新增学位三千余个大班额全部消除情况" for n in range(1, 10)),
    "few lines": hard_wrap([PROSE[:200]], 40),
    "empty": "",
    "only line ends": "\n" * 20,
}


@pytest.mark.parametrize("text", NOT_WRAPPED.values(), ids=NOT_WRAPPED)
def test_text_that_is_not_hard_wrapped_stays(text: str) -> None:
    assert unwrap(text) == text


def visible(text: str) -> str:
    return "".join(text.split())


@given(report_texts)
def test_report_loses_no_character(text: str) -> None:
    assert visible(unwrap(text)) == visible(text)


@given(
    st.lists(st.text(alphabet=COMMON[:60] + "aB1，。 　", min_size=1, max_size=260), min_size=1, max_size=8),
    st.integers(min_value=18, max_value=130),
)
def test_wrapped_text_loses_no_character(paragraphs: list[str], width: int) -> None:
    wrapped = hard_wrap(paragraphs, width)
    assert visible(unwrap(wrapped)) == visible(wrapped)


@given(st.lists(st.text(alphabet=COMMON[:60], min_size=100, max_size=300), min_size=3, max_size=6), st.integers(min_value=20, max_value=40))
def test_ideographs_wrapped_at_any_width_are_restored(paragraphs: list[str], width: int) -> None:
    indented = [f"　　{text}。" for text in paragraphs]
    assert unwrap(hard_wrap(indented, width)).split("\n") == indented
