from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from fictional_reports import put, report
from support import HashEmbedder

from assistant.plans import Topic
from assistant.related import MIN_COSINE, MIN_COSINE_HINTED, NearPassages, near_concepts
from assistant.thesaurus import Thesaurus
from assistant.thesaurus.concepts import Concept
from vectorstore import ReportStore
from vectorstore.embedding.base import Vectors
from vectorstore.errors import ModelUnavailableError

TOPIC = Topic(text="劳动实践", terms=("劳动实践",), related_terms=("菜园",))
BETWEEN = (MIN_COSINE + MIN_COSINE_HINTED) / 2


COSINES = {"很近": MIN_COSINE + 0.02, "较近": MIN_COSINE + 0.01, "隐约": BETWEEN}


class Angles(HashEmbedder):
    """Gives texts the cosine that their words stand for; queries lie on the first axis."""

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        super().embed_passages(texts, progress)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            cosine = next((value for word, value in COSINES.items() if word in text), 0.3)
            vectors[row, :2] = cosine, (1 - cosine**2) ** 0.5
        return vectors

    def embed_query(self, text: str) -> Vectors:
        self.asked = text
        return np.eye(1, self.dimension, dtype=np.float32)[0]


@pytest.fixture
def stored(tmp_path: Path) -> Callable[..., tuple[ReportStore, list[str]]]:
    def put_all(*texts: str, embedder: HashEmbedder | None = None) -> tuple[ReportStore, list[str]]:
        store = ReportStore(tmp_path / "store", embedder or Angles(), create=True)
        for number, text in enumerate(texts):
            put(store, report(f"{number}.txt", text=text), passages=True)
        return store, [e.report_id for e in store.entries()]

    return put_all


def test_passages_from_a_cosine_on_are_near(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    store, ids = stored("很近的一段。", "隐约的一段。", "远远的一段。")
    found = NearPassages(store)(TOPIC, ids, ())
    assert found is not None
    assert set(found.passages) == {ids[0]}
    assert found.passages[ids[0]][0].score == pytest.approx(MIN_COSINE + 0.02, abs=1e-3)


def test_less_likeness_is_asked_of_reports_with_a_hint(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    store, ids = stored("隐约的一段。", "隐约的二段。", "远远的一段。")
    found = NearPassages(store)(TOPIC, ids, (ids[1], ids[2]))
    assert found is not None
    assert set(found.passages) == {ids[1]}


def test_only_the_reports_given_and_the_nearest_passage_of_each(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    store, ids = stored("一、甲\n较近的劳动一段。\n二、乙\n很近的劳动一段。\n", "很近的一段。")
    found = NearPassages(store)(TOPIC, ids[:1], ())
    assert found is not None
    assert list(found.passages) == ids[:1]
    (near,) = found.passages[ids[0]]
    assert store.report(ids[0]).text[near.start : near.end] == "很近的劳动一段。"


def test_the_sentence_that_shares_most_words_is_shown(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    store, ids = stored("天气很近。开辟菜园。修缮校舍。")
    found = NearPassages(store)(TOPIC, ids, ())
    assert found is not None
    near = found.passages[ids[0]][0]
    assert store.report(ids[0]).text[near.start : near.end] == "开辟菜园。"


def test_the_concepts_name_is_what_is_compared(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    embedder = Angles()
    store, ids = stored("很近的一段。", embedder=embedder)
    NearPassages(store)(TOPIC.model_copy(update={"concept": "劳动教育"}), ids, ())
    assert embedder.asked == "劳动教育"


def test_without_the_model_likeness_cannot_be_told(stored: Callable[..., tuple[ReportStore, list[str]]], monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = Angles()
    store, ids = stored("很近的一段。", embedder=embedder)

    def refuse(_: str) -> Vectors:
        raise ModelUnavailableError("没有模型")

    monkeypatch.setattr(embedder, "embed_query", refuse)
    assert NearPassages(store)(TOPIC, ids, ()) is None


def test_concepts_like_the_topic_that_the_collection_has(stored: Callable[..., tuple[ReportStore, list[str]]]) -> None:
    store, _ = stored("开展劳动教育。开设龙舟课程。举办田间劳作。")
    thesaurus = Thesaurus(
        (
            Concept(name="劳动基地"),
            Concept(name="劳动教育"),
            Concept(name="龙舟课程"),
            Concept(name="劳动技能", same=("田间劳作",)),
            Concept(name="劳动实践"),
        )
    )
    topic = Topic(text="劳动实践", terms=("劳动实践",), concept="劳动实践")
    assert sorted(near_concepts(store, thesaurus, topic)) == ["劳动技能", "劳动教育"]
    assert near_concepts(store, thesaurus, Topic(text="航天", terms=("航天",))) == []
