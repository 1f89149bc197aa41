"""Automatic numbering of Word: the marks that a reader sees but that are not in the text.

Source: ECMA-376 part 1, 17.9. As in Word, all instances (``w:num``) of one abstract
definition share their counters; ``w:startOverride`` restarts one where its instance first
uses a level that has one; a level left out above a paragraph counts as if it stood there.
Compared with LibreOffice's text export on randomly made lists.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from ingest.readers.word_numerals import write_number
from ingest.readers.word_package import MC, Element, W, flag_of, number_of, to_int, value_of
from ingest.readers.word_styles import Style, Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_PADDED = re.compile(r"(0+1), ")
"""``w:format`` of a custom number with leading zeros, e.g. ``001, 002, 003, ...``."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


class _Level(NamedTuple):
    start: int
    style: str
    """Number format."""
    text: str
    """Template with ``%1`` … ``%9``."""
    restart: int | None
    legal: bool
    suffix: str
    paragraph_style: str | None
    """Style whose paragraphs are of this level."""


class _Abstract(NamedTuple):
    levels: dict[int, _Level]
    counters: list[int | None]
    """Number last given at each level; None where counting (re)starts."""


class _Instance(NamedTuple):
    abstract: _Abstract
    levels: dict[int, _Level]
    restarts: dict[int, int]
    """Numbers with which levels start anew; one of them counts, once: the first that is used."""


class Numbering:
    """Counts the numbered paragraphs of a document, in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the numbering part.

        Args:
            root: Root of ``numbering.xml``, or None when the document has none.
            styles: The document's styles.
        """
        self._styles = styles
        self._abstract_elements = {} if root is None else {e.get(W + "abstractNumId", ""): e for e in root.iter(W + "abstractNum")}
        self._num_elements = {} if root is None else {e.get(W + "numId", ""): e for e in root.iter(W + "num")}
        self._abstracts: dict[str, _Abstract] = {}
        self._instances: dict[str, _Instance | None] = {}
        self._restarted: set[str] = set()

    def mark(self, properties: Element | None, style: Style) -> str:
        """Number the next paragraph.

        Args:
            properties: The paragraph's ``w:pPr``, or None.
            style: The paragraph's style.

        Returns:
            The mark with the space that parts it from the text, e.g. ``一、`` or ``1. ``;
            empty when the paragraph has no number, or a bullet: a bullet says nothing
            and is often a private-use character of a symbol font.
        """
        direct = None if properties is None else properties.find(W + "numPr")
        own = value_of(direct, "numId")
        number = own if own is not None else style.number
        instance = self._instance(number)
        if instance is None or number is None:
            return ""
        level = number_of(direct, "ilvl")
        if level is None:
            level = self._level_of_style(instance, style) if own is None else (style.level or 0)
        level = min(max(level, 0), _LEVELS - 1)
        definition = instance.levels.get(level)
        if definition is None:
            return ""
        restart = None if number in self._restarted else instance.restarts.get(level)
        if restart is not None:
            self._restarted.add(number)
        _count(instance, level, restart)
        return _spaced(_written(instance, level), definition.suffix)

    def _level_of_style(self, instance: _Instance, style: Style) -> int:
        """Level of a style: the one that names it; else the one that it names."""
        for identity in style.ids:
            for level, definition in instance.levels.items():
                if definition.paragraph_style == identity:
                    return level
        return style.level or 0

    def _instance(self, number: str | None) -> _Instance | None:
        if number is None or number == "0":
            return None
        if number not in self._instances:
            self._instances[number] = self._read_instance(number)
        return self._instances[number]

    def _read_instance(self, number: str) -> _Instance | None:
        element = self._num_elements.get(number)
        abstract = self._abstract(value_of(element, "abstractNumId"))
        if element is None or abstract is None:
            return None
        levels = dict(abstract.levels)
        restarts = {}
        for override in element.iter(W + "lvlOverride"):
            level = to_int(override.get(W + "ilvl")) or 0
            definition = override.find(W + "lvl")
            if definition is not None:
                levels[level] = _read_level(definition)
            start = number_of(override, "startOverride")
            if start is not None:
                restarts[level] = start
        return _Instance(abstract, levels, restarts)

    def _abstract(self, identity: str | None, seen: tuple[str, ...] = ()) -> _Abstract | None:
        element = self._abstract_elements.get(identity or "")
        if identity is None or element is None or identity in seen:
            return None
        if identity not in self._abstracts:
            linked = self._styles.get(value_of(element, "numStyleLink")).number
            target = value_of(self._num_elements.get(linked or ""), "abstractNumId")
            found = self._abstract(target, (*seen, identity)) or _Abstract(_read_levels(element), [None] * _LEVELS)
            self._abstracts[identity] = found
        return self._abstracts[identity]


def _read_levels(element: Element) -> dict[int, _Level]:
    """Levels of an abstract definition; some writers leave their indexes out."""
    levels = {}
    for position, level in enumerate(element.iterchildren(W + "lvl")):
        index = to_int(level.get(W + "ilvl"))
        levels[position if index is None else index] = _read_level(level)
    return levels


def _read_level(element: Element) -> _Level:
    start = number_of(element, "start")
    return _Level(
        start=0 if start is None else start,
        style=_read_format(element),
        text=value_of(element, "lvlText") or "",
        restart=number_of(element, "lvlRestart"),
        legal=flag_of(element, "isLgl") or False,
        suffix=value_of(element, "suff") or "tab",
        paragraph_style=value_of(element, "pStyle"),
    )


def _read_format(element: Element) -> str:
    """Number format; Word writes formats newer than the standard as a choice with a fallback."""
    for custom in element.iterfind(f"{MC}AlternateContent/{MC}Choice/{W}numFmt"):
        if found := _PADDED.match(custom.get(W + "format", "")):
            return f"padded{len(found[1])}"
    plain = value_of(element, "numFmt") or value_of(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    return plain or "decimal"


def _count(instance: _Instance, level: int, restart: int | None) -> None:
    counters = instance.abstract.counters
    for above in range(level):
        if counters[above] is None and above in instance.levels:
            counters[above] = instance.levels[above].start
    before = counters[level]
    counters[level] = restart if restart is not None else instance.levels[level].start if before is None else before + 1
    for deeper in range(level + 1, _LEVELS):
        definition = instance.levels.get(deeper)
        limit = definition.restart if definition else None
        if limit is None or limit > deeper or level < limit:
            counters[deeper] = None


def _written(instance: _Instance, level: int) -> str:
    definition = instance.levels[level]
    if definition.style == "bullet":
        return ""

    def number(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        shown = instance.levels.get(index)
        value = instance.abstract.counters[index]
        if shown is None or value is None or index > level:
            return ""
        style = "decimal" if definition.legal and shown.style not in ("none", "bullet") else shown.style
        return f"{value:0{style.removeprefix('padded')}d}" if style.startswith("padded") else write_number(value, style)

    return _PRIVATE_USE.sub("", _PLACE.sub(number, definition.text)).strip()


def _spaced(mark: str, suffix: str) -> str:
    """Part a mark from the text: 一、 and （一） stand close, 1. and 第一章 take a space."""
    if not mark or suffix == "nothing":
        return mark
    kind = unicodedata.category(mark[-1])
    return mark if not mark[-1].isascii() and (kind[0] == "P" or kind == "No") else mark + " "
