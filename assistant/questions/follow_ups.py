"""Questions that refer to the answer before them → plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.models import Answer
from assistant.plans import Holdings, Intent, Plan
from assistant.questions import follow_up_patterns as f
from assistant.questions.circumstances import with_verbs, without_courtesy
from assistant.questions.edits import Turn
from assistant.questions.elliptical import another_topic, changed, compared_with, elliptical, of_the_same_place
from assistant.questions.masking import PLACE, TYPE, mask, normalized
from assistant.questions.other_patterns import DOCUMENT
from assistant.questions.others import is_collection, is_help
from assistant.questions.references import among, numbered_one, of_the_others, with_place_pronoun, with_topic_pronoun
from assistant.questions.refiltering import excluded, filtered, levelled
from assistant.questions.regrouping import dropped, one_of_several, regrouped
from assistant.questions.relative_years import dated
from assistant.questions.revisions import added, counted, headless, listed, more, said_or_not, the_others
from assistant.questions.survey_words import SAY_CORE
from assistant.questions.widening import any_of_them, each_of_them, side_by_side, widened
from assistant.thesaurus import Thesaurus
from assistant.wording import without_unofficial

_ONE_AFTER_ANOTHER = re.compile(rf"({PLACE})呢[?,]+(?=那?{PLACE}呢)")
_LONG = 40
"""A question of more characters is complete in itself unless it has a pronoun."""
_READERS: tuple[Callable[[Turn], Plan | None], ...] = (
    numbered_one,
    any_of_them,
    widened,
    side_by_side,
    each_of_them,
    regrouped,
    one_of_several,
    dropped,
    the_others,
    counted,
    listed,
    more,
    levelled,
    excluded,
    filtered,
    said_or_not,
    of_the_others,
    among,
    added,
    headless,
    changed,
    compared_with,
    with_topic_pronoun,
    with_place_pronoun,
    another_topic,
    elliptical,
    of_the_same_place,
)
"""Ways to refer to the answer before, the most specific first."""
_NOTHING = re.compile(r"(?:一起|一并|也|都|再|重新|算|统计|看看?|查|呢|吧|吗|[,。?!\s])*+")
"""What is left of a question that only widens the scope."""
_REFERRING: tuple[Callable[[Turn], Plan | None], ...] = (numbered_one, among, with_topic_pronoun, with_place_pronoun)


def continue_question(question: str, before: Answer, holdings: Holdings, thesaurus: Thesaurus) -> Plan | None:
    """Work out a question that refers to the answer before it.

    Args:
        question: The question as typed.
        before: The answer before.
        holdings: What the collection holds.
        thesaurus: The concepts known.

    Returns:
        A plan that tells what it carried over; None when the question stands on its own.

    Raises:
        QuestionError: It names one by a number that the answer before does not have.
    """
    plain, unofficial = without_unofficial(normalized(question))
    if before.plan.intent is Intent.HELP:
        return None
    if unofficial and _NOTHING.fullmatch(plain):
        return _with_unofficial(before)
    if not any(c.isalnum() for c in plain):
        return None
    plain, year_note = dated(plain, before.plan, holdings)
    masked = mask(_plainer(plain), holdings)
    masked = replace(masked, text=_ONE_AFTER_ANOTHER.sub(r"\1、", masked.text))
    text = f.END.sub("", without_courtesy(f.OPENING.sub("", without_courtesy(with_verbs(masked.text, masked)))))
    turn = Turn(text=re.sub(r"[呢啊],", ",", f.OPENING.sub("", text)), masked=masked, before=before, holdings=holdings, thesaurus=thesaurus)
    if not turn.text or is_help(masked) or f.NONE.fullmatch(turn.text):
        return None
    for reader in _REFERRING if len(turn.text) > _LONG else _READERS:
        if _stands_alone(turn, reader):
            continue
        if plan := reader(turn):
            notes = tuple(filter(None, (year_note, *plan.understood)))
            told = {"understood": notes, "carried": _still_carried(plan, before.plan)}
            return plan.model_copy(update={"include_unofficial": unofficial or before.plan.include_unofficial, **told})
    return None


def _still_carried(plan: Plan, before: Plan) -> tuple[str, ...]:
    """What a plan tells to have carried over, without years that it has not."""
    if set(before.years) <= {*plan.years, *(year for c in plan.conditions for year in c.years)}:
        return plan.carried
    return tuple(note for note in plan.carried if not note.startswith("年份")) or (f"问法“{re.sub(r'[?？。]+$', '', before.query)}”",)


def _plainer(plain: str) -> str:
    """A follow-up without words that only tell to ask again."""
    plain = re.sub(
        r"^(?:那么?)?(?:再)?到(?:了)?(?=(?:[12][0-9]{3}|[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}|[今去前明本上下])[^,，]{0,8}[呢?？]*$)", "", plain
    )
    plain = re.sub(
        rf"^(?:那么?)?(?:再)?(?:改成|换成|改为|列一?下|列出|列举|看看?|查一?下)(?=(?:哪些)?(?:都|还)?(?:没有?|未|不)(?:{SAY_CORE}|[提写讲说谈]))",
        "",
        plain,
    )
    return re.sub(r"^(?:还是)?(?:同样|一样|相同|同)的?(?:问题|问法|问)[,:，：、]?", "换成", plain)


def _stands_alone(turn: Turn, reader: Callable[[Turn], Plan | None]) -> bool:
    """Whether a question about the collection is none for this reader."""
    if not is_collection(turn.masked):
        return False
    if reader in (counted, listed, said_or_not):
        return (
            turn.plan.intent is not Intent.COLLECTION and re.search(rf"^(?!具体|分别|各|是|哪).*(?:{DOCUMENT}|{TYPE}|[份篇])", turn.text) is not None
        )
    return reader not in (any_of_them, among, of_the_others, filtered, excluded, levelled, the_others, numbered_one)


def _with_unofficial(before: Answer) -> Plan:
    return before.plan.model_copy(update={"include_unofficial": True, "carried": (f"问法“{re.sub(r'[?？。]+$', '', before.question)}”",)})
