"""The command line: the same methods as the Python interface, rendered as text or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from assistant.api import SEARCH_TOP_K, Assistant
from assistant.cli_doctor import doctor
from assistant.cli_edit import edit
from assistant.cli_evaluate import evaluate
from assistant.cli_inspect import inspect
from assistant.cli_models import prepare
from assistant.cli_serve import serve
from assistant.cli_support import Group, entry_line, open_assistant, with_index
from assistant.cli_sync import sync_summary, sync_with_bar
from assistant.cli_users import users
from assistant.errors import ConfigError
from assistant.explaining import explained
from assistant.listing import entry_fields
from assistant.models import Answer, Status, json_line
from assistant.work import Activity
from vectorstore import Hit


@click.group(cls=Group)
@with_index
def main() -> None:
    """回答关于工作报告的问题：答案完整，引文逐字可查，全程离线。"""


for command in (doctor, edit, evaluate, inspect, prepare, serve, users):
    main.add_command(command)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_index
def ingest(folder: Path, as_json: bool) -> None:
    """导入或更新一个文件夹（含子文件夹）里的材料。"""
    with open_assistant(create=True) as assistant:
        result = sync_with_bar(assistant, folder)
    click.echo(json_line(result.model_dump(mode="json")) if as_json else sync_summary(result))


@main.command()
@click.argument("questions", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
@click.option("--batch", type=click.Path(path_type=Path), help='逐行 {"id": …, "turns": ["问题", …]} 的文件。')
@click.option("--explain", is_flag=True, help="在答案后面写明问题是怎么理解的。")
@with_index
def ask(questions: tuple[str, ...], as_json: bool, batch: Path | None, explain: bool) -> None:
    """回答问题；给出几个问题时，后一个可以接着前一个问。"""
    if bool(questions) == (batch is not None):
        raise ConfigError("请给出问题，或用 --batch 给出问题文件（二者选一）。")
    with open_assistant() as assistant:
        if batch is None:
            for answer in _conversation(assistant, questions, None if as_json else shown_as_it_comes):
                click.echo(answer.to_json() if as_json else answer_sources(answer, explain))
            return
        for entry in _batch_lines(batch):
            turns = [str(turn) for turn in _field(entry, "turns", list, batch)]
            for turn, answer in enumerate(_conversation(assistant, turns), 1):
                more = {"id": entry.get("id"), "turn": turn}
                click.echo(answer.to_json(**more) if as_json else answer_text(answer, explain))


def shown_as_it_comes(events: Iterable[str | Activity | Answer]) -> Answer:
    """Print an answer's text as it comes, and on a terminal's error stream what is being done.

    Args:
        events: What ``Assistant.stream`` gives.

    Returns:
        The whole answer.
    """
    with tqdm(bar_format="{desc}", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False) as line:
        for event in events:
            if isinstance(event, Answer):
                click.echo()
                return event
            if isinstance(event, str):
                # Both streams are often one terminal, where the line would stand in the text.
                line.close()
                click.echo(event, nl=False)
            else:
                line.set_description_str(f"{event.doing} {event.done}/{event.total}" if event.total else event.doing)
    raise AssertionError("the stream of an answer ends with the answer")


def _conversation(
    assistant: Assistant, questions: Iterable[str], show: Callable[[Iterable[str | Activity | Answer]], Answer] | None = None
) -> Iterator[Answer]:
    before = None
    for question in questions:
        answer = show(assistant.stream(question, before)) if show else assistant.ask(question, before)
        if answer.status is not Status.UNSUPPORTED:
            before = answer
        yield answer


def answer_text(answer: Answer, explain: bool = False) -> str:
    """An answer for the terminal, with its sources below.

    Args:
        answer: The answer.
        explain: Whether to say how the question was understood.
    """
    return f"{answer.text}\n{answer_sources(answer, explain)}"


def answer_sources(answer: Answer, explain: bool = False) -> str:
    """What stands below an answer in the terminal.

    Args:
        answer: The answer.
        explain: Whether to say how the question was understood.
    """
    lines = []
    if explain:
        lines.append("\n问题的理解：")
        lines += [f"- {name}：{value}" for name, value in explained(answer.plan)]
    if answer.citations:
        lines.append("\n出处：")
    for c in answer.citations:
        path = " > ".join(c.heading_path)
        lines.append(f"[{c.number}] {c.source} 第 {c.start}–{c.end} 字{f'，{path}' if path else ''}")
    return "\n".join(lines) + "\n"


@main.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="每个问题输出一行 JSON。")
@click.option("--top-k", default=SEARCH_TOP_K, show_default=True, help="给出几段。")
@click.option("--batch", type=click.Path(path_type=Path), help='逐行 {"id": …, "question": …} 的文件。')
@with_index
def search(question: str | None, as_json: bool, top_k: int, batch: Path | None) -> None:
    """查找与问题最接近的段落。"""
    if (question is None) == (batch is None):
        raise ConfigError("请给出一个问题，或用 --batch 给出问题文件（二者选一）。")
    with open_assistant() as assistant:
        entries: Iterator[dict[str, Any]] = iter([{"question": question}]) if batch is None else _batch_lines(batch)
        for entry in entries:
            words = _field(entry, "question", str, batch)
            hits = assistant.search(words, top_k)
            if as_json:
                number = {"id": entry["id"]} if "id" in entry else {}
                click.echo(json_line({**number, "question": words, "hits": [_hit_fields(hit) for hit in hits]}))
            else:
                for hit in hits:
                    click.echo(f"{hit.rank}. {hit.score:.3f} {hit.source} {' > '.join(hit.passage.heading_path)}\n   {hit.text}\n")


def _hit_fields(hit: Hit) -> dict[str, Any]:
    return {
        "report_id": hit.passage.report_id,
        "source": hit.source,
        "passage_id": hit.passage.passage_id,
        "heading_path": hit.passage.heading_path,
        "score": round(hit.score, 6),
        "text": hit.text,
    }


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_index
def list_reports(as_json: bool) -> None:
    """列出索引里的报告。"""
    with open_assistant(any_model=True) as assistant:
        reports, failures, names = assistant.reports(), assistant.failures(), assistant.names()
        waiting = [c for c in assistant.corrections() if c.report_id is None]
    if as_json:
        click.echo(json_line([entry_fields(r, names) for r in reports]))
        return
    for r in reports:
        click.echo(entry_line(r, names))
    click.echo(f"共 {len(reports)} 份报告。")
    if waiting:
        click.echo(f"另有 {len(waiting)} 份报告的人工修改暂时没有对应的报告（用 report-assistant edit --list 查看）。")
    for failure in failures:
        click.echo(f"读取失败  {failure.source}：{failure.message}")


@main.command()
@click.argument("report_id")
@with_index
def show(report_id: str) -> None:
    """显示一份报告的全文。"""
    with open_assistant(any_model=True) as assistant:
        click.echo(assistant.report(report_id).text)


@main.command()
@click.argument("source")
@with_index
def remove(source: str) -> None:
    """从索引中移除一个来源文件（原文件不动）；可给出来源文件名、报告编号或导入过的文件夹。"""
    with open_assistant(any_model=True) as assistant:
        removed = assistant.remove_folder(source)
        if removed:
            click.echo(f"已从索引中移除文件夹“{source}”的 {removed} 个文件。原文件没有改动。")
            return
        by_report = {r.report_id: r.source for r in assistant.reports()}
        name = by_report.get(source, source)
        assistant.remove(name)
    click.echo(f"已从索引中移除“{name}”。原文件没有改动；如果它还在材料文件夹里，下次导入会再收进来。")


@main.command()
@with_index
def rebuild() -> None:
    """用当前的向量模型重建全部向量和全文索引。"""
    with open_assistant(any_model=True) as assistant:
        total = sum(report.passages for report in assistant.reports())
        with tqdm(desc="重建", unit="段", total=total, file=sys.stderr, disable=not sys.stderr.isatty()) as bar:

            def show(passages: int) -> None:
                bar.update(passages)

            count = assistant.rebuild(show)
    click.echo(f"完成：重建了 {count} 个向量。")


def _batch_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"问题文件“{path}”读不出来：{error}。请确认路径正确，并存为 UTF-8。") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                entry = json.loads(line)
            except json.JSONDecodeError as error:
                raise ConfigError(f"问题文件“{path}”第 {number} 行不是 JSON：{error}。") from error
            if not isinstance(entry, dict):
                raise ConfigError(f"问题文件“{path}”第 {number} 行应是 {{…}} 形式的 JSON 对象。")
            yield entry


def _field(entry: dict[str, Any], name: str, kind: type, path: Path | None) -> Any:
    if not isinstance(entry.get(name), kind):
        raise ConfigError(f"问题文件“{path}”中有一行缺少“{name}”：{json_line(entry)[:80]}。")
    return entry[name]
