"""Facts made from facts: what differs between two runs, and by how much. All arithmetic is decimal and exact."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Run
from mlws_writer.facts.names import better, canonical, is_metric, split_of

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_TURNING_POINTS = ("first ", "best ", "worst ", "max ", "min ")
"""How the reader calls points of a series other than its last."""
_STATED = 0.9
"""A metric of this weight was stated as a result by who wrote the log, whatever it is called."""
_NEAR = 0.25
"""How much lighter than the heaviest result one may be, to stand beside it."""
_NOT_A_CHOICE = frozenset(
    {"seed", "output_dir", "output", "run_name", "name", "log_dir", "results", "path", "port", "pid"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric that two runs share: `after` minus `before`, in points where both are percentages."""

    metric: str
    before: Fact
    after: Fact
    amount: Decimal
    in_points: bool
    better: Better | None

    @property
    def improved(self) -> bool | None:
        """Whether `after` is the better one; None where the direction is unknown or nothing changed."""
        if self.better is None or not self.amount:
            return None
        return (self.amount > 0) is (self.better is Better.HIGHER)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two runs of the same work that differ in one setting, and what came of it."""

    before: Run
    after: Run
    setting: str
    old: Fact
    new: Fact
    differences: tuple[Difference, ...]

    @property
    def winner(self) -> Run | None:
        """The run that is better in every metric whose direction is known; None where they disagree."""
        signs = {d.improved for d in self.differences} - {None}
        return {True: self.after, False: self.before}[signs.pop()] if len(signs) == 1 else None  # type: ignore[index]


@dataclass(frozen=True, slots=True)
class Retry:
    """A run that did not succeed and was done again, with what was changed: (old, new) of at most three settings."""

    failed: Run
    again: Run
    changed: tuple[tuple[Fact, Fact], ...]


def retries(runs: Sequence[Run]) -> tuple[Retry, ...]:
    """Find the failed or stopped runs that a later run of the same name brought to an end."""
    found = []
    for index, run in enumerate(runs):
        if run.outcome not in (Outcome.FAILED, Outcome.INTERRUPTED):
            continue
        later = (r for r in runs[index + 1 :] if r.name == run.name and r.outcome is Outcome.COMPLETED)
        again = next(later, None)
        if again is not None:
            old, new = settings(run), settings(again)
            changed = [(old[key], new[key]) for key in old if key in new and old[key].value != new[key].value]
            found.append(Retry(run, again, tuple(sorted(changed, key=lambda c: -c[1].weight)[:3])))
    return tuple(found)


def number(fact: Fact) -> Decimal | None:
    """Give the number that a fact's value begins with, or None where it is not one number."""
    match = _NUMBER.match(fact.value.strip())
    if match is None:
        return None
    try:
        return Decimal(match.group().replace(",", ""))
    except InvalidOperation:
        return None


def is_percent(fact: Fact) -> bool:
    """Tell whether a fact's value is written as a percentage."""
    return fact.unit == "%" or fact.value.rstrip().endswith("%")


def results(run: Run) -> dict[str, Fact]:
    """Give the run's last value of each metric that has a name of its own, by canonical name."""
    said = {fact.line for fact in run.facts if fact.kind in (FactKind.NOTE, FactKind.WARNING)}
    found: dict[str, Fact] = {}
    for fact in run.facts:
        if fact.kind is not FactKind.METRIC or fact.tainted or fact.line in said or number(fact) is None:
            continue
        if not (is_metric(fact.name) or fact.weight >= _STATED) or fact.name.startswith(_TURNING_POINTS):
            continue
        found[canonical(fact.name)] = fact
    return found


def headline(found: Mapping[str, Fact]) -> list[str]:
    """Choose among results those that a reader asks for first: the heaviest, without the parts of others."""
    whole = [key for key in found if not is_part(key, found)]
    least = max((found[key].weight for key in whole), default=0.0) - _NEAR
    return sorted((k for k in whole if found[k].weight >= least), key=lambda k: (-found[k].weight, found[k].line))


def is_part(key: str, among: Collection[str]) -> bool:
    """Tell whether a canonical metric is a part of another one of the same split: the F1 of a class, a batch's loss."""
    split = split_of(key)
    before = f"{split} " if split and key.startswith(f"{split} ") else ""
    joints = [match.end() for match in re.finditer(r"[ _]", key.removeprefix(before))]
    return any(before + key.removeprefix(before)[joint:] in among for joint in joints)


def settings(run: Run) -> dict[str, Fact]:
    """Give the run's settings by canonical name; of a setting that is logged twice, the first."""
    found: dict[str, Fact] = {}
    for fact in run.facts:
        if fact.kind is FactKind.SETTING and fact.name.casefold() not in _NOT_A_CHOICE:
            found.setdefault(canonical(fact.name), fact)
    return found


def contrasts(runs: Sequence[Run]) -> tuple[Contrast, ...]:
    """Find the pairs of runs of the same work that differ in exactly one setting and share a metric."""
    pairs = (_contrast(a, b) for a, b in combinations(runs, 2))
    return tuple(pair for pair in pairs if pair is not None)


def _contrast(first: Run, second: Run) -> Contrast | None:
    mine, other = settings(first), settings(second)
    if first.work is not second.work or not mine or mine.keys() != other.keys():
        return None
    if _value(first, FactKind.DATASET) != _value(second, FactKind.DATASET):
        return None
    changed = [name for name in mine if mine[name].value != other[name].value]
    model = (_value(first, FactKind.MODEL), _value(second, FactKind.MODEL))
    if len(changed) != 1 or (changed[0] != "model" and model[0] != model[1]):
        return None
    differences = _differences(results(first), results(second))
    if not differences:
        return None
    name = changed[0]
    return Contrast(first, second, mine[name].name, mine[name], other[name], differences)


def _differences(before: dict[str, Fact], after: dict[str, Fact]) -> tuple[Difference, ...]:
    found = []
    for key in headline(before):
        old, new = before[key], after.get(key)
        if new is None or old.unit != new.unit:
            continue
        a, b = number(old), number(new)
        if a is not None and b is not None:
            found.append(Difference(old.name, old, new, b - a, is_percent(old), better(old.name)))
    return tuple(sorted(found, key=lambda d: (d.better is None, -max(d.before.weight, d.after.weight))))


def _value(run: Run, kind: FactKind) -> str:
    return next((f.value for f in run.facts if f.kind is kind), "")
