"""Words of the overview, and names from reports made fit to be drawn."""

from __future__ import annotations

from assistant.exporting.excel import MENTIONS
from assistant.models import Mention
from assistant.overview.cleaning import clean
from assistant.overview.coverage import UNKNOWN_REGION, UNKNOWN_YEAR, Cell, Overview

MENTION: dict[Mention | None, str] = {None: "没有报告"} | {mention: words for mention, words in MENTIONS.items()}
"""What a cell is called; None where there is no report."""
PENDING = "尚未统计"
"""What a cell is called before its topic was looked for."""


def shortened(text: str, most: int) -> str:
    """Text cut to a length, with … in place of the rest.

    Args:
        text: Any text.
        most: Most characters.
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def region_said(cell: Cell, name: str) -> str:
    """A cell of the map in words: 校车安全，清源区：明确提到，2 份报告.

    Args:
        cell: The cell.
        name: Name of its region.
    """
    total = len(cell.reports)
    counts = [f"{count} 份{MENTION[mention]}" for count, mention in ((cell.explicit, Mention.EXPLICIT), (cell.related, Mention.RELATED)) if count]
    among = f"，其中 {'，'.join(counts)}" if counts and total not in (cell.explicit, cell.related) else ""
    reports = f"，{total} 份报告{among}" if total else ""
    return clean(f"{cell.topic}，{name}：{MENTION[cell.mention]}{reports}")


def year_said(cell: Cell, name: str) -> str:
    """A cell of the years in words: 校车安全，2023年：12 份报告中 5 份明确提到.

    Args:
        cell: The cell.
        name: Name of its year.
    """
    related = f"，{cell.related} 份可能相关" if cell.related else ""
    return clean(f"{cell.topic}，{name}：{len(cell.reports)} 份报告中 {cell.explicit} 份明确提到{related}")


def notes_of(overview: Overview) -> tuple[str, ...]:
    """What a reader must know to trust the numbers.

    Args:
        overview: The overview.
    """
    merged = f"（另有 {overview.duplicates} 份近似重复，已合并，只算一次）" if overview.duplicates else ""
    notes = [f"共检查 {overview.checked} 份报告{merged}。"]
    unknown = [f"{count} 份{name}" for count, name in ((overview.unknown_region, UNKNOWN_REGION), (overview.unknown_year, UNKNOWN_YEAR)) if count]
    if unknown:
        notes.append(f"其中 {'，'.join(unknown)}。")
    if overview.left_out:
        notes.append(f"另有 {overview.left_out} 份非公文材料（如个人心得、广告）未计入。")
    return tuple(notes)
