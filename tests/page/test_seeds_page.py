"""The page in a real browser over the shared seeds; what is expected is read from the assistant's own data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import ANSWER_MS, ask
from playwright.sync_api import Browser, Locator, Page, expect
from support import ROOT, SHARED, HashEmbedder, needs_shared
from walking import Walk, both_sizes, open_citation, running, window

from assistant import Assistant, Settings

pytestmark = [pytest.mark.browser, needs_shared]

FILES = ("Word", "Excel", "Markdown")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a page over the seeds."""
    index = tmp_path_factory.mktemp("seeds") / "index"
    with Assistant(Settings(index=index), embedder=HashEmbedder(), create=True) as assistant:
        assistant.sync(SHARED / "seeds")
    with running([str(ROOT / "tests" / "page" / "serve_site.py"), str(index)], index.parent) as address:
        yield address


def squeezed(text: str) -> str:
    return "".join(text.split())


def reports_of(walk: Walk) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = walk.get("app/library/reports")["reports"]
    return reports


def known_regions(walk: Walk) -> list[str]:
    """Names of the regions, those with most reports first."""
    names = [report["region"] for report in reports_of(walk) if report["region"]]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def check_citations(walk: Walk, shown: Locator) -> None:
    """The first citation and the next open at the exact words that the answer quotes."""
    page = walk.page
    answer = walk.answer(shown)
    quotes = {f"{c['report_id']}-{c['start']}-{c['end']}": squeezed(c["quote"]) for c in answer["citations"]}
    links = shown.locator("a.citation")
    assert links.count()
    place = str(links.first.get_attribute("href")).split("#cite=")[1]
    assert squeezed(open_citation(walk, links.first)) == quotes[place]
    following = page.locator("#evidence").get_by_role("button", name="下一处")
    if following.is_enabled():
        following.click()
        expect(page.locator("#evidence .position")).to_contain_text("第 2 处")
        place = str(page.locator("a.citation.open").first.get_attribute("href")).split("#cite=")[1]
        mark = page.locator("#evidence mark")
        expect(mark).to_be_in_viewport()
        page.wait_for_function("(quote) => document.querySelector('#evidence mark').textContent.replace(/\\s/g, '') === quote", arg=quotes[place])


def close_evidence(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()


def check_files(walk: Walk, tmp_path: Path, shown: Locator) -> None:
    for name in FILES:
        with walk.page.expect_download() as download:
            shown.get_by_role("button", name=name).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.stat().st_size > 100


@both_sizes
def test_every_example_is_of_this_collection_and_is_answered(browser: Browser, address: str, size: str) -> None:
    with window(browser, address, "seeds-examples", size) as walk:
        page = walk.page
        expect(page.locator("#status")).to_contain_text(f"{len(reports_of(walk))} 份报告")
        examples = page.locator("#chat button.example")
        expect(examples.first).to_be_visible(timeout=ANSWER_MS)
        questions = examples.all_inner_texts()
        assert len(questions) >= 3
        walk.picture("examples")
        regions = known_regions(walk)
        assert any(region in question for question in questions for region in regions)
        for i, question in enumerate(questions):
            page.locator("#chat button.example", has_text=question).click()
            answer = page.locator(".answer").first
            expect(answer.locator(".about")).to_be_visible(timeout=ANSWER_MS)
            assert answer.locator("a.citation").count(), question
            found = walk.answer(answer)
            assert found["question"] == question.strip()
            assert found["status"] == "answered", question
            walk.picture(f"answer-{i}")
            page.get_by_role("button", name="新对话").click()
            expect(page.locator(".question")).to_have_count(0)


@both_sizes
def test_a_survey_its_table_and_its_opposite(browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    with window(browser, address, "seeds-survey", size) as walk:
        page = walk.page
        shown = ask(page, "哪些地区提到师德师风建设？")
        survey = walk.answer(shown)
        counted = {mention: sum(row["mention"] == mention for row in survey["rows"]) for mention in ("explicit", "related", "none")}
        assert survey["rows"]
        assert counted["explicit"] and counted["none"], "a topic that some have and some have not"
        walk.picture("survey")
        check_citations(walk, shown)
        walk.picture("citation")
        close_evidence(page)
        shown.get_by_text("逐份列表").click()
        rows = shown.locator(".every-report tbody tr")
        expect(rows).to_have_count(len(survey["rows"]))
        shown.get_by_role("button", name=f"未提到 {counted['none']}", exact=True).click()
        expect(shown.locator(".every-report tbody tr:visible")).to_have_count(counted["none"])
        shown.get_by_role("button", name=f"明确提到 {counted['explicit']}", exact=True).click()
        expect(shown.locator(".every-report tbody tr:visible")).to_have_count(counted["explicit"])
        rows.locator("visible=true").first.scroll_into_view_if_needed()
        walk.picture("every-report")
        check_files(walk, tmp_path, shown)
        opposite = ask(page, "哪些地区没有提到师德师风建设？")
        walk.picture("opposite")
        lacking = walk.answer(opposite)
        assert {row["report_id"] for row in lacking["rows"] if row["mention"] == "explicit"} == {
            row["report_id"] for row in survey["rows"] if row["mention"] == "explicit"
        }


@both_sizes
def test_a_lookup_a_comparison_a_summary_and_what_follows(browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    with window(browser, address, "seeds-ask", size) as walk:
        page = walk.page
        first, second = known_regions(walk)[:2]
        questions = {
            "lookup": f"{first}招聘了多少名教师？",
            "summary": f"总结{first}在校园安全方面的做法",
            "follow-up": f"那{second}呢？",
            "comparison": f"{first}和{second}在教师培训上有什么不同？",
        }
        for kind, question in questions.items():
            shown = ask(page, question)
            walk.picture(kind)
            answer = walk.answer(shown)
            places = {name for place in answer["plan"]["places"] for name in place["names"]}
            assert answer["status"] in {"answered", "no_evidence"}, question
            assert answer["citations"], question
            if kind == "follow-up":
                expect(shown.locator(".carried")).to_contain_text("沿用上一问")
                assert any(second in name for name in places)
            check_citations(walk, shown)
            if answer["status"] == "answered":
                assert {c["region"] for c in answer["citations"]} <= {first, second}
            close_evidence(page)
            check_files(walk, tmp_path, shown)


@both_sizes
def test_the_library_lists_every_report(browser: Browser, address: str, size: str) -> None:
    with window(browser, address, "seeds-library", size) as walk:
        page = walk.page
        reports = reports_of(walk)
        walk.tab("材料")
        rows = page.locator("#library tbody tr:not(.detail)")
        expect(rows).to_have_count(len(reports))
        walk.picture("table")
        counts = {
            "地区未知": sum(not report["region"] for report in reports),
            "重复": sum(bool(report["duplicate_of"]) for report in reports),
            "非公文": sum(not report["official"] for report in reports),
        }
        for name, count in counts.items():
            button = page.locator("#library .filters").get_by_role("button", name=re.compile(f"^{name}"))
            if not count:
                expect(button).to_be_hidden()
                continue
            button.click()
            expect(rows).to_have_count(count)
        walk.picture("filtered")
        page.locator("#library .filters").get_by_role("button", name=re.compile("^全部")).click()
        region = known_regions(walk)[0]
        page.get_by_label("查找材料").fill(region)
        expect(page.locator("#library .count")).to_contain_text("找到")
        assert rows.count() >= sum(report["region"] == region for report in reports)
        rows.first.locator("button.title").click()
        walk.picture("details")
        page.locator("#library .opened a.citation", has_text="打开报告").click()
        expect(page.locator("#evidence .report-text")).not_to_be_empty()
        walk.picture("report")


@both_sizes
def test_the_overview_is_drawn_and_a_cell_shows_its_quotes(browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    with window(browser, address, "seeds-overview", size) as walk:
        page = walk.page
        walk.tab("总览")
        page.wait_for_selector("#overview svg g[role=button]", timeout=ANSWER_MS)
        page.wait_for_function("document.querySelector('#overview progress').hidden", timeout=ANSWER_MS)
        chart = page.locator("#overview .box > svg")
        for region in known_regions(walk):
            expect(chart).to_contain_text(region)
        walk.picture("map")
        page.locator('#overview g[role=button][aria-label*="明确提到"]').first.click()
        quotes = page.locator("#overview .quotes")
        expect(quotes.locator("q").first).to_be_visible()
        walk.picture("quotes")
        quoted = squeezed(quotes.locator("q").first.inner_text())
        assert squeezed(open_citation(walk, quotes.locator("a.citation").first)) == quoted
        walk.picture("citation")
        close_evidence(page)
        for button in ("下载图片", "下载 SVG", "下载 Excel"):
            with page.expect_download() as download:
                page.get_by_role("button", name=button).click()
            path = tmp_path / download.value.suggested_filename
            download.value.save_as(path)
            assert path.stat().st_size > 1000
        page.get_by_role("button", name="各年份").click()
        expect(page.locator("#overview h2")).to_contain_text("年")
        walk.picture("years")
