"""A small collection, and answers that follow-ups refer to."""

from __future__ import annotations

from typing import Any

from assistant.models import Answer, SelectedRegion, Status
from assistant.plans import Condition, Holdings, Plan
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus, load_thesaurus

HOLDINGS = Holdings(regions=("云泽市清源区", "云泽市雁浦区", "岚溪县", "怀湖市"), years=(2022, 2023, 2024))
THESAURUS = Thesaurus(load_thesaurus())


def parsed(question: str) -> Plan:
    return parse_question(question, HOLDINGS, THESAURUS)


def answered(question: str, *regions: str) -> Answer:
    """An answer that names regions."""
    selected = tuple(SelectedRegion(region=region, report_ids=(f"id-{region}",)) for region in regions)
    return Answer(question=question, status=Status.ANSWERED, text="……", selected=selected, plan=parsed(question))


def form(kind: str, *topics: str, without: tuple[str, ...] = (), match: str = "任一", count: bool = False) -> dict[str, Any]:
    """What a model fills in for a question."""
    return {"type": kind, "topics": list(topics), "without": list(without), "match": match, "count": count}


def told(plan: Plan | None) -> list[tuple[str, list[str]]]:
    """The conditions of a plan by their topics."""
    assert plan is not None
    return [_told(condition) for condition in plan.conditions]


def _told(condition: Condition) -> tuple[str, list[str]]:
    return condition.quantifier.value, [topic.text for topic in condition.topics]
