"""Rulings and pictures of a PDF page through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.readers.pdf_frame import Box, Frame

_MAX_OBJECTS = 20_000
"""A page with more objects is a drawing; what comes after these is not looked at."""
_MAX_SEGMENTS = 2_000
"""A path with more segments is a drawing and no ruling."""
_MAX_DEPTH = 8
"""Deepest nesting of forms that is looked into."""
_THIN = 3.0
"""Thickest filled rectangle, in points, that is a ruling."""
_STRAIGHT = 0.5
"""How far, in points, a ruling may deviate from the direction of the page's side."""
_SHORT = 3.0
"""Shortest ruling, in points."""


class Ruling(NamedTuple):
    """A straight line along one of the page's sides."""

    across: bool
    """Whether it runs from left to right."""
    at: float
    """Its height, or its distance from the left."""
    start: float
    end: float


class Drawn(NamedTuple):
    """What a page holds besides characters."""

    rulings: list[Ruling]
    """Straight lines along the sides of the page."""
    pictures: list[Box]
    """Where pictures stand, as far as they are on the page."""
    paths: int
    """Number of drawn paths."""


def read_objects(page: Any, frame: Frame) -> Drawn:
    """Look for rulings and pictures.

    Args:
        page: A ``pypdfium2.PdfPage``.
        frame: How it stands upright.
    """
    import pypdfium2.raw as raw

    rulings: list[Ruling] = []
    pictures: list[Box] = []
    paths = 0
    for item, matrix in _objects(page):
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += _visible(frame.box(*matrix.on_rect(0, 0, 1, 1)), frame)
        elif any(mode := _draw_mode(item)):
            paths += 1
            for points in _subpaths(item, matrix):
                rulings += _rulings([frame.point(*point) for point in points], stroked=mode[1])
    return Drawn(rulings, pictures, paths)


def _visible(box: Box, frame: Frame) -> list[Box]:
    width, height = frame.size
    x0, top, x1, bottom = max(0.0, box[0]), max(0.0, box[1]), min(width, box[2]), min(height, box[3])
    return [(x0, top, x1, bottom)] if x1 > x0 and bottom > top else []


def _objects(page: Any) -> Iterator[tuple[Any, Any]]:
    """Pictures and paths of a page with their matrices, through nested forms."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    budget = _MAX_OBJECTS

    def walk(count: int, get: Any, parent: Any, outer: Any, depth: int) -> Iterator[tuple[Any, Any]]:
        nonlocal budget
        for i in range(count):
            budget -= 1
            if budget < 0:
                return
            item = get(parent, i)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _matrix(item).multiply(outer)
                yield from walk(raw.FPDFFormObj_CountObjects(item), raw.FPDFFormObj_GetObject, item, inner, depth + 1)
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
                yield item, _matrix(item).multiply(outer)

    yield from walk(raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject, page, pdfium.PdfMatrix(), 0)


def _matrix(item: Any) -> Any:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    matrix = raw.FS_MATRIX()
    return pdfium.PdfMatrix.from_raw(matrix) if raw.FPDFPageObj_GetMatrix(item, matrix) else pdfium.PdfMatrix()


def _draw_mode(item: Any) -> tuple[bool, bool]:
    """Whether a path is filled, and whether it is stroked."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return fill.value != raw.FPDF_FILLMODE_NONE, bool(stroke.value)


def _subpaths(item: Any, matrix: Any) -> list[list[tuple[float, float]]]:
    """Corners of the straight parts of a path; a closed part ends where it begins."""
    import pypdfium2.raw as raw

    count = raw.FPDFPath_CountSegments(item)
    if not 0 < count <= _MAX_SEGMENTS:
        return []
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind != raw.FPDF_SEGMENT_LINETO or not parts:
            parts.append([])
        parts[-1].append(matrix.on_point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts


def _rulings(points: list[tuple[float, float]], *, stroked: bool) -> list[Ruling]:
    if stroked:
        return [ruling for a, b in pairwise(points) if (ruling := _ruling(*a, *b))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if min(max(xs) - min(xs), max(ys) - min(ys)) > _THIN:
        return []
    if max(xs) - min(xs) > max(ys) - min(ys):
        middle = (min(ys) + max(ys)) / 2
        return [ruling] if (ruling := _ruling(min(xs), middle, max(xs), middle)) else []
    middle = (min(xs) + max(xs)) / 2
    return [ruling] if (ruling := _ruling(middle, min(ys), middle, max(ys))) else []


def _ruling(x0: float, y0: float, x1: float, y1: float) -> Ruling | None:
    if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORT:
        return Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORT:
        return Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None
