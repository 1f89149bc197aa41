"""Question → plan → survey, or retrieval and an answerer, as one LangChain runnable."""

from __future__ import annotations

import time
from typing import NamedTuple

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.chain.extraction import Draft, Evidence, extract_answer
from assistant.chain.retrieval import HybridRetriever
from assistant.models import Answer, Intent, Plan, Status
from assistant.planning import QuestionError, is_counting, parse_question
from assistant.scope import reports_to_search
from assistant.survey import answer_survey
from vectorstore import ReportStore

_PASSAGES = 8
"""Passages that an answerer is given."""


class _Planned(NamedTuple):
    question: str
    plan: Plan


class AnswerChain:
    """The whole way from a question to an answer."""

    def __init__(self, store: ReportStore, answerer: Runnable[Evidence, Draft] | None = None) -> None:
        """Compose the chain.

        Args:
            store: The index.
            answerer: What words an answer from retrieved passages: the place of a language
                model. None takes the best sentences as they stand.
        """
        self._store = store
        survey: Runnable[_Planned, Answer] = RunnableLambda(lambda p: answer_survey(store, p.question, p.plan, is_counting(p.question)))
        gather: Runnable[_Planned, Evidence] = RunnableLambda(self._gather)
        lookup = gather | (answerer or RunnableLambda(lambda evidence: extract_answer(store, evidence)))
        self._runnable: Runnable[_Planned, Answer | Draft] = RunnableBranch[_Planned, Answer | Draft](
            (lambda p: p.plan.intent is Intent.SURVEY, survey), lookup
        )

    def answer(self, question: str) -> Answer:
        """Answer a question.

        Args:
            question: The question as asked.

        Returns:
            The answer; a question that cannot be worked on gives one that says why.
        """
        began = time.perf_counter()
        with self._store.reading():
            answer = self._answer(question)
        return answer.model_copy(update={"elapsed_s": round(time.perf_counter() - began, 4)})

    def _answer(self, question: str) -> Answer:
        try:
            plan = parse_question(question, {e.region.name for e in self._store.entries() if e.region.name})
        except QuestionError as error:
            return Answer(question=question, status=Status.UNSUPPORTED, text=str(error), plan=Plan(intent=Intent.LOOKUP))
        made = self._runnable.invoke(_Planned(question, plan))
        if isinstance(made, Answer):
            return made
        return Answer(question=question, status=made.status, text=made.text, citations=made.citations, plan=plan)

    def _gather(self, planned: _Planned) -> Evidence:
        plan = planned.plan
        reports = reports_to_search(plan, self._store.entries())
        documents = HybridRetriever(store=self._store, top_k=_PASSAGES, reports=reports, merge_copies=True).invoke(planned.question)
        return Evidence(planned.question, plan, tuple(document.metadata["hit"] for document in documents))
