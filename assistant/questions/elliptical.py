"""Follow-ups that leave out what the question before named."""

from __future__ import annotations

import re

from assistant.plans import Asked, Condition, Intent, Plan, Topic
from assistant.questions import antecedents as a
from assistant.questions import follow_up_patterns as f
from assistant.questions import other_patterns as p
from assistant.questions.antecedents import Antecedent
from assistant.questions.asking_words import CHANGE, YEAR_BEFORE
from assistant.questions.cores import core
from assistant.questions.edits import Turn, compared, edited, summary_of, survey_query
from assistant.questions.masking import PERIOD, PLACE, TYPE
from assistant.questions.others import asked

_SHORT = 14
"""Longest question, in characters, that leans on the place of the one before."""
_ABOUT_MARKS = re.compile(rf"(?:{PLACE}|{PERIOD}|{TYPE}|教育局|[的在里中和与、,])+")
_WHEN = re.compile(r"(?:这?是)?(?:哪一?年|什么时[候间]|哪个?月|何时)的?(?:数据|情况|事|数字|统计|报告|材料|内容)?(?:了)?")
_BARE_NUMBER = re.compile(
    r"(?:一共|总共|大概|共|又)*(?:花|投|投入|投资|用|支出|耗资|拨|拨付|补|补助|补贴|发|发放|建|招|招聘|买|修|装|配|配备|办|开|有|新增)(?:掉|到)?(?:了)?(?:一?共)?"
    r"(?:多少|几)(?:个?(?:钱|资金|经费|元|万元?|亿元?|[名人所套间辆台次场项座栋件处]))?"
)
"""Asks for a number of something that it does not name: 花了多少钱."""
_NO_TOPIC = re.compile(
    r"[谁哪吗几]|什么|怎么|多少|如何|怎样|为什么|有没有|是否|是不是|没有?|提到|一样|你|我|结果|答案|对不对|不对|错|第[一二三四五六七八九十0-9]+个"
    r"|最后|真的|意思"
)


def another_topic(turn: Turn) -> Plan | None:
    """食品安全呢, 换成食品安全, 那清源区的食品安全呢, 石桥二中呢.

    Args:
        turn: The follow-up.
    """
    marks = "".join(re.findall(f"{PLACE}|{PERIOD}|{TYPE}", turn.text))
    rest = _ABOUT_MARKS.sub("", turn.text) if marks else turn.text
    match = f.TOPIC_ONLY.fullmatch(rest)
    if not match or not (match["swap"] or match["look"] or match["end"] or turn.led) or _NO_TOPIC.search(match["topic"]):
        return None
    conditions = turn.conditions(match["topic"])
    if f.ALL_OF_THEM.search(turn.text) or (turn.plan.intent is Intent.LOOKUP and match["end"] not in (None, "呢") and not match["swap"]):
        return None
    if not conditions or turn.plan.intent is Intent.COLLECTION or (match["end"] and match["end"] != "呢" and marks):
        return None
    topics = conditions[0].topics
    if turn.plan.intent is Intent.LOOKUP:
        return _another_thing(turn, topics, turn.words(match["topic"]))
    places = turn.found.places or turn.plan.places
    carried = a.filters_of(turn.plan, places=not turn.found.places, years=not turn.found.years)
    intent = Intent.SUMMARISE if turn.plan.intent is Intent.COMPARE and len(places) < 2 and len(turn.plan.years) < 2 else turn.plan.intent
    return edited(
        turn,
        (*carried, f"问法“{turn.last_query}”"),
        intent=intent,
        conditions=_with_topics(turn, topics),
        places=places,
        reports=() if turn.plan.intent is Intent.SURVEY or turn.found.places else turn.plan.reports,
        years=turn.found.years or turn.plan.years,
        doc_types=turn.found.doc_types or turn.plan.doc_types,
        query=_swapped(turn, topics),
        understood=turn.found.understood,
    )


def elliptical(turn: Turn) -> Plan | None:
    """清源具体是怎么选的, 清源招了多少, 比前一年涨了多少, 为什么: no topic of its own.

    Args:
        turn: The follow-up.
    """
    rest = re.sub(r"^(?:的|在|,|那)+", "", re.sub(rf"{PLACE}(?:[和与跟及、]{PLACE})*", "", turn.text))
    rest = re.sub(r"^(?:都|又|也|具体|到底)+(?=[^都又也])", "", rest) or rest
    if (
        not rest
        or turn.plan.intent is Intent.COLLECTION
        or (turn.conditions(turn.text) and not any(pattern.fullmatch(rest) for pattern in (f.HOW_DONE, f.MORE, _WHEN, _BARE_NUMBER)))
    ):
        return None
    if re.search(r"\ue100|[\ue101-\ue17f]", rest) or len(rest) > _SHORT or not (_asks(rest) or f.MORE.fullmatch(rest)):
        return None
    places = turn.found.places
    plain = re.sub(f"{PERIOD}|{TYPE}", "", rest)
    if f.HOW_DONE.fullmatch(rest) or f.HOW_DONE.fullmatch(plain) or (places and f.MORE.fullmatch(plain)):
        if not turn.topics:
            return None
        return summary_of(turn, _named(turn) if places else a.all_of(turn.before, mentioning=True), turn.words(rest))
    if turn.plan.intent is Intent.COMPARE and not places and p.COMPARING.search(rest):
        return edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan)), query=f"{turn.last_query}，{turn.said}")
    own = turn.parsed(turn.said)
    if own and own.intent is Intent.SURVEY and not places and f.DEPENDENT.match(rest) and not re.search(p.UNIT, rest):
        own = Plan(intent=Intent.LOOKUP, asked=asked(rest))
    if own is None or own.intent in (Intent.SURVEY, Intent.COLLECTION, Intent.HELP) or (places and not turn.topics):
        return None
    if core(rest) and not (f.DEPENDENT.match(rest) or _BARE_NUMBER.fullmatch(rest)) and not places:
        return None
    return _completed(turn, own, rest)


def changed(turn: Turn) -> Plan | None:
    """比前一年涨了多少, 同比呢: by how much the number of the question before differs from the year before.

    Args:
        turn: The follow-up.
    """
    rest = re.sub(rf"^(?:{PLACE}|的|,)+", "", turn.text)
    plain = "".join(turn.masked.said[c] if c in turn.masked.periods and YEAR_BEFORE.fullmatch(turn.masked.said[c]) else c for c in rest)
    if turn.plan.intent is not Intent.LOOKUP or re.search(PERIOD, plain) or not CHANGE.fullmatch(plain):
        return None
    return _completed(turn, Plan(intent=Intent.LOOKUP, asked=Asked.NUMBER, include_unofficial=turn.plan.include_unofficial), rest)


def compared_with(turn: Turn) -> Plan | None:
    """和岚溪县相比呢, 它和岚溪县有什么不同, 比去年呢.

    Args:
        turn: The follow-up.
    """
    match = f.COMPARED.fullmatch(turn.text)
    if not match or turn.plan.intent is Intent.COLLECTION or not (match["rest"] or turn.led or re.search(r"比|较", turn.text)):
        return None
    scope = a.one_of(turn.before)
    if turn.found.places:
        places = scope.places or turn.places_of(scope.names)
        both = Antecedent((*places, *turn.found.places), (), (*scope.names, *(place.said for place in turn.found.places)), scope.note)
        return compared(turn, both, turn.words(match["rest"]) or "有什么不同") if places and turn.topics else None
    if not turn.found.years or not (scope.places or turn.topics):
        return None
    years = tuple(sorted({*(turn.plan.years or turn.holdings.years[-1:]), *turn.found.years}))
    if turn.plan.intent in (Intent.SUMMARISE, Intent.COMPARE) and len(scope.places) == 1:
        return compared(turn, scope, turn.said).model_copy(update={"years": years})
    query = f"{turn.last_query}，{turn.said}"
    return edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan)), years=years, query=query, understood=turn.found.understood)


def of_the_same_place(turn: Turn) -> Plan | None:
    """校车有多少辆, after a question on one place: the place is left out.

    Args:
        turn: The follow-up.
    """
    scope = Antecedent(
        turn.plan.places, turn.plan.reports, tuple(place.said for place in turn.plan.places), "，".join(a.filters_of(turn.plan, years=False))
    )
    if turn.found.places or turn.found.excluded or not scope.places or len(turn.text) > _SHORT or turn.plan.intent is Intent.COLLECTION:
        return None
    if f.ALL_OF_THEM.search(turn.text) or not _asks(turn.text):
        return None
    own = turn.parsed(turn.said)
    if own is None or own.intent not in (Intent.LOOKUP, Intent.SUMMARISE) or not own.conditions:
        return None
    subject = f"{a.spoken(turn.topics)}，" if turn.topics and f.DEPENDENT.match(turn.text) else ""
    return own.model_copy(
        update={
            "places": scope.places,
            "reports": scope.reports,
            "years": own.years or turn.plan.years,
            "query": f"{'、'.join(scope.names)}{subject}{turn.said}",
            "carried": (scope.note, *((f"年份{'、'.join(map(str, turn.plan.years))}",) if turn.plan.years and not own.years else ())),
        }
    )


def _completed(turn: Turn, own: Plan, rest: str) -> Plan:
    """A fact asked with what the question before was about."""
    keep = not own.years or re.search(r"^比|同比|[相对]比|较", rest) is not None
    scope = _named(turn) if turn.found.places else a.one_of(turn.before)
    subject = a.spoken(turn.topics) if turn.topics else re.sub("|".join(map(re.escape, scope.names)) or "$^", "", turn.last_query)
    years = f"{'、'.join(map(str, turn.plan.years))}年" if keep and turn.plan.years else ""
    kept = (f"年份{'、'.join(map(str, turn.plan.years))}",) if years else ()
    return own.model_copy(
        update={
            "conditions": a.about(turn.topics),
            "places": scope.places,
            "reports": scope.reports,
            "years": tuple(sorted({*turn.plan.years, *own.years})) if keep else own.years,
            "doc_types": own.doc_types or turn.plan.doc_types,
            "query": f"{'、'.join(scope.names)}{years if years not in subject else ''}{subject}，{turn.words(rest)}",
            "carried": (*(a.note_of(turn.topics) or (f"问法“{turn.last_query}”",)), *((scope.note,) if scope.note else ()), *kept),
        }
    )


def _named(turn: Turn) -> Antecedent:
    return Antecedent(turn.found.places, (), tuple(place.said for place in turn.found.places))


def _asks(text: str) -> bool:
    return (
        re.search(r"[谁哪吗几咋]|什么|怎么|多少|如何|怎样|为什么|为何|为啥|何时|有没有|是否|是不是|比例|占比|同比|原因|[有做抓]呢|情况|效果", text)
        is not None
    )


def _with_topics(turn: Turn, topics: tuple[Topic, ...]) -> tuple[Condition, ...]:
    """The conditions before with another topic."""
    if len(turn.plan.conditions) > 1 and not any(c.years for c in turn.plan.conditions):
        return a.about(topics)
    if len({c.topics for c in turn.plan.conditions}) == 1:
        return tuple(c.model_copy(update={"topics": topics}) for c in turn.plan.conditions)
    return a.about(topics)


def _swapped(turn: Turn, topics: tuple[Topic, ...]) -> str:
    """The question before in words, with another topic and other places."""
    places = turn.found.places or turn.plan.places
    if turn.plan.intent is Intent.SURVEY:
        return survey_query(tuple(place.said for place in places), topics)
    query = turn.with_places(turn.found.places) if turn.found.places else turn.last_query
    old, new = a.spoken(turn.topics), a.spoken(topics)
    return query.replace(old, new) if old and old in query else f"{'、'.join(place.said for place in places)}{new}"


def _another_thing(turn: Turn, topics: tuple[Topic, ...], said: str) -> Plan:
    """The fact before asked of another thing."""
    query = turn.with_places(turn.found.places) if turn.found.places else turn.last_query
    old = _alike(query, said) or next((topic.text for topic in turn.topics if topic.text in query), "")
    query = query.replace(old, said) if old else f"{said}，{query}"
    return edited(
        turn,
        (f"问法“{turn.last_query}”", *a.filters_of(turn.plan, places=not turn.found.places, years=not turn.found.years)),
        conditions=a.about(topics),
        places=turn.found.places or turn.plan.places,
        reports=() if turn.found.places else turn.plan.reports,
        years=turn.found.years or turn.plan.years,
        query=query,
        understood=turn.found.understood,
    )


def _alike(query: str, said: str) -> str:
    """A name in a question that begins and ends as another does: 石桥一中, 石桥二中."""
    if len(said) < 4:
        return ""
    match = re.search(rf"{re.escape(said[:2])}.{{0,{len(said) - 3}}}?{re.escape(said[-2:])}", query)
    return match.group() if match else ""
