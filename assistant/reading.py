"""Read one file so that nothing it does to a library stops the files after it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest import parse_reports, read_file
from ingest.archives import failed, open_file
from ingest.models import Extraction, FailureCategory, FileFailure, ParsedReport, SourceFile, UnreadableFileError
from ingest.readers import PageProgress

_log = logging.getLogger("report_assistant")
_log.addHandler(logging.NullHandler())  # staff see a message, not a traceback, unless logging is set up


class Reading(NamedTuple):
    """What one file gave."""

    extraction: Extraction
    """Its text as read."""
    reports: tuple[ParsedReport, ...]
    """The reports found in it."""


def open_pieces(folder: Path, path: str) -> Iterator[tuple[SourceFile, bytes] | FileFailure]:
    """Load one file of a folder, or each member of an archive.

    Args:
        folder: The folder.
        path: Path relative to it.

    Yields:
        Each file with its bytes, or why it could not be loaded, whatever a library raised.
    """
    try:
        yield from open_file(folder, path)
    except Exception as error:  # noqa: BLE001  # whatever a library raises over one file must not stop the others
        yield _unforeseen(path, error)


def read_piece(source: str, path: str, data: bytes, progress: PageProgress) -> Reading | FileFailure:
    """Read a file and find its reports.

    Args:
        source: Name of the file in the index.
        path: Its path.
        data: Its bytes.
        progress: Told the page done and the pages in all.

    Returns:
        What it gave, or why it gave nothing, whatever a library raised.
    """
    try:
        extraction = read_file(path, data, progress)
        return Reading(extraction, parse_reports(source, extraction))
    except UnreadableFileError as error:
        return failed(path, error)
    except Exception as error:  # noqa: BLE001  # whatever a library raises over one file must not stop the others
        return _unforeseen(path, error)


def _unforeseen(path: str, error: Exception) -> FileFailure:
    _log.error("reading %r failed", path, exc_info=error)
    category, kind = FailureCategory.DAMAGED, type(error).__name__
    message = f"读取时出现意外错误（{kind}），文件可能已损坏。请用原来的软件打开，另存一份后再导入；仍不行时，请把这个文件交给维护人员。"
    if isinstance(error, ImportError):
        category = FailureCategory.CONVERTER_MISSING
        message = f"读取这种文件的组件没有装好（{error.name or kind}）。请重新安装本程序和它的全部组件，然后再导入；文件本身不用改动。"
    return failed(path, UnreadableFileError(category, message))
