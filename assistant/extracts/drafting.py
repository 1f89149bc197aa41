"""What an answerer is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from assistant.extracts.reach import Reach
from assistant.models import Citation, Part, Status
from assistant.plans import Plan
from vectorstore import Hit

Retrieve = Callable[[Reach], tuple[Hit, ...]]
"""Passages of some reports that come near to a question, best first."""


class Evidence(NamedTuple):
    """What an answerer is given."""

    question: str
    """The question as asked."""
    asked: Plan
    """What was understood."""
    plan: Plan
    """What is looked for: the same, or wider when that gave nothing."""
    reach: Reach
    """The reports that may answer."""
    retrieve: Retrieve
    """Gives passages of some of the reports for the plan's query, best first."""
    hits: tuple[Hit, ...]
    """What it gives for all of them; empty for a comparison."""


class Draft(NamedTuple):
    """What an answerer gives back."""

    parts: tuple[Part, ...]
    """The answer in reading order, with ``[1]`` for citations."""
    citations: tuple[Citation, ...]
    """The quotes it cites."""
    status: Status
    """How it ended."""
