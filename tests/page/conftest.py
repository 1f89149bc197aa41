"""A real page in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from serving import wait_until_served
from support import EXAMPLES, ROOT

CHROMIUM = shutil.which("chromium")
SCREENSHOTS = ROOT / "build" / "screenshots"

HOSTILE = "石桥镇<script>window.hacked=1</script>教育局2023年工作总结\n\n一、安全\n" + (
    "开展<img src=x onerror='window.hacked=1'>无人机巡查**不是粗体**工作，[链接](http://example.com) `代码` $$x^2$$ \u202e逆序，# 不是标题。\n"
)


@pytest.fixture(scope="session")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the page over the example reports and one hostile report."""
    folder = tmp_path_factory.mktemp("reports")
    for path in EXAMPLES.iterdir():
        shutil.copy(path, folder)
    (folder / "恶意<b>文件名.txt").write_text(HOSTILE, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    index = tmp_path_factory.mktemp("page") / "index"
    command = [sys.executable, str(ROOT / "app.py"), "--no-browser", "--port", str(port), "--index", str(index), "--reports", str(folder)]
    log = index.parent / "page.log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, cwd=index.parent) as process:
        try:
            wait_until_served(address, process, log)
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if CHROMIUM is None:
        reason = "no chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)"
        if os.environ.get("REPORT_ASSISTANT_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, page_address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page; afterwards there must have been no console error and no request to the outside."""
    width, height = getattr(request, "param", (1366, 768))
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: problems.append(f"error: {e}"))
    page.on("request", lambda r: problems.append(f"outside: {r.url}") if not r.url.startswith((page_address, "data:", "blob:")) else None)
    page.goto(page_address)
    page.wait_for_selector("#question textarea")
    yield page
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{request.node.name.replace('/', '-')}.png")
    context.close()
    assert problems == []
