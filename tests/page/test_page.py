from __future__ import annotations

import re

import pytest
from asking import ANSWER_MS, never_scrolls_sideways
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.model]


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


def clear(page: Page) -> None:
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".question")).to_have_count(0)


@pytest.mark.parametrize("page", [(1366, 768), (800, 900), (390, 844)], indirect=True)
def test_a_survey_and_its_evidence(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("已收入 11 份报告")
    ask(page, "哪些区提到校车安全？")
    wait_until_complete(page, "共检查 11 份报告，涉及 8 个地区：明确提到 6 份，未提到 5 份")
    table = page.locator(".answer").last.locator("table").first
    expect(table.locator("thead th")).to_have_text(["地区", "原文", "出处"])
    regions = {"梧川县", "怀湖市", "鹭洲区", "岚溪县", "青栾县", "云泽市"}
    assert set(table.locator("tbody th").all_inner_texts()) == regions
    for region in regions:
        assert region in page.locator(".answer").last.locator("p").first.inner_text()
    link = table.locator("a.citation", has_text="[2]").first
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
    assert never_scrolls_sideways(page), "the page itself never scrolls sideways"


@pytest.mark.parametrize("page", [(800, 900)], indirect=True)
def test_on_a_narrow_page_the_evidence_leads_back_to_the_answer(page: Page) -> None:
    ask(page, "有多少个区提到校车安全？")
    wait_until_complete(page, "共检查")
    link = page.locator(".answer a.citation").first
    link.click()
    expect(page.locator("#evidence mark")).to_be_in_viewport()
    page.get_by_role("button", name="关闭").click()
    expect(link).to_be_in_viewport()
    expect(link).to_be_focused()
    expect(page.locator("#evidence")).to_be_hidden()


@pytest.mark.parametrize("page", [(390, 844)], indirect=True)
def test_a_wide_table_scrolls_inside_the_answer(page: Page) -> None:
    ask(page, "有哪些报告？")
    wait_until_complete(page, "份，来自")
    box = page.locator(".answer .wide").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert never_scrolls_sideways(page)
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    expect(box.locator("thead th").last).to_be_in_viewport()


def test_a_folded_list_and_the_plan_open(page: Page) -> None:
    ask(page, "哪些区提到校车安全？")
    wait_until_complete(page, "共检查")
    answer = page.locator(".answer").first
    folded = answer.locator("details", has_text="未提到的地区（")
    expect(folded.locator("li").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("li", has_text="砚湖区")).to_be_visible()
    plan = answer.locator("details.plan")
    expect(plan.locator("dl")).to_be_hidden()
    plan.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(plan.locator("dl")).to_be_visible()
    assert plan.locator("dt").all_inner_texts()[:2] == ["类型", "条件"]
    expect(plan.locator("dd").nth(1)).to_have_text("提到“校车安全”")
    ask(page, "有哪些报告？")
    expect(folded.locator("li", has_text="砚湖区")).to_be_visible()


def test_a_next_question_refers_to_the_one_before_until_the_chat_is_cleared(page: Page) -> None:
    ask(page, "哪些区提到食品安全？")
    wait_until_complete(page, "共检查")
    expect(page.locator(".carried")).to_have_count(0)
    ask(page, "？？")
    wait_until_complete(page, "没有看到问题内容")
    expect(page.locator(".answer").last.locator("details")).to_have_count(0)
    ask(page, "那雁浦区呢？")
    expect(page.locator(".answer").last.locator(".carried")).to_have_text("沿用上一问：话题“食品安全”", timeout=ANSWER_MS)
    assert "雁浦区" in page.locator(".answer").last.locator("p").nth(1).inner_text()
    page.locator(".answer a.citation").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    clear(page)
    expect(page.locator("#evidence")).to_be_hidden()
    ask(page, "那雁浦区呢？")
    expect(page.locator(".answer").last).to_be_visible()
    expect(page.get_by_text("正在查找…")).to_have_count(0, timeout=ANSWER_MS)
    assert "食品安全" not in last_answer(page)
    expect(page.locator(".carried")).to_have_count(0)


def test_a_chat_cleared_before_the_answer_is_there_stays_empty(page: Page) -> None:
    ask(page, "有哪些报告？")
    clear(page)
    page.fill("#question textarea", "哪些区提到食品安全？")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_have_count(1)
    clear(page)
    page.wait_for_timeout(5_000)
    expect(page.locator(".question")).to_have_count(0)
    ask(page, "那雁浦区呢？")
    expect(page.locator(".question")).to_have_count(1)
    expect(page.locator(".carried")).to_have_count(0)


def test_conversations_in_two_windows_do_not_mix(page: Page, page_address: str) -> None:
    ask(page, "哪些区提到食品安全？")
    wait_until_complete(page, "共检查")
    other = page.context.new_page()
    other.goto(page_address)
    other.wait_for_selector("#question textarea")
    ask(other, "那雁浦区呢？")
    expect(other.locator(".carried")).to_have_count(0)
    assert "食品安全" not in last_answer(other)
    other.close()


def test_a_copied_answer_is_text_with_sources(page: Page) -> None:
    ask(page, "哪些区没有提到食品安全？")
    wait_until_complete(page, "共检查")
    page.get_by_role("button", name="复制答案").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(page.locator(".answer").last.locator("p").first.inner_text())
    assert "\n地区\t依据\n" in text.replace("\r\n", "\n")
    assert "\n[1] 《" in text.replace("\r\n", "\n")
    assert "**" not in text
    assert "<" not in text.replace("恶意<b>文件名.txt", "").replace("石桥镇<script>", "").replace("</script>", "")
    markup = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())",
    )
    assert "<table" in markup
    assert "问题的理解" not in markup


def test_a_negated_survey_and_a_lookup_in_one_conversation(page: Page) -> None:
    ask(page, "哪些区没有提到食品安全？")
    wait_until_complete(page, "共检查")
    expect(page.locator(".answer").last.locator("p").first).to_be_in_viewport()
    assert "砚湖区" in last_answer(page)
    assert "青栾县" in last_answer(page)
    page.locator(".answer summary", has_text="提到的地区（").first.click()
    page.locator(".answer a.citation").first.click()
    expect(page.locator("#evidence mark")).to_contain_text("食品安全")
    ask(page, "岚溪县的学生接送车有多少辆？")
    wait_until_complete(page, "岚溪县")
    expect(page.locator(".question").last).to_be_in_viewport()
    expect(page.locator(".answer").last.locator("p").first).to_be_in_viewport()
    assert "73" in last_answer(page)
    page.locator(".answer").last.locator("a.citation").first.click()
    expect(page.locator("#evidence mark")).to_be_visible()
    expect(page.locator("#evidence")).to_contain_text("岚溪县教育局2024年工作总结.txt")


def test_examples_can_be_clicked(page: Page) -> None:
    example = page.locator("#chat button.example").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".question")).to_have_text(question)
    expect(page.locator(".answer a.citation").first).to_be_visible(timeout=ANSWER_MS)


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
