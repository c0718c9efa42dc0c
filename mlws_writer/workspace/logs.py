"""Which files are logs, and the days a run belongs to."""

import fnmatch
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path, PurePath

from mlws_writer.facts.model import Run, named_time
from mlws_writer.workspace.days import Span, day_of
from mlws_writer.workspace.layout import STATE

LONGEST_RUN = 60
"""Days that a run is believed to go on without a break; a longer span is a clock that was set wrong."""


class DayBy(StrEnum):
    """What tells the day of a run."""

    LOG = "log"
    NAME = "name"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class RunDays:
    """The days on which a run did something, in order, and what tells so."""

    days: tuple[date, ...]
    by: DayBy


def find_logs(root: Path, patterns: Sequence[str]) -> tuple[Path, ...]:
    """Return the files that match, sorted, each file once though several patterns or links lead to it.

    `**` stands for any number of folders. Hidden folders and files are not matched by a wildcard. A link that leads
    back to a folder above it is not followed.
    """
    found: dict[tuple[int, int], Path] = {}
    for path in sorted({path for pattern in patterns for path in _matches(root, pattern)}):
        status = path.stat()
        found.setdefault((status.st_dev, status.st_ino), path)
    return tuple(found.values())


def days_of(run: Run, modified: datetime, zone: tzinfo, day_start: timedelta) -> RunDays:
    """Return a run's days: by what it logged, else by the time in the file's name, else by the file's own time."""
    logged = logged_times(run)
    if logged:
        return RunDays(_between({day_of(moment, zone, day_start) for moment in logged}), DayBy.LOG)
    named = named_time(run.log)
    if named:
        return RunDays((day_of(named, zone, day_start),), DayBy.NAME)
    return RunDays((day_of(modified, zone, day_start),), DayBy.FILE)


def logged_times(run: Run) -> list[datetime]:
    """Return the times that a run logged: its first, its last, and those of its facts."""
    return [moment for moment in (run.started, run.ended, *(fact.time for fact in run.facts)) if moment]


def _between(days: set[date]) -> tuple[date, ...]:
    first, last = min(days), max(days)
    return Span(first, last).days if (last - first).days <= LONGEST_RUN else tuple(sorted(days))


def _matches(root: Path, pattern: str) -> Iterator[Path]:
    parts = PurePath(pattern).parts
    if PurePath(pattern).is_absolute():
        yield from _expand(Path(parts[0]), parts[1:], ())
    else:
        yield from _expand(root, parts, ())


def _expand(folder: Path, parts: Sequence[str], above: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    if not parts:
        return
    head, rest = parts[0], parts[1:]
    if head == "**":
        yield from _expand(folder, rest, ())
        yield from _deeper(folder, parts, above)
        return
    names = (e.name for e in _entries(folder) if fnmatch.fnmatchcase(e.name, head)) if _is_wild(head) else [head]
    for path in (folder / name for name in names):
        if rest:
            yield from _expand(path, rest, ())
        elif path.is_file():
            yield path


def _deeper(folder: Path, parts: Sequence[str], above: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    try:
        status = folder.stat()
    except OSError:
        return  # a link that leads nowhere, a folder removed meanwhile
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in _entries(folder):
        if entry.is_dir():
            yield from _expand(folder / entry.name, parts, (*above, here))


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".") and entry.name != STATE]
    except OSError:
        return []  # no folder, or one we may not look into: nothing there for us


def _is_wild(part: str) -> bool:
    return any(sign in part for sign in "*?[")
