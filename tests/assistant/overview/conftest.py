"""Assistants over the collection whose overview is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from overview_support import REPORTS, WordsOnly, overview_over, write_reports

from assistant import Assistant
from assistant.overview import Overview


@pytest.fixture
def known(open_assistant: Callable[..., Assistant], tmp_path: Path) -> Assistant:
    assistant = open_assistant(embedder=WordsOnly())
    assistant.sync(write_reports(tmp_path / "reports", REPORTS))
    return assistant


@pytest.fixture
def overview(known: Assistant) -> Overview:
    return overview_over(known)
