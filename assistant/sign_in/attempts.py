"""Wrong passwords: after a few of them a name or an address has to wait, longer each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

NAME_TRIES = 5
"""Wrong tries of one name before it has to wait."""
ADDRESS_TRIES = 20
"""Wrong tries from one address; more, since a whole office may come from one."""
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 300.0
FORGET_S = 3600.0
"""Seconds without a try after which the earlier ones are forgotten."""
MOST_REMEMBERED = 10_000
"""Names and addresses kept; beyond that the oldest go, so that invented names cannot fill the memory."""


@dataclass
class _Tries:
    count: int = 0
    last: float = 0.0
    free_at: float = 0.0


class Attempts:
    """Counts the wrong tries of each name and address, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with no tries.

        Args:
            clock: Seconds that only grow.
        """
        self._clock = clock
        self._lock = threading.Lock()
        self._tries: dict[tuple[str, str], _Tries] = {}

    def take(self, name: str, address: str) -> float:
        """Ask for a try; it counts as wrong until ``passed`` says otherwise, so that tries at once do not slip through.

        Args:
            name: The name as typed.
            address: Where the try comes from.

        Returns:
            Seconds to wait; 0 when the password may be checked now.
        """
        now = self._clock()
        with self._lock:
            both = [(self._of(key, now), limit) for key, limit in _keys(name, address)]
            wait = max(tries.free_at for tries, _ in both) - now
            if wait > 0:
                return wait
            for tries, limit in both:
                tries.count += 1
                tries.last = now
                if tries.count >= limit:
                    tries.free_at = now + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(tries.count - limit, 16))
            return 0.0

    def passed(self, name: str, address: str) -> None:
        """Say that the last try was right: the name begins anew, the address gets that one try back.

        Args:
            name: The name as typed.
            address: Where the try came from.
        """
        with self._lock:
            (of_name, _), (of_address, _) = _keys(name, address)
            self._tries.pop(of_name, None)
            tries = self._tries.get(of_address)
            if tries is not None:
                tries.count = max(0, tries.count - 1)
                if tries.count < ADDRESS_TRIES:
                    tries.free_at = 0.0

    def _of(self, key: tuple[str, str], now: float) -> _Tries:
        tries = self._tries.pop(key, None)
        if tries is None or now - tries.last > FORGET_S:
            tries = _Tries(last=now)
        self._tries[key] = tries
        while len(self._tries) > MOST_REMEMBERED:
            del self._tries[next(iter(self._tries))]
        return tries


def _keys(name: str, address: str) -> tuple[tuple[tuple[str, str], int], tuple[tuple[str, str], int]]:
    return (("name", name), NAME_TRIES), (("address", address), ADDRESS_TRIES)
