"""Bring an index up to date with a folder of reports."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from assistant.errors import ConfigError
from assistant.models import SyncResult
from ingest import PIPELINE_VERSION, find_files, load_file, parse_reports, read_file
from ingest.models import FileFailure, UnreadableFileError
from vectorstore import NewSource, ReportStore

_EMBED_TOGETHER = 256
"""New passages that are collected over files before they are embedded and committed."""

Progress = Callable[[str, int, int], None]
"""Called when a file is done, with its path, the files done and the files in all."""


class FolderSync:
    """One update of an index from one folder."""

    def __init__(self, store: ReportStore, folder: Path, progress: Progress | None = None) -> None:
        """Look at the folder.

        Args:
            store: The index.
            folder: The folder of reports.
            progress: Told about each file.

        Raises:
            ConfigError: The folder does not exist or is none.
        """
        if not folder.exists():
            raise ConfigError(f"文件夹“{folder}”不存在。请检查路径是否写对。")
        if not folder.is_dir():
            raise ConfigError(f"“{folder}”不是文件夹。请给出存放材料的文件夹，例如 {folder.parent}。")
        self._store = store
        self._folder = folder.resolve()
        self._progress = progress
        self._known = store.known_sources(str(self._folder))
        self._waiting: list[NewSource] = []
        self._waiting_words = 0
        self._done: dict[str, list[str]] = {"added": [], "replaced": [], "unchanged": []}
        self._failed: list[FileFailure] = []
        self._embedded = 0
        self._total = self._finished = 0

    def run(self) -> SyncResult:
        """Read what is new or changed, forget what is gone.

        A file that fails keeps what it gave before.

        Returns:
            What was done.
        """
        began = time.perf_counter()
        with self._store.writing():
            paths = find_files(self._folder)
            if not paths and self._known:
                raise ConfigError(
                    f"文件夹“{self._folder}”里没有文件，索引中来自它的 {len(self._known)} 个文件没有改动。"
                    "请确认路径或网络盘是否正常；确实要删除时，请用 report-assistant remove。"
                )
            self._total = len(paths)
            for path in paths:
                self._take(path)
            self._flush()
            gone = [known.source for path, known in self._known.items() if path not in set(paths)]
            for source in gone:
                self._store.remove_source(source)
            self._store.forget_failures(str(self._folder), {f.source for f in self._failed})
            if gone or self._done["added"] or self._done["replaced"]:
                self._store.sweep()
        return SyncResult(
            added=tuple(self._done["added"]),
            replaced=tuple(self._done["replaced"]),
            unchanged=tuple(self._done["unchanged"]),
            removed=tuple(gone),
            failed=tuple(self._failed),
            embedded=self._embedded,
            elapsed_s=time.perf_counter() - began,
        )

    def _take(self, path: str) -> None:
        known = self._known.get(path)
        try:
            file, data = load_file(self._folder, path)
            if known and (known.sha256, known.pipeline) == (file.sha256, PIPELINE_VERSION):
                self._done["unchanged"].append(known.source)
                self._tell(path)
                return
            source = known.source if known else self._new_name(path)
            reports = parse_reports(source, read_file(path, data))
        except UnreadableFileError as error:
            failure = FileFailure(source=path, category=error.category, message=str(error))
            self._store.put_failure(str(self._folder), path, failure)
            self._failed.append(failure)
            self._tell(path)
            return
        self._done["replaced" if known else "added"].append(source)
        self._waiting.append(NewSource(str(self._folder), source, file, reports))
        self._waiting_words += sum(len(parsed.passages) for parsed in reports)
        if self._waiting_words >= _EMBED_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._store.put_sources(self._waiting, PIPELINE_VERSION, self._count)
        for stored in self._waiting:
            self._tell(stored.file.path)
        self._waiting, self._waiting_words = [], 0

    def _tell(self, path: str) -> None:
        self._finished += 1
        if self._progress:
            self._progress(path, self._finished, self._total)

    def _count(self, passages: int) -> None:
        self._embedded += passages

    def _new_name(self, path: str) -> str:
        """The path itself, or with the folder's name before it when another folder has that path."""
        taken = {s.source for s in self._waiting}
        name, more = path, 1
        while name in taken or self._store.folder_of(name) is not None:
            name = f"{self._folder.name}{f'({more})' if more > 1 else ''}/{path}"
            more += 1
        return name
