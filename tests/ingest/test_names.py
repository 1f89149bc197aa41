from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names import decode_name, is_clutter, is_lock_file, safe_path


@pytest.mark.parametrize("name", ["清源区2023年工作总结.docx", "李镕、王喆.txt", "联通.txt", "（定稿）——附件１.doc", "a.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_names_are_decoded(name: str, encoding: str) -> None:
    assert decode_name(name.encode(encoding)) == name


def test_western_names_of_old_archives_are_no_chinese() -> None:
    assert decode_name("résumé.txt".encode("cp437")) == "résumé.txt"
    assert decode_name(b"\x8e\xff.txt") == "Ä\xa0.txt"


@given(st.binary())
def test_any_bytes_give_a_name(raw: bytes) -> None:
    assert isinstance(decode_name(raw), str)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("清源/总结.docx", "清源/总结.docx"),
        ("../../etc/总结.txt", "etc/总结.txt"),
        ("/总结.txt", "总结.txt"),
        ("C:\\材料\\总结.txt", "材料/总结.txt"),
        ("C:总结.txt", "总结.txt"),
        ("\\\\server\\share\\总结.txt", "server/share/总结.txt"),
        ("./a//b/.././总结.txt", "a/b/总结.txt"),
        ("总\x00结\r\n1\t2\u202e.txt", "总结 1 2.txt"),
        (" 总结 .txt ", "总结 .txt"),
        ("总结\udcff.txt", "总结?.txt"),
        ("", "未命名"),
        ("../..", "未命名"),
        ("..总结.txt", "..总结.txt"),
    ],
)
def test_names_stay_below_the_archive(name: str, path: str) -> None:
    assert safe_path(name) == path


@given(st.text())
def test_no_name_leads_elsewhere(name: str) -> None:
    path = safe_path(name)
    assert path
    assert not path.startswith("/")
    assert not {"", ".", ".."} & set(path.split("/"))
    path.encode()


@pytest.mark.parametrize("path", [".DS_Store", "a/.git/b.txt", "__MACOSX/._总结.docx", "a/Thumbs.db", "DESKTOP.INI"])
def test_clutter(path: str) -> None:
    assert is_clutter(path)


@pytest.mark.parametrize("path", ["总结.txt", "a.b/总结.txt", "thumbs.db.txt", "~$总结.docx"])
def test_no_clutter(path: str) -> None:
    assert not is_clutter(path)


def test_lock_files() -> None:
    assert is_lock_file("a/~$总结.docx")
    assert not is_lock_file("~$a/总结.docx")
    assert not is_lock_file("~总结.docx")
