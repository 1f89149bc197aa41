"""Answers and reports as HTML. Everything from a report or a question is escaped here."""

from __future__ import annotations

import html
import re

from assistant.models import Citation
from assistant.wording import REGION_BASIS
from ingest.models import Report

_BOLD = re.compile(r"^\*\*(.+?)\*\*|\*\*(\d+)\*\*")
"""The assistant's own emphasis: a name that opens an item, and numbers; quotes stay as they are."""
_NUMBER = re.compile(r"\[(\d+)\]")
_PLACE = re.compile(r"(r[0-9a-f]{16})-(\d+)-(\d+)")
EMPTY_EVIDENCE = '<div class="evidence-empty">点答案里的编号（如 [1]），这里会打开原报告，并标出引用的原文。</div>'


def answer_html(text: str, citations: tuple[Citation, ...]) -> str:
    """An answer as one HTML block, its citation numbers as links.

    Args:
        text: The answer's text, or its beginning.
        citations: The answer's citations.

    Returns:
        HTML without blank lines, so that a Markdown renderer passes it on as it is.
    """
    by_number = {str(c.number): c for c in citations}
    parts: list[str] = []
    in_list = False
    for line in text.splitlines():
        if not line.strip():
            continue
        is_item = line.startswith("- ")
        if is_item != in_list:
            parts.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        body = _inline(line.removeprefix("- ") if is_item else line, by_number)
        parts.append(f"<li>{body}</li>" if is_item else f"<p>{body}</p>")
    if in_list:
        parts.append("</ul>")
    return f'<div class="answer">{"".join(parts)}</div>'


def _inline(line: str, by_number: dict[str, Citation]) -> str:
    safe = _BOLD.sub(lambda m: f"<strong>{m.group(1) or m.group(2)}</strong>", html.escape(line))
    return _NUMBER.sub(lambda m: _link(by_number[m.group(1)]) if m.group(1) in by_number else m.group(), safe)


def _link(c: Citation) -> str:
    label = html.escape(f"{c.report_title} {' > '.join(c.heading_path)}")
    return f'<a class="citation" href="#cite={c.report_id}-{c.start}-{c.end}" title="{label}">[{c.number}]</a>'


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
        f'<div class="evidence"><h3>{html.escape(report.title)}</h3><dl>{rows}</dl>'
        f'<div class="report-text" tabindex="0">{before}<mark>{quote}</mark>{after}</div></div>'
    )
