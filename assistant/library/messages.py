"""What the page's process and the process that updates the index say to each other: a JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.models import SyncResult
from assistant.syncing import FileState


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Setup(_Frozen):
    """The first line that a worker is told."""

    index: Path
    """Folder of the index, absolute."""
    embedding_model: str
    """As in the settings."""
    cache: Path
    """Where models are unpacked, absolute."""


class Order(_Frozen):
    """What a worker is to do."""

    folder: str | None = None
    """Folder to bring the index up to date with; None to load the models only."""
    only: tuple[str, ...] | None = None
    """Paths of the files in it to look at; None for all."""


class Step(_Frozen):
    """How far an update has come; see ``assistant.syncing.SyncProgress``."""

    kind: Literal["step"] = "step"
    path: str
    done: int
    total: int
    embedded: int
    page: int
    pages: int


class Became(_Frozen):
    """What became of one file; see ``assistant.syncing.FileOutcome``."""

    kind: Literal["became"] = "became"
    path: str
    state: FileState
    reports: int
    message: str
    done: int
    total: int


class Ready(_Frozen):
    """The models are loaded, or cannot be; the next update says why."""

    kind: Literal["ready"] = "ready"


class Waits(_Frozen):
    """An update waits for another program that writes to the index."""

    kind: Literal["waits"] = "waits"


class Ended(_Frozen):
    """An update is over."""

    kind: Literal["ended"] = "ended"
    result: SyncResult | None = None
    """What the update did; None when it failed."""
    error: str | None = None
    """Why it failed, in Chinese; None when it did not."""


Message = Annotated[Step | Became | Ready | Waits | Ended, Field(discriminator="kind")]
MESSAGES: TypeAdapter[Message] = TypeAdapter(Message)
"""Reads what a worker says."""
