"""The page in Gradio: three tabs, of which two are filled by scripts of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.api import Assistant
from assistant.marked import straight
from assistant.page.chat import Chat, Messages
from assistant.page.conversation import Conversation
from assistant.page.endpoints import add_endpoints

TITLE = "工作报告问答"
_FIRST = "### 问一问收入的报告\n答案会注明出处；点编号可以看原文。可以接着问，例如“那乙区呢？”"
_EMPTY = "### 还没有收入报告\n请到上面的“材料”里添加文件，添加好就可以提问。"
_BRIDGE = "window.reportAssistantAct = (action) => trigger('click', action);"
"""Lets the page's scripts call the server through Gradio's queue."""

_Shown = tuple[Any, Any, Any]
"""What the question's box, the chat and the notice below are set to."""


def build(assistant: Assistant, chat: Chat) -> gr.Blocks:
    """Build the page.

    Args:
        assistant: The open assistant.
        chat: What happens in the chat.
    """
    quick: dict[str, Any] = {"concurrency_limit": None, "show_progress": "hidden", "api_visibility": "private"}
    running: dict[str, Any] = {**quick, "trigger_mode": "multiple"}
    page: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(f'<header class="masthead"><h1>{TITLE}</h1><p id="status"></p><p id="account"></p></header>', elem_id="masthead")
        add_endpoints(assistant)  # first, so that no other function takes their names
        conversation = gr.State(Conversation())
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("提问", id="ask"):
                gr.HTML('<div id="chat-tools"></div>', elem_id="chat-tools-box")
                box = _chat_box()
                with gr.Row(elem_id="asking"):
                    question = _question_box()
                    send = gr.Button("提问", variant="primary", scale=1, min_width=80, elem_id="send")
                    halt = gr.Button("停止", scale=1, min_width=80, elem_id="stop")
                notice = gr.HTML("", elem_id="notice")
            with gr.Tab("材料", id="library-tab"):
                gr.HTML('<div id="library"></div>')
            with gr.Tab("总览", id="overview-tab"):
                gr.HTML('<div id="overview"></div>')
        bridge = gr.HTML("", elem_id="bridge", js_on_load=_BRIDGE)
        shown = [question, box, notice]
        handlers = _Handlers(chat, assistant)
        gr.on([question.submit, send.click], handlers.ask, [question, conversation], shown, **running)
        box.example_select(handlers.example, [conversation], shown, **running)
        bridge.click(handlers.act, [conversation], shown, **running)
        halt.click(lambda conversation: conversation.halt(), conversation, None, **quick)
        page.load(lambda: _examples(assistant), None, box, **quick)
    return page


class _Handlers:
    """What asks: the box, an example, a button that a script made."""

    def __init__(self, chat: Chat, assistant: Assistant) -> None:
        self._chat = chat
        self._actions: dict[object, Callable[[Conversation, dict[str, Any]], Iterator[_Shown]]] = {
            "retry": lambda conversation, data: _growing(chat.retry(conversation, data.get("turn"))),
            "drop": lambda conversation, data: _growing(chat.drop(conversation, data.get("turn"), data.get("chip"))),
            "edit": self._edit,
            "keep": self._keep,
            "restore": lambda conversation, data: iter([(gr.skip(), chat.restore(conversation, data.get("turns")), "")]),
            "clear": self._clear,
            "refresh": lambda conversation, data: iter([(gr.skip(), _examples(assistant), gr.skip())]),
        }

    def ask(self, question: str, conversation: Conversation) -> Iterator[_Shown]:
        if question.strip():
            yield from _growing(self._chat.ask(conversation, question), clear=True)

    def example(self, conversation: Conversation, event: gr.SelectData) -> Iterator[_Shown]:
        yield from _growing(self._chat.ask(conversation, str(event.value["text"])))

    def act(self, conversation: Conversation, event: gr.EventData) -> Iterator[_Shown]:
        data = event._data if isinstance(event._data, dict) else {}
        action = self._actions.get(data.get("action"))
        if action is not None:
            yield from action(conversation, data)

    def _edit(self, conversation: Conversation, data: dict[str, Any]) -> Iterator[_Shown]:
        turn = conversation.turn(data.get("turn"))
        if turn is not None:
            conversation.editing = conversation.turns.index(turn)
            yield straight(turn.question), gr.skip(), _editing(conversation.editing, len(conversation.turns))

    def _keep(self, conversation: Conversation, _: dict[str, Any]) -> Iterator[_Shown]:
        conversation.editing = None
        yield "", gr.skip(), ""

    def _clear(self, conversation: Conversation, _: dict[str, Any]) -> Iterator[_Shown]:
        conversation.clear()
        yield gr.skip(), [], ""


def _growing(messages: Iterator[Messages], *, clear: bool = False) -> Iterator[_Shown]:
    """The chat as it grows; the box is cleared at first only, as the next question may be typed meanwhile."""
    for i, shown in enumerate(messages):
        yield "" if clear and i == 0 else gr.skip(), shown, "" if i == 0 else gr.skip()


def _editing(index: int, turns: int) -> str:
    after = "，它后面的对话会去掉" if index + 1 < turns else ""
    cancel = '<button type="button" class="act" value="{&quot;action&quot;: &quot;keep&quot;}">不改了</button>'
    return f'<p class="editing">正在修改第 {index + 1} 个问题：改好后按回车，原来的回答会换成新的{after}。{cancel}</p>'


def _examples(assistant: Assistant) -> Any:
    if not assistant.reports():
        return gr.update(examples=[], placeholder=_EMPTY)
    return gr.update(examples=[{"text": example} for example in assistant.suggestions()], placeholder=_FIRST)


def _chat_box() -> gr.Chatbot:
    return gr.Chatbot(
        show_label=False,
        layout="panel",
        latex_delimiters=[],
        autoscroll=False,
        buttons=[],
        feedback_options=None,
        placeholder=_FIRST,
        examples=[],
        elem_id="chat",
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        label="问题",
        show_label=False,
        placeholder="例如：哪些区提到校车安全？（回车提问）",
        scale=8,
        max_lines=4,
        max_length=1000,
        autofocus=True,
        elem_id="question",
    )
