from __future__ import annotations

from collections.abc import Callable

import pytest
from quotes import quotes

from assistant.models import Answer, Items, Status

Over = Callable[..., Callable[..., Answer]]


@pytest.mark.parametrize("question", ["火星探测器发射了几次？", "世界杯冠军是谁？"])
def test_what_no_report_holds_is_refused_without_a_quote(over: Over, question: str) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"))(question)
    assert told.status is Status.NO_EVIDENCE
    assert told.parts[0].text == f"资料中没有找到能回答“{question}”的内容。"
    assert told.citations == ()


def test_the_nearest_sentences_are_shown_for_checking(over: Over) -> None:
    told = over(("雁浦区", 2023, "成立航模社团。\n校舍维修完成。\n"))("雁浦区航模社团比赛获奖教师人数多少名？")
    assert told.status is Status.NO_EVIDENCE
    (shown,) = [part for part in told.parts if isinstance(part, Items)]
    assert "请核对是否相关" in shown.title
    assert quotes(told)[0] == "成立航模社团。"
    assert shown.items[0] == "**雁浦区**：“成立航模社团。”[1]"


def test_where_the_topic_does_stand_is_told(over: Over) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"), ("鹭洲区", 2023, "开设龙舟课程。\n"))("雁浦区的龙舟课程有多少门？")
    assert told.status is Status.NO_EVIDENCE
    assert "提到“龙舟课程”的有：鹭洲区。" in told.text
    assert "查找过的词：“龙舟课程”" in told.text


def test_questions_stay_on_one_line(over: Over) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"))("火星探测器\n发射了几次？")
    assert "\n" not in told.parts[0].text


@pytest.mark.parametrize("question", ["雁浦区", "2023年", "雁浦区2023年呢？"])
def test_a_place_or_year_alone_asks_for_more(over: Over, question: str) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"))(question)
    assert told.status is Status.UNSUPPORTED
    assert "请写完整" in told.text


def test_without_a_language_model_none_is_said_to_have_judged(over: Over) -> None:
    told = over(("雁浦区", 2023, "全年举办党务干部培训班3期，培训人员286人次。\n"))("哪些区举办了游泳培训？")
    assert told.status is Status.NO_EVIDENCE
    shown = next(part for part in told.parts if isinstance(part, Items) and "请核对" in part.title)
    assert shown.title == "字面最接近的原文，请核对是否相关"
    assert "党务干部培训班3期" in shown.items[0]
