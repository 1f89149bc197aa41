"""The collection as staff keep it: what is in it, what comes in, what goes out."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from assistant.api import Assistant
from assistant.errors import ConfigError, unknown_report
from assistant.library.jobs import Job
from assistant.library.listing import folder_id, list_collection
from assistant.library.messages import Setup
from assistant.library.models import FileRef, Listing, Original, Removal
from assistant.library.originals import find_original, member_bytes
from assistant.library.runner import IDLE_S, WORKER, Runner
from assistant.library.uploads import Saved, Uploads
from assistant.removed_files import all_removed, forget_removed
from vectorstore import CatalogEntry
from vectorstore.catalog import Catalog
from vectorstore.whereabouts import SourcePlace, failed_places, source_place, source_places

_QUIET_S = 0.7
"""Seconds without another upload after which the uploaded files are read."""


class Library:
    """Lists, adds, updates, removes and corrects.

    Use it as a context manager, or call ``close``. One instance may be used from several threads.
    """

    def __init__(self, assistant: Assistant, command: Sequence[str] = WORKER, idle_s: float = IDLE_S) -> None:
        """Look at an index that is open.

        Args:
            assistant: The open assistant.
            command: Command of the process that updates the index.
            idle_s: Seconds after which that process is let go when it has nothing to do.
        """
        settings = assistant.settings
        self._assistant = assistant
        self._index = settings.index.resolve()
        self._catalog = Catalog(self._index / "catalog.db", create=False)
        self.uploads = Uploads(settings.uploads or self._index / "uploads")
        self.uploads.sweep()
        setup = Setup(index=self._index, embedding_model=settings.embedding_model, cache=settings.cache.resolve())
        self._runner = Runner(setup, command, idle_s)
        self._lock = threading.Lock()
        self._arrived: set[str] = set()
        self._arriving = 0
        self._quiet: threading.Timer | None = None

    def __enter__(self) -> Library:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Stop an update that runs, and let go of all files."""
        if self._quiet is not None:
            self._quiet.cancel()
        self._runner.close()
        self._catalog.close()

    # --- looking ---------------------------------------------------------------------

    def listing(self) -> Listing:
        """Every report, every file that failed, every folder."""
        return list_collection(self._assistant, self._catalog, self.uploads, all_removed(self._index))

    def original(self, report_id: str) -> Original:
        """The file that a report was read from.

        Args:
            report_id: Id of the report.

        Raises:
            ConfigError: There is no such report.
            OriginalMissingError: The file is gone.
        """
        return find_original(self._place_of(report_id))

    def member(self, report_id: str) -> bytes:
        """Bytes of an original that is a member of an archive or an e-mail.

        Args:
            report_id: Id of the report.

        Raises:
            ConfigError: There is no such report.
            OriginalMissingError: The file is gone.
        """
        place = self._place_of(report_id)
        return member_bytes(place, find_original(place))

    def _place_of(self, report_id: str) -> SourcePlace:
        place = source_place(self._catalog, self._assistant.report(report_id).source)
        if place is None:
            raise unknown_report(report_id)
        return place

    # --- updates ---------------------------------------------------------------------

    def prepare(self) -> None:
        """Get ready for an update, because one may be wanted soon."""
        self._runner.prepare()

    def start(self, folder: str | None = None) -> None:
        """Bring the collection up to date with a folder that it knows, after what is going on already.

        Args:
            folder: Id of the folder; None for the uploads.

        Raises:
            ConfigError: There is no such folder.
        """
        self._runner.start(str(self.uploads.folder) if folder is None else self._folder(folder))

    @contextmanager
    def taking(self) -> Iterator[None]:
        """While files are uploaded; when none has been for a moment, those that came are read."""
        with self._lock:
            self._arriving += 1
            if self._quiet is not None:
                self._quiet.cancel()
        self._runner.prepare()
        try:
            yield
        finally:
            with self._lock:
                self._arriving -= 1
                if not self._arriving and self._arrived:
                    self._quiet = threading.Timer(_QUIET_S, self._read_arrived)
                    self._quiet.daemon = True
                    self._quiet.start()

    def arrived(self, saved: Saved) -> None:
        """Note that a file has been uploaded, so that it is read; call it while ``taking``.

        Args:
            saved: The file.
        """
        forget_removed(self._index, str(self.uploads.folder), [saved.path])
        with self._lock:
            self._arrived.add(saved.path)

    def _read_arrived(self) -> None:
        with self._lock:
            arrived, self._arrived = self._arrived, set()
        if arrived:
            self._runner.start(str(self.uploads.folder), arrived)

    def job(self) -> Job | None:
        """The update that runs, or the last one; None before the first."""
        return self._runner.job()

    def cancel(self) -> None:
        """Stop the update that runs, and those that wait; what is stored by then stays."""
        self._runner.cancel()

    # --- changes ---------------------------------------------------------------------

    def edit(self, report_id: str, **changes: Any) -> CatalogEntry | None:
        """Correct a report by hand; see ``Assistant.edit``.

        Args:
            report_id: Id of the report.
            **changes: As ``Assistant.edit`` takes them.

        Raises:
            AssistantError: A value is wrong, or the index is being updated.
        """
        self._must_rest("更正")
        return self._assistant.edit(report_id, **changes)

    def remove(self, files: Collection[FileRef]) -> Removal:
        """Take files out of the collection, for good until they are restored.

        An uploaded file is deleted with that; every other stays where it is.

        Args:
            files: The files; an archive stands for all its members.

        Raises:
            AssistantError: A file is not in the collection, or the index is being updated.
        """
        self._must_rest("移除")
        there = {(place.folder, place.path) for place in source_places(self._catalog)}
        there.update((place.folder, place.failure.source) for place in failed_places(self._catalog))
        wanted: dict[str, set[str]] = {}
        for file in files:
            folder = self._folder(file.folder)
            found = {path for where, path in there if where == folder and f"{path}/".startswith(f"{file.path}/")}
            if not found:
                raise ConfigError(f"材料里没有文件“{file.path}”，可能刚被移除。请刷新后再试。")
            wanted.setdefault(folder, set()).update(found)
        deleted = 0
        for folder, paths in wanted.items():
            self._assistant.remove_folder(folder, paths)
            if folder == str(self.uploads.folder):
                deleted = self._delete_uploads(paths)
        return Removal(removed=sum(map(len, wanted.values())), deleted=deleted)

    def _delete_uploads(self, paths: Collection[str]) -> int:
        """Delete uploaded files that are out of the collection, an archive only with the last of its members."""
        folder = self.uploads.folder
        left = {p.path for p in source_places(self._catalog) if p.folder == str(folder)}
        left |= {p.failure.source for p in failed_places(self._catalog) if p.folder == str(folder)}
        needed = {_top(folder, path) for path in left}
        deleted: list[str] = []
        try:
            for top in {_top(folder, path) for path in paths} - needed:
                self.uploads.delete(top)
                deleted.append(top)
        finally:
            forget_removed(self._index, str(folder), deleted)
        return len(deleted)

    def forget(self, folder: str) -> int:
        """Take a folder of the user's own out of the collection, with all that came from it; its files stay where they are.

        Args:
            folder: Its id.

        Returns:
            How many files are no longer in the collection.

        Raises:
            AssistantError: There is no such folder, it holds the uploads, or the index is being updated.
        """
        self._must_rest("移除")
        path = self._folder(folder)
        if path == str(self.uploads.folder):
            raise ConfigError("上传的文件不能整个移除。请在下面的表里逐个移除。")
        return self._assistant.remove_folder(path)

    def restore(self, files: Collection[FileRef]) -> None:
        """Have files that were removed read again.

        Args:
            files: The files.

        Raises:
            ConfigError: There is no such folder.
        """
        by_folder: dict[str, set[str]] = {}
        for file in files:
            by_folder.setdefault(self._folder(file.folder), set()).add(file.path)
        for folder, paths in by_folder.items():
            forget_removed(self._index, folder, paths)
            if Path(folder).is_dir():
                self._runner.start(folder, paths | {_top(Path(folder), path) for path in paths})

    def _must_rest(self, doing: str) -> None:
        job = self._runner.job()
        if job is not None and self._runner.is_running():
            done = f"（已完成 {job.done}/{job.total} 个文件）" if job.total else ""
            raise ConfigError(f"正在读取材料{done}，完成后才能{doing}。请稍等一会儿再试，或先取消读取。")

    def _folder(self, given: str) -> str:
        """Absolute path of a folder that the collection knows, by its id."""
        known = {str(self.uploads.folder), *self._catalog.folders(), *all_removed(self._index)}
        known.update(place.folder for place in failed_places(self._catalog))
        path = next((path for path in known if folder_id(path) == given), None)
        if path is None:
            raise ConfigError("没有这个文件夹，可能刚被移除。请刷新后再试。")
        return path


def _top(folder: Path, path: str) -> str:
    """The file on the disk that a path leads to or into; the path itself when there is none."""
    return next((str(p) for p in (Path(path), *Path(path).parents) if p.name and (folder / p).is_file()), path)
