from __future__ import annotations

from collections.abc import Callable

import pytest
from quotes import quotes

from assistant.extracts.outline import SENTENCES_PER_REPORT
from assistant.models import Answer, Items, Status
from assistant.plans import Intent

Over = Callable[..., Callable[..., Answer]]

REPORT = """一、基本情况
全区学校平稳运行。在校学生两万。
二、主要工作
（一）阅读推广
建成书吧。配备专人值守。
（二）其他
一是办好龙舟课程。聘请师傅任教。二是抓好绿化。种树四百棵。
校园里也开展阅读推广，氛围浓厚。安排了巡查。
三、存在的问题
优质资源不足。经费保障不够。
四、下一步打算
扩建书吧。
"""


def lists(answer: Answer) -> list[Items]:
    return [part for part in answer.parts if isinstance(part, Items)]


def test_a_section_whose_heading_mentions_the_topic_counts_whole(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("总结雁浦区的阅读推广工作")
    assert (told.status, told.plan.intent) == (Status.ANSWERED, Intent.SUMMARISE)
    assert quotes(told) == ["建成书吧。", "配备专人值守。", "校园里也开展阅读推广，氛围浓厚。", "安排了巡查。"]
    assert told.parts[0].text == "关于“阅读推广”，**雁浦区**的 1 份报告里有 4 句，按原文的标题摘录如下。"
    (shown,) = lists(told)
    assert shown.title == "**雁浦区**《教育局工作总结》"
    assert shown.items[:2] == ("**二、主要工作 › （一）阅读推广**", "  “建成书吧。”[1]")
    assert {c.heading_path[-1] for c in told.citations} == {"（一）阅读推广", "（二）其他"}


def test_a_point_counts_up_to_the_next(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("总结雁浦区的龙舟课程")
    assert quotes(told) == ["一是办好龙舟课程。", "聘请师傅任教。"]


def test_all_of_a_report_is_told_by_the_first_sentence_of_each_section(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("总结雁浦区的工作")
    assert quotes(told) == ["全区学校平稳运行。", "建成书吧。", "一是办好龙舟课程。", "优质资源不足。", "扩建书吧。"]


@pytest.mark.parametrize("question", ["雁浦区存在哪些问题？", "雁浦区有哪些不足？", "雁浦区面临什么困难？"])
def test_shortcomings_are_the_section_that_tells_them(over: Over, question: str) -> None:
    assert quotes(over(("雁浦区", 2023, REPORT))(question)) == ["优质资源不足。", "经费保障不够。"]


def test_shortcomings_in_a_paragraph_and_in_a_list(over: Over) -> None:
    text = "一、工作\n解决了停车问题。\n当前还存在一些不足。食堂偏小。\n二、展望\n主要存在以下问题：\n1. 书吧偏少。\n2. 球馆偏小。\n"
    told = over(("雁浦区", 2023, text))("雁浦区存在哪些问题？")
    assert quotes(told) == ["当前还存在一些不足。", "食堂偏小。", "主要存在以下问题：", "1. 书吧偏少。", "2. 球馆偏小。"]


def test_plans_are_the_section_that_tells_them(over: Over) -> None:
    assert quotes(over(("雁浦区", 2023, REPORT))("雁浦区下一步有什么打算？")) == ["扩建书吧。"]


def test_sentences_beyond_the_most_shown_are_counted(over: Over) -> None:
    count = SENTENCES_PER_REPORT + 5
    told = over(("雁浦区", 2023, "一、阅读推广\n" + "".join(f"完成第{n}批。\n" for n in range(count))))("总结雁浦区的阅读推广工作")
    assert len(told.citations) == SENTENCES_PER_REPORT
    assert f"有 {count} 句" in told.parts[0].text
    assert lists(told)[0].title.endswith("（另有 5 句没有摘录）")


def test_sentences_that_mention_the_topic_go_before_those_around_them(over: Over) -> None:
    text = "一、阅读推广\n" + "".join(f"完成第{n}批。\n" for n in range(SENTENCES_PER_REPORT + 3)) + "阅读推广获表彰。\n"
    told = over(("雁浦区", 2023, text))("总结雁浦区的阅读推广工作")
    assert quotes(told)[-1] == "阅读推广获表彰。"


def test_reports_beyond_the_most_shown_are_named(over: Over) -> None:
    districts = ["雁浦区", "鹭洲区", "砚湖区", "岚溪县", "青栾县", "梧川县", "清源区", "松岭县", "竹溪区", "荷塘县"]
    told = over(*((name, 2023, "推进阅读推广。\n") for name in districts))("总结阅读推广工作")
    assert told.status is Status.ANSWERED
    assert len(lists(told)) == 8
    assert told.parts[-1].text == "另有 2 份报告也提到，没有摘录：竹溪区、荷塘县。可以指明地区再问。"
    assert "等的 10 份报告里有 10 句" in told.parts[0].text


def test_reports_without_the_topic_are_left_out(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT), ("鹭洲区", 2023, "校舍维修完成。\n"))("各地的阅读推广是怎么做的？")
    assert {c.region for c in told.citations} == {"雁浦区"}


def test_a_summary_of_what_a_place_does_not_mention_is_refused(over: Over) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"), ("鹭洲区", 2023, "推进阅读推广。\n"))("总结雁浦区的阅读推广工作")
    assert told.status is Status.NO_EVIDENCE
    assert told.citations == ()
    assert "提到“阅读推广”的有：鹭洲区。" in told.text


def test_a_summary_of_a_place_without_a_report_is_refused(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("总结青栾县的阅读推广工作")
    assert told.status is Status.NO_EVIDENCE
    assert "没有写明是青栾县的报告" in told.text
    assert told.citations == ()


def test_a_summary_from_reports_of_unknown_region_warns(over: Over) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"), (None, 2023, "推进阅读推广。\n"))("总结青栾县的阅读推广工作")
    assert told.status is Status.NO_EVIDENCE
    assert "请核对是不是青栾县的" in told.parts[0].text
    assert quotes(told) == ["推进阅读推广。"]


def test_a_summary_from_another_year_says_so(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT), ("鹭洲区", 2021, "校舍维修完成。\n"))("总结雁浦区2021年的阅读推广工作")
    assert "雁浦区2021年的报告里没有找到" in told.parts[0].text
    assert "建成书吧。" in quotes(told)


def test_a_topic_that_begins_like_a_verb_is_whole(over: Over) -> None:
    told = over(("雁浦区", 2023, "推进评价改革。\n"))("雁浦区推进评价改革有哪些做法？")
    assert [topic.text for topic in told.plan.topics] == ["评价改革"]
    assert quotes(told) == ["推进评价改革。"]
