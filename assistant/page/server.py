"""Build and serve the page."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.api import Assistant
from assistant.errors import AssistantError, ConfigError
from assistant.models import Answer
from assistant.page.render import EMPTY_EVIDENCE, answer_html, evidence_html, parse_place, question_html
from assistant.regions import full_names

_HERE = Path(__file__).parent
_TITLE = "工作报告问答"
_EXAMPLES = ("哪些区提到校车安全？", "哪些区没有提到食品安全？", "有多少个区开展了集团化办学？", "教师招聘了多少人？")
_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
_PARALLEL_QUESTIONS = 10


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
        print(f"向量模型没有就绪：{error}")


def build(assistant: Assistant) -> gr.Blocks:
    """Build the page.

    Args:
        assistant: The open assistant.
    """

    def overview() -> str:
        reports = assistant.reports()
        regions = set(full_names(r.region.name for r in reports if r.region.name).values())
        failed = assistant.failures()
        trouble = f"；另有 {len(failed)} 个文件没有读成（用 report-assistant list 查看原因）" if failed else ""
        return f'<div class="overview">已收入 <b>{len(reports)}</b> 份报告，已知地区 <b>{len(regions)}</b> 个{trouble}。回答只依据这些材料。</div>'

    def ask(question: str, history: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        shown = [*history, {"role": "user", "content": question_html(question)}]
        yield "", [*shown, {"role": "assistant", "content": "正在查找…"}]
        text = ""
        for piece in _pieces(assistant, question):
            if isinstance(piece, Answer):
                yield "", [*shown, {"role": "assistant", "content": answer_html(piece.text, piece.citations)}]
            else:
                text += piece
                yield "", [*shown, {"role": "assistant", "content": answer_html(text, ())}]

    def ask_example(history: list[dict[str, Any]], event: gr.SelectData) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        yield from ask(event.value["text"], history)

    def open_place(event: gr.EventData) -> str:
        place = parse_place(str(event._data.get("place", "")))
        return _open(assistant, *place) if place else EMPTY_EVIDENCE

    page: gr.Blocks
    with gr.Blocks(title=_TITLE, analytics_enabled=False, fill_height=True, fill_width=True) as page:
        gr.HTML(f"<h1>{_TITLE}</h1>")
        overview_box = gr.HTML(overview)
        with gr.Row(equal_height=True, scale=1):
            with gr.Column(scale=3, min_width=360):
                chat = gr.Chatbot(
                    show_label=False,
                    height="62vh",
                    layout="panel",
                    latex_delimiters=[],
                    autoscroll=False,
                    buttons=["copy"],
                    feedback_options=None,
                    placeholder="### 问一问收入的报告\n答案会注明出处；点编号可以看原文。",
                    examples=[{"text": example} for example in _EXAMPLES],
                    elem_id="chat",
                )
                with gr.Row():
                    question = gr.Textbox(
                        show_label=False,
                        placeholder="例如：哪些区提到校车安全？（回车提问）",
                        scale=8,
                        max_lines=4,
                        autofocus=True,
                        elem_id="question",
                    )
                    send = gr.Button("提问", variant="primary", scale=1, min_width=80, elem_id="send")
            with gr.Column(scale=2, min_width=320):
                evidence = gr.HTML(EMPTY_EVIDENCE, elem_id="evidence", js_on_load=(_HERE / "evidence.js").read_text(encoding="utf-8"))
        gr.on([question.submit, send.click], ask, [question, chat], [question, chat], concurrency_limit=_PARALLEL_QUESTIONS, api_visibility="private")
        chat.example_select(ask_example, [chat], [question, chat], concurrency_limit=_PARALLEL_QUESTIONS, api_visibility="private")
        evidence.click(open_place, None, evidence, concurrency_limit=_PARALLEL_QUESTIONS, show_progress="hidden", api_visibility="private")
        page.load(overview, None, overview_box, api_visibility="private")
    return page


def _pieces(assistant: Assistant, question: str) -> Iterator[str | Answer]:
    try:
        yield from assistant.stream(question)
    except AssistantError as error:
        yield f"出错了：{error}"


def _open(assistant: Assistant, report_id: str, start: int, end: int) -> str:
    try:
        report = assistant.report(report_id)
        return evidence_html(report, assistant.heading_path(report_id, start), start, end)
    except AssistantError:
        return '<div class="evidence-empty">这份报告已经不在索引里，可能刚被更新或移除。请重新提问。</div>'
