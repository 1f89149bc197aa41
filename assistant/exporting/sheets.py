"""Sheets of a workbook. Whatever a cell is given as text stays text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from assistant.exporting.plain import one_line, plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CELL_MAX = 32_767
"""Longest text of a cell in UTF-16 code units. Source: Excel specifications and limits."""
_LINES_MAX = 254
"""Most lines of a cell: 253 line feeds. Source: as above."""
_CUT = "……（单元格放不下，余下的见“出处”表或原报告）"
_NAME_MAX = 31
"""Longest name of a sheet in UTF-16 code units. Source: as above."""
_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_DANGEROUS = ("=", "+", "-", "@")
"""With these a text would be taken for a formula once someone edits its cell."""
_ROW_MAX = 409.0
"""Highest row in points."""
_LINE_POINTS = 15.5
_SLACK = 1.08
"""How much more room a line takes, as it is broken before its end."""
_FIRST_WIDTH, _WIDTH, _ALONE_WIDTH = 16.0, 56.0, 110.0
_EXACT = 10**15
"""Below it Excel shows a whole number as it is."""
_FREE = {"text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 11}
_FRAMED = {**_FREE, "align": "left", "border": 1, "border_color": "#BFBFBF"}
WORKBOOK_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""How a workbook has to be opened."""
Cell = str | int | None
Look = str
"""How a cell looks: ``title``, ``heading``, ``header``, ``text``, ``free``, or one that was added."""


class Column(NamedTuple):
    """A column of a list."""

    name: str
    width: float
    """In characters of the standard font; a Chinese one takes two."""


class Book:
    """A workbook in the making."""

    def __init__(self, workbook: Workbook) -> None:
        """Prepare its formats.

        Args:
            workbook: An empty workbook.
        """
        self._workbook = workbook
        self._names: set[str] = set()
        self._formats: dict[Look, tuple[Format, Format]] = {}
        self._add_look("title", {**_FREE, "bold": True, "font_size": 16})
        self._add_look("heading", {**_FREE, "bold": True, "font_size": 12})
        self._add_look("header", {**_FRAMED, "bold": True, "bg_color": "#EDEDED", "valign": "vcenter"})
        self._add_look("text", _FRAMED)
        self._add_look("free", _FREE)

    def add_look(self, look: Look, face: str, ink: str) -> None:
        """Have coloured cells, whose text stands in the middle.

        Args:
            look: Its name; a known one stays as it is.
            face: The cell's colour, e.g. ``#1c6488``.
            ink: Its text's colour.
        """
        if look not in self._formats:
            self._add_look(look, {**_FRAMED, "align": "center", "valign": "vcenter", "bg_color": face, "font_color": ink})

    def _add_look(self, look: Look, made: Mapping[str, object]) -> None:
        self._formats[look] = (self._workbook.add_format(made), self._workbook.add_format({**made, "quote_prefix": True}))

    def add_list(self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Add a sheet with a row a thing, to sort and filter.

        Args:
            name: Its name; changed when Excel does not take it.
            columns: Its columns.
            rows: Its rows, a cell a column.
        """
        sheet = self._sheet(name)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            self.write(sheet, 0, at, column.name, "header")
        widths = [column.width for column in columns]
        for down, row in enumerate(rows, 1):
            for at, cell in enumerate(row):
                self.write(sheet, down, at, cell, "text")
            sheet.set_row(down, height(row, widths))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        sheet.repeat_rows(0)

    def add_text(self, name: str, widths: Sequence[float]) -> TextSheet:
        """Add a sheet to be read.

        Args:
            name: Its name.
            widths: Widths of its columns in characters of the standard font, at least one.
        """
        return TextSheet(self, self._sheet(name), widths)

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell, look: Look) -> None:
        """Write a cell: a number as a number, anything else as text.

        Args:
            sheet: The sheet.
            row: From 0.
            column: From 0.
            cell: What it shows; None for nothing.
            look: How it looks.
        """
        if isinstance(cell, int) and abs(cell) < _EXACT:
            sheet.write_number(row, column, cell, self._formats[look][0])
        elif words := fitted("" if cell is None else str(cell)):
            sheet.write_string(row, column, words, self.format(look, words))
        else:
            sheet.write_blank(row, column, None, self._formats[look][0])

    def format(self, look: Look, words: str) -> Format:
        """The format of a cell.

        Args:
            look: How it looks.
            words: What it shows.
        """
        return self._formats[look][words.startswith(_DANGEROUS)]

    def _sheet(self, name: str) -> Worksheet:
        sheet = self._workbook.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _free_name(self, name: str) -> str:
        wanted = _NAME_FORBIDDEN.sub("-", one_line(name)).strip("' -") or "表"
        wanted = "表-History" if wanted.lower() == "history" else wanted
        number, made = 1, _within(wanted, _NAME_MAX).rstrip("' ")
        while made.lower() in self._names:
            number += 1
            made = f"{_within(wanted, _NAME_MAX - len(str(number)) - 2)}（{number}）"
        self._names.add(made.lower())
        return made


class TextSheet:
    """A sheet of lines over all columns, and tables between them."""

    def __init__(self, book: Book, sheet: Worksheet, widths: Sequence[float]) -> None:
        """Begin on top.

        Args:
            book: Its workbook.
            sheet: The sheet, empty.
            widths: Widths of its columns.
        """
        self._book, self._sheet, self._widths, self._row = book, sheet, widths, 0
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)

    def add_line(self, text: str, look: Look = "free") -> None:
        """Add a line over all columns.

        Args:
            text: What it says; an empty one is left out.
            look: How it looks.
        """
        words = fitted(text)
        if not words:
            return
        enlarged = 1.5 if look == "title" else 1.0
        self._sheet.set_row(self._row, enlarged * height([words], [sum(self._widths) / enlarged]))
        if len(self._widths) > 1:
            self._sheet.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", self._book.format(look, words))
        self._book.write(self._sheet, self._row, 0, words, look)
        self._row += 1

    def add_row(self, cells: Sequence[str], look: Look = "text", looks: Sequence[Look] = ()) -> None:
        """Add a row of a table.

        Args:
            cells: Its cells.
            look: How they look.
            looks: How each looks, where they differ.
        """
        for at, (cell, shown) in enumerate(zip(cells, looks or [look] * len(cells), strict=True)):
            self._book.write(self._sheet, self._row, at, cell, shown)
        self._sheet.set_row(self._row, height(cells, self._widths))
        self._row += 1

    def freeze(self) -> None:
        """Keep the rows so far and the first column in sight, and the last row on top of every printed page."""
        self._sheet.freeze_panes(self._row, 1)
        self._sheet.repeat_rows(self._row - 1)

    def skip(self) -> None:
        """Leave a row empty."""
        self._row += 1


def text_widths(columns: int) -> list[float]:
    """Widths of the columns of a sheet to be read.

    Args:
        columns: Columns of its widest table.
    """
    return [_FIRST_WIDTH] + [_WIDTH] * (columns - 1) if columns > 1 else [_ALONE_WIDTH]


def fitted(text: str) -> str:
    """Text that a cell can hold; when it is cut, it says so.

    Args:
        text: Any text.
    """
    words = plain(text).strip("\n")
    rows = words.split("\n")
    if _units(words) <= _CELL_MAX and len(rows) <= _LINES_MAX:
        return words
    return _within("\n".join(rows[:_LINES_MAX]), _CELL_MAX - _units(_CUT)) + _CUT


def height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Height of a row that shows all of its cells, in points; LibreOffice finds none by itself.

    Args:
        cells: What they show.
        widths: Widths of their columns in characters of the standard font.
    """
    rows = (
        sum(ceil(width_of(line) * _SLACK / width) or 1 for line in str(cell or "").split("\n")) for cell, width in zip(cells, widths, strict=False)
    )
    return min(_ROW_MAX, max(rows, default=1) * _LINE_POINTS + 3)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _within(text: str, most: int) -> str:
    """The beginning of a text with at most so many UTF-16 code units."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")


def width_of(line: str) -> int:
    """Width in characters of the standard font.

    Args:
        line: Text on one line.
    """
    return sum(1 if char.isascii() else 2 for char in line)
