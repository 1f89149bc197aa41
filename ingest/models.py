"""Core data types that cross the layer boundaries, and the base of every error.

All offsets are half-open and count Unicode code points of ``Report.text``.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class AssistantError(Exception):
    """Base of every error that a caller may show to staff; its message is Chinese.

    ```
    AssistantError
    ├── UnreadableFileError     one file cannot be read (category + remedy)
    ├── ConfigError             a setting or an argument is wrong      (assistant.errors)
    ├── IndexMismatchError      the index was made by something else   (vectorstore.errors)
    ├── IndexUnavailableError   the index folder cannot be used        (vectorstore.errors)
    └── ModelUnavailableError   the embedding model cannot be loaded   (vectorstore.errors)
    ```
    """


class FailureCategory(StrEnum):
    """Why a file gave no report."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    LOCK_FILE = "lock_file"
    CONVERTER_MISSING = "converter_missing"


class UnreadableFileError(AssistantError):
    """One file cannot be read; the others go on."""

    def __init__(self, category: FailureCategory, message: str) -> None:
        """Keep the category beside the Chinese message.

        Args:
            category: Why the file gave no report.
            message: What is wrong and the remedy, for staff; without the file's name.
        """
        super().__init__(message)
        self.category = category


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceFile(_Frozen):
    """One file as it was found."""

    path: str
    """Path relative to the ingested folder, with forward slashes."""
    sha256: str
    """Hex digest of the file's bytes."""
    media_type: str
    """IANA media type, e.g. ``text/plain``."""
    size: int
    """Size in bytes."""


class CutReason(StrEnum):
    """Why a piece of a file is not in a report's text; the value is shown to staff."""

    PAGE_MARK = "页码"
    RUNNING_HEAD = "页眉页脚"
    SITE = "网站附加文字"
    WEB_FRAME = "网页导航等"
    OUTSIDE = "不属于报告正文"


class Cut(_Frozen):
    """A piece that was left out of the text, kept beside it."""

    reason: CutReason
    """Why it was cut."""
    text: str
    """The piece, verbatim after normalisation."""
    start: int
    """Code point of the remaining text before which it stood."""


class StyledHeading(_Frozen):
    """A line that the file itself marks as a heading (a Word style, an HTML ``h2``)."""

    start: int
    """First code point in the extraction's text."""
    end: int
    """One past the last code point."""
    level: int
    """One for the outermost level of heading."""


class Extraction(_Frozen):
    """What a reader got out of one file."""

    text: str
    """Normalised text; paragraphs, table rows and page breaks are line ends."""
    pages: tuple[int, ...] = ()
    """Offset at which each page begins, for paged formats; the first page is page 1."""
    headings: tuple[StyledHeading, ...] = ()
    """Headings by style, in order."""
    cuts: tuple[Cut, ...] = ()
    """What the reader left out, in order."""
    recognised_pages: tuple[int, ...] = ()
    """One-based pages whose text was recognised in a picture (OCR)."""


class RegionBasis(StrEnum):
    """How a report's region is known."""

    STATED = "stated"
    INFERRED = "inferred"
    SET_BY_HAND = "set by hand"
    UNKNOWN = "unknown"


class Region(_Frozen):
    """Whose report it is, with the evidence a reader can check."""

    name: str | None = None
    """Full name, e.g. ``浙江省杭州市余杭区``; as the evidence gives it when the gazetteer has no
    such place; None when unknown."""
    parts: tuple[str, ...] = ()
    """The name by level, outermost first: ``("浙江省", "杭州市", "余杭区")``."""
    code: str | None = None
    """Six-digit administrative division code (GB/T 2260); None when not known."""
    basis: RegionBasis = RegionBasis.UNKNOWN
    """How the name is known."""
    evidence: tuple[str, ...] = ()
    """Verbatim pieces of the report, of its file name, or of a report beside it in the file."""


class Outlook(StrEnum):
    """Whether a report looks back or ahead."""

    PAST = "回顾"
    AHEAD = "打算"


class DocumentType(StrEnum):
    """What kind of document a report is."""

    SUMMARY = "总结"
    PLAN = "计划"
    KEY_POINTS = "要点"
    GOVERNMENT_REPORT = "政府工作报告"
    REGULATION = "法规"
    NOTICE = "通知"
    OTHER = "其他"


class Report(_Frozen):
    """One district's report: the unit that surveys count."""

    report_id: str
    """Deterministic id from the source path and the position in the file."""
    source: str
    """Name of the source in the index."""
    position: int
    """Zero-based place among the reports of its file."""
    title: str
    """Title line of the report, or the file's name when it has none."""
    text: str
    """The report's whole text; every offset counts its code points."""
    region: Region = Region()
    """Whose report it is."""
    year: int | None = None
    """Year reported on; None when unknown."""
    period: str | None = None
    """``全年``, ``上半年``, ``下半年``, or None when unknown."""
    outlook: Outlook | None = None
    """Whether it reports on the past or plans ahead; None when unknown."""
    issuer: str | None = None
    """Issuing body as named in title, letterhead or signature, e.g. ``清源区教育局``."""
    doc_type: DocumentType = DocumentType.OTHER
    """Kind of document."""
    official: bool = True
    """False for a text that is no document of a public body: a private study summary, an
    advertisement. Surveys leave it out and say so."""
    duplicate_of: str | None = None
    """Id of the fuller copy of the same report, if there is one."""


class Section(_Frozen):
    """A heading with its own text, up to the next heading of any level.

    The sections of a report tile its text: each starts where the one before it ends.
    """

    ordinal: int
    """Zero-based place in the report."""
    parent: int | None
    """Ordinal of the enclosing section; None at the top."""
    level: int
    """Depth in the tree; 0 is the text before the first heading."""
    heading: str
    """The heading, a verbatim piece of the text with its number; empty at level 0."""
    heading_path: tuple[str, ...]
    """Headings from the outermost to this one."""
    start: int
    """First code point of the heading."""
    end: int
    """One past the last code point of the section's own text."""


class PassageKind(StrEnum):
    """What a passage holds."""

    BODY = "body"
    HEADING = "heading"


class Passage(_Frozen):
    """A citable span of one section; its text is ``report.text[start:end]``."""

    passage_id: str
    """Deterministic id from the report, the heading path and the text."""
    report_id: str
    """Report it belongs to."""
    ordinal: int
    """Zero-based place in the report."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    heading_path: tuple[str, ...]
    """Headings from the outermost to the enclosing one."""
    kind: PassageKind
    """``heading`` when it holds nothing but a heading or a title."""
    page: int | None = None
    """One-based page in the source file, for paged formats."""


class ParsedReport(_Frozen):
    """A report with its structure."""

    report: Report
    """The report."""
    sections: tuple[Section, ...]
    """Section tree in document order."""
    passages: tuple[Passage, ...]
    """Passages in document order."""
    start: int = 0
    """First code point in the cleaned text of its file."""
    cuts: tuple[Cut, ...] = ()
    """What was cut from it or beside it; ``start`` counts the report's text."""


class FileFailure(_Frozen):
    """A file that gave no report, and why."""

    source: str
    """Name of the source."""
    category: FailureCategory
    """Why it failed."""
    message: str
    """What is wrong and the remedy, in Chinese."""


def stable_id(prefix: str, *parts: str) -> str:
    """Make a deterministic id.

    Args:
        prefix: One letter that tells the kind of thing.
        *parts: What identifies the thing.

    Returns:
        The prefix and 16 hexadecimal digits of a SHA-256 over the parts.
    """
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}{digest[:16]}"
