"""A small site to guard, and how tests reach it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import fastapi
import httpx
from fastapi.responses import HTMLResponse, StreamingResponse

from assistant.page import access
from assistant.sign_in import Role, User
from assistant.sign_in.editing import add_user
from assistant.sign_in.passwords import hash_password

PASSWORDS = {"张三": "校车安全2026", "lisi": "correct horse"}
BETWEEN_CHUNKS_S = 1.0


@dataclass
class Site:
    """A running site."""

    address: str
    users: Path
    changes: list[str] = field(default_factory=list)
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, **options: Any) -> httpx.Client:
        self.clients.append(httpx.Client(base_url=self.address, trust_env=False, **options))
        return self.clients[-1]

    def signed_in(self, name: str, **options: Any) -> httpx.Client:
        client = self.client(**options)
        answer = client.post("/app/sign-in", data={"username": name, "password": PASSWORDS[name]})
        assert answer.status_code == 303, answer.text
        return client


def write_users(path: Path) -> Path:
    """Write a users file with an editor and a reader."""
    add_user(path, "张三", Role.EDITOR, hash_password(PASSWORDS["张三"], 4))
    add_user(path, "lisi", Role.READER, hash_password(PASSWORDS["lisi"], 4))
    return path


def plain_site(changes: list[str]) -> fastapi.FastAPI:
    """A site with one route of each kind."""
    site = fastapi.FastAPI()

    @site.get("/")
    def first() -> HTMLResponse:
        return HTMLResponse("<h1>首页</h1>")

    @site.post("/app/change")
    def change(user: Annotated[User, fastapi.Depends(access.editor)]) -> dict[str, str]:
        changes.append(user.name)
        return {"by": user.name}

    @site.get("/app/reports/{rest:path}")
    def read(rest: str, user: Annotated[User, fastapi.Depends(access.reader)]) -> dict[str, str]:
        return {"rest": rest, "by": user.name, "role": user.role}

    @site.get("/app/slow")
    async def slow() -> StreamingResponse:
        async def parts() -> AsyncIterator[str]:
            for number in range(2):
                yield f"data: {number}\n\n"
                await asyncio.sleep(BETWEEN_CHUNKS_S)

        return StreamingResponse(parts(), media_type="text/event-stream")

    @site.post("/gradio_api/upload")
    def upload() -> None:
        changes.append("upload")

    return site
