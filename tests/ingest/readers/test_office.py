import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from word_files import HEADING_STYLES, OFFICIAL, cell, docx, para, row, run, table, text_box

from ingest.models import CutReason, Extraction, FailureCategory, UnreadableFileError
from ingest.readers import office
from ingest.readers.office import convert, find_office, read_through_office
from ingest.readers.word import read_docx

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins for LibreOffice are shell scripts")


def untold(done: int, pages: int) -> None:
    pass


REPORT = docx(
    para("云泽市清源区教育局2024年工作总结", style="a3"),
    para("工作回顾", style="1", num=1, level=0),
    para("教师招聘", style="2", num=1, level=1),
    para(run("全年招聘教师86名"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("，均已到岗。")),
    para("教师培训", num=1, level=1),
    para("名师送教", num=1, level=2),
    para("校本研修", num=1, level=2),
    table(
        row(*(cell(name, bold=True) for name in ("学校", "班级数", "学生数"))),
        row(cell("清源一小", merge="restart"), "24", "1032"),
        row(cell(merge="continue"), "6", "210"),
    ),
    para(run("学校布局"), text_box(para("框内文字"))),
    para("下一步打算", style="1", num=1, level=0),
    para(run("明"), run("暗", "<w:vanish/>")),
    numbering=OFFICIAL,
    footnotes=f'<w:footnote w:id="2">{para("截至2024年12月。")}</w:footnote>',
    margins=[("header", para("清源区教育局文件"))],
)
SHOWN = [
    "云泽市清源区教育局2024年工作总结",
    "一、工作回顾",
    "（一）教师招聘",
    "全年招聘教师86名，均已到岗。",
    "[注1] 截至2024年12月。",
    "（二）教师培训",
    "1. 名师送教",
    "2. 校本研修",
    "学校：清源一小；班级数：24；学生数：1032",
    "学校：清源一小；班级数：6；学生数：210",
    "学校布局",
    "框内文字",
    "二、下一步打算",
    "明",
]


def converted(data: bytes, suffix: str, folder: Path) -> bytes:
    """A Word file saved by LibreOffice in an older format."""
    source = folder / "report.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(find_office()), profile, "--headless", "--convert-to", suffix.removeprefix("."), "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"report{suffix}").read_bytes()


def category_of(call: Callable[[], object]) -> FailureCategory:
    with pytest.raises(UnreadableFileError) as caught:
        call()
    message = str(caught.value)
    assert message.endswith("。")
    assert ".docx" in message
    return caught.value.category


def headings_of(extraction: Extraction) -> list[tuple[str, int]]:
    return [(extraction.text[h.start : h.end], h.level) for h in extraction.headings]


def test_report_itself_shows_what_the_conversions_are_compared_with() -> None:
    assert read_docx(REPORT, untold).text.split("\n") == SHOWN


@needs_office
@pytest.mark.parametrize("suffix", [".doc", ".odt", ".fodt"])
def test_numbering_tables_and_headings_survive(suffix: str, tmp_path: Path) -> None:
    extraction = read_through_office(converted(REPORT, suffix, tmp_path), suffix, untold)
    assert extraction.text.split("\n") == SHOWN
    assert headings_of(extraction) == [("一、工作回顾", 1), ("（一）教师招聘", 2), ("二、下一步打算", 1)]
    assert {(cut.reason, cut.text) for cut in extraction.cuts} == {(CutReason.RUNNING_HEAD, "清源区教育局文件"), (CutReason.OUTSIDE, "暗")}


RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc39\leveljc0\levelfollow2\levelstartat1"
    r"{\leveltext\leveltemplateid1\'02\'00\u12289 ?;}{\levelnumbers\'01;}}\listid1}}"
    r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    r"\pard\plain\f0 \'b9\'a4\'d7\'f7\'d7\'dc\'bd\'e1\par"
    r"\pard\plain\ls1\ilvl0\f0 \u22238?\u39038?\par"
    r"\pard\plain\ls1\ilvl0\f0 \u25171?\u31639?\par"
    r"\trowd\cellx3000\cellx6000\pard\plain\intbl\f0 \'d1\'a7\'d0\'a3\cell \'b0\'e0\'bc\'b6\'ca\'fd\cell\row"
    r"\trowd\cellx3000\cellx6000\pard\plain\intbl\f0 \'c7\'e5\'d4\'b4\'d2\'bb\'d0\'a1\cell 24\cell\row"
    r"\pard\plain }"
)
"""Rich text as Word for Chinese writes it: GBK bytes, Unicode escapes, list table."""


@needs_office
def test_rich_text() -> None:
    extraction = read_through_office(RTF.encode("ascii"), ".rtf", untold)
    assert extraction.text.split("\n") == ["工作总结", "一、回顾", "二、打算", "学校：清源一小；班级数：24"]


@needs_office
def test_file_of_wps_is_a_word_file(tmp_path: Path) -> None:
    extraction = read_through_office(converted(docx("清源区教育局工作总结。", styles=HEADING_STYLES), ".doc", tmp_path), ".WPS", untold)
    assert extraction.text == "清源区教育局工作总结。"


@needs_office
def test_no_text() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_through_office(rb"{\rtf1\ansi\pard\par}", ".rtf", untold)
    assert caught.value.category is FailureCategory.EMPTY


@needs_office
def test_what_cannot_be_converted_is_damaged(tmp_path: Path) -> None:
    half = converted(REPORT, ".odt", tmp_path)[:3000]
    assert category_of(lambda: convert(half, ".odt")) is FailureCategory.DAMAGED


@needs_office
def test_conversions_at_the_same_time(tmp_path: Path) -> None:
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda i=i: found.append(read_through_office(rf"{{\rtf1\ansi Report {i}\par}}".encode(), ".rtf", untold).text))
        for i in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["Report 0", "Report 1", "Report 2"]


def test_without_office_the_message_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(UnreadableFileError, match=r"\.doc .*安装 LibreOffice.*另存为 \.docx") as caught:
        read_through_office(b"\xd0\xcf\x11\xe0", ".doc", untold)
    assert caught.value.category is FailureCategory.CONVERTER_MISSING


def program(path: Path, script: str) -> Path:
    """A stand-in for LibreOffice."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_shell
def test_office_is_found_on_the_path_then_in_the_usual_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on_path, installed = program(tmp_path / "bin" / "libreoffice", ""), program(tmp_path / "app" / "soffice", "")
    windows = tmp_path / "Programs" / "LibreOffice" / "program" / "soffice.exe"
    program(windows, "")
    monkeypatch.setattr(office, "_USUAL_PLACES", (str(tmp_path / "nowhere"), str(installed)))
    monkeypatch.setenv("PATH", str(on_path.parent))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path / "Programs"))
    assert find_office() == on_path
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert find_office() == installed
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    assert find_office() == windows
    monkeypatch.delenv("PROGRAMFILES")
    assert find_office() is None


@needs_shell
def test_slow_conversion_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    left = tmp_path / "left"
    slow = program(tmp_path / "soffice", f"(sleep 3; touch '{left}') &\nsleep 30")
    monkeypatch.setattr(office, "find_office", lambda: slow)
    began = time.monotonic()
    assert category_of(lambda: convert(b"{\\rtf1}", ".rtf", timeout=1)) is FailureCategory.DAMAGED
    assert time.monotonic() - began < 20
    time.sleep(3)
    assert not left.exists()


@needs_shell
@pytest.mark.parametrize("script", ["exit 0", "exit 77"])
def test_office_that_makes_nothing(script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "find_office", lambda: program(tmp_path / "soffice", script))
    assert category_of(lambda: convert(b"x", ".doc")) is FailureCategory.DAMAGED


@needs_shell
def test_office_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_bytes(b"no program")
    monkeypatch.setattr(office, "find_office", lambda: broken)
    assert category_of(lambda: convert(b"x", ".doc")) is FailureCategory.CONVERTER_MISSING


@needs_shell
def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(office, "find_office", lambda: program(tmp_path / "bin" / "soffice", "exit 1"))
    assert category_of(lambda: convert(b"x", ".doc")) is FailureCategory.DAMAGED
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]
