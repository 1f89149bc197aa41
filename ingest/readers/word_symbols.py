"""Characters of symbol fonts, which Word stores as private-use code points.

Source: the encodings of the fonts Symbol, Wingdings and Wingdings 2 that come with Office;
only signs that carry meaning in a report are mapped, the others are ornaments.
"""

from __future__ import annotations

import re

_SYMBOL_CODES = re.compile("[\uf020-\uf0ff]")
_FONTS = {
    "symbol": {0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xE5: "∑"},
    "wingdings": {0x6F: "□", 0xA8: "□", 0x6E: "■", 0xFC: "√", 0xFE: "☑", 0xFB: "×", 0xFD: "☒", 0xE0: "→", 0xE8: "→"},
    "wingdings 2": {0x2A: "□", 0xA3: "□", 0x50: "√", 0x52: "☑", 0x4F: "×", 0x51: "☒", 0x53: "☒", 0x54: "☒"},
}


def symbol(code: str, font: str) -> str:
    """Character of a ``w:sym`` element.

    Args:
        code: Its code in hexadecimal, e.g. ``F0FE``.
        font: Name of the font.

    Returns:
        The Unicode character; empty for an ornament that has none.
    """
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    signs = _FONTS.get(font.strip().lower())
    if signs is not None and ord(char) < 0x100:
        return signs.get(ord(char), "")
    return without_symbols(char, font)


def without_symbols(text: str, font: str | None) -> str:
    """Replace the private-use characters that symbol fonts use.

    Args:
        text: Text of a run.
        font: Name of the run's font, or None.

    Returns:
        The text with meaningful signs as Unicode characters and without ornaments; other
        private-use characters, which may be rare ideographs, stay.
    """
    signs = _FONTS.get((font or "").strip().lower(), {})
    return _SYMBOL_CODES.sub(lambda found: signs.get(ord(found[0]) - 0xF000, ""), text)
