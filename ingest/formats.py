"""Formats of files, by what is in them."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What a file holds, whatever its extension says."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    """A saved web page, or a fragment of one."""
    MHTML = "mhtml"
    """A page saved in one file by a browser, or by Word (also as ``.doc``)."""
    DOCX = "docx"
    DOC = "doc"
    """Word 6 to 2003, and what WPS saves as ``.wps``."""
    RTF = "rtf"
    ODT = "odt"
    WORD_XML = "word_xml"
    """Word 2003 XML or flat Open XML: one XML file."""
    FLAT_ODT = "flat_odt"
    PDF = "pdf"
    IMAGE = "image"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    SHEET_XML = "sheet_xml"
    """Excel 2003 XML, which reporting systems export as ``.xls``."""
    CSV = "csv"
    ZIP = "zip"
    EML = "eml"


_MEDIA_TYPES = {
    Format.TEXT: "text/plain",
    Format.MARKDOWN: "text/markdown",
    Format.HTML: "text/html",
    Format.MHTML: "multipart/related",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.DOC: "application/msword",
    Format.RTF: "application/rtf",
    Format.ODT: "application/vnd.oasis.opendocument.text",
    Format.WORD_XML: "application/xml",
    Format.FLAT_ODT: "application/vnd.oasis.opendocument.text-flat-xml",
    Format.PDF: "application/pdf",
    Format.IMAGE: "image/*",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.XLSB: "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    Format.XLS: "application/vnd.ms-excel",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.SHEET_XML: "application/xml",
    Format.CSV: "text/csv",
    Format.ZIP: "application/zip",
    Format.EML: "message/rfc822",
}
"""Source: the IANA media type registry; ``image/*`` is a range (RFC 9110, 12.5.1)."""


def media_type(format: Format) -> str:
    """IANA media type of a format.

    Args:
        format: The format.

    Returns:
        The media type; pictures of every kind share the range ``image/*``.
    """
    return _MEDIA_TYPES[format]
