"""The command that gets the models ready before they are first needed."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm

from assistant.language import weights
from assistant.settings import load_settings


@click.command()
def prepare() -> None:
    """准备模型：解开自带的向量模型；装有本地语言模型时，一并拼好它的文件（只需一次）。"""  # the help is Chinese
    from vectorstore.embedding import BUNDLED, bundled_folder

    settings = load_settings()
    if settings.embedding_model == BUNDLED:
        click.echo("正在准备向量模型……", err=True)
        bundled_folder(settings.cache)
        click.echo("向量模型：已就绪。")
    else:
        click.echo(f"向量模型：按设置使用“{settings.embedding_model}”，不需准备。")
    if settings.language_model_file is not None:
        click.echo(f"本地语言模型：按设置使用“{settings.language_model_file}”，不需准备。")
    elif not weights.is_installed(settings.cache):
        click.echo(f"本地语言模型：未安装（可选，不装也能回答）。如需要，请运行：{weights.ADD_COMMAND}，再运行一次本命令。")
    else:
        _assemble(settings.cache)
        click.echo("本地语言模型：已就绪。")


def _assemble(cache: Path) -> None:
    with tqdm(desc="拼合本地语言模型", unit="B", unit_scale=True, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        weights.assemble(cache, show)
