"""llama.cpp as the local model needs it: text to tokens, evaluation that re-reads nothing, scores of the next token."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.language.base import LanguageModelError, Trouble
from assistant.language.budget import Budget
from assistant.language.local_runtime import bindings, processors

CONTEXT = 8192
"""Most tokens of a prompt and its answer; their memory is about 28 KB each for 1.5 billion weights."""
_CHUNK = 128
"""Tokens evaluated between two looks at the budget: about a second on 2 cores; measured no slower than 512."""
_HEADS = 4
"""Beginnings that stay in memory while others are worked on."""


class _Head(NamedTuple):
    tokens: tuple[int, ...]
    sequence: int


class Engine:
    """One model in memory; not to be used from two threads at once.

    Sequence 0 is worked on. Beginnings that recur (the instructions of each kind of task) stay in
    the sequences from 1; they share the memory of sequence 0.
    """

    def __init__(self, path: Path) -> None:
        """Load a model.

        Args:
            path: GGUF file.

        Raises:
            LanguageModelError: The file is missing or cannot be loaded.
        """
        self._api = bindings()
        self._model = self._load(path)
        self._vocabulary = self._api.llama_model_get_vocab(self._model)
        self._size = self._api.llama_vocab_n_tokens(self._vocabulary)
        self.context = min(CONTEXT, self._api.llama_model_n_ctx_train(self._model))
        self._handle = self._open()
        self._memory = self._api.llama_get_memory(self._handle)
        self._batch = self._api.llama_batch_init(_CHUNK, 0, 1)
        self._read: list[int] = []
        self._heads: list[_Head] = []
        self.evaluated = 0
        """Tokens evaluated so far; those that were found in memory do not count."""

    def _load(self, path: Path) -> Any:
        if not path.is_file():
            raise LanguageModelError(Trouble.MISSING, f"找不到语言模型文件“{path}”。请检查设置 language_model_file。")
        options = self._api.llama_model_default_params()
        # Weights repacked for x86 evaluated 36 prompt tokens per core and second, as they lie in the file 60
        # (4 bits, Zen 4, llama.cpp of 0.3.36); loading took 3 s and twice the memory against 1 s.
        options.use_extra_bufts = False
        model = self._api.llama_model_load_from_file(os.fsencode(path), options)
        if not model:
            raise LanguageModelError(Trouble.BROKEN, f"语言模型文件“{path}”无法读取：已损坏，或不是受支持的 GGUF 文件。请重新下载或换一个文件。")
        return model

    def _open(self) -> Any:
        options = self._api.llama_context_default_params()
        options.n_ctx = self.context
        options.n_batch = options.n_ubatch = _CHUNK
        options.n_seq_max = 1 + _HEADS
        options.kv_unified = True
        options.n_threads = options.n_threads_batch = processors()
        handle = self._api.llama_init_from_model(self._model, options)
        if not handle:
            self._api.llama_model_free(self._model)
            raise LanguageModelError(Trouble.BROKEN, "内存不足，本地语言模型无法启动。请关闭别的程序，或换用较小的模型。")
        return handle

    def close(self) -> None:
        """Free the memory; the engine cannot be used any more."""
        self._api.llama_batch_free(self._batch)
        self._api.llama_free(self._handle)
        self._api.llama_model_free(self._model)

    def metadata(self, key: str) -> str | None:
        """A text in the file's header.

        Args:
            key: Its name, e.g. ``tokenizer.chat_template``.
        """
        length = self._api.llama_model_meta_val_str(self._model, key.encode(), ctypes.create_string_buffer(1), 1)
        if length < 0:
            return None
        buffer = ctypes.create_string_buffer(length + 1)
        self._api.llama_model_meta_val_str(self._model, key.encode(), buffer, length + 1)
        return buffer.value.decode("utf-8", "replace")

    def tokens(self, text: str) -> list[int]:
        """Tokens of a text; names of control tokens in it become control tokens.

        Args:
            text: A rendered conversation.
        """
        data = text.encode("utf-8")
        found = (self._api.llama_token * (len(data) + 8))()
        count = self._api.llama_tokenize(self._vocabulary, data, len(data), found, len(found), False, True)
        return list(found[:count])

    def piece(self, token: int, *, control: bool = False) -> bytes:
        """Bytes of a token; characters may be spread over several.

        Args:
            token: The token.
            control: Whether control tokens are given by their names; else they are empty.
        """
        buffer = ctypes.create_string_buffer(256)
        length = self._api.llama_token_to_piece(self._vocabulary, token, buffer, len(buffer), 0, control)
        return buffer.raw[: max(length, 0)]

    def ends(self, token: int) -> bool:
        """Whether a token ends the answer.

        Args:
            token: The token.
        """
        return bool(self._api.llama_vocab_is_eog(self._vocabulary, token))

    def special_tokens(self) -> dict[str, int]:
        """Names of the tokens by which a conversation is laid out, which no text may hold."""
        kinds = self._api.LLAMA_TOKEN_ATTR_CONTROL | self._api.LLAMA_TOKEN_ATTR_USER_DEFINED
        special = (token for token in range(self._size) if self._api.llama_vocab_get_attr(self._vocabulary, token) & kinds)
        return {self.piece(token, control=True).decode("utf-8", "replace"): token for token in special}

    def begin_token(self) -> int:
        """The token that begins every text, -1 when there is none."""
        return int(self._api.llama_vocab_bos(self._vocabulary))

    def end_token(self) -> int:
        """The token that ends every text, -1 when there is none."""
        return int(self._api.llama_vocab_eos(self._vocabulary))

    def vocabulary(self) -> list[bytes]:
        """Bytes of every token; those of control tokens are empty."""
        return [self.piece(token) for token in range(self._size)]

    def grammar(self, rules: str) -> Any:
        """A sampler that lets only tokens pass that a grammar allows; to be freed with ``free_grammar``.

        Args:
            rules: The grammar in GBNF, its root being ``root``.

        Raises:
            ValueError: The grammar cannot be read.
        """
        sampler = self._api.llama_sampler_init_grammar(self._vocabulary, rules.encode("utf-8"), b"root")
        if not sampler:
            raise ValueError(f"not a grammar: {rules}")
        return sampler

    def free_grammar(self, sampler: Any) -> None:
        """Free a sampler.

        Args:
            sampler: From ``grammar``.
        """
        self._api.llama_sampler_free(sampler)

    def evaluate(self, tokens: Sequence[int], budget: Budget, head: int = 0, room: int = 0) -> None:
        """Read a text, of which only what differs from something in memory is evaluated.

        Args:
            tokens: The text, not longer than the context.
            budget: Looked at before every chunk; what was read before it ended stays in memory.
            head: Tokens at the beginning that other texts will share.
            room: Tokens that will follow it; with them it is not longer than the context.

        Raises:
            Stopped: The budget is used up, or the user stopped.
            LanguageModelError: llama.cpp failed.
        """
        budget.check()
        done = self._recall(tokens)
        self._make_room(len(tokens) + room)
        stops = [*range(done + _CHUNK, len(tokens), _CHUNK), len(tokens)]
        for stop in stops:
            budget.check()
            self._decode(tokens[len(self._read) : stop])
        self._keep(tuple(tokens[:head]))

    def extend(self, token: int, budget: Budget) -> None:
        """Read one more token.

        Args:
            token: The token.
            budget: Looked at before.

        Raises:
            Stopped: The budget is used up, or the user stopped.
            LanguageModelError: llama.cpp failed.
        """
        budget.check()
        self._decode([token])

    def _recall(self, tokens: Sequence[int]) -> int:
        """Bring the longest known beginning into sequence 0; the last token is always evaluated, for its scores."""
        known = tokens[: len(tokens) - 1]
        done = shared(self._read, known)
        best = max(self._heads, key=lambda head: shared(head.tokens, known), default=None)
        if best is not None and (length := shared(best.tokens, known)) > done:
            self._heads.remove(best)
            self._heads.append(best)
            self._api.llama_memory_seq_rm(self._memory, 0, -1, -1)
            self._api.llama_memory_seq_cp(self._memory, best.sequence, 0, 0, length)
            self._read, done = list(best.tokens[:length]), length
        elif not self._api.llama_memory_seq_rm(self._memory, 0, done, -1):
            # Models with a recurrent state cannot forget an end.
            self._forget()
            done = 0
        del self._read[done:]
        return done

    def _make_room(self, needed: int) -> None:
        while self._heads and needed + sum(len(head.tokens) for head in self._heads) > self.context:
            self._drop(self._heads[0])

    def _drop(self, head: _Head) -> None:
        self._heads.remove(head)
        self._api.llama_memory_seq_rm(self._memory, head.sequence, -1, -1)

    def _keep(self, head: tuple[int, ...]) -> None:
        if not head or any(shared(kept.tokens, head) == len(head) for kept in self._heads):
            return
        if len(self._heads) == _HEADS:
            self._drop(self._heads[0])
        sequence = min(set(range(1, _HEADS + 1)) - {kept.sequence for kept in self._heads})
        self._api.llama_memory_seq_cp(self._memory, 0, sequence, 0, len(head))
        self._heads.append(_Head(head, sequence))

    def _forget(self) -> None:
        self._api.llama_memory_clear(self._memory, True)
        self._read, self._heads = [], []

    def _decode(self, tokens: Sequence[int]) -> None:
        batch, start = self._batch, len(self._read)
        batch.n_tokens = len(tokens)
        for i, token in enumerate(tokens):
            batch.token[i], batch.pos[i], batch.n_seq_id[i] = token, start + i, 1
            batch.seq_id[i][0], batch.logits[i] = 0, i == len(tokens) - 1
        if self._api.llama_decode(self._handle, batch) != 0:
            self._forget()
            raise LanguageModelError(Trouble.BROKEN, "本地语言模型运算出错。请重试；若仍出错，请换用别的模型文件。")
        self._read += tokens
        self.evaluated += len(tokens)

    def scores(self) -> NDArray[np.float32]:
        """Logits of the token that comes next; overwritten by the next evaluation."""
        return np.ctypeslib.as_array(self._api.llama_get_logits_ith(self._handle, -1), (self._size,))

    def next_token(self, sampler: Any = None) -> int:
        """The likeliest next token.

        Args:
            sampler: A grammar that it has to fit.
        """
        scores = self.scores()
        likeliest = int(scores.argmax())
        if sampler is None:
            return likeliest
        if not np.isfinite(self._allowed(sampler, scores, np.array([likeliest]))).any():
            likeliest = int(self._allowed(sampler, scores, np.arange(self._size)).argmax())
        self._api.llama_sampler_accept(sampler, likeliest)
        return likeliest

    def _allowed(self, sampler: Any, scores: NDArray[np.float32], tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Scores of some tokens, minus infinity where the grammar forbids them."""
        rows = np.zeros(len(tokens), dtype=self._api.llama_token_data)
        rows["id"], rows["logit"] = tokens, scores[tokens]
        data = rows.ctypes.data_as(self._api.llama_token_data_p)
        self._api.llama_sampler_apply(sampler, ctypes.byref(self._api.llama_token_data_array(data, len(rows), -1, False)))
        result: NDArray[np.float32] = rows["logit"]
        return result


def shared(one: Sequence[int], other: Sequence[int]) -> int:
    """How many tokens two texts begin with in common.

    Args:
        one: Tokens.
        other: Tokens.
    """
    shortest = min(len(one), len(other))
    return next((i for i in range(shortest) if one[i] != other[i]), shortest)
