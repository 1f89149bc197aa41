"""An answer that is not finished yet."""

from __future__ import annotations

import html

from assistant.models import Answer
from assistant.page.render import answer_html, text_html
from assistant.work import Activity


class Growing:
    """What is there of an answer, and what is being done."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._text = ""
        self._answer: Answer | None = None
        self._doing = ""

    def take(self, event: str | Activity) -> bool:
        """Take what the assistant tells.

        Args:
            event: A piece of the text, or how the work goes on.

        Returns:
            Whether it should be shown at once.
        """
        if isinstance(event, str):
            self._text += event
            return False
        self._answer = event.answer or self._answer
        count = f" {event.done}/{event.total}" if event.total > 1 else ""
        self._doing = f"{event.doing}{count}…（点“停止”就到此为止）"
        return True

    def html(self) -> str:
        """What is there so far."""
        shown = answer_html(self._answer) if self._answer is not None else text_html(self._text)
        return f'{shown}<p class="doing" role="status">{html.escape(self._doing)}</p>' if self._doing else shown
