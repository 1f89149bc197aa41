"""What an answer quotes."""

from __future__ import annotations

from assistant.models import Answer


def quotes(answer: Answer) -> list[str]:
    """Its quotes in the order of their numbers."""
    return [c.quote for c in answer.citations]
