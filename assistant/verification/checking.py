"""The checks of a sentence against the sources that it cites, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from assistant.verification.binding import belongs
from assistant.verification.claims import claim_problems
from assistant.verification.names import date_problems, name_problems, quote_problems, term_problems
from assistant.verification.numbers import Leaning, Quantity, is_time, is_year, quantities, unit_fits
from assistant.verification.places import Stretch, find_places, stretches, unknown
from assistant.verification.reading import ReadSource, clauses, fold
from assistant.verification.speaking import speaking_problems
from assistant.verification.verdicts import Problem, ProblemKind
from assistant.verification.vocabulary import content_words, held, swapped

SUPPORTED = 0.7
"""Share of the content words of a clause that its sources must hold; measured on the pairs of the tests."""
_BORNE = 0.5
"""What may be missing of a clause of few words: one half of one word."""
_NOTHING = 0.3
"""Share of a word's characters below which it is not in the sources at all."""
_NAMED_LENGTH = 3
"""Words of this length and more are names of things: one that is not in the sources is an added claim."""
_ENUMERATOR = re.compile(
    r"(?:^|(?<=[,。;:]))(?:第[一二三四五六七八九十](?=[,、:])|[一二三四五六七八九十](?=[是来]|[、])|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、](?!\d))"
)
_EDGES = ",。;:!?|\n"


def support_of(folded: str, source: ReadSource) -> float:
    """Share of a sentence's content words that a source or its context holds.

    Args:
        folded: The folded sentence.
        source: The source.

    Returns:
        From 0 to 1; 1 where the sentence has no content words.
    """
    words = content_words(folded)
    return sum(held(word, source.bare) for word in words) / len(words) if words else 1.0


def problems_of(bare: str, cited: Mapping[int, ReadSource], shown: Mapping[int, ReadSource]) -> tuple[Problem, ...]:
    """What is wrong with a sentence.

    Args:
        bare: The sentence without marks.
        cited: The sources cited, by number.
        shown: All sources that were shown.

    Returns:
        The problems, each once.
    """
    # Enumerators are blanked and not cut out, so that spans stay spans of the same text.
    folded = _ENUMERATOR.sub(lambda match: "," * len(match.group()), fold(bare))
    named = find_places(folded, shown)
    parts = stretches(folded, named, cited)
    places = [(place.start, place.end) for place in named]
    copied = _is_copy(folded, cited)
    found = chain(
        (Problem(ProblemKind.PLACE, f"地名“{name}”与所引的原文不符") for name in unknown(named, cited)),
        speaking_problems(folded, named, cited, shown),
        () if copied else _tells_nothing(_masked(folded, places), cited),
        quote_problems(bare, list(cited.values())),
        _facts(folded, parts, cited, places),
        () if copied else _meaning(folded, parts, cited, places),
    )
    return tuple(dict.fromkeys(found))


def _tells_nothing(content: str, cited: Mapping[int, ReadSource]) -> Iterator[Problem]:
    """Titles and headings in a row, which tell where something stands and not what, and words that fit everything (没有问题)."""
    said = [words for clause in clauses(content) if (words := clause.text.strip())]
    text = "\n".join(source.text for source in cited.values())
    context = "\n".join(source.context for source in cited.values())
    if not content_words(content) and not quantities(content) and not all(words in text for words in said):
        yield Problem(ProblemKind.UNSUPPORTED, "没有说出原文的内容")
    if said and all(words in context and words not in text for words in said):
        yield Problem(ProblemKind.UNSUPPORTED, "只有报告的标题，没有说原文的内容")


def _is_copy(folded: str, cited: Mapping[int, ReadSource]) -> bool:
    """Whether a sentence stands in a source word for word from stop to stop, so that its meaning is the source's."""
    words = folded.strip(_EDGES)
    for source in cited.values():
        at = source.text.find(words)
        while at >= 0:
            before, after = source.text[:at], source.text[at + len(words) :]
            if (not before or before[-1] in _EDGES) and (not after or after[0] in _EDGES):
                return True
            at = source.text.find(words, at + 1)
    return False


def _facts(folded: str, parts: Sequence[Stretch], cited: Mapping[int, ReadSource], places: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    numbers = quantities(folded)
    placeless = _masked(folded, places)
    everything = list(cited.values())
    yield from term_problems(folded, numbers, everything)
    yield from date_problems(folded, numbers, everything)
    yield from name_problems(folded, everything)
    distinct = len({source.context for source in everything})
    for part in parts:
        inside = [i for i, number in enumerate(numbers) if part.start <= number.start < part.end]
        counted = [i for i in inside if not is_time(numbers[i])]
        respectively = "分别" in folded[part.start : part.end] and len(part.each) == len(counted) > 1
        for i in inside:
            tellers = part.each[counted.index(i)] if respectively and i in counted else part.sources
            if not _counts_places(numbers[i], distinct):
                yield from _number(placeless, numbers, i, [cited[n] for n in tellers])


def _counts_places(number: Quantity, distinct: int) -> bool:
    """两区, 两地 of a comparison count what is compared."""
    return distinct > 1 and number.value == distinct and number.unit in ("县", "区", "市", "省") and not number.text[0].isdigit()


def _number(folded: str, numbers: Sequence[Quantity], at: int, tellers: Sequence[ReadSource]) -> Iterator[Problem]:
    said = numbers[at]
    pairs = [(source, found) for source in tellers for found in source.numbers if found.value == said.value]
    if is_time(said) or (is_year(said) and not said.unit):
        pairs += [(source, found) for source in tellers for found in source.dates if found.value == said.value]
        if not any(unit_fits(said, found) for _, found in pairs):
            yield Problem(ProblemKind.DATE, f"日期“{said.text}”不在所引的原文里")
        return
    if not pairs:
        yield Problem(ProblemKind.NUMBER, f"数字“{said.text}”不在所引的原文里")
        return
    fitting = [(source, found) for source, found in pairs if unit_fits(said, found)]
    if not fitting:
        yield Problem(ProblemKind.UNIT, f"“{said.text}”在所引的原文里是“{pairs[0][1].text}”")
        return
    if not any(said.leanings <= found.leanings and (Leaning.LESS not in found.leanings or Leaning.LESS in said.leanings) for _, found in fitting):
        yield Problem(ProblemKind.QUALIFIER, f"“{said.text}”前后的“超过、近、不足”等说法与所引的原文不一致")
    if not any(belongs(folded, numbers, at, source) for source, _ in fitting):
        yield Problem(ProblemKind.BINDING, f"“{said.text}”在所引的原文里说的不是这件事")


def _meaning(folded: str, parts: Sequence[Stretch], cited: Mapping[int, ReadSource], places: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    content = _masked(folded, [*places, *((number.start, number.end) for number in quantities(folded))])
    for part in parts:
        words = folded[part.start : part.end]
        tellers = [cited[n] for n in part.sources]
        yield from claim_problems(words, tellers)
        text = "\n".join(source.bare for source in tellers)
        for word in swapped(words, text):
            yield Problem(ProblemKind.UNSUPPORTED, f"“{word}”不在所引的原文里")
        yield from _support(content[part.start : part.end], tellers, words)


def _support(content: str, tellers: Sequence[ReadSource], words: str) -> Iterator[Problem]:
    """Clauses that the sources do not hold; one with a number has to stand in a single source."""
    together = "\n".join(source.bare for source in tellers)
    numbers = quantities(words)
    for clause in clauses(content):
        counts = any(clause.start <= number.start < clause.start + len(clause.text) and not is_time(number) for number in numbers)
        texts = [source.bare for source in tellers] if counts else [together]
        missing = min((_missing(clause.text, text) for text in texts), key=len, default=[])
        if missing:
            yield Problem(ProblemKind.UNSUPPORTED, f"“{'”“'.join(missing[:4])}”没有原文依据")


def _missing(clause: str, text: str) -> list[str]:
    """Words of a clause that a text does not hold; none when enough of them are held."""
    scores = {word: held(word, text) for word in content_words(clause) if len(word) > 1}
    absent = [word for word, score in scores.items() if score < _NOTHING]
    added = any(len(word) >= _NAMED_LENGTH for word in absent)
    if added or len(scores) - sum(scores.values()) > max(_BORNE, (1 - SUPPORTED) * len(scores)):
        return absent or list(scores)
    return []


def _masked(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with spans blanked; they are checked by themselves."""
    for start, end in spans:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded
