from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exporting.plain import one_line, plain

_XML = re.compile("[\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
"""What XML takes, without carriage returns and tabs."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\x00\x1b[31mb\ufeff\ufffe", "a[31mb"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("a\tb", "a b"),
        ("\ud800x\udfff", "�x�"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("甲\u3000乙\ue000", "甲\u3000乙\ue000"),
    ],
)
def test_what_cannot_be_seen_is_left_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text() | st.characters(categories=["Cs", "Cc", "Cf", "Cn"]))
def test_plain_text_is_legal_in_xml_and_keeps_every_letter(text: str) -> None:
    made = plain(text)
    assert _XML.fullmatch(made)
    assert plain(made) == made
    letters = [c for c in text if unicodedata.category(c)[0] in "LNPS"]
    assert [c for c in made if unicodedata.category(c)[0] in "LNPS" and c != "�"] == [c for c in letters if c != "�"]


def test_one_line() -> None:
    assert one_line(" 甲\n\n 乙\u00a0 丙\u3000丁 ") == "甲 乙 丙\u3000丁"
