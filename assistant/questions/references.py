"""Follow-ups with a word that stands for regions, reports or the topic of the answer before."""

from __future__ import annotations

import re

from assistant.plans import Condition, Intent, Plan
from assistant.questions import antecedents as a
from assistant.questions import follow_up_patterns as f
from assistant.questions import other_patterns as p
from assistant.questions.antecedents import Antecedent
from assistant.questions.edits import Turn, compared, edited, summary_of, within
from assistant.questions.errors import QuestionError
from assistant.questions.masking import PLACE

_FUNCTION_WORDS = re.compile(r"有没有|是否|是不是|为什么|什么|怎么|如何|怎样|哪些|谁|关于|对于?|在|的|提到?|做|抓|说|写|开展|都|也|还|[,，、]")
"""Words before a pronoun that name nothing."""
_TOPIC_ONLY = re.compile(
    r"(?!.*(?:[谁哪吗几咋]|什么|怎么|多少|如何|怎样|何|有没有|是否|是不是|率|数|名单|名称|标准|时间|地点|没|提到|[写讲说谈]到))[^,。?!]{2,14}"
)
"""Words that name a topic and ask nothing of it."""
_SIDE_BY_SIDE = 6
"""Most regions that are set side by side unless a comparison is asked for."""


def numbered_one(turn: Turn) -> Plan | None:
    """第二个呢, 第一个怎么做的, 最后一个.

    Args:
        turn: The follow-up.
    """
    match = f.ORDINAL.search(turn.text)
    if (
        not match
        or match.start() > 3
        or re.match(r"(?:季度|学期|轮|批|次|阶段|中学|小学|幼儿园)", turn.text[match.end() :])
        or re.search(PLACE, turn.text)
    ):
        return None
    if match["n"] and not _is_number(match, turn.text):
        return None
    scope, end = a.numbered(turn.before, match), match.end()
    if scope is None:
        _refuse_unless_listed(turn, match)
        return None
    second = re.compile(rf"(?:以及|[和与及跟同、])(?P<other>{f.ORDINAL.pattern.replace('(?P<', '(?P<x_')})").match(turn.text, end)
    other = f.ORDINAL.fullmatch(second["other"]) if second else None
    if second and other:
        both = a.numbered(turn.before, other)
        if both is None:
            _refuse_unless_listed(turn, other)
            return None
        scope, end = a.together(scope, both), second.end()
    rest = re.sub(r"^(?:的|那|是|,)+", "", turn.text[: match.start()] + turn.text[end:])
    return _about(turn, scope, rest)


def _is_number(match: re.Match[str], text: str) -> bool:
    """Whether 第二 counts what was listed, rather than being part of a name: 第二课堂."""
    return match.group()[-1] not in f"{f.NUMBERS}0123456789" or re.match(r"$|[的呢是在有怎如具那,和与跟、]", text[match.end() :]) is not None


def _refuse_unless_listed(turn: Turn, match: re.Match[str]) -> None:
    """Say how many there are; nothing when the answer before lists none, or the number counts something else."""
    count = a.listed_count(turn.before)
    counts = re.match(rf"$|[的呢是在有怎如具那,和与跟、]|{p.UNIT}", turn.text[match.end() :])
    if count and counts and match.group() not in ("前者", "后者"):
        raise QuestionError(
            f"上一个回答里只有{count}个可以按序号追问的地区或报告，没有“{match.group()}”。请按第1到第{count}个来问，或者直接写出地区名称。"
        )


def with_place_pronoun(turn: Turn) -> Plan | None:
    """它们有什么区别, 这些区具体怎么做的, 该区招了多少教师.

    Args:
        turn: The follow-up.
    """
    match = f.PLACE_PRONOUN.search(turn.text)
    if not match or turn.plan.intent is Intent.COLLECTION or re.search(PLACE, turn.text):
        return None
    scope = a.all_of(turn.before, mentioning=True) if match["many"] else a.one_of(turn.before)
    if not scope.places and not scope.reports:
        return None
    rest = re.sub(r"^(?:的|在|,)+", "", turn.text[: match.start()] + turn.text[match.end() :])
    return _about(turn, scope, rest)


def of_the_others(turn: Turn) -> Plan | None:
    """其他地方是怎么做的.

    Args:
        turn: The follow-up.
    """
    match = f.OTHERS.fullmatch(turn.text) or f.OTHERS.fullmatch(f.TOPIC_PRONOUN.sub("", turn.text))
    if not match or not turn.topics or not f.HOW_DONE.fullmatch(match["rest"]):
        return None
    scope = a.all_of(turn.before)
    named = scope.places or turn.places_of(scope.names)
    plan = summary_of(turn, Antecedent(), f"，其他地区{turn.words(match['rest'])}")
    notes = (*a.note_of(turn.topics), *((f"不含“{'、'.join(place.said for place in named)}”",) if named else ()))
    return plan.model_copy(update={"excluded_places": named, "carried": notes})


def with_topic_pronoun(turn: Turn) -> Plan | None:
    """清源有没有提这个, 这项工作怎么抓的.

    Args:
        turn: The follow-up.
    """
    match = f.TOPIC_PRONOUN.search(turn.text)
    if not match or not turn.topics:
        return None
    subject = a.spoken(turn.topics)
    before, after = turn.words(turn.text[: match.start()]), turn.words(turn.text[match.end() :])
    before = re.sub(r"提$", "提到", before)
    own = turn.parsed(f"{before}{subject}{after}")
    if own is None or own.intent in (Intent.HELP, Intent.COLLECTION):
        return None
    notes = a.note_of(turn.topics)
    conditions = _same_topics(turn, own)
    if own.places or own.excluded_places or own.intent is Intent.SURVEY:
        years = own.years or turn.plan.years
        notes += (f"年份{'、'.join(map(str, years))}",) if years and not own.years else ()
        return own.model_copy(update={"conditions": conditions, "years": years, "carried": notes})
    if own.intent is Intent.LOOKUP and len(_FUNCTION_WORDS.sub("", before)) > 1:
        return own.model_copy(update={"conditions": a.about(turn.topics), "carried": notes})
    scope = a.all_of(turn.before, mentioning=True)
    plan = within(turn, own, scope, own.query)
    return plan.model_copy(update={"conditions": conditions, "carried": (*notes, *plan.carried)})


def among(turn: Turn) -> Plan | None:
    """其中哪些还提到研学, 其中硕士多少名.

    Args:
        turn: The follow-up.
    """
    match = f.AMONG.match(turn.text)
    if not match:
        return None
    rest = turn.text[match.end() :]
    which = f.AMONG_WHICH.fullmatch(rest)
    if which and (turn.plan.intent is Intent.SURVEY or turn.plan.places) and turn.plan.intent is not Intent.LOOKUP:
        clause = which["clause"] or which["clause2"]
        asked = which["which"] or which["count2"] or "哪些"
        own = turn.parsed(f"{'多少个区' if re.search(r'几个|多少', asked) and '哪' not in asked else '哪些区'}{turn.words(clause)}")
        if own and own.intent is Intent.SURVEY:
            return _narrowed(turn, own)
    if turn.plan.intent is Intent.COLLECTION:
        return None
    scope = a.all_of(turn.before)
    plan = _about(turn, scope, rest) if scope.places or scope.reports or turn.topics else None
    if plan and turn.topics and a.spoken(turn.topics) not in plan.query:
        subject = f"{'、'.join(scope.names)}{a.spoken(turn.topics)}"
        return plan.model_copy(update={"query": f"{subject}，{turn.said}", "carried": (*a.note_of(turn.topics), *plan.carried)})
    return plan


def _narrowed(turn: Turn, own: Plan) -> Plan:
    """The survey before with more conditions."""
    notes = (*a.note_of(turn.plan.topics), *a.filters_of(turn.plan, years=not own.years))
    query = f"{turn.last_query}，其中{own.query}"
    if turn.plan.intent is not Intent.SURVEY:
        return own.model_copy(update={"places": turn.plan.places, "query": query, "carried": a.filters_of(turn.plan)})
    conditions, years = _timed(turn, own)
    changes = {"years": years, "doc_types": own.doc_types or turn.plan.doc_types, "places": own.places or turn.plan.places}
    return edited(
        turn,
        notes,
        conditions=conditions,
        counting=own.counting,
        query=query,
        understood=own.understood,
        ignored=own.ignored,
        **changes,
    )


def _timed(turn: Turn, own: Plan) -> tuple[tuple[Condition, ...], tuple[int, ...]]:
    """The conditions of both questions, each over its own years; and all of these years."""
    before = turn.plan.years or turn.holdings.years
    if not own.years or own.years == before:
        return (*turn.plan.conditions, *own.conditions), own.years or turn.plan.years
    both = (
        *(c if c.years else c.model_copy(update={"years": before}) for c in turn.plan.conditions),
        *(c if c.years else c.model_copy(update={"years": own.years}) for c in own.conditions),
    )
    return both, tuple(sorted({*before, *own.years}))


def _about(turn: Turn, scope: Antecedent, rest: str) -> Plan | None:
    """What is asked of regions or reports: a comparison, a summary, or a fact."""
    if turn.plan.intent is Intent.SURVEY and f.LIST.fullmatch(re.sub(r"^把", "", rest)):
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan)), counting=False)
    words = turn.words(rest)
    several = len(scope.places) > 1 or len(scope.names) > 1
    conditions = turn.conditions(rest)
    each = re.search(r"分别|各自?|都", rest) is not None
    if several and (
        p.COMPARING.search(re.sub(r"分别|各自?", "", rest))
        or (each and not re.search(r"吗$|没有?$|是否|有没有|是不是", rest) and len(scope.names) <= _SIDE_BY_SIDE and not f.HOW_DONE.fullmatch(rest))
    ):
        return compared(turn, scope, words, conditions)
    if not rest or f.HOW_DONE.fullmatch(rest) or f.MORE.fullmatch(rest) or re.fullmatch(rf"{p.HOW}样?", rest):
        return summary_of(turn, scope, words)
    if f.SAYING.fullmatch(rest) and turn.topics:
        return within(
            turn, Plan(intent=Intent.SURVEY, conditions=a.about(turn.topics), years=turn.found.years, understood=turn.found.understood), scope, words
        )
    if conditions and _TOPIC_ONLY.fullmatch(rest):
        return summary_of(turn, scope, words, conditions)
    own = turn.parsed(words) if sum(c.isalnum() for c in words) > 1 else None
    if own is None or own.intent in (Intent.HELP, Intent.COLLECTION, Intent.COMPARE):
        return summary_of(turn, scope, words, conditions)
    return within(turn, own, scope, words)


def _same_topics(turn: Turn, own: Plan) -> tuple[Condition, ...]:
    """The conditions of a question whose pronoun was put into words, with the topics that the pronoun stands for."""
    known = {topic.text: topic for topic in turn.topics}
    if len(own.topics) == 1 and len(known) == 1:
        return tuple(c.model_copy(update={"topics": turn.topics}) for c in own.conditions)
    return tuple(c.model_copy(update={"topics": tuple(known.get(topic.text, topic) for topic in c.topics)}) for c in own.conditions)
