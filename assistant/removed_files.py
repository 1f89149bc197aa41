"""Files that staff removed from the collection and that no update brings back, until they are restored.

The list stands in the index folder. A file that is on it is to an update as if it were not there.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Collection, Mapping
from pathlib import Path

from assistant.errors import ConfigError

_NAME = "removed.json"
_lock = threading.Lock()


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
    with _lock:
        listed = all_removed(index)
        _write(index, {**listed, folder: listed.get(folder, frozenset()).union(paths)})


def forget_removed(index: Path, folder: str, paths: Collection[str]) -> None:
    """Take files off the list, and the members of archives among them.

    Args:
        index: The index folder.
        folder: Absolute path of their folder.
        paths: Their paths in it.

    Raises:
        ConfigError: The list cannot be read or written.
    """
    with _lock:
        listed = all_removed(index)
        inside = tuple(f"{path}/" for path in paths)
        kept = frozenset(path for path in listed.get(folder, ()) if path not in paths and not path.startswith(inside))
        if kept != listed.get(folder, frozenset()):
            _write(index, {**listed, folder: kept})


def _write(index: Path, listed: Mapping[str, Collection[str]]) -> None:
    partial = index / f"{_NAME}.{os.getpid()}"
    try:
        partial.write_text(json.dumps({f: sorted(p) for f, p in listed.items() if p}, ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(index / _NAME)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ConfigError(f"已移除文件的名单写不进“{index}”（{error.strerror or error}）。请检查磁盘空间和写入权限后再试。") from error
