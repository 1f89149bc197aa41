"""Signing in and out: the page's form, and the address that programs use."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assistant.errors import ConfigError
from assistant.sign_in.addresses import client_address, is_https
from assistant.sign_in.answers import detail, page
from assistant.sign_in.attempts import Attempts
from assistant.sign_in.html import sign_in_page
from assistant.sign_in.names import proper_name
from assistant.sign_in.policy import Policy
from assistant.sign_in.sessions import Session, Sessions
from assistant.sign_in.targets import SIGN_IN, SIGN_OUT, safe_target
from assistant.sign_in.users import Users

PROGRAM_SIGN_IN = "/login"
"""Where ``gradio_client.Client(url, auth=(name, password))`` signs in."""
_LONGEST_FORM = 16_384
"""Bytes; a name, a password and a path need far less."""
_CHECKS_AT_ONCE = 2
"""Passwords checked at the same time: each keeps a core busy for a quarter of a second."""
_WRONG = "用户名或密码不对。请再试一次；忘了密码请联系管理员重设。"


@dataclass(frozen=True)
class _Tried:
    name: str
    target: str
    cookie: str | None
    """A new session; None when it did not work."""
    problem: str = ""
    wait_s: int = 0


class Door:
    """Answers the requests that sign in and out."""

    def __init__(self, policy: Policy, users: Users, sessions: Sessions, attempts: Attempts) -> None:
        """Remember what it works with.

        Args:
            policy: Which proxies are trusted.
            users: Who may sign in.
            sessions: Makes the cookies.
            attempts: Counts wrong passwords.
        """
        self._policy = policy
        self._users = users
        self._sessions = sessions
        self._attempts = attempts
        self._checks = asyncio.Semaphore(_CHECKS_AT_ONCE)

    async def answer(self, path: str, request: Request) -> Response | None:
        """Answer a request that is about signing in or out.

        Args:
            path: The request's path inside the page.
            request: The request.

        Returns:
            The answer; None for every other request.

        Raises:
            ConfigError: The users file is missing or wrong.
        """
        match request.method, path.rstrip("/"):
            case (("GET" | "HEAD"), found) if found == SIGN_IN:
                return self._form(request)
            case "POST", found if found == SIGN_IN:
                return self._entered(request, await self._try(request))
            case "POST", found if found == PROGRAM_SIGN_IN:
                return self._program_entered(request, await self._try(request))
            case "POST", found if found == SIGN_OUT:
                return self._left(request)
        return None

    def session(self, request: HTTPConnection) -> Session | None:
        """The session of a request.

        Args:
            request: The request.

        Raises:
            ConfigError: The users file is missing or wrong.
        """
        cookie = request.cookies.get(self._sessions.cookie)
        return self._sessions.read(cookie) if cookie else None

    def set_cookie(self, response: Response, request: HTTPConnection, value: str) -> None:
        """Give the browser a session.

        Args:
            response: The answer that carries it.
            request: The request.
            value: The cookie's value.
        """
        peer = request.client.host if request.client else None
        response.set_cookie(
            self._sessions.cookie,
            value,
            max_age=math.ceil(self._sessions.lifetime_s),
            path="/",
            secure=is_https(request.url.scheme, peer, request.headers, self._policy),
            httponly=True,
            samesite="lax",
        )

    def _form(self, request: Request) -> Response:
        target = safe_target(request.query_params.get("next", "/"))
        if self.session(request):
            return RedirectResponse(f"..{target}", 303)
        return page(sign_in_page(target), headers={"Cache-Control": "no-store"})

    async def _try(self, request: Request) -> _Tried | None:
        """Check the name and password of a form; None when it is none."""
        fields = await _form_fields(request)
        if fields is None:
            return None
        name, password = (fields.get(key, [""])[0] for key in ("username", "password"))
        target = safe_target(fields.get("next", ["/"])[0])
        peer = request.client.host if request.client else None
        address = client_address(peer, request.headers, self._policy)
        counted = _counted_as(name)
        wait_s = math.ceil(self._attempts.take(counted, address))
        if wait_s:
            return _Tried(name, target, None, f"密码错误次数太多，请等 {wait_s} 秒再试。", wait_s)
        async with self._checks:
            user = await run_in_threadpool(self._users.check, name, password)
        account = self._users.accounts().get(user.name) if user else None
        if account is None:
            return _Tried(name, target, None, _WRONG)
        self._attempts.passed(counted, address)
        return _Tried(name, target, self._sessions.begin(account))

    def _entered(self, request: Request, tried: _Tried | None) -> Response:
        if tried is None:
            return detail(400, "登录表单不完整。请重新打开登录页。")
        if tried.cookie is None:
            retry = {"Retry-After": str(tried.wait_s)} if tried.wait_s else {}
            return page(sign_in_page(tried.target, tried.name, tried.problem), headers={"Cache-Control": "no-store", **retry})
        response = RedirectResponse(f"..{tried.target}", 303)
        self.set_cookie(response, request, tried.cookie)
        return response

    def _program_entered(self, request: Request, tried: _Tried | None) -> Response:
        if tried is None:
            return detail(400, "请以表单字段 username 和 password 登录。")
        if tried.cookie is None:
            return detail(429 if tried.wait_s else 401, tried.problem, {"Retry-After": str(tried.wait_s)} if tried.wait_s else None)
        response = JSONResponse({"success": True})
        self.set_cookie(response, request, tried.cookie)
        return response

    def _left(self, request: Request) -> Response:
        cookie = request.cookies.get(self._sessions.cookie)
        if cookie:
            self._sessions.end(cookie)
        response = RedirectResponse(SIGN_IN.rpartition("/")[2], 303)
        response.delete_cookie(self._sessions.cookie, path="/", httponly=True, samesite="lax")
        return response


def _counted_as(name: str) -> str:
    """One key for all spellings of a name, or each spelling would have tries of its own."""
    try:
        return proper_name(name)
    except ConfigError:
        return ""


async def _form_fields(request: Request) -> dict[str, list[str]] | None:
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return None
