"""Summarizing: from log files to the journal, in a real workspace."""

import _thread
import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.errors import InputError, ModelUnavailable, Refused
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.settings import Settings

DAY = date(2024, 10, 19)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make an empty workspace."""
    return Workspace(tmp_path, Settings(), UTC, datetime(2024, 10, 20, 9, tzinfo=UTC))


@pytest.fixture
def log(workspace: Workspace) -> Callable[..., Path]:
    """Write a log: `log("20241019-140000-a", "14:00:00 INFO text", …)`; the day is put before each line."""

    def write(name: str, *lines: str, folder: str = "experiments", day: str = "2024-10-19") -> Path:
        path = workspace.root / "logs" / folder / f"{name}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{day} {line[:8]} - {line[9:].replace(' ', ' - ', 1)}\n" for line in lines))
        return path

    return write


def say(workspace: Workspace, model: str = "none", **order: object) -> tuple[str, list[str]]:
    """Summarize and give the journal and what was told."""
    told: list[str] = []
    summarize(workspace, Order(model=model, **order), told.append)  # type: ignore[arg-type]
    return workspace.activity.read_text() if workspace.activity.exists() else "", told


RUN = (
    "14:00:00 INFO Model: llama3.1:8b",
    "14:10:00 INFO Accuracy: 87.3%, F1: 0.852",
    "14:10:01 INFO Outcome: completed",
)


def test_the_second_run_changes_no_byte(workspace: Workspace, log: Callable[..., Path]):
    """A re-run with no news is no run at all."""
    log("20241019-140000-a", *RUN)
    first, _ = say(workspace)
    stamp = workspace.activity.stat().st_mtime_ns

    assert say(workspace)[0] == first
    assert workspace.activity.stat().st_mtime_ns == stamp


def test_a_dry_run_writes_nothing(workspace: Workspace, log: Callable[..., Path]):
    """Not even the readings it made."""
    log("20241019-140000-a", *RUN)

    done = summarize(workspace, Order((DAY,), model="none", dry_run=True))

    assert done.changed
    assert [path.name for path in workspace.root.iterdir()] == ["logs"]


def test_without_a_day_every_day_with_logs_gets_its_entry(workspace: Workspace, log: Callable[..., Path]):
    """Newest first, whatever the order in which they are written."""
    log("20241018-140000-a", *RUN, day="2024-10-18")
    log("20241019-140000-b", *RUN)

    text, _ = say(workspace)

    assert text.index("## 2024-10-19") < text.index("## 2024-10-18")


def test_a_day_without_logs_names_the_nearest_that_has_some(workspace: Workspace, log: Callable[..., Path]):
    """And writes nothing."""
    log("20241019-140000-a", *RUN)

    text, told = say(workspace, days=(date(2024, 10, 25),))

    assert text == ""
    assert told == [
        "Nothing to summarize: no log has a run on 2024-10-25. The nearest day that has some is 2024-10-19."
    ]


def test_a_log_without_times_takes_the_day_of_its_name_and_says_so(workspace: Workspace):
    """Nobody is led to believe that the log said when."""
    path = workspace.root / "logs/training/20241019-090000-quiet.log"
    path.parent.mkdir(parents=True)
    path.write_text("epoch 1 loss 0.9\nepoch 2 loss 0.5\nepoch 3 loss 0.4\ntraining finished\n")

    text, _ = say(workspace, days=(DAY,))

    assert "**quiet**" in text
    assert "(dated by its name)" in text


def test_a_log_without_times_stands_where_its_name_puts_it(workspace: Workspace, log: Callable[..., Path]):
    """Nine o'clock is before two in the afternoon, whoever says so."""
    log("20241019-140000-late", *RUN)
    path = workspace.root / "logs/experiments/20241019-090000-early.log"
    path.write_text("epoch 1 loss 0.9\nepoch 2 loss 0.5\nepoch 3 loss 0.4\ntraining finished\n")

    text, _ = say(workspace, days=(DAY,))

    assert text.index("**early**") < text.index("**late**")


def test_named_logs_are_summarized_wherever_they_lie(workspace: Workspace, tmp_path: Path):
    """Also outside the folders of the settings."""
    path = workspace.root / "elsewhere.txt"
    path.write_text("2024-10-19 14:00:00 - INFO - Accuracy: 87.3%\n2024-10-19 14:00:01 - INFO - Outcome: completed\n")

    text, _ = say(workspace, logs=(path,))

    assert "accuracy 87.3%" in text
    assert "](elsewhere.txt#L1)" in text


def test_an_edited_bullet_is_left_and_a_deleted_one_stays_deleted(workspace: Workspace, log: Callable[..., Path]):
    """The log has grown, and the rest follows it."""
    log("20241019-140000-a", "14:00:00 INFO Goal: sort tickets", *RUN)
    text, _ = say(workspace)
    edited = text.replace("Goal: sort tickets", "Goal: sort tickets WELL")
    edited = "\n".join(line for line in edited.split("\n") if "Status:" not in line)
    workspace.activity.write_text(edited)
    log("20241019-140000-a", "14:00:00 INFO Goal: sort tickets", *RUN, "14:20:00 INFO Accuracy: 91.0%, F1: 0.9")

    text, _ = say(workspace)

    assert "sort tickets WELL" in text
    assert "Status:" not in text


def test_a_folder_in_place_of_the_journal_is_refused(workspace: Workspace, log: Callable[..., Path]):
    """And stays as it is."""
    log("20241019-140000-a", *RUN)
    workspace.activity.mkdir()

    with pytest.raises(Refused):
        summarize(workspace, Order(model="none"))
    assert list(workspace.activity.iterdir()) == []


def answers(body: Mapping[str, Any]) -> str:
    """Word each text that is asked for by naming the first fact of its request."""
    user = body["messages"][-1]["content"]
    asked = [json.loads(line) for line in user.split("\n") if line.startswith('{"slot"')]
    texts = [
        {"slot": a["slot"], "text": "a trial of {{" + a["facts"][0] + "}}", "facts": a["facts"][:1]} for a in asked
    ]
    return json.dumps({"texts": texts})


def test_with_ollama_a_checked_headline_is_published(
    workspace: Workspace, log: Callable[..., Path], ollama_server: Any
):
    """A real server on loopback words it; status and result stay the template's."""
    log("20241019-140000-a", "14:00:00 INFO Dataset: tickets, size=2000", *RUN)
    ollama_server.script.answers = [answers]
    served = Workspace(workspace.root, Settings(base_url=ollama_server.url), UTC, workspace.now)

    done = summarize(served, Order(model="auto"))

    text = workspace.activity.read_text()
    assert "**a**, a trial of llama3.1:8b; tickets, size=2000 (" in text
    assert "Result: accuracy 87.3%, F1 0.852" in text
    assert done.model == "llama3.1:8b"
    assert all(body["truncate"] is False for body in ollama_server.asked)


def test_what_a_model_invents_is_not_published(workspace: Workspace, log: Callable[..., Path], ollama_server: Any):
    """The plain text stands instead."""

    def lie(body: Mapping[str, Any]) -> str:
        return answers(body).replace("a trial of", "99.9% right with gpt-9 on")

    log("20241019-140000-a", "14:00:00 INFO Dataset: tickets, size=2000", *RUN)
    ollama_server.script.answers = [lie]
    served = Workspace(workspace.root, Settings(base_url=ollama_server.url), UTC, workspace.now)

    text, _ = say(served, model="auto")

    assert "99.9" not in text
    assert "gpt-9" not in text
    assert "Completed: **a**, llama3.1:8b on tickets" in text


def test_a_named_model_that_cannot_be_had_leaves_the_journal_alone(workspace: Workspace, log: Callable[..., Path]):
    """The error comes before the first byte."""
    log("20241019-140000-a", *RUN)
    deaf = Workspace(workspace.root, Settings(base_url="http://127.0.0.1:9"), UTC, workspace.now)

    with pytest.raises(ModelUnavailable):
        summarize(deaf, Order((DAY,), model="llama3.1:8b"))
    assert not workspace.activity.exists()


def test_without_ollama_auto_writes_the_whole_entry_and_says_so(workspace: Workspace, log: Callable[..., Path]):
    """The journal is complete with no model at all."""
    log("20241019-140000-a", *RUN)
    deaf = Workspace(workspace.root, Settings(base_url="http://127.0.0.1:9"), UTC, workspace.now)

    text, told = say(deaf, model="auto")

    assert "accuracy 87.3%" in text
    assert any(note.startswith("Written without a model") for note in told)


def test_the_runs_of_a_day_stand_in_the_order_of_the_day(workspace: Workspace, log: Callable[..., Path]):
    """Not in that of the file names."""
    log("b", "09:00:00 INFO Accuracy: 80%", "09:10:00 INFO Outcome: completed")
    log("a", *RUN)

    runs = gather(workspace).days[DAY]

    assert [day.summary.run.name for day in runs] == ["b", "a"]


def test_ctrl_c_writes_no_journal_and_keeps_what_the_model_had_written(
    workspace: Workspace, log: Callable[..., Path], ollama_server: Any
):
    """The second question is never answered: the first answer is kept under .mlws/drafts, and where is said."""
    for number in range(10):
        name = f"run{number}"
        log(name, f"1{number}:00:00 INFO Dataset: tickets, size=2000", f"1{number}:10:00 INFO Accuracy: 8{number}%")

    seen: list[int] = []

    def first_then_stop(body: Mapping[str, Any]) -> str:
        seen.append(1)
        if len(seen) > 1:
            _thread.interrupt_main()
            time.sleep(0.3)
        return answers(body)

    ollama_server.script.answers = [first_then_stop]
    served = Workspace(workspace.root, Settings(base_url=ollama_server.url), UTC, workspace.now)
    told: list[str] = []

    with pytest.raises(KeyboardInterrupt):
        summarize(served, Order(model="auto"), told.append)

    assert not workspace.activity.exists()
    kept = list((workspace.root / ".mlws/drafts").iterdir())
    assert len(kept) == 1
    assert "a trial of llama3.1:8b" in kept[0].read_text() or "a trial of tickets" in kept[0].read_text()
    assert any(str(kept[0]) in note for note in told)


def test_a_found_file_that_is_no_log_is_left_out_and_told(workspace: Workspace, log: Callable[..., Path]):
    """The day is written from the others."""
    log("20241019-140000-a", *RUN)
    (workspace.root / "logs/experiments/empty.log").touch()

    text, told = say(workspace)

    assert "**a**" in text
    assert any("empty.log" in note for note in told)


def test_a_named_file_that_is_no_log_is_an_error(workspace: Workspace, log: Callable[..., Path]):
    """And nothing is written."""
    log("20241019-140000-a", *RUN)
    empty = workspace.root / "empty.log"
    empty.touch()

    with pytest.raises(InputError):
        summarize(workspace, Order(logs=(empty,), model="none"))
    assert not workspace.activity.exists()
