"""A real model behind a real server: the one that llama-cpp-python brings along."""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.language.base import Message
from assistant.language.budget import Budget
from assistant.language.remote import RemoteModel

pytestmark = pytest.mark.local_model

_START_S = 180
"""Reading the weights takes 2 s on a free machine; others may be busy on it."""


def _need_the_server() -> None:
    lacking = [name for name in ("sse_starlette", "starlette_context") if importlib.util.find_spec(name) is None]
    if lacking:
        reason = f"the server of llama-cpp-python lacks {', '.join(lacking)}"
        if os.environ.get("REPORT_ASSISTANT_REQUIRE_LOCAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def url(local_weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running server."""
    _need_the_server()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log"
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(local_weights), "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, "--n_ctx", "1024", "--logits_all", "true"], stdout=output, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}/v1/models", process, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()
            process.wait()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


@pytest.fixture
def model(url: str) -> Iterator[RemoteModel]:
    connected = RemoteModel("openai", "qwen", url=url)
    yield connected
    connected.close()


def test_an_answer_is_streamed(model: RemoteModel) -> None:
    pieces = list(model.stream([Message("user", "从1数到5，用顿号隔开，不写其他文字。")], max_tokens=24, budget=Budget(300)))
    assert len(pieces) > 3
    assert re.findall(r"\d+", "".join(pieces))[:5] == ["1", "2", "3", "4", "5"]


def test_the_limit_of_tokens_is_kept(model: RemoteModel) -> None:
    pieces = list(model.stream([Message("user", "写一篇很长的文章。")], max_tokens=5, budget=Budget(300)))
    assert 1 <= len(pieces) <= 5


def test_judging_by_the_probabilities_of_the_first_token(model: RemoteModel) -> None:
    passages = ("全区35辆校车逐车签订安全责任书。", "全年公开招聘教师45名。")
    questions = [[Message("user", f"段落：{passage}\n这个段落提到校车安全了吗？只回答是或否。")] for passage in passages]
    about, other = model.judge(questions, budget=Budget(300))
    assert model.tells_probabilities
    assert about.yes
    assert not other.yes
    assert about.probability is not None
    assert other.probability is not None
    assert about.probability > 0.7 > 0.3 > other.probability


def test_an_object_is_filled_in(model: RemoteModel) -> None:
    schema = {"type": "object", "properties": {"区县": {"type": "string"}, "人数": {"type": "integer"}}, "required": ["区县", "人数"]}
    asked = [Message("user", "从句子里取出区县和人数：清源区招聘教师45名。")]
    filled = model.fill_in(asked, schema, max_tokens=48, budget=Budget(300))
    assert filled["人数"] == 45
    assert filled["区县"].startswith("清源")
