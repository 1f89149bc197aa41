"""A language model that says what a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assistant.language.base import LanguageModelError, Message, Opinion
from assistant.language.budget import Budget

Reply = str | LanguageModelError | Callable[[Sequence[Message]], str]
"""What is said to a request: words, a failure, or what is made of the messages."""


class ScriptedModel:
    """Gives its replies in their order, the last one again and again; remembers what it was asked."""

    name = "脚本模型"
    identity = "scripted"

    def __init__(
        self,
        replies: Sequence[Reply] = ("",),
        *,
        opinion: Callable[[str], Opinion] = lambda words: Opinion(False, 0.0),
        filled: dict[str, Any] | LanguageModelError | None = None,
        parallel: int = 1,
    ) -> None:
        self._replies = list(replies)
        self._opinion = opinion
        self._filled = filled if filled is not None else {}
        self.parallel = parallel
        self.asked: list[Sequence[Message]] = []
        self.judged: list[Sequence[Message]] = []
        self.closed = self.warm = False

    def stream(self, messages: Sequence[Message], *, max_tokens: int, budget: Budget) -> Iterator[str]:
        self.asked.append(messages)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, LanguageModelError):
            raise reply
        for piece in reply if isinstance(reply, str) else reply(messages):
            budget.check()
            yield piece

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        for messages in questions:
            budget.check()
            self.judged.append(messages)
            yield self._opinion(messages[-1].text)

    def fill_in(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int, budget: Budget) -> dict[str, Any]:
        budget.check()
        self.asked.append(messages)
        if isinstance(self._filled, LanguageModelError):
            raise self._filled
        return self._filled

    def warm_up(self) -> None:
        self.warm = True

    def close(self) -> None:
        self.closed = True
