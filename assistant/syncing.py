"""Bring an index up to date with a folder of reports."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ConfigError
from assistant.models import SyncResult
from ingest import PIPELINE_VERSION, find_files, load_file, parse_reports, read_file
from ingest.folder import Listing
from ingest.models import FailureCategory, FileFailure, UnreadableFileError
from vectorstore import KnownSource, NewSource, ReportStore

_EMBED_TOGETHER = 256
"""New passages that are collected over files before they are embedded and committed."""


class SyncProgress(NamedTuple):
    """How far an update has come."""

    path: str
    """File dealt with last."""
    done: int
    """Files that are finished."""
    total: int
    """Files in the folder."""
    embedded: int
    """Passages embedded so far."""


Progress = Callable[[SyncProgress], None]


class FolderSync:
    """One update of an index from one folder."""

    def __init__(self, store: ReportStore, folder: Path, index: Path, progress: Progress | None = None) -> None:
        """Look at the folder.

        Args:
            store: The index.
            folder: The folder of reports.
            index: The index's own folder, which is not read.
            progress: Told whenever a file is finished or passages are embedded.

        Raises:
            ConfigError: The folder does not exist or is none.
        """
        if not folder.exists():
            raise ConfigError(f"文件夹“{folder}”不存在。请检查路径是否写对。")
        if not folder.is_dir():
            raise ConfigError(f"“{folder}”不是文件夹。请给出存放材料的文件夹，例如 {folder.parent}。")
        self._store = store
        self._folder = folder.resolve()
        self._index = index.resolve()
        self._progress = progress
        self._known: dict[str, KnownSource] = {}
        self._waiting: list[NewSource] = []
        self._waiting_words = 0
        self._done: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
        self._failed: list[FileFailure] = []
        self._embedded = self._finished = self._total = 0
        self._last = ""

    def run(self) -> SyncResult:
        """Read what is new or changed, forget what is gone.

        A file that fails keeps what it gave before.

        Returns:
            What was done.

        Raises:
            ConfigError: The folder is suddenly empty, or overlaps one that is known.
        """
        began = time.perf_counter()
        with self._store.writing():
            listing = find_files(self._folder, self._index)
            self._known = self._recognise(listing)
            self._total = len(listing.paths)
            for path in listing.unreadable:
                self._fail(path, FailureCategory.UNREADABLE, "子文件夹打不开，其中已收入的材料没有改动。请检查读取权限或网络盘。")
            for path in listing.paths:
                self._take(path)
            self._flush()
            removed = self._forget_gone(listing)
            changed = removed or self._done["added"] or self._done["replaced"]
            if changed:
                self._store.sweep()
            if changed or not self._store.has_vectors():
                self._store.repair(self._count)
        return SyncResult(
            added=tuple(self._done["added"]),
            replaced=tuple(self._done["replaced"]),
            unchanged=tuple(self._done["unchanged"]),
            removed=tuple(removed),
            failed=tuple(self._failed),
            embedded=self._embedded,
            elapsed_s=time.perf_counter() - began,
        )

    def _recognise(self, listing: Listing) -> dict[str, KnownSource]:
        """What the index already has of this folder, perhaps under the place it stood in before."""
        here = str(self._folder)
        for other in map(Path, self._store.folders()):
            if other != self._folder and (other in self._folder.parents or self._folder in other.parents) and other.is_dir():
                raise ConfigError(f"文件夹“{here}”与已导入的“{other}”互相包含，同一份材料会重复计算。请只导入其中一个，或用 --index 另建索引。")
        known = self._store.known_sources(here)
        if not known:
            for old in self._store.folders():
                if not Path(old).exists() and self._is_moved(self._store.known_sources(old), listing):
                    self._store.move_folder(old, here)
                    known = self._store.known_sources(here)
                    break
        if known and not listing.paths:
            raise ConfigError(
                f"文件夹“{here}”里没有文件，索引中来自它的 {len(known)} 个文件没有改动。"
                f"请确认路径或网络盘是否正常；确实要删除时，请用 report-assistant remove {here}。"
            )
        return known

    def _is_moved(self, known: dict[str, KnownSource], listing: Listing) -> bool:
        """Whether at least half of a vanished folder's files stand here, unchanged."""
        same = 0
        for path in set(listing.paths) & set(known):
            try:
                same += load_file(self._folder, path)[0].sha256 == known[path].sha256
            except UnreadableFileError:
                continue
        return 2 * same >= len(known) > 0

    def _take(self, path: str) -> None:
        known = self._known.get(path)
        try:
            file, data = load_file(self._folder, path)
            if known and (known.sha256, known.pipeline) == (file.sha256, PIPELINE_VERSION):
                self._done["unchanged"].append(known.source)
                self._finish(path)
                return
            source = known.source if known else self._new_name(path)
            reports = parse_reports(source, read_file(path, data))
        except UnreadableFileError as error:
            self._fail(path, error.category, str(error))
            self._finish(path)
            return
        self._done["replaced" if known else "added"].append(source)
        self._waiting.append(NewSource(str(self._folder), source, file, reports))
        self._waiting_words += sum(len(parsed.passages) for parsed in reports)
        if self._waiting_words >= _EMBED_TOGETHER:
            self._flush()

    def _fail(self, path: str, category: FailureCategory, message: str) -> None:
        failure = FileFailure(source=path.encode("utf-8", "replace").decode("utf-8"), category=category, message=message)
        self._store.put_failure(str(self._folder), failure.source, failure)
        self._failed.append(failure)

    def _flush(self) -> None:
        if self._waiting:
            self._store.put_sources(self._waiting, PIPELINE_VERSION, self._count)
        for stored in self._waiting:
            self._finish(stored.file.path)
        self._waiting, self._waiting_words = [], 0

    def _forget_gone(self, listing: Listing) -> list[str]:
        there = set(listing.paths)
        gone = [
            known.source
            for path, known in self._known.items()
            if path not in there and not any(path.startswith(f"{folder}/") for folder in listing.unreadable)
        ]
        for source in gone:
            self._store.remove_source(source)
        self._store.forget_failures(str(self._folder), {failure.source for failure in self._failed})
        return gone

    def _finish(self, path: str) -> None:
        self._finished += 1
        self._last = path
        self._tell()

    def _count(self, passages: int) -> None:
        self._embedded += passages
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(SyncProgress(self._last, self._finished, self._total, self._embedded))

    def _new_name(self, path: str) -> str:
        """The path itself, or with the folder's name before it when another folder has that path."""
        taken = {s.source for s in self._waiting}
        name, more = path, 1
        while name in taken or self._store.folder_of(name) is not None:
            name = f"{self._folder.name}{f'({more})' if more > 1 else ''}/{path}"
            more += 1
        return name
