"""What the store gives back."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ingest.models import DocumentType, Passage, Region


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CatalogEntry(_Frozen):
    """A report in the catalog, without its text."""

    report_id: str
    """Id of the report."""
    source: str
    """Name of its source."""
    position: int
    """Zero-based place among the reports of its source."""
    title: str
    """Its title."""
    region: Region
    """Whose report it is."""
    year: int | None
    """Year reported on."""
    period: str | None
    """Part of the year."""
    doc_type: DocumentType
    """Kind of document."""
    duplicate_of: str | None
    """Id of the fuller copy, if there is one."""
    chars: int
    """Length of the text in characters."""
    passages: int
    """Number of passages."""


class StoredPassage(_Frozen):
    """A passage with its text."""

    passage: Passage
    """Its place."""
    text: str
    """The slice of the report's text."""
    vector_id: str | None
    """Id of its vector; None for headings, which have none."""


class TermMatch(_Frozen):
    """A term found in a passage."""

    passage: Passage
    """The passage it begins in."""
    term: str
    """The term that was looked for."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last code point in the report's text."""


class Hit(_Frozen):
    """A passage found for a question."""

    passage: Passage
    """Its place."""
    source: str
    """Source of its report."""
    text: str
    """The slice of the report's text."""
    score: float
    """Fused score from 0 to 1; higher is better."""
    rank: int
    """One-based place in the ranking."""
