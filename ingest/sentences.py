"""Lines and sentences of a report, as half-open spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.numbering import POINT

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"(?:[。！？!?；;]|…+)[”’」』）)》】\"']*|\n")
_TABLE_ROW = re.compile(r"^[^：；。\n]{1,30}：[^；。\n]{0,80}(?:；[^：；。\n]{1,30}：[^；。\n]{0,80})+$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")


def line_spans(text: str) -> list[Span]:
    """Lines of a text that are not empty.

    Args:
        text: The report's text.

    Returns:
        Spans without the line end, in order.
    """
    return [m.span() for m in _LINE.finditer(text) if not m.group().isspace()]


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of a span; they tile it, white space included.

    A sentence ends after 。！？； (with closing quotes) and at the end of a line. A row of a
    table (学校：石桥一小；班级数：24) is one sentence.

    Args:
        text: The report's text.
        start: Start of the span.
        end: End of the span.

    Yields:
        Half-open spans in order; each holds more than white space, but for the last.
    """
    at = start
    rows = [m.span() for m in _TABLE_ROW.finditer(text, start, end)]
    for stop in (*(m.end() for m in _SENTENCE_END.finditer(text, start, end)), end):
        if any(left < stop < right for left, right in rows):
            continue
        if stop > at and (stop == end or not text[at:stop].isspace()):
            yield at, stop
            at = stop


def starts_point(text: str, start: int, end: int) -> bool:
    """Whether a sentence opens a point such as 一是… or 第二，….

    Args:
        text: The report's text.
        start: Start of the sentence.
        end: End of the sentence.
    """
    while start < end and text[start].isspace():
        start += 1
    return POINT.match(text, start, end) is not None
