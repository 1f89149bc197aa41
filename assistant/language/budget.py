"""How long a language model may work, and whether somebody wants it to stop."""

from __future__ import annotations

import math
import threading
import time

from assistant.errors import AssistantError


class Stopped(AssistantError):
    """The time is up, or the user stopped; what is there so far holds."""


class Budget:
    """Time for one piece of work; asking it is cheap, so it is asked after every token."""

    def __init__(self, seconds: float = math.inf, stop: threading.Event | None = None) -> None:
        """Start the clock.

        Args:
            seconds: Time allowed from now.
            stop: Set from another thread when the user stops; None when nobody can.
        """
        self._until = time.monotonic() + seconds
        self._stop = stop

    @property
    def left(self) -> float:
        """Seconds left, not below 0; infinite without a limit."""
        return max(0.0, self._until - time.monotonic())

    @property
    def cancelled(self) -> bool:
        """Whether the user stopped."""
        return self._stop is not None and self._stop.is_set()

    def within(self, seconds: float) -> Budget:
        """A part of this budget, which ends with it.

        Args:
            seconds: Most seconds of the part.
        """
        return Budget(min(seconds, self.left), self._stop)

    def check(self) -> None:
        """Go on only while there is time.

        Raises:
            Stopped: The time is up, or the user stopped.
        """
        if self.cancelled:
            raise Stopped("已停止。")
        if self.left <= 0:
            raise Stopped("用时已到上限。")
