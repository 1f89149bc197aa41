from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from pydantic import SecretStr

from assistant import Settings
from assistant.errors import ConfigError
from assistant.language import weights
from assistant.language.base import LanguageModelError, Trouble
from assistant.language.choosing import choose_model, chosen_kind
from assistant.language.remote import RemoteModel

SECRET = "sk-0f9e8d7c"


class FakeLocal(NamedTuple):
    """In place of the real one, which takes seconds and a gigabyte."""

    path: Path
    name: str | None = None


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "is_installed", lambda cache: True)
    monkeypatch.setattr(weights, "assemble", lambda cache, progress=None: cache / "assembled.gguf")
    monkeypatch.setitem(sys.modules, "assistant.language.local", SimpleNamespace(LocalModel=FakeLocal))


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "is_installed", lambda cache: False)


def test_none_is_none(installed: None) -> None:
    assert choose_model(Settings(language_model="none")) is None


def test_auto_takes_the_local_model_where_it_is_installed(installed: None, tmp_path: Path) -> None:
    assert choose_model(Settings(language_model="auto", cache=tmp_path)) == FakeLocal(tmp_path / "assembled.gguf", weights.QWEN.name)


def test_auto_does_without_where_it_is_not(not_installed: None) -> None:
    assert choose_model(Settings(language_model="auto")) is None


def test_local_where_it_is_not_installed_says_how_to_add_it(not_installed: None) -> None:
    with pytest.raises(LanguageModelError, match=r"make local.*requirements-local\.txt") as raised:
        choose_model(Settings(language_model="local"))
    assert raised.value.trouble is Trouble.MISSING


def test_a_file_in_place_of_the_installed_weights(installed: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())
    file = tmp_path / "any.gguf"
    settings = Settings(language_model="local", language_model_file=file)
    with pytest.raises(LanguageModelError, match=r"any\.gguf") as raised:
        choose_model(settings)
    assert raised.value.trouble is Trouble.MISSING
    file.touch()
    assert choose_model(settings) == FakeLocal(file)


def test_a_file_needs_the_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(LanguageModelError, match="make local"):
        choose_model(Settings(language_model="local", language_model_file=tmp_path / "any.gguf"))


@pytest.mark.parametrize(
    ("setting", "url", "identity"),
    [
        ("openai:deepseek-chat", "http://127.0.0.1:1/v1/", "openai:deepseek-chat@http://127.0.0.1:1/v1"),
        ("ollama:qwen3:8b", None, "ollama:qwen3:8b@"),
        (" openai:Qwen/Qwen3-8B ", "https://llm.example.org/v1", "openai:Qwen/Qwen3-8B@https://llm.example.org/v1"),
        ("openai:m", "http://[::1]:8000/v1", "openai:m@http://[::1]:8000/v1"),
    ],
)
def test_a_model_of_a_server(setting: str, url: str | None, identity: str) -> None:
    model = choose_model(Settings(language_model=setting, language_model_url=url, language_model_key=SecretStr(f"{SECRET}\n")))
    assert isinstance(model, RemoteModel)
    assert model.identity == identity
    assert SECRET not in repr(model)
    model.close()


@pytest.mark.parametrize("setting", ["", "gpt-4", "openai:", ":m", "开放:m", "openai m", "https://x/v1"])
def test_nonsense_is_answered_with_examples(setting: str) -> None:
    with pytest.raises(ConfigError, match=r"openai:deepseek-chat.*ollama:qwen3"):
        choose_model(Settings(language_model=setting))


def test_a_file_name_as_the_setting() -> None:
    with pytest.raises(ConfigError, match="REPORT_ASSISTANT_LANGUAGE_MODEL_FILE"):
        choose_model(Settings(language_model="models/qwen.gguf"))


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://x/v1", "http://", "http://x y/v1", "http://x:99999/v1", "http://[::x]/v1", "http://x:0/v1"])
def test_a_wrong_address(url: str) -> None:
    with pytest.raises(ConfigError, match=r"http://127\.0\.0\.1:8000/v1"):
        choose_model(Settings(language_model="openai:m", language_model_url=url))


@pytest.mark.parametrize("url", [f"http://me:{SECRET}@x/v1", f"https://x/v1?key={SECRET}", f"https://x/v1#{SECRET}"])
def test_a_secret_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigError, match="REPORT_ASSISTANT_LANGUAGE_MODEL_KEY") as raised:
        choose_model(Settings(language_model="openai:m", language_model_url=url))
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("key", [f"{SECRET} x", f"{SECRET}\nx", f"密钥{SECRET}", f"{SECRET}\x00"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(ConfigError, match="重新复制") as raised:
        choose_model(Settings(language_model="openai:m", language_model_url="http://x/v1", language_model_key=SecretStr(key)))
    assert SECRET not in str(raised.value)


def test_what_is_chosen_is_known_without_loading_it(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "assemble", None)
    monkeypatch.setattr("assistant.language.remote.RemoteModel", None)
    kinds = [chosen_kind(Settings(language_model=setting)) for setting in ("none", "auto", "local", "ollama:m")]
    assert kinds == ["none", "local", "local", "remote"]
