"""What every command of the command line needs: the index, errors in Chinese, the list's columns."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from assistant.api import Assistant
from assistant.errors import AssistantError
from assistant.listing import field_names
from assistant.quoting import ReportNames
from assistant.settings import load_settings
from vectorstore import CatalogEntry

_Command = TypeVar("_Command", bound=Callable[..., Any])
_INDEX_HELP = "索引文件夹（默认取 REPORT_ASSISTANT_INDEX，否则为 ./index）。"


class Group(click.Group):
    """Shows the product's own errors as one Chinese line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; see the base class."""
        try:
            return super().invoke(ctx)
        except AssistantError as error:
            click.echo(f"错误：{error}", err=True)
            ctx.exit(2)

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line; see the base class."""
        options["standalone_mode"] = False
        try:
            done = super().main(*args, **options)
        except click.UsageError as error:
            click.echo(f"错误：命令写法有误（{error.format_message()}）。运行 report-assistant --help 查看用法。", err=True)
            sys.exit(2)
        except click.Abort:
            click.echo("已中断。已经完成的部分都保留了。", err=True)
            sys.exit(130)
        sys.exit(done if isinstance(done, int) else 0)


def with_index(command: _Command) -> _Command:
    """Let ``--index`` stand after the sub-command as well as before it.

    Args:
        command: The function of the sub-command.
    """

    def keep(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.ensure_object(dict)["index"] = value

    return click.option("--index", metavar="FOLDER", expose_value=False, callback=keep, help=_INDEX_HELP)(command)


def open_assistant(*, create: bool = False, any_model: bool = False, **given: Any) -> Assistant:
    """Open the index that the command line names.

    Args:
        create: Whether to make the index when there is none.
        any_model: Open an index of another embedding model too.
        **given: Settings that beat every other source.
    """
    options = click.get_current_context().ensure_object(dict)
    settings = load_settings(**({"index": Path(options["index"])} if "index" in options else {}), **given)
    return Assistant(settings, create=create, any_model=any_model)


def entry_line(entry: CatalogEntry, names: ReportNames) -> str:
    """A report on one line of the list.

    Args:
        entry: The report.
        names: What regions are called.
    """
    marks = [f"与 {entry.duplicate_of} 近似重复"] if entry.duplicate_of else []
    marks += [] if entry.official else ["非公文"]
    marks += [f"人工修改：{field_names(entry.corrected)}"] if entry.corrected else []
    about = "，".join((entry.source, f"{entry.chars} 字", f"{entry.passages} 段", *marks))
    return f"{entry.report_id}  {names.region(entry.region) or '地区未知'}  {entry.year or '年份未知'}  {entry.title}  （{about}）"
