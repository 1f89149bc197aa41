"""Characters of a PDF page through PDFium, with their places."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from typing import Any, NamedTuple

from ingest.decoding import normalise
from ingest.readers.pdf_frame import Box, Frame
from ingest.readers.pdf_pieces import Glyph, Piece, is_wide

_SLANT = 10
"""Degrees by which the direction of a text may differ from the page's."""
_HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at a line's end."""
_MIN_TEXT = 50
"""Fewest characters that tell which way a page stands; a scan may bear a stamp of a few."""
_STRANGE = (("\u00a1", "\u036f"), ("\u0400", "\u1fff"), ("\u3200", "\u33ff"), ("\u3400", "\u4dbf"), ("\ua000", "\ud7ff"))
"""Letters of which a Chinese text has few: Latin with accents, which GBK bytes become when taken
for Latin-1, other scripts, squared words, and rare ideographs."""
_BROKEN_SHARE = 0.3
"""Share of characters without a meaning from which a text layer is of no use."""


class Characters(NamedTuple):
    """The text of a page."""

    frame: Frame
    """How it stands upright."""
    glyphs: list[Glyph]
    """Characters of the main direction, in the order of the file."""
    asides: list[Piece]
    """Texts in other directions."""
    broken: bool
    """Whether the text layer has no usable characters."""


class _Char(NamedTuple):
    text: str
    box: Box
    """Left, bottom, right, top in the PDF."""
    origin: tuple[float, float]
    em: float
    direction: float
    """Degrees, anticlockwise."""
    spaced: bool
    parted: bool


def read_characters(page: Any, display: Frame) -> Characters:
    """Take the characters of a page, turned so that most of the text is upright.

    Args:
        page: A ``pypdfium2.PdfPage``.
        display: How the page is shown; kept where it has hardly any text.
    """
    chars, broken = _chars(page)
    directions = Counter(turn for c in chars if (turn := _quarter(c.direction)) is not None)
    turn = directions.most_common(1)[0][0] if directions and len(chars) >= _MIN_TEXT else display.turn
    frame = display._replace(turn=turn)
    glyphs = [_glyph(c, frame) for c in chars if _quarter(c.direction) == turn]
    return Characters(frame, glyphs, _asides([c for c in chars if _quarter(c.direction) != turn], frame), broken)


def _chars(page: Any) -> tuple[list[_Char], bool]:
    """Characters that are no spaces, and whether too many of them mean nothing."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    chars: list[_Char] = []
    seen = lost = 0
    spaced = parted = False
    high = 0
    for i in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, i)
        generated = raw.FPDFText_IsGenerated(text, i) == 1
        if code in _HYPHENS or raw.FPDFText_IsHyphen(text, i) == 1:
            code = ord("-")
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        if char.isspace():
            spaced, parted = spaced or not generated, True
            continue
        seen += not generated
        lost += _means_nothing(char) or raw.FPDFText_HasUnicodeMapError(text, i) == 1
        char = normalise(char)
        if char.strip():
            chars.append(_measured(text, i, char, spaced=spaced, parted=parted))
            spaced = parted = False
    return chars, lost > _BROKEN_SHARE * max(1, seen)


def _means_nothing(char: str) -> bool:
    """Whether a character is none, or one of those that a wrong mapping gives."""
    category = unicodedata.category(char)
    strange = any(first <= char <= last for first, last in _STRANGE) and category[0] in "LS" and char not in "×÷°±§"
    return strange or category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd"


def _measured(text: Any, i: int, char: str, *, spaced: bool, parted: bool) -> _Char:
    import pypdfium2.raw as raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(text, i, box)
    raw.FPDFText_GetCharOrigin(text, i, x, y)
    raw.FPDFText_GetMatrix(text, i, matrix)
    along = math.hypot(matrix.a, matrix.b)
    em = raw.FPDFText_GetFontSize(text, i) * (abs(matrix.a * matrix.d - matrix.b * matrix.c) / along if along else 1.0)
    sides = box.right - box.left, box.top - box.bottom
    if not 0.4 * max(sides) <= em <= 4 * max(sides):
        em = max(sides) or 1.0  # what some Type 3 fonts say of their size means nothing
    direction = math.degrees(math.atan2(matrix.b, matrix.a))
    return _Char(char, (box.left, box.bottom, box.right, box.top), (x.value, y.value), em, direction, spaced, parted)


def _quarter(direction: float) -> int | None:
    """Direction as a multiple of 90 degrees; None for a slanting text."""
    turn = round(direction / 90) * 90
    return turn % 360 if abs(direction - turn) <= _SLANT else None


def _glyph(char: _Char, frame: Frame) -> Glyph:
    x0, _, x1, _ = frame.box(*char.box)
    x, base = frame.point(*char.origin)
    if is_wide(char.text[0]):
        # The box of a slanted ideograph is wider than its place in the line.
        x0, x1 = x, min(max(x1, x + 0.5 * char.em), x + 1.05 * char.em)
    return Glyph(char.text, x0, x1, base, char.em, char.spaced, char.parted)


def _asides(chars: list[_Char], frame: Frame) -> list[Piece]:
    """Texts in other directions: characters in a row with one direction."""
    runs: list[list[_Char]] = []
    for char in chars:
        last = runs[-1][-1] if runs else None
        if last and abs(last.direction - char.direction) < 1 and math.dist(last.origin, char.origin) < 3 * max(last.em, char.em):
            runs[-1].append(char)
        else:
            runs.append([char])
    pieces = []
    for run in runs:
        boxes = [frame.box(*char.box) for char in run]
        text = "".join((" " if char.spaced and i else "") + char.text for i, char in enumerate(run))
        x0, top, x1, bottom = (pick(box[side] for box in boxes) for side, pick in enumerate((min, min, max, max)))
        pieces.append(Piece(text, x0, top, x1, bottom, run[0].em, aside=True))
    return pieces
