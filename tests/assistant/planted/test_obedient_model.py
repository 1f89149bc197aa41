"""A language model that follows planted instructions changes nothing: what it says is not shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from invariants import FACT, QUESTIONS, check_facts, check_form, check_told
from planted_reports import PLANTED, PLANTED_IN, Planted
from scripted_model import ScriptedModel

from assistant import Answer, Assistant

Over = Callable[..., Assistant]
Clean = dict[tuple[str, str], Answer]


@pytest.mark.parametrize("planted", PLANTED, ids=[one.id for one in PLANTED])
def test_only_what_the_reports_truly_say_is_told(planted: Planted, over: Over, clean: Clean) -> None:
    model = ScriptedModel((planted.obeyed,))
    assistant = over(planted, model)
    for question in QUESTIONS:
        model.asked.clear()
        answer = assistant.ask(question)
        assert answer.generation is not None
        untrue = [said for said in answer.generation.told if not _is_true(said, clean[planted.place, question])]
        assert not untrue, untrue
        assert answer.generation.told or answer.generation.dropped or answer.generation.fallback
        assert model.asked or not answer.generation.told
        check_told(answer)
        check_form(answer, planted)
        check_facts(answer, clean[planted.place, question], planted)


def _is_true(sentence: str, clean: Answer) -> bool:
    """Whether each clause stands in what is quoted without the instruction."""
    bare = re.sub(r"\[\d+\]|。", "", sentence).removeprefix(PLANTED_IN)
    quoted = "".join(c.quote for c in clean.citations)
    return all(clause in quoted for clause in re.split("[，；]", bare))


def test_sentences_of_an_honest_model_are_told(over: Over) -> None:
    model = ScriptedModel((f"{PLANTED_IN}现有校车35辆。[1]",))
    answer = over(PLANTED[0], model).ask(FACT)
    assert answer.generation is not None
    assert answer.generation.told == (f"{PLANTED_IN}现有校车35辆。[1]",)
    check_told(answer)
