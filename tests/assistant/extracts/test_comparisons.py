from __future__ import annotations

from collections.abc import Callable

from quotes import quotes

from assistant.models import Answer, Items, Paragraph, Status, Table
from assistant.plans import Intent

Over = Callable[..., Callable[..., Answer]]


def table(answer: Answer) -> Table:
    (found,) = [part for part in answer.parts if isinstance(part, Table)]
    assert all(len(row) == len(found.header) for row in found.rows)
    return found


def test_each_place_has_its_column(over: Over) -> None:
    ask = over(
        ("云泽市雁浦区", 2023, "推进阅读推广，建成书吧9个。\n校舍维修完成。\n"),
        ("云泽市鹭洲区", 2022, "阅读推广获奖4项。\n"),
        ("岚溪县", 2023, "推进阅读推广。\n"),
    )
    told = ask("雁浦区和鹭洲区在阅读推广上有什么不同？")
    assert (told.status, told.plan.intent) == (Status.ANSWERED, Intent.COMPARE)
    assert told.parts[0].text == "关于“阅读推广”，**雁浦区**、**鹭洲区**的原文对照如下。"
    assert table(told).header == ("", "雁浦区", "鹭洲区")
    said, where = table(told).rows
    assert said == ("原文", "“推进阅读推广，建成书吧9个。”[1]", "“阅读推广获奖4项。”[2]")
    assert where == ("出处", "《教育局工作总结》（2023年）", "《教育局工作总结》（2022年）")


def test_numbers_of_different_reports_come_with_a_caution(over: Over) -> None:
    ask = over(("雁浦区", 2023, "阅读推广建成书吧9个。\n"), ("鹭洲区", 2022, "阅读推广获奖4项。\n"), ("岚溪县", 2023, "推进阅读推广。\n"))
    last = ask("雁浦区和鹭洲区在阅读推广上有什么不同？").parts[-1]
    assert isinstance(last, Paragraph)
    assert last.text == "各份报告的年份、口径可能不同，数字不能直接比较高低，请核对原文。"
    assert isinstance(ask("雁浦区和岚溪县在阅读推广上有什么不同？").parts[-1], Table)


def test_years_that_are_the_same_are_not_warned_of(over: Over) -> None:
    ask = over(("雁浦区", 2023, "阅读推广建成书吧9个。\n"), ("鹭洲区", 2023, "阅读推广获奖4项。\n"))
    assert ask("雁浦区和鹭洲区在阅读推广上有什么不同？").parts[-1].text.startswith("各份报告的口径可能不同")


def test_a_place_without_a_report_and_one_that_is_silent(over: Over) -> None:
    ask = over(("雁浦区", 2023, "推进阅读推广。\n"), ("鹭洲区", 2023, "校舍维修完成。\n"))
    told = ask("雁浦区、鹭洲区和青栾县在阅读推广上有什么不同？")
    assert told.status is Status.ANSWERED
    assert table(told).header == ("", "雁浦区", "鹭洲区", "青栾县")
    assert table(told).rows[0][2:] == ("报告里没有提到", "资料中没有这里的报告")
    assert table(told).rows[1][2:] == ("—", "—")
    assert told.parts[0].text == "关于“阅读推广”，**雁浦区**的原文对照如下；鹭洲区的报告里没有提到；资料中没有青栾县的报告。"


def test_a_place_with_reports_of_other_years_only(over: Over) -> None:
    ask = over(("雁浦区", 2024, "推进阅读推广。\n"), ("鹭洲区", 2023, "推进阅读推广。\n"))
    told = ask("雁浦区和鹭洲区2024年在阅读推广上有什么不同？")
    assert table(told).rows[0] == ("原文", "“推进阅读推广。”[1]", "资料中没有这里2024年的报告")
    assert told.parts[0].text == "关于“阅读推广”，**雁浦区**的原文对照如下；资料中没有鹭洲区2024年的报告。"


def test_reports_of_unknown_region_fill_no_column_but_are_shown_to_be_checked(over: Over) -> None:
    ask = over(
        ("雁浦区", 2023, "推进阅读推广。\n"),
        (None, 2023, "推进阅读推广。\n开展阅读推广活动。\n"),
        (None, 2023, "阅读推广获奖4项。\n"),
        (None, 2023, "校舍维修完成。\n"),
    )
    told = ask("雁浦区和青栾县在阅读推广上有什么不同？")
    assert told.status is Status.ANSWERED
    assert table(told).rows[0] == ("原文", "“推进阅读推广。”[1]", "资料中没有写明是这里的报告")
    assert "资料中没有写明是青栾县的报告" in told.parts[0].text
    (listed,) = [part for part in told.parts if isinstance(part, Items)]
    assert listed.title == "看不出是哪个地区的报告里有关的原文，请核对是不是青栾县的"
    assert [item.split("：", 1)[1] for item in listed.items] == ["“阅读推广获奖4项。”[2]", "“推进阅读推广。”[3]；“开展阅读推广活动。”[4]"]


def test_reports_of_unknown_region_that_are_not_shown_are_counted(over: Over) -> None:
    told = over(("雁浦区", 2023, "推进阅读推广。\n"), *((None, 2023, f"阅读推广获奖{n}项。\n") for n in range(3, 9)))(
        "雁浦区和青栾县在阅读推广上有什么不同？"
    )
    (listed,) = [part for part in told.parts if isinstance(part, Items)]
    assert len(listed.items) == 4
    assert listed.title.endswith("（另有 2 份也提到，没有列出）")


def test_reports_of_unknown_region_that_say_nothing_of_it_are_not_shown(over: Over) -> None:
    told = over(("雁浦区", 2023, "推进阅读推广。\n"), (None, 2023, "校舍维修完成。\n"))("雁浦区和青栾县在阅读推广上有什么不同？")
    assert not [part for part in told.parts if isinstance(part, Items)]
    assert quotes(told) == ["推进阅读推广。"]


def test_nothing_to_compare_is_no_evidence(over: Over) -> None:
    told = over(("雁浦区", 2023, "校舍维修完成。\n"), ("鹭洲区", 2023, "修缮操场。\n"))("雁浦区和鹭洲区在阅读推广上有什么不同？")
    assert told.status is Status.NO_EVIDENCE
    assert "没有可以对照的内容" in told.text


def test_two_years_of_one_place(over: Over) -> None:
    ask = over(("雁浦区", 2022, "阅读推广刚刚起步。\n"), ("雁浦区", 2023, "阅读推广覆盖各校。\n"), ("鹭洲区", 2023, "推进阅读推广。\n"))
    told = ask("雁浦区2022年和2023年的阅读推广有什么变化？")
    assert told.plan.intent is Intent.COMPARE
    assert table(told).header == ("", "2022年", "2023年")
    assert table(told).rows[0] == ("原文", "“阅读推广刚刚起步。”[1]", "“阅读推广覆盖各校。”[2]")


def test_a_long_cell_is_cut_at_five_sentences(over: Over) -> None:
    ask = over(("雁浦区", 2023, "一、阅读推广\n" + "".join(f"完成第{n}批。\n" for n in range(9))), ("鹭洲区", 2023, "推进阅读推广。\n"))
    told = ask("雁浦区和鹭洲区在阅读推广上有什么不同？")
    assert len([c for c in told.citations if c.region == "雁浦区"]) == 5


def test_pipes_in_quotes_do_not_break_the_table(over: Over) -> None:
    ask = over(("雁浦区", 2023, "推进阅读推广|书吧建设。\n"), ("鹭洲区", 2023, "推进阅读推广。\n"))
    (row,) = [line for line in ask("雁浦区和鹭洲区在阅读推广上有什么不同？").text.splitlines() if line.startswith("| 原文")]
    assert row.replace("\\|", "").count("|") == 4


def test_more_than_three_places_stand_in_rows(over: Over) -> None:
    ask = over(*((place, 2023, f"阅读推广获奖{n}项。\n") for n, place in enumerate(("雁浦区", "鹭洲区", "岚溪县", "青栾县"), 3)))
    told = ask("雁浦区、鹭洲区、岚溪县和青栾县在阅读推广上有什么不同？")
    assert table(told).header == ("", "原文", "出处")
    assert table(told).rows[1] == ("鹭洲区", "“阅读推广获奖4项。”[2]", "《教育局工作总结》（2023年）")
    assert [row[0] for row in table(told).rows] == ["雁浦区", "鹭洲区", "岚溪县", "青栾县"]


def test_after_a_survey_the_number_of_each_report_is_told(over: Over) -> None:
    ask = over(
        ("雁浦区", 2022, "重视教师招聘。全年招聘教师98名。\n"),
        ("雁浦区", 2023, "公开招聘146名教师。\n"),
        ("鹭洲区", 2023, "教师招聘面试3轮。招聘教师213名。\n"),
        ("岚溪县", 2023, "校舍维修完成。\n"),
    )
    told = ask("各招了多少名？", ask("哪些区提到招聘教师？"))
    assert told.plan.intent is Intent.COMPARE
    assert table(told).rows[0] == ("原文", "“全年招聘教师98名。”[1]；“公开招聘146名教师。”[2]", "“招聘教师213名。”[3]")
