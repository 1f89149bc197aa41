"""What goes on while a question is answered: progress, pieces of text, time left, a stop."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

from assistant.language.budget import Budget
from assistant.models import Answer


class Activity(NamedTuple):
    """Where long work stands."""

    doing: str
    """What is being done, in Chinese."""
    done: int
    """How much of it is done."""
    total: int
    """How much there is; 0 when that is not known."""
    answer: Answer | None
    """What can be shown meanwhile; None when that has not changed."""


Listener = Callable[[str | Activity], None]
"""Is told pieces of the answer's text that stay, and progress."""


class Work:
    """The work on one question."""

    def __init__(self, budget: Budget | None = None, listener: Listener | None = None) -> None:
        """Start it.

        Args:
            budget: Time for a language model, and whether the user has stopped; None for no limit.
            listener: Is told what goes on; None tells nobody.
        """
        self.budget = budget or Budget()
        self._listener = listener

    def told(self, piece: str) -> None:
        """Hand on a piece of the answer's text, which follows the pieces before.

        Args:
            piece: The piece; it is not taken back.
        """
        if self._listener is not None:
            self._listener(piece)

    def progress(self, doing: str, done: int = 0, total: int = 0, answer: Answer | None = None) -> None:
        """Hand on where it stands.

        Args:
            doing: What is being done, in Chinese.
            done: How much of it is done.
            total: How much there is; 0 when that is not known.
            answer: What can be shown meanwhile.
        """
        if self._listener is not None:
            self._listener(Activity(doing, done, total, answer))


def streamed(answering: Callable[[Listener], Answer], stop: threading.Event) -> Iterator[str | Activity | Answer]:
    """Turn work that tells a listener into an iterator over what it tells.

    Args:
        answering: Does the work in a thread of its own, and gives the answer.
        stop: Has the work stop; set when nobody reads on.

    Yields:
        Pieces of text and progress as they come, the rest of the answer's text by lines, the answer.
    """
    told: queue.SimpleQueue[str | Activity | Answer | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            told.put(answering(told.put))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that reads
            told.put(error)

    threading.Thread(target=run, daemon=True).start()
    length = 0
    try:
        while not isinstance(event := told.get(), Answer | BaseException):
            length += len(event) if isinstance(event, str) else 0
            yield event
    except BaseException:
        stop.set()
        raise
    if isinstance(event, BaseException):
        raise event
    yield from event.text[length:].splitlines(keepends=True)
    yield event
