"""Gradio mounted inside a guarded site, asked by its own client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from guarded_site import BETWEEN_CHUNKS_S, PASSWORDS, Site, write_users
from support import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """Sites by how users sign in."""
    users = write_users(tmp_path_factory.mktemp("users") / "users")
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, str(Path(__file__).with_name("gradio_site.py")), str(users)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        line = next(line for line in process.stdout if line.startswith("{"))
        sites = {name: Site(address, users) for name, address in json.loads(line).items()}
        yield sites
        for site in sites.values():
            for client in site.clients:
                client.close()
        process.terminate()


def client_of(site: Site, **options: Any) -> Any:
    from gradio_client import Client

    return closing(Client(site.address, verbose=False, **options))


def test_its_client_signs_in_and_asks(sites: dict[str, Site]) -> None:
    from gradio_client.exceptions import AuthenticationError

    site = sites["users"]
    for name, role in (("张三", "editor"), ("lisi", "reader")):
        with client_of(site, auth=(name, PASSWORDS[name])) as client:
            assert client.predict("你好", api_name="/who") == f"你好|{name}|{role}"
    for wrong in ({"auth": ("张三", "wrong words")}, {}):
        with pytest.raises(AuthenticationError):
            client_of(site, **wrong)


def test_its_answers_come_as_they_are_made(sites: dict[str, Site]) -> None:
    with client_of(sites["users"], auth=("lisi", PASSWORDS["lisi"])) as client:
        came = [(part, time.monotonic()) for part in client.submit(api_name="/count")]
    assert [part for part, _ in came] == ["lisi0", "lisi1"]
    assert came[1][1] - came[0][1] > BETWEEN_CHUNKS_S / 2


def test_the_name_reaches_it_in_every_mode(sites: dict[str, Site]) -> None:
    with client_of(sites["none"]) as client:
        assert client.predict("x", api_name="/who") == "x||editor"
    with client_of(sites["header"], headers={"X-Remote-User": "wangwu"}) as client:
        assert client.predict("x", api_name="/who") == "x|wangwu|reader"


def test_nothing_of_it_is_open(sites: dict[str, Site]) -> None:
    stranger = sites["users"].client()
    session = "session_hash=x"
    for path in ("/", "/config", "/theme.css", "/manifest.json", "/static/fonts/x", "/svelte/x.js", "/assets/x.js", "/monitoring"):
        assert stranger.get(path).status_code == 401, path
    for path in ("info", f"queue/data?{session}", "heartbeat/x", "user", "mcp/", "mcp/schema", "file=/etc/passwd", "startup-events"):
        assert stranger.get(f"/gradio_api/{path}").status_code == 401, path
    for path in ("queue/join", "call/who", "run/who", "mcp/", "upload", "component_server", "cancel"):
        assert stranger.post(f"/gradio_api/{path}", json={"data": ["x"]}).status_code == 401, path
    for path in ("//login", "/login/x", "/LOGIN", "/app/sign-in/x", "/app//sign-in"):
        assert stranger.post(path, data={"username": "lisi", "password": PASSWORDS["lisi"]}).status_code == 401, path


def test_the_page_itself(sites: dict[str, Site]) -> None:
    page = sites["users"].signed_in("lisi").get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert '"username":"lisi"' in page.text.replace(" ", "")
    assert sites["none"].client().get("/", headers={"Accept": "text/html"}).status_code == 200


def test_the_model_context_protocol_needs_a_session_too(sites: dict[str, Site]) -> None:
    accept = {"Accept": "application/json, text/event-stream"}
    assert sites["users"].client().post("/gradio_api/mcp/", json=HELLO, headers=accept).status_code == 401
    for client in (sites["users"].signed_in("lisi"), sites["none"].client()):
        answer = client.post("/gradio_api/mcp/", json=HELLO, headers=accept)
        assert answer.status_code == 200, answer.text
        assert '"serverInfo"' in answer.text


def test_its_upload_is_closed(sites: dict[str, Site]) -> None:
    clients: tuple[httpx.Client, ...] = (sites["users"].signed_in("张三"), sites["none"].client())
    for client in clients:
        assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 403
