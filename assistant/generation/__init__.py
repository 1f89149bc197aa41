"""Answers in a language model's words; every sentence is checked against the quotes that it cites."""

from assistant.generation.requests import lookup_asking, survey_asking, survey_draft
from assistant.generation.second_look import SecondLook
from assistant.generation.wording import Asking, word

__all__ = ["Asking", "SecondLook", "lookup_asking", "survey_asking", "survey_draft", "word"]
