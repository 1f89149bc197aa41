"""Pages of positioned text → the extraction: furniture, reading order, paragraphs, offsets."""

from __future__ import annotations

import statistics
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ingest.decoding import normalise
from ingest.models import Cut, Extraction
from ingest.readers.pdf_columns import Column, reading_order
from ingest.readers.pdf_furniture import Furniture, take_furniture
from ingest.readers.pdf_paragraphs import Margins, Placed, glue, joins, margins_of, pitch_of
from ingest.readers.pdf_pieces import Line, Piece, line_of, rows_of
from ingest.readers.pdf_tables import goes_on, table_lines

_SAME_WIDTH = 5.0
"""How far apart, in points, the widths of pages of one format may be."""
_PADDING = 1.0
"""Space, in em, that a full line may leave free in a table's cell."""
_LEAST_REACH, _COLUMN_REACH = 0.75, 0.6
"""Share of the width of a page, and of the space for a column, that full lines reach at the
least; shorter ones are a list, even where they are of one length."""
_LONG_LINES = 18.0
"""Length, in em, from which lines of one length are no list of names."""


class PageText(NamedTuple):
    """A page as a reader found it."""

    pieces: Sequence[Piece]
    """Its pieces, in any order."""
    width: float
    height: float
    recognised: bool = False
    """Whether any of its text was recognised in a picture."""


def assemble(pages: Sequence[PageText], *, whole: bool = False) -> Extraction:
    """Put the pages of a document together.

    Args:
        pages: All its pages, blank ones too.
        whole: Keep running heads and page numbers, as for one picture inside a document.

    Returns:
        Text, pages, cuts and recognised pages.
    """
    if whole:
        furniture = [Furniture(list(page.pieces), [], []) for page in pages]
    else:
        furniture = take_furniture([page.pieces for page in pages], [page.height for page in pages])
    placed = _placed(pages, furniture)
    text, starts = _compose(_with_tables(placed), _body(placed), len(pages))
    cuts = []
    for i, page in enumerate(furniture):
        for start, taken in ((starts[i], page.above), (starts[i + 1], page.below)):
            cuts += [Cut(reason=reason, text=normalise(words), start=start) for reason, words in taken]
    recognised = tuple(i + 1 for i, page in enumerate(pages) if page.recognised)
    return Extraction(text=text, pages=tuple(starts[:-1]), cuts=tuple(cuts), recognised_pages=recognised)


def cell_text(pieces: Sequence[Piece], left: float, right: float) -> str:
    """Text of a table's cell.

    Args:
        pieces: Its pieces; among them may be tables.
        left: Where the cell begins.
        right: Where it ends.

    Returns:
        Its paragraphs, each on a line.
    """
    lines = [line_of(row) for row in rows_of(pieces)]
    em = statistics.median(p.em for p in pieces)
    own = margins_of(lines, em) or Margins(left, right, sure=False)
    margins = Margins(own.left, max(own.right, right - _PADDING * em), sure=True)
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    if max(middles) - min(middles) <= em:  # in centred lines an indent means nothing
        lines = [line._replace(x0=margins.left) for line in lines]
    placed = [Placed(line, margins, 0, 0, pitch_of(lines)) for line in lines]
    return _compose(_with_tables(placed), _body(placed), 1)[0]


def _placed(pages: Sequence[PageText], furniture: Sequence[Furniture]) -> list[Placed]:
    """Lines of the document in reading order, with their margins."""
    columns = [reading_order([p for p in left.pieces if not p.aside], page.width) for page, left in zip(pages, furniture, strict=True)]
    margins = _margins(pages, columns)
    placed: list[Placed] = []
    count = 0
    for i, page in enumerate(columns):
        for column in page:
            pitch = pitch_of(column.lines)
            placed += [Placed(line, margins[i, column.place], i, count, pitch) for line in column.lines]
            count += 1
        for piece in furniture[i].pieces:
            if piece.aside:
                line = line_of([piece])._replace(prose=False)
                placed.append(Placed(line, Margins(0, pages[i].width, sure=False), i, count, 2.0))
                count += 1
    return placed


def _margins(pages: Sequence[PageText], columns: Sequence[Sequence[Column]]) -> dict[tuple[int, tuple[float, float]], Margins]:
    """Margins of the columns of each page; where a page cannot tell, those of pages like it."""
    found: dict[tuple[int, tuple[float, float]], Margins] = {}
    for i, page in enumerate(columns):
        lines: dict[tuple[float, float], list[Line]] = defaultdict(list)
        for column in page:
            lines[column.place] += column.lines
        for place, own in lines.items():
            em = statistics.median(line.em for line in own)
            margins = margins_of(own, em) or Margins(*place, sure=False)
            reach = place[0] + (_LEAST_REACH if place == (0.0, pages[i].width) else _COLUMN_REACH) * (place[1] - place[0])
            trusted = margins.sure and margins.right - margins.left >= _LONG_LINES * em
            found[i, place] = margins if trusted else margins._replace(right=max(margins.right, reach))
    whole = {i: margins for (i, place), margins in found.items() if place == (0.0, pages[i].width)}
    for i, own_margins in whole.items():
        width = pages[i].width
        alike = [] if own_margins.sure else [m.right for j, m in whole.items() if m.sure and abs(pages[j].width - width) <= _SAME_WIDTH]
        if alike:
            found[i, (0.0, width)] = own_margins._replace(right=max(own_margins.right, statistics.median(alike)))
    return found


def _body(placed: Sequence[Placed]) -> float:
    """Size of most of the text."""
    sizes: dict[float, int] = defaultdict(int)
    for p in placed:
        sizes[round(p.line.em * 2) / 2] += len(p.line.text)
    return max(sizes, key=lambda size: sizes[size], default=1.0)


def _with_tables(placed: Sequence[Placed]) -> list[Placed]:
    """Write out the tables; one that goes on over pages is one."""
    result: list[Placed] = []
    run: list[Placed] = []
    for p in [*placed, None]:
        table = p.line.table if p else None
        last = run[-1] if run else None
        if last and not (p and table and last.line.table and p.page == last.page + 1 and goes_on(last.line.table, table)):
            for part, lines in zip(run, table_lines([r.line.table for r in run if r.line.table]), strict=True):
                result += [part._replace(line=part.line._replace(text=line)) for line in lines]
            run = []
        if p and table:
            run.append(p)
        elif p:
            result.append(p)
    return result


def _compose(placed: Sequence[Placed], body: float, pages: int) -> tuple[str, list[int]]:
    """Text, and where each page begins; the last number is the text's end."""
    parts: list[str] = []
    starts: list[int | None] = [None] * pages
    length = 0
    first = last = None
    for p in placed:
        text = normalise(p.line.text).strip()
        if not text:
            continue
        between = "\n" if parts else ""
        if first and last and joins(first, last, p, body) and unicodedata.is_normalized("NFC", parts[-1][-1] + text[0]):
            between = glue(parts[-1], text)
        else:
            first = p
        length += len(between)
        if starts[p.page] is None:
            starts[p.page] = length
        parts += [between, text]
        length += len(text)
        last = p
    ends = [length]
    for start in reversed(starts):
        ends.append(ends[-1] if start is None else start)
    return "".join(parts), ends[::-1]
