"""The command that checks everything configured."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.checks import Finding, State, check_setup
from assistant.cli_support import with_index
from assistant.language.checking import check_language_model
from assistant.models import json_line
from assistant.settings import load_settings

_MARKS = {State.OK: "正常", State.WARNING: "注意", State.PROBLEM: "问题"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--no-ask", is_flag=True, help="不向语言模型试问。")
@with_index
def doctor(as_json: bool, no_ask: bool) -> None:
    """检查各项设置：缺什么、怎样补上。什么都不改动；有问题时退出码为 1。"""  # the help is Chinese
    context = click.get_current_context()
    options = context.ensure_object(dict)
    settings = load_settings(**({"index": Path(options["index"])} if "index" in options else {}))
    findings = []
    for check in (check_setup(settings), check_language_model(settings, ask=not no_ask)):
        for finding in check:
            findings.append(finding)
            if not as_json:
                click.echo(finding_line(finding))
    problems = sum(finding.state is State.PROBLEM for finding in findings)
    if as_json:
        click.echo(json_line({"ok": problems == 0, "findings": [finding.model_dump(mode="json") for finding in findings]}))
    else:
        click.echo(f"发现 {problems} 个问题，请按上面的办法处理。" if problems else "没有发现问题。")
    if problems:
        context.exit(1)


def finding_line(finding: Finding) -> str:
    """What a check found, for the terminal.

    Args:
        finding: It.
    """
    remedy = f"\n      办法：{finding.remedy}" if finding.remedy else ""
    return f"[{_MARKS[finding.state]}] {finding.name}：{finding.message}{remedy}"
