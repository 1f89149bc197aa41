"""Sentences of a text that arrives in pieces."""

from __future__ import annotations

import re

from assistant.verification.marks import MARK, OPENERS

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】", "［": "］", "[": "]", "〔": "〕"}
_CLOSERS = frozenset(_PAIRS.values())
_STOPS = "。！？!?"
_TAIL = "”’」』）)》"
_BULLET = re.compile(
    r"^\s*(?:>\s*)*(?:#{1,6}\s+)?(?:(?:[-*+•·●○▪◆■–—]|[0-9０-９]{1,2}[.．、)）](?![0-9])|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])\s*)*"
)
_BOLD = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_MARK_SPACE = re.compile(r"\s*")
_LONGEST_MARK = 48
"""Characters after which an open bracket behind a stop is no mark."""
_LONGEST_QUOTE = 400
"""Characters after which an opened quote or bracket is taken as never closed, so that one forgotten
closing mark does not hold back the rest of the answer."""


class SentenceStream:
    """Cuts a text into sentences while it arrives.

    A sentence ends after 。！？ outside quotes and brackets, or at the end of a line; not after ；, since
    one citation commonly stands for all of its parts. Marks behind
    the stop belong to it, so it is given out when the next character that is no mark is seen.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._held = ""

    def feed(self, piece: str) -> list[str]:
        """Add what has arrived.

        Args:
            piece: The next characters.

        Returns:
            Sentences that are complete now, with their marks, without bullets and bold.
        """
        self._held += piece
        return self._take(final=False)

    def end(self) -> list[str]:
        """What is left when nothing more comes.

        Returns:
            The last sentences, the very last perhaps cut off; the stream is empty afterwards.
        """
        sentences = self._take(final=True)
        rest, self._held = self._held, ""
        return [*sentences, *_cleaned(rest)]

    def _take(self, *, final: bool) -> list[str]:
        sentences: list[str] = []
        while (end := _sentence_end(self._held, final=final)) is not None:
            sentences += _cleaned(self._held[:end])
            self._held = self._held[end:]
        return sentences


def split_sentences(text: str) -> list[str]:
    """Sentences of a whole text, as :class:`SentenceStream` gives them.

    Args:
        text: What a model wrote.
    """
    stream = SentenceStream()
    return [*stream.feed(text), *stream.end()]


def without_bullets(words: str) -> str:
    """A line without what lists, headings and bold put around it.

    Args:
        words: A sentence as written.
    """
    return _BOLD.sub("", _BULLET.sub("", words)).strip()


def _cleaned(words: str) -> list[str]:
    bare = without_bullets(words)
    return [bare] if bare and not re.fullmatch(r"[\s\-*_=#>|。；]+", bare) else []


def _sentence_end(text: str, *, final: bool) -> int | None:
    """Where the first sentence ends; None while that is not sure."""
    waiting: list[tuple[str, int]] = []
    straight = False
    at = 0
    while at < len(text):
        char = text[at]
        if char == "\n":
            return _line_end(text, at, final=final)
        if waiting and at - waiting[-1][1] > _LONGEST_QUOTE:
            waiting.clear()
            straight = False
        if char == '"':
            straight = not straight
        elif char in _PAIRS:
            waiting.append((_PAIRS[char], at))
        elif char in _CLOSERS:
            if any(closer == char for closer, _ in waiting):
                while waiting.pop()[0] != char:
                    pass
        elif char in _STOPS and not waiting and not straight:
            return _after_stop(text, at + 1, final=final)
        at += 1
    return None


def _line_end(text: str, at: int, *, final: bool) -> int | None:
    """A line ends a sentence, unless only marks stand on the next."""
    return at + 1 if not text[:at].strip() else _past_marks(text, at, at + 1, final=final)


def _after_stop(text: str, at: int, *, final: bool) -> int | None:
    while at < len(text) and text[at] in _STOPS + _TAIL:
        at += 1
    return _past_marks(text, at, at, final=final)


def _past_marks(text: str, end: int, at: int, *, final: bool) -> int | None:
    """One past the marks behind a sentence; None while a mark may still come."""
    while True:
        start = _MARK_SPACE.match(text, at).end()  # type: ignore[union-attr]
        if start == len(text):
            return end if final else None
        if text[start] in OPENERS:
            if match := MARK.match(text, start):
                at = end = match.end()
                continue
            if not final and not re.search(r"[\]］】]", text[start:]) and len(text) - start < _LONGEST_MARK:
                return None
        elif text[start] in _STOPS and end > 0 and text[end - 1] in "]］】":
            at = end = start + 1
            continue
        return end
