"""What an answerer is given and gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.extracts.reach import Reach
from assistant.models import Citation, Part, Status
from assistant.plans import Plan
from vectorstore import Hit

Retrieve = Callable[[Reach], tuple[Hit, ...]]
"""Passages of some reports that come near to a question, best first."""

Confirm = Callable[[str, Sequence[str]], Sequence[int]]
"""Given a question and sentences, tells the places of those that answer it."""


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


class Subject(NamedTuple):
    """Something that quotes of a draft are about: a region, a year, a report, or the question itself."""

    name: str
    """What it is called; empty for the question itself."""
    citations: tuple[int, ...]
    """Numbers of its quotes, the most important first."""


class Draft(NamedTuple):
    """What an answerer gives back."""

    parts: tuple[Part, ...]
    """The answer in reading order, with ``[1]`` for citations."""
    citations: tuple[Citation, ...]
    """The quotes it cites."""
    status: Status
    """How it ended."""
    opening: int = 0
    """How many parts have to be read before anything else; words of a language model come after them."""
    subjects: tuple[Subject, ...] = ()
    """What its quotes are about; empty when there is nothing to put into words."""
