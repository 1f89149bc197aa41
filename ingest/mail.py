"""An e-mail (RFC 5322, MIME) as a folder: its body and its attachments."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import InvalidBase64LengthDefect, MessageError
from email.message import Message
from mimetypes import guess_extension

from ingest.models import FailureCategory, UnreadableFileError
from ingest.names import decode_name

_SUPERSETS = dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "hz-gb-2312"), "gb18030") | {"hz-gb-2312": "hz"}
"""Codecs for declared character sets; mail programs declare GB 2312 and send GBK."""
_UNTRUSTED = frozenset(("us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"))
"""Character sets that mail programs declare for want of a better one: any bytes fit them."""
_FORWARDED = "转发的邮件"
_NESTED = "嵌套过深的部分"
_MAX_NESTING = 50
"""Multiparts inside each other that are taken apart; mail programs make four or five."""
_STUB = 0.5
"""Share of the HTML body's words below which the plain body is a stub or an excerpt of it."""
_WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=")
_WORDS = re.compile(rf"{_WORD.pattern}(?:\s*{_WORD.pattern})*")
_FOLDING = re.compile(r"[\r\n]+\s*")


def mail_parts(data: bytes) -> Iterator[tuple[str, bytes | UnreadableFileError]]:
    """Take an e-mail apart.

    The old policy of ``email`` is used: the new one loses attachment names that are not
    quoted, not encoded, or cut in mid-character, all of which mail programs send.

    Args:
        data: The e-mail's bytes.

    Yields:
        Name and bytes of the body (``正文.txt``, or ``正文.html`` when there is no plain one or
        it holds far less) and of each attachment; an error in place of the bytes of a damaged
        one, and of parts that are nested too deep.

    Raises:
        UnreadableFileError: Nested so deep that nothing can be taken out.
    """
    try:
        message = message_from_bytes(data)
    except RecursionError as error:
        raise _too_deep() from error
    for part in _leaves(message, 1):
        if part.get_content_type() == "message/rfc822":
            yield _enclosed(part)
        elif part.is_multipart():
            yield _NESTED, _too_deep()
        elif (kind := _body_kind(part)) is None:
            yield _file_name(part), _content(part)
        elif not _is_blank(part):
            content = _content(part)
            text = content if isinstance(content, UnreadableFileError) else _as_utf8(content, part.get_content_charset())
            yield ("正文.txt" if kind == "plain" else "正文.html"), text


def _leaves(part: Message, depth: int) -> list[Message]:
    """Parts that hold something, without what stands in another form too; at the deepest level, parts not taken apart."""
    if part.get_content_type() == "message/rfc822" or not part.is_multipart() or depth > _MAX_NESTING:
        return [part]
    leaves = [leaf for child in part.get_payload() if isinstance(child, Message) for leaf in _leaves(child, depth + 1)]
    return _without_other_forms(leaves) if part.get_content_type() == "multipart/alternative" else leaves


def _without_other_forms(leaves: list[Message]) -> list[Message]:
    """The plain form alone, unless it holds far less than the rich one; then what it has for itself stays too."""
    plain, rich = (_body_text([leaf for leaf in leaves if _body_kind(leaf) == kind]) for kind in ("plain", "html"))
    if not plain:
        return leaves
    if len(plain) >= _STUB * len(rich):
        return [leaf for leaf in leaves if _body_kind(leaf) != "html"]
    return [leaf for leaf in leaves if _body_kind(leaf) != "plain"] if plain in rich else leaves


def _body_text(parts: list[Message]) -> str:
    """Words of pieces of the body, without white space."""
    from ingest.readers.html import visible_text

    texts = []
    for part in parts:
        content = _content(part)
        if isinstance(content, bytes) and _body_kind(part) == "html":
            texts.append(visible_text(content, part.get_content_charset()))
        elif isinstance(content, bytes):
            texts.append("".join(_decode(content, None if (charset := part.get_content_charset()) in _UNTRUSTED else charset).split()))
    return "".join(texts)


def _too_deep() -> UnreadableFileError:
    return UnreadableFileError(
        FailureCategory.UNSUPPORTED, "邮件里一层套一层，层数太多，里面的没有读取。请在邮件软件中打开，把正文和附件另存出来后再导入。"
    )


def _body_kind(part: Message) -> str | None:
    """``plain`` or ``html`` for a piece of the body, None for an attachment."""
    inline = part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment" and not _parameter(part)
    subtype = part.get_content_subtype()
    return subtype if inline and subtype in ("plain", "html") else None


def _is_blank(part: Message) -> bool:
    content = _content(part)
    return isinstance(content, bytes) and not content.strip()


def _content(part: Message) -> bytes | UnreadableFileError:
    payload = part.get_payload(decode=True)
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        return UnreadableFileError(FailureCategory.DAMAGED, "邮件里的这个附件已损坏或不完整。请重新下载邮件，或请发件人重发附件。")
    return payload if isinstance(payload, bytes) else b""


def _enclosed(part: Message) -> tuple[str, bytes | UnreadableFileError]:
    """An e-mail forwarded as an attachment."""
    name = _parameter(part)
    inner = part.get_payload(0) if part.is_multipart() else None
    if not isinstance(inner, Message):
        return name or f"{_FORWARDED}.eml", _content(part)
    try:
        data = inner.as_bytes()
        if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
            # RFC 2046 forbids it, so that the parser takes the code for the enclosed text.
            data = base64.b64decode(data)
    except (MessageError, ValueError, RecursionError):
        return name or f"{_FORWARDED}.eml", UnreadableFileError(
            FailureCategory.DAMAGED, "邮件里转发的这封邮件已损坏或不完整。请重新下载邮件，或请发件人重发。"
        )
    subject = _words(_header(message_from_bytes(data), "Subject")).replace("/", "_").strip()
    return name or f"{subject or _FORWARDED}.eml", data


def _as_utf8(content: bytes, charset: str | None) -> bytes:
    """A body as UTF-8 with a mark, or as it is when what is declared does not fit it."""
    if charset is None or charset in _UNTRUSTED:
        return content
    try:
        return content.decode(_SUPERSETS.get(charset, charset)).encode("utf-8-sig")
    except (LookupError, ValueError):
        return content


def _file_name(part: Message) -> str:
    return _parameter(part) or f"附件{guess_extension(part.get_content_type()) or ''}"


def _parameter(part: Message) -> str:
    """An attachment's file name as its sender wrote it; empty when there is none."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        plain = Message()
        plain[header] = _header(part, header)
        value = plain.get_param(parameter, header=header)
        # A tuple is a value by RFC 2231.
        name = _decode(value[2].encode("raw-unicode-escape"), value[0]) if isinstance(value, tuple) else _words(str(value or ""))
        if name.strip():
            return name.strip()
    return ""


def _header(part: Message, name: str) -> str:
    """A header on one line, its bytes outside ASCII decoded."""
    found = next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")
    return _FOLDING.sub(" ", decode_name(found.encode("utf-8", "surrogateescape")))


def _words(text: str) -> str:
    """Decode the encoded words (RFC 2047) of a text."""
    return _WORDS.sub(_run_of_words, text)


def _run_of_words(run: re.Match[str]) -> str:
    decoded: list[tuple[str, bytes]] = []
    for charset, code, word in _WORD.findall(run.group()):
        try:
            raw = base64.b64decode(word + "===") if code in "bB" else binascii.a2b_qp(word, header=True)
        except ValueError:
            return run.group()
        if decoded and decoded[-1][0] == charset:  # senders cut words in mid-character
            decoded[-1] = (charset, decoded[-1][1] + raw)
        else:
            decoded.append((charset, raw))
    return "".join(_decode(raw, charset) for charset, raw in decoded)


def _decode(raw: bytes, charset: str | None) -> str:
    if charset:
        try:
            return raw.decode(_SUPERSETS.get(charset.lower(), charset), "replace")
        except (LookupError, ValueError):
            pass
    return decode_name(raw)
