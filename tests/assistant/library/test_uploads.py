from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import AssistantError
from assistant.library.uploads import Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", max_bytes=1000)


def everything(uploads: Uploads) -> set[str]:
    return {path.relative_to(uploads.folder).as_posix() for path in uploads.folder.rglob("*") if path.is_file()}


def test_a_file_is_kept_with_its_folder(uploads: Uploads) -> None:
    saved = uploads.save("清源区/《总结》（1）.txt", [b"ab", b"cd"])
    assert saved == ("清源区/《总结》（1）.txt", False, 4)
    assert (uploads.folder / saved.path).read_bytes() == b"abcd"
    assert everything(uploads) == {saved.path}


def test_the_same_name_again_takes_its_place_and_says_so(uploads: Uploads) -> None:
    uploads.save("甲.txt", [b"old"])
    assert uploads.save("甲.txt", [b"new"]).replaced
    assert (uploads.folder / "甲.txt").read_bytes() == b"new"


def test_an_upload_that_breaks_off_leaves_what_was_there(uploads: Uploads) -> None:
    uploads.save("甲.txt", [b"old"])

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        uploads.save("甲.txt", broken())
    assert (uploads.folder / "甲.txt").read_bytes() == b"old"
    assert everything(uploads) == {"甲.txt"}


def test_too_large(uploads: Uploads) -> None:
    uploads.save("甲.txt", [b"x" * 1000])
    with pytest.raises(AssistantError, match="上限"):
        uploads.save("甲.txt", [b"y" * 600, b"y" * 401])
    assert (uploads.folder / "甲.txt").read_bytes() == b"x" * 1000
    assert everything(uploads) == {"甲.txt"}


def test_names_on_a_disk_that_ignores_case(uploads: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads.save("Report/A.docx", [b"1"])
    monkeypatch.setattr(Path, "exists", lambda _: True)
    assert uploads.save("report/B.docx", [b"2"]).path == "Report/B.docx"
    with pytest.raises(AssistantError, match="大小写"):
        uploads.save("Report/a.docx", [b"3"])


def test_names_that_differ_in_case_only(uploads: Uploads) -> None:
    uploads.save("Report/A.docx", [b"1"])
    assert uploads.save("report/B.docx", [b"2"]).path == "Report/B.docx"
    with pytest.raises(AssistantError, match="大小写"):
        uploads.save("report/a.DOCX", [b"3"])
    assert everything(uploads) == {"Report/A.docx", "Report/B.docx"}


def test_a_file_is_no_folder_and_a_folder_no_file(uploads: Uploads) -> None:
    uploads.save("甲", [b"1"])
    uploads.save("乙/丙.txt", [b"2"])
    with pytest.raises(AssistantError, match="同名"):
        uploads.save("甲/乙.txt", [b"3"])
    with pytest.raises(AssistantError, match="同名"):
        uploads.save("乙", [b"3"])


def test_a_link_is_not_followed(uploads: Uploads, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    uploads.folder.mkdir()
    (uploads.folder / "外").symlink_to(outside)
    with pytest.raises(AssistantError):
        uploads.save("外/甲.txt", [b"1"])
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(("number", "why"), [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "权限"), (errno.EIO, "没有保存成功")])
def test_a_disk_that_refuses(uploads: Uploads, monkeypatch: pytest.MonkeyPatch, number: int, why: str) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("assistant.library.uploads.os.fsync", refuse)
    with pytest.raises(AssistantError, match=why):
        uploads.save("甲.txt", [b"1"])
    assert everything(uploads) == set()


def test_deleting_leaves_no_empty_folders(uploads: Uploads) -> None:
    uploads.save("甲/乙/丙.txt", [b"1"])
    uploads.save("丁.txt", [b"1"])
    uploads.delete("甲/乙/丙.txt")
    assert {path.name for path in uploads.folder.iterdir()} == {"丁.txt"}


def test_what_earlier_runs_left_is_swept(uploads: Uploads) -> None:
    uploads.save("甲.txt", [b"1"])
    old, new = uploads.folder / ".upload-old", uploads.folder / ".upload-new"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    uploads.sweep()
    assert not old.exists()
    assert new.exists()
