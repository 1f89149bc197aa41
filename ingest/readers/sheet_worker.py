"""Reads a workbook in a process of its own: bytes on standard input, JSON on standard output.

The library that reads workbooks may abort the whole process over a damaged file, and asks
for any amount of memory that the file names. Run by its path: it imports nothing of this
package, so that it starts fast.
"""

from __future__ import annotations

import datetime
import io
import json
import sys

MEMORY_BYTES = 3 * 1024**3
"""Most memory that the process may take, where the system can limit it."""
PASSWORD, UNREADABLE = 3, 4
"""Exit codes."""


def main() -> int:
    """Read a workbook.

    Returns:
        The exit code; 0 when the sheets have been written, each with ``name``, ``index``,
        ``rows`` (from A1; numbers as numbers, all else as shown text) and ``merged`` (first
        row, first column, last row, last column, from 0).
    """
    _limit_memory()
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet:
                data = book.get_sheet_by_name(sheet.name)
                rows = [[_shown(value) for value in row] for row in data.to_python(skip_empty_area=False)]
                merged = [[*start, *end] for start, end in data.merged_cell_ranges or []]
                sheets.append({"name": sheet.name, "index": index, "rows": rows, "merged": merged})
    except python_calamine.PasswordError:
        return PASSWORD
    except (python_calamine.CalamineError, MemoryError):
        return UNREADABLE
    sys.stdout.buffer.write(json.dumps(sheets).encode("ascii"))
    return 0


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard), hard))


def _shown(value: object) -> str | int | float:
    """A cell's value as a person sees it; numbers are formatted by the caller."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
