"""Pages without the real embedding model, started by tests, and browsers that note what goes wrong in them."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from support import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
_HERE = Path(__file__).parent
START_SECONDS = 90
_PATIENCE_MS = 20_000
"""For every step; a machine that also runs other tests is slow."""


@contextmanager
def served(index: Path, **settings: object) -> Iterator[str]:
    """Serve an index by a process of its own.

    Args:
        index: The index.
        **settings: Fields of the settings, as JSON takes them.

    Yields:
        The page's address.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    name = settings.get("user_header") or ("users" if "users_file" in settings else "open")
    log = index.parent / f"{name}.log"
    command = [sys.executable, str(_HERE / "serve_with.py"), str(index), str(port), json.dumps(settings)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment) as process:
        try:
            _wait(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for any answer: a page that asks who one is refuses this one."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(address, timeout=START_SECONDS)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the page did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@contextmanager
def watched(
    browser: Browser, address: str, *, size: tuple[int, int] = (1366, 768), refused: bool = False, headers: dict[str, str] | None = None
) -> Iterator[BrowserContext]:
    """A browser of one user; afterwards there must have been no error, no dialog, no other window, no request to the outside.

    Args:
        browser: The browser.
        address: The page's address.
        size: Width and height of the window in pixels.
        refused: Whether answers of the statuses 401 and 403 are meant to come; the browser notes each as an error.
        headers: Headers of every request.

    Yields:
        The context to open pages in.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", permissions=["clipboard-read", "clipboard-write"], extra_http_headers=headers
    )
    context.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    problems: list[str] = []
    meant = ("status of 401", "status of 403") if refused else ()
    context.on("console", lambda m: problems.append(m.text) if m.type == "error" and not any(part in m.text for part in meant) else None)
    context.on("weberror", lambda e: problems.append(str(e.error)))
    context.on("dialog", lambda d: (problems.append(f"dialog: {d.message}"), d.dismiss()))
    context.on("request", lambda r: problems.append(f"outside: {r.url}") if not r.url.startswith((address, "data:", "blob:")) else None)
    try:
        yield context
    finally:
        context.close()
    assert problems == [], problems
