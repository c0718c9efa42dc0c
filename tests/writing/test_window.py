"""One context for a whole run, and no prompt that exceeds it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlws_writer.facts.model import Citation, Fact, FactKind
from mlws_writer.writing import budget
from mlws_writer.writing.asking import Request, Task, largest
from mlws_writer.writing.chat import Beside, Door, Speech
from mlws_writer.writing.choice import choose
from mlws_writer.writing.compose import word
from mlws_writer.writing.gauge import Gauge
from mlws_writer.writing.mock import RecordedChat
from mlws_writer.writing.prompts import Prompt
from mlws_writer.writing.window import STEPS, Limits, reply_size, size

MODELS = ("llama3.1:8b", "gemma3:4b", "unheard-of:1b")
texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ("0.312", "x" * 900, "损失下降 " * 60, "a b " * 400)
)
contexts = st.integers(2048, 140_000) | st.sampled_from((2048, 4096, 8192))  # fmt: skip


@st.composite
def days(draw: st.DrawFn) -> tuple[Request, ...]:
    """Make what is asked for about a day of 1 to 500 runs: a headline each, from facts of every length."""
    count = draw(st.integers(1, 12) | st.sampled_from((50, 500)))
    values = draw(st.lists(texts, min_size=1, max_size=8))
    kinds = draw(st.lists(st.sampled_from(FactKind), min_size=1, max_size=6))
    return tuple(_request(number, values, kinds) for number in range(count))


def _request(number: int, values: list[str], kinds: list[FactKind]) -> Request:
    facts = tuple(
        Fact(f"f{line}@{number}", f"r{number}", kind, f"name {line}", values[(number + line) % len(values)],
             Citation(f"logs/{number}.log", line), text=values[line % len(values)])
        for line, kind in enumerate(kinds, 1)
    )  # fmt: skip
    return Request(f"r{number}/headline", "what the run was", facts, fallback="Plain.")


@given(days(), contexts, st.sampled_from(MODELS), st.booleans())
@settings(max_examples=20)
def test_no_prompt_exceeds_its_window(requests: tuple[Request, ...], num_ctx: int, model: str, chained: bool) -> None:
    """Whatever the day and the context, each prompt leaves room for its reply, and each text is there or plain."""
    sent: list[Prompt] = []

    def answer(prompt: Prompt, schema: Mapping[str, Any]) -> object:
        sent.append(prompt)
        slots = schema["properties"]["texts"]["items"]["properties"]["slot"]["enum"]
        return {"texts": [{"slot": slot, "text": "", "facts": []} for slot in slots[:0]]}

    door = Door(RecordedChat(answer=answer), name=model, digest="d", limits=Limits(num_ctx=num_ctx))
    wanted = requests[: 40 if chained else 500]
    if chained:
        wanted = tuple(replace(request, prompt="story") for request in wanted)
    door.make_room(largest(Task(door), wanted[:40]))

    made = word(door, wanted)

    assert door.limits.num_ctx <= num_ctx
    for prompt in sent:
        whole = budget.estimate(prompt.system) + budget.estimate(prompt.user)
        assert whole * budget.factor(model) + door.limits.num_predict + budget.MARGIN <= door.limits.num_ctx + 1
    asked = "".join(prompt.user for prompt in sent)
    for text in made.texts:
        assert f'"{text.slot}"' in asked or any(text.slot.partition("/")[0] in note for note in made.notes)
    assert len(made.texts) == len(wanted)


@given(st.integers(1, 200_000), st.integers(256, 200_000), st.integers(0, 200_000))
def test_the_size_is_enough_wherever_it_may_be(need: int, most: int, loaded: int) -> None:
    """The context holds what is needed or is the most that is allowed, and a model that is loaded well stays so."""
    chosen = size(need, most, loaded)

    assert chosen >= min(need, most)
    assert chosen == loaded or chosen <= most
    assert chosen == loaded or loaded < min(need, most)
    assert chosen in (*STEPS, most, loaded)


@pytest.mark.parametrize(("num_ctx", "tokens"), [(2048, 512), (4096, 1024), (131072, 1024)])
def test_a_reply_leaves_the_prompt_most_of_the_context(num_ctx: int, tokens: int) -> None:
    """A small context is not given to the reply."""
    assert reply_size(num_ctx, 1024) == tokens


def test_each_question_of_a_run_has_the_same_context(ollama_server: Any) -> None:
    """Each change would load the model anew: the size is chosen once, and what the server has loaded counts."""
    ollama_server.script.ps = [{"name": "llama3.1:8b", "context_length": 6000}]
    ollama_server.answers({"texts": []})
    with choose("llama3.1:8b", base_url=ollama_server.url) as door:
        door.make_room(3000)  # with what may stand beside it, and the reply, less than 6,000
        door.make_room(30)
        word(door, [_request(number, ["1"], [FactKind.METRIC]) for number in range(20)])

    assert {body["options"]["num_ctx"] for body in ollama_server.asked} == {6000}
    assert {body["keep_alive"] for body in ollama_server.asked} == {"10m"}


def test_a_prompt_that_the_server_counts_higher_gets_a_larger_context(ollama_server: Any) -> None:
    """Where there is room, nothing is left out: the model is loaded with more, once."""
    error = {
        "code": 400,
        "message": "request exceeds the available context size",
        "n_prompt_tokens": 5000,
        "n_ctx": 2048,
    }
    script = ollama_server.script
    script.misbehave, script.status, script.error, script.times = "status", 400, json.dumps({"error": error}), 1
    ollama_server.answers({"texts": []})

    with choose("llama3.1:8b", base_url=ollama_server.url) as door:
        door.make_room(500)
        made = word(door, [_request(0, ["1"], [FactKind.METRIC])])

    assert [body["options"]["num_ctx"] for body in ollama_server.asked][:2] == [2048, 8192]
    assert made.notes == ()


def test_what_the_server_counts_corrects_our_estimate(ollama_server: Any) -> None:
    """After a few prompts the measured factor takes the place of that of the family."""
    ollama_server.answers({"texts": []})
    ollama_server.script.prompt_tokens = 400
    gauge = Gauge()

    with choose("llama3.1:8b", base_url=ollama_server.url, beside=Beside(gauge=gauge)) as door:
        prompt = Prompt("entry", "word " * 100, "word " * 400)
        before = door.tokens(prompt)
        for _ in range(3):
            door.ask(prompt, {"type": "object"})
        after = door.tokens(prompt)

    assert (before, after) == (526, 421)


def test_half_of_what_was_measured_before_is_a_cut_prompt() -> None:
    """A server that reads far less than it did of such a prompt has cut it."""
    chat = RecordedChat(answer=lambda prompt, schema: {"texts": []})
    gauge = Gauge()
    for _ in range(3):
        gauge.learn("d", 1000, 1000)
    door = Door(
        chat, name="llama3.1:8b", digest="d", beside=Beside(gauge=gauge), speech=Speech(lambda s, n: {}, cuts=True)
    )

    made = word(door, [_request(0, ["1"], [FactKind.METRIC])])

    assert "half a prompt" in made.notes[0]
    assert made.texts[0].text == "Plain."
