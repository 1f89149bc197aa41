"""How a language model is asked whether a place concerns a topic."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.judging.candidates import Candidate
from assistant.language.base import Message
from assistant.plans import Topic
from assistant.thesaurus.lookup import folded
from prompts import as_data, load_prompt

_NAMES, _CHARS = 8, 60
"""Most names that tell what a topic means, and most characters of them together."""
_EXCLUDED = 5
"""Most names of what does not count."""
_HEADING = 30
"""Longest heading in characters."""


def question(topic: Topic, candidate: Candidate) -> tuple[Message, ...]:
    """Ask about one place; what comes before its words is the same for all places of a topic.

    Args:
        topic: The topic.
        candidate: The place.

    Returns:
        The conversation, which ends by asking for 是 or 否.
    """
    heading = as_data(candidate.heading)[:_HEADING]
    words = as_data(candidate.text)
    asked = load_prompt("judge_mention").fill(
        topic=as_data(topic.text),
        meaning=_meaning(topic),
        passage=f"标题：{heading}\n{words}" if heading else words,
    )
    return Message("system", load_prompt("judge_rules").text.strip()), Message("user", asked.strip())


def _meaning(topic: Topic) -> str:
    """The topic's names, and what is not meant."""
    named = _some([*topic.terms, *([topic.concept] if topic.concept else [])], topic.text)
    told = f"也包括：{'、'.join(named)}。" if named else ""
    return told + (f"不算：{'、'.join(map(as_data, topic.excluded[:_EXCLUDED]))}。" if topic.excluded else "")


def _some(names: Iterable[str], known: str) -> list[str]:
    chosen: dict[str, str] = {}
    for name in map(as_data, names):
        if folded(name) != folded(known) and len("".join(chosen.values())) + len(name) <= _CHARS and len(chosen) < _NAMES:
            chosen.setdefault(folded(name), name)
    return list(chosen.values())
