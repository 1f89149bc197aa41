"""Names of files, on disk and inside archives and e-mails."""

from __future__ import annotations

import re

from ingest.decoding import normalise

_SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini"))
_MAC_FOLDER = "__MACOSX"
_DRIVE = re.compile("^[A-Za-z]:")
_SEPARATORS = re.compile(r"[/\\]")


def is_clutter(path: str) -> bool:
    """Whether no person put a file there: hidden files and what systems leave behind.

    Args:
        path: Path with forward slashes, relative to the folder or archive.
    """
    parts = path.split("/")
    return any(part.startswith(".") or part == _MAC_FOLDER for part in parts) or parts[-1].lower() in _SYSTEM_NAMES


def is_lock_file(path: str) -> bool:
    """Whether a file is what Word or WPS leaves beside a document while it is open.

    Args:
        path: Path with forward slashes.
    """
    return path.rsplit("/", 1)[-1].startswith("~$")


def decode_name(raw: bytes) -> str:
    """Decode a name whose encoding is not declared.

    Args:
        raw: The name as stored.

    Returns:
        The name by UTF-8, or by GB18030 if that gives ordinary Chinese, or else by code
        page 437, the default of the zip format (APPNOTE 6.3.10, appendix D).
    """
    for encoding, proof in (("utf-8", None), ("gb18030", "gb2312")):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in name if c > "\x7f"]
        # Personal and place names may hold a few characters that GB 2312 lacks.
        if proof is None or 2 * sum(bool(c.encode(proof, "ignore")) for c in foreign) >= len(foreign):
            return name
    return raw.decode("cp437")


def safe_path(name: str) -> str:
    """Turn the name of an archive's member into a path that stays below the archive.

    Args:
        name: Decoded name, perhaps absolute, with ``..``, or with backslashes.

    Returns:
        Path with forward slashes, without parts that lead elsewhere, without control
        characters.
    """
    shown = normalise(name.encode("utf-8", "replace").decode("utf-8")).replace("\n", " ").replace("\t", " ")
    parts = (part.strip() for part in _SEPARATORS.split(_DRIVE.sub("", shown)))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "未命名"
