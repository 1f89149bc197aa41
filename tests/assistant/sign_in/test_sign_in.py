from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote, urljoin

import httpx
import pytest
from guarded_site import PASSWORDS, Site

from assistant.sign_in import Role, make_policy
from assistant.sign_in.attempts import Attempts
from assistant.sign_in.editing import remove_user, set_password, set_role
from assistant.sign_in.passwords import hash_password

Serve = Callable[..., Site]
BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Mode": "navigate"}


def enter(client: httpx.Client, name: str, password: str, target: str = "/") -> httpx.Response:
    return client.post("/app/sign-in", data={"username": name, "password": password, "next": target})


def test_a_person_is_led_to_the_sign_in_page_and_back(serve: Serve) -> None:
    client = serve().client()
    away = client.get("/app/reports/甲/乙?year=2024&topic=校车", headers=BROWSER)
    assert away.status_code == 303
    form = client.get(away.next_request.url, headers=BROWSER)
    assert form.status_code == 200
    assert "<title>登录" in form.text
    assert "<script" not in form.text
    target = "/app/reports/%E7%94%B2/%E4%B9%99?year=2024&topic=%E6%A0%A1%E8%BD%A6"
    assert f'name="next" value="{target.replace("&", "&amp;")}"' in form.text
    entered = enter(client, "张三", PASSWORDS["张三"], target)
    assert entered.status_code == 303
    assert client.get(entered.next_request.url).json() == {"rest": "甲/乙", "by": "张三", "role": "editor"}
    assert client.get("/app/sign-in?next=/app/user", headers=BROWSER).next_request.url.path == "/app/user", "signed in already"


def test_the_way_to_sign_in_holds_below_a_sub_path(serve: Serve) -> None:
    client = serve().client()
    for path in ("/", "/app/reports/a/b", "/app/reports/a%2Fb", "/x/"):
        location = client.get(path, headers=BROWSER).headers["location"]
        seen = urljoin(f"https://example.cn/tools/reports{path}", location)
        assert seen == f"https://example.cn/tools/reports/app/sign-in?next={quote(path)}"


def test_a_program_is_told_in_json(serve: Serve) -> None:
    site = serve()
    for method, path in (("GET", "/app/user"), ("POST", "/app/change"), ("GET", "/gradio_api/info"), ("GET", "/gradio_api/mcp"), ("GET", "/config")):
        answer = site.client().request(method, path)
        assert answer.status_code == 401
        assert "请先登录" in answer.json()["detail"]
    fetched = site.client().get("/", headers={"Accept": "text/html", "Sec-Fetch-Mode": "cors"})
    assert fetched.status_code == 401
    assert site.changes == []


def test_the_cookie(serve: Serve) -> None:
    site = serve()
    cookie = enter(site.client(), "张三", PASSWORDS["张三"]).headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Max-Age=43200", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie
    behind_https = site.client(headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in enter(behind_https, "张三", PASSWORDS["张三"]).headers["set-cookie"]


def test_roles(serve: Serve) -> None:
    site = serve()
    reader, editor = site.signed_in("lisi"), site.signed_in("张三")
    assert reader.get("/app/user").json() == {"name": "lisi", "role": "reader", "signIn": True, "signOut": True}
    assert editor.get("/app/user").json()["role"] == "editor"
    refused = reader.post("/app/change")
    assert refused.status_code == 403
    assert "编辑者" in refused.json()["detail"]
    assert editor.post("/app/change").json() == {"by": "张三"}
    assert site.changes == ["张三"]


@pytest.mark.parametrize(("name", "password"), [("张三", "校车安全2025"), ("王五", "校车安全2026"), ("", ""), ("lisi", "x" * 100), ("a:b", "\0")])
def test_wrong_words(serve: Serve, name: str, password: str) -> None:
    client = serve().client()
    answer = enter(client, name, password, "/app/user")
    assert 'role="alert">用户名或密码不对' in answer.text
    assert 'name="next" value="/app/user"' in answer.text
    assert "set-cookie" not in answer.headers
    assert client.get("/app/user").status_code == 401


def test_what_was_typed_shows_as_text(serve: Serve) -> None:
    answer = enter(serve().client(), '"><script>alert(1)</script>', "x", '"><script>')
    assert "<script" not in answer.text
    assert "&quot;&gt;&lt;script&gt;alert(1)" in answer.text


OUTSIDE = (
    "//evil.example",
    "///evil.example",
    r"\\evil.example",
    r"/\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "https:evil.example",
    "evil.example",
    "javascript:alert(1)",
    "/a\r\nSet-Cookie: x=1",
    "/../../other",
    "/%2e%2e/other",
    "/app/sign-in?next=/",
    "/" + "a" * 5000,
    "",
)


def test_no_way_leads_outside(serve: Serve) -> None:
    client = serve().client()
    for target in OUTSIDE:
        assert 'name="next" value="/"' in client.get("/app/sign-in", params={"next": target}).text, target
        client.cookies.clear()
        entered = enter(client, "张三", PASSWORDS["张三"], target)
        assert entered.status_code == 303
        assert entered.headers["location"] == "../", target
        client.cookies.clear()


def test_a_cookie_that_was_tampered_with(serve: Serve) -> None:
    site = serve()
    client = site.signed_in("lisi")
    ((name, value),) = client.cookies.items()
    content, _, rest = value.partition(".")
    in_signature = value[:-9] + ("A" if value[-9] != "A" else "B") + value[-8:]
    altered = [in_signature, f"{content[:-2]}AA.{rest}", rest, "", "x", "a.b.c", value.upper(), "\u00e9"]
    for wrong in altered:
        answer = site.client().get("/app/user", headers={"Cookie": f"{name}={wrong}".encode()})
        assert answer.status_code == 401, wrong
    assert site.client().get("/app/user", headers={"Cookie": f"{name}={value}"}).status_code == 200


def test_a_cookie_of_another_page(serve: Serve) -> None:
    ((_, value),) = serve().signed_in("张三").cookies.items()
    site = serve()
    site.users.with_name(f"{site.users.name}.key").write_bytes(b"k" * 32)
    other = serve()
    ((name, _),) = other.signed_in("张三").cookies.items()
    assert other.client().get("/app/user", headers={"Cookie": f"{name}={value}"}).status_code == 401


def test_a_restart_signs_nobody_out(serve: Serve) -> None:
    cookies = serve().signed_in("张三").cookies
    site = serve()
    assert site.client(cookies=cookies).get("/app/user").json()["name"] == "张三"
    key = site.users.with_name(f"{site.users.name}.key")
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_session_ends_when_the_user_changes(serve: Serve) -> None:
    site = serve()
    client = site.signed_in("张三")
    set_role(site.users, "lisi", Role.EDITOR)
    assert client.get("/app/user").status_code == 200, "somebody else's line"
    set_role(site.users, "张三", Role.READER)
    assert client.get("/app/user").status_code == 401
    client = site.signed_in("张三")
    assert client.get("/app/user").json()["role"] == "reader"
    set_password(site.users, "张三", hash_password("another one", 4))
    assert client.get("/app/user").status_code == 401
    reader = site.signed_in("lisi")
    remove_user(site.users, "lisi")
    assert reader.get("/app/user").status_code == 401


def test_a_broken_users_file_lets_nobody_in(serve: Serve) -> None:
    site = serve()
    client = site.signed_in("张三")
    good = site.users.read_text(encoding="utf-8")
    site.users.write_text(good + "王五\n", encoding="utf-8")
    answer = client.get("/app/user")
    assert answer.status_code == 503
    assert "users list" in answer.json()["detail"]
    assert str(site.users) not in answer.text
    assert enter(site.client(), "张三", PASSWORDS["张三"]).status_code == 503
    site.users.write_text(good, encoding="utf-8")
    assert client.get("/app/user").status_code == 200


def test_signing_out_ends_the_session_everywhere(serve: Serve) -> None:
    site = serve()
    client = site.signed_in("张三")
    copied = dict(client.cookies)
    out = client.post("/app/sign-out")
    assert out.next_request.url.path == "/app/sign-in"
    assert not client.cookies
    assert client.get("/app/user").status_code == 401
    assert site.client(cookies=copied).get("/app/user").status_code == 401
    assert site.client().post("/app/sign-out").status_code == 303, "nobody to sign out"


def test_a_session_lasts_while_it_is_used(serve: Serve) -> None:
    site = serve(session_seconds=5)
    used, idle = site.signed_in("张三"), site.signed_in("lisi")
    first = dict(used.cookies)
    for _ in range(7):
        time.sleep(1)
        assert used.get("/app/user").status_code == 200
    assert dict(used.cookies) != first
    assert idle.get("/app/user").status_code == 401
    assert site.client(cookies=first).get("/app/user").status_code == 401
    assert "set-cookie" not in serve().signed_in("张三").get("/app/user").headers, "a young cookie stays"


def test_too_many_wrong_words(serve: Serve) -> None:
    now = [0.0]
    site = serve(attempts=Attempts(lambda: now[0]))
    client = site.client()
    for _ in range(5):
        assert "用户名或密码不对" in enter(client, "张三", "wrong words").text
    locked = enter(client, "张三", PASSWORDS["张三"])
    assert "请等 5 秒再试" in locked.text
    assert locked.headers["retry-after"] == "5"
    program = client.post("/login", data={"username": "张三", "password": PASSWORDS["张三"]})
    assert program.status_code == 429
    assert enter(client, "lisi", PASSWORDS["lisi"]).status_code == 303, "another name"
    now[0] += 5.1
    assert enter(client, "张三", PASSWORDS["张三"]).status_code == 303


def test_other_spellings_give_no_more_tries(serve: Serve) -> None:
    client = serve().client()
    for spelling in ("张三", " 张三", "张三 ", "  张三  ", "张三   "):
        assert "用户名或密码不对" in enter(client, spelling, "wrong words").text
    assert "请等" in enter(client, " 张三   ", "wrong words").text


def test_programs_sign_in_with_a_form(serve: Serve) -> None:
    site = serve()
    client = site.client()
    answer = client.post("/login", data={"username": "lisi", "password": PASSWORDS["lisi"]})
    assert answer.json() == {"success": True}
    assert client.get("/app/user").json()["name"] == "lisi"
    wrong = site.client().post("/login", data={"username": "lisi", "password": "wrong words"})
    assert wrong.status_code == 401
    assert "不对" in wrong.json()["detail"]
    assert "set-cookie" not in wrong.headers


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"x" * 20_000, "application/x-www-form-urlencoded"),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _ in range(100)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_form_that_is_none(serve: Serve, content: bytes, kind: str) -> None:
    client = serve().client()
    for path in ("/login", "/app/sign-in"):
        answer = client.post(path, content=content, headers={"Content-Type": kind})
        assert answer.status_code == 400
        assert "登录" in answer.json()["detail"]


def test_without_sign_in_everybody_is_the_local_editor(serve: Serve) -> None:
    site = serve(make_policy())
    client = site.client()
    assert client.get("/app/user").json() == {"name": "", "role": "editor", "signIn": False, "signOut": False}
    assert client.post("/app/change").status_code == 200
    assert client.get("/app/sign-in").next_request.url.path == "/"
    assert client.post("/app/sign-out").next_request.url.path == "/"
