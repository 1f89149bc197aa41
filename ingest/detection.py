"""Bytes of a file → its format. The content decides; the extension only where content cannot."""

from __future__ import annotations

import re
from email.parser import BytesHeaderParser
from pathlib import PurePosixPath

from ingest.containers import SLIDES, damaged, detect_ole, detect_zip, unsupported
from ingest.decoding import decode
from ingest.formats import Format, media_type
from ingest.models import FailureCategory, UnreadableFileError

__all__ = ["Format", "detect", "media_type"]

_HEAD = 8192
"""How many bytes of a text are looked at."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_ARCHIVE = "这是压缩包（{}），还不能读取。请解压后再导入，或重新压缩成 .zip。"
_SOUND = "这是音频或视频，还不能读取。请导入文字稿（.docx、.txt 等）。"
_PROGRAM = "这是程序文件，不是文档，不会读取。如果材料装在里面，请解压后再导入。"
_READER = "这是{}，还不能读取。请用阅读软件打开，另存为 PDF 后再导入。"
_SIGNATURES = (
    (0, b"Rar!\x1a\x07", _ARCHIVE.format(".rar")),
    (0, b"7z\xbc\xaf\x27\x1c", _ARCHIVE.format(".7z")),
    (0, b"\x1f\x8b\x08", _ARCHIVE.format(".gz")),
    (0, b"BZh91AY&SY", _ARCHIVE.format(".bz2")),
    (0, b"\xfd7zXZ\0", _ARCHIVE.format(".xz")),
    (257, b"ustar", _ARCHIVE.format(".tar")),
    (0, b"MSCF\0\0\0\0", _ARCHIVE.format(".cab")),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"ID3\x02", _SOUND),
    (0, b"ID3\x03", _SOUND),
    (0, b"ID3\x04", _SOUND),
    (0, b"\xff\xfb", _SOUND),
    (0, b"OggS", _SOUND),
    (0, b"fLaC", _SOUND),
    (0, b"#!AMR", _SOUND),
    (0, b"FLV\x01", _SOUND),
    (0, b"\x1aE\xdf\xa3", _SOUND),
    (0, b"0&\xb2u\x8ef\xcf\x11", _SOUND),
    (8, b"AVI LIST", _SOUND),
    (8, b"WAVEfmt ", _SOUND),
    (0, b"CAJ\0", _READER.format("知网 CAJ 文件")),
    (0, b"HN\0\0", _READER.format("知网 CAJ 文件")),
    (0, b"KDH ", _READER.format("知网 KDH 文件")),
    (0, b"Founder CEB", _READER.format("方正 CEB 文件")),
    (0, b"%!PS-Adobe", _READER.format("PostScript 文件")),
    (0, b"8BPS\0\x01", "这是 Photoshop 文件，还不能读取。请另存为 PNG、JPG 或 PDF 后再导入。"),
    (0, b"SQLite format 3\0", "这是数据库文件，还不能读取。请把材料导出为 .docx、.xlsx 或 .txt 后再导入。"),
    (0, b"L\0\0\0\x01\x14\x02\0", "这是快捷方式，不是文件本身。请把它指向的文件放进来后再导入。"),
)
"""Offset, bytes and remedy of formats that no reader takes."""
_PE = re.compile(rb"MZ.{58}(....)", re.DOTALL)
_PHONE_PICTURES = frozenset((b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"))

_BINARY_NAMES = re.compile(
    r"\.(?:do[ct][xm]?|wp[st]|rtf|odt|pdf|xls[xmb]?|et|ods|pptx?|dps|zip|rar|7z|png|jpe?g|gif|bmp|tiff?|webp|ofd|caj|mht|mhtml)"
)
"""Extensions that no text bears: what is unknown and unreadable under them is a damaged file."""
_CODE = re.compile(r"\.(?:m?js|css|json|map|ini|cfg|sql|py|java|c|h|cpp|cs|php|jsp|aspx?|sh|bat|cmd|ps1|vbs|ya?ml|toml)")
_PAGE_START = re.compile(r"<(?:!doctype\s+html|html|head|body|frameset)[\s>]", re.IGNORECASE)
_FRAGMENT_START = re.compile(
    r"<(?:meta|title|style|script|link|base|table|tbody|tr|td|div|p|span|center|font|h[1-6]|br|hr|ul|ol|li|article|section|main|img|a|b|strong|pre)[\s/>]",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<(?:br|p|div|span|table|h[1-6]|li|b|strong|font|a)\b[^<>]*>", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:table|tr|td|div|p|span|center|font|h[1-6]|ul|ol|li|article|section|a|b|strong)\s*>", re.IGNORECASE)
_PREAMBLE = re.compile(r"(?:\s+|<\?[^>]*>|<!--.*?-->|<!\[.*?\]>)+", re.DOTALL)
_HEADER_LINE = re.compile(rb"[ \t\r\n]*[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]*\S*")
_SENT_BY_MAIL = ("to", "received", "message-id", "delivered-to", "return-path", "cc")


def detect(data: bytes, name: str) -> Format:
    """Tell a file's format.

    Args:
        data: The file's bytes.
        name: Its name or path; only the extension is looked at.

    Returns:
        The format whose reader takes it.

    Raises:
        UnreadableFileError: Empty, locked, damaged, or of a kind that no reader takes; the
            message says what it is and how to make it readable.
    """
    if not data[:65536].strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe") and not data.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFileError(FailureCategory.EMPTY, "文件是空的。请确认文件已完整保存，再重新导入。")
    if data.startswith(_OLE):
        return detect_ole(data)
    if data.startswith(_ZIP):
        return detect_zip(data)
    if data.startswith(_PICTURES) or _is_bitmap(data) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.IMAGE
    _refuse_known(data)
    suffix = PurePosixPath(name).suffix.lower()
    return _detect_text(data, suffix)


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0" and data[14:18] in (b"\x0c\0\0\0", b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")


def _refuse_known(data: bytes) -> None:
    for offset, signature, message in _SIGNATURES:
        if data.startswith(signature, offset):
            raise unsupported(message)
    if (program := _PE.match(data)) and data[int.from_bytes(program[1], "little") :][:4] == b"PE\0\0":
        raise unsupported(_PROGRAM)
    if data[4:8] == b"ftyp":
        is_picture = data[8:12] in _PHONE_PICTURES
        raise unsupported("这是手机照片格式（HEIC），还不能读取。请另存为 JPG 后再导入。" if is_picture else _SOUND)


def _detect_text(data: bytes, suffix: str) -> Format:
    head = _head(data)
    if head.startswith("{\\rtf"):
        return Format.RTF
    if data.startswith(b"%PDF-") or (re.search(r"%PDF-[0-9]\.[0-9]", head[:1100]) and b" obj" in data):
        return Format.PDF
    kind = _detect_mail(data) or _detect_xml(head) or (Format.HTML if _is_page(data, head, suffix) else None)
    if kind:
        return kind
    _refuse_no_text(data, head, suffix)
    if suffix in (".md", ".markdown"):
        return Format.MARKDOWN
    return Format.CSV if suffix in (".csv", ".tsv", ".tab") else Format.TEXT


def _head(data: bytes) -> str:
    """The beginning as ASCII can be read in it; other characters may come out wrong."""
    start = data[:_HEAD]
    if start.startswith((b"\xff\xfe", b"<\0", b"\n\0", b"\r\0")):
        text = start.decode("utf-16-le", "replace")
    elif start.startswith((b"\xfe\xff", b"\0<")):
        text = start.decode("utf-16-be", "replace")
    else:
        text = start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return text.lstrip("\ufeff\0 \t\r\n")


def _detect_mail(data: bytes) -> Format | None:
    """A web archive or an e-mail: both begin with header lines."""
    head = data[: 8 * _HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not _HEADER_LINE.match(head) and not head.startswith(b"From "):
        return None
    headers = BytesHeaderParser().parsebytes(head)
    names = {name.lower() for name in headers}
    kind = headers.get_content_type()
    if "mime-version" in names and kind in ("multipart/related", "text/html", "multipart/alternative") and not names.intersection(_SENT_BY_MAIL):
        return Format.MHTML
    if "snapshot-content-location" in names:
        return Format.MHTML
    is_mail = "from" in names and len(names.intersection((*_SENT_BY_MAIL, "subject", "date", "mime-version"))) >= 2
    return Format.EML if is_mail else None


def _detect_xml(head: str) -> Format | None:
    if not head.startswith("<"):
        return None
    if "schemas.microsoft.com/office/word/2003/wordml" in head or "schemas.microsoft.com/office/2006/xmlPackage" in head:
        if "PowerPoint.Show" in head:
            raise unsupported(SLIDES)
        return Format.WORD_XML
    if "urn:schemas-microsoft-com:office:spreadsheet" in head and "<html" not in head.lower():
        return Format.SHEET_XML
    if "<office:document" in head and "opendocument.text" in head:
        return Format.FLAT_ODT
    body = _PREAMBLE.sub("", head, count=1)
    if body.startswith("<svg"):
        raise unsupported("这是矢量图（.svg），还不能读取。请另存为 PNG 或 PDF 后再导入。")
    if body.startswith(("<uof:", "<office:document")):
        raise unsupported("这种办公文件还不能读取。请用原来的软件打开，另存为 .docx 后再导入。")
    if head.startswith("<?xml") and not _PAGE_START.search(head):
        raise unsupported("这是 XML 数据文件，还不能读取。请用生成它的软件打开，另存为 .docx、.xlsx 或 PDF 后再导入。")
    return None


def _is_page(data: bytes, head: str, suffix: str) -> bool:
    body = _PREAMBLE.sub("", head, count=1) if _PREAMBLE.match(head) else head
    if _PAGE_START.match(body):
        return True
    if suffix in (".md", ".markdown"):
        return False
    if _PAGE_START.search(head[:2048]) and re.search(rb"</\s*(?:body|html)\s*>", data[-2048:], re.IGNORECASE):
        return True
    if suffix in (".htm", ".html", ".xhtml", ".shtml"):
        return bool(_ANY_TAG.search(head))
    return bool(_FRAGMENT_START.match(body)) and len(_CLOSING_TAG.findall(head)) >= 3


def _refuse_no_text(data: bytes, head: str, suffix: str) -> None:
    if head.startswith("[InternetShortcut]"):
        raise unsupported("这是网址快捷方式，里面没有正文。请打开网页，另存为网页文件或 PDF 后再导入。")
    if _CODE.fullmatch(suffix):
        raise unsupported(f"这是程序或配置文件（{suffix}），不是报告，不会读取。如果确是报告，请把扩展名改为 .txt 后再导入。")
    if _BINARY_NAMES.fullmatch(suffix):
        try:
            decode(data[:65536])
        except UnreadableFileError as error:
            raise damaged() from error
