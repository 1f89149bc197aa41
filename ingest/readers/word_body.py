"""Walks the body of a Word document in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.models import CutReason
from ingest.readers.word_blocks import Aside, Block, Cell, Line, Picture, Row
from ingest.readers.word_fields import whole_fields
from ingest.readers.word_inline import Inline, InlineReader, chosen
from ingest.readers.word_numbering import Numbering
from ingest.readers.word_package import MC, Element, Part, R, W, flag_of, number_of, to_int, value_of
from ingest.readers.word_styles import Style, Styles
from ingest.readers.word_tables import table_blocks

HEADING_MAX = 120
"""Longest line, in characters, that a style makes a heading; a longer one is a paragraph."""

_CONTENTS_ENTRY = re.compile(r".*[\t.…·\s]\s*(?:\d{1,4}|[ivxIVX]{1,6})", re.DOTALL)
_CONTENTS_TITLE = re.compile(r"目\s*[录錄次]")
_GONE = (W + "del", W + "moveFrom")
_FIRST_ROW = 0x0020
"""Bit of ``w:tblLook`` that switches the first row's look on (ECMA-376 part 1, 17.4.55)."""
_NOTE_SIGN = {"footnote": "注", "endnote": "尾注"}


class Document:
    """What the stories of one document share."""

    def __init__(self, main: Part) -> None:
        """Open the parts that the body refers to.

        Args:
            main: The main document part.
        """
        self.main = main
        styles, numbering = main.related_by_type("styles"), main.related_by_type("numbering")
        self.styles = Styles(styles.root if styles else None)
        self.numbering = Numbering(numbering.root if numbering else None, self.styles)
        self._notes_met = dict.fromkeys(_NOTE_SIGN, 0)
        self._fields: dict[str, frozenset[Element]] = {}

    def body(self) -> list[Block]:
        """Read the body; everything but headers, footers and comments.

        Returns:
            Its blocks in reading order.
        """
        return [block for body in self.main.root.iterchildren(W + "body") for block in Story(self, self.main).read(body)]

    def margins(self, kind: str) -> list[str]:
        """Read the headers or the footers that the sections use.

        Args:
            kind: ``header`` or ``footer``.

        Returns:
            Their texts, each distinct one once, in order of first use.
        """
        texts: dict[str, None] = {}
        for reference in self.main.root.iter(f"{W}{kind}Reference"):
            part = self.main.related(reference.get(R + "id"))
            if part:
                lines = (block.text for block in Story(self, part).read(part.root) if not isinstance(block, Picture))
                texts["\n".join(line.strip() for line in lines if line.strip())] = None
        return [text for text in texts if text]

    def fields(self, part: Part) -> frozenset[Element]:
        """Field characters of the complete fields of a part.

        Args:
            part: The part.

        Returns:
            The field characters, found once for each part.
        """
        if part.name not in self._fields:
            self._fields[part.name] = whole_fields(part.root)
        return self._fields[part.name]

    def note(self, kind: str, identity: str) -> list[Block]:
        """Read a footnote or an endnote.

        Args:
            kind: ``footnote`` or ``endnote``.
            identity: Its id.

        Returns:
            One line that begins with its number in order of reference, as in ``[注1] …``.
        """
        part = self.main.related_by_type(f"{kind}s")
        elements = part.root.iterchildren(W + kind) if part else ()
        found = next((element for element in elements if element.get(W + "id") == identity), None)
        if part is None or found is None:
            return []
        blocks = Story(self, part).read(found)
        text = " ".join(block.text for block in blocks if isinstance(block, Line))
        self._notes_met[kind] += 1
        line = [Line(f"[{_NOTE_SIGN[kind]}{self._notes_met[kind]}] {text}")] if text else []
        return [*line, *(block for block in blocks if not isinstance(block, Line))]


class Story:
    """Reads one run of paragraphs: the body, a note, a header, the inside of a text box."""

    def __init__(self, document: Document, part: Part) -> None:
        """Begin a story.

        Args:
            document: The document it belongs to.
            part: The part it stands in.
        """
        self._document = document
        self._part = part
        self._inline = InlineReader(part, document.styles, document.fields(part))
        self._runs_on: Inline | None = None

    def read(self, container: Element, *, in_cell: bool = False, in_contents: bool = False) -> list[Block]:
        """Read paragraphs and tables.

        Args:
            container: Element that holds them.
            in_cell: Whether it is a cell, in which a number may stand alone.
            in_contents: Whether it is a control that holds a table of contents.

        Returns:
            Their blocks in reading order.
        """
        blocks: list[Block] = []
        for child in container:
            child = chosen(child)
            if child.tag == W + "p":
                blocks += self._paragraph(child, in_cell=in_cell, in_contents=in_contents)
            elif child.tag == W + "tbl":
                blocks += self._table(child)
            elif child.tag == W + "sdt":
                generated = "table of contents" in (value_of(child.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery") or "").lower()
                for content in child.iterchildren(W + "sdtContent"):
                    blocks += self.read(content, in_cell=in_cell, in_contents=in_contents or generated)
            elif child.tag == W + "altChunk":
                blocks += self._chunk(child.get(R + "id"))
            elif child.tag not in _GONE and len(child):
                blocks += self.read(child, in_cell=in_cell, in_contents=in_contents)
        return _with_contents_title(blocks)

    def _paragraph(self, paragraph: Element, *, in_cell: bool, in_contents: bool) -> list[Block]:
        properties = paragraph.find(W + "pPr")
        style = self._document.styles.of_paragraph(properties)
        inline = self._runs_on or Inline()
        self._inline.read(paragraph, style, inline)
        mark = None if properties is None else properties.find(W + "rPr")
        removed = mark is not None and any(mark.find(tag) is not None for tag in _GONE)
        follows = paragraph.getnext() is not None and paragraph.getnext().tag == W + "p"
        self._runs_on = inline if removed and follows else None
        if self._runs_on:
            return []
        blocks: list[Block] = []
        if not (removed or flag_of(mark, "vanish")) or inline.text.strip():
            blocks += self._lines(inline, properties, style, in_cell=in_cell, in_contents=in_contents)
        return blocks + self._hanging(inline)

    def _lines(self, inline: Inline, properties: Element | None, style: Style, *, in_cell: bool, in_contents: bool) -> list[Block]:
        text = inline.text.strip()
        if text and _is_contents(inline, style, in_contents=in_contents):
            return [Aside(text, CutReason.OUTSIDE, contents=True)]
        number = self._document.numbering.mark(properties, style)
        if not text:
            return [Line(number.strip())] if number and in_cell else []
        lines = [_spaced(line) for line in f"{number}{text}".split("\n")]
        level = style.heading_level(number_of(properties, "outlineLvl"))
        heading = " ".join(line for line in lines if line)
        if level and len(heading) <= HEADING_MAX:
            return [Line(heading, level)]
        return [Line(line) for line in lines if line]

    def _hanging(self, inline: Inline) -> list[Block]:
        """What hangs on a paragraph, after it: hidden text, text boxes, pictures, notes."""
        blocks: list[Block] = []
        hidden = "".join(inline.hidden).strip()
        if hidden:
            blocks.append(Aside(hidden, CutReason.OUTSIDE))
        for box in inline.boxes:
            if isinstance(box, str):
                blocks += [Line(_spaced(box))] if box.strip() else []
            else:
                blocks += Story(self._document, self._part).read(box)
        blocks += [Picture(data) for data in inline.pictures]
        for kind, identity in inline.notes:
            blocks += self._document.note(kind, identity)
        return blocks

    def _chunk(self, relation: str | None) -> list[Block]:
        from ingest.readers.word_chunks import chunk_blocks

        part = self._part.related(relation)
        return chunk_blocks(part.data, part.name) if part else []

    def _table(self, table: Element) -> list[Block]:
        properties = table.find(W + "tblPr")
        style = self._document.styles.get(value_of(properties, "tblStyle"))
        look = value_of(properties, "tblLook", "firstRow")
        bits = value_of(properties, "tblLook") or "0"
        first = look in ("1", "true", "on") if look else bool(int(bits, 16) & _FIRST_ROW) if _is_hex(bits) else False
        return table_blocks([self._row(row) for row in _rows(table)], styled=first and style.styled_first_row)

    def _row(self, row: Element) -> Row:
        properties = row.find(W + "trPr")
        column = number_of(properties, "gridBefore") or 0
        cells: list[Cell] = []
        for element in _wrapped(row, "tc"):
            cell = self._cell(element, column)
            column += cell.span
            if value_of(element.find(W + "tcPr"), "hMerge") == "continue" and cells:
                cells[-1] = cells[-1]._replace(span=cells[-1].span + cell.span, blocks=cells[-1].blocks + cell.blocks)
            else:
                cells.append(cell)
        return Row(tuple(cells), header=flag_of(properties, "tblHeader") or False)

    def _cell(self, element: Element, column: int) -> Cell:
        properties = element.find(W + "tcPr")
        merge = None if properties is None else properties.find(W + "vMerge")
        fill = value_of(properties, "shd", "fill")
        return Cell(
            blocks=tuple(self.read(element, in_cell=True)),
            column=column,
            span=max(1, number_of(properties, "gridSpan") or 1),
            continues=merge is not None and merge.get(W + "val", "continue") == "continue",
            bold=self._is_bold(element),
            shaded=fill is not None and fill.lower() not in ("auto", "ffffff"),
            nested=next(element.iter(W + "tbl"), None) is not None,
        )

    def _is_bold(self, cell: Element) -> bool:
        inline = Inline()
        for paragraph in cell.iterchildren(W + "p"):
            style = self._document.styles.of_paragraph(paragraph.find(W + "pPr"))
            InlineReader(self._part, self._document.styles, frozenset()).read(paragraph, style, inline)
        return bool(inline.text.strip()) and not inline.plain


def _is_contents(inline: Inline, style: Style, *, in_contents: bool) -> bool:
    """Whether a paragraph belongs to a generated table of contents.

    Text that somebody typed inside one, and body text that was given one of its styles by
    mistake, does not look like an entry and is kept.
    """
    generated = in_contents or inline.in_contents
    if style.is_contents_title or _CONTENTS_TITLE.fullmatch(inline.text.strip()):
        return generated
    entry = inline.leads_to_heading or _CONTENTS_ENTRY.fullmatch(inline.text.strip()) is not None
    return (generated and (entry or style.is_contents)) or (style.is_contents and entry)


def _with_contents_title(blocks: list[Block]) -> list[Block]:
    """Leave out the line 目录 that stands right above a table of contents."""
    for i, (block, below) in enumerate(pairwise(blocks)):
        if isinstance(block, Line) and isinstance(below, Aside) and below.contents and _CONTENTS_TITLE.fullmatch(block.text):
            blocks[i] = Aside(block.text, CutReason.OUTSIDE, contents=True)
    return blocks


def _rows(table: Element) -> Iterator[Element]:
    for row in _wrapped(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def _wrapped(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls and revisions."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from _wrapped(chosen(child), name)
        elif child.tag not in (*_GONE, W + "tblPr", W + "trPr", W + "tr", W + "tc"):
            yield from _wrapped(child, name)


def _spaced(line: str) -> str:
    """Strip a line; a tab inside it becomes a wide gap."""
    return re.sub(r" *\t[\t ]*", "  ", line.strip())


def _is_hex(text: str) -> bool:
    return to_int(text) is not None or re.fullmatch("[0-9A-Fa-f]+", text) is not None
