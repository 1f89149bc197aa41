"""Weights in pieces: assembled once, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.language import weights
from assistant.language.base import LanguageModelError, Trouble
from assistant.language.weights import QWEN, Part, Weights, assemble, is_installed

PIECES = (b"GGUF" + b"a" * 4996, b"b" * 5000, b"c" * 123)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Weights:
    """Weights of 10,123 bytes in three packages."""
    parts = []
    for n, piece in enumerate(PIECES, 1):
        module = f"small_part{n}"
        folder = tmp_path / "packages" / module / "data"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").write_text("raise AssertionError('imported')", encoding="utf-8")
        (folder / "part.bin").write_bytes(piece)
        parts.append(Part(module, f"small-part{n}==1.0", "data/part.bin", len(piece)))
    monkeypatch.syspath_prepend(tmp_path / "packages")
    monkeypatch.setattr(weights, "_RUNTIME", "json")
    return Weights("small", tuple(parts), hashlib.sha256(b"".join(PIECES)).hexdigest())


def piece_file(tmp_path: Path, n: int) -> Path:
    return tmp_path / "packages" / f"small_part{n}" / "data" / "part.bin"


def test_pieces_become_one_file_with_progress(small: Weights, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    file = assemble(tmp_path / "cache", lambda done, total: steps.append((done, total)), small)
    assert file.read_bytes() == b"".join(PIECES)
    assert steps == [(5000, 10_123), (10_000, 10_123), (10_123, 10_123)]
    assert {entry.name for entry in (tmp_path / "cache").iterdir()} <= {file.name, file.with_suffix(".lock").name}


def test_a_whole_file_is_not_written_again_even_without_packages(small: Weights, tmp_path: Path) -> None:
    written = assemble(tmp_path / "cache", None, small).stat()
    piece_file(tmp_path, 1).unlink()
    steps: list[int] = []
    again = assemble(tmp_path / "cache", lambda done, _: steps.append(done), small).stat()
    assert (again.st_ino, again.st_mtime_ns, steps) == (written.st_ino, written.st_mtime_ns, [])
    assert is_installed(tmp_path / "cache", small)


def test_a_file_of_wrong_size_is_written_again(small: Weights, tmp_path: Path) -> None:
    file = small.file(tmp_path / "cache")
    file.parent.mkdir()
    file.write_bytes(b"GGUF half")
    assert assemble(tmp_path / "cache", None, small).read_bytes() == b"".join(PIECES)


def test_a_missing_package_is_named_with_the_command(small: Weights, tmp_path: Path) -> None:
    assert is_installed(tmp_path / "cache", small)
    piece_file(tmp_path, 2).unlink()
    assert not is_installed(tmp_path / "cache", small)
    with pytest.raises(LanguageModelError, match=r"small-part2==1\.0.*requirements-local\.txt") as raised:
        assemble(tmp_path / "cache", None, small)
    assert raised.value.trouble is Trouble.MISSING


def test_without_the_runtime_it_is_not_installed(small: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_RUNTIME", "no_such_runtime")
    assert not is_installed(tmp_path / "cache", small)


def test_a_cut_piece_is_named(small: Weights, tmp_path: Path) -> None:
    piece_file(tmp_path, 2).write_bytes(PIECES[1][:-1])
    with pytest.raises(LanguageModelError, match=r"small-part2==1\.0 已损坏.*--force-reinstall") as raised:
        assemble(tmp_path / "cache", None, small)
    assert raised.value.trouble is Trouble.BROKEN
    assert not small.file(tmp_path / "cache").exists()


def test_a_changed_piece_leaves_no_file(small: Weights, tmp_path: Path) -> None:
    piece_file(tmp_path, 2).write_bytes(b"x" * 5000)
    with pytest.raises(LanguageModelError, match="校验和") as raised:
        assemble(tmp_path / "cache", None, small)
    assert raised.value.trouble is Trouble.BROKEN
    assert not [entry for entry in (tmp_path / "cache").iterdir() if entry.suffix != ".lock"]


def test_an_interrupted_writing_leaves_nothing_and_is_made_up_for(small: Weights, tmp_path: Path) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        assemble(tmp_path / "cache", interrupt, small)
    assert not [entry for entry in (tmp_path / "cache").iterdir() if entry.suffix != ".lock"]
    assert assemble(tmp_path / "cache", None, small).read_bytes() == b"".join(PIECES)


def test_a_full_disk_is_told(small: Weights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LanguageModelError, match=r"磁盘空间不足.*REPORT_ASSISTANT_CACHE"):
        assemble(tmp_path / "cache", None, small)
    assert not [entry for entry in (tmp_path / "cache").iterdir() if entry.suffix != ".lock"]


def test_two_processes_write_it_once(small: Weights, tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom assistant.language.weights import Part, Weights, assemble\n"
        f"parts = tuple(Part(*part) for part in {[tuple(part) for part in small.parts]!r})\n"
        f"def slowly(done, total): print(done, flush=True); time.sleep(0.2)\n"
        f"assemble(Path({str(tmp_path / 'cache')!r}), slowly, Weights('small', parts, {small.sha256!r}))\n"
    )
    paths = os.pathsep.join([str(tmp_path / "packages"), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": paths}
    both = [subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(len(output.split()) for output in outputs) == [0, 3]
    assert small.file(tmp_path / "cache").read_bytes() == b"".join(PIECES)


def test_the_real_weights_have_their_published_size() -> None:
    assert (len(QWEN.parts), QWEN.size) == (22, 1_117_320_768)
