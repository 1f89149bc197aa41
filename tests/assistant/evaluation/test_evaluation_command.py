"""The command: a table or JSON, models side by side, breaking off, files that are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from scripted_model import ScriptedModel
from support import EXAMPLES, ROOT, HashEmbedder

from assistant import Assistant, Settings, cli
from assistant.cli_evaluate import evaluate as command
from assistant.errors import ConfigError
from assistant.evaluation import QuestionType, evaluate, load_questions

Run = Callable[..., Result]
FILE = ROOT / "examples" / "questions.jsonl"
LINES = (
    '{"id": "一", "type": "fact", "question": "雁浦区招聘教师多少名？", "numbers": ["86"]}',
    '{"id": "二", "type": "count", "question": "有几个区提到“校车”？", "regions": ["鹭洲区"]}',
)


@pytest.fixture
def run(filled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over an index of three reports, without a language model unless one is named."""
    filled.close()
    monkeypatch.setattr("assistant.api.SentenceEmbedder", lambda *_: HashEmbedder())
    monkeypatch.setenv("REPORT_ASSISTANT_LANGUAGE_MODEL", "none")
    monkeypatch.setitem(cli.main.commands, "evaluate", command)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "q.jsonl").write_text("\n".join(LINES), encoding="utf-8")
    return lambda *words: CliRunner().invoke(cli.main, ["evaluate", "--index", str(tmp_path / "index"), *map(str, words)])


def test_a_table_of_the_configured_model(run: Run) -> None:
    result = run("q.jsonl")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("评测：2 个问题\n")
    assert "1/2  50%" in result.stdout
    assert "none：多出：雁浦区；缺少：鹭洲区" in result.stdout


def test_json_holds_every_answer(run: Run, tmp_path: Path) -> None:
    result = run("q.jsonl", "--json", "-")
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    found = json.loads(line)
    assert [(o["id"], o["right"]) for o in found["outcomes"]] == [("一", True), ("二", False)]
    reply = found["outcomes"][0]["replies"][0]
    assert "86" in reply["text"]
    assert "86" in reply["citations"][0]["quote"]
    assert reply["elapsed_s"] >= reply["first_s"] > 0
    with_file = run("q.jsonl", "--json", tmp_path / "out.jsonl")
    assert "评测：" in with_file.stdout
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["right"] == {"part": 1, "whole": 2}


def test_models_stand_side_by_side_in_the_order_given_each_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    plain = Assistant.__init__

    def noted(self: Assistant, settings: Settings, **options: object) -> None:
        opened.append(settings.language_model)
        plain(self, settings, language_model=ScriptedModel() if settings.language_model == "openai:m" else None, **options)

    monkeypatch.setattr(Assistant, "__init__", noted)
    result = run("q.jsonl", "--model", "none", "--model", "openai:m", "--model", "none")
    assert result.exit_code == 0, result.output
    assert opened == ["none", "openai:m"]
    assert result.stdout.splitlines()[2].split() == ["none", "openai:m"]


def test_breaking_off_shows_what_is_there(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stream = Assistant.stream

    def until_second(self: Assistant, question: str, *more: object) -> Iterator[object]:
        if "几个区" in question:
            raise KeyboardInterrupt
        return stream(self, question, *more)

    monkeypatch.setattr(Assistant, "stream", until_second)
    result = run("q.jsonl", "--model", "none", "--model", "local", "--json", tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.output
    assert "none：已中断，只问了 1 个问题（共 2 个）" in result.stdout
    assert result.stdout.splitlines()[2].split() == ["none"]
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["complete"], json.loads(line)["right"]) == (False, {"part": 1, "whole": 1})


def test_nothing_is_shown_when_nothing_was_answered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(self: Assistant, *_: object) -> Iterator[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "stream", at_once)
    result = run("q.jsonl", "--json", "-")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "已中断。\n")


def test_a_model_that_cannot_be_opened_does_not_take_the_results_before(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Assistant.__init__

    def failing(self: Assistant, settings: Settings, **options: object) -> None:
        if settings.language_model == "broken":
            raise ConfigError("没有这个模型。")
        plain(self, settings, **options)

    monkeypatch.setattr(Assistant, "__init__", failing)
    result = run("q.jsonl", "--model", "none", "--model", "broken")
    assert result.exit_code == 2
    assert "评测：2 个问题" in result.stdout
    assert "没有这个模型" in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"type": "fact"}', "第 1 行：缺少“question”"),
        ('{"type": "enumerate", "question": "？", "regions": ["青栾县"]}', "第 1 行：材料里没有地区“青栾县”"),
    ],
)
def test_a_wrong_file_is_told_and_nothing_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: str) -> None:
    monkeypatch.setattr(Assistant, "stream", lambda *_: pytest.fail("asked"))
    (tmp_path / "bad.jsonl").write_text(line, encoding="utf-8")
    result = run("bad.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"错误：问题文件“bad.jsonl”{told}" in result.stderr


def test_results_that_cannot_be_written_are_told_before_anything_is_asked(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Assistant, "stream", lambda *_: pytest.fail("asked"))
    result = run("q.jsonl", "--json", tmp_path / "no" / "out.jsonl")
    assert result.exit_code == 2
    assert "写不进" in result.stderr


def test_the_examples_hold_and_extracts_answer_them(tmp_path: Path) -> None:
    questions = load_questions(FILE)
    assert len(questions) >= 24
    assert {q.type for q in questions} == set(QuestionType)
    settings = Settings(index=tmp_path / "index", language_model="none")
    with Assistant(settings, create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(EXAMPLES)
        found = evaluate(assistant, questions)
    assert found.right.part >= 0.85 * found.right.whole, [(o.id, o.why) for o in found.outcomes if not o.right]
    assert (found.integrity.not_verbatim, found.integrity.dangling, found.fallbacks) == (0, 0, 0)
    assert found.integrity.quotes >= 100
