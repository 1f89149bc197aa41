"""Build and serve the page."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.api import Assistant
from assistant.errors import AssistantError, ConfigError
from assistant.models import Answer, Status
from assistant.page.growing import Growing
from assistant.page.render import EMPTY_EVIDENCE, answer_html, evidence_html, parse_place, question_html, text_html
from assistant.regions import full_names

_HERE = Path(__file__).parent
_TITLE = "工作报告问答"
_EXAMPLES = (
    "哪些区提到校车安全？",
    "哪些区没有提到食品安全？",
    "提到留守儿童但没有提到校车的区有哪些？",
    "岚溪县和怀湖市在教师招聘上有什么不同？",
    "有哪些报告？",
)
_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
_SCRIPTS = ("evidence.js", "copying.js")
_PARALLEL_QUESTIONS = 10
_SHOWN_EVERY_S = 0.15
"""Shortest time in seconds between two states of an unfinished answer, so that a quick one does not flicker."""

_Messages = list[dict[str, Any]]
_Asked = tuple[str | dict[str, Any], _Messages]
"""What the question's box and the chat are set to."""


@dataclass
class _Conversation:
    """What a browser session remembers; one object a session, so that a running question sees a clear.

    Gradio's own ``cancels`` lets the question that is being answered finish, and its answer come back.
    """

    before: Answer | None = None
    """The last answer that a question can refer to."""
    clears: int = 0
    """How often the chat was cleared."""
    stop: threading.Event | None = None
    """Of the last question; set when the user wants no more than is there. Gradio copies a new conversation, which no
    event allows, and one event for all questions would be cleared before the stopped one looks at it."""

    def halt(self) -> None:
        """Have the last question end with what is there."""
        if self.stop is not None:
            self.stop.set()


def launch(assistant: Assistant, *, port: int | None = None, open_browser: bool = True) -> None:
    """Serve the page on this machine until interrupted.

    Args:
        assistant: The open assistant.
        port: TCP port; None takes the first free one from 7860.
        open_browser: Whether to open the page in the default browser.

    Raises:
        ConfigError: The port is taken.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    theme = gr.themes.Soft(primary_hue="blue", neutral_hue="slate", font=list(_FONTS), font_mono=["Noto Sans Mono CJK SC", "monospace"])
    threading.Thread(target=_warm_up, args=(assistant,), daemon=True).start()
    try:
        build(assistant).queue().launch(
            server_name="127.0.0.1",
            server_port=port,
            inbrowser=open_browser,
            share=False,
            show_error=True,
            theme=theme,
            css=(_HERE / "page.css").read_text(encoding="utf-8"),
            footer_links=[],
            enable_monitoring=False,
            ssr_mode=False,
        )
    except OSError as error:
        raise ConfigError(f"网页打不开：端口 {port or '7860–7959'} 可能被占用。请用 --port 换一个端口。") from error


def _warm_up(assistant: Assistant) -> None:
    try:
        assistant.warm_up()
    except AssistantError as error:
        print(f"模型没有就绪：{error}")


def build(assistant: Assistant) -> gr.Blocks:
    """Build the page.

    Args:
        assistant: The open assistant.
    """

    def ask(question: str, history: _Messages, conversation: _Conversation) -> Iterator[_Asked]:
        shown = [*history, {"role": "user", "content": question_html(question)}]
        clears = conversation.clears
        conversation.stop = stop = threading.Event()
        for html, answer in _states(assistant, question, conversation.before, stop):
            if conversation.clears > clears:
                yield gr.skip(), []
                return
            conversation.before = answer or conversation.before
            yield "", [*shown, {"role": "assistant", "content": html}]

    def ask_example(history: _Messages, conversation: _Conversation, event: gr.SelectData) -> Iterator[_Asked]:
        yield from ask(event.value["text"], history, conversation)

    def clear(conversation: _Conversation) -> tuple[_Messages, str]:
        conversation.before = None
        conversation.clears += 1
        conversation.halt()
        return [], EMPTY_EVIDENCE

    def open_place(event: gr.EventData) -> str:
        place = parse_place(str(event._data.get("place", "")))
        return _open(assistant, *place) if place else EMPTY_EVIDENCE

    running: dict[str, Any] = {"concurrency_limit": _PARALLEL_QUESTIONS, "api_visibility": "private"}
    quick: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page: gr.Blocks
    with gr.Blocks(title=_TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as page:
        gr.HTML(f"<h1>{_TITLE}</h1>")
        overview = gr.HTML(lambda: _overview(assistant))
        conversation = gr.State(_Conversation())
        with gr.Row(equal_height=True, scale=1):
            with gr.Column(scale=3, min_width=560):
                chat = _chat_box()
                with gr.Row():
                    question = _question_box()
                    send = gr.Button("提问", variant="primary", scale=1, min_width=80, elem_id="send")
                    halt = gr.Button("停止", scale=1, min_width=80, elem_id="stop")
            with gr.Column(scale=2, min_width=320):
                evidence = gr.HTML(EMPTY_EVIDENCE, elem_id="evidence", js_on_load=_scripts())
        gr.on([question.submit, send.click], ask, [question, chat, conversation], [question, chat], **running)
        chat.example_select(ask_example, [chat, conversation], [question, chat], **running)
        halt.click(lambda conversation: conversation.halt(), conversation, None, **quick)
        chat.clear(clear, conversation, [chat, evidence], **quick)
        evidence.click(open_place, None, evidence, concurrency_limit=_PARALLEL_QUESTIONS, **quick)
        page.load(lambda: _overview(assistant), None, overview, api_visibility="private")
    return page


def _overview(assistant: Assistant) -> str:
    reports = assistant.reports()
    regions = set(full_names(r.region.name for r in reports if r.region.name).values())
    failed = assistant.failures()
    trouble = f"；另有 {len(failed)} 个文件没有读成（用 report-assistant list 查看原因）" if failed else ""
    return f'<div class="overview">已收入 <b>{len(reports)}</b> 份报告，已知地区 <b>{len(regions)}</b> 个{trouble}。回答只依据这些材料。</div>'


def _chat_box() -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        height="62vh",
        layout="panel",
        latex_delimiters=[],
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        placeholder="### 问一问收入的报告\n答案会注明出处；点编号可以看原文。可以接着问，例如“那乙区呢？”",
        examples=[{"text": example} for example in _EXAMPLES],
        elem_id="chat",
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label="问题",
        show_label=False,
        placeholder="例如：哪些区提到校车安全？（回车提问）",
        scale=8,
        max_lines=4,
        autofocus=True,
        elem_id="question",
    )


def _states(assistant: Assistant, question: str, before: Answer | None, stop: threading.Event) -> Iterator[tuple[str, Answer | None]]:
    """An answer as it grows, in HTML; at last with the answer itself when a next question can refer to it."""
    yield "正在查找…", None
    growing, shown = Growing(), time.monotonic()
    try:
        for event in assistant.stream(question, before, stop):
            if isinstance(event, Answer):
                yield answer_html(event), None if event.status is Status.UNSUPPORTED else event
            elif growing.take(event) or time.monotonic() - shown >= _SHOWN_EVERY_S:
                yield growing.html(), None
                shown = time.monotonic()
    except AssistantError as error:
        yield text_html(f"出错了：{error}"), None


def _scripts() -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)


def _open(assistant: Assistant, report_id: str, start: int, end: int) -> str:
    try:
        report = assistant.report(report_id)
        return evidence_html(report, assistant.heading_path(report_id, start), start, end)
    except AssistantError:
        return '<div class="evidence-empty">这份报告已经不在索引里，可能刚被更新或移除。请重新提问。</div>'
