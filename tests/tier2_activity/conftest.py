"""Runs read from short made-up logs, and the wording of our own templates."""

from collections.abc import Callable

import pytest

from mlws_writer.facts.model import Run
from mlws_writer.tier1_logs.reader import read_bytes
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.tier2_activity.wording import entry_wording

LOG = """2024-10-19 {hour}:00:00 - INFO - Run: {name} (experiment)
2024-10-19 {hour}:00:00 - INFO - Goal: Find out how well a small model sorts tickets
2024-10-19 {hour}:00:00 - INFO - Model: llama3.1:8b
2024-10-19 {hour}:00:00 - INFO - Config: {{"temperature": {temperature}, "max_tokens": 12}}
2024-10-19 {hour}:00:00 - INFO - Dataset: tickets, size=2000
2024-10-19 {hour}:40:00 - INFO - Metric: accuracy={accuracy}%
2024-10-19 {hour}:40:00 - INFO - Metric: f1={f1}
{more}2024-10-19 {hour}:40:01 - INFO - Duration: 2401.0 s
2024-10-19 {hour}:40:01 - INFO - Outcome: completed
"""

FAILED = """2024-10-19 {hour}:00:00 - INFO - Run: {name} (experiment)
2024-10-19 {hour}:00:00 - INFO - Config: {{"temperature": 0.3, "max_tokens": 4096}}
2024-10-19 {hour}:00:09 - ERROR - Failed: RuntimeError: out of memory
Traceback (most recent call last):
  File "run.py", line 8, in main
    model(batch)
RuntimeError: out of memory
2024-10-19 {hour}:00:10 - INFO - Outcome: failed (RuntimeError)
"""


@pytest.fixture(scope="session")
def experiment() -> Callable[..., DayRun]:
    """Make a finished experiment: `experiment("tickets", hour=14, temperature=0.3, accuracy=87.3)`."""

    def make(name: str = "tickets", hour: int = 14, temperature: float = 0.3, **more: object) -> DayRun:
        lines = [f"2024-10-19 {hour}:40:00 - INFO - {line}\n" for line in more.pop("notes", ())]  # type: ignore[attr-defined]
        values = {"accuracy": "87.3", "f1": "0.852"} | more
        text = LOG.format(name=name, hour=hour, temperature=temperature, more="".join(lines), **values)
        return _day_run(text, f"logs/experiments/20241019-{hour}0000-{name}.log")

    return make


@pytest.fixture(scope="session")
def failure() -> Callable[..., DayRun]:
    """Make an experiment that failed."""

    def make(name: str = "tickets", hour: int = 9) -> DayRun:
        text = FAILED.format(name=name, hour=f"{hour:02d}")
        return _day_run(text, f"logs/experiments/20241019-{hour:02d}0000-{name}.log")

    return make


@pytest.fixture(scope="session")
def say() -> Callable[..., str]:
    """Word bullets with the templates that are shipped."""
    return entry_wording()


def _day_run(text: str, name: str) -> DayRun:
    reading = read_bytes(text.encode(), name=name)
    run: Run = reading.runs[0]
    assert len(reading.runs) == 1
    stamp = run.started.strftime("%H:%M") if run.started else ""
    return DayRun(summarize_run(run), reading.source, stamp=stamp)
