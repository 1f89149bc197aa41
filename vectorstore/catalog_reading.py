"""What the catalog tells: sources, reports with what was set by hand, sections, passages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ingest.models import Cut, FileFailure, Passage, Region, Report
from vectorstore import corrections
from vectorstore.database import Database
from vectorstore.models import CatalogEntry, StoredPassage

_PASSAGE_COLUMNS = 'p.passage_id, p.report_id, p.ordinal, p.start, p."end", p.heading_path, p.kind, p.page'
_PASSAGE_TEXT = 'substr(r.text, p.start + 1, p."end" - p.start)'
_REPORT_COLUMNS = ", ".join(Report.model_fields)
BATCH = 500
"""Values in one statement; SQLite has a limit, 999 in old versions."""
_ENTRY_COLUMNS = [name for name in CatalogEntry.model_fields if name not in ("chars", "passages", "corrected")]


class KnownSource(NamedTuple):
    """A source as the catalog knows it."""

    source: str
    path: str
    sha256: str
    pipeline: str


class CatalogReader(Database):
    """Everything that is asked of the catalog."""

    def meta(self, key: str) -> str | None:
        """A value kept with the index.

        Args:
            key: Its name.
        """
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    # --- sources ---------------------------------------------------------------------

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

    # --- reports ---------------------------------------------------------------------

    def entries(self) -> list[CatalogEntry]:
        """Every report, without its text, by source and position, as corrected by hand.

        A near-duplicate whose region is unknown has the region of its fuller copy.
        """
        return corrections.with_twins(self.corrected_entries())

    def corrected_entries(self) -> list[CatalogEntry]:
        """Every report as it was read and corrected by hand, without what its copies tell."""
        made = corrections.by_report(self.db)
        return [corrections.corrected(entry, made.get(entry.report_id)) for entry in self.stored_entries()]

    def stored_entries(self) -> list[CatalogEntry]:
        """Every report as it was read."""
        rows = self.db.execute(
            f"""SELECT {", ".join(_ENTRY_COLUMNS)}, length(text), (SELECT count(*) FROM passages p WHERE p.report_id = r.report_id)
                FROM reports r ORDER BY source, position"""
        )
        return [CatalogEntry(**_with_region(zip((*_ENTRY_COLUMNS, "chars", "passages"), row, strict=True))) for row in rows]

    def report(self, report_id: str) -> Report:
        """A report with its text, as corrected by hand.

        Args:
            report_id: Its id.

        Raises:
            KeyError: No such report.
        """
        report = self._corrected_report(report_id)
        if report.duplicate_of is None:
            return report
        try:
            twin = self._corrected_report(report.duplicate_of)
        except KeyError:
            return report.model_copy(update={"duplicate_of": None})
        return corrections.named_by_twin(report, twin)

    def _corrected_report(self, report_id: str) -> Report:
        return corrections.corrected(self.stored_report(report_id), corrections.by_report(self.db, report_id).get(report_id))

    def stored_report(self, report_id: str) -> Report:
        """A report as it was read.

        Args:
            report_id: Its id.

        Raises:
            KeyError: No such report.
        """
        row = self.db.execute(f"SELECT {_REPORT_COLUMNS} FROM reports WHERE report_id = ?", (report_id,)).fetchone()
        if row is None:
            raise KeyError(report_id)
        return Report(**_with_region(zip(Report.model_fields, row, strict=True)))

    def texts(self, report_ids: Sequence[str]) -> dict[str, str]:
        """Texts of reports by id.

        Args:
            report_ids: Ids of reports; unknown ones are left out.
        """
        texts: dict[str, str] = {}
        for at in range(0, len(report_ids), BATCH):
            batch = report_ids[at : at + BATCH]
            texts |= dict(self.db.execute(f"SELECT report_id, text FROM reports WHERE report_id IN ({','.join('?' * len(batch))})", batch).fetchall())
        return texts

    def cuts(self, report_id: str) -> list[Cut]:
        """What was left out of a report's text or stood beside it, in order.

        Args:
            report_id: Id of the report.
        """
        rows = self.db.execute("SELECT reason, text, start FROM cuts WHERE report_id = ? ORDER BY ordinal", (report_id,))
        return [Cut(reason=reason, text=text, start=start) for reason, text, start in rows]

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

    # --- passages --------------------------------------------------------------------

    def body_rows(self, report_id: str) -> list[int]:
        """Rows of a report's body passages.

        Args:
            report_id: Id of the report.
        """
        return [row[0] for row in self.db.execute("SELECT rowid FROM passages WHERE report_id = ? AND kind = 'body'", (report_id,))]

    def passages(self, report_id: str) -> list[StoredPassage]:
        """Passages of a report in document order.

        Args:
            report_id: Id of the report.
        """
        return [stored for _, stored in self.numbered_passages(report_id)]

    def numbered_passages(self, report_id: str) -> list[tuple[int, StoredPassage]]:
        """Passages of a report in document order, with their rows in the full-text index.

        Args:
            report_id: Id of the report.
        """
        rows = self.db.execute(
            f"""SELECT p.rowid, {_PASSAGE_TEXT}, p.vector_id, {_PASSAGE_COLUMNS}
                FROM passages p JOIN reports r USING (report_id) WHERE report_id = ? ORDER BY p.ordinal""",
            (report_id,),
        )
        return [(row[0], StoredPassage(text=row[1], vector_id=row[2], passage=_passage(row[3:]))) for row in rows]

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
        return [(stored, row[1]) for row, stored in self._select("p.rowid", rowids, extra)]

    def passages_by_vector(self, vector_ids: Sequence[str]) -> list[tuple[int, StoredPassage]]:
        """Passages that share one of the vectors, with their rows.

        Args:
            vector_ids: Vector ids; those that no passage refers to are left out.
        """
        return [(row[0], stored) for row, stored in self._select("p.vector_id", vector_ids)]

    def _select(self, column: str, values: Sequence[Any], extra: int = 0) -> Iterator[tuple[Any, StoredPassage]]:
        """Rows, whose second value is the text with some characters past its end, and their passages."""
        for at in range(0, len(values), BATCH):
            batch = values[at : at + BATCH]
            rows = self.db.execute(
                f"""SELECT p.rowid, substr(r.text, p.start + 1, p."end" - p.start + {extra}), p.vector_id, {_PASSAGE_COLUMNS}
                    FROM passages p JOIN reports r USING (report_id) WHERE {column} IN ({",".join("?" * len(batch))})""",
                batch,
            )
            for row in rows:
                passage = _passage(row[3:])
                yield row, StoredPassage(text=row[1][: passage.end - passage.start], vector_id=row[2], passage=passage)

    def vector_ids(self) -> set[str]:
        """Ids of all vectors that passages refer to."""
        return {row[0] for row in self.db.execute("SELECT DISTINCT vector_id FROM passages WHERE vector_id IS NOT NULL")}


def _with_region(fields: Iterator[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(fields)
    return {**named, "region": Region.model_validate_json(named["region"])}


def _passage(row: Sequence[Any]) -> Passage:
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
