"""Spreadsheets: each row a line in which every value stands beside its column's name."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import subprocess
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from ingest.decoding import decode, normalise
from ingest.models import Extraction, FailureCategory, StyledHeading, UnreadableFileError
from ingest.readers import PageProgress, untold
from ingest.readers.grid import Cell, grid_lines

_TIMEOUT = 120.0
"""Seconds that reading a workbook may take; one of 50 MB takes about ten."""
_DELIMITERS = ",\t;|，；"
_SNIFFED_ROWS = 200
_REGULAR = 0.6
"""Share of rows with the same number of cells, from which a delimiter is believed."""
_MAX_WHOLE = 10**15
"""Largest whole number shown without an exponent; the format holds 15 digits."""
_RETURN = re.compile("_x000[dD]_")
"""How Excel writes a carriage return into XML."""
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
"""Rows and columns of a sheet. Source: the limits of Excel 2007 and later."""
_MAX_PLACES = 4_000_000
"""Most places of a sheet's grid, empty ones included; each takes some 200 bytes."""
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class Sheet(NamedTuple):
    """A sheet as rows of text."""

    name: str
    """Its name; empty for a file that has but one table."""
    rows: Sequence[Sequence[str]]
    """Cells from the upper left corner, as a person sees them."""
    merged: Sequence[Area] = ()
    """Merged cells."""


def read_workbook(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a workbook: .xlsx, .xlsb, .xls or .ods.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        A line for each row; sheets are headed by their names when several hold something.

    Raises:
        UnreadableFileError: Locked, damaged, or too large to be read.
    """
    from ingest.readers.percentages import find_percentages

    places = find_percentages(data)
    sheets = []
    for sheet in _sheets(data):
        percent = places[sheet["index"]] if sheet["index"] < len(places) else {}
        rows = [
            [value if isinstance(value, str) else _number(value, percent.get((r, c))) for c, value in enumerate(row)]
            for r, row in enumerate(sheet["rows"])
        ]
        sheets.append(Sheet(sheet["name"], rows, sheet["merged"]))
    return _extraction(sheets)


def read_sheet_xml(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read an Excel 2003 XML workbook, which reporting systems export under ``.xls``.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        A line for each row; sheets are headed by their names when several hold something.

    Raises:
        UnreadableFileError: Damaged.
    """
    from lxml import etree

    try:
        # Such exports are often cut short or not quite well-formed; what can be read is.
        root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True))
    except etree.LxmlError as error:
        raise _damaged() from error
    if root is None:
        raise _damaged()
    sheets = []
    for sheet in root.iter(f"{_SHEET}Worksheet"):
        cells, merged = _xml_cells(sheet.iter(f"{_SHEET}Row"))
        sheets.append(_compact(sheet.get(f"{_SHEET}Name", ""), cells, merged))
    return _extraction(sheets)


def _compact(name: str, cells: dict[tuple[int, int], str], merged: list[Area]) -> Sheet:
    """A sheet without the stretches of empty rows and columns that indices may leap over."""
    rows, columns = _kept({r for r, _ in cells}), _kept({c for _, c in cells})
    if len(rows) * len(columns) > _MAX_PLACES:
        raise UnreadableFileError(FailureCategory.TOO_LARGE, "表格太大，或内容散布得太开，没有读取。请拆成几个文件，或删去空白的行列后再导入。")
    grid = [[cells.get((r, c), "") for c in columns] for r in rows]
    areas = []
    room = len(rows) * len(columns)
    for top, left, bottom, right in merged:
        down, across = rows[bisect_left(rows, top) : bisect_right(rows, bottom)], columns[bisect_left(columns, left) : bisect_right(columns, right)]
        room -= len(down) * len(across)
        if room < 0:  # only areas that overlap, in a broken file, are larger than the sheet together
            break
        # An area over other cells would hide their text.
        if [place for place in product(down, across) if place in cells] == [(top, left)]:
            first = bisect_left(rows, top), bisect_left(columns, left)
            areas.append((*first, first[0] + len(down) - 1, first[1] + len(across) - 1))
    return Sheet(name, grid, areas)


def _kept(used: set[int]) -> list[int]:
    """Rows or columns that hold something, and the one before each: an empty row keeps tables apart."""
    return sorted(used | {i - 1 for i in used if i})


def _xml_cells(rows: Iterable[Any]) -> tuple[dict[tuple[int, int], str], list[Area]]:
    """Texts by row and column, and merged cells."""
    cells: dict[tuple[int, int], str] = {}
    merged = []
    r = -1
    for row in rows:
        r = max(_integer(row.get(f"{_SHEET}Index"), _MAX_ROWS) - 1, r + 1)
        c = -1
        for cell in row.iterfind(f"{_SHEET}Cell"):
            c = max(_integer(cell.get(f"{_SHEET}Index"), _MAX_COLUMNS) - 1, c + 1)
            value = cell.find(f"{_SHEET}Data")
            if value is not None and (text := "".join(value.itertext())).strip():
                cells[r, c] = _xml_value(text, value.get(f"{_SHEET}Type", ""))
            across, down = _integer(cell.get(f"{_SHEET}MergeAcross"), _MAX_COLUMNS), _integer(cell.get(f"{_SHEET}MergeDown"), _MAX_ROWS)
            if across or down:
                merged.append((r, c, r + down, c + across))
                c += across
    return cells, merged


def _xml_value(text: str, kind: str) -> str:
    if kind == "DateTime":
        return re.sub(r"(?:T00:00:00|(T\d\d:\d\d):00|(T\d\d:\d\d:\d\d))(?:\.0*)?$", lambda m: (m[1] or m[2] or "").replace("T", " "), text)
    if kind == "Number" and re.fullmatch(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:E[+-]?[0-9]+)?", text) and math.isfinite(number := float(text)):
        return _number(number, None)
    return text


def _integer(value: str | None, limit: int) -> int:
    """A place or a count; 0 for none, and for what no sheet has room for."""
    number = int(value) if value and re.fullmatch("[0-9]{1,7}", value) else 0
    return number if number <= limit else 0


def read_csv(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a table whose cells are separated by commas, tabs or the like.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        A line for each row; the lines as they are when no separator makes a table of them.

    Raises:
        UnreadableFileError: Not a text.
    """
    text = normalise(decode(data)[0])
    told = re.match(r"sep=(.)\n", text)
    body = text[told.end() :] if told else text
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        delimiter = told[1] if told else _sniffed(body)
        rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)) if delimiter else None
    except csv.Error:
        rows = None
    finally:
        csv.field_size_limit(limit)
    return _extraction([Sheet("", rows)]) if rows is not None else Extraction(text=body)


def _sniffed(text: str) -> str | None:
    """The delimiter that gives the most rows with the same number of cells, at least two."""
    if not text.strip("\n" + _DELIMITERS):
        return ","
    best: tuple[float, int, str] | None = None
    for delimiter in _DELIMITERS:
        rows = [row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SNIFFED_ROWS) if any(row)]
        width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        if width > 1 and count >= _REGULAR * len(rows) and (best is None or (count / len(rows), width) > best[:2]):
            best = (count / len(rows), width, delimiter)
    return best[2] if best else None


def _sheets(data: bytes) -> list[dict[str, Any]]:
    """Sheets as the worker gives them; see ``sheet_worker.main``."""
    from ingest.readers import sheet_worker

    # -P keeps the readers' own folder off the import path: html.py there is not the library's.
    command = [sys.executable, "-P", sheet_worker.__file__]
    try:
        result = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFileError(FailureCategory.TOO_LARGE, "表格太大，读取超时。请拆成几个文件，或删去空白的行列后再导入。") from error
    if result.returncode == sheet_worker.PASSWORD:
        raise UnreadableFileError(FailureCategory.ENCRYPTED, "表格加了密码，无法读取。请用 Excel 或 WPS 打开，去掉密码后另存，再重新导入。")
    if result.returncode:
        raise _damaged()
    sheets: list[dict[str, Any]] = json.loads(result.stdout)
    return sheets


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(FailureCategory.DAMAGED, "表格已损坏或不完整，打不开。请用 Excel 或 WPS 打开修复，另存为 .xlsx 后再导入。")


def _number(value: float, percent_digits: int | None) -> str:
    """A number as a person sees it; ``percent_digits`` after the point when it is a percentage."""
    if percent_digits is not None:
        return f"{value * 100:.{percent_digits}f}%"
    if float(value).is_integer() and abs(value) <= _MAX_WHOLE:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{value:.15f}".rstrip("0").rstrip(".") if "e-" in text else text


def _extraction(sheets: Sequence[Sheet]) -> Extraction:
    tables = [(sheet.name, _lines(sheet)) for sheet in sheets]
    tables = [(normalise(name).strip(), lines) for name, lines in tables if lines]
    parts: list[str] = []
    headings = []
    place = 0
    for name, lines in tables:
        if len(tables) > 1 and name:
            headings.append(StyledHeading(start=place, end=place + len(name), level=1))
            lines = [name, *lines]
        parts += lines
        place += sum(len(line) + 1 for line in lines)
    return Extraction(text="\n".join(parts), headings=tuple(headings))


def _lines(sheet: Sheet) -> list[str]:
    width = max(map(len, sheet.rows), default=0)
    texts = [[normalise(_RETURN.sub("", text)) for text in row] + [""] * (width - len(row)) for row in sheet.rows]
    grid = [[Cell(text, (r, c)) for c, text in enumerate(row)] for r, row in enumerate(texts)]
    room = len(grid) * width
    for top, left, bottom, right in sheet.merged:
        bottom, right = min(bottom, len(grid) - 1), min(right, width - 1)
        room -= max(bottom + 1 - top, 0) * max(right + 1 - left, 0)
        if room < 0:  # only areas that overlap, in a broken file, are larger than the sheet together
            break
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                grid[r][c] = grid[top][left]
    return [line.strip() for lines in grid_lines(grid) for line in lines if line.strip()]
