"""A language model behind a server: any provider of ``init_chat_model``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.language import remote_errors as errors
from assistant.language.base import Message, Opinion, Trouble
from assistant.language.budget import Budget
from assistant.language.remote_client import Address, Client, Patience, Piece, Request
from assistant.language.remote_errors import RemoteFailure
from assistant.language.remote_reading import ThinkingFilter, first_object, reason_of, verdict, without_thinking, yes_probability
from assistant.language.remote_running import Runner
from prompts import load_prompt

_PARALLEL = 4
"""Requests at a time: what llama-server and Ollama take without a queue, and far below any provider's limits."""
_TRIES = 3
"""Times that a request is sent when it failed in passing before its first piece."""
_REASON_TOKENS = 200
"""Most tokens of a yes or no with a reason."""
_THINKING_TOKENS = 4096
"""Tokens that a model which thinks before it answers is given beside those of the answer."""
_CUT_OFF = ("length", "max_tokens")
"""Ends of answers that used up their tokens."""
_UNCLEAR = "模型没有答出是或否"


class RemoteModel:
    """A model of a provider; it may be used from several threads."""

    def __init__(
        self,
        provider: str,
        model: str,
        *,
        url: str | None = None,
        key: SecretStr | None = None,
        patience: Patience | None = None,
        parallel: int = _PARALLEL,
    ) -> None:
        """Get ready; nothing is sent yet.

        Args:
            provider: As ``init_chat_model`` calls it, e.g. ``openai`` for every server of its protocol.
            model: Name of the model there.
            url: Base URL of the server; None for the provider's own.
            key: Key for it; None when it needs none.
            patience: How long to wait; None for the usual.
            parallel: Requests at a time.

        Raises:
            ConfigError: There is no such provider, or it lacks a setting.
            LanguageModelError: The provider's library is not installed.
        """
        self.name = model
        self.identity = f"{provider}:{model}@{url or ''}"
        self.parallel = parallel
        self._where = errors.Where(f"模型服务器（{_shown(url) or provider}，模型 {model}）", f"ollama pull {model}" if provider == "ollama" else None)
        self._patience = patience or Patience()
        self._client = Client(Address(provider, model, url), key, self._patience)
        self._runner = Runner()
        self._tells_probabilities: bool | None = None
        self._takes_schemas: bool | None = None
        self._thinks = False

    def __repr__(self) -> str:
        """Its identity, without the key."""
        return f"RemoteModel({self.identity!r})"

    @property
    def tells_probabilities(self) -> bool | None:
        """Whether judging gives probabilities; None before the first judgement."""
        return self._tells_probabilities

    def stream(self, messages: Sequence[Message], *, max_tokens: int, budget: Budget) -> Iterator[str]:
        """Answer piece by piece; see the protocol."""
        return self._runner.iterate(lambda: self._answer(Request(messages, max_tokens), budget), budget)

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """Answer yes-or-no questions, several at a time; see the protocol."""
        return self._runner.iterate(lambda: self._opinions(questions, budget), budget)

    def fill_in(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int, budget: Budget) -> dict[str, Any]:
        """Answer with a JSON object; see the protocol."""

        async def filled() -> AsyncGenerator[dict[str, Any], None]:
            yield await self._filled(messages, schema, max_tokens, budget)

        (found,) = self._runner.iterate(filled, budget)
        return found

    def warm_up(self) -> None:
        """See the protocol; a server has nothing to be loaded here."""

    def close(self) -> None:
        """Cancel what runs and close the connections."""
        self._runner.close(self._client.close)

    # --- whole answers ---------------------------------------------------------------

    async def _answer(self, request: Request, budget: Budget) -> AsyncGenerator[str, None]:
        for thinks in (self._thinks, True):
            self._thinks = thinks
            thinking, said, end = ThinkingFilter(), False, ""
            async for piece in self._pieces(request, budget):
                end = piece.end or end
                for text in thinking.feed(piece.text):
                    said = True
                    yield text
            if rest := thinking.rest():
                said = True
                yield rest
            # Cut off before its first word: it has used its tokens up thinking, and gets more.
            if said or thinks or end not in _CUT_OFF:
                self._thinks = thinks or thinking.thought
                break
        if not said:
            raise errors.empty(self._where)

    async def _whole(self, request: Request, budget: Budget) -> str:
        return without_thinking("".join([text async for text in self._answer(request, budget)]))

    # --- yes or no -------------------------------------------------------------------

    async def _opinions(self, questions: Sequence[Sequence[Message]], budget: Budget) -> AsyncGenerator[Opinion, None]:
        gate = asyncio.Semaphore(self.parallel)

        async def one(messages: Sequence[Message]) -> Opinion:
            async with gate:
                return await self._opinion(messages, budget)

        rest = list(questions)
        if rest and self._tells_probabilities is None:
            yield await one(rest.pop(0))
        tasks = [asyncio.create_task(one(messages)) for messages in rest]
        try:
            for task in tasks:
                yield await task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _opinion(self, messages: Sequence[Message], budget: Budget) -> Opinion:
        told = False
        if self._tells_probabilities is not False and not self._thinks:
            try:
                told, probability = await self._probability(messages, budget)
            except RemoteFailure as error:
                if not self._may_lack(error, self._tells_probabilities):
                    raise
                probability = None
            if probability is not None:
                self._tells_probabilities = True
                return Opinion(probability >= 0.5, probability)
        opinion = await self._reasoned(messages, budget)
        if self._thinks or not told:
            self._tells_probabilities = False
        return opinion

    async def _probability(self, messages: Sequence[Message], budget: Budget) -> tuple[bool, float | None]:
        """Whether probabilities are told at all, and the one of yes when the answer began with yes or no."""
        told = [piece.candidates async for piece in self._pieces(Request(messages, 1, candidates=True), budget) if piece.candidates]
        return bool(told), yes_probability(told[0]) if told else None

    async def _reasoned(self, messages: Sequence[Message], budget: Budget) -> Opinion:
        text = await self._whole(Request(_with(messages, load_prompt("reasoned_opinion").fill()), _REASON_TOKENS), budget)
        yes = verdict(text)
        return Opinion(False, None, _UNCLEAR) if yes is None else Opinion(yes, None, reason_of(text))

    # --- objects ---------------------------------------------------------------------

    async def _filled(self, messages: Sequence[Message], schema: dict[str, Any], max_tokens: int, budget: Budget) -> dict[str, Any]:
        if self._takes_schemas is not False:
            try:
                found = first_object(await self._whole(Request(messages, max_tokens, schema=schema), budget))
            except RemoteFailure as error:
                if not self._may_lack(error, self._takes_schemas):
                    raise
                found = None
            if found is not None:
                self._takes_schemas = True
                return found
        asked = load_prompt("json_object").fill(schema=json.dumps(schema, ensure_ascii=False))
        found = first_object(await self._whole(Request(_with(messages, asked), max_tokens), budget))
        if found is None:
            raise errors.unreadable(self._where)
        if self._takes_schemas is None:
            self._takes_schemas = False
        return found

    @staticmethod
    def _may_lack(error: RemoteFailure, known: bool | None) -> bool:
        """Whether a request may have failed for a feature that is not there, so that it is worth asking without."""
        return known is None and (error.status in (400, 415, 422, 500, 501) or (error.status is None and error.trouble is Trouble.BROKEN))

    # --- one request -----------------------------------------------------------------

    async def _pieces(self, request: Request, budget: Budget) -> AsyncGenerator[Piece, None]:
        if self._thinks:
            request = request._replace(max_tokens=request.max_tokens + _THINKING_TOKENS)
        for attempt in range(1, _TRIES + 1):
            begun = False
            try:
                async for piece in self._sent(request):
                    begun = True
                    yield piece
            except Exception as error:  # noqa: BLE001  # providers' libraries raise what they like; all of it is told in one form
                failed = errors.failure(error, self._where, begun=begun)
                pause = self._patience.pause if failed.retry_after is None else failed.retry_after
                # Without the cause: what a server said may repeat the key, and would stand in a log.
                if begun or not failed.passing or attempt == _TRIES or pause >= budget.left:
                    raise failed from None
            else:
                return
            await asyncio.sleep(pause)

    async def _sent(self, request: Request) -> AsyncGenerator[Piece, None]:
        source = self._client.pieces(request)
        patience, end = self._patience.first, ""
        try:
            while True:
                try:
                    async with asyncio.timeout(patience):
                        piece = await anext(source, None)
                except TimeoutError:
                    raise errors.too_slow(self._where, patience) from None
                if piece is None:
                    break
                patience, end = self._patience.piece, piece.end or end
                yield piece
        finally:
            await source.aclose()
        if end == "content_filter":
            raise errors.censored(self._where)
        if not end:
            raise errors.broken_off(self._where)


def _with(messages: Sequence[Message], more: str) -> tuple[Message, ...]:
    """The conversation with something more asked at its end."""
    return (*messages[:-1], messages[-1]._replace(text=f"{messages[-1].text}\n{more}"))


def _shown(url: str | None) -> str:
    """Scheme, host, port and path of a URL: nothing that could be a secret."""
    if url is None:
        return ""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
