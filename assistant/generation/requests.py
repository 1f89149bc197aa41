"""What a language model is asked, by kind of question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extracts.drafting import Draft, Subject
from assistant.generation.wording import Asking
from assistant.generation.writing import Request
from assistant.models import Answer, Citation
from assistant.plans import Intent, Listed, Plan
from assistant.survey.selection import NEGATIVE
from prompts import load_prompt

_WRITING = "正在写概要"


def lookup_asking(question: str, plan: Plan) -> Asking:
    """How facts, summaries and comparisons are asked for.

    Args:
        question: The question as asked.
        plan: Its plan.
    """
    compared = plan.intent is Intent.COMPARE
    topic = "、".join(topic.text for topic in plan.topics) or question

    def request(subject: Subject, citations: Sequence[Citation]) -> Request:
        if not subject.name:
            return Request(load_prompt("fact"), {"question": question}, citations)
        if compared:
            return Request(load_prompt("comparison"), {"topic": topic, "name": subject.name}, citations)
        return Request(load_prompt("summary"), {"question": question, "name": subject.name}, citations)

    return Asking(request, _WRITING)


def survey_asking(plan: Plan) -> Asking:
    """How what each region of a survey does is asked for.

    Args:
        plan: The survey's plan.
    """
    topic = "、".join(topic.text for topic in plan.topics)
    prompt = load_prompt("district")
    return Asking(lambda subject, citations: Request(prompt, {"topic": topic, "name": subject.name}, citations), "正在写各地区的概要")


def survey_draft(answer: Answer) -> Draft:
    """A survey's answer as a draft whose subjects are the regions or reports that answer.

    Args:
        answer: The answer.

    Returns:
        A draft without subjects when there is nothing to tell of them: absence, counts, years.
    """
    by_report = {row.report_id: row.citations for row in answer.rows}
    subjects: list[Subject] = []
    if _tells(answer.plan):
        for one in answer.selected:
            numbers = tuple(dict.fromkeys(n for report_id in one.report_ids for n in by_report[report_id]))
            subjects += [Subject(one.region, numbers)] if numbers else []
    return Draft(answer.parts, answer.citations, answer.status, 1, tuple(subjects))


def _tells(plan: Plan) -> bool:
    return not plan.counting and plan.listed is not Listed.YEARS and not any(c.quantifier in NEGATIVE for c in plan.conditions)
