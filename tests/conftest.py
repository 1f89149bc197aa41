"""Shared parts: a small real embedder, report folders, and where the shared data lie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant, Settings
from vectorstore.embedding import SentenceEmbedder
from vectorstore.embedding.base import Vectors
from vectorstore.fulltext import bigrams, fold

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "reports"
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared evaluation data do not lie beside this checkout")


class HashEmbedder:
    """Embeds bigrams by hashing, so that texts with common words are near; counts its work."""

    def __init__(self, identity: str = "hash", dimension: int = 256) -> None:
        self.identity = identity
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.embedded += texts
        if progress:
            progress(len(texts))
        return np.stack([self.embed_query(text) for text in texts]) if texts else np.empty((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> Vectors:
        vector = np.full(self.dimension, 1e-3, np.float32)
        for token in bigrams(fold(text)[0]):
            digest = hashlib.sha256(token.encode()).digest()
            vector[int.from_bytes(digest[:4], "big") % self.dimension] += 1
        return vector / np.linalg.norm(vector)


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
