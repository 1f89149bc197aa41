"""The whole web site: the page's own routes, and Gradio mounted behind them."""

from __future__ import annotations

import os
from pathlib import Path

import fastapi
import gradio as gr
from fastapi.responses import FileResponse, JSONResponse

from assistant.api import Assistant
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.page import access, answers_routes, library_routes, overview_routes
from assistant.page.chat import Chat
from assistant.page.shelf import AnswerShelf
from assistant.page.shell import build
from assistant.sign_in import Guard, Policy, user_name

_HERE = Path(__file__).parent
_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")
_STYLES = ("page.css", "reading.css", "library.css", "overview.css")
_SCRIPTS = ("chat.js", "evidence.js", "history.js", "every_report.js", "library.js", "overview.js")


def build_site(assistant: Assistant, library: Library, policy: Policy, examples: Path | None = None) -> fastapi.FastAPI:
    """Put the web site together.

    Args:
        assistant: The open assistant.
        library: Its reports as they are added and removed.
        policy: Who may do what.
        examples: Folder of the example reports.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    shelf = AnswerShelf()
    site = fastapi.FastAPI(title="工作报告问答", docs_url=None, redoc_url=None, openapi_url=None)
    site.add_exception_handler(AssistantError, _told)
    site.include_router(access.router(policy))
    site.include_router(answers_routes.router(assistant, shelf, examples))
    site.include_router(library_routes.router(library, assistant))
    site.include_router(overview_routes.router(assistant))
    site.add_api_route("/app/assets/{name}", _asset, methods=["GET"])
    theme = gr.themes.Soft(primary_hue="blue", neutral_hue="slate", font=list(_FONTS), font_mono=["Noto Sans Mono CJK SC", "monospace"])
    gr.mount_gradio_app(
        site,
        build(assistant, Chat(assistant, shelf)).queue(),
        "/",
        auth_dependency=user_name,
        theme=theme,
        head=_head(),
        footer_links=[],
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
        mcp_server=assistant.settings.mcp,
        root_path=assistant.settings.root_path or None,
    )
    site.add_middleware(Guard, policy=policy)
    return site


def _head() -> str:
    styles = (f'<link rel="stylesheet" href="app/assets/{name}">' for name in _STYLES)
    scripts = (f'<script type="module" src="app/assets/{name}"></script>' for name in _SCRIPTS)
    return "\n".join((*styles, *scripts))


def _asset(name: str) -> FileResponse:
    path = _HERE / Path(name).name
    if path.suffix not in {".js", ".css"} or not path.is_file():
        raise fastapi.HTTPException(404, "没有这个文件。")
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


def _told(_: fastapi.Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=400)
