from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import EXAMPLES, SHARED, HashEmbedder, needs_shared

from assistant import Answer, Assistant, Settings
from assistant.models import Mention, Status
from ingest import find_files, read_file


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
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_text("xx区教育局工作总结\n\n抓好校车管理，逐车检查。\n", encoding="utf-8")
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
    term = topic.removesuffix("安全")
    having = {path for path in find_files(folder).paths if term in read_file(path, (folder / path).read_bytes())}
    answer = assistant.ask(f"哪些区提到“{topic}”？" if term == topic else f"哪些区提到{topic}？")
    sources = {e.report_id: e.source for e in assistant.reports()}
    assert {sources[r.report_id] for r in answer.rows if r.mention is Mention.EXPLICIT} == having
    assert len(answer.rows) == 5
    check_citations(assistant, answer)
    by_number = {c.number: c for c in answer.citations}
    for row in answer.rows:
        assert bool(row.citations) == (row.mention is Mention.EXPLICIT)
        assert all(by_number[n].report_id == row.report_id and term in by_number[n].quote for n in row.citations)


def test_one_district_under_a_short_and_a_full_name_counts_once(filled: Assistant, reports: Path) -> None:
    (reports / "雁浦区2024.txt").write_text("云泽市雁浦区教育局2024年工作要点\n\n抓好校车运营。\n", encoding="utf-8")
    filled.sync(reports)
    answer = filled.ask("哪些区提到校车？")
    assert [(s.region, len(s.report_ids)) for s in answer.selected] == [("云泽市雁浦区", 2)]


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
