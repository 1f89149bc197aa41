"""Find and read the files of a folder."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import NamedTuple

from ingest.detection import detect
from ingest.formats import media_type
from ingest.models import Extraction, FailureCategory, SourceFile, UnreadableFileError
from ingest.names import is_clutter, is_lock_file
from ingest.readers import PageProgress, read, untold

MAX_FILE_BYTES = 200 * 1024 * 1024
"""Largest file read: 300 scanned pages at 300 dpi are some 100 MB; a year's reports of a whole
province are a few megabytes of text."""


_PAGE_SUFFIXES = frozenset((".htm", ".html", ".xhtml"))
_COMPANION = re.compile(r"(?:_files|\.files)$")
"""Ending of the folder in which a browser puts the pictures and scripts of a page saved whole."""


class LockFileError(UnreadableFileError):
    """A file that Word or WPS leaves beside a document while it is open."""

    def __init__(self) -> None:
        """Say what to do about it."""
        super().__init__(
            FailureCategory.LOCK_FILE,
            "这是 Word/WPS 打开文档时留下的临时文件，不是文档本身；文档本身照常读取。请关闭正在编辑的文档，它会自动消失；仍在时可以直接删除。",
        )


class Listing(NamedTuple):
    """What stands below a folder."""

    paths: list[str]
    """Files, as relative paths with forward slashes, sorted."""
    unreadable: list[str]
    """Sub-folders that could not be looked into, likewise."""


def find_files(folder: Path, leave_out: Path | None = None) -> Listing:
    """List the files below a folder that a person put there, and office lock files.

    Hidden files and system files are left out, and so is the folder of pictures and
    scripts beside a web page saved whole. Symbolic links to folders are not followed.

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
        saved_pages = {stem for name in names for stem in (Path(name).stem,) if Path(name).suffix.lower() in _PAGE_SUFFIXES}
        folders[:] = [name for name in folders if _COMPANION.sub("", name) == name or _COMPANION.sub("", name) not in saved_pages]
        for name in names:
            path = Path(base) / name
            if not is_clutter(name) and not path.is_fifo():
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
        UnreadableFileError: Gone, not readable, too large, a lock file, or of no known format.
    """
    if any("\ud800" <= c <= "\udfff" for c in path):
        raise UnreadableFileError(FailureCategory.UNREADABLE, "文件名的编码有误，无法记录。请把文件改个名字后再导入。")
    if is_lock_file(path):
        raise LockFileError
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
    return describe(path, data), data


def describe(path: str, data: bytes) -> SourceFile:
    """Describe a file by its content.

    Args:
        path: Path relative to the ingested folder.
        data: The file's bytes.

    Raises:
        UnreadableFileError: Of no known format.
    """
    kind = media_type(detect(data, path))
    return SourceFile(path=path, sha256=hashlib.sha256(data).hexdigest(), media_type=kind, size=len(data))


def read_file(path: str, data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a file's bytes with the reader of its format.

    Args:
        path: The file's path; its content decides the format, its extension only in doubt.
        data: The file's bytes.
        progress: Told of each page of a long work, such as recognising a scan.

    Returns:
        Normalised text and what the file tells of its structure.

    Raises:
        UnreadableFileError: The bytes hold no readable text.
    """
    return read(data, detect(data, path), progress)
