from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fictional_reports import links, put, report, text_of
from support import HashEmbedder

from ingest.models import Cut, CutReason, Outlook, ParsedReport, SourceFile
from vectorstore import NewSource, ReportStore
from vectorstore.fulltext import index_tokens
from vectorstore.schema import MIGRATIONS, SCHEMA_VERSION

SCHEMA_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    source TEXT PRIMARY KEY, folder TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL,
    size INTEGER NOT NULL, pipeline TEXT NOT NULL, UNIQUE (folder, path)
);
CREATE TABLE failures (
    folder TEXT NOT NULL, path TEXT NOT NULL, category TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (folder, path)
) WITHOUT ROWID;
CREATE TABLE reports (
    rowid INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE, source TEXT NOT NULL REFERENCES sources (source) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, region TEXT NOT NULL, year INTEGER, period TEXT,
    doc_type TEXT NOT NULL, duplicate_of TEXT, UNIQUE (source, position)
);
CREATE TABLE sections (
    report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE, ordinal INTEGER NOT NULL, parent INTEGER, level INTEGER NOT NULL,
    heading TEXT NOT NULL, heading_path TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY, passage_id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, heading_path TEXT NOT NULL, kind TEXT NOT NULL, page INTEGER,
    vector_id TEXT
);
CREATE INDEX passages_report ON passages (report_id, ordinal);
CREATE INDEX passages_vector ON passages (vector_id);
CREATE VIRTUAL TABLE reports_fts USING fts5(body, content='', tokenize='ascii');
CREATE VIRTUAL TABLE passages_fts USING fts5(body, context, content='', tokenize='ascii');
CREATE VIRTUAL TABLE passages_vocab USING fts5vocab(passages_fts, 'row');
PRAGMA user_version = 1;
"""
"""The tables of version 1, as they were."""


def old_index(folder: Path) -> None:
    """An index of version 1 with two reports of equal text."""
    folder.mkdir()
    db = sqlite3.connect(folder / "catalog.db")
    db.executescript(SCHEMA_1)
    db.execute("INSERT INTO meta VALUES ('embedding_model', 'hash'), ('generation', '7')")
    region = '{"name": "云泽市清源区", "code": null, "basis": "stated", "evidence": ["云泽市清源区教育局"]}'
    for name, place in (("a.txt", region), ("b.txt", '{"name": null, "code": null, "basis": "unknown", "evidence": []}')):
        db.execute("INSERT INTO sources VALUES (?, '/f', ?, 'x', 'text/plain', 1, '1')", (name, name))
        db.execute(
            "INSERT INTO reports VALUES (NULL, ?, ?, 0, '教育局工作总结', ?, ?, 2023, NULL, '总结', NULL)", (f"r{name}", name, text_of(1), place)
        )
        db.execute("INSERT INTO reports_fts (rowid, body) VALUES (last_insert_rowid(), ?)", (index_tokens(text_of(1)),))
    db.commit()
    db.close()


def columns(path: Path) -> dict[str, set[tuple[str, str]]]:
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: {(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")} for table in tables}
    db.close()
    return found


def test_an_index_of_version_1_is_opened_and_goes_on(tmp_path: Path, embedder: HashEmbedder) -> None:
    old_index(tmp_path / "index")
    store = ReportStore(tmp_path / "index", embedder)
    assert store._catalog._version() == SCHEMA_VERSION
    first, second = store.entries()
    assert (first.region.name, first.year, first.official, first.outlook, first.issuer) == ("云泽市清源区", 2023, True, None, None)
    assert second.region.name is None
    assert store.cuts(first.report_id) == []
    assert store.link_duplicates() == 1
    assert links(store) == {"b.txt#0": "a.txt#0"}
    put(store, report("b.txt", text=text_of(2), issuer="清源区教育局"))
    store.remove_source("a.txt")
    store.close()
    again = ReportStore(tmp_path / "index", embedder)
    assert [(e.source, e.issuer) for e in again.entries()] == [("b.txt", "清源区教育局")]


def test_a_migrated_index_has_the_tables_of_a_new_one(tmp_path: Path, embedder: HashEmbedder) -> None:
    old_index(tmp_path / "old")
    ReportStore(tmp_path / "old", embedder).close()
    ReportStore(tmp_path / "new", embedder, create=True).close()
    assert columns(tmp_path / "old" / "catalog.db") == columns(tmp_path / "new" / "catalog.db")


def test_a_migration_that_fails_leaves_the_old_version(tmp_path: Path, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    old_index(tmp_path / "index")
    before = columns(tmp_path / "index" / "catalog.db")
    with monkeypatch.context() as patched:
        patched.setitem(MIGRATIONS, 1, MIGRATIONS[1] + "CREATE TABLE cuts (x);\n")
        with pytest.raises(Exception, match="不能使用"):
            ReportStore(tmp_path / "index", embedder)
    assert columns(tmp_path / "index" / "catalog.db") == before
    assert len(ReportStore(tmp_path / "index", embedder).entries()) == 2


def test_everything_about_a_report_is_stored(tmp_path: Path, embedder: HashEmbedder) -> None:
    store = ReportStore(tmp_path / "index", embedder, create=True)
    one = report("a.txt", text="正文。", outlook=Outlook.AHEAD, issuer="清源区教育局", official=False, period="全年", year=2023)
    cuts = (Cut(reason=CutReason.PAGE_MARK, text="第 1 页", start=0), Cut(reason=CutReason.SITE, text="点击下载", start=3))
    file = SourceFile(path="a.txt", sha256="x", media_type="text/plain", size=1)
    store.put_sources([NewSource("/f", "a.txt", file, (ParsedReport(report=one, sections=(), passages=(), cuts=cuts),))], "1")
    assert store.report(one.report_id) == one
    assert tuple(store.cuts(one.report_id)) == cuts
    (entry,) = store.entries()
    assert (entry.outlook, entry.issuer, entry.official, entry.corrected) == (Outlook.AHEAD, "清源区教育局", False, ())
    store.remove_source("a.txt")
    assert store.cuts(one.report_id) == []
    left = {table for table in ("reports", "cuts", "signatures", "alike") if store._catalog.db.execute(f"SELECT 1 FROM {table}").fetchone()}
    assert left == set()
