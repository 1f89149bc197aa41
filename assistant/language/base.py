"""What every language model can do, and how it fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Literal, NamedTuple, Protocol

from assistant.errors import AssistantError
from assistant.language.budget import Budget


class Message(NamedTuple):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    """Whose it is."""
    text: str
    """What it says."""


class Opinion(NamedTuple):
    """A model's answer to a yes-or-no question."""

    yes: bool
    """Whether it says yes."""
    probability: float | None
    """Probability of yes against no at the first token, 0 to 1; None when the provider tells none."""
    reason: str = ""
    """Its reason in a sentence, from providers without probabilities."""


class Trouble(StrEnum):
    """Why a language model gave no answer."""

    MISSING = "missing"
    """It is not installed, or its file is not there."""
    UNREACHABLE = "unreachable"
    """Its server does not answer."""
    SLOW = "slow"
    """It took longer than allowed."""
    REFUSED = "refused"
    """Its server does not accept the key, or has no such model."""
    LIMITED = "limited"
    """Its server takes no more requests for now."""
    BROKEN = "broken"
    """It broke off, or answered what cannot be read."""


class LanguageModelError(AssistantError):
    """A language model gave no answer; the message tells staff why and what helps."""

    def __init__(self, trouble: Trouble, message: str, *, of_request: bool = False) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.of_request = of_request
        """Whether it is this request's fault, so that another one may fare better."""


class LanguageModel(Protocol):
    """A language model that is ready to be asked; it may be used from several threads."""

    @property
    def name(self) -> str:
        """Its name for staff: 本地模型 qwen2.5-coder-1.5b, deepseek-chat."""
        ...

    @property
    def identity(self) -> str:
        """Tells models apart whose answers may differ; what it judged is kept under it."""
        ...

    @property
    def parallel(self) -> int:
        """How many requests it serves at a time, at least 1."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int, budget: Budget) -> Iterator[str]:
        """Answer piece by piece.

        Args:
            messages: The conversation, the system's message first.
            max_tokens: Most tokens of the answer.
            budget: Time left, and whether the user has stopped.

        Yields:
            Pieces of text.

        Raises:
            LanguageModelError: It failed, also in the middle.
            Stopped: The budget is used up, or the user stopped.
        """
        ...

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """Answer yes-or-no questions, which end by asking for 是 or 否; beginnings that they share are read once.

        Args:
            questions: The conversations.
            budget: Time left, and whether the user has stopped.

        Yields:
            An opinion for each, in their order, as soon as it is there.

        Raises:
            LanguageModelError: It failed.
            Stopped: The budget is used up, or the user stopped; what was yielded before holds.
        """
        ...

    def fill_in(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int, budget: Budget) -> dict[str, Any]:
        """Answer with a JSON object.

        Args:
            messages: The conversation, the system's message first.
            schema: JSON schema of the object.
            max_tokens: Most tokens of the answer.
            budget: Time left, and whether the user has stopped.

        Returns:
            The object; it has to be checked against the schema by the caller.

        Raises:
            LanguageModelError: It failed, or what it answered is no JSON object.
            Stopped: The budget is used up, or the user stopped.
        """
        ...

    def warm_up(self) -> None:
        """Load what the first question would wait for.

        Raises:
            LanguageModelError: It cannot be loaded.
        """
        ...

    def close(self) -> None:
        """Let go of memory and connections."""
        ...
