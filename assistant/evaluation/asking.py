"""Ask questions and judge the answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.api import Assistant
from assistant.evaluation.expecting import Collection
from assistant.evaluation.integrity import Integrity, check
from assistant.evaluation.judging import Expected, Rule, cited_rightly, covered, judge, refused
from assistant.evaluation.questions import Question
from assistant.evaluation.results import Evaluation, Outcome, Reply, Share, summed_up
from assistant.models import Answer, Status

Progress = Callable[[Outcome], None]
"""Told what became of each question."""


class Timed(NamedTuple):
    """An answer and how long it took."""

    answer: Answer
    """The answer."""
    first_s: float
    """Seconds to the first piece that is shown."""
    elapsed_s: float
    """Seconds to the end."""


def evaluate(assistant: Assistant, questions: Sequence[Question], progress: Progress | None = None) -> Evaluation:
    """Ask questions and sum up how they were answered.

    Args:
        assistant: The assistant, with the language model that is to be judged.
        questions: The questions.
        progress: Told what became of each question.

    Raises:
        ConfigError: What is expected is not in the index; the message names the questions.
        ModelUnavailableError: The embedding model is needed and cannot be loaded.
    """
    found = []
    for outcome in outcomes(assistant, questions):
        found.append(outcome)
        if progress:
            progress(outcome)
    return summed_up(assistant.settings.language_model, len(questions), found)


def outcomes(assistant: Assistant, questions: Sequence[Question]) -> Iterator[Outcome]:
    """Ask questions one by one; what is expected of all is looked up before the first is asked.

    Args:
        assistant: The assistant.
        questions: The questions.

    Yields:
        What became of each.

    Raises:
        ConfigError: What is expected is not in the index; the message names the questions.
    """
    collection = Collection(assistant)
    expected = collection.expected(questions)
    assistant.warm_up()
    for question, right in zip(questions, expected, strict=True):
        yield _outcome(question, right, list(converse(assistant, question.asked)), collection)


def converse(assistant: Assistant, questions: Sequence[str]) -> Iterator[Timed]:
    """Ask the questions of a conversation; each may refer to the last one that was understood.

    Args:
        assistant: The assistant.
        questions: The questions, in order.

    Yields:
        The answers, with their times.
    """
    before: Answer | None = None
    for question in questions:
        timed = _timed(assistant, question, before)
        if timed.answer.status is not Status.UNSUPPORTED:
            before = timed.answer
        yield timed


def _timed(assistant: Assistant, question: str, before: Answer | None) -> Timed:
    start = time.perf_counter()
    first: float | None = None
    answer: Answer | None = None
    stop = threading.Event()
    try:
        for piece in assistant.stream(question, before, stop):
            if isinstance(piece, Answer):
                answer = piece
            elif first is None and (isinstance(piece, str) or piece.answer is not None):
                first = time.perf_counter() - start
    finally:
        stop.set()
    if answer is None:
        raise RuntimeError("the stream ended without an answer")
    elapsed = time.perf_counter() - start
    return Timed(answer, elapsed if first is None else first, elapsed)


def _outcome(question: Question, expected: Expected, given: Sequence[Timed], collection: Collection) -> Outcome:
    answer = given[-1].answer
    verdict = judge(expected, answer, collection.units)
    right, counted = cited_rightly(expected, answer, collection.units)
    quotes = covered(expected, answer.citations)
    due = _refusal_due(expected)
    checks = [check(timed.answer, collection.text) for timed in given]
    return Outcome(
        id=question.id,
        type=question.type,
        right=verdict.right,
        why=verdict.why,
        citations=Share(part=right, whole=counted),
        quotes=Share(part=sum(quotes), whole=len(quotes)),
        refusal_due=due,
        refused=refused(answer) if due else answer.status is not Status.ANSWERED,
        integrity=sum((counts for counts, _ in checks), Integrity()),
        problems=tuple(problem for _, problems in checks for problem in problems),
        replies=tuple(_reply(words, timed) for words, timed in zip(question.asked, given, strict=True)),
    )


def _refusal_due(expected: Expected) -> bool | None:
    """Whether to refuse; where either is right (a misleading question, regions that are none), None."""
    if expected.rule is Rule.REFUSAL:
        return True
    undecided = expected.rule is Rule.PREMISE or (expected.rule is Rule.REGIONS and not expected.regions)
    return None if undecided else False


def _reply(question: str, timed: Timed) -> Reply:
    answer = timed.answer
    return Reply(
        question=question,
        status=answer.status,
        text=answer.text,
        citations=answer.citations,
        generation=answer.generation,
        first_s=round(timed.first_s, 4),
        elapsed_s=round(timed.elapsed_s, 4),
    )
