"""Where a report states whose it is: title, letterhead, signature, file name.

Blanked names (xx区, 某县) and words that only sound like names (我市, 学区) never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from ingest.regions.lines import BLANKED, issuer_in, place_in
from ingest.sentences import line_spans

_LINE_MAX = 60
"""Longest line in characters that can be a title, a letterhead or a signature."""
_LETTERHEAD_LINES = 3
_SIGNATURE_LINES = 4
"""How many non-empty lines at the end may hold the issuing body and date."""
_FIRST_WORDS = re.compile(rf"^[^\s，。；]{{4,{_LINE_MAX}}}(?=\s)")
_LAST_WORDS = re.compile(r"(?<=[\s。！？；])[^\s。！？；]+(?=[^。！？；]*$)")
"""Title and signature of a text that has lost its line ends."""
_WE = re.compile(r"[我本][省市区县州旗](?!域)")
_LISTED = re.compile(r"[^：:]{2,8}[：:]")
"""An entry of a list: 怀化：0745-…"""
_ADDRESSED = re.compile(r"[：:]$|批准$|^(?:抄送|抄报|主送|报送|附件|联系)")
"""A line that names whom a document is addressed to, or who approved it."""
_COLLECTION = re.compile(r"范文|模板|精选|合集|大全|汇总|汇聚|[0-9一二三四五六七八九十]+\s*篇|样本|通用")
"""A file name that tells of texts put together from anywhere."""


class Stated(NamedTuple):
    """A name that states whose report it is."""

    name: str
    """As written, without blanked outer names."""
    evidence: str
    """The line that holds it, verbatim; the name alone where the title is put together of several lines."""


def find_stated(title: str, text: str, source: str, *, alone: bool = True) -> Stated | None:
    """The name of the unit that a report states.

    Args:
        title: The report's title.
        text: The report's text.
        source: Name of its file.
        alone: Whether it is the only report of its file; the name of a file that collects
            texts from anywhere tells nothing about one of them.

    Returns:
        The name as written with its line, or None. A title that blanks its 区 is not
        answered by the name of a 市 elsewhere.
    """
    blanks = {blank[-1] for blank in (*BLANKED.findall(title), *_WE.findall(title))}
    for line, opens in _telling_lines(title, text, source, alone=alone):
        name = place_in(line, opens=opens)
        if name and (line == title or not blanks or name[-1] in blanks):
            return Stated(name, line if line in text or line in source or name not in text else name)
    return None


def find_issuer(title: str, text: str) -> str | None:
    """The issuing body as the title, the letterhead or the signature names it.

    Args:
        title: The report's title.
        text: The report's text.

    Returns:
        A name such as ``清源区教育局``; None when none is named or its place is blanked.
    """
    return next((issuer for line in (title, *_letterhead(text)) if (issuer := issuer_in(line))), None)


def _telling_lines(title: str, text: str, source: str, *, alone: bool) -> Iterator[tuple[str, bool]]:
    """Lines that may name the unit, and whether each is a title."""
    stem = PurePosixPath(source).stem
    if title != stem:
        yield title, True
    for at, line in enumerate(_letterhead(text)):
        yield line, at == 0
    if alone or not _COLLECTION.search(stem):
        yield stem, True


def _letterhead(text: str) -> list[str]:
    """The lines at the top and at the end that may name who issues the text."""
    filled = [text[start:end].strip() for start, end in line_spans(text)]
    top, end = filled[:_LETTERHEAD_LINES], filled[-_SIGNATURE_LINES:]
    if filled and len(filled[0]) > _LINE_MAX:
        top[:1] = _FIRST_WORDS.findall(filled[0])
    if filled and len(filled[-1]) > _LINE_MAX:
        end[-1:] = reversed(_LAST_WORDS.findall(filled[-1][-_LINE_MAX:]))  # addresses may stand before the signature
    around = [*top, *(line for line in end if not _LISTED.match(line))]
    return [line for line in around if len(line) <= _LINE_MAX and not _ADDRESSED.search(line) and not re.search(r"[，,。；;]", line)]
