"""Question → plan."""

from __future__ import annotations

from assistant.plans import Holdings, Intent, Plan, Quantifier, Topic
from assistant.questions.errors import QuestionError
from assistant.questions.level_words import levels_aside, limited
from assistant.questions.masking import mask, normalized
from assistant.questions.others import is_no_survey, parse_other
from assistant.questions.plain_wording import plain_wording
from assistant.questions.surveys import parse_survey
from assistant.thesaurus import Thesaurus, Wording, topic_of
from assistant.wording import without_unofficial

__all__ = ["QUESTION_MAX", "QuestionError", "parse_question"]

QUESTION_MAX = 1000
"""Longest question in characters."""

_MOST_TOPICS = 20
"""Most topics of one question."""
_EXAMPLE = "例如：哪些区提到校车安全？"


def parse_question(question: str, holdings: Holdings, thesaurus: Thesaurus) -> Plan:
    """Work out what a question asks for.

    Args:
        question: The question as typed.
        holdings: What the collection holds.
        thesaurus: The concepts known.

    Raises:
        QuestionError: Too short, too long, nothing but punctuation, or a survey whose
            meaning cannot be told.
    """
    plain, unofficial = without_unofficial(normalized(question))
    _check(plain)
    levels = levels_aside(plain)
    masked = mask(plain_wording(levels.text), holdings)

    def topic(wording: Wording) -> Topic:
        return topic_of(wording, thesaurus)

    plan = None if is_no_survey(masked) else parse_survey(masked, holdings, topic)
    plan = plan or parse_other(masked, holdings, topic)
    if len(plan.topics) > _MOST_TOPICS:
        raise QuestionError(f"一次问的事项太多（{len(plan.topics)} 个）。请分成几次问，每次不超过 {_MOST_TOPICS} 个。")
    return limited(_both_sides(plan), levels).model_copy(update={"include_unofficial": unofficial})


def _both_sides(plan: Plan) -> Plan:
    """Who mentions a topic and who does not, asked in one breath: no region does both, and every survey tells both."""
    asked = {(c.topics, c.years) for c in plan.conditions if c.quantifier is not Quantifier.NONE_OF}
    kept = tuple(c for c in plan.conditions if c.quantifier is not Quantifier.NONE_OF or (c.topics, c.years) not in asked)
    if plan.intent is not Intent.SURVEY or len(kept) == len(plan.conditions):
        return plan
    note = "提到的和没有提到的都问了，没有提到的列在后面"
    return plan.model_copy(update={"conditions": kept, "understood": (*plan.understood, note)})


def _check(plain: str) -> None:
    """Refuse what is no question."""
    if not (letters := sum(c.isalnum() for c in plain)):
        raise QuestionError(f"没有看到问题内容。请写一句话，{_EXAMPLE}")
    if letters == 1:
        raise QuestionError(f"问题太短，看不出要查什么。请写一句话，{_EXAMPLE}")
    if len(plain) > QUESTION_MAX:
        raise QuestionError(f"问题太长（{len(plain)} 字）。请精简到 {QUESTION_MAX} 字以内，只写想了解的事项。")
