"""Waiting for a page that a test has started."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

START_SECONDS = 240


def wait_until_served(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a page answers; fail with its output when it ends or takes too long.

    Args:
        address: Its address.
        process: The process that serves it.
        log: File that its output goes to.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    pytest.fail(f"the page did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
