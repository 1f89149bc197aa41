"""The command that judges language models on questions with known answers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from tqdm import tqdm

from assistant.api import Assistant
from assistant.cli_support import open_assistant, with_index
from assistant.errors import ConfigError
from assistant.evaluation import Evaluation, Outcome, Question, load_questions, outcomes, summed_up
from assistant.evaluation.table import rendered


@click.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("--model", "models", multiple=True, metavar="MODEL", help="要评测的语言模型（none、local 等）；可以写几次，并排比较。默认为当前设置。")
@click.option("--json", "json_file", metavar="FILE", help="把每题的结果写进这个文件，每个模型一行 JSON；写 - 时输出到屏幕，代替表格。")
@with_index
def evaluate(questions: Path, models: tuple[str, ...], json_file: str | None) -> None:
    """用带标准答案的问题评测语言模型：答对率、引文、拒答、用时。"""  # the help is Chinese
    asked = load_questions(questions)
    if json_file not in (None, "-"):
        _writing(Path(json_file), "a", "")
    evaluations: list[Evaluation] = []
    try:
        for model in dict.fromkeys(models) or (None,):
            with open_assistant() if model is None else open_assistant(language_model=model) as assistant:
                evaluations.append(_with_bar(assistant, asked))
            if not evaluations[-1].complete:
                break
    finally:
        _show([e for e in evaluations if e.outcomes], asked, json_file)


def _with_bar(assistant: Assistant, questions: Sequence[Question]) -> Evaluation:
    """Evaluate with a progress bar on the error stream; when the user breaks off, what is there so far."""
    model = assistant.settings.language_model
    found: list[Outcome] = []
    try:
        with tqdm(desc=f"评测 {model}", unit="题", total=len(questions), file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as bar:
            for outcome in outcomes(assistant, questions):
                found.append(outcome)
                bar.update()
    except KeyboardInterrupt:
        click.echo("已中断。", err=True)
    return summed_up(model, len(questions), found)


def _show(evaluations: Sequence[Evaluation], questions: Sequence[Question], json_file: str | None) -> None:
    if not evaluations:
        return
    lines = "".join(f"{evaluation.to_json()}\n" for evaluation in evaluations)
    if json_file == "-":
        click.echo(lines, nl=False)
        return
    click.echo(rendered(evaluations, questions))
    if json_file is not None:
        _writing(Path(json_file), "w", lines)


def _writing(file: Path, mode: str, text: str) -> None:
    try:
        with file.open(mode, encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise ConfigError(f"结果写不进“{file}”：{error}。请换一个位置。") from error
