"""Whatever an Ollama server does, `summarize` leaves a document that is whole and true, or none, and says what to do.

Each behaviour is driven over HTTP, from the command line to the file.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

Mlws = Callable[..., Any]
Body = Mapping[str, Any]
DAY = ("summarize", "2024-10-19")
NAME = "llama3.1:8b"
WORDED = "a trial of llama3.1:8b"
CLOCK = "2024-10-19T14:30:00Z"


@dataclass(frozen=True)
class Behaviour:
    """What a server does, and what comes of it.

    `ends` is "worded", "plain" (whole, in the words of the templates), "refused" (plain under `auto`; by name an exit 4
    and no file) or "usage" (an exit 2 and no file). `says` stands in what the person is told.
    """

    name: str
    ends: str
    says: str = ""
    script: Mapping[str, Any] = field(default_factory=dict)
    environ: Mapping[str, str] = field(default_factory=dict)
    asks: str = NAME


def good(body: Body) -> str:
    """Answer as a good model does: a text for each slot, from the fact that names the model."""
    slots = body["format"]["properties"]["texts"]["items"]["properties"]["slot"]["enum"]
    found = re.search(r'\{"id": "(\w+)"[^\n]*"llama3.1:8b"', body["messages"][-1]["content"])
    assert found
    texts = [{"slot": slot, "text": f"a trial of {{{{{found[1]}}}}}", "facts": [found[1]]} for slot in slots]
    return json.dumps({"texts": texts})


def saying(text: str) -> Callable[[Body], str]:
    """Answer in the right form, with this text for each slot."""

    def answer(body: Body) -> str:
        texts = json.loads(good(body))["texts"]
        return json.dumps({"texts": [one | {"text": text} for one in texts]})

    return answer


def around(before: str, after: str = "") -> Callable[[Body], str]:
    """Answer well, with something before and after it."""
    return lambda body: before + good(body) + after


def frame(body: Body, text: str = "", **more: Any) -> bytes:
    """Write a frame of a stream."""
    message = {"role": "assistant", "content": text} | more.pop("message", {})
    return json.dumps({"model": body["model"], "created_at": CLOCK, "message": message, "done": False} | more).encode()


def last(body: Body, reason: str = "stop", **more: Any) -> bytes:
    """Write the last frame."""
    return frame(body, "", done=True, done_reason=reason, prompt_eval_count=300, eval_count=40, **more) + b"\n"


def pieces(*made: Callable[[Body, str], bytes | float]) -> Callable[[Body, str], Iterator[bytes | float]]:
    """Stream these, one after the other."""

    def stream(body: Body, text: str) -> Iterator[bytes | float]:
        for make in made:
            piece = make(body, text)
            yield piece + b"\n" if isinstance(piece, bytes) and not piece.endswith(b"\n") else piece

    return stream


def repeated(text: str, times: int) -> Callable[[Body, str], Iterable[bytes]]:
    """Stream the same piece so many times, and no end."""
    return lambda body, answer: (frame(body, text) + b"\n" for _ in range(times))


def status(code: int, error: Any) -> dict[str, Any]:
    """Answer a question with an error."""
    return {"misbehave": "status", "status": code, "error": error}


def page(path: str, code: int, content: str, **headers: str) -> dict[str, Any]:
    """Answer at a path with a page."""
    return {"pages": {path: (code, content.encode(), {"Content-Type": "text/html"} | headers)}}


def half(body: Body, text: str) -> bytes:
    """Write the first half of the text."""
    return frame(body, text[: len(text) // 2])


def whole(body: Body, text: str) -> bytes:
    """Write the text."""
    return frame(body, text)


def end(body: Body, text: str) -> bytes:
    """Write the last frame."""
    return last(body)


def model(name: str, size: int = 1_000_000, **more: Any) -> dict[str, Any]:
    """Describe an installed model as /api/tags does."""
    details = {"family": name.partition(":")[0], "parameter_size": "8.0B"}
    return {"name": name, "model": name, "size": size, "digest": f"sha256:{name}", "details": details} | more


NESTED = json.dumps({"error": {"code": 400, "message": "request (9001 tokens) exceeds the available context size (8192 "
        "tokens), try increasing it", "type": "exceed_context_size_error", "n_prompt_tokens": 9001, "n_ctx": 8192}})  # fmt: skip
SCHEMA = json.dumps({"error": {"code": 400, "message": "JSON schema conversion failed:\nunrecognized type strng"}})

BEHAVIOURS = (
    # It works.
    Behaviour("answers well", "worded"),
    Behaviour("answers in many small pieces", "worded", script={"frames": lambda b, t: [*(frame(b, c) + b"\n" for c in t), last(b)]}),
    Behaviour("is slow, but never silent for long", "worded", script={"frames": pieces(half, lambda b, t: 0.6, lambda b, t: frame(b, t[len(t) // 2 :]), lambda b, t: 0.6, end)}),
    Behaviour("leaves its counts out", "worded", script={"prompt_tokens": 0}),
    Behaviour("is too old to say what a model can do", "worded", script={"show": {}}),
    Behaviour("is too old for /api/ps", "worded", script=page("/api/ps", 404, "404 page not found")),
    Behaviour("has the model loaded with a larger context", "worded", script={"ps": [{"name": NAME, "context_length": 32768}]}),
    Behaviour("gives a smaller context than was asked for", "worded", script={"ps": [{"name": NAME, "context_length": 2048}]}),
    Behaviour("is busy once", "worded", script=status(503, "server busy, please try again.  maximum pending requests exceeded") | {"times": 1}),
    Behaviour("ends its lines in CRLF", "worded", script={"frames": pieces(lambda b, t: whole(b, t) + b"\r\n", end)}),
    # Thinking.
    Behaviour("thinks in a field of its own", "worded", script={"frames": pieces(lambda b, t: frame(b, message={"thinking": "Hm."}), whole, end)}),
    Behaviour("thinks aloud before the answer", "worded", script={"answers": [around('<think>{"texts": []}</think>\n')]}),
    Behaviour("thinks aloud without the opening mark", "worded", script={"answers": [around("Let me see.</think>\n")]}),
    Behaviour("thinks aloud in channels", "worded", script={"answers": [around("<|channel|>analysis<|message|>Hm<|end|><|channel|>final<|message|>")]}),
    Behaviour("thinks aloud and comes to no answer", "plain", "came to no answer", script={"answers": ["<think>On and on"]}),
    Behaviour("thinks until its limit", "plain", "limit of", script={"frames": lambda b, t: [frame(b, message={"thinking": "Hm"}) + b"\n", last(b, "length")]}),
    # The form of the answer.
    Behaviour("wraps the answer in a fence", "worded", script={"answers": [around("```json\n", "\n```")]}),
    Behaviour("ignores the schema: prose", "plain", "not JSON", script={"answers": ["Here is your summary: it went well."]}),
    Behaviour("ignores the schema: prose around it", "plain", "not JSON", script={"answers": [around("Sure! Here it is:\n")]}),
    Behaviour("ignores the schema: another object", "plain", "lacks 'texts'", script={"answers": ['{"summary": "It went well."}']}),
    Behaviour("ignores the schema: a list", "plain", "not of type object", script={"answers": ["[]"]}),
    Behaviour("ignores the schema: null", "plain", "not of type object", script={"answers": ["null"]}),
    Behaviour("ignores the schema: a slot of its own", "plain", "was not offered", script={"answers": ['{"texts": [{"slot": "x", "text": "y", "facts": []}]}']}),
    Behaviour("nests without end", "plain", "not JSON", script={"answers": ["".join(f'{{"{n}":[' for n in range(900))]}),
    Behaviour("cuts its JSON and says it stopped", "plain", "not JSON", script={"frames": pieces(half, end)}),
    Behaviour("sends half a letter", "worded", script={"answers": [saying("a trial \ud83dof llama3.1:8b")]}),
    # What the answer says.
    Behaviour("answers with nothing", "plain", "reply is empty", script={"answers": [""]}),
    Behaviour("answers with blanks", "plain", "reply is empty", script={"misbehave": "whitespace"}),
    Behaviour("has no text for it", "plain", script={"answers": [saying("")]}),
    Behaviour("refuses", "plain", script={"answers": [saying("I'm sorry, but I cannot help with logs.")]}),
    Behaviour("speaks of itself", "plain", script={"answers": [saying("As an AI language model, I find this run good.")]}),
    Behaviour("says far too much", "plain", script={"answers": [saying("a trial of llama3.1:8b " * 20)]}),
    Behaviour("invents a number", "plain", script={"answers": [saying("a trial of llama3.1:8b that was 99.9% right")]}),
    Behaviour("invents a model", "plain", script={"answers": [saying("a trial of gpt-9:900b")]}),
    Behaviour("invents an id", "plain", script={"answers": [saying("a trial of {{F999}}")]}),
    Behaviour("writes a link", "plain", script={"answers": [saying("a trial, see [here](http://evil.example)")]}),
    Behaviour("writes a heading", "plain", script={"answers": [saying("# Great work")]}),
    # The stream.
    Behaviour("stops without a final frame", "plain", "without a final frame", script={"misbehave": "cut"}),
    Behaviour("breaks the connection", "plain", "connection broke", script={"misbehave": "broken"}),
    Behaviour("sends an error in the middle", "plain", "something broke", script={"misbehave": "frame"}),
    Behaviour("dies in the middle", "plain", "unexpectedly stopped", script={"misbehave": "frame", "error": "model runner has unexpectedly stopped"}),
    Behaviour("reaches its limit", "plain", "limit of", script={"misbehave": "length"}),
    Behaviour("sends nothing", "plain", "no text at all", script={"misbehave": "empty"}),
    Behaviour("only loads the model", "plain", "no text at all", script={"misbehave": "load"}),
    Behaviour("unloads the model", "plain", "ended with 'unload'", script={"frames": pieces(whole, lambda b, t: last(b, "unload"))}),
    Behaviour("sends garbage", "plain", "form that Ollama speaks", script={"misbehave": "garbage"}),
    Behaviour("sends bytes that are no text", "plain", "usable answer", script={"frames": pieces(lambda b, t: b"\xff\xfe\x00{}")}),
    Behaviour("sends half a frame", "plain", "form that Ollama speaks", script={"frames": pieces(lambda b, t: frame(b, t)[:40])}),
    Behaviour("sends frames that are no frames", "plain", "usable answer", script={"frames": pieces(lambda b, t: b"[1, 2]")}),
    Behaviour("loops over blanks", "plain", "blanks without end", script={"frames": repeated("\n   ", 3_000)}),
    Behaviour("loops over a sentence", "plain", "repeated itself", script={"frames": repeated("It went well. ", 3_000)}),
    Behaviour("never ends", "plain", "more than", script={"frames": lambda b, t: (frame(b, f"word {n} ") + b"\n" for n in range(20_000))}),
    Behaviour("sends a line of many megabytes", "plain", "more than", script={"frames": pieces(lambda b, t: frame(b, "ab1 c" * 600_000))}),
    Behaviour("sends a line without end", "plain", "larger than", script={"frames": lambda b, t: (b"x" * 1_000_000 for _ in range(40))}),
    # Silence.
    Behaviour("hangs before the answer", "refused", "within 1 s", script={"hang": ("/api/chat",)}),
    Behaviour("hangs in the middle", "refused", "within 1 s", script={"frames": pieces(half, lambda b, t: 5.0, end)}),
    Behaviour("hangs when asked for its models", "refused", "does not answer", script={"hang": ("/api/tags",)}),
    Behaviour("hangs when asked about the model", "refused", "does not answer", script={"hang": ("/api/show",)}),
    Behaviour("hangs when asked what is loaded", "worded", script={"hang": ("/api/ps",)}),
    # The prompt does not fit.
    Behaviour("counts more tokens than fit", "plain", "num_ctx", script=status(400, NESTED)),
    Behaviour("finds the prompt too long (0.12)", "plain", "num_ctx", script=status(400, "the input length exceeds the context length")),
    Behaviour("finds the prompt too long (0.30.9)", "plain", "num_ctx", script=status(400, "the prompt is longer than the context length currently available to the model")),
    Behaviour("finds many facts too long", "worded", script={"most": 3}),
    Behaviour("cut the prompt to the context (0.24)", "plain", "half a prompt", script={"prompt_tokens": lambda b: b["options"]["num_ctx"]}),
    Behaviour("cut the prompt to the context less one (0.30.0)", "plain", "half a prompt", script={"prompt_tokens": lambda b: b["options"]["num_ctx"] - 1}),
    # Errors of the server.
    Behaviour("lacks the memory (0.24)", "refused", "smaller model", script=status(500, "model requires more system memory (9.9 GiB) than is available (3.2 GiB)")),
    Behaviour("lacks the memory (0.30)", "refused", "smaller model", script=status(500, "llama-server reported out-of-memory during startup: ggml")),
    Behaviour("cannot load it on the GPU", "refused", "smaller model", script=status(500, "unable to load full model on GPU")),
    Behaviour("lost its runner", "refused", "server's own log", script=status(500, "model runner has unexpectedly stopped")),
    Behaviour("loads too long", "refused", "server's own log", script=status(500, "timed out waiting for llama-server to start - ")),
    Behaviour("stays busy", "refused", "try again in a moment", script=status(503, "server busy, please try again.  maximum pending requests exceeded")),
    Behaviour("limits its callers", "refused", "try again in a moment", script=status(429, "too many requests")),
    Behaviour("cannot convert the schema", "refused", "conversion failed", script=status(400, SCHEMA)),
    Behaviour("does not know the format", "refused", "invalid format", script=status(500, 'invalid format: "xml"')),
    Behaviour("says the model cannot chat", "refused", "does not support chat", script=status(400, '"x" does not support chat')),
    Behaviour("forgot the model meanwhile", "refused", "models pull", script=status(404, f"model '{NAME}' not found")),
    Behaviour("wants a key", "refused", "key", script=status(401, "unauthorized")),
    Behaviour("refuses the host", "refused", "not Ollama", script=page("/api/chat", 403, "")),
    Behaviour("gave up on us", "refused", "request canceled", script=status(499, "request canceled")),
    # Not Ollama.
    Behaviour("is a web page", "refused", "not Ollama", script={"misbehave": "page"}),
    Behaviour("is a gateway without a server behind it", "refused", "not Ollama", script=page("/api/chat", 502, "<html>Bad gateway</html>")),
    Behaviour("sends callers elsewhere", "refused", "another address", script=page("/api/chat", 307, "", Location="http://127.0.0.1:9/api/chat")),
    Behaviour("sends callers elsewhere for its models", "refused", "another address", script=page("/api/tags", 301, "", Location="http://127.0.0.1:9/api/tags")),
    Behaviour("has a list of models that is none", "refused", "not Ollama", script=page("/api/tags", 200, '{"data": []}')),
    # Its models.
    Behaviour("has no models", "refused", "models pull", script={"models": []}),
    Behaviour("has a list of models that is null", "refused", "models pull", script={"models": None}),
    Behaviour("only makes embeddings", "refused", "mlws models", script={"models": [model("nomic-embed-text:latest")], "show": {}}, asks="nomic-embed-text"),
    Behaviour("finds out that it only makes embeddings", "refused", "mlws models", script={"show": {"capabilities": ["embedding"]}}),
    Behaviour("has only models in a cloud", "refused", "allow_cloud", script={"models": [model("kimi:cloud")]}, asks="kimi:cloud"),
    Behaviour("has a model elsewhere under a local name", "refused", "allow_cloud", script={"models": [model("big:latest", remote_host="https://example.org")]}, asks="big"),
    Behaviour("has only models too large for the memory", "plain", "models pull", script={"models": [model("vast:900b", size=10**15)]}, asks="auto"),
    # Where it is.
    Behaviour("is not there", "refused", "ollama serve", environ={"OLLAMA_HOST": "127.0.0.1:9"}),
    Behaviour("has a name that nobody knows", "refused", "allow_cloud", environ={"OLLAMA_HOST": "http://nowhere.invalid:11434"}),
    Behaviour("has a name that nobody knows, allowed", "refused", "ollama serve", environ={"OLLAMA_HOST": "http://nowhere.invalid:11434", "MLWS_ALLOW_CLOUD": "yes"}),
    Behaviour("is on another machine", "refused", "another machine", environ={"OLLAMA_HOST": "192.0.2.1"}),
    Behaviour("is at an address that is none", "usage", "http://host:11434", environ={"OLLAMA_HOST": "my box"}),
    Behaviour("is at a port that is none", "usage", "http://host:11434", environ={"OLLAMA_HOST": "box:bad"}),
    Behaviour("speaks no TLS", "refused", "ollama serve", environ={"OLLAMA_HOST": "https://127.0.0.1:{port}"}),
    Behaviour("is host:port", "worded", environ={"OLLAMA_HOST": "127.0.0.1:{port}"}),
    Behaviour("is localhost", "worded", environ={"OLLAMA_HOST": "localhost:{port}"}),
    Behaviour("is :port", "worded", environ={"OLLAMA_HOST": ":{port}"}),
    Behaviour("is 0.0.0.0", "worded", environ={"OLLAMA_HOST": "0.0.0.0:{port}"}),
    Behaviour("is quoted, with a slash at the end", "worded", environ={"OLLAMA_HOST": " 'http://127.0.0.1:{port}/' "}),
    Behaviour("is behind proxies of the shell", "worded", environ=dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")),
    Behaviour("is in a shell that traces its programs", "worded", environ={"LANGSMITH_TRACING": "true", "LANGSMITH_ENDPOINT": "http://127.0.0.1:9"}),
)  # fmt: skip


_PLAIN: dict[str, bytes] = {}


@pytest.fixture
def plain(mlws: Mlws, folder: Path, log: Path) -> bytes:
    """Return the journal as it is without a model, which is not there yet."""
    if "plain" not in _PLAIN:
        shown = mlws(*DAY, "--model", "none", "--dry-run").out
        _PLAIN["plain"] = "".join(f"{line[1:]}\n" for line in shown.splitlines()[3:]).encode()
    return _PLAIN["plain"]


BY_NAME = [b for b in BEHAVIOURS if b.asks != "auto" and (b.ends != "worded" or b is BEHAVIOURS[0])]
CASES = [(b, "auto") for b in BEHAVIOURS] + [(b, "by name") for b in BY_NAME]


@pytest.mark.parametrize(("behaviour", "asks"), CASES, ids=[f"{b.name}, {asks}" for b, asks in CASES])
def test_the_document_is_whole_and_true_or_untouched(
    behaviour: Behaviour, asks: str, mlws: Mlws, plain: bytes, folder: Path, ollama_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """And what is said tells what to do."""
    ollama_server.script.answers = [good]
    for name, value in behaviour.script.items():
        setattr(ollama_server.script, name, value)
    monkeypatch.setenv("MLWS_TIMEOUT", "1")
    monkeypatch.setenv("OLLAMA_HOST", ollama_server.url)
    for name, text in behaviour.environ.items():
        monkeypatch.setenv(name, text.format(port=ollama_server.port))

    named = asks == "by name"
    answer = mlws(*DAY, *(("--model", behaviour.asks) if named else ()))

    journal = folder / "ACTIVITY.md"
    if behaviour.ends == "usage" or (behaviour.ends == "refused" and named):
        assert answer.code == (2 if behaviour.ends == "usage" else 4)
        assert not journal.exists()
        assert re.search(r"^error: .+\n  why: .+\n  fix: .+", answer.err, re.MULTILINE)
    else:
        assert answer.code == 0
        worded = behaviour.ends == "worded"
        written = journal.read_bytes()
        assert (WORDED.encode() in written) == worded
        assert written == plain or worded
        assert without_headline(written) == without_headline(plain)
    if not (behaviour.asks != NAME and asks == "auto"):
        assert behaviour.says in answer.err
    assert "Traceback" not in answer.err


def without_headline(journal: bytes) -> list[bytes]:
    """Return the lines that are no model's."""
    return [line for line in journal.splitlines() if not line.startswith(b"- Completed")]


def test_there_are_many_behaviours_and_each_has_a_name() -> None:
    """The table is what the promise of this file rests on."""
    assert len({behaviour.name for behaviour in BEHAVIOURS}) == len(BEHAVIOURS) >= 40
