"""Years of two digits, and lengths of time that look like them."""

from __future__ import annotations

import pytest

from assistant.questions.periods import find_periods

HELD = (2021, 2022, 2023, 2024, 2025)

YEARS = [
    ("怀湖25年招了多少老师", (2025,), None),
    ("鹭洲24年上半年抓了啥", (2024,), "上半年"),
    ("24年下半年校车", (2024,), "下半年"),
    ("雁浦23年呢", (2023,), None),
    ("23年呢", (2023,), None),
    ("’24哪些区提到校车", (2024,), None),
    ("鹤汀’24年校车", (2024,), None),
    ("雁浦二三年招了多少", (2023,), None),
    ("二四年哪些区提到校车", (2024,), None),
    ("中考24年考得咋样", (2024,), None),
    ("鹤汀22年跟25年有啥变化", (2022, 2025), None),
    ("雁浦21到23年招了多少", (2021, 2022, 2023), None),
    ("雁浦22、23年招生", (2022, 2023), None),
    ("从二一年到二三年学生多了多少", (2021, 2022, 2023), None),
    ("24年教师招聘", (2024,), None),
    ("怀湖24年底", (2024,), None),
    ("24年里哪些区提到校车", (2024,), None),
    ("学生资助21年以来花了多少", HELD, None),
    ("24年期末考试", (2024,), None),
    ("24年期中考试", (2024,), None),
    ("那24年呢", (2024,), None),
    ("那就24年的", (2024,), None),
]


@pytest.mark.parametrize(("question", "years", "period"), YEARS, ids=[question for question, _, _ in YEARS])
def test_two_digits_are_a_year(question: str, years: tuple[int, ...], period: str | None) -> None:
    (match,) = find_periods(question, HELD)
    assert (match.years, match.period, match.applied) == (years, period, True)


@pytest.mark.parametrize(
    "question",
    [
        "12年义务教育",
        "9年一贯制",
        "建校30年",
        "建校25年",
        "任教20年以上",
        "从教25年的教师",
        "用了2年",
        "用了22年",
        "百年老校",
        "3年行动计划",
        "10年后",
        "20年后",
        "15年免费教育",
        "连续20年",
        "25年党龄",
        "二三年级",
        "干了二三年",
        "再过二三年",
        "二十三年",
        "每25年一次",
        "25年老教师",
        "23年以上",
        "服务满25年",
        "未来25年",
        "使用25年的校舍",
        "学制25年",
        "年均25年",
        "1.25年",
        "24级学生",
        "历时24年",
        "花了24年",
        "20年之久",
        "98年",
        "他在那24年级",
        "过去的那24年",
        "24年期满",
        "今后的25年",
    ],
)
def test_a_length_of_time_is_no_year(question: str) -> None:
    assert find_periods(question, HELD) == []


def test_the_century_is_that_of_the_collection() -> None:
    (match,) = find_periods("雁浦98年招了多少老师", (1996, 1997, 1998))
    assert match.years == (1998,)


def test_a_spoken_year_is_told() -> None:
    (match,) = find_periods("二三年哪些区提到校车", HELD)
    assert match.understood == "“二三年”按2023年理解"
