"""The users file: who may sign in, as what, with which password."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.errors import ConfigError
from assistant.sign_in.models import Role, User
from assistant.sign_in.names import proper_name
from assistant.sign_in.passwords import ROUNDS, is_hash, is_password

_Stamp = tuple[int, int, int]


class Account(BaseModel):
    """One line of the users file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: User
    """Name and role."""
    password_hash: str
    """bcrypt; empty when the user comes through a proxy only."""


class Users:
    """The accounts of a users file, read anew whenever it changes."""

    def __init__(self, path: Path) -> None:
        """Remember the file; it is read when it is needed.

        Args:
            path: The users file.
        """
        self.path = path
        self._lock = threading.Lock()
        self._stamp: _Stamp | None = None
        self._accounts: Mapping[str, Account] = {}

    def accounts(self) -> Mapping[str, Account]:
        """All accounts by name, in the file's order.

        Raises:
            ConfigError: The file is missing or a line of it is wrong.
        """
        with self._lock:
            try:
                about = self.path.stat()
                stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
                if stamp != self._stamp:
                    self._stamp, self._accounts = None, {}
                    self._accounts = parse(self.path, self.path.read_text(encoding="utf-8-sig"))
                    self._stamp = stamp
            except FileNotFoundError as error:
                raise ConfigError(f"没有用户文件“{self.path}”。请用 report-assistant users add 用户名 添加第一个用户。") from error
            except (OSError, UnicodeDecodeError) as error:
                raise ConfigError(f"用户文件“{self.path}”读不出来：{error}。请检查文件权限，并存为 UTF-8。") from error
            return self._accounts

    def check(self, name: str, password: str) -> User | None:
        """The user with this name and password; takes as long for names that do not exist.

        Args:
            name: The name as typed.
            password: The password as typed.

        Raises:
            ConfigError: The file is missing or a line of it is wrong.
        """
        accounts = self.accounts()
        try:
            account = accounts.get(proper_name(name))
        except ConfigError:
            account = None
        hashes = [a.password_hash for a in accounts.values() if a.password_hash]
        rounds = max((int(h[4:6]) for h in hashes), default=ROUNDS)
        right = is_password(password, account.password_hash if account else None, rounds)
        return account.user if account and right else None


def parse(path: Path, text: str) -> dict[str, Account]:
    """The accounts in the text of a users file.

    Args:
        path: The file, for messages.
        text: Its text: lines ``name:role:hash``, lines that begin with ``#``, and empty lines.

    Raises:
        ConfigError: A line is wrong.
    """
    accounts: dict[str, Account] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not is_entry(line):
            continue
        try:
            account = _account(line)
        except ConfigError as error:
            raise ConfigError(f"用户文件“{path}”第 {number} 行有误：{error}") from error
        if account.user.name in accounts:
            raise ConfigError(f"用户文件“{path}”第 {number} 行有误：用户“{account.user.name}”前面已经有了。请删去其中一行。")
        accounts[account.user.name] = account
    return accounts


def is_entry(line: str) -> bool:
    """Whether a line of a users file stands for a user.

    Args:
        line: The line.
    """
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _account(line: str) -> Account:
    fields = line.strip().split(":")
    if len(fields) != 3:
        raise ConfigError(
            "每行应是“用户名:角色:密码散列”三部分。请用 report-assistant users add 添加用户，不要手写；不需要的行可以删去或在行首加 #。"
        )
    name, role, password_hash = fields
    if role not in set(Role):
        raise ConfigError(f"角色“{role}”不对，应是 reader（读者）或 editor（编辑者）。请改正。")
    if password_hash and not is_hash(password_hash):
        raise ConfigError("第三部分不是密码散列（密码不能直接写在这里）。请删去这一行，再用 report-assistant users add 添加这个用户。")
    return Account(user=User(name=proper_name(name), role=Role(role)), password_hash=password_hash)
