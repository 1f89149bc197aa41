import hashlib
import io
import os
from pathlib import Path

import pytest

from ingest import find_files, folder, load_file, read_file
from ingest.models import FailureCategory, UnreadableFileError


def put(base: Path, *names: str, data: bytes = "校车安全。".encode()) -> None:
    for name in names:
        target = base / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def failure(base: Path, name: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        load_file(base, name)
    return caught.value


def test_files_of_nested_folders_are_listed_in_order(tmp_path: Path) -> None:
    put(tmp_path, "乙.txt", "甲.txt", "云泽市/雁浦区/总结.txt", "云泽市/总结.md", "notes.docx", "无扩展名")
    expected = ["乙.txt", "甲.txt", "云泽市/雁浦区/总结.txt", "云泽市/总结.md", "notes.docx", "无扩展名"]
    assert find_files(tmp_path).paths == sorted(expected)


@pytest.mark.parametrize(
    "name",
    [".hidden.txt", "._总结.txt", ".git/总结.txt", "子/.cache/深/总结.txt", "Thumbs.db", "子/desktop.ini", ".DS_Store", ".~lock.总结.docx#"],
)
def test_files_no_person_put_there_are_left_out(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "总结.txt")
    assert find_files(tmp_path).paths == ["总结.txt"]


def test_lock_files_are_listed_and_say_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "子/~$总结.docx", "子/总结.docx")
    assert find_files(tmp_path).paths == ["子/~$总结.docx", "子/总结.docx"]
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    error = failure(tmp_path, "子/~$总结.docx")
    assert error.category is FailureCategory.LOCK_FILE
    assert all(word in str(error) for word in ("Word/WPS", "请关闭", "删除", "文档本身照常读取"))


@pytest.mark.parametrize("name", ["~总结.txt", "$总结.txt", "总结.v1.txt", "总 结 (1).txt", "thumbs.db.txt"])
def test_odd_names_are_kept(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert find_files(tmp_path).paths == [name]


def test_empty_folder_has_no_files(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    assert find_files(tmp_path).paths == []


def test_hidden_parent_of_the_folder_does_not_matter(tmp_path: Path) -> None:
    put(tmp_path, ".data/总结.txt")
    assert find_files(tmp_path / ".data").paths == ["总结.txt"]


def test_linked_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "外/总结.txt", "内/计划.txt")
    (tmp_path / "内" / "链接").symlink_to(tmp_path / "外", target_is_directory=True)
    assert find_files(tmp_path / "内").paths == ["计划.txt"]


@pytest.mark.parametrize(("name", "media_type"), [("子/总结.txt", "text/plain"), ("总结.TXT", "text/plain"), ("a.md", "text/markdown")])
def test_loaded_file_is_described(tmp_path: Path, name: str, media_type: str) -> None:
    data = "\ufeff校车\r\n安全".encode()
    put(tmp_path, name, data=data)
    source, read = load_file(tmp_path, name)
    assert read == data
    assert source.model_dump() == {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "media_type": media_type, "size": len(data)}
    assert read_file(name, read).text == "校车\n安全"


def word_file() -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph("全年招聘教师86名，其中硕士12名。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["总结.docx", "总结.doc", "总结.txt", "总结", "总结.docx.bak", "总结.zip"])
def test_content_decides_and_not_the_extension(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, data=word_file())
    source, data = load_file(tmp_path, name)
    assert source.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert "招聘教师86名" in read_file(name, data).text


def test_a_format_that_no_reader_takes_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "总结.docx", data=b"7z\xbc\xaf\x27\x1c" + bytes(range(256)))
    assert failure(tmp_path, "总结.docx").category is FailureCategory.UNSUPPORTED


@pytest.mark.parametrize("name", ["没有.txt", "没有/总结.txt"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    error = failure(tmp_path, name)
    assert error.category is FailureCategory.MISSING
    assert "重新导入" in str(error)


def test_broken_link_is_missing(tmp_path: Path) -> None:
    (tmp_path / "总结.txt").symlink_to(tmp_path / "没有.txt")
    assert [failure(tmp_path, name).category for name in find_files(tmp_path).paths] == [FailureCategory.MISSING]


@pytest.mark.parametrize(("size", "fits"), [(1 << 20, True), ((1 << 20) + 1, False)])
def test_size_limit_is_the_last_byte_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, fits: bool) -> None:
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", 1 << 20)
    put(tmp_path, "总结.txt", data=b"a" * size)
    if fits:
        assert load_file(tmp_path, "总结.txt")[0].size == size
    else:
        error = failure(tmp_path, "总结.txt")
        assert error.category is FailureCategory.TOO_LARGE
        assert "1 MB" in str(error)


def test_too_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "总结.txt", data=b"a" * 10)
    monkeypatch.setattr(folder, "MAX_FILE_BYTES", 9)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    assert failure(tmp_path, "总结.txt").category is FailureCategory.TOO_LARGE


def test_folder_with_a_file_name_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "总结.txt").mkdir()
    assert failure(tmp_path, "总结.txt").category is FailureCategory.UNREADABLE


def test_refused_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "总结.txt")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    error = failure(tmp_path, "总结.txt")
    assert error.category is FailureCategory.UNREADABLE
    assert "读取权限" in str(error)
    assert str(tmp_path) not in str(error)


@pytest.mark.skipif(os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="the superuser may read every file")
def test_locked_file_is_unreadable(tmp_path: Path) -> None:
    put(tmp_path, "总结.txt")
    (tmp_path / "总结.txt").chmod(0)
    assert failure(tmp_path, "总结.txt").category is FailureCategory.UNREADABLE
