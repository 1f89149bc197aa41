"""Try the configured language model: is it there, does it answer, how fast, does it tell probabilities."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from assistant.checks import Finding, State, existing_folder
from assistant.errors import AssistantError, ConfigError
from assistant.language.base import LanguageModel, LanguageModelError, Message
from assistant.language.budget import Budget, Stopped
from assistant.language.choosing import HOW_TO_ADD, choose_model, chosen_kind, local_is_installed, server_url
from assistant.settings import Settings
from prompts import load_prompt

_PATIENCE_S = 90.0
"""Most seconds for one trial question; reading 1.1 GB of weights from a slow disk takes up to 30 of them."""
_TOKENS = 48
"""Tokens of the trial answer, by which speed is measured."""
_SLOW_TOKENS_S = 3.0
"""Tokens a second below which an answer of 200 tokens keeps staff waiting for more than a minute."""
_NAME = "语言模型"


def check_language_model(settings: Settings, *, ask: bool = True) -> Iterator[Finding]:
    """Check the configured language model; nothing is made on disk.

    Args:
        settings: The settings.
        ask: Whether to ask it trial questions, which takes seconds and may cost money.
    """
    try:
        kind = chosen_kind(settings)
    except ConfigError as error:
        yield Finding(state=State.PROBLEM, name=_NAME, message=str(error))
        return
    yield from _unused(settings, kind)
    if kind == "none":
        yield _without(settings)
        return
    if kind == "local" and not local_is_installed(settings):
        yield Finding(state=State.PROBLEM, name=_NAME, message="设为 local，但本地模型没有安装。", remedy=f"{HOW_TO_ADD}，或设为 none。")
        return
    if kind == "local" and (size := missing_weights(settings)):
        yield _to_be_assembled(settings, size)
        return
    if not ask:
        yield Finding(state=State.OK, name=_NAME, message=f"设为 {settings.language_model}（没有试问）。")
        return
    try:
        model = choose_model(settings)
    except AssistantError as error:
        yield Finding(state=State.PROBLEM, name=_NAME, message=str(error))
        return
    if model is not None:
        try:
            yield from _trials(model)
        finally:
            model.close()


def _unused(settings: Settings, kind: str) -> Iterator[Finding]:
    given = [
        name for name, value in (("URL", settings.language_model_url), ("KEY", settings.language_model_key)) if value is not None and kind != "remote"
    ]
    if settings.language_model_file is not None and kind != "local":
        given.append("FILE")
    for name in given:
        message = f"设了 REPORT_ASSISTANT_LANGUAGE_MODEL_{name}，但语言模型设为 {settings.language_model}，用不到它。"
        remedy = "要用服务器上的模型，请把语言模型设为 openai:模型名 或 ollama:模型名；否则去掉这项设置。"
        yield Finding(state=State.WARNING, name=_NAME, message=message, remedy=remedy)
    url = server_url(settings) if kind == "remote" else None
    if url is not None and settings.language_model_key is not None and url.startswith("http://") and not _in_house(url):
        message = "服务器地址以 http:// 开头：密钥和材料在网上不加密传送。"
        yield Finding(state=State.WARNING, name=_NAME, message=message, remedy="请改用 https:// 开头的地址。")


def _in_house(url: str) -> bool:
    from assistant.language.remote_client import in_house

    return in_house(url)


def _without(settings: Settings) -> Finding:
    if settings.language_model.strip().lower() == "none":
        return Finding(state=State.OK, name=_NAME, message="设为 none：答案从原文摘出，不用语言模型。")
    message = "没有安装本地模型（设为 auto）：答案从原文摘出，不经语言模型润色。"
    return Finding(state=State.WARNING, name=_NAME, message=message, remedy=f"想要语言模型：{HOW_TO_ADD}。")


def _to_be_assembled(settings: Settings, size: int) -> Finding:
    there = existing_folder(settings.cache)
    free = shutil.disk_usage(there).free
    if free < size:
        message = f"本地模型已安装，但“{there}”只剩 {free / 1e9:.1f} GB，拼装权重需要 {size / 1e9:.1f} GB。"
        return Finding(state=State.PROBLEM, name=_NAME, message=message, remedy="请清理磁盘，或用 REPORT_ASSISTANT_CACHE 换一个位置。")
    message = f"本地模型已安装；第一次使用时先拼装权重（{size / 1e9:.1f} GB，一两分钟），所以这里没有试问。"
    return Finding(state=State.OK, name=_NAME, message=message)


def missing_weights(settings: Settings) -> int:
    """Bytes that the first use of the local model writes to the cache; 0 when nothing is to be written.

    Args:
        settings: The settings.
    """
    from assistant.language.weights import QWEN, is_assembled

    return 0 if settings.language_model_file is not None or is_assembled(settings.cache) else QWEN.size


def _trials(model: LanguageModel) -> Iterator[Finding]:
    try:
        first, rate = _speed(model)
        opinions = list(model.judge([(Message("user", load_prompt("check_judging").fill()),)], budget=Budget(_PATIENCE_S)))
    except LanguageModelError as error:
        yield Finding(state=State.PROBLEM, name=_NAME, message=str(error))
        return
    except Stopped:
        message = f"{model.name} 在 {_PATIENCE_S:.0f} 秒内没有答完试问。"
        yield Finding(state=State.PROBLEM, name=_NAME, message=message, remedy="这台机器或服务器太慢，请换一个更小的模型，或设为 none。")
        return
    message = f"{model.name} 能回答：第一个字 {first:.1f} 秒，每秒约 {rate:.0f} 个词元。"
    if rate < _SLOW_TOKENS_S:
        yield Finding(state=State.WARNING, name=_NAME, message=message, remedy="太慢，一个答案要等一分钟以上。请换一个更小的模型，或设为 none。")
    else:
        yield Finding(state=State.OK, name=_NAME, message=message)
    opinion = opinions[0]
    if not opinion.yes:
        remedy = "这样的模型不宜用来核对相关段落，请换一个。"
        yield Finding(state=State.WARNING, name="是非判断", message=f"{model.name} 连“水是液体吗”也没有答“是”。", remedy=remedy)
    elif opinion.probability is None:
        yield Finding(state=State.OK, name="是非判断", message="服务器不给出词元概率：核对相关段落时改为请模型答是或否并说明理由，会慢一些。")
    else:
        yield Finding(state=State.OK, name="是非判断", message="给出词元概率，可以很快地核对相关段落。")


def _speed(model: LanguageModel) -> tuple[float, float]:
    """Seconds to the first piece, and pieces a second after it; a piece is about a token."""
    began = time.perf_counter()
    times = [
        time.perf_counter()
        for _ in model.stream((Message("user", load_prompt("check_counting").fill()),), max_tokens=_TOKENS, budget=Budget(_PATIENCE_S))
    ]
    first = (times[0] if times else time.perf_counter()) - began
    spent = times[-1] - times[0] if len(times) > 1 else 0.0
    return first, (len(times) - 1) / spent if spent > 0 else len(times) / max(first, 1e-3)
