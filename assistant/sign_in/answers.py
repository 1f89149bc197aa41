"""What the guard answers itself, and what it adds to every answer."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Message, Send

from assistant.sign_in.html import CONTENT_SECURITY, notice_page

_ALWAYS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN", "Referrer-Policy": "same-origin"}
_PERSONAL = ("text/html", "application/json")


def is_navigation(method: str, headers: Headers) -> bool:
    """Whether a person opens an address, rather than a script or a program.

    Args:
        method: The request's method.
        headers: Its headers.
    """
    wants_page = method in {"GET", "HEAD"} and "text/html" in headers.get("accept", "")
    return wants_page and headers.get("sec-fetch-mode", "navigate") == "navigate"


def refusal(status: int, message: str, method: str, headers: Headers) -> Response:
    """An answer that says no: a page to persons, JSON to programs.

    Args:
        status: HTTP status.
        message: What is wrong and what to do.
        method: The request's method.
        headers: Its headers.
    """
    if is_navigation(method, headers):
        return page(notice_page(message), status)
    return detail(status, message)


def detail(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal as JSON.

    Args:
        status: HTTP status.
        message: What is wrong and what to do.
        headers: More headers.
    """
    return JSONResponse({"detail": message}, status, headers)


def page(html: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """One of the guard's own pages.

    Args:
        html: The page.
        status: HTTP status.
        headers: More headers.
    """
    return HTMLResponse(html, status, {"Content-Security-Policy": CONTENT_SECURITY, **(headers or {})})


def secured(send: Send, *, personal: bool, cookie: str | None = None) -> Send:
    """Add headers to an answer when it begins; what follows passes as it comes.

    Args:
        send: Where the answer goes.
        personal: Whether it may be kept by nobody but its user.
        cookie: A ``Set-Cookie`` value to add.
    """

    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            if personal and headers.get("content-type", "").startswith(_PERSONAL):
                headers.setdefault("Cache-Control", "no-store")
            if cookie:
                headers.append("Set-Cookie", cookie)
        await send(message)

    return send_secured
