"""A fact: the sentences that hold it, numbers, times and persons of the asked kind first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.addressing import speaks_to_the_answerer
from assistant.extracts import asked
from assistant.extracts.drafting import Confirm
from assistant.extracts.features import Features
from assistant.extracts.reach import Reach
from assistant.extracts.units import Read, Unit, is_edge_line, read_reports
from assistant.plans import Asked, Plan
from assistant.regions import spoken_forms
from assistant.thesaurus import Thesaurus
from assistant.wording import content_words
from vectorstore import Hit, ReportStore
from vectorstore.duplicates import repeats

MIN_HELD, MIN_HELD_FITTING = 0.45, 0.35
"""Share of the question that a sentence with its heading must hold to count as an answer; less is
asked of one that has the asked kind of number, time or person."""
_MIN_NEAR = 0.2
"""Share below which a sentence is not even shown as near, unless its meaning is."""
_NEAR_MEANING, _NEAR_WORDS = 0.89, 0.05
"""Cosine from which a sentence is shown as near that holds at least this share of the question."""
_WEIGHED_BY_MEANING = 10
"""Best sentences whose own vectors are compared when none answers."""
_BESIDE = 6
"""How many sentences from the answer of the whole question the answer to one of its parts may stand."""
_MIN_PART = 0.3
"""Share of the whole question that the answer to one of its parts must hold."""
_NEAR_BEST = 0.8
"""Share of the best score that another sentence needs to be shown."""
_NEAREST = 2
"""Most sentences shown as nearest."""
_TO_JUDGE = 8
"""Sentences that a language model may be asked about when none answers."""
_SENTENCES = 4
"""Most sentences of an answer, besides those of a list."""
_LISTED = 8
"""Most points of a list that are shown when its beginning answers."""
_MEANING = 0.25
"""Weight of the cosine of the sentence's passage, scaled over the candidates."""
_KIND, _CHANGE = 0.15, 0.2
"""What a sentence gains with the asked kind of thing, or with the change asked for; without it loses as much."""
_RESULT = 0.1
"""What a sentence with a number gains when it is asked how something went."""
_READ_WHOLE = 8
"""Most reports that are read sentence by sentence; of more, only retrieved passages are."""


_NAMED = re.compile(r"《[^《》]{2,40}》")
_BLANKED = re.compile(r"[xX×*＊○◯_]+")
_YEAR = re.compile(r"(?:[0-9]{2,4}|[一二][〇零○一二三四五六七八九]{3})\s*(?:学年|年度?)(?:上半年|下半年)?|[今去前明]年|上一?年")


class Scored(NamedTuple):
    """A sentence as an answer."""

    score: float
    """Higher is better."""
    held: float
    """Share of the question that it holds."""
    fits: bool | None
    """Whether it has the asked kind of thing; None when that cannot be told."""
    read: Read
    at: int
    """Place among the report's sentences."""

    @property
    def unit(self) -> Unit:
        """The sentence."""
        return self.read.units[self.at]

    @property
    def rank(self) -> tuple[bool, float]:
        """Higher is better; words that speak to the answerer come after all others, whatever their score."""
        return not speaks_to_the_answerer(self.unit.text), self.score


class Found(NamedTuple):
    """What was found for a question."""

    answers: tuple[Scored, ...]
    """Sentences that answer it, by report and place."""
    near: tuple[Scored, ...]
    """Sentences that come nearest, when none answers it."""
    to_judge: tuple[Scored, ...] = ()
    """Sentences that may answer it in other words, when none answers it, the likeliest first."""


def find_facts(store: ReportStore, plan: Plan, reach: Reach, hits: Sequence[Hit], thesaurus: Thesaurus) -> Found:
    """Find the sentences that answer a question.

    Args:
        store: The index.
        plan: The plan.
        reach: Reports that may answer.
        hits: Passages nearest to the question within these reports, best first.
        thesaurus: The concepts known.

    Returns:
        The sentences; nothing when no question is left without its places and years.
    """
    whole, *parts = [(q, Features(store, content_words(_without_scope(q, plan)), thesaurus)) for q in _questions(plan)]
    if not whole[1] or not reach.reports:
        return Found((), ())
    candidates = _candidates(store, reach, hits)
    scored = _scored(candidates, plan, whole[1], whole[0])
    chosen = {(s.read.report.report_id, s.at): s for s in _best(scored, plan)}
    if not chosen:
        weighed = _weighed_by_meaning(store, plan, scored)
        near = [s for s, cosine in weighed if _comes_near(s, cosine)]
        return Found((), tuple(near[:_NEAREST]), tuple(s for s, _ in weighed if s.fits is not False)[:_TO_JUDGE])
    best = max(chosen.values(), key=lambda s: s.rank)
    for words, features in parts:
        again = _scored(candidates, plan, features or whole[1], words)
        chosen |= {(s.read.report.report_id, s.at): s for s in _answers_of_part(again, scored, best, words)}
    ordered = sorted(chosen.values(), key=lambda s: (s.read.report.source, s.read.report.position, s.at))
    return Found(tuple(ordered), ())


def confirmed_facts(question: str, found: Found, confirm: Confirm | None) -> Found:
    """Sentences in other words that answer a question which no sentence answers in its own.

    Args:
        question: The question as asked.
        found: What was found in its words.
        confirm: Tells which sentences answer it; None takes none for an answer.

    Returns:
        The same when there is an answer, or none is confirmed.
    """
    if found.answers or confirm is None or not found.to_judge:
        return found
    told = ["，".join((*s.unit.passage.heading_path[-2:], s.unit.text)) for s in found.to_judge]
    return found._replace(answers=tuple(found.to_judge[i] for i in confirm(question, told)))


def asks_something(plan: Plan) -> bool:
    """Whether a question has anything to look for besides places, years and asking words.

    Args:
        plan: The plan.
    """
    return bool(plan.topics) or re.search(r"\w\w", content_words(_without_scope(plan.query, plan))) is not None


def thing_asked(store: ReportStore, plan: Plan, change: str, thesaurus: Thesaurus) -> Features:
    """What a question asks about beside the change that it takes for granted.

    Args:
        store: The index.
        plan: The plan.
        change: The change in the question's words.
        thesaurus: The concepts known.
    """
    return Features(store, content_words(_without_scope(plan.query, plan).replace(change, "，")), thesaurus)


class _Candidates(NamedTuple):
    reads: list[Read]
    whole: bool
    """Whether every sentence counts, or only those of the passages found."""
    scores: dict[str, float]
    """Score of the passages found by their id."""


def _candidates(store: ReportStore, reach: Reach, hits: Sequence[Hit]) -> _Candidates:
    whole = len(reach.reports) <= _READ_WHOLE
    reads = read_reports(store, reach.reports if whole else dict.fromkeys(hit.passage.report_id for hit in hits))
    return _Candidates(reads, whole, {hit.passage.passage_id: hit.score for hit in hits})


def _answers_of_part(again: Sequence[Scored], scored: Sequence[Scored], best: Scored, words: str) -> list[Scored]:
    """The sentence that answers one of several questions: near the answer of the whole, or like both.

    When the answer of the whole names something (《…》), all that count the same by its name answer.
    """
    named = [_unblanked(name) for name in _NAMED.findall(best.unit.text)]
    of_the_named: list[Scored] = []
    whole = {(s.read.report.report_id, s.at): s for s in scored}
    unit = asked.unit_asked(words)
    fitting = []
    for part in again:
        same = part.read.report.report_id == best.read.report.report_id
        if same and part.at == best.at:
            continue
        other = whole.get((part.read.report.report_id, part.at))
        if other is None or part.fits is False:
            continue
        beside = same and abs(part.at - best.at) <= _BESIDE
        counted = bool(unit) and asked.has_unit(part.unit.text, unit) and other.held >= _MIN_NEAR
        if same and named and unit and asked.has_unit(part.unit.text, unit) and any(name.search(part.unit.text) for name in named):
            of_the_named.append(other)
        if other.held >= _MIN_PART or (beside and (part.held >= _MIN_PART or counted)):
            fitting.append((part.score + other.score + (_KIND if beside else 0.0), other))
    return of_the_named[:_SENTENCES] or [other for _, other in sorted(fitting, key=lambda pair: -pair[0])[:1]]


def _unblanked(name: str) -> re.Pattern[str]:
    """A name in which blanked words (xx) stand for any."""
    return re.compile("[^《》]{1,8}".join(map(re.escape, _BLANKED.split(name))))


def _weighed_by_meaning(store: ReportStore, plan: Plan, scored: Sequence[Scored]) -> list[tuple[Scored, float]]:
    """The best sentences by words and meaning, each with the cosine to the question, the best first."""
    best = sorted(scored, key=lambda s: -s.score)[:_WEIGHED_BY_MEANING]
    if not best:
        return []
    cosines = store.embed_sentences([s.unit.text for s in best]) @ store.embed_query(plan.query)
    low, width = float(cosines.min()), float(cosines.max() - cosines.min()) or 1.0
    weighed = [(s._replace(score=s.score + (float(cosine) - low) / width), float(cosine)) for s, cosine in zip(best, cosines, strict=True)]
    return sorted(weighed, key=lambda pair: -pair[0].score)


def _comes_near(sentence: Scored, cosine: float) -> bool:
    return sentence.held >= _MIN_NEAR or (cosine >= _NEAR_MEANING and sentence.held >= _NEAR_WORDS and sentence.fits is not False)


def _questions(plan: Plan) -> list[str]:
    """The whole question, and its parts when it asks several things."""
    asking = _asking(plan.query)
    return [plan.query, *(asking if len(asking) > 1 else [])]


def _asking(words: str) -> list[str]:
    """The clauses that ask something."""
    return [part for part in re.split(r"[?？。；;!！，,]", words) if re.search(r"多少|几|什么|哪|谁|如何|怎|何时|吗", part)]


def _without_scope(words: str, plan: Plan) -> str:
    """A question without places and years, which choose the reports, and without what asks for a change."""
    words = asked.without_change(words)
    said = {place.said for place in plan.places}
    for form in sorted({*said, *spoken_forms(name for place in plan.places for name in place.names)}, key=len, reverse=True):
        words = words.replace(form, "，")
    return _YEAR.sub("，", words)


def _scored(candidates: _Candidates, plan: Plan, features: Features, words: str) -> list[Scored]:
    reads, whole, cosines = candidates
    units = [asked.unit_asked(part) for part in _asking(words)] or [""]
    change = asked.asks_for_change(words)
    kept: dict[str, str] = {}
    found = []
    for read in reads:
        fuller = kept.get(read.report.duplicate_of or "", "")
        kept[read.report.report_id] = read.report.text
        for at, sentence in enumerate(read.units):
            if (
                sentence.heading
                or is_edge_line(read, at)
                or (not whole and sentence.passage.passage_id not in cosines)
                or (fuller and repeats(sentence.text, fuller))
            ):
                continue
            held = features.share(sentence.text, _context(read, at, change))
            kinds = [asked.holds(plan.asked, sentence.text, unit) for unit in units]
            fits = None if None in kinds else any(kinds)
            score = (1 - _MEANING) * held + _MEANING * cosines.get(sentence.passage.passage_id, 0.0) + _gain(sentence.text, words, fits)
            found.append(Scored(score, held, fits, read, at))
    return found


def _gain(text: str, words: str, fits: bool | None) -> float:
    """What a sentence gains or loses by the kind of thing that is asked."""
    if asked.asks_for_change(words):
        return _CHANGE if asked.tells_of_change(text) else -_CHANGE
    if fits is None:
        return _RESULT if asked.asks_for_state(words) and asked.NUMBER.search(text) else 0.0
    return _KIND if fits else -_KIND


def _context(read: Read, at: int, paragraph: bool) -> str:
    """Title, headings and the sentence before, with all of its clauses, or all of the paragraph before."""
    unit = read.units[at]
    before: list[str] = []
    while at and not read.units[at].opens and (paragraph or not before or read.units[at - 1].text.endswith((";", "；"))):
        at -= 1
        before.append(read.units[at].text)
    return "\n".join((read.report.title, *unit.passage.heading_path, *before))


def _best(scored: Sequence[Scored], plan: Plan) -> list[Scored]:
    """The sentences that answer, the best first, with the lists that they begin."""
    least = {True: MIN_HELD_FITTING, None: MIN_HELD}
    ranked = sorted((s for s in scored if s.fits is not False and s.held >= least[s.fits]), key=lambda s: s.rank, reverse=True)
    if not ranked:
        return []
    chosen = [s for s in ranked[:_SENTENCES] if s.score >= _NEAR_BEST * ranked[0].score]
    return [*chosen, *_list_after(chosen[0], plan)]


def _list_after(first: Scored, plan: Plan) -> list[Scored]:
    """The points that follow an announcement (如下：), or the first of several points."""
    units, at = first.read.units, first.at
    announces = units[at].text.rstrip().endswith(("：", ":"))
    several = plan.asked not in {Asked.NUMBER, Asked.TIME, Asked.PERSON} or re.search(r"哪[几两些三四五]", plan.query) is not None
    point = re.search(r"(?:^|[：:])(?:一是|首先|第一[，,、]|其一|[(（]?1[)）、.．])", units[at].text) is not None
    if not several or not (announces or point):
        return []
    path = units[at].passage.heading_path
    following = []
    for i in range(at + 1, min(len(units), at + 1 + _LISTED)):
        if not announces and units[i].passage.heading_path != path:
            break
        following.append(first._replace(at=i))
    return following
