"""The kinds of files that an answer is exported to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from assistant.errors import ConfigError
from assistant.exporting.excel import answer_xlsx
from assistant.exporting.markdown import answer_markdown
from assistant.exporting.plain import one_line
from assistant.exporting.word import answer_docx
from assistant.models import Answer

SUFFIXES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown; charset=utf-8",
}
"""Every suffix with the media type of its files."""
_NAME_MAX = 60
"""Longest name in characters, without the suffix; with Chinese characters in UTF-8 it stays below 255 bytes."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
"""Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names of devices. Source: as above."""
_NO_NAME = "答案"


def export(answer: Answer, suffix: str, *, made: date | None = None, sources: Mapping[str, str] | None = None) -> bytes:
    """An answer as a file.

    Args:
        answer: The answer.
        suffix: ``.docx``, ``.xlsx`` or ``.md``.
        made: The day that the file bears; None for today.
        sources: Source files by report id, for reports of a survey that nothing is quoted from.

    Returns:
        What the file contains.

    Raises:
        ConfigError: For another suffix.
    """
    kind = _kind(suffix)
    if kind == ".docx":
        return answer_docx(answer, made=made)
    if kind == ".xlsx":
        return answer_xlsx(answer, made=made, sources=sources)
    return answer_markdown(answer, made=made).encode("utf-8")


def media_type(suffix: str) -> str:
    """The media type of a kind of file.

    Args:
        suffix: ``.docx``, ``.xlsx`` or ``.md``.

    Raises:
        ConfigError: For another suffix.
    """
    return SUFFIXES[_kind(suffix)]


def file_name(answer: Answer, suffix: str) -> str:
    """A name for the file that Windows takes, made from the question.

    Args:
        answer: The answer.
        suffix: ``.docx``, ``.xlsx`` or ``.md``.

    Raises:
        ConfigError: For another suffix.
    """
    kind = _kind(suffix)
    words = unicodedata.normalize("NFC", one_line(answer.question)).replace("\N{REPLACEMENT CHARACTER}", "")
    stem = _FORBIDDEN.sub("-", words.rstrip("?*"))[:_NAME_MAX].strip(" \u3000.。-？！?!，、；：")
    if _RESERVED.fullmatch(stem):
        stem = f"{_NO_NAME}-{stem}"
    return f"{stem or _NO_NAME}{kind}"


def _kind(suffix: str) -> str:
    kind = suffix.lower()
    if kind not in SUFFIXES:
        raise ConfigError(f"不能导出为“{one_line(suffix)[:20]}”文件。请选 {'、'.join(SUFFIXES)} 中的一种。")
    return kind
