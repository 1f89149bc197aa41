"""Bring an index up to date with a folder of reports."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from assistant.errors import ConfigError
from assistant.models import SyncResult
from assistant.reading import open_pieces, read_piece
from assistant.removed_files import move_removed, removed_from
from ingest import PIPELINE_VERSION, find_files
from ingest.archives import failed
from ingest.folder import Listing
from ingest.models import FailureCategory, FileFailure, ParsedReport, SourceFile, UnreadableFileError
from ingest.names import is_lock_file
from vectorstore import KnownSource, NewSource, ReportStore

_EMBED_TOGETHER = 256
"""New passages that are collected over files before they are embedded and committed."""
_WAIT_S = 10.0
"""Seconds of reading after which passages wait no longer, so that cancelling loses no long work."""


class FileState(StrEnum):
    """Where an update stands with one file."""

    READING = "reading"
    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


class FileOutcome(NamedTuple):
    """What became of one file, or of one member of an archive."""

    path: str
    """Its path in the folder."""
    state: FileState
    """Where the update stands with it."""
    reports: int = 0
    """Reports found in it."""
    message: str = ""
    """Why it failed, and the remedy; empty otherwise."""


class SyncProgress(NamedTuple):
    """How far an update has come."""

    path: str
    """File dealt with last; while pages are counted, the file that is being read. What is no Unicode in it is replaced."""
    done: int
    """Files of the folder that are finished; an archive is one."""
    total: int
    """Files in the folder."""
    embedded: int
    """Passages embedded so far."""
    page: int = 0
    """Pages recognised of the file that is being read; 0 when pages are not counted."""
    pages: int = 0
    """Pages of that file; 0 when pages are not counted."""


Progress = Callable[[SyncProgress], None]
Outcomes = Callable[[FileOutcome], None]


class FolderSync:
    """One update of an index from one folder."""

    def __init__(
        self,
        store: ReportStore,
        folder: Path,
        index: Path,
        progress: Progress | None = None,
        outcomes: Outcomes = lambda _: None,
        only: Collection[str] | None = None,
    ) -> None:
        """Look at the folder.

        Args:
            store: The index.
            folder: The folder of reports.
            index: The index's own folder, which is not read.
            progress: Told whenever a file is finished, passages are embedded, or a page is recognised.
            outcomes: Told what becomes of each file, and of each member of an archive.
            only: Paths of files in the folder; the others are not looked at. None for all.

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
        self._skip: frozenset[str] = frozenset()
        self._progress = progress
        self._outcomes = outcomes
        self._only = only
        self._known: dict[str, KnownSource] = {}
        self._waiting: list[tuple[str, NewSource]] = []
        self._waited_since = 0.0
        self._pieces: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._done: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": [], "skipped": []}
        self._failed: list[FileFailure] = []
        self._embedded = self._finished = self._total = self._waiting_words = 0
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
            self._skip = removed_from(self._index, self._folder)
            paths = [path for path in listing.paths if path not in self._skip and self._is_wanted(path)]
            self._done["skipped"] = [path for path in listing.paths if path in self._skip and self._is_wanted(path)]
            self._total = len(paths)
            for path in listing.unreadable:
                message = "子文件夹打不开，其中已收入的材料没有改动。请检查读取权限或网络盘。"
                self._fail(failed(path, UnreadableFileError(FailureCategory.UNREADABLE, message)))
            for path in paths:
                self._take(path)
            self._flush()
            removed = self._forget_gone()
            changed = removed or self._done["added"] or self._done["replaced"]
            if changed or not self._store.has_vectors():
                self._store.finish_update(self._count)
            else:
                self._store.link_duplicates()
        return SyncResult(
            added=tuple(self._done["added"]),
            replaced=tuple(self._done["replaced"]),
            unchanged=tuple(self._done["unchanged"]),
            removed=tuple(removed),
            failed=tuple(self._failed),
            skipped=tuple(self._done["skipped"]),
            embedded=self._embedded,
            elapsed_s=time.perf_counter() - began,
        )

    @property
    def standing(self) -> tuple[int, int]:
        """Files of the folder that are finished, and files in it; both 0 before it has been listed."""
        return self._finished, self._total

    def _recognise(self, listing: Listing) -> dict[str, KnownSource]:
        """What the index already has of this folder, perhaps under the place it stood in before."""
        here = str(self._folder)
        for other in map(Path, self._store.folders()):
            if (self._reads(self._folder, other) or self._reads(other, self._folder)) and other.is_dir():
                raise ConfigError(f"文件夹“{here}”与已导入的“{other}”互相包含，同一份材料会重复计算。请只导入其中一个，或用 --index 另建索引。")
        known = self._store.known_sources(here)
        if not known:
            for old in self._store.folders():
                if not Path(old).exists() and self._is_moved(self._store.known_sources(old), listing):
                    move_removed(self._index, old, here)
                    self._store.move_folder(old, here)
                    known = self._store.known_sources(here)
                    break
        if known and all(map(is_lock_file, listing.paths)):
            raise ConfigError(
                f"文件夹“{here}”里没有文件，索引中来自它的 {len(known)} 个文件没有改动。"
                f"请确认路径或网络盘是否正常；确实要删除时，请用 report-assistant remove {here}。"
            )
        return known

    def _reads(self, folder: Path, inner: Path) -> bool:
        """Whether the files of one folder are read with another; what is inside the index is not, unless all of it is."""
        hidden = self._index in (inner, *inner.parents) and folder in self._index.parents
        return folder in inner.parents and not hidden

    def _is_moved(self, known: dict[str, KnownSource], listing: Listing) -> bool:
        """Whether at least half of a vanished folder's files stand here, unchanged."""
        places = {str(place) for path in known for place in (path, *PurePosixPath(path).parents)}
        same = 0
        for path in places.intersection(listing.paths):
            for item in open_pieces(self._folder, path):
                if not isinstance(item, FileFailure):
                    same += item[0].path in known and known[item[0].path].sha256 == item[0].sha256
        return 2 * same >= len(known) > 0

    def _take(self, path: str) -> None:
        """Deal with one file of the folder, or with each member of an archive."""
        self._pieces[path] = 1
        for item in open_pieces(self._folder, path):
            piece = item.source if isinstance(item, FileFailure) else item[0].path
            if piece in self._skip:
                self._done["skipped"].append(piece)
            elif isinstance(item, FileFailure):
                self._fail(item)
            else:
                self._take_piece(path, *item)
        self._finish_piece(path)

    def _take_piece(self, top: str, file: SourceFile, data: bytes) -> None:
        known = self._known.get(file.path)
        if known and (known.sha256, known.pipeline) == (file.sha256, PIPELINE_VERSION):
            self._seen.add(file.path)
            self._done["unchanged"].append(known.source)
            self._outcomes(FileOutcome(file.path, FileState.UNCHANGED))
            return
        source = known.source if known else self._new_name(file.path)
        if not self._waiting:
            self._waited_since = time.monotonic()
        self._outcomes(FileOutcome(file.path, FileState.READING))
        reports = self._read(source, file.path, data)
        if isinstance(reports, FileFailure):
            self._fail(reports)
            return
        self._seen.add(file.path)
        self._done["replaced" if known else "added"].append(source)
        self._pieces[top] += 1
        self._waiting.append((top, NewSource(str(self._folder), source, file, reports)))
        self._waiting_words += sum(len(parsed.passages) for parsed in reports)
        if self._waiting_words >= _EMBED_TOGETHER or time.monotonic() - self._waited_since >= _WAIT_S:
            self._flush()

    def _read(self, source: str, path: str, data: bytes) -> tuple[ParsedReport, ...] | FileFailure:
        def tell_page(page: int, pages: int) -> None:
            self._tell(path, page, pages)

        reading = read_piece(source, path, data, tell_page)
        return reading if isinstance(reading, FileFailure) else reading.reports

    def _fail(self, failure: FileFailure) -> None:
        self._store.put_failure(str(self._folder), failure.source, failure)
        self._failed.append(failure)
        self._outcomes(FileOutcome(failure.source, FileState.FAILED, message=failure.message))

    def _flush(self) -> None:
        waiting, self._waiting, self._waiting_words = self._waiting, [], 0
        if waiting:
            self._store.put_sources([new for _, new in waiting], PIPELINE_VERSION, self._count)
        for top, new in waiting:
            state = FileState.REPLACED if new.file.path in self._known else FileState.ADDED
            self._outcomes(FileOutcome(new.file.path, state, len(new.reports)))
            self._finish_piece(top)

    def _forget_gone(self) -> list[str]:
        """Remove what is no longer there; what is there but failed, or stands in what failed, stays."""
        failing = {failure.source for failure in self._failed}
        gone = [
            known.source
            for path, known in self._known.items()
            if path not in self._seen and self._is_wanted(path) and failing.isdisjoint((path, *map(str, PurePosixPath(path).parents)))
        ]
        for source in gone:
            self._store.remove_source(source)
        elsewhere = {failure.source for failure in self._store.failures() if not self._is_wanted(failure.source)}
        self._store.forget_failures(str(self._folder), failing | elsewhere)
        return gone

    def _is_wanted(self, path: str) -> bool:
        """Whether a file, or the archive that it is a member of, is to be looked at."""
        return self._only is None or any(str(place) in self._only for place in (path, *PurePosixPath(path).parents))

    def _finish_piece(self, path: str) -> None:
        """Count a file of the folder once it is walked through and all it gave is stored."""
        self._pieces[path] -= 1
        if not self._pieces[path]:
            self._finished += 1
            self._last = path
            self._tell(path)

    def _count(self, passages: int) -> None:
        self._embedded += passages
        self._tell(self._last)

    def _tell(self, path: str, page: int = 0, pages: int = 0) -> None:
        if self._progress:
            self._progress(SyncProgress(path.encode("utf-8", "replace").decode(), self._finished, self._total, self._embedded, page, pages))

    def _new_name(self, path: str) -> str:
        """The path itself, or with the folder's name before it when another folder has that path."""
        taken = {new.source for _, new in self._waiting}
        name, more = path, 1
        while name in taken or self._store.folder_of(name) is not None:
            name = f"{self._folder.name}{f'({more})' if more > 1 else ''}/{path}"
            more += 1
        return name
