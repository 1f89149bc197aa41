from __future__ import annotations

import pytest

from prompts import Prompt, load_prompt


def test_values_stand_in_their_places_as_they_are() -> None:
    prompt = Prompt("p", "问：{{question}}\n文：{{passages}}", "v")
    assert prompt.fill(question="{{passages}}{x}", passages="a\\1") == "问：{{passages}}{x}\n文：a\\1"


@pytest.mark.parametrize("values", [{}, {"question": "a"}, {"question": "a", "passages": "b", "more": "c"}])
def test_missing_and_unknown_variables_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"missing|unknown"):
        Prompt("p", "{{question}}{{passages}}", "v").fill(**values)


def test_the_version_is_the_content() -> None:
    prompt = load_prompt("answer_from_passages")
    assert prompt.variables == {"passages", "question"}
    assert len(prompt.version) == 12
    with pytest.raises(FileNotFoundError):
        load_prompt("none")
