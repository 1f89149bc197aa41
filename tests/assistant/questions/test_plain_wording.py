from __future__ import annotations

import pytest

from assistant.questions.plain_wording import plain_wording


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("雁浦区那年中考怎么样?", "雁浦区中考怎么样?"),
        ("那一年哪些区提到校车?", "哪些区提到校车?"),
        ("那年级主任培训情况呢?", "那年级主任培训情况呢?"),
        ("那年度考核呢?", "那年度考核呢?"),
    ],
)
def test_a_year_that_is_not_told_is_no_part_of_the_topic(question: str, plain: str) -> None:
    assert plain_wording(question) == plain
