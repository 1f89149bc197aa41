"""Guarded sites behind real servers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from guarded_site import Site, plain_site, write_users

from assistant.page import access
from assistant.sign_in import Guard, Policy, make_policy


@pytest.fixture
def users_file(tmp_path: Path) -> Path:
    """An editor and a reader."""
    return write_users(tmp_path / "用户.txt")


@pytest.fixture
def serve(users_file: Path) -> Iterator[Callable[..., Site]]:
    """Serves sites; they are shut down at the end."""
    running: list[tuple[Site, uvicorn.Server, threading.Thread]] = []

    def start(policy: Policy | None = None, **options: Any) -> Site:
        changes: list[str] = []
        policy = policy or make_policy(users_file=users_file)
        app = plain_site(changes)
        app.include_router(access.router(policy))
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(Guard(app, policy, **options), log_level="warning", proxy_headers=False, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        site = Site(f"http://127.0.0.1:{listening.getsockname()[1]}", users_file, changes)
        running.append((site, server, thread))
        return site

    yield start
    for site, server, thread in running:
        for client in site.clients:
            client.close()
        server.should_exit = True
        thread.join(10)
