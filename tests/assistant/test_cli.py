from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support import HashEmbedder

from assistant import cli

ANSWER_FIELDS = ["question", "status", "text", "parts", "citations", "rows", "selected", "count", "coverage", "plan", "generation", "elapsed_s"]
CITATION_FIELDS = ["number", "report_id", "report_title", "region", "year", "source", "heading_path", "quote", "start", "end", "page"]
LIST_FIELDS = [
    *("report_id", "source", "title", "region", "region_full", "region_code", "region_basis", "region_evidence"),
    *("year", "period", "outlook", "issuer", "doc_type", "official", "duplicate_of", "corrected", "chars", "passages"),
]

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, reports: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over an index of the three reports."""
    monkeypatch.setattr("assistant.api.SentenceEmbedder", lambda *_: HashEmbedder())
    monkeypatch.setenv("REPORT_ASSISTANT_INDEX", str(tmp_path / "index"))
    monkeypatch.chdir(tmp_path)

    def invoke(*words: object) -> Result:
        return CliRunner().invoke(cli.main, [str(w) for w in words])

    assert invoke("ingest", reports).exit_code == 0
    return invoke


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_ask_prints_one_answer_a_line_in_the_contracts_form(run: Run) -> None:
    survey, lookup = lines(run("ask", "--json", "哪些区提到食品安全？", "招聘教师多少名？"))
    for answer in (survey, lookup):
        assert list(answer) == ANSWER_FIELDS
        assert answer["citations"]
        assert all(list(c) == CITATION_FIELDS for c in answer["citations"])
    assert all(list(row) == ["report_id", "report_title", "region", "year", "mention", "mentions", "citations", "judged"] for row in survey["rows"])
    assert {row["mention"] for row in survey["rows"]} == {"explicit", "none"}
    assert all(list(s) == ["region", "report_ids"] for s in survey["selected"])
    assert survey["coverage"] == {
        "checked": 3,
        "explicit": 2,
        "related": 0,
        "none": 1,
        "duplicates": 0,
        "left_out": 0,
        "confirmed": 0,
        "rejected": 0,
        "unjudged": 0,
    }
    assert survey["plan"]["intent"] == "survey"
    assert (lookup["rows"], lookup["count"], lookup["coverage"]) == ([], None, None)


def test_ask_batch_numbers_turns(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": "a", "turns": ["哪些区提到校车？", "招聘教师多少名？"]}\n\n{"id": 7, "turns": ["？"]}\n', encoding="utf-8")
    answers = lines(run("ask", "--json", "--batch", batch))
    assert [(a["id"], a["turn"], a["status"]) for a in answers] == [("a", 1, "answered"), ("a", 2, "answered"), (7, 1, "unsupported")]


def test_a_batchs_turns_are_a_conversation_and_its_entries_are_none(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    entries = [{"id": 1, "turns": ["雁浦区招聘教师多少名？", "那鹭洲区呢？"]}, {"id": 2, "turns": ["那鹭洲区呢？"]}]
    batch.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries), encoding="utf-8")
    first, second, alone = lines(run("ask", "--json", "--batch", batch))
    assert any("86名" in c["quote"] for c in first["citations"])
    assert any("45名" in c["quote"] for c in second["citations"])
    assert second["plan"]["carried"]
    assert (alone["status"], alone["plan"]["carried"]) == ("unsupported", [])


def test_questions_of_one_call_are_a_conversation(run: Run) -> None:
    first, second = lines(run("ask", "--json", "哪些区提到“校车”？", "哪些没有提到？"))
    assert [s["region"] for s in first["selected"]] == ["雁浦区"]
    assert {s["region"] for s in second["selected"]} == {"鹭洲区", "岚溪县"}
    assert second["plan"]["carried"]


def test_what_could_not_be_answered_does_not_break_the_conversation(run: Run) -> None:
    first, unclear, third = lines(run("ask", "--json", "雁浦区招聘教师多少名？", "？", "那鹭洲区呢？"))
    assert [a["status"] for a in (first, unclear, third)] == ["answered", "unsupported", "answered"]
    assert any("45名" in c["quote"] for c in third["citations"])


def test_explain_tells_how_the_question_was_understood(run: Run) -> None:
    plain, explained = run("ask", "雁浦区招聘教师多少名？").stdout, run("ask", "--explain", "雁浦区招聘教师多少名？").stdout
    assert "问题的理解" not in plain
    understood = explained.partition("问题的理解：\n")[2].partition("\n\n")[0].splitlines()
    assert "- 类型：查一件具体的事" in understood
    assert "- 地区：雁浦区" in understood
    assert "- 问的是：数量" in understood
    assert explained.index("问题的理解") < explained.index("出处：")
    carried = run("ask", "--explain", "雁浦区招聘教师多少名？", "那鹭洲区呢？").stdout
    assert "- 沿用上一问：" in carried


def test_parts_are_the_text_in_the_json(run: Run) -> None:
    (answer,) = lines(run("ask", "--json", "哪些区提到“食品安全”？"))
    assert {part["kind"] for part in answer["parts"]} >= {"paragraph", "table"}
    assert answer["text"].startswith(answer["parts"][0]["text"])


def test_help_is_an_answer(run: Run) -> None:
    (answer,) = lines(run("ask", "--json", "你能做什么？"))
    assert (answer["status"], answer["plan"]["intent"], answer["citations"]) == ("answered", "help", [])
    assert "哪些区提到校车安全？" in answer["text"]


def test_quotes_equal_the_shown_text(run: Run) -> None:
    (answer,) = lines(run("ask", "--json", "哪些区提到食品安全？"))
    for c in answer["citations"]:
        text = run("show", c["report_id"]).stdout
        assert text[c["start"] : c["end"]] == c["quote"]


def test_search_prints_hits_best_first(run: Run, tmp_path: Path) -> None:
    (found,) = lines(run("search", "--json", "--top-k", 2, "食品安全"))
    assert list(found) == ["question", "hits"]
    assert len(found["hits"]) == 2
    assert all(list(hit) == ["report_id", "source", "passage_id", "heading_path", "score", "text"] for hit in found["hits"])
    assert found["hits"][0]["score"] >= found["hits"][1]["score"]
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"id": 1, "question": "校车"}\n{"id": 2, "question": "招聘"}\n', encoding="utf-8")
    assert [(f["id"], f["question"]) for f in lines(run("search", "--json", "--batch", batch))] == [(1, "校车"), (2, "招聘")]


def test_list_in_the_contracts_form(run: Run) -> None:
    reports = json.loads(run("list", "--json").stdout)
    assert [list(r) for r in reports] == [LIST_FIELDS] * 3
    by_source = {r["source"]: r for r in reports}
    one = by_source["雁浦区2023.txt"]
    assert (one["region"], one["region_basis"], one["year"], one["doc_type"]) == ("雁浦区", "stated", 2023, "总结")
    assert (one["region_full"], one["region_code"], one["official"], one["corrected"]) == ("雁浦区", None, True, [])
    assert one["region_evidence"] == ["雁浦区教育局2023年工作总结"]


def test_readable_output(run: Run, reports: Path) -> None:
    assert "共检查 3 份报告" in run("ask", "哪些区提到食品安全？").output
    assert "雁浦区2023.txt 第" in run("ask", "哪些区提到校车？").output
    assert "1. " in run("search", "校车").output
    assert "共 3 份报告" in run("list").output
    (reports / "空.txt").write_bytes(b"")
    assert "失败 1" in run("ingest", reports).output
    assert "空.txt：文件是空的" in run("list").output
    assert json.loads(run("ingest", "--json", reports).stdout)["failed"][0]["category"] == "empty"


def test_index_may_stand_before_or_after_the_command(run: Run, tmp_path: Path, reports: Path) -> None:
    assert run("ingest", reports, "--index", tmp_path / "second").exit_code == 0
    assert len(json.loads(run("--index", tmp_path / "second", "list", "--json").stdout)) == 3
    assert len(json.loads(run("list", "--json", "--index", tmp_path / "second").stdout)) == 3
    assert run("--index", tmp_path / "nothing", "list").exit_code == 2


def test_remove_takes_a_source_or_a_report(run: Run) -> None:
    assert "已从索引中移除" in run("remove", "雁浦区2023.txt").output
    assert "已从索引中移除" in run("remove", json.loads(run("list", "--json").stdout)[0]["report_id"]).output
    assert len(json.loads(run("list", "--json").stdout)) == 1


def test_rebuild(run: Run) -> None:
    before = run("search", "--json", "校车").stdout
    assert "重建了 6 个向量" in run("rebuild").output
    assert run("search", "--json", "校车").stdout == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ask"], "请给出问题"),
        (["ask", "校车", "--batch", "x"], "二者选一"),
        (["ask", "--batch", "没有.jsonl"], "没有.jsonl"),
        (["search"], "请给出一个问题"),
        (["search", "校车", "--top-k", "0"], "至少应为 1"),
        (["show", "r0"], "r0"),
        (["remove", "没有.txt"], "没有.txt"),
        (["ingest", "没有的文件夹"], "没有的文件夹"),
        (["list", "--index", "没有的索引"], "还没有建立"),
        (["edit"], "请给出报告编号"),
        (["edit", "r0", "--list"], "二者选一"),
        (["edit", "r0", "--year", "2020"], "没有编号为“r0”"),
        (["edit", "r0", "--reset"], "没有编号为“r0”"),
    ],
)
def test_mistakes_are_one_chinese_line_and_exit_code_2(run: Run, words: list[str], message: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：")
    assert message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("line", ["不是JSON", "[1]", '{"id": 1}', '{"turns": "一句"}'])
def test_a_bad_batch_line_is_named(run: Run, tmp_path: Path, line: str) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text(line, encoding="utf-8")
    result = run("ask", "--batch", batch)
    assert (result.exit_code, "q.jsonl" in result.stderr) == (2, True)


def test_an_index_of_another_model_can_be_listed_and_rebuilt_but_not_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.api.SentenceEmbedder", lambda *_: HashEmbedder("other", 32))
    result = run("ask", "哪些区提到校车？")
    assert (result.exit_code, "rebuild" in result.stderr) == (2, True)
    assert run("list").exit_code == 0
    assert run("rebuild").exit_code == 0
    assert run("ask", "哪些区提到校车？").exit_code == 0


@pytest.mark.parametrize("words", [["nonsense"], ["show"], ["search", "--top-k", "x", "校车"], ["--nonsense"]])
def test_wrong_usage_is_told_in_chinese(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith("错误：命令写法有误")


def test_a_batch_line_may_hold_line_separators(run: Run, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text(json.dumps({"id": 1, "turns": ["哪些区提到\u2028校车？\u0085"]}, ensure_ascii=False), encoding="utf-8")
    assert [a["id"] for a in lines(run("ask", "--json", "--batch", batch))] == [1]


def test_a_folder_is_removed_whole(run: Run, reports: Path) -> None:
    assert "3 个文件" in run("remove", reports).output
    assert json.loads(run("list", "--json").stdout) == []


def test_edit_shows_the_report_as_it_is_now(run: Run) -> None:
    report_id = next(r["report_id"] for r in json.loads(run("list", "--json").stdout) if r["source"] == "雁浦区2023.txt")
    changed = run("edit", report_id, "--region", "云泽市清源区", "--year", 2022, "--title", "改过的 标题", "--type", "计划", "--not-official")
    assert changed.exit_code == 0, changed.output
    assert "清源区" in changed.output
    assert "人工修改：地区、年份、标题、类型、是否公文" in changed.output
    assert "非公文" in run("list").output
    (now,) = [r for r in json.loads(run("list", "--json").stdout) if r["report_id"] == report_id]
    assert (now["region"], now["region_full"], now["region_basis"]) == ("清源区", "云泽市清源区", "set by hand")
    assert (now["year"], now["title"], now["doc_type"], now["official"]) == (2022, "改过的 标题", "计划", False)
    assert json.loads(run("edit", report_id, "--official", "--json").stdout)["official"] is True
    (made,) = json.loads(run("edit", "--list", "--json").stdout)
    assert made["changes"]["year"] == 2022
    assert "1 份报告有人工修改" in run("edit", "--list").output
    assert "雁浦区" in run("edit", report_id, "--reset").output
    assert json.loads(run("edit", "--list", "--json").stdout) == []


def test_corrections_of_a_removed_report_are_listed_and_can_be_undone(run: Run) -> None:
    report_id = json.loads(run("list", "--json").stdout)[0]["report_id"]
    run("edit", report_id, "--year", 2020)
    run("remove", report_id)
    assert "1 份报告的人工修改暂时没有对应的报告" in run("list").output
    assert "等它再导入时生效" in run("edit", "--list").output
    assert "已撤销" in run("edit", report_id, "--reset").output
    assert "人工修改" not in run("list").output


def test_copies_are_set_and_unset_by_hand(run: Run) -> None:
    one, other, _ = (r["report_id"] for r in json.loads(run("list", "--json").stdout))
    assert json.loads(run("edit", one, "--duplicate-of", other, "--json").stdout)["duplicate_of"] == other
    assert f"与 {other} 近似重复" in run("list").output
    assert json.loads(run("edit", one, "--not-duplicate", "--json").stdout)["duplicate_of"] is None
