"""What the logs hold: their readings, and the runs of each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import source_of
from mlws_writer.facts.model import LogReading
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.summary import summarize_run
from mlws_writer.workspace import store
from mlws_writer.workspace.archived import all_logs
from mlws_writer.workspace.days import nearest
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.logs import DayBy, days_of
from mlws_writer.workspace.model import Tell

if TYPE_CHECKING:
    from concurrent.futures import Executor

_BY = {DayBy.LOG: "", DayBy.NAME: "its name", DayBy.FILE: "the file's own time"}


@dataclass(frozen=True, slots=True)
class Material:
    """What the logs hold: their readings, and the runs of each day in the order of the day."""

    readings: tuple[LogReading, ...]
    days: Mapping[date, tuple[DayRun, ...]] = field(default_factory=dict)

    @property
    def coverage(self) -> str:
        """Say how much was read."""
        lines, facts = sum(r.lines for r in self.readings), sum(len(r.facts) for r in self.readings)
        logs = len(self.readings)
        return f"{logs} log{'s' if logs != 1 else ''}, {lines:,} lines read, {facts:,} facts"


def gather(
    workspace: Workspace,
    logs: Sequence[Path] = (),
    *,
    keep: bool = True,
    tell: Tell = lambda note: None,
    executor: "Executor | None" = None,
) -> Material:
    """Read the logs and put each run under the days on which it did something.

    A log that was named must be one; of those that were found, what is no log after all is left out and told.
    """
    files = [workspace.root / path for path in logs or all_logs(workspace)]
    readings = store.read_all(workspace, files, keep=keep, insist=bool(logs), executor=executor, tell=tell)
    days: dict[date, list[DayRun]] = {}
    for path, reading in zip(files, readings, strict=True):
        modified = datetime.fromtimestamp(path.stat().st_mtime, tz=workspace.zone)
        for run in reading.runs:
            found = days_of(run, modified, workspace.zone, workspace.day_start)
            source = source_of(reading.source, run.id)
            summary, stamp = summarize_run(run, workspace.zone), _clock(run.started, workspace)
            for day in found.days:
                first, last = day == found.days[0], day == found.days[-1]
                days.setdefault(day, []).append(DayRun(summary, source, day, first, last, _BY[found.by], stamp))
    return Material(tuple(readings), {day: tuple(sorted(runs, key=_by_time)) for day, runs in days.items()})


def nothing(workspace: Workspace, days: Sequence[date], material: Material) -> str:
    """Say that there is nothing to do, and where there would be."""
    if not material.days:
        patterns = ", ".join(workspace.settings.logs)
        return f"Nothing to summarize: no log matches {patterns} under {workspace.root}."
    spoken = str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]}"
    near = nearest(days[-1], material.days)
    return f"Nothing to summarize: no log has a run on {spoken}. The nearest day that has some is {near}."


def _by_time(day: DayRun) -> tuple[bool, str, int, str, int]:
    """Sort by start, which a log's name may tell; in the same second a numbered log comes after one that is not."""
    run, began = day.summary.run, day.summary.began
    return began is None, str(began or ""), len(run.log), run.log, run.launch


def _clock(moment: datetime | None, workspace: Workspace) -> str:
    if moment is None:
        return ""
    return (moment.astimezone(workspace.zone) if moment.tzinfo else moment).strftime("%H:%M")
