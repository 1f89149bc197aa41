"""Paths inside the page: where a request goes, and where to go after signing in."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.types import Scope

SIGN_IN = "/app/sign-in"
SIGN_OUT = "/app/sign-out"
_LONGEST = 2000
_PATH = re.compile(r"/(?:[A-Za-z0-9._~!$&'()*+,;=:@%?\[\]|{}^-][A-Za-z0-9._~!$&'()*+,;=:@%?/\[\]|{}^-]*)?")
_DOTS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:[/?]|$)", re.IGNORECASE)


def inner_path(scope: Scope) -> str:
    """The path of a request as the page sees it, without the proxy's sub-path.

    Args:
        scope: The request.
    """
    path, root = str(scope["path"]), str(scope.get("root_path", "")).rstrip("/")
    return path[len(root) :] if root and path.startswith(f"{root}/") else path


def way_to_sign_in(scope: Scope) -> str:
    """The address of the sign-in page seen from a request's own, which it keeps as the target.

    It is relative, so that it holds below a proxy's sub-path too, of which the page may know nothing.

    Args:
        scope: The request.
    """
    root = str(scope.get("root_path", "")).rstrip("/")
    raw = (scope.get("raw_path") or quote(scope["path"]).encode()).decode("latin-1").removeprefix(root)
    query = scope.get("query_string", b"").decode("latin-1")
    target = safe_target(f"{raw}?{query}" if query else raw)
    return f"{'../' * (raw.count('/') - 1)}{SIGN_IN[1:]}?next={quote(target, safe='/')}"


def safe_target(written: str) -> str:
    """A path inside the page to go to after signing in.

    Args:
        written: What stands in the form or the address, which anybody may have written.

    Returns:
        The path with its query; the first page when it would lead elsewhere or back to the sign-in page.
    """
    safe = len(written) <= _LONGEST and _PATH.fullmatch(written) and not _DOTS.search(written.partition("?")[0])
    return written if safe and not written.startswith((SIGN_IN, SIGN_OUT, "/login", "/logout")) else "/"
