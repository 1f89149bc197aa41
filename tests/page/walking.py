"""Walking through a page of its own: serving an index, one browser window with its troubles, pictures of every state."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from asking import ANSWER_MS, never_scrolls_sideways
from playwright.sync_api import Browser, Locator, Page, expect
from serving import wait_until_served
from support import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
SIZES = {"desk": (1366, 768), "phone": (390, 844)}
both_sizes = pytest.mark.parametrize("size", SIZES)


@contextmanager
def served(index: Path, reports: Path) -> Iterator[str]:
    """Serve the page over a folder of reports, with the real models.

    Args:
        index: Folder of the index; made when it is not there.
        reports: Folder to read first.

    Yields:
        The page's address.
    """
    command = [str(ROOT / "app.py"), "--no-browser", "--index", str(index), "--reports", str(reports), "--port"]
    with running(command, index.parent) as address:
        yield address


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[str]:
    """Run a program that serves the page.

    Args:
        command: What Python is given, the port apart, which comes last.
        folder: Where it runs.

    Yields:
        The page's address.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = folder / "page.log"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    words = [sys.executable, *command, str(port)]
    with log.open("wb") as out, subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT, cwd=folder, env=environment) as process:
        try:
            wait_until_served(address, process, log)
            yield address
        finally:
            process.terminate()


class Walk:
    """A window on a page; every picture of it also checks that the page does not scroll sideways."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        self.address = address
        self.name = name
        self.pictures = 0

    def picture(self, state: str) -> None:
        """Keep a picture of what is shown.

        Args:
            state: What it shows, for its name.
        """
        self.pictures += 1
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{self.name}-{self.pictures:02}-{state}.png")
        assert never_scrolls_sideways(self.page), state

    def tab(self, name: str) -> None:
        """Show a tab.

        Args:
            name: Its label.
        """
        self.page.get_by_role("tab", name=name).click()
        if name == "材料":
            expect(self.page.locator("#library .count")).not_to_be_empty(timeout=ANSWER_MS)

    def get(self, route: str) -> Any:
        """What a route of the page gives as JSON.

        Args:
            route: Below the page's address.
        """
        response = self.page.request.get(f"{self.address}/{route}")
        assert response.ok, route
        return response.json()

    def answer(self, shown: Locator) -> Any:
        """The answer behind what the chat shows.

        Args:
            shown: The answer in the chat.
        """
        kept = json.loads(shown.locator("button.kept").get_attribute("value") or "")
        return self.get(f"app/answers/{kept['key']}")


@contextmanager
def window(browser: Browser, address: str, name: str, size: str = "desk") -> Iterator[Walk]:
    """Open a window on a page; afterwards there must have been no console error and no request to the outside.

    Args:
        browser: The browser.
        address: The page's address.
        name: What the pictures begin with.
        size: One of ``SIZES``.

    Yields:
        The walk.
    """
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: problems.append(f"error: {e}"))
    page.on("request", lambda r: problems.append(f"outside: {r.url}") if not r.url.startswith((address, "data:", "blob:")) else None)
    page.goto(address)
    page.wait_for_selector("#question textarea")
    try:
        yield Walk(page, address, f"{name}-{size}")
    except BaseException:
        page.screenshot(path=SCREENSHOTS / f"{name}-{size}-failed.png")
        raise
    finally:
        context.close()
    assert not problems, problems


def open_citation(walk: Walk, link: Locator) -> str:
    """Open a citation.

    Args:
        walk: The walk.
        link: The citation's number.

    Returns:
        The words that are marked in the report.
    """
    link.click()
    mark = walk.page.locator("#evidence mark")
    expect(mark).to_be_in_viewport(timeout=ANSWER_MS)
    return mark.inner_text()
