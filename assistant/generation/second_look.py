"""Sentences that share few words with a question but may answer it, judged by a language model."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from assistant.addressing import speaks_to_the_answerer
from assistant.language.base import LanguageModel, LanguageModelError, Message
from assistant.language.budget import Stopped
from assistant.work import Work
from prompts import as_data, load_prompt

MIN_PROBABILITY = 0.9
"""Probability of yes from which a sentence is taken for an answer."""
_MOST = 3
"""Most sentences taken."""
_SECONDS = 20.0


class SecondLook:
    """Tells which sentences answer a question."""

    def __init__(self, model: LanguageModel, work: Work) -> None:
        """Remember who judges.

        Args:
            model: The model.
            work: Is told how it goes on; its budget limits the model.
        """
        self._model = model
        self._work = work

    def __call__(self, question: str, sentences: Sequence[str]) -> list[int]:
        """Judge sentences.

        Args:
            question: The question as asked.
            sentences: Sentences with their headings.

        Returns:
            Places of those that answer it, in their order; when the model fails, of those judged before. Words that speak to
            the answerer are not asked about.
        """
        prompt = load_prompt("judge_answer")
        places = [at for at, text in enumerate(sentences) if not speaks_to_the_answerer(text)]
        asked = [[Message("user", prompt.fill(question=as_data(question), text=as_data(sentences[at])))] for at in places]
        found: list[tuple[float, int]] = []
        with suppress(LanguageModelError, Stopped):
            opinions = self._model.judge(asked, budget=self._work.budget.within(_SECONDS))
            for done, (at, opinion) in enumerate(zip(places, opinions, strict=False), 1):
                self._work.progress("没有字面相符的原文，正在核对意思相近的", done, len(asked))
                probability = float(opinion.yes) if opinion.probability is None else opinion.probability
                if probability >= MIN_PROBABILITY:
                    found.append((probability, at))
        return sorted(at for _, at in sorted(found, reverse=True)[:_MOST])
