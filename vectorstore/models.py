"""What the store gives back."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ingest.models import DocumentType, Outlook, Passage, Region


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
    outlook: Outlook | None
    """Whether it looks back or ahead."""
    issuer: str | None
    """Issuing body."""
    doc_type: DocumentType
    """Kind of document."""
    official: bool
    """False for a text that is no document of a public body."""
    duplicate_of: str | None
    """Id of the fuller copy, if there is one; that one is nobody's copy."""
    chars: int
    """Length of the text in characters."""
    passages: int
    """Number of passages."""
    corrected: tuple[str, ...] = ()
    """Names of what was set by hand."""


class Changes(_Frozen):
    """What was set by hand about a report; None where nothing was."""

    region: Region | None = None
    """Whose report it is, with the basis ``set by hand``."""
    year: int | None = None
    """Year reported on."""
    title: str | None = None
    """Its title."""
    period: str | None = None
    """Part of the year."""
    doc_type: DocumentType | None = None
    """Kind of document."""
    official: bool | None = None
    """Whether it is a document of a public body."""
    not_duplicate: bool | None = None
    """True when it is nobody's copy, and nobody its copy."""
    duplicate_of: str | None = None
    """Id of the report that it is a copy of."""

    def given(self) -> dict[str, object]:
        """What was set, by name."""
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}


class Correction(_Frozen):
    """Changes by hand and the report that they are about."""

    report_id: str | None
    """The report they apply to; None while it is not in the index."""
    made_for: str
    """Id of the report that they applied to last."""
    source: str
    """Name of its source then."""
    position: int
    """Its place in the source then."""
    title: str
    """Its title then, as it was read."""
    changes: Changes
    """What was set."""


class StoredJudgement(_Frozen):
    """What a language model said to a yes-or-no question."""

    yes: bool
    """Whether it said yes."""
    probability: float | None
    """Probability of yes, 0 to 1; None when it tells none."""
    reason: str
    """Its reason; empty when it gave none."""


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
