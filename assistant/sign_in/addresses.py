"""Where a request comes from and what it calls the page: proxies, hosts, origins."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.sign_in.policy import Network, Policy

_READING = {"GET", "HEAD", "OPTIONS"}
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_within(address: str | None, networks: Iterable[Network]) -> bool:
    """Whether an address is one of the trusted ones.

    Args:
        address: The address of the other end; None when unknown.
        networks: The trusted ones.
    """
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in networks)


def client_address(peer: str | None, headers: Headers, policy: Policy) -> str:
    """The address of the user's computer, as far as trusted proxies tell it.

    Args:
        peer: The address of the other end of the connection.
        headers: The request's.
        policy: Which proxies are trusted.
    """
    address = peer or ""
    # Each proxy adds its own peer at the end; what stands before an untrusted one can be invented.
    for told in reversed([part.strip() for value in headers.getlist("x-forwarded-for") for part in value.split(",")]):
        if not is_within(address, policy.proxies):
            break
        address = told
    return address


def is_https(scheme: str, peer: str | None, headers: Headers, policy: Policy) -> bool:
    """Whether the user's browser speaks https to the page or to its proxy.

    Args:
        scheme: Scheme of the connection itself.
        peer: The address of the other end of the connection.
        headers: The request's.
        policy: Which proxies are trusted.
    """
    told = headers.get("x-forwarded-proto", "") if is_within(peer, policy.proxies) else ""
    return (told.split(",")[-1].strip() or scheme) == "https"


def is_own_host(headers: Headers, policy: Policy) -> bool:
    """Whether the request names a host that the page answers to; another name may lead a browser here by trickery (DNS rebinding).

    Args:
        headers: The request's.
        policy: The names.
    """
    given = [host.lower() for host in headers.getlist("host")]
    if policy.only_hosts is None:
        return len(given) <= 1
    return len(given) == 1 and _is_named(given[0], policy.only_hosts)


def is_foreign(method: str, headers: Headers, policy: Policy) -> bool:
    """Whether a page of another site sent the request; following a link from there is no such thing.

    Args:
        method: The request's method.
        headers: Its headers.
        policy: The page's own names.
    """
    origins = headers.getlist("origin")
    if not origins:
        # A browser that hides the origin may still say that the sender was another site.
        return method not in _READING and headers.get("sec-fetch-site") in {"cross-site", "same-site"}
    try:
        scheme, place, *_ = urlsplit(origins[0].lower())
    except ValueError:
        return True
    if len(origins) > 1 or scheme not in _DEFAULT_PORTS or not place:
        return True
    port = _DEFAULT_PORTS[scheme]
    same = place.removesuffix(port) == headers.get("host", "").lower().removesuffix(port)
    return not same and not _is_named(place, policy.own_hosts)


def _is_named(host: str, names: Iterable[str]) -> bool:
    name, _, port = host.rpartition(":")
    alone = name if port.isdigit() and name else host
    return bool(host) and (host in names or alone in names)
