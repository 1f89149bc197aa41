from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import bcrypt
import pytest
from guarded_site import PASSWORDS

from assistant.errors import ConfigError
from assistant.sign_in import Role, User
from assistant.sign_in.editing import add_user, remove_user, set_password, set_role
from assistant.sign_in.passwords import hash_password, is_password
from assistant.sign_in.users import Users


def test_the_right_words_give_the_user(users_file: Path) -> None:
    users = Users(users_file)
    assert users.check("张三", PASSWORDS["张三"]) == User(name="张三", role=Role.EDITOR)
    assert users.check(" lisi ", PASSWORDS["lisi"]) == User(name="lisi", role=Role.READER)
    for name, password in (
        ("张三", PASSWORDS["lisi"]),
        ("王五", PASSWORDS["张三"]),
        ("LISI", PASSWORDS["lisi"]),
        ("", ""),
        ("a:b", "x"),
        ("张三", ""),
    ):
        assert users.check(name, password) is None


def test_another_spelling_of_the_same_characters(tmp_path: Path) -> None:
    path = tmp_path / "users"
    composed = unicodedata.normalize("NFC", "Zoë Å")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    add_user(path, decomposed, Role.READER, hash_password(f"{decomposed}-secret", 4))
    assert composed in path.read_text(encoding="utf-8")
    assert Users(path).check(composed, f"{composed}-secret") == Users(path).check(decomposed, f"{decomposed}-secret") is not None
    with pytest.raises(ConfigError, match="已经有了"):
        add_user(path, composed, Role.READER, "")


def test_an_unknown_name_costs_the_same_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "users"
    add_user(path, "a", Role.READER, hash_password("a long password", 9))
    add_user(path, "proxied", Role.READER, "")
    users = Users(path)
    real, costs = bcrypt.checkpw, []

    def check(password: bytes, against: bytes) -> bool:
        costs.append(against[:7])
        return real(password, against)

    monkeypatch.setattr(bcrypt, "checkpw", check)
    tried = (("a", "wrong"), ("b", "wrong"), ("proxied", "wrong"), ("proxied", ""), ("a:b", "wrong"), ("a", "x" * 100), ("", ""))
    assert [users.check(name, password) for name, password in tried] == [None] * len(tried)
    assert costs == [b"$2b$09$"] * len(tried)


def test_the_file_is_read_anew_when_it_changes(users_file: Path) -> None:
    users = Users(users_file)
    before = users.accounts()
    assert users.accounts() is before
    set_role(users_file, "lisi", Role.EDITOR)
    assert users.accounts()["lisi"].user.role is Role.EDITOR
    text = users_file.read_text(encoding="utf-8")
    about = users_file.stat()
    users_file.write_text(text.replace("张三", "李四"), encoding="utf-8")
    os.utime(users_file, ns=(about.st_atime_ns, about.st_mtime_ns + 1))
    assert set(users.accounts()) == {"李四", "lisi"}
    users_file.unlink()
    with pytest.raises(ConfigError, match="users add"):
        users.accounts()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("王五", "三部分"),
        ("王五:reader", "三部分"),
        ("王五:reader:x:y", "三部分"),
        ("王五:admin:", "角色“admin”"),
        ("王五:reader:plain password", "不是密码散列"),
        ("王五:reader:$2b$12$short", "不是密码散列"),
        (":reader:", "空"),
        ("王\u202e五:reader:", "看不见"),
        ("lisi:reader:", "前面已经有了"),
    ],
)
def test_a_broken_line(users_file: Path, line: str, told: str) -> None:
    good = users_file.read_text(encoding="utf-8")
    users_file.write_text(f"{good}\n{line}\n", encoding="utf-8")
    number = good.count("\n") + 2
    for use in (lambda: Users(users_file).accounts(), lambda: add_user(users_file, "new", Role.READER, "")):
        with pytest.raises(ConfigError) as raised:
            use()
        for part in (str(users_file), f"第 {number} 行", told):
            assert part in str(raised.value)


def test_a_file_that_is_no_text(users_file: Path, tmp_path: Path) -> None:
    users_file.write_bytes(b"\xff\xfe\x00")
    for path in (users_file, tmp_path):
        with pytest.raises(ConfigError, match="读不出来"):
            Users(path).accounts()
        with pytest.raises(ConfigError, match="读不出来"):
            add_user(path, "new", Role.READER, "")


def test_comments_windows_lines_and_a_mark_at_the_start(users_file: Path) -> None:
    accounts = Users(users_file).accounts()
    text = users_file.read_text(encoding="utf-8")
    users_file.write_text("\ufeff# 教育局\n\n" + text.replace("\n", "\r\n") + "   # 又一条\r\n", encoding="utf-8", newline="")
    assert dict(Users(users_file).accounts()) == dict(accounts)


def test_changes_keep_everything_else(users_file: Path) -> None:
    with users_file.open("a", encoding="utf-8") as file:
        file.write("# 借调人员\n王五:reader:")
    set_role(users_file, "张三", Role.READER)
    set_password(users_file, "张三", hash_password("new password", 4))
    add_user(users_file, "赵六", Role.EDITOR, "")
    remove_user(users_file, "lisi")
    lines = users_file.read_text(encoding="utf-8").split("\n")
    assert [line.split(":")[0] for line in lines[1:]] == ["张三", "# 借调人员", "王五", "赵六", ""]
    assert Users(users_file).check("张三", "new password") == User(name="张三", role=Role.READER)
    for change in (
        lambda: remove_user(users_file, "lisi"),
        lambda: set_role(users_file, "x", Role.READER),
        lambda: set_password(users_file, "x", ""),
    ):
        with pytest.raises(ConfigError, match="没有用户"):
            change()


def test_the_file_is_the_owners_and_written_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new folder" / "users"
    add_user(path, "张三", Role.EDITOR, "")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ConfigError, match="写不进去"):
        add_user(path, "李四", Role.EDITOR, "")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", " ", "a:b", "a\nb", "a\tb", "\u202eabc", "#a", "a\u200bb", "x" * 65, "\ud800"])
def test_what_cannot_be_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="用户名"):
        add_user(tmp_path / "users", name, Role.READER, "")
    assert not (tmp_path / "users").exists()


def test_how_long_a_password_may_be() -> None:
    for password in ("x" * 72, "汉" * 24, "12345678"):
        assert is_password(password, hash_password(password, 4))
        assert not is_password(f"{password[:-1]}!", hash_password(password, 4))
    for password in ("x" * 73, "汉" * 25):
        with pytest.raises(ConfigError, match="密码太长"):
            hash_password(password, 4)
    with pytest.raises(ConfigError, match="密码太短"):
        hash_password("1234567", 4)
    assert not is_password("x" * 73, hash_password("x" * 72, 4)), "what is beyond the limit counts"
