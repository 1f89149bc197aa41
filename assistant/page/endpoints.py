"""The page's interface for programs: three named endpoints, for ``gradio_client`` and, by option, MCP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr
from gradio.events import api

from assistant.api import Assistant
from assistant.errors import AssistantError
from assistant.listing import entry_fields

_Given = TypeVar("_Given")


def add_endpoints(assistant: Assistant) -> None:
    """Add ``/ask``, ``/survey`` and ``/reports`` to the page that is being built.

    Args:
        assistant: The open assistant.
    """

    def ask(question: str) -> dict[str, Any]:
        """Answer a question about the collected work reports, in Chinese, with verbatim citations.

        Args:
            question: The question in Chinese, e.g. 哪些区提到校车安全？ or 岚溪县的学生接送车有多少辆？

        Returns:
            The answer: its text in Markdown, its citations (quote, report, place), the rows and coverage of a survey, the plan.
        """
        return _told(lambda: assistant.ask(question).model_dump(mode="json"))

    def survey(topic: str) -> dict[str, Any]:
        """Look in every collected work report for one topic.

        Args:
            topic: The topic in Chinese, e.g. 校车安全

        Returns:
            The answer of a survey, whose rows tell of every report whether it mentions the topic, with quotes.
        """
        return _told(lambda: assistant.survey(topic).model_dump(mode="json"))

    def reports() -> list[dict[str, Any]]:
        """List the collected work reports.

        Returns:
            Every report: id, title, region with the evidence for it, year, kind, source file, whether it is a copy.
        """
        return _told(lambda: [entry_fields(entry, assistant.names()) for entry in assistant.reports()])

    for function in (ask, survey, reports):
        api(function, api_name=function.__name__, concurrency_limit=None)


def _told(work: Callable[[], _Given]) -> _Given:
    try:
        return work()
    except AssistantError as error:
        raise gr.Error(str(error), print_exception=False) from error
