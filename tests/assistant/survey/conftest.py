"""Stores with reports of made-up districts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fictional_reports import put, report
from support import HashEmbedder

from assistant import Assistant
from ingest.models import Region, RegionBasis
from vectorstore import ReportStore


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> Iterator[ReportStore]:
    """An empty store."""
    opened = ReportStore(tmp_path / "store", embedder, create=True)
    yield opened
    opened.close()


@pytest.fixture
def three(filled: Assistant) -> ReportStore:
    """The store of the three short reports."""
    return filled._store


@pytest.fixture
def stored(store: ReportStore) -> Callable[..., ReportStore]:
    """Stores reports of (region, year, text): a code may follow the region's name after a space."""

    def put_all(*reports: tuple[str | None, int | None, str]) -> ReportStore:
        for number, (place, year, text) in enumerate(reports):
            name, _, code = (place or "").partition(" ")
            region = Region(name=name, code=code or None, basis=RegionBasis.STATED) if name else Region()
            put(store, report(f"{number:02}.txt", text=f"教育局工作总结\n\n{text}\n", region=region, year=year), passages=True)
        return store

    return put_all
