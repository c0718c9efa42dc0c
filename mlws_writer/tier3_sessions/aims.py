"""What the author set out to reach, and whether it was: each mark beside what the logs give for it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlws_writer.checking.outcomes.attained import Attained, attained
from mlws_writer.facts.model import Fact, FactKind, Outcome
from mlws_writer.tier2_activity.leading import uses
from mlws_writer.tier2_activity.summary import Summary, metric_name, unique
from mlws_writer.tier2_activity.wording import listed
from mlws_writer.tier3_sessions.tasks import Task

GOALS = ("goal", "objective", "acceptance")
MET, MISSED, OPEN, PARTLY = "met", "not met", "open", "met in part"


@dataclass(frozen=True, slots=True)
class Aim:
    """A mark that a goal set: whether it was met, what was found, what was wanted, and the lines of both."""

    met: str
    found: str
    wanted: str
    facts: tuple[Fact, ...]
    """The goal first, then what was held against it."""


def aims(task: Task, among: Sequence[Summary]) -> tuple[Aim, ...]:
    """Hold what a piece of work was to reach against what it came to, or what `among` the other runs measured of it."""
    goals = unique(fact for s in task.summaries for fact in s.notes(*GOALS))
    users = [s.run for s in among if s not in task.summaries and uses(s, task.summaries)]
    found = []
    for goal in goals:
        done = [s for s in _that_want(task, goal) if s.run.outcome is Outcome.COMPLETED] or [task.last]
        held = [attained(goal.value, s.run, users if len(done) == 1 else ()) for s in done]
        found += [_aim(goal, rows, done) for rows in zip(*held, strict=True)] if len({*map(len, held)}) == 1 else []
    return tuple({aim.wanted + aim.found: aim for aim in found}.values())


def verdict_on(found: Iterable[Aim]) -> str:
    """Say whether the aims of a piece of work were met; "" where it had none that one can hold."""
    said = {aim.met for aim in found}
    if len(said) > 1:
        said = {PARTLY if said & {MET, PARTLY} else MISSED}
    (met,) = said or ("",)
    return "the aim is open" if met == OPEN else f"the aim was {met}" if met else ""


def unheld(task: Task, found: Sequence[Aim]) -> tuple[Fact, ...]:
    """Give the goals that want something better, of which nothing that was logged says whether it came."""
    held = {aim.facts[0] for aim in found}
    done = task.last.run.outcome is Outcome.COMPLETED
    return tuple(goal for goal in task.goals if done and goal not in held and _WANTS.search(goal.value))


_WANTS = re.compile(
    r"\b(?:better|faster|cheaper|smaller|higher|lower|fewer|less|more \w+) (?:\w+ ){0,3}?than\b|\benough to\b",
    re.IGNORECASE,
)
"""What compares with something that need not be in the logs."""


def _that_want(task: Task, goal: Fact) -> list[Summary]:
    return [s for s in task.summaries if any(f.value == goal.value for f in s.notes(*GOALS))]


def _aim(goal: Fact, rows: Sequence[Attained], done: Sequence[Summary]) -> Aim:
    """Put together what the runs came to that all wanted the same."""
    verdicts = {row.met for row in rows}
    found = [(fact, shown) for row in rows for fact, shown in row.found]
    met = {True: MET, False: MISSED, None: OPEN}[rows[-1].met] if len(verdicts) == 1 else PARTLY
    if met is OPEN and found:
        met = PARTLY
    own = [_named(fact, shown, done if len(rows) > 1 else ()) for fact, shown in found]
    said = listed(own) if own else _lacking(rows[-1], done[-1])
    return Aim(met, said, rows[-1].mark.words, (goal, *(fact for fact, _ in found)))


def _named(fact: Fact, shown: str, done: Sequence[Summary]) -> str:
    """Say what a value is of, and of several runs by which it was reached."""
    own = (
        shown
        if fact.kind is not FactKind.METRIC or shown != fact.shown
        else f"{metric_name(fact.name, fact.split)} {shown}"
    )
    by = next((s.run.name for s in done if s.run.id == fact.run), "")
    return f"{own} ({by})" if by else own


def _lacking(row: Attained, last: Summary) -> str:
    if last.run.outcome is not Outcome.COMPLETED:
        return f"the run {'failed' if last.run.outcome is Outcome.FAILED else 'did not come to its end'}"
    return "no such count was logged" if row.mark.whole else f"no {row.mark.measure} was logged"
