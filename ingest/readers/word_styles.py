"""What a paragraph or character style means: heading level, numbering, hidden text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from ingest.readers.word_package import Element, W, flag_of, number_of, value_of

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])")
_LEVEL_NAME = re.compile(r"([一二三四五六七八九])级标题")
_TITLE_NAME = re.compile(r"title|subtitle|标题|副标题|標題|副標題")
_CONTENTS_NAME = re.compile(r"(?:toc|contents|目录|目錄)\s*[1-9]|table of figures|图表目录|圖表目錄")
_CONTENTS_TITLE = re.compile(r"(?:toc|contents|index)\s*heading|toc\s*标题|目录标题")
_T = TypeVar("_T")
_BODY_LEVEL = 9
"""Outline level that means body text (ECMA-376 part 1, 17.3.1.20)."""


class Style(NamedTuple):
    """A style with what it inherits."""

    names: tuple[str, ...] = ()
    """Its name and those of the styles it is based on, lower-case."""
    ids: tuple[str, ...] = ()
    """Their ids, in the same order."""
    outline: int | None = None
    """Zero-based outline level."""
    number: str | None = None
    """Numbering instance (``w:numId``)."""
    level: int | None = None
    """Level of numbering (``w:ilvl``)."""
    hidden: bool = False
    """Whether text of this style is hidden."""
    bold: bool = False
    """Whether text of this style is bold."""
    styled_first_row: bool = False
    """Whether a table of this style shows its first row in another way."""

    def heading_level(self, direct: int | None) -> int | None:
        """Level of heading that a paragraph of this style is.

        Args:
            direct: Outline level set on the paragraph itself, zero-based.

        Returns:
            One for the outermost level, or None for a title and for body text.
        """
        for name in self.names:
            if _TITLE_NAME.fullmatch(name):
                return None
            if _HEADING_NAME.fullmatch(name):
                break
        outline = self.outline if direct is None else direct
        if outline is not None:
            return outline + 1 if 0 <= outline < _BODY_LEVEL else None
        for name in self.names:
            if found := _HEADING_NAME.fullmatch(name):
                return int(found[1])
            if found := _LEVEL_NAME.fullmatch(name):
                return "一二三四五六七八九".index(found[1]) + 1
        return None

    @property
    def is_contents(self) -> bool:
        """Whether it is a style for the lines of a generated table of contents."""
        return any(_CONTENTS_NAME.fullmatch(name) for name in self.names)

    @property
    def is_contents_title(self) -> bool:
        """Whether it is the style for the title above a table of contents."""
        return any(_CONTENTS_TITLE.fullmatch(name) for name in self.names)


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        """Read the style part.

        Args:
            root: Root of ``styles.xml``, or None when the document has none.
        """
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default: str | None = None
        for element in root.iter(W + "style") if root is not None else ():
            identity = element.get(W + "styleId", "")
            self._elements[identity] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self._default = identity

    def of_paragraph(self, properties: Element | None) -> Style:
        """Style of a paragraph.

        Args:
            properties: Its ``w:pPr``, or None.

        Returns:
            The named style, or the document's default paragraph style.
        """
        identity = value_of(properties, "pStyle")
        return self.get(identity if identity in self._elements else self._default)

    def get(self, identity: str | None) -> Style:
        """A style by its id.

        Args:
            identity: The id, or None.

        Returns:
            The style; an empty one when there is no such id.
        """
        if identity is None or identity not in self._elements:
            return Style()
        if identity not in self._known:
            self._known[identity] = self._resolve(identity)
        return self._known[identity]

    def _resolve(self, identity: str) -> Style:
        chain: list[Element] = []
        ids: list[str] = []
        while identity in self._elements and identity not in ids:
            ids.append(identity)
            chain.append(self._elements[identity])
            identity = value_of(chain[-1], "basedOn") or ""
        paragraph = [element.find(W + "pPr") for element in chain]
        numbered = [properties.find(W + "numPr") for properties in paragraph if properties is not None]
        run = [element.find(W + "rPr") for element in chain]
        return Style(
            names=tuple((value_of(element, "name") or "").strip().lower() for element in chain),
            ids=tuple(ids),
            outline=_first(number_of(properties, "outlineLvl") for properties in paragraph),
            number=_first(value_of(numbering, "numId") for numbering in numbered),
            level=_first(number_of(numbering, "ilvl") for numbering in numbered),
            hidden=_first(flag_of(properties, "vanish") for properties in run) or False,
            bold=_first(flag_of(properties, "b") for properties in run) or False,
            styled_first_row=any(part.get(W + "type") == "firstRow" for element in chain for part in element.iter(W + "tblStylePr")),
        )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)
