"""What a model on a real server words of a day, the day's documents hold only if `mlws verify` supports it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import three_days

from .conftest import Mlws

pytestmark = pytest.mark.skipif(
    not three_days.LOGS.is_dir(), reason="the sample logs are in the checkout, not in the wheel"
)
MODEL = "llama3.1:8b"
TRUE = {
    "busy": {
        "ticket-cnn was added as a baseline, to know what the transformer buys before it is paid for.": "small CNN",
        "The agent invented an order number once more; it must not answer before a look-up.": "invented an order",
        "Batch 64 does not fit on the card.": "does not fit",
        "Precision was 0.941 at threshold 0.6 and 0.961 at threshold 0.8.": "0.961",
    },
    "samples": {
        "With only the temperature changed, accuracy and F1 were lower at 0.7 than at 0.3.": "contrast:",
        "At temperature 0.7 accuracy was 3.2 points lower than at 0.3.": "/against:",
        "The agent was built on llama3.1:8b to answer the four most frequent questions of customers, because orders, "
        "refunds, deliveries and accounts are most of last month's tickets.": "task:",
    },
    "failed": {
        "Find out why 'plan_id' was missing.": "next:failed",
        "The run ended with KeyError: 'plan_id'.": "task:",
    },
}
"""What the facts of a day say, though not always those that a text names, with words of the question it answers."""
FALSE = {
    "busy": (
        "The second run took a batch of 64 with four steps of accumulation and completed, with an accuracy of 0.8926.",
        "75.0% against tickets-v2.",
    ),
    "samples": (
        "From 91% to 3.2 points.",
        "0.3, 3.2 points and 0.742",
        "276 with 276 and 276",
        "0.7 of 0.035 on 0.035",
    ),
    "failed": ("The features of October took 3.2 hours.",),
}
"""What says too much, or nothing of what it is about."""


@dataclass
class Turns:
    """A model that says what is true where it was asked for, then the rest in turn, and names one fact or none."""

    true: Mapping[str, str]
    false: tuple[str, ...]
    times: dict[str, int] = field(default_factory=dict)

    def __call__(self, body: Mapping[str, Any]) -> str:
        """Answer a question."""
        asked, prompt = body["format"]["properties"], body["messages"][-1]["content"]
        if "texts" not in asked:
            return json.dumps({"ideas": []})
        each = asked["texts"]["items"]["properties"]
        fits = [text for text, words in self.true.items() if words in prompt]
        return json.dumps({"texts": [self._text(slot, fits, each["facts"]["items"]) for slot in each["slot"]["enum"]]})

    def _text(self, slot: str, fits: list[str], facts: Mapping[str, Any]) -> dict[str, object]:
        turn = self.times[slot] = self.times.get(slot, -1) + 1
        texts = [*self.false, *fits] if slot in ("overview", "summary", "title", "day/line") else [*fits, *self.false]
        named = facts.get("enum", [])[:1] if len(self.times) % 2 else []
        return {"slot": slot, "text": texts[turn % len(texts)], "facts": named}


@pytest.mark.parametrize("name", three_days.DAYS)
def test_all_that_stands_of_a_model_is_supported(mlws: Mlws, folder: Path, ollama_server: Any, name: str) -> None:
    """Whichever facts it names; and what verify would refuse stands nowhere."""
    day = three_days.DAYS[name]
    three_days.make(name, folder)
    for words in three_days.NOTES.get(name, ()):
        assert mlws("log", "--day", day, *words).code == 0
    ollama_server.answers(Turns(TRUE[name], FALSE[name]))

    for command in ("summarize", "draft-session"):
        assert mlws(command, day, "--model", MODEL).code == 0

    rows = [
        row
        for path in (folder / "ACTIVITY.md", *(folder / "docs/sessions").glob("*.md"))
        for row in json.loads(mlws("verify", str(path), "--json").out)
        if row["by"] == MODEL
    ]
    assert len(rows) > 1
    assert [(row["text"], row["reason"]) for row in rows if row["verdict"] != "supported"] == []
    said = " ".join(row["text"] for row in rows)
    assert [text for text in TRUE[name] if text.rstrip(".") not in said] == []
    assert [text for text in FALSE[name] if text.rstrip(".") in said] == []
