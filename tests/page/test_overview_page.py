"""The overview in a real browser, over the example reports and one hostile report."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser
PHONE = (390, 844)


def show(page: Page) -> None:
    page.get_by_role("tab", name="总览").click()
    page.wait_for_selector("#overview svg g[role=button]", timeout=60_000)
    page.wait_for_function("document.querySelector('#overview progress').hidden", timeout=60_000)


def choose(page: Page, topic: str, column: str) -> None:
    page.locator(f'#overview g[data-topic="{topic}"][data-column="{column}"]').click()


def test_nothing_is_counted_before_the_tab_is_shown(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "app/overview" in request.url else None)
    page.wait_for_timeout(500)
    assert asked == []
    show(page)
    assert asked


def test_a_cell_opens_its_quotes_and_a_quote_its_report(page: Page) -> None:
    show(page)
    choose(page, "学前教育", "雁浦区")
    quotes = page.locator("#overview .quotes")
    expect(quotes.locator("h3")).to_have_text("学前教育，雁浦区：明确提到，2 份报告")
    expect(quotes.locator("h3")).to_be_focused()
    quotes.locator("a.citation").first.click()
    expect(page.locator("#evidence mark").first).to_be_visible()


def test_the_chart_is_one_stop_of_the_tab_key_and_arrows_move_in_it(page: Page) -> None:
    show(page)
    assert page.locator('#overview g[role=button][tabindex="0"]').count() == 1
    page.locator("#overview #cell-0-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "cell-1-1"
    expect(page.locator("#overview .hint")).to_contain_text("师德师风，岚溪县")
    page.keyboard.press("Enter")
    expect(page.locator("#overview .quotes")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#overview .quotes")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "cell-1-1"


def test_years_and_one_year(page: Page) -> None:
    show(page)
    page.select_option("#overview select", "2024")
    expect(page.locator("#overview .legend")).to_contain_text("没有报告")
    page.get_by_role("button", name="各年份").click()
    expect(page.locator("#overview .box > svg")).to_contain_text("2023年")
    choose(page, "学前教育", "2023")
    expect(page.locator("#overview .quotes h3")).to_contain_text("学前教育，2023年")


def test_files_are_saved_and_open(page: Page, tmp_path: Path) -> None:
    show(page)
    for button, name in (("下载图片", "话题覆盖图.png"), ("下载 SVG", "话题覆盖图.svg"), ("下载 Excel", "总览.xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    with Image.open(tmp_path / "话题覆盖图.png") as picture:
        assert picture.width > 900
    assert load_workbook(tmp_path / "总览.xlsx").sheetnames == ["覆盖图", "原文", "按年份"]


def test_topics_are_changed_and_set_back_and_show_as_text(page: Page) -> None:
    show(page)
    page.get_by_role("button", name="编辑话题").click()
    lines = page.get_by_label("话题，一行一个")
    lines.fill("校车安全\n<img src=x onerror=hacked=1>\n$x^2$\n无人机巡查")
    page.get_by_role("button", name="保存").click()
    chart = page.locator("#overview .box > svg")
    expect(chart).to_contain_text("<img src=x")
    expect(chart).to_contain_text("$x^2$")
    expect(page.locator("#overview h2")).to_contain_text("4 个话题")
    page.locator('#overview g[data-topic="无人机巡查"][aria-label*="明确提到"]').first.click()
    expect(page.locator("#overview .quotes")).to_contain_text("无人机巡查")
    page.get_by_role("button", name="编辑话题").click()
    page.get_by_role("button", name="恢复默认").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#overview h2")).to_contain_text("16 个话题")
    assert page.evaluate("window.hacked") is None


def test_a_changed_collection_is_counted_anew(page: Page) -> None:
    show(page)
    choose(page, "学前教育", "雁浦区")
    expect(page.locator("#overview .quotes")).to_be_visible()
    with page.expect_response(lambda response: response.url.endswith("app/overview")):
        page.evaluate("document.dispatchEvent(new CustomEvent('collection-changed'))")
    expect(page.locator("#overview .quotes")).to_be_hidden()


def count_slowly(page: Page, total: int, each: int) -> list[str]:
    """Have the server count a topic more at each request for the state; what is asked for goes to the list."""
    state = page.request.get(f"{page.url}app/overview").json()
    asked: list[str] = []

    def tell(route: Route) -> None:
        asked.append("state")
        route.fulfill(json={**state, "total": total, "done": min(total, asked.count("state") * each)})

    page.route("**/app/overview", tell)
    page.on("request", lambda request: asked.append("map") if request.url.endswith("/app/overview/map") else None)
    page.evaluate("document.dispatchEvent(new CustomEvent('collection-changed'))")
    return asked


def test_the_chart_is_drawn_now_and_then_and_at_the_end(page: Page) -> None:
    show(page)
    asked = count_slowly(page, total=20, each=1)
    expect(page.locator("#overview .message")).to_contain_text("/20 个话题")
    page.wait_for_function("document.querySelector('#overview progress').hidden", timeout=60_000)
    assert asked.count("state") == 20
    assert 2 <= asked.count("map") <= 8 and asked[-1] == "map"


def test_nothing_is_asked_for_while_the_tab_is_hidden(page: Page) -> None:
    show(page)
    asked = count_slowly(page, total=20, each=0)
    page.wait_for_timeout(500)
    assert "state" in asked
    page.get_by_role("tab", name="提问").click()
    page.wait_for_timeout(500)
    asked.clear()
    page.wait_for_timeout(1000)
    assert asked == []
    page.get_by_role("tab", name="总览").click()
    page.wait_for_timeout(1000)
    assert "state" in asked


def test_words_that_count_as_a_mention_are_told(page: Page) -> None:
    show(page)
    choose(page, "学前教育", "雁浦区")
    words = page.locator("#overview .quotes details", has_text="怎样算明确提到")
    words.locator("summary").click()
    expect(words).to_contain_text("出现这些词")


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_on_a_phone_the_chart_scrolls_in_its_box_and_the_topics_stay(page: Page) -> None:
    show(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    labels = page.locator("#overview .labels")
    before = labels.bounding_box()
    page.evaluate("document.querySelector('#overview .box').scrollLeft = 150")
    assert page.evaluate("document.querySelector('#overview .box').scrollLeft") > 50
    after = labels.bounding_box()
    assert before and after and before["x"] == after["x"]
