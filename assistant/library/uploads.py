"""The folder in which uploaded files are kept.

A file appears under its name only when it has arrived whole; until then, and when it breaks off,
what was there before stays.
"""

from __future__ import annotations

import errno
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from assistant.errors import AssistantError, ConfigError
from assistant.library.names import upload_path
from ingest.folder import MAX_FILE_BYTES

_PARTIAL = ".upload-"
"""Beginning of the names of files that have not arrived whole; hidden files are not read."""
_STALE_S = 24 * 3600.0
"""Age in seconds at which such a file is certainly left over."""


class Saved(NamedTuple):
    """A file that has arrived."""

    path: str
    """Its path in the folder."""
    replaced: bool
    """Whether it took the place of an older one."""
    size: int
    """Its size in bytes."""


class Arrival:
    """A file that is arriving piece by piece."""

    def __init__(self, target: Path, path: str, max_bytes: int) -> None:
        """Make room for it.

        Args:
            target: Where it will stand.
            path: Its path in the folder of uploads.
            max_bytes: Its greatest size.
        """
        self._target, self._path, self._max_bytes = target, path, max_bytes
        self._size = 0
        target.parent.mkdir(parents=True, exist_ok=True)
        number, partial = tempfile.mkstemp(prefix=_PARTIAL, dir=target.parent)
        self._partial = Path(partial)
        self._file = os.fdopen(number, "wb")

    def write(self, chunk: bytes) -> None:
        """Take a piece.

        Args:
            chunk: The piece.

        Raises:
            ConfigError: The file is too large, or it cannot be written.
        """
        self._size += len(chunk)
        if self._size > self._max_bytes:
            raise ConfigError(f"文件超过 {self._max_bytes // 2**20} MB 的上限。请拆成几个文件后再上传。")
        with told():
            self._file.write(chunk)

    def finish(self) -> Saved:
        """Put it in its place; it has arrived whole.

        Raises:
            ConfigError: It cannot be written.
        """
        with told():
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            replaced = self._target.exists()
            self._partial.replace(self._target)
        return Saved(self._path, replaced, self._size)

    def abandon(self) -> None:
        """Leave nothing of a file that has not arrived whole; of one that has, do nothing."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._partial.unlink(missing_ok=True)


class Uploads:
    """Files that users send, under the names and in the folders that they had."""

    def __init__(self, folder: Path, max_bytes: int = MAX_FILE_BYTES) -> None:
        """Remember the folder; it is made with the first file.

        Args:
            folder: Where they are kept.
            max_bytes: Greatest size of a file.
        """
        self.folder = folder.resolve()
        self.max_bytes = max_bytes
        self._naming = threading.Lock()

    def save(self, relative_name: str, chunks: Iterable[bytes]) -> Saved:
        """Keep a file.

        Args:
            relative_name: Its name, perhaps with the folders that it stood in.
            chunks: Its bytes.

        Returns:
            Where it stands, and whether it took the place of another.

        Raises:
            ConfigError: The name is of no use, the file too large, or it cannot be written.
        """
        arrival = self.arrival(relative_name)
        try:
            for chunk in chunks:
                arrival.write(chunk)
            return arrival.finish()
        finally:
            arrival.abandon()

    def arrival(self, relative_name: str) -> Arrival:
        """Begin a file; whoever calls this must finish or abandon it.

        Args:
            relative_name: Its name, perhaps with the folders that it stood in.

        Raises:
            ConfigError: The name is of no use, or it cannot be written.
        """
        path = upload_path(relative_name)
        with self._naming, told():
            path = self._place(path)
            return Arrival(self.folder / path, path, self.max_bytes)

    def delete(self, path: str) -> None:
        """Delete a file, and the folders that are empty then.

        Args:
            path: Its path in the folder.

        Raises:
            ConfigError: It cannot be deleted.
        """
        target = self.folder / path
        with told("删除"):
            target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.folder or self.folder not in parent.parents:
                break
            with suppress(OSError):
                parent.rmdir()

    def sweep(self) -> None:
        """Delete what earlier runs left of files that broke off."""
        for left in self.folder.rglob(f"{_PARTIAL}*"):
            with suppress(OSError):
                if time.time() - left.stat().st_mtime > _STALE_S:
                    left.unlink()

    def _place(self, path: str) -> str:
        """A path in the spelling of the folders that are there.

        Two files whose names differ in upper and lower case only are one file on other systems.
        """
        *folders, name = path.split("/")
        base, spelt = self.folder, list[str]()
        for part in folders:
            part = _as_spelt(base, part) or part
            base, spelt = base / part, [*spelt, part]
            if base.is_symlink() or (base.exists() and not base.is_dir()):
                raise ConfigError(f"已有一个文件叫“{part}”，不能再建同名的文件夹。请把上传的文件夹改个名字。")
        there = _as_spelt(base, name)
        if there not in (None, name):
            raise ConfigError(f"已有文件“{there}”，与这个文件的名称只有大小写不同。请改个名字后再上传。")
        if (base / name).is_dir() or (base / name).is_symlink():
            raise ConfigError("已有同名的文件夹。请把文件改个名字后再上传。")
        return "/".join((*spelt, name))


def _as_spelt(folder: Path, name: str) -> str | None:
    """The entry of a folder that has this name, whatever its case; None when there is none."""
    names = {there.name for there in folder.iterdir()} if folder.is_dir() else set()
    if name in names:
        return name
    return next((there for there in names if there.casefold() == name.casefold()), None)


@contextmanager
def told(doing: str = "保存") -> Iterator[None]:
    """Turn what a disk refuses into words for staff.

    Args:
        doing: What is being done, in Chinese.

    Raises:
        ConfigError: The disk refused.
    """
    try:
        yield
    except AssistantError:
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ConfigError(f"磁盘空间不足，文件没有{doing}成功。请清理磁盘后再试。") from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise ConfigError(f"没有写入权限，文件没有{doing}成功。请管理员检查上传文件夹的权限。") from error
        raise ConfigError(f"文件没有{doing}成功（{error.strerror or error}）。请稍后再试，或请管理员检查磁盘。") from error
