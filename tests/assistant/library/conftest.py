"""A library over an index with a small embedder; its worker is a real process."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import ROOT

from assistant import Assistant
from assistant.library import Library

HASH_WORKER = Path(__file__).with_name("hash_worker.py")


@pytest.fixture
def make_library(open_assistant: Callable[..., Assistant], monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Library]]:
    """Opens libraries on one index; they are closed at the end."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'tests'}")
    opened: list[Library] = []

    def make(assistant: Assistant | None = None, slow_s: float = 0.0, idle_s: float = 60.0, wait_s: float = 60.0) -> Library:
        command = (sys.executable, str(HASH_WORKER), str(slow_s), str(wait_s))
        library = Library(assistant or open_assistant(), command, idle_s)
        opened.append(library)
        return library

    yield make
    for library in opened:
        library.close()
