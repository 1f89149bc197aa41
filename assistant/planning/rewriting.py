"""Follow-ups that the patterns are unsure of, put by a language model into words that they understand."""

from __future__ import annotations

import re
from typing import Any

from assistant.explaining import explained
from assistant.language.base import LanguageModel, Message
from assistant.language.budget import Budget
from assistant.models import Answer
from assistant.planning.by_model import understood_by_model
from assistant.planning.checking import denies, is_founded, is_negative, short_names
from assistant.planning.doubts import doubts, unused_words
from assistant.plans import Condition, Holdings, Intent, Plan
from assistant.questions.errors import QuestionError
from assistant.questions.follow_ups import continue_question
from assistant.questions.masking import mask, normalized
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus
from prompts import as_data, load_prompt

FORMS = (
    "其中哪些提到A？",
    "其中哪些没有提到A？",
    "没有提到的有哪些？",
    "提到的有哪些？",
    "哪些地区提到A？",
    "换成A呢？",
    "X呢？",
    "和X比呢？",
    "不限年份呢？",
    "前一年呢？",
    "其中有几个？",
    "列出名单。",
    "它们的做法有什么不同？",
    "X具体怎么做的？",
)
"""Follow-ups that the patterns understand; A is a topic and X a place. They stand in the prompt."""
_NONE = "都不是"
_MAX_TOKENS = 60
_MOST_NAMES = 8
"""Most regions of the answer before that the model is told."""
_LONGEST_LAST = 120
"""Most characters of the question before that the model is told."""
_MANY = re.compile(r"谁|哪|几|有没有")
"""Words that ask which regions."""
_AMONG = re.compile(r"[这那]里|[这那]些|里[头面边]|其中|上面|当中|[它他]们|这[几两俩]")
"""Words that limit a follow-up to what the answer before named."""
_LEVEL = re.compile(r"县级|市级|省级|地级|市辖区")
_TURNED = re.compile(r"反|其余|其他|剩|另外|别的|余下")
"""Words that ask for the regions that the answer before did not name, or for its opposite."""


def rewrite_follow_up(question: str, before: Answer, holdings: Holdings, model: LanguageModel, budget: Budget) -> str | None:
    """Let a language model word a follow-up plainly.

    Args:
        question: The follow-up as asked.
        before: The answer before.
        holdings: What the collection holds.
        model: The model.
        budget: Time left, and whether the user has stopped.

    Returns:
        A question that still may refer to the answer before; None when the model wrote none.

    Raises:
        LanguageModelError: The model failed.
        Stopped: The budget is used up, or the user stopped.
    """
    asked = f"<上一问>{_told(before)}</上一问>\n追问：{as_data(question)}"
    messages = (Message("system", load_prompt("rewrite_follow_up").fill()), Message("user", asked))
    filled = model.fill_in(messages, _schema(), max_tokens=_MAX_TOKENS, budget=budget)
    form, topic, place = (filled.get(name) for name in ("form", "A", "X"))
    if form not in FORMS or not isinstance(topic, str) or not isinstance(place, str):
        return None
    topic, place = _name(topic, short_names(holdings), whole=False), _name(place, short_names(holdings), whole=True)
    if "A" not in form and topic in normalized(question) and len(topic) > 1 and not any(topic in known.text for known in before.plan.topics):
        form = "其中哪些提到A？" if _AMONG.search(question) else "哪些地区提到A？"
    if ("A" in form and (not topic or topic in short_names(holdings))) or ("X" in form and not place):
        return None
    return form.replace("A", topic).replace("X", place)


def _schema() -> dict[str, Any]:
    fields: dict[str, Any] = {"form": {"enum": [*FORMS, _NONE]}, "A": {"type": "string"}, "X": {"type": "string"}}
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _name(words: str, names: dict[str, str], *, whole: bool) -> str:
    """A topic or place of the model's, on one line without marks that end a sentence; a place by its name with its unit."""
    bare = "".join(c for c in normalized(words) if c.isalnum() or c in "“”《》、")
    return names.get(bare, bare) if whole else bare


def plan_follow_up(
    question: str, plan: Plan, before: Answer, holdings: Holdings, thesaurus: Thesaurus, model: LanguageModel, budget: Budget
) -> Plan | None:
    """Work out a follow-up that the patterns are unsure of.

    Args:
        question: The follow-up as asked.
        plan: What the patterns made of it.
        before: The answer before.
        holdings: What the collection holds.
        thesaurus: The concepts known.
        model: The model.
        budget: Time left, and whether the user has stopped.

    Returns:
        The plan of the model's wording; None when it does not hold up.

    Raises:
        LanguageModelError: The model failed.
        Stopped: The budget is used up, or the user stopped.
    """
    rewritten = rewrite_follow_up(question, before, holdings, model, budget)
    if rewritten is None or _bare(rewritten) in (_bare(question), _bare(before.question)):
        return None
    try:
        better = continue_question(rewritten, before, holdings, thesaurus) or parse_question(rewritten, holdings, thesaurus)
    except QuestionError:
        return None
    answerable = better.intent in (Intent.SURVEY, Intent.SUMMARISE, Intent.COMPARE) or (better.intent is Intent.LOOKUP and better.carried)
    if not answerable or better == plan or doubts(rewritten, better, holdings, thesaurus):
        return None
    founded = _is_founded(better, question, before, holdings, thesaurus)
    return understood_by_model(better.model_copy(update={"include_unofficial": plan.include_unofficial})) if founded else None


def _bare(question: str) -> str:
    return "".join(c for c in normalized(question) if c.isalnum())


def _told(before: Answer) -> str:
    told = dict(explained(before.plan))
    words = [as_data(before.question)[:_LONGEST_LAST]]
    words += [f"{name}：{as_data(told[name])[:_LONGEST_LAST]}" for name in ("条件", "地区", "年份") if name in told]
    names = [as_data(region.region)[:_LONGEST_LAST] for region in before.selected[:_MOST_NAMES]]
    return " ".join((*words, *([f"选出：{'、'.join(names)}"] if names else [])))


def _is_founded(better: Plan, question: str, before: Answer, holdings: Holdings, thesaurus: Thesaurus) -> bool:
    """Whether topics, places, years and denials come from the follow-up or the question before."""
    plain = normalized(question)
    carried = {topic.text for topic in before.plan.topics}
    if not all(topic.text in carried or is_founded(topic.text, (plain, before.question), thesaurus) for topic in better.topics):
        return False
    masked = mask(plain, holdings)
    years = {year for period in masked.periods.values() for year in period.years} | set(before.plan.years)
    if not set(better.years) <= years | {year + step for year in before.plan.years for step in (-1, 1)}:
        return False
    known = {name for place in before.plan.places for name in place.names} | {region.region for region in before.selected}
    known |= {name for match in masked.places.values() for name in match.place.names}
    if not all(set(place.names) <= known or place.said in plain or place.said[:-1] in plain for place in better.places):
        return False
    stems = {stem for stem in short_names(holdings) if stem in plain}
    if not all(any(stem in place.name for place in (*better.places, *better.excluded_places)) for stem in stems):
        return False
    if _is_same(better, before.plan) or (_LEVEL.search(plain) and better.level is None):
        return False
    if next(unused_words(masked, better, thesaurus, shortest=2), None):
        return False
    if before.plan.intent is not Intent.SURVEY and better.intent is Intent.SURVEY and not _MANY.search(plain):
        return False
    return _is_same_denial(better.conditions, plain, before)


def _is_same(better: Plan, last: Plan) -> bool:
    """Whether a follow-up would only repeat the question before."""
    blank: dict[str, Any] = {"query": "", "carried": (), "understood": (), "ignored": (), "asked": last.asked}
    return better.model_copy(update=blank) == last.model_copy(update=blank)


def _is_same_denial(conditions: tuple[Condition, ...], plain: str, before: Answer) -> bool:
    """Whether a plan asks for what is not there only as far as the follow-up or the question before does."""
    turned = denies(plain) or _TURNED.search(plain) is not None
    if is_negative(conditions) == is_negative(before.plan.conditions):
        return True
    return turned or _says(plain) if is_negative(before.plan.conditions) else turned


def _says(plain: str) -> bool:
    return re.search(r"提(?:到|了|及|过)?的|有没有|提", plain) is not None
