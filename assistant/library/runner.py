"""One update at a time, each in the worker's process; the next ones wait."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from assistant.library.jobs import Job, JobState, Running
from assistant.library.messages import MESSAGES, Order, Ready, Setup

WORKER = (sys.executable, "-m", "assistant.library.worker")
IDLE_S = 300.0
"""Seconds after which a worker with nothing to do is let go; the model it holds takes some 900 MB, and 9 s to load."""
_ROOT = Path(__file__).resolve().parents[2]
"""Where the packages stand: the worker must find them when they are not installed and the page was started from elsewhere."""
_END_S = 10.0
"""Seconds that a worker is given to end."""
_DIED = "更新程序意外停止（可能是内存不足，或被系统关闭）。已经完成的部分都保留了，请再更新一次；仍不行时请管理员查看程序的日志。"


class Runner:
    """Starts updates, follows them, and keeps their process warm between them."""

    def __init__(self, setup: Setup, command: Sequence[str] = WORKER, idle_s: float = IDLE_S) -> None:
        """Begin with no process.

        Args:
            setup: What the worker is told first.
            command: The worker's command.
            idle_s: Seconds after which a worker with nothing to do is let go.
        """
        self._setup, self._command, self._idle_s = setup, command, idle_s
        self._lock = threading.RLock()
        self._process: subprocess.Popen[str] | None = None
        self._current: Running | None = None
        self._waiting: dict[str, frozenset[str] | None] = {}
        self._idle: threading.Timer | None = None
        self._number = 0
        self._closed = False

    def prepare(self) -> None:
        """Start the process and have it load the models, so that the next update need not wait for them."""
        with self._lock:
            if self._process is None and not self._closed:
                self._order(Order())
                self._rest()

    def start(self, folder: str, only: Collection[str] | None = None) -> None:
        """Have the index brought up to date with a folder, after what is going on already.

        Args:
            folder: Absolute path of the folder.
            only: Paths of the files to look at; None for all.
        """
        with self._lock:
            before = self._waiting.get(folder, frozenset())
            self._waiting[folder] = None if only is None or before is None else before.union(only)
            self._next()

    def job(self) -> Job | None:
        """The update that runs, or the last one; None before the first."""
        with self._lock:
            return self._current.shown(tuple(self._waiting)) if self._current else None

    def is_running(self) -> bool:
        """Whether an update runs."""
        with self._lock:
            return self._current is not None and self._current.state is JobState.RUNNING

    def cancel(self) -> None:
        """Stop the update that runs, and those that wait; what is stored by then stays."""
        with self._lock:
            self._waiting.clear()
            if self._current is not None and self.is_running():
                self._current.end(JobState.CANCELLED)
                self._stop()
                self.prepare()

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            self._closed = True
            self.cancel()
            self._stop()

    def _next(self) -> None:
        """Start the next update when none runs."""
        if self._closed or self.is_running() or not self._waiting:
            return
        folder = next(iter(self._waiting))
        self._number += 1
        self._current = Running(self._number, folder, self._waiting.pop(folder))
        self._rest(False)
        self._order(self._current.order)

    def _order(self, order: Order) -> None:
        if self._process is None or self._process.poll() is not None:
            self._process = self._launched()
        line = order.model_dump_json() + "\n"
        with suppress(OSError):  # its end is noticed by whoever reads what it says
            assert self._process.stdin is not None
            self._process.stdin.write(line)
            self._process.stdin.flush()

    def _launched(self) -> subprocess.Popen[str]:
        threads = str(max(1, (os.cpu_count() or 2) - 1))
        found = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            # Ctrl+C stops the page only, which then stops this process; Windows ignores the first, has only the second.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            env={"OMP_NUM_THREADS": threads, **os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": found},
        )
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.write(self._setup.model_dump_json() + "\n")
        threading.Thread(target=self._follow, args=(process,), daemon=True).start()
        return process

    def _follow(self, process: subprocess.Popen[str]) -> None:
        """Note what a worker says, to its end."""
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                with suppress(ValidationError):
                    self._take(process, line)
        process.wait()
        _hang_up(process)
        with self._lock:
            if process is not self._process:
                return
            self._process = None
            if self._current is not None and self.is_running():
                self._current.end(JobState.FAILED, _DIED)
            self._next()

    def _take(self, process: subprocess.Popen[str], line: str) -> None:
        message = MESSAGES.validate_json(line)
        with self._lock:
            if process is not self._process or self._current is None or not self.is_running():
                return
            if isinstance(message, Ready):
                return
            self._current.take(message)
            if not self.is_running():
                self._rest()
                self._next()

    def _rest(self, begin: bool = True) -> None:
        """Let the process go after a while of rest; or, as work begins, do not."""
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None
        if begin:
            self._idle = threading.Timer(self._idle_s, self._let_go)
            self._idle.daemon = True
            self._idle.start()

    def _let_go(self) -> None:
        with self._lock:
            if not self.is_running():
                self._stop()

    def _stop(self) -> None:
        """End the process at once; the index bears it."""
        self._rest(False)
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            process.terminate()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _hang_up(process)


def _hang_up(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
