from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]
ANSWER_MS = 60_000


def ask(page: Page, question: str) -> None:
    before = page.locator(".answer").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(before + 1, timeout=ANSWER_MS)
    expect(page.locator("#question textarea")).to_have_value("")


def last_answer(page: Page) -> str:
    return page.locator(".answer").last.inner_text()


def wait_until_complete(page: Page, words: str) -> None:
    expect(page.locator(".answer").last).to_contain_text(words, timeout=ANSWER_MS)


@pytest.mark.parametrize("page", [(1366, 768), (390, 844)], indirect=True)
def test_a_survey_and_its_evidence(page: Page) -> None:
    expect(page.locator(".overview")).to_contain_text("已收入 11 份报告")
    ask(page, "哪些区提到校车安全？")
    wait_until_complete(page, "共检查 11 份报告：明确提到 5 份，未提到 6 份")
    for region in ("梧川县", "怀湖市", "鹭洲区", "青栾县", "云泽市"):
        assert region in last_answer(page)
    link = page.locator(".answer a.citation", has_text="[2]").first
    quote = re.search(r"“([^”]+)”\s*\[2\]", last_answer(page))
    assert quote
    link.click()
    mark = page.locator("#evidence mark")
    expect(mark).to_be_visible()
    assert re.sub(r"\s+", " ", mark.inner_text()) == quote.group(1)
    evidence = page.locator("#evidence")
    for label in ("地区", "来源文件", "所在标题", "位置"):
        expect(evidence).to_contain_text(label)
    expect(mark).to_be_in_viewport()
    expect(link).to_have_class(re.compile("open"))


def test_a_negated_survey_and_a_lookup_in_one_conversation(page: Page) -> None:
    ask(page, "哪些区没有提到食品安全？")
    wait_until_complete(page, "共检查")
    expect(page.locator(".answer").last.locator("p").first).to_be_in_viewport()
    assert "砚湖区" in last_answer(page)
    assert "青栾县" in last_answer(page)
    page.locator(".answer a.citation").first.click()
    ask(page, "岚溪县的学生接送车有多少辆？")
    wait_until_complete(page, "岚溪县")
    expect(page.locator(".question").last).to_be_in_viewport()
    expect(page.locator(".answer").last.locator("p").first).to_be_in_viewport()
    assert "73" in last_answer(page)
    page.locator(".answer").last.locator("a.citation").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    expect(page.locator("#evidence")).to_contain_text("岚溪县教育局2024年工作总结.txt")


def test_examples_can_be_clicked(page: Page) -> None:
    page.get_by_text("哪些区没有提到食品安全？").first.click()
    wait_until_complete(page, "没有提到“食品安全”")


def test_nothing_found_and_empty_questions_are_answered_plainly(page: Page) -> None:
    ask(page, "哪些区提到垃圾分类？")
    wait_until_complete(page, "资料中没有报告提到“垃圾分类”")
    ask(page, "？？")
    wait_until_complete(page, "没有看到问题内容")


def test_text_that_looks_like_code_shows_as_text(page: Page) -> None:
    question = "<img src=x onerror='window.hacked=1'>哪些区提到无人机巡查？"
    ask(page, question)
    expect(page.locator(".question").last).to_have_text(question)
    ask(page, "哪些区提到“无人机巡查”？")
    wait_until_complete(page, "不是粗体工作，[链接](http://example.com) `代码` $$x^2$$")
    page.locator(".answer").last.locator("a.citation").first.click()
    expect(page.locator("#evidence mark")).to_contain_text("[链接](http://example.com) `代码` $$x^2$$")
    expect(page.locator("#evidence")).to_contain_text("恶意<b>文件名.txt")
    assert page.evaluate("window.hacked") is None
    assert "\u202e" not in page.locator("#evidence").inner_text()


def test_the_question_can_be_sent_by_keyboard_and_citations_reached_by_tab(page: Page) -> None:
    ask(page, "哪些区提到人工智能？")
    wait_until_complete(page, "共检查")
    page.locator(".answer a.citation").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence mark")).to_be_visible()
