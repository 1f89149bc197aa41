from __future__ import annotations

from collections.abc import Callable

import pytest
from quotes import quotes

from assistant.extracts.outline import SENTENCES_PER_REPORT
from assistant.extracts.points import place
from assistant.extracts.remarks import closing_remarks
from assistant.extracts.units import Read, read_reports
from assistant.models import Answer, Items
from vectorstore import ReportStore

Over = Callable[..., Callable[..., Answer]]
Tell = Callable[..., list[str]]

RUN_IN = (
    "一、工作开展情况\n"
    "1.龙舟课程不断深入。聘请师傅12名。建成码头。2.阅读推广不断提升。下发责任清单，签字背书。落实谈话制度。严肃执纪问责。3.绿化水平提高。种树四百棵。\n"
    "4.后勤保障有力。修缮食堂。\n"
)


@pytest.fixture
def tell(over: Over) -> Tell:
    """Gives what a report says when asked to sum up a topic."""

    def told(text: str, question: str = "总结雁浦区的阅读推广工作") -> list[str]:
        return quotes(over(("雁浦区", 2023, text))(question))

    return told


def test_a_numbered_point_inside_a_paragraph_counts_up_to_the_next(tell: Tell) -> None:
    assert tell(RUN_IN) == ["2.阅读推广不断提升。", "下发责任清单，签字背书。", "落实谈话制度。", "严肃执纪问责。"]


def test_a_heading_ends_where_the_next_number_stands_inside_its_line(tell: Tell) -> None:
    assert tell(RUN_IN, "总结雁浦区的龙舟课程") == ["聘请师傅12名。", "建成码头。"]


def test_the_last_number_inside_a_line_ends_with_its_section(tell: Tell) -> None:
    assert tell(RUN_IN, "总结雁浦区的绿化水平") == ["3.绿化水平提高。", "种树四百棵。"]


def test_points_beside_a_heading_are_not_shown_under_it(over: Over) -> None:
    told = over(("雁浦区", 2023, RUN_IN))("总结雁浦区的阅读推广工作")
    (shown,) = [part for part in told.parts if isinstance(part, Items)]
    assert shown.items[0] == "**一、工作开展情况**"
    assert not any("龙舟" in item for item in shown.items)


def test_subsections_after_a_run_in_number_belong_to_it(tell: Tell) -> None:
    text = "一、工作\n1.办好龙舟课程。聘请师傅。2.做好阅读推广。建成书吧。\n（1）机制\n下发清单。\n（2）经费\n拨款九万。\n3.绿化\n种树。\n"
    assert tell(text) == ["2.做好阅读推广。", "建成书吧。", "下发清单。", "拨款九万。"]
    assert tell(text, "总结雁浦区的龙舟课程") == ["聘请师傅。"]


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [
        ("一是", "二是", "三是"),
        ("第一，", "第二，", "第三，"),
        ("①", "②", "③"),
        ("（1）", "（2）", "（3）"),
        ("1、", "2、", "3、"),
        ("一要", "二要", "三要"),
    ],
)
def test_points_of_every_kind_reach_to_the_next_of_their_kind(tell: Tell, one: str, two: str, three: str) -> None:
    reading = ["建成书吧。", "添置图书。", "配备专人。", "开放到晚上。", "派人值守。"]
    text = f"一、工作\n这一年做了三件事。{one}办好龙舟。聘请师傅。{two}阅读推广。{''.join(reading)}{three}绿化。种树四百棵。\n校门改造完成。\n"
    assert tell(text) == [f"{two}阅读推广。", *reading]


def test_a_point_after_a_colon_or_comma_is_a_point(tell: Tell) -> None:
    assert tell("一、工作\n主要做法是：一是抓好阅读推广。建成书吧。二是办龙舟。聘请师傅。\n") == ["主要做法是：一是抓好阅读推广。", "建成书吧。"]
    assert tell("一、工作\n抓好两件事，一是龙舟，二是阅读推广。建成书吧。\n") == ["抓好两件事，一是龙舟，二是阅读推广。", "建成书吧。"]


def test_points_inside_a_point_belong_to_it(tell: Tell) -> None:
    text = "一、工作\n全年有序推进。1.推进阅读推广。一是建书吧。配备专人。二是办比赛。评出名次。2.办好龙舟。一是聘请师傅。二是造船。\n"
    assert tell(text) == ["1.推进阅读推广。", "一是建书吧。", "配备专人。", "二是办比赛。", "评出名次。"]


def test_a_point_inside_a_point_ends_with_it(tell: Tell) -> None:
    text = "一、工作\n全年有序推进。1.队伍建设。一是办好龙舟。二是阅读推广。建成书吧。2.后勤。修缮食堂。\n"
    assert tell(text) == ["二是阅读推广。", "建成书吧。"]


def test_a_list_whose_announcement_names_the_topic_counts_whole(tell: Tell) -> None:
    text = "一、工作\n围绕阅读推广，主要抓了两件事：一是建书吧。配备专人。二是评奖。发证书九十本。\n校门改造完成。\n"
    assert tell(text)[1:] == ["配备专人。", "二是评奖。", "发证书九十本。"]


def test_points_on_lines_of_their_own_hold_the_lines_between_them(tell: Tell) -> None:
    text = "一、工作\n全年平稳。\n一是抓好阅读推广\n建成书吧。\n派人值守。\n二是办好龙舟\n聘请师傅。\n校门改造完成。\n"
    assert tell(text) == ["一是抓好阅读推广", "建成书吧。", "派人值守。"]


def test_the_last_point_ends_with_its_paragraph(tell: Tell) -> None:
    assert tell("一、工作\n一是办好龙舟。二是阅读推广。建成书吧。\n校门改造完成。\n") == ["二是阅读推广。", "建成书吧。"]


@pytest.mark.parametrize(
    "opening",
    ["一是加强队伍建设，组织教师学习理论、参加阅读推广培训。", "一是抓好绿化、阅读推广、食堂等工作。", "一是以阅读推广为抓手，提升体育成绩。"],
)
def test_a_point_that_mentions_the_topic_in_passing_is_not_pulled_in(tell: Tell, opening: str) -> None:
    assert tell(f"一、工作\n{opening}选派骨干40名。评出先进。二是办龙舟。聘请师傅。\n") == [opening]


def test_a_point_with_a_later_mention_is_not_pulled_in(tell: Tell) -> None:
    assert tell("一、工作\n一是办好龙舟。聘请师傅。阅读推广也有起色。造船三只。二是绿化。\n") == ["阅读推广也有起色。"]


@pytest.mark.parametrize("number", ["1.5万名学生受益。", "2、3月份开学。", "2023年完成验收。", "2.4%的学校达标。", "二是二月的事。"])
def test_a_number_that_is_no_point_ends_none(tell: Tell, number: str) -> None:
    text = f"一、工作\n全年平稳。1.推进阅读推广。建成书吧。{number}评出先进。\n"
    assert tell(text) == ["1.推进阅读推广。", "建成书吧。", number, "评出先进。"]


def test_a_topic_that_covers_a_kind_of_things_is_named_by_their_list(tell: Tell) -> None:
    assert tell("一、工作\n一是开展书吧、比赛、讲座等阅读推广活动。参加九千人。二是办龙舟。\n")[1:] == ["参加九千人。"]


CLOSING = "当然，在肯定成绩、总结经验的同时，我们也清醒地看到，当前教育还存在一些矛盾和问题。主要表现在：经费不足。编制偏紧。\n"


@pytest.mark.parametrize(
    "closing",
    [
        CLOSING,
        "各位领导，成绩来之不易。恳请支持。\n",
        "总之，一年来成绩喜人。来年再接再厉。\n",
        "目前还存在一些不足：\n1.经费不足。\n2.编制偏紧。\n",
        "今后，我们将推动全区教育事业再上台阶。为此要努力。\n",
    ],
)
def test_closing_remarks_are_not_on_the_topic_of_the_last_section(tell: Tell, closing: str) -> None:
    assert tell(f"一、龙舟课程\n聘请师傅。\n二、阅读推广\n建成书吧。\n评出先进。\n{closing}") == ["建成书吧。", "评出先进。"]


def test_closing_remarks_in_the_line_of_the_last_section(tell: Tell) -> None:
    assert tell(f"一、龙舟课程\n聘请师傅。\n二、阅读推广\n建成书吧。{CLOSING}") == ["建成书吧。"]


def test_closing_remarks_that_mention_the_topic_are_told(tell: Tell) -> None:
    text = f"一、龙舟课程\n聘请师傅。\n二、阅读推广\n建成书吧。\n{CLOSING[:-1]}一是阅读推广不平衡。山里没有书吧。二是师资不足。缺人。\n"
    assert tell(text) == ["建成书吧。", "一是阅读推广不平衡。", "山里没有书吧。"]


def test_what_a_section_lacks_is_its_own_when_another_follows(tell: Tell) -> None:
    text = "一、阅读推广\n建成书吧。\n目前还存在一些不足。山里没有书吧。\n二、龙舟课程\n聘请师傅。\n"
    assert tell(text) == ["建成书吧。", "目前还存在一些不足。", "山里没有书吧。"]


def test_remarks_at_the_end_of_a_part_are_not_on_the_topic_of_its_last_section(tell: Tell) -> None:
    text = f"一、2023年工作\n（一）龙舟课程\n聘请师傅。\n（二）阅读推广\n建成书吧。\n{CLOSING}二、2024年打算\n扩建操场。\n"
    assert tell(text) == ["建成书吧。"]


def test_a_part_about_the_topic_holds_the_remarks_at_its_end(tell: Tell) -> None:
    text = "一、阅读推广\n（一）场地\n建成书吧。\n（二）比赛\n评出先进。\n但目前还存在一些不足。山里没有书吧。\n二、龙舟课程\n聘请师傅。\n"
    assert tell(text) == ["建成书吧。", "评出先进。", "但目前还存在一些不足。", "山里没有书吧。"]


def test_a_heading_that_shares_its_line_with_the_first_point(tell: Tell) -> None:
    text = "一、办学水平不断提高 1.龙舟课程。聘请师傅。2.阅读推广。建成书吧。\n添置图书。\n二、绿化校园\n种树。\n"
    assert tell(text) == ["2.阅读推广。", "建成书吧。", "添置图书。"]
    assert tell(text, "总结雁浦区的龙舟课程") == ["聘请师傅。"]


def test_a_paragraph_that_turns_to_the_topic_draws_its_sentences_in(tell: Tell) -> None:
    assert tell("一、工作\n这一年，阅读推广有起色。建成书吧。\n校门改造完成。\n") == ["这一年，阅读推广有起色。", "建成书吧。"]


@pytest.mark.parametrize("opening", ["全区办好食堂、绿化、阅读推广等事项。", "全区统筹推进各项事业，修缮校舍，带动阅读推广。", "阅读推广获奖；"])
def test_a_paragraph_that_does_not_turn_to_the_topic_draws_nothing_in(tell: Tell, opening: str) -> None:
    assert tell(f"一、工作\n{opening}龙舟夺冠；绿化达标。\n校门改造完成。\n") == [opening]


def test_the_other_half_of_a_sentence_goes_with_it(tell: Tell) -> None:
    text = "一、工作\n全区统筹推进各项事业，修缮校舍，带动阅读推广；全年建成书吧。龙舟夺冠。\n校门改造完成。\n"
    assert tell(text) == ["全区统筹推进各项事业，修缮校舍，带动阅读推广；", "全年建成书吧。"]


def test_a_heading_far_above_counts_with_all_below_it(tell: Tell) -> None:
    text = "一、工作\n（一）阅读推广\n1.场地\n（1）书吧\n配备专人。\n（2）操场\n铺好草皮。\n2.比赛\n评出先进。\n（二）绿化\n种树。\n"
    assert tell(text) == ["配备专人。", "铺好草皮。", "评出先进。"]


def test_a_heading_in_the_words_of_the_question_counts_whole(tell: Tell) -> None:
    text = "一、工作\n（一）办好龙舟竞渡课程，让孩子“动起来”。聘请师傅。造船三只。\n（二）绿化校园。种树。\n"
    assert tell(text, "雁浦区怎么办好龙舟竞渡课程的？") == ["聘请师傅。", "造船三只。"]
    assert tell(text, "总结雁浦区的龙舟竞渡课程建设") == ["聘请师傅。", "造船三只。"]


def test_a_heading_that_shares_little_with_the_question_does_not_count(tell: Tell) -> None:
    text = "一、工作\n（一）职业教育发展\n扩建实训楼。\n（二）其他\n海岛研学发展迅速。\n"
    assert "扩建实训楼。" not in tell(text, "总结雁浦区的海岛研学发展")


def test_every_point_is_represented_when_not_all_fits(tell: Tell) -> None:
    results = "".join(f"投入{n}万元。" for n in range(2, 20))
    others = "".join(f"（{n}）{name}\n{name}先行。大家努力。\n" for n, name in zip("二三四五", ("比赛", "经费", "队伍", "宣讲"), strict=True))
    told = tell(f"一、阅读推广\n（一）场地\n场地先行。{results}\n{others}二、龙舟课程\n聘请师傅。\n")
    assert len(told) == SENTENCES_PER_REPORT
    assert [quote for quote in told if "先行" in quote] == ["场地先行。", "比赛先行。", "经费先行。", "队伍先行。", "宣讲先行。"]
    assert "大家努力。" not in told


def test_results_go_before_other_sentences_and_mentions_elsewhere(tell: Tell) -> None:
    filler = "大家努力。" * 12
    text = f"一、总体\n阅读推广等工作有起色。\n二、阅读推广\n统筹有方。{filler}参加2.4万人次。2023年5月启动。{filler}评出先进96个。\n"
    told = tell(text)
    assert len(told) == SENTENCES_PER_REPORT
    assert {"统筹有方。", "参加2.4万人次。", "评出先进96个。"} <= set(told)
    assert "2023年5月启动。" not in told
    assert told.index("参加2.4万人次。") < told.index("评出先进96个。")


def test_what_is_left_out_is_counted(over: Over) -> None:
    points = "".join(f"{n}是抓好龙舟。聘请师傅。" for n in "一二三四五六七八")
    told = over(("雁浦区", 2023, f"一、阅读推广\n{points}\n"))("总结雁浦区的阅读推广工作")
    assert len(told.citations) == SENTENCES_PER_REPORT
    assert [c.quote[0] for c in told.citations if "龙舟" in c.quote] == list("一二三四五六七八")
    assert "有 16 句" in told.text
    assert "（另有 4 句没有摘录）" in told.text


def test_sentences_stand_under_headings_and_points(over: Over, store: ReportStore) -> None:
    over(("雁浦区", 2023, "一、工作\n全年平稳。1.办龙舟。聘请师傅。一是造船。2.绿化。\n校门改造完成。\n"))
    (read,) = read_reports(store, [entry.report_id for entry in store.entries()])
    above = {one.unit.text: [opener.text for opener in one.above] for one in place(read)}
    assert above["聘请师傅。"] == ["一、工作", "全年平稳。", "办龙舟。"]
    assert above["一是造船。"][-2:] == ["聘请师傅。", "造船。"]
    assert above["2.绿化。"] == ["一、工作", "全年平稳。", "绿化。"]
    assert above["校门改造完成。"] == ["一、工作"]


def test_a_report_without_headings_has_no_closing_section(over: Over, store: ReportStore) -> None:
    over(("雁浦区", 2023, f"建成书吧。\n{CLOSING}"))
    (read,) = (Read(one.report, one.units) for one in read_reports(store, [entry.report_id for entry in store.entries()]))
    assert closing_remarks(read.units, list(range(len(read.units)))) == []
