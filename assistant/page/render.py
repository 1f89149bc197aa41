"""Answers and reports as HTML. Everything from a report or a question is escaped here."""

from __future__ import annotations

import html
import json
import re

from assistant.chips import Chip, chips
from assistant.explaining import explained
from assistant.models import Answer, Status
from assistant.page.parts import emphasised, escaped, parts_html
from assistant.wording import REGION_BASIS
from ingest.models import Report

_PLACE = re.compile(r"(r[0-9a-f]{16})-(\d{1,9})-(\d{1,9})")
_FILES = ((".docx", "Word"), (".xlsx", "Excel"), (".md", "Markdown"))


def answer_html(answer: Answer, key: str = "", turn: int | None = None, note: str = "") -> str:
    """An answer as one HTML block: how the question was understood, the answer's parts, what can be done with it.

    Args:
        answer: The answer.
        key: Its id on the shelf; empty while it is not finished.
        turn: Its place in the conversation, where its plan can still be changed.
        note: What is different from its question as asked.

    Returns:
        HTML without line ends, so that a Markdown renderer passes it on as it is.
    """
    if not answer.parts:
        return text_html(answer.text)
    carried = f'<p class="carried">沿用上一问：{escaped("；".join(answer.plan.carried))}</p>' if answer.plan.carried else ""
    parts = parts_html(answer.parts, answer.citations)
    below = _below(answer) if key else ""
    return f'<div class="answer">{_kept(key, note)}{_chips(answer, turn)}{carried}{parts}{below}</div>'


def _kept(key: str, note: str) -> str:
    """What scripts need to know of a finished answer; Gradio lets no other attributes of ours through."""
    return f'<button type="button" class="kept" value="{act_value(key=key, note=note)}" hidden></button>' if key else ""


def _chips(answer: Answer, turn: int | None) -> str:
    """How the question was understood, each piece of it with a button that takes it away."""
    if answer.status is Status.UNSUPPORTED:
        return ""
    return f'<div class="understood"><span class="lead">我理解的问题：</span>{"".join(_chip(chip, turn) for chip in chips(answer.plan))}</div>'


def _chip(chip: Chip, turn: int | None) -> str:
    words = escaped(chip.text)
    if turn is None or not chip.removable:
        return f'<span class="chip">{words}</span>'
    value = act_value(action="drop", turn=turn, chip=chip.id)
    hint = "去掉这一条，重新回答"
    return f'<button type="button" class="chip act" value="{value}" title="{hint}">{words}<span class="cross" aria-label="{hint}">×</span></button>'


def _below(answer: Answer) -> str:
    every = '<details class="every-report"><summary>逐份列表（可排序、筛选）</summary></details>' if answer.rows else ""
    files = "".join(f'<button type="button" class="take" value="{suffix}">{name}</button>' for suffix, name in _FILES)
    copy = '<button type="button" class="copy-answer">复制答案</button>'
    return f'{every}<div class="about">{_plan(answer)}<span class="tools">{copy}<span class="files">下载：{files}</span></span></div>'


def act_value(**action: object) -> str:
    """What a button of the chat asks the server to do, as its value.

    Args:
        **action: The action and what it needs.
    """
    return html.escape(json.dumps(action, ensure_ascii=False))


def text_html(text: str) -> str:
    """Text that is no whole answer: the beginning of one, or why there is none.

    Args:
        text: The text.

    Returns:
        HTML without line ends.
    """
    lines = (emphasised(line) for line in text.splitlines() if line.strip())
    return f'<div class="answer">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _plan(answer: Answer) -> str:
    if answer.status is Status.UNSUPPORTED:
        return ""
    rows = "".join(f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>" for name, value in explained(answer.plan))
    return f'<details class="plan"><summary>问题的理解</summary><dl>{rows}</dl></details>'


def question_html(question: str, note: str = "", turn: int | None = None) -> str:
    """A question as text, whatever it holds.

    Args:
        question: The question as typed.
        note: What is different from it.
        turn: Its place in the conversation, where it can still be changed.
    """
    said = f'<div class="question">{escaped(question)}</div>'
    if note:
        said += f'<div class="note">（{escaped(note)}）</div>'
    if turn is not None:
        again = f'<button type="button" class="act" value="{act_value(action="retry", turn=turn)}">重新回答</button>'
        edit = f'<button type="button" class="act" value="{act_value(action="edit", turn=turn)}">修改问题</button>'
        said += f'<div class="asking">{edit}{again}</div>'
    return said


def parse_place(place: str) -> tuple[str, int, int] | None:
    """Read the place that a citation link names.

    Args:
        place: ``REPORT_ID-START-END``.

    Returns:
        Report id, start and end; None when it is no such place.
    """
    found = _PLACE.fullmatch(place)
    return (found.group(1), int(found.group(2)), int(found.group(3))) if found else None


def evidence_html(report: Report, heading_path: tuple[str, ...], start: int, end: int, page: int | None = None) -> str:
    """A report opened at a quote.

    Args:
        report: The report.
        heading_path: Headings above the quote.
        start: Start of the quote.
        end: End of the quote; the same for the report as a whole.
        page: One-based page of the quote; None for formats without pages.

    Returns:
        HTML with the quote in a ``mark`` element.
    """
    region = f"{report.region.name}（{REGION_BASIS[report.region.basis]}）" if report.region.name else "未知"
    evidence = "、".join(f"“{piece}”" for piece in report.region.evidence)
    start, end = min(start, len(report.text)), min(end, len(report.text))
    facts = [("地区", region), ("地区依据", evidence), ("年份", str(report.year or "未知")), ("来源文件", report.source)]
    if end > start:
        facts += [("所在标题", " > ".join(heading_path) or "（正文开头）"), ("页码", f"第 {page} 页" if page else "")]
        facts.append(("位置", f"第 {start + 1}–{end} 字，全文 {len(report.text)} 字"))
    else:
        facts.append(("全文", f"{len(report.text)} 字"))
    rows = "".join(f"<dt>{name}</dt><dd>{escaped(value)}</dd>" for name, value in facts if value)
    before, quote, after = (html.escape(part) for part in (report.text[:start], report.text[start:end], report.text[end:]))
    marked = f"<mark>{quote}</mark>" if quote else ""
    return (
        f"<h3>{escaped(report.title)}</h3><dl>{rows}</dl>"
        f'<p class="original"><a href="app/original/{report.report_id}" target="_blank" rel="noopener">打开原文件</a></p>'
        f'<div class="report-text" tabindex="0">{before}{marked}{after}</div>'
    )
