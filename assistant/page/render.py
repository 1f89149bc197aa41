"""Answers and reports as HTML. Everything from a report or a question is escaped here."""

from __future__ import annotations

import html
import re

from assistant.explaining import explained
from assistant.models import Answer, Status
from assistant.page.copying import copied_text
from assistant.page.parts import emphasised, escaped, parts_html
from assistant.wording import REGION_BASIS
from ingest.models import Report

_PLACE = re.compile(r"(r[0-9a-f]{16})-(\d+)-(\d+)")
EMPTY_EVIDENCE = '<div class="evidence-empty">点答案里的编号（如 [1]），这里会打开原报告，并标出引用的原文。</div>'


def answer_html(answer: Answer) -> str:
    """An answer as one HTML block: what was carried over, its parts, how the question was understood.

    Args:
        answer: The answer.

    Returns:
        HTML without line ends, so that a Markdown renderer passes it on as it is.
    """
    if not answer.parts:
        return text_html(answer.text)
    carried = f'<p class="carried">沿用上一问：{escaped("；".join(answer.plan.carried))}</p>' if answer.plan.carried else ""
    copy = f'<button class="copy-answer" type="button" value="{_in_attribute(copied_text(answer))}">复制答案</button>'
    return f'<div class="answer">{carried}{parts_html(answer.parts, answer.citations)}<div class="about">{_plan(answer)}{copy}</div></div>'


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


def _in_attribute(text: str) -> str:
    """Text as an attribute's value that keeps its line ends without having any in the source."""
    return html.escape(text).replace("\n", "&#10;").replace("\t", "&#9;")


def question_html(question: str) -> str:
    """A question as text, whatever it holds.

    Args:
        question: The question as typed.
    """
    return f'<div class="question">{html.escape(question)}</div>'.replace("\n", "<br>")


def parse_place(place: str) -> tuple[str, int, int] | None:
    """Read the place that a citation link names.

    Args:
        place: ``REPORT_ID-START-END``.

    Returns:
        Report id, start and end; None when it is no such place.
    """
    found = _PLACE.fullmatch(place)
    return (found.group(1), int(found.group(2)), int(found.group(3))) if found else None


def evidence_html(report: Report, heading_path: tuple[str, ...], start: int, end: int) -> str:
    """A report opened at a quote.

    Args:
        report: The report.
        heading_path: Headings above the quote.
        start: Start of the quote.
        end: End of the quote.

    Returns:
        HTML with the quote in a ``mark`` element.
    """
    region = f"{report.region.name}（{REGION_BASIS[report.region.basis]}）" if report.region.name else "未知"
    evidence = "、".join(f"“{piece}”" for piece in report.region.evidence)
    facts = [
        ("地区", region),
        *([("地区依据", evidence)] if evidence else []),
        ("年份", str(report.year or "未知")),
        ("来源文件", report.source),
        ("所在标题", " > ".join(heading_path) or "（正文开头）"),
    ]
    facts.append(("位置", f"第 {start + 1}–{end} 字，全文 {len(report.text)} 字"))
    rows = "".join(f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in facts)
    before, quote, after = (html.escape(part) for part in (report.text[:start], report.text[start:end], report.text[end:]))
    return (
        f'<div class="evidence"><a class="back" href="#answer">回到答案</a><h3>{html.escape(report.title)}</h3><dl>{rows}</dl>'
        f'<div class="report-text" tabindex="0">{before}<mark>{quote}</mark>{after}</div></div>'
    )
