"""The parts of an answer as HTML. Everything in them is escaped here."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from assistant.marked import Piece, joined_lines, levels, lines, pieces
from assistant.models import Citation, Paragraph, Part, Table

_SHORT = 8
"""Longest cell, in characters, of a column whose cells are not broken into lines."""
_LONG = 45
"""Longest cell, in characters, of a column that needs no width of its own for readable lines."""


def parts_html(parts: Sequence[Part], citations: Sequence[Citation]) -> str:
    """Parts of an answer, their citation numbers as links.

    Args:
        parts: The parts, in reading order.
        citations: The answer's citations.

    Returns:
        HTML without line ends, so that a Markdown renderer passes it on as it is.
    """
    links = {c.number: _link(c) for c in citations}
    return "".join(_part(part, links) for part in parts)


def escaped(text: str) -> str:
    """Text on one line of HTML.

    Args:
        text: Any text.
    """
    return html.escape(joined_lines(text))


def emphasised(text: str) -> str:
    """Escaped text with its emphasis as HTML.

    Args:
        text: Text with ``**`` around what is emphasised.
    """
    return _shown(pieces(text), {})


def _link(c: Citation) -> str:
    label = escaped(" ".join((c.report_title, " > ".join(c.heading_path))).strip())
    return f'<a class="citation" href="#cite={escaped(c.report_id)}-{c.start}-{c.end}" title="{label}">[{c.number}]</a>'


def _inline(text: str, links: Mapping[int, str], written: bool = False) -> str:
    return _shown(pieces(text, written), links)


def _shown(found: Sequence[Piece], links: Mapping[int, str]) -> str:
    return "".join(_piece(piece, links) for piece in found)


def _piece(piece: Piece, links: Mapping[int, str]) -> str:
    words = html.escape(piece.text)
    shown = words if piece.number is None else links.get(piece.number, words)
    return f"<strong>{shown}</strong>" if piece.strong else shown


def _part(part: Part, links: Mapping[int, str]) -> str:
    if isinstance(part, Paragraph):
        return f"<p>{_inline(part.text, links, part.written)}</p>"
    title = _inline(part.title, links)
    if part.folded:
        inner = _table(part, "", links) if isinstance(part, Table) else _nested(part.items, links)
        return f"<details><summary>{title or '展开'}</summary>{inner}</details>"
    if isinstance(part, Table):
        return _table(part, title, links)
    return (f'<p class="part-title">{title}</p>' if title else "") + _nested(part.items, links)


def _table(table: Table, title: str, links: Mapping[int, str]) -> str:
    """A table in a box of its own, which scrolls when the table is wider than the answer."""
    widths = [_width(column) for column in zip(table.header, *table.rows, strict=True)]
    caption = f"<caption>{title}</caption>" if title else ""
    head = "".join(f'<th scope="col">{_inline(name, links)}</th>' if name else "<td></td>" for name in table.header)
    rows = "".join(f"<tr>{_cells(row, widths, links, table.written)}</tr>" for row in table.rows)
    return f'<div class="wide"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _width(column: Sequence[str]) -> str:
    longest = max(map(len, column))
    return "short" if longest <= _SHORT else "long" if longest > _LONG else "middle"


def _cells(row: Sequence[str], widths: Sequence[str], links: Mapping[int, str], written: bool) -> str:
    shown = ["<br>".join(_shown(line, links) for line in lines(cell, written)) for cell in row]
    first = f'<th scope="row" class="{widths[0]}">{shown[0]}</th>'
    return first + "".join(f'<td class="{width}">{cell}</td>' for cell, width in zip(shown[1:], widths[1:], strict=True))


def _nested(items: Sequence[str], links: Mapping[int, str]) -> str:
    """A list; what is indented lies in a list of its own under the item before it."""
    made: list[str] = []
    depth = -1
    for level, words in levels(items):
        if level > depth:
            made.append("<ul>")
        else:
            made.append("</li>" + "</ul></li>" * (depth - level))
        made.append(f"<li>{_inline(words, links)}")
        depth = level
    return "".join(made) + "</li></ul>" * (depth + 1)
