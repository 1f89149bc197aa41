"""Names of uploaded files: as the user has them, but safe on every system."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata

from assistant.errors import ConfigError
from ingest.names import is_clutter, is_lock_file

_PART_BYTES = 200
"""Longest file or folder name in UTF-8. Linux takes 255; the rest is for what is put before it and after it."""
_PATH_BYTES = 1_000
_PARTS = 20
_DRIVE = re.compile("^[A-Za-z]:")
_SEPARATORS = re.compile(r"[/\\]")
_RESERVED = re.compile(r"^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Source: Microsoft, Naming Files, Paths, and Namespaces."""
_WINDOWS = str.maketrans('<>:"|?*', "＜＞：＂｜？＊")
"""Characters that no file on Windows may have, and what looks like them."""
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of characters that are not seen, or turn the reading direction round. Private and
unassigned ones stay: rare characters of Chinese names are among them."""


def upload_path(name: str, *, windows: bool = os.name == "nt") -> str:
    """Turn what a browser calls a file into a path below the folder of uploads.

    Args:
        name: The file's name, perhaps with the folders it stood in.
        windows: Whether the path must be one of Windows.

    Returns:
        Path with forward slashes, without parts that lead elsewhere; the same for the same name.

    Raises:
        ConfigError: It is no file that a person put there, or nothing of the name is left.
    """
    shown = unicodedata.normalize("NFC", _seen(name))
    parts = [_part(part, windows) for part in _SEPARATORS.split(_DRIVE.sub("", shown.strip())) if part.strip() not in ("", ".", "..")]
    path = "/".join(part for part in parts if part)
    if not path:
        raise ConfigError("文件没有名称。请给文件起个名字后再上传。")
    if is_lock_file(path):
        raise ConfigError("这是 Word/WPS 打开文档时留下的临时文件，不是文档本身，没有收入。请关闭正在编辑的文档后再上传。")
    if is_clutter(path):
        raise ConfigError("这是隐藏文件或系统自动生成的文件，没有收入。确实是材料时，请改个名字（不要以点开头）后再上传。")
    if len(parts) > _PARTS or len(path.encode()) > _PATH_BYTES:
        raise ConfigError(f"文件夹套得太深，或路径太长（上限 {_PARTS} 层）。请把文件移到浅一些的文件夹后再上传。")
    return path


def _seen(name: str) -> str:
    """A name without characters that are not seen; a line end or a tab becomes a space."""
    return "".join(" " if c in "\t\n\r\u2028\u2029" else c for c in name if c in "\t\n\r\u2028\u2029" or unicodedata.category(c) not in _UNSEEN)


def _part(part: str, windows: bool) -> str:
    """One name of a path, as every system takes it."""
    part = part.strip().rstrip(". ")
    if windows:
        part = part.translate(_WINDOWS)
    return _short(_RESERVED.sub(lambda found: f"_{found[0]}", part))


def _short(part: str) -> str:
    """A name that is too long, cut in its middle and told from its like by a few digits; the extension stays."""
    if len(part.encode()) <= _PART_BYTES:
        return part
    stem, dot, suffix = part.rpartition(".")
    end = f"{dot}{suffix}" if stem and len(suffix.encode()) <= 10 else ""
    end = f"~{hashlib.sha256(part.encode()).hexdigest()[:8]}{end}"
    return part.encode()[: _PART_BYTES - len(end.encode())].decode("utf-8", "ignore") + end
