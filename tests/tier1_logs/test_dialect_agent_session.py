"""Sessions that coding agents leave as JSON lines, and chats with tools."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run, Work
from mlws_writer.tier1_logs.dialects.turns import turns_in
from mlws_writer.tier1_logs.reader import read_bytes

ASKED = "The test tests/test_features.py fails since yesterday. Find the cause and fix it."
ANSWER = 'Fixed: the column is "tenure_months" now. All 5 tests pass.'


def lines(*records: dict[str, Any]) -> bytes:
    """Return the records as JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def read(*records: dict[str, Any]) -> Run:
    """Return the one run of a session."""
    (run,) = read_bytes(lines(*records), name="session.jsonl").runs
    return run


def fact(run: Run, name: str) -> Fact:
    """Return the weightiest fact of a name."""
    return max((one for one in run.facts if one.name == name), key=lambda one: one.weight)


def said(role: str, *content: dict[str, Any] | str, **more: Any) -> dict[str, Any]:
    """Return a message record."""
    body = content[0] if isinstance(content[0], str) else list(content)
    message = {"role": role, "content": body, **({"model": "claude-sonnet-4-5"} if role == "assistant" else {})}
    return {"type": role, "cwd": "/home/ana/churn", "message": message, "timestamp": "2025-10-02T08:01:10.120Z", **more}


def call(name: str, **asked: str) -> dict[str, Any]:
    """Return a tool call."""
    return {"type": "tool_use", "id": "toolu_1", "name": name, "input": asked}


def result(text: str, *, failed: bool = False) -> dict[str, Any]:
    """Return a tool's result."""
    return {"type": "tool_result", "tool_use_id": "toolu_1", "content": text, "is_error": failed}


TRANSCRIPT = (
    said("user", ASKED),
    said("assistant", {"type": "text", "text": "I run it."}, call("Bash", command="pytest -q tests/test_features.py")),
    said("user", result("E   KeyError: 'tenure_days'\n1 failed, 4 passed in 0.61s", failed=True)),
    said("assistant", call("Read", file_path="/home/ana/churn/features.py")),
    said("user", result("COLUMNS = ['tenure_days']\naccuracy = 0.99\nFinal accuracy: 0.991")),
    said("assistant", call("Edit", file_path="/home/ana/churn/features.py", old_string="days", new_string="months")),
    said("user", result("The file /home/ana/churn/features.py has been updated.")),
)
CLOSING = said("assistant", {"type": "text", "text": ANSWER})
TOTALS = {
    "type": "result", "subtype": "success", "is_error": False, "duration_ms": 91233, "num_turns": 9, "result": ANSWER,
    "total_cost_usd": 0.0934, "usage": {"input_tokens": 58, "output_tokens": 627},
}  # fmt: skip


def test_a_session_says_what_was_asked_what_ran_and_what_came_out() -> None:
    """Request, tools, errors, answer, model and folder are read; what people, models and tools said is tainted."""
    run = read(*TRANSCRIPT, CLOSING)

    assert (run.work, run.outcome) == (Work.AGENT, Outcome.COMPLETED)
    assert (fact(run, "request").kind, fact(run, "request").value) == (FactKind.TASK, ASKED)
    assert fact(run, "Bash").value == "pytest -q tests/test_features.py"
    assert fact(run, "error").value == "E   KeyError: 'tenure_days'"
    assert fact(run, "answer").value == json.dumps(ANSWER)[1:-1]
    assert fact(run, "model").value == "claude-sonnet-4-5"
    assert fact(run, "cwd").value == "/home/ana/churn"
    assert all(fact(run, name).tainted for name in ("request", "Bash", "error", "answer"))


def test_what_a_tool_printed_is_no_result_of_the_session() -> None:
    """A number in a file that the agent looked at is not a metric, an error that it met is not the session's."""
    run = read(*TRANSCRIPT, CLOSING)

    kinds = {one.kind for one in run.facts}
    assert not kinds & {FactKind.METRIC, FactKind.ERROR, FactKind.SETTING, FactKind.ARTIFACT}


def test_a_session_that_stops_after_a_tool_was_interrupted() -> None:
    """Without a closing answer the work was not done."""
    assert read(*TRANSCRIPT).outcome is Outcome.INTERRUPTED


def test_a_closing_record_states_cost_turns_and_tokens() -> None:
    """What the session took comes from the record that sums it up, not from single requests."""
    run = read({"type": "system", "subtype": "init", "model": "claude-opus-4-1"}, *TRANSCRIPT, CLOSING, TOTALS)

    assert run.outcome is Outcome.COMPLETED
    taken = {one.name: one.value for one in run.facts}
    assert [taken[name] for name in ("total_cost_usd", "num_turns", "duration_ms", "output_tokens")] == [
        "0.0934", "9", "91233", "627",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        ({**TOTALS, "subtype": "error_max_turns", "is_error": True}, Outcome.FAILED),
        (said("user", {"type": "text", "text": "[Request interrupted by user]"}), Outcome.INTERRUPTED),
        (said("assistant", {"type": "text", "text": "API Error: 529"}, isApiErrorMessage=True), Outcome.FAILED),
    ],
)
def test_the_last_record_tells_how_a_session_ended(last: dict[str, Any], outcome: Outcome) -> None:
    """A limit that was hit, a person who pressed Escape, a model that could not be asked."""
    assert read(*TRANSCRIPT, last).outcome is outcome


def item(**payload: Any) -> dict[str, Any]:
    """Return a record of a session that wraps its items."""
    return {"timestamp": "2025-09-23T10:00:00.000Z", "type": "response_item", "payload": payload}


def test_items_in_an_envelope_are_read_alike() -> None:
    """Calls whose arguments are JSON text, outputs with an exit code, counts of tokens so far."""
    used = {"input_tokens": 12000, "output_tokens": 900, "total_tokens": 12900}
    asked = json.dumps({"command": ["bash", "-lc", "python train.py --amp"], "workdir": "/home/ana/seg"})
    output = json.dumps({"output": "RuntimeError: no GPU", "metadata": {"exit_code": 1}})
    run = read(
        {"type": "session_meta", "payload": {"cwd": "/home/ana/seg", "cli_version": "0.39.0"}},
        {"type": "turn_context", "payload": {"model": "gpt-5-codex"}},
        item(type="message", role="user", content=[{"type": "input_text", "text": "<environment_context>"}]),
        item(type="message", role="user", content=[{"type": "input_text", "text": "Add mixed precision."}]),
        item(type="function_call", name="shell", arguments=asked, call_id="call_1"),
        item(type="function_call_output", call_id="call_1", output=output),
        {
            "type": "event_msg",
            "payload": {"info": {"total_token_usage": used, "last_token_usage": {"total_tokens": 1}}},
        },
        item(type="message", role="assistant", content=[{"type": "output_text", "text": "There is no GPU here."}]),
    )

    names = {one.name: one.value for one in run.facts}
    assert names["request"] == "Add mixed precision."
    assert names["shell"] == "python train.py --amp"
    assert names["error"] == "RuntimeError: no GPU"
    assert names["total_tokens"] == "12900"
    assert (names["answer"], run.outcome) == ("There is no GPU here.", Outcome.COMPLETED)


def test_a_chat_with_tool_calls_is_a_session() -> None:
    """Messages as chat services take them, one a line."""
    asked = {"name": "run_sql", "arguments": json.dumps({"query": "select count(*) from sales"})}
    run = read(
        {"role": "system", "content": "You are a data analyst."},
        {"role": "user", "content": "How many rows has sales.csv?"},
        {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": asked}]},
        {"role": "tool", "tool_call_id": "call_1", "content": "count\n412"},
        {"role": "assistant", "content": "412 rows."},
    )

    assert fact(run, "run_sql").value == "select count(*) from sales"
    assert fact(run, "answer").value == "412 rows."


def test_json_lines_of_a_training_are_no_session() -> None:
    """Records without turns are left to the general reader."""
    records = [
        {"event": "epoch", "epoch": epoch, "val_acc": 0.6 + epoch / 100, "model": "resnet18"} for epoch in range(6)
    ]
    run = read(*records)

    assert run.work is not Work.AGENT
    assert any(one.kind is FactKind.METRIC for one in run.facts)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["user", "tool", "function_call"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["role", "type", "content", "message", "output", "input", "function"]), inner)
    ),
)


@given(JSON)
def test_any_json_has_its_turns_read(value: Any) -> None:
    """Whatever an object holds, its turns are text."""
    assert all(isinstance(turn.said, str) for turn in turns_in(value))
