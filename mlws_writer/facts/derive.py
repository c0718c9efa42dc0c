"""Facts made from facts: what differs between runs, and by how much. All arithmetic is decimal and exact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Run
from mlws_writer.facts.names import better, canonical
from mlws_writer.facts.results import chief, headline, is_percent, is_short, number, results, settings


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

    @property
    def counted(self) -> bool:
        """Whether things were counted: both values are whole numbers, and the metric is named by their plural."""
        values = (self.before, self.after)
        return all(_WHOLE.fullmatch(f.value) and not f.unit for f in values) and _THINGS.search(self.metric) is not None

    @property
    def way(self) -> str:
        """How `after` stands to `before`, in a word."""
        if not self.amount:
            return "the same"
        more, less = ("more", "fewer") if self.counted else ("higher", "lower")
        return more if self.amount > 0 else less


_WHOLE = re.compile(r"\d+(?:,\d{3})*")
_THINGS = re.compile(
    r"(?:^|[\W_])(?!(?:losses|rewards|returns|scores|points|\w*flops)$)[a-z]{3,}(?<![aisu])s$", re.IGNORECASE
)
"""A plural at the end of a name; what is scored or reckoned is no thing that one counts."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two runs of the same work that differ in one setting, and what came of it."""

    before: Run
    after: Run
    setting: str
    old: Fact
    new: Fact
    differences: tuple[Difference, ...]
    others: tuple[tuple[Fact, Fact], ...] = ()
    """Of further runs that differ in the same setting: its value, and their value of the first metric."""

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
    """Find the runs that did not succeed at first and that a later run of the same name brought to an end."""
    found = []
    for index, run in enumerate(runs):
        same = [r for r in runs if r.name == run.name]
        if run.outcome not in (Outcome.FAILED, Outcome.INTERRUPTED) or same[0] is not run:
            continue
        again = next((r for r in runs[index + 1 :] if r.name == run.name and r.outcome is Outcome.COMPLETED), None)
        if again is not None:
            changed = changes(run, again)
            found.append(Retry(run, again, changed if len(changed) <= FEW else ()))
    return tuple(found)


def changes(before: Run, after: Run) -> tuple[tuple[Fact, Fact], ...]:
    """Give the settings that both runs have and that differ, as (old, new), the most important first."""
    old, new = settings(before), settings(after)
    changed = [(old[key], new[key]) for key in old if key in new and old[key].value != new[key].value]
    return tuple(sorted(changed, key=lambda c: -c[1].weight))


FEW = 3
"""More settings than these that changed at once explain nothing."""


def contrasts(runs: Sequence[Run]) -> tuple[Contrast, ...]:
    """Find the runs of the same work that differ in exactly one setting and share a metric; none that broke off.

    Of three or more that differ in the same setting, the best and the worst are compared, and the others named.
    """
    families: dict[tuple[str, ...], list[Contrast]] = {}
    whole = [run for run in runs if run.outcome not in (Outcome.FAILED, Outcome.INTERRUPTED)]
    for first, second in combinations(whole, 2):
        pair = _contrast(first, second)
        if pair is not None:
            families.setdefault(_family(pair), []).append(pair)
    return tuple(_widest(pairs) for pairs in families.values())


def _family(pair: Contrast) -> tuple[str, ...]:
    """Name what the runs of a comparison have in common: all settings but the one that differs."""
    shared = sorted(f"{key}={f.value}" for key, f in settings(pair.before).items() if key != canonical(pair.setting))
    return (pair.before.work, pair.setting, _value(pair.before, FactKind.DATASET), *shared)


def _widest(pairs: Sequence[Contrast]) -> Contrast:
    """Choose the comparison with the largest difference in its first metric, and add what the other runs gave."""
    chosen = max(pairs, key=lambda pair: abs(pair.differences[0].amount))
    metric = canonical(chosen.differences[0].metric)
    ends = {chosen.old.value, chosen.new.value}
    others: dict[str, tuple[Fact, Fact]] = {}
    for pair in pairs:
        for run, value in ((pair.before, pair.old), (pair.after, pair.new)):
            found = results(run).get(metric)
            if value.value not in ends and found is not None and number(found) is not None:
                others[value.value] = (value, found)
    return replace(chosen, others=tuple(others.values()))


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
    if not (is_short(mine[name]) and is_short(other[name])):
        return None
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
    found = chief(run, kind)
    return found.value if found else ""
