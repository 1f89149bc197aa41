from __future__ import annotations

import pytest

from assistant.quoting import QUOTE_MAX, ReportNames, quote_span
from ingest.models import Passage, PassageKind, Region, RegionBasis
from vectorstore import CatalogEntry


def quote(text: str, term: str) -> str:
    passage = Passage(passage_id="p", report_id="r", ordinal=0, start=0, end=len(text), heading_path=(), kind=PassageKind.BODY)
    start = text.index(term)
    a, b = quote_span(text, passage, start, start + len(term))
    assert a <= start < start + len(term) <= b
    return text[a:b]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("第一句说明了一些其他的事情。全市共有校车462辆，逐车签订责任书。第三句。", "校车", "全市共有校车462辆，逐车签订责任书。"),
        ("1. 校车安全。全市共有校车462辆，逐车签订责任书。第三句。", "校车安全", "1. 校车安全。全市共有校车462辆，逐车签订责任书。"),
        ("### 推进校车安全管理专项整治的各项工作\n正文。", "校车", "推进校车安全管理专项整治的各项工作"),
        ("1. **规范校车管理的若干措施和要求。** 正文", "校车", "1. **规范校车管理的若干措施和要求。"),
        ("校车", "校车", "校车"),
    ],
)
def test_a_quote_is_the_sentence(text: str, term: str, expected: str) -> None:
    assert quote(text, term) == expected


def test_a_long_sentence_is_cut_at_commas() -> None:
    cut = quote("做好各项工作，" * 60 + "抓好校车年检，" + "继续努力，" * 60, "校车")
    assert "抓好校车年检" in cut
    assert len(cut) <= QUOTE_MAX
    assert cut.startswith("做好")


def test_a_long_sentence_without_commas_is_cut_all_the_same() -> None:
    assert len(quote("工作" * 200 + "校车" + "管理" * 200, "校车")) <= QUOTE_MAX


def entry(source: str, position: int, region: str | None = None) -> CatalogEntry:
    fields = dict.fromkeys(("year", "period", "outlook", "issuer", "duplicate_of"))
    basis = RegionBasis.STATED if region else RegionBasis.UNKNOWN
    place = Region(name=region, basis=basis)
    return CatalogEntry(
        report_id=f"{source}{position}",
        source=source,
        position=position,
        title="工作总结",
        region=place,
        doc_type="总结",
        official=True,
        chars=1,
        passages=1,
        **fields,
    )


def test_no_two_reports_or_regions_are_called_the_same() -> None:
    entries = [entry("a.txt", 0), entry("a.txt", 1), entry("b.txt", 0), entry("c.txt", 0, "江苏省南通市通州区"), entry("d.txt", 0, "北京市通州区")]
    names = ReportNames(entries)
    called = [names.of(e) for e in entries]
    assert called == ["《工作总结》（a.txt 第1篇）", "《工作总结》（a.txt 第2篇）", "《工作总结》（b.txt）", "南通市通州区", "北京市通州区"]
    assert names.region(entries[0].region) is None
    assert names.region(Region(name="从未见过的区")) == "从未见过的区"
