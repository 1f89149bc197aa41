"""Asking in the page, for the tests that drive a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

ANSWER_MS = 60_000


def ask(page: Page, question: str) -> Locator:
    """Ask a question and wait for the whole answer.

    Args:
        page: The page.
        question: The question.

    Returns:
        The answer.
    """
    before = page.locator(".question").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_have_count(before + 1, timeout=ANSWER_MS)
    expect(page.locator("#question textarea")).to_have_value("")
    answer = page.locator(".answer").nth(before)
    expect(answer.locator(".about")).to_be_visible(timeout=ANSWER_MS)
    return answer


def never_scrolls_sideways(page: Page) -> bool:
    """Whether the page itself fits its window.

    Args:
        page: The page.
    """
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
