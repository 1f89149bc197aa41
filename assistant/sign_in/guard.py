"""What stands before the whole page: who asks, from where, and whether that may be."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import ConfigError
from assistant.sign_in.addresses import is_foreign, is_own_host, is_within
from assistant.sign_in.answers import is_navigation, refusal, secured
from assistant.sign_in.attempts import Attempts
from assistant.sign_in.door import Door
from assistant.sign_in.models import LOCAL_EDITOR, Role, User
from assistant.sign_in.names import proper_name
from assistant.sign_in.policy import Policy, SignIn
from assistant.sign_in.sessions import LIFETIME_S, Sessions, session_key
from assistant.sign_in.targets import SIGN_IN, SIGN_OUT, inner_path, way_to_sign_in

_GRADIO = "/gradio_api/"
"""Where Gradio takes files of anybody into its cache, by several routes; the library has an upload of its own."""
_NOT_SIGNED_IN = "请先登录（登录可能已经过期）。请刷新网页，重新登录。"
_NO_HEADER = "没有收到登录信息。请从单位的统一入口打开本网页；仍然打不开时请联系管理员（检查代理的登录设置）。"
_OTHER_HOST = (
    "这个网址里的主机名不是本网页的，为防冒充没有打开。在运行本程序的电脑上请用 http://localhost 加端口号打开；"
    "要用别的主机名，请管理员启动时用 --hosts（设置 hosts）写明。"
)
_OTHER_SITE = (
    "这个请求来自别的网站，为安全没有执行。请直接打开本网页操作；经反向代理访问时，请管理员启动时用 --hosts（设置 hosts）写明网址里的主机名。"
)
_BROKEN = "用户文件读不出来，暂时不能登录。请管理员运行 report-assistant users list 查看原因。"
_log = logging.getLogger(__name__)


class Guard:
    """ASGI middleware around the page; Gradio and all routes see ``request.state.user``.

    The server must not rewrite the connection's address itself (uvicorn: ``proxy_headers=False``), or a header could
    pretend to come from the trusted proxy.
    """

    def __init__(self, app: ASGIApp, policy: Policy, *, session_seconds: float = LIFETIME_S, attempts: Attempts | None = None) -> None:
        """Stand before an application.

        Args:
            app: The application.
            policy: Who signs in how.
            session_seconds: Seconds without a request that a session outlives.
            attempts: Counts wrong passwords; None for a counter of its own.
        """
        self._app = app
        self._policy = policy
        self._door: Door | None = None
        if policy.sign_in is SignIn.USERS and policy.users is not None:
            path = policy.users.path
            sessions = Sessions(policy.users, session_key(path.with_name(f"{path.name}.key")), session_seconds)
            self._door = Door(policy, policy.users, sessions, attempts or Attempts())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it; see the ASGI specification."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        personal = self._policy.sign_in is not SignIn.NONE
        try:
            response, user, cookie = await self._judge(scope, receive)
        except ConfigError as error:
            _log.error("%s", error)  # the message says it all; staff need no stack trace
            response, user, cookie = _refused(scope, 503, _BROKEN), None, None
        if response is None:
            passed = {**scope, "state": {**scope.get("state", {}), "user": user}}
            await self._app(passed, receive, secured(send, personal=personal, cookie=cookie))
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await response(scope, receive, secured(send, personal=personal))

    async def _judge(self, scope: Scope, receive: Receive) -> tuple[Response | None, User | None, str | None]:
        """The guard's own answer to a request, or its user and the session's next cookie."""
        path, headers = inner_path(scope), Headers(scope=scope)
        method = scope.get("method", "GET")
        if not is_own_host(headers, self._policy):
            return _refused(scope, 400, _OTHER_HOST), None, None
        if is_foreign(method, headers, self._policy):
            return _refused(scope, 403, _OTHER_SITE), None, None
        if self._door is not None and scope["type"] == "http":
            answer = await self._door.answer(path, Request(scope, receive))
            if answer is not None:
                return answer, None, None
        user, cookie = self._who(scope, headers)
        if user is None and self._policy.sign_in is SignIn.HEADER:
            return _refused(scope, 401, _NO_HEADER), None, None
        if user is None:
            to_sign_in = scope["type"] == "http" and is_navigation(method, headers)
            return RedirectResponse(way_to_sign_in(scope), 303) if to_sign_in else _refused(scope, 401, _NOT_SIGNED_IN), None, None
        if path.rstrip("/") in {SIGN_IN, SIGN_OUT}:
            return RedirectResponse("../", 303), None, None
        if path.startswith(_GRADIO) and headers.get("content-type", "").lower().startswith("multipart/"):
            return _refused(scope, 403, "这里不能上传文件。请在“材料”里导入。"), None, None
        return None, user, cookie

    def _who(self, scope: Scope, headers: Headers) -> tuple[User | None, str | None]:
        """The user of a request, and the session's next cookie."""
        if self._policy.sign_in is SignIn.NONE:
            return LOCAL_EDITOR, None
        if self._policy.sign_in is SignIn.HEADER:
            return self._told_by_proxy(scope, headers), None
        if self._door is None:
            return None, None
        connection = HTTPConnection(scope)
        session = self._door.session(connection)
        if session is None:
            return None, None
        if session.renewed is None:
            return session.user, None
        carrier = Response()
        self._door.set_cookie(carrier, connection, session.renewed)
        return session.user, carrier.headers["set-cookie"]

    def _told_by_proxy(self, scope: Scope, headers: Headers) -> User | None:
        told = headers.getlist(self._policy.header)
        peer = scope.get("client")
        if len(told) != 1 or not is_within(peer[0] if peer else None, self._policy.proxies):
            return None
        try:
            name = proper_name(told[0].encode("latin-1").decode("utf-8"))
        except (UnicodeDecodeError, ConfigError):
            return None
        account = self._policy.users.accounts().get(name) if self._policy.users else None
        return account.user if account else User(name=name, role=Role.READER)


def user_name(request: HTTPConnection) -> str | None:
    """The ``auth_dependency`` of ``gr.mount_gradio_app``, so that ``gr.Request.username`` is the user's name.

    Args:
        request: The request, which the guard has seen.

    Returns:
        The name, empty for the local editor; None lets Gradio refuse the request.
    """
    user = getattr(request.state, "user", None)
    return user.name if isinstance(user, User) else None


def _refused(scope: Scope, status: int, message: str) -> Response:
    return refusal(status, message, scope.get("method", "GET"), Headers(scope=scope))
