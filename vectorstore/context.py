"""What a passage is found by: its words with the title and headings that stand above it."""

from __future__ import annotations

import re

from ingest.models import ParsedReport, Passage, PassageKind, Report, stable_id
from vectorstore.fulltext import end_of_stretch, index_tokens

_RUN_ON_MAX = 40
"""How far, in characters, a passage is indexed past its end when it ends inside a stretch of words."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


def index_words(report: Report, passage: Passage, words: str) -> tuple[str, str]:
    """Tokens that a passage is indexed under.

    Args:
        report: The report.
        passage: The passage.
        words: Its text.

    Returns:
        Tokens of its words, run on to the next gap, and of its title and headings.
    """
    stop = end_of_stretch(report.text, passage.start, passage.end, _RUN_ON_MAX)
    return index_tokens(words + report.text[passage.end : stop]), index_tokens("\n".join(context_of(report.title, passage, words)))


def context_of(title: str, passage: Passage, words: str) -> tuple[str, ...]:
    """Title and headings that stand above a passage but not in it.

    A title without any ideograph is a file's name that tells nothing, and is left out.

    Args:
        title: Title of the report.
        passage: The passage.
        words: Its text.
    """
    path = passage.heading_path
    own_inside = bool(path) and path[-1] in words
    telling = (title,) if _IDEOGRAPH.search(title) else ()
    return tuple(part for part in (*telling, *(path[:-1] if own_inside else path)) if part not in words)


def embedding_text(title: str, passage: Passage, words: str) -> str:
    """Words that stand for a passage in the vector space: title, headings, text.

    Args:
        title: Title of the report.
        passage: The passage.
        words: Its text.
    """
    return "\n".join((" > ".join(context_of(title, passage, words)), words))


def vector_words(parsed: ParsedReport) -> dict[str, tuple[str, str]]:
    """Vector id and text to embed of each body passage, by passage id.

    Args:
        parsed: The report.
    """
    words = {}
    for p in parsed.passages:
        if p.kind is PassageKind.BODY:
            text = embedding_text(parsed.report.title, p, parsed.report.text[p.start : p.end])
            words[p.passage_id] = (stable_id("v", text), text)
    return words
