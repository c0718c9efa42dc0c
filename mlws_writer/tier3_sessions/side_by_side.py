"""Runs that measured the same, side by side: which belong together, and which of them did better."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Better, Fact, Outcome, Work
from mlws_writer.facts.names import better, canonical, split_of
from mlws_writer.facts.results import is_percent, number, results
from mlws_writer.tier2_activity.summary import Summary, metric_name
from mlws_writer.tier2_activity.wording import listed

HELD_OUT = ("val", "eval", "test")
"""Parts of the data that are not trained on."""


def measured(summary: Summary) -> dict[str, Fact]:
    """Give the results of a run by what they measure; what a training calls its evaluation is its validation."""
    found = results(summary.run)
    return {_validation(key, found) if summary.run.work is Work.TRAINING else key: f for key, f in found.items()}


def _validation(key: str, among: Collection[str]) -> str:
    other = f"val {key.removeprefix('eval ')}"
    return other if key.startswith("eval ") and other not in among else key


def together(summaries: Sequence[Summary]) -> list[list[Summary]]:
    """Group runs of one kind of work that share most of their headline results, or one on the same held-out data."""
    groups: list[list[Summary]] = []
    for summary in summaries:
        fits = [g for g in groups if g[0].run.work is summary.run.work and _belongs(summary, g[-1])]
        if fits:
            fits[0].append(summary)
        else:
            groups.append([summary])
    return groups


def _belongs(one: Summary, other: Summary) -> bool:
    mine, theirs = _headlines(one), _headlines(other)
    shared = mine & theirs
    held_out = any(split_of(key) in HELD_OUT for key in shared)
    on_same = bool(one.dataset) and one.dataset == other.dataset
    return 2 * len(shared) > max(len(mine), len(theirs)) or (held_out and on_same)


def _headlines(summary: Summary) -> set[str]:
    told = {canonical(result.facts[0].name) for result in summary.results}
    return {key for key, fact in measured(summary).items() if canonical(fact.name) in told}


@dataclass(frozen=True, slots=True)
class Standing:
    """How runs did in one metric, the best first, with what each is called."""

    metric: str
    ranked: tuple[tuple[str, Fact], ...]
    unnamed: tuple[str, ...] = ()
    """The runs whose logs do not name their data."""

    @property
    def words(self) -> str:
        """Say which run did better than which, and by how much."""
        (first, best), *others = self.ranked
        after = listed(f"{name} ({fact.shown})" for name, fact in others)
        on = ", ".join([f"In {self.metric}", *self._called]) + (", " if self._called else " ")
        if len(others) > 1:
            said = f"{on}{first} ({best.shown}) did best, before {after}."
        elif gap := self._gap:
            said = f"{on}{first} ({best.shown}) did better than {after}, by {gap}."
        else:
            said = f"{on}{first} and {others[0][0]} did equally well ({best.shown})."
        return f"{said} {self._aside}".rstrip()

    @property
    def _called(self) -> list[str]:
        """Say which logs call the metric otherwise."""
        called = ((name, metric_name(f.name, f.split)) for name, f in self.ranked)
        return [f"which the log of {name} calls {own}" for name, own in called if own != self.metric][:1]

    @property
    def _aside(self) -> str:
        one = len(self.unnamed) == 1
        said = (
            f"The {'log' if one else 'logs'} of {listed(self.unnamed)} {'does' if one else 'do'}"
            if self.unnamed
            else ""
        )
        return f"{said} not name {'its' if one else 'their'} data." if said else ""

    @property
    def _gap(self) -> str:
        values = [number(fact) or Decimal(0) for _, fact in self.ranked]
        gap = abs(values[0] - values[1])
        points = " points" if is_percent(self.ranked[0][1]) else ""
        return f"{gap.normalize():f}{points}" if gap else ""


def standing(group: Sequence[Summary], names: Mapping[str, str], compared: Sequence[Contrast]) -> Standing | None:
    """Say how different runs did in the metric that counts; None where a comparison of settings tells it already."""
    whole = [s for s in group if s.run.outcome is Outcome.COMPLETED]
    ids = {s.run.id for s in whole}
    if len({s.run.name for s in whole}) < 2 or any({c.before.id, c.after.id} <= ids for c in compared):
        return None
    if len({s.dataset for s in whole if s.dataset}) != 1:
        return None
    key = _telling([measured(s) for s in whole])
    if not key:
        return None
    facts = [(s, measured(s)[key]) for s in whole]
    up = better(facts[0][1].name) is Better.HIGHER
    ranked = sorted(facts, key=lambda each: number(each[1]) or Decimal(0), reverse=up)
    metric = heading([fact for _, fact in facts]).partition(" / ")[0]
    unnamed = tuple(names[s.run.id] for s in whole if not s.dataset)
    return Standing(metric, tuple((names[s.run.id], fact) for s, fact in ranked), unnamed)


def _telling(found: Sequence[Mapping[str, Fact]]) -> str:
    """Choose the metric that all have, of which more is better before one of which less is, on held-out data first."""
    shared = [key for key, fact in found[0].items() if all(_comparable(fact, each.get(key)) for each in found)]
    good = [key for key in shared if better(found[0][key].name) is not None]
    ranked = sorted(
        good,
        key=lambda key: (split_of(key) in HELD_OUT, better(found[0][key].name) is Better.HIGHER, found[0][key].weight),
    )
    return ranked[-1] if ranked and split_of(ranked[-1]) != "train" else ""


def _comparable(fact: Fact, other: Fact | None) -> bool:
    if other is None or number(fact) is None or number(other) is None:
        return False
    return is_percent(fact) is is_percent(other)


def heading(facts: Sequence[Fact]) -> str:
    """Name a metric of several runs by all names that their logs have for it, the one that says validation first."""
    names = dict.fromkeys(metric_name(fact.name, fact.split) for fact in facts)
    return " / ".join(sorted(names, key=lambda name: "validation" not in name))
