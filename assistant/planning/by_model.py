"""Question → plan by a language model, which only sorts the question's own words; what it invents is dropped."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.explaining import explained
from assistant.language.base import LanguageModel, Message
from assistant.language.budget import Budget
from assistant.planning.checking import counts, denies, is_denied, is_founded, short_names
from assistant.plans import Condition, Holdings, Intent, Listed, Plan, Quantifier, Topic
from assistant.questions.circumstances import Circumstances, circumstances
from assistant.questions.level_words import levels_aside, limited
from assistant.questions.masking import Masked, mask, normalized
from assistant.questions.survey_subjects import UNIT, is_below_counties, leaves_out_provinces, level_of
from assistant.thesaurus import Thesaurus, Wording, topic_of
from assistant.wording import without_unofficial
from prompts import as_data, load_prompt

__all__ = ["plan_by_model", "understood_by_model"]

_MAX_TOKENS = 120
_MOST_TOPICS = 4
_LONGEST_TOPIC = 16
"""Characters of the longest topic that is taken over; longer ones are whole clauses."""
_NOTHING = re.compile(
    r"(?:东西|事情?|事儿|做法|情况|问题|工作|内容|方面|报告|材料|总结|计划|文件|资料|地区|地方|区县?|县区?|市|省|名单|单子|单位|名字|教育|新|花样|样子|这|那|个|的|几|各|有)+"
)
"""Words that name no topic."""
_EITHER = re.compile(r"或|任[一意何]|要么|有一[个样]|[之其]一|都行|都可以|各|每")
_LEVEL = re.compile(r"县级市|市辖区|地级市|设区市|地市级|省份|省级|县级")
_UNITS = re.compile(rf"(?:哪[些几一]?|多少|几|各|所有的?|全部的?|有没有)[个家]?(?P<unit>{UNIT})")
_REPORTS = re.compile(r"(?:[几多少哪些][份篇])|(?:哪些|多少)(?:报告|材料|总结|文件)")
_YEARS = re.compile(r"哪[一几]?年|哪些年|几年(?=提|有|写)")
_VERB = re.compile(r"^(?:抓|搞|做|弄|推|提|写|讲|说|碰|开展|推进|落实|建)[了过到](?=..)")
_TAIL = re.compile(r"(?<=..)(?:(?<![网线以])上|方面|这一?[块点]|这(?:件|个)?事儿?|的事儿?)$")
"""What a model takes along behind a topic."""
_HOW = re.compile(r"怎么|怎样|如何|咋")
_WHICH = re.compile(r"[哪谁几凡]|多少|有没有|名单|单子|所有|全部|[提讲写说]了?的")
"""Words that ask which regions."""
_MANY = re.compile(r"哪些|哪几|哪个(?!方面)|谁|凡|名单|有没有(?:哪个|区|县|地方)|各[区县地]")


class _Kind(StrEnum):
    """What a question asks for; the values stand in the prompt."""

    WITH = "提到"
    WITHOUT = "没提到"
    WITH_AND_WITHOUT = "有此无彼"
    SUMMARY = "归纳"
    COMPARISON = "比较"
    FACT = "事实"


_LISTS = (_Kind.WITH, _Kind.WITHOUT, _Kind.WITH_AND_WITHOUT)


class _Form(BaseModel):
    """What the model fills in; the names stand in the prompt."""

    model_config = ConfigDict(extra="ignore")

    type: _Kind
    topics: list[str] = []
    without: list[str] = []
    match: str = ""
    count: bool = False


def _schema() -> dict[str, Any]:
    words = {"type": "array", "items": {"type": "string"}, "maxItems": _MOST_TOPICS}
    fields: dict[str, Any] = {
        "type": {"enum": [kind.value for kind in _Kind]},
        "topics": words,
        "without": words,
        "match": {"enum": ["都", "任一"]},
        "count": {"type": "boolean"},
    }
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def plan_by_model(question: str, plan: Plan, holdings: Holdings, thesaurus: Thesaurus, model: LanguageModel, budget: Budget) -> Plan | None:
    """Let a language model sort the words of a question that the patterns are unsure of.

    Args:
        question: The question as asked.
        plan: What the patterns made of it.
        holdings: What the collection holds.
        thesaurus: The concepts known.
        model: The model.
        budget: Time left, and whether the user has stopped.

    Returns:
        A plan all of whose topics, places and years stand in the question, the given one when
        the model understands it the same way; None when its understanding does not hold up.

    Raises:
        LanguageModelError: The model failed.
        Stopped: The budget is used up, or the user stopped.
    """
    messages = (Message("system", load_prompt("plan_question").fill()), Message("user", as_data(question)))
    filled = model.fill_in(messages, _schema(), max_tokens=_MAX_TOKENS, budget=budget)
    try:
        form = _Form.model_validate(filled)
    except ValidationError:
        return None
    plain, unofficial = without_unofficial(normalized(question))
    levels = levels_aside(plain)
    plain = levels.text
    masked = mask(_with_units(plain, (*form.topics, *form.without), holdings), holdings)
    topics, without = (_topics(words, plain, masked, thesaurus) for words in (form.topics, form.without))
    if topics is None or (without is None and form.type in _LISTS):
        return None
    better = _plan(form, topics, without or [], plain, masked)
    if better is None or is_below_counties(masked.text):
        return None
    if plan.intent is Intent.SURVEY and better.intent is Intent.SURVEY and plan.listed is not Listed.REGIONS:
        better = better.model_copy(update={"listed": plan.listed})
    better = limited(better, levels)
    if _says_no_more(better, plan):
        return understood_by_model(plan)
    return understood_by_model(better.model_copy(update={"include_unofficial": unofficial}))


def understood_by_model(plan: Plan) -> Plan:
    """A plan with a note for staff that a model helped to understand the question.

    Args:
        plan: The plan.
    """
    told = dict(explained(plan))
    parts = [told[name] for name in ("类型", "条件", "地区", "年份") if name in told]
    return plan.model_copy(update={"understood": (f"这句话由语言模型帮助理解：{'；'.join(parts)}", *plan.understood)})


def _with_units(plain: str, topics: tuple[str, ...], holdings: Holdings) -> str:
    """The question with the units of regions whose short names the patterns did not find: 鹭洲党建 is 鹭洲区党建."""
    found = {place.said for place in (match.place for match in mask(plain, holdings).places.values())}
    for stem, full in short_names(holdings).items():
        if plain.count(stem) == 1 and not any(stem in said for said in found) and _is_apart(stem, topics):
            plain = plain.replace(stem, full)
    return plain


def _is_apart(stem: str, topics: tuple[str, ...]) -> bool:
    """Whether no topic has the name anywhere but at its beginning."""
    return all(stem not in topic.removeprefix(stem) for topic in topics)


def _topics(words: list[str], plain: str, masked: Masked, thesaurus: Thesaurus) -> list[Topic] | None:
    """Topics of the model's words; None when one was invented, or is no topic at all."""
    found: dict[str, Topic] = {}
    for bare in _joined([_bare(word, masked) for word in words[:_MOST_TOPICS]], plain):
        if not bare:
            continue
        if len(bare) > _LONGEST_TOPIC or _NOTHING.fullmatch(bare) or not is_founded(bare, (plain,), thesaurus):
            return None
        quoted = next(((term,) for term in masked.quotes_in(masked.text) if bare in term or term in bare), ())
        found[bare] = topic_of(Wording(bare, quoted), thesaurus)
    return list(found.values())


def _joined(words: list[str], plain: str) -> list[str]:
    """Topics, of which those that stand side by side in the question are one: 教研员, 下校."""
    joined: list[str] = []
    for word in words:
        if joined and word and joined[-1] + word in plain:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _bare(word: str, masked: Masked) -> str:
    """A topic without places, times and marks around it; empty when nothing is left."""
    word = normalized(word).strip("“”\"'‘’《》、，,。？? ")
    marks = {masked.said[mark] for mark in (*masked.places, *masked.periods, *masked.types)}
    for said in sorted({*marks, *(said[:-1] for said in marks if len(said) > 2)}, key=len, reverse=True):
        word = word.removeprefix(said).removeprefix("的") if word != said else ""
    return _TAIL.sub("", _VERB.sub("", word))


def _plan(form: _Form, topics: list[Topic], without: list[Topic], plain: str, masked: Masked) -> Plan | None:
    """The plan of a form whose topics are founded; None when its kind contradicts the question."""
    found = circumstances(masked)
    if form.type is _Kind.SUMMARY:
        return _about(Intent.SUMMARISE, topics, found, plain) if found.places and not _MANY.search(plain) else None
    if form.type is _Kind.COMPARISON:
        return _about(Intent.COMPARE, topics, found, plain) if len(found.places) > 1 else None
    if form.type is _Kind.FACT or not topics or found.apart or _asks_how(found, plain):
        return None
    conditions = _conditions(form, topics, without, plain)
    return _survey(conditions, form, found, plain) if conditions else None


def _asks_how(found: Circumstances, plain: str) -> bool:
    """Whether a question is about the way of doing, or about the regions it names, rather than which regions."""
    one = len(found.places) == 1 and len(found.places[0].names) == 1
    asks = _WHICH.search(plain.replace("谁", "") if one else plain)
    return (bool(found.places) or _HOW.search(plain) is not None) and asks is None


def _conditions(form: _Form, topics: list[Topic], without: list[Topic], plain: str) -> list[Condition]:
    """What has to hold of a region; nothing when the question does not deny what the form denies, or the other way about."""
    others = [topic for topic in without if topic not in topics]
    if form.type is _Kind.WITHOUT:
        return [Condition(topics=tuple(topics), quantifier=Quantifier.NONE_OF)] if denies(plain) and not others else []
    if form.type is _Kind.WITH or not others:
        return [] if denies(plain) or others else [_present(form, topics, plain)]
    there, gone = ([is_denied(topic.text, plain) for topic in side] for side in (topics, others))
    if all(there) and not any(gone):
        topics, others, there, gone = others, topics, gone, there
    if not all(gone) or any(there):
        return []
    return [_present(form, topics, plain), Condition(topics=tuple(others), quantifier=Quantifier.NONE_OF)]


def _present(form: _Form, topics: list[Topic], plain: str) -> Condition:
    every = form.match == "都" and not _EITHER.search(plain)
    return Condition(topics=tuple(topics), quantifier=Quantifier.ALL_OF if every and len(topics) > 1 else Quantifier.ANY_OF)


def _survey(conditions: list[Condition], form: _Form, found: Circumstances, plain: str) -> Plan:
    named, units = _LEVEL.search(plain), _UNITS.search(plain)
    level = level_of(named.group()) if named else None
    listed = Listed.REPORTS if _REPORTS.search(plain) else Listed.YEARS if _YEARS.search(plain) else Listed.REGIONS
    return _filtered(found, plain).model_copy(
        update={
            "intent": Intent.SURVEY,
            "conditions": tuple(conditions),
            "level": level,
            "without_provinces": level is None and units is not None and leaves_out_provinces(units["unit"]),
            "listed": listed,
            "counting": form.count and counts(plain),
        }
    )


def _about(intent: Intent, topics: list[Topic], found: Circumstances, plain: str) -> Plan:
    conditions = (Condition(topics=tuple(topics)),) if topics else ()
    return _filtered(found, plain).model_copy(update={"intent": intent, "conditions": conditions})


def _filtered(found: Circumstances, plain: str) -> Plan:
    """A plan with the places, times and kinds of documents that the patterns find."""
    return Plan(
        intent=Intent.LOOKUP,
        places=found.places,
        excluded_places=found.excluded,
        years=found.years,
        period=found.period,
        doc_types=found.doc_types,
        query=plain,
        understood=found.understood,
        ignored=found.unapplied,
    )


def _says_no_more(better: Plan, plan: Plan) -> bool:
    """Whether a plan does the same as the one before."""
    blank = {"query": "", "understood": (), "ignored": (), "counting": False}
    return better.model_copy(update=blank) == plan.model_copy(update={**blank, "asked": better.asked})
