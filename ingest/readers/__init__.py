"""One reader per format: bytes of a file → normalised text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ingest.cleaning import unwrap
from ingest.decoding import decode, normalise
from ingest.models import FailureCategory, UnreadableFileError

Reader = Callable[[bytes], str]


def read_text(data: bytes) -> str:
    """Read a plain-text or Markdown file.

    Args:
        data: The file's bytes.

    Returns:
        Normalised text.

    Raises:
        UnreadableFileError: Empty, or not a text.
    """
    text = unwrap(normalise(decode(data)[0]))
    if not text.strip():
        raise UnreadableFileError(FailureCategory.EMPTY, "文件里没有文字。请确认文件已完整保存，再重新导入。")
    return text


_READERS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", read_text),
    ".md": ("text/markdown", read_text),
    ".markdown": ("text/markdown", read_text),
}


def reader_for(path: PurePath) -> tuple[str, Reader]:
    """Media type and reader of a file.

    Args:
        path: The file's path; its extension decides.

    Returns:
        IANA media type and reader.

    Raises:
        UnreadableFileError: No reader takes this format.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise UnreadableFileError(
            FailureCategory.UNSUPPORTED,
            f"还不能读取 {suffix or '没有扩展名的'} 文件。请另存为 .txt 或 .md 后再导入。",
        )
    return _READERS[suffix]
