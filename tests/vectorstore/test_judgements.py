from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from fictional_reports import put, report, text_of
from support import HashEmbedder
from test_schema import columns, old_index

from vectorstore import ReportStore, StoredJudgement
from vectorstore import judgements as module
from vectorstore.errors import IndexUnavailableError
from vectorstore.judgements import key_of
from vectorstore.schema import MIGRATIONS, SCHEMA_VERSION

YES = StoredJudgement(yes=True, probability=0.97, reason="")
NO = StoredJudgement(yes=False, probability=None, reason="说的是另一件事")


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> ReportStore:
    return ReportStore(tmp_path / "index", embedder, create=True)


def version_2(folder: Path) -> None:
    """An index of version 2 with a report."""
    embedder = HashEmbedder()
    store = ReportStore(folder, embedder, create=True)
    put(store, report("a.txt", text=text_of(1)))
    store.close()
    db = sqlite3.connect(folder / "catalog.db")
    db.executescript("DROP TABLE judgements; PRAGMA user_version = 2;")
    db.close()


def test_what_was_judged_is_told_again(store: ReportStore, tmp_path: Path, embedder: HashEmbedder) -> None:
    assert store.keep_judgements({"a": YES, "b": NO})
    store.close()
    again = ReportStore(tmp_path / "index", embedder)
    assert again.judgements(["b", "c", "a"]) == {"a": YES, "b": NO}
    assert again.keep_judgements({"a": NO})
    assert again.judgements(["a"]) == {"a": NO}


def test_many_judgements_are_asked_for_at_once(store: ReportStore) -> None:
    store.keep_judgements({str(i): YES for i in range(1_200)})
    assert len(store.judgements([str(i) for i in range(1_300)])) == 1_200


@pytest.mark.parametrize(("one", "other"), [(("甲", "问"), ("乙", "问")), (("甲", "问"), ("甲", "问？")), (("甲", "乙丙"), ("甲乙", "丙"))])
def test_another_model_or_prompt_is_another_question(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert key_of(*one) != key_of(*other)
    assert key_of(*one) == key_of(*one)


def test_judgements_are_kept_while_this_thread_reads_and_others_have_written(store: ReportStore, tmp_path: Path, embedder: HashEmbedder) -> None:
    other = ReportStore(tmp_path / "index", embedder)
    with store.reading():
        assert store.entries() == []
        put(other, report("a.txt", text=text_of(1)))
        assert store.keep_judgements({"a": YES})
        assert store.entries() == []
    assert store.judgements(["a"]) == {"a": YES}
    assert len(store.entries()) == 1


def test_while_another_process_writes_for_long_nothing_is_kept_and_nothing_breaks(
    store: ReportStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WAIT", 0.05)
    writing = sqlite3.connect(tmp_path / "index" / "catalog.db", isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert not store.keep_judgements({"a": YES})
    assert time.monotonic() - began < 5
    assert store.judgements(["a"]) == {}
    writing.execute("ROLLBACK")
    assert store.keep_judgements({"a": YES})


def test_an_index_that_cannot_be_written_is_asked_all_the_same(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.keep_judgements({"a": YES})
    store._catalog.db.execute("PRAGMA query_only = ON")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(str(path).replace("mode=rw", "mode=ro"), **options))
    assert not store.keep_judgements({"b": YES})
    assert store.judgements(["a", "b"]) == {"a": YES}


def test_a_failed_write_leaves_nothing_half_done(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = NO.model_construct(yes=True, probability=object(), reason="")
    assert not store.keep_judgements({"a": YES, "b": broken})
    assert store.judgements(["a", "b"]) == {}
    assert store.keep_judgements({"c": YES})


def test_old_judgements_are_forgotten_at_an_update(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(module.time, "time", lambda: now - 181 * 86_400)
    store.keep_judgements({"old": YES})
    monkeypatch.setattr(module.time, "time", lambda: now - 179 * 86_400)
    store.keep_judgements({"young": YES})
    monkeypatch.undo()
    store.finish_update()
    assert set(store.judgements(["old", "young"])) == {"young"}


def test_a_report_that_is_read_again_keeps_what_was_judged(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_of(1)))
    store.keep_judgements({"a": YES})
    put(store, report("a.txt", text=text_of(2)))
    store.rebuild()
    assert store.judgements(["a"]) == {"a": YES}


def test_an_index_of_version_2_is_brought_up_to_date(tmp_path: Path, embedder: HashEmbedder) -> None:
    version_2(tmp_path / "two")
    old_index(tmp_path / "one")
    ReportStore(tmp_path / "new", embedder, create=True).close()
    for name in ("two", "one"):
        store = ReportStore(tmp_path / name, embedder)
        assert store._catalog._version() == SCHEMA_VERSION == 3
        assert store.entries()
        assert store.keep_judgements({"a": YES})
        assert store.judgements(["a"]) == {"a": YES}
        store.close()
        assert columns(tmp_path / name / "catalog.db") == columns(tmp_path / "new" / "catalog.db")


def test_an_index_of_version_2_that_cannot_be_written_is_read(tmp_path: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    version_2(tmp_path / "index")
    monkeypatch.setitem(MIGRATIONS, 2, "INSERT INTO nowhere VALUES (1);\n")
    store = ReportStore(tmp_path / "index", embedder)
    assert len(store.entries()) == 1
    assert store.judgements(["a"]) == {}
    assert not store.keep_judgements({"a": YES})


def test_an_index_of_version_1_that_cannot_be_written_is_refused(tmp_path: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    old_index(tmp_path / "index")
    monkeypatch.setitem(MIGRATIONS, 1, "INSERT INTO nowhere VALUES (1);\n")
    with pytest.raises(IndexUnavailableError):
        ReportStore(tmp_path / "index", embedder)
