"""What is told of parts taken over from the question before reads behind 沿用上一个问题的."""

from __future__ import annotations

import pytest

from assistant.explaining import carried_over, explained
from assistant.plans import Intent, Plan
from assistant.survey.remarks import plan_notes


@pytest.mark.parametrize(
    ("carried", "told"),
    [
        (("话题“校车”", "年份2023"), "话题“校车”、年份2023"),
        (("问法“云泽市清源区高考怎么样”", "地区“清源区”"), "问法“云泽市清源区高考怎么样”、地区“清源区”"),
        (("话题“校车”", "上一问选出的3个地区"), "话题“校车”、选出的3个地区"),
        (("话题“校车”", "上一问的第二个：“岚溪县”"), "话题“校车”、第二个：“岚溪县”"),
        (("上一问的第一个：“清源区”，上一问的第二个：“岚溪县”",), "第一个：“清源区”，第二个：“岚溪县”"),
        (("上一问的2份报告", "上半年"), "2份报告、上半年"),
        (("上一问里提到它的2份报告",), "提到它的2份报告"),
        (("上一问引用的“清源区”的报告",), "引用的“清源区”的报告"),
        (("上一个问题“哪些区提到校车”",), "“哪些区提到校车”"),
    ],
)
def test_the_question_before_is_named_once(carried: tuple[str, ...], told: str) -> None:
    plan = Plan(intent=Intent.SURVEY, carried=carried)
    assert "、".join(carried_over(plan)) == told
    assert list(plan_notes(plan)) == [f"沿用上一个问题的{told}。"]
    assert dict(explained(plan))["沿用上一问"] == told.replace("、", "；")


def test_that_provinces_are_left_out_is_told_as_a_level() -> None:
    assert dict(explained(Plan(intent=Intent.SURVEY, without_provinces=True)))["层级"] == "不含省级"
