from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fictional_reports import mangle, put, report, text_of
from support import EXAMPLES, SHARED, HashEmbedder, needs_shared

from assistant import Answer, Assistant, Coverage, Settings
from assistant.models import Mention, Status
from ingest.models import Region, RegionBasis


def check_citations(assistant: Assistant, answer: Answer) -> None:
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for c in answer.citations:
        assert assistant.report(c.report_id).text[c.start : c.end] == c.quote
        assert c.quote == c.quote.strip() != ""
        assert f"[{c.number}]" in answer.text


def test_every_report_is_a_row_and_matches_are_quoted(filled: Assistant) -> None:
    answer = filled.ask("哪些区提到食品安全？")
    assert answer.status is Status.ANSWERED
    assert {(r.region, r.mention) for r in answer.rows} == {
        ("雁浦区", Mention.EXPLICIT),
        ("岚溪县", Mention.EXPLICIT),
        ("鹭洲区", Mention.NONE),
    }
    assert [s.region for s in answer.selected] == ["岚溪县", "雁浦区"]
    assert answer.count == 2
    assert answer.coverage is not None
    assert (answer.coverage.checked, answer.coverage.explicit, answer.coverage.none) == (3, 2, 1)
    check_citations(filled, answer)
    assert all("食品安全" in c.quote for c in answer.citations)
    assert "共检查 3 份报告" in answer.text


def test_which_not_lists_the_others(filled: Assistant) -> None:
    answer = filled.ask("哪些区没有提到食品安全？")
    assert [s.region for s in answer.selected] == ["鹭洲区"]
    assert answer.count == 1
    check_citations(filled, answer)


def test_a_region_lacks_a_topic_only_when_all_its_reports_do(filled: Assistant, reports: Path) -> None:
    (reports / "鹭洲区2024.txt").write_text("鹭洲区教育局2024年工作要点\n\n抓好食品安全。\n", encoding="utf-8")
    filled.sync(reports)
    assert filled.ask("哪些区没有提到食品安全？").selected == ()
    assert [s.region for s in filled.ask("2023年哪些区没有提到食品安全？").selected] == ["鹭洲区"]
    assert filled.ask("哪些报告没有提到食品安全？").count == 1


def test_a_thing_is_shown_for_its_aspect(filled: Assistant) -> None:
    answer = filled.ask("哪些区提到校车安全？")
    assert [s.region for s in answer.selected] == ["雁浦区"]
    assert "“校车安全”、“校车”" in answer.text


def test_nothing_found_says_so_and_what_was_checked(filled: Assistant) -> None:
    answer = filled.ask("哪些区提到垃圾分类？")
    assert answer.status is Status.NO_EVIDENCE
    assert (answer.selected, answer.count, answer.citations) == ((), 0, ())
    assert answer.text.startswith("资料中没有报告提到“垃圾分类”")
    assert "共检查 3 份报告" in answer.text


def test_when_nobody_mentions_it_everybody_lacks_it(filled: Assistant) -> None:
    answer = filled.ask("哪些区没有提到垃圾分类？")
    assert answer.count == 3
    assert answer.status is Status.ANSWERED
    assert "全部 **3** 个地区都没有提到" in answer.text
    assert filled.ask("哪些区提到垃圾分类？").status is Status.NO_EVIDENCE


def test_a_year_without_reports_is_told(filled: Assistant) -> None:
    answer = filled.ask("2019年哪些区提到校车？")
    assert answer.status is Status.NO_EVIDENCE
    assert "资料中没有2019年的报告" in answer.text


def test_unknown_regions_have_a_distinguishable_name(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, check in (("甲.txt", "逐车检查"), ("乙.txt", "定期年检")):
        (folder / name).write_text(f"xx区教育局工作总结\n\n抓好校车管理，{check}。\n", encoding="utf-8")
    assistant = open_assistant()
    assistant.sync(folder)
    names = [s.region for s in assistant.ask("哪些区提到校车？").selected]
    assert len(set(names)) == 2
    assert all("xx区教育局工作总结" in name for name in names)
    answer = assistant.ask("2024年哪些区提到校车？")
    assert answer.status is Status.NO_EVIDENCE
    assert "其中 2 份报告地区不明" in assistant.ask("哪些区提到校车？").text


def test_words_that_were_not_applied_are_told(filled: Assistant) -> None:
    answer = filled.ask("去年哪些区提到校车？")
    assert answer.plan.ignored == ("去年",)
    assert "问题里的“去年”没有用来限定范围" in answer.text


def test_reports_without_a_year_are_told_apart(filled: Assistant, reports: Path) -> None:
    (reports / "无年份.txt").write_text("怀湖市教育局工作总结\n\n抓好校车管理。\n", encoding="utf-8")
    filled.sync(reports)
    answer = filled.ask("2023年哪些区提到校车？")
    assert answer.count == 1
    assert "另有 1 份报告年份不明，没有计入" in answer.text


def test_long_sentences_are_cut_at_commas_around_the_term(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "雁浦区教育局2023年总结\n\n" + "继续做好各项工作，" * 30 + "抓好校车年检，" + "不断提高水平，" * 30, encoding="utf-8"
    )
    assistant = open_assistant()
    assistant.sync(folder)
    answer = assistant.ask("哪些区提到校车？")
    check_citations(assistant, answer)
    assert len(answer.citations) == 1
    assert "校车年检" in answer.citations[0].quote
    assert len(answer.citations[0].quote) <= 160


@needs_shared
@pytest.mark.parametrize("topic", ["校车安全", "留守儿童", "职业教育", "特殊教育", "普通话", "垃圾分类", "考", "2023", "QQ"])
def test_on_real_reports_the_list_is_complete(open_assistant: Callable[..., Assistant], topic: str) -> None:
    assistant = open_assistant()
    folder = SHARED / "seeds"
    assistant.sync(folder)
    assistant._store.link_duplicates()
    term = topic.removesuffix("安全")
    counted = {e.report_id: e for e in assistant.reports() if e.official}
    having = {e.duplicate_of or e.report_id for e in counted.values() if term in assistant.report(e.report_id).text}
    answer = assistant.ask(f"哪些区提到“{topic}”？" if term == topic else f"哪些区提到{topic}？")
    assert {r.report_id for r in answer.rows if r.mention is Mention.EXPLICIT} == having
    assert {r.report_id for r in answer.rows} == {e.report_id for e in counted.values() if e.duplicate_of is None}
    assert len(answer.rows) < len(counted)
    check_citations(assistant, answer)
    by_number = {c.number: c for c in answer.citations}
    for row in answer.rows:
        assert bool(row.citations) == (row.mention is Mention.EXPLICIT)
        cited = [(counted[by_number[n].report_id], by_number[n].quote) for n in row.citations]
        assert all(row.report_id in (e.report_id, e.duplicate_of) and term in quote for e, quote in cited)


def test_one_district_under_a_short_and_a_full_name_counts_once(filled: Assistant, reports: Path) -> None:
    (reports / "雁浦区2024.txt").write_text("云泽市雁浦区教育局2024年工作要点\n\n抓好校车运营。\n", encoding="utf-8")
    filled.sync(reports)
    answer = filled.ask("哪些区提到校车？")
    assert [(s.region, len(s.report_ids)) for s in answer.selected] == [("雁浦区", 2)]


def example_table() -> list[tuple[str, set[str]]]:
    """Topics of the example reports and the files that mention them, from the table beside them."""
    lines = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8").splitlines()
    files = [re.findall(r"`([^`]+)`", line)[0] for line in lines if re.match(r"\| [①-⑩] \|", line)]
    start = next(i for i, line in enumerate(lines) if line.startswith("| 话题 |"))
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        topic, *marks = [cell.strip() for cell in line.strip("|").split("|")]
        table.append((topic, {file for file, mark in zip(files, marks, strict=True) if mark == "●"}))
    return table


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant(Settings(index=tmp_path_factory.mktemp("examples")), create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(EXAMPLES)
        yield assistant


@pytest.mark.parametrize(("topic", "files"), example_table())
def test_on_the_example_reports_the_list_is_complete(examples: Assistant, topic: str, files: set[str]) -> None:
    answer = examples.ask(f"哪些区提到“{topic}”？")
    sources = {e.report_id: e.source for e in examples.reports()}
    assert {sources[r.report_id] for r in answer.rows if r.mention is Mention.EXPLICIT} == files
    assert len(answer.rows) == 10
    check_citations(examples, answer)


def text_about(topic: str, seed: int = 1) -> str:
    return f"{text_of(seed, count=20)}{topic}。\n"


def test_near_duplicates_count_once(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    store = assistant._store
    put(store, report("a.txt", text=text_about("抓好航天研学"), region=Region(name="云泽市清源区", basis=RegionBasis.STATED)), passages=True)
    put(store, report("b.txt", text=mangle(text_of(1, count=20), 1, 0.04) + "抓好无人配送。\n"), passages=True)
    put(store, report("c.txt", text=text_about("没有别的", 2)), passages=True)
    store.link_duplicates()
    whole = assistant.ask("哪些区提到“航天研学”？")
    assert [(row.region, row.mention) for row in whole.rows] == [("清源区", Mention.EXPLICIT), (None, Mention.NONE)]
    assert whole.coverage == Coverage(checked=2, explicit=1, related=0, none=1, duplicates=1)
    assert "共检查 3 份报告（去重后 2 份，另有 1 份近似重复已合并）：明确提到 1 份，未提到 1 份。" in whole.text
    copy = assistant.ask("有多少个区提到“无人配送”？")
    (full,) = [r.report_id for r in assistant.reports() if r.source == "a.txt"]
    assert [(s.region, s.report_ids) for s in copy.selected] == [("清源区", (full,))]
    assert [(c.source, c.region) for c in copy.citations] == [("b.txt", "清源区")]
    assert copy.rows[0].report_id == full
    assert copy.rows[0].citations == (1,)
    assert "（见近似重复的一份：b.txt）" in copy.text
    check_citations(assistant, copy)
    lacking = assistant.ask("哪些报告没有提到“无人配送”？")
    assert [s.region for s in lacking.selected] == ["《教育局工作总结》（c.txt）"]


def test_a_year_that_only_the_copy_states_counts(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    put(assistant._store, report("a.txt", text=text_about("校车")), passages=True)
    put(assistant._store, report("b.txt", text=mangle(text_about("校车"), dropped=0.2), year=2023), passages=True)
    assistant._store.link_duplicates()
    answer = assistant.ask("2023年哪些报告提到校车？")
    assert answer.coverage is not None
    assert (answer.count, answer.coverage.checked, answer.coverage.duplicates) == (1, 1, 1)
    assert "年份不明" not in answer.text
    assert assistant.ask("2022年哪些报告提到校车？").rows == ()


def test_texts_of_no_public_body_are_left_out_unless_asked_for(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    put(assistant._store, report("a.txt", text=text_about("抓好校车")), report("a.txt", 1, text_about("看到校车", 2), official=False), passages=True)
    put(assistant._store, report("b.txt", text=text_about("卖校车", 3), official=False, year=2023), passages=True)
    assistant._store.link_duplicates()
    answer = assistant.ask("哪些报告提到校车？")
    assert answer.count == 1
    assert answer.coverage == Coverage(checked=1, explicit=1, related=0, none=0, left_out=2)
    assert "另有 2 份非公文材料（如个人心得、广告）未计入。" in answer.text
    asked = assistant.ask("哪些报告提到校车（包括非公文材料）？")
    assert (asked.count, asked.plan.include_unofficial) == (3, True)
    assert "非公文" not in asked.text
    assert assistant.ask("2023年哪些报告提到校车？").coverage == Coverage(checked=0, explicit=0, related=0, none=0, left_out=1)
    assert "另有 1 份非公文材料" in assistant.ask("2023年哪些报告提到校车？").text


def test_every_copy_of_what_is_not_counted_is_told(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    for number, (official, year) in enumerate([(True, 2023), (True, None), (False, 2023)]):
        for copy in range(2):
            text = mangle(text_about("抓好校车", number), dropped=0.1 * copy)
            put(assistant._store, report(f"{number}{copy}.txt", text=text, official=official, year=year), passages=True)
    assistant._store.link_duplicates()
    answer = assistant.ask("2023年哪些报告提到校车？")
    assert answer.coverage == Coverage(checked=1, explicit=1, related=0, none=0, duplicates=1, left_out=2)
    assert "共检查2023年的 2 份报告（去重后 1 份，另有 1 份近似重复已合并）" in answer.text
    assert "另有 2 份报告年份不明，没有计入。另有 2 份非公文材料（如个人心得、广告）未计入。" in answer.text


def test_regions_are_called_by_the_shortest_name_that_tells_them_apart(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    for number, name in enumerate(("江苏省南通市通州区", "北京市通州区", "四川省成都市青羊区")):
        place = Region(name=name, basis=RegionBasis.STATED)
        put(assistant._store, report(f"{number}.txt", text=text_about("抓好校车", number), region=place), passages=True)
    answer = assistant.ask("哪些区提到校车？")
    shown = ["南通市通州区", "北京市通州区", "青羊区"]
    assert [s.region for s in answer.selected] == [row.region for row in answer.rows] == shown
    assert {c.region for c in answer.citations} == set(shown)
    assert all(f"**{name}**" in answer.text for name in shown)
