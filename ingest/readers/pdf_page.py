"""One page of a PDF: its text layer, and what has to be recognised on it."""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.readers.ocr import Recognition
from ingest.readers.pdf_assembly import PageText, cell_text
from ingest.readers.pdf_chars import read_characters
from ingest.readers.pdf_frame import Box, Frame
from ingest.readers.pdf_objects import Drawn, read_objects
from ingest.readers.pdf_pieces import Glyph, Piece, pieces_of
from ingest.readers.pdf_tables import Lattice, find_lattices, take_tables

if TYPE_CHECKING:
    from PIL import Image

PDFIUM = threading.RLock()
"""Held during every call of PDFium, which is not thread-safe."""

_DPI = 200
_MAX_SIDE = 3400
"""Longest side of a rendered page in pixels: A3 at 200 dpi."""
_PICTURE = 0.03
"""Share of the page that a picture takes before it is looked at; logos take less."""
_WHOLE = 0.6
"""Share of the page that pictures take before the whole page is looked at."""
_WRITTEN = 0.02
"""Share of a picture that text stands on, from which the text layer has what it says. A page of
running text has a fifth and more, the stamp of a scanning program a two-hundredth."""
_OUTLINES = 50
"""Number of drawn paths on a page without text, from which they may be outlines of letters."""
_MIN_IDEOGRAPHS = 4
"""Fewest ideographs in a picture on a page with text; a photograph or a chart has less."""


class _Job(NamedTuple):
    """A part of the page that is being recognised."""

    recognition: Recognition
    scale: float
    """Pixels to a point."""
    area: Box | None
    """The part of the upright page; None for all of it."""


class Draft(NamedTuple):
    """A page whose scans are still being recognised."""

    frame: Frame
    glyphs: list[Glyph]
    asides: list[Piece]
    lattices: list[Lattice]
    jobs: list[_Job]
    is_blank: bool
    """Whether it holds nothing at all."""

    def finish(self) -> PageText:
        """Wait for the recognition and put the page together."""
        pieces, width, height = [*_cell_pieces(self.glyphs, self.lattices), *self.asides], *self.frame.size
        recognised: list[Piece] = []
        for job in self.jobs:
            found = job.recognition.result()
            factor = found.scale * job.scale
            if not self.glyphs:
                width, height = found.width / factor, found.height / factor
            if job.area is None or _ideographs(found.pieces) >= _MIN_IDEOGRAPHS:
                left, top = (job.area or (0.0, 0.0))[:2]
                recognised += [_moved(p, factor, left, top) for p in found.pieces]
        recognised = [p for p in recognised if not any(_covers(q, p) for q in pieces)]
        return PageText(take_tables(self.lattices, [*pieces, *recognised], cell_text), width, height, bool(recognised))


def begin_page(page: Any) -> Draft:
    """Take a page apart and begin to recognise its scans.

    Args:
        page: A ``pypdfium2.PdfPage``; no longer needed afterwards.

    Raises:
        UnreadableFileError: The recognition is needed and not installed whole.
    """
    left, bottom, right, top = page.get_bbox()
    display = Frame(left, bottom, right, top, page.get_rotation() % 360)
    frame, glyphs, asides, broken = read_characters(page, display)
    drawn = read_objects(page, frame)
    if broken:
        frame, glyphs, asides = display, [], []
        areas: list[Box | None] = [None]
    else:
        areas = _areas(drawn, glyphs, frame)
    jobs = []
    for area in areas:
        image, scale = _render(page, frame, (frame.turn - display.turn) % 360, area)
        jobs.append(_Job(Recognition(image), scale, area))
    blank = not (glyphs or asides or drawn.pictures or drawn.paths)
    return Draft(frame, glyphs, asides, find_lattices(drawn.rulings) if glyphs else [], jobs, blank)


def _areas(drawn: Drawn, glyphs: Sequence[Glyph], frame: Frame) -> list[Box | None]:
    """Parts of the upright page that are to be recognised; None is all of it."""
    if not glyphs:
        return [None] if drawn.pictures or drawn.paths >= _OUTLINES else []
    width, height = frame.size
    page = width * height
    pictures = [box for box in _clusters(drawn.pictures) if _area(box) >= _PICTURE * page and _written(box, glyphs) < _WRITTEN]
    return [None] if sum(map(_area, pictures)) >= _WHOLE * page else [*pictures]


def _clusters(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of pictures; the strips and tiles of one picture are one."""
    clusters: list[Box] = []
    for box in boxes:
        touching = [c for c in clusters if c[0] <= box[2] + 1 and box[0] <= c[2] + 1 and c[1] <= box[3] + 1 and box[1] <= c[3] + 1]
        for c in touching:
            box = min(box[0], c[0]), min(box[1], c[1]), max(box[2], c[2]), max(box[3], c[3])
        clusters = [*(c for c in clusters if c not in touching), box]
    return clusters


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _written(box: Box, glyphs: Sequence[Glyph]) -> float:
    """Share of a picture that text stands on."""
    x0, top, x1, bottom = box
    inside = sum(g.em * (g.x1 - g.x0) for g in glyphs if x0 <= (g.x0 + g.x1) / 2 <= x1 and top <= g.base <= bottom)
    return inside / max(1.0, _area(box))


def _render(page: Any, frame: Frame, turn: int, area: Box | None) -> tuple[Image.Image, float]:
    """Draw a page, turned clockwise from how it is shown, or a part of it; with it the pixels to a point."""
    width, height = frame.size
    left, top, right, bottom = area or (0.0, 0.0, width, height)
    scale = min(_DPI / 72, _MAX_SIDE / max(1.0, right - left, bottom - top))
    bitmap = page.render(scale=scale, rotation=turn, crop=(left, height - bottom, width - right, top), rev_byteorder=True)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    return image, scale


def _ideographs(pieces: Sequence[Piece]) -> int:
    return sum(len(re.findall(r"[\u3400-\u9fff]", p.text)) for p in pieces)


def _cell_pieces(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> list[Piece]:
    """Pieces of text, none of which reaches over the side of a table's cell."""
    cells: dict[tuple[int, tuple[int, int]] | None, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.base - 0.38 * glyph.em
        key = next(((i, place) for i, lattice in enumerate(lattices) if (place := lattice.place(x, y)) is not None), None)
        cells[key].append(glyph)
    return [piece for found in cells.values() for piece in pieces_of(found)]


def _moved(piece: Piece, factor: float, left: float = 0.0, top: float = 0.0) -> Piece:
    """A piece in points instead of pixels."""
    x0, x1 = piece.x0 / factor + left, piece.x1 / factor + left
    table = piece.table and piece.table._replace(edges=tuple(x / factor + left for x in piece.table.edges))
    return piece._replace(x0=x0, x1=x1, top=piece.top / factor + top, bottom=piece.bottom / factor + top, em=piece.em / factor, table=table)


def _covers(written: Piece, recognised: Piece) -> bool:
    """Whether the text layer already has what was recognised at a place."""
    x, y, slack = (recognised.x0 + recognised.x1) / 2, recognised.middle, 0.2 * written.em
    return written.x0 - slack <= x <= written.x1 + slack and written.top - slack <= y <= written.bottom + slack
