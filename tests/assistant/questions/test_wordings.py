"""The table of wordings: what the staff of an education bureau ask, and what is to be understood."""

from __future__ import annotations

import pytest
from wording_support import HOLDINGS, THESAURUS, answered, differences
from wordings import FOLLOW_UPS, WORDINGS

from assistant.questions.errors import QuestionError
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question


@pytest.mark.parametrize(("question", "expected"), WORDINGS, ids=[question for question, _ in WORDINGS])
def test_a_wording_is_understood(question: str, expected: str) -> None:
    if expected == "error":
        with pytest.raises(QuestionError):
            parse_question(question, HOLDINGS, THESAURUS)
        return
    assert differences(parse_question(question, HOLDINGS, THESAURUS), expected) == [], expected


@pytest.mark.parametrize(
    ("first", "named", "question", "expected"), FOLLOW_UPS, ids=[f"{first} → {question}" for first, _, question, _ in FOLLOW_UPS]
)
def test_a_follow_up_is_understood(first: str, named: str, question: str, expected: str) -> None:
    before = answered(first, parse_question(first, HOLDINGS, THESAURUS), named)
    if expected == "error":
        with pytest.raises(QuestionError):
            continue_question(question, before, HOLDINGS, THESAURUS)
        return
    plan = continue_question(question, before, HOLDINGS, THESAURUS) or parse_question(question, HOLDINGS, THESAURUS)
    assert differences(plan, expected) == [], expected
