"""What the routes of the overview share: its topics, its surveys, and how it is told to the page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.api import Assistant
from assistant.errors import ConfigError
from assistant.overview import DEFAULT_TOPICS, Cell, Column, Overview, OverviewCache, cell_of, load_topics, overview_of, save_topics
from assistant.overview.charts import Chart, map_chart, years_chart
from assistant.overview.coverage import codes_of
from assistant.overview.topics import question_about, why_not_one
from assistant.plans import Topic

_REMEMBERED = 12
"""Most overviews, and drawings, that are kept to be given again."""
_Made = TypeVar("_Made")


class OverviewDesk:
    """Gives the overview as far as it is there; surveys are made once for all who ask."""

    def __init__(self, assistant: Assistant) -> None:
        """Start without surveys.

        Args:
            assistant: The open assistant.
        """
        self._assistant = assistant
        self._cache = OverviewCache(assistant.survey, assistant.generation)
        self._overviews = _Memory()
        self._drawings = _Memory()

    def state(self, year: int | None, seconds: float) -> dict[str, Any]:
        """The overview as the page takes it.

        Args:
            year: Only reports of this year count for the regions; None for all.
            seconds: For how long to work on surveys that lack.
        """
        found = load_topics(self._assistant.settings.index)
        return {**self.drawn(_state, self._overview(found.topics, year, seconds), "state"), "problems": found.problems}

    def there(self, year: int | None = None) -> Overview:
        """The overview with the surveys that are there.

        Args:
            year: Only reports of this year count for the regions; None for all.
        """
        return self._overview(self._topics(), year, 0)

    def whole(self, year: int | None = None) -> Overview:
        """The whole overview.

        Args:
            year: Only reports of this year count for the regions; None for all.
        """
        return self._overview(self._topics(), year, None)

    def drawn(self, draw: Callable[[Overview], _Made], overview: Overview, name: str) -> _Made:
        """A drawing, made once for all who ask.

        Args:
            draw: Draws it.
            overview: What is drawn, as this gave it.
            name: Tells the drawings of an overview apart.
        """
        return self._drawings.of((name, overview.year), (overview,), lambda: draw(overview))

    def cell(self, topic: str, region: str | None, year: str | None) -> tuple[Cell, Topic]:
        """A topic in the reports of a region, of a year, or of both.

        Args:
            topic: The topic.
            region: Key of the region; None for all.
            year: Key of the year; None for all.

        Returns:
            The cell, and what was looked for.

        Raises:
            ConfigError: The topic is not in the list.
        """
        if topic not in self._topics():
            raise ConfigError("这个话题已经不在话题表里。请刷新网页。")
        answer = self._cache.advance([topic])[topic]
        [sought] = answer.plan.topics
        return cell_of(topic, answer, region, year), sought

    def change_topics(self, topics: Sequence[str]) -> tuple[str, ...]:
        """Keep a list of topics, each of which the chat would look for as one.

        Args:
            topics: Topics in order; none for the default ones.

        Raises:
            ConfigError: There are too many, one cannot be used, or the list cannot be written.
        """
        return save_topics(self._assistant.settings.index, topics, lambda topic: why_not_one(topic, self._assistant.plan(question_about(topic))))

    def _topics(self) -> tuple[str, ...]:
        return load_topics(self._assistant.settings.index).topics

    def _overview(self, topics: Sequence[str], year: int | None, seconds: float | None) -> Overview:
        answers = self._cache.advance(topics, seconds)

        def make() -> Overview:
            return overview_of(topics, answers, codes_of(self._assistant.reports(), self._assistant.names()), year)

        return self._overviews.of((tuple(topics), year), tuple(answers.values()), make)


@dataclass
class _Kept:
    """Something made, and of what."""

    sources: tuple[object, ...] = ()
    made: Any = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while it is being made."""


class _Memory:
    """What was made last, and of what; whoever asks for the same while it is being made waits for it, and nobody else."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Hashable, _Kept] = {}

    def of(self, name: Hashable, sources: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        with self._lock:
            kept = self._kept[name] = self._kept.pop(name, _Kept())
            while len(self._kept) > _REMEMBERED:
                del self._kept[next(iter(self._kept))]
        with kept.lock:
            known = kept.sources
            if len(known) != len(sources) or any(a is not b for a, b in zip(known, sources, strict=True)) or not known:
                kept.made, kept.sources = make(), sources
            return kept.made  # type: ignore[no-any-return]


def _state(overview: Overview) -> dict[str, Any]:
    chart = map_chart(overview)
    topics = tuple(row.topic for row in overview.rows)
    return {
        "total": len(topics),
        "done": overview.done,
        "usual": topics == DEFAULT_TOPICS,
        "checked": overview.checked,
        "topics": topics,
        "regions": _columns(overview.regions),
        "years": _columns(overview.years),
        "notes": chart.notes,
        "map": _told(chart),
        "by_year": _told(years_chart(overview)),
    }


def _columns(columns: Sequence[Column]) -> list[dict[str, Any]]:
    return [column.model_dump() for column in columns]


def _told(chart: Chart) -> dict[str, Any]:
    legend = [{"colour": tile.face, "ink": tile.ink, "mark": tile.mark.value, "meaning": meaning} for tile, meaning in chart.legend]
    return {"title": chart.title, "legend": legend}
