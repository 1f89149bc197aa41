"""Why a request to a server failed, in words for staff.

Providers' libraries, and the HTTP libraries below them, raise their own exceptions, but agree in
names and in ``status_code``; those are looked at, so that no library needs to be imported. What a
server or a library said is never passed on: it may repeat the key.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import NamedTuple

from assistant.language.base import LanguageModelError, Trouble

_CUT_OFF = frozenset({"ReadError", "RemoteProtocolError", "ReadTimeout", "WriteError", "IncompleteRead"})
_NO_CONNECTION = frozenset({"ConnectError", "ConnectTimeout", "ProxyError", "UnsupportedProtocol", "InvalidURL"})
_INSTEAD = "也可以把语言模型设为 none，答案仍可从原文摘出。"
_DOCTOR = "用 report-assistant doctor 可以检查。"


class Where(NamedTuple):
    """Server and model, for staff."""

    words: str
    """Which."""
    command: str | None = None
    """What gets a model onto an Ollama server; None for other servers."""

    @property
    def address(self) -> str:
        """What addresses of such servers look like."""
        return "Ollama 一般是 http://主机:11434" if self.command else "OpenAI 兼容的服务器一般以 /v1 结尾"


class RemoteFailure(LanguageModelError):
    """A request failed."""

    def __init__(
        self,
        trouble: Trouble,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        passing: bool = False,
        of_request: bool = False,
    ) -> None:
        """Make it.

        Args:
            trouble: Its kind.
            message: For staff.
            status: HTTP status; None when there was no answer.
            retry_after: Seconds after which the server wants to be asked again; None when it says none.
            passing: Whether the same request may succeed shortly after.
            of_request: Whether another request may succeed.
        """
        super().__init__(trouble, message, of_request=of_request)
        self.status = status
        self.retry_after = retry_after
        self.passing = passing


def failure(error: BaseException, where: Where, *, begun: bool = False) -> RemoteFailure:
    """Say why a request failed.

    Args:
        error: What a provider's library raised.
        where: Server and model, for staff.
        begun: Whether a part of the answer was there.
    """
    if isinstance(error, RemoteFailure):
        return error
    chain = tuple(_chain(error))
    names = {kind.__name__ for link in chain for kind in type(link).__mro__}
    status = _status(chain)
    if status is not None:
        return _refusal(status, where, _retry_after(chain))
    if names & _NO_CONNECTION or isinstance(error, ConnectionRefusedError | socket.gaierror):
        return RemoteFailure(Trouble.UNREACHABLE, f"连不上{where.words}。请确认服务器已启动、地址和网络正确，{_DOCTOR}{_INSTEAD}")
    if any("Timeout" in name for name in names):
        return RemoteFailure(Trouble.SLOW, f"{where.words}迟迟没有回应。服务器可能太忙或已停住，请稍后再试，或换一个更快的模型。{_INSTEAD}")
    if begun or names & _CUT_OFF:
        return broken_off(where)
    return unreadable(where)


def broken_off(where: Where) -> RemoteFailure:
    """The connection ended in the middle of the answer.

    Args:
        where: Server and model, for staff.
    """
    return RemoteFailure(Trouble.BROKEN, f"{where.words}答到一半就断了。请再试一次；常常如此时请查看服务器的日志。{_INSTEAD}", passing=True)


def unreadable(where: Where) -> RemoteFailure:
    """What came is no answer of a language model.

    Args:
        where: Server and model, for staff.
    """
    return RemoteFailure(Trouble.BROKEN, f"{where.words}的回答读不懂。请核对地址（{where.address}），{_DOCTOR}{_INSTEAD}")


def empty(where: Where) -> RemoteFailure:
    """An answer came without a word.

    Args:
        where: Server and model, for staff.
    """
    return RemoteFailure(Trouble.BROKEN, f"{where.words}没有答出内容（空的回答）。请再试一次，或换一个模型。{_INSTEAD}")


def too_slow(where: Where, seconds: float) -> RemoteFailure:
    """Nothing came for too long.

    Args:
        where: Server and model, for staff.
        seconds: How long was waited.
    """
    return RemoteFailure(
        Trouble.SLOW, f"{where.words}在 {seconds:.0f} 秒内没有回应。服务器可能太忙或已停住，请稍后再试，或换一个更快的模型。{_INSTEAD}"
    )


def censored(where: Where) -> RemoteFailure:
    """The provider's filter stopped the answer.

    Args:
        where: Server and model, for staff.
    """
    return RemoteFailure(Trouble.REFUSED, f"{where.words}的内容审查拦下了这次回答。请换一个问法或模型。{_INSTEAD}", of_request=True)


def _refusal(status: int, where: Where, retry_after: float | None) -> RemoteFailure:
    told = f"（HTTP {status}）"
    if status in (401, 403):
        words = f"{where.words}不接受密钥{told}。请核对 REPORT_ASSISTANT_LANGUAGE_MODEL_KEY 是否正确、有权使用这个模型、账户有余额。{_INSTEAD}"
        return RemoteFailure(Trouble.REFUSED, words, status=status)
    if status == 402:
        return RemoteFailure(Trouble.REFUSED, f"{where.words}要求付费{told}。请查看账户余额。{_INSTEAD}", status=status)
    if status == 404:
        remedy = f"请在服务器上运行 {where.command}" if where.command else f"请核对模型名和地址（{where.address}）"
        return RemoteFailure(Trouble.REFUSED, f"找不到{where.words}{told}。{remedy}。{_DOCTOR}{_INSTEAD}", status=status)
    if status == 429:
        wait = f"，要求 {retry_after:.0f} 秒后再来" if retry_after is not None else ""
        words = f"{where.words}暂时不再接受请求{told}{wait}。请稍后再问，或查看账户的限额。{_INSTEAD}"
        return RemoteFailure(Trouble.LIMITED, words, status=status, retry_after=retry_after, passing=True)
    if status in (408, 504):
        return RemoteFailure(
            Trouble.SLOW, f"{where.words}迟迟没有回应{told}。请稍后再试，或换一个更快的模型。{_INSTEAD}", status=status, passing=True
        )
    if status in (502, 503):
        words = f"{where.words}现在不能用{told}：服务器可能正在启动或维护。请稍后再试。{_INSTEAD}"
        return RemoteFailure(Trouble.UNREACHABLE, words, status=status, retry_after=retry_after, passing=True)
    if status >= 500:
        return RemoteFailure(Trouble.BROKEN, f"{where.words}出错了{told}。请稍后再试，或查看服务器的日志。{_INSTEAD}", status=status)
    words = f"{where.words}不接受这次请求{told}。问题连同材料可能超出了模型的上下文长度，或模型不支持某项功能；请换一个模型。{_INSTEAD}"
    return RemoteFailure(Trouble.REFUSED, words, status=status, of_request=True)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    link: BaseException | None = error
    seen: set[int] = set()
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _status(chain: tuple[BaseException, ...]) -> int | None:
    for link in chain:
        for holder in (link, getattr(link, "response", None)):
            status = getattr(holder, "status_code", None)
            if isinstance(status, int) and status >= 400:
                return status
    return None


def _retry_after(chain: tuple[BaseException, ...]) -> float | None:
    for link in chain:
        headers = getattr(getattr(link, "response", None), "headers", None)
        told = headers.get("retry-after") if headers is not None else None
        if told is not None:
            try:
                return max(0.0, float(told))
            except ValueError:
                return None
    return None
