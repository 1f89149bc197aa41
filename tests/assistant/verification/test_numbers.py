"""Numbers of a text."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.verification.numbers import Leaning, quantities, unit_fits
from assistant.verification.numerals import value_of
from assistant.verification.reading import fold


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("招聘45名", 45, "人"),
        ("招聘４５名", 45, "人"),
        ("招聘四十五位", 45, "人"),
        ("投入4.35亿元", 435_000_000, "元"),
        ("投入二十余万元", 200_000, "元"),
        ("惠及1,286人", 1286, "人"),
        ("惠及3万余人次", 30_000, "人次"),
        ("惠及一万二千人", 12_000, "人"),
        ("共两千所", 2000, "所"),
        ("占百分之三十五", Fraction(35, 100), "%"),
        ("占35%", Fraction(35, 100), "%"),
        ("占３５％", Fraction(35, 100), "%"),
        ("占三成", Fraction(3, 10), "%"),
        ("占四分之三", Fraction(3, 4), "%"),
        ("提高3.1个百分点", Fraction(31, 10), "百分点"),
        ("二〇二四年", 2024, "年"),
        ("约一百二十所", 120, "所"),
    ],
)
def test_a_number_has_one_value_however_it_is_written(words: str, value: int | Fraction, unit: str) -> None:
    (number,) = quantities(fold(words))
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize(
    "words", ["三全育人", "五育并举", "“双减”", "统一部署", "一批学校", "一个基地", "千方百计", "十分重视", "十四五", "A4纸", "5G网络", "九牛一毛"]
)
def test_words_with_numerals_are_no_counts(words: str) -> None:
    assert quantities(fold(words)) == ()


@pytest.mark.parametrize(
    ("words", "values"),
    [("10-15%", (Fraction(1, 10), Fraction(15, 100))), ("3至5所", (3, 5)), ("3-5万人", (30_000, 50_000)), ("2023—2025年", (2023, 2025))],
)
def test_both_ends_of_a_range_have_the_unit_of_the_upper(words: str, values: tuple[Fraction, Fraction]) -> None:
    first, last = quantities(fold(words))
    assert (first.value, last.value) == values
    assert first.unit == last.unit != ""


@pytest.mark.parametrize(
    ("words", "leanings"),
    [
        ("超过45名", {Leaning.MORE}),
        ("6300余件", {Leaning.MORE}),
        ("93%以上", {Leaning.MORE}),
        ("不少于30名", {Leaning.MORE}),
        ("近百所", {Leaning.ABOUT}),
        ("约45名", {Leaning.ABOUT}),
        ("45名左右", {Leaning.ABOUT}),
        ("不超过45名", {Leaning.LESS}),
        ("不足45名", {Leaning.LESS}),
        ("节约45元", set()),
        ("近三年", set()),
        ("45名", set()),
    ],
)
def test_qualifiers_are_read_with_the_number(words: str, leanings: set[Leaning]) -> None:
    (number,) = quantities(fold(words))
    assert number.leanings == leanings


@pytest.mark.parametrize(
    ("said", "source", "fits"),
    [
        ("45名", "45人", True),
        ("45名", "45所", False),
        ("9个", "9所", True),
        ("87所", "87家", True),
        ("3人次", "3人", False),
        ("35名", "35%", False),
        ("第3名", "3名", False),
        ("14个", "14人", False),
        ("3%", "3个百分点", False),
    ],
)
def test_units_fit_when_they_count_the_same(said: str, source: str, fits: bool) -> None:
    assert unit_fits(quantities(said)[0], quantities(source)[0]) is fits


@pytest.mark.parametrize(
    ("numeral", "value"), [("十", 10), ("二十", 20), ("一百零五", 105), ("一百二", 120), ("三点五", Fraction(7, 2)), ("三亿二千万", 320_000_000)]
)
def test_numerals(numeral: str, value: int | Fraction) -> None:
    assert value_of(numeral) == value


@pytest.mark.parametrize("numeral", ["十四五", "七八", "二三十", "三四百"])
def test_numerals_that_are_not_well_formed_have_no_value(numeral: str) -> None:
    assert value_of(numeral) is None
