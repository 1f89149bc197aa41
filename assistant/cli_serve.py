"""The command that opens the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from assistant.api import Assistant
from assistant.cli_support import open_assistant, with_index
from assistant.cli_sync import sync_summary, sync_with_bar


@click.command()
@click.option("--reports", type=click.Path(path_type=Path), help="材料文件夹；每次启动时更新。")
@click.option("--examples", type=click.Path(path_type=Path), hidden=True)
@click.option("--port", type=int, help="端口（默认 7860 起第一个空闲的）。")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器。")
@click.option("--host", help="监听的地址（默认 127.0.0.1，只有本机能打开）。")
@click.option("--hosts", multiple=True, metavar="NAME", help="网页自己的域名，可以给几个；其他域名一律拒绝。")
@click.option("--root-path", metavar="PATH", help="反向代理把网页放在哪个路径下，例如 /reports；没有就不用写。")
@click.option("--users-file", type=click.Path(path_type=Path), help="用户文件；给出后，打开网页要登录。用 report-assistant users 管理。")
@click.option("--user-header", metavar="NAME", help="由反向代理登录时，代理写明用户名的请求头，例如 X-Remote-User。")
@click.option("--open-to-network", is_flag=True, default=None, help="不登录也对网络开放（任何人都能查看和修改，慎用）。")
@click.option("--mcp", is_flag=True, default=None, help="对支持 MCP 的程序开放提问和查看清单（不能导入和移除）。")
@with_index
def serve(reports: Path | None, examples: Path | None, port: int | None, no_browser: bool, **given: Any) -> None:
    """打开问答网页。"""
    from assistant.page import launch

    settings = {name: value for name, value in given.items() if value not in (None, ())}
    with open_assistant(create=reports is not None or examples is not None, **settings) as assistant:
        if reports is not None and examples is not None and assistant.remove_folder(examples):
            click.echo("索引里的示例材料已移除，以免混入您的材料。")
        if reports is not None:
            _update(assistant, reports)
        elif examples is not None and not assistant.reports():
            _update(assistant, examples)
        launch(assistant, port=port, open_browser=not no_browser, examples=examples)


def _update(assistant: Assistant, folder: Path) -> None:
    click.echo(f"正在导入“{folder}”……（第一次运行要准备向量模型，约需一分钟）")
    click.echo(sync_summary(sync_with_bar(assistant, folder)))
