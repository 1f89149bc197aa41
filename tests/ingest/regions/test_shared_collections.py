"""Regions of real documents; what is known of them lies beside the checkout."""

import json
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from support import SHARED, needs_shared

from ingest.decoding import normalise
from ingest.metadata import find_title
from ingest.regions import ReportText, find_regions
from ingest.regions.gazetteer import resolve

LAWS = SHARED / "eval" / "local_laws"


def laws() -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in (SHARED / "eval" / "regions_local_laws.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(row["file"], row["region"], normalise((LAWS / row["file"]).read_text(encoding="utf-8"))) for row in rows if row["region"]]


def whose(source: str, title: str, text: str) -> str | None:
    ((region, _),) = find_regions([ReportText(title, text)], source)
    assert all(piece in text or piece in source for piece in region.evidence)
    return region.name


@needs_shared
def test_every_regulation_has_the_region_of_its_title() -> None:
    wrong = [file for file, region, text in laws() if not (whose(file, find_title(text, file), text) or "").endswith(region)]
    assert not wrong


@needs_shared
@pytest.mark.parametrize("blank", ["xx", "我"])
def test_no_regulation_without_its_name_has_a_wrong_region(blank: str) -> None:
    wrong = []
    for file, region, text in laws()[::3]:
        place = resolve(region)
        assert place is not None
        anonymous = text.replace(region, blank + place.kind).replace(place.short or region, blank + place.kind)
        name = whose("材料.md", find_title(anonymous, "材料.md"), anonymous)
        if name and not name.endswith(region):
            wrong.append((file, name))
    assert not wrong


@needs_shared
def test_regions_of_the_seed_reports() -> None:
    reports = json.loads((SHARED / "gold" / "seed_reports.json").read_text(encoding="utf-8"))
    right = total = 0
    for file, group in groupby(reports, key=itemgetter("file")):
        rows = list(group)
        lines = normalise(Path(SHARED / "seeds" / file).read_text(encoding="utf-8")).split("\n")
        texts = ["\n".join(lines[row["lines"][0] - 1 : row["lines"][1]]) for row in rows]
        found = find_regions([ReportText(row["title"] or "工作总结", text) for row, text in zip(rows, texts, strict=True)], file)
        for row, (region, _) in zip(rows, found, strict=True):
            known = row["is_education_report"] and row["region"]["basis"] in ("stated", "inferred") and row["region"]["confidence"] != "low"
            accepted = bool(region.name) and any((region.name or "").endswith(name) for name in row["accept_names"])
            assert region.name is None or accepted, (row["id"], region)
            right, total = right + (known and accepted), total + known
    assert right >= 0.7 * total
