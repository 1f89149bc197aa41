"""The user's own list of topics, a text file in the index folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.errors import ConfigError
from assistant.overview.cleaning import clean
from assistant.thesaurus.lookup import folded

DEFAULT_TOPICS = (
    "党的建设",
    "师德师风",
    "教师招聘",
    "教师培训",
    "学前教育",
    "义务教育均衡",
    "集团化办学",
    "双减",
    "课后服务",
    "校园安全",
    "校车安全",
    "食品安全",
    "心理健康",
    "劳动教育",
    "特殊教育",
    "学生资助",
)
"""What education bureaus report on nearly every year."""

_FILE = "话题.txt"
_MOST = 60
_SHORTEST, _LONGEST = 2, 30
_HEADER = "# 总览的话题，一行一个；以 # 开头的行不算。"
_ENCODINGS = ("utf-8-sig", "gb18030")


def load_topics(folder: Path) -> tuple[str, ...]:
    """Read the list of topics.

    Args:
        folder: Folder of the index.

    Returns:
        The user's topics, each once, in order; the default ones when there is no list or it is empty.

    Raises:
        ConfigError: The list cannot be read, or a topic in it cannot be used.
    """
    return _checked(line for line in _lines(folder / _FILE) if not line.startswith("#")) or DEFAULT_TOPICS


def save_topics(folder: Path, topics: Sequence[str]) -> tuple[str, ...]:
    """Keep a list of topics.

    Args:
        folder: Folder of the index.
        topics: Topics in order; none for the default ones. The comments of the list stay.

    Returns:
        The topics as kept: without empty ones and repetitions.

    Raises:
        ConfigError: There are too many, one cannot be used, or the list cannot be written.
    """
    kept = _checked(topics)
    path = folder / _FILE
    try:
        if not kept:
            path.unlink(missing_ok=True)
            return DEFAULT_TOPICS
        comments = [line for line in _lines(path) if line.startswith("#")] or [_HEADER]
        _replace(path, "\n".join([*comments, *kept, ""]))
    except OSError as error:
        raise ConfigError(f"话题没有保存成：{error.strerror or error}。请检查索引文件夹是否可以写入。") from error
    return kept


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigError(f"话题表“{path}”读不出来：{error.strerror or error}。请检查该文件是否可以读取。") from error
    for encoding in _ENCODINGS:
        try:
            return [line.strip() for line in raw.decode(encoding).splitlines()]
        except UnicodeDecodeError:
            continue
    raise ConfigError(f"话题表“{path}”不是文本文件。请用记事本打开，另存为 UTF-8 编码的文本文件，或者删除它。")


def _checked(topics: Iterable[str]) -> tuple[str, ...]:
    """Topics each once by their folded form, so that “双减” and 双减 are one."""
    kept: dict[str, str] = {}
    for given in topics:
        topic = clean(given)
        if not topic:
            continue
        if topic.startswith("#"):
            raise ConfigError(f"话题“{topic[:_LONGEST]}”以 # 开头，会被当作注释。请去掉 #。")
        if not _SHORTEST <= len(topic) <= _LONGEST or sum(c.isalnum() for c in topic) < _SHORTEST:
            raise ConfigError(f"话题“{topic[:_LONGEST]}”不合适：每个话题 {_SHORTEST} 到 {_LONGEST} 个字，一行一个。")
        kept.setdefault(folded(topic), topic)
    if len(kept) > _MOST:
        raise ConfigError(f"话题有 {len(kept)} 个，最多 {_MOST} 个。请删去一些。")
    return tuple(kept.values())


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
