"""Remarks that concern the whole report wherever they stand: what is lacking, thanks, conclusions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.extracts.units import Unit, under

LACKING = r"(?:问题|不足|困难|短板|差距|薄弱|挑战)"
"""Words for what is lacking."""
_SHORTCOMINGS = re.compile(
    rf"(?:还|仍|也|主要|依然)?存在(?:着|的|一些|不少|以下|诸多|几个|主要|突出|方面)*{LACKING}|亟[待需]|有待(?:提高|加强|改进|完善|解决)|不足之处|面临(?:着|的|一些|不少)*{LACKING}"
)
_ADDRESS = r"(?:各位|尊敬的)[^，,。]{0,6}(?:领导|委员|代表|来宾|同志)|同志们[，,！!：:]|以上(?:汇报|报告|总结|就?是)|特此报告|谢谢"
_SOBER = r"(?:要|应|应该)?清醒地?(?:看到|认识到|意识到)"
_WEIGHING = (
    rf"(?:在)?(?:充分)?(?:肯定|总结|取得)(?:[^，,。]{{0,8}})?(?:成绩|成效|经验|工作)[^。]{{0,16}}(?:同时|清醒|还要看到|也要看到)|[也还]{_SOBER}"
)
_ANYWHERE = re.compile(rf"^(?:{_ADDRESS})|^(?:当然[，,]|但是?[，,]?|同时[，,]|诚然[，,])?[^。]{{0,12}}(?:{_WEIGHING})")
_WHOLE = r"教育(?:事业|工作|强|现代化|高质量|改革|发展|系统|体育|局)|各项工作|[全我][区县市州旗省局]"
_AT_A_LINE = re.compile(
    rf"^(?:总之|综上|总的来[说看]|总体来[说看]|回顾|当然)|^(?:虽然|尽管)[^。]{{0,30}}但|^(?:展望|新的一年|面向未来|站在新|今后|下一步|下阶段|明年|来年)[^。]*(?:{_WHOLE})"
)


class Closing(NamedTuple):
    """Remarks at the end of a section that say nothing of its heading."""

    start: int
    """Place of the first sentence."""
    end: int
    """One past the place of the last."""
    depth: int
    """How many of the section's headings they do stand under."""


def announces_shortcomings(text: str) -> bool:
    """Whether a sentence tells that something is lacking: 还存在一些问题, 有待加强.

    Args:
        text: The sentence.
    """
    return _SHORTCOMINGS.search(text) is not None


def closing_remarks(units: Sequence[Unit], lines: Sequence[int]) -> list[Closing]:
    """Where remarks on the whole report stand at its end, or remarks on a part of it at the end of that part.

    They begin a line, or stand in one whose breaks were lost, after the last section of the report or part; nothing
    tells a reader of headings that this section is over.

    Args:
        units: Sentences of the report in order.
        lines: The line of each.
    """
    found: list[Closing] = []
    for at in range(1, len(units)):
        path = units[at].passage.heading_path
        if not path or (found and at < found[-1].end) or not _closes(units, lines, at):
            continue
        end = next((i for i in range(at, len(units)) if not under(units[i], path)), len(units))
        depth = next(d for d in range(len(path)) if not under(units[end], path[: d + 1])) + 1 if end < len(units) else 0
        below = next((i for i in range(at, end) if units[i].passage.heading_path != path), end)
        if depth < len(path) and (below == end or units[below - 1].text.endswith(("：", ":"))):
            found.append(Closing(at, end, depth))
    return found


def _closes(units: Sequence[Unit], lines: Sequence[int], at: int) -> bool:
    unit, before = units[at], units[at - 1]
    if unit.heading or before.heading or before.passage.heading_path != unit.passage.heading_path:
        return False
    opens = lines[at] != lines[at - 1]
    return _ANYWHERE.search(unit.text) is not None or (opens and (_AT_A_LINE.search(unit.text) is not None or announces_shortcomings(unit.text)))
