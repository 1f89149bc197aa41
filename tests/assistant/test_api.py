from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import HashEmbedder

from assistant import Assistant, AssistantError, Settings, ask
from assistant.settings import load_settings


def test_the_function_opens_asks_and_closes(filled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.api.SentenceEmbedder", lambda *_: HashEmbedder())
    assert ask("哪些区提到校车？", tmp_path / "index").count == 1
    monkeypatch.setenv("REPORT_ASSISTANT_INDEX", str(tmp_path / "index"))
    assert ask("哪些区提到校车？").count == 1


def test_arguments_beat_environment_beat_file_beat_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORT_ASSISTANT_INDEX", raising=False)
    assert Settings().index == Path("index")
    (tmp_path / "report-assistant.toml").write_text('index = "from-file"\n', encoding="utf-8")
    assert Settings().index == Path("from-file")
    monkeypatch.setenv("REPORT_ASSISTANT_INDEX", "from-environment")
    assert Settings().index == Path("from-environment")
    assert Settings(index=Path("from-argument")).index == Path("from-argument")


def test_one_assistant_answers_many_threads_while_it_ingests(filled: Assistant, reports: Path) -> None:
    for number in range(30):
        (reports / f"新{number}.txt").write_text(f"云泽市第{number}中学2024年工作总结\n\n开展研学{number}次。\n", encoding="utf-8")
    with ThreadPoolExecutor(8) as pool:
        update = pool.submit(filled.sync, reports)
        answers = list(pool.map(lambda _: filled.ask("哪些区提到食品安全？"), range(40)))
        assert len(update.result().added) == 30
    assert {answer.count for answer in answers} == {2}
    assert filled.ask("哪些报告提到研学？").count == 30


def test_an_unknown_report(filled: Assistant) -> None:
    with pytest.raises(AssistantError, match="r0"):
        filled.report("r0")


def test_heading_path_of_a_place(filled: Assistant) -> None:
    entry = next(r for r in filled.reports() if r.region.name == "雁浦区")
    text = filled.report(entry.report_id).text
    assert filled.heading_path(entry.report_id, text.index("35辆")) == ("一、校园安全", "（一）抓好校车管理")
    assert filled.heading_path(entry.report_id, 0) == ()


@pytest.mark.parametrize("content", ['index = "x"\nindexx = "y"\n', "index = \n"])
def test_a_wrong_settings_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report-assistant.toml").write_text(content, encoding="utf-8")
    with pytest.raises(AssistantError, match=r"report-assistant\.toml"):
        load_settings()


def test_answers_stay_whole_while_reports_are_replaced_and_removed(filled: Assistant, reports: Path) -> None:
    target = reports / "雁浦区2023.txt"
    first = target.read_text(encoding="utf-8")
    second = "雁浦区教育局2023年工作总结\n\n" + "前面加了很多字。" * 30 + "\n食品安全与校车管理都写在这里。\n"
    stop = threading.Event()

    def change() -> None:
        for number in range(20):
            target.write_text(second if number % 2 else first, encoding="utf-8")
            if number % 5 == 4:
                target.unlink()
            filled.sync(reports)
        stop.set()

    def check() -> int:
        asked = 0
        while not stop.is_set():
            for question in ("哪些区提到食品安全？", "雁浦区校车管理得怎么样？"):
                answer = filled.ask(question)
                asked += 1
                for c in answer.citations:
                    assert "食品安全" in c.quote or question.startswith("雁浦区")
        return asked

    with ThreadPoolExecutor(4) as pool:
        checks = [pool.submit(check) for _ in range(3)]
        pool.submit(change).result()
        assert sum(future.result() for future in checks) > 20


def test_a_read_only_index_can_still_be_asked(filled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.close()
    connect = sqlite3.connect

    def refuse_writing(path: object, **options: object) -> sqlite3.Connection:
        return connect(path, **options) if options.get("uri") else connect(f"{Path(str(path)).as_uri()}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", refuse_writing)
    database = tmp_path / "index" / "catalog.db"
    database.with_name("catalog.db-wal").unlink(missing_ok=True)
    with Assistant(Settings(index=tmp_path / "index"), embedder=HashEmbedder()) as assistant:
        assert assistant.ask("哪些区提到校车？").count == 1
