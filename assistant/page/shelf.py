"""Answers that were given lately, for what a reader does with them afterwards."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections import OrderedDict

from assistant.models import Answer

_KEPT_BYTES = 64_000_000
"""Room for answers, compressed; a survey over 150 reports takes about 30,000 bytes of it."""


class AnswerShelf:
    """The last answers by id; the browser's own history holds older ones and puts them back when needed."""

    def __init__(self, room: int = _KEPT_BYTES) -> None:
        """Begin with none.

        Args:
            room: Bytes that the answers may take, compressed; the last one is kept in any case.
        """
        self._room = room
        self._used = 0
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, answer: Answer) -> str:
        """Keep an answer.

        Args:
            answer: A whole answer.

        Returns:
            Its id, the same for the same answer.
        """
        words = answer.model_dump_json().encode("utf-8")
        key, packed = hashlib.sha256(words).hexdigest()[:32], zlib.compress(words)
        with self._lock:
            self._used += len(packed) - len(self._answers.pop(key, b""))
            self._answers[key] = packed
            while self._used > self._room and len(self._answers) > 1:
                self._used -= len(self._answers.popitem(last=False)[1])
        return key

    def get(self, key: str) -> Answer | None:
        """An answer by its id; None when it is no longer here.

        Args:
            key: Its id.
        """
        with self._lock:
            packed = self._answers.get(key)
        return None if packed is None else Answer.model_validate_json(zlib.decompress(packed))
