"""Serve the page until interrupted."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
import webbrowser
from collections.abc import Iterable
from pathlib import Path

import uvicorn

from assistant.api import Assistant
from assistant.errors import AssistantError, ConfigError
from assistant.library import Library
from assistant.page.site import build_site
from assistant.settings import Settings
from assistant.sign_in import Policy, make_policy

_PORTS = range(7860, 7960)
_BROWSER_WAIT_S = 0.5
_LAST_WORDS_S = 2
"""Seconds that open connections have when the page is shut down; a browser's would stay for ever."""


def launch(assistant: Assistant, *, port: int | None = None, open_browser: bool = True, examples: Path | None = None) -> None:
    """Serve the page until interrupted, as the assistant's settings say.

    Args:
        assistant: The open assistant.
        port: TCP port; None takes the first free one from 7860.
        open_browser: Whether to open the page in the default browser.
        examples: Folder of the example reports, of which staff are told when the collection has them.

    Raises:
        ConfigError: The port is taken, or the page would be open to everybody in the network.
    """
    settings = assistant.settings
    policy = _policy(settings)
    listening = listening_socket(settings.host, [port] if port else _PORTS)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '[::]'} else host}:{listening.getsockname()[1]}/"
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    with Library(assistant) as library:
        site = build_site(assistant, library, policy, examples)
        # The guard itself decides whose forwarding headers it believes.
        config = uvicorn.Config(site, log_level="warning", timeout_graceful_shutdown=_LAST_WORDS_S, server_header=False, proxy_headers=False)
        server = uvicorn.Server(config)
        logging.getLogger("uvicorn.error").addFilter(_is_trouble)
        print(f"网页已经打开：{address}（要停止，请按 Ctrl+C）", flush=True)
        if open_browser:
            threading.Timer(_BROWSER_WAIT_S, webbrowser.open, (address,)).start()
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            print("网页已经关闭。", flush=True)


def _is_trouble(record: logging.LogRecord) -> bool:
    """Whether a line of the server's log tells of more than pages that were open when it was stopped."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful shutdown exceeded" not in str(record.msg)


def _policy(settings: Settings) -> Policy:
    return make_policy(
        host=settings.host,
        users_file=settings.users_file,
        user_header=settings.user_header,
        proxies=settings.trusted_proxies,
        hosts=settings.hosts,
        open_to_network=settings.open_to_network,
    )


def listening_socket(host: str, ports: Iterable[int]) -> socket.socket:
    """A socket on the first port that is free.

    Args:
        host: Address to listen on.
        ports: TCP ports to try in order; 0 is any that is free.

    Raises:
        ConfigError: All are taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    tried = list(ports)
    for port in tried:
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":  # Windows would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError:
            listening.close()
        else:
            return listening
    told = str(tried[0]) if len(tried) == 1 else f"{tried[0]}–{tried[-1]}"
    raise ConfigError(f"网页打不开：地址 {host} 的端口 {told} 可能被占用，或者本机没有这个地址。请用 --port 换一个端口，或检查 --host。")


def _warm_up(assistant: Assistant) -> None:
    try:
        assistant.warm_up()
    except AssistantError as error:
        print(f"模型没有就绪：{error}", flush=True)
