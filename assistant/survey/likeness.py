"""What is found beyond a topic's terms: passages of like meaning, and what a language model makes of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol

from assistant.models import Judgement
from assistant.plans import Topic
from ingest.models import Passage


class RelatedPassage(NamedTuple):
    """A place of like meaning."""

    passage: Passage
    """The passage it is in."""
    start: int
    """First code point in the report's text."""
    end: int
    """One past the last."""
    score: float
    """How near it is; higher is nearer."""
    judged: Judgement | None = None
    """What a language model makes of it; None when none judged it."""
    reason: str = ""
    """The model's reason; empty when it gave none."""


class Related(NamedTuple):
    """What was found for a topic."""

    passages: Mapping[str, Sequence[RelatedPassage]]
    """Passages by report, the nearest first; a report without any is left out."""
    unjudged: frozenset[str] = frozenset()
    """Reports with passages that a language model was to judge and did not."""
    notes: tuple[str, ...] = ()
    """What a reader has to know about it, in Chinese."""


class RelatedFinder(Protocol):
    """Finds what terms do not: passages of like meaning."""

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> Related | None:
        """Find passages of like meaning.

        Args:
            topic: What is looked for.
            reports: Ids of the reports to look at.
            hinted: Those of them that hold one of the topic's related terms, of which less likeness is asked.

        Returns:
            None when likeness cannot be told.
        """
        ...
