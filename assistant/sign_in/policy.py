"""How the page is protected: who signs in how, from where, and under which host names it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path

from assistant.errors import ConfigError
from assistant.sign_in.users import Users

LOOPBACK_PROXIES = ("127.0.0.1", "::1")
LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_HEADER = re.compile(r"[A-Za-z0-9-]+")

Network = IPv4Network | IPv6Network


class SignIn(StrEnum):
    """How users become known."""

    NONE = "none"
    """Not at all: everybody is the editor at this computer."""
    USERS = "users"
    """With name and password from the users file."""
    HEADER = "header"
    """By a header of a reverse proxy, which has signed them in."""


@dataclass(frozen=True)
class Policy:
    """What the guard goes by."""

    sign_in: SignIn = SignIn.NONE
    users: Users | None = None
    """The users file; with ``HEADER`` it gives the roles, and None makes everybody a reader."""
    header: str = ""
    """The proxy's header with the user's name."""
    proxies: tuple[Network, ...] = tuple(ip_network(address) for address in LOOPBACK_PROXIES)
    """Addresses whose headers (user, X-Forwarded-…) are believed."""
    own_hosts: frozenset[str] = frozenset()
    """Host names that somebody named as the page's own, in lower case, with a port or for all ports."""
    only_hosts: frozenset[str] | None = LOOPBACK_HOSTS
    """Host names that are answered; None answers any."""


def check_binding(host: str, sign_in: bool, open_to_network: bool) -> None:
    """See that a page without sign-in is not opened to other computers by accident.

    Args:
        host: The address that the page listens on.
        sign_in: Whether users sign in.
        open_to_network: Whether somebody asked for an open page in so many words.

    Raises:
        ConfigError: The page would be open to others.
    """
    if is_loopback(host) or sign_in or open_to_network:
        return
    raise ConfigError(
        f"网页要监听“{host}”，别的电脑也能打开，却没有设置登录：网络里的任何人都能看到全部材料，还能导入、修改和移除。"
        "请用 --users-file（设置 users_file）指定用户文件（用 report-assistant users add 添加用户），"
        "或用 --user-header（设置 user_header）让反向代理负责登录，或把 --host 改回 127.0.0.1，只在本机打开。"
        "确实要不登录就开放，请加 --open-to-network（设置 open_to_network）。"
    )


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address.

    Args:
        host: The address to listen on.
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def make_policy(
    *,
    host: str = "127.0.0.1",
    users_file: Path | None = None,
    user_header: str | None = None,
    proxies: Sequence[str] = LOOPBACK_PROXIES,
    hosts: Sequence[str] = (),
    open_to_network: bool = False,
) -> Policy:
    """The policy that the settings ask for, checked.

    Args:
        host: The address that the page listens on.
        users_file: Users with their roles; without a header it makes staff sign in.
        user_header: Name of the proxy's header with the user's name.
        proxies: Addresses or networks whose headers are believed.
        hosts: The page's own host names, as in the address that staff type; with a port, or for all ports.
        open_to_network: Whether the page may be open to others without sign-in.

    Raises:
        ConfigError: A value is wrong, the users file is missing, broken or empty, or the page would be open to others.
    """
    header = user_header or ""
    users = None if users_file is None else Users(users_file)
    sign_in = SignIn.HEADER if header else SignIn.NONE if users is None else SignIn.USERS
    check_binding(host, sign_in is not SignIn.NONE, open_to_network)
    if header and not _HEADER.fullmatch(header):
        raise ConfigError(f"设置 user_header 的请求头名“{header}”不对，只能有英文字母、数字和短横线，例如 X-Remote-User。请改正。")
    if users is not None and not any(account.password_hash or header for account in users.accounts().values()):
        raise ConfigError(f"用户文件“{users.path}”里没有能登录的用户。请用 report-assistant users add 用户名 添加。")
    own = frozenset(name.strip().lower() for name in hosts)
    return Policy(
        sign_in=sign_in,
        users=users,
        header=header,
        proxies=tuple(_network(address) for address in proxies),
        own_hosts=own,
        only_hosts=own | LOOPBACK_HOSTS if own or is_loopback(host) else None,
    )


def _network(written: str) -> Network:
    try:
        return ip_network(written.strip(), strict=False)
    except ValueError as error:
        raise ConfigError(f"设置 trusted_proxies 的代理地址“{written}”不对，应是 IP 地址或网段，例如 127.0.0.1 或 10.0.0.0/8。请改正。") from error
