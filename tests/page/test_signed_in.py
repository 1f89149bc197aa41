"""Signing in and out in a browser, and what readers and editors find there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import ANSWER_MS, ask, never_scrolls_sideways
from playwright.sync_api import Browser, Page, expect
from served import SCREENSHOTS, served, watched
from support import HashEmbedder

from assistant import Assistant, Settings
from assistant.sign_in import Role
from assistant.sign_in.editing import add_user, set_role
from assistant.sign_in.passwords import hash_password

pytestmark = pytest.mark.browser
SCREEN, PHONE = (1366, 768), (390, 844)
EDITOR, READER, CHANGING = "王老师", "李<b>老师/科", "李<b>老师"
"""Users; the name of one is the beginning of another's."""
PASSWORD = "校车安全2026"
REPORT = "雁浦区教育局2023年工作总结\n\n一、校园安全\n（一）抓好校车管理。全区共有校车35辆，逐车签订责任书。\n二、食品安全\n开展食堂检查120次。\n"
CONTROLS = ("选择文件", "选择文件夹", "保存更正", "移除", "恢复", "编辑话题")
CALLS = (
    ("POST", "app/library/prepare", {}),
    ("POST", "app/library/upload", {}),
    ("POST", "app/library/update", {"folder": None}),
    ("POST", "app/library/cancel", {}),
    ("POST", "app/library/remove", {"files": []}),
    ("POST", "app/library/restore", {"files": []}),
    ("POST", "app/library/edit/r0000000000000000", {"title": "改"}),
    ("POST", "app/library/reset/r0000000000000000", {}),
    ("PUT", "app/overview/topics", {"topics": ["改了"]}),
)
"""Everything that changes something."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("signed")
    (folder / "reports").mkdir()
    (folder / "reports" / "雁浦区2023.txt").write_text(REPORT, encoding="utf-8")
    with Assistant(Settings(index=folder / "index"), create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(folder / "reports")
    return folder / "index"


@pytest.fixture(scope="module")
def users(index: Path) -> Path:
    path = index.parent / "users.txt"
    for name, role in ((EDITOR, Role.EDITOR), (READER, Role.READER), (CHANGING, Role.EDITOR), ("wang", Role.EDITOR)):
        add_user(path, name, role, hash_password(PASSWORD, 4))
    return path


@pytest.fixture(scope="module")
def address(index: Path, users: Path) -> Iterator[str]:
    with served(index, users_file=str(users)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with watched(browser, address, size=getattr(request, "param", SCREEN), refused=True) as context:
        page = context.new_page()
        page.goto(address)
        yield page
        keep(page, request.node.name)


def keep(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"signed-in-{name}.png")


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_focused()


def call(page: Page, method: str, url: str, body: object) -> dict[str, Any]:
    """What the server answers to a script of the page."""
    script = """async ([method, url, body]) => {
      const response = await fetch(url, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      return { status: response.status, detail: (await response.json()).detail };
    }"""
    return dict(page.evaluate(script, [method, url, body]))


def open_everything(page: Page) -> None:
    """Show both other tabs, with the report opened in the library."""
    page.get_by_role("tab", name="总览").click()
    expect(page.locator("#overview svg g[role=button]").first).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("tab", name="材料").click()
    page.locator("#library button.title").first.click()
    expect(page.locator("#library tr.detail")).to_be_visible()


@pytest.mark.parametrize("page", [SCREEN, PHONE], indirect=True, ids=["screen", "phone"])
def test_a_reader_signs_in_and_can_only_read(page: Page, request: pytest.FixtureRequest) -> None:
    expect(page).to_have_title("登录 · 工作报告问答")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    keep(page, f"{request.node.name}-form")
    sign_in(page, READER, "不对的密码")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    sign_in(page, READER)
    expect(page.locator("#account")).to_contain_text(f"{READER}（只读）")
    expect(page.locator("#status")).to_contain_text("已收入 1 份报告")
    assert ask(page, "哪些区提到校车？").locator("a.citation").count() > 0
    keep(page, f"{request.node.name}-chat")
    assert never_scrolls_sideways(page)
    expect(page.get_by_role("button", name="提问", exact=True)).to_be_in_viewport(ratio=1)
    open_everything(page)
    for words in CONTROLS:
        expect(page.get_by_role("button", name=words, exact=True)).to_have_count(0)
    assert page.locator("#library :is(form, input[type=file], dialog, .uploads, .folders)").count() == 0
    assert never_scrolls_sideways(page)
    for method, url, body in CALLS:
        answer = call(page, method, url, body)
        assert answer["status"] == 403, url
        assert "只能查看和提问" in answer["detail"], url
    sent = "fetch('gradio_api/upload', { method: 'POST', body: new FormData() }).then(async (said) => [said.status, (await said.json()).detail])"
    assert page.evaluate(sent) == [403, "这里不能上传文件。请在“材料”里导入。"]


def test_no_function_behind_the_page_changes_anything(page: Page) -> None:
    sign_in(page, READER)
    expect(page.locator("#account")).to_contain_text("只读")
    told = page.evaluate("fetch('gradio_api/info').then((response) => response.json())")
    assert set(told["named_endpoints"]) == {"/ask", "/survey", "/reports"}
    assert not told["unnamed_endpoints"]
    for path in ("users.txt", "users.txt.key", "index/catalog.db"):
        assert page.evaluate("path => fetch(`gradio_api/file=${path}`).then((response) => response.ok)", path) is False


def test_an_editor_signs_in_changes_and_signs_out(page: Page, address: str) -> None:
    sign_in(page, EDITOR)
    expect(page.locator("#account")).to_contain_text(f"{EDITOR}（可编辑）")
    expect(page.locator("#question textarea")).to_be_visible()
    open_everything(page)
    for words in ("选择文件", "选择文件夹", "保存更正", "移除"):
        expect(page.get_by_role("button", name=words, exact=True)).to_be_visible()
    page.get_by_label("标题", exact=True).fill("更正了的标题")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("#library .message", has_text="已更正")).to_be_visible()
    expect(page.locator("#library tbody")).to_contain_text("更正了的标题")
    page.get_by_role("tab", name="总览").click()
    expect(page.get_by_role("button", name="编辑话题")).to_be_visible()
    page.get_by_role("tab", name="提问").click()
    keep(page, "editor")
    sign_out(page)
    page.go_back()
    expect(page.get_by_label("密码")).to_be_visible()
    answer = page.request.get(f"{address}/app/library/reports")
    assert answer.status == 401
    assert "请先登录" in answer.json()["detail"]


def test_conversations_of_two_users_in_one_browser_do_not_mix(page: Page) -> None:
    sign_in(page, READER)
    page.wait_for_selector("#question textarea")
    ask(page, "哪些区提到校车？")
    page.wait_for_function("localStorage.length == 1")
    sign_out(page)
    sign_in(page, CHANGING)
    page.wait_for_selector("#question textarea")
    expect(page.locator("#account")).to_contain_text(CHANGING)
    page.wait_for_timeout(700)
    expect(page.locator(".question")).to_have_count(0)
    page.get_by_role("button", name="以前的对话").click()
    expect(page.locator("#history")).to_contain_text("还没有以前的对话")
    page.get_by_role("button", name="关闭").click()
    ask(page, "有哪些报告？")
    page.wait_for_function("localStorage.length == 2")
    sign_out(page)
    sign_in(page, READER)
    page.wait_for_selector("#question textarea")
    page.get_by_role("button", name="以前的对话").click()
    expect(page.locator("#history li b")).to_have_text(["哪些区提到校车？"])


def test_a_role_that_changes_takes_hold_in_the_open_page(page: Page, users: Path, request: pytest.FixtureRequest) -> None:
    set_role(users, CHANGING, Role.EDITOR)
    sign_in(page, CHANGING)
    page.wait_for_selector("#question textarea")
    open_everything(page)
    set_role(users, CHANGING, Role.READER)
    page.get_by_label("标题", exact=True).fill("不该保存")
    page.get_by_role("button", name="保存更正").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    sign_in(page, CHANGING)
    expect(page.locator("#account")).to_contain_text("只读")
    open_everything(page)
    expect(page.get_by_role("button", name="保存更正")).to_have_count(0)
    assert "不该保存" not in page.locator("#library").inner_text()
    page.get_by_role("tab", name="提问").click()
    set_role(users, CHANGING, Role.EDITOR)
    page.fill("#question textarea", "哪些区提到校车？")
    page.keyboard.press("Enter")
    expect(page.get_by_text("请先登录（登录可能已经过期）。请刷新网页，重新登录。")).to_be_visible()
    keep(page, f"{request.node.name}-asked")
    page.reload()
    expect(page.get_by_label("用户名")).to_be_visible()


def test_behind_a_proxy_its_header_tells_who_asks(browser: Browser, index: Path, users: Path) -> None:
    with served(index, users_file=str(users), user_header="X-Remote-User") as address:
        with watched(browser, address, refused=True) as context:
            page = context.new_page()
            page.goto(address)
            expect(page.get_by_role("main")).to_contain_text("没有收到登录信息")
            keep(page, "no-header")
        for name, role, controls in (("stranger", "只读", 0), ("wang", "可编辑", 1)):
            with watched(browser, address, refused=True, headers={"X-Remote-User": name}) as context:
                page = context.new_page()
                page.goto(address)
                expect(page.locator("#account")).to_have_text(f"{name}（{role}）")
                expect(page.get_by_role("button", name="退出")).to_have_count(0)
                page.get_by_role("tab", name="材料").click()
                page.locator("#library button.title").first.click()
                expect(page.get_by_role("button", name="保存更正")).to_have_count(controls)
                answer = call(page, "PUT", "app/overview/topics", {"topics": ["校车安全"]})
                assert answer["status"] == (200 if controls else 403)
