"""Surveys of topics, made once for each state of the index and shared by all who ask."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Hashable, Sequence

from assistant.errors import ConfigError
from assistant.models import Answer

_KEPT = 240
"""Most surveys kept; the user's list has at most 60 topics, and a changed list shares most of them."""
_MOST_CHANGES = 5
"""How often the index may change while somebody waits for all surveys; each time they begin anew."""


class OverviewCache:
    """Makes surveys when they are asked for; may be used from several threads."""

    def __init__(self, survey: Callable[[str], Answer], state: Callable[[], Hashable]) -> None:
        """Start with none.

        Args:
            survey: Looks for a topic in every report.
            state: What changes whenever the index does.
        """
        self._survey = survey
        self._state = state
        self._lock = threading.Lock()
        self._made: dict[str, Answer] = {}
        self._made_for: Hashable = None

    def advance(self, topics: Sequence[str], seconds: float | None = None) -> dict[str, Answer]:
        """Make the surveys that are lacking, one after the other.

        Whoever asks at the same time waits for the survey being made, and works on at the next one.

        Args:
            topics: Topics in the order in which they are wanted.
            seconds: Time after which no further survey is begun, 0 for none at all; None for all that lack.

        Returns:
            The surveys that are there, by topic, all of one state of the index.

        Raises:
            ConfigError: All were wanted, and the index changes faster than they can be made.
        """
        until = math.inf if seconds is None else time.monotonic() + seconds
        states: list[Hashable] = []
        while True:
            with self._lock:
                self._forget()
                if self._made_for not in states[-1:]:
                    states.append(self._made_for)
                lacking = [topic for topic in topics if topic not in self._made]
                late = time.monotonic() >= until
                if lacking and not late:
                    self._make(lacking[0])
                there = {topic: self._made[topic] for topic in topics if topic in self._made}
            if late or len(there) == len(set(topics)):
                return there
            if seconds is None and len(states) > _MOST_CHANGES:
                raise ConfigError("材料正在更新，总览一时统计不完。请等材料更新完了再试。")

    def _make(self, topic: str) -> None:
        """Survey a topic; one that the index changed under is not kept."""
        answer = self._survey(topic)
        if self._state() == self._made_for:
            self._made[topic] = answer

    def _forget(self) -> None:
        state = self._state()
        if state != self._made_for or len(self._made) > _KEPT:
            self._made = {}
            self._made_for = state
