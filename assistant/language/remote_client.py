"""Requests to a provider through LangChain; its types, and those of the providers' libraries, stay in this module."""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from pydantic import SecretStr

from assistant.errors import ConfigError
from assistant.language.base import LanguageModelError, Message, Trouble

_NO_KEY = "none"
"""Sent where a library insists on a key and the server needs none."""
_CANDIDATES = 10
"""Likeliest first tokens asked for; DeepSeek, OpenAI, vLLM and Ollama all allow 20."""
_OLLAMA_CONTEXT = 8192
"""Tokens of context asked of Ollama, which otherwise cuts the beginning off prompts over 4,096 without a word."""
_MESSAGES: dict[str, type[BaseMessage]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


class Patience(NamedTuple):
    """How long a server may keep a request waiting, in seconds."""

    connect: float = 5.0
    """For the connection."""
    first: float = 60.0
    """For the first piece: the prompt has to be read, perhaps behind others."""
    piece: float = 30.0
    """Between two pieces."""
    pause: float = 1.0
    """Before a request is sent again, when the server names no time."""


class Address(NamedTuple):
    """Which model of which server."""

    provider: str
    """As ``init_chat_model`` calls it."""
    model: str
    """Name of the model there."""
    url: str | None
    """Base URL; None for the provider's own."""


class Request(NamedTuple):
    """What is asked."""

    messages: Sequence[Message]
    """The conversation."""
    max_tokens: int
    """Most tokens of the answer."""
    schema: dict[str, Any] | None = None
    """JSON schema that the server shall hold the answer to."""
    candidates: bool = False
    """Whether to tell what the first token could have been."""


class Piece(NamedTuple):
    """A part of an answer."""

    text: str
    """Its text; empty while the model thinks."""
    candidates: tuple[tuple[str, float], ...] = ()
    """What its first token could have been, with natural logarithms of probability."""
    end: str = ""
    """Why the answer ends with it; empty when it goes on."""
    thinking: bool = False
    """Whether it is a piece of thinking."""


class Client:
    """A chat model of ``init_chat_model`` and its connections."""

    def __init__(self, address: Address, key: SecretStr | None, patience: Patience) -> None:
        """Get the provider's library ready; nothing is sent.

        Args:
            address: Which model.
            key: Key for it; None when it needs none.
            patience: How long to wait.

        Raises:
            ConfigError: There is no such provider, or it lacks a setting.
            LanguageModelError: The provider's library is not installed.
        """
        self._provider = address.provider
        self._own_server = address.url is not None
        self._finish: list[Callable[[], Awaitable[Any]]] = []
        self._model = self._chat_model(address, key, patience)

    async def pieces(self, request: Request) -> AsyncGenerator[Piece, None]:
        """Send a request.

        Args:
            request: What is asked.

        Yields:
            The answer's pieces; the last one has an ``end``, unless the connection broke off.

        Raises:
            Exception: Whatever the provider's library raises.
        """
        messages = [_MESSAGES[m.role](content=m.text) for m in request.messages]
        async with contextlib.aclosing(self._model.astream(messages, **self._options(request))) as stream:  # type: ignore[type-var]
            async for chunk in stream:
                if isinstance(chunk, AIMessageChunk):
                    yield _piece(chunk)

    async def close(self) -> None:
        """Close the connections."""
        for close in self._finish:
            await close()
        self._finish.clear()

    def _chat_model(self, address: Address, key: SecretStr | None, patience: Patience) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        makers = {"openai": self._openai_options, "ollama": self._ollama_options}
        try:
            options = makers.get(address.provider, _other_options)(address, key, patience)
            model: BaseChatModel = init_chat_model(address.model, model_provider=address.provider, temperature=0, **options)
        except ImportError as error:
            package = f"langchain-{address.provider.replace('_', '-')}"
            message = f"语言模型的提供方“{address.provider}”需要另装程序包（{error.name or package}）。请运行 pip install {package}。"
            raise LanguageModelError(Trouble.MISSING, message) from None
        except Exception:  # noqa: BLE001  # each provider's library has its own way of refusing settings
            setting = f"{address.provider}:{address.model}"
            hint = "OpenAI 兼容的服务器请写成 openai:模型名，并设 REPORT_ASSISTANT_LANGUAGE_MODEL_URL；Ollama 请写成 ollama:模型名"
            lacking = "；服务商的模型还需要密钥 REPORT_ASSISTANT_LANGUAGE_MODEL_KEY" if key is None else ""
            raise ConfigError(f"不能使用语言模型“{setting}”：没有这个提供方，或缺少设置。{hint}{lacking}。") from None
        if address.provider == "ollama":
            self._finish.append(model._async_client.close)  # type: ignore[attr-defined]
        return model

    def _openai_options(self, address: Address, key: SecretStr | None, patience: Patience) -> dict[str, Any]:
        import openai

        # Proxies of the environment do not know the way to servers of the house.
        http = openai.DefaultAsyncHttpxClient(timeout=_timeouts(patience), trust_env=address.url is None or not in_house(address.url))
        self._finish.append(http.aclose)
        options: dict[str, Any] = {"http_async_client": http, "timeout": http.timeout, "max_retries": 0}
        if address.url is not None:
            options["base_url"] = address.url
        if key is not None or address.url is not None:
            options["api_key"] = key or SecretStr(_NO_KEY)
        return {**options, "use_responses_api": False, "stream_usage": False, "stream_chunk_timeout": None}

    def _ollama_options(self, address: Address, key: SecretStr | None, patience: Patience) -> dict[str, Any]:
        client = {"timeout": _timeouts(patience), "trust_env": address.url is not None and not in_house(address.url)}
        if key is not None:
            client["headers"] = {"Authorization": f"Bearer {key.get_secret_value()}"}
        return {"base_url": address.url, "client_kwargs": client, "num_ctx": _OLLAMA_CONTEXT, "reasoning": False}

    def _options(self, request: Request) -> dict[str, Any]:
        likely = {"logprobs": True, "top_logprobs": _CANDIDATES} if request.candidates else {}
        if self._provider == "ollama":
            held = {"format": request.schema} if request.schema is not None else {}
            return {**likely, **held, "options": {"temperature": 0, "num_ctx": _OLLAMA_CONTEXT, "num_predict": request.max_tokens}}
        if self._provider != "openai":
            return {"max_tokens": request.max_tokens}
        # In the body as it is: LangChain would rename max_tokens, which servers other than OpenAI's
        # own know by this name, and would read the answer to a schema in its own way.
        body: dict[str, Any] = {"max_tokens" if self._own_server else "max_completion_tokens": request.max_tokens}
        if request.schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": request.schema}}
        return {**likely, "extra_body": body}


def _other_options(address: Address, key: SecretStr | None, patience: Patience) -> dict[str, Any]:
    options: dict[str, Any] = {"timeout": patience.first + patience.piece, "max_retries": 0}
    if address.url is not None:
        options["base_url"] = address.url
    if key is not None:
        options["api_key"] = key
    return options


def _timeouts(patience: Patience) -> tuple[float, float, float, float]:
    """Connect, read, write and pool; reading is watched piece by piece elsewhere, so its own limit only backs that up."""
    return patience.connect, patience.first + patience.piece, patience.piece, patience.first


def in_house(url: str) -> bool:
    """Whether a server is on this machine or in a private network.

    Args:
        url: Its URL.
    """
    host = urlsplit(url).hostname or ""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_private
    return host == "localhost"


def _piece(chunk: AIMessageChunk) -> Piece:
    told = chunk.response_metadata
    end = str(told.get("finish_reason") or told.get("done_reason") or told.get("stop_reason") or "")
    if not end and (told.get("done") is True or (chunk.chunk_position == "last" and told)):
        end = "stop"
    thinking = bool(chunk.additional_kwargs.get("reasoning_content"))
    return Piece(str(chunk.text), _first_candidates(told.get("logprobs")), end, thinking)


def _first_candidates(told: Any) -> tuple[tuple[str, float], ...]:
    """OpenAI puts the tokens under ``content``, Ollama gives the list itself; both name the same fields."""
    tokens = _field(told, "content") or told
    if not isinstance(tokens, Sequence) or not tokens:
        return ()
    pairs = {_field(c, "token"): _field(c, "logprob") for c in (*(_field(tokens[0], "top_logprobs") or ()), tokens[0])}
    return tuple((token, float(p)) for token, p in pairs.items() if isinstance(token, str) and isinstance(p, int | float))


def _field(holder: Any, name: str) -> Any:
    """A field of a dictionary or of a library's own type."""
    return holder.get(name) if isinstance(holder, dict) else getattr(holder, name, None)
