"""Settings: arguments, then environment, then ``report-assistant.toml``, then defaults."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from assistant.errors import ConfigError

_BUNDLED = "bundled"


def load_settings(**given: Any) -> Settings:
    """Read the settings for the command line and the page.

    Args:
        **given: Values that beat every other source.

    Raises:
        ConfigError: A value or the settings file is wrong.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = "；".join(f"{'.'.join(map(str, e['loc']))}：{e['msg']}" for e in error.errors())
        raise ConfigError(f"设置有误（{problems}）。请检查环境变量 REPORT_ASSISTANT_… 和 report-assistant.toml。") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"设置文件 report-assistant.toml 的格式有误：{error}。请改正，或先删除该文件。") from error


class Settings(BaseSettings):
    """Where things are and which models are used; environment variables begin with ``REPORT_ASSISTANT_``."""

    model_config = SettingsConfigDict(env_prefix="REPORT_ASSISTANT_", toml_file="report-assistant.toml", frozen=True, extra="forbid")

    index: Path = Path("index")
    """Folder of the index."""
    embedding_model: str = _BUNDLED
    """``bundled``, the name of a sentence-transformers model on this machine, or its folder."""
    thesaurus: Path = Path("同义词表.txt")
    """The staff's own additions to the thesaurus; none when there is no such file."""
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path("report-assistant"))
    """Where the models are unpacked once: the bundled one (about 490 MB), the local language model (1.1 GB)."""
    language_model: str = "auto"
    """``auto`` (the local one when it is installed, else none), ``none``, ``local``, or ``provider:model`` as
    ``init_chat_model`` takes it, e.g. ``openai:deepseek-chat`` or ``ollama:qwen3``."""
    language_model_url: str | None = None
    """Base URL of the provider's server; None for the provider's own."""
    language_model_key: SecretStr | None = None
    """Key for that server; None when it needs none."""
    language_model_file: Path | None = None
    """A GGUF file for ``local`` in place of the installed weights."""
    answer_seconds: float = Field(default=120, gt=0)
    """Most seconds that the language model may work on one question; then what is there is the answer."""
    judging_seconds: float = Field(default=30, gt=0)
    """Most seconds of these for judging what may be related in a survey."""
    uploads: Path | None = None
    """Folder of the files that are added in the page; None for ``uploads`` in the index folder."""
    host: str = "127.0.0.1"
    """Address that the page is served on."""
    root_path: str = ""
    """Path below which a reverse proxy serves the page, e.g. ``/reports``; empty for the root."""
    hosts: tuple[str, ...] = ()
    """Host names that the page answers to; empty for any, or on a loopback address only its own names."""
    open_to_network: bool = False
    """Whether the page may be served beyond this machine without sign-in."""
    users_file: Path | None = None
    """File of users with their roles; given, the page asks for a name and a password."""
    user_header: str | None = None
    """Header in which a reverse proxy names the user who signed in there; with it nobody is asked for a password."""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses of the proxies whose header is believed."""
    mcp: bool = False
    """Whether the page offers asking and listing over the Model Context Protocol."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of the sources; see the base class."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
