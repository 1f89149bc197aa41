"""The SQLite file of the catalog: connections, transactions, version of the tables."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vectorstore.errors import IndexMismatchError, IndexUnavailableError
from vectorstore.schema import MIGRATIONS, READABLE_VERSION, SCHEMA, SCHEMA_VERSION

_BUSY_SECONDS = 30.0


class _Handle:
    """A thread's connection; closed when the thread ends."""

    def __init__(self, path: Path) -> None:
        self.reading = 0
        self.connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            self.connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            self.connection.close()
            self.connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False
            )
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.execute("PRAGMA foreign_keys = ON")

    def __del__(self) -> None:
        if hasattr(self, "connection"):
            self.connection.close()


class Database:
    """One SQLite file in write-ahead mode; a connection per thread."""

    def __init__(self, path: Path, create: bool) -> None:
        """Open the database.

        Args:
            path: The database file.
            create: Whether to make it when it does not exist.

        Raises:
            IndexUnavailableError: It cannot be opened or created.
            IndexMismatchError: It was made by a newer version.
        """
        self._path = path
        self._local = threading.local()
        self._handles: weakref.WeakSet[_Handle] = weakref.WeakSet()
        if not create and not path.is_file():
            raise IndexUnavailableError(f"索引“{path.parent}”还没有建立。请先导入材料：report-assistant ingest 材料文件夹 --index {path.parent}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise IndexUnavailableError(
                f"索引文件夹“{path.parent}”不能使用：{error}。请检查它是不是文件夹、有没有写入权限、磁盘是否已满，或用 --index 换一个位置。"
            ) from error

    def _prepare(self) -> None:
        version = self._version()
        if version > SCHEMA_VERSION:
            raise IndexMismatchError(
                f"索引“{self._path.parent}”的格式是第 {version} 版，本程序使用第 {SCHEMA_VERSION} 版。"
                "请换用相同版本的程序，或用 --index 指定新的文件夹重新导入。"
            )
        if version < SCHEMA_VERSION:
            try:
                with self.transaction() as db:
                    self._bring_up_to_date(db)
            except sqlite3.OperationalError:
                if version < READABLE_VERSION:
                    raise

    def _bring_up_to_date(self, db: sqlite3.Connection) -> None:
        """Make the tables, or turn those of an older version into today's; all of it or nothing."""
        version = self._version()
        scripts = [MIGRATIONS[older] for older in range(version, SCHEMA_VERSION)] if version else [SCHEMA]
        for script in scripts:
            for statement in script.split(";\n"):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return int(self.db.execute("PRAGMA user_version").fetchone()[0])

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        return self._handle.connection

    @property
    def _handle(self) -> _Handle:
        handle: _Handle | None = getattr(self._local, "handle", None)
        if handle is None:
            handle = self._local.handle = _Handle(self._path)
            self._handles.add(handle)
        return handle

    def close(self) -> None:
        """Close every connection."""
        for handle in list(self._handles):
            handle.connection.close()
        self._local = threading.local()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All reads of this thread inside see one state of the index; may be nested."""
        handle = self._handle
        if not handle.reading:
            handle.connection.execute("BEGIN")
        handle.reading += 1
        try:
            yield
        finally:
            handle.reading -= 1
            if not handle.reading:
                handle.connection.execute("ROLLBACK")

    @contextmanager
    def aside(self, wait: float) -> Iterator[sqlite3.Connection]:
        """A short write of its own, also while this thread reads one state of the index.

        Args:
            wait: Most seconds to wait for another process that writes.

        Raises:
            sqlite3.Error: It cannot be written, or not in that time.
        """
        db = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None)
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        finally:
            db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: all of it or nothing."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
