"""A run that a tracker kept, and the Tier 1 log that our own recording would have written of it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

from mlws_writer.errors import InputError, UsageError
from mlws_writer.facts.redact import redact
from mlws_writer.tier1_logs import forms
from mlws_writer.tier1_logs.logfiles import LINE, TIME, slug
from mlws_writer.tier1_logs.recording import artifact_line, config_lines, dataset_line, footer, metric_line

ORIGIN = "Imported from"
"""What opens the line that says where a log comes from."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of a metric: when it was logged, in seconds since 1970, at which step, on which part of the data."""

    time: float
    name: str
    value: float
    step: int | None = None
    split: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder that a run left behind in its own folder, or something that only has a name."""

    place: str
    kind: str = ""
    inside: bool = True


@dataclass(frozen=True, slots=True)
class TrackedRun:
    """A run as its tracker tells it; what the tracker does not know is empty."""

    tracker: str
    folder: Path
    name: str
    started: float
    outcome: str
    why: str
    ended: float | None = None
    command: str = ""
    commit: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    datasets: Sequence[str] = ()
    measured: Sequence[Measured] = ()
    left: Sequence[Left] = ()
    passed_over: Sequence[str] = ()
    """What the folder holds beside and a log has no place for, such as pictures."""

    def file_name(self, zone: tzinfo) -> str:
        """Name its log as our own recording does, by the time it began and its name."""
        return f"{_at(self.started, zone, self):%Y%m%d-%H%M%S}-{slug(self.name)}.log"


def log_of(run: TrackedRun, kind: str, origin: str, zone: tzinfo) -> str:
    """Write the log of a run, the same each time; `origin` is its folder as the log is to name it."""
    return "".join(
        LINE % {"asctime": f"{_at(time, zone, run):{TIME}}", "levelname": "INFO", "message": message} + "\n"
        for time, message in _said(run, kind, origin)
    )


def origin_line(tracker: str, origin: str) -> str:
    """Say which folder of which tracker a log was made from."""
    return f"{ORIGIN}: {forms.one_line(f'{tracker}, {origin}')}"


def library(module: str, extra: str, folder: Path) -> Any:
    """Import a module of a tracker's library, which is on the machine only where it was asked for."""
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(
            f"{folder} cannot be imported",
            why=f"the library that reads it is not installed ({error})",
            fix=f"pip install 'mlws-writer[{extra}]'",
        ) from error


def _said(run: TrackedRun, kind: str, origin: str) -> Iterator[tuple[float, str]]:
    for line in _head(run, kind, origin):
        yield run.started, line
    last = run.started
    for one in _in_order(run.measured):
        last = max(last, one.time)
        yield one.time, metric_line(one.name, one.value, step=one.step, split=one.split)
    end = last if run.ended is None else run.ended
    for left in run.left:
        place = f"{origin}/{left.place}" if left.inside else left.place
        yield end, redact(artifact_line(place, left.kind))
    seconds = None if run.ended is None else run.ended - run.started
    for line in footer(seconds, None, 0, run.outcome, run.why):
        yield end, line


def _head(run: TrackedRun, kind: str, origin: str) -> Iterator[str]:
    yield f"Run: {redact(forms.one_line(run.name))} ({kind})"
    yield origin_line(run.tracker, origin)
    if run.command:
        yield f"Command: {redact(forms.one_line(run.command))}"
    if run.commit:
        yield f"Commit: {forms.one_line(run.commit)}"
    if run.config:
        yield from config_lines(run.config)
    for name in run.datasets:
        yield redact(dataset_line(name))
    for note in run.notes:
        yield f"{forms.NOTES['note']}: {redact(forms.one_line(note))}"


def _in_order(measured: Sequence[Measured]) -> list[Measured]:
    """Sort values by time; one alone at step 0, which trackers put where none was given, is a result."""
    times = Counter((one.name, one.split) for one in measured)
    return sorted(
        (replace(one, step=None) if not one.step and times[one.name, one.split] == 1 else one for one in measured),
        key=lambda one: one.time,
    )


def _at(time: float, zone: tzinfo, run: TrackedRun) -> datetime:
    try:
        return datetime.fromtimestamp(time, zone)
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(
            f"{run.folder} cannot be imported",
            why=f"it holds a time that is none: {time}",
            fix="see what wrote it",
        ) from error
