"""The collection in rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from assistant.api import Assistant
from assistant.library.models import FailureRow, FileRef, FolderRow, Listing, ReportRow
from assistant.library.uploads import Uploads
from assistant.listing import field_names
from assistant.quoting import ReportNames
from assistant.wording import REGION_BASIS
from ingest import find_files
from ingest.models import stable_id
from vectorstore import CatalogEntry
from vectorstore.catalog import Catalog
from vectorstore.whereabouts import FailedPlace, SourcePlace, failed_places, source_places

UPLOADS_NAME = "上传的文件"
"""What the folder of uploads is called."""


def folder_id(folder: str) -> str:
    """Id of a folder, which does not tell where it is.

    Args:
        folder: Its absolute path.
    """
    return stable_id("f", folder)


def list_collection(assistant: Assistant, catalog: Catalog, uploads: Uploads, removed: Mapping[str, Collection[str]]) -> Listing:
    """Every report, every file that failed, every folder.

    Args:
        assistant: The open assistant.
        catalog: The catalog of its index.
        uploads: The uploads.
        removed: Paths of removed files by folder.
    """
    with catalog.reading():
        places = {place.source: place for place in source_places(catalog)}
        failed = failed_places(catalog)
    names, entries = assistant.names(), assistant.reports()
    rows = [_report_row(entry, names, places[entry.source]) for entry in entries if entry.source in places]
    failures = [
        FailureRow(file=_ref(f.folder, f.failure.source), category=f.failure.category, message=f.failure.message)
        for f in failed
        if f.failure.source not in removed.get(f.folder, ())
    ]
    return Listing(
        reports=tuple(rows),
        failures=tuple(failures),
        folders=tuple(_folder_rows(list(places.values()), failed, uploads, removed)),
        max_bytes=uploads.max_bytes,
    )


def _report_row(entry: CatalogEntry, names: ReportNames, place: SourcePlace) -> ReportRow:
    same = ("report_id", "title", "year", "period", "outlook", "issuer", "doc_type", "official", "duplicate_of", "chars", "source", "position")
    return ReportRow(
        **{name: getattr(entry, name) for name in same},
        region=names.region(entry.region),
        region_full=entry.region.name,
        region_code=entry.region.code,
        basis=entry.region.basis,
        basis_shown=REGION_BASIS[entry.region.basis],
        evidence=entry.region.evidence,
        corrected=tuple(field_names([field]) for field in entry.corrected),
        file=_ref(place.folder, place.path),
    )


def _ref(folder: str, path: str) -> FileRef:
    return FileRef(folder=folder_id(folder), path=path)


def _folder_rows(places: list[SourcePlace], failed: list[FailedPlace], uploads: Uploads, removed: Mapping[str, Collection[str]]) -> list[FolderRow]:
    ours = str(uploads.folder)
    others = {place.folder for place in places} | {place.folder for place in failed} | set(removed)
    rows = []
    for folder in (ours, *sorted(others - {ours})):
        files = {place.path for place in places if place.folder == folder}
        trouble = {place.failure.source for place in failed if place.folder == folder}
        gone = tuple(sorted(removed.get(folder, ())))
        rows.append(
            FolderRow(
                id=folder_id(folder),
                name=UPLOADS_NAME if folder == ours else Path(folder).name or folder,
                path=folder,
                uploads=folder == ours,
                exists=Path(folder).is_dir(),
                files=len(files),
                failures=len(trouble.difference(gone)),
                fresh=_fresh(uploads.folder, files | trouble | set(gone)) if folder == ours else 0,
                removed=gone,
            )
        )
    return rows


def _fresh(folder: Path, known: Collection[str]) -> int:
    """How many files of a folder no update has looked at."""
    seen = {str(place) for path in known for place in (PurePosixPath(path), *PurePosixPath(path).parents)}
    return sum(path not in seen for path in find_files(folder).paths) if folder.is_dir() else 0
