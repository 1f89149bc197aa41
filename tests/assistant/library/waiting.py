"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.library import Library
from assistant.library.jobs import Job, JobState

_LONG_S = 60


def wait_for(fulfilled: Callable[[], bool], seconds: float = _LONG_S) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def finished(library: Library) -> Job:
    """The last update, when all are over."""
    wait_for(lambda: (job := library.job()) is not None and job.state is not JobState.RUNNING and not job.waiting)
    job = library.job()
    assert job is not None
    return job
