from __future__ import annotations

from collections.abc import Callable

import pytest
from quotes import quotes

from assistant.models import Answer, Status
from assistant.plans import Intent

Over = Callable[..., Callable[..., Answer]]

REPORT = """一、教师队伍
全区重视教师招聘，多次召开会议研究教师招聘。公开招聘教师86名，其中硕士12名。教师招聘面试在6月完成。
二、条件改善
多渠道筹措资金改造运动场。改造运动场投入320万元。购置巴士用了2年。购置巴士12辆。
三、会议
召开全区教育大会。3月12日召开全区教育大会。李建华局长在教育大会上讲话。
四、成绩
小学巩固率稳步提高，巩固率保持领先。小学巩固率达到99.8%。
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("雁浦区招聘教师多少名？", "公开招聘教师86名，其中硕士12名。"),
        ("雁浦区改造运动场投入了多少钱？", "改造运动场投入320万元。"),
        ("雁浦区购置巴士多少辆？", "购置巴士12辆。"),
        ("雁浦区什么时候召开教育大会？", "3月12日召开全区教育大会。"),
        ("雁浦区谁在教育大会上讲话？", "李建华局长在教育大会上讲话。"),
        ("雁浦区小学巩固率是多少？", "小学巩固率达到99.8%。"),
    ],
)
def test_the_sentence_with_the_kind_of_thing_asked_comes_first(over: Over, question: str, answer: str) -> None:
    told = over(("雁浦区", 2023, REPORT))(question)
    assert told.status is Status.ANSWERED
    assert told.plan.intent is Intent.LOOKUP
    assert told.parts[0].text.endswith(f"：“{answer}”[1]")
    assert told.parts[0].text.startswith("**雁浦区**《教育局工作总结》")


def test_a_number_of_another_thing_is_no_answer(over: Over) -> None:
    told = over(("雁浦区", 2023, "公开招聘教师，招聘教师工作共3轮。\n"))("雁浦区招聘教师多少名？")
    assert told.status is Status.NO_EVIDENCE
    assert "没有找到能回答“雁浦区招聘教师多少名？”的内容" in told.text


@pytest.mark.parametrize("question", ["雁浦区2021年招聘教师多少名？", "2021年雁浦区招聘教师多少名？"])
def test_what_a_report_of_another_year_says_is_told_as_such(over: Over, question: str) -> None:
    told = over(("雁浦区", 2023, REPORT), ("鹭洲区", 2021, "校舍维修完成。\n"))(question)
    assert told.status is Status.ANSWERED
    assert "雁浦区2021年的报告里没有找到" in told.parts[0].text
    assert "请核对年份和口径" in told.parts[0].text
    assert "公开招聘教师86名，其中硕士12名。" in quotes(told)


def test_the_year_asked_for_goes_before_others(over: Over) -> None:
    ask = over(("雁浦区", 2022, "公开招聘教师70名。\n"), ("雁浦区", 2023, "公开招聘教师86名。\n"))
    told = ask("雁浦区2022年招聘教师多少名？")
    assert quotes(told) == ["公开招聘教师70名。"]
    assert "没有找到" not in told.text


def test_other_years_of_nobody_in_particular_are_no_answer(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("1999年招聘教师多少名？")
    assert told.status is Status.NO_EVIDENCE
    assert "1999年的报告里没有找到" in told.text


def test_a_place_without_a_report_is_told(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT))("青栾县招聘教师多少名？")
    assert told.status is Status.NO_EVIDENCE
    assert told.parts[0].text.startswith("资料中没有写明是青栾县的报告，没有找到能回答")
    assert told.citations == ()
    assert "资料里有这些地区的报告：雁浦区。" in told.text


def test_reports_of_unknown_region_are_offered_with_a_warning(over: Over) -> None:
    told = over(("雁浦区", 2023, REPORT), (None, 2023, "公开招聘教师31名。\n"))("青栾县招聘教师多少名？")
    assert told.status is Status.NO_EVIDENCE
    assert told.parts[0].text == "资料中没有写明是青栾县的报告。另有 1 份报告看不出是哪个地区的，其中最接近的内容如下，请核对是不是青栾县的："
    assert quotes(told) == ["公开招聘教师31名。"]
    assert "（01.txt）" in told.parts[1].text


def test_reports_of_unknown_region_come_after_the_places_own(over: Over) -> None:
    reports = (("鹭洲区", 2023, "校舍维修完成。\n"), (None, 2023, "公开招聘教师31名。\n"))
    told = over(*reports)("鹭洲区招聘教师多少名？")
    assert told.status is Status.NO_EVIDENCE
    assert "鹭洲区的报告里没有找到" in told.parts[0].text
    assert "1 份报告看不出是哪个地区的" in told.parts[0].text
    assert quotes(told) == ["公开招聘教师31名。"]


@pytest.mark.parametrize("blank", ["新建图书馆7__座，用地x亩。", "新建图书馆x座。", "新建图书馆×座。"])
def test_lost_numbers_are_told(over: Over, blank: str) -> None:
    told = over(("雁浦区", 2023, f"{blank}\n"))("雁浦区新建图书馆多少座？")
    assert "原文的数字不完整" in told.parts[0].text
    assert quotes(told) == [blank]


def test_a_whole_number_beside_a_lost_one_answers(over: Over) -> None:
    told = over(("雁浦区", 2023, "新建图书馆7座，用地x亩。\n"))("雁浦区新建图书馆多少座？")
    assert "数字不完整" not in told.text
    assert told.status is Status.ANSWERED


LISTED = "二、改革\n深化评价改革的主要举措如下：\n1. 建立学生成长档案。\n2. 实行弹性作业。\n3. 推广无纸测试。\n"


def test_the_list_after_an_announcement_is_quoted(over: Over) -> None:
    told = over(("雁浦区", 2023, f"一、开头\n工作平稳。\n{LISTED}三、其他\n修缮校舍。\n"))("雁浦区深化评价改革为什么受欢迎？")
    assert quotes(told)[:4] == ["深化评价改革的主要举措如下：", "1. 建立学生成长档案。", "2. 实行弹性作业。", "3. 推广无纸测试。"]


def test_a_number_asked_takes_no_list_after_it(over: Over) -> None:
    told = over(("雁浦区", 2023, f"一、改革\n近年深化课堂改革，共推出5项举措：{LISTED.partition('：')[2]}"))("雁浦区课堂改革推出多少项举措？")
    assert "1. 建立学生成长档案。" not in quotes(told)
    assert any("5项举措" in quote for quote in quotes(told))


def test_two_questions_in_one_are_both_answered(over: Over) -> None:
    text = "投入资金320万元改造运动场。新建停车位40个。\n公开招聘教师86名，其中硕士12名。\n"
    told = over(("雁浦区", 2023, text))("雁浦区招聘了多少名教师？改造运动场投入了多少万元？")
    assert set(quotes(told)) == {"投入资金320万元改造运动场。", "公开招聘教师86名，其中硕士12名。"}


@pytest.mark.parametrize("question", ["鹭洲区为什么取消晚自习？", "鹭洲区什么时候取消晚自习的？"])
def test_a_premise_that_the_reports_do_not_bear_out_is_told(over: Over, question: str) -> None:
    told = over(("鹭洲区", 2023, "晚自习有序开展，教师轮流值守。\n"))(question)
    assert told.status is Status.NO_EVIDENCE
    assert ("没有提到问题里说的“取消”，问题的前提可能不成立" in told.text) == ("为什么" in question)
    assert "鹭洲区" in told.text
    assert "晚自习有序开展，教师轮流值守。" in quotes(told)


def test_why_is_told_with_the_premise_in_doubt(over: Over) -> None:
    told = over(("鹭洲区", 2023, "晚自习有序开展，教师轮流值守。\n"))("鹭洲区为什么取消晚自习？")
    assert told.parts[0].text == "资料中没有提到问题里说的“取消”，问题的前提可能不成立。有关的原文："


def test_a_premise_borne_out_is_not_doubted(over: Over) -> None:
    told = over(("鹭洲区", 2023, "为减轻负担，全区废除晚自习。\n"))("鹭洲区为什么取消晚自习？")
    assert told.status is Status.ANSWERED
    assert "前提" not in told.text


def test_copies_are_quoted_once(over: Over, store: object) -> None:
    body = "".join(f"第{n}项，推进书香校园与劳动实践第{n}号行动。\n" for n in range(30))
    ask = over(("雁浦区", 2023, f"{body}公开招聘教师86名。\n"), ("雁浦区", 2023, f"{body}公开招聘教师86名。\n"))
    store.link_duplicates()  # type: ignore[attr-defined]
    assert quotes(ask("雁浦区招聘教师多少名？")) == ["公开招聘教师86名。"]


CHANGES = """一、高考
认真研究高考改革，抓好高考复习备考。高考本科上线412人。清源中学高考成绩提高明显，本科上线115人；专科上线293人。上线率比去年提高4.7%，文科最高572分。
二、近视防控
开展近视防控宣传，配备护眼灯30间教室。近视率为48.1%。
"""


def test_a_question_about_a_change_is_answered_by_the_change(over: Over) -> None:
    told = over(("雁浦区", 2023, CHANGES))("雁浦区清源中学比去年涨了多少？")
    assert told.parts[0].text.endswith("：“上线率比去年提高4.7%，文科最高572分。”[1]")


def test_a_change_that_is_not_told_leaves_the_number(over: Over) -> None:
    told = over(("雁浦区", 2023, CHANGES))("雁浦区近视率同比下降多少？")
    assert "“近视率为48.1%。”" in told.text


def test_how_something_went_is_told_by_numbers(over: Over) -> None:
    told = over(("雁浦区", 2023, CHANGES))("雁浦区高考怎么样？")
    assert told.parts[0].text.endswith("：“高考本科上线412人。”[1]")


JOURNAL = """一、编辑刊物
《xx教研》是我们自己的刊物。
二、月度安排
3月：编辑印发《清源教研》第1期。召开例会1次。
6月：编辑印发《xx教研》第2期。组织论文评选，收到论文2册。
9月：编辑印发《清源教研》第3期。印发《教师读本》第5期。
"""


def test_what_is_named_in_the_first_half_is_counted_in_the_second(over: Over) -> None:
    told = over(("雁浦区", 2023, JOURNAL))("雁浦区自己的刊物叫什么？一年出几期？")
    assert quotes(told)[0] == "《xx教研》是我们自己的刊物。"
    assert [quote[-4:-1] for quote in quotes(told)[1:]] == ["第1期", "第2期", "第3期"]
    assert "读本" not in told.text
