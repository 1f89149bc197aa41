"""Follow-ups that change the filters of the plan before: places, times, kinds of documents, levels."""

from __future__ import annotations

import re

from assistant.plans import Intent, Level, Place, Plan
from assistant.questions import antecedents as a
from assistant.questions import follow_up_patterns as f
from assistant.questions import other_patterns as p
from assistant.questions.edits import Turn, edited, survey_query
from assistant.questions.masking import TYPE
from assistant.questions.survey_subjects import leaves_out_provinces, level_of
from ingest.models import DocumentType

_LISTS = (Intent.SURVEY, Intent.COLLECTION)
_LEVELS = {"县级市": Level.COUNTY_CITY, "市辖区": Level.DISTRICT, "省": Level.PROVINCE, "县级": Level.COUNTY, "区县级": Level.COUNTY}


def filtered(turn: Turn) -> Plan | None:
    """那清源区呢, 只看2023年的, 只要要点, 上半年呢, 再加上岚溪县.

    Args:
        turn: The follow-up.
    """
    match = f.FILTER.fullmatch(turn.text)
    if not match or (re.search(f"{TYPE}|{p.DOCUMENT}", turn.text) and not (match["only"] or match["swap"] or match["end"] or turn.led)):
        return None
    changes = filters_in(turn, match["what"], add=bool(match["add"]))
    return refiltered(turn, changes)


def levelled(turn: Turn) -> Plan | None:
    """只看县级市, 只看区县.

    Args:
        turn: The follow-up.
    """
    match = f.LEVEL.fullmatch(turn.text) or f.LEVEL_AMONG.fullmatch(turn.text)
    if not match or turn.plan.intent not in _LISTS:
        return None
    any_county = leaves_out_provinces(match["level"]) and level_of(match["level"]) is None
    level = None if any_county else next((level for word, level in _LEVELS.items() if match["level"].startswith(word)), Level.PREFECTURE)
    counting = bool(match.groupdict().get("count")) or (turn.plan.counting and match.re is f.LEVEL)
    notes = (*a.note_of(turn.topics), *a.filters_of(turn.plan))
    return edited(turn, notes, level=level, without_provinces=any_county, counting=counting)


def excluded(turn: Turn) -> Plan | None:
    """除了雁浦区呢, 不看2022年的.

    Args:
        turn: The follow-up.
    """
    match = f.EXCLUDE.fullmatch(turn.text)
    if not match:
        return None
    what = match["what"] or match["object"]
    named = [turn.masked.places[c].place for c in what if c in turn.masked.places]
    years = {year for c in what if c in turn.masked.periods for year in turn.masked.periods[c].years}
    kinds = {kind for c in what if c in turn.masked.types for kind in turn.masked.types[c].types}
    changes: dict[str, object] = {}
    if named:
        gone = {place.name for place in named}
        changes["places"] = tuple(place for place in turn.plan.places if place.name not in gone)
        changes["excluded_places"] = _together(turn.plan.excluded_places, tuple(named))
    if years:
        changes["years"] = tuple(year for year in turn.plan.years or turn.holdings.years if year not in years)
    if kinds:
        changes["doc_types"] = tuple(kind for kind in turn.plan.doc_types or DocumentType if kind not in kinds)
    query = f"除{'、'.join(place.said for place in named)}以外，{turn.last_query}" if named else turn.last_query
    return edited(turn, (*a.note_of(turn.topics), *a.filters_of(turn.plan, years=not years)), query=query, **changes) if changes else None


def filters_in(turn: Turn, piece: str, *, add: bool) -> dict[str, object]:
    """Filters that a piece of the question sets, as fields of a plan.

    Args:
        turn: The follow-up.
        piece: A piece of the masked question.
        add: Whether they are added to those of the plan before.
    """
    masked, plan = turn.masked, turn.plan
    places = tuple(masked.places[c].place for c in piece if c in masked.places)
    periods = [masked.periods[c] for c in piece if c in masked.periods]
    kinds = tuple(kind for c in piece if c in masked.types for kind in masked.types[c].types)
    years = tuple(sorted({year for period in periods for year in period.years}))
    changes: dict[str, object] = {}
    if places:
        changes["places"] = _together(plan.places, places) if add else places
        changes |= {"reports": (), "excluded_places": ()}
    if years:
        changes["years"] = tuple(sorted({*plan.years, *years})) if add else years
    if period := next((period.period for period in periods if period.period), None):
        changes["period"] = period
    if kinds:
        changes["doc_types"] = tuple(dict.fromkeys((*plan.doc_types, *kinds))) if add else kinds
    changes["understood"] = tuple(dict.fromkeys(period.understood for period in periods if period.understood))
    changes["ignored"] = tuple(masked.said[c] for c in piece if c in masked.periods and not masked.periods[c].applied)
    return changes


def refiltered(turn: Turn, changes: dict[str, object]) -> Plan | None:
    """The plan before with other filters, and the question in words.

    Args:
        turn: The follow-up.
        changes: The filters; None is returned when there are none.
    """
    plan = turn.plan
    if not changes.keys() & {"places", "years", "period", "doc_types"}:
        return None
    places = changes.get("places")
    carried = [*a.note_of(turn.topics)]
    carried += a.filters_of(
        plan.model_copy(
            update={
                k: () if k != "period" else None for k in ("places", "years", "period", "doc_types", "excluded_places", "reports") if k in changes
            }
        )
    )
    if isinstance(places, tuple) and places and plan.intent is Intent.COMPARE and len(places) == 1 and len(plan.years) < 2:
        changes["intent"] = Intent.SUMMARISE
    times = "、".join(turn.masked.said[c] for c in turn.text if c in turn.masked.periods)
    if "years" in changes and any(c.years for c in plan.conditions):
        again = turn.parsed(turn.with_time(times))
        shifted = again is not None and again.intent is Intent.SURVEY
        changes |= (
            {"conditions": again.conditions, "years": again.years, "understood": again.understood}
            if again and shifted
            else {"conditions": a.about(turn.topics)}
        )
    query, as_survey = turn.last_query, plan.intent is Intent.SURVEY
    if isinstance(places, tuple) and places:
        query = turn.with_places(places)
        if as_survey or changes.get("intent") is Intent.SUMMARISE:
            query = survey_query(_said(places), turn.topics) if as_survey else "、".join(_said(places)) + a.spoken(turn.topics)
        changes["counting"] = plan.counting and plan.intent is Intent.COLLECTION
    if times and not (as_survey and places):
        query = turn.with_time(times, query)
    only = plan.model_copy(update={k: v for k, v in changes.items() if k in ("places", "years")})
    if plan.intent is Intent.COMPARE and len(only.places) < 2 and len(only.years) < 2:
        changes["intent"] = Intent.SUMMARISE
    if plan.intent is Intent.LOOKUP:
        changes.pop("period", None)
    return edited(turn, tuple(carried), **{"query": query, **changes})


def _said(places: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(place.said for place in places)


def _together(first: tuple[Place, ...], more_places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple({place.name: place for place in (*first, *more_places)}.values())
