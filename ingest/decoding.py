"""Bytes of a text file → text: encoding detection and Unicode normalisation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress

from ingest.models import FailureCategory, UnreadableFileError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MAX_ODD_SHARE = 0.02
"""Share of control, unassigned or replacement characters above which a text is no text."""
_MIN_ORDINARY_SHARE = 0.5
"""Share of ordinary characters below which a text is no Chinese or English text."""
_ODD = frozenset(("Cc", "Cn", "Cs"))
_LAYOUT = frozenset("\t\n\r\x0b\x0c\x85")

# Characters that carry no text: C0/C1 controls except tab and line ends, zero-width
# characters, byte-order marks, and bidirectional controls (which can hide what is shown).
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Look-alikes of ordinary ideographs that PDF and OCR tools emit: Kangxi radicals, CJK
# radicals supplement and compatibility ideographs (Unicode blocks 2F00, 2E80, F900, 2F800).
_LOOKALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")


def decode(data: bytes) -> tuple[str, str]:
    """Decode a text file whose encoding is not declared.

    Byte-order marks win, then strict UTF-8 if it gives ordinary characters. Otherwise the
    candidates (UTF-8 with a few broken bytes; GB18030, the superset of GBK and GB2312;
    UTF-16 without a mark) are compared by how ordinary their characters are.

    Args:
        data: The file's bytes.

    Returns:
        The decoded text, not yet normalised, and the encoding's Python name.

    Raises:
        UnreadableFileError: Empty, or not a text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _best(data, [encoding])
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        # Short GB18030 and UTF-16 texts can be valid UTF-8: of odd letters, or full of NULs.
        if "\0" not in text and _ordinary_share(text, _is_ideograph) >= _MIN_ORDINARY_SHARE:
            return _checked(text, _is_ideograph), "utf-8"
    return _best(data, ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])


def normalise(text: str) -> str:
    """Normalise a decoded text without changing what a reader sees.

    Line ends become a line feed; odd spaces become a plain space; invisible characters go;
    look-alike radicals and compatibility ideographs become ordinary ideographs; the
    rest is put in NFC. Full-width digits, letters and punctuation stay as written.

    Args:
        text: Decoded text.

    Returns:
        The text that a report keeps and that all offsets count.
    """
    text = _LINE_END.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _LOOKALIKE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text)
    return unicodedata.normalize("NFC", text)


def _best(data: bytes, encodings: list[str]) -> tuple[str, str]:
    """Decode with the encoding that gives the most ordinary text; a few broken bytes are borne."""
    decoded = [(data.decode(encoding, "replace"), encoding) for encoding in encodings]
    text, encoding = max(decoded, key=lambda pair: _ordinary_share(pair[0]))
    return _checked(text, _is_common if len(encodings) > 1 else _is_ideograph), encoding


def _checked(text: str, ordinary_ideograph: Callable[[str], bool]) -> str:
    if not text.replace("\0", "").replace("\ufeff", "").strip():
        raise UnreadableFileError(FailureCategory.EMPTY, "文件是空的。请确认文件已完整保存，再重新导入。")
    whole = text.removesuffix("\ufffd")  # what a file cut in mid-character ends with
    odd = sum((unicodedata.category(c) in _ODD and c not in _LAYOUT) or c == "\ufffd" for c in whole)
    if odd > _MAX_ODD_SHARE * len(text) or _ordinary_share(text, ordinary_ideograph) < _MIN_ORDINARY_SHARE:
        raise UnreadableFileError(
            FailureCategory.NOT_TEXT,
            "内容不是文本（可能是改了扩展名的其他文件，或已损坏）。请用原来的软件打开，另存为 UTF-8 文本后再导入。",
        )
    return text


def _is_common(char: str) -> bool:
    """Whether an ideograph is of GB 2312 level 1."""
    return b"\xb0\xa1" <= char.encode("gb2312", "ignore") <= b"\xd7\xf9"


def _is_ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _ordinary_share(text: str, ordinary_ideograph: Callable[[str], bool] = _is_common) -> float:
    """Share of characters that are ASCII, punctuation, or ordinary ideographs.

    Text decoded with the wrong encoding is made of rare ideographs, so it scores far below
    real simplified Chinese, of which more than four fifths are level 1. Where the encoding
    is sure, traditional ideographs are ordinary too.
    """
    sample = text[:20_000]
    ordinary = 0
    for c in sample:
        if c < "\x7f" or "\u2010" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e":
            ordinary += c >= " " or c in _LAYOUT
        elif c >= "\u3400":
            ordinary += ordinary_ideograph(c)
    return ordinary / max(1, len(sample))
