"""Whether words mention a topic."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.plans import Topic
from vectorstore.fulltext import find_term, fold
from vectorstore.words import is_seam


def mentions(text: str, topic: Topic) -> bool:
    """Whether a sentence or heading mentions a topic by one of its terms, or by all of its parts.

    Args:
        text: The words.
        topic: The topic.
    """
    return has_any(text, topic.terms, topic.excluded) or (
        bool(topic.together) and all(has_any(text, part, topic.excluded) for part in topic.together)
    )


def has_any(text: str, terms: Iterable[str], excluded: Iterable[str] = ()) -> bool:
    """Whether one of some terms stands in a text outside of words in which it means something else.

    Args:
        text: The words.
        terms: Terms.
        excluded: Longer words in which a term does not count.
    """
    words = fold(text)[0]
    present = [term for term in terms if fold(term)[0].strip("¶") in words]
    if not present:
        return False
    traps = [span for word in excluded for span in find_term(text, word)]
    return any(
        not any(left <= start and end <= right for left, right in traps) and not is_seam(text, start, end)
        for term in present
        for start, end in find_term(text, term)
    )
