"""Follow-ups that say how several topics of the survey before have to stand: 都提到的呢, 只提到一个的呢."""

from __future__ import annotations

import re

from assistant.plans import Condition, Intent, Plan, Quantifier, Topic
from assistant.questions import antecedents as a
from assistant.questions import other_patterns as p
from assistant.questions.edits import Turn, edited

_N = r"(?:[两二三四五几][个项者样种])"
_SAY = r"(?:提到|提及|涉及|写到|讲到|提|写|有|开展)(?:了|过)?"
_END = rf"(?:的)?(?:{p.UNIT})?(?P<count>(?:一共|又|各)?有?(?:几个|多少个?))?(?:(?:都|又)?(?:有|是)(?:哪些|谁))?"
_LEAD = rf"(?:有?(?:哪些|哪几个|谁)(?:{p.UNIT})?)?"
_ONE = r"[一1](?:个|项|种|样|方面)"
_RULES = (
    (re.compile(rf"{_LEAD}(?:没有?|未)(?:同时|全都?|全部)(?:都)?(?:{_SAY})?{_END}"), (Quantifier.NOT_ALL_OF,)),
    (re.compile(rf"{_LEAD}(?:{_ONE}(?:都|也)(?:没有?|未)(?:{_SAY})?|(?:(?:{_N}|全)都?|都)(?:没有?|未)(?:{_SAY})?){_END}"), (Quantifier.NONE_OF,)),
    (re.compile(rf"{_LEAD}(?:只|仅)(?:{_SAY})?(?:了)?(?:其中)?(?:的)?(?:任[意何])?{_ONE}{_END}"), (Quantifier.ANY_OF, Quantifier.NOT_ALL_OF)),
    (
        re.compile(rf"{_LEAD}(?:至少|最少)?(?:{_SAY})?(?:其中)?(?:的)?(?:至少|任[意何])?(?:{_ONE}|其一)(?:就(?:行|可以)|即可|以上)?{_END}"),
        (Quantifier.ANY_OF,),
    ),
    (re.compile(rf"{_LEAD}(?:{_N}|同时|全部|全)?(?:都|全)?(?<=[个项者样种都全部时]){_SAY}{_END}"), (Quantifier.ALL_OF,)),
)
_ONLY_ONE = re.compile(rf"{_LEAD}(?:只|仅)(?:是)?{_SAY}(?P<topic>[^,?]{{2,16}}?){_END}")
_DROPPED = re.compile(
    r"(?:把)?(?:去掉|不要|不看|不算|除去|删掉|删去|取消|不考虑)(?P<topic>[^,?]{2,16}?)(?:这个?|那个?)?(?:条件|一?项|话题)?(?:了|吧)?"
)


def regrouped(turn: Turn) -> Plan | None:
    """The survey before with its topics put together in another way.

    Args:
        turn: The follow-up.
    """
    if turn.plan.intent is not Intent.SURVEY or len(turn.plan.topics) < 2 or any(c.years for c in turn.plan.conditions):
        return None
    match, quantifiers = next(((m, q) for pattern, q in _RULES if (m := pattern.fullmatch(turn.text))), (None, ()))
    if match is None:
        return None
    topics = turn.plan.topics
    return edited(
        turn,
        (*a.note_of(topics), *a.filters_of(turn.plan)),
        conditions=tuple(Condition(topics=topics, quantifier=q) for q in quantifiers),
        counting=bool(match["count"]),
        query=f"{a.spoken(topics, '、')}，{turn.said}",
    )


def one_of_several(turn: Turn) -> Plan | None:
    """只提到校车的呢, after a question on 校车 and something else.

    Args:
        turn: The follow-up.
    """
    match = _ONLY_ONE.fullmatch(turn.text)
    named, others = _named(turn, match["topic"]) if match else ((), ())
    if match is None or not named or not others:
        return None
    conditions = (Condition(topics=named), Condition(topics=others, quantifier=Quantifier.NONE_OF))
    carried = (*a.note_of(turn.plan.topics), *a.filters_of(turn.plan))
    return edited(turn, carried, conditions=conditions, counting=bool(match["count"]), query=f"{turn.last_query}，{turn.said}")


def dropped(turn: Turn) -> Plan | None:
    """去掉食品安全: the survey before without one of its topics.

    Args:
        turn: The follow-up.
    """
    match = _DROPPED.fullmatch(turn.text)
    named, others = _named(turn, match["topic"]) if match else ((), ())
    if not named or not others:
        return None
    left = [c.model_copy(update={"topics": kept}) for c in turn.plan.conditions if (kept := tuple(topic for topic in c.topics if topic not in named))]
    query = f"{turn.last_query}，{turn.said}"
    return edited(turn, (*a.note_of(others), *a.filters_of(turn.plan)), conditions=tuple(left), query=query)


def _named(turn: Turn, piece: str) -> tuple[tuple[Topic, ...], tuple[Topic, ...]]:
    """Topics of the survey before that words name, and the others."""
    if turn.plan.intent is not Intent.SURVEY:
        return (), ()
    said = [topic for c in turn.conditions(piece) for topic in c.topics]
    same = tuple(
        topic for topic in turn.plan.topics if any(topic.text == s.text or (topic.concept is not None and topic.concept == s.concept) for s in said)
    )
    return same, tuple(topic for topic in turn.plan.topics if topic not in same)
