"""Where and when a question that is no survey asks about, apart from what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from assistant.plans import Place
from assistant.questions import other_patterns as p
from assistant.questions.asking_words import COUNTED_CHANGE, YEAR_BEFORE
from assistant.questions.masking import PLACE, QUOTE, TYPE, Masked
from ingest.models import DocumentType

_VERB_TYPES = re.compile(rf"(?P<opening>^(?:{p.OPENING.pattern[1:]})?|进行|作|做个?|要)(?P<type>{TYPE})(?!里|中|的?(?:里|中)|上|内|$|有|[?。])")
_VERB_AFTER = re.compile(rf"(?P<type>{TYPE})(?={p.DO}|{p.ACT}|用|在|于|今年|明年)")
_TEXT_WANTED = re.compile(rf"^(?:写|做|作|来|生成)(?:一)?(?:段|个|份|篇).{{1,60}}(?P<type>{TYPE})$")
_VERBS = frozenset(("总结", "计划", "小结", "通知", "规划", "安排"))


class Circumstances(NamedTuple):
    """Filters of a question."""

    text: str
    """The masked question without courtesy; places and kinds of documents that its topic has to do with are words."""
    places: tuple[Place, ...]
    """Places asked about, each once."""
    excluded: tuple[Place, ...]
    """Places left out."""
    years: tuple[int, ...]
    """Years asked about, ascending."""
    apart: bool
    """Whether the years stand side by side."""
    period: str | None
    """Part of the year."""
    doc_types: tuple[DocumentType, ...]
    """Kinds of documents to look in."""
    understood: tuple[str, ...]
    """How times were taken."""
    unapplied: tuple[str, ...]
    """Times that no filter knows."""


def without_courtesy(text: str) -> str:
    """A masked question without courtesy around it.

    Args:
        text: The masked question.
    """
    rest = p.CLOSING.sub("", text)
    shorter = p.OPENING.sub("", rest)
    return shorter if re.search(r"\w|[\ue100-\ue37f]", shorter) else rest


def with_verbs(text: str, masked: Masked) -> str:
    """A masked question in which 总结 and the like are words again where they are verbs.

    Args:
        text: The masked question.
        masked: The question.
    """
    for match in reversed(list(_VERB_TYPES.finditer(text))):
        if masked.said[match["type"]] in _VERBS:
            text = text[: match.start("type")] + masked.said[match["type"]] + text[match.end("type") :]
    return text


def quoted(piece: str, masked: Masked) -> str:
    """A piece of a masked question as words, quoted terms in their marks.

    Args:
        piece: The piece.
        masked: The question.
    """
    return "".join(f"“{masked.said[c]}”" if re.match(QUOTE, c) else masked.said.get(c, c) for c in piece).strip()


def circumstances(masked: Masked) -> Circumstances:
    """Read places, times and kinds of documents.

    Args:
        masked: The question.
    """
    text = _words_for(without_courtesy(masked.text), masked)
    excluded: list[Place] = []

    def leave_out(match: re.Match[str]) -> str:
        excluded.extend(_places(match["places"], masked))
        return ""

    rest = without_courtesy(p.EXCLUDED.sub(leave_out, text))
    compared = _years_before(rest, masked)
    periods = [masked.periods[c] for c in rest if c in masked.periods and c not in compared]
    notes = [*(period.understood for period in periods), *(masked.places[c].understood for c in rest if c in masked.places)]
    types = dict.fromkeys(kind for c in rest if c in masked.types for kind in masked.types[c].types)
    return Circumstances(
        text=rest,
        places=_places(_narrowest(rest, masked), masked),
        excluded=_each(excluded),
        years=tuple(sorted({year for period in periods for year in period.years})),
        apart=any(period.apart for period in periods) or sum(bool(period.years) for period in periods) > 1,
        period=next((period.period for period in periods if period.period), None),
        doc_types=tuple(types),
        understood=tuple(dict.fromkeys(note for note in notes if note)),
        unapplied=tuple(dict.fromkeys(masked.said[c] for c in rest if c in masked.periods and not masked.periods[c].applied)),
    )


def _years_before(text: str, masked: Masked) -> frozenset[str]:
    """Marks of the year before where it only tells what a number is set beside: 比上年增加多少."""
    marks = (c for match in COUNTED_CHANGE.finditer(text) for c in match.group() if c in masked.periods)
    return frozenset(c for c in marks if YEAR_BEFORE.fullmatch(masked.said[c]))


def _words_for(text: str, masked: Masked) -> str:
    """Marks that are no filters become words again."""
    for pattern in (_TEXT_WANTED, _VERB_TYPES, _VERB_AFTER, p.TYPE_IN_TOPIC, p.PLACE_IN_TOPIC):
        for match in reversed(list(pattern.finditer(text))):
            group = next(g for g in ("type", "a", "b") if g in match.groupdict() and match[g])
            if pattern in (_VERB_TYPES, _VERB_AFTER) and masked.said[match[group]] not in _VERBS:
                continue
            start, end = match.span(group)
            text = text[:start] + masked.unmasked(text[start:end]) + text[end:]
    return text


def _narrowest(text: str, masked: Masked) -> str:
    """The text without places that stand before a place in them: 云泽市的雁浦区."""
    for match in reversed(list(re.finditer(rf"(?P<wide>{PLACE})的?(?={PLACE})", text))):
        wide, narrow = masked.places[match["wide"]].place, masked.places[text[match.end()]].place
        if narrow.names and set(narrow.names) < set(wide.names):
            text = text[: match.start()] + text[match.end() :]
    return text


def _places(text: str, masked: Masked) -> tuple[Place, ...]:
    return _each(masked.places[c].place for c in text if c in masked.places)


def _each(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places once each, by what they mean."""
    return tuple({(place.names or (place.name,)): place for place in places}.values())
