"""Fields of Word: what of them a reader sees."""

from __future__ import annotations

import re

from ingest.readers.word_package import MC, Element, W

_GONE = (W + "del", W + "moveFrom")
_PLACES = (*_GONE, W + "txbxContent", W + "footnote", W + "endnote", MC + "Choice", MC + "Fallback")
"""What a field does not reach out of."""
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_OVERLAY = re.compile(r"\s*eq\s*\\o\s*(?:\\a[a-z]\s*)*[(（]\s*(\S)\s*[,;，；]\s*(.+?)\s*[)）]\s*", re.IGNORECASE)
"""Characters laid over each other, which is how Word encloses a character in a circle."""
_CIRCLES = "○〇◯"


class Fields:
    """Where in the fields of a story (body, note, text box) the reading stands."""

    def __init__(self, whole: frozenset[Element]) -> None:
        """Begin outside any field.

        Args:
            whole: Field characters of the part that belong to complete fields.
        """
        self._whole = whole
        self._open: list[_Field] = []

    @property
    def in_code(self) -> bool:
        """Whether what is read now is a field code, which is not shown."""
        return any(not field.shown for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what is read now was generated as a table of contents."""
        return any(field.shown and _CONTENTS.match(field.code) for field in self._open)

    def add_code(self, text: str) -> None:
        """Take a piece of a field code.

        Args:
            text: Text of a ``w:instrText``.
        """
        if self._open and not self._open[-1].shown:
            self._open[-1].code += text

    def pass_character(self, character: Element) -> str:
        """Pass a field character.

        Args:
            character: A ``w:fldChar``.

        Returns:
            What a field shows that has no result of its own: a character in a circle.
        """
        kind = character.get(W + "fldCharType")
        if character not in self._whole:
            return ""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            field = self._open.pop()
            if not field.shown and not self.in_code:
                return _enclosed(field.code)
        return ""


class _Field:
    def __init__(self) -> None:
        self.code = ""
        self.shown = False


def is_contents(code: str | None) -> bool:
    """Whether a field code generates a table of contents.

    Args:
        code: The field code, or None.
    """
    return bool(code and _CONTENTS.match(code))


def whole_fields(root: Element) -> frozenset[Element]:
    """Find the complete fields of a part, so that a broken one hides no text.

    Args:
        root: Root element of the part.

    Returns:
        The field characters that belong to fields with a beginning and an end.
    """
    whole: set[Element] = set()
    opened: dict[Element | None, list[list[Element]]] = {}
    for character in root.iter(W + "fldChar"):
        place = next((parent for parent in character.iterancestors() if parent.tag in _PLACES), None)
        if place is not None and place.tag in _GONE:
            continue
        fields = opened.setdefault(place, [])
        kind = character.get(W + "fldCharType")
        if kind == "begin":
            fields.append([character])
        elif fields and kind in ("separate", "end"):
            fields[-1].append(character)
            if kind == "end":
                whole.update(fields.pop())
    return frozenset(whole)


def _enclosed(code: str) -> str:
    found = _OVERLAY.fullmatch(code)
    if not found:
        return ""
    frame, inner = found[1], found[2]
    if frame in _CIRCLES and inner.isdecimal() and 1 <= int(inner) <= 20:
        return chr(ord("①") + int(inner) - 1)
    return inner
