"""What a user may be called."""

from __future__ import annotations

import unicodedata

from assistant.errors import ConfigError

MAX_NAME = 64
"""Longest name, in characters."""
_FORBIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
"""Unicode categories that nobody can see or type: a name with a right-to-left mark could look like another one."""


def proper_name(written: str) -> str:
    """The one spelling of a name (NFC), whichever keyboard or system it comes from.

    Args:
        written: The name as typed, read or sent by a proxy.

    Raises:
        ConfigError: It cannot be a name.
    """
    name = unicodedata.normalize("NFC", written).strip(" ")
    if not name:
        raise ConfigError("用户名是空的。请给出用户名，例如 张三 或 zhangsan。")
    if len(name) > MAX_NAME:
        raise ConfigError(f"用户名太长（{len(name)} 个字）。最多 {MAX_NAME} 个字，请改短。")
    if name.startswith("#") or ":" in name or any(unicodedata.category(c) in _FORBIDDEN for c in name):
        raise ConfigError("用户名里不能有英文冒号、控制字符或看不见的字符，也不能以 # 开头。请换一个用户名，例如 张三 或 zhangsan。")
    return name
