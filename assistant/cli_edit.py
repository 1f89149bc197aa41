"""The command that sets by hand what was read wrongly."""

from __future__ import annotations

from typing import Any

import click

from assistant.api import Assistant
from assistant.cli_support import entry_line, open_assistant, with_index
from assistant.errors import ConfigError
from assistant.listing import entry_fields, field_names
from assistant.models import json_line
from ingest.models import DocumentType


@click.command()
@click.argument("report_id", required=False)
@click.option("--region", metavar="地区", help="地区，例如 杭州市余杭区；不知道时写“未知”。")
@click.option("--year", type=int, metavar="年份", help="报告的年份。")
@click.option("--title", metavar="标题", help="报告的标题。")
@click.option("--period", metavar="时段", help="全年、上半年或下半年。")
@click.option("--type", "doc_type", metavar="类型", help=f"文种：{'、'.join(DocumentType)}。")
@click.option("--official/--not-official", default=None, help="是不是公文（个人心得、广告等不是）；非公文不计入统计。")
@click.option("--not-duplicate", is_flag=True, help="与其他报告都不是近似重复。")
@click.option("--duplicate-of", metavar="REPORT_ID", help="是这一份报告的重复。")
@click.option("--reset", is_flag=True, help="撤销以前对这份报告的全部人工修改。")
@click.option("--list", "list_all", is_flag=True, help="列出全部人工修改。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_index
def edit(report_id: str | None, *, list_all: bool, as_json: bool, **given: Any) -> None:
    """更正一份报告的地区、年份、标题等；材料重新导入后仍然有效。"""  # the help is Chinese
    if list_all == (report_id is not None):
        raise ConfigError("请给出报告编号（用 report-assistant list 查看），或用 --list 列出全部人工修改（二者选一）。")
    with open_assistant(any_model=True) as assistant:
        if report_id is None:
            _list(assistant, as_json)
            return
        entry, names = assistant.edit(report_id, **given), assistant.names()
    if as_json:
        click.echo(json_line(None if entry is None else entry_fields(entry, names)))
    elif entry is None:
        click.echo("已撤销。这份报告现在不在索引里。")
    else:
        click.echo(f"现在是：{entry_line(entry, names)}")


def _list(assistant: Assistant, as_json: bool) -> None:
    made = assistant.corrections()
    if as_json:
        click.echo(json_line([{**c.model_dump(mode="json"), "changes": c.changes.model_dump(mode="json", exclude_none=True)} for c in made]))
        return
    for c in made:
        state = "" if c.report_id else "  （报告现在不在索引里，等它再导入时生效）"
        click.echo(f"{c.made_for}  《{c.title}》  （{c.source} 第{c.position + 1}篇）  {field_names(c.changes.given())}{state}")
    click.echo(f"共 {len(made)} 份报告有人工修改。")
