from __future__ import annotations

import pytest

from assistant.models import Citation
from assistant.page.render import answer_html, evidence_html, parse_place, question_html
from ingest.models import Region, RegionBasis, Report

REPORT = Report(report_id="r" + "0" * 16, source="a<b>.txt", position=0, title="<i>题</i>", text="前文<b>引文</b>后文")
CITATION = Citation(
    number=1,
    report_id=REPORT.report_id,
    report_title=REPORT.title,
    region=None,
    source="a",
    heading_path=("一、<x>",),
    quote="q",
    start=2,
    end=11,
    page=None,
)


def test_numbers_become_links_only_when_they_cite() -> None:
    shown = answer_html("见[1]和[2]", (CITATION,))
    assert f'href="#cite={REPORT.report_id}-2-11"' in shown
    assert "[2]" in shown
    assert shown.count("<a ") == 1


def test_everything_from_documents_is_escaped() -> None:
    for shown in (answer_html("<b>x</b>", (CITATION,)), question_html("<b>x</b>"), evidence_html(REPORT, ("<x>",), 2, 11)):
        assert "<b>" not in shown
    assert "&lt;i&gt;" in evidence_html(REPORT, (), 0, 2)
    assert "<mark>&lt;b&gt;引文&lt;/b&gt;</mark>" in evidence_html(REPORT, (), 2, 11)


def test_an_answer_is_one_block_without_blank_lines() -> None:
    shown = answer_html("结论 **3** 个\n\n- **甲**：“a **b** c”\n- 乙\n\n尾", ())
    assert "\n\n" not in shown
    assert shown.count("<li>") == 2
    assert "<strong>3</strong>" in shown
    assert "<strong>甲</strong>：“a **b** c”" in shown


@pytest.mark.parametrize("place", ["", "r1-2-3", "r0000000000000000-1", "x0000000000000000-1-2", "r0000000000000000-1-2;drop"])
def test_places_that_are_none(place: str) -> None:
    assert parse_place(place) is None


def test_a_place() -> None:
    assert parse_place("r0123456789abcdef-4-56") == ("r0123456789abcdef", 4, 56)


def test_region_is_shown_with_its_basis_and_evidence() -> None:
    region = Region(name="云泽市清源区", basis=RegionBasis.INFERRED, evidence=("石桥镇<中心>小学", "柳林街道"))
    shown = evidence_html(REPORT.model_copy(update={"region": region}), (), 2, 11)
    assert "<dd>云泽市清源区（推断）</dd>" in shown
    assert "<dd>“石桥镇&lt;中心&gt;小学”、“柳林街道”</dd>" in shown
    assert "地区依据" not in evidence_html(REPORT, (), 2, 11)
