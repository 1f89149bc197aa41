"""Questions that are no surveys: facts, comparisons, summaries, the collection, help."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.plans import Asked, Condition, Holdings, Intent, Plan, Topic
from assistant.questions import other_patterns as p
from assistant.questions.circumstances import Circumstances, circumstances, quoted, without_courtesy
from assistant.questions.collection import UNKNOWN_REGION, is_collection, parse_collection
from assistant.questions.cores import conditions_for, conditions_of, core, several_asked
from assistant.questions.masking import PLACE, Masked
from assistant.questions.own_years import own_years
from assistant.questions.targets import target_topic
from assistant.thesaurus import Wording

__all__ = ["UNKNOWN_REGION", "asked", "is_collection", "is_help", "is_no_survey", "is_summary", "parse_other"]

_JOINED_SUBJECT = re.compile(rf"{PLACE}(?:[^,。?!]{{0,8}}?)(?:以及|[和与及跟同、/]){PLACE}")
_EACH_ITS_OWN = re.compile(rf"{PLACE}[^,]{{0,20}}?(?:还是|,|和|与|跟|比|、){PLACE}")
_CLAUSE_MAX = 80
"""Longest clause, in characters, that is looked at for words that ask for a summary."""
_SURVEYED = re.compile(r"提到|提及|涉及|写到|有没有|是否|哪些|多少个|几个区")
_ALL_PLACES = re.compile(rf"(?:各个?|所有|全部|每个|两个|几个|三个){p.UNIT}|各地")
_DETAIL = re.compile(
    r"多少|(?<!哪)几(?!项|个方面|方面|件|条)|谁|什么时候|何时|为什么|为何|哪一?年|占比|比例|哪里|哪儿|叫什么|哪所|哪个(?!方面)|哪位|哪家"
)


def is_help(masked: Masked) -> bool:
    """Whether a question is about the assistant itself, or a greeting.

    Args:
        masked: The question.
    """
    text = masked.unmasked(without_courtesy(masked.text))
    whole = masked.unmasked(masked.text)
    clauses = [clause for clause in re.split(r"[,。?!;]+", p.CLOSING.sub("", whole)) if clause]
    every = len(clauses) > 1 and all(p.HELP.fullmatch(clause) or p.GREETING.fullmatch(clause) for clause in clauses)
    return every or p.GREETING.fullmatch(whole) is not None or any(p.HELP.fullmatch(t) for t in (text, p.CLOSING.sub("", whole)) if t)


def is_no_survey(masked: Masked) -> bool:
    """Whether a question is no survey although it may be worded like one: help, the collection, a comparison of named places.

    Args:
        masked: The question.
    """
    if is_help(masked) or is_collection(masked):
        return True
    found = circumstances(masked)
    if p.SUMMARY_NOUN.match(found.text) or (_in_one_place(found) and target_topic(found.text) is not None):
        return True
    return len(found.places) > 1 and p.COMPARING.search(found.text) is not None and not _SURVEYED.search(found.text)


def parse_other(masked: Masked, holdings: Holdings, topic: Callable[[Wording], Topic]) -> Plan:
    """Work out a question that is no survey.

    Args:
        masked: The question.
        holdings: What the collection holds.
        topic: From a wording to a topic.
    """
    if is_help(masked):
        return Plan(intent=Intent.HELP, query=masked.unmasked(masked.text))
    if plan := parse_collection(masked):
        return plan
    found = circumstances(masked)
    conditions = conditions_for(core(found.text), masked, topic)
    if _in_one_place(found) and (against := target_topic(found.text)) is not None:
        note = f"对照{'、'.join(map(str, found.years))}年报告里的目标和结果"
        return _plan(Intent.COMPARE, masked, found._replace(understood=(*found.understood, note)), conditions_for(against, masked, topic))
    if years := _years_compared(found, holdings):
        return _plan(Intent.COMPARE, masked, found._replace(years=years), conditions)
    if _is_comparison(found):
        return _plan(Intent.COMPARE, masked, own_years(found, masked), conditions)
    if is_summary(found, conditions):
        return _plan(Intent.SUMMARISE, masked, found, conditions)
    several = several_asked(found.text)
    about = conditions_of(several, masked, topic) if several else conditions_for(core(found.text), masked, topic, whole=True)
    plan = _plan(Intent.LOOKUP, masked, found, about)
    return plan.model_copy(update={"asked": asked(found.text), "period": None, "ignored": ()})


def _in_one_place(found: Circumstances) -> bool:
    return len(found.places) == 1 and len(found.years) > 1


def asked(text: str) -> Asked:
    """What kind of thing a question asks for, by its first asking words.

    Args:
        text: The question, masked or not.
    """
    matches = ((match.start(), i, kind) for i, (kind, pattern) in enumerate(p.ASKED) if (match := pattern.search(text)))
    return Asked(min(matches, default=(0, 0, Asked.TEXT))[2])


def is_summary(found: Circumstances, conditions: tuple[Condition, ...]) -> bool:
    """Whether a question asks what is done about something, or for all of a report.

    Args:
        found: The question's places and times, and its text.
        conditions: What it is about.
    """
    text = found.text
    if p.SUMMARY_VERB.match(text) or p.SUMMARY_NOUN.match(text):
        verb = p.SUMMARY_VERB.match(text)
        return not (verb and _DETAIL.search(text[verb.end() :]))
    if _DETAIL.search(re.sub(r"做了几件|抓了?哪几", "", text)):
        return False
    if p.SUMMARY_HOW.search(text) or any(p.SUMMARY_END.search(clause) for clause in re.split(r"[,。?!;:]", text) if 0 < len(clause) <= _CLAUSE_MAX):
        return True
    if p.COMPARING.match(text) and _ALL_PLACES.search(text):
        return True
    plain = re.sub(rf"{PLACE}|[\ue200-\ue2ff]|的", "", text)
    return bool(found.places and conditions) and re.search(r"(?<=..)工作$", plain) is not None and not re.search(r"[了吗谁哪]", plain)


def _is_comparison(found: Circumstances) -> bool:
    """Whether two or more places that are named stand side by side."""
    if len(found.places) < 2:
        return False
    if p.COMPARING.search(found.text) or re.search(r"(?<!对)比(?![例赛武重])", found.text):
        return True
    if p.SUMMARY_VERB.match(found.text):
        return False
    return bool(_JOINED_SUBJECT.search(found.text) or _EACH_ITS_OWN.search(found.text))


def _years_compared(found: Circumstances, holdings: Holdings) -> tuple[int, ...]:
    """The years that a question sets beside each other for one place; none when it does not."""
    if len(found.places) != 1 or not found.years or not p.CHANGING.search(found.text) or _DETAIL.search(found.text):
        return ()
    if len(found.years) > 1 and (found.apart or "变化" in found.text):
        return found.years
    latest = max(holdings.years, default=0)
    if len(found.years) == 1 and re.search(r"相比|(?:与|和|同|跟|比|较)[\ue200-\ue27f]", found.text) and latest > found.years[0]:
        return (*found.years, latest)
    return ()


def _plan(intent: Intent, masked: Masked, found: Circumstances, conditions: tuple[Condition, ...]) -> Plan:
    notes = list(found.understood)
    if intent is Intent.SUMMARISE and not found.places and p.COMPARING.search(found.text) and _ALL_PLACES.search(found.text):
        notes.append("没有点名要比较的地区，按归纳各份报告的内容处理")
    return Plan(
        intent=intent,
        conditions=conditions,
        places=found.places,
        excluded_places=found.excluded,
        years=found.years,
        period=found.period,
        doc_types=found.doc_types,
        query=quoted(found.text, masked),
        understood=tuple(notes),
        ignored=found.unapplied,
    )
