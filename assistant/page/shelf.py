"""Answers that were given lately, for what a reader does with them afterwards."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from assistant.models import Answer

_KEPT = 200
"""Answers kept; of a survey over some hundred reports one takes about 1 MB."""


class AnswerShelf:
    """The last answers by id; the browser's own history holds older ones and puts them back when needed."""

    def __init__(self) -> None:
        """Begin with none."""
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, answer: Answer) -> str:
        """Keep an answer.

        Args:
            answer: A whole answer.

        Returns:
            Its id, the same for the same answer.
        """
        key = hashlib.sha256(answer.model_dump_json().encode("utf-8")).hexdigest()[:32]
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        return key

    def get(self, key: str) -> Answer | None:
        """An answer by its id; None when it is no longer here.

        Args:
            key: Its id.
        """
        with self._lock:
            return self._answers.get(key)
