"""What a model is asked for: calls, tokens of prompts and replies, and what that means in seconds.

python benchmarks/calls.py

A stand-in for a good model answers each text from one fact; tokens are our estimate for llama3.1. Two machines are
reckoned with: a laptop without a GPU (reads 60 tokens a second, writes 10) and one with (1,500 and 60).
"""

import contextlib
import io
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from mlws_writer.workspace import ideas, journal, sessions
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.settings import Settings
from mlws_writer.writing import budget
from mlws_writer.writing.chat import Door
from mlws_writer.writing.mock import RecordedChat
from mlws_writer.writing.prompts import Prompt

SAMPLES = Path(__file__).resolve().parent.parent / "logs"
DAY = date(2024, 10, 19)
BARS = {"summarize": (3, 3_000), "draft-session": (10, 12_000), "summarize, 50 runs": (12, None)}


def good(prompt: Prompt, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer each slot with one value in a plain sentence."""
    if "ideas" in schema["properties"]:
        return {"ideas": []}
    asked = [json.loads(line) for line in prompt.user.splitlines() if line.startswith('{"slot"')]
    return {"texts": [_text(request) for request in asked]}


def _text(request: Mapping[str, Any]) -> Mapping[str, Any]:
    told = "it could be tried again with" if "could" in request["want"] else "it was about"
    told = "what stays is" if request["slot"] == "summary" else told  # who is good says nothing twice
    fact = request["facts"][-1]  # the first one may be an error, which is longer than the text may be
    said = f"{{{{{fact}}}}}"
    names = request["slot"].endswith("/headline") or "title" in request["want"]  # these only name
    return {"slot": request["slot"], "text": said if names else f"{told} {said}", "facts": [fact]}


def count(title: str, workspace: Workspace, work: Callable[[Door, Callable[[str], None]], object]) -> None:
    """Do the work with the stand-in and print a line for what it asked."""
    chat = RecordedChat(answer=good)
    door = Door(chat, name="llama3.1:8b", digest="benchmark")
    told: list[tuple[float, int]] = []
    start = time.perf_counter()
    work(door, lambda note: told.append((time.perf_counter() - start, len(chat.asked))))
    read = [door.tokens(prompt) for prompt in chat.asked]
    written = sum(budget.estimate(json.dumps(good(prompt, _SCHEMA))) for prompt in chat.asked)
    laptop, gpu = sum(read) / 60 + written / 10, sum(read) / 1500 + written / 60
    calls, tokens = BARS.get(title, (None, None))
    bar = f" (at most {calls} calls" + (f", {tokens:,} tokens)" if tokens else ")") if calls else ""
    first = f"; first line after {told[0][0]:.1f} s, {told[0][1]} calls" if told else ""
    print(
        f"{title}: {len(read)} calls, {sum(read):,} tokens read (largest prompt {max(read, default=0):,}), "
        f"{written:,} written{bar}: {laptop:.0f} s without a GPU, {gpu:.1f} s with one{first}"
    )


_SCHEMA = {"properties": {"texts": {}}}


def many(root: Path, runs: int) -> None:
    """Make a day of so many small runs, each with another setting."""
    sample = (SAMPLES / "experiments" / "20241019-143000-sentiment-analysis.log").read_text(encoding="utf-8")
    folder = root / "logs" / "experiments"
    folder.mkdir(parents=True)
    for number in range(runs):
        text = sample.replace("2024-10-19 14:", f"2024-10-19 {number % 24:02}:")
        text = text.replace('"temperature": 0.3', f'"temperature": {number / 100}')
        name = f"20241019-{number % 24:02}{number // 24:02}00-sweep-{number:02}.log"
        (folder / name).write_text(text.replace("sentiment-analysis", f"sweep-{number:02}"), encoding="utf-8")


def main() -> None:
    """Count for the sample day, for the same day again, and for a day of fifty runs."""
    now = datetime(2024, 10, 19, 20, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        here = Workspace(Path(folder), Settings(), UTC, now)
        shutil.copytree(SAMPLES, here.root / "logs")
        order = journal.Order((DAY,))
        for title in ("summarize", "summarize, nothing new"):
            count(title, here, lambda door, tell: journal.summarize(here, _with(order, door), tell))
        for title in ("draft-session", "draft-session, nothing new"):
            count(title, here, lambda door, tell: sessions.draft(here, sessions.SessionOrder((DAY,), door=door), tell))
        count("blog-ideas", here, lambda door, tell: ideas.offer(here, (DAY,), "auto", tell, door=door))
    with tempfile.TemporaryDirectory() as folder:
        busy = Workspace(Path(folder), Settings(), UTC, now)
        many(busy.root, 50)
        count(
            "summarize, 50 runs",
            busy,
            lambda door, tell: journal.summarize(busy, journal.Order((DAY,), door=door), tell),
        )


def _with(order: journal.Order, door: Door) -> journal.Order:
    return journal.Order(order.days, door=door)


if __name__ == "__main__":
    main()
