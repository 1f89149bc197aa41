"""Passwords and their bcrypt hashes."""

from __future__ import annotations

import re
import unicodedata

from assistant.errors import ConfigError

MIN_CHARACTERS = 8
MAX_BYTES = 72
"""bcrypt takes no more (in UTF-8). Source: https://github.com/pyca/bcrypt, "Maximum Password Length"."""
ROUNDS = 12
"""Cost of a new hash, as a power of two; about 0.25 s on the machine this was measured on."""
_HASH = re.compile(r"\$2[aby]\$(?:0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}")


def is_hash(text: str) -> bool:
    """Whether a text is a bcrypt hash.

    Args:
        text: The last field of a line of the users file.
    """
    return _HASH.fullmatch(text) is not None


def hash_password(password: str, rounds: int = ROUNDS) -> str:
    """Hash a new password.

    Args:
        password: The password.
        rounds: Cost, as a power of two.

    Raises:
        ConfigError: The password is too short or too long.
    """
    import bcrypt

    raw = _encoded(password)
    if len(password) < MIN_CHARACTERS:
        raise ConfigError(f"密码太短。至少要 {MIN_CHARACTERS} 个字符，请换一个长一些的。")
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"密码太长（{len(raw)} 字节）。最多 {MAX_BYTES} 字节，即 {MAX_BYTES} 个英文字符或 {MAX_BYTES // 3} 个汉字，请改短。")
    return bcrypt.hashpw(raw, bcrypt.gensalt(rounds)).decode("ascii")


def is_password(password: str, hashed: str | None, rounds: int = ROUNDS) -> bool:
    """Whether a password belongs to a hash; takes as long when there is no hash.

    Args:
        password: What was typed.
        hashed: The user's hash; None or empty when there is no such user or the user has no password.
        rounds: Cost of the work done in place of a missing hash.
    """
    import bcrypt

    raw = _encoded(password)
    # A hash that no password has: the work must be done, or the time would tell which names exist.
    known = bool(hashed) and len(raw) <= MAX_BYTES
    against = hashed if hashed else f"$2b${rounds:02d}${'.' * 53}"
    return bcrypt.checkpw(raw[:MAX_BYTES], against.encode("ascii")) and known


def _encoded(password: str) -> bytes:
    # The same characters from another keyboard or system must be the same password.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
