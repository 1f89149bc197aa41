from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from guarded_site import BETWEEN_CHUNKS_S, Site

from assistant.sign_in import Guard, Policy, make_policy, user_name

Serve = Callable[..., Site]
HEADER = "X-Remote-User"
BROWSER = {"Accept": "text/html,*/*", "Sec-Fetch-Mode": "navigate"}


def named(name: str) -> dict[str, bytes]:
    return {HEADER: name.encode()}


def test_the_proxys_header_names_the_user(serve: Serve) -> None:
    site = serve(make_policy(users_file=serve().users, user_header=HEADER))
    client = site.client()
    assert client.get("/app/user", headers=named("张三")).json() == {"name": "张三", "role": "editor", "signIn": True, "signOut": False}
    assert client.get("/app/user", headers=named("陌生人")).json()["role"] == "reader", "not listed"
    assert client.post("/app/change", headers=named("lisi")).status_code == 403
    assert client.post("/app/change", headers=named("张三")).status_code == 200
    assert client.get("/app/sign-in", headers=named("张三")).next_request.url.path == "/"


def test_a_header_that_names_nobody(serve: Serve) -> None:
    client = serve(make_policy(user_header=HEADER)).client()
    for name in ("", "a:b", "#a", "a\u202eb", "a" * 65):
        assert client.get("/app/user", headers=named(name)).status_code == 401, name


def test_without_the_header_nobody_comes_in(serve: Serve) -> None:
    client = serve(make_policy(user_header=HEADER)).client()
    answer = client.get("/app/user")
    assert answer.status_code == 401
    assert "统一入口" in answer.json()["detail"]
    page = client.get("/", headers=BROWSER)
    assert page.status_code == 401
    assert page.headers["content-type"].startswith("text/html")
    assert "统一入口" in page.text
    twice = client.get("/app/user", headers=[(HEADER, "lisi"), (HEADER, "zhangsan")])
    assert twice.status_code == 401, "a proxy that adds its header to the user's own"
    assert client.get("/app/user", headers={HEADER: b"\xff\xfe"}).status_code == 401


def test_the_header_is_believed_from_the_proxy_only(serve: Serve) -> None:
    site = serve(make_policy(user_header=HEADER))
    elsewhere = site.client(transport=httpx.HTTPTransport(local_address="127.0.0.2"))
    assert elsewhere.get("/app/user", headers=named("张三")).status_code == 401
    pretending = {**named("张三"), "X-Forwarded-For": b"127.0.0.1"}
    assert elsewhere.get("/app/user", headers=pretending).status_code == 401
    assert site.client().get("/app/user", headers=named("张三")).status_code == 200
    trusting = serve(make_policy(user_header=HEADER, proxies=["127.0.0.0/8"]))
    elsewhere = trusting.client(transport=httpx.HTTPTransport(local_address="127.0.0.2"))
    assert elsewhere.get("/app/user", headers=named("张三")).status_code == 200


@pytest.mark.parametrize("policy", [make_policy(), make_policy(user_header=HEADER)], ids=["nobody signs in", "proxy"])
def test_on_loopback_another_host_name_is_not_answered(serve: Serve, policy: Policy) -> None:
    client = serve(policy).client()
    names = (
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "localhost:evil.example",
        "[::2]",
        "192.168.1.5",
        "",
    )
    for host in names:
        answer = client.get("/app/user", headers={"Host": host, **named("lisi")})
        assert answer.status_code == 400, host
        assert "主机名" in answer.json()["detail"]


def test_the_hosts_that_are_answered(serve: Serve) -> None:
    client = serve(make_policy()).client()
    for host in ("localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:7860"):
        assert client.get("/app/user", headers={"Host": host}).status_code == 200, host
    named_too = serve(make_policy(hosts=["Reports.example.cn"])).client()
    for host in ("reports.example.cn", "reports.example.cn:8443", "localhost"):
        assert named_too.get("/app/user", headers={"Host": host}).status_code == 200, host
    assert named_too.get("/app/user", headers={"Host": "evil.example"}).status_code == 400


def test_hosts_of_a_page_for_the_network(serve: Serve) -> None:
    anyhow = serve(make_policy(host="0.0.0.0", open_to_network=True)).client()
    assert anyhow.get("/app/user", headers={"Host": "server7:7860"}).status_code == 200
    only = serve(make_policy(host="0.0.0.0", open_to_network=True, hosts=["server7"])).client()
    assert only.get("/app/user", headers={"Host": "server7:7860"}).status_code == 200
    assert only.get("/app/user", headers={"Host": "evil.example"}).status_code == 400


def test_a_request_without_host(serve: Serve) -> None:
    site = serve(make_policy())
    with socket.create_connection(("127.0.0.1", int(site.address.rpartition(":")[2]))) as raw:
        raw.sendall(b"GET /app/user HTTP/1.0\r\n\r\n")
        assert b" 400 " in raw.recv(1000).partition(b"\r\n")[0]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_another_site_changes_nothing(serve: Serve, method: str) -> None:
    site = serve(make_policy())
    client = site.client()
    for origin in ("https://evil.example", "null", "http://localhost:1", "http://127.0.0.1", "http://127.0.0.1:1", "file://", "http://[", ""):
        answer = client.request(method, "/app/change", headers={"Origin": origin})
        assert answer.status_code == 403, origin
        assert "别的网站" in answer.json()["detail"]
    assert site.changes == []


def test_another_site_signs_nobody_in_or_out(serve: Serve) -> None:
    site = serve()
    foreign = {"Origin": "https://evil.example"}
    words = {"username": "lisi", "password": "correct horse"}
    for path in ("/app/sign-in", "/login"):
        answer = site.client().post(path, data=words, headers=foreign)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    client = site.signed_in("lisi")
    assert client.post("/app/sign-out", headers=foreign).status_code == 403
    assert client.get("/app/user").status_code == 200


def test_another_site_reads_nothing_and_links_still_work(serve: Serve) -> None:
    client = serve(make_policy()).client()
    assert client.get("/app/user", headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.get("/", headers={**BROWSER, "Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert client.post("/app/change", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/app/change", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_the_pages_own_origin(serve: Serve) -> None:
    site = serve(make_policy(hosts=["reports.example.cn"]))
    client = site.client()
    assert client.post("/app/change", headers={"Origin": site.address}).status_code == 200
    behind_a_proxy = {"Origin": "https://reports.example.cn"}
    assert client.post("/app/change", headers=behind_a_proxy).status_code == 200, "the proxy rewrote the host"
    assert client.post("/app/change", headers={**behind_a_proxy, "Host": "reports.example.cn:443"}).status_code == 200
    assert client.post("/app/change", headers={"Origin": "https://www.reports.example.cn"}).status_code == 403


@pytest.mark.parametrize("path", ["/gradio_api/upload", "/gradio_api/upload/", "/gradio_api/upload?upload_id=1"])
def test_gradios_upload_is_closed(serve: Serve, path: str) -> None:
    site = serve()
    for client in (site.signed_in("张三"), site.signed_in("lisi"), serve(make_policy()).client()):
        answer = client.post(path, files={"files": b"x"})
        assert answer.status_code == 403
        assert "材料" in answer.json()["detail"]
    assert site.changes == []


def test_headers_of_every_answer(serve: Serve) -> None:
    site = serve()
    client = site.signed_in("张三")
    stranger = site.client()
    for answer in (client.get("/app/user"), client.get("/"), client.get("/nothing"), stranger.get("/app/sign-in"), stranger.get("/app/user")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in stranger.get("/app/sign-in").headers["content-security-policy"]


def test_a_stream_passes_as_it_comes(serve: Serve) -> None:
    client = serve().signed_in("lisi")
    began = time.monotonic()
    with client.stream("GET", "/app/slow") as answer:
        first = next(answer.iter_text())
    assert first == "data: 0\n\n"
    assert time.monotonic() - began < BETWEEN_CHUNKS_S


def _through(guard: Guard, scope: dict[str, Any]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": f"{scope['type']}.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    return sent


def _echo(seen: list[Any]) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope.get("state", {}).get("user"))
        await send({"type": "passed"})

    return app


def test_websockets_and_the_lifespan(serve: Serve) -> None:
    seen: list[Any] = []
    socket_scope = {"type": "websocket", "path": "/ws", "raw_path": b"/ws", "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1)}
    everybody = Guard(_echo(seen), make_policy())
    assert _through(everybody, {"type": "lifespan"}) == [{"type": "passed"}]
    assert _through(everybody, socket_scope) == [{"type": "passed"}]
    assert [user and user.name for user in seen] == [None, ""]
    closed = [{"type": "websocket.close", "code": 1008}]
    assert _through(everybody, {**socket_scope, "headers": [(b"host", b"localhost"), (b"origin", b"https://evil.example")]}) == closed
    assert _through(Guard(_echo(seen), make_policy(users_file=serve().users)), socket_scope) == closed


def test_no_guard_no_name() -> None:
    from starlette.requests import Request

    assert user_name(Request({"type": "http", "headers": []})) is None
