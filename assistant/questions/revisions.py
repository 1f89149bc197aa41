"""Follow-ups that turn the plan before: counting, listing, those that do not mention it, more of the same."""

from __future__ import annotations

import re

from assistant.plans import Asked, Condition, Intent, Listed, Plan, Quantifier
from assistant.questions import antecedents as a
from assistant.questions import follow_up_patterns as f
from assistant.questions.antecedents import Antecedent
from assistant.questions.edits import FACT, Turn, edited, summary_of, survey_query
from assistant.questions.masking import PERIOD, PLACE, TYPE
from assistant.questions.refiltering import filters_in, refiltered

_OPPOSITE = {
    Quantifier.ANY_OF: Quantifier.NONE_OF,
    Quantifier.NONE_OF: Quantifier.ANY_OF,
    Quantifier.ALL_OF: Quantifier.NOT_ALL_OF,
    Quantifier.NOT_ALL_OF: Quantifier.ALL_OF,
}
_LISTS = (Intent.SURVEY, Intent.COLLECTION)


def counted(turn: Turn) -> Plan | None:
    """有多少个, 一共几个.

    Args:
        turn: The follow-up.
    """
    return _relisted(turn, f.COUNT, counting=True)


def listed(turn: Turn) -> Plan | None:
    """是哪些, 列出来.

    Args:
        turn: The follow-up.
    """
    return _relisted(turn, f.LIST, counting=False)


def _relisted(turn: Turn, pattern: re.Pattern[str], *, counting: bool) -> Plan | None:
    """The list before counted or listed, perhaps with another place or time."""
    if turn.plan.intent not in _LISTS:
        return None
    bare = re.sub(rf"^(?:其中|里面|这里面|这其中|把|{PLACE}|{PERIOD}|{TYPE}|的|在|,)+", "", turn.text)
    if not pattern.fullmatch(bare):
        return None
    changes: dict[str, object] = {"counting": counting, "listed": _unit(bare, turn.plan.listed)}
    plan = refiltered(turn, filters_in(turn, turn.text, add=False)) if re.search(f"{PLACE}|{PERIOD}|{TYPE}", turn.text) else None
    plan = plan or edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan)))
    return plan.model_copy(update=changes)


def headless(turn: Turn) -> Plan | None:
    """提到研学的呢, 既提到校车又提到研学的有几个: another survey with the filters of the one before.

    Args:
        turn: The follow-up.
    """
    match = f.HEADLESS.fullmatch(turn.text)
    if not match or turn.plan.intent is not Intent.SURVEY or re.search(r"[谁哪]", match["clause"]):
        return None
    own = turn.parsed(f"{'多少个区' if match['count'] else '哪些区'}{turn.words(match['clause'])}")
    if own is None or own.intent is not Intent.SURVEY:
        return None
    plan = turn.plan
    kept = {
        "level": plan.level,
        "without_provinces": plan.without_provinces,
        "excluded_places": plan.excluded_places,
        "period": own.period or plan.period,
        "doc_types": own.doc_types or plan.doc_types,
    }
    notes = a.filters_of(plan, places=not own.places, years=not own.years) or (f"问法“{turn.last_query}”",)
    return own.model_copy(update={**kept, "places": own.places or plan.places, "years": own.years or plan.years, "carried": notes})


def the_others(turn: Turn) -> Plan | None:
    """其他区呢, 反过来呢.

    Args:
        turn: The follow-up.
    """
    if not f.REST.fullmatch(turn.text) or not turn.topics:
        return None
    if turn.plan.intent is Intent.SURVEY and not turn.plan.places:
        if re.match(r"反过来|反之|相反", turn.text) and _is_contrast(turn.plan.conditions):
            swapped = tuple(c.model_copy(update={"quantifier": _OPPOSITE[c.quantifier]}) for c in turn.plan.conditions)
            return edited(turn, (*a.note_of(turn.plan.topics), *a.filters_of(turn.plan)), conditions=swapped, query=f"{turn.last_query}，反过来")
        return _turned(turn, turn.plan.conditions, negative=None)
    if not turn.plan.places:
        return None
    note = (*a.note_of(turn.topics), f"不含“{'、'.join(place.said for place in turn.plan.places)}”")
    query = survey_query((), turn.topics) if turn.plan.intent is Intent.SURVEY else f"其他地区{a.spoken(turn.topics)}"
    intent = turn.plan.intent if turn.plan.intent is not Intent.COMPARE else Intent.SUMMARISE
    return edited(turn, note, intent=intent, places=(), reports=(), excluded_places=turn.plan.places, query=query)


def _is_contrast(conditions: tuple[Condition, ...]) -> bool:
    """Whether one topic is asked for and another denied: 提到校车但没有提到研学."""
    single = len(conditions) > 1 and all(len(c.topics) == 1 for c in conditions)
    return single and len({c.quantifier for c in conditions}) > 1 and len({c.topics for c in conditions}) == len(conditions)


def said_or_not(turn: Turn) -> Plan | None:
    """没提到的呢, 哪些没有, 哪些提到了, 清源区提到了吗.

    Args:
        turn: The follow-up.
    """
    match = f.SAYING.fullmatch(turn.text)
    if not match or not turn.topics or not (match["not"] or match["said"] or match["maybe"]):
        return None
    if not (match["said"] or match["which"] or match["count"] or match["all"] or match["rest"] or match["end"] or turn.plan.intent is Intent.SURVEY):
        return None
    counting = bool(match["count"] or match["count2"] or (match["rest"] or "").startswith("数量"))
    if not (match["which"] or match["rest"] or counting) and re.search(PLACE, turn.text):
        return refiltered(turn, filters_in(turn, turn.text, add=False))
    changes = filters_in(turn, turn.text, add=False) if re.search(f"{PLACE}|{PERIOD}|{TYPE}", turn.text) else {}
    conditions = turn.plan.conditions if turn.plan.intent is Intent.SURVEY else a.about(turn.topics)
    if turn.plan.intent is not Intent.SURVEY:
        changes = {"places": (), "reports": (), **FACT, **changes}
    plan = _turned(turn, conditions, negative=bool(match["not"]))
    return plan.model_copy(update={**changes, "counting": counting, "listed": _unit(turn.text, turn.plan.listed)})


def more(turn: Turn) -> Plan | None:
    """具体怎么做的, 详细说说, 还有吗.

    Args:
        turn: The follow-up.
    """
    plain = re.sub(f"^(?:{PERIOD}|{TYPE}|的)*", "", turn.text)
    if turn.plan.intent is Intent.COLLECTION or not (f.MORE.fullmatch(plain) or f.HOW_DONE.fullmatch(plain)):
        return None
    if turn.plan.intent is Intent.COMPARE:
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan)), query=f"{turn.last_query}，{turn.said}")
    if not turn.topics and turn.plan.intent is Intent.LOOKUP:
        return _asked_again(turn)
    scope = a.all_of(turn.before, mentioning=True) if turn.plan.intent is Intent.SURVEY else _same(turn)
    return summary_of(turn, scope, turn.words(plain))


def added(turn: Turn) -> Plan | None:
    """再加上研学, 也没有提到研学的呢, 或者研学.

    Args:
        turn: The follow-up.
    """
    match = f.ADD.fullmatch(re.sub(r"^(?:但是?|可是?|不过|而|却|就是)(?=[又也还没未不提])", "同时", turn.text))
    if not match or turn.plan.intent is not Intent.SURVEY or re.search(rf"{PLACE}|{PERIOD}|{TYPE}|[谁哪]", match["topic"]):
        return None
    new = tuple(topic for c in turn.conditions(match["topic"]) for topic in c.topics)
    if not new:
        return None
    negative = bool(match["not1"] or match["not2"])
    carried = (*a.note_of(turn.plan.topics), *a.filters_of(turn.plan))
    if match["or"]:
        last = turn.plan.conditions[-1]
        wider = (*turn.plan.conditions[:-1], last.model_copy(update={"topics": (*last.topics, *new)}))
        return edited(turn, carried, conditions=wider, query=f"{turn.last_query}或{a.spoken(new)}")
    condition = Condition(topics=new, quantifier=Quantifier.NONE_OF if negative else Quantifier.ALL_OF if len(new) > 1 else Quantifier.ANY_OF)
    note = "" if match["verb1"] or match["also"] else f"“{turn.said}”按同时提到理解"
    return edited(
        turn,
        carried,
        conditions=(*turn.plan.conditions, condition),
        counting=bool(match["count"]),
        query=f"{turn.last_query}，{'没有提到' if negative else '同时提到'}{a.spoken(new)}",
        understood=(note,) if note else (),
    )


def _asked_again(turn: Turn) -> Plan:
    return edited(turn, (f"问法“{turn.last_query}”", *a.filters_of(turn.plan)), query=f"{turn.last_query}，{turn.said}")


def _same(turn: Turn) -> Antecedent:
    """The scope of the plan before, as it is."""
    plan = turn.plan
    notes = a.filters_of(plan, years=False)
    return Antecedent(plan.places, plan.reports, tuple(place.said for place in plan.places), "，".join(notes))


def _turned(turn: Turn, conditions: tuple[Condition, ...], negative: bool | None) -> Plan:
    """A survey for those that do, or do not; None turns it round."""
    understood: tuple[str, ...] = ()
    if len(conditions) == 1:
        now = conditions[0].quantifier
        is_negative = now in (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF)
        turned = _OPPOSITE[now] if negative is None or negative != is_negative else now
        conditions = (conditions[0].model_copy(update={"quantifier": turned}),)
        negative = turned in (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF)
    else:
        negative = True if negative is None else negative
        topics = a.topics_of(turn.plan)
        conditions = (Condition(topics=topics, quantifier=Quantifier.NONE_OF if negative else Quantifier.ANY_OF),)
        understood = (f"按{'一项都没有' if negative else '任何一项'}提到“{'、'.join(topic.text for topic in topics)}”理解",)
    query = f"哪些区{'没有' if negative else ''}提到{a.spoken(turn.topics)}"
    carried = (*a.note_of(turn.topics), *(a.filters_of(turn.plan) if turn.plan.intent is Intent.SURVEY else ()))
    return edited(turn, carried, intent=Intent.SURVEY, conditions=conditions, query=query, understood=understood, asked=Asked.TEXT)


def _unit(text: str, before: Listed) -> Listed:
    if re.search(r"报告|材料|文件|(?<!年)[份篇]", text):
        return Listed.REPORTS
    if re.search(r"年份|哪几?年|几年|哪一年|[按分]年|逐年", text):
        return Listed.YEARS
    return Listed.REGIONS if re.search(r"[区县市省]|地[方区]", text) else before
