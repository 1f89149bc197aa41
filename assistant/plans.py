"""What a question asks for, as data: shown to whoever asks for it, and edited by follow-ups."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from ingest.models import DocumentType


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Intent(StrEnum):
    """Kind of question."""

    SURVEY = "survey"
    """Which, how many, which not, is there any: over every report in scope."""
    LOOKUP = "lookup"
    """A fact."""
    COMPARE = "compare"
    """Two or more regions side by side."""
    SUMMARISE = "summarise"
    """What a region does about a topic, or all of its report."""
    COLLECTION = "collection"
    """What the collection holds: its reports, regions and years."""
    HELP = "help"
    """What the assistant can do."""


class Quantifier(StrEnum):
    """How the topics of a condition have to stand in a region's reports."""

    ANY_OF = "any of"
    ALL_OF = "all of"
    NONE_OF = "none of"
    NOT_ALL_OF = "not all of"


class Topic(_Frozen):
    """What reports are searched for."""

    text: str
    """The topic in the question's words."""
    terms: tuple[str, ...]
    """A report with any of these mentions the topic; the question's own words first."""
    together: tuple[tuple[str, ...], ...] = ()
    """Parts of the topic, each with its names; a sentence with one of every part mentions the topic as well."""
    related_terms: tuple[str, ...] = ()
    """A report with any of these may concern it."""
    excluded: tuple[str, ...] = ()
    """Longer words in which a term means something else; places inside them do not count."""
    concept: str | None = None
    """Name of the concept in the thesaurus; None when it has none."""
    literal: bool = False
    """Whether it was quoted: only its own words count."""
    loose: bool = False
    """Whether the concept was recognised by likeness rather than by one of its names; a reader is to be told."""


class Condition(_Frozen):
    """What has to hold of a region."""

    topics: tuple[Topic, ...]
    """One or more topics."""
    quantifier: Quantifier = Quantifier.ANY_OF
    """How they have to stand in its reports."""
    years: tuple[int, ...] = ()
    """Only its reports of these years bear on the condition; empty for all in scope."""


class Place(_Frozen):
    """A place that a question names."""

    said: str
    """The question's words."""
    name: str
    """The place understood: the name that the collection has for it, or its full name."""
    names: tuple[str, ...]
    """Stated region names of the collection that are this place or lie in it; empty when it has none."""
    corrected: bool = False
    """Whether the question's words were taken for a slip of the pen."""


class Level(StrEnum):
    """Level of a region; the value is shown to staff."""

    PROVINCE = "省级"
    PREFECTURE = "地市级"
    COUNTY = "县级"
    DISTRICT = "市辖区"
    COUNTY_CITY = "县级市"


class Listed(StrEnum):
    """What a survey lists and counts."""

    REGIONS = "regions"
    REPORTS = "reports"
    YEARS = "years"


class Asked(StrEnum):
    """What kind of thing answers a question about a fact."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    NAME = "name"
    PLACE = "place"
    REASON = "reason"
    WAY = "way"
    WHETHER = "whether"
    TEXT = "text"


class Plan(_Frozen):
    """What the assistant understood."""

    intent: Intent
    """Kind of question."""
    conditions: tuple[Condition, ...] = ()
    """All have to hold. A comparison or summary has at most one, with the topics it is about."""
    places: tuple[Place, ...] = ()
    """Only reports of these places; empty for all."""
    excluded_places: tuple[Place, ...] = ()
    """Reports of these places are left out."""
    reports: tuple[str, ...] = ()
    """Only these reports, by id: what the last answer was about; empty for all."""
    years: tuple[int, ...] = ()
    """Only reports of these years; empty for all."""
    period: str | None = None
    """Only reports on this part of the year: ``上半年`` or ``下半年``; None for all."""
    doc_types: tuple[DocumentType, ...] = ()
    """Only documents of these kinds; empty for all."""
    level: Level | None = None
    """Level of the regions listed; None for whatever reports there are."""
    without_provinces: bool = False
    """Whether provinces are left out where no level is named: 区县 takes in cities, but never a province."""
    listed: Listed = Listed.REGIONS
    """What a survey lists and counts."""
    counting: bool = False
    """Whether the number is what is asked."""
    asked: Asked = Asked.TEXT
    """What kind of thing answers a question about a fact."""
    query: str = ""
    """The question to search with, complete in itself also where the question as asked is not."""
    include_unofficial: bool = False
    """Whether texts that are no documents of a public body count as well."""
    understood: tuple[str, ...] = ()
    """How words were taken that could be taken otherwise, in Chinese: “去年”指2023年."""
    ignored: tuple[str, ...] = ()
    """Words of the question that were not applied, in its order; a reader is to be told."""
    carried: tuple[str, ...] = ()
    """What was carried over from the question before, in Chinese: 话题“校车”; empty for a new question."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of all conditions, each once, in order."""
        return tuple({topic.text: topic for condition in self.conditions for topic in condition.topics}.values())


class Holdings(NamedTuple):
    """What the collection holds, as far as questions refer to it."""

    regions: tuple[str, ...] = ()
    """Region names as its reports state them, each once, sorted."""
    years: tuple[int, ...] = ()
    """Years reported on, each once, ascending."""
