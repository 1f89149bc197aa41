"""A follow-up with what it may refer to, and edits of the plan before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.models import Answer
from assistant.plans import Asked, Condition, Holdings, Intent, Listed, Place, Plan, Topic
from assistant.questions import antecedents as a
from assistant.questions import follow_up_patterns as f
from assistant.questions.antecedents import Antecedent
from assistant.questions.asking_words import YEAR_BEFORE
from assistant.questions.circumstances import Circumstances, circumstances, quoted
from assistant.questions.cores import conditions_for, core
from assistant.questions.errors import QuestionError
from assistant.questions.masking import PERIOD, PLACE, Masked, mask, normalized
from assistant.questions.parser import parse_question
from assistant.thesaurus import Thesaurus, Wording, topic_of

_SET_BESIDE = re.compile(rf"(?<=[比较与和跟同])({PERIOD})")


@dataclass(frozen=True)
class Turn:
    """A question after an answer."""

    text: str
    """The masked question without courtesy and particles."""
    masked: Masked
    """The question."""
    before: Answer
    """The answer before."""
    holdings: Holdings
    """What the collection holds."""
    thesaurus: Thesaurus
    """The concepts known."""

    @cached_property
    def found(self) -> Circumstances:
        """Places and times of the question."""
        return circumstances(self.masked)

    @property
    def plan(self) -> Plan:
        """The plan before."""
        return self.before.plan

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """What the question before was about."""
        return a.topics_of(self.plan)

    @cached_property
    def led(self) -> bool:
        """Whether something leads over to it, or it ends as a follow-up does."""
        return re.search(r"呢[?。!]*$", self.masked.text) is not None or f.OPENING.match(self.masked.text) is not None

    @property
    def said(self) -> str:
        """The question's words, without courtesy."""
        return quoted(self.text, self.masked)

    def words(self, piece: str) -> str:
        """A piece of the masked question as words.

        Args:
            piece: The piece.
        """
        return quoted(piece, self.masked)

    def topic(self, wording: Wording) -> Topic:
        """What to search for.

        Args:
            wording: A topic's wording.
        """
        return topic_of(wording, self.thesaurus)

    def conditions(self, piece: str) -> tuple[Condition, ...]:
        """What a piece of the masked question is about.

        Args:
            piece: The piece.
        """
        return conditions_for(core(piece), self.masked, self.topic)

    def parsed(self, question: str) -> Plan | None:
        """A question's own plan; None when it cannot be worked on.

        Args:
            question: Words.
        """
        try:
            return parse_question(question, self.holdings, self.thesaurus)
        except QuestionError:
            return None

    @cached_property
    def last_query(self) -> str:
        """The question before, complete in itself."""
        return re.sub(r"[?？!！。]+$", "", self.plan.query or self.before.question)

    def places_of(self, names: tuple[str, ...]) -> tuple[Place, ...]:
        """Places by the names that answers show.

        Args:
            names: The names.
        """
        return tuple(found.place for name in names for found in mask(name, self.holdings).places.values())

    def with_places(self, places: tuple[Place, ...]) -> str:
        """The question before with other places.

        Args:
            places: The places.
        """
        return _replaced(self.last_query, self.holdings, PLACE, "、".join(place.said for place in places))

    def with_time(self, said: str, query: str = "") -> str:
        """The question before with another time.

        Args:
            said: The time.
            query: The question when it was changed already.
        """
        return _replaced(query or self.last_query, self.holdings, PERIOD, said)


def _replaced(query: str, holdings: Holdings, marks: str, said: str) -> str:
    """A question with its first place (or time) replaced and the others left out; put first when it has none."""
    masked = mask(normalized(query), holdings)
    beside = _SET_BESIDE.sub(lambda m: masked.said[m[1]] if YEAR_BEFORE.fullmatch(masked.said[m[1]]) else m.group(), masked.text)
    text = re.sub(rf"({marks})(?:的?(?:以及|[和与及跟同、])?{marks})+", r"\1", beside)
    if not re.search(marks, text):
        at_place = re.search(rf"{PLACE}(?:(?:以及|[和与及跟同、])?{PLACE})*", text) if marks is PERIOD else None
        split = at_place.end() if at_place else 0
        return f"{quoted(text[:split], masked)}{said}{quoted(text[split:], masked)}"
    at = next(re.finditer(marks, text))
    rest = re.sub(marks, "", text[at.end() :])
    return f"{quoted(text[: at.start()], masked)}{said}{quoted(rest, masked)}"


def survey_query(places: tuple[str, ...], topics: tuple[Topic, ...]) -> str:
    """A survey in words.

    Args:
        places: Names of the places it is limited to.
        topics: Its topics.
    """
    return f"{'、'.join(places)}有没有提到{a.spoken(topics)}" if places else f"哪些区提到{a.spoken(topics)}"


def edited(turn: Turn, carried: tuple[str, ...], **changes: object) -> Plan:
    """The plan before with changes.

    Args:
        turn: The follow-up.
        carried: What was carried over, in Chinese.
        **changes: Fields of the plan.
    """
    fresh = {"understood": (), "ignored": (), "carried": tuple(dict.fromkeys(carried)) or (f"问法“{turn.last_query}”",)}
    return turn.plan.model_copy(update={**fresh, **changes})


def summary_of(turn: Turn, scope: Antecedent, rest: str, conditions: tuple[Condition, ...] = ()) -> Plan:
    """A summary of the topic before, or of another, over some regions or reports.

    Args:
        turn: The follow-up.
        scope: The regions or reports.
        rest: What the question says beside them, in words.
        conditions: Its own topic; the topic before when empty.
    """
    plan, own = turn.plan, bool(conditions)
    keep = not turn.found.years
    subject = "" if own or a.spoken(turn.topics) in rest else a.spoken(turn.topics)
    return Plan(
        intent=Intent.SUMMARISE,
        conditions=conditions or a.about(turn.topics),
        places=scope.places,
        excluded_places=() if scope.places or scope.reports else plan.excluded_places,
        reports=scope.reports,
        years=plan.years if keep else turn.found.years,
        period=turn.found.period or plan.period,
        doc_types=turn.found.doc_types or plan.doc_types,
        level=None if scope.places or scope.reports else plan.level,
        query=f"{'、'.join(scope.names)}{subject}{rest}",
        understood=turn.found.understood,
        ignored=turn.found.unapplied,
        carried=_carried(turn, scope, own, keep),
        include_unofficial=plan.include_unofficial,
    )


def compared(turn: Turn, scope: Antecedent, rest: str, conditions: tuple[Condition, ...] = ()) -> Plan:
    """A comparison of regions on the topic before, or on another.

    Args:
        turn: The follow-up.
        scope: The regions.
        rest: What the question says beside them, in words.
        conditions: Its own topic; the topic before when empty.
    """
    plan = summary_of(turn, scope, rest, conditions)
    return plan.model_copy(update={"intent": Intent.COMPARE, "places": scope.places or turn.places_of(scope.names)})


def within(turn: Turn, own: Plan, scope: Antecedent, rest: str) -> Plan:
    """A question's own plan limited to what the answer before was about.

    Args:
        turn: The follow-up.
        own: Its plan.
        scope: The regions or reports.
        rest: The question's words without what stands for them.
    """
    keep = not own.years
    has_topic = bool(own.conditions)
    query = (
        f"{'、'.join(scope.names)}{rest}" if has_topic or a.spoken(turn.topics) in rest else f"{'、'.join(scope.names)}{a.spoken(turn.topics)}{rest}"
    )
    return own.model_copy(
        update={
            "conditions": own.conditions or a.about(turn.topics),
            "places": scope.places,
            "reports": scope.reports,
            "years": turn.plan.years if keep else own.years,
            "doc_types": own.doc_types or turn.plan.doc_types,
            "query": query,
            "carried": _carried(turn, scope, has_topic, keep),
        }
    )


def _carried(turn: Turn, scope: Antecedent, own_topic: bool, years: bool) -> tuple[str, ...]:
    notes = () if own_topic else a.note_of(turn.topics)
    notes += (scope.note,) if scope.note else ()
    notes += (f"年份{'、'.join(map(str, turn.plan.years))}",) if years and turn.plan.years else ()
    return notes


FACT = {"counting": False, "listed": Listed.REGIONS, "asked": Asked.TEXT}
"""Fields of a plan that a change of intent sets back."""
