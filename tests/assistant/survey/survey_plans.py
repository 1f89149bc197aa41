"""Plans for surveys, written short."""

from __future__ import annotations

from typing import Any

from assistant.models import Answer
from assistant.plans import Condition, Intent, Place, Plan, Quantifier, Topic

ANY, ALL, NONE, NOT_ALL = Quantifier.ANY_OF, Quantifier.ALL_OF, Quantifier.NONE_OF, Quantifier.NOT_ALL_OF


def topic(*terms: str, **fields: Any) -> Topic:
    """A topic of terms, called by the first."""
    return Topic(text=terms[0], terms=terms, **fields)


def where(quantifier: Quantifier, *topics: str | Topic, years: tuple[int, ...] = ()) -> Condition:
    """A condition on topics."""
    return Condition(topics=tuple(t if isinstance(t, Topic) else topic(t) for t in topics), quantifier=quantifier, years=years)


def survey(*conditions: Condition | str, **fields: Any) -> Plan:
    """A survey of conditions; words stand for any of them mentioned."""
    return Plan(intent=Intent.SURVEY, conditions=tuple(c if isinstance(c, Condition) else where(ANY, c) for c in conditions), **fields)


def place(said: str, *names: str, name: str = "", corrected: bool = False) -> Place:
    """A place with the names that the collection has for it."""
    return Place(said=said, name=name or said, names=names, corrected=corrected)


def selected(answer: Answer) -> list[str]:
    """Names of what was selected."""
    return [s.region for s in answer.selected]
