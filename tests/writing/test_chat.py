"""The door to a model, against a real server on loopback."""

import os
import signal
import threading
import warnings
from typing import Any

import pytest

from mlws_writer.errors import ModelUnavailable, ReplyError, UsageError
from mlws_writer.writing.cache import ReplyCache
from mlws_writer.writing.chat import Beside
from mlws_writer.writing.choice import Wishes, choose
from mlws_writer.writing.failures import PromptTooLong
from mlws_writer.writing.prompts import Prompt
from mlws_writer.writing.server import server_url
from mlws_writer.writing.window import Limits

PROMPT = Prompt("entry", "You word facts.", "Facts\n{}")
SCHEMA = {"type": "object", "properties": {"say": {"type": "string"}}, "required": ["say"]}


def ask(server: Any, **more: Any) -> Any:
    """Ask the server's model the one question of these tests."""
    with choose("llama3.1:8b", base_url=server.url, **more) as door:
        return door.ask(PROMPT, SCHEMA)


def test_a_reply_is_the_object_that_was_asked_for(ollama_server: Any) -> None:
    """A model that answers in the form of the schema is heard, and what it cost is known."""
    ollama_server.answers({"say": "Loss fell."})

    reply = ask(ollama_server)

    assert reply.value == {"say": "Loss fell."}
    assert (reply.prompt_tokens, reply.reply_tokens) == (50, 3)


def test_a_request_forbids_the_server_to_cut_and_to_think(ollama_server: Any) -> None:
    """Each request states its context, its limits and its form, and nothing may be cut in silence."""
    ollama_server.answers({"say": "x"})

    ask(ollama_server, limits=Limits(num_ctx=4096, num_predict=200))

    body = ollama_server.asked[0]
    assert (body["truncate"], body["shift"], body["think"], body["format"]) == (False, False, False, SCHEMA)
    assert body["options"] == {"num_ctx": 4096, "num_predict": 200, "temperature": 0.0, "seed": 7}


@pytest.mark.parametrize(
    ("misbehaviour", "why"),
    [
        ("cut", "without a final frame"),
        ("broken", "connection broke"),
        ("frame", "something broke"),
        ("length", "limit"),
        ("empty", "no text at all"),
        ("load", "no text at all"),
        ("garbage", "form that Ollama speaks"),
        ("whitespace", "empty"),
    ],
)
def test_a_reply_that_is_not_whole_is_an_error(ollama_server: Any, misbehaviour: str, why: str) -> None:
    """Half an answer, an error in the middle of one, or none is never taken for an answer."""
    ollama_server.answers({"say": "Loss fell."})
    ollama_server.script.misbehave = misbehaviour

    with pytest.raises(ReplyError) as caught:
        ask(ollama_server)

    assert why in caught.value.why


@pytest.mark.parametrize("text", ["no JSON", '{"say": "Loss', '{"say": 3}', "[]", '{"other": "x"}', "null"])
def test_a_reply_of_another_form_is_an_error(ollama_server: Any, text: str) -> None:
    """What is not of the form of the schema is refused, not repaired."""
    ollama_server.answers(text)

    with pytest.raises(ReplyError):
        ask(ollama_server)


def test_reasoning_before_the_object_is_dropped(ollama_server: Any) -> None:
    """A model that thinks aloud although it should not is still understood."""
    ollama_server.answers('<think>Hm {"say": 1}</think>\n{"say": "x"}')

    assert ask(ollama_server).value == {"say": "x"}


@pytest.mark.parametrize(
    ("status", "error", "why"),
    [
        (503, "server busy, please try again.  maximum pending requests exceeded", "busy"),
        (500, "model requires more system memory (9.9 GiB) than is available (3.2 GiB)", "system memory"),
        (500, "model runner has unexpectedly stopped", "unexpectedly stopped"),
        (403, "", "not Ollama"),
        (400, '"x" does not support chat', "does not support chat"),
    ],
)
def test_an_error_status_says_why(ollama_server: Any, status: int, error: str, why: str) -> None:
    """The server's own reason reaches the reader in one of our errors."""
    ollama_server.script.misbehave, ollama_server.script.status, ollama_server.script.error = "status", status, error

    with pytest.raises(ModelUnavailable) as caught:
        ask(ollama_server)

    assert why in caught.value.why
    assert caught.value.fix


@pytest.mark.parametrize(
    ("error", "tokens"),
    [
        ("the input length exceeds the context length", 0),
        (
            '{"error":{"code":400,"message":"request (601 tokens) exceeds the available context size (512 tokens), try '
            'increasing it","type":"exceed_context_size_error","n_prompt_tokens":601,"n_ctx":512}}',
            601,
        ),
        ("the prompt is longer than the context length currently available to the model; shorten the prompt", 0),
    ],
)
def test_a_prompt_too_long_is_told_apart(ollama_server: Any, error: str, tokens: int) -> None:
    """Each way in which a server refuses a long prompt is known, with the exact count where it gives one."""
    ollama_server.script.misbehave, ollama_server.script.status, ollama_server.script.error = "status", 400, error

    with pytest.raises(PromptTooLong) as caught:
        ask(ollama_server)

    assert caught.value.tokens == tokens


def test_a_prompt_that_was_cut_in_silence_is_noticed(ollama_server: Any) -> None:
    """A server too old for `truncate: false` gives itself away by its count."""
    ollama_server.answers({"say": "x"})
    ollama_server.script.prompt_tokens = 8192

    with pytest.raises(ReplyError, match="half a prompt"):
        ask(ollama_server)


def test_a_page_in_place_of_ollama_is_named(ollama_server: Any) -> None:
    """Another program at that address is not taken for Ollama."""
    ollama_server.script.misbehave = "page"

    with pytest.raises(ModelUnavailable) as caught:
        ask(ollama_server)

    assert "Ollama" in caught.value.why


def test_no_server_is_said_in_three_lines() -> None:
    """Who asked for a model by name learns where it was sought, why it failed and what to do."""
    with pytest.raises(ModelUnavailable) as caught:
        choose("llama3.1:8b", base_url="http://127.0.0.1:9")

    assert "no Ollama server at http://127.0.0.1:9" in caught.value.message
    assert caught.value.why == "the connection was refused"
    assert "ollama serve" in caught.value.fix


def test_a_server_that_hangs_is_left(ollama_server: Any) -> None:
    """A model that says nothing more within the idle time is given up."""
    ollama_server.script.hang = ("/api/chat",)

    with pytest.raises(ModelUnavailable) as caught:
        ask(ollama_server, limits=Limits(idle=0.2))

    assert "0.2 s" in caught.value.why


def test_a_stream_that_stops_in_the_middle_is_left(ollama_server: Any) -> None:
    """The idle time counts between the pieces of an answer as well."""
    ollama_server.answers({"say": "Loss fell."})
    ollama_server.script.misbehave = "hang"

    with pytest.raises(ModelUnavailable) as caught:
        ask(ollama_server, limits=Limits(idle=0.2))

    assert "0.2 s" in caught.value.why


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs a signal to one thread")
def test_an_interrupt_ends_a_request_at_once(ollama_server: Any) -> None:
    """Ctrl-C while the model writes is Ctrl-C, not an error of ours, and the door closes cleanly."""

    def interrupt(body: Any) -> str:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        ollama_server.script.over.wait(5)
        return "{}"

    ollama_server.answers(interrupt)

    with pytest.raises(KeyboardInterrupt):
        ask(ollama_server)


def test_an_unknown_model_is_answered_with_those_that_there_are(ollama_server: Any, ollama_model: Any) -> None:
    """A misspelled name brings the nearest installed ones first."""
    ollama_server.script.models = [ollama_model("gemma3:4b"), ollama_model("llama3.1:8b")]

    with pytest.raises(ModelUnavailable) as caught:
        choose("lama3.1:8b", base_url=ollama_server.url)

    assert caught.value.why == "installed are: llama3.1:8b, gemma3:4b"
    assert "mlws models pull lama3.1:8b" in caught.value.fix


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "kimi:cloud"])
def test_a_cloud_model_is_not_asked_unless_allowed(ollama_server: Any, name: str) -> None:
    """Logs do not leave the machine because a model's name was typed."""
    with pytest.raises(ModelUnavailable, match="not asked"):
        choose(name, base_url=ollama_server.url)


def test_a_remote_model_under_a_local_name_is_not_asked(ollama_server: Any, ollama_model: Any) -> None:
    """What runs elsewhere is known by its remote host too."""
    ollama_server.script.models = [ollama_model("big:latest", remote_host="https://example.org")]

    with pytest.raises(ModelUnavailable, match="not asked"):
        choose("big", base_url=ollama_server.url)


def test_auto_takes_the_largest_model_that_writes_and_fits(ollama_server: Any, ollama_model: Any) -> None:
    """Embedding models, cloud models and those beyond the memory are passed over."""
    ollama_server.script.models = [
        ollama_model("small:1b", size=1_000),
        ollama_model("medium:8b", size=8_000),
        ollama_model("nomic-embed-text:latest", size=9_000),
        ollama_model("vast:cloud", size=10_000),
        ollama_model("giant:900b", size=10**15),
    ]

    with choose(base_url=ollama_server.url) as door:
        assert door.name == "medium:8b"


def test_auto_prefers_the_model_of_the_settings(ollama_server: Any, ollama_model: Any) -> None:
    """The configured model wins over a larger one."""
    ollama_server.script.models = [ollama_model("small:latest", size=1), ollama_model("large:8b", size=8_000)]

    with choose(base_url=ollama_server.url, wishes=Wishes("small")) as door:
        assert door.name == "small:latest"


@pytest.mark.parametrize("path", ["/api/tags", "/api/show"])
def test_auto_goes_on_without_a_server_that_hangs(ollama_server: Any, path: str) -> None:
    """An Ollama that does not answer costs a moment and a note, not the entry."""
    ollama_server.script.hang = (path,)
    notes: list[str] = []

    door = choose(base_url=ollama_server.url, wishes=Wishes(probe=0.2), tell=notes.append)

    assert door is None
    assert "Written without a model" in notes[0]


def test_auto_without_a_usable_model_says_so(ollama_server: Any) -> None:
    """A server without models is a note."""
    ollama_server.script.models = []
    notes: list[str] = []

    assert choose(base_url=ollama_server.url, tell=notes.append) is None
    assert "none that writes text" in notes[0]


def test_none_asks_nobody(ollama_server: Any) -> None:
    """Without a model no request is made."""
    assert choose("none", base_url=ollama_server.url) is None
    assert ollama_server.script.paths == []


def test_the_context_of_the_model_bounds_ours(ollama_server: Any) -> None:
    """A model that was trained on less is not asked for more."""
    ollama_server.script.show = {"capabilities": ["completion"], "model_info": {"llama.context_length": 2048}}

    with choose(base_url=ollama_server.url) as door:
        assert door.limits.num_ctx == 2048


def test_the_same_question_is_asked_once(ollama_server: Any, tmp_path: Any) -> None:
    """A cached reply is the reply, and no request is made for it."""
    ollama_server.answers({"say": "x"})
    cache = ReplyCache(tmp_path)

    first, second = ask(ollama_server, beside=Beside(cache)), ask(ollama_server, beside=Beside(cache))

    assert (first.cached, second.cached) == (False, True)
    assert first.value == second.value
    assert len(ollama_server.asked) == 1


def test_a_bad_reply_is_not_kept(ollama_server: Any, tmp_path: Any) -> None:
    """What could not be used is asked for again."""
    ollama_server.answers("no JSON", {"say": "x"})
    cache = ReplyCache(tmp_path)
    with pytest.raises(ReplyError):
        ask(ollama_server, beside=Beside(cache))

    assert ask(ollama_server, beside=Beside(cache)).value == {"say": "x"}


def test_tracing_is_off_whatever_the_shell_says(ollama_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that traces its own programs does not get our prompts uploaded."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    ollama_server.answers({"say": "x"})

    ask(ollama_server)

    assert os.environ["LANGSMITH_TRACING"] == "false"


def test_a_proxy_of_the_shell_is_not_used_for_this_machine(ollama_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY does not come between us and loopback."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    ollama_server.answers({"say": "x"})

    assert ask(ollama_server).value == {"say": "x"}


def test_a_closed_door_leaves_no_socket_open(ollama_server: Any) -> None:
    """Nothing is left for the interpreter to complain about."""
    import gc

    ollama_server.answers({"say": "x"})

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ask(ollama_server)
        gc.collect()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        (" 'box' ", "http://box:11434"),
        ("localhost", "http://localhost:11434"),
        (":9999", "http://127.0.0.1:9999"),
        ("box:1", "http://box:1"),
        ("http://localhost", "http://localhost:11434"),
        ("http://127.0.0.1", "http://127.0.0.1:11434"),
        ("http://box", "http://box:80"),
        ("https://box", "https://box:443"),
        ("https://box/ollama/", "https://box:443/ollama"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8000", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:11434"),
        ("[::]:5", "http://[::1]:5"),
        ("http://me:pw@box:1", "http://me:pw@box:1"),
    ],
)
def test_an_address_is_taken_as_a_person_means_it(text: str, url: str) -> None:
    """Whatever OLLAMA_HOST may hold becomes a whole address."""
    assert server_url(text) == url


@pytest.mark.parametrize("text", ["box:bad", "ftp://box", "http://[::1", "my box"])
def test_what_is_no_address_is_said(text: str) -> None:
    """A wrong address is a wrong setting, not a server that is down."""
    with pytest.raises(UsageError):
        server_url(text)


def test_nobody_waits_twice_for_a_model_that_is_gone(ollama_server: Any) -> None:
    """What hung once is not asked again by the same door, whatever else is wanted of it."""
    ollama_server.script.hang = ("/api/chat",)

    with choose("llama3.1:8b", base_url=ollama_server.url, limits=Limits(idle=0.2)) as door:
        for _ in range(2):
            with pytest.raises(ModelUnavailable, match="does not answer"):
                door.ask(PROMPT, SCHEMA)

    assert len(ollama_server.asked) <= 1
    assert ollama_server.script.paths.count("/api/chat") == 1


@pytest.mark.parametrize(
    "reply", ['<thinking>Hm</thinking>{"say": "x"}', '```json\n{"say": "x"}\n```', '{"say": "x"} \n']
)
def test_what_stands_around_an_answer_is_put_aside(ollama_server: Any, reply: str) -> None:
    """The answer itself is taken as it is, or not at all."""
    ollama_server.answers(reply)

    assert ask(ollama_server).value == {"say": "x"}


def test_a_mark_of_thinking_inside_the_answer_is_part_of_it(ollama_server: Any) -> None:
    """Only what comes before the object is thought."""
    ollama_server.answers({"say": "the template ends in </think>"})

    assert ask(ollama_server).value == {"say": "the template ends in </think>"}
