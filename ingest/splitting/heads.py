"""Places where a report could begin: a run of head lines, or a paragraph without one."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.splitting.reading import Reading
from ingest.splitting.titles import DATE_LINE, DOCUMENT_NUMBER, LETTERHEAD, SEPARATOR, SUBTITLE, SplitMark, is_signature

_OWN_ISSUER = re.compile(r"[局委厅]|政府|学校|教育")
_PAGE = re.compile(r"[\s.…·]*[0-9]{1,3}$")
_DIGITS = re.compile(r"[0-9０-９xX×*〇○一二三四五六七八九十]+")
_DATE_MAX = 24


class Head(NamedTuple):
    """A place where a report could begin. Its fields are indices of lines."""

    first: int
    """First head line, or the first paragraph when there is none."""
    above: int
    """First line that no longer belongs to the report before."""
    body: int
    """First line behind the head."""
    mark: SplitMark | None
    """Explicit mark among the head lines."""
    title: float
    """Strength of the best title line."""
    words: str
    """The best title line; empty when there is none."""


def find_heads(reading: Reading) -> list[Head]:
    """Every place of a file where a report could begin, in order; the first is its first line.

    Args:
        reading: The file.
    """
    last_place = {_PAGE.sub("", words): i for i, words in enumerate(reading.shown)}
    heads: list[Head] = []
    i = 0
    while i < len(reading.lines):
        j = i
        while j < len(reading.lines) and _is_head_line(reading, j):
            j += 1
        heads.append(_head(reading, i, j, last_place))
        i = max(j, i + 1)
    return heads


def _is_head_line(reading: Reading, i: int) -> bool:
    words = reading.lines[i].words
    if reading.titles[i] > 0 or reading.is_marked(i):
        return True
    if any(pattern.fullmatch(words) for pattern in (SEPARATOR, DOCUMENT_NUMBER, LETTERHEAD)):
        return True
    under_title = i > 0 and (reading.titles[i - 1] > 0 or SUBTITLE.fullmatch(reading.lines[i - 1].words))
    if under_title and SUBTITLE.fullmatch(words):
        return True
    return is_signature(words) or (len(words) <= _DATE_MAX and bool(DATE_LINE.fullmatch(words)))


def _head(reading: Reading, first: int, body: int, last_place: dict[str, int]) -> Head:
    """The head in lines ``first`` to ``body``; a signature, date or rule at its front ends the report before."""
    strong = [i for i in range(first, body) if reading.titles[i] or reading.is_marked(i)]
    begin = _with_letterhead(reading, strong[0], first) if strong else body
    above = begin
    while above > first and SEPARATOR.fullmatch(reading.lines[above - 1].words):
        above -= 1
    if strong:
        begin = _behind_contents(reading, _behind_repeated_title(reading, begin, body), body, last_place)
    mark = next((reading.marks[i] for i in range(begin, body) if reading.is_marked(i)), None)
    best = max(range(begin, body), key=lambda i: reading.titles[i], default=None)
    last = len(reading.lines) - 1
    title, words = (reading.titles[best], reading.shown[best]) if best is not None else (0.0, "")
    return Head(min(begin, last), min(above, last), body, mark, title, words if title else "")


def _with_letterhead(reading: Reading, title: int, first: int) -> int:
    begin = title
    if begin > first and is_signature(reading.lines[begin - 1].words) and _is_issuer(reading, begin):
        begin -= 1
    while begin > first and any(p.fullmatch(reading.lines[begin - 1].words) for p in (DOCUMENT_NUMBER, LETTERHEAD)):
        begin -= 1
    return begin


def _is_issuer(reading: Reading, title: int) -> bool:
    """Whether a body's name above a title is its issuer, not the signature of the report before."""
    if reading.is_marked(title):
        return False
    return title == 1 or not _OWN_ISSUER.search(reading.shown[title].removeprefix("教育"))


def _behind_repeated_title(reading: Reading, begin: int, body: int) -> int:
    """The page's own title above the report's, the same but for digits, does not belong to the report."""
    for i in range(begin, body - 1):
        if reading.titles[i] and _DIGITS.sub("", reading.shown[i]) == _DIGITS.sub("", reading.shown[i + 1]):
            return i + 1
    return begin


def _behind_contents(reading: Reading, begin: int, body: int, last_place: dict[str, int]) -> int:
    """Titles that come again further down are a table of contents."""
    listed = [i for i in range(begin, body) if reading.titles[i] and last_place[_PAGE.sub("", reading.shown[i])] > i]
    return listed[-1] + 1 if len(listed) > 1 and listed[-1] + 1 < body else begin
