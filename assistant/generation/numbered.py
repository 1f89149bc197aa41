"""Quotes as the numbered sources of a prompt, and of the check of what a model makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.addressing import speaks_to_the_answerer
from assistant.models import Citation
from assistant.verification.verifying import Source
from prompts import as_data

MOST_CHARACTERS = 1_400
"""Most characters of quotes in one prompt: the built-in model reads about 100 tokens a second."""


def within_room(citations: Sequence[Citation]) -> list[Citation]:
    """The first citations that fit into one prompt, at least one.

    Args:
        citations: Citations, the most important first.
    """
    kept: list[Citation] = []
    room = MOST_CHARACTERS
    for citation in citations:
        room -= len(citation.quote)
        if kept and room < 0:
            break
        kept.append(citation)
    return kept


def sources_block(citations: Sequence[Citation]) -> str:
    """Quotes for a prompt, numbered from 1, each between marks that no document can write.

    Args:
        citations: What the model may use.
    """
    return "\n".join(f"[{number}] <原文>{as_data(c.quote)}</原文>（{as_data(_about(c))}）" for number, c in enumerate(citations, 1))


def sources_of(citations: Sequence[Citation]) -> dict[int, Source]:
    """What sentences are checked against, by number from 1.

    Args:
        citations: What the model was shown.
    """
    return {number: Source(c.quote, _about(c)) for number, c in enumerate(citations, 1)}


def _about(citation: Citation) -> str:
    year = (f"{citation.year}年",) if citation.year else ()
    region, title = citation.region or "地区未知的报告", f"《{citation.report_title}》"
    return "，".join(words for words in (f"出自{region}", title, *year, *citation.heading_path) if not speaks_to_the_answerer(words))
