from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from assistant.cli_support import Group
from assistant.cli_users import users
from assistant.sign_in import Role, User
from assistant.sign_in.users import Users


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "用户.txt"
    monkeypatch.setenv("REPORT_ASSISTANT_USERS_FILE", str(path))
    return path


def run(*words: str, typed: str | bytes = "") -> Result:
    main = Group("main", commands={"users": users})
    return CliRunner().invoke(main, ["users", *words], input=typed)


def test_a_user_is_added_with_a_password_typed_twice(file: Path) -> None:
    done = run("add", "张三", "--role", "editor", typed="校车安全2026\n校车安全2026\n")
    assert done.exit_code == 0, done.output
    assert "已添加用户“张三”（编辑者）" in done.output
    assert "校车安全2026" not in done.output
    assert Users(file).check("张三", "校车安全2026") == User(name="张三", role=Role.EDITOR)
    assert file.stat().st_mode & 0o777 == 0o600
    again = run("add", "张三", "--role", "reader", typed="another one\nanother one\n")
    assert again.exit_code == 2
    assert "已经有了" in again.output


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (["add", "a", "--role", "reader"], "one password\nanother password\n", "不一样"),
        (["add", "a", "--role", "reader"], "short\nshort\n", "太短"),
        (["add", "a", "--role", "reader"], "\n\n", "太短"),
        (["add", "a", "--role", "reader", "--password-stdin"], "x" * 73, "太长"),
        (["add", "a", "--role", "reader", "--password-stdin"], b"\xff\xfe\xff\xfe\xff\xfe\xff\xfe", "UTF-8"),
        (["add", "a:b", "--role", "reader", "--password-stdin"], "long enough", "用户名"),
        (["add", "a", "--role", "reader", "--password-stdin", "--no-password"], "long enough", "同时"),
        (["add", "a", "--role", "admin"], "", "命令写法有误"),
        (["add", "a"], "", "命令写法有误"),
        (["list"], "", "没有用户文件"),
        (["remove", "a"], "", "没有用户“a”"),
        (["role", "a", "reader"], "", "没有用户“a”"),
    ],
)
def test_what_does_not_work(file: Path, words: list[str], typed: str | bytes, told: str) -> None:
    done = run(*words, typed=typed)
    assert done.exit_code == 2
    assert told in done.output
    assert not file.exists()


def test_managing_users(file: Path) -> None:
    assert run("add", "张三", "--role", "editor", "--password-stdin", typed="first password\r\n").exit_code == 0
    assert run("add", "lisi", "--role", "reader", "--no-password").exit_code == 0
    assert run("role", "lisi", "editor").output == "用户“lisi”现在是编辑者。\n"
    assert run("password", "张三", "--password-stdin", typed="second password").exit_code == 0
    assert Users(file).check("张三", "second password")
    assert run("list").output == "张三  编辑者\nlisi  编辑者  （没有密码，只能经反向代理登录）\n共 2 个用户。\n"
    assert json.loads(run("list", "--json").output)[1] == {"name": "lisi", "role": "editor", "password": False}
    assert run("remove", "张三").output == "已移除用户“张三”。\n"
    assert list(Users(file).accounts()) == ["lisi"]


def test_which_file(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    assert run("add", "a", "--role", "reader", "--no-password", "--file", str(other)).exit_code == 0
    assert other.exists()
    assert not file.exists()
    monkeypatch.delenv("REPORT_ASSISTANT_USERS_FILE")
    done = run("list")
    assert done.exit_code == 2
    assert "--file" in done.output


def test_every_command_explains_itself_in_chinese() -> None:
    for command in users.commands.values():
        assert command.help
        assert command.help.endswith("。")
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help
                assert option.help.endswith("。")


def test_the_commands_load_no_web_server() -> None:
    import subprocess

    script = "import sys, assistant.cli_users; print([m for m in ('gradio', 'fastapi', 'uvicorn', 'bcrypt') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
