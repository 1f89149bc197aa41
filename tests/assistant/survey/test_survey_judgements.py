"""Surveys in which a language model has judged passages of like meaning."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest
from survey_plans import ALL, ANY, NONE, NOT_ALL, place, selected, survey, topic, where

from assistant import Answer, Coverage
from assistant.models import Items, Judgement, Mention, Status, Table
from assistant.parts import markdown
from assistant.plans import Listed, Plan, Topic
from assistant.survey import Related, RelatedPassage, answer_survey
from vectorstore import ReportStore

Stored = Callable[..., ReportStore]
C, U, R = Judgement.CONFIRMED, Judgement.UNSURE, Judgement.REJECTED
WORDS = {"接送": C, "坐车": U, "车棚": R, "远行": None}
"""What a model makes of a sentence with a word; None when it had no time."""


class Judged:
    """Gives every sentence with one of the words, judged so."""

    def __init__(self, store: ReportStore, reason: str = "", notes: tuple[str, ...] = ()) -> None:
        self._store, self._reason, self._notes = store, reason, notes

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> Related:
        found: dict[str, list[RelatedPassage]] = {}
        for word, judged in WORDS.items() if topic.text == "校车" else ():
            for m in self._store.find_everywhere(word, reports):
                found.setdefault(m.passage.report_id, []).append(RelatedPassage(m.passage, m.start, m.end, 0.9, judged, self._reason))
        unjudged = frozenset(i for i, places in found.items() if any(p.judged is None for p in places))
        return Related(found, unjudged, self._notes)


@pytest.fixture
def five(stored: Stored) -> ReportStore:
    return stored(
        ("甲溪县", 2023, "抓好校车。"),
        ("乙溪县", 2023, "安排专车接送学生。"),
        ("丙溪县", 2023, "学生坐车有人照看。"),
        ("丁溪县", 2023, "修好车棚。"),
        ("戊溪县", 2023, "招聘教师。"),
    )


def ask(store: ReportStore, *conditions: object, reason: str = "", notes: tuple[str, ...] = (), **fields: object) -> Answer:
    plan = conditions[0] if conditions and isinstance(conditions[0], Plan) else survey(*conditions, **fields)
    answer = answer_survey(store, "问题", plan, Judged(store, reason, notes))
    assert answer.text == markdown(answer.parts)
    for c in answer.citations:
        assert store.report(c.report_id).text[c.start : c.end] == c.quote
        assert f"[{c.number}]" in answer.text
    return answer


def table(answer: Answer, title: str) -> Table:
    (found,) = [part for part in answer.parts if isinstance(part, Table) and part.title.split("（")[0] == title]
    return found


def first(answer: Answer) -> str:
    return answer.text.split("\n")[0]


def test_what_is_confirmed_counts_and_is_told_apart(five: ReportStore) -> None:
    answer = ask(five, "校车")
    assert selected(answer) == ["甲溪县", "乙溪县"]
    assert first(answer) == (
        "资料中有 **2** 个地区提到“校车”：甲溪县、乙溪县。其中 1 个地区没有用这些词，由语言模型按意思核对：乙溪县。另有 1 个地区可能相关，请核对。"
    )
    assert [(r.region, r.mention, r.judged) for r in answer.rows] == [
        ("甲溪县", Mention.EXPLICIT, None),
        ("乙溪县", Mention.RELATED, C),
        ("丙溪县", Mention.RELATED, U),
        ("丁溪县", Mention.NONE, R),
        ("戊溪县", Mention.NONE, None),
    ]
    assert answer.coverage == Coverage(checked=5, explicit=1, related=2, none=2, confirmed=1, rejected=1)
    rows = {row[0]: row[1] for row in table(answer, "").rows}
    assert rows["乙溪县"] == "“安排专车接送学生。”[2]（按意思，模型已核对）"
    assert "核对" not in rows["甲溪县"]


def test_what_is_rejected_can_be_looked_at(five: ReportStore) -> None:
    answer = ask(five, "校车")
    rejected = table(answer, "模型核对后认为不相关")
    assert rejected.folded
    assert rejected.title.endswith("（1）")
    assert [row[:1] for row in rejected.rows] == [("丁溪县",)]
    assert "修好车棚。" in rejected.rows[0][1]
    row = next(r for r in answer.rows if r.region == "丁溪县")
    assert row.citations == ()
    (lacking,) = [p for p in answer.parts if isinstance(p, Items) and p.title.startswith("未提到")]
    assert lacking.items == ("丁溪县", "戊溪县")
    assert [row[0] for row in table(answer, "可能相关，请核对").rows] == ["丙溪县"]


def test_the_numbers_tell_what_a_model_decided(five: ReportStore) -> None:
    text = ask(five, "校车").text
    assert "明确提到 1 份，按意思提到（模型已核对）1 份，可能相关 1 份，未提到 2 份（其中 1 份有意思相近的内容，模型核对后认为不相关）。" in text
    assert "语言模型的核对可能有误，重要的结论请看原文。" in text


def test_a_count(five: ReportStore) -> None:
    answer = ask(five, "校车", counting=True)
    assert answer.count == 2
    assert first(answer).startswith("**2** 个地区提到“校车”（占 5 个地区的 40%）：甲溪县、乙溪县。其中 1 个地区没有用这些词")


def test_which_do_not(five: ReportStore) -> None:
    answer = ask(five, where(NONE, "校车"))
    assert selected(answer) == ["丙溪县", "丁溪县", "戊溪县"]
    assert first(answer) == (
        "资料中有 **3** 个地区没有提到“校车”：丙溪县、丁溪县、戊溪县。"
        "有 1 个地区没有用这些词，但语言模型核对后认为提到了，没有列入：乙溪县。其中 1 个地区有可能相关的内容，请核对。"
    )
    assert [row[0] for row in table(answer, "提到的地区").rows] == ["甲溪县", "乙溪县"]
    assert "（按意思，模型已核对）" in table(answer, "提到的地区").rows[1][1]


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ((where(ALL, "校车", "学生"),), ["乙溪县"]),
        ((where(ANY, "校车", "教师"),), ["甲溪县", "乙溪县", "戊溪县"]),
        ((where(NOT_ALL, "校车", "学生"),), ["甲溪县", "丙溪县", "丁溪县", "戊溪县"]),
        ((where(ANY, "学生"), where(NONE, "校车")), ["丙溪县"]),
        ((where(ANY, "校车"), where(NONE, "学生")), ["甲溪县"]),
    ],
)
def test_sets(five: ReportStore, conditions: tuple[object, ...], names: list[str]) -> None:
    assert selected(ask(five, *conditions)) == names


def test_a_set_tells_what_a_model_left_out(five: ReportStore) -> None:
    answer = ask(five, where(ANY, "学生"), where(NONE, "校车"))
    assert "有 1 个地区没有用这些词，但语言模型核对后认为提到了，没有列入：乙溪县。" in first(answer)
    assert "按意思核对" not in first(answer)


def test_over_time(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "招聘教师。"), ("甲溪县", 2024, "接送学生。"), ("乙溪县", 2023, "接送学生。"), ("乙溪县", 2024, "抓好校车。"))
    answer = ask(store, where(NONE, "校车", years=(2023,)), where(ANY, "校车", years=(2024,)))
    assert selected(answer) == ["甲溪县"]
    assert "其中 1 个地区没有用这些词，由语言模型按意思核对：甲溪县。" in first(answer)
    assert "没有列入：乙溪县。" in first(answer)


def test_years(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "接送学生。"), ("乙溪县", 2023, "抓好校车。"), ("丙溪县", 2023, "接送学生。"))
    answer = ask(store, "校车", listed=Listed.YEARS)
    assert selected(answer) == ["2022年", "2023年"]
    assert "2022年（1 个地区）、2023年（2 个地区）；最早的是2022年" in first(answer)
    assert "其中 1 个年份没有用这些词，由语言模型按意思核对：2022年。" in first(answer)


def test_reports_are_listed(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "接送学生。"), ("甲溪县", 2023, "坐车。"))
    answer = ask(store, "校车", listed=Listed.REPORTS)
    assert answer.count == 1
    assert [len(s.report_ids) for s in answer.selected] == [1]


def test_the_reports_that_make_it_an_answer(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "接送学生。"), ("甲溪县", 2023, "坐车。"))
    answer = ask(store, "校车")
    ids = {e.year: e.report_id for e in store.entries()}
    assert [s.report_ids for s in answer.selected] == [(ids[2022],)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("甲溪县", "**甲溪县** 提到了“校车”（检查了 1 份报告）。"),
        ("乙溪县", "**乙溪县** 没有用“校车”这些词，但按意思提到了，由语言模型核对（检查了 1 份报告）。"),
        ("丙溪县", "**丙溪县** 没有提到“校车”，但有可能相关的内容，请核对（检查了 1 份报告）。"),
        ("丁溪县", "**丁溪县** 没有提到“校车”（检查了 1 份报告）。"),
    ],
)
def test_one_place(five: ReportStore, name: str, told: str) -> None:
    assert first(ask(five, "校车", places=(place(name, name),))) == told


def test_one_place_in_words_and_in_meaning(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "接送学生。"), ("甲溪县", 2023, "抓好校车。"), ("甲溪县", 2024, "招聘教师。"))
    assert first(ask(store, "校车", places=(place("甲溪县", "甲溪县"),))) == (
        "**甲溪县** 提到了“校车”（3 份报告中的 2 份），其中 1 份没有用这些词，由语言模型按意思核对（检查了 3 份报告）。"
    )


def test_only_confirmed_is_an_answer_all_the_same(stored: Stored) -> None:
    answer = ask(stored(("甲溪县", 2023, "接送学生。"), ("乙溪县", 2023, "招聘教师。")), "校车")
    assert answer.status is Status.ANSWERED
    assert selected(answer) == ["甲溪县"]


def test_all_rejected_is_no_evidence(stored: Stored) -> None:
    answer = ask(
        stored(
            ("甲溪县", 2023, "修好车棚。"),
        ),
        "校车",
    )
    assert answer.status is Status.NO_EVIDENCE
    assert first(answer) == "资料中没有报告提到“校车”。"
    assert answer.coverage == Coverage(checked=1, explicit=0, related=0, none=1, rejected=1)


def test_everybody_does(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "抓好校车。"), ("乙溪县", 2023, "接送学生。"))
    assert first(ask(store, "校车")).startswith("资料中全部 **2** 个地区都提到“校车”：甲溪县、乙溪县。其中 1 个地区没有用这些词")
    assert first(ask(store, where(NONE, "校车"))).startswith("资料中没有地区没有提到“校车”：每个地区都提到了。有 1 个地区没有用这些词")


def test_another_report_of_the_region_makes_doubts_needless(stored: Stored) -> None:
    store = stored(("甲溪县", 2022, "修好车棚。"), ("甲溪县", 2023, "接送学生。"), ("乙溪县", 2022, "坐车。"), ("乙溪县", 2023, "抓好校车。"))
    answer = ask(store, "校车")
    assert {part.title for part in answer.parts if isinstance(part, Table)} == {""}
    assert "可能相关 1 份" in answer.text
    assert "1 份所属的地区已有别的报告提到）" in answer.text


def test_a_reason_is_shown(five: ReportStore) -> None:
    answer = ask(five, "校车", reason="写了接送学生的车")
    assert "（按意思，模型已核对）（模型的理由：写了接送学生的车）" in table(answer, "").rows[1][1]
    assert "（模型的理由：" in table(answer, "模型核对后认为不相关").rows[0][1]


def test_what_was_not_judged_is_told(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "抓好校车。"), ("乙溪县", 2023, "远行有人照看。"))
    answer = ask(store, "校车", notes=("语言模型没有核对完：用时已到上限。",))
    assert answer.coverage is not None and answer.coverage.unjudged == 1
    assert [r.judged for r in answer.rows] == [None, None]
    assert [row[0] for row in table(answer, "可能相关，请核对").rows] == ["乙溪县"]
    (notes,) = [p for p in answer.parts if isinstance(p, Items) and p.title == "说明"]
    assert "语言模型没有核对完：用时已到上限。" in notes.items
    assert any(note.startswith("有 1 份报告里可能相关的内容，语言模型没有来得及核对") for note in notes.items)


def test_confirmed_places_are_quoted_alone(stored: Stored) -> None:
    answer = ask(
        stored(
            ("甲溪县", 2023, "一、甲\n接送学生。\n二、乙\n修好车棚。\n三、丙\n坐车有人照看。"),
        ),
        "校车",
    )
    assert [c.quote for c in answer.citations] == ["接送学生。"]
    assert answer.coverage == Coverage(checked=1, explicit=0, related=1, none=0, confirmed=1)


def test_hinted_words_give_way_to_what_was_judged(stored: Stored) -> None:
    hint = "组织全体学生到农场研学一天，增长见识。"
    store = stored(
        ("甲溪县", 2023, f"{hint}\n安排专车接送山区学生，每天逐车点名。"), ("乙溪县", 2023, f"{hint}\n学生远行都有老师照看，每天逐车点名。")
    )
    answer = ask(store, topic("校车", related_terms=("研学",)))
    assert {c.region: c.quote for c in answer.citations} == {"甲溪县": "安排专车接送山区学生，每天逐车点名。", "乙溪县": hint}


def test_a_row_of_several_topics_tells_the_best(five: ReportStore) -> None:
    answer = ask(five, where(ANY, "校车", "教师"))
    assert [(r.mentions, r.judged) for r in answer.rows][1] == ((Mention.RELATED, Mention.NONE), C)
    assert "“校车”明确提到 1 份，按意思提到（模型已核对）1 份" in answer.text
    assert "“教师”明确提到 1 份，未提到 4 份。" in answer.text
