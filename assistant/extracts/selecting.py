"""Which sentences on a topic are shown when there are more than fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from assistant.extracts.asked import NUMBER
from assistant.extracts.points import Opener
from assistant.extracts.units import Unit

_NO_RESULT = re.compile(r"^\W*[0-9０-９]{1,2}[、.．)）]|[0-9]{4}年|[0-9]{1,2}[月日]")
"""Numbers that tell no result: of points, and dates."""


class Chosen(NamedTuple):
    """A sentence on a topic."""

    unit: Unit
    under: tuple[Opener, ...] | None
    """The heading or point about the topic that it stands under, with the next one below; None for a mention elsewhere."""
    mentioned: bool
    """Whether it mentions the topic itself."""
    lead: bool
    """Whether it opens a paragraph or a point."""


def most_telling(chosen: Sequence[Chosen], most: int) -> list[Unit]:
    """The sentences that tell most: the first of every subsection and point, those with numbers, then the others.

    Args:
        chosen: Sentences of one report in order.
        most: How many.

    Returns:
        At most as many, in order.
    """
    seen: Counter[tuple[Opener, ...] | None] = Counter()
    ranked: list[tuple[tuple[int, ...], Unit]] = []
    for one in chosen:
        seen[one.under] += 1
        ranked.append(((*_rank(one, seen[one.under] == 1), seen[one.under], one.unit.start), one.unit))
    return sorted((unit for _, unit in sorted(ranked, key=lambda pair: pair[0])[:most]), key=lambda unit: unit.start)


def _rank(one: Chosen, first: bool) -> tuple[int, int]:
    told = 1 if NUMBER.search(_NO_RESULT.sub("", one.unit.text)) else 2
    weight = 0 if one.mentioned else told
    if one.under is not None and (first or one.lead):
        return 0 if first else 1, weight
    if one.under is None and not one.lead:
        return 2, told if one.mentioned else 3
    return 2, weight
