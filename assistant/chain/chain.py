"""Question → plan → survey, list, or retrieval and an answerer, as one LangChain runnable."""

from __future__ import annotations

import math
import threading
import time
from typing import NamedTuple

from langchain_core.runnables import Runnable, RunnableBranch, RunnableLambda

from assistant.chain.retrieval import HybridRetriever
from assistant.extracts import Confirm, Draft, Evidence, Reach, asks_for_one_thing, extract_answer, nearest_sentences, reach, with_nearest
from assistant.generation import Asking, SecondLook, lookup_asking, survey_asking, survey_draft, word
from assistant.help import answer_help
from assistant.judging import Judging
from assistant.language.base import LanguageModel
from assistant.language.budget import Budget, Stopped
from assistant.models import Answer, Status
from assistant.parts import markdown
from assistant.planning.understanding import understand
from assistant.plans import Condition, Holdings, Intent, Listed, Plan
from assistant.questions.errors import QuestionError
from assistant.related import NearPassages, near_concepts
from assistant.suggesting import suggestions
from assistant.survey import RelatedFinder, answer_collection, answer_survey, plan_remarks
from assistant.thesaurus import Thesaurus, Wording, topic_of
from assistant.work import Work
from vectorstore import Hit, ReportStore

_PASSAGES = 24
"""Passages that an answerer is given."""
_WHOLE_REPORTS = 8
"""Most reports of which every passage is ranked; of more, only the best passages."""
_RANKED = 400
"""Passages ranked then."""
_JUDGING = "正在核对可能相关的内容"
_LOADING = "程序刚刚打开，正在准备向量模型，随后补上可能相关的内容"


class _Planned(NamedTuple):
    question: str
    plan: Plan
    work: Work
    began: float


class _Drafted(NamedTuple):
    """An answer in the reports' own sentences, with what a language model may put into words."""

    planned: _Planned
    answer: Answer
    draft: Draft
    asking: Asking


class AnswerChain:
    """The whole way from a question to an answer."""

    def __init__(self, store: ReportStore, thesaurus: Thesaurus, model: LanguageModel | None = None, judging_seconds: float = math.inf) -> None:
        """Compose the chain.

        Args:
            store: The index.
            thesaurus: The concepts known.
            model: Helps to understand questions, judges what may be related, and puts answers into
                words; None leaves the reports' own sentences.
            judging_seconds: Most seconds that it may judge in one survey.
        """
        self._store = store
        self._thesaurus = thesaurus
        self._model = model
        self._judging_seconds = judging_seconds
        self._near = NearPassages(store)
        self._suggesting = threading.Lock()
        self._suggested: tuple[tuple[str | None, int], tuple[str, ...]] | None = None
        words: Runnable[_Drafted, Answer] = RunnableLambda(self._worded)
        survey: Runnable[_Planned, _Drafted] = RunnableLambda(self._surveyed)
        gather: Runnable[_Planned, tuple[_Planned, Evidence]] = RunnableLambda(lambda planned: (planned, self._gathered(planned)))
        extract: Runnable[tuple[_Planned, Evidence], _Drafted] = RunnableLambda(self._extracted)
        collection: Runnable[_Planned, Answer] = RunnableLambda(lambda p: answer_collection(store, p.question, p.plan))
        self._runnable: Runnable[_Planned, Answer] = RunnableBranch[_Planned, Answer](
            (lambda p: p.plan.intent is Intent.SURVEY, survey | words),
            (lambda p: p.plan.intent is Intent.COLLECTION, collection),
            (lambda p: p.plan.intent is Intent.HELP, RunnableLambda(lambda p: answer_help(p.question, p.plan))),
            gather | extract | words,
        )

    def plan(self, question: str, before: Answer | None = None, budget: Budget | None = None) -> Plan:
        """Work out what a question asks for.

        Args:
            question: The question as asked.
            before: The answer before it in the conversation.
            budget: Time left for the language model; None for no limit.

        Raises:
            QuestionError: It cannot be worked on; the message is for staff.
        """
        entries = self._store.entries()
        holdings = Holdings(
            tuple(sorted({e.region.name for e in entries if e.region.name})), tuple(sorted({e.year for e in entries if e.year is not None}))
        )
        try:
            return understand(question, before, holdings, self._thesaurus, self._model, budget)
        except Stopped:
            return understand(question, before, holdings, self._thesaurus)

    def survey(self, topic: str) -> Answer:
        """Look for a topic in every report, without the language model.

        Args:
            topic: The topic, however it is worded; it is not read as a question.

        Returns:
            An answer with a row for every report. Reports are what it lists, so that each has its
            quotes, also where another one of its region says more.
        """
        began = time.monotonic()
        condition = Condition(topics=(topic_of(Wording(topic), self._thesaurus),))
        plan = Plan(intent=Intent.SURVEY, conditions=(condition,), listed=Listed.REPORTS, query=topic)
        with self._store.reading():
            answer = answer_survey(self._store, topic, plan, self._near)
        return answer.model_copy(update={"elapsed_s": round(time.monotonic() - began, 4)})

    def suggestions(self, count: int) -> tuple[str, ...]:
        """Example questions that the collection answers.

        Args:
            count: Most questions wanted.
        """
        with self._suggesting:
            state = (self._store.generation(), count)
            if self._suggested is None or self._suggested[0] != state:
                with self._store.reading():
                    self._suggested = state, suggestions(self._store, self._thesaurus, count)
            return self._suggested[1]

    def answer(self, question: str, before: Answer | None = None, work: Work | None = None, plan: Plan | None = None) -> Answer:
        """Answer a question.

        Args:
            question: The question as asked.
            before: The answer before it in the conversation; None for a new one.
            work: Is told what goes on; its budget limits the language model.
            plan: What to answer instead of what the question asks for; None to work that out.

        Returns:
            The answer; a question that cannot be worked on gives one that says why.
        """
        began = time.monotonic()
        with self._store.reading():
            answer = self._answer(question, before, work or Work(), began, plan)
        return answer.model_copy(update={"question": question, "elapsed_s": round(time.monotonic() - began, 4)})

    def _answer(self, question: str, before: Answer | None, work: Work, began: float, plan: Plan | None) -> Answer:
        if plan is not None:
            return self._runnable.invoke(_Planned(plan.query or question, plan, work, began))
        try:
            plan = self.plan(question, before, work.budget)
        except QuestionError as error:
            return Answer(question=question, status=Status.UNSUPPORTED, text=str(error), plan=Plan(intent=Intent.LOOKUP))
        return self._runnable.invoke(_Planned(question, plan, work, began))

    def _surveyed(self, planned: _Planned) -> _Drafted:
        store, thesaurus = self._store, self._thesaurus

        def survey(related: RelatedFinder | None) -> Answer:
            return answer_survey(store, planned.question, planned.plan, related, lambda topic: near_concepts(store, thesaurus, topic))

        if not store.is_model_loaded():
            # What stands there in words needs no vectors: it is shown while the model is being loaded.
            planned.work.progress(_LOADING, answer=survey(None))
        answer = survey(self._near)
        if self._model is not None:
            planned.work.progress(_JUDGING, answer=answer)
            answer = survey(self._judging(self._model, planned.work))
        checked = answer.coverage is not None and answer.coverage.checked > 0
        if answer.status is Status.NO_EVIDENCE and checked and asks_for_one_thing(planned.plan):
            sought = planned._replace(plan=planned.plan.model_copy(update={"intent": Intent.LOOKUP, "conditions": ()}))
            answer = with_nearest(answer, nearest_sentences(store, self._gathered(sought), thesaurus, self._confirm(planned.work)))
        return _Drafted(planned, answer, survey_draft(answer), survey_asking(planned.plan))

    def _confirm(self, work: Work) -> Confirm | None:
        return None if self._model is None else SecondLook(self._model, work)

    def _judging(self, model: LanguageModel, work: Work) -> Judging:
        def told(done: int, total: int) -> None:
            work.progress(_JUDGING, done, total)

        return Judging(self._store, model, work.budget.within(self._judging_seconds), told)

    def _gathered(self, planned: _Planned) -> Evidence:
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

    def _extracted(self, gathered: tuple[_Planned, Evidence]) -> _Drafted:
        planned, evidence = gathered
        draft = extract_answer(self._store, evidence, self._thesaurus, self._confirm(planned.work))
        parts = (*draft.parts, *plan_remarks(planned.plan))
        answer = Answer(
            question=planned.question, status=draft.status, text=markdown(parts), parts=parts, citations=draft.citations, plan=planned.plan
        )
        return _Drafted(planned, answer, draft, lookup_asking(planned.question, planned.plan))

    def _worded(self, drafted: _Drafted) -> Answer:
        if self._model is None:
            return drafted.answer
        planned = drafted.planned
        return word(self._model, drafted.answer, drafted.draft, drafted.asking, planned.work, planned.began)
