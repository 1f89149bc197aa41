"""The process that updates the index, so that no page waits for it or falls with it.

It is told what to do on its standard input and says what it does on its standard output, a JSON
object a line. It ends when its input does. It may be killed at any time: the index bears it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import filelock
from pydantic import BaseModel

from assistant.errors import AssistantError, IndexUnavailableError
from assistant.library.messages import Became, Ended, Order, Ready, Setup, Step, Waits
from assistant.models import SyncResult
from assistant.syncing import FileOutcome, FolderSync
from vectorstore import ReportStore
from vectorstore.embedding import SentenceEmbedder
from vectorstore.embedding.base import Embedder

_POLITENESS = 10
"""Niceness of the process: what the page does goes first."""
_WAIT_S = 60.0
"""Seconds that an update waits for another program that writes to the index, such as a correction by hand."""
_AGAIN_S = 1.0
"""Seconds between two attempts meanwhile."""


def main(embedder: Embedder | None = None, wait_s: float = _WAIT_S) -> None:
    """Do what is asked until standard input ends.

    Args:
        embedder: An embedding model in place of the configured one.
        wait_s: Seconds that an update waits for another program that writes to the index.
    """
    if hasattr(os, "nice"):
        os.nice(_POLITENESS)
    out = _take_output()
    lines = _lines()
    setup = Setup.model_validate_json(lines.get())
    embedder = embedder or SentenceEmbedder(setup.embedding_model, setup.cache)

    def say(message: BaseModel) -> None:
        out.write(message.model_dump_json() + "\n")
        out.flush()

    while True:
        order = Order.model_validate_json(lines.get())
        if order.folder is None:
            _load(setup, embedder)
            say(Ready())
            continue
        try:
            say(Ended(result=_update_in_turn(setup, embedder, order, say, wait_s)))
        except AssistantError as error:
            say(Ended(error=str(error)))


def _take_output() -> TextIO:
    """Standard output for messages only; what libraries print goes to the error stream."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return out


def _lines() -> queue.SimpleQueue[str]:
    """Lines of standard input as they come; at its end the process ends, whatever it is doing."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in open(0, encoding="utf-8", closefd=False):  # noqa: SIM115  # standard input stays open
                lines.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _update_in_turn(setup: Setup, embedder: Embedder, order: Order, say: Callable[[BaseModel], None], wait_s: float) -> SyncResult:
    """Update the index, after another program that writes to it; the index is opened anew each time, because that one changes it."""
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return _update(setup, embedder, order, say)
        except IndexUnavailableError as error:
            if not isinstance(error.__cause__, filelock.Timeout) or time.monotonic() >= deadline:
                raise
        say(Waits())
        time.sleep(_AGAIN_S)


def _update(setup: Setup, embedder: Embedder, order: Order, say: Callable[[BaseModel], None]) -> SyncResult:
    with contextlib.closing(ReportStore(setup.index, embedder)) as store:

        def tell(outcome: FileOutcome) -> None:
            done, total = sync.standing
            say(Became(**outcome._asdict(), done=done, total=total))

        sync = FolderSync(store, Path(order.folder or ""), setup.index, lambda step: say(Step(**step._asdict())), tell, order.only)
        return sync.run()


def _load(setup: Setup, embedder: Embedder) -> None:
    """Load what the first update would wait for."""
    with contextlib.suppress(AssistantError), contextlib.closing(ReportStore(setup.index, embedder)) as store:
        store.rank_by_meaning(store.embed_query("准备"), 1)


if __name__ == "__main__":
    main()
