"""A web page's tree → the lines a reader of the page sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from ingest.decoding import normalise
from ingest.readers.grid import Cell, grid_lines
from ingest.readers.html_lists import Numbering


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INVISIBLE = _words("script style noscript template head title iframe frame object embed applet svg canvas audio video map datalist")
"""Elements whose text no browser with scripts shows."""
CONTROLS = _words("select textarea button optgroup option")
"""Elements of forms that hold words but no text."""
_BLOCKS = CONTROLS | _words(
    "html body div p section article main header footer nav aside hgroup ul ol menu dir li dl dt dd table caption thead tbody tfoot tr td th "
    "h1 h2 h3 h4 h5 h6 blockquote pre form fieldset legend address figure figcaption center hr details summary marquee br"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_WIDE = "\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6“”‘’…—"
# Source: CSS Text 3, 4.1.3: a line end in the source is no space between wide characters.
_BREAK_IN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:-moz-)?(?:pre|break-spaces)", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
_MAX_COLUMNS = 200
"""Columns in which a cell may span others; further to the right each takes one place."""
_MAX_PLACES = 2_000_000
"""Most places of a table's grid; each takes some 200 bytes. A larger table is read row by row."""
_DATA_SHARE = 0.6
"""Share of a table's text in one cell of several lines, above which the table only lays out a page."""
_LAYOUT_CHARS = 300
"""Fewest characters of such a cell."""


@dataclass(frozen=True)
class Line:
    """One visible line."""

    text: str
    """Normalised text, without spaces around it."""
    element: HtmlElement
    """The innermost block that it stands in; the row for a line of a data table."""
    linked: int
    """How many of its characters are in links to other pages."""
    heading: int | None = None
    """1 to 6 inside ``h1`` to ``h6``."""


def visible_lines(root: HtmlElement) -> list[Line]:
    """Read the lines of a page, or of a part of it.

    Blocks, line breaks and rows of data tables end a line; a table that only lays out the
    page is a block like any other. List numbers become text.

    Args:
        root: Tree without comments.

    Returns:
        Lines that are not blank, in the order of the page.
    """
    return _Writer().lines(root)


class _Writer:
    """Collects lines while the tree is walked from left to right."""

    def __init__(self) -> None:
        self._done: list[Line] = []
        self._parts: list[str] = []
        self._mark = ""
        self._linked = 0
        self._links = 0
        self._preformatted = 0
        self._blocks: list[HtmlElement] = []
        self._scripts: list[dict[int, int]] = []
        self._numbering = Numbering()
        self._shown: HtmlElement | None = None

    def lines(self, root: HtmlElement) -> list[Line]:
        # Walking with events needs no recursion: saved pages may nest a thousand deep.
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in INVISIBLE or not self._start(element):
                    walk.skip_subtree()
                continue
            if element.tag not in INVISIBLE:
                self._end(element)
            if element is not root and element.tail:
                self._text(element.tail)
        self._flush()
        return self._done

    def _start(self, element: HtmlElement) -> bool:
        """Begin an element; False when its inside has been dealt with."""
        if _is_block(element):
            self._flush()
            self._blocks.append(element)
        if element.tag == "table" and is_data_table(element):
            self._done += _table_lines(element)
            self._shown = element
            return False
        if element.tag == "li":
            self._mark += self._numbering.mark(element)
        elif element.tag in ("sup", "sub"):
            self._scripts.append(_SUPERSCRIPTS if element.tag == "sup" else _SUBSCRIPTS)
        elif element.tag == "q":
            self._parts.append("“")
        self._links += _is_link(element)
        self._preformatted += _is_preformatted(element)
        if element.text:
            self._text(element.text)
        return True

    def _end(self, element: HtmlElement) -> None:
        if element is not self._shown:
            self._links -= _is_link(element)
            self._preformatted -= _is_preformatted(element)
            if element.tag in ("sup", "sub"):
                self._scripts.pop()
            elif element.tag == "q":
                self._parts.append("”")
        if _is_block(element):
            self._flush()
            self._blocks.pop()
        if element.tag == "li":
            self._mark = ""

    def _text(self, text: str) -> None:
        if self._scripts and all(ord(c) in self._scripts[-1] for c in text.strip()):
            text = text.translate(self._scripts[-1])
        if self._links:
            self._linked += len("".join(text.split()))
        if not self._preformatted:
            self._parts.append(text)
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._parts.append(first)
        for line in others:
            self._flush()
            self._parts.append(line)

    def _flush(self) -> None:
        """End the line; a list's number waits for the first words of its item."""
        text = normalise(_SPACES.sub(" ", _BREAK_IN_WIDE.sub("", "".join(self._parts)))).replace("\n", " ").strip()
        if text and self._blocks:
            heading = next((_HEADINGS[block.tag] for block in reversed(self._blocks) if block.tag in _HEADINGS), None)
            self._done.append(Line(self._mark + text, self._blocks[-1], min(self._linked, len(text)), heading))
            self._mark = ""
        self._parts.clear()
        self._linked = 0


def _is_block(element: HtmlElement) -> bool:
    return element.tag in _BLOCKS or bool(_BLOCK_STYLE.search(element.get("style") or ""))


def _is_link(element: HtmlElement) -> bool:
    """Whether an element links elsewhere; a place inside the page does not count."""
    target = element.get("href") if element.tag == "a" else None
    return target is not None and not re.match("#.", target)


def _is_preformatted(element: HtmlElement) -> bool:
    return element.tag in ("pre", "xmp", "listing") or bool(_PREFORMATTED.search(element.get("style") or ""))


def _own_rows(table: HtmlElement) -> list[HtmlElement]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds rows and columns of values; others lay out a page or frame a text.

    Args:
        table: A ``table`` element.
    """
    nested = any(inner is not table and "".join(inner.itertext()).strip() for inner in table.iter("table"))
    if nested or table.get("role") in ("presentation", "none") or next(table.iter(*_HEADINGS, "form", "article"), None) is not None:
        return False
    rows = [[cell for cell in row.iterchildren("td", "th") if "".join(cell.itertext()).strip()] for row in _own_rows(table)]
    if sum(len(row) > 1 for row in rows) < 2:
        return False
    sizes = {cell: len("".join("".join(cell.itertext()).split())) for row in rows for cell in row}
    linked = sum(len("".join("".join(link.itertext()).split())) for link in table.iter("a") if _is_link(link))
    biggest = max(sizes, key=sizes.__getitem__)
    holds_text = sizes[biggest] > max(_LAYOUT_CHARS, _DATA_SHARE * sum(sizes.values())) and sum(1 for _ in biggest.iter("p", "div", "br", "li")) > 2
    return not holds_text and linked <= sum(sizes.values()) / 2


def _table_lines(table: HtmlElement) -> list[Line]:
    found = [line for caption in table.iterchildren("caption") for line in visible_lines(caption)]
    rows = _own_rows(table)
    places, linked = _places(rows)
    width = max((cell.origin[1] for cell in places.values()), default=-1) + 1
    if len(rows) * width <= _MAX_PLACES:
        lines = grid_lines([[places.get((y, x), Cell("", (y, x))) for x in range(width)] for y in range(len(rows))])
    else:
        lines = _loose_lines(places, len(rows))
    for row, texts, links in zip(rows, lines, linked, strict=True):
        size = sum(map(len, texts)) or 1
        found += [Line(text.strip(), row, links * len(text) // size) for text in texts if text.strip()]
    return found


def _loose_lines(places: dict[tuple[int, int], Cell], height: int) -> list[list[str]]:
    """The lines of each row by itself, without names of columns."""
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for place, cell in places.items():
        if cell.origin == place:
            rows[place[0]].append(Cell(cell.text, (0, place[1])))
    return [line for row in rows for line in grid_lines([row])]


def _places(rows: list[HtmlElement]) -> tuple[dict[tuple[int, int], Cell], list[int]]:
    """Cells by row and column, merged ones in all of their places, and linked characters by row."""
    places: dict[tuple[int, int], Cell] = {}
    linked = []
    for r, row in enumerate(rows):
        column, links = 0, 0
        for element in row.iterchildren("td", "th"):
            while (r, column) in places:
                column += 1
            lines = visible_lines(element)
            links += sum(line.linked for line in lines)
            cell = Cell("\n".join(line.text for line in lines), (r, column))
            height = _span(element.get("rowspan"), len(rows) - r) if column < _MAX_COLUMNS else 1
            width = _span(element.get("colspan"), max(_MAX_COLUMNS - column, 1))
            # A span ends at a place that is taken: no place is filled twice, whatever the page asks for.
            width = next((x for x in range(1, width) if (r, column + x) in places), width)
            room = _MAX_PLACES - len(places)
            height = height if height * width <= room else 1
            places |= {(y, x): cell for y in range(r, r + height) for x in range(column, column + width)}
            column += width
        linked.append(links)
    return places, linked


def _span(value: str | None, limit: int) -> int:
    """A span as browsers take it: 0 is all that is left, nonsense is 1."""
    if not re.fullmatch(r"\s*[0-9]{1,5}\s*", value or ""):
        return 1
    return min(int(value or "") or limit, limit)
