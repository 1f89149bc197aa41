"""Which language model the settings ask for."""

from __future__ import annotations

import importlib.util
import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.errors import ConfigError
from assistant.language.base import LanguageModel, LanguageModelError, Trouble
from assistant.language.weights import ADD_COMMAND
from assistant.settings import Settings

Progress = Callable[[int, int], None]
"""Called while the local weights are put together, with bytes done and bytes in all."""
_PROVIDER = re.compile(r"([a-z][a-z0-9_]*):(?!//)(\S(?:.*\S)?)")
_EXAMPLES = "例如：auto、none、local、openai:deepseek-chat（OpenAI 兼容的服务器，另设 REPORT_ASSISTANT_LANGUAGE_MODEL_URL）、ollama:qwen3"
HOW_TO_ADD = f"请在程序文件夹里运行 make local（即 {ADD_COMMAND}，约需 10 分钟和 3 GB 磁盘）"
"""How a machine gets the local model."""


def choose_model(settings: Settings, progress: Progress | None = None) -> LanguageModel | None:
    """Get the language model that the settings ask for; loading it takes seconds.

    Args:
        settings: The settings.
        progress: Told how far putting the local weights together has come.

    Returns:
        The model; None when the settings ask for none, or for the local one if installed and it is not.

    Raises:
        ConfigError: The settings make no sense.
        LanguageModelError: The model cannot be used.
    """
    wanted = chosen_kind(settings)
    if wanted == "none":
        return None
    if wanted == "local":
        return _local(settings, progress)
    from assistant.language.remote import RemoteModel

    provider, model = _parted(settings.language_model)
    return RemoteModel(provider, model, url=server_url(settings), key=_key(settings))


def chosen_kind(settings: Settings) -> str:
    """Where the model is that the settings ask for, without loading anything.

    Args:
        settings: The settings.

    Returns:
        ``none``, ``local`` or ``remote``.

    Raises:
        ConfigError: The setting is not understood.
    """
    wanted = settings.language_model.strip().lower()
    if wanted == "auto":
        return "local" if local_is_installed(settings) else "none"
    if wanted in ("none", "local"):
        return wanted
    _parted(settings.language_model)
    server_url(settings)
    _key(settings)
    return "remote"


def local_is_installed(settings: Settings) -> bool:
    """Whether the local model's engine and weights are on this machine.

    Args:
        settings: They may name a file in place of the installed weights.
    """
    if settings.language_model_file is not None:
        return importlib.util.find_spec("llama_cpp") is not None
    from assistant.language import weights

    return weights.is_installed(settings.cache)


def server_url(settings: Settings) -> str | None:
    """The server's base URL, checked; None for the provider's own.

    Args:
        settings: The settings.

    Raises:
        ConfigError: It is no URL of a server, or carries a secret.
    """
    url = (settings.language_model_url or "").strip().rstrip("/")
    if not url:
        return None
    name = "语言模型的服务器地址（REPORT_ASSISTANT_LANGUAGE_MODEL_URL）"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        if host is not None and ":" in host:
            ipaddress.IPv6Address(host)
    except ValueError:
        host, port = None, None
    if "@" in url or "?" in url or "#" in url:
        raise ConfigError(f"{name}里不能有密钥、用户名或参数。密钥请写在 REPORT_ASSISTANT_LANGUAGE_MODEL_KEY。")
    if host is None or parts.scheme not in ("http", "https") or re.search(r"\s", url) or port == 0:
        raise ConfigError(f"{name}“{url}”不对：应以 http:// 或 https:// 开头，例如 http://127.0.0.1:8000/v1。")
    return url


def _parted(setting: str) -> tuple[str, str]:
    found = _PROVIDER.fullmatch(setting.strip())
    if found is None:
        words = "语言模型设置（REPORT_ASSISTANT_LANGUAGE_MODEL）"
        if setting.strip().lower().endswith(".gguf"):
            raise ConfigError(f"{words}不能是文件。请设为 local，并把文件写在 REPORT_ASSISTANT_LANGUAGE_MODEL_FILE。")
        raise ConfigError(f"{words}“{setting}”看不懂。{_EXAMPLES}。")
    return found[1], found[2]


def _key(settings: Settings) -> SecretStr | None:
    """The key without the white space that comes along with copying."""
    given = settings.language_model_key
    key = given.get_secret_value().strip() if given is not None else ""
    if re.search(r"[^!-~]", key):
        raise ConfigError("语言模型的密钥（REPORT_ASSISTANT_LANGUAGE_MODEL_KEY）里有空格、换行或中文等不该有的字符。请重新复制一遍。")
    return SecretStr(key) if key else None


def _local(settings: Settings, progress: Progress | None) -> LanguageModel:
    if not local_is_installed(settings):
        raise LanguageModelError(Trouble.MISSING, f"本地语言模型还没有安装。{HOW_TO_ADD}；也可以把语言模型设为 none。")
    from assistant.language import weights
    from assistant.language.local import LocalModel

    given = settings.language_model_file
    if given is None:
        return LocalModel(weights.assemble(settings.cache, progress), weights.QWEN.name)
    return LocalModel(_existing(given))


def _existing(file: Path) -> Path:
    if not file.is_file():
        message = f"找不到语言模型文件“{file}”。请核对 REPORT_ASSISTANT_LANGUAGE_MODEL_FILE，或去掉这项设置、使用随程序安装的模型。"
        raise LanguageModelError(Trouble.MISSING, message)
    return file
