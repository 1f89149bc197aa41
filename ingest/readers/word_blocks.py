"""What the body of a Word document comes down to: a list of blocks in reading order."""

from __future__ import annotations

from typing import NamedTuple

from ingest.models import CutReason


class Line(NamedTuple):
    """A line of text."""

    text: str
    """Its words, without a line end."""
    level: int | None = None
    """Level when the file marks it as a heading; one for the outermost."""


class Aside(NamedTuple):
    """Text of the file that is not part of the report's text."""

    text: str
    """Its words; may hold line ends."""
    reason: CutReason
    """Why it is left out."""
    contents: bool = False
    """Whether it is of a generated table of contents."""


class Picture(NamedTuple):
    """A picture that stands in the body."""

    data: bytes
    """The picture file's bytes."""


Block = Line | Aside | Picture


class Cell(NamedTuple):
    """A cell of a table."""

    blocks: tuple[Block, ...]
    """What stands in it."""
    column: int
    """Zero-based grid column in which it begins."""
    span: int = 1
    """How many grid columns it covers."""
    continues: bool = False
    """Whether it is merged with the cell above it."""
    bold: bool = False
    """Whether all its text is bold."""
    shaded: bool = False
    """Whether it has a background of its own."""
    nested: bool = False
    """Whether a table stands in it."""

    @property
    def line_blocks(self) -> tuple[Line, ...]:
        """Its lines."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def text(self) -> str:
        """Its text on one line."""
        return " ".join(line.text for line in self.line_blocks)


class Row(NamedTuple):
    """A row of a table."""

    cells: tuple[Cell, ...]
    """Its cells from left to right."""
    header: bool = False
    """Whether Word repeats it on every page."""
