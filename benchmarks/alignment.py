"""Which characters of a file are in the reports made from it: alignment of two texts where the second only leaves things out."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

_LOOKAHEAD = ((24, 1 << 30), (12, 4000), (8, 600), (5, 120), (3, 40), (2, 12), (1, 4))
"""How many characters must agree after a gap, and how far the gap may reach."""
_SHORT_RUN = 60
"""Characters up to which agreement may be by chance."""


def align(whole: str, part: str, protected: Sequence[bool]) -> tuple[array[int], int]:
    """Find where each character of ``part`` stands in ``whole``.

    Args:
        whole: The longer text, without white space.
        part: What was kept of it, in order.
        protected: For each character of ``whole``, whether it should have been kept; a gap that
            can be shifted without changing the result is put where it takes the fewest of these.

    Returns:
        Position in ``whole`` for each character of ``part`` (-1 where there is none), and the
        number of characters of ``part`` that stand nowhere.
    """
    places, i, added = array("q", bytes(8 * len(part))), 0, 0
    j = run = 0
    while j < len(part):
        if i < len(whole) and whole[i] == part[j]:
            places[j] = i
            i, j = i + 1, j + 1
            continue
        at = _after_gap(whole, i, part, j)
        earlier = whole.find(part[run : j + 12], places[run] + 1) if 0 < j - run < _SHORT_RUN else -1
        if earlier >= 0 and (at < 0 or earlier - places[run] <= at - i):
            # The run began at an earlier occurrence of the same words, such as a title in a list of titles.
            places[run:j] = array("q", range(earlier, earlier + j - run))
            i = earlier + j - run
            continue
        if at < 0:
            places[j], j, added = -1, j + 1, added + 1
            run = j
            continue
        _shift(whole, i, at, places, j, protected)
        i, run = at, j
    return places, added


def _after_gap(whole: str, i: int, part: str, j: int) -> int:
    found = []
    for length, reach in _LOOKAHEAD:
        if length < 8 and found:
            break
        piece = part[j : j + length]
        at = whole.find(piece, i, min(len(whole), i + reach + length))
        if at >= 0 and (len(piece) == length or at + len(piece) == len(whole) or length <= 3):
            found.append(at)
            if length < 8:
                break
    return min(found, default=-1)


def _shift(whole: str, i: int, at: int, places: array[int], j: int, protected: Sequence[bool]) -> None:
    """Move the gap ``whole[i:at]`` to the left while that leaves out fewer protected characters."""
    size, back, best, best_cost, cost = at - i, 0, 0, 0, 0
    while back < min(size + 40, j) and i - back - 1 >= 0 and places[j - back - 1] == i - back - 1 and whole[i - back - 1] == whole[at - back - 1]:
        cost += protected[i - back - 1] - protected[at - back - 1]
        back += 1
        if cost < best_cost:
            best, best_cost = back, cost
    for k in range(1, best + 1):
        places[j - k] = at - k
