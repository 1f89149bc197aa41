"""Rulings of a page → tables. Own geometry: rulings come from PDF paths and from pictures alike."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.grid import Cell, grid_lines
from ingest.readers.pdf_frame import Box
from ingest.readers.pdf_objects import Ruling
from ingest.readers.pdf_pieces import Piece, Table

_JOIN = 3.0
"""How near rulings must come, in points, to touch or to be one. Source: the default of pdfplumber."""
_COVERED = 0.8
"""Share of a cell's side that a ruling must cover to close it."""
_MIN_FILLED = 0.25
"""Share of the cells that hold text, from which a grid is a table and no drawing."""
_MAX_RULINGS = 1_000
"""A page with more rulings, touching ones counted as one, is a drawing."""
_SAME_EDGE, _SHIFT = 0.01, 0.08
"""How far the edges of a table's columns may stand elsewhere on the next page, and the whole
table, by share of its width."""

_MIN_BROKEN = 10
"""Shortest text, in characters, of which a page break may have left the rest to the next page."""
_CLOSED = re.compile(r"[。；！？;!?.][”’）)]*$")
_NUMBER = re.compile(r"^[-+]?[0-9０-９.,，]+[%％‰]?$")

_Place = tuple[int, int]


class Lattice(NamedTuple):
    """The cells of a ruled area."""

    xs: tuple[float, ...]
    """Where its columns begin and end."""
    ys: tuple[float, ...]
    """Where its rows begin and end."""
    origins: dict[_Place, _Place]
    """Row and column of the upper left place of each place's cell."""

    @property
    def box(self) -> Box:
        """Its bounds."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def place(self, x: float, y: float) -> _Place | None:
        """The origin of the cell in which a point lies.

        Args:
            x: From the left.
            y: From the top.
        """
        row = next((i for i, (a, b) in enumerate(pairwise(self.ys)) if a <= y < b), None)
        column = next((i for i, (a, b) in enumerate(pairwise(self.xs)) if a <= x < b), None)
        return None if row is None or column is None else self.origins[row, column]

    def sides(self, origin: _Place) -> tuple[float, float]:
        """Left and right side of a cell.

        Args:
            origin: Its upper left place.
        """
        columns = [column for (_, column), own in self.origins.items() if own == origin]
        return self.xs[min(columns)], self.xs[max(columns) + 1]


def find_lattices(rulings: Sequence[Ruling], join: float = _JOIN) -> list[Lattice]:
    """Find ruled areas of at least two rows and two columns.

    Args:
        rulings: Rulings of a page.
        join: How near rulings must come to touch.

    Returns:
        The areas, the smaller before those around them.
    """
    across = _merged([r for r in rulings if r.across], join)
    down = _merged([r for r in rulings if not r.across], join)
    if len(across) + len(down) > _MAX_RULINGS:
        return []
    found = [lattice for h, v in _connected(across, down, join) if (lattice := _lattice(h, v, join))]
    return sorted(found, key=lambda f: (f.xs[-1] - f.xs[0]) * (f.ys[-1] - f.ys[0]))


def _merged(rulings: list[Ruling], join: float) -> list[Ruling]:
    """Make one ruling of those that lie on one line and touch."""
    lines: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if lines and ruling.at - lines[-1][0].at <= join:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    merged: list[Ruling] = []
    for line in lines:
        at = statistics.median(r.at for r in line)
        begun: Ruling | None = None
        for ruling in sorted(line, key=lambda r: r.start):
            if begun and ruling.start <= begun.end + join:
                begun = begun._replace(end=max(begun.end, ruling.end))
            else:
                merged += [begun] if begun else []
                begun = ruling._replace(at=at)
        merged += [begun] if begun else []
    return merged


def _connected(across: list[Ruling], down: list[Ruling], join: float) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that hang together by crossing or touching."""
    left = [*across, *down]
    groups = []
    while left:
        group = [left.pop()]
        for ruling in group:
            touching = [r for r in left if _touch(r, ruling, join)]
            left = [r for r in left if r not in touching]
            group += touching
        groups.append(([r for r in group if r.across], [r for r in group if not r.across]))
    return groups


def _touch(a: Ruling, b: Ruling, join: float) -> bool:
    if a.across == b.across:
        return False
    return b.start - join <= a.at <= b.end + join and a.start - join <= b.at <= a.end + join


def _lattice(across: list[Ruling], down: list[Ruling], join: float) -> Lattice | None:
    if len(across) < 2 or not down:
        return None
    # A table may be open at its sides: then it reaches as far as its rulings.
    xs = _marks([r.at for r in down], [x for r in across for x in (r.start, r.end)], join)
    ys = _marks([r.at for r in across], [y for r in down for y in (r.start, r.end)], join)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2:
        return None
    ended = [_covers(across, ys[0], xs[0], xs[-1], join), _covers(across, ys[-1], xs[0], xs[-1], join)]
    # A table is open where the page breaks inside a row; then its sides go down to there.
    ended = [done or _reach(down, y, join) for done, y in zip(ended, (ys[0], ys[-1]), strict=True)]
    inner = any(_covers(down, x, *row, join) for x in xs[1:-1] for row in pairwise(ys))
    if not all(ended) or not inner:
        return None
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(place: _Place) -> _Place:
        while parent[place] != place:
            place = parent[place]
        return place

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _covers(down, xs[c + 1], ys[r], ys[r + 1], join):
                _unite(parent, root((r, c)), root((r, c + 1)))
            if r + 1 < rows and not _covers(across, ys[r + 1], xs[c], xs[c + 1], join):
                _unite(parent, root((r, c)), root((r + 1, c)))
    return Lattice(xs, ys, {place: root(place) for place in parent})


def _unite(parent: dict[_Place, _Place], a: _Place, b: _Place) -> None:
    first, second = min(a, b), max(a, b)
    parent[second] = first


def _marks(inner: list[float], ends: list[float], join: float) -> tuple[float, ...]:
    """Places of rulings, with the outermost ends where no ruling stands."""
    marks = sorted(set(inner))
    marks = [min(ends), *marks] if min(ends) < marks[0] - 2 * join else marks
    return tuple([*marks, max(ends)] if max(ends) > marks[-1] + 2 * join else marks)


def _reach(down: list[Ruling], y: float, join: float) -> bool:
    """Whether nearly all upright rulings go as far as a height."""
    return sum(r.start - join <= y <= r.end + join for r in down) >= _COVERED * len(down)


def _covers(rulings: list[Ruling], at: float, start: float, end: float, join: float) -> bool:
    """Whether rulings at a place cover most of an interval."""
    shared = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rulings if abs(r.at - at) <= join / 2)
    return shared + 2 * join >= end - start and shared >= _COVERED * (end - start - 2 * join)


def take_tables(lattices: Sequence[Lattice], pieces: Sequence[Piece], text_of: Callable[[list[Piece], float, float], str]) -> list[Piece]:
    """Put the pieces that stand in ruled areas into tables.

    Args:
        lattices: Ruled areas, the smaller first.
        pieces: Pieces of the page, none of which reaches over a cell's side.
        text_of: Makes the text of a cell from its pieces and its left and right side.

    Returns:
        Pieces outside tables, and one piece for each table.
    """
    left = list(pieces)
    for lattice in lattices:
        x0, top, x1, bottom = lattice.box
        inside: dict[_Place, list[Piece]] = {}
        outside: list[Piece] = []
        for piece in left:
            place = lattice.place((piece.x0 + piece.x1) / 2, piece.middle)
            if place is None:
                outside.append(piece)
            else:
                inside.setdefault(place, []).append(piece)
        cells = set(lattice.origins.values())
        used_columns = {column for _, column in inside}
        if len(inside) < _MIN_FILLED * len(cells) or len(used_columns) < 2 or len({row for row, _ in inside}) < 2:
            continue
        texts = {place: text_of(found, *lattice.sides(place)) for place, found in inside.items()}
        rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
        grid = [[Cell(texts.get(origin := lattice.origins[r, c], ""), origin) for c in range(columns)] for r in range(rows)]
        held = [piece for found in inside.values() for piece in found]
        em = statistics.median(piece.em for piece in held)
        text = "\n".join(texts[place] for place in sorted(texts))
        recognised = any(piece.recognised for piece in held)
        left = [*outside, Piece(text, x0, top, x1, bottom, em, recognised, table=Table(grid, lattice.xs))]
    return left


def table_lines(tables: Sequence[Table]) -> list[list[str]]:
    """Lines of a table, or of one that goes on over several pages.

    Args:
        tables: Its parts, one for each page.

    Returns:
        The lines of each part; a row that a page break parts is in the first one.
    """
    grid: list[list[Cell]] = []
    parts: list[int] = []
    for part, table in enumerate(tables):
        rows = [list(row) for row in table.grid]
        repeated = next((i for i, (row, above) in enumerate(zip(rows, grid, strict=False)) if _texts(row) != _texts(above)), 0) if grid else 0
        below = len(grid)
        if grid and repeated < len(rows) and _is_rest(rows[repeated], grid[-1]):
            grid[-1] = [cell._replace(text=_whole(cell.text, rest.text)) for cell, rest in zip(grid[-1], rows.pop(repeated), strict=True)]
            rows[repeated:] = [[cell._replace(origin=(cell.origin[0] - 1, cell.origin[1])) for cell in row] for row in rows[repeated:]]
        grid += [[cell._replace(origin=(cell.origin[0] + below, cell.origin[1])) for cell in row] for row in rows]
        parts += [part] * len(rows)
    lines: list[list[str]] = [[] for _ in tables]
    for part, row in zip(parts, grid_lines(grid), strict=True):
        lines[part] += row
    return lines


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in row]


def _is_rest(row: Sequence[Cell], above: Sequence[Cell]) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    pairs = [(cell.text.strip(), rest.text.strip()) for cell, rest in zip(above, row, strict=True) if rest.text.strip()]
    if not pairs or row[0].text.strip() or any(_NUMBER.search(rest) and _NUMBER.search(text) for text, rest in pairs):
        return False
    return any(len(text) >= _MIN_BROKEN and not _CLOSED.search(text) for text, _ in pairs)


def _whole(text: str, rest: str) -> str:
    return f"{text}\n{rest}" if text and rest and _CLOSED.search(text) else text + rest


def goes_on(table: Table, following: Table) -> bool:
    """Whether a table can be the rest of one on the page before: its columns stand in the same places.

    Args:
        table: The last thing on a page.
        following: The first thing on the next page.
    """
    if len(table.edges) != len(following.edges):
        return False
    first, second = ([x - edges[0] for x in edges] for edges in (table.edges, following.edges))
    width = first[-1]
    moved = abs(table.edges[0] - following.edges[0]) <= _SHIFT * width  # scans do not lie in one place
    return moved and all(abs(a - b) <= _SAME_EDGE * width for a, b in zip(first, second, strict=True))
