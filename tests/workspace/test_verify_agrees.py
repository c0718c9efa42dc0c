"""What the check lets through when a text is composed, `mlws verify` supports when nothing has changed."""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mlws_writer.checking.reading.apart import apart
from mlws_writer.workspace import own_entry, sessions
from mlws_writer.workspace.journal import Order, summarize
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings
from mlws_writer.workspace.verifying import FINDINGS, Stands, Verified, checker
from mlws_writer.writing.chat import Beside, Door, Limits
from mlws_writer.writing.compose import Composition
from mlws_writer.writing.mock import Answer, RecordedChat
from mlws_writer.writing.prompts import Prompt
from tests import three_days

REPLIES = Path(__file__).parents[2] / "benchmarks/replies"
pytestmark = pytest.mark.skipif(
    not (three_days.LOGS.is_dir() and REPLIES.is_dir()), reason="logs and replies are in the checkout, not in the wheel"
)
SHAPES = (
    "The {name} was {a}.", "The {name} was {a}, on {b}.", "{a} with {b} and {c}", "The {name} of {b} was {a}.",
    "The {name} was {a}, after {b}.", "It ended with {a}, a {name} against {b}.", "The run with {a} had {b}.",
    "The {name} went from {a} to {b}.", "The best {name} was {a}, at {b}.", "It ran at {a}. The {name} was {b}.",
    "The {name} was higher with {a} than with {b}.", "The author notes that {a}", "{a}", "The {name} rose by {a}.",
    "Try {a} next, since the {name} was {b}.", "{run} had a {name} of {a}, {b} more than with {c}.",
)  # fmt: skip


@cache
def recorded(day: str) -> tuple[tuple[str, str], ...]:
    """Give the recorded texts of a day with what they are for."""
    held = json.loads((REPLIES / f"{day}.json").read_text(encoding="utf-8"))["replies"]
    return tuple((slot.split("/")[-1], said["text"]) for slot, each in held.items() for said in each["said"])


@dataclass
class Chance:
    """A model that answers with recorded texts about other facts, and with sentences that anybody could say of some."""

    day: str
    chance: random.Random

    def __call__(self, prompt: Prompt, schema: Mapping[str, Any]) -> object:
        """Answer a question."""
        if "texts" not in schema["properties"]:
            return {"ideas": []}
        each = schema["properties"]["texts"]["items"]["properties"]
        rows = [json.loads(line) for line in prompt.user.splitlines() if line.startswith('{"id": ')]
        return {"texts": [self._text(slot, rows) for slot in each["slot"]["enum"]]}

    def _text(self, slot: str, rows: Sequence[Mapping[str, Any]]) -> Mapping[str, object]:
        text = self._told(rows) if rows and self.chance.random() < 0.6 else self._recorded(slot, rows)
        named = list(dict.fromkeys(re.findall(r"\{\{(\w+)\}\}", text)))
        more = [row["id"] for row in self.chance.sample(rows, min(2, len(rows)))] if self.chance.random() < 0.3 else []
        return {"slot": slot, "text": text, "facts": [*named, *more]}

    def _told(self, rows: Sequence[Mapping[str, Any]]) -> str:
        picked = [self.chance.choice(rows) for _ in "abc"]
        name, run = str(list(picked[0].values())[-2]).replace("_", " "), str(picked[0].get("run", "It"))
        values = {letter: "{{" + row["id"] + "}}" for letter, row in zip("abc", picked, strict=True)}
        return self.chance.choice(SHAPES).format(name=name, run=run, **values)

    def _recorded(self, slot: str, rows: Sequence[Mapping[str, Any]]) -> str:
        every = [text for _, text in recorded(self.day)]
        text = self.chance.choice([t for kind, t in recorded(self.day) if kind == slot.rpartition("/")[2]] or every)
        ids = [str(row["id"]) for row in rows]
        kept = {i: i if i in ids and self.chance.random() < 0.7 else self.chance.choice(ids) for i in _ids(text)}
        return re.sub(r"\{\{(\w+)\}\}", lambda match: "{{" + kept[match[1]] + "}}", text)


def _ids(text: str) -> list[str]:
    return re.findall(r"\{\{(\w+)\}\}", text)


@dataclass(frozen=True)
class Made:
    """A day with its documents and what a model worded of them."""

    workspace: Workspace
    documents: tuple[Path, ...]
    composed: tuple[Composition, ...]

    def of_model(self) -> Iterator[Verified]:
        """Verify what a model worded."""
        for path in self.documents:
            yield from (each for each in checker(self.workspace, path).all() if each.by == "chance")


def composed(name: str, root: Path, answer: Answer) -> Made:
    """Make a day with its notes, and have its journal and its session worded."""
    day = date.fromisoformat(three_days.DAYS[name])
    now = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    workspace = Workspace(three_days.make(name, root), Settings(model="none"), UTC, now)
    for words in three_days.NOTES.get(name, ()):
        todo = words[0] == "--todo"
        own_entry.write(workspace, day, own_entry.TODO if todo else words[0], words[1], "# Log\n")
    made: list[Any] = []
    door = Door(RecordedChat(answer=answer), name="chance", limits=Limits(), beside=Beside(), required=True)
    summarize(workspace, Order((day,), model="chance", door=door, composed=made.append))
    order = sessions.SessionOrder((day,), model="chance", door=door, composed=made.append)
    drafted = sessions.draft(workspace, order)
    assert drafted.path is not None
    return Made(workspace, (workspace.activity, drafted.path), tuple(made))


SEEDS = (1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8)))


@pytest.mark.parametrize("name", three_days.DAYS)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_composed_is_supported(tmp_path: Path, name: str, seed: int) -> None:
    """Whatever a model answers, verify calls none of it false, and finds each text that the documents hold."""
    made = composed(name, tmp_path, Chance(name, random.Random(f"{name} {seed}")))

    found = list(made.of_model())
    assert [(each.text, each.reason) for each in found if each.stands in FINDINGS] == []
    said = " ".join(each.text for each in found)
    texts = [text for each in made.composed for text in each.texts if text.by_model and text.slot != "title"]
    wanted = [part.rstrip(".") for text in texts for part in apart(text.text) if not text.slot.startswith("idea:")]
    assert wanted
    assert [part for part in wanted if part not in said] == []


def _ended(_: Prompt, schema: Mapping[str, Any]) -> object:
    slots = schema["properties"]["texts"]["items"]["properties"]["slot"]["enum"]
    return {"texts": [{"slot": slot, "text": "The run ended with KeyError: 'plan_id'.", "facts": []} for slot in slots]}


def test_records_of_an_older_version_are_still_judged(tmp_path: Path) -> None:
    """By the facts that they name and their runs, as they were."""
    made = composed("failed", tmp_path, _ended)
    (file,) = (made.workspace.state / "provenance").glob("*.jsonl")
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    kept = [{key: value for key, value in row.items() if key not in ("told", "about", "made")} for row in rows]
    file.write_text("".join(json.dumps(row) + "\n" for row in kept if "file" in row))

    found = list(made.of_model())

    assert found
    assert [(each.text, each.reason) for each in found if each.stands in FINDINGS] == []


def _differ(_: Prompt, schema: Mapping[str, Any]) -> object:
    slots = schema["properties"]["texts"]["items"]["properties"]["slot"]["enum"]
    said = "At temperature 0.7 accuracy was 3.2 points lower than at 0.3."
    return {"texts": [{"slot": slot, "text": said if "/against:" in slot else "", "facts": []} for slot in slots]}


def test_a_difference_to_a_run_whose_log_is_gone_is_said_to_be_so(tmp_path: Path) -> None:
    """It is not false, and while the log is there it is supported, whichever lines the sentence leads to."""
    made = composed("samples", tmp_path, _differ)
    (found,) = made.of_model()
    assert found.stands is Stands.SUPPORTED

    (tmp_path / "logs/experiments/20241019-143000-sentiment-analysis.log").unlink()

    (found,) = made.of_model()
    assert found.stands is Stands.GONE
    assert "143000-sentiment-analysis.log is not there" in found.reason
