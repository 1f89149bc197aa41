"""How quick the page is: from the command to the first question, from Enter to the answer, with ten browsers, during an ingest.

``python -m benchmarks.page`` writes its own reports, needs ``chromium``, and takes about three minutes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assistant import Assistant, Settings
from benchmarks.fictional import report

_ROOT = Path(__file__).parents[1]
_QUESTIONS = (
    "哪些区提到校车安全？",
    "哪些区没有提到食品安全？",
    "哪些区提到心理健康？",
    "提到校车但没有提到食品安全的区有哪些？",
    "哪些区提到“课后服务”？",
    "有多少个区提到教师招聘？",
    "哪些区提到劳动教育？",
    "哪些报告提到控辍保学？",
    "哪些区提到人工智能？",
    "有哪些报告？",
)
_FIRST_S = 5
"""Seconds that somebody takes to type the first question."""
_WATCH = """() => {
  const rows = () => document.querySelectorAll("#chat .answer p, #chat .answer td").length;
  const done = () => document.querySelectorAll("#chat .answer .about").length;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    window.asked = {at: performance.now(), rows: rows(), done: done(), shown: null, whole: null};
  }, true);
  new MutationObserver(() => {
    const asked = window.asked;
    if (!asked) return;
    const last = [...document.querySelectorAll("#chat .answer")].at(-1);
    if (!asked.shown && last && !last.textContent.startsWith("正在查找") && rows() > asked.rows) asked.shown = performance.now() - asked.at;
    if (!asked.whole && done() > asked.done) asked.whole = performance.now() - asked.at;
  }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
_KEYS = """() => {
  window.keys = [];
  document.querySelector("#question textarea").addEventListener("input", (event) => {
    const at = event.timeStamp;
    requestAnimationFrame(() => requestAnimationFrame(() => window.keys.push(performance.now() - at)));
  });
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=40, help="reports that are there")
    parser.add_argument("--more", type=int, default=500, help="reports that are added while somebody types")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        _write(folder / "reports", given.reports, 1)
        with Assistant(Settings(index=folder / "index", language_model="none"), create=True) as assistant:
            assistant.sync(folder / "reports")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        began = time.monotonic()
        with _served(folder / "index") as address:
            page = _opened(browser, address)
            print(f"from the command to a page that takes questions: {time.monotonic() - began:.1f} s")
            page.wait_for_timeout(1000 * _FIRST_S)
            _one_after_another(page)
            _ten_at_once(browser, address)
            _typing(page, address, folder, given.more)
        browser.close()


def _write(folder: Path, count: int, seed: int) -> None:
    folder.mkdir()
    rng = random.Random(seed)
    for number in range(count):
        text = report(rng)
        (folder / f"{seed}-{number:03}.txt").write_text("\n".join((text.title, *text.head, *text.lines)), encoding="utf-8")


@contextmanager
def _served(index: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--no-browser", "--port", str(port), "--index", str(index)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _opened(browser: Browser, address: str) -> Page:
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.goto(address)
    page.wait_for_selector("#question textarea")
    page.evaluate(_WATCH)
    return page


def _ask(page: Page, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


def _times(page: Page) -> tuple[float, float]:
    """Seconds to the first words and to the whole of the answer that was asked for last."""
    page.wait_for_function("window.asked && window.asked.whole", timeout=60_000)
    asked = page.evaluate("window.asked")
    return asked["shown"] / 1000, asked["whole"] / 1000


def _one_after_another(page: Page) -> None:
    times = []
    for question in _QUESTIONS:
        _ask(page, question)
        times.append(_times(page))
    print(f"the first question, {_FIRST_S} s after the page was there: first words {times[0][0]:.2f} s")
    _tell("one browser, the others", times[1:], _QUESTIONS[1:])


def _ten_at_once(browser: Browser, address: str) -> None:
    pages = [_opened(browser, address) for _ in _QUESTIONS]
    for page, question in zip(pages, _QUESTIONS, strict=True):
        page.fill("#question textarea", question)
    for page in pages:
        page.evaluate("""() => setTimeout(() => {
            const box = document.querySelector("#question textarea");
            box.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
            document.querySelector("#send").click();
        }, 1500)""")
    _tell("ten browsers at once", [_times(page) for page in pages], _QUESTIONS)
    for page in pages:
        page.context.close()


def _tell(who: str, times: list[tuple[float, float]], questions: tuple[str, ...]) -> None:
    for name, values in zip(("first words", "whole answer"), zip(*times, strict=True), strict=True):
        slowest = questions[values.index(max(values))]
        print(f"{who}: Enter to {name}: median {statistics.median(values):.2f} s, longest {max(values):.2f} s ({slowest})")


def _typing(page: Page, address: str, folder: Path, more: int) -> None:
    alone = _typed(page)
    _write(folder / "more", more, 2)
    page.get_by_role("tab", name="材料").click()
    page.set_input_files("#library input[type=file][webkitdirectory]", folder / "more")
    page.wait_for_function("fetch('app/library/job').then(r => r.json()).then(job => !!job && job.state === 'running')", timeout=120_000)
    page.wait_for_timeout(15_000)
    page.get_by_role("tab", name="提问").click()
    busy = _typed(page)
    _ask(page, _QUESTIONS[0])
    shown, whole = _times(page)
    page.request.post(f"{address}app/library/cancel")
    for who, values in (("alone", alone), (f"while {more} files are read", busy)):
        print(f"key to screen, {who}: median {statistics.median(values):.0f} ms, longest {max(values):.0f} ms")
    print(f"an answer meanwhile: first words {shown:.2f} s, whole {whole:.2f} s")


def _typed(page: Page) -> list[float]:
    """Milliseconds from each key to the second frame after it."""
    page.evaluate(_KEYS)
    page.type("#question textarea", "which districts wrote about school buses" * 2, delay=60)
    page.wait_for_timeout(500)
    page.fill("#question textarea", "")
    return list(page.evaluate("window.keys"))


if __name__ == "__main__":
    main()
