"""What cannot be right about the times of a log: its name says another day, or its clock was set back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from mlws_writer.facts.model import LogReading, Run, named_time
from mlws_writer.tier2_activity.summary import spell
from mlws_writer.workspace.days import day_of
from mlws_writer.workspace.logs import logged_times


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line of a log whose time cannot be believed, of which run, and why."""

    run: str
    log: str
    line: int
    text: str


def doubts(reading: LogReading, zone: tzinfo, day_start: timedelta) -> Iterator[Doubt]:
    """Say what is doubtful about the times of a log."""
    yield from _misnamed(reading, zone, day_start)
    for run in reading.runs:
        for back in run.set_backs:
            took = "its durations are about right" if len(run.set_backs) == 1 else "no duration is given"
            yield Doubt(run.id, run.log, back.line, f"the clock was set back by {spell(back.by)} here; {took}")


def _misnamed(reading: LogReading, zone: tzinfo, day_start: timedelta) -> Iterator[Doubt]:
    """Compare the day in the name with the days that the lines tell; an hour that differs may be another zone's."""
    named = named_time(reading.log)
    times = [(run, moment) for run in reading.runs for moment in logged_times(run)]
    if named is None or not times:
        return
    days = {day_of(moment, zone, day_start) for _, moment in times}
    day = day_of(named, zone, day_start)
    if min(days) <= day <= max(days):
        return
    first: Run = times[0][0]
    text = f"its name says {day}, its lines say {min(days)}; the lines are believed"
    yield Doubt(first.id, reading.log, first.first_line, text)
