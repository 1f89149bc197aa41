"""From a question to a plan: by patterns, and by a language model where these are unsure."""

from __future__ import annotations

from assistant.language.base import LanguageModel, LanguageModelError
from assistant.language.budget import Budget, Stopped
from assistant.models import Answer
from assistant.planning.by_model import plan_by_model
from assistant.planning.doubts import doubts, follow_up_doubts
from assistant.planning.rewriting import plan_follow_up
from assistant.plans import Holdings, Plan
from assistant.questions.follow_ups import continue_question
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus

__all__ = ["SECONDS", "understand"]

SECONDS = 8.0
"""Most seconds that a language model may take to understand a question."""
_LONGEST = 200
"""Characters of the longest question that a language model is asked about."""


def understand(
    question: str,
    before: Answer | None,
    holdings: Holdings,
    thesaurus: Thesaurus,
    model: LanguageModel | None = None,
    budget: Budget | None = None,
) -> Plan:
    """Work out what a question asks for.

    Args:
        question: The question as asked.
        before: The answer before it in the conversation; None for a new one.
        holdings: What the collection holds.
        thesaurus: The concepts known.
        model: Is asked only where the patterns are unsure; None leaves it to them.
        budget: Time left for the whole question, and whether the user has stopped; None for no limit.

    Returns:
        The patterns' plan; where they are unsure the model's when it holds up, else theirs
        with a note of the doubt.

    Raises:
        QuestionError: It cannot be worked on; the message is for staff.
        Stopped: The user stopped.
    """
    carried = continue_question(question, before, holdings, thesaurus) if before is not None else None
    plan = carried or parse_question(question, holdings, thesaurus)
    if model is None or len(question) > _LONGEST:
        return plan
    reasons = follow_up_doubts(question, plan, before, holdings, thesaurus) if before is not None else doubts(question, plan, holdings, thesaurus)
    if not reasons:
        return plan
    try:
        better = _asked(question, plan, before, holdings, thesaurus, model, (budget or Budget()).within(SECONDS))
    except LanguageModelError:
        return _doubted(plan, reasons, "语言模型没有答复")
    except Stopped:
        if budget is not None and budget.cancelled:
            raise
        return _doubted(plan, reasons, "语言模型没有及时答复")
    return better or _doubted(plan, reasons, "语言模型也没有把握")


def _asked(
    question: str, plan: Plan, before: Answer | None, holdings: Holdings, thesaurus: Thesaurus, model: LanguageModel, budget: Budget
) -> Plan | None:
    """What the model makes of a question: a follow-up reworded, or a question of its own sorted."""
    if before is not None and (better := plan_follow_up(question, plan, before, holdings, thesaurus, model, budget)):
        return better
    if before is not None and not _is_new(question, plan, holdings, thesaurus):
        return None
    return plan_by_model(question, plan, holdings, thesaurus, model, budget)


def _is_new(question: str, plan: Plan, holdings: Holdings, thesaurus: Thesaurus) -> bool:
    """Whether a question after another is doubtful also when it stands on its own."""
    return not plan.carried and bool(doubts(question, plan, holdings, thesaurus))


def _doubted(plan: Plan, reasons: tuple[str, ...], why: str) -> Plan:
    """The patterns' plan with a note that it may not be what was meant."""
    note = f"这句话没有完全看懂（{reasons[0]}；{why}），如果答非所问，请换一种说法，例如：哪些区提到校车？"
    return plan.model_copy(update={"understood": (*plan.understood, note)})
