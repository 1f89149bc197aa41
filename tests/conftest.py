"""Fixtures that several test modules use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import HashEmbedder

from assistant import Assistant, Settings
from assistant.language import weights
from assistant.language.local import LocalModel
from vectorstore.embedding import SentenceEmbedder


def pytest_configure() -> None:
    """Tests ask a language model only where they say so, whatever is installed here."""
    os.environ["REPORT_ASSISTANT_LANGUAGE_MODEL"] = "none"


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with three short reports of three districts."""
    folder = tmp_path / "reports"
    folder.mkdir()
    texts = {
        "雁浦区2023.txt": "雁浦区教育局2023年工作总结\n\n一、校园安全\n（一）抓好校车管理。全区共有校车35辆，逐车签订责任书。\n"
        "（二）食品安全。开展食堂检查120次。\n二、教师队伍\n公开招聘教师86名，其中硕士12名。\n",
        "鹭洲区2023.txt": "鹭洲区教育局2023年工作总结\n\n一、教师队伍\n全年招聘教师45名。\n二、质量\n“双减”工作稳步推进，课后服务覆盖率100%。\n",
        "岚溪县2024.md": "# 岚溪县教育局2024年工作要点\n\n## 一、安全\n开展食品安全专项检查，学生接送车全部安装定位。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def open_assistant(tmp_path: Path, embedder: HashEmbedder) -> Iterator[Callable[..., Assistant]]:
    """Opens assistants on one index; they are closed at the end."""
    opened: list[Assistant] = []

    def open_it(**options: object) -> Assistant:
        options.setdefault("embedder", embedder)
        assistant = Assistant(Settings(index=tmp_path / "index"), create=True, **options)
        opened.append(assistant)
        return assistant

    yield open_it
    for assistant in opened:
        assistant.close()


@pytest.fixture
def filled(open_assistant: Callable[..., Assistant], reports: Path) -> Assistant:
    """An assistant over the three reports."""
    assistant = open_assistant()
    assistant.sync(reports)
    return assistant


@pytest.fixture(scope="session")
def bundled() -> SentenceEmbedder:
    """The real bundled model."""
    return SentenceEmbedder("bundled", Settings().cache)


@pytest.fixture(scope="session")
def local_weights() -> Path:
    """The file of the real local language model."""
    cache = Settings().cache
    if not weights.is_installed(cache) and os.environ.get("REPORT_ASSISTANT_REQUIRE_LOCAL") != "1":
        pytest.skip(f"the local language model is not installed ({weights.ADD_COMMAND})")
    return weights.assemble(cache)


@pytest.fixture(scope="session")
def local_model(local_weights: Path) -> Iterator[LocalModel]:
    """The real local language model, loaded."""
    model = LocalModel(local_weights)
    model.warm_up()
    yield model
    model.close()
