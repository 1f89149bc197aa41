"""Asynchronous requests for callers that are not: an event loop in a thread of its own.

Cancelling a request closes its connection at once, so a server that hangs holds nobody up, and
one that still generates learns that nobody listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from assistant.language.budget import Budget, Stopped

_T = TypeVar("_T")
_LOOK_S = 0.2
"""Seconds between two looks at the budget while nothing arrives: a stop by the user takes effect within them."""
_CLOSING_S = 5.0
"""Most seconds that closing waits for connections to end."""


class _Event(NamedTuple, Generic[_T]):
    value: _T | None = None
    error: BaseException | None = None
    last: bool = False


class Runner:
    """Runs asynchronous generators for callers in any thread."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def iterate(self, generator: Callable[[], AsyncGenerator[_T, None]], budget: Budget) -> Iterator[_T]:
        """Give on what a generator yields; it is cancelled when the caller leaves.

        Args:
            generator: Makes the generator.
            budget: Looked at also while nothing arrives.

        Yields:
            What it yields.

        Raises:
            Stopped: The budget is used up, or the user stopped.
        """
        budget.check()
        events: queue.SimpleQueue[_Event[_T]] = queue.SimpleQueue()

        async def pump() -> None:
            try:
                async with contextlib.aclosing(generator()) as source:
                    async for value in source:
                        events.put(_Event(value))
                events.put(_Event(last=True))
            except asyncio.CancelledError:
                events.put(_Event(error=Stopped("已停止。")))
                raise
            except Exception as error:  # noqa: BLE001  # raised again in the caller's thread
                events.put(_Event(error=error))

        running = asyncio.run_coroutine_threadsafe(pump(), self._running())
        try:
            while True:
                budget.check()
                try:
                    event = events.get(timeout=min(_LOOK_S, budget.left))
                except queue.Empty:
                    continue
                if event.error is not None:
                    raise event.error
                if event.last:
                    return
                yield event.value  # type: ignore[misc]  # an event that is no error and not the last has a value
        finally:
            running.cancel()

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="language-model", daemon=True)
                self._thread.start()
            return self._loop

    def close(self, finish: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancel what runs and end the thread.

        Args:
            finish: Run last in the loop, to close what belongs to it.
        """
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            loop = asyncio.new_event_loop()
            loop.run_until_complete(finish())
            loop.close()
            return

        async def end() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await finish()
            await loop.shutdown_asyncgens()

        with contextlib.suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(end(), loop).result(_CLOSING_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_CLOSING_S)
        if not thread.is_alive():
            loop.close()
