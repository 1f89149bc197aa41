"""One report of each format, written by the tests themselves; every name in them is fictional."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
from docx import Document

from tests.ingest.readers.pdf_files import encoded, pdf, report_pages, scan

PARAGRAPHS = ("一、安全工作", "全区校车管理规范，开展食品安全检查36次，未发生安全事故。", "二、教师队伍", "公开招聘教师86名，选派骨干教师支教28名。")


def title(region: str, year: int = 2023) -> str:
    return f"{region}教育局{year}年工作总结"


def txt(region: str, year: int = 2023, more: str = "") -> bytes:
    return "\n".join((title(region, year), *PARAGRAPHS, more)).encode()


def docx(region: str) -> bytes:
    document = Document()
    for paragraph in (title(region), *PARAGRAPHS):
        document.add_paragraph(paragraph)
    return _saved(document.save)


def xlsx(region: str) -> bytes:
    book = openpyxl.Workbook()
    for row in ((title(region),), ("项目", "内容"), *(("工作", paragraph) for paragraph in PARAGRAPHS)):
        book.active.append(row)
    return _saved(book.save)


def html(region: str) -> bytes:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<html><head><meta charset=utf-8></head><body><h1>{title(region)}</h1><script>alert(1)</script>{paragraphs}</body></html>".encode()


def pdf_file(region: str) -> bytes:
    return pdf(*report_pages([title(region), *PARAGRAPHS]))


def png(region: str) -> bytes:
    return encoded(scan([title(region), *PARAGRAPHS], size=(595.0, 420.0), points=14), "PNG")


def packed(members: dict[str, bytes]) -> bytes:
    def save(target: io.BytesIO) -> None:
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return _saved(save)


def _saved(save: Callable[[io.BytesIO], None]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()
