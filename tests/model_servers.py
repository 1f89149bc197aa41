"""A server process that speaks the protocols of OpenAI and Ollama, well or badly; run as a script: ``MODE``.

It prints its port, and keeps every request it gets as a line of JSON on standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = ("全区", "开展", "演练", "24次。", "[1]")
PROBABILITIES = (("是", -0.1), ("否", -2.4), ("无", -6.0))
_HANG_S = 120
_counting = threading.Lock()
_counts = {"open": 0, "failures": 0}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mode = ""

    def do_GET(self) -> None:
        """The lists of models of both protocols."""
        if not self._refused():
            self._json(200, {"object": "list", "data": [{"id": "m", "object": "model"}], "models": [{"name": "m:latest", "model": "m:latest"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with _counting:
            _counts["open"] += 1
            open_now = _counts["open"]
        print(json.dumps({"path": self.path, "key": self.headers["Authorization"], "body": body, "open": open_now}), flush=True)
        try:
            self._answer_to(body)
        finally:
            with _counting:
                _counts["open"] -= 1

    def _answer_to(self, body: dict[str, Any]) -> None:
        if self._refused() or self._rubbish():
            return
        if self.mode == "hang":
            time.sleep(_HANG_S)
            return
        if self.mode == "no-features" and ("logprobs" in body or "response_format" in body or body.get("format")):
            self._json(400, {"error": {"message": "unknown field"}})
            return
        self._ollama(body) if self.path.endswith("/api/chat") else self._openai(body)

    def _refused(self) -> bool:
        """Errors; what they say repeats the key, as some servers do."""
        said = {"error": {"message": f"bad key {self.headers['Authorization']}", "code": "x"}}
        if self.path.endswith("/api/chat"):
            said = {"error": f"bad key {self.headers['Authorization']}"}
        mode, _, detail = self.mode.partition(":")
        if mode == "once" and _counts["failures"]:
            return False
        status = detail.split(",")[0] if mode == "once" else mode
        if not status.isdigit():
            return False
        _counts["failures"] += 1
        wait = detail.split(",")[1:] if mode == "once" else [detail] if detail else []
        self._json(int(status), said, {"Retry-After": wait[0]} if wait else {})
        return True

    def _rubbish(self) -> bool:
        if self.mode == "html":
            self._whole(200, "<html><body>欢迎光临</body></html>".encode(), "text/html; charset=utf-8")
        elif self.mode == "binary":
            self._whole(200, bytes(range(256)) * 8, "application/octet-stream")
        elif self.mode == "nothing":
            self._whole(200, b"", "text/event-stream")
        elif self.mode == "wrong-json":
            self._json(200, {"hello": ["world"]})
        else:
            return False
        return True

    def _openai(self, body: dict[str, Any]) -> None:
        self._head("text/plain" if self.mode == "wrong-type" else "text/event-stream")
        words = self._words(body)
        for number, word in enumerate(words):
            choice: dict[str, Any] = {"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}
            if body.get("logprobs") and self.mode != "no-probabilities":
                top = self._candidates()
                choice["logprobs"] = {"content": [{**top[0], "top_logprobs": top}]}
            if self.mode == "reasoning" and number < 2:
                choice["delta"] = {"role": "assistant", "content": None, "reasoning_content": "想一想"}
            self._event(self._spoilt({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}, number))
            if self._interrupted(number):
                return
        reason = "content_filter" if self.mode == "censored" else "length" if self.mode.endswith("-thinking") else "stop"
        last = {"index": 0, "delta": {}, "finish_reason": reason}
        self._event(json.dumps({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [last]}))
        self._event("[DONE]")
        self._end()

    def _ollama(self, body: dict[str, Any]) -> None:
        self._head("application/x-ndjson")
        for number, word in enumerate(self._words(body)):
            part: dict[str, Any] = {
                "model": "m",
                "created_at": "2026-01-01T00:00:00Z",
                "message": {"role": "assistant", "content": word},
                "done": False,
            }
            if body.get("logprobs") and self.mode != "no-probabilities":
                top = self._candidates()
                part["logprobs"] = [{**top[0], "top_logprobs": top}]
            self._chunk(self._spoilt(part, number) + "\n")
            if self._interrupted(number):
                return
        end = {
            "model": "m",
            "created_at": "2026-01-01T00:00:01Z",
            "message": {"role": "assistant", "content": ""},
            "done": True,
            "done_reason": "length" if self.mode.endswith("-thinking") else "stop",
        }
        self._chunk(json.dumps(end) + "\n")
        self._end()

    def _words(self, body: dict[str, Any]) -> tuple[str, ...]:
        thinking = {"think": ("<thi", "nk>是否", "呢</thi", "nk>\n\n"), "only-thinking": ("<think>先想", "一想")}.get(self.mode, ())
        limit = body.get("max_tokens") or body.get("options", {}).get("num_predict", 0)
        if self.mode in ("empty", "only-thinking", "long-thinking") and limit < 4000:
            return thinking
        return (*thinking, *self._answer(body, json.dumps(body["messages"], ensure_ascii=False)))

    def _answer(self, body: dict[str, Any], asked: str) -> tuple[str, ...]:
        if self.mode in ("empty", "only-thinking"):
            return ()
        if self.mode == "unclear":
            return ("难以", "判断")
        if "JSON Schema" in asked or "response_format" in body or body.get("format"):
            return ("好的：", '```json\n{"区县": ', '"清源区", "次数": 24}', "\n```")
        if "理由" in asked:
            return ("否。", "理由：", "没有", "提到。") if "不相关" in asked else ("是。", "理由：", "提到", "演练。")
        return WORDS

    def _candidates(self) -> list[dict[str, Any]]:
        likely = {"think": (("<think>", 0.0),), "unclear": (("难以", -0.5), ("不好", -1.0))}.get(self.mode, PROBABILITIES)
        return [{"token": token, "logprob": p} for token, p in likely]

    def _spoilt(self, part: dict[str, Any], number: int) -> str:
        if self.mode == "bad-chunk" and number == 2:
            return '{"choices": [{"del'
        if self.mode == "error-chunk" and number == 2:
            return json.dumps({"error": {"message": "out of memory"}} if "choices" in part else {"error": "out of memory"})
        return json.dumps(part, ensure_ascii=False)

    def _interrupted(self, number: int) -> bool:
        if self.mode == "drip":
            time.sleep(0.3)
        if number < 2:
            return False
        if self.mode == "hang-midway":
            time.sleep(_HANG_S)
        elif self.mode == "comments":
            for _ in range(_HANG_S * 10):
                self._chunk(": still here\n\n")
                time.sleep(0.1)
        elif self.mode == "reset":
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(2)
        elif self.mode == "early-end":
            self._end()
        else:
            return False
        return True

    def _head(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _event(self, text: str) -> None:
        self._chunk(f"data: {text}\n\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _end(self) -> None:
        self.wfile.write(b"0\r\n\r\n")

    def _json(self, status: int, value: object, headers: dict[str, str] | None = None) -> None:
        self._whole(status, json.dumps(value).encode(), "application/json", headers)

    def _whole(self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            print(json.dumps({"hung_up": True}), flush=True)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing to the terminal."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


class ServerProcess:
    """A server of this module in a process of its own."""

    def __init__(self, mode: str) -> None:
        self._process = subprocess.Popen([sys.executable, __file__, mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{int(self._process.stdout.readline())}"

    def told(self) -> list[dict[str, Any]]:
        """End the server; what it wrote down about its requests."""
        lines, _ = self._process.communicate(timeout=20)
        return [json.loads(line) for line in lines.splitlines()]

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def main() -> None:
    Handler.mode = sys.argv[1]
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
