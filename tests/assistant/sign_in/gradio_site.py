"""A program that serves Gradio behind three guards; Gradio leaves sockets and loops open, which no test process may."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fastapi
import gradio as gr
import uvicorn
from guarded_site import BETWEEN_CHUNKS_S

from assistant.sign_in import Guard, Policy, make_policy, user_name

HEADER = "X-Remote-User"


def who(words: str, request: gr.Request) -> str:
    """Says who asks."""
    return f"{words}|{request.username}|{request.request.state.user.role}"


def count(request: gr.Request) -> Iterator[str]:
    """Counts slowly."""
    for number in range(2):
        yield f"{request.username}{number}"
        time.sleep(BETWEEN_CHUNKS_S)


def start(policy: Policy) -> str:
    """Serve Gradio behind a guard; gives the address."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        words, shown = gr.Textbox(), gr.Textbox()
        gr.Button().click(who, words, shown, api_name="who")
        gr.Button().click(count, None, shown, api_name="count")
    site = gr.mount_gradio_app(fastapi.FastAPI(), blocks.queue(), "/", auth_dependency=user_name, ssr_mode=False, mcp_server=True)
    site.add_middleware(Guard, policy=policy)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site, log_level="warning", proxy_headers=False))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


if __name__ == "__main__":
    policies = {"users": make_policy(users_file=Path(sys.argv[1])), "none": make_policy(), "header": make_policy(user_header=HEADER)}
    print(json.dumps({name: start(policy) for name, policy in policies.items()}), flush=True)
    sys.stdin.read()
