"""The launches of a log with several, a row each: where each begins, how it ended and what came out, and what it was set to."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from mlws_writer.facts.model import Fact, FactKind, Outcome, Run

_CHOSEN = (FactKind.SETTING, FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.COUNT)
_COURSES = ("first ", "best ", "max ", "lowest ", "total ")
"""What opens the name of a point of a series: it was measured, not set."""
LEAST, LEAST_RESULT, LEAST_SUMMED = 0.3, 0.7, 0.6
"""What a setting weighs at least to be told of a launch, what a result does, and what does that a summary says."""
MOST, MOST_SAME, LONGEST = 3, 6, 40
"""How many settings are told of a launch, and of all of them, and how long each may be."""
LONGEST_ERROR = 70
ROOMY = 500
"""From how many letters on there is room to say what came out of each launch, and what all were set to."""


class LaunchRow(NamedTuple):
    """What is said of a launch, or of several, and where: `run` is the one at whose head it stands."""

    run: Run
    name: str
    text: str
    told: tuple[Fact, ...]


def launch_rows(runs: Sequence[Run], room: int) -> list[LaunchRow]:
    """Return the rows of a log's launches that fit into `room` letters: the last first, then what all were set to."""
    chosen = [_chosen(run) for run in runs]
    found: list[LaunchRow] = []
    brief = room < ROOMY
    for row in _each(runs, chosen, brief=brief):
        if brief and len(row.text) + 1 > room:
            continue
        rest = _rest(runs[: runs.index(row.run) + 1])
        if not brief and len(row.text) + 1 + (len(rest.text) + 1 if row.run is not runs[0] else 0) > room:
            found.extend([rest] if len(rest.text) < room else [])
            break
        room -= len(row.text) + 1
        found.append(row)
        if not brief and len(found) == 1 and (same := _same_in_all(runs, chosen)) and len(same.text) < room // 2:
            room -= len(same.text) + 1
            found.append(same)
    return found


def _each(runs: Sequence[Run], chosen: Sequence[Mapping[str, Fact]], *, brief: bool) -> Iterator[LaunchRow]:
    """Yield a row for each launch, with the settings in which it differs from the one before it, the last first."""
    differ = _differing(chosen)
    for place in reversed(range(len(runs))):
        run = runs[place]
        before = chosen[place - 1] if place else {}
        new = [fact for name, fact in chosen[place].items() if name in differ and not _same(fact, before.get(name))]
        new = sorted(new, key=lambda fact: -fact.weight)[:MOST]
        name = f"launch {run.launch} of {len(runs)}"
        result, came = _came_out(run) if not brief else ([], [])
        parts = [f"{name}: {run.outcome.value}, lines {run.first_line} to {run.last_line}", *result]
        yield LaunchRow(run, name, "; ".join([*parts, *map(_pair, new)]), (*came, *new))


def _came_out(run: Run) -> tuple[list[str], list[Fact]]:
    """Return what came out of a run: the error that ended it, else the last value of its main metric."""
    if run.outcome is Outcome.FAILED and run.outcome_text:
        said = " ".join(run.outcome_text.split())
        return [said if len(said) <= LONGEST_ERROR else f"{said[: LONGEST_ERROR - 1].rstrip()}…"], []
    results = [
        fact
        for fact in run.facts
        if fact.kind is FactKind.METRIC and fact.weight >= LEAST_RESULT and not fact.name.startswith(_COURSES)
    ]
    main = max(results, key=lambda fact: (fact.weight, fact.line), default=None)
    summed = [fact for fact in run.facts if fact.kind is FactKind.EVENT and fact.weight >= LEAST_SUMMED]
    first = next((fact for fact in summed if fact.value[:1].isdigit() and fact.name in fact.text), None)
    came = [one for one in (main, first) if one is not None]
    return [f"{_pair(one)}{f' at {one.step}' if one.step else ''}" for one in came], came


def _rest(runs: Sequence[Run]) -> LaunchRow:
    """Say of the launches that have no row of their own how they ended."""
    name = f"launches 1 to {len(runs)}" if len(runs) > 1 else "launch 1"
    ended = Counter(run.outcome.value for run in runs)
    text = f"{name}: {', '.join(f'{count} {outcome}' for outcome, count in ended.most_common())}"
    return LaunchRow(runs[0], name, text, ())


def _same_in_all(runs: Sequence[Run], chosen: Sequence[Mapping[str, Fact]]) -> LaunchRow | None:
    """Say what all launches were set to alike, the most telling first."""
    differ = _differing(chosen)
    shared = [
        fact
        for name, fact in chosen[-1].items()
        if name not in differ and sum(name in one for one in chosen) == len(chosen) and fact.text
    ]
    told = tuple(sorted(shared, key=lambda fact: -fact.weight)[:MOST_SAME])
    name = f"all {len(runs)} launches" if len(runs) > 2 else "both launches"
    return LaunchRow(runs[0], name, f"{name}: {'; '.join(map(_pair, told))}", told) if told else None


def _pair(fact: Fact) -> str:
    return f"{fact.name} {fact.value}"


def _chosen(run: Run) -> dict[str, Fact]:
    """Return by name what a run was set to, and what it was made of: the last that it says of each."""
    found: dict[str, Fact] = {}
    for fact in run.facts:
        told = fact.kind in _CHOSEN and fact.weight >= LEAST and not fact.tainted and not fact.step
        if told and len(fact.value) <= LONGEST and not fact.name.startswith(_COURSES):
            found[fact.name] = fact
    return found


def _differing(chosen: Sequence[Mapping[str, Fact]]) -> set[str]:
    """Return the names whose value is not the same in all launches that have one."""
    values: dict[str, set[str]] = defaultdict(set)
    for one in chosen:
        for name, fact in one.items():
            values[name].add(fact.value)
    return {name for name, each in values.items() if len(each) > 1}


def _same(fact: Fact, before: Fact | None) -> bool:
    return before is not None and before.value == fact.value
