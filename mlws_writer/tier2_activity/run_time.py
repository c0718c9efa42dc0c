"""How long runs ran: by the times in their logs or what they say, and time in which several ran at once only once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from mlws_writer.facts.model import Outcome, Run, Work
from mlws_writer.facts.taken import taken

_LONGEST = 3
LONGEST_BELIEVED = timedelta(days=60)
"""A longer run is a clock that was set wrong."""


@dataclass(frozen=True, slots=True)
class Spell:
    """How long a run ran within the days that are looked at."""

    run: Run
    start: datetime
    end: datetime

    @property
    def time(self) -> timedelta:
        """From its first time to its last."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Share:
    """Time of a kind of work, and of how many runs."""

    work: Work
    runs: int
    time: timedelta


@dataclass(frozen=True, slots=True)
class RunTime:
    """The time that runs took; `serving` is that of servers, which are up without working, and counts nowhere else."""

    total: timedelta
    shares: tuple[Share, ...]
    failed: timedelta
    longest: tuple[Spell, ...]
    serving: timedelta
    untimed: int


def run_time(runs: Sequence[Run], first: datetime, last: datetime, zone: tzinfo) -> RunTime:
    """Measure runs between two moments; one whose log has no times and does not say how long it took is untimed."""
    found = {run.id: _spell(run, first, last, zone) for run in runs}
    spells = [spell for spell in found.values() if spell]
    working = [spell for spell in spells if spell.run.work is not Work.SERVER]
    kinds = dict.fromkeys(spell.run.work for spell in working)
    groups = [[spell for spell in working if spell.run.work is kind] for kind in kinds]
    shares = [Share(group[0].run.work, len(group), union(group)) for group in groups]
    broken = [s for s in working if s.run.outcome in (Outcome.FAILED, Outcome.INTERRUPTED)]
    return RunTime(
        union(working),
        tuple(sorted(shares, key=lambda share: -share.time)),
        union(broken),
        tuple(sorted(working, key=lambda spell: -spell.time)[:_LONGEST]),
        union(spell for spell in spells if spell.run.work is Work.SERVER),
        sum(times_of(run) is None for run in runs),
    )


def union(spells: Iterable[Spell]) -> timedelta:
    """Add up times, and time in which several ran at once only once."""
    total, reached = timedelta(), datetime.min.replace(tzinfo=UTC)
    for spell in sorted(spells, key=lambda spell: spell.start):
        total += max(spell.end - max(spell.start, reached), timedelta())
        reached = max(reached, spell.end)
    return total


def times_of(run: Run) -> tuple[datetime, datetime] | None:
    """Say from when to when a run ran: by its times, else from the time in its name for as long as it says."""
    if run.started is not None and run.ended is not None:
        return run.started, run.ended
    took = taken(run) if run.began else None
    return (run.began, run.began + took) if run.began and took else None


def _spell(run: Run, first: datetime, last: datetime, zone: tzinfo) -> Spell | None:
    if (times := times_of(run)) is None:
        return None
    began, ended = (moment if moment.tzinfo else moment.replace(tzinfo=zone) for moment in times)
    start, end = max(began.astimezone(UTC), first), min(ended.astimezone(UTC), last)
    return Spell(run, start, end) if start <= end and ended - began <= LONGEST_BELIEVED else None
