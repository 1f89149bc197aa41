"""Whether a number in a sentence belongs to the same thing as in its source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.verification.claims import WAYS
from assistant.verification.numbers import Quantity, is_time, unit_fits
from assistant.verification.reading import ReadSource
from assistant.verification.vocabulary import content_words, held

_EDGE = re.compile(r"[,;。!?:、|()\n]")
_INCLUDED = re.compile(r"其中|包括|含|分别|比上年|同比|较上年")
_ADDED = frozenset(("比例", "占比", "比重", "总数", "数量", "人数", "数"))
_BOTH_WAYS = tuple((ours, theirs) for up, down in WAYS for ours, theirs in ((up, down), (down, up)))
_CHANGED_BY = re.compile(r"(?:增长|增加|提高|提升|上升|上涨|下降|降低|减少|回落)(?:了|约|近|超过?|不?[低高]于)*$")
_CHANGE = re.compile(r"增|提|升|涨|降|减|落|压|缩|扩|多|少|差|比")
_BACK = 60


class Window:
    """The words around a number, up to the next numbers and stops."""

    def __init__(self, text: str, numbers: Sequence[Quantity], at: int) -> None:
        """Cut it out.

        Args:
            text: A folded text.
            numbers: Its numbers.
            at: Which of them.
        """
        number = numbers[at]
        left = numbers[at - 1].end if at else 0
        right = numbers[at + 1].start if at + 1 < len(numbers) else len(text)
        before, after = text[left : number.start], text[number.end : right]
        stops = [m.end() for m in _EDGE.finditer(before)]
        begun = stops[-1] if stops else 0
        stop = _EDGE.search(after)
        self.before = before[begun:]
        self.after = after[: stop.start()] if stop else after
        self.shared_before = at > 0 and not stops
        self.shared_after = at + 1 < len(numbers) and not stop
        sentence = max((m.end() for m in re.finditer(r"[;。!?\n]", text[: number.start])), default=0)
        self.earlier = text[max(sentence, number.start - _BACK) : number.start]

    @property
    def text(self) -> str:
        """Both sides."""
        return f"{self.before} {self.after}"


@lru_cache(maxsize=512)
def _windows(source: ReadSource) -> tuple[Window, ...]:
    return tuple(Window(source.text, source.numbers, i) for i in range(len(source.numbers)))


def belongs(text: str, numbers: Sequence[Quantity], at: int, source: ReadSource) -> bool:
    """Whether some occurrence of a number in a source has the thing that the sentence gives it to.

    Args:
        text: The folded sentence.
        numbers: Its numbers.
        at: Which of them.
        source: A source with the number.
    """
    own = Window(text, numbers, at)
    said = numbers[at]
    if is_time(said) or said.ordinal:
        return True
    words = {word: side for side in ("before", "after") for word in content_words(getattr(own, side)) if len(word) > 1 and word not in _ADDED}
    if not words:
        return True
    firm = next((word for word in content_words(own.after) if own.after.startswith(word)), None)
    windows = _windows(source)
    return any(
        _fits(words, firm, own, windows[i], [windows[j] for j, other in enumerate(source.numbers) if _rival(said, other)])
        for i, found in enumerate(source.numbers)
        if found.value == said.value and unit_fits(said, found)
    )


def _rival(said: Quantity, other: Quantity) -> bool:
    return other.value != said.value and unit_fits(said, other) and not is_time(other)


def _fits(words: dict[str, str], firm: str | None, own: Window, found: Window, rivals: Sequence[Window]) -> bool:
    around = found.text
    if any(_CHANGED_BY.search(one.before) and not _CHANGE.search(other.text) for one, other in ((own, found), (found, own))):
        return False
    if any(
        ours.search(own.text) and theirs.search(around) and not ours.search(around) and not theirs.search(own.text) for ours, theirs in _BOTH_WAYS
    ):
        return False
    inherited = found.earlier if _INCLUDED.search(found.earlier) or not content_words(found.text) else ""
    support = sum(held(word, around) for word in words)
    if not content_words(around):
        return not inherited or any(held(word, inherited) == 1 for word in words)
    conflict = sum(
        1
        for word, side in words.items()
        if (word == firm or not getattr(own, f"shared_{side}"))
        and held(word, around) < 1
        and word not in inherited
        and any(held(word, rival.text) == 1 for rival in rivals)
    )
    if support < 0.5:
        return not rivals and any(held(word, found.earlier) >= 0.5 for word in words)
    return conflict < support
