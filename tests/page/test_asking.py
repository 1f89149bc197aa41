"""Changing a question, asking again, taking up an earlier conversation, taking an answer away."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from asking import ANSWER_MS, ask, never_scrolls_sideways
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
sizes = pytest.mark.parametrize("page", [(1366, 768), (390, 844)], indirect=True)


@sizes
def test_what_was_understood_is_shown_and_a_piece_can_be_clicked_away(page: Page) -> None:
    answer = ask(page, "2023年哪些区提到食品安全？")
    expect(answer.locator(".understood")).to_contain_text("我理解的问题：")
    expect(answer.locator(".chip")).to_contain_text(["逐份检查全部报告", "2023年"])
    expect(answer).to_contain_text("共检查2023年的 6 份报告")
    answer.locator("button.chip", has_text="2023年").click()
    expect(page.locator(".note")).to_have_text("（去掉：2023年）", timeout=ANSWER_MS)
    second = page.locator(".answer").nth(1)
    expect(second).to_contain_text("共检查 11 份报告", timeout=ANSWER_MS)
    expect(second.locator(".chip", has_text="2023年")).to_have_count(0)
    expect(page.locator(".question").nth(1)).to_have_text("2023年哪些区提到食品安全？")
    assert never_scrolls_sideways(page)


@sizes
def test_a_question_is_changed_in_place(page: Page) -> None:
    ask(page, "哪些区提到校车安全？")
    ask(page, "那食品安全呢？")
    page.get_by_role("button", name="修改问题").first.click()
    box = page.locator("#question textarea")
    expect(box).to_have_value("哪些区提到校车安全？")
    expect(box).to_be_focused()
    expect(page.locator(".editing")).to_contain_text("正在修改第 1 个问题")
    page.get_by_role("button", name="不改了").click()
    expect(page.locator(".editing")).to_have_count(0)
    expect(box).to_have_value("")
    page.get_by_role("button", name="修改问题").first.click()
    expect(box).to_have_value("哪些区提到校车安全？")
    box.fill("哪些区提到心理健康？")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_have_text(["哪些区提到心理健康？"])
    expect(page.locator(".answer .about")).to_have_count(1, timeout=ANSWER_MS)
    expect(page.locator(".answer")).to_contain_text("心理健康")
    expect(page.locator(".editing")).to_have_count(0)


def test_the_last_question_is_answered_again_with_what_was_before_it(page: Page) -> None:
    ask(page, "哪些区提到校车安全？")
    ask(page, "那食品安全呢？")
    page.get_by_role("button", name="重新回答").nth(1).click()
    expect(page.locator(".answer").nth(1)).to_contain_text("正在查找")
    expect(page.locator(".answer").nth(1).locator(".carried")).to_contain_text("沿用上一问", timeout=ANSWER_MS)
    expect(page.locator(".question")).to_have_count(2)


def test_what_is_typed_while_an_answer_comes_stays(page: Page) -> None:
    page.fill("#question textarea", "哪些区提到校车安全？")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_have_count(1, timeout=ANSWER_MS)
    page.fill("#question textarea", "下一个问题")
    expect(page.locator(".answer .about")).to_have_count(1, timeout=ANSWER_MS)
    page.wait_for_timeout(500)
    expect(page.locator("#question textarea")).to_have_value("下一个问题")


@sizes
def test_a_conversation_outlives_the_page_and_can_be_found_again(page: Page) -> None:
    ask(page, "哪些区提到校车安全？")
    ask(page, "那食品安全呢？")
    page.wait_for_function("localStorage.length > 0 && JSON.parse(localStorage.getItem(localStorage.key(0))).turns.length == 2")
    page.reload()
    expect(page.locator(".question")).to_have_text(["哪些区提到校车安全？", "那食品安全呢？"], timeout=ANSWER_MS)
    page.locator(".answer a.citation").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    assert "沿用上一问" in ask(page, "那心理健康呢？").inner_text()
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".question")).to_have_count(0)
    ask(page, "有哪些报告？")
    page.get_by_role("button", name="以前的对话").click()
    items = page.locator("#history li")
    expect(items).to_have_count(2)
    expect(items.nth(0)).to_contain_text("有哪些报告？")
    items.nth(1).locator(".open").click()
    expect(page.locator(".question")).to_have_count(3, timeout=ANSWER_MS)
    page.get_by_role("button", name="以前的对话").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="全部删除").click()
    expect(items).to_have_count(0)
    expect(page.locator("#history")).to_contain_text("还没有以前的对话")


def test_a_new_tab_begins_with_an_empty_chat(page: Page, page_address: str) -> None:
    ask(page, "有哪些报告？")
    other = page.context.new_page()
    other.goto(page_address)
    other.wait_for_selector("#question textarea")
    other.wait_for_timeout(1500)
    expect(other.locator(".question")).to_have_count(0)
    other.close()


def test_an_answer_is_taken_away_as_a_file(page: Page, tmp_path: Path) -> None:
    answer = ask(page, "哪些区提到无人机巡查？")
    files = {}
    for name in ("Word", "Excel", "Markdown"):
        with page.expect_download() as download:
            answer.get_by_role("button", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
        assert files[name].stem == "哪些区提到无人机巡查"
    quote = "无人机巡查"
    assert "哪些区提到无人机巡查" in Document(str(files["Word"])).paragraphs[0].text
    cells = [str(cell) for row in openpyxl.load_workbook(files["Excel"]).worksheets[0].iter_rows(values_only=True) for cell in row]
    assert any(quote in cell for cell in cells)
    assert sum("提到" in cell for cell in cells) >= 11, "a row for every report"
    assert quote in files["Markdown"].read_text(encoding="utf-8")


@sizes
def test_every_report_of_a_survey_is_listed_sorted_and_filtered(page: Page) -> None:
    answer = ask(page, "哪些区提到校车安全？")
    answer.get_by_text("逐份列表").click()
    rows = answer.locator(".every-report tbody tr")
    expect(rows).to_have_count(11)
    visible = answer.locator(".every-report tbody tr:visible")
    answer.get_by_role("button", name="未提到 5").click()
    expect(visible).to_have_count(5)
    assert set(visible.locator(".mention").all_inner_texts()) == {"未提到"}
    answer.get_by_role("button", name="明确提到 6").click()
    expect(visible).to_have_count(6)
    answer.get_by_role("button", name="全部 11").click()
    years = answer.get_by_role("button", name="年份")
    years.click()
    assert [row.inner_text() for row in rows.locator("td:nth-child(3)").all()] == sorted(rows.locator("td:nth-child(3)").all_inner_texts())
    years.click()
    expect(answer.locator(".every-report th[aria-sort=descending]")).to_have_text("年份")
    answer.get_by_role("searchbox").fill("雁浦")
    expect(visible).to_have_count(2)
    answer.get_by_role("searchbox").fill("")
    answer.get_by_role("button", name="明确提到 6").click()
    visible.first.locator("td:last-child a.citation").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    assert never_scrolls_sideways(page)


@sizes
def test_citations_are_walked_through_one_after_another(page: Page) -> None:
    answer = ask(page, "哪些区提到校车安全？")
    links = answer.locator("a.citation")
    links.first.click()
    panel = page.locator("#evidence")
    expect(panel.locator("mark")).to_be_in_viewport()
    expect(panel.locator(".position")).to_have_text(re.compile(r"第 1 处，共 \d+ 处"))
    expect(panel.get_by_role("button", name="上一处")).to_be_disabled()
    first = panel.locator("mark").inner_text()
    panel.get_by_role("button", name="下一处").click()
    expect(panel.locator(".position")).to_contain_text("第 2 处")
    expect(panel.locator("mark")).not_to_have_text(first)
    expect(panel.locator("mark")).to_be_in_viewport()
    page.keyboard.press("Alt+ArrowRight")
    expect(panel.locator(".position")).to_contain_text("第 3 处")
    page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.press("Alt+ArrowLeft")
    expect(panel.locator("mark")).to_have_text(first)


def test_the_original_file_is_one_click_away(page: Page) -> None:
    answer = ask(page, "哪些区提到校车安全？")
    answer.locator("a.citation").first.click()
    link = page.locator("#evidence .original a")
    expect(link).to_be_visible()
    response = page.request.get(page.url.rstrip("/") + "/" + str(link.get_attribute("href")))
    assert response.ok
    assert "校车" in response.body().decode("utf-8")
