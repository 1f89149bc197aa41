"""Whether a sentence that a model wrote stands in the sources it cites.

Nothing here asks a model or depends on anything but its arguments: the same sentence and the
same sources always give the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.verification.checking import problems_of, support_of
from assistant.verification.marks import read_marks, with_marks
from assistant.verification.reading import ReadSource, fold, read_source
from assistant.verification.residue import is_refusal, repeats, residue_problems, without_lead
from assistant.verification.splitting import SentenceStream, split_sentences, without_bullets
from assistant.verification.verdicts import Problem, ProblemKind, Source, Verdict

__all__ = ["Problem", "ProblemKind", "SentenceStream", "Source", "Verdict", "repeats", "split_sentences", "verify"]

_TELLS = 0.25
"""Share of a sentence's content that a cited source must hold to be cited for it."""
_SURE = 0.8
"""Share from which a source that alone supports a sentence is cited for it although the model did not."""


def verify(sentence: str, sources: Mapping[int, Source]) -> Verdict:
    """Check one sentence against the sources it cites.

    Citations of sources that hold nothing of it are taken away. Where what is cited does not
    support it and exactly one source alone supports all of it, that one is cited instead.

    Args:
        sentence: A sentence with its marks, in any of the ways that models write them.
        sources: The sources that were shown to the model, by number.

    Returns:
        The sentence with ``[1][2]`` at its end, and what is wrong with it. A sentence that says
        that the sources do not tell is a refusal without problems and without citations.
    """
    bare, numbers = read_marks(without_bullets(sentence))
    bare = without_lead(bare)
    if is_refusal(bare):
        return Verdict(bare, (), (), refusal=True)
    if residue := tuple(residue_problems(bare)):
        return Verdict(with_marks(bare, known := tuple(n for n in numbers if n in sources)), known, residue, refusal=False)
    read = {number: read_source(source) for number, source in sources.items()}
    cited, problems = _held_against(bare, numbers, read)
    if problems and (alone := _only_support(bare, read)) is not None:
        return Verdict(with_marks(bare, (alone,)), (alone,), (), refusal=False, attributed=True)
    return Verdict(with_marks(bare, cited), cited, problems, refusal=False)


def _held_against(bare: str, numbers: tuple[int, ...], read: Mapping[int, ReadSource]) -> tuple[tuple[int, ...], tuple[Problem, ...]]:
    """The citations that hold something of a sentence, and what is wrong with it."""
    known = tuple(n for n in numbers if n in read)
    if not known:
        return (), tuple(_uncited(numbers))
    folded = fold(bare)
    kept = tuple(n for n in known if support_of(folded, read[n]) >= _TELLS)
    if not kept:
        return (), (Problem(ProblemKind.OFF_TOPIC, "所引的原文没有说到这件事"),)
    problems = problems_of(bare, {n: read[n] for n in kept}, read)
    return kept, problems


def _uncited(numbers: tuple[int, ...]) -> Iterator[Problem]:
    if numbers:
        yield Problem(ProblemKind.UNKNOWN_CITATION, f"没有编号为 {'、'.join(map(str, numbers))} 的原文")
    else:
        yield Problem(ProblemKind.NO_CITATION, "没有注明依据的原文编号")


def _only_support(bare: str, read: Mapping[int, ReadSource]) -> int | None:
    """The one source that supports a sentence by itself; None when there is none, or more than one."""
    folded = fold(bare)
    able = [n for n, source in read.items() if support_of(folded, source) >= _SURE and not problems_of(bare, {n: source}, read)]
    return able[0] if len(able) == 1 else None
