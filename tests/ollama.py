"""An Ollama of our own on loopback: a real HTTP server that speaks its protocol and can misbehave as it does."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = str | Callable[[Mapping[str, Any]], str]
CLOCK = "2024-10-19T14:30:00Z"


def model(name: str, size: int = 1_000_000, **more: Any) -> dict[str, Any]:
    """Describe an installed model as /api/tags does."""
    details = {"format": "gguf", "family": name.split(":", maxsplit=1)[0], "parameter_size": "8.0B"}
    return {"name": name, "model": name, "size": size, "digest": f"sha256:{name}", "details": details} | more


@dataclass
class Script:
    """What the server does: which models it has, what it answers, and how it fails.

    `misbehave` is one of: "", "status", "frame", "cut", "broken", "length", "hang", "garbage", "empty", "load", "page",
    "whitespace"; for the first `times` questions only, where that is not 0. `frames` makes the bytes of an answer from
    the request and the text, with numbers for seconds of silence. `pages` are whole answers by path: status, content,
    headers. `hang` names paths that never answer. `most` is how many fact rows a prompt may have, 0 for any.
    `prompt_tokens` is what it counts, as a number or of the request; 0 leaves the count out, as servers do.
    """

    models: list[dict[str, Any]] = field(default_factory=lambda: [model("llama3.1:8b")])
    answers: list[Answer] = field(default_factory=list)
    misbehave: str = ""
    status: int = 500
    error: Any = "something broke"
    hang: tuple[str, ...] = ()
    show: dict[str, Any] = field(default_factory=lambda: {"capabilities": ["completion"]})
    ps: list[dict[str, Any]] = field(default_factory=list)
    pages: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    frames: Callable[[Mapping[str, Any], str], Iterable[bytes | float]] | None = None
    times: int = 0
    prompt_tokens: int | Callable[[Mapping[str, Any]], int] = 50
    most: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class OllamaServer:
    """The server while a test runs; `script` may be changed at any time."""

    def __init__(self) -> None:
        self.script = Script()
        handler = type("Handler", (_Handler,), {"script": self.script})
        self._server = _Quiet(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The bodies of the chat requests so far."""
        return self.script.asked

    def answers(self, *answers: Answer | Mapping[str, Any]) -> None:
        """Answer so, one after the other; the last one stays. An object is sent as JSON."""
        self.script.answers = [json.dumps(one) if isinstance(one, Mapping) else one for one in answers]

    @property
    def port(self) -> int:
        """The number of its door."""
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Let go of what hangs and close."""
        self.script.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that leave are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    script: Script
    protocol_version = "HTTP/1.1"
    timeout = 10

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output clean."""

    def do_GET(self) -> None:
        self._meet()
        pages = {
            "/": "Ollama is running",
            "/api/version": {"version": "0.32.15"},
            "/api/tags": {"models": self.script.models},
            "/api/ps": {"models": self.script.ps},
        }
        if self.path in self.script.pages:
            self._page()
        elif self.script.misbehave == "page":
            self._send(200, b"<html><body>Welcome</body></html>", "text/html")
        elif self.path in pages:
            self._json(200, pages[self.path])
        else:
            self._send(404, b"404 page not found", "text/plain")

    def do_POST(self) -> None:
        self._meet()
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        if self.path == "/api/chat":
            self.script.asked.append(body)
        if self.path in self.script.pages:
            self._page()
        elif self.path == "/api/show":
            self._show(body)
        elif self.path == "/api/chat":
            self._chat(body)
        else:
            self._send(404, b"404 page not found", "text/plain")

    def _meet(self) -> None:
        self.script.paths.append(self.path)
        if self.path in self.script.hang:
            self.script.over.wait(20)
            self.close_connection = True
            raise ConnectionAbortedError

    def _show(self, body: Mapping[str, Any]) -> None:
        if body["model"] not in [one["name"] for one in self.script.models]:
            self._json(404, {"error": f"model '{body['model']}' not found"})
        else:
            self._json(200, self.script.show)

    def _chat(self, body: dict[str, Any]) -> None:
        over = self.script.times and len(self.script.asked) > self.script.times
        what = "" if over else self.script.misbehave
        if self.script.frames and not over:
            return self._stream(self.script.frames(body, self._text(body)))
        if what == "status":
            return self._json(self.script.status, {"error": self.script.error})
        if self.script.most and body["messages"][-1]["content"].count('{"id"') > self.script.most:
            return self._json(400, {"error": "the input length exceeds the context length"})
        if what == "page":
            return self._send(502, b"<html>Bad gateway</html>", "text/html")
        if body["model"] not in [one["name"] for one in self.script.models]:
            return self._json(404, {"error": f"model '{body['model']}' not found"})
        return self._stream(self._frames(body, what))

    def _frames(self, body: Mapping[str, Any], what: str) -> Iterator[bytes]:
        if what == "empty":
            return
        if what == "garbage":
            yield b"this is not a frame\n"
            return
        if what == "load":
            yield frame(body, "", done=True, done_reason="load")
            return
        text = "   \n" if what == "whitespace" else self._text(body)
        half = len(text) // 2
        yield frame(body, text[:half])
        if what == "cut":
            return
        if what == "frame":
            yield json.dumps({"error": self.script.error}).encode() + b"\n"
            return
        if what != "length":
            yield frame(body, text[half:])
        reason = "length" if what == "length" else "stop"
        counted = self.script.prompt_tokens
        read = counted(body) if callable(counted) else counted
        counts = {"eval_count": 3, "total_duration": 1_000} | ({"prompt_eval_count": read} if read else {})
        yield frame(body, "", done=True, done_reason=reason, **counts)

    def _text(self, body: Mapping[str, Any]) -> str:
        turn = len(self.script.asked) - 1
        answers = self.script.answers or ["{}"]
        answer = answers[min(turn, len(answers) - 1)]
        return answer(body) if callable(answer) else answer

    def _page(self) -> None:
        status, content, headers = self.script.pages[self.path]
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, frames: Iterable[bytes | float]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for frame in frames:
            if isinstance(frame, float):
                self.script.over.wait(frame)
                continue
            self.wfile.write(b"%x\r\n%s\r\n" % (len(frame), frame))
            self.wfile.flush()
        if self.script.misbehave == "hang":
            self.script.over.wait(20)
        if self.script.misbehave == "broken":
            self.close_connection = True
            return
        self.wfile.write(b"0\r\n\r\n")

    def _json(self, status: int, value: Any) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def frame(body: Mapping[str, Any], text: str, **more: Any) -> bytes:
    """Write a frame of a stream."""
    message = {"role": "assistant", "content": text}
    frame = {"model": body["model"], "created_at": CLOCK, "message": message, "done": False}
    return json.dumps(frame | more).encode() + b"\n"
