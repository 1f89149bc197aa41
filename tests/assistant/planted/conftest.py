"""Assistants over reports in which an instruction is hidden."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invariants import QUESTIONS
from planted_reports import PLACES, Planted, write_reports
from support import HashEmbedder

from assistant import Answer, Assistant, Settings
from assistant.language.base import LanguageModel

Over = Callable[..., Assistant]


def _resync(assistant: Assistant, folder: Path, planted: Planted | None, place: str | None = None) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    write_reports(folder, planted, place)
    assert not assistant.sync(folder).failed


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Assistant]]:
    """One index for all instructions, whose first report changes with each, and the folder of its reports."""
    folder = tmp_path_factory.mktemp("planted")
    with Assistant(Settings(index=folder / "index", language_model="none"), create=True, embedder=HashEmbedder()) as assistant:
        yield folder / "reports", assistant


@pytest.fixture
def over(index: tuple[Path, Assistant], clean: object) -> Iterator[Over]:
    """Gives an assistant over the reports with an instruction; one with a language model is closed at the end."""
    folder, writer = index
    opened: list[Assistant] = []

    def open_it(planted: Planted, language_model: LanguageModel | None = None) -> Assistant:
        _resync(writer, folder, planted)
        if language_model is None:
            return writer
        opened.append(Assistant(writer.settings, embedder=HashEmbedder(), language_model=language_model))
        return opened[-1]

    yield open_it
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="session")
def clean(index: tuple[Path, Assistant]) -> dict[tuple[str, str], Answer]:
    """Answers over the reports without an instruction, by place and question."""
    folder, assistant = index
    answers = {}
    for place in PLACES:
        _resync(assistant, folder, None, place)
        answers |= {(place, question): assistant.ask(question) for question in QUESTIONS}
    return answers
