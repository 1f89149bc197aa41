"""Where the files of the collection stand: the folder and path of each source and of each failure."""

from __future__ import annotations

from typing import NamedTuple

from ingest.models import FileFailure
from vectorstore.database import Database


class SourcePlace(NamedTuple):
    """Where a source came from."""

    source: str
    """Its name in the index."""
    folder: str
    """Absolute path of its folder."""
    path: str
    """Its path in the folder; of a member of an archive, the archive's path with the member's behind it."""
    media_type: str
    """IANA media type by content."""
    size: int
    """Size in bytes."""


class FailedPlace(NamedTuple):
    """Where a file stands that could not be read."""

    folder: str
    """Absolute path of its folder."""
    failure: FileFailure
    """Its path in the folder, and why."""


def source_places(database: Database) -> list[SourcePlace]:
    """Where every source came from, by name.

    Args:
        database: The catalog.
    """
    return [SourcePlace(*row) for row in database.db.execute("SELECT source, folder, path, media_type, size FROM sources ORDER BY source")]


def source_place(database: Database, source: str) -> SourcePlace | None:
    """Where one source came from; None for an unknown one.

    Args:
        database: The catalog.
        source: Its name in the index.
    """
    row = database.db.execute("SELECT source, folder, path, media_type, size FROM sources WHERE source = ?", (source,)).fetchone()
    return None if row is None else SourcePlace(*row)


def failed_places(database: Database) -> list[FailedPlace]:
    """Where every file stands that could not be read, by folder and path.

    Args:
        database: The catalog.
    """
    rows = database.db.execute("SELECT folder, path, category, message FROM failures ORDER BY folder, path")
    return [FailedPlace(folder, FileFailure(source=path, category=category, message=message)) for folder, path, category, message in rows]
