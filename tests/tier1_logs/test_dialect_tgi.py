# ruff: noqa: E501 - logs stand here as they are printed
"""What Text Generation Inference logs, as text and as JSON."""

import json
from collections.abc import Callable

import pytest

from mlws_writer.facts.model import FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.reader import read_bytes

ARGS = """Args {
    model_id: "mistralai/Mistral-7B-Instruct-v0.2",
    revision: None,
    num_shard: Some(
        2,
    ),
    quantize: None,
    max_concurrent_requests: 128,
    max_total_tokens: Some(
        4096,
    ),
    port: 80,
}"""
SUCCESS = 'generate{parameters=GenerateParameters { temperature: Some(0.7) } total_time="2.31s"}: text_generation_router::server: Success'
REFUSED = "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens"
CAUSE = 'Method Warmup encountered an error.\nTraceback (most recent call last):\n  File "model.py"\ntorch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.62 GiB.'


def text(message: str, level: str = "INFO") -> str:
    """Return a record as text."""
    return f"2024-07-11T09:01:04.204412Z  {level} text_generation_launcher: {message}\n"


def record(message: str, level: str = "INFO") -> str:
    """Return a record as JSON."""
    fields = {"timestamp": "2024-07-11T09:01:04.204412Z", "level": level, "fields": {"message": message}}
    return json.dumps({**fields, "target": "text_generation_launcher"}) + "\n"


def read(log: str) -> Run:
    """Return the one run of a log."""
    (run,) = read_bytes(log.encode(), name="tgi.log").runs
    return run


@pytest.mark.parametrize("line", [text, record])
def test_model_limits_and_start_are_read_in_both_forms(line: Callable[[str], str]) -> None:
    """The launcher's arguments tell them; a request that was answered shows that the server is up."""
    log = (
        line(ARGS)
        + line("Shard ready in 20.011s")
        + line("Setting max batch total tokens to 132656")
        + line("Connected")
    )
    run = read(log + line(SUCCESS))

    said = {one.name: one.value for one in run.facts}
    assert (run.work, run.outcome) == (Work.SERVER, Outcome.RUNNING)
    assert said["model_id"] == "mistralai/Mistral-7B-Instruct-v0.2"
    assert said["max_concurrent_requests"] == "128"
    assert said["Shard ready"] == "20.011s"
    assert said["max batch total tokens"] == "132656"


def test_a_request_that_was_refused_does_not_fail_the_server() -> None:
    """It is a warning, and the server runs on."""
    run = read(record(ARGS) + record("Connected") + record(REFUSED, "ERROR"))

    assert run.outcome is Outcome.RUNNING
    assert any(one.kind is FactKind.WARNING and one.name == "Input validation error" for one in run.facts)


def test_a_server_that_did_not_come_up_failed_for_its_first_error() -> None:
    """The exception of the shard is the cause, not the launcher's last word."""
    log = record(ARGS) + record("Warming up model") + record(CAUSE, "ERROR") + record("Webserver Crashed", "ERROR")
    run = read(log + record("Shutting down shards") + "Error: WebserverFailed\n")

    assert run.outcome is Outcome.FAILED
    assert "CUDA out of memory. Tried to allocate 2.62 GiB." in run.outcome_text
    assert any(one.value == "WebserverFailed" for one in run.facts)


def test_a_server_that_got_a_signal_was_stopped() -> None:
    """After requests that it answered."""
    log = text(ARGS) + text("Connected") + text(SUCCESS) + text("signal received, starting graceful shutdown")

    assert read(log + text("Terminating webserver")).outcome is Outcome.INTERRUPTED
