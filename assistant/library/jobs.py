"""What is known of an update while it runs and after it."""

from __future__ import annotations

import time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from assistant.library.messages import Became, Ended, Order, Step, Waits
from assistant.models import SyncResult
from assistant.syncing import FileState


class JobState(StrEnum):
    """How an update stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FileProgress(_Frozen):
    """Where an update stands with one file; unchanged files are only counted."""

    path: str
    """Its path in the folder; of a member of an archive, the archive's path with the member's behind it."""
    state: FileState
    """Where the update stands with it."""
    page: int = 0
    """Pages recognised so far; 0 when pages are not counted."""
    pages: int = 0
    """Pages of it; 0 when pages are not counted."""
    reports: int = 0
    """Reports found in it."""
    message: str = ""
    """Why it failed, and the remedy."""
    revision: int = 0
    """Revision of the job at which this was last changed."""


class Job(_Frozen):
    """An update."""

    number: int
    """One-based count of the updates of this process."""
    folder: str
    """Absolute path of the folder."""
    state: JobState
    """How it stands."""
    files: tuple[FileProgress, ...] = ()
    """Files that are or were read, in the order they came."""
    done: int = 0
    """Files finished; an archive is one."""
    total: int = 0
    """Files to look at; 0 while the folder is being listed."""
    unchanged: int = 0
    """Files, and members of archives, that were as before."""
    embedded: int = 0
    """Passages embedded."""
    held: bool = False
    """Whether it waits for another program that is updating the index."""
    result: SyncResult | None = None
    """What it did; None before its end and when it came to none."""
    error: str | None = None
    """Why it failed, in Chinese."""
    elapsed_s: float = 0.0
    """Seconds that it has taken."""
    waiting: tuple[str, ...] = ()
    """Folders whose updates follow."""
    revision: int = 0
    """Raised with every change."""


class Running:
    """An update as its worker tells of it; the caller sees to it that one thread at a time uses it."""

    def __init__(self, number: int, folder: str, only: frozenset[str] | None) -> None:
        """Begin with nothing known.

        Args:
            number: Its number.
            folder: Absolute path of the folder.
            only: Paths of the files to look at; None for all.
        """
        self.number, self.folder = number, folder
        self.state = JobState.RUNNING
        self.order = Order(folder=folder, only=None if only is None else tuple(sorted(only)))
        self._files: dict[str, FileProgress] = {}
        self._done = self._total = self._embedded = 0
        self._unchanged = self._revision = 0
        self._held = False
        self._began = time.monotonic()
        self._ended: float | None = None
        self._result: SyncResult | None = None
        self._error: str | None = None

    def take(self, message: Step | Became | Waits | Ended) -> None:
        """Note what the worker says.

        Args:
            message: A message of it.
        """
        self._revision += 1
        self._held = isinstance(message, Waits)
        if isinstance(message, Step):
            self._done, self._total, self._embedded = message.done, message.total, message.embedded
            if message.pages:
                self._note(FileProgress(path=message.path, state=FileState.READING, page=message.page, pages=message.pages))
        elif isinstance(message, Became):
            self._done, self._total = message.done, message.total
            if message.state is FileState.UNCHANGED:
                self._unchanged += 1
            else:
                self._note(FileProgress(path=message.path, state=message.state, reports=message.reports, message=message.message))
        elif isinstance(message, Ended):
            self._result, self._error = message.result, message.error
            self.end(JobState.FAILED if message.error else JobState.DONE)

    def end(self, state: JobState, error: str | None = None) -> None:
        """Note that it is over.

        Args:
            state: How it ended.
            error: Why, in Chinese, when it failed.
        """
        self.state = state
        self._error = self._error or error
        self._ended = time.monotonic()
        self._revision += 1

    def shown(self, waiting: tuple[str, ...]) -> Job:
        """What is known of it now.

        Args:
            waiting: Folders whose updates follow.
        """
        return Job(
            number=self.number,
            folder=self.folder,
            state=self.state,
            files=tuple(self._files.values()),
            done=self._done,
            total=self._total,
            unchanged=self._unchanged,
            embedded=self._embedded,
            held=self._held,
            result=self._result,
            error=self._error,
            elapsed_s=(self._ended or time.monotonic()) - self._began,
            waiting=waiting,
            revision=self._revision,
        )

    def _note(self, progress: FileProgress) -> None:
        self._files[progress.path] = progress.model_copy(update={"revision": self._revision})
