"""What an evaluation found: for each question and over all."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.integrity import Integrity
from assistant.evaluation.questions import QuestionType
from assistant.models import Citation, Generation, Status, json_line


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Share(_Frozen):
    """So many of so many."""

    part: int = 0
    """How many are as they should be."""
    whole: int = 0
    """Of how many."""

    def __add__(self, other: Share) -> Share:
        """Both together.

        Args:
            other: The other.
        """
        return Share(part=self.part + other.part, whole=self.whole + other.whole)


class Reply(_Frozen):
    """The answer to one question, or to one turn of a conversation."""

    question: str
    """The question."""
    status: Status
    """How it ended."""
    text: str
    """The answer in Markdown."""
    citations: tuple[Citation, ...]
    """Its quotes."""
    generation: Generation | None
    """What a language model had to do with it."""
    first_s: float
    """Seconds to the first piece that is shown."""
    elapsed_s: float
    """Seconds to the end."""


class Outcome(_Frozen):
    """A question and what became of it."""

    id: str
    """The question's id."""
    type: QuestionType
    """What was asked for."""
    right: bool
    """Whether it, or the last of the conversation, is answered rightly."""
    why: str
    """Why not, in Chinese."""
    citations: Share
    """Citations that are right, of those that count; see ``cited_rightly``."""
    quotes: Share
    """Expected passages that are cited."""
    refusal_due: bool | None
    """Whether the answer had to say that the reports do not tell it; None where either is right."""
    refused: bool
    """Whether it did."""
    integrity: Integrity
    """What was checked of every turn's answer."""
    problems: tuple[str, ...]
    """What did not hold of them, in Chinese."""
    replies: tuple[Reply, ...]
    """One a turn."""


class Latency(_Frozen):
    """Seconds of the answers, every turn of a conversation by itself; None without answers."""

    median_s: float | None = None
    """To the end, the median."""
    p95_s: float | None = None
    """To the end, what 95 % of the answers do not exceed (nearest rank)."""
    first_median_s: float | None = None
    """To the first piece that is shown, the median."""
    first_p95_s: float | None = None
    """To the first piece that is shown, what 95 % do not exceed."""


class Evaluation(_Frozen):
    """How a language model did on some questions."""

    model: str
    """The setting of the language model."""
    asked: int
    """Questions that were to be asked."""
    complete: bool
    """False when it was broken off."""
    right: Share
    """Right answers."""
    by_type: dict[QuestionType, Share]
    """Right answers by type, in the order of the types."""
    citation_precision: Share
    """Citations that are right, over all questions."""
    citation_recall: Share
    """Expected passages that are cited, over all questions."""
    refused: Share
    """Questions that the reports do not answer, and were refused."""
    not_refused: Share
    """Questions that they do answer, and were not refused."""
    integrity: Integrity
    """What must hold of every answer."""
    generated: int
    """Answers in which sentences by a language model are shown."""
    fallbacks: int
    """Answers that, in whole or in part, did without the language model although one was to be used."""
    latency: Latency
    """Time."""
    outcomes: tuple[Outcome, ...]
    """Question by question."""

    def to_json(self) -> str:
        """One line of JSON."""
        return json_line(self.model_dump(mode="json"))


def summed_up(model: str, asked: int, outcomes: Sequence[Outcome]) -> Evaluation:
    """Sum up outcomes.

    Args:
        model: The setting of the language model.
        asked: Questions that were to be asked.
        outcomes: What became of those that were.
    """
    replies = [reply for outcome in outcomes for reply in outcome.replies]
    generations = [reply.generation for reply in replies if reply.generation]
    return Evaluation(
        model=model,
        asked=asked,
        complete=len(outcomes) == asked,
        right=_share(o.right for o in outcomes),
        by_type={kind: _share(o.right for o in outcomes if o.type is kind) for kind in QuestionType if any(o.type is kind for o in outcomes)},
        citation_precision=sum((o.citations for o in outcomes), Share()),
        citation_recall=sum((o.quotes for o in outcomes), Share()),
        refused=_share(o.refused for o in outcomes if o.refusal_due is True),
        not_refused=_share(not o.refused for o in outcomes if o.refusal_due is False),
        integrity=sum((o.integrity for o in outcomes), Integrity()),
        generated=sum(bool(generation.told) for generation in generations),
        fallbacks=sum(bool(generation.fallback) for generation in generations),
        latency=_latency(replies),
        outcomes=tuple(outcomes),
    )


def _share(hits: Iterable[bool]) -> Share:
    found = list(hits)
    return Share(part=sum(found), whole=len(found))


def _latency(replies: Sequence[Reply]) -> Latency:
    if not replies:
        return Latency()
    ends, firsts = [r.elapsed_s for r in replies], [r.first_s for r in replies]
    return Latency(
        median_s=statistics.median(ends),
        p95_s=_p95(ends),
        first_median_s=statistics.median(firsts),
        first_p95_s=_p95(firsts),
    )


def _p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]
