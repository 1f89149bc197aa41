"""A table of Word as lines that can be read and cited one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers import grid
from ingest.readers.word_blocks import Block, Cell, Line, Row

MAX_REPEATED = 60
"""Longest text of a vertically merged cell, in characters, that is repeated in every row."""
LONG_CELL = 150
"""Text of several paragraphs, in characters, from which a cell keeps its paragraphs apart."""
MAX_HEADER = 40
"""Longest column name, in characters, in a row that is a header by its look."""
_MAX_DEPTH = 3
"""Most rows that together name the columns."""
_GAP = re.compile(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")
_CLOSED = ("。", "！", "？", "；", ";", "…")


def table_blocks(rows: Sequence[Row], *, styled: bool = False) -> list[Block]:
    """Turn a table into blocks.

    A table of one column, or of one row with running text, is layout: its content stands as
    it is, and so does a row that is one cell across the table. Where Word shows which rows
    name the columns (repeated on every page, bold, shaded), each row is a line
    ``学校：清源一小；班级数：24``; elsewhere the words decide, as for tables of other formats.

    Args:
        rows: Its rows, from the top.
        styled: Whether the table's style shows the first row in another way.

    Returns:
        The blocks; all text of the table is in them.
    """
    width = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    start = next((i for i, row in enumerate(rows) if not _is_across(row, width)), len(rows))
    blocks = [block for row in rows[:start] for block in _as_it_is(row)]
    rows = _with_merged(rows[start:])
    if len(rows) == 1 and any(_is_long(cell) for cell in rows[0].cells):
        return blocks + _as_it_is(rows[0])
    depth = _header_depth(rows, width, styled=styled)
    if not depth:
        return blocks + _by_words(rows, width)
    return blocks + _under_header(rows[:depth], rows[depth:], width)


def _under_header(header: Sequence[Row], rows: Sequence[Row], width: int) -> list[Block]:
    names = _column_names(header)
    blocks: list[Block] = []
    for row in rows:
        if _is_across(row, width):
            blocks += _as_it_is(row)
        elif any(_same(row, above) for above in header):
            blocks += _beside(row)  # the header again, as on every page
        else:
            blocks += _named_row(row, names)
    beside = [block for row in header for block in _beside(row)]
    shown = "\n".join(block.text for block in blocks if isinstance(block, Line))
    if all(part in shown for parts in names.values() for part in parts):
        return beside + blocks
    # A column without values: its name would stand nowhere.
    return [Line("；".join(dict.fromkeys("·".join(names[column]) for column in sorted(names) if names[column]))), *beside, *blocks]


def _with_merged(rows: Sequence[Row]) -> list[Row]:
    """Give vertically merged cells the text of the cell they continue."""
    origins: dict[int, Cell] = {}
    filled = []
    for row in rows:
        cells = []
        for cell in row.cells:
            origin = origins.get(cell.column)
            if cell.continues and origin:
                repeated = origin.line_blocks if len(origin.text) <= MAX_REPEATED else ()
                own = tuple(block for block in cell.blocks if block not in repeated)
                cells.append(cell._replace(blocks=repeated + own))
            else:
                origins[cell.column] = cell
                cells.append(cell)
        filled.append(row._replace(cells=tuple(cells)))
    return filled


def _is_across(row: Row, width: int) -> bool:
    return len(row.cells) == 1 and row.cells[0].span >= width


def _same(row: Row, other: Row) -> bool:
    return [cell.text for cell in row.cells] == [cell.text for cell in other.cells]


def _as_it_is(row: Row) -> list[Block]:
    return [block for cell in row.cells for block in cell.blocks]


def _beside(row: Row) -> list[Block]:
    """What hangs on a row and is no line of it: pictures, text that is left out."""
    return [block for cell in row.cells for block in cell.blocks if not isinstance(block, Line)]


def _header_depth(rows: Sequence[Row], width: int, *, styled: bool) -> int:
    """Rows at the top that name the columns as Word shows it; 0 when nothing shows it."""
    declared = next((i for i, row in enumerate(rows) if not row.header), len(rows))
    depth = declared or (_extent(rows) if rows else 0)
    if not 0 < depth < len(rows) or depth > _MAX_DEPTH or any(_is_across(row, width) for row in rows[:depth]):
        return 0
    names = [cell for row in rows[:depth] for cell in row.cells if cell.text]
    if len(names) < 2 or any(len(cell.text) > MAX_HEADER or cell.nested for cell in names):
        return 0
    below = [cell for cell in rows[depth].cells if cell.text]
    bold = all(cell.bold for cell in names) and not all(cell.bold for cell in below)
    shaded = all(cell.shaded for cell in names) and not all(cell.shaded for cell in below)
    return depth if declared or styled or bold or shaded else 0


def _extent(rows: Sequence[Row]) -> int:
    """Rows that the merged cells of the first row bind together."""
    columns = {cell.column for cell in rows[0].cells if cell.span == 1}
    if not columns or len(columns) == len(rows[0].cells):
        return 1
    depth = 1
    while depth < len(rows) and columns <= {cell.column for cell in rows[depth].cells if cell.continues}:
        depth += 1
    return depth


def _column_names(header: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """Names above each grid column, from the top, each once."""
    names: dict[int, tuple[str, ...]] = {}
    for row in header:
        for cell in row.cells:
            name = _GAP.sub("", cell.text).rstrip("：: ")
            for column in range(cell.column, cell.column + cell.span):
                above = names.get(column, ())
                names[column] = (*above, name) if name and name not in above else above
    return names


def _named_row(row: Row, names: dict[int, tuple[str, ...]]) -> list[Block]:
    line = ""
    for cell in row.cells:
        if cell.text and not _is_long(cell):
            name = _name_of(cell, names)
            parted = not line or line.endswith(_CLOSED)
            line += ("" if parted else "；") + (f"{name}：" if name else "") + cell.text
    blocks: list[Block] = [Line(line)] if line else []
    for cell in row.cells:
        if _is_long(cell):
            name = _name_of(cell, names)
            blocks += [Line(f"{name}：")] if name else []
            blocks += cell.line_blocks
    return blocks + _beside(row)


def _is_long(cell: Cell) -> bool:
    return len(cell.line_blocks) > 1 and (cell.nested or any(line.level for line in cell.line_blocks) or len(cell.text) > LONG_CELL)


def _name_of(cell: Cell, names: dict[int, tuple[str, ...]]) -> str:
    covered = dict.fromkeys("·".join(names.get(column, ())) for column in range(cell.column, cell.column + cell.span))
    return "、".join(name for name in covered if name)


def _by_words(rows: Sequence[Row], width: int) -> list[Block]:
    """Rows of a table whose look tells nothing."""
    places: list[list[grid.Cell]] = []
    origins: dict[int, tuple[int, int]] = {}
    for y, row in enumerate(rows):
        line = [grid.Cell("", (y, x)) for x in range(width)]
        for cell in row.cells:
            origin = origins.get(cell.column, (y, cell.column)) if cell.continues and cell.text else (y, cell.column)
            origins[cell.column] = origin
            text = "\n".join(block.text for block in cell.line_blocks)
            line[cell.column : cell.column + cell.span] = [grid.Cell(text, origin)] * cell.span
        places.append(line[:width])
    blocks: list[Block] = []
    for row, texts in zip(rows, grid.grid_lines(places), strict=True):
        levels = {line.text: line.level for cell in row.cells for line in cell.line_blocks}
        blocks += [Line(text, levels.get(text)) for text in texts if text.strip()]
        blocks += _beside(row)
    return blocks
