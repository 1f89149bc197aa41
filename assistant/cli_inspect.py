"""The command that shows what the reader sees in a file."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from assistant.inspection import inspect_file, inspection_tree
from assistant.models import json_line


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每个文件（或压缩包成员）输出一行 JSON。")
def inspect(file: Path, as_json: bool) -> None:
    """查看程序从一个文件里读出了什么：几份材料、起止、地区依据、大纲、删去的内容。不改动索引。"""  # the help is Chinese
    with tqdm(desc="读取", unit="页", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:

        def show(page: int, pages: int) -> None:
            bar.total = pages
            bar.update(page - bar.n)

        inspections = inspect_file(file, show)
    for inspection in inspections:
        click.echo(json_line(inspection.model_dump(mode="json")) if as_json else inspection_tree(inspection))
