from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import AssistantError
from assistant.library.names import upload_path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("《2023年工作总结》（定稿）.docx", "《2023年工作总结》（定稿）.docx"),
        ("清源区/二〇二三 总结—修改版，最终.doc", "清源区/二〇二三 总结—修改版，最终.doc"),
        ("恶意<b>粗体</b>&amp;.txt", "恶意<b>粗体<／b>&amp;.txt".replace("／", "/")),
        ("/etc/passwd", "etc/passwd"),
        ("../../上级.txt", "上级.txt"),
        ("甲/../../../乙.txt", "甲/乙.txt"),
        ("C:\\材料\\总结.docx", "材料/总结.docx"),
        ("C:总结.docx", "总结.docx"),
        ("\\\\服务器\\共享\\总结.docx", "服务器/共享/总结.docx"),
        ("总结\u202efdp.exe.txt", "总结fdp.exe.txt"),
        ("零\u200b宽\ufeff.txt", "零宽.txt"),
        ("制\t表\n换行\x00\x07.txt", "制 表 换行.txt"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("com1.2023.docx", "_com1.2023.docx"),
        ("CONTENT.txt", "CONTENT.txt"),
        ("末尾点. . .", "末尾点"),
        ("  空格  .txt", "空格  .txt"),
        ("./././总结.txt", "总结.txt"),
    ],
)
def test_names_stay_as_they_are_but_for_what_is_not_safe(name: str, path: str) -> None:
    assert upload_path(name, windows=False) == path


@pytest.mark.parametrize("name", ["", "/", "..", "../..", "\u202e", "C:", "...", " / "])
def test_nothing_is_left_of_the_name(name: str) -> None:
    with pytest.raises(AssistantError, match="没有名称"):
        upload_path(name)


@pytest.mark.parametrize(
    ("name", "why"), [("~$总结.docx", "临时文件"), (".DS_Store", "隐藏"), ("甲/Thumbs.db", "隐藏"), ("__MACOSX/甲.docx", "隐藏")]
)
def test_what_no_person_put_there_is_refused(name: str, why: str) -> None:
    with pytest.raises(AssistantError, match=why):
        upload_path(name)


def test_too_deep() -> None:
    with pytest.raises(AssistantError, match="太深"):
        upload_path("/".join(["层"] * 30) + "/甲.txt")


def test_long_names_are_cut_and_stay_apart() -> None:
    names = [f"{'关于开展教育工作的通知' * 30}之{number}.docx" for number in "一二"]
    paths = [upload_path(name) for name in names]
    assert len(set(paths)) == 2
    assert all(len(path.encode()) <= 255 and path.endswith(".docx") and path.startswith("关于开展") for path in paths)
    assert paths == [upload_path(name) for name in names]


def test_windows_takes_no_such_characters() -> None:
    assert upload_path('甲<乙>:"丙"|?*.txt', windows=True) == "甲＜乙＞：＂丙＂｜？＊.txt"


@given(st.text(max_size=300))
def test_every_path_stays_below_its_folder(name: str) -> None:
    try:
        path = upload_path(name)
    except AssistantError:
        return
    parts = path.split("/")
    assert not path.startswith("/")
    assert "\\" not in path
    assert all(part not in ("", ".", "..") and len(part.encode()) <= 255 and not part.startswith(".") for part in parts)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in path)
    assert upload_path(path) == path
