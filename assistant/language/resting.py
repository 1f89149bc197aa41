"""A language model that is left alone for a while after it failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistant.errors import ConfigError
from assistant.language.base import LanguageModel, LanguageModelError, Message, Opinion, Trouble
from assistant.language.budget import Budget
from assistant.language.choosing import choose_model, chosen_kind
from assistant.settings import Settings

_REST_S = 60.0
"""Seconds for which a model that cannot be reached is not asked again."""
_LOOK_S = 0.1
"""Seconds between two looks at the clock while another thread makes the model."""
_LASTING = frozenset({Trouble.MISSING, Trouble.UNREACHABLE, Trouble.REFUSED, Trouble.LIMITED})
"""Troubles that the next question would meet as well."""


def configured_model(settings: Settings) -> LanguageModel | None:
    """The language model that the settings ask for, to be loaded when it is first asked.

    Args:
        settings: The settings.

    Returns:
        The model; None when they ask for none, or for the local one if installed and it is not.

    Raises:
        ConfigError: The settings make no sense.
    """
    return None if chosen_kind(settings) == "none" else RestingModel(lambda: choose_model(settings))


class RestingModel:
    """Loads a model when it is first asked; while it rests, every request fails at once with the last error."""

    def __init__(self, choose: Callable[[], LanguageModel | None]) -> None:
        """Remember how the model is made.

        Args:
            choose: Makes it; may take seconds.
        """
        self._choose = choose
        self._model: LanguageModel | None = None
        self._lock = threading.Lock()
        self._error: LanguageModelError | None = None
        self._until = 0.0

    @property
    def name(self) -> str:
        """See the protocol; loads the model."""
        with self._watched():
            return self._loaded().name

    @property
    def identity(self) -> str:
        """See the protocol; loads the model."""
        with self._watched():
            return self._loaded().identity

    @property
    def parallel(self) -> int:
        """See the protocol; loads the model."""
        with self._watched():
            return self._loaded().parallel

    def stream(self, messages: Sequence[Message], *, max_tokens: int, budget: Budget) -> Iterator[str]:
        """See the protocol."""
        with self._watched():
            yield from self._loaded(budget).stream(messages, max_tokens=max_tokens, budget=budget)

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """See the protocol."""
        with self._watched():
            yield from self._loaded(budget).judge(questions, budget=budget)

    def fill_in(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int, budget: Budget) -> dict[str, Any]:
        """See the protocol."""
        with self._watched():
            return self._loaded(budget).fill_in(messages, schema, max_tokens=max_tokens, budget=budget)

    def warm_up(self) -> None:
        """See the protocol."""
        with self._watched():
            self._loaded().warm_up()

    def close(self) -> None:
        """See the protocol."""
        with self._lock:
            if self._model is not None:
                self._model.close()
                self._model = None

    @contextmanager
    def _watched(self) -> Iterator[None]:
        if (last := self._error) is not None and time.monotonic() < self._until:
            # A new one each time: an exception that is raised again keeps the frames of every raise.
            raise LanguageModelError(last.trouble, str(last))
        try:
            yield
        except LanguageModelError as error:
            if error.trouble in _LASTING and not error.of_request:
                self._error, self._until = error, time.monotonic() + _REST_S
            raise

    def _chosen(self) -> LanguageModel | None:
        try:
            return self._choose()
        except ConfigError as error:
            raise LanguageModelError(Trouble.MISSING, str(error)) from error

    def _loaded(self, budget: Budget | None = None) -> LanguageModel:
        """The model, made now if need be; one that another thread is making is waited for while there is time."""
        while not self._lock.acquire(timeout=_LOOK_S):
            if budget is not None and budget.left <= 0 and not budget.cancelled:
                raise LanguageModelError(Trouble.SLOW, "语言模型还在准备，这次没有等它。请过一会儿再问。")
            if budget is not None:
                budget.check()
        try:
            if self._model is None:
                self._model = self._chosen()
            if self._model is None:
                raise LanguageModelError(Trouble.MISSING, "本地语言模型已经不在了。请重新安装，或把 language_model 设为 none。")
            return self._model
        finally:
            self._lock.release()
