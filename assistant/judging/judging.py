"""Passages of like meaning, each judged by a language model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from assistant.judging.candidates import Candidate, candidates
from assistant.judging.wording import question
from assistant.language.base import LanguageModelError, Message, Opinion
from assistant.language.budget import Budget, Stopped
from assistant.models import Judgement
from assistant.plans import Topic
from assistant.related import NearPassages
from assistant.survey.likeness import Related
from vectorstore import ReportStore, StoredJudgement
from vectorstore.judgements import key_of


class Thresholds(NamedTuple):
    """What probabilities of yes are worth."""

    confirm: float
    """From this on a place is confirmed."""
    reject: float
    """Up to this it is rejected."""


ALIKE, UNLIKE = Thresholds(0.74, 0.60), Thresholds(0.95, 0.84)
"""For reports that likeness alone shows as related, and for the others, of which far fewer concern the topic.
Measured with the built-in model on 52 topics over 39 reports (docs/benchmarks.md): of those that likeness shows,
6 of 7 that concern the topic are confirmed and none of 6 that do not; of the others, whose best reach 0.87, none is right."""


class Judge(Protocol):
    """What is needed of a language model."""

    @property
    def identity(self) -> str:
        """See ``LanguageModel``."""
        ...

    def judge(self, questions: Sequence[Sequence[Message]], *, budget: Budget) -> Iterator[Opinion]:
        """See ``LanguageModel``.

        Args:
            questions: The conversations.
            budget: Time left, and whether the user has stopped.
        """
        ...


Told = Callable[[int, int], None]
"""Is told how many places are judged, and how many there are."""


class _Asked(NamedTuple):
    """A place and what is asked about it."""

    candidate: Candidate
    messages: tuple[Message, ...]
    key: str


class Judging:
    """Finds passages of like meaning and asks a language model about each; made anew for every question."""

    def __init__(self, store: ReportStore, model: Judge, budget: Budget | None = None, told: Told | None = None) -> None:
        """Get ready; nothing is asked yet.

        Args:
            store: The index.
            model: The language model.
            budget: Time for all topics of the question, and whether the user has stopped; None for no limit.
            told: Is told after each place how many are judged and how many there are.
        """
        self._store = store
        self._near = NearPassages(store)
        self._model = model
        self._budget = budget or Budget()
        self._told = told or (lambda done, total: None)

    def __call__(self, topic: Topic, reports: Collection[str], hinted: Collection[str]) -> Related | None:
        """Find passages of like meaning; see ``RelatedFinder``.

        Args:
            topic: What is looked for.
            reports: Ids of the reports to look at.
            hinted: Those of them that hold one of the topic's related terms.

        Returns:
            What was found, with the model's judgement of each place. Where it was stopped or failed, what likeness
            alone shows. None when the embedding model cannot be loaded.
        """
        usual = self._near(topic, reports, hinted)
        if usual is None:
            return None
        found = candidates(self._store, topic, reports, usual.passages)
        try:
            asked = [self._asked(topic, candidate) for candidate in found]
        except LanguageModelError as error:
            return Related(usual.passages, frozenset(c.near.passage.report_id for c in found), _notes(str(error)))
        made, trouble = self._judged(asked)
        return _related(usual, asked, made, _notes(trouble))

    def _asked(self, topic: Topic, candidate: Candidate) -> _Asked:
        messages = question(topic, candidate)
        return _Asked(candidate, messages, kept_under(self._model, messages))

    def _judged(self, asked: Sequence[_Asked]) -> tuple[dict[str, StoredJudgement], str]:
        """What the model says, by key, and why it did not say more."""
        made = self._store.judgements([each.key for each in asked])
        open_ = {each.key: each.messages for each in asked if each.key not in made}
        total, new = len(made) + len(open_), dict[str, StoredJudgement]()
        trouble = ""
        try:
            for key, judgement in self._opinions(open_):
                new[key] = judgement
                self._told(len(made) + len(new), total)
        except (LanguageModelError, Stopped) as error:
            trouble = str(error)
        finally:
            if new:
                self._store.keep_judgements(new)
        return made | new, trouble

    def _opinions(self, questions: dict[str, tuple[Message, ...]]) -> Iterator[tuple[str, StoredJudgement]]:
        if questions:
            opinions = self._model.judge(list(questions.values()), budget=self._budget)
            for key, opinion in zip(questions, opinions, strict=False):
                yield key, StoredJudgement(yes=opinion.yes, probability=opinion.probability, reason=opinion.reason)


def kept_under(model: Judge, messages: Sequence[Message]) -> str:
    """What an opinion is kept under in the catalog.

    Args:
        model: Whose opinion it is.
        messages: What it was asked.

    Raises:
        LanguageModelError: The model cannot tell what it is.
    """
    return key_of(model.identity, "\0".join(f"{m.role}\0{m.text}" for m in messages))


def verdict(judgement: StoredJudgement, thresholds: Thresholds) -> Judgement:
    """What an opinion is worth.

    Args:
        judgement: What the model said.
        thresholds: What its probabilities are worth.

    Returns:
        By probability where there is one, else by its yes or no.
    """
    if judgement.probability is None:
        return Judgement.CONFIRMED if judgement.yes else Judgement.REJECTED
    if judgement.probability >= thresholds.confirm:
        return Judgement.CONFIRMED
    return Judgement.REJECTED if judgement.probability <= thresholds.reject else Judgement.UNSURE


def _related(usual: Related, asked: Sequence[_Asked], made: dict[str, StoredJudgement], notes: tuple[str, ...]) -> Related:
    """Put judgements to their reports; one that is not judged stays as likeness alone shows it."""
    found = dict(usual.passages)
    unjudged: set[str] = set()
    for each in asked:
        near = each.candidate.near
        if judgement := made.get(each.key):
            thresholds = ALIKE if near.passage.report_id in usual.passages else UNLIKE
            found[near.passage.report_id] = [near._replace(judged=verdict(judgement, thresholds), reason=judgement.reason)]
        else:
            unjudged.add(near.passage.report_id)
    return Related(found, frozenset(unjudged), notes)


def _notes(trouble: str) -> tuple[str, ...]:
    return (f"语言模型没有核对完：{trouble}",) if trouble else ()
