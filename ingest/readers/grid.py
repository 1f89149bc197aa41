"""Cells of a table → lines of text in which every value stands beside its column's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_LONG_NAME = 40
"""Longest column name, in characters."""
_LONG_LABEL = 14
"""Longest label beside a value, in characters."""
_LONG_CELL = 80
"""A cell of several lines, from this many characters on, is a text of its own and no value."""
_MAX_REPEATED = 60
"""Longest text of a cell merged over several rows, in characters, that is repeated in each."""
_MAX_LEVELS = 3
"""Most rows that together name the columns."""
_NUMBER = re.compile(r"[-+−]?[¥￥$]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?|[-—–/]+|无|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?")
_YEAR_OR_MONTH = re.compile(r"(?:(?:19|20)\d\d年?度?|\d{1,2}月份?)")
_SENTENCE = re.compile(r"[。；！？]|，.*，")
_NAME_WORD = re.compile(
    r"序号|编号|名称|姓名|单位|区县|县区|地区|学校|部门|科室|项目|指标|类别|类型|内容|数量|人数|总数|合计|金额|比例|占比|时间|日期|年度|年份|情况|进度|成效|措施|"
    r"职务|电话|地址|备注|说明|标题|正文|得分|分值|标准|要求|责任人|来源"
)


class Cell(NamedTuple):
    """One place of a grid; a merged cell fills all its places."""

    text: str
    """What stands there, perhaps on several lines."""
    origin: tuple[int, int]
    """Row and column, in the grid, of the cell's upper left place."""


Row = Sequence[Cell]
Grid = Sequence[Row]


def grid_lines(grid: Grid) -> list[list[str]]:
    """Turn a table into lines.

    Title rows stay lines of their own. Under a header, a row becomes
    ``列名：值；列名：值``; a form of labels and values becomes ``标签：值；标签：值``; other
    rows become ``值 | 值``. A cell that holds a text of several lines follows its row, with
    its lines as they are. Nothing is left out, except a header that is repeated further down.

    Args:
        grid: Rows of equal length.

    Returns:
        The lines of each row of the grid; none for an empty row.
    """
    grid = [[cell if cell.origin[0] == r or len(cell.text) <= _MAX_REPEATED else Cell("", cell.origin) for cell in row] for r, row in enumerate(grid)]
    lines: list[list[str]] = []
    place = 0
    while place < len(grid):
        height = _header_height(grid, place)
        if not height:
            lines.append(_loose_row(grid[place]))
            place += 1
            continue
        end = _table_end(grid, place, height)
        lines += _table(grid[place : place + height], grid[place + height : end])
        place = end
    return lines


def _cells(row: Row) -> list[tuple[int, Cell]]:
    """A row's cells that hold something, each once, with their columns."""
    return [(i, cell) for i, cell in enumerate(row) if cell.text.strip() and (i == 0 or row[i - 1].origin != cell.origin)]


def _is_name(text: str) -> bool:
    text = re.sub(r"[（(][^（()）]*[）)]|^其中[：:]", "", _one_line(text))
    is_number = bool(_NUMBER.fullmatch(text)) and not _YEAR_OR_MONTH.fullmatch(text)
    return len(text) <= _LONG_NAME and not is_number and not _SENTENCE.search(text) and not re.search(r"[：:].|\d{5}", text)


def _is_header(row: Row) -> bool:
    cells = _cells(row)
    return len(cells) >= 2 and all(_is_name(cell.text) for _, cell in cells)


def _header_height(grid: Grid, place: int) -> int:
    """How many rows of column names begin at a row; 0 when it is no header."""
    if not _is_header(grid[place]) or place + 1 >= len(grid) or _is_form(grid, place):
        return 0
    height = 1
    while height < _MAX_LEVELS and place + height < len(grid) and _names_parts(grid[place + height - 1], grid[place + height]):
        height += 1
    return height if any(_cells(row) for row in grid[place + height :]) else 0


def _names_parts(upper: Row, lower: Row) -> bool:
    """Whether a row names parts of the columns above it."""
    own = {i for i, cell in _cells(lower) if cell.origin != upper[i].origin}
    groups = _groups(upper)
    inside = {i for start, end in groups for i in range(start, end)}
    return _is_header(lower) and bool(own) and own <= inside and all(len(own & set(range(start, end))) > 1 for start, end in groups)


def _groups(row: Row) -> list[tuple[int, int]]:
    """Columns under one name: a merged cell, or a name with empty cells after it."""
    groups = []
    for i, cell in _cells(row):
        end = i + 1
        while end < len(row) and (row[end].origin == cell.origin or not row[end].text.strip()):
            end += 1
        if end - i > 1:
            groups.append((i, end))
    return groups


def _is_form(grid: Grid, place: int) -> bool:
    """Whether labels and values alternate from here on, so that the first row names no columns."""
    rows = [cells for row in grid[place : place + 6] if (cells := _cells(row))]
    if any(cell.text.rstrip().endswith(("：", ":")) for _, cell in rows[0]):
        return True
    if any(len(cells) % 2 for cells in rows) or {len(cells) for cells in rows} - {2, 4, 6}:
        return False
    labels = [_one_line(cell.text) for cells in rows for _, cell in cells[::2]]
    values = [_one_line(cell.text) for cells in rows for _, cell in cells[1::2]]
    if any(not _is_name(label) or len(label) > _LONG_LABEL for label in labels) or len(set(labels)) < len(labels):
        return False
    columns = max(len(cells) for cells in rows)
    first = [_one_line(cell.text) for _, cell in rows[0][1::2]]
    under = [_one_line(cell.text) for cells in rows[1:] for _, cell in cells[1::2]]
    numbers = sum(bool(_NUMBER.fullmatch(value)) for value in under)
    names_columns = all(_NAME_WORD.search(value) for value in first) or (numbers > len(under) / 2 and not any(map(_NUMBER.fullmatch, first)))
    return not names_columns and (columns == 2 or any(re.search(r"\d", value) or len(value) > _LONG_LABEL for value in values))


def _table_end(grid: Grid, place: int, height: int) -> int:
    """Where the rows under a header end: before a title row or a header of other columns that follows an empty row."""
    numeric = set()
    for row in range(place + height, len(grid)):
        cells = _cells(grid[row])
        if row > place + height and not _cells(grid[row - 1]) and cells:
            another = _is_header(grid[row]) and not _same(grid[row], grid[place]) and any(i in numeric for i, _ in cells)
            if another or (len(cells) == 1 and row + 1 < len(grid) and _is_header(grid[row + 1])):
                return row
        numeric |= {i for i, cell in cells if _NUMBER.fullmatch(_one_line(cell.text))}
    return len(grid)


def _same(row: Row, other: Row) -> bool:
    return [cell.text for cell in row] == [cell.text for cell in other]


def _names(header: Grid) -> list[str]:
    """Name of each column; parts of a group bear the group's name before theirs."""
    levels = []
    for row in header:
        level = [_one_line(cell.text) for cell in row]
        for start, end in _groups(row) if row is not header[-1] else ():
            level[start:end] = [level[start]] * (end - start)
        levels.append(level)
    return ["·".join(dict.fromkeys(name.rstrip("：:") for name in column if name)) for column in zip(*levels, strict=True)]


def _table(header: Grid, rows: Grid) -> list[list[str]]:
    names = _names(header)
    used: set[int] = set()
    body: list[list[str]] = []
    for row in rows:
        if any(_same(row, line) for line in header):
            body.append([])
            continue
        lines, shown = _named_row(row, names)
        used |= shown
        body.append(lines)
    unused = [i for i, name in enumerate(names) if name and name not in {names[j] for j in used}]
    first = ["；".join(dict.fromkeys(name for name in names if name))] if unused else []
    return [first, *([] for _ in header[1:]), *body]


def _named_row(row: Row, names: Sequence[str]) -> tuple[list[str], set[int]]:
    """A row's lines, and the columns whose names stand in them."""
    cells = _cells(row)
    if len(cells) == 1 and (cells[0][1].origin == row[-1].origin or not _NUMBER.fullmatch(_one_line(cells[0][1].text))):
        return cells[0][1].text.strip().split("\n"), set()
    line, tail, used = [], [], set()
    for i, cell in cells:
        columns = [j for j in range(i, len(row)) if row[j].origin == cell.origin]
        used |= set(columns)
        name = "、".join(dict.fromkeys(names[j] for j in columns if names[j]))
        if _is_long(cell.text):
            tail += [f"{name}："] if name else []
            tail += cell.text.strip().split("\n")
        else:
            line.append(f"{name}：{_one_line(cell.text)}" if name else _one_line(cell.text))
    return (["；".join(line)] if line else []) + tail, used


def _loose_row(row: Row) -> list[str]:
    """A row without column names: a title, or labels and values."""
    cells = [cell for _, cell in _cells(row)]
    if not cells:
        return []
    if len(cells) == 1:
        return cells[0].text.strip().split("\n")
    line, tail = "", []
    alternating = len(cells) % 2 == 0 and all(_is_name(cell.text) and len(_one_line(cell.text)) <= _LONG_LABEL for cell in cells[::2])
    for i, cell in enumerate(cells):
        if _is_long(cell.text):
            tail += cell.text.strip().split("\n")
            continue
        text = _one_line(cell.text)
        between = "" if not line or line.endswith(("：", ":")) else "；" if alternating else " | "
        line += between + text
        if alternating and i % 2 == 0 and not text.endswith(("：", ":")):
            line += "："
    return ([line] if line else []) + tail


def _is_long(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and (len(lines) > 2 or len(text) >= _LONG_CELL)


def _one_line(text: str) -> str:
    """A value on one line: a line end between ideographs was only for want of width."""
    text = re.sub(r"(?<=[\u3400-\u9fff（）、])[ \t]*\n\s*(?=[\u3400-\u9fff（）、])", "", text.strip())
    return re.sub(r"\s*\n\s*", " ", text)
