"""Surveys in short: 校车 & -研学 @2024 for one condition with 校车 and one without 研学, in reports of 2024."""

from __future__ import annotations

from assistant.plans import Condition, Holdings, Plan, Quantifier, Topic
from assistant.questions.masking import mask, normalized
from assistant.questions.surveys import parse_survey
from assistant.thesaurus.topics import Wording

REGIONS = ("云泽市", "云泽市雁浦区", "云泽市鹭洲区", "岚溪县", "怀湖市")
HOLDINGS = Holdings(REGIONS, (2022, 2023, 2024))


def plain_topic(wording: Wording) -> Topic:
    """A topic that keeps its wording: first the text, then quotes, then the narrower thing."""
    terms = dict.fromkeys((wording.text, *wording.quoted, *((wording.narrower,) if wording.narrower else ())))
    return Topic(text=wording.text, terms=tuple(terms), literal=bool(wording.quoted))


def survey(question: str, holdings: Holdings = HOLDINGS) -> Plan | None:
    """The plan of a survey; None when it is none."""
    return parse_survey(mask(normalized(question), holdings), holdings, plain_topic)


def short(condition: Condition) -> str:
    """A condition in short: A|B, A+B, -A|B for none of them, -A+B for not all of them."""
    all_of = condition.quantifier in (Quantifier.ALL_OF, Quantifier.NOT_ALL_OF)
    negative = condition.quantifier in (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF)
    years = f" @{','.join(map(str, condition.years))}" if condition.years else ""
    return ("-" if negative else "") + ("+" if all_of else "|").join(t.text for t in condition.topics) + years


def conditions(question: str) -> str | None:
    """The conditions of a survey in short; None when it is none."""
    plan = survey(question)
    return None if plan is None else " & ".join(map(short, plan.conditions))
