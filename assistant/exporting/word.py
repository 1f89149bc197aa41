"""An answer as a Word document with its sources as footnotes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.exporting.footnotes import Footnotes
from assistant.exporting.plain import one_line, plain
from assistant.exporting.sources import closing, heading, reading_order, uncited, understood, verbatim
from assistant.exporting.word_page import TABLE_STYLE, new_document, width_cm
from assistant.marked import Piece, levels, lines, pieces, without_emphasis
from assistant.models import Answer, Paragraph, Part, Table

if TYPE_CHECKING:
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as Line
    from docx.text.run import Run

_MANY_COLUMNS = 5
"""A table with as many columns lies on its side."""
_CHARACTER_CM = 0.38
"""Width of a Chinese character in a table."""
_PADDING_CM = 0.45
_LEAST_CM = 1.6
_WHOLE_ROW = 500
"""Longest row, in characters, that is not broken between pages."""
_SHADE = "EDEDED"
_LISTS = ("List Bullet", "List Bullet 2", "List Bullet 3")
"""Styles of a list by level; deeper levels look like the last."""


def answer_docx(answer: Answer, *, made: date | None = None) -> bytes:
    """An answer as a Word document to paste from.

    Args:
        answer: The answer.
        made: The day that the document bears; None for today.

    Returns:
        What the file contains.
    """
    document = _Document(answer, made)
    for part in reading_order(answer):
        document.add(part)
    document.add_uncited()
    return document.saved()


class _Document:
    """A document in the making."""

    def __init__(self, answer: Answer, made: date | None) -> None:
        self._answer = answer
        self._made = made
        self._citations = {c.number: c for c in answer.citations}
        self._footnotes = Footnotes(self._citations)
        self._landscape = any(isinstance(part, Table) and len(part.header) >= _MANY_COLUMNS for part in reading_order(answer))
        title = one_line(answer.question) or "答案"
        self._document = new_document(title, made or date.today(), self._landscape)
        self._document.add_heading(title, 1)
        if words := understood(answer):
            self._document.add_paragraph(words)

    def add(self, part: Part) -> None:
        """Add a part of the answer."""
        if isinstance(part, Paragraph):
            self._fill(self._document.add_paragraph(), pieces(part.text, part.written))
            return
        if title := heading(part):
            self._fill(self._document.add_heading("", 2), pieces(title))
        if isinstance(part, Table):
            self._add_table(part)
            return
        for level, words in levels(part.items):
            self._fill(self._document.add_paragraph(style=_LISTS[min(level, len(_LISTS) - 1)]), pieces(words))

    def add_uncited(self) -> None:
        """Add the quotes that no part refers to."""
        rest = uncited(self._answer)
        if rest:
            self._document.add_heading("其他原文", 2)
        for citation in rest:
            line = self._document.add_paragraph(style=_LISTS[0])
            self._fill(line, [Piece(verbatim(citation)), Piece("", number=citation.number)])

    def saved(self) -> bytes:
        """Finish the document."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        last = self._document.add_paragraph(closing(self._answer, self._made))
        last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        last.paragraph_format.space_before = Pt(12)
        if self._footnotes.count:
            self._footnotes.attach(self._document)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _fill(self, line: Line, found: Sequence[Piece], bold: bool = False) -> None:
        beside = "".join(piece.text for piece in found)
        for piece in found:
            if piece.number in self._citations:
                self._footnotes.refer(line, piece.number, beside)
            elif words := plain(piece.text).replace("\n", " "):
                run = line.add_run(words)
                _hint(run)
                if piece.strong or bold:
                    run.bold = True

    def _add_table(self, table: Table) -> None:
        from docx.shared import Cm

        made = self._document.add_table(rows=0, cols=len(table.header), style="Table Grid")
        made.autofit = False
        widths = _widths(table, width_cm(self._landscape))
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
        for at, row in enumerate((table.header, *table.rows)):
            added = made.add_row()
            if sum(map(len, row)) <= _WHOLE_ROW:
                _mark_row(added, "w:cantSplit")
            if at == 0:
                _mark_row(added, "w:tblHeader")
            for cell, text, width in zip(added.cells, row, widths, strict=True):
                cell.width = Cm(width)
                self._fill_cell(cell, text, header=at == 0, written=table.written)
        self._document.add_paragraph().paragraph_format.space_after = 0

    def _fill_cell(self, cell: _Cell, text: str, header: bool, written: bool) -> None:
        shown = [[Piece(without_emphasis(text))]] if header else lines(text, written)
        for at, found in enumerate(shown):
            line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            line._p.style = TABLE_STYLE
            self._fill(line, found, bold=header)
        if header:
            _shade(cell)


def _widths(table: Table, whole: float) -> list[float]:
    """Widths of columns in centimetres: short ones as they need, the others share the rest by how much they hold."""
    columns = list(zip(table.header, *table.rows, strict=True))
    needed = [max(len(without_emphasis(cell)) for cell in column) * _CHARACTER_CM + _PADDING_CM for column in columns]
    least = min(_LEAST_CM, whole / len(columns))
    fixed = {at: max(least, need) for at, need in enumerate(needed) if need <= whole / len(columns)}
    rest = whole - sum(fixed.values())
    shares = {at: sum(map(len, column)) ** 0.5 for at, column in enumerate(columns) if at not in fixed}
    if not shares:
        return [fixed[at] * whole / sum(fixed.values()) for at in range(len(columns))]
    return [fixed[at] if at in fixed else rest * shares[at] / sum(shares.values()) for at in range(len(columns))]


def _mark_row(row: _Row, mark: str) -> None:
    """Keep a row on one page, or let it stand on top of the table on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(mark))


def _hint(run: Run) -> None:
    """Let Word take quotation marks and the like, which Latin letters share, for Chinese ones."""
    from docx.oxml.ns import qn

    run._r.get_or_add_rPr()._add_rFonts().set(qn("w:hint"), "eastAsia")


def _shade(cell: _Cell) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd", {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _SHADE})
    cell._tc.get_or_add_tcPr().append(shade)
