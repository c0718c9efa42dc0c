"""A model behind OpenAI's protocol: the same door, on a server of our own on loopback."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
NAME = "openai:qwen3-8b"


@dataclass
class Team:
    """A team's server: what it answers, what it was asked, and the keys it was shown."""

    port: int = 0
    text: str = "a trial of {{F2}}"
    reply: str = ""
    status: int = 200
    finish: str = "stop"
    models: tuple[str, ...] = ("qwen3-8b", "llama-70b")
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/v1"


class _Handler(BaseHTTPRequestHandler):
    team: Team
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output clean."""

    def do_GET(self) -> None:
        self.team.keys.append(self.headers.get("Authorization", ""))
        listed = [{"id": name, "object": "model", "max_model_len": 16_384} for name in self.team.models]
        self._send(200, json.dumps({"object": "list", "data": listed}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.team.asked.append(body)
        self.team.keys.append(self.headers.get("Authorization", ""))
        if self.team.status != 200:
            self._send(self.team.status, json.dumps({"error": {"message": "it broke", "code": "x"}}).encode())
        else:
            events = "".join(f"data: {event}\n\n" for event in (*map(json.dumps, self._events(body)), "[DONE]"))
            self._send(200, events.encode(), "text/event-stream")

    def _events(self, body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        about = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
        text = self.team.reply or self._text(body)
        for start in range(0, len(text), 20):
            delta = {"role": "assistant", "content": text[start : start + 20]}
            yield about | {"choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
        yield about | {"choices": [{"index": 0, "delta": {}, "finish_reason": self.team.finish}]}
        counts = {"prompt_tokens": 420, "completion_tokens": 30, "total_tokens": 450}
        yield about | {"choices": [], "usage": counts}

    def _text(self, body: Mapping[str, Any]) -> str:
        lines = body["messages"][-1]["content"].splitlines()
        slots = [json.loads(line)["slot"] for line in lines if line.startswith('{"slot"')]
        return json.dumps({"texts": [{"slot": slot, "text": self.team.text, "facts": ["F2"]} for slot in slots]})

    def _send(self, status: int, content: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def team(monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """Run the server, and let no key of the machine's owner be known."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    team = Team()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"team": team}))
    team.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield team
    server.shutdown()
    server.server_close()
    thread.join()


def summarize(mlws: Mlws, team: Team, *more: str) -> Any:
    """Ask the team's model for the entry of the day."""
    return mlws("summarize", "2024-10-19", "--model", NAME, "--base-url", team.url, *more)


def test_a_model_behind_openais_protocol_words_the_entry(mlws: Mlws, folder: Path, log: Path, team: Team) -> None:
    """The form of the reply is asked for, and what it cost is told."""
    answer = summarize(mlws, team)

    assert answer.code == 0, answer.err
    assert "a trial of llama3.1:8b" in (folder / "ACTIVITY.md").read_text(encoding="utf-8")
    assert team.asked[0]["response_format"]["type"] == "json_schema"
    assert (team.asked[0]["temperature"], team.asked[0]["stream"]) == (0.0, True)
    assert team.asked[0]["max_tokens"] > 0
    assert f"{NAME}: 1 call, 420 tokens read, 30 written" in answer.err


def test_the_answers_are_kept_and_asked_for_once(mlws: Mlws, folder: Path, log: Path, team: Team) -> None:
    """As those of any other model; the model of the settings may be such a one."""
    summarize(mlws, team)
    (folder / "ACTIVITY.md").unlink()
    for ledger in (folder / ".mlws" / "ledger").iterdir():
        ledger.unlink()
    (folder / ".mlws.toml").write_text(f'model = "{NAME}"\nbase_url = "{team.url}"\n', encoding="utf-8")

    answer = mlws("summarize", "2024-10-19")

    assert "came from the cache" in answer.err
    assert "a trial of" in (folder / "ACTIVITY.md").read_text(encoding="utf-8")
    assert len(team.asked) == 1


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"status": 500}, 4, "it broke"),
        ({"status": 401}, 4, "key"),
        ({"status": 503}, 4, "busy"),
        ({"models": ("llama-70b",)}, 4, "installed are: llama-70b"),
        ({"finish": "length"}, 0, "limit of"),
        ({"finish": "content_filter"}, 0, "ended with 'content_filter'"),
        ({"reply": "It went well."}, 0, "not JSON"),
        ({"reply": '{"other": 1}'}, 0, "lacks 'texts'"),
        ({"text": "99.9% right"}, 0, "1 run"),
    ],
)
def test_what_goes_wrong_leaves_the_document_whole_or_untouched(
    mlws: Mlws, folder: Path, log: Path, team: Team, change: Mapping[str, Any], code: int, says: str
) -> None:
    """And is said in our own words."""
    plain = mlws("summarize", "2024-10-19", "--model", "none", "-n").out
    for name, value in change.items():
        setattr(team, name, value)

    answer = summarize(mlws, team)

    assert answer.code == code, answer.err
    assert says in answer.err
    journal = folder / "ACTIVITY.md"
    assert journal.exists() == (code == 0)
    if code == 0:
        written = journal.read_text(encoding="utf-8")
        assert written == "".join(f"{line[1:]}\n" for line in plain.splitlines()[3:])


def test_nothing_is_sent_to_another_machine_without_consent(mlws: Mlws, folder: Path, log: Path) -> None:
    """By flag or setting; a name that nobody knows shows that nobody was even looked for."""
    away = ("summarize", "2024-10-19", "--model", NAME, "--base-url", "http://nowhere.invalid/v1")

    refused = mlws(*away)
    allowed = mlws(*away, "--allow-cloud")

    assert (refused.code, allowed.code) == (4, 4)
    assert "would see the facts of your logs" in refused.err
    assert "--allow-cloud" in refused.err
    assert "Facts of your logs are sent to http://nowhere.invalid/v1" in allowed.err
    assert not (folder / "ACTIVITY.md").exists()


def test_a_key_goes_to_the_server_that_was_named(
    mlws: Mlws, log: Path, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stands in nothing that is kept or told."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")

    answer = summarize(mlws, team)

    assert set(team.keys) == {"Bearer sk-secret"}
    assert "sk-secret" not in answer.err + answer.out
    kept = [path for path in log.parent.parent.parent.rglob("*") if path.is_file()]
    assert not any(b"sk-secret" in path.read_bytes() for path in kept)


@pytest.mark.parametrize("address", [(), ("--base-url", "127.0.0.1:8000")])
def test_an_address_is_needed(mlws: Mlws, log: Path, address: tuple[str, ...]) -> None:
    """There is no default that would lead out of the machine."""
    answer = mlws("summarize", "2024-10-19", "--model", NAME, *address)

    assert answer.code == 2
    assert "--base-url, such as http://127.0.0.1:8000/v1" in answer.err
