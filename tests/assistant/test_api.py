from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support import HashEmbedder

from assistant import Assistant, AssistantError, Settings, ask
from assistant.models import Status
from assistant.plans import Intent
from assistant.settings import load_settings


def test_the_function_opens_asks_and_closes(filled: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.api.SentenceEmbedder", lambda *_: HashEmbedder())
    assert ask("哪些区提到“校车”？", tmp_path / "index").count == 1
    monkeypatch.setenv("REPORT_ASSISTANT_INDEX", str(tmp_path / "index"))
    assert ask("哪些区提到“校车”？").count == 1


def test_an_answer_before_makes_a_follow_up_whole(filled: Assistant) -> None:
    first = filled.ask("雁浦区招聘教师多少名？")
    second = filled.ask("那鹭洲区呢？", first)
    assert any("招聘教师45名" in c.quote for c in second.citations)
    assert {c.region for c in second.citations} == {"鹭洲区"}
    assert second.question == "那鹭洲区呢？"
    assert "鹭洲区" in second.plan.query
    assert second.plan.carried
    assert filled.plan("那鹭洲区呢？", first) == second.plan


def test_a_survey_is_followed_by_what_the_regions_do(filled: Assistant) -> None:
    which = filled.ask("哪些区提到“食品安全”？")
    assert {s.region for s in which.selected} == {"雁浦区", "岚溪县"}
    how = filled.ask("它们具体怎么做的？", which)
    assert how.plan.intent is Intent.SUMMARISE
    assert {c.region for c in how.citations} == {"雁浦区", "岚溪县"}
    others = filled.ask("其他区呢？", which)
    assert {s.region for s in others.selected} == {"鹭洲区"}


def test_a_question_that_stands_alone_forgets_the_one_before(filled: Assistant) -> None:
    before = filled.ask("雁浦区招聘教师多少名？")
    alone = filled.ask("哪些区提到“双减”？", before)
    assert (alone.plan.carried, alone.plan.places) == ((), ())
    assert [s.region for s in alone.selected] == ["鹭洲区"]


def test_help_leaves_nothing_to_follow(filled: Assistant) -> None:
    assert filled.ask("那鹭洲区呢？", filled.ask("你能做什么？")).status is Status.UNSUPPORTED


def test_a_plan_that_cannot_be_made_is_an_error(filled: Assistant) -> None:
    assert filled.plan("哪些区提到“食品安全”？").topics[0].literal
    with pytest.raises(AssistantError, match="请写一句话"):
        filled.plan("？？")


def test_the_staffs_own_words_count(filled: Assistant, tmp_path: Path) -> None:
    question = "哪些区提到逐车签责任书？"
    assert filled.ask(question).count == 0
    own = tmp_path / "单位用词.txt"
    own.write_text("【逐车签责任书】\n同义：逐车签订责任书\n", encoding="utf-8")
    with Assistant(Settings(index=tmp_path / "index", thesaurus=own), embedder=HashEmbedder()) as assistant:
        assert assistant.ask(question).count == 1


def test_a_wrong_line_in_the_staffs_own_words_is_named(filled: Assistant, tmp_path: Path) -> None:
    own = tmp_path / "写错的词.txt"
    own.write_text("【校车】\n同一：接送车\n", encoding="utf-8")
    with (
        Assistant(Settings(index=tmp_path / "index", thesaurus=own), embedder=HashEmbedder()) as assistant,
        pytest.raises(AssistantError, match="第 2 行"),
    ):
        assistant.ask("哪些区提到校车？")


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
        assert assistant.ask("哪些区提到“校车”？").count == 1
