"""What is inside an OLE compound file or a zip container: office formats share these."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from ingest.formats import Format
from ingest.models import FailureCategory, UnreadableFileError

_FIB_ENCRYPTED = 0x0100
"""``fEncrypted`` of FibBase, in the flags at offset 0x0A of the WordDocument stream.
Source: [MS-DOC] 2.5.2."""
_FILEPASS, _EOF = 0x002F, 0x000A
"""Records of the workbook stream. Source: [MS-XLS] 2.4.117, 2.4.103."""
_MAX_RECORDS = 64
"""FILEPASS follows the first BOF record and at most a few others. Source: [MS-XLS] 2.1.7.20.3."""

_BROKEN_OLE = (OSError, struct.error, IndexError, KeyError, ValueError, TypeError, OverflowError, MemoryError, RecursionError)
"""What ``olefile`` raises for damaged bytes."""
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error),
    *(NotImplementedError, RuntimeError, MemoryError),
)
"""What ``zipfile`` raises for damaged bytes."""
_ODF = {
    b"application/vnd.oasis.opendocument.text": Format.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Format.ODS,
}
"""Source: OpenDocument 1.3 part 2, 3.3 (the member ``mimetype``); templates add ``-template``."""
_MAIN_PART = re.compile(rb"(wordprocessingml|ms-word|spreadsheetml|ms-excel|presentationml|ms-powerpoint)[^\"']*\.main\+xml")
"""Content type of the main part. Source: ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6; the ``ms-`` forms are those with macros."""
_WORD, _EXCEL = (b"wordprocessingml", b"ms-word"), (b"spreadsheetml", b"ms-excel")
_UNREADABLE_ZIPS = {
    "ofd.xml": "这是 OFD 版式文件，还不能读取。请用阅读软件打开，另存为 PDF 后再导入。",
    "index/document.iwa": "这是苹果 Pages 或 Numbers 文件，还不能读取。请导出为 .docx、.xlsx 或 PDF 后再导入。",
    "index.zip": "这是苹果 Pages 或 Numbers 文件，还不能读取。请导出为 .docx、.xlsx 或 PDF 后再导入。",
}
_UNREADABLE_STREAMS = {
    "PowerPoint Document": "这是演示文稿（.ppt），还不能读取。请另存为 PDF 或 .docx 后再导入。",
    "__properties_version1.0": "这是 Outlook 邮件（.msg），还不能读取。请在 Outlook 中另存为 .eml，或把附件另存出来后再导入。",
    "VisioDocument": "这是 Visio 绘图，还不能读取。请另存为 PDF 后再导入。",
}
_MAX_PART = 1024 * 1024
"""Most bytes unpacked of a part that tells the format; those of real documents take some kilobytes."""
_CHUNK = 4096
"""Bytes asked for at once: ``zipfile`` unpacks bzip2 and LZMA by the compressed bytes taken in, whatever comes out."""
SLIDES = "这是演示文稿（.pptx），还不能读取。请另存为 PDF 或 .docx 后再导入。"
"""Told for slides of any format."""


def encrypted() -> UnreadableFileError:
    """The error for a file with a password."""
    return UnreadableFileError(FailureCategory.ENCRYPTED, "文件加了密码，无法读取。请用原来的软件打开，去掉密码后另存，再重新导入。")


def damaged() -> UnreadableFileError:
    """The error for a file whose container is broken."""
    return UnreadableFileError(FailureCategory.DAMAGED, "文件已损坏或不完整，打不开。请重新下载或复制一份，能用原来的软件打开后再导入。")


def unsupported(message: str) -> UnreadableFileError:
    """The error for a format that no reader takes.

    Args:
        message: What it is, and the remedy.
    """
    return UnreadableFileError(FailureCategory.UNSUPPORTED, message)


def read_part(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Unpack a part of a document that has no reason to be large.

    Args:
        archive: The container.
        name: The part's name in it.
        limit: Most bytes that it may hold.

    Returns:
        Its bytes.

    Raises:
        BadZipFile: It holds more: a bomb, or damage.
        KeyError: There is no such part.
    """
    content = bytearray()
    with archive.open(name) as part:
        while piece := part.read(_CHUNK):
            content += piece
            if len(content) > limit:
                raise zipfile.BadZipFile(f"{name} holds more than {limit} bytes")
    return bytes(content)


def detect_zip(data: bytes) -> Format:
    """Tell a zip container's format by its members.

    Args:
        data: Bytes that begin with ``PK``.

    Returns:
        An office format, or ``ZIP`` for an archive of files.

    Raises:
        UnreadableFileError: Truncated, locked, or of a kind that no reader takes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _zip_kind(archive)
    except _BROKEN_ZIP as error:
        raise damaged() from error


def _zip_kind(archive: zipfile.ZipFile) -> Format:
    members = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    for member, message in _UNREADABLE_ZIPS.items():
        if member in members:
            raise unsupported(message)
    if "[content_types].xml" in members:
        return _open_xml_kind(archive, members)
    if "mimetype" in members:
        return _open_document_kind(archive, members)
    return Format.ZIP


def _open_xml_kind(archive: zipfile.ZipFile, members: dict[str, str]) -> Format:
    if "xl/workbook.bin" in members:
        return Format.XLSB
    main = _MAIN_PART.search(read_part(archive, members["[content_types].xml"], _MAX_PART))
    word = main[1] if main else b""
    if word in _WORD or any(member.startswith("word/document") for member in members):
        return Format.DOCX
    if word in _EXCEL or "xl/workbook.xml" in members:
        return Format.XLSX
    if word or "ppt/presentation.xml" in members:
        raise unsupported(SLIDES)
    return Format.ZIP


def _open_document_kind(archive: zipfile.ZipFile, members: dict[str, str]) -> Format:
    declared = read_part(archive, members["mimetype"], _MAX_PART).strip()
    if declared.startswith(b"application/epub"):
        raise unsupported("这是电子书（.epub），还不能读取。请转换为 PDF 或 .docx 后再导入。")
    if not declared.startswith(b"application/vnd.oasis.opendocument"):
        return Format.ZIP
    manifest = members.get("meta-inf/manifest.xml")
    if manifest and b"encryption-data" in read_part(archive, manifest, _MAX_PART):
        raise encrypted()
    kind = _ODF.get(declared.removesuffix(b"-template"))
    if kind is None:
        raise unsupported("这种 OpenDocument 文件（演示、绘图等）还不能读取。请另存为 PDF 或 .docx 后再导入。")
    return kind


def detect_ole(data: bytes) -> Format:
    """Tell an OLE compound file's format by its streams.

    Args:
        data: Bytes that begin with the signature of [MS-CFB].

    Returns:
        ``DOC`` or ``XLS``.

    Raises:
        UnreadableFileError: Truncated, locked, or of a kind that no reader takes.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise encrypted()
            for stream, message in _UNREADABLE_STREAMS.items():
                if ole.exists(stream):
                    raise unsupported(message)
            if ole.exists("WordDocument"):
                return _word(ole.openstream("WordDocument").read(12))
            for name in ("Workbook", "Book"):
                if ole.exists(name):
                    return _workbook(ole.openstream(name).read())
    except _BROKEN_OLE as error:
        raise damaged() from error
    raise unsupported("认不出这是什么文件。请用原来的软件打开，另存为 .docx、.xlsx 或 PDF 后再导入。")


def _word(head: bytes) -> Format:
    if len(head) < 12:
        raise damaged()
    if struct.unpack_from("<H", head, 10)[0] & _FIB_ENCRYPTED:
        raise encrypted()
    return Format.DOC


def _workbook(stream: bytes) -> Format:
    place = 0
    for _ in range(_MAX_RECORDS):
        if place + 4 > len(stream):
            break
        record, length = struct.unpack_from("<HH", stream, place)
        if record == _FILEPASS:
            raise encrypted()
        if record == _EOF:
            break
        place += 4 + length
    return Format.XLS
