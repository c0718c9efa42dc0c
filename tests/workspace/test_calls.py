"""What a day costs a model: few questions, small ones, and none where there is nothing new."""

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.workspace import journal, sessions
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings
from mlws_writer.writing.chat import Door
from mlws_writer.writing.mock import RecordedChat
from mlws_writer.writing.prompts import Prompt

SAMPLES = Path(__file__).resolve().parents[2] / "logs"
DAY = date(2024, 10, 19)
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample logs are in the checkout, not in the wheel")


def good(prompt: Prompt, schema: Mapping[str, Any]) -> object:
    """Answer each slot with one value, and what it is the value of, in a plain sentence."""
    rows = [json.loads(line) for line in prompt.user.splitlines() if line.startswith('{"')]
    called = {r["id"]: next((str(v) for k, v in r.items() if k in KINDS), "") for r in rows if "id" in r}
    forms = (
        ("could", "it could be tried with"), ("phrase", "run with"), ("title", ""), ("remember", "what stays is"),
        ("", "it was"),
    )  # fmt: skip
    asked = [r for r in rows if "slot" in r]
    told = {r["slot"]: next(form for mark, form in forms if mark in r["want"]) for r in asked}
    values = {r["slot"]: [f for f in r["facts"] if not f.startswith("D")][-1] for r in asked}
    said = {slot: f"{told[slot]} {called[f].replace('_', ' ')} {{{{{f}}}}}" for slot, f in values.items()}
    return {"texts": [{"slot": slot, "text": said[slot], "facts": [f]} for slot, f in values.items()]}


KINDS = ("metric", "setting", "count")


def silent(prompt: Prompt, schema: Mapping[str, Any]) -> object:
    """Answer nothing, so that each text is asked for once more."""
    return {"texts": []}


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    """Return an empty workspace on the evening of the day."""
    return Workspace(tmp_path, Settings(), UTC, datetime(2024, 10, 19, 20, tzinfo=UTC))


def cost(answer: Callable[..., object], work: Callable[[Door], object]) -> tuple[int, int]:
    """Do the work and count the questions and the tokens of their prompts."""
    chat = RecordedChat(answer=answer)
    door = Door(chat, name="llama3.1:8b", digest="d")
    work(door)
    return len(chat.asked), sum(door.tokens(prompt) for prompt in chat.asked)


@needs_samples
def test_the_sample_day_costs_little(here: Workspace) -> None:
    """Three questions for the entry, ten for the session, none for either again."""
    shutil.copytree(SAMPLES, here.root / "logs")

    def summarize(door: Door) -> object:
        return journal.summarize(here, journal.Order((DAY,), door=door))

    def draft(door: Door) -> object:
        return sessions.draft(here, sessions.SessionOrder((DAY,), door=door))

    calls, tokens = cost(good, summarize)
    assert 1 <= calls <= 3
    assert tokens <= 3_000
    assert cost(good, summarize) == (0, 0)
    calls, tokens = cost(good, draft)
    assert 1 <= calls <= 10
    assert tokens <= 12_000
    assert cost(good, draft) == (0, 0)


@pytest.mark.parametrize("answer", [good, silent])
def test_a_day_of_fifty_runs_costs_no_more_than_twelve_questions(here: Workspace, answer: Any) -> None:
    """Also where each text has to be asked for twice: only texts that are seen are asked for."""
    folder = here.root / "logs" / "experiments"
    folder.mkdir(parents=True)
    for number in range(50):
        clock = f"2024-10-19 {number // 4:02}:{number % 4 * 15:02}"
        lines = (f"{clock}:00 INFO Model: llama3.1:8b", f"{clock}:01 INFO Config: {{temperature: 0.{number:02}}}")
        end = (f"{clock}:50 INFO Accuracy: {number + 40}%", f"{clock}:55 INFO Experiment complete")
        name = f"20241019-{clock[11:13]}{clock[14:16]}00-run{number}.log"
        (folder / name).write_text("\n".join((*lines, *end)) + "\n", encoding="utf-8")

    calls, _ = cost(answer, lambda door: journal.summarize(here, journal.Order((DAY,), door=door)))

    assert 1 <= calls <= 12
