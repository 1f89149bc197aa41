"""Files that staff removed from the collection and that no update brings back, until they are restored.

The list stands in the index folder. A file that is on it is to an update as if it were not there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

import filelock

from assistant.errors import ConfigError
from vectorstore import ReportStore

_NAME = "removed.json"
_Listed = dict[str, frozenset[str]]


def all_removed(index: Path) -> dict[str, frozenset[str]]:
    """Paths of removed files by the absolute path of their folder.

    Args:
        index: The index folder.

    Raises:
        ConfigError: The list cannot be read.
    """
    try:
        stored = json.loads((index / _NAME).read_text(encoding="utf-8"))
        return {str(folder): frozenset(map(str, paths)) for folder, paths in stored.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ConfigError(
            f"已移除文件的名单“{index / _NAME}”读不出来（{error}）。请检查读取权限；内容已坏时可以删除它，移除过的文件会在下次更新时重新收入。"
        ) from error


def removed_from(index: Path, folder: Path) -> frozenset[str]:
    """Paths of the removed files of one folder.

    Args:
        index: The index folder.
        folder: The folder, resolved.

    Raises:
        ConfigError: The list cannot be read.
    """
    return all_removed(index).get(str(folder), frozenset())


def remember_removed(index: Path, folder: str, paths: Collection[str]) -> None:
    """Put files on the list.

    Args:
        index: The index folder.
        folder: Absolute path of their folder.
        paths: Their paths in it.

    Raises:
        ConfigError: The list cannot be read or written.
    """
    _change(index, lambda listed: {**listed, folder: listed.get(folder, frozenset()).union(paths)})


def forget_removed(index: Path, folder: str, paths: Collection[str] | None = None) -> None:
    """Take files off the list, and the members of archives among them.

    Args:
        index: The index folder.
        folder: Absolute path of their folder.
        paths: Their paths in it; None for all.

    Raises:
        ConfigError: The list cannot be read or written.
    """
    inside = tuple(f"{path}/" for path in paths or ())

    def kept(path: str) -> bool:
        return paths is not None and path not in paths and not path.startswith(inside)

    _change(index, lambda listed: {**listed, folder: frozenset(filter(kept, listed.get(folder, ())))})


def move_removed(index: Path, old: str, new: str) -> None:
    """Keep the list of a folder that has been moved or renamed.

    Args:
        index: The index folder.
        old: Absolute path that was known.
        new: Absolute path that the folder has now.

    Raises:
        ConfigError: The list cannot be read or written.
    """
    _change(index, lambda listed: {**listed, old: frozenset(), new: listed.get(new, frozenset()) | listed.get(old, frozenset())})


def take_out(store: ReportStore, index: Path, folder: str, only: Collection[str] | None = None) -> int:
    """Take a folder out of the index, or some files of it, which no update then brings back.

    Args:
        store: The index.
        index: The index folder.
        folder: Absolute path of the folder.
        only: Paths of the files in it; None for the whole folder, which an update may read anew.

    Returns:
        How many sources were removed.

    Raises:
        AssistantError: The index is being updated, or the list cannot be read or written.
    """
    with store.writing():
        if only is None:
            forget_removed(index, folder)
        else:
            remember_removed(index, folder, only)
        gone = [known.source for path, known in store.known_sources(folder).items() if only is None or path in only]
        for source in gone:
            store.remove_source(source)
        store.forget_failures(folder, () if only is None else {failure.source for failure in store.failures()}.difference(only))
        store.link_duplicates()
    return len(gone)


def _change(index: Path, change: Callable[[_Listed], _Listed]) -> None:
    try:
        with filelock.FileLock(index / f"{_NAME}.lock"):
            listed = all_removed(index)
            changed = {folder: paths for folder, paths in change(listed).items() if paths}
            if changed != listed:
                _write(index, changed)
    except OSError as error:
        raise ConfigError(f"已移除文件的名单写不进“{index}”（{error.strerror or error}）。请检查磁盘空间和写入权限后再试。") from error


def _write(index: Path, listed: _Listed) -> None:
    partial = index / f"{_NAME}.partial"
    try:
        partial.write_text(json.dumps({f: sorted(p) for f, p in listed.items()}, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(index / _NAME)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
