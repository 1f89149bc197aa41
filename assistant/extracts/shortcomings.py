"""What a report says is lacking: 存在的问题, 不足, 困难."""

from __future__ import annotations

import re

from assistant.extracts.outline import SENTENCES_PER_REPORT, OnTopic
from assistant.extracts.remarks import LACKING, announces_shortcomings
from assistant.extracts.units import Read, Unit, blocks

_ASKS = re.compile(rf"(?:存在|面临|遇到|碰到|(?<!没)有)[^，,。?？]{{0,8}}{LACKING}|{LACKING}(?:都|主要)?(?:有|是)")
_HEADING = re.compile(
    rf"(?:存在|面临|主要|突出|工作|遇到)的?[^，,。]{{0,6}}{LACKING}|不足之处|短板|{LACKING}[和与及、]{{1,2}}{LACKING}|^[^一-龥]*[一二三四五六七八九十]*[、.．）)]?\s*{LACKING}[：:]?$"
)
_POINT = re.compile(r"[(（]?(?:[0-9]+|[一二三四五六七八九十]+)[)）、.．是]")


def asks_for_shortcomings(question: str) -> bool:
    """Whether a question asks what is lacking.

    Args:
        question: The question.
    """
    return _ASKS.search(question) is not None


def shortcomings(read: Read) -> OnTopic:
    """The sentences under a heading of shortcomings, and of paragraphs that announce some.

    Args:
        read: The report.
    """
    kept: list[Unit] = []
    announced: tuple[str, ...] | None = None
    for block in blocks(read.units):
        path = block[0].passage.heading_path
        announces = announces_shortcomings(block[0].text)
        under = any(_HEADING.search(heading) for heading in path)
        listed = announced is not None and path[: len(announced)] == announced and (path == announced or _POINT.match(block[0].text) is not None)
        if under or announces or listed:
            kept += block
        announced = path if announces and block[-1].text.endswith(("：", ":")) else announced if listed else None
    return OnTopic(read, tuple(kept[:SENTENCES_PER_REPORT]), max(0, len(kept) - SENTENCES_PER_REPORT))
