"""What the verification of a sentence is given and gives back."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Source(NamedTuple):
    """A numbered source as the model was shown it."""

    text: str
    """The passage or quote, verbatim."""
    context: str
    """What was shown beside it: region, title of the report, year, headings."""


class ProblemKind(StrEnum):
    """What is wrong with a sentence."""

    NO_CITATION = "no_citation"
    """No source that exists and supports it is cited."""
    UNKNOWN_CITATION = "unknown_citation"
    """Only numbers that no source has are cited."""
    OFF_TOPIC = "off_topic"
    """The sources cited tell of something else."""
    UNSUPPORTED = "unsupported"
    """Some words have nothing in the sources."""
    NUMBER = "number"
    """A number is not in the sources."""
    UNIT = "unit"
    """A number counts something else in the sources."""
    QUALIFIER = "qualifier"
    """超过, 近 or the like is not in the sources, or 不足 is left out."""
    BINDING = "binding"
    """A number belongs to another thing in the sources."""
    DATE = "date"
    """A year, month, day or term is not in the sources."""
    PLACE = "place"
    """A place is not in the sources."""
    NAME = "name"
    """The name of an institution, a person or a foreign word is not in the sources."""
    QUOTE = "quote"
    """Words in quotation marks or a title are not verbatim."""
    POLARITY = "polarity"
    """A denial is left out or put in, or a rise is called a fall."""
    PLANNED = "planned"
    """What is planned is told as done, or the other way round."""
    CAUSE = "cause"
    """A cause or effect that the sources do not state."""
    SCOPE = "scope"
    """全部, 首次, 全省 or the like is not in the sources."""
    META = "meta"
    """Talk about the task instead of the matter."""
    FORM = "form"
    """Not a plain Chinese sentence: markup, addresses, another language, nothing at all."""
    REPEATED = "repeated"
    """The same words twice."""


class Problem(NamedTuple):
    """One reason why a sentence does not stand."""

    kind: ProblemKind
    """What kind of reason."""
    detail: str
    """Chinese words that name it, for the repair prompt and the answer's record."""


class Verdict(NamedTuple):
    """What came of the verification."""

    text: str
    """The sentence with its marks as ``[1][2]`` after its last stop."""
    cited: tuple[int, ...]
    """Numbers of the sources that support it, in the order they were cited."""
    problems: tuple[Problem, ...]
    """Why it does not stand; empty when it does."""
    refusal: bool
    """Whether it says that the sources do not tell; such a sentence cites nothing."""
    attributed: bool = False
    """Whether its citation was found by the verification and not given by the model."""

    @property
    def ok(self) -> bool:
        """Whether the sentence may be shown."""
        return not self.problems
