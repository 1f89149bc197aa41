"""What the library shows: reports, files that failed, folders, and what was removed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ingest.models import DocumentType, FailureCategory, Outlook, RegionBasis


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileRef(_Frozen):
    """A file of the collection, or a member of an archive."""

    folder: str
    """Id of its folder."""
    path: str
    """Its path in the folder."""


class ReportRow(_Frozen):
    """A report as the table shows it."""

    report_id: str
    """Its id."""
    title: str
    """Its title."""
    region: str | None
    """What its region is called in answers; None when unknown."""
    region_full: str | None
    """Full name of the region."""
    region_code: str | None
    """Six-digit administrative division code."""
    basis: RegionBasis
    """How the region is known."""
    basis_shown: str
    """The same in Chinese."""
    evidence: tuple[str, ...]
    """Verbatim pieces that tell the region."""
    year: int | None
    """Year reported on."""
    period: str | None
    """Part of the year."""
    outlook: Outlook | None
    """Whether it looks back or ahead."""
    issuer: str | None
    """Issuing body."""
    doc_type: DocumentType
    """Kind of document."""
    official: bool
    """Whether it is a document of a public body."""
    duplicate_of: str | None
    """Id of the fuller copy."""
    corrected: tuple[str, ...]
    """What was set by hand, in Chinese."""
    chars: int
    """Length in characters."""
    source: str
    """Name of its file in the index."""
    position: int
    """Zero-based place among the reports of its file."""
    file: FileRef
    """Where its file stands."""


class FailureRow(_Frozen):
    """A file that could not be read."""

    file: FileRef
    """Where it stands."""
    category: FailureCategory
    """Why."""
    message: str
    """What is wrong and the remedy, in Chinese."""


class FolderRow(_Frozen):
    """A folder that the collection was read from."""

    id: str
    """Its id."""
    name: str
    """Its name for staff."""
    path: str | None
    """Its absolute path; None for users who may only read."""
    uploads: bool
    """Whether it holds what was uploaded."""
    exists: bool
    """Whether it is there at present."""
    files: int
    """Files, and members of archives, that the collection has from it."""
    failures: int
    """Files in it that could not be read."""
    fresh: int
    """Uploaded files that no update has looked at yet; 0 for other folders."""
    removed: tuple[str, ...]
    """Paths of files in it that staff removed, and that no update brings back."""


class Listing(_Frozen):
    """Everything that the library shows."""

    reports: tuple[ReportRow, ...]
    """By file and place."""
    failures: tuple[FailureRow, ...]
    """By folder and path."""
    folders: tuple[FolderRow, ...]
    """The folder of uploads first."""
    max_bytes: int
    """Greatest size of an upload."""
    doc_types: tuple[str, ...] = tuple(DocumentType)
    """Kinds of document that may be set."""


class Removal(_Frozen):
    """What a removal did."""

    removed: int
    """Files taken out of the collection."""
    deleted: int
    """Uploaded files deleted with that."""


class Original(_Frozen):
    """The file that a report was read from."""

    path: str
    """Absolute path of the file, or of the archive or e-mail that it is in."""
    member: str | None
    """Path of the member as the index knows it; None when the file is no archive."""
    name: str
    """The file's own name."""
    media_type: str
    """IANA media type by content."""
