"""What a browser session remembers of its conversation."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from assistant.models import Answer, Status


@dataclass(eq=False)
class Turn:
    """A question and its answer, as far as it is there."""

    question: str
    """As asked."""
    note: str = ""
    """What is different from the question as asked: 去掉：2023年."""
    answer: Answer | None = None
    """The whole answer; None while it grows, or when there is none."""
    interim: Answer | None = None
    """What there is of it while it grows; a question asked meanwhile refers to that."""
    html: str = ""
    """The answer as shown."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when the user wants no more than is there."""


@dataclass
class Conversation:
    """The turns so far; one object a session, changed in place, so that a running answer sees a clear."""

    turns: list[Turn] = field(default_factory=list)
    """In the order of asking."""
    editing: int | None = None
    """The turn that the next question replaces, with all after it; None for none."""

    def begin(self, question: str, note: str = "") -> Turn:
        """Start a turn; the one that is running ends with what is there, one that is edited is replaced.

        Args:
            question: The question as asked.
            note: What is different from it.
        """
        self.halt()
        if self.editing is not None:
            del self.turns[self.editing :]
            self.editing = None
        turn = Turn(question, note)
        self.turns.append(turn)
        return turn

    def before(self, turn: Turn) -> Answer | None:
        """The answer that a turn can refer to.

        Args:
            turn: A turn of this conversation.
        """
        earlier = self.turns[: self.turns.index(turn)]
        there = (t.answer or t.interim for t in reversed(earlier))
        return next((answer for answer in there if answer is not None and answer.status is not Status.UNSUPPORTED), None)

    def holds(self, turn: Turn) -> bool:
        """Whether a turn is still a part of it.

        Args:
            turn: A turn that was.
        """
        return turn in self.turns

    def turn(self, index: object) -> Turn | None:
        """A turn by its place; None when there is no such.

        Args:
            index: Zero-based place.
        """
        return self.turns[index] if isinstance(index, int) and 0 <= index < len(self.turns) else None

    def halt(self) -> None:
        """Have every answer end with what is there."""
        for turn in self.turns:
            turn.stop.set()

    def clear(self) -> None:
        """Begin anew."""
        self.halt()
        self.turns = []
        self.editing = None
