"""Find and read the files of a folder."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from ingest.models import FailureCategory, SourceFile, UnreadableFileError
from ingest.readers import reader_for

MAX_FILE_BYTES = 50 * 1024 * 1024
"""Largest file read. A year's reports of a whole province are a few megabytes of text."""

_SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini"))


class Listing(NamedTuple):
    """What stands below a folder."""

    paths: list[str]
    """Files, as relative paths with forward slashes, sorted."""
    unreadable: list[str]
    """Sub-folders that could not be looked into, likewise."""


def find_files(folder: Path, leave_out: Path | None = None) -> Listing:
    """List the files below a folder that a person put there.

    Hidden files, system files and office lock files (``~$…``) are left out, and
    symbolic links to folders are not followed.

    Args:
        folder: An existing folder.
        leave_out: A folder below it that is not looked into.

    Returns:
        The files, and the sub-folders that could not be read.
    """
    found: list[str] = []
    unreadable: list[str] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(error.filename).relative_to(folder).as_posix())

    for base, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".") and Path(base) / name != leave_out]
        for name in names:
            path = Path(base) / name
            if not name.startswith((".", "~$")) and name.lower() not in _SYSTEM_NAMES and not path.is_fifo():
                found.append(path.relative_to(folder).as_posix())
    return Listing(sorted(found), sorted(unreadable))


def load_file(folder: Path, path: str) -> tuple[SourceFile, bytes]:
    """Read one file's bytes.

    Args:
        folder: The ingested folder.
        path: Path relative to it.

    Returns:
        The description of the file, and its bytes.

    Raises:
        UnreadableFileError: Gone, not readable, too large, or of no known format.
    """
    if any("\ud800" <= c <= "\udfff" for c in path):
        raise UnreadableFileError(FailureCategory.UNREADABLE, "文件名的编码有误，无法记录。请把文件改个名字后再导入。")
    media_type, _ = reader_for(Path(path))
    try:
        size = (folder / path).stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFileError(
                FailureCategory.TOO_LARGE,
                f"文件有 {size // 2**20} MB，超过 {MAX_FILE_BYTES // 2**20} MB 的上限。请拆成几个文件后再导入。",
            )
        data = (folder / path).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(FailureCategory.MISSING, "读取时文件已不在原处。如仍需要，请放回文件夹后重新导入。") from error
    except OSError as error:
        raise UnreadableFileError(
            FailureCategory.UNREADABLE, f"文件打不开（{error.strerror or error}）。请检查读取权限，或确认文件没有被其他程序占用。"
        ) from error
    return SourceFile(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type, size=len(data)), data


def read_file(path: str, data: bytes) -> str:
    """Turn a file's bytes into normalised text with the reader of its format.

    Args:
        path: The file's path; its extension decides the reader.
        data: The file's bytes.

    Raises:
        UnreadableFileError: The bytes hold no readable text.
    """
    return reader_for(Path(path))[1](data)
