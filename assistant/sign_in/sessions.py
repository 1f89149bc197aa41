"""The signed cookie of somebody who is signed in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadData, URLSafeTimedSerializer

from assistant.sign_in.models import User
from assistant.sign_in.users import Account, Users

LIFETIME_S = 12 * 3600
"""Seconds without a request after which one has to sign in again."""
_RENEWALS = 24
"""A cookie is written anew after this part of its life, so that not every answer carries one."""
_KEY_BYTES = 32
_CLOCK_SLIP_S = 60
"""Seconds that the clock may have been set back since a cookie was written."""


@dataclass(frozen=True)
class Session:
    """A valid session."""

    user: User
    """Who is signed in, as the users file says now."""
    renewed: str | None
    """The cookie's next value; None while the present one is young."""


class Sessions:
    """Makes and reads sessions; one ends with its time, with signing out, and when its line of the users file changes."""

    def __init__(self, users: Users, key: bytes, lifetime_s: float = LIFETIME_S) -> None:
        """Begin.

        Args:
            users: Who may sign in.
            key: Secret that the cookies are signed with.
            lifetime_s: Seconds without a request that a session outlives.
        """
        self._users = users
        self._key = key
        self.lifetime_s = lifetime_s
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()
        self._signer = URLSafeTimedSerializer(key, salt="report-assistant session", signer_kwargs={"digest_method": hashlib.sha256})
        self.cookie = f"report-assistant-{hashlib.sha256(key).hexdigest()[:8]}"
        """The cookie's name; browsers share cookies between the ports of one machine, where several pages may run."""

    def begin(self, account: Account) -> str:
        """The cookie's value for somebody who has just signed in.

        Args:
            account: Whose.
        """
        return self._signed(secrets.token_urlsafe(12), account)

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie; None when it is not one of ours or is over.

        Args:
            cookie: The cookie's value as sent.

        Raises:
            ConfigError: The users file is missing or wrong.
        """
        found = self._content(cookie)
        if found is None:
            return None
        (session, name, mark), age = found
        account = self._users.accounts().get(name)
        if session in self._ended or account is None or not hmac.compare_digest(mark, self._mark(account)):
            return None
        return Session(account.user, self._signed(session, account) if age * _RENEWALS > self.lifetime_s else None)

    def end(self, cookie: str) -> None:
        """Sign out: the cookie is worth nothing any more, wherever it has been copied to, until the program is started anew.

        Args:
            cookie: The cookie's value as sent.
        """
        found = self._content(cookie)
        if found is not None:
            now = time.time()
            with self._lock:
                self._ended = {session: until for session, until in self._ended.items() if until > now}
                self._ended[found[0][0]] = now + self.lifetime_s

    def _signed(self, session: str, account: Account) -> str:
        return str(self._signer.dumps([session, account.user.name, self._mark(account)]))

    def _content(self, cookie: str) -> tuple[tuple[str, str, str], float] | None:
        try:
            content, signed_at = self._signer.loads(cookie, return_timestamp=True)
        except BadData:
            return None
        age = time.time() - signed_at.timestamp()
        if not -_CLOCK_SLIP_S <= age <= self.lifetime_s:
            return None
        session, name, mark = content
        return (session, name, mark), age

    def _mark(self, account: Account) -> str:
        told = f"{account.user.name}:{account.user.role}:{account.password_hash}"
        return hmac.new(self._key, told.encode(), hashlib.sha256).hexdigest()[:32]


def session_key(path: Path) -> bytes:
    """The secret of a page, kept in a file of its owner, so that a restart signs nobody out.

    Args:
        path: Where it is kept; made when there is none.

    Returns:
        The secret; one for this run only where the file cannot be written.
    """
    new = secrets.token_bytes(_KEY_BYTES)
    try:
        kept = path.read_bytes()
        if len(kept) == _KEY_BYTES:
            return kept
        path.unlink()
    except OSError:
        pass
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(new)
    except OSError:
        return new
    return new
