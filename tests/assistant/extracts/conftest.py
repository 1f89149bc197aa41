"""Questions to stores with reports of made-up districts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fictional_reports import put, report
from support import HashEmbedder

from assistant.chain import AnswerChain
from assistant.models import Answer
from assistant.thesaurus import Thesaurus
from ingest.models import Region, RegionBasis
from vectorstore import ReportStore

Ask = Callable[..., Answer]


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> Iterator[ReportStore]:
    """An empty store."""
    opened = ReportStore(tmp_path / "store", embedder, create=True)
    yield opened
    opened.close()


@pytest.fixture
def over(store: ReportStore) -> Callable[..., Ask]:
    """Stores reports of (region, year, text) and gives what answers questions over them, each quote checked."""

    def put_all(*reports: tuple[str | None, int | None, str]) -> Ask:
        for number, (place, year, text) in enumerate(reports):
            region = Region(name=place, basis=RegionBasis.STATED) if place else Region()
            put(store, report(f"{number:02}.txt", text=f"教育局工作总结\n\n{text}\n", region=region, year=year), passages=True)
        chain = AnswerChain(store, Thesaurus(()))

        def ask(question: str, before: Answer | None = None) -> Answer:
            answer = chain.answer(question, before)
            for c in answer.citations:
                assert store.report(c.report_id).text[c.start : c.end] == c.quote
                assert f"[{c.number}]" in answer.text
            return answer

        return ask

    return put_all
