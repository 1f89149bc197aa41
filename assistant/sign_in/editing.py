"""Changes to a users file, line by line, so that comments stay."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import ConfigError
from assistant.sign_in.models import Role
from assistant.sign_in.names import proper_name
from assistant.sign_in.users import Account, is_entry, parse

_HEADING = "# 用户文件：每行“用户名:角色:密码散列”，角色是 reader（读者）或 editor（编辑者）。用 report-assistant users 管理。\n"


def add_user(path: Path, name: str, role: Role, password_hash: str) -> None:
    """Add a user; the file is made when there is none.

    Args:
        path: The users file.
        name: The name as typed.
        role: What the user may do.
        password_hash: bcrypt; empty for a user who comes through a proxy only.

    Raises:
        ConfigError: The name is taken or cannot be one, or the file is broken or cannot be written.
    """
    name = proper_name(name)
    text, accounts = _read(path)
    if name in accounts:
        raise ConfigError(f"用户“{name}”已经有了。改角色用 report-assistant users role，改密码用 report-assistant users password。")
    joint = "" if text.endswith("\n") else "\n"
    _write(path, f"{text}{joint}{name}:{role}:{password_hash}\n")


def remove_user(path: Path, name: str) -> None:
    """Remove a user.

    Args:
        path: The users file.
        name: The name as typed.

    Raises:
        ConfigError: There is no such user, or the file is broken or cannot be written.
    """
    _replace(path, name, None)


def set_role(path: Path, name: str, role: Role) -> None:
    """Give a user another role.

    Args:
        path: The users file.
        name: The name as typed.
        role: What the user may do from now on.

    Raises:
        ConfigError: There is no such user, or the file is broken or cannot be written.
    """
    account = _existing(path, name)
    _replace(path, name, f"{account.user.name}:{role}:{account.password_hash}")


def set_password(path: Path, name: str, password_hash: str) -> None:
    """Give a user another password.

    Args:
        path: The users file.
        name: The name as typed.
        password_hash: bcrypt.

    Raises:
        ConfigError: There is no such user, or the file is broken or cannot be written.
    """
    account = _existing(path, name)
    _replace(path, name, f"{account.user.name}:{account.user.role}:{password_hash}")


def _read(path: Path) -> tuple[str, Mapping[str, Account]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = _HEADING
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"用户文件“{path}”读不出来：{error}。请检查文件权限，并存为 UTF-8。") from error
    return text, parse(path, text)


def _existing(path: Path, name: str) -> Account:
    accounts = _read(path)[1]
    account = accounts.get(proper_name(name))
    if account is None:
        raise ConfigError(f"没有用户“{name}”。用 report-assistant users list 可以看到全部用户。")
    return account


def _replace(path: Path, name: str, new: str | None) -> None:
    wanted = _existing(path, name).user.name
    lines = []
    for line in _read(path)[0].split("\n"):
        if not (is_entry(line) and proper_name(line.strip().split(":")[0]) == wanted):
            lines.append(line)
        elif new is not None:
            lines.append(new)
    _write(path, "\n".join(lines))


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole, readable by its owner only: the running page never sees half of it."""
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
            temporary.chmod(0o600)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(f"用户文件“{path}”写不进去：{error}。请检查文件夹的权限，或用 --file 换一个位置。") from error
