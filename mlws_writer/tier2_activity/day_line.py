"""The day in a line, where it holds more runs than are told in full: how they ended, and what came of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mlws_writer.facts.derive import contrasts
from mlws_writer.facts.model import Fact, FactKind, Outcome
from mlws_writer.tier2_activity.choosing import choose
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.leading import achievement, leading, pieces
from mlws_writer.tier2_activity.summary import Result, Summary, run_names

RUNS_IN_FULL = 2
GOING_ON = "going on"
_TOLD = 6
"""Runs that the line may rest on: those a reader would miss most."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """What the line of a day says: how many runs ended how, the result to lead with, and what failed."""

    outcomes: tuple[tuple[str, int], ...]
    lead: tuple[DayRun, Result] | None
    failed: tuple[DayRun, ...]
    names: dict[str, str]

    @property
    def count(self) -> int:
        """How many runs the day has."""
        return sum(count for _, count in self.outcomes)

    @property
    def places(self) -> tuple[tuple[DayRun, Fact], ...]:
        """The lines behind it: of the result, and of each error."""
        lead = ((self.lead[0], self.lead[1].facts[0]),) if self.lead else ()
        return (*lead, *((day, day.summary.error) for day in self.failed if day.summary.error))


def day_line(runs: Sequence[DayRun]) -> DayLine | None:
    """Say what the line of a day is made from; None for a day whose few runs speak for themselves."""
    if len(runs) <= RUNS_IN_FULL:
        return None
    counts = Counter(str(day.summary.run.outcome) if day.last else GOING_ON for day in runs)
    failed = [day for day in runs if day.last and day.summary.run.outcome is Outcome.FAILED]
    order = [*map(str, Outcome), GOING_ON]
    ended = sorted(counts.items(), key=lambda each: order.index(each[0]))
    return DayLine(tuple(ended), _lead(runs), tuple(failed[:2]), run_names([d.summary.run for d in runs]))


def facts_of(runs: Sequence[DayRun]) -> tuple[Fact, ...]:
    """Give what the line may rest on: results and errors, a setting that was compared, each model and data set once."""
    told, _ = choose(runs, _TOLD)
    compared = contrasts([day.summary.run for day in runs if day.last])[:1]
    ended = [fact for day in told if day.last for fact in _came_of(day.summary)]
    named = [fact for day in told for fact in _with_what(day.summary)]
    tried = [fact for contrast in compared for fact in (contrast.old, contrast.new)]
    both = [fact for contrast in compared for fact in (contrast.differences[0].before, contrast.differences[0].after)]
    return tuple(dict.fromkeys([*both, *ended, *tried, *{fact.value: fact for fact in reversed(named)}.values()]))


def places_said(runs: Sequence[DayRun], text: str) -> tuple[tuple[DayRun, Fact], ...]:
    """Give the lines behind what a model worded: of each result and error whose value it says."""
    by_run = {day.summary.run.id: day for day in runs}
    told = (fact for fact in facts_of(runs) if fact.kind in (FactKind.METRIC, FactKind.ERROR) and fact.shown in text)
    return tuple((by_run[fact.run], fact) for fact in told)


def _came_of(summary: Summary) -> tuple[Fact, ...]:
    if summary.error:
        return (summary.error,)
    return summary.results[0].facts[:1] if summary.results else summary.of(FactKind.OUTCOME)[-1:]


def _with_what(summary: Summary) -> tuple[Fact, ...]:
    return (*summary.of(FactKind.MODEL)[:1], *summary.of(FactKind.DATASET)[:1])


def _lead(runs: Sequence[DayRun]) -> tuple[DayRun, Result] | None:
    """Choose the result to lead with: that of the piece of work that the day was about, as its session does."""
    ended = {day.summary.run.id: day for day in runs if day.last}
    summaries = [day.summary for day in ended.values()]
    done = [piece for piece in pieces(summaries, contrasts([s.run for s in summaries])) if achievement(piece)]
    lead = leading(done)
    found = achievement(lead, summaries) if lead else None
    return (ended[found[0].run.id], found[1]) if found else None
