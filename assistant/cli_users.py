"""The commands that manage who may sign in to the page."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.errors import ConfigError
from assistant.models import json_line
from assistant.settings import load_settings
from assistant.sign_in.editing import add_user, remove_user, set_password, set_role
from assistant.sign_in.models import Role
from assistant.sign_in.passwords import hash_password
from assistant.sign_in.users import Users

_Command = TypeVar("_Command", bound=Callable[..., Any])
_ROLES = {Role.READER: "读者", Role.EDITOR: "编辑者"}
_ROLE_HELP = "reader 读者（查看、提问、导出）或 editor 编辑者（还能导入、修改、移除材料）。"


@click.group()
def users() -> None:
    """管理能登录网页的用户。"""


def _with_file(command: _Command) -> _Command:
    help_text = "用户文件（默认取设置 users_file，即环境变量 REPORT_ASSISTANT_USERS_FILE）。"
    return click.option("--file", "file", type=click.Path(path_type=Path), callback=_users_file, help=help_text)(command)


def _users_file(_ctx: click.Context, _param: click.Parameter, given: Path | None) -> Path:
    file = given or load_settings().users_file
    if file is None:
        raise ConfigError("没有指定用户文件。请加 --file 用户.txt，或设置环境变量 REPORT_ASSISTANT_USERS_FILE。")
    return file


def _with_password(command: _Command) -> _Command:
    return click.option("--password-stdin", is_flag=True, help="从标准输入读密码（第一行），不提示。")(command)


_with_role = click.option("--role", type=click.Choice([str(role) for role in Role]), required=True, help=_ROLE_HELP)


@users.command()
@click.argument("name", metavar="用户名")
@_with_role
@_with_password
@click.option("--no-password", is_flag=True, help="不设密码：只能经反向代理登录。")
@_with_file
def add(name: str, role: str, password_stdin: bool, no_password: bool, file: Path) -> None:
    """添加一个用户。"""
    if no_password and password_stdin:
        raise ConfigError("--no-password 和 --password-stdin 不能同时用。请去掉其中一个。")
    add_user(file, name, Role(role), "" if no_password else _new_password(password_stdin))
    click.echo(f"已添加用户“{name}”（{_ROLES[Role(role)]}）。")


@users.command()
@click.argument("name", metavar="用户名")
@_with_file
def remove(name: str, file: Path) -> None:
    """移除一个用户；已经登录的也立即退出。"""
    remove_user(file, name)
    click.echo(f"已移除用户“{name}”。")


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@_with_file
def list_users(as_json: bool, file: Path) -> None:
    """列出全部用户和角色。"""
    accounts = Users(file).accounts().values()
    if as_json:
        click.echo(json_line([{"name": a.user.name, "role": a.user.role, "password": bool(a.password_hash)} for a in accounts]))
        return
    for account in accounts:
        click.echo(f"{account.user.name}  {_ROLES[account.user.role]}{'' if account.password_hash else '  （没有密码，只能经反向代理登录）'}")
    click.echo(f"共 {len(accounts)} 个用户。")


@users.command("role")
@click.argument("name", metavar="用户名")
@click.argument("new_role", type=click.Choice([str(role) for role in Role]), metavar="角色")
@_with_file
def change_role(name: str, new_role: str, file: Path) -> None:
    """改变一个用户的角色：reader 读者或 editor 编辑者；该用户要重新登录。"""
    set_role(file, name, Role(new_role))
    click.echo(f"用户“{name}”现在是{_ROLES[Role(new_role)]}。")


@users.command("password")
@click.argument("name", metavar="用户名")
@_with_password
@_with_file
def change_password(name: str, password_stdin: bool, file: Path) -> None:
    """给一个用户设新密码；该用户要重新登录。"""
    set_password(file, name, _new_password(password_stdin))
    click.echo(f"已给用户“{name}”设了新密码。")


def _new_password(from_stdin: bool) -> str:
    if from_stdin:
        try:
            return hash_password(sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n"))
        except UnicodeDecodeError as error:
            raise ConfigError("标准输入里的密码不是 UTF-8 编码。请换成 UTF-8 编码，或去掉 --password-stdin 直接输入。") from error
    typed = _ask("密码")
    if _ask("再输入一次") != typed:
        raise ConfigError("两次输入的密码不一样。请重新运行。")
    return hash_password(typed)


def _ask(label: str) -> str:
    return str(click.prompt(label, hide_input=True, default="", show_default=False, prompt_suffix="："))
