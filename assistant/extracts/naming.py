"""Whether a heading, or the sentence that opens a point, is about a topic rather than mentions it."""

from __future__ import annotations

import re
from math import ceil

from assistant.extracts.mentions import has_any, mentions
from assistant.plans import Topic
from vectorstore.fulltext import fold

_SHARED, _SHARE = 4, 0.7
"""Fewest characters in a row of a topic's words, and their share of it, by which a heading is about it."""
_RELATED, _RELATED_SHARE = 3, 0.4
"""The same of a related term that stands in the topic's words: 特殊群体 of 关心特殊群体孩子."""
_CLAUSE_END = re.compile(r"[，,：:；;。！!？?]")
_MEANS = re.compile(
    r"^(?:以[^，,]{1,16}为(?:引领|契机|抓手|载体|依托|平台|保障|统领|动力|支撑|指导|纽带|牵引|指引)|(?:坚持|强化|突出)?[^，,]{2,8}引领|(?:依托|借助|结合|通过|利用)[^，,]*)[，,]"
)
"""By what means something is done: 以党建为引领，提升教学质量 is about teaching."""
_COUPLET, _UNEVEN = 14, 2
"""Longest clause, and by how much it may be longer than another, of a point's title in two or three even clauses."""
_EARLY = 2
"""In how many clauses a paragraph's first sentence may come to its subject."""
_LISTED = 3
"""Fewest things in a list of which each is named in passing only: 开展师德、安全、心理等培训."""


def heading_names(heading: str, topic: Topic) -> bool:
    """Whether a heading is about a topic: by its terms, or in the question's words.

    Args:
        heading: The heading.
        topic: The topic.
    """
    return mentions(heading, topic) or (not topic.literal and _in_own_words(heading, topic))


def _in_own_words(heading: str, topic: Topic) -> bool:
    asked, said = fold(topic.text)[0], fold(heading)[0]
    least = max(_RELATED, _RELATED_SHARE * len(asked))
    related = [term for term in topic.related_terms if len(term) >= least and fold(term)[0].strip("¶") in asked]
    if has_any(heading, related, topic.excluded):
        return True
    size = max(_SHARED, ceil(_SHARE * len(asked)))
    return any(asked[at : at + size] in said for at in range(len(asked) - size + 1))


def opening_names(sentence: str, topic: Topic) -> bool:
    """Whether the sentence that opens a point is about a topic: its first clause, or any of a title's even clauses.

    Args:
        sentence: The sentence without its number.
        topic: The topic.
    """
    clauses = _clauses(sentence)
    if not clauses:
        return False
    lengths = [len(clause) for clause in clauses]
    title = len(clauses) <= _LISTED and max(lengths) <= _COUPLET and max(lengths) - min(lengths) <= _UNEVEN
    return any(_about(clause, topic) for clause in (clauses if title else clauses[:1]))


def paragraph_turns_to(sentence: str, topic: Topic) -> bool:
    """Whether the first sentence of a paragraph has what follows say more of a topic.

    One that comes to the topic late or in a list of things does not.

    Args:
        sentence: The sentence.
        topic: The topic.
    """
    return any(_about(clause, topic) for clause in _clauses(sentence)[:_EARLY])


def _clauses(sentence: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(_MEANS.sub("", sentence)) if clause.strip()]


def _about(clause: str, topic: Topic) -> bool:
    return heading_names(clause, topic) and not _among_others(clause, topic)


def _among_others(clause: str, topic: Topic) -> bool:
    """Whether a topic is one of several things in a list, and not what they are kinds of."""
    if clause.count("、") + 1 < _LISTED:
        return False
    _, etc, whole = clause.rpartition("等")
    return not (etc and heading_names(whole, topic))
