"""The SQLite catalog: sources, reports, sections, passages and the full-text index.

It is the truth of the index; the vectors can be made again from it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from ingest.models import FileFailure, ParsedReport, Passage, Region, Report, SourceFile
from vectorstore.context import index_words
from vectorstore.database import Database
from vectorstore.fulltext import index_tokens
from vectorstore.models import CatalogEntry, StoredPassage

_PASSAGE_COLUMNS = 'p.passage_id, p.report_id, p.ordinal, p.start, p."end", p.heading_path, p.kind, p.page'
_PASSAGE_TEXT = 'substr(r.text, p.start + 1, p."end" - p.start)'


class KnownSource(NamedTuple):
    """A source as the catalog knows it."""

    source: str
    path: str
    sha256: str
    pipeline: str


class Catalog(Database):
    """Everything about sources, reports, sections and passages, and their words."""

    # --- settings of the index -------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A value kept with the index.

        Args:
            key: Its name.
        """
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Keep a value with the index.

        Args:
            key: Its name.
            value: Its value.
        """
        self.db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    # --- writing ---------------------------------------------------------------------

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
                self._index_words(db, parsed.report.report_id)
            _advance(db)
            return _orphans(db, dropped)

    def remove_source(self, source: str) -> set[str]:
        """Remove a source and all its reports in one commit.

        Args:
            source: Its name in the index.

        Returns:
            Vector ids that nothing refers to any more.
        """
        with self.transaction() as db:
            _advance(db)
            return _orphans(db, self._drop(db, source))

    def _drop(self, db: sqlite3.Connection, source: str) -> set[str]:
        vectors: set[str] = set()
        for (report_id,) in db.execute("SELECT report_id FROM reports WHERE source = ?", (source,)).fetchall():
            for _, stored in self._index_words(db, report_id, "delete"):
                vectors.update([stored.vector_id] if stored.vector_id else [])
        db.execute("DELETE FROM sources WHERE source = ?", (source,))
        return vectors

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

    def rebuild_fulltext(self) -> None:
        """Make the full-text index again from the reports' texts, in one commit."""
        with self.transaction() as db:
            for table in ("passages_fts", "reports_fts"):
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
            for (report_id,) in db.execute("SELECT report_id FROM reports").fetchall():
                self._index_words(db, report_id)
            _advance(db)

    def _index_words(self, db: sqlite3.Connection, report_id: str, command: str | None = None) -> list[tuple[int, StoredPassage]]:
        """Put a stored report's words into the full-text index, or take them out.

        A contentless index forgets a row only when it is given the tokens that it was
        given at first, so both ways go through here.
        """
        report = self.report(report_id)
        (row,) = db.execute("SELECT rowid FROM reports WHERE report_id = ?", (report_id,)).fetchone()
        passages = self._numbered_passages(report_id)
        for table, columns, words in (
            ("reports_fts", ("rowid", "body"), [(row, index_tokens(report.text))]),
            ("passages_fts", ("rowid", "body", "context"), [(rowid, *index_words(report, s.passage, s.text)) for rowid, s in passages]),
        ):
            if command:
                columns, words = (table, *columns), [(command, *values) for values in words]
            db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", words)
        return passages

    # --- reading ---------------------------------------------------------------------

    def known_sources(self, folder: str) -> dict[str, KnownSource]:
        """Sources of a folder by their path in it.

        Args:
            folder: Absolute path of the folder.
        """
        rows = self.db.execute("SELECT source, path, sha256, pipeline FROM sources WHERE folder = ?", (folder,))
        return {row[1]: KnownSource(*row) for row in rows}

    def folders(self) -> list[str]:
        """Absolute paths of the folders that sources came from."""
        return [row[0] for row in self.db.execute("SELECT DISTINCT folder FROM sources ORDER BY folder")]

    def move_folder(self, old: str, new: str) -> None:
        """Give the sources and failures of one folder to another.

        Args:
            old: Absolute path that was known.
            new: Absolute path it has now.
        """
        with self.transaction() as db:
            db.execute("UPDATE sources SET folder = ? WHERE folder = ?", (new, old))
            db.execute("DELETE FROM failures WHERE folder = ?", (old,))
            _advance(db)

    def body_rows(self, report_id: str) -> list[int]:
        """Rows of a report's body passages.

        Args:
            report_id: Id of the report.
        """
        return [row[0] for row in self.db.execute("SELECT rowid FROM passages WHERE report_id = ? AND kind = 'body'", (report_id,))]

    def folder_of(self, source: str) -> str | None:
        """Folder that a source came from.

        Args:
            source: Name in the index.
        """
        row = self.db.execute("SELECT folder FROM sources WHERE source = ?", (source,)).fetchone()
        return None if row is None else str(row[0])

    def failures(self) -> list[FileFailure]:
        """Files that could not be read, by folder and path."""
        rows = self.db.execute("SELECT path, category, message FROM failures ORDER BY folder, path")
        return [FileFailure(source=path, category=category, message=message) for path, category, message in rows]

    def entries(self) -> list[CatalogEntry]:
        """Every report, without its text, by source and position."""
        rows = self.db.execute(
            """SELECT report_id, source, position, title, region, year, period, doc_type, duplicate_of, length(text),
                      (SELECT count(*) FROM passages p WHERE p.report_id = r.report_id)
               FROM reports r ORDER BY source, position"""
        )
        names = list(CatalogEntry.model_fields)
        return [CatalogEntry(**{**dict(zip(names, row, strict=True)), "region": Region.model_validate_json(row[4])}) for row in rows]

    def report(self, report_id: str) -> Report:
        """A report with its text.

        Args:
            report_id: Its id.

        Raises:
            KeyError: No such report.
        """
        row = self.db.execute(
            "SELECT report_id, source, position, title, text, region, year, period, doc_type, duplicate_of FROM reports WHERE report_id = ?",
            (report_id,),
        ).fetchone()
        if row is None:
            raise KeyError(report_id)
        fields: dict[str, Any] = dict(zip(Report.model_fields, row, strict=True))
        return Report(**{**fields, "region": Region.model_validate_json(fields["region"])})

    def heading_path(self, report_id: str, place: int) -> tuple[str, ...]:
        """Headings above a place in a report; empty before the first heading.

        Args:
            report_id: Id of the report.
            place: A code point of its text.
        """
        row = self.db.execute(
            "SELECT heading_path FROM sections WHERE report_id = ? AND start <= ? ORDER BY start DESC, ordinal DESC LIMIT 1", (report_id, place)
        ).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def passages(self, report_id: str) -> list[StoredPassage]:
        """Passages of a report in document order.

        Args:
            report_id: Id of the report.
        """
        return [stored for _, stored in self._numbered_passages(report_id)]

    def _numbered_passages(self, report_id: str) -> list[tuple[int, StoredPassage]]:
        rows = self.db.execute(
            f"""SELECT p.rowid, {_PASSAGE_TEXT}, p.vector_id, {_PASSAGE_COLUMNS}
                FROM passages p JOIN reports r USING (report_id) WHERE report_id = ? ORDER BY p.ordinal""",
            (report_id,),
        )
        return [(row[0], StoredPassage(text=row[1], vector_id=row[2], passage=make_passage(row[3:]))) for row in rows]

    def passages_by_row(self, rowids: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by their row in the full-text index.

        Args:
            rowids: Rows; unknown ones are left out.
        """
        return {row[0]: stored for row, stored in self._select("p.rowid", rowids)}

    def passages_run_on(self, rowids: Sequence[int], extra: int) -> list[tuple[StoredPassage, str]]:
        """Passages with what follows them in their report.

        Args:
            rowids: Rows of the full-text index.
            extra: How many characters past the end.

        Returns:
            Passages with the longer text.
        """
        following = "SELECT substr(text, ?, ?) FROM reports WHERE report_id = ?"
        return [
            (stored, stored.text + self.db.execute(following, (stored.passage.end + 1, extra, stored.passage.report_id)).fetchone()[0])
            for _, stored in self._select("p.rowid", rowids)
        ]

    def passages_by_vector(self, vector_ids: Sequence[str]) -> list[tuple[int, StoredPassage]]:
        """Passages that share one of the vectors, with their rows.

        Args:
            vector_ids: Vector ids; those that no passage refers to are left out.
        """
        return [(row[0], stored) for row, stored in self._select("p.vector_id", vector_ids)]

    def _select(self, column: str, values: Sequence[Any]) -> Iterator[tuple[Any, StoredPassage]]:
        for at in range(0, len(values), 500):
            batch = values[at : at + 500]
            rows = self.db.execute(
                f"""SELECT p.rowid, {_PASSAGE_TEXT}, p.vector_id, {_PASSAGE_COLUMNS} FROM passages p JOIN reports r USING (report_id)
                    WHERE {column} IN ({",".join("?" * len(batch))})""",
                batch,
            )
            for row in rows:
                yield row, StoredPassage(text=row[1], vector_id=row[2], passage=make_passage(row[3:]))

    def vector_ids(self) -> set[str]:
        """Ids of all vectors that passages refer to."""
        return {row[0] for row in self.db.execute("SELECT DISTINCT vector_id FROM passages WHERE vector_id IS NOT NULL")}


def make_passage(row: Sequence[Any]) -> Passage:
    """Make a passage from the passage columns of a row.

    Args:
        row: Values in the order of the passage columns.
    """
    passage_id, report_id, ordinal, start, end, path, kind, page = row
    return Passage(
        passage_id=passage_id,
        report_id=report_id,
        ordinal=ordinal,
        start=start,
        end=end,
        heading_path=tuple(json.loads(path)),
        kind=kind,
        page=page,
    )


def _insert_report(db: sqlite3.Connection, parsed: ParsedReport, vector_ids: dict[str, str]) -> None:
    r = parsed.report
    db.execute(
        "INSERT INTO reports VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (r.report_id, r.source, r.position, r.title, r.text, r.region.model_dump_json(), r.year, r.period, r.doc_type, r.duplicate_of),
    )
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


def _advance(db: sqlite3.Connection) -> None:
    """Tell readers in other processes and caches that the index has changed."""
    db.execute("INSERT INTO meta VALUES ('generation', '1') ON CONFLICT DO UPDATE SET value = value + 1")


def _orphans(db: sqlite3.Connection, vector_ids: set[str]) -> set[str]:
    return {v for v in vector_ids if db.execute("SELECT 1 FROM passages WHERE vector_id = ?", (v,)).fetchone() is None}


def _json(path: tuple[str, ...]) -> str:
    return json.dumps(path, ensure_ascii=False)
