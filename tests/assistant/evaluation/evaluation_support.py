"""Answers and indexes for the tests of the evaluation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

from assistant import Assistant
from assistant.models import Answer, Citation, Generation, Mention, SelectedRegion, Status, SurveyRow
from assistant.plans import Intent, Plan
from assistant.work import Activity

Reply = Answer | Callable[[str], Iterable[str | Activity | Answer]]


def citation(number: int, report_id: str, quote: str, start: int = 0, region: str | None = None) -> Citation:
    return Citation(
        number=number,
        report_id=report_id,
        report_title="总结",
        region=region,
        source="",
        heading_path=(),
        quote=quote,
        start=start,
        end=start + len(quote),
        page=None,
    )


def answer(
    text: str = "",
    cited: Iterable[tuple[str, str]] = (),
    *,
    selected: Mapping[str, tuple[int, ...]] | None = None,
    status: Status = Status.ANSWERED,
    generation: Generation | None = None,
) -> Answer:
    """An answer that cites quotes of reports, and selects reports with the numbers of their citations."""
    rows = selected or {}
    return Answer(
        question="",
        status=status,
        text=text,
        citations=tuple(citation(n, report_id, quote) for n, (report_id, quote) in enumerate(cited, 1)),
        rows=tuple(SurveyRow(report_id=i, report_title="", region=None, mention=Mention.EXPLICIT, citations=numbers) for i, numbers in rows.items()),
        selected=tuple(SelectedRegion(region=i, report_ids=(i,)) for i in rows),
        plan=Plan(intent=Intent.LOOKUP),
        generation=generation,
    )


class Scripted:
    """Makes an assistant give the answers of a script, question by question; other questions are answered in earnest."""

    def __init__(self, assistant: Assistant, replies: Mapping[str, Reply]) -> None:
        self.asked: list[tuple[str, Answer | None]] = []
        self.stops: list[threading.Event | None] = []
        self._replies = replies
        self._stream = assistant.stream
        assistant.stream = self.stream  # type: ignore[method-assign, assignment]

    def stream(self, question: str, before: Answer | None = None, stop: threading.Event | None = None) -> Iterator[str | Activity | Answer]:
        self.asked.append((question, before))
        self.stops.append(stop)
        reply = self._replies.get(question)
        if reply is None:
            yield from self._stream(question, before)
        elif isinstance(reply, Answer):
            yield from (reply.text, reply)
        else:
            yield from reply(question)
