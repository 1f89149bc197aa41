from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from overview_support import TOPICS, cache_of, overview_over, write_reports

from assistant import Assistant
from assistant.errors import ConfigError
from assistant.models import Answer, Mention
from assistant.overview import Overview, OverviewCache, cell_of
from assistant.overview.cleaning import clean
from assistant.overview.wording import notes_of, region_said, year_said

E, R, N = Mention.EXPLICIT, Mention.RELATED, Mention.NONE


def mentions(overview: Overview) -> dict[str, dict[str, Mention | None]]:
    names = [column.name for column in overview.regions]
    return {row.topic: dict(zip(names, (cell.mention for cell in row.regions), strict=True)) for row in overview.rows}


def test_a_region_stands_as_the_nearest_of_its_reports(overview: Overview) -> None:
    assert mentions(overview) == {
        "校车安全": {"岚溪县": N, "清源区": E, "雁浦区": R, "地区不明": N},
        "食品安全": {"岚溪县": N, "清源区": E, "雁浦区": N, "地区不明": E},
        "劳动教育": {"岚溪县": E, "清源区": N, "雁浦区": N, "地区不明": N},
    }


def test_a_cell_counts_its_reports_and_copies_only_once(overview: Overview) -> None:
    buses = dict(zip([c.name for c in overview.regions], overview.rows[0].regions, strict=True))
    assert (len(buses["清源区"].reports), buses["清源区"].explicit) == (2, 2)
    assert (len(buses["雁浦区"].reports), buses["雁浦区"].related) == (1, 1)
    assert overview.checked == 5 and overview.duplicates == 1
    assert [(c.name, c.reports) for c in overview.regions] == [("岚溪县", 1), ("清源区", 2), ("雁浦区", 1), ("地区不明", 1)]


def test_years_count_mentions_among_the_reports_of_the_year(overview: Overview) -> None:
    assert [(c.name, c.reports) for c in overview.years] == [("2022年", 1), ("2023年", 3), ("年份不明", 1)]
    assert [[(c.explicit, len(c.reports)) for c in row.years] for row in overview.rows] == [
        [(1, 1), (1, 3), (0, 1)],
        [(0, 1), (1, 3), (1, 1)],
        [(0, 1), (1, 3), (0, 1)],
    ]


def test_of_one_year_a_region_may_have_no_report(known: Assistant) -> None:
    of_2022 = overview_over(known, year=2022)
    assert mentions(of_2022)["校车安全"] == {"岚溪县": None, "清源区": E, "雁浦区": None, "地区不明": None}
    assert [(c.name, c.reports) for c in of_2022.regions] == [("岚溪县", 0), ("清源区", 1), ("雁浦区", 0), ("地区不明", 0)]


def test_every_mention_is_quoted_from_its_report(known: Assistant, overview: Overview) -> None:
    standings = [s for row in overview.rows for cell in row.regions for s in cell.reports]
    assert all(bool(s.citations) == (s.mention is not N) for s in standings)
    for citation in (c for s in standings for c in s.citations):
        assert known.report(citation.report_id).text[citation.start : citation.end] == citation.quote
    assert [c.quote for c in standings[2].citations] == ["全区共有校车20辆，逐车签订责任书。"]


def test_a_related_report_is_quoted_beside_an_explicit_one_of_its_region(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    from overview_support import WordsOnly

    assistant = open_assistant(embedder=WordsOnly())
    texts = {
        "甲2022.txt": "云泽市清源区教育局2022年工作总结\n\n一、安全\n配备校车20辆。\n",
        "甲2023.txt": "云泽市清源区教育局2023年工作总结\n\n一、安全\n清理三轮车5辆。\n",
    }
    assistant.sync(write_reports(tmp_path / "two", texts))
    cell = overview_over(assistant, ["校车"]).rows[0].regions[0]
    assert [(s.year, s.mention, bool(s.citations)) for s in cell.reports] == [(2022, E, True), (2023, R, True)]


def test_unofficial_texts_are_left_out_and_told(known: Assistant, tmp_path: Path) -> None:
    essay = next(e.report_id for e in known.reports() if e.source.endswith("岚溪县2023.txt"))
    known.edit(essay, official=False)
    overview = overview_over(known)
    assert "岚溪县" not in mentions(overview)["劳动教育"]
    assert overview.left_out == 1
    assert any("1 份非公文材料" in note for note in notes_of(overview))
    assert any("1 份地区不明，1 份年份不明" in note for note in notes_of(overview))


def test_an_empty_index_has_topics_and_nothing_else(open_assistant: Callable[..., Assistant]) -> None:
    overview = overview_over(open_assistant())
    assert (overview.regions, overview.years, overview.checked) == ((), (), 0)
    assert [row.topic for row in overview.rows] == list(TOPICS)


def test_regions_go_by_code_then_by_name_and_the_unknown_last(known: Assistant, overview: Overview) -> None:
    from assistant.overview import overview_of

    answers = cache_of(known).advance(TOPICS)
    ordered = overview_of(TOPICS, answers, {"雁浦区": "110101", "清源区": "330101"})
    assert [c.name for c in ordered.regions] == ["雁浦区", "清源区", "岚溪县", "地区不明"]


def test_a_topic_without_its_survey_is_empty_and_not_counted_as_done(known: Assistant) -> None:
    from assistant.overview import overview_of

    answers = cache_of(known).advance(TOPICS[:1])
    overview = overview_of(TOPICS, answers, {})
    assert overview.done == 1
    assert [row.ready for row in overview.rows] == [True, False, False]


def test_a_cell_can_be_asked_for_by_region_and_year(known: Assistant) -> None:
    answer = cache_of(known).advance(["校车安全"])["校车安全"]
    assert len(cell_of("校车安全", answer, "清源区").reports) == 2
    assert [s.year for s in cell_of("校车安全", answer, "清源区", "2022").reports] == [2022]
    assert [s.region for s in cell_of("校车安全", answer, "").reports] == [None]
    assert len(cell_of("校车安全", answer, None, "2023").reports) == 3
    assert cell_of("校车安全", answer, "没有这个区").reports == ()


def test_cells_are_told_in_words(overview: Overview) -> None:
    buses = overview.rows[0]
    said = [region_said(cell, column.name) for cell, column in zip(buses.regions, overview.regions, strict=True)]
    assert said[0] == "校车安全，岚溪县：未提到，1 份报告"
    assert said[1] == "校车安全，清源区：明确提到，2 份报告"
    assert said[2] == "校车安全，雁浦区：可能相关，1 份报告"
    food = overview.rows[1]
    assert region_said(food.regions[1], "清源区") == "食品安全，清源区：明确提到，2 份报告，其中 1 份明确提到"
    assert year_said(buses.years[1], "2023年") == "校车安全，2023年：3 份报告中 1 份明确提到，1 份可能相关"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("清\u202e源\u200f区", "清源区"), ("a\x00b\nc\td", "ab c d"), ("\ufeff区\ufffe\ud800", "区"), ("  两  字 ", "两 字"), ("<b>&$x$", "<b>&$x$")],
)
def test_names_lose_what_cannot_be_drawn_and_nothing_else(given: str, kept: str) -> None:
    assert clean(given) == kept


def test_a_survey_is_made_once_for_all_who_ask_and_again_when_the_index_changes(known: Assistant) -> None:
    made: list[str] = []
    inner = cache_of(known)

    def survey(topic: str) -> Answer:
        made.append(topic)
        time.sleep(0.02)
        return inner._survey(topic)

    cache = OverviewCache(survey, lambda: known._store._catalog.meta("generation"))
    found: list[dict[str, Answer]] = []
    threads = [threading.Thread(target=lambda: found.append(cache.advance(TOPICS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == sorted(TOPICS) and all(set(each) == set(TOPICS) for each in found)
    known.remove(next(e.source for e in known.reports() if "清源区2022" in e.source))
    assert len(cache.advance(TOPICS)["校车安全"].rows) == 4
    assert len(made) == 2 * len(TOPICS)


def test_a_survey_that_the_index_changed_under_is_made_again(known: Assistant) -> None:
    state = iter([1, 1, 2, 2, 2, 2, 2, 2, 2])
    made: list[str] = []
    inner = cache_of(known)

    def survey(topic: str) -> Answer:
        made.append(topic)
        next(state)
        return inner._survey(topic)

    cache = OverviewCache(survey, lambda: next(state))
    cache.advance(["校车安全"])
    assert made == ["校车安全", "校车安全"]


def test_whoever_waits_for_all_while_the_index_goes_on_changing_is_told(known: Assistant) -> None:
    states = iter(range(1000))
    cache = OverviewCache(cache_of(known)._survey, lambda: next(states))
    with pytest.raises(ConfigError, match="材料正在更新"):
        cache.advance(TOPICS)
    assert next(states) < 100
    assert cache.advance(TOPICS, 0) == {}, "whoever gives a time is given what is there"


def test_a_little_time_makes_a_few_surveys_and_none_makes_none(known: Assistant) -> None:
    inner = cache_of(known)

    def survey(topic: str) -> Answer:
        time.sleep(0.05)
        return inner._survey(topic)

    cache = OverviewCache(survey, lambda: 1)
    assert cache.advance(TOPICS, 0) == {}
    assert set(cache.advance(TOPICS, 0.01)) == {TOPICS[0]}
    assert set(cache.advance(TOPICS, 0)) == {TOPICS[0]}
    assert set(cache.advance(TOPICS)) == set(TOPICS)


def test_many_regions_and_many_years(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    assistant = open_assistant()
    first = "东西南北中上下左右前后内外高低长短大小"
    names = [f"{a}{b}" for a in first for b in "湖江"][:30]
    texts = {
        f"{n}{y}.txt": f"云泽市{n}区教育局{y}年工作总结\n\n一、安全\n配备校车{len(n) + y}辆，{n}区已完成。\n" for n in names for y in (2015, 2024)
    }
    assistant.sync(write_reports(tmp_path / "many", texts))
    overview = overview_over(assistant, ["校车"])
    assert len(overview.regions) == 30 and [c.name for c in overview.years] == ["2015年", "2024年"]
    assert all(len(cell.reports) == 2 and cell.mention is E for cell in overview.rows[0].regions)
