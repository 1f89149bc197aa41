"""The parts of an answer as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models import Paragraph, Part, Table


def markdown(parts: Iterable[Part]) -> str:
    """Parts as Markdown, for the terminal and for pasting.

    Args:
        parts: Parts of an answer, in reading order.
    """
    return "\n\n".join(_part(part) for part in parts)


def _part(part: Part) -> str:
    if isinstance(part, Paragraph):
        return part.text
    lines = [f"{part.title}："] if part.title else []
    if isinstance(part, Table):
        lines += [""] if lines else []
        lines += [_row(part.header), _row(["---"] * len(part.header)), *map(_row, part.rows)]
    else:
        lines += [f"{item[: len(item) - len(item.lstrip())]}- {item.lstrip()}" for item in part.items]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
