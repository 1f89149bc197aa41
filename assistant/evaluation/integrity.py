"""What must hold of every answer, whatever was asked.

Quotes are verbatim; every number of a citation has one; and every sentence by a language model, verified again with
nothing but what it cites in the answer as it is shown, stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict

from assistant.errors import ConfigError
from assistant.generation.numbered import sources_of
from assistant.models import Answer, Citation
from assistant.quoting import one_line
from assistant.verification.verifying import ProblemKind, verify

_REFERENCE = re.compile(r"\[(\d+)\]")
_UNCITED = frozenset({ProblemKind.NO_CITATION, ProblemKind.UNKNOWN_CITATION})
_NUMBERS = frozenset({ProblemKind.NUMBER, ProblemKind.UNIT, ProblemKind.DATE})


class Integrity(BaseModel):
    """How often something does not hold that has to hold always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotes: int = 0
    """Citations checked."""
    not_verbatim: int = 0
    """Of these, quotes that do not stand in the report at their place."""
    references: int = 0
    """Numbers of citations in the texts."""
    dangling: int = 0
    """Of these, numbers without a citation."""
    sentences: int = 0
    """Sentences by a language model that are shown."""
    uncited: int = 0
    """Of these, sentences without a valid citation."""
    wrong_numbers: int = 0
    """Of these, sentences with a number or a date that stands in no quote that they cite."""
    unsupported: int = 0
    """Of these, sentences with a valid citation and right numbers that it does not support otherwise."""

    def __add__(self, other: Integrity) -> Integrity:
        """Both together.

        Args:
            other: The other.
        """
        mine, theirs = self.model_dump(), other.model_dump()
        return Integrity(**{name: mine[name] + theirs[name] for name in mine})


def check(answer: Answer, text_of: Callable[[str], str]) -> tuple[Integrity, tuple[str, ...]]:
    """Check one answer.

    Args:
        answer: The answer.
        text_of: Gives a report's text by its id; raises ConfigError for one that is not there.

    Returns:
        What was counted, and in Chinese what does not hold.
    """
    by_number = {c.number: c for c in answer.citations}
    altered = [c.number for c in answer.citations if not _verbatim(c, text_of)]
    references = [int(n) for n in _REFERENCE.findall(_own_words(answer))]
    dangling = [n for n in references if n not in by_number]
    told = answer.generation.told if answer.generation else ()
    kinds = {sentence: _kinds(sentence, by_number) for sentence in told}
    uncited = [s for s in told if kinds[s] & _UNCITED]
    wrong_numbers = [s for s in told if kinds[s] & _NUMBERS]
    unsupported = [s for s in told if kinds[s] and not kinds[s] & (_UNCITED | _NUMBERS)]
    problems = (
        *(f"引文 [{n}] 与原文不一致" for n in altered),
        *(f"编号 [{n}] 没有出处" for n in dict.fromkeys(dangling)),
        *(f"生成的句子没有出处：{s}" for s in uncited),
        *(f"生成的句子里的数字不在所引原文里：{s}" for s in wrong_numbers),
        *(f"所引原文不支持生成的句子：{s}" for s in unsupported),
    )
    counted = Integrity(
        quotes=len(answer.citations),
        not_verbatim=len(altered),
        references=len(references),
        dangling=len(dangling),
        sentences=len(told),
        uncited=len(uncited),
        wrong_numbers=len(wrong_numbers),
        unsupported=len(unsupported),
    )
    return counted, problems


def _verbatim(citation: Citation, text_of: Callable[[str], str]) -> bool:
    try:
        return text_of(citation.report_id)[citation.start : citation.end] == citation.quote
    except ConfigError:
        return False


def _own_words(answer: Answer) -> str:
    """The text without its quotes, in which a report's own [1] is no reference."""
    text = answer.text.replace(r"\|", "|")
    for quote in sorted({one_line(c.quote) for c in answer.citations}, key=len, reverse=True):
        text = text.replace(quote, "") if _REFERENCE.search(quote) else text
    return text


def _kinds(sentence: str, by_number: dict[int, Citation]) -> frozenset[ProblemKind]:
    """What is wrong with a sentence when only what it cites is there."""
    cited = [by_number[n] for n in dict.fromkeys(map(int, _REFERENCE.findall(sentence))) if n in by_number]
    if not cited:
        return frozenset({ProblemKind.NO_CITATION})
    sources = {c.number: source for c, source in zip(cited, sources_of(cited).values(), strict=True)}
    return frozenset(problem.kind for problem in verify(sentence, sources).problems)
