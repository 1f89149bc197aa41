"""An extract put into words: what a language model makes of each subject's quotes stands before them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from assistant.addressing import speaks_to_the_answerer
from assistant.extracts.drafting import Draft, Subject
from assistant.generation.writing import Request, Written, prompts_used, write
from assistant.language.base import LanguageModel, LanguageModelError
from assistant.models import Answer, Citation, Generation, Paragraph, Part, Status, Table
from assistant.parts import markdown
from assistant.work import Work

_HEADER = ("", "概要")
_WITHHELD = Written(trouble="所引原文里有写给回答者的话，没有交给语言模型")


class Asking(NamedTuple):
    """How a model is asked about each subject."""

    request: Callable[[Subject, Sequence[Citation]], Request]
    """Makes the request for a subject from its quotes."""
    doing: str
    """What is being done, in Chinese."""


def word(model: LanguageModel, answer: Answer, draft: Draft, asking: Asking, work: Work, began: float) -> Answer:
    """Put an extract into words.

    Args:
        model: The model.
        answer: The answer as the extract gives it; its parts begin with the draft's.
        draft: The extract, with the subjects that its quotes are about.
        asking: How the model is asked.
        work: Is told sentences and progress; its budget limits the model.
        began: ``time.monotonic()`` of the question.

    Returns:
        The answer with the model's sentences before the quotes; the extract, and why, when none holds.
    """
    if not draft.subjects or draft.status is not Status.ANSWERED:
        return answer
    started = time.monotonic()
    growing = _Growing(answer, draft, asking.doing, work, began)
    work.progress(asking.doing, 0, len(draft.subjects), answer)
    try:
        name, parallel = model.name, model.parallel
    except LanguageModelError as error:
        return growing.answer([Written(trouble=str(error))], Generation(model="", fallback=str(error)))
    by_number = {c.number: c for c in draft.citations}
    requests = [_request(subject, by_number, asking) for subject in draft.subjects]
    results: list[Written] = []
    for written in _results(model, parallel, requests, work, growing):
        results.append(written)
        work.progress(asking.doing, len(results), len(requests), growing.finished(results))
    generation = Generation(
        model=name,
        prompts=tuple(dict.fromkeys(version for request in requests if request for version in prompts_used(request))),
        told=tuple(sentence for written in results for sentence in written.sentences),
        dropped=tuple(dropped for written in results for dropped in written.dropped),
        repaired=sum(written.repaired for written in results),
        fallback=next((written.trouble for written in results if written.trouble), ""),
        first_s=growing.first_s,
        total_s=round(time.monotonic() - started, 3),
    )
    return growing.answer(results, generation)


def _request(subject: Subject, by_number: Mapping[int, Citation], asking: Asking) -> Request | None:
    """The request for a subject without the quotes that speak to the answerer; None when none is left."""
    shown = [by_number[n] for n in subject.citations if not speaks_to_the_answerer(by_number[n].quote)]
    return asking.request(subject, shown) if shown and not speaks_to_the_answerer(subject.name) else None


def _results(model: LanguageModel, parallel: int, requests: Sequence[Request | None], work: Work, growing: _Growing) -> Iterator[Written]:
    """What comes of each request, in their order; a lone one is heard sentence by sentence."""
    if len(requests) == 1:
        yield write(model, requests[0], work.budget, growing.heard) if requests[0] else _WITHHELD
        return
    with ThreadPoolExecutor(max_workers=parallel) as pool:
        yield from pool.map(lambda request: write(model, request, work.budget) if request else _WITHHELD, requests)


class _Growing:
    """An answer with the sentences that are there so far."""

    def __init__(self, answer: Answer, draft: Draft, doing: str, work: Work, began: float) -> None:
        self._answer = answer
        self._draft = draft
        self._doing = doing
        self._work = work
        self._began = began
        self._sentences: list[str] = []
        self.first_s: float | None = None

    def heard(self, sentence: str) -> None:
        """A sentence of a lone subject; it stays."""
        self._timed()
        opening = markdown(self._draft.parts[: self._draft.opening])
        self._work.told(sentence if self._sentences or not opening else f"{opening}\n\n{sentence}")
        self._sentences.append(sentence)
        self._work.progress(self._doing, answer=self.answer([Written(tuple(self._sentences))]))

    def finished(self, results: Sequence[Written]) -> Answer:
        """The answer after a subject."""
        if results[-1].sentences:
            self._timed()
        return self.answer(results)

    def answer(self, results: Sequence[Written], generation: Generation | None = None) -> Answer:
        """The answer with these results; with the record of the work when it is done."""
        extract, at = self._draft.parts, self._draft.opening
        notes = _notes(generation) if generation else []
        parts = (*extract[:at], *self._words(results), *extract[at:], *notes, *self._answer.parts[len(extract) :])
        return self._answer.model_copy(update={"parts": parts, "text": markdown(parts), "generation": generation})

    def _words(self, results: Sequence[Written]) -> list[Part]:
        if len(self._draft.subjects) == 1:
            return [Paragraph(text="".join(results[0].sentences), written=True)] if results[0].sentences else []
        told = [(subject.name, "".join(w.sentences)) for subject, w in zip(self._draft.subjects, results, strict=False) if w.sentences]
        return [Table(header=_HEADER, rows=tuple(told), written=True)] if told else []

    def _timed(self) -> None:
        if self.first_s is None:
            self.first_s = round(time.monotonic() - self._began, 3)


def _notes(generation: Generation) -> list[Part]:
    """Who wrote what, and what is missing."""
    if not generation.told and not generation.fallback and not generation.dropped:
        return []
    told = f"概要由语言模型（{generation.model}）根据所引原文写成，每句都与引文核对过" if generation.told else "以上是原文摘录，没有语言模型写的概要"
    dropped = f"；它写的 {len(generation.dropped)} 句没有通过核对，没有采用" if generation.dropped else ""
    why = f"；{generation.fallback.rstrip('。')}" if generation.fallback else ""
    return [Paragraph(text=f"{told}{dropped}{why}。")]
