"""Stores with reports of made-up districts, whose likeness their words tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fictional_reports import put, report
from judging_support import Angles

from ingest.models import Region, RegionBasis
from vectorstore import ReportStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReportStore]:
    """An empty store."""
    opened = ReportStore(tmp_path / "store", Angles(), create=True)
    yield opened
    opened.close()


@pytest.fixture
def stored(store: ReportStore) -> Callable[..., ReportStore]:
    """Stores reports of (region, text), or (region, year, text)."""

    def put_all(*reports: tuple[str, str] | tuple[str, int, str]) -> ReportStore:
        for number, (place, *year, text) in enumerate(reports):
            region = Region(name=place, basis=RegionBasis.STATED)
            put(store, report(f"{number:02}.txt", text=f"{text}\n", region=region, year=year[0] if year else 2023), passages=True)
        return store

    return put_all
