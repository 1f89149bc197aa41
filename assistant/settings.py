"""Settings: arguments, then environment, then ``report-assistant.toml``, then defaults."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

_BUNDLED = "bundled"


class Settings(BaseSettings):
    """Where things are and which models are used; environment variables begin with ``REPORT_ASSISTANT_``."""

    model_config = SettingsConfigDict(env_prefix="REPORT_ASSISTANT_", toml_file="report-assistant.toml", frozen=True, extra="forbid")

    index: Path = Path("index")
    """Folder of the index."""
    embedding_model: str = _BUNDLED
    """``bundled``, the name of a sentence-transformers model on this machine, or its folder."""
    cache: Path = Field(default_factory=lambda: platformdirs.user_cache_path("report-assistant"))
    """Where the bundled model is unpacked once (about 490 MB)."""

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
