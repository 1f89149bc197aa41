"""Which cells of a workbook are shown as percentages: 0.926 is read as 92.6%."""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from ingest.containers import read_part

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = {9: "0%", 10: "0.00%"}
"""Source: ECMA-376 part 1, 18.8.30."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FORMAT, _XF, _BOUNDSHEET, _EOF = 0x041E, 0x00E0, 0x0085, 0x000A
_RK, _MULRK, _NUMBER, _FORMULA = 0x027E, 0x00BD, 0x0203, 0x0006
"""Records of the workbook stream. Source: [MS-XLS] 2.4."""
_BIFF8 = 0x0600
_MAX_PART = 32 * 1024 * 1024
"""Most bytes of styles, links or the list of sheets; a workbook holds at most 64 000 styles of some 200 bytes."""
_BROKEN = (
    *(struct.error, zipfile.BadZipFile, zlib.error, lzma.LZMAError, etree.LxmlError),
    *(EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, MemoryError),
)

Places = dict[tuple[int, int], int]
"""Row and column of a cell from 0 → digits shown after the point."""


def find_percentages(data: bytes) -> list[Places]:
    """Find the cells with a percentage format.

    Args:
        data: Bytes of an .xlsx or .xls workbook.

    Returns:
        For each sheet, in the order of the workbook, its cells; nothing for a workbook or a
        sheet that cannot be looked into: the numbers are then shown as they are stored.
    """
    if not data.startswith(b"PK"):
        return _find_in_stream(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            formats = _percent_formats(archive)
            return [_sheet(archive, part, formats) for part in _sheet_parts(archive)] if formats else []
    except _BROKEN:
        return []


def _parse(archive: zipfile.ZipFile, part: str) -> etree._Element:
    return etree.fromstring(read_part(archive, part, _MAX_PART), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _percent_formats(archive: zipfile.ZipFile) -> dict[int, int]:
    """Index of a cell style → digits after the point, for styles that show percentages."""
    styles = _parse(archive, "xl/styles.xml")
    codes = dict(_BUILT_IN)
    for number in styles.iter(f"{_MAIN}numFmt"):
        codes[int(number.get("numFmtId", "0"))] = number.get("formatCode", "")
    found = {}
    for index, style in enumerate(styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        if (digits := _digits(codes.get(int(style.get("numFmtId", "0")), ""))) is not None:
            found[index] = digits
    return found


def _digits(code: str) -> int | None:
    """Digits after the point that a format shows, None when it shows no percentage."""
    shown = re.sub(r'"[^"]*"|\\.', "", code.split(";")[0])
    point = re.search(r"\.([0#?]+)", shown)
    return (len(point[1]) if point else 0) if "%" in shown else None


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    links = {link.get("Id"): link.get("Target", "") for link in _parse(archive, "xl/_rels/workbook.xml.rels")}
    targets = [links.get(sheet.get(_LINK), "") for sheet in _parse(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")]
    return [target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}") for target in targets]


def _sheet(archive: zipfile.ZipFile, part: str, formats: dict[int, int]) -> Places:
    places: Places = {}
    try:
        with archive.open(part) as stream:
            for _, cell in etree.iterparse(stream, tag=f"{_MAIN}c", resolve_entities=False, no_network=True, huge_tree=True):
                style, place = int(cell.get("s", "-1")), _PLACE.fullmatch(cell.get("r", ""))
                if style in formats and place:
                    places[int(place[2]) - 1, _column(place[1])] = formats[style]
                cell.clear()
    except _BROKEN:
        return {}
    return places


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column - 1


def _find_in_stream(data: bytes) -> list[Places]:
    """The same for an .xls workbook, an OLE file with one stream of records."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
        codes, styles, sheets = dict(_BUILT_IN), [], []
        for record, body in _records(stream, 0):
            if record == _FORMAT:
                codes[struct.unpack_from("<H", body)[0]] = _format_code(body[2:], struct.unpack_from("<H", stream, 4)[0] >= _BIFF8)
            elif record == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
            elif record == _BOUNDSHEET:
                sheets.append(struct.unpack_from("<I", body)[0])
        formats = {i: digits for i, code in enumerate(styles) if (digits := _digits(codes.get(code, ""))) is not None}
        return [dict(_stream_cells(stream, start, formats)) for start in sheets] if formats else []
    except (*_BROKEN, IndexError, TypeError, OverflowError):
        return []


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, place)
        yield record, stream[place + 4 : place + 4 + length]
        if record == _EOF:
            return
        place += 4 + length


def _format_code(body: bytes, is_biff8: bool) -> str:
    if not is_biff8:
        return body[1 : 1 + body[0]].decode("latin-1")
    length = struct.unpack_from("<H", body)[0]
    return body[3 : 3 + 2 * length].decode("utf-16-le", "replace") if body[2] & 1 else body[3 : 3 + length].decode("latin-1")


def _stream_cells(stream: bytes, start: int, formats: dict[int, int]) -> Iterator[tuple[tuple[int, int], int]]:
    for record, body in _records(stream, start):
        if record in (_RK, _NUMBER, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            if style in formats:
                yield (row, column), formats[style]
        elif record == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            for i in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * i)[0]
                if style in formats:
                    yield (row, first + i), formats[style]
