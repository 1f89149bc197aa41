from __future__ import annotations

from assistant.models import Answer, Paragraph, Status
from assistant.page.growing import Growing
from assistant.plans import Intent, Plan
from assistant.work import Activity


def answer(text: str) -> Answer:
    parts = (Paragraph(text=text),)
    return Answer(question="问", status=Status.ANSWERED, text=text, parts=parts, plan=Plan(intent=Intent.LOOKUP))


def test_pieces_of_text_are_shown_until_there_is_an_answer_to_show() -> None:
    growing = Growing()
    assert not growing.take("资料中有 **2** 个地区")
    assert not growing.take("提到校车。")
    assert "<p>资料中有 <strong>2</strong> 个地区提到校车。</p>" in growing.html()
    assert growing.take(Activity("正在写概要", 0, 0, answer("先看引文。")))
    growing.take("不再单独显示的文字")
    assert "先看引文。" in growing.html()
    assert "不再单独显示的文字" not in growing.html()


def test_what_is_done_is_said_with_its_count_and_escaped() -> None:
    growing = Growing()
    growing.take(Activity("核对<b>", 3, 20, None))
    assert "核对&lt;b&gt; 3/20…" in growing.html()
    growing.take(Activity("正在写概要", 0, 1, None))
    assert "0/1" not in growing.html()


def test_an_answer_stays_while_others_are_not_there() -> None:
    growing = Growing()
    growing.take(Activity("甲", 0, 0, answer("第一版")))
    growing.take(Activity("乙", 1, 2, None))
    assert "第一版" in growing.html()
    assert "乙 1/2" in growing.html()
