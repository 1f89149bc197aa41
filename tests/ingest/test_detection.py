from __future__ import annotations

import io
import shutil
import struct
import subprocess
import tracemalloc
import zipfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from ingest.detection import Format, detect, media_type
from ingest.models import FailureCategory, UnreadableFileError

REPORT = "清源区教育局2023年工作总结\n\n一、校园安全\n全区共有校车35辆，逐车签订责任书。\n"
PAGE = f"<html><head><meta charset='utf-8'><title>总结</title></head><body><p>{REPORT}</p></body></html>".encode()
FRAGMENT = f"<table border=1><tr><td>学校</td><td>人数</td></tr><tr><td>一小</td><td>24</td></tr></table><p>{REPORT}</p>".encode()
RTF = rb"{\rtf1\ansi\ansicpg936\deff0 {\fonttbl{\f0 SimSun;}}\f0 \'c7\'e5\'d4\'b4\par}"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
ARCHIVE = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<html></html>\n--b--\n'
MAIL = b"Received: from x\nFrom: a@qy.example\nTo: b@qy.example\nSubject: =?utf-8?B?5oC757uT?=\nDate: Fri, 5 Jan 2024 10:00:00\n\nhello\n"
WORD_XML = (
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
)
SHEET_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'


@cache
def word_document() -> bytes:
    document = docx.Document()
    document.add_paragraph(REPORT)
    return saved(document)


@cache
def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["学校", "人数"])
    return saved(book)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, kind)
    return stream.getvalue()


def zipped(**members: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def open_document(kind: str, manifest: str = "<manifest/>") -> bytes:
    return zipped(**{"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>", "META-INF/manifest.xml": manifest})


def ole(**streams: bytes) -> bytes:
    """A compound file with streams in its root. Source: [MS-CFB]; version 3, sectors of 512 bytes."""
    names = list(streams)
    bodies = [data.ljust(4096, b"\0") + b"\0" * (-max(len(data), 4096) % 512) for data in streams.values()]
    fat = [0xFFFFFFFD]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    directory_sectors = (len(names) + 1 + 3) // 4
    start = 1 + directory_sectors
    fat += [*range(2, 1 + directory_sectors), 0xFFFFFFFE]
    for i, (name, body) in enumerate(zip(names, bodies, strict=True), start=1):
        sectors = len(body) // 512
        entries.append(_entry(name, 2, start, len(body), right=i + 1 if i < len(names) else 0xFFFFFFFF))
        fat += [*range(start + 1, start + sectors), 0xFFFFFFFE]
        start += sectors
    entries += [b"\0" * 68 + b"\xff" * 12 + b"\0" * 48] * (directory_sectors * 4 - len(entries))
    assert len(fat) <= 128
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + struct.pack("<128I", *fat) + b"".join(entries) + b"".join(bodies)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return raw.ljust(64, b"\0") + fields + b"\0" * 36 + struct.pack("<IQ", start, size)


def word_stream(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x804, 0, flags)


def sheet_stream(*records: int) -> bytes:
    return b"".join(struct.pack("<HH", record, 4) + b"\0\x06\0\0" for record in (0x809, *records, 0x0A))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (REPORT.encode(), "总结.txt", Format.TEXT),
        (REPORT.encode("gbk"), "总结.TXT", Format.TEXT),
        (REPORT.encode("utf-16"), "总结.txt", Format.TEXT),
        (REPORT.encode(), "总结", Format.TEXT),
        (REPORT.encode(), "总结.doc", Format.TEXT),
        (REPORT.encode("gbk"), "总结.pdf", Format.TEXT),
        (f"# {REPORT}".encode(), "总结.md", Format.MARKDOWN),
        (f"<p align=center>徽标</p>\n<div>图</div>\n# {REPORT}".encode(), "总结.markdown", Format.MARKDOWN),
        ("学校,人数\n一小,24\n".encode("gbk"), "表.csv", Format.CSV),
        ("学校\t人数\n一小\t24\n".encode(), "表.tsv", Format.CSV),
        (PAGE, "总结.html", Format.HTML),
        (PAGE, "总结.xls", Format.HTML),
        (PAGE, "总结.doc", Format.HTML),
        (PAGE, "总结.txt", Format.HTML),
        (PAGE.decode().encode("utf-16"), "总结.doc", Format.HTML),
        (b"\xef\xbb\xbf<!-- saved from url=(0036)http://qy.example/ -->\r\n<!DOCTYPE html>\n" + PAGE, "总结.htm", Format.HTML),
        (b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">\n' + PAGE, "总结.xhtml", Format.HTML),
        (FRAGMENT, "报表.xls", Format.HTML),
        (f"清源区教育局<br>{REPORT}".encode(), "总结.htm", Format.HTML),
        (f"全文如下：1<2，<html>不是网页。{REPORT}".encode(), "总结.txt", Format.TEXT),
        (ARCHIVE, "总结.mht", Format.MHTML),
        (ARCHIVE, "总结.doc", Format.MHTML),
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://qy.example/\r\n" + ARCHIVE, "总结.mhtml", Format.MHTML),
        (MAIL, "来信.eml", Format.EML),
        (MAIL.replace(b"Subject", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\nSubject"), "来信", Format.EML),
        (RTF, "总结.rtf", Format.RTF),
        (RTF, "总结.doc", Format.RTF),
        (PDF, "总结.pdf", Format.PDF),
        (PDF, "总结.txt", Format.PDF),
        (b"\0\0junk\n" + PDF, "总结.pdf", Format.PDF),
        (WORD_XML, "总结.doc", Format.WORD_XML),
        (SHEET_XML, "报表.xls", Format.SHEET_XML),
        (open_document("text"), "总结.odt", Format.ODT),
        (open_document("text"), "总结.doc", Format.ODT),
        (open_document("spreadsheet"), "表.xls", Format.ODS),
        (zipped(**{"总结.txt": REPORT, "word/其他.txt": REPORT}), "材料.zip", Format.ZIP),
        (zipped(**{"总结.txt": REPORT}), "材料.docx", Format.ZIP),
        (
            zipped(**{"[Content_Types].xml": '<x ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>', "xl/workbook.bin": ""}),
            "表",
            Format.XLSB,
        ),
        (ole(WordDocument=word_stream(0)), "总结.doc", Format.DOC),
        (ole(WordDocument=word_stream(0)), "总结.wps", Format.DOC),
        (ole(Workbook=sheet_stream()), "表.csv", Format.XLS),
        (ole(Book=sheet_stream()), "表.et", Format.XLS),
    ],
)
def test_content_decides(data: bytes, name: str, expected: Format) -> None:
    assert detect(data, f"清源区/{name}") is expected


@pytest.mark.parametrize("name", ["总结.docx", "总结.doc", "总结.zip", "总结.txt"])
def test_word_document_under_any_name(name: str) -> None:
    assert detect(word_document(), name) is Format.DOCX


@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.csv"])
def test_workbook_under_any_name(name: str) -> None:
    assert detect(workbook(), name) is Format.XLSX


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures(kind: str) -> None:
    assert detect(picture(kind), "扫描件.doc") is Format.IMAGE


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, which makes these files, is not installed")
@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [("docx", "doc", Format.DOC), ("docx", "rtf", Format.RTF), ("docx", "odt", Format.ODT), ("xlsx", "xls", Format.XLS)],
)
def test_files_of_a_real_office_program(tmp_path: Path, source: str, target: str, expected: Format) -> None:
    (tmp_path / f"a.{source}").write_bytes(word_document() if source == "docx" else workbook())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path, tmp_path / f"a.{source}"], check=True, capture_output=True
    )
    assert detect((tmp_path / f"a.{target}").read_bytes(), "没有扩展名") is expected


def refusal(data: bytes, name: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        detect(data, name)
    return caught.value


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0" * 70_000, b"\xef\xbb\xbf", b"\xff\xfe \0\n\0"])
@pytest.mark.parametrize("name", ["总结.txt", "总结.docx", "总结.pdf"])
def test_empty_files(data: bytes, name: str) -> None:
    assert refusal(data, name).category is FailureCategory.EMPTY


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (ole(EncryptedPackage=b"x", EncryptionInfo=b"x"), "总结.docx"),
        (ole(WordDocument=word_stream(0x0100)), "总结.doc"),
        (ole(Workbook=sheet_stream(0x2F)), "表.xls"),
        (open_document("text", "<m><encryption-data/></m>"), "总结.odt"),
    ],
)
def test_files_with_a_password(data: bytes, name: str) -> None:
    error = refusal(data, name)
    assert error.category is FailureCategory.ENCRYPTED
    assert "密码" in str(error)


@pytest.mark.parametrize("name", ["总结.docx", "表.xlsx", "材料.zip"])
def test_truncated_container(name: str) -> None:
    data = workbook() if name.endswith("xlsx") else word_document()
    assert refusal(data[: len(data) // 2], name).category is FailureCategory.DAMAGED


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype", "META-INF/manifest.xml"])
def test_a_part_that_unpacks_to_much_more_is_not_unpacked(part: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        if part == "META-INF/manifest.xml":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("word/document.xml", "<x/>")
        archive.writestr(part, b" " * 30_000_000)
    tracemalloc.start()
    error = refusal(stream.getvalue(), "总结.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.category is FailureCategory.DAMAGED
    assert peak < 5_000_000


def test_a_container_for_which_memory_does_not_suffice_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(zipfile.ZipFile, "open", fail)
    assert refusal(word_document(), "总结.docx").category is FailureCategory.DAMAGED


def test_truncated_compound_file() -> None:
    data = ole(WordDocument=word_stream(0))
    for length in (8, 100, 512, 600, 1024):
        assert refusal(data[:length], "总结.doc").category is FailureCategory.DAMAGED


@pytest.mark.parametrize("name", ["总结.doc", "总结.docx", "总结.PDF", "表.xls", "扫描.jpg"])
def test_noise_under_the_name_of_a_document_is_damaged(name: str) -> None:
    noise = bytes((i * 7919 + i * i) % 256 for i in range(5000))
    error = refusal(noise, name)
    assert error.category is FailureCategory.DAMAGED
    assert "重新" in str(error)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (
            zipped(
                **{"[Content_Types].xml": '<x ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>'}
            ),
            "a",
            "PDF",
        ),
        (zipped(**{"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), "公文.ofd", "OFD"),
        (zipped(mimetype="application/epub+zip"), "书.epub", "电子书"),
        (open_document("presentation"), "a.odp", "PDF"),
        (ole(**{"PowerPoint Document": b"x"}), "课件.ppt", "演示文稿"),
        (ole(**{"__properties_version1.0": b"x"}), "来信.msg", ".eml"),
        (ole(VisioDocument=b"x"), "图.vsd", "Visio"),
        (ole(Unknown=b"x"), "未知.doc", "另存为"),
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 100, "材料.rar", "解压"),
        (b"7z\xbc\xaf\x27\x1c\0\x04" + b"x" * 100, "材料.zip", "解压"),
        (b"\x1f\x8b\x08\0" + b"x" * 100, "材料.gz", ".zip"),
        (b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 100, "安装.doc", "程序"),
        (b"ID3\x03" + b"\0" * 100, "录音.mp3", "文字稿"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 100, "会议.mp4", "文字稿"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 100, "照片.jpg", "JPG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "图.svg", "PNG"),
        (b"<?xml version='1.0'?><data><row/></data>", "数据.xml", "XML"),
        (b"[InternetShortcut]\r\nURL=http://qy.example/\r\n", "总结.url", "网址"),
        (b"function f() { return 1; }", "总结_files/jquery.js", ".js"),
        (b"body { margin: 0 }", "总结_files/style.css", ".css"),
    ],
)
def test_unsupported_files_are_named_with_a_remedy(data: bytes, name: str, words: str) -> None:
    error = refusal(data, name)
    assert error.category is FailureCategory.UNSUPPORTED
    assert words in str(error)
    assert str(error).endswith("。")


def test_text_that_begins_like_a_program_is_a_text() -> None:
    assert detect("MZ镇中心小学2023年工作总结，全年无事故。".encode(), "总结.txt") is Format.TEXT


def test_every_format_has_a_media_type() -> None:
    for kind in Format:
        assert "/" in media_type(kind)
    assert media_type(Format.HTML) == "text/html"


def test_truncated_pdf_is_no_text() -> None:
    assert detect(b"%PDF-1.4 broken", "坏.txt") is Format.PDF
