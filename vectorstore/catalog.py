"""The SQLite catalog: sources, reports, sections, passages and the full-text index.

It is the truth of the index; the vectors can be made again from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from ingest.models import FileFailure, ParsedReport, Report, SourceFile
from vectorstore import corrections, following
from vectorstore.catalog_reading import CatalogReader
from vectorstore.context import index_words
from vectorstore.duplicates import Signature, sign
from vectorstore.fulltext import index_tokens
from vectorstore.models import Changes, StoredPassage


class Catalog(CatalogReader):
    """Everything about sources, reports, sections and passages, and their words."""

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value with the index.

        Args:
            key: Its name.
            value: Its value.
        """
        self.db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    # --- sources ---------------------------------------------------------------------

    def put_source(
        self, folder: str, source: str, file: SourceFile, pipeline: str, reports: Sequence[ParsedReport], vector_ids: dict[str, str]
    ) -> set[str]:
        """Make a source's new content visible in one commit.

        Args:
            folder: Absolute path of its folder.
            source: Its name in the index.
            file: The file as read.
            pipeline: Version of the reading code.
            reports: Its reports.
            vector_ids: Vector id of each body passage, by passage id.

        Returns:
            Vector ids that nothing refers to any more.
        """
        with self.transaction() as db:
            dropped = self._drop(db, source)
            db.execute(
                "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
                (source, folder, file.path, file.sha256, file.media_type, file.size, pipeline),
            )
            db.execute("DELETE FROM failures WHERE folder = ? AND path = ?", (folder, file.path))
            for parsed in reports:
                _insert_report(db, parsed, vector_ids)
                _insert_signature(db, parsed.report)
                self._index_words(db, parsed.report.report_id)
            following.follow(db, source)
            advance(db)
            return _orphans(db, dropped)

    def remove_source(self, source: str) -> set[str]:
        """Remove a source and all its reports in one commit; what was set about them by hand stays.

        Args:
            source: Its name in the index.

        Returns:
            Vector ids that nothing refers to any more.
        """
        with self.transaction() as db:
            advance(db)
            return _orphans(db, self._drop(db, source))

    def _drop(self, db: sqlite3.Connection, source: str) -> set[str]:
        vectors: set[str] = set()
        for (report_id,) in db.execute("SELECT report_id FROM reports WHERE source = ?", (source,)).fetchall():
            for _, stored in self._index_words(db, report_id, "delete"):
                vectors.update([stored.vector_id] if stored.vector_id else [])
        following.let_go(db, source)
        db.execute("DELETE FROM sources WHERE source = ?", (source,))
        return vectors

    def move_folder(self, old: str, new: str) -> None:
        """Give the sources and failures of one folder to another.

        Args:
            old: Absolute path that was known.
            new: Absolute path it has now.
        """
        with self.transaction() as db:
            db.execute("UPDATE sources SET folder = ? WHERE folder = ?", (new, old))
            db.execute("DELETE FROM failures WHERE folder = ?", (old,))
            advance(db)

    def put_failure(self, folder: str, path: str, failure: FileFailure) -> None:
        """Remember that a file could not be read.

        Args:
            folder: Absolute path of its folder.
            path: Its path relative to the folder.
            failure: Why.
        """
        self.db.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", (folder, path, failure.category, str(failure.message)))

    def forget_failures(self, folder: str, keep: Collection[str]) -> None:
        """Forget the failures of files that are gone.

        Args:
            folder: Absolute path of a folder.
            keep: Paths that still fail.
        """
        for (path,) in self.db.execute("SELECT path FROM failures WHERE folder = ?", (folder,)).fetchall():
            if path not in keep:
                self.db.execute("DELETE FROM failures WHERE folder = ? AND path = ?", (folder, path))

    # --- corrections by hand ---------------------------------------------------------

    def correct(self, report_id: str, changes: Changes) -> None:
        """Set something about a report by hand, beside what was set before.

        Args:
            report_id: Id of the report.
            changes: What to set.

        Raises:
            KeyError: No such report, or no such report to be a copy of.
        """
        with self.transaction() as db:
            before = corrections.by_report(db, report_id).get(report_id, Changes())
            given = changes.given()
            if changes.not_duplicate or changes.duplicate_of:
                given = {"not_duplicate": None, "duplicate_of": None, **given}
            self._keep(db, report_id, before.model_copy(update=given))
            target = changes.duplicate_of
            if target is not None and target not in corrections.by_report(db, target):
                self._keep(db, target, Changes())
            advance(db)

    def _keep(self, db: sqlite3.Connection, report_id: str, changes: Changes) -> None:
        report = self.stored_report(report_id)
        following.keep(db, report, sign(report.text), changes)

    def forget_correction(self, report_id: str) -> bool:
        """Forget what was set by hand about a report, or about one that is gone.

        Args:
            report_id: Its id.

        Returns:
            Whether there was anything.
        """
        with self.transaction() as db:
            advance(db)
            return following.forget(db, report_id)

    # --- full-text index -------------------------------------------------------------

    def rebuild_fulltext(self) -> None:
        """Make the full-text index again from the reports' texts, in one commit."""
        with self.transaction() as db:
            for table in ("passages_fts", "reports_fts"):
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
            for (report_id,) in db.execute("SELECT report_id FROM reports").fetchall():
                self._index_words(db, report_id)
            advance(db)

    def _index_words(self, db: sqlite3.Connection, report_id: str, command: str | None = None) -> list[tuple[int, StoredPassage]]:
        """Put a stored report's words into the full-text index, or take them out.

        A contentless index forgets a row only when it is given the tokens that it was
        given at first, so both ways go through here, and a title set by hand is not used.
        """
        report = self.stored_report(report_id)
        (row,) = db.execute("SELECT rowid FROM reports WHERE report_id = ?", (report_id,)).fetchone()
        passages = self.numbered_passages(report_id)
        for table, columns, words in (
            ("reports_fts", ("rowid", "body"), [(row, index_tokens(report.text))]),
            ("passages_fts", ("rowid", "body", "context"), [(rowid, *index_words(report, s.passage, s.text)) for rowid, s in passages]),
        ):
            if command:
                columns, words = (table, *columns), [(command, *values) for values in words]
            db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", words)
        return passages


def _insert_report(db: sqlite3.Connection, parsed: ParsedReport, vector_ids: dict[str, str]) -> None:
    r = parsed.report
    fields = {**{name: getattr(r, name) for name in Report.model_fields}, "region": r.region.model_dump_json()}
    db.execute(f"INSERT INTO reports ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))})", list(fields.values()))
    db.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(r.report_id, s.ordinal, s.parent, s.level, s.heading, _json(s.heading_path), s.start, s.end) for s in parsed.sections],
    )
    db.executemany(
        'INSERT INTO passages (passage_id, report_id, ordinal, start, "end", heading_path, kind, page, vector_id) VALUES (?,?,?,?,?,?,?,?,?)',
        [
            (p.passage_id, r.report_id, p.ordinal, p.start, p.end, _json(p.heading_path), p.kind, p.page, vector_ids.get(p.passage_id))
            for p in parsed.passages
        ],
    )
    db.executemany(
        "INSERT INTO cuts (report_id, ordinal, start, reason, text) VALUES (?, ?, ?, ?, ?)",
        [(r.report_id, i, c.start, c.reason, c.text) for i, c in enumerate(parsed.cuts)],
    )


def _insert_signature(db: sqlite3.Connection, report: Report) -> None:
    put_signature(db, report.report_id, sign(report.text))


def put_signature(db: sqlite3.Connection, report_id: str, signature: Signature) -> None:
    """Keep a report's signature, which is still to be compared to the others.

    Args:
        db: The catalog, in a transaction.
        report_id: Id of the report.
        signature: Its signature.
    """
    db.execute("INSERT INTO signatures VALUES (?, ?, ?, ?, ?, 0)", (report_id, *signature))


def advance(db: sqlite3.Connection) -> None:
    """Tell readers in other processes and caches that the index has changed.

    Args:
        db: The catalog, in a transaction.
    """
    db.execute("INSERT INTO meta VALUES ('generation', '1') ON CONFLICT DO UPDATE SET value = value + 1")


def _orphans(db: sqlite3.Connection, vector_ids: set[str]) -> set[str]:
    return {v for v in vector_ids if db.execute("SELECT 1 FROM passages WHERE vector_id = ?", (v,)).fetchone() is None}


def _json(path: tuple[str, ...]) -> str:
    return json.dumps(path, ensure_ascii=False)
