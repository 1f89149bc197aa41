import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_texts import COMMON, PROSE

from ingest import read_file
from ingest.decoding import decode, normalise
from ingest.models import FailureCategory, UnreadableFileError
from ingest.readers.text import read_text

REPORT = f"云泽市雁浦区教育局2023年工作总结\r\n\r\n一、主要工作\r\n{PROSE}\r\n"
MARKED = {"utf-8-sig": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def category_of(data: bytes) -> FailureCategory:
    with pytest.raises(UnreadableFileError) as caught:
        read_text(data, lambda page, pages: None)
    message = str(caught.value)
    assert "\u4e00" <= message[0] <= "\u9fff"
    assert message.endswith("。")
    return caught.value.category


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [REPORT, REPORT * 30, PROSE[:57]], ids=["report", "long", "one sentence"])
def test_unmarked_encodings_are_detected(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(("encoding", "mark"), MARKED.items())
@pytest.mark.parametrize("text", [REPORT, "好"], ids=["report", "one character"])
def test_byte_order_mark_decides_and_is_dropped(encoding: str, mark: bytes, text: str) -> None:
    decoded, _ = decode(mark + text.encode(encoding))
    assert decoded == text


@pytest.mark.parametrize("word", ["𠮷", "㐂", "䶮", "€", "ü"])
def test_gb18030_four_byte_and_rare_characters_survive(word: str) -> None:
    text = f"雁浦区{word}家巷小学改扩建工程完工，新增学位三百个。"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_four_byte_sample_really_takes_four_bytes() -> None:
    assert len("𠮷".encode("gb18030")) == 4


@pytest.mark.parametrize("text", ["校车", "联通", "模块", "模模", "他们", "雁浦区", "一、校车。", "2023年总结"])
def test_short_gb18030_text_is_read(text: str) -> None:
    assert decode(text.encode("gb18030"))[0] == text


@pytest.mark.parametrize("text", ["2023 report\n", "plain ASCII, line one.\nline two.\n"])
@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_ascii_text_is_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("missing", [1, 2])
def test_utf8_cut_in_mid_character_keeps_the_rest(missing: int) -> None:
    decoded, encoding = decode(PROSE.rstrip("。").encode()[:-missing])
    assert encoding == "utf-8"
    assert decoded.rstrip("\ufffd") == PROSE.rstrip("。")[:-1]


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xc3"])
@pytest.mark.parametrize("place", [0, 300, 3000])
def test_one_broken_byte_spoils_one_place_only(bad: bytes, place: int) -> None:
    whole = PROSE * 12
    data = whole.encode()
    decoded, encoding = decode(data[:place] + bad + data[place:])
    assert encoding == "utf-8"
    assert decoded.replace("\ufffd", "") == whole


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b" \t\r\n\r\n",
        b"\x00" * 512,
        "\u3000\u3000\n\u3000\n".encode(),
        "\xa0\u2003\n".encode(),
        "\u3000\n".encode("gb18030"),
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff\xfe\r\x00\n\x00",
    ],
    ids=repr,
)
def test_file_without_characters_is_empty(data: bytes) -> None:
    assert category_of(data) is FailureCategory.EMPTY


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise(1, 4000),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0\0\0\3\0\x08\6\0\0\0\xd1\x0c\xe6\x15\0\0\0\1sRGB\0\xae\xce\x1c\xe9",
        b"PK\3\4\x14\0\6\0\x08\0\0\0!\0" + zlib.compress(noise(2, 3000)),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + noise(3, 2000),
        b"\xff\xd8\xff\xe0\0\x10JFIF\0" + noise(4, 2000),
        b"\xff\xfe" + noise(5, 2000),
        b"\xfe\xff" + noise(6, 2001),
        b"\xef\xbb\xbf" + noise(7, 2000),
        bytes(range(1, 9)) * 40,
        zlib.compress(PROSE.encode() * 20) * 3,
    ],
    ids=["png", "png header", "zip", "ole", "jpeg", "utf-16 le mark", "utf-16 be mark", "utf-8 mark", "controls", "zlib"],
)
def test_binary_file_with_text_extension_is_not_text(data: bytes) -> None:
    assert category_of(data) is FailureCategory.NOT_TEXT


@pytest.mark.parametrize("odd", ["\x01", "\x1b", "\uffff", "\ufffd"])
def test_words_riddled_with_odd_characters_are_not_text(odd: str) -> None:
    assert category_of("".join(c + odd * (i % 12 == 0) for i, c in enumerate(PROSE * 3)).encode()) is FailureCategory.NOT_TEXT


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_not_text(seed: int) -> None:
    assert category_of(noise(seed, 300 + 37 * seed)) is FailureCategory.NOT_TEXT


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_named_failure(data: bytes) -> None:
    try:
        text = decode(data)[0]
    except UnreadableFileError as error:
        assert error.category in (FailureCategory.EMPTY, FailureCategory.NOT_TEXT)
    else:
        assert text.strip()


ideographs = st.text(alphabet=COMMON, min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@given(text=ideographs)
def test_common_ideographs_decode_to_themselves(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@given(text=ideographs)
def test_unmarked_utf16_lines_decode_to_themselves(encoding: str, text: str) -> None:
    assert decode(f"{text}。\r\n".encode(encoding))[0] == f"{text}。\r\n"


@given(cut=st.integers(min_value=100, max_value=len(PROSE.encode())))
def test_utf8_cut_anywhere_keeps_all_whole_characters(cut: int) -> None:
    decoded, _ = decode(PROSE.encode()[:cut])
    kept = decoded.rstrip("\ufffd")
    assert PROSE.startswith(kept)
    assert cut - len(kept.encode()) < 3


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("甲\r\n乙\r丙\n丁", "甲\n乙\n丙\n丁"),
        ("甲\r\r\n乙", "甲\n\n乙"),
        ("甲\x0b乙\x0c丙\x85丁\u2028戊\u2029己", "甲\n乙\n丙\n丁\n戊\n己"),
        ("甲\u00a0乙\u2003丙\u202f丁", "甲 乙 丙 丁"),
        ("一、\u3000校车", "一、\u3000校车"),
        ("校\u200b车\u200d安\ufeff全\u2060", "校车安全"),
        ("\u202e校车\u202c\u2066安全\u2069\u200e\u200f\u061c", "校车安全"),
        ("\x00校\x07车\x1b\x7f\u00ad", "校车"),
        ("列\t表", "列\t表"),
        ("\u2f00、\u2f08\u2f9b", "一、人走"),
        ("\u2f2f\u4f5c", "工作"),
        ("\u2e9f\u5b50", "母子"),
        ("\uf9b4\u5bfc", "領导"),
        ("e\u0301", "é"),
        ("\u212b", "Å"),
        ("１．２０２３年（Ａ）％，：", "１．２０２３年（Ａ）％，："),
        ("①⑴⒈㈠", "①⑴⒈㈠"),
        ("㎡ ½ Ⅲ", "㎡ ½ Ⅲ"),
    ],
)
def test_normalise_changes_only_what_a_reader_cannot_see(written: str, shown: str) -> None:
    assert normalise(written) == shown


layout = st.sampled_from("\r\n\t\x0b\x0c\x85\u2028\u00a0\u200b\u202e\ufeff\u2f00\u2fd5\u2e9f\uf900\ufa70\u0301\u0323e甲１ 　")


@given(st.lists(st.one_of(layout, st.characters(codec="utf-8"))).map("".join))
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.lists(st.one_of(layout, st.characters(codec="utf-8"))).map("".join))
def test_normalised_text_has_one_kind_of_line_end(text: str) -> None:
    lines = normalise(text).splitlines(keepends=True)
    assert all(line.endswith("\n") for line in lines[:-1])


@given(st.text(alphabet=COMMON + "，。：；（）１２Ａ一①\n 　"))
def test_ordinary_chinese_text_is_left_alone(text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("name", ["总结.txt", "总结.md", "总结.MARKDOWN", "子夹/总结.TXT"])
def test_reader_gives_normalised_text(name: str) -> None:
    assert read_file(name, b"\xef\xbb\xbf" + "标题\r\n\u200b正文。".encode()).text == "标题\n正文。"


def test_symbol_font_bullets_are_borne() -> None:
    text = "".join(f"\uf0b7抓好第{n}项\n" for n in range(30))
    assert decode(text.encode())[0] == text


def test_traditional_chinese_in_utf8_is_text() -> None:
    text = "學校應當為學生提供營養餐，並對廚房進行檢查。" * 5
    assert decode(text.encode()) == (text, "utf-8")
    assert decode(text.encode("utf-8-sig"))[0] == text
