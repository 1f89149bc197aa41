from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from fictional_reports import mangle, put, report, text_of
from support import EXAMPLES, SHARED, HashEmbedder, needs_shared
from survey_plans import ALL, NONE, place, selected, survey, topic, where

from assistant import Answer, Assistant, Coverage, Settings
from assistant.models import Items, Mention, Paragraph, Status, Table
from assistant.parts import markdown
from assistant.plans import Asked, Listed, Plan
from assistant.survey import answer_survey
from ingest.models import DocumentType, Region, RegionBasis
from vectorstore import ReportStore

Stored = Callable[..., ReportStore]


def ask(store: ReportStore, *conditions: object, **fields: object) -> Answer:
    plan = conditions[0] if conditions and isinstance(conditions[0], Plan) else survey(*conditions, **fields)
    answer = answer_survey(store, "问题", plan)
    assert answer.text == markdown(answer.parts)
    check_citations(store, answer)
    return answer


def check_citations(store: ReportStore, answer: Answer) -> None:
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for c in answer.citations:
        assert store.report(c.report_id).text[c.start : c.end] == c.quote
        assert c.quote == c.quote.strip() != ""
        assert f"[{c.number}]" in answer.text


def test_every_report_is_a_row_and_matches_are_quoted(three: ReportStore) -> None:
    answer = ask(three, "食品安全")
    assert answer.status is Status.ANSWERED
    assert {(r.region, r.year, r.mention, r.mentions) for r in answer.rows} == {
        ("雁浦区", 2023, Mention.EXPLICIT, (Mention.EXPLICIT,)),
        ("岚溪县", 2024, Mention.EXPLICIT, (Mention.EXPLICIT,)),
        ("鹭洲区", 2023, Mention.NONE, (Mention.NONE,)),
    }
    assert selected(answer) == ["岚溪县", "雁浦区"]
    assert answer.count == 2
    assert answer.coverage == Coverage(checked=3, explicit=2, related=0, none=1)
    assert all("食品安全" in c.quote for c in answer.citations)
    assert answer.text.startswith("资料中有 **2** 个地区提到“食品安全”：岚溪县、雁浦区。\n")
    assert "共检查 3 份报告，涉及 3 个地区：明确提到 2 份，未提到 1 份。" in answer.text


def test_the_parts_come_in_reading_order(three: ReportStore) -> None:
    first, table, lacking, coverage, terms = ask(three, "食品安全").parts
    assert isinstance(first, Paragraph)
    assert isinstance(table, Table)
    assert table.header == ("地区", "原文", "出处")
    assert [row[0] for row in table.rows] == ["岚溪县", "雁浦区"]
    assert "食品安全" in table.rows[1][1] and "[2]" in table.rows[1][1]
    assert table.rows[1][2] == "《雁浦区教育局2023年工作总结》（雁浦区2023.txt，2023年）"
    assert lacking == Items(title="未提到的地区（1）", items=("鹭洲区",), folded=True)
    assert isinstance(coverage, Paragraph) and coverage.text.startswith("共检查")
    assert terms == Paragraph(text="查找用词：“食品安全”。")


def test_which_not_lists_the_others_with_what_was_checked(three: ReportStore) -> None:
    answer = ask(three, where(NONE, "食品安全"))
    assert selected(answer) == ["鹭洲区"]
    assert answer.text.startswith("资料中只有 **1** 个地区没有提到“食品安全”：鹭洲区。")
    table, mentioned = answer.parts[1:3]
    assert isinstance(table, Table) and isinstance(mentioned, Table)
    assert table.rows == (("鹭洲区", "检查了《鹭洲区教育局2023年工作总结》（鹭洲区2023.txt，2023年）"),)
    assert mentioned.folded and mentioned.title == "提到的地区（2）"
    assert [row[0] for row in mentioned.rows] == ["岚溪县", "雁浦区"]


def test_a_region_lacks_a_topic_only_when_all_its_reports_do(stored: Stored) -> None:
    store = stored(("鹭洲区", 2023, "招聘教师。"), ("鹭洲区", 2024, "抓好食品安全。"))
    lacking = where(NONE, "食品安全")
    assert ask(store, lacking).selected == ()
    assert "每个地区都提到了" in ask(store, lacking).text
    assert selected(ask(store, lacking, years=(2023,))) == ["鹭洲区"]
    assert ask(store, lacking, listed=Listed.REPORTS).count == 1


def test_counting_leads_with_the_number_and_tells_the_share(three: ReportStore) -> None:
    assert ask(three, "食品安全", counting=True).text.startswith("**2** 个地区提到“食品安全”（占 3 个地区的 67%）：岚溪县、雁浦区。")
    assert ask(three, "食品安全", counting=True, years=(2023,)).text.startswith(
        "**1** 个地区提到“食品安全”（范围：2023年的报告；占 2 个地区的 50%）：雁浦区。"
    )


def test_all_are_told_to_be_all(three: ReportStore) -> None:
    assert ask(three, topic("教育局")).text.startswith("资料中全部 **3** 个地区都提到“教育局”：")


def test_nothing_found_says_so_and_what_was_checked(three: ReportStore) -> None:
    answer = ask(three, topic("垃圾分类", "垃圾分拣"))
    assert answer.status is Status.NO_EVIDENCE
    assert (answer.selected, answer.count, answer.citations) == ((), 0, ())
    assert answer.text.startswith("资料中没有报告提到“垃圾分类”。")
    assert "共检查 3 份报告" in answer.text
    assert "查找用词：“垃圾分类”、“垃圾分拣”。" in answer.text


def test_other_topics_are_offered_when_nothing_is_found(three: ReportStore) -> None:
    answer = answer_survey(three, "问题", survey("垃圾分类"), nearest=lambda asked: [asked.text, "食品安全", "校车"])
    assert "资料中有的相近话题：食品安全、校车。" in answer.text
    assert "相近话题" not in answer_survey(three, "问题", survey("校车"), nearest=lambda asked: ["食品安全"]).text


def test_when_nobody_mentions_it_everybody_lacks_it(three: ReportStore) -> None:
    answer = ask(three, where(NONE, "垃圾分类"))
    assert answer.count == 3
    assert answer.status is Status.ANSWERED
    assert "没有报告提到“垃圾分类”。也就是说，全部 **3** 个地区都没有提到：" in answer.text


def test_a_year_without_reports_is_told_with_those_that_have_some(three: ReportStore) -> None:
    answer = ask(three, "校车", years=(2019,))
    assert answer.status is Status.NO_EVIDENCE
    assert answer.text.startswith("资料中没有2019年的报告，无法查找“校车”。有报告的年份：2023年、2024年。")


def test_unknown_regions_have_a_distinguishable_name_and_count_each(stored: Stored) -> None:
    store = stored((None, None, "抓好校车管理，逐车检查。"), (None, None, "抓好校车管理，定期年检。"))
    answer = ask(store, "校车")
    assert selected(answer) == ["《教育局工作总结》（00.txt）", "《教育局工作总结》（01.txt）"]
    assert "其中 2 份报告地区不明，各按一个计。" in answer.text
    assert "涉及 0 个地区" in answer.text
    dated = ask(store, "校车", years=(2024,))
    assert dated.status is Status.NO_EVIDENCE
    assert "另有 2 份报告年份不明，没有计入。" in dated.text


def test_how_the_question_was_taken_is_told(three: ReportStore) -> None:
    plan = survey("校车", ignored=("近年来",), understood=("“去年”指2023年",), carried=("年份“2023年”",))
    notes = ask(three, plan).parts[-1]
    assert notes == Items(title="说明", items=("“去年”指2023年。", "沿用上一个问题的年份“2023年”。", "问题里的“近年来”没有用来限定范围。"))


def test_overlapping_terms_are_one_place(stored: Stored) -> None:
    answer = ask(stored(("甲溪县", 2023, "抓好校车安全管理。")), topic("校车安全", "安全管理"))
    assert len(answer.citations) == 1
    assert "处）" not in answer.text


def test_many_terms_are_all_told_and_folded(three: ReportStore) -> None:
    terms = tuple(f"校车{n}" for n in range(9))
    answer = ask(three, topic("校车", *terms, related_terms=("接送车",), excluded=("校车站",)))
    told = next(part for part in answer.parts if isinstance(part, Items) and part.title == "查找用词")
    assert told.folded
    assert told.items == ("、".join(f"“{t}”" for t in ("校车", *terms)), "只作可能相关的：“接送车”", "不算在内的：“校车站”")


def test_many_names_are_cut_in_the_sentence_not_in_the_table(stored: Stored) -> None:
    names = [f"{c}溪县" for c in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"]
    answer = ask(stored(*((name, 2023, "抓好校车。") for name in names)), "校车")
    assert answer.text.startswith(f"资料中全部 **16** 个地区都提到“校车”：{'、'.join(names[:15])} 等 16 个。")
    table = answer.parts[1]
    assert isinstance(table, Table) and [row[0] for row in table.rows] == names


def test_one_place_is_answered_yes_or_no(stored: Stored) -> None:
    store = stored(("鹭洲区", 2023, "招聘教师。"), ("鹭洲区", 2024, "抓好校车。"), ("雁浦区", 2023, "校车。"))
    here = (place("鹭洲区", "鹭洲区"),)
    assert ask(store, "校车", places=here).text.startswith("**鹭洲区** 提到了“校车”（2 份报告中的 1 份）（检查了 2 份报告）。")
    lacking = ask(store, "校车", places=here, years=(2023,))
    assert lacking.text.startswith("**鹭洲区** 没有提到“校车”（检查了2023年的 1 份报告）。")
    assert lacking.status is Status.NO_EVIDENCE
    both = ask(store, where(ALL, "校车", "研学"), places=here)
    assert both.text.startswith("**鹭洲区** 提到了“校车”（2 份报告中的 1 份），没有提到“研学”（检查了 2 份报告）。")
    assert both.selected == ()
    likely = ask(store, topic("研学", related_terms=("教师",)), places=here)
    assert likely.text.startswith("**鹭洲区** 没有提到“研学”，但有可能相关的内容，请核对（检查了 2 份报告）。")
    assert ask(store, "校车", places=here, counting=True).text.startswith("**1** 个地区提到“校车”")


def test_places_inside_one_that_is_asked_for_are_listed(stored: Stored) -> None:
    store = stored(("云泽市鹭洲区", 2023, "抓好校车。"), ("雁浦区", 2023, "校车。"))
    answer = ask(store, "校车", places=(place("云泽市", "云泽市鹭洲区"),))
    assert answer.text.startswith("云泽市的资料中只有 **1** 个地区提到“校车”：鹭洲区。")
    assert len(answer.rows) == 1


def test_places_without_reports_are_told_and_the_others_looked_at(three: ReportStore) -> None:
    plan = survey("食品安全", places=(place("浦东新区"),), years=(2023,))
    answer = ask(three, plan)
    assert (answer.status, answer.selected, answer.rows, answer.count) == (Status.NO_EVIDENCE, (), (), 0)
    assert answer.text.startswith("资料中没有浦东新区的报告，不知道它是不是提到“食品安全”。")
    assert "另查了其他地区：2023年的资料中只有 **1** 个地区提到“食品安全”：雁浦区。" in answer.text
    assert all(part.folded for part in answer.parts if isinstance(part, Table))
    assert answer.plan == plan


def test_one_of_several_places_without_reports_is_told(three: ReportStore) -> None:
    answer = ask(three, "校车", places=(place("浦东新区"), place("雁浦区", "雁浦区"), place("鹭洲区", "鹭洲区")))
    assert selected(answer) == ["雁浦区"]
    assert "资料中没有浦东新区的报告。" in answer.parts[0].text  # type: ignore[union-attr]


def test_excluded_and_corrected_places(three: ReportStore) -> None:
    apart = (place("雁铺区", "雁浦区", name="雁浦区", corrected=True),)
    answer = ask(three, "食品安全", excluded_places=apart)
    assert selected(answer) == ["岚溪县"]
    assert answer.text.startswith("雁浦区以外的资料中只有 **1** 个地区")
    assert "“雁铺区”按“雁浦区”理解。" in answer.text
    assert "排除它不影响结果" in ask(three, "食品安全", excluded_places=(place("浦东新区"),)).text


def test_kinds_of_documents_parts_of_the_year_and_given_reports_restrict(store: ReportStore) -> None:
    kinds = ((DocumentType.SUMMARY, "上半年"), (DocumentType.PLAN, "下半年"), (DocumentType.SUMMARY, None))
    for number, (kind, period) in enumerate(kinds):
        where_from = Region(name=f"{'甲乙丙'[number]}溪县", basis=RegionBasis.STATED)
        put(store, report(f"{number}.txt", text="抓好校车管理工作。", region=where_from, doc_type=kind, period=period), passages=True)
    assert selected(ask(store, "校车", doc_types=(DocumentType.SUMMARY,))) == ["甲溪县", "丙溪县"]
    half = ask(store, "校车", period="上半年")
    assert selected(half) == ["甲溪县"]
    assert "另有 1 份报告没有写明是上半年还是下半年，没有计入。" in half.text
    given = store.entries()[1].report_id
    assert selected(ask(store, "校车", reports=(given,))) == ["乙溪县"]


def test_more_reports_of_one_region_have_rows_of_their_own(stored: Stored) -> None:
    store = stored(*(("鹭洲区", year, f"抓好校车，第{year}次。") for year in range(2019, 2024)))
    answer = ask(store, "校车")
    table, rest = answer.parts[1:3]
    assert isinstance(table, Table) and isinstance(rest, Table)
    assert len(table.rows) == 1 and table.rows[0][2].endswith("；另有 2 份")
    assert (rest.title, rest.folded, len(rest.rows)) == ("其余报告的原文（2 份）", True, 2)
    assert all(len(row.citations) == 1 for row in answer.rows)


def test_a_report_is_quoted_three_times_at_most_and_the_places_counted(stored: Stored) -> None:
    text = "\n".join(f"第{n}所学校抓好校车的年检工作，签订责任书。" for n in range(7))
    answer = ask(stored(("鹭洲区", 2023, text)), "校车")
    assert [c.quote[1] for c in answer.citations] == ["0", "1", "2"]
    assert "（共 7 处）" in answer.text


def test_excluded_words_are_no_mention(stored: Stored) -> None:
    store = stored(("甲溪县", 2023, "编制预算的工作。"), ("乙溪县", 2023, "编制教师。编制预算。"))
    assert selected(ask(store, topic("编制", excluded=("编制预算",)))) == ["乙溪县"]
    assert [c.quote for c in ask(store, topic("编制", excluded=("编制预算",))).citations] == ["编制教师。编制预算。"]


def test_long_sentences_are_cut_at_commas_around_the_term(stored: Stored) -> None:
    long = "继续做好各项工作，" * 30 + "抓好校车年检，" + "不断提高水平，" * 30
    (citation,) = ask(stored(("雁浦区", 2023, long)), "校车").citations
    assert "校车年检" in citation.quote
    assert len(citation.quote) <= 160


@needs_shared
@pytest.mark.parametrize("term", ["校车", "留守儿童", "职业教育", "特殊教育", "普通话", "垃圾分类", "考", "2023", "QQ"])
def test_on_real_reports_the_list_is_complete(seeds: Assistant, term: str) -> None:
    store = seeds._store
    counted = {e.report_id: e for e in store.entries() if e.official}
    having = {e.duplicate_of or e.report_id for e in counted.values() if term in store.report(e.report_id).text}
    answer = ask(store, term)
    assert {r.report_id for r in answer.rows if r.mention is Mention.EXPLICIT} == having
    assert {r.report_id for r in answer.rows} == {e.report_id for e in counted.values() if e.duplicate_of is None}
    assert len(answer.rows) < len(counted)
    by_number = {c.number: c for c in answer.citations}
    for row in answer.rows:
        assert bool(row.citations) == (row.mention is Mention.EXPLICIT)
        cited = [(counted[by_number[n].report_id], by_number[n].quote) for n in row.citations]
        assert all(row.report_id in (e.report_id, e.duplicate_of) and term in quote for e, quote in cited)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant(Settings(index=tmp_path_factory.mktemp("seeds")), create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(SHARED / "seeds")
        yield assistant


def test_one_district_under_a_short_and_a_full_name_counts_once(stored: Stored) -> None:
    store = stored(("雁浦区", 2023, "校车。"), ("云泽市雁浦区", 2024, "抓好校车运营。"))
    assert [(s.region, len(s.report_ids)) for s in ask(store, "校车").selected] == [("雁浦区", 2)]


def example_table() -> list[tuple[str, set[str]]]:
    """Topics of the example reports and the files that mention them, from the table beside them."""
    lines = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8").splitlines()
    files = [re.findall(r"`([^`]+)`", line)[0] for line in lines if re.match(r"\| [①-⑩] \|", line)]
    start = next(i for i, line in enumerate(lines) if line.startswith("| 话题 |"))
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        words, *marks = [cell.strip() for cell in line.strip("|").split("|")]
        table.append((words, {file for file, mark in zip(files, marks, strict=True) if mark == "●"}))
    return table


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant(Settings(index=tmp_path_factory.mktemp("examples")), create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(EXAMPLES)
        yield assistant


@pytest.mark.parametrize(("words", "files"), example_table())
def test_on_the_example_reports_the_list_is_complete(examples: Assistant, words: str, files: set[str]) -> None:
    answer = ask(examples._store, words)
    sources = {e.report_id: e.source for e in examples.reports()}
    assert {sources[r.report_id] for r in answer.rows if r.mention is Mention.EXPLICIT} == files
    assert len(answer.rows) == 10


def text_about(words: str, seed: int = 1) -> str:
    return f"{text_of(seed, count=20)}{words}。\n"


def test_near_duplicates_count_once(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_about("抓好航天研学"), region=Region(name="云泽市清源区", basis=RegionBasis.STATED)), passages=True)
    put(store, report("b.txt", text=mangle(text_of(1, count=20), 1, 0.04) + "抓好无人配送。\n"), passages=True)
    put(store, report("c.txt", text=text_about("没有别的", 2)), passages=True)
    store.link_duplicates()
    whole = ask(store, "航天研学")
    assert [(row.region, row.mention) for row in whole.rows] == [("清源区", Mention.EXPLICIT), (None, Mention.NONE)]
    assert whole.coverage == Coverage(checked=2, explicit=1, related=0, none=1, duplicates=1)
    assert "共检查 3 份报告（去重后 2 份，另有 1 份近似重复已合并），涉及 1 个地区：明确提到 1 份，未提到 1 份。" in whole.text
    copy = ask(store, "无人配送", counting=True)
    (full,) = [e.report_id for e in store.entries() if e.source == "a.txt"]
    assert [(s.region, s.report_ids) for s in copy.selected] == [("清源区", (full,))]
    assert [(c.source, c.region) for c in copy.citations] == [("b.txt", "清源区")]
    assert copy.rows[0].report_id == full
    assert copy.rows[0].citations == (1,)
    assert "（见近似重复的一份：b.txt）" in copy.text
    assert selected(ask(store, where(NONE, "无人配送"), listed=Listed.REPORTS)) == ["《教育局工作总结》（c.txt）"]


def test_a_year_or_region_that_only_the_copy_states_counts(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_about("校车")), passages=True)
    there = Region(name="云泽市清源区", basis=RegionBasis.STATED)
    put(store, report("b.txt", text=mangle(text_about("校车"), dropped=0.2), year=2023, region=there), passages=True)
    store.link_duplicates()
    answer = ask(store, "校车", years=(2023,), places=(place("清源区", "云泽市清源区"),))
    assert answer.coverage is not None
    assert (selected(answer), answer.coverage.checked, answer.coverage.duplicates) == (["清源区"], 1, 1)
    assert "年份不明" not in answer.text
    assert ask(store, "校车", years=(2022,)).rows == ()


def test_texts_of_no_public_body_are_left_out_unless_asked_for(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_about("抓好校车")), report("a.txt", 1, text_about("看到校车", 2), official=False), passages=True)
    put(store, report("b.txt", text=text_about("卖校车", 3), official=False, year=2023), passages=True)
    store.link_duplicates()
    answer = ask(store, "校车", listed=Listed.REPORTS)
    assert answer.count == 1
    assert answer.coverage == Coverage(checked=1, explicit=1, related=0, none=0, left_out=2)
    assert "另有 2 份非公文材料（如个人心得、广告）未计入。" in answer.text
    asked = ask(store, "校车", listed=Listed.REPORTS, include_unofficial=True)
    assert asked.count == 3
    assert "非公文" not in asked.text
    dated = ask(store, "校车", listed=Listed.REPORTS, years=(2023,))
    assert dated.coverage == Coverage(checked=0, explicit=0, related=0, none=0, left_out=1)
    assert "另有 1 份非公文材料" in dated.text


def test_every_copy_of_what_is_not_counted_is_told(store: ReportStore) -> None:
    for number, (official, year) in enumerate([(True, 2023), (True, None), (False, 2023)]):
        for copy in range(2):
            text = mangle(text_about("抓好校车", number), dropped=0.1 * copy)
            put(store, report(f"{number}{copy}.txt", text=text, official=official, year=year), passages=True)
    store.link_duplicates()
    answer = ask(store, "校车", listed=Listed.REPORTS, years=(2023,))
    assert answer.coverage == Coverage(checked=1, explicit=1, related=0, none=0, duplicates=1, left_out=2)
    assert "共检查2023年的 2 份报告（去重后 1 份，另有 1 份近似重复已合并）" in answer.text
    assert "另有 2 份报告年份不明，没有计入。\n- 另有 2 份非公文材料（如个人心得、广告）未计入。" in answer.text


def test_regions_are_called_by_the_shortest_name_that_tells_them_apart(store: ReportStore) -> None:
    for number, name in enumerate(("江苏省南通市通州区", "北京市通州区", "四川省成都市青羊区")):
        there = Region(name=name, basis=RegionBasis.STATED)
        put(store, report(f"{number}.txt", text=text_about("抓好校车", number), region=there), passages=True)
    answer = ask(store, "校车")
    shown = ["南通市通州区", "北京市通州区", "青羊区"]
    assert selected(answer) == [row.region for row in answer.rows] == shown
    assert {c.region for c in answer.citations} == set(shown)


def test_texts_are_read_only_when_they_are_quoted(three: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = ReportStore.texts
    monkeypatch.setattr(ReportStore, "texts", lambda self, ids: read.extend(ids) or original(self, ids))
    monkeypatch.setattr(ReportStore, "report", None)
    answer_survey(three, "问题", survey("校车"))
    assert len(read) == 1


def test_a_term_is_looked_for_once_however_many_topics_have_it(three: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = ReportStore.find_everywhere
    monkeypatch.setattr(ReportStore, "find_everywhere", lambda self, term, only=None, **how: asked.append(term) or original(self, term, only, **how))
    answer_survey(three, "问题", survey(topic("校车", "接送车"), topic("接送车", "校车", excluded=("校车站",))))
    assert sorted(asked) == ["接送车", "校车", "校车站"]


def test_an_empty_collection(store: ReportStore) -> None:
    answer = ask(store, "校车")
    assert (answer.status, answer.count) == (Status.NO_EVIDENCE, 0)
    assert answer.text == "资料中没有报告，无法查找“校车”。"


def test_sentences_with_numbers_are_quoted_first_when_a_number_is_asked(stored: Stored) -> None:
    lines = [f"第{n}中学认真落实食品安全责任制和各项日常管理制度，层层签订责任书。" for n in "一二三四五"]
    store = stored(("雁浦区", 2023, "\n".join((*lines, "全年组织食品安全专项检查132次，整改问题全部销号。", "召开总结会。"))))
    assert not [c for c in ask(store, "食品安全").citations if "132" in c.quote]
    assert "全年组织食品安全专项检查132次，整改问题全部销号。" in [c.quote for c in ask(store, "食品安全", asked=Asked.NUMBER).citations]
