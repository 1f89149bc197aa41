"""Lines of a text as the splitter sees them, very long ones cut at their sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.numbering import Mark, match_mark
from ingest.sentences import line_spans, sentences

_LONG_LINE = 600
"""Lines longer than this, in characters, are those of a text whose line breaks were lost."""
_TYPE = r"(?:总结|计划|要点|报告|方案|汇报|安排|打算)"
_INLINE_TITLE = re.compile(
    rf"[^。！？；;，,\s]{{2,50}}?{_TYPE}(?:[（(【][^）)】]{{1,8}}[）)】])?"
    r"(?:[ \t\u3000]+(?=\S)|(?=[一1][、.．]|[（(][一1][）)]|(?:[0-9]{2,4}|20[xX×*]{1,2}|[今本上半一])年|上半年"
    r"|根据|按照|为(?:了|全面|认真|进一步)|在[^。，]{2,20}领导下|[\u4e00-\u9fff]{1,4}年来))"
)
"""A title at the start of a sentence, with a gap or the first words of a report behind it."""


class Line(NamedTuple):
    """A line, or a sentence of a very long line."""

    start: int
    """First code point, indent included."""
    end: int
    """One past the last code point."""
    words: str
    """The line without white space and Markdown marks around it."""
    indent: int
    """How many white-space characters stand before its words."""
    mark: Mark | None
    """Numbering mark it begins with; offsets count the text."""


def read_lines(text: str) -> list[Line]:
    """Lines that are not empty.

    Args:
        text: Cleaned text of a file.
    """
    lines: list[Line] = []
    for start, end in line_spans(text):
        if end - start <= _LONG_LINE:
            lines.append(_line(text, start, end))
            continue
        for left, right in sentences(text, start, end):
            title = _INLINE_TITLE.match(text, _skip_space(text, left, right), right)
            parts = [(left, title.end()), (title.end(), right)] if title else [(left, right)]
            lines += [_line(text, *part) for part in parts if text[slice(*part)].strip()]
    return lines


def _line(text: str, start: int, end: int) -> Line:
    first = _skip_space(text, start, end)
    words = text[first:end].strip()
    words = words.strip("*#").strip() or words
    return Line(start, end, words, first - start, match_mark(text, first, end))


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
