from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from survey_plans import ALL, ANY, NONE, NOT_ALL, place, selected, survey, topic, where

from assistant.models import Answer, Items, Mention, Status, Table
from assistant.plans import Condition, Level, Listed, Topic
from assistant.survey import Related, RelatedPassage, answer_survey
from vectorstore import ReportStore

Stored = Callable[..., ReportStore]


@pytest.fixture
def four(stored: Stored) -> ReportStore:
    """Reports with 校车 and 研学, each, both and neither."""
    return stored(
        ("甲溪县", 2023, "抓好校车。"), ("乙溪县", 2023, "组织研学。"), ("丙溪县", 2023, "抓好校车，组织研学。"), ("丁溪县", 2023, "招聘教师。")
    )


@pytest.mark.parametrize(
    ("conditions", "answers", "said"),
    [
        ([where(ANY, "校车", "研学")], "甲乙丙", "提到“校车”、“研学”中的至少一项"),
        ([where(ALL, "校车", "研学")], "丙", "同时提到“校车”和“研学”"),
        ([where(NONE, "校车", "研学")], "丁", "既没有提到“校车”、也没有提到“研学”"),
        ([where(NOT_ALL, "校车", "研学")], "甲乙丁", "没有同时提到“校车”和“研学”"),
        ([where(ANY, "校车"), where(NONE, "研学")], "甲", "提到“校车”、但没有提到“研学”"),
        ([where(NONE, "研学"), where(ANY, "校车")], "甲", "提到“校车”、但没有提到“研学”"),
        ([where(ANY, "校车", "研学"), where(NOT_ALL, "校车", "研学")], "甲乙", "至少一项、但没有同时提到“校车”和“研学”"),
        ([where(ANY, "校车"), where(ANY, "研学")], "丙", "提到“校车”，并且提到“研学”"),
    ],
)
def test_conditions(four: ReportStore, conditions: list[Condition], answers: str, said: str) -> None:
    answer = answer_survey(four, "问题", survey(*conditions))
    assert selected(answer) == [f"{c}溪县" for c in answers]
    assert answer.status is Status.ANSWERED
    assert said in answer.text.splitlines()[0]


def test_a_compound_answer_shows_every_topic_of_every_region(four: ReportStore) -> None:
    answer = answer_survey(four, "问题", survey("校车", where(NONE, "研学")))
    table, others, lacking = answer.parts[1:4]
    assert isinstance(table, Table) and isinstance(others, Table)
    assert [row[:2] for row in table.rows] == [("甲溪县", "**校车**：“抓好校车。”[1]　**研学**：没有提到")]
    assert (others.title, others.folded) == ("不符合条件的地区（2）", True)
    assert [row[:2] for row in others.rows] == [
        ("乙溪县", "**校车**：没有提到　**研学**：“组织研学。”[2]"),
        ("丙溪县", "**校车**：“抓好校车，组织研学。”[3]　**研学**：“抓好校车，组织研学。”[3]"),
    ]
    assert lacking == Items(title="未提到的地区（1）", items=("丁溪县",), folded=True)
    assert "“校车”明确提到 2 份，未提到 2 份；“研学”明确提到 2 份，未提到 2 份。" in answer.text
    assert "查找用词：校车：“校车”；研学：“研学”。" in answer.text
    assert answer.rows[0].mentions == (Mention.EXPLICIT, Mention.NONE)
    assert answer.rows[2].citations == (3,)


def test_reports_of_one_region_fulfil_a_condition_together(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "抓好校车。"), ("甲溪县", 2024, "组织研学。"))
    both = where(ALL, "校车", "研学")
    assert [(s.region, len(s.report_ids)) for s in answer_survey(store, "问题", survey(both)).selected] == [("甲溪县", 2)]
    assert answer_survey(store, "问题", survey(both, listed=Listed.REPORTS)).count == 0
    assert [(s.region, len(s.report_ids)) for s in answer_survey(store, "问题", survey("校车")).selected] == [("甲溪县", 1)]


def test_a_topic_that_nobody_mentions_leaves_the_compound_without_evidence(four: ReportStore) -> None:
    answer = answer_survey(four, "问题", survey(where(ALL, "校车", "垃圾分类")))
    assert (answer.status, answer.count) == (Status.NO_EVIDENCE, 0)
    assert answer.text.startswith("资料中没有地区同时提到“校车”和“垃圾分类”：没有报告提到“垃圾分类”。")


@pytest.fixture
def years(stored: Stored) -> ReportStore:
    """Regions with reports of two years; the last has one only."""
    return stored(
        ("甲溪县", 2023, "招聘教师。"),
        ("甲溪县", 2024, "抓好校车。"),
        ("乙溪县", 2023, "抓好校车。"),
        ("乙溪县", 2024, "再抓校车。"),
        ("丙溪县", 2023, "抓好校车。"),
        ("丙溪县", 2024, "招聘教师。"),
        ("丁溪县", 2024, "抓好校车。"),
        ("戊溪县", 2023, "抓好校车。"),
    )


def new(store: ReportStore, listed: Listed = Listed.REGIONS) -> Answer:
    conditions = where(ANY, "校车", years=(2024,)), where(NONE, "校车", years=(2023,))
    return answer_survey(store, "问题", survey(*conditions, years=(2023, 2024), listed=listed))


def test_what_is_new_is_judged_by_each_year(years: ReportStore) -> None:
    answer = new(years)
    sources = {e.report_id: e.source for e in years.entries()}
    assert [(s.region, [sources[i] for i in s.report_ids]) for s in answer.selected] == [("甲溪县", ["01.txt"])]
    assert answer.text.startswith("资料中只有 **1** 个地区2024年提到“校车”、但2023年没有提到“校车”：甲溪县。")
    table = answer.parts[1]
    assert isinstance(table, Table)
    assert table.rows[0][1] == "**2024年校车**：“抓好校车。”[1]　**2023年校车**：没有提到"


def test_a_region_without_a_report_of_the_year_is_told_not_judged(years: ReportStore) -> None:
    answer = new(years)
    assert "1 个地区没有2023年的报告，无法比较：丁溪县。" in answer.text
    assert "没有2024年的报告" not in answer.text


def test_reports_of_what_is_new(years: ReportStore) -> None:
    answer = new(years, Listed.REPORTS)
    sources = {e.report_id: e.source for e in years.entries()}
    assert [[sources[i] for i in s.report_ids] for s in answer.selected] == [["01.txt"]]
    assert answer.count == 1
    assert "只有 **1** 份报告" in answer.text


def test_years_are_listed_from_the_first_with_their_regions(years: ReportStore) -> None:
    answer = answer_survey(years, "问题", survey("再抓校车", listed=Listed.YEARS))
    assert selected(answer) == ["2024年"]
    answer = answer_survey(years, "问题", survey("校车", listed=Listed.YEARS))
    assert selected(answer) == ["2023年", "2024年"]
    assert answer.text.startswith("资料中全部 **2** 个年份都提到“校车”：2023年（3 个地区）、2024年（3 个地区）；最早的是2023年。")
    table = answer.parts[1]
    assert isinstance(table, Table)
    assert table.header == ("年份", "地区", "原文", "出处")
    assert [row[:2] for row in table.rows] == [("2023年", "乙溪县、丙溪县、戊溪县"), ("2024年", "甲溪县、乙溪县、丁溪县")]


def test_years_without_a_mention(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "校车。"), ("甲溪县", 2023, "招聘。"), ("乙溪县", 2023, "招聘。"), ("丙溪县", None, "校车。"))
    answer = answer_survey(store, "问题", survey(where(NONE, "校车"), listed=Listed.YEARS))
    assert selected(answer) == ["2023年"]
    assert "另有 1 份报告年份不明，没有计入。" in answer.text


def test_reports_of_equal_titles_are_told_apart(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "校车。"), ("甲溪县", 2023, "校车。"), ("乙溪县", 2023, "校车。"))
    answer = answer_survey(store, "问题", survey("校车", listed=Listed.REPORTS))
    assert "甲溪县《教育局工作总结》（00.txt）、甲溪县《教育局工作总结》（01.txt）、乙溪县《教育局工作总结》。" in answer.text
    assert selected(answer) == ["甲溪县", "甲溪县", "乙溪县"]


# --- related ---------------------------------------------------------------------------


def test_related_terms_are_shown_for_checking_and_not_counted(four: ReportStore) -> None:
    answer = answer_survey(four, "问题", survey(topic("校车", related_terms=("教师", "研学"))))
    assert selected(answer) == ["甲溪县", "丙溪县"]
    assert answer.text.splitlines()[0].endswith("另有 2 个地区可能相关，请核对。")
    related = answer.parts[2]
    assert isinstance(related, Table)
    assert (related.title, related.folded) == ("可能相关，请核对（2）", False)
    assert [row[:2] for row in related.rows] == [("乙溪县", "“组织研学。”[3]"), ("丁溪县", "“招聘教师。”[4]")]
    assert answer.coverage is not None
    assert (answer.coverage.explicit, answer.coverage.related, answer.coverage.none) == (2, 2, 0)
    assert "明确提到 2 份，可能相关 2 份，未提到 0 份" in answer.text
    assert not any(isinstance(part, Items) and part.title.startswith("未提到") for part in answer.parts)
    assert answer.rows[1].mention is Mention.RELATED and answer.rows[1].citations == (3,)


def test_many_rows_to_be_checked_are_folded(stored: Stored) -> None:
    store = stored(*((f"{c}溪县", 2023, "接送学生。") for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"))
    answer = answer_survey(store, "问题", survey(topic("校车", related_terms=("接送学生",))))
    (related,) = [part for part in answer.parts if isinstance(part, Table)]
    assert (len(related.rows), related.folded) == (21, True)
    assert answer.status is Status.NO_EVIDENCE


def test_related_regions_stay_among_those_that_lack_a_topic_and_are_marked(four: ReportStore) -> None:
    answer = answer_survey(four, "问题", survey(where(NONE, topic("校车", related_terms=("教师",)))))
    assert selected(answer) == ["乙溪县", "丁溪县"]
    assert answer.text.splitlines()[0].endswith("其中 1 个地区有可能相关的内容，请核对。")
    table, related = answer.parts[1:3]
    assert isinstance(table, Table) and isinstance(related, Table)
    assert table.rows[0][1] == "检查了《教育局工作总结》（01.txt）"
    assert table.rows[1][1] == "检查了《教育局工作总结》（03.txt）（有可能相关的内容，请核对）"
    assert [row[0] for row in related.rows] == ["丁溪县"]


class Finder:
    """Gives the first passages of all reports that it is asked about."""

    def __init__(self, store: ReportStore) -> None:
        self.store = store
        self.asked: list[tuple[str, set[str]]] = []

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> Related:
        self.asked.append((topic.text, set(reports)))
        found = {}
        for report_id in reports:
            match = next(iter(self.store.find_everywhere("研学" if report_id in hinted else "教师", [report_id])), None)
            if match:
                found[report_id] = [RelatedPassage(match.passage, match.start, match.passage.end, 0.9)]
        return Related(found)


def test_passages_of_like_meaning_are_asked_for_where_nothing_was_found(four: ReportStore) -> None:
    finder = Finder(four)
    plan = survey(topic("校车", related_terms=("研学",)))
    answer = answer_survey(four, "问题", plan, finder)
    ids = {e.region.name: e.report_id for e in four.entries()}
    hinted = [row.report_id for row in answer.rows if row.mention is Mention.RELATED and row.region != "丁溪县"]
    assert len(hinted) == 1
    assert finder.asked == [("校车", {ids["丁溪县"], *hinted})]
    assert [row.mention for row in answer.rows] == [Mention.EXPLICIT, Mention.RELATED, Mention.EXPLICIT, Mention.RELATED]
    assert [c.quote for c in answer.citations if c.region == "丁溪县"] == ["招聘教师。"]


def test_a_report_with_a_related_term_is_related_only_where_likeness_bears_it_out(four: ReportStore) -> None:
    plan = survey(topic("校车", related_terms=("研学",)))
    alone = [row.mention for row in answer_survey(four, "问题", plan).rows]
    unlike = [row.mention for row in answer_survey(four, "问题", plan, lambda topic, reports, hinted: Related({})).rows]
    unknown = [row.mention for row in answer_survey(four, "问题", plan, lambda topic, reports, hinted: None).rows]
    assert alone.count(Mention.RELATED) == unknown.count(Mention.RELATED) == 1
    assert unlike.count(Mention.RELATED) == 0


def test_a_quoted_topic_means_its_own_words_only(four: ReportStore) -> None:
    finder = Finder(four)
    answer = answer_survey(four, "问题", survey(topic("校车", literal=True)), finder)
    assert finder.asked == []
    assert answer.coverage is not None and answer.coverage.related == 0


def test_a_region_that_another_report_decides_is_not_unsure(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "抓好校车。"), ("甲溪县", 2024, "接送学生。"))
    answer = answer_survey(store, "问题", survey(topic("校车", related_terms=("接送学生",))))
    assert "请核对" not in answer.text
    assert "明确提到 1 份，可能相关 1 份，未提到 0 份（可能相关的报告里，1 份所属的地区已有别的报告明确提到）。" in answer.text


# --- levels ----------------------------------------------------------------------------


@pytest.fixture
def levels(stored: Stored) -> ReportStore:
    return stored(
        ("浙江省 330000", 2023, "校车。"),
        ("浙江省杭州市余杭区 330110", 2023, "校车。"),
        ("浙江省宁波市余姚市 330281", 2023, "校车。"),
        ("北京市 110000", 2023, "招聘。"),
        ("江苏省常州市 320400", 2023, "校车。"),
        ("怀湖市", 2023, "校车。"),
    )


@pytest.mark.parametrize(
    ("level", "names", "others"),
    [
        (Level.PROVINCE, ["浙江省"], 3),
        (Level.PREFECTURE, ["常州市"], 4),
        (Level.COUNTY, ["余杭区", "余姚市"], 3),
        (Level.DISTRICT, ["余杭区"], 4),
        (Level.COUNTY_CITY, ["余姚市"], 4),
    ],
)
def test_only_regions_of_the_level_count(levels: ReportStore, level: Level, names: list[str], others: int) -> None:
    answer = answer_survey(levels, "问题", survey("校车", level=level))
    assert selected(answer) == names
    assert f"只计{level}，另有 {others} 个其他级别的地区没有计入。" in answer.text
    assert f"另有 1 份报告判断不出是不是{level}，没有计入。" in answer.text
    assert {row.region for row in answer.rows} >= set(names)


def test_provinces_are_told_from_the_regions_in_them_when_they_have_no_report(stored: Stored) -> None:
    store = stored(
        ("浙江省杭州市余杭区 330110", 2023, "校车。"),
        ("浙江省宁波市余姚市 330281", 2023, "招聘。"),
        ("江苏省常州市 320400", 2023, "招聘。"),
        ("怀湖市", 2023, "校车。"),
    )
    answer = answer_survey(store, "问题", survey("校车", level=Level.PROVINCE))
    assert [(s.region, len(s.report_ids)) for s in answer.selected] == [("浙江省", 1)]
    assert "资料中没有省级报告，这里按下级报告所在的省份归并。" in answer.text
    assert "另有 1 份报告判断不出属于哪个省份，没有计入。" in answer.text
    lacking = answer_survey(store, "问题", survey(where(NONE, "校车"), level=Level.PROVINCE))
    assert selected(lacking) == ["江苏省"]


def test_a_level_without_reports_is_told(stored: Stored) -> None:
    answer = answer_survey(stored(("浙江省 330000", 2023, "校车。")), "问题", survey("校车", level=Level.COUNTY_CITY))
    assert (answer.status, answer.count) == (Status.NO_EVIDENCE, 0)
    assert answer.text.startswith("资料中没有县级市的报告，不知道哪些县级市提到“校车”。")
    assert "另查了各级地区：资料中只有 **1** 个地区提到“校车”：浙江省。" in answer.text
    assert (answer.rows, answer.coverage and answer.coverage.checked) == ((), 0)


def test_a_place_is_applied_before_the_level(levels: ReportStore) -> None:
    inside = place("杭州市", "浙江省杭州市余杭区")
    assert selected(answer_survey(levels, "问题", survey("校车", level=Level.PREFECTURE, places=(inside,)))) == ["杭州市"]
