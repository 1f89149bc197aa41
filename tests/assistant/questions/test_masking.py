from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.plans import Holdings
from assistant.questions.masking import PERIOD, PLACE, QUOTE, TYPE, mask, normalized

HOLDINGS = Holdings(regions=("云泽市", "云泽市清源区", "岚溪县", "江苏省苏州市吴中区"), years=(2022, 2023, 2024))
_SOME = (
    "2024年 去年 上半年 清源区 云泽市 江苏 徐汇区 清沅区 工作总结 总结 政府工作报告 哪些区 提到 校车 和 、 的 里 没有 AI 2023 ， ？ 招聘了多少教师"
)
_WORDS = st.sampled_from(re.split(" ", _SOME))
_PLAIN = st.one_of(_WORDS, st.text(max_size=4).map(lambda t: re.sub(r"[“”\"「」『』‘’《》'＂＇\s]", "", t)), st.sampled_from([" ", "  ", "\n"]))
_PIECES = st.lists(st.one_of(_PLAIN, st.sampled_from(["双减", "校车安全", "A B", "…", "、"]).map(lambda t: f"“{t}”")), max_size=30)


def _without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(deadline=None)
@given(_PIECES)
def test_the_words_come_back(pieces: list[str]) -> None:
    plain = normalized("".join(pieces))
    masked = mask(plain, HOLDINGS)
    kept = re.sub(r"“([^”]*)”", lambda m: m[1] if any(c.isalnum() for c in m[1]) else "", plain)
    assert _without_space(masked.unmasked(masked.text)) == _without_space(kept)


@settings(deadline=None)
@given(_PIECES)
def test_every_mark_is_told_and_of_its_kind(pieces: list[str]) -> None:
    masked = mask(normalized("".join(pieces)), HOLDINGS)
    marks = [c for c in masked.text if "\ue000" <= c <= "\uf8ff"]
    assert len(marks) == len(set(marks))
    for mark in marks:
        (kind,) = [k for k in (QUOTE, PERIOD, PLACE, TYPE) if re.fullmatch(k, mark)]
        known = {PERIOD: masked.periods, PLACE: masked.places, TYPE: masked.types, QUOTE: masked.said}[kind]
        assert mark in known and masked.said[mark]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_masked(text: str) -> None:
    assert "\ud800" not in mask(normalized(text), HOLDINGS).text


@pytest.mark.parametrize(
    ("question", "shape"),
    [
        ("2024年清源区的工作总结提到“双减”了吗", "时地的类提到引了吗"),
        ("2024 年 清源区 提到 校车", "时地提到校车"),
        ("2023 2024年哪些区提到校车", "时哪些区提到校车"),
        ("哪些区提到 AI 教育", "哪些区提到 AI 教育"),
        ("清源区2024年度工作总结", "地时类"),
        ("2024清源区的总结", "时地的类"),
        ("云泽市哪些区去年在工作要点里提到校车", "地哪些区时在类里提到校车"),
        ("哪些区提到“”校车", "哪些区提到“”校车"),
        ("哪些区提到“、”校车", "哪些区提到校车"),
        ("哪些区提到《校车条例》", "哪些区提到引"),
        ("哪些区提到“去年清源区的工作总结”", "哪些区提到引"),
        ("从2022年到2023年清源区上半年总结", "时地时类"),
    ],
)
def test_what_is_masked(question: str, shape: str) -> None:
    text = mask(normalized(question), HOLDINGS).text
    for kind, shown in ((QUOTE, "引"), (PERIOD, "时"), (PLACE, "地"), (TYPE, "类")):
        text = re.sub(kind, shown, text)
    assert text == shape


def test_quotes_are_told_in_order() -> None:
    masked = mask("“双减”和“校车 安全”", HOLDINGS)
    assert masked.quotes_in(masked.text) == ("双减", "校车 安全")
    assert masked.spaced == "“双减”和“校车 安全”"


def test_more_quotes_than_marks_stay_as_words() -> None:
    question = "".join(f"“校车{i}”" for i in range(200))
    masked = mask(question, HOLDINGS)
    assert masked.unmasked(masked.text) == re.sub("[“”]", "", question)
    assert len(masked.quotes_in(masked.text)) == 128


def test_characters_for_private_use_cannot_be_typed() -> None:
    assert normalized("哪些区\ue100提到\ud800校车 ") == "哪些区\ufffd提到\ufffd校车"
