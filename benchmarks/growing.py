"""Indexes that grow step by step, to see how the time of an answer grows with them; nothing is embedded twice."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant import Assistant
from assistant.settings import Settings
from benchmarks.fictional import report
from ingest import PIPELINE_VERSION
from ingest.models import Extraction, SourceFile, stable_id
from ingest.parsing import parse_reports
from vectorstore import NewSource, ReportStore
from vectorstore.embedding import Embedder
from vectorstore.embedding.base import Vectors
from vectorstore.vectors import VectorIndex

SHARES = (1 / 8, 1 / 4, 1 / 2, 1.0)
"""Parts of a collection that are measured, smallest first."""
_NOISE = 0.2
"""Length of what is added to a vector that is used again; the cosine to the original is then 0.98."""
_TOGETHER = 50
"""Made-up reports stored at once."""
_FIRST = "云清怀安雁鹭砚梧岚鹤枫柘珑苇泊岱栖望松金临石双桐沛青长永泉白"
_SECOND = "泽源湖浦洲川溪汀渚浜州塘渡麓沅坪岭栾阳澜"
_YEARS = range(2016, 2026)


class KeptVectors:
    """The vectors of an index for the words it knows, and the model's for all others."""

    def __init__(self, index: Path, model: Embedder) -> None:
        """Remember both.

        Args:
            index: An index folder made with the model.
            model: The embedding model.
        """
        self.identity = model.identity
        self.is_loaded = True
        self._kept = VectorIndex(index / "chroma")
        self._model = model

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """See ``Embedder``."""
        ids = [stable_id("v", text) for text in texts]
        known = self._kept.vectors(ids)
        new = [text for text, i in zip(texts, ids, strict=True) if i not in known]
        made = dict(zip(new, self._model.embed_passages(new, progress), strict=True)) if new else {}
        return np.stack([known[i] if i in known else made[text] for text, i in zip(texts, ids, strict=True)])

    def embed_query(self, text: str) -> Vectors:
        """See ``Embedder``."""
        return self._model.embed_query(text)

    def close(self) -> None:
        """Let go of the index's files."""
        self._kept.close()


class LikelyVectors:
    """Vectors that lie as those of an index do, but tell nothing about the words; questions are really embedded."""

    def __init__(self, index: Path, model: Embedder, seed: int = 0) -> None:
        """Read the vectors of an index.

        Args:
            index: An index folder made with the model.
            model: The embedding model.
            seed: Seed of the choice.
        """
        self.identity = model.identity
        self.is_loaded = True
        self._model = model
        self._chance = np.random.default_rng(seed)
        kept = VectorIndex(index / "chroma")
        self._pool = np.stack(list(kept.vectors(sorted(kept.ids())).values()))
        kept.close()

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """See ``Embedder``."""
        chosen = self._pool[self._chance.integers(len(self._pool), size=len(texts))]
        noise = self._chance.standard_normal(chosen.shape, np.float32)
        moved = chosen + _NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
        if progress:
            progress(len(texts))
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)

    def embed_query(self, text: str) -> Vectors:
        """See ``Embedder``."""
        return self._model.embed_query(text)


def parts_of(folders: Sequence[Path], index: Path, model: Embedder, work: Path) -> Iterator[Assistant]:
    """Indexes of a part of some folders, each of more files than the one before.

    Args:
        folders: Folders of reports.
        index: An index of all of them, for its vectors.
        model: The model that made it.
        work: An empty folder to work in.

    Yields:
        The same assistant, whose index has grown.
    """
    files = [(folder, path) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    random.Random(1).shuffle(files)
    kept = KeptVectors(index, model)
    done = 0
    with Assistant(Settings(index=work / "index"), create=True, embedder=kept) as assistant:
        for share in SHARES:
            upto = round(share * len(files))
            for folder, path in files[done:upto]:
                copy = work / "files" / f"{folders.index(folder)}" / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            done = upto
            assistant.sync(work / "files")
            yield assistant
    kept.close()


class Sown(NamedTuple):
    """A term that made-up reports are given."""

    term: str
    """The term."""
    share: float
    """Share of the reports that it is put into."""


def made_up(passages: int, terms: Sequence[Sown], index: Path, model: Embedder, work: Path) -> Iterator[Assistant]:
    """Indexes of made-up reports, each larger than the one before, which are not linked as near-duplicates.

    Args:
        passages: Passages of the largest.
        terms: What some of the reports mention beside their own phrases.
        index: An index whose vectors are used again.
        model: The model that made it.
        work: An empty folder to work in.

    Yields:
        The same assistant, whose index has grown.
    """
    vectors = LikelyVectors(index, model)
    sources = _sources(random.Random(passages), terms)
    count = 0
    with Assistant(Settings(index=work / "index"), create=True, embedder=vectors) as assistant:
        for share in SHARES:
            store = ReportStore(work / "index", vectors)
            with store.writing():
                while count < share * passages:
                    batch = [next(sources) for _ in range(_TOGETHER)]
                    store.put_sources(batch, PIPELINE_VERSION)
                    count += sum(len(parsed.passages) for new in batch for parsed in new.reports)
            store.close()
            yield assistant


def _sources(rng: random.Random, terms: Sequence[Sown]) -> Iterator[NewSource]:
    """Made-up reports of more than a thousand places, a year each, without end."""
    places = [first + second + level for level in "区县市" for first in _FIRST for second in _SECOND if first != second]
    rng.shuffle(places)
    for number in range(10**6):
        place, year = places[number // len(_YEARS) % len(places)], _YEARS[number % len(_YEARS)]
        title = f"{place}教育局{year}年工作总结"
        lines = [title, *report(rng).lines]
        for term, share in terms:
            if rng.random() < share:
                lines.insert(rng.randint(1, len(lines)), f"研究落实{term}有关工作，召开会议{rng.randint(2, 30)}次。")
        text = "\n".join(lines)
        source = f"{number}.txt"
        file = SourceFile(path=source, sha256=stable_id("f", source), media_type="text/plain", size=len(text))
        yield NewSource("made-up", source, file, parse_reports(source, Extraction(text=text)))
