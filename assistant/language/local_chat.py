"""Conversations as a GGUF model was trained on them, and what it says first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.language.base import LanguageModelError, Message, Trouble
from assistant.language.local_engine import Engine


class Chat:
    """Lays out conversations by the template in the model's file."""

    def __init__(self, engine: Engine) -> None:
        """Read the template.

        Args:
            engine: The loaded model.

        Raises:
            LanguageModelError: The file has no template, or one that cannot be read.
        """
        import jinja2
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        template = engine.metadata("tokenizer.chat_template")
        if template is None:
            raise LanguageModelError(Trouble.BROKEN, "该语言模型文件没有对话模板。请换用对话版（名称中常有 Instruct 或 Chat）的 GGUF 文件。")
        names = engine.special_tokens()
        by_token = {token: name for name, token in names.items()}
        try:
            self._format: Any = Jinja2ChatFormatter(template, by_token.get(engine.end_token(), ""), by_token.get(engine.begin_token(), ""))
        except jinja2.TemplateError as error:
            raise LanguageModelError(Trouble.BROKEN, f"该语言模型文件的对话模板无法读取（{error}）。请换用别的 GGUF 文件。") from error
        self._errors = (jinja2.TemplateError, ValueError)
        marks = sorted((name for name in names if len(name.strip()) > 1), key=len, reverse=True)
        self._marks = re.compile("|".join(map(re.escape, marks)) or r"(?!)")

    def render(self, messages: Sequence[Message]) -> str:
        """A conversation up to where the model's answer begins.

        Args:
            messages: The conversation; names of control tokens in it lose their meaning.

        Raises:
            LanguageModelError: The template does not take such conversations.
        """
        plain = [message._replace(text=self._marks.sub(_broken, message.text)) for message in messages]
        try:
            return self._prompt(plain)
        except self._errors:
            if not any(message.role == "system" for message in plain):
                raise LanguageModelError(Trouble.BROKEN, "该语言模型的对话模板不接受这样的对话。请换用别的 GGUF 文件。") from None
            # Some templates know no system's message.
            return self.render(_without_system(messages))

    def _prompt(self, messages: Sequence[Message]) -> str:
        return str(self._format(messages=[{"role": message.role, "content": message.text} for message in messages]).prompt)


def _broken(mark: re.Match[str]) -> str:
    return f"{mark[0][0]} {mark[0][1:]}"


def _without_system(messages: Sequence[Message]) -> list[Message]:
    """The system's messages put before what the user says first."""
    orders = "\n\n".join(message.text for message in messages if message.role == "system")
    rest = [message for message in messages if message.role != "system"]
    if not rest or rest[0].role != "user":
        return [Message("user", orders), *rest]
    return [Message("user", f"{orders}\n\n{rest[0].text}"), *rest[1:]]


class FirstWord:
    """Tells from the scores of an answer's first token whether it will be 是 or 否."""

    def __init__(self, vocabulary: Sequence[bytes]) -> None:
        """Find the tokens.

        Args:
            vocabulary: Bytes of every token.
        """
        self._yes = _beginning(vocabulary, "是", "是否")
        self._no = _beginning(vocabulary, "否")

    def probability(self, scores: NDArray[np.float32]) -> float:
        """Probability of 是 against 否.

        Args:
            scores: Logits of every token.
        """
        yes, no = np.logaddexp.reduce(scores[self._yes], dtype=np.float64), np.logaddexp.reduce(scores[self._no], dtype=np.float64)
        return float(1 / (1 + np.exp(no - yes)))


def _beginning(vocabulary: Sequence[bytes], word: str, other: str | None = None) -> list[int]:
    """Tokens with which an answer begins that starts with a word; pieces of its bytes where no token holds it whole."""
    whole, unless = word.encode(), other.encode() if other else None
    found = [i for i, piece in enumerate(vocabulary) if (text := piece.lstrip()).startswith(whole) and not (unless and text.startswith(unless))]
    if found:
        return found
    longest = max((len(piece) for piece in vocabulary if piece and whole.startswith(piece)), default=0)
    return [i for i, piece in enumerate(vocabulary) if longest and piece == whole[:longest]]
