"""One reader per format: bytes of a file → text and what the file tells of its structure."""

from __future__ import annotations

from collections.abc import Callable

from ingest.detection import Format
from ingest.models import Extraction, FailureCategory, UnreadableFileError

PageProgress = Callable[[int, int], None]
"""Told of long work: pages done, and pages in all."""
Reader = Callable[[bytes, PageProgress], Extraction]
"""Reads the bytes of one format."""

_OFFICE_SUFFIXES = {Format.DOC: ".doc", Format.RTF: ".rtf", Format.ODT: ".odt", Format.WORD_XML: ".xml", Format.FLAT_ODT: ".fodt"}
_SHEETS = (Format.XLSX, Format.XLSB, Format.XLS, Format.ODS)


def untold(done: int, pages: int) -> None:
    """Take a reader's progress and tell nobody.

    Args:
        done: Pages done.
        pages: Pages in all.
    """


def read(data: bytes, format: Format, progress: PageProgress = untold) -> Extraction:
    """Read a file.

    Args:
        data: The file's bytes.
        format: Its format, as ``ingest.detection.detect`` tells it.
        progress: Told of each page of a long work, such as recognising a scan.

    Returns:
        Normalised text that is not blank, and what the file tells of its structure.

    Raises:
        UnreadableFileError: The bytes hold no readable text.
    """
    extraction = _reader(format)(data, progress)
    if not extraction.text.strip():
        raise UnreadableFileError(FailureCategory.EMPTY, "文件里没有文字。请确认文件已完整保存，再重新导入。")
    return extraction


def _reader(format: Format) -> Reader:
    # Each reader's libraries are loaded only when a file of its format comes up.
    if format in (Format.TEXT, Format.MARKDOWN):
        from ingest.readers.text import read_text

        return read_text
    if format in (Format.HTML, Format.MHTML):
        from ingest.readers.html import read_html, read_web_archive

        return read_html if format is Format.HTML else read_web_archive
    if format is Format.PDF:
        from ingest.readers.pdf import read_pdf

        return read_pdf
    if format is Format.IMAGE:
        from ingest.readers.images import read_image

        return read_image
    if format is Format.DOCX:
        from ingest.readers.word import read_docx

        return read_docx
    return _table_or_office_reader(format)


def _table_or_office_reader(format: Format) -> Reader:
    if format in _SHEETS:
        from ingest.readers.tables import read_workbook

        return read_workbook
    if format is Format.SHEET_XML:
        from ingest.readers.tables import read_sheet_xml

        return read_sheet_xml
    if format is Format.CSV:
        from ingest.readers.tables import read_csv

        return read_csv
    if format in _OFFICE_SUFFIXES:
        from ingest.readers.office import read_through_office

        return lambda data, progress: read_through_office(data, _OFFICE_SUFFIXES[format], progress)
    raise UnreadableFileError(FailureCategory.UNSUPPORTED, "这是装有多个文件的压缩包或邮件。请把里面的文件取出来后再导入。")
