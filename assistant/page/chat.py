"""The conversation: questions in, a growing chat out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from assistant.api import Assistant
from assistant.chips import removed_words, without
from assistant.errors import AssistantError
from assistant.marked import straight
from assistant.models import Answer
from assistant.page.conversation import Conversation, Turn
from assistant.page.growing import Growing
from assistant.page.render import answer_html, question_html, text_html
from assistant.page.shelf import AnswerShelf
from assistant.plans import Plan
from assistant.work import Activity

_log = logging.getLogger(__name__)

Messages = list[dict[str, Any]]

_SHOWN_EVERY_S = 0.15
"""Shortest time in seconds between two states of an unfinished answer, so that a quick one does not flicker."""
_RESTORED = 100
"""Most turns taken up from a browser's history."""


class Chat:
    """What happens in the chat; one for all sessions, whose conversations are handed in."""

    def __init__(self, assistant: Assistant, shelf: AnswerShelf) -> None:
        """Begin.

        Args:
            assistant: The open assistant.
            shelf: Keeps the finished answers.
        """
        self._assistant = assistant
        self._shelf = shelf

    def ask(self, conversation: Conversation, question: str) -> Iterator[Messages]:
        """Ask the next question, or the one in place of an edited turn.

        Args:
            conversation: The session's conversation.
            question: The question as typed.

        Yields:
            The chat's messages as the answer grows.
        """
        yield from self._answer(conversation, conversation.begin(straight(question)), None)

    def retry(self, conversation: Conversation, index: object) -> Iterator[Messages]:
        """Answer a turn's question anew, with all turns before it; those after it go.

        Args:
            conversation: The session's conversation.
            index: The turn's place.

        Yields:
            The chat's messages.
        """
        turn = conversation.turn(index)
        if turn is not None:
            conversation.editing = conversation.turns.index(turn)
            again = conversation.begin(turn.question, turn.note)
            yield from self._answer(conversation, again, turn.answer.plan if turn.note and turn.answer else None)

    def drop(self, conversation: Conversation, index: object, chip: object) -> Iterator[Messages]:
        """Ask a turn's question again without a piece of how it was understood, as the next turn.

        Args:
            conversation: The session's conversation.
            index: The turn's place.
            chip: Id of the piece.

        Yields:
            The chat's messages.
        """
        turn = conversation.turn(index)
        if turn is not None and turn.answer is not None:
            plan = turn.answer.plan
            try:
                changed, words = without(plan, str(chip)), removed_words(plan, str(chip))
            except AssistantError:
                return
            conversation.editing = None
            note = f"{turn.note}；{words}" if turn.note else words
            yield from self._answer(conversation, conversation.begin(turn.question, note), changed)

    def restore(self, conversation: Conversation, answers: object) -> Messages:
        """Take up a conversation of the browser's history.

        Args:
            conversation: The session's conversation.
            answers: Its turns as JSON: ``{"question", "note", "answer"}``, in order; what cannot be read is left out.

        Returns:
            The chat's messages.
        """
        conversation.clear()
        for given in answers[:_RESTORED] if isinstance(answers, list) else ():
            try:
                answer = Answer.model_validate(given["answer"])
                turn = Turn(answer.question, str(given.get("note", "")), answer)
            except (ValidationError, TypeError, KeyError, AttributeError):
                continue
            conversation.turns.append(turn)
            turn.html = self._finished(conversation, turn, answer)
        return self.messages(conversation)

    def messages(self, conversation: Conversation) -> Messages:
        """A conversation as the chat shows it.

        Args:
            conversation: The session's conversation.
        """
        shown: Messages = []
        for i, turn in enumerate(conversation.turns):
            shown.append({"role": "user", "content": question_html(turn.question, turn.note, i)})
            shown.append({"role": "assistant", "content": turn.html})
        return shown

    def _answer(self, conversation: Conversation, turn: Turn, plan: Plan | None) -> Iterator[Messages]:
        for html in self._states(conversation, turn, plan):
            turn.html = html
            yield self.messages(conversation)
            if not conversation.holds(turn):
                return

    def _states(self, conversation: Conversation, turn: Turn, plan: Plan | None) -> Iterator[str]:
        """An answer as it grows."""
        yield text_html("正在查找…")
        growing, shown = Growing(), time.monotonic()
        try:
            for event in self._assistant.stream(turn.question, conversation.before(turn), turn.stop, plan):
                if isinstance(event, Answer):
                    yield self._finished(conversation, turn, event)
                    continue
                if isinstance(event, Activity):
                    turn.interim = event.answer or turn.interim
                if growing.take(event) or time.monotonic() - shown >= _SHOWN_EVERY_S:
                    yield growing.html()
                    shown = time.monotonic()
        except AssistantError as error:
            yield text_html(f"出错了：{error}")
        except Exception:  # noqa: BLE001 - whatever it was, the user must not wait for ever
            _log.exception("answering failed")
            yield text_html("出错了：程序内部出了问题，没有答完。请再试一次；还是这样时，请把运行窗口里的文字交给维护人员。")

    def _finished(self, conversation: Conversation, turn: Turn, answer: Answer) -> str:
        turn.answer = answer
        index = conversation.turns.index(turn) if conversation.holds(turn) else None
        return answer_html(answer, self._shelf.put(answer), index, turn.note)
