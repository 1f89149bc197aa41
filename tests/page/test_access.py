from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import fastapi
import pytest
import uvicorn
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect
from support import ROOT

from assistant.page import access
from assistant.sign_in import Guard, Policy, Role, User, make_policy
from assistant.sign_in.editing import add_user
from assistant.sign_in.passwords import hash_password

SCREENSHOTS = ROOT / "build" / "screenshots"
NAME, PASSWORD = "张三", "校车安全2026"
PAGE = '<!DOCTYPE html><link rel="icon" href="data:,"><h1>首页</h1><form method="post" action="app/sign-out"><button>退出</button></form>'


def site_of(policy: Policy) -> fastapi.FastAPI:
    site = fastapi.FastAPI()
    site.include_router(access.router(policy))

    @site.post("/app/change")
    def change(user: Annotated[User, fastapi.Depends(access.editor)]) -> str:
        return user.name

    @site.get("/{path:path}")
    def page(path: str) -> HTMLResponse:
        return HTMLResponse(PAGE)

    return site


@pytest.fixture
def users(tmp_path: Path) -> Path:
    path = tmp_path / "users"
    add_user(path, NAME, Role.EDITOR, hash_password(PASSWORD, 4))
    return path


@pytest.fixture
def address(users: Path) -> Iterator[str]:
    policy = make_policy(users_file=users)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(Guard(site_of(policy), policy), log_level="warning", proxy_headers=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def test_a_route_behind_no_guard_stays_closed() -> None:
    with TestClient(site_of(make_policy())) as client:
        assert client.get("/app/user").status_code == 401
        assert client.post("/app/change").status_code == 401


def test_who_uses_the_page() -> None:
    policy = make_policy(user_header="X-User", proxies=["192.0.2.0/24"])
    with TestClient(Guard(site_of(policy), policy), base_url="http://localhost", client=("192.0.2.7", 1)) as client:
        told = client.get("/app/user", headers={"X-User": "lisi"})
        assert told.json() == {"name": "lisi", "role": "reader", "signIn": True, "signOut": False}
        refused = client.post("/app/change", headers={"X-User": "lisi"})
        assert refused.status_code == 403
        assert "编辑者" in refused.json()["detail"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_by_keyboard(browser: Browser, address: str, width: int, height: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", color_scheme=scheme)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/reports/{quote('雁浦区')}?topic=%E6%A0%A1%E8%BD%A6&year=2024#cite=1")
    expect(page.get_by_label("用户名")).to_be_focused()
    page.keyboard.type(NAME)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong words")
    _keep(page, f"sign-in-{scheme}-{width}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不对。请再试一次；忘了密码请联系管理员重设。")
    expect(page.get_by_label("用户名")).to_have_value(NAME)
    expect(page.get_by_label("密码")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    _keep(page, f"sign-in-wrong-{scheme}-{width}")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading")).to_have_text("首页")
    assert page.url.startswith(f"{address}/reports/{quote('雁浦区')}?topic=%E6%A0%A1%E8%BD%A6&year=2024")
    page.goto(address)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_focused()
    page.goto(address)
    expect(page.get_by_label("密码")).to_be_visible()
    context.close()
    assert problems == []


@pytest.mark.browser
def test_a_refusal_is_a_page_of_its_own(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(address.replace("127.0.0.1", "page.localhost"))
    expect(page.get_by_role("main")).to_contain_text("这个网址里的主机名不是本网页的")
    _keep(page, "refused")
    page.close()


def _keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
