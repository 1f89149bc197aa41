"""An answer as a Markdown file that stands by itself: its sources are footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from assistant.exporting.plain import one_line
from assistant.exporting.sources import closing, heading, reading_order, source, uncited, understood, verbatim
from assistant.marked import Piece, levels, lines, pieces
from assistant.models import Answer, Citation, Items, Paragraph, Part, Table

_MARKS = re.compile(r"[\\`*_\[\]<>|~$&^]")
"""What Markdown, HTML inside it, and its common extensions take for marks wherever it stands."""
_LINK = re.compile(r"(?<=https)(?=://)|(?<=http)(?=://)|(?<=ftp)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
"""Where a backslash keeps an address from becoming a link."""
_BEGINNING = re.compile(r"(?:[#+=:-]|\d{1,9}(?=[.)]))")
"""What is a mark at the beginning of a line."""


def answer_markdown(answer: Answer, *, made: date | None = None) -> str:
    """An answer as a Markdown file; text from reports and questions shows as it is written.

    Args:
        answer: The answer.
        made: The day that the file bears; None for today.
    """
    cited = {c.number: c for c in answer.citations}
    blocks = [f"# {_text(answer.question) or '答案'}", _line(understood(answer))]
    blocks += [_part(part, cited) for part in reading_order(answer)]
    rest = uncited(answer)
    if rest:
        blocks.append("\n".join(["## 其他原文", "", *(f"- {_text(verbatim(c))}[^{c.number}]" for c in rest)]))
    blocks.append(_line(closing(answer, made)))
    blocks += [_definition(c) for c in answer.citations]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _definition(c: Citation) -> str:
    """A footnote; the blank keeps a reader that knows no footnotes from taking it for the address of a link."""
    return f"[^{c.number}]: 见 {_text(source(c))}：{_text(verbatim(c))}"


def _text(text: str) -> str:
    """Text that shows as it is, behind the beginning of a line."""
    return _LINK.sub(r"\\", _MARKS.sub(r"\\\g<0>", one_line(text)))


def _line(text: str) -> str:
    return _begun(_text(text))


def _begun(line: str) -> str:
    """A line that begins with nothing that is a mark there."""
    found = _BEGINNING.match(line)
    if not found:
        return line
    return f"\\{line}" if found.end() == 1 and not line[0].isdigit() else f"{found.group()}\\{line[found.end() :]}"


def _inline(found: Iterable[Piece], cited: Mapping[int, Citation]) -> str:
    return "".join(_piece(piece, cited) for piece in found).strip(" ")


def _piece(piece: Piece, cited: Mapping[int, Citation]) -> str:
    if piece.number in cited:
        return f"[^{piece.number}]"
    inner = _text(piece.text)
    before, after = (" " if piece.text[:1] == " " else ""), (" " if piece.text[-1:] == " " else "")
    if piece.strong and piece.text[0].isalnum() and piece.text[-1].isalnum():
        return f"**{inner}**"
    return f"{before}{inner}{after}" if inner else before


def _part(part: Part, cited: Mapping[int, Citation]) -> str:
    if isinstance(part, Paragraph):
        return _begun(_inline(pieces(part.text, part.written), cited))
    title = _inline(pieces(heading(part)), cited)
    body = _table(part, cited) if isinstance(part, Table) else _list(part, cited)
    return f"## {title}\n\n{body}" if title else body


def _list(part: Items, cited: Mapping[int, Citation]) -> str:
    return "\n".join(f"{'  ' * level}- {_begun(_inline(pieces(words), cited))}" for level, words in levels(part.items))


def _table(table: Table, cited: Mapping[int, Citation]) -> str:
    rows = [["<br>".join(_inline(line, cited) for line in lines(cell, table.written)) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(map(_text, table.header)), ["---"] * len(table.header), *rows))
