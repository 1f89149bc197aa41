"""Question → plan → survey, list, or retrieval and an answerer, as one LangChain runnable."""

from __future__ import annotations

import time
from typing import NamedTuple

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.chain.retrieval import HybridRetriever
from assistant.extracts import Draft, Evidence, Reach, asks_for_one_thing, extract_answer, nearest_sentences, reach, with_nearest
from assistant.help import answer_help
from assistant.models import Answer, Status
from assistant.parts import markdown
from assistant.plans import Holdings, Intent, Plan
from assistant.questions.errors import QuestionError
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question
from assistant.related import NearPassages, near_concepts
from assistant.survey import answer_collection, answer_survey, plan_remarks
from assistant.thesaurus import Thesaurus
from vectorstore import Hit, ReportStore

_PASSAGES = 24
"""Passages that an answerer is given."""
_WHOLE_REPORTS = 8
"""Most reports of which every passage is ranked; of more, only the best passages."""
_RANKED = 400
"""Passages ranked then."""


class _Planned(NamedTuple):
    question: str
    plan: Plan


class AnswerChain:
    """The whole way from a question to an answer."""

    def __init__(self, store: ReportStore, thesaurus: Thesaurus, answerer: Runnable[Evidence, Draft] | None = None) -> None:
        """Compose the chain.

        Args:
            store: The index.
            thesaurus: The concepts known.
            answerer: What words an answer from retrieved passages: the place of a language
                model. None takes the best sentences as they stand.
        """
        self._store = store
        self._thesaurus = thesaurus
        near = NearPassages(store)
        self._near = near
        survey: Runnable[_Planned, Answer] = RunnableLambda(self._survey)
        collection: Runnable[_Planned, Answer] = RunnableLambda(lambda p: answer_collection(store, p.question, p.plan))
        gather: Runnable[_Planned, Evidence] = RunnableLambda(self._gather)
        lookup = gather | (answerer or RunnableLambda(lambda evidence: extract_answer(store, evidence, thesaurus)))
        self._runnable: Runnable[_Planned, Answer | Draft] = RunnableBranch[_Planned, Answer | Draft](
            (lambda p: p.plan.intent is Intent.SURVEY, survey),
            (lambda p: p.plan.intent is Intent.COLLECTION, collection),
            (lambda p: p.plan.intent is Intent.HELP, RunnableLambda(lambda p: answer_help(p.question, p.plan))),
            lookup,
        )

    def plan(self, question: str, before: Answer | None = None) -> Plan:
        """Work out what a question asks for.

        Args:
            question: The question as asked.
            before: The answer before it in the conversation.

        Raises:
            QuestionError: It cannot be worked on; the message is for staff.
        """
        entries = self._store.entries()
        holdings = Holdings(
            tuple(sorted({e.region.name for e in entries if e.region.name})), tuple(sorted({e.year for e in entries if e.year is not None}))
        )
        carried = continue_question(question, before, holdings, self._thesaurus) if before is not None else None
        return carried or parse_question(question, holdings, self._thesaurus)

    def answer(self, question: str, before: Answer | None = None) -> Answer:
        """Answer a question.

        Args:
            question: The question as asked.
            before: The answer before it in the conversation; None for a new one.

        Returns:
            The answer; a question that cannot be worked on gives one that says why.
        """
        began = time.perf_counter()
        with self._store.reading():
            answer = self._answer(question, before)
        return answer.model_copy(update={"elapsed_s": round(time.perf_counter() - began, 4)})

    def _answer(self, question: str, before: Answer | None) -> Answer:
        try:
            plan = self.plan(question, before)
        except QuestionError as error:
            return Answer(question=question, status=Status.UNSUPPORTED, text=str(error), plan=Plan(intent=Intent.LOOKUP))
        made = self._runnable.invoke(_Planned(question, plan))
        if isinstance(made, Answer):
            return made
        parts = (*made.parts, *plan_remarks(plan))
        return Answer(question=question, status=made.status, text=markdown(parts), parts=parts, citations=made.citations, plan=plan)

    def _survey(self, planned: _Planned) -> Answer:
        store, thesaurus = self._store, self._thesaurus
        answer = answer_survey(store, planned.question, planned.plan, self._near, lambda topic: near_concepts(store, thesaurus, topic))
        checked = answer.coverage is not None and answer.coverage.checked > 0
        if answer.status is not Status.NO_EVIDENCE or not checked or not asks_for_one_thing(planned.plan):
            return answer
        sought = planned.plan.model_copy(update={"intent": Intent.LOOKUP, "conditions": ()})
        return with_nearest(answer, nearest_sentences(store, self._gather(_Planned(planned.question, sought)), thesaurus))

    def _gather(self, planned: _Planned) -> Evidence:
        plan = planned.plan
        entries = self._store.entries()
        query = plan.query or planned.question

        def retrieve(within: Reach) -> tuple[Hit, ...]:
            """The best passages; of a few reports all of them, so that every sentence can be weighed."""
            if not within.reports:
                return ()
            count = _RANKED if len(within.reports) <= _WHOLE_REPORTS else _PASSAGES
            only = None if len(within.reports) == len(entries) else frozenset(within.reports)
            documents = HybridRetriever(store=self._store, top_k=count, reports=only, merge_copies=True).invoke(query)
            return tuple(document.metadata["hit"] for document in documents)

        whole = reach(plan, entries)
        return Evidence(planned.question, plan, plan, whole, retrieve, retrieve(whole) if plan.intent is Intent.LOOKUP else ())
