"""llama.cpp itself: loaded when it is needed, quiet, and patient with other work on the machine."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from assistant.language.base import LanguageModelError, Trouble
from assistant.language.weights import ADD_COMMAND

_SPIN = "1000"
"""Turns that a thread of llama.cpp waits busily for the others. With the library's 300,000 a machine that had other work
generated 0.4 tokens a second and 1.4 per second of CPU time, with 1,000 3.0 and 10.2 (2 threads, 1.5 billion weights)."""
_silent: Any = None
"""Takes what the C library would write to the terminal, until the process ends."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def bindings() -> Any:
    """The bindings of llama.cpp, kept from writing to the terminal.

    Raises:
        LanguageModelError: They are not installed, or their library cannot be loaded.
    """
    global _silent
    try:
        with _patient_threads():
            import llama_cpp
    except ImportError as error:
        raise LanguageModelError(Trouble.MISSING, f"没有安装本地语言模型。请运行：{ADD_COMMAND}") from error
    except (OSError, RuntimeError) as error:
        raise LanguageModelError(Trouble.BROKEN, f"本地语言模型的运行库无法加载（{error}）。请重新安装 llama-cpp-python。") from error
    if _silent is None:
        _silent = llama_cpp.llama_log_callback(lambda *_: None)
        llama_cpp.llama_log_set(_silent, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
    return llama_cpp


@contextmanager
def _patient_threads() -> Iterator[None]:
    """OpenMP looks at the environment while it is loaded, and offers no other way."""
    if "GOMP_SPINCOUNT" in os.environ or "OMP_WAIT_POLICY" in os.environ:
        yield
        return
    os.environ["GOMP_SPINCOUNT"] = _SPIN
    try:
        yield
    finally:
        del os.environ["GOMP_SPINCOUNT"]
