"""Questions and answers as data: the JSON contract of the product."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.plans import Plan
from ingest.models import FileFailure


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NO_EVIDENCE = "no_evidence"
    UNSUPPORTED = "unsupported"


class Mention(StrEnum):
    """How a report stands to a topic."""

    EXPLICIT = "explicit"
    RELATED = "related"
    NONE = "none"


class Judgement(StrEnum):
    """What a language model makes of passages of like meaning."""

    CONFIRMED = "confirmed"
    UNSURE = "unsure"
    REJECTED = "rejected"


class Citation(_Frozen):
    """A verbatim quote and where it stands."""

    number: int
    """One-based number in the answer."""
    report_id: str
    """Report it is from."""
    report_title: str
    """Title of the report."""
    region: str | None
    """Region of the report, by the shortest name that means no other; None when unknown."""
    year: int | None = None
    """Year reported on; None when unknown."""
    source: str
    """Source file of the report."""
    heading_path: tuple[str, ...]
    """Headings from the outermost to the enclosing one."""
    quote: str
    """Verbatim: ``report.text[start:end]``."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last code point."""
    page: int | None
    """One-based page, for paged formats."""


class SurveyRow(_Frozen):
    """One report of a survey's scope, with its near-duplicates."""

    report_id: str
    """The report; of near-duplicates the fullest."""
    report_title: str
    """Its title."""
    region: str | None
    """Its region, by the shortest name that means no other; None when unknown."""
    year: int | None = None
    """Year reported on; None when unknown."""
    mention: Mention
    """How it, or one of its copies, stands to the topic; of several topics to the one it is nearest to."""
    mentions: tuple[Mention, ...] = ()
    """How it stands to each of the plan's topics."""
    citations: tuple[int, ...]
    """Numbers of the citations that show it; they quote a copy when only that one mentions it."""
    judged: Judgement | None = None
    """What a language model makes of it: a related one is confirmed or unsure, one without a mention rejected;
    None when none was asked."""


class SelectedRegion(_Frozen):
    """A region that answers a survey."""

    region: str
    """Its name, or a distinguishable name of the report when the region is unknown."""
    report_ids: tuple[str, ...]
    """The reports that make it an answer."""


class Coverage(_Frozen):
    """What a survey looked at, in reports; near-duplicates count once."""

    checked: int
    """Reports in scope, every one of them searched with its copies."""
    explicit: int
    """Of these, reports that mention the topic."""
    related: int
    """Of these, reports with passages of like meaning, to be checked by a person."""
    none: int
    """Of these, reports without a mention."""
    duplicates: int = 0
    """Copies beside these, which were searched too."""
    left_out: int = 0
    """Reports that were not searched because they are no documents of a public body; every copy counts."""
    confirmed: int = 0
    """Of the related, reports that a language model confirmed; they count as mentioning."""
    rejected: int = 0
    """Of those without a mention, reports whose passages of like meaning a language model rejected."""
    unjudged: int = 0
    """Reports with passages that a language model had no time for, or failed to judge."""


class Paragraph(_Frozen):
    """A paragraph of an answer; ``**`` stands around what is emphasised, ``[1]`` for a citation."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    """One line."""
    written: bool = False
    """Whether a language model wrote it; it quotes nothing, and every ``[1]`` in it is a citation."""


class Table(_Frozen):
    """A table of an answer; cells are written as paragraphs are."""

    kind: Literal["table"] = "table"
    title: str = ""
    """What it shows; empty when that is plain."""
    header: tuple[str, ...]
    """One word a column."""
    rows: tuple[tuple[str, ...], ...]
    """Cells, as many as columns."""
    folded: bool = False
    """Whether a reader opens it when wanted."""
    written: bool = False
    """Whether a language model wrote it; it quotes nothing, and every ``[1]`` in it is a citation."""


class Items(_Frozen):
    """A list in an answer; items are written as paragraphs are."""

    kind: Literal["items"] = "items"
    title: str = ""
    """What it shows; empty when that is plain."""
    items: tuple[str, ...]
    """One line each; two spaces before an item for each level that it lies under another."""
    folded: bool = False
    """Whether a reader opens it when wanted."""


Part = Annotated[Paragraph | Table | Items, Field(discriminator="kind")]
"""A piece of an answer, in reading order."""


class PromptVersion(_Frozen):
    """A prompt that was used."""

    name: str
    """Name of its file."""
    version: str
    """First twelve hexadecimal digits of the SHA-256 of its text."""


class Dropped(_Frozen):
    """A sentence of a language model that is not shown."""

    sentence: str
    """As the model wrote it."""
    problems: tuple[str, ...]
    """Why, in Chinese."""


class Generation(_Frozen):
    """What a language model had to do with an answer."""

    model: str
    """Its name."""
    prompts: tuple[PromptVersion, ...] = ()
    """The prompts used."""
    told: tuple[str, ...] = ()
    """Its sentences that are shown; each was checked against the quotes that it cites."""
    dropped: tuple[Dropped, ...] = ()
    """Its sentences that failed the check, also after one repair."""
    repaired: int = 0
    """How many of the sentences shown were repaired."""
    fallback: str = ""
    """Why the answer, or a part of it, is without the model; empty when it is not."""
    first_s: float | None = None
    """Seconds from question to its first sentence shown; None when there is none."""
    total_s: float = 0.0
    """Seconds that it worked."""


class Answer(_Frozen):
    """An answer with its evidence."""

    question: str
    """The question as asked."""
    status: Status
    """How it ended."""
    text: str
    """The answer in Markdown, with ``[1]`` for citations; the same as its parts."""
    parts: tuple[Part, ...] = ()
    """The answer piece by piece, for a reader who can fold."""
    citations: tuple[Citation, ...] = ()
    """Every quote in the answer, numbered from 1."""
    rows: tuple[SurveyRow, ...] = ()
    """Every report in a survey's scope."""
    selected: tuple[SelectedRegion, ...] = ()
    """What answers a survey."""
    count: int | None = None
    """How many were selected; None when the question is no survey."""
    coverage: Coverage | None = None
    """What a survey looked at; None when the question is no survey."""
    plan: Plan
    """What the assistant understood."""
    generation: Generation | None = None
    """What a language model had to do with it; None without one."""
    elapsed_s: float = 0.0
    """Seconds from question to answer."""

    def to_json(self, **more: Any) -> str:
        """One line of JSON.

        Args:
            **more: Fields put before the answer's own, e.g. ``id`` and ``turn``.
        """
        return json_line({**more, **self.model_dump(mode="json")})


def json_line(value: object) -> str:
    """A value as one line of JSON, also for readers that take U+2028 and the like for line ends.

    Args:
        value: Anything that JSON can hold.
    """
    text = json.dumps(value, ensure_ascii=False)
    return text.translate({0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"})


class SyncResult(_Frozen):
    """What an update of the index from a folder did; names of sources."""

    added: tuple[str, ...] = ()
    """New files."""
    replaced: tuple[str, ...] = ()
    """Files whose content changed."""
    unchanged: tuple[str, ...] = ()
    """Files as they were."""
    removed: tuple[str, ...] = ()
    """Files that are gone from the folder."""
    failed: tuple[FileFailure, ...] = ()
    """Files that could not be read."""
    skipped: tuple[str, ...] = ()
    """Files that staff removed in the page; they are left out until they are restored there."""
    embedded: int = 0
    """Passages embedded."""
    elapsed_s: float = 0.0
    """Seconds it took."""
