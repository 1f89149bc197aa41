"""One request to a language model: its sentences are checked, repaired once, or dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import NamedTuple

from assistant.generation.numbered import sources_block, sources_of, within_room
from assistant.language.base import LanguageModel, LanguageModelError, Message
from assistant.language.budget import Budget, Stopped
from assistant.models import Citation, Dropped, PromptVersion
from assistant.verification.marks import read_marks, with_marks
from assistant.verification.verifying import SentenceStream, Verdict, verify
from prompts import Prompt, as_data, load_prompt

_TOKENS, _REPAIR_TOKENS = 320, 120
"""Most tokens of a reply, and of a repaired sentence."""
_DELIMITERS = re.compile(r"</?原文>")
"""The prompt's own marks, which small models copy."""
_FAILING = 2
"""Failing sentences after which a reply is not read further."""


class Written(NamedTuple):
    """What came of a request."""

    sentences: tuple[str, ...] = ()
    """Sentences that hold, each with its citations."""
    dropped: tuple[Dropped, ...] = ()
    """Sentences that do not."""
    repaired: int = 0
    """How many of those that hold were repaired."""
    trouble: str = ""
    """Why the model did not finish, in Chinese; empty when it did."""


class Request(NamedTuple):
    """What is asked of a model."""

    prompt: Prompt
    values: Mapping[str, str]
    """Values of the prompt's variables besides its sources."""
    citations: Sequence[Citation]
    """What it may use, the most important first."""


def prompts_used(request: Request) -> tuple[PromptVersion, ...]:
    """The prompts that a request takes.

    Args:
        request: The request.
    """
    return tuple(PromptVersion(name=p.name, version=p.version) for p in (load_prompt("rules"), request.prompt, load_prompt("repair")))


def write(model: LanguageModel, request: Request, budget: Budget, heard: Callable[[str], None] | None = None) -> Written:
    """Have a model write from quotes.

    Args:
        model: The model.
        request: What is asked.
        budget: Time left, and whether the user has stopped.
        heard: Told each sentence that holds, as soon as it is there; it stays.

    Returns:
        What holds, also when the model failed or was stopped in the middle.
    """
    shown = within_room(request.citations)
    values = {name: as_data(value) for name, value in request.values.items()}
    messages = [
        Message("system", load_prompt("rules").text),
        Message("user", request.prompt.fill(sources=sources_block(shown), **values)),
    ]
    reply = _Reply(shown, heard or (lambda sentence: None))
    try:
        raw = reply.read(model, messages, budget)
        reply.repair(model, [*messages, Message("assistant", raw)], budget)
    except (LanguageModelError, Stopped) as error:
        return reply.written(str(error))
    return reply.written("")


class _Reply:
    """The sentences of a reply as they come."""

    def __init__(self, shown: Sequence[Citation], heard: Callable[[str], None]) -> None:
        self._sources = sources_of(shown)
        self._numbers = [citation.number for citation in shown]
        self._heard = heard
        self._kept: list[str] = []
        self._failing: list[tuple[str, Verdict]] = []
        self._dropped: list[Dropped] = []
        self._repaired = 0

    def read(self, model: LanguageModel, messages: Sequence[Message], budget: Budget) -> str:
        """Take its sentences; gives what was read of it."""
        raw = ""
        splitter = SentenceStream()
        pieces = model.stream(messages, max_tokens=_TOKENS, budget=budget)
        try:
            for piece in pieces:
                raw += piece
                for sentence in splitter.feed(piece):
                    self._take(sentence)
                if len(self._failing) >= _FAILING:
                    return raw
        finally:
            if isinstance(pieces, Generator):
                pieces.close()
        for sentence in splitter.end():
            self._take(sentence)
        return raw

    def repair(self, model: LanguageModel, messages: Sequence[Message], budget: Budget) -> None:
        """Have the failing sentences written again, each once."""
        while self._failing:
            sentence, verdict = self._failing[0]
            asked = load_prompt("repair").fill(sentence=as_data(sentence), problems=as_data("；".join(p.detail for p in verdict.problems)))
            reply = "".join(model.stream([*messages, Message("user", asked)], max_tokens=_REPAIR_TOKENS, budget=budget))
            again = verify(_first_sentence(reply), self._sources)
            self._failing.pop(0)
            if again.ok and not again.refusal and self._keep(again):
                self._repaired += 1
            else:
                self._drop(sentence, verdict)

    def written(self, trouble: str) -> Written:
        """What came of it."""
        for sentence, verdict in self._failing:
            self._drop(sentence, verdict)
        return Written(tuple(self._kept), tuple(self._dropped), self._repaired, trouble)

    def _take(self, sentence: str) -> None:
        sentence = _DELIMITERS.sub("", sentence)
        if not sentence:
            return
        verdict = verify(sentence, self._sources)
        if verdict.refusal:
            self._dropped.append(Dropped(sentence=sentence, problems=("模型认为原文没有回答",)))
        elif not verdict.ok:
            self._failing.append((sentence, verdict))
        else:
            self._keep(verdict)

    def _keep(self, verdict: Verdict) -> bool:
        """Keep a sentence under the numbers that its sources have in the answer, unless it is there."""
        bare, _ = read_marks(verdict.text)
        sentence = with_marks(bare, tuple(self._numbers[n - 1] for n in verdict.cited))
        if sentence in self._kept:
            return False
        self._kept.append(sentence)
        self._heard(sentence)
        return True

    def _drop(self, sentence: str, verdict: Verdict) -> None:
        self._dropped.append(Dropped(sentence=sentence, problems=tuple(p.detail for p in verdict.problems)))


def _first_sentence(reply: str) -> str:
    splitter = SentenceStream()
    return next(iter([*splitter.feed(reply), *splitter.end()]), "")
