"""Judges a language model on questions with known answers, before staff switch to it."""

from assistant.evaluation.asking import converse, evaluate, outcomes
from assistant.evaluation.questions import Question, QuestionType, load_questions
from assistant.evaluation.results import Evaluation, Outcome, summed_up

__all__ = ["Evaluation", "Outcome", "Question", "QuestionType", "converse", "evaluate", "load_questions", "outcomes", "summed_up"]
