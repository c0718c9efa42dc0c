"""The launches of a log with several, a row each: where each begins, how it ended, and what it was set to that others were not."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mlws_writer.facts.model import Fact, FactKind, Run

_CHOSEN = (FactKind.SETTING, FactKind.MODEL, FactKind.DATASET, FactKind.TASK, FactKind.COUNT)
_COURSES = ("first ", "best ", "max ", "lowest ", "total ")
"""What opens the name of a point of a series: it was measured, not set."""
LEAST = 0.3
"""What a setting weighs at least to be told of a launch."""
MOST, LONGEST = 3, 40
"""How many settings are told of a launch, and how long each may be."""


def launch_texts(runs: Sequence[Run]) -> list[tuple[Run, str, tuple[Fact, ...]]]:
    """Return what is said of each launch, with the settings in which it differs from the one before it, the last first."""
    chosen = [_chosen(run) for run in runs]
    differ = _differing(chosen)
    found = []
    for place in reversed(range(len(runs))):
        run = runs[place]
        before = chosen[place - 1] if place else {}
        new = [fact for name, fact in chosen[place].items() if name in differ and not _same(fact, before.get(name))]
        new = sorted(new, key=lambda fact: -fact.weight)[:MOST]
        ended = f"launch {run.launch} of {len(runs)}: {run.outcome.value}, lines {run.first_line} to {run.last_line}"
        found.append((run, "; ".join([ended, *(f"{fact.name} {fact.value}" for fact in new)]), tuple(new)))
    return found


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
