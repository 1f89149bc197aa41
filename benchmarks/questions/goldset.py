"""The gold of a folder: reports, topics, questions; what is not needed for judging is left unread."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter

_Row = TypeVar("_Row", bound="_Gold")


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldReport(_Gold):
    """A text that stands in one of the files."""

    id: str
    """Its id in the gold."""
    file: str
    """Name of its file."""
    start_quote: str
    """Words from its beginning."""
    end_quote: str
    """Words from its end."""
    region_id: str | None = None
    """Whose report it is."""
    duplicate_of: str | None = None
    """Id of the report that it is a near-duplicate of."""
    is_education_report: bool = True
    """False for one that surveys over education reports need not count."""


class Quote(_Gold):
    """Verbatim words of a report."""

    report_id: str
    """The report."""
    quote: str
    """The words."""


class Topic(_Gold):
    """A topic and the reports that mention it."""

    topic: str
    """What it is called."""
    mentions: tuple[Quote, ...]
    """The reports that do."""
    borderline: tuple[Quote, ...] = ()
    """Reports that neither help nor hurt."""


class Turn(_Gold):
    """A question and what is right."""

    question: str
    """The question as asked."""
    type: str = "summarise"
    """What is asked for: fact, enumerate, count …"""
    gold_answer: str = ""
    """The answer in words."""
    gold_report_ids: tuple[str, ...] = ()
    """Reports that the answer rests on."""
    duplicate_report_ids: tuple[str, ...] = ()
    """Near-duplicates that may be cited in their place."""
    optional_report_ids: tuple[str, ...] = ()
    """Reports that may be cited too."""
    gold_region_ids: tuple[str, ...] = ()
    """Regions that answer."""
    required_region_ids: tuple[str, ...] = ()
    """In their place, when given."""
    optional_region_ids: tuple[str, ...] = ()
    """Regions that neither help nor hurt."""
    gold_quotes: tuple[Quote, ...] = ()
    """Words that the answer rests on."""


class Question(Turn):
    """A question that stands alone, or a conversation of which the last answer counts."""

    id: str
    """Its id."""
    turns: tuple[Turn, ...] = ()
    """The turns of a conversation; empty when it stands alone."""


class GoldSet:
    """Everything that one folder says."""

    def __init__(self, folder: Path, reports: Path | None = None) -> None:
        """Read ``reports.json``, ``topics.json`` and ``questions.json``; each name may begin with ``seed_``.

        Args:
            folder: The folder.
            reports: Where ``reports.json`` is; None for the same folder.
        """
        self.reports = _read(reports or folder, "reports.json", GoldReport)
        self.topics = _read(folder, "topics.json", Topic)
        self.questions = _read(folder, "questions.json", Question)


def _read(folder: Path, name: str, row: type[_Row]) -> list[_Row]:
    path = folder / name
    path = path if path.exists() else folder / f"seed_{name}"
    return TypeAdapter(list[row]).validate_python(json.loads(path.read_text(encoding="utf-8")))  # type: ignore[valid-type]
