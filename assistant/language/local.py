"""The built-in language model: a GGUF file evaluated on this machine by llama.cpp."""

from __future__ import annotations

import codecs
import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.language.base import LanguageModelError, Message, Opinion, Trouble
from assistant.language.budget import Budget
from assistant.language.local_chat import Chat, FirstWord
from assistant.language.local_engine import Engine, shared

_WAIT = 0.2
"""Seconds between two looks at the budget while another thread uses the model."""
_SAMPLES = 64
"""Places of a file that its identity is taken from."""
_SAMPLE = 65_536
"""Bytes of each."""


class LocalModel:
    """A language model in a GGUF file, loaded when it is first needed.

    One request is worked on at a time; others wait. A stream holds the model until it is
    exhausted or closed, so the thread that reads it must not ask the model something else meanwhile.
    """

    parallel = 1
    """How many requests it serves at a time."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        """Name the model; nothing is read yet.

        Args:
            path: GGUF file.
            name: Its name for staff; None for the file's.
        """
        self._path = path
        self._lock = threading.Lock()
        self._loaded: _Loaded | None = None
        self.name = f"本地模型 {name or path.stem}"

    @cached_property
    def identity(self) -> str:
        """Digest of the file's size and of pieces all over it, which another training changes.

        Raises:
            LanguageModelError: The file is missing or cannot be read.
        """
        try:
            size = self._path.stat().st_size
            digest = hashlib.sha256(str(size).encode())
            with self._path.open("rb") as file:
                for i in range(_SAMPLES):
                    file.seek(max(0, size - _SAMPLE) * i // (_SAMPLES - 1))
                    digest.update(file.read(_SAMPLE))
        except OSError as error:
            raise _unreadable(self._path, error) from error
        return f"local:{digest.hexdigest()[:16]}"

    @property
    def evaluated(self) -> int:
        """Tokens evaluated since the model was loaded."""
        return self._loaded.engine.evaluated if self._loaded else 0

    def warm_up(self, messages: Sequence[Message] = (Message("user", "你好"),), *, budget: Budget | None = None) -> None:
        """Load the model, and read a conversation whose beginning will recur.

        Args:
            messages: The conversation.
            budget: Time left, and whether the user has stopped; None for no end.

        Raises:
            LanguageModelError: The model cannot be loaded.
            Stopped: The budget is used up, or the user stopped.
        """
        budget = budget or Budget()
        with self._held(budget) as loaded:
            loaded.read(messages, 0, budget)
            _ = loaded.first_word

    def stream(self, messages: Sequence[Message], *, max_tokens: int, budget: Budget) -> Iterator[str]:
        """Answer piece by piece; see the protocol.

        Args:
            messages: The conversation.
            max_tokens: Most tokens of the answer.
            budget: Time left, and whether the user has stopped.

        Yields:
            Pieces of text.

        Raises:
            LanguageModelError: The model cannot be loaded, or the conversation is too long for it.
            Stopped: The budget is used up, or the user stopped.
        """
        with self._held(budget) as loaded:
            yield from loaded.answer(messages, max_tokens, budget)

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """Answer yes-or-no questions one after another; see the protocol.

        Several questions evaluated in one batch took as long: 8 of 130 tokens 21.1 s of one core in
        batches of four, 21.1 s one by one (llama.cpp of 0.3.36, weights in 4 bits).

        Args:
            questions: The conversations.
            budget: Time left, and whether the user has stopped.

        Yields:
            An opinion for each.

        Raises:
            LanguageModelError: The model cannot be loaded, or a question is too long for it.
            Stopped: The budget is used up, or the user stopped.
        """
        for question in questions:
            with self._held(budget) as loaded:
                loaded.read(question, 1, budget)
                probability = loaded.first_word.probability(loaded.engine.scores())
            yield Opinion(probability >= 0.5, probability)

    def fill_in(self, messages: Sequence[Message], schema: dict[str, Any], *, max_tokens: int, budget: Budget) -> dict[str, Any]:
        """Answer with a JSON object that a grammar keeps to the schema; see the protocol.

        Args:
            messages: The conversation.
            schema: JSON schema of the object.
            max_tokens: Most tokens of the answer.
            budget: Time left, and whether the user has stopped.

        Returns:
            The object.

        Raises:
            LanguageModelError: The model cannot be loaded, the conversation is too long, or the object is not complete.
            Stopped: The budget is used up, or the user stopped.
        """
        with self._held(budget) as loaded:
            rules = _grammar(schema)
            text = "".join(loaded.answer(messages, max_tokens, budget, rules))
        try:
            filled = json.loads(text)
        except ValueError as error:
            raise LanguageModelError(Trouble.BROKEN, "本地语言模型没有给出完整的结构化回答。请把问题说得更简短些再试。") from error
        if not isinstance(filled, dict):
            raise LanguageModelError(Trouble.BROKEN, "本地语言模型给出的结构化回答不是对象。请换一种问法再试。")
        return filled

    def close(self) -> None:
        """Free the memory; a later request loads the model again."""
        with self._lock:
            if self._loaded is not None:
                self._loaded.engine.close()
                self._loaded = None

    @contextmanager
    def _held(self, budget: Budget) -> Iterator[_Loaded]:
        budget.check()
        while not self._lock.acquire(timeout=min(_WAIT, budget.left)):
            budget.check()
        try:
            if self._loaded is None:
                self._loaded = _load(self._path)
            yield self._loaded
        finally:
            self._lock.release()


class _Loaded:
    """A model in memory with its way of laying out conversations."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.chat = Chat(engine)

    @cached_property
    def first_word(self) -> FirstWord:
        return FirstWord(self.engine.vocabulary())

    def read(self, messages: Sequence[Message], room: int, budget: Budget) -> None:
        """Evaluate a conversation; the system's message stays in memory for others that begin with it."""
        tokens = self.engine.tokens(self.chat.render(messages))
        if len(tokens) + room > self.engine.context:
            raise LanguageModelError(
                Trouble.BROKEN,
                f"问题连同材料太长（约 {len(tokens)} 个词元，本地模型最多 {self.engine.context - room} 个）。请缩小问题的范围，例如指明地区或年份。",
            )
        system = [message for message in messages[:1] if message.role == "system"]
        head = shared(self.engine.tokens(self.chat.render([*system, Message("user", "\n")])), tokens) if system else 0
        self.engine.evaluate(tokens, budget, head, room)

    def answer(self, messages: Sequence[Message], max_tokens: int, budget: Budget, rules: str | None = None) -> Iterator[str]:
        self.read(messages, max_tokens, budget)
        sampler = None if rules is None else self.engine.grammar(rules)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        try:
            for left in reversed(range(max_tokens)):
                token = self.engine.next_token(sampler)
                if self.engine.ends(token):
                    break
                if text := decoder.decode(self.engine.piece(token)):
                    yield text
                if left:
                    self.engine.extend(token, budget)
            if text := decoder.decode(b"", final=True):
                yield text
        finally:
            if sampler is not None:
                self.engine.free_grammar(sampler)


def _load(path: Path) -> _Loaded:
    engine = Engine(path)
    try:
        return _Loaded(engine)
    except BaseException:
        engine.close()
        raise


def _unreadable(path: Path, error: OSError) -> LanguageModelError:
    return LanguageModelError(Trouble.MISSING, f"语言模型文件“{path}”无法读取：{error.strerror or error}。请检查设置 language_model_file。")


def _grammar(schema: dict[str, Any]) -> str:
    """A grammar of the objects that fit a schema, their fields in its order."""
    from llama_cpp.llama_grammar import json_schema_to_gbnf

    return str(json_schema_to_gbnf(json.dumps(schema), list(dict.fromkeys(_fields(schema)))))


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _fields(part)
