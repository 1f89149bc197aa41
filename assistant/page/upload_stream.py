"""An upload taken apart as it comes: each file goes to its place without being held anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fastapi import HTTPException
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from assistant.errors import AssistantError
from assistant.library.uploads import Arrival, Saved, Uploads

_FIELD_MAX = 8_192
"""Longest field that is no file, and longest header of a part, in bytes."""
_UNREADABLE = "上传的内容不完整或格式不对，没有收入。请刷新网页后再试。"


class Refused(NamedTuple):
    """A file that was not taken."""

    path: str
    """Its name as the browser gave it."""
    message: str
    """Why, and the remedy, in Chinese."""


class UploadStream:
    """The body of a ``multipart/form-data`` request with ``file`` parts, each perhaps after a ``path`` field."""

    def __init__(self, uploads: Uploads, content_type: str, arrived: Callable[[Saved], None]) -> None:
        """Look at the request's head.

        Args:
            uploads: Where files go.
            content_type: The request's content type.
            arrived: Told of each file that has arrived whole.

        Raises:
            HTTPException: 400, it is no such request.
        """
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise HTTPException(400, _UNREADABLE)
        self.saved: list[Saved] = []
        self.refused: list[Refused] = []
        self._uploads, self._arrived = uploads, arrived
        self._path = ""
        self._arrival: Arrival | None = None
        self._begin()
        calls: Any = {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._close,
        }
        self._parser = MultipartParser(options[b"boundary"], calls)

    def feed(self, chunk: bytes) -> None:
        """Take a piece of the body.

        Args:
            chunk: The piece.

        Raises:
            HTTPException: 400, it is broken.
        """
        try:
            self._parser.write(chunk)
        except MultipartParseError as error:
            raise HTTPException(400, _UNREADABLE) from error

    def abandon(self) -> None:
        """Leave nothing of a file that has not arrived whole."""
        if self._arrival is not None:
            self._arrival.abandon()
            self._arrival = None

    def _begin(self) -> None:
        self._headers: dict[bytes, bytes] = {}
        self._field = self._value = b""
        self._name, self._shown = "", ""
        self._content = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field = _grown(self._field, data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value = _grown(self._value, data[start:end])

    def _header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""

    def _open(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = _words(options.get(b"name", b""))
        if self._name == "file":
            self._shown, self._path = self._path or _words(options.get(b"filename", b"")), ""
            self._attempt(self._start)

    def _attempt(self, doing: Callable[[], None]) -> None:
        """Go on with the file that is coming; when that fails, pass over the rest of it."""
        try:
            doing()
        except AssistantError as error:
            self.abandon()
            self.refused.append(Refused(self._shown, str(error)))

    def _start(self) -> None:
        self._arrival = self._uploads.arrival(self._shown)

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece, arrival = data[start:end], self._arrival
        if arrival is not None:
            self._attempt(lambda: arrival.write(piece))
        elif self._name == "path":
            self._content = _grown(self._content, piece)

    def _close(self) -> None:
        arrival = self._arrival
        if arrival is not None:
            self._attempt(lambda: self._keep(arrival))
        elif self._name == "path":
            self._path = _words(self._content)

    def _keep(self, arrival: Arrival) -> None:
        saved = arrival.finish()
        self._arrival = None
        self._arrived(saved)
        self.saved.append(saved)


def _grown(so_far: bytes, piece: bytes) -> bytes:
    if len(so_far) + len(piece) > _FIELD_MAX:
        raise HTTPException(400, _UNREADABLE)
    return so_far + piece


def _words(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
