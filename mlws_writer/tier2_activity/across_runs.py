"""What several runs say together: which did best, what helped again and again, what failed and how it went on.

A run stands for its work only if it was completed and was not simply done again: what broke off is a part of a result,
and what was repeated as it was stands in its last repetition.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from mlws_writer.facts.derive import Contrast, changes, contrasts
from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Run
from mlws_writer.facts.names import better, canonical
from mlws_writer.facts.results import chief, headline, is_percent, number, results, settings
from mlws_writer.tier2_activity.summary import metric_name, summarize_run

Key = tuple[object, ...]
"""What makes values comparable: kind of work, data, metric, and whether it is a percentage."""

_ENOUGH = 2
"""How often a change must have pointed the same way to be called consistent."""


@dataclass(frozen=True, slots=True)
class DatedRun:
    """A run with the day on which it ended."""

    run: Run
    day: date


@dataclass(frozen=True, slots=True)
class Score:
    """The value with which a run ended."""

    run: Run
    day: date
    fact: Fact
    value: Decimal


@dataclass(frozen=True, slots=True)
class Ranking:
    """A metric of several runs on the same data, in the order of time; `best` only where the direction is known.

    `left_out` counts the runs with that metric that do not count: `repeated`, `unfinished`, and `unknown`, where a log
    does not say how a run ended.
    """

    metric: str
    on: str
    scores: tuple[Score, ...]
    better: Better | None
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def best(self) -> tuple[Score, ...]:
        """The runs that did best, all of them where several did equally well."""
        if self.better is None:
            return ()
        top = (max if self.better is Better.HIGHER else min)(score.value for score in self.scores)
        return tuple(score for score in self.scores if score.value == top)

    @property
    def trend(self) -> str:
        """Say `better` or `worse` where each of three or more runs was so compared with the one before it."""
        steps = [after.value - before.value for before, after in pairwise(self.scores)]
        if self.better is None or len(steps) < _ENOUGH:
            return ""
        gains = [step if self.better is Better.HIGHER else -step for step in steps]
        return "better" if all(gain > 0 for gain in gains) else "worse" if all(gain < 0 for gain in gains) else ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A setting of which one value, or one direction, did better in each of several comparisons."""

    setting: str
    contrasts: tuple[Contrast, ...]
    winner: str
    """The value that won each time; "lower" or "higher" where only the direction is the same."""
    loser: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Runs of one name that failed, the error of the last of them, and the run that was completed after it."""

    runs: tuple[DatedRun, ...]
    error: Fact | None
    again: DatedRun | None = None
    changed: tuple[tuple[Fact, Fact], ...] = ()

    @property
    def last(self) -> DatedRun:
        """The last of the runs that failed."""
        return self.runs[-1]


def superseded(runs: Sequence[DatedRun]) -> frozenset[str]:
    """Find the runs that a later one repeated to its end: same name, model, data, commit, seed and settings."""
    found: set[str] = set()
    later: set[tuple[object, ...]] = set()
    for each in reversed(runs):
        recipe = _recipe(each.run)
        if recipe in later:
            found.add(each.run.id)
        if recipe and each.run.outcome is Outcome.COMPLETED:
            later.add(recipe)
    return frozenset(found)


def _recipe(run: Run) -> tuple[object, ...]:
    """Give all that makes a run the same again; nothing where the log states no setting, for then nobody knows."""
    chosen = sorted((key, fact.value) for key, fact in settings(run).items())
    fixed = sorted({(f.name, f.value) for f in run.facts if f.name.casefold() in ("seed", "commit")})
    if not chosen:
        return ()
    return run.name, run.work, _chief(run, FactKind.MODEL), _chief(run, FactKind.DATASET), *chosen, *fixed


def _chief(run: Run, kind: FactKind) -> str:
    found = chief(run, kind)
    return found.value if found else ""


def rankings(runs: Sequence[DatedRun], again: Collection[str]) -> tuple[Ranking, ...]:
    """Put the runs that share a headline metric on the same data side by side; `again` are those repeated later."""
    wanted = {key for each in runs for key in _scores(each, only=headline(results(each.run)))}
    groups: dict[Key, list[Score]] = {}
    left: dict[Key, Counter[str]] = {}
    for each in runs:
        why = _why_not(each.run, again)
        for key, score in _scores(each).items():
            if key in wanted and why:
                left.setdefault(key, Counter())[why] += 1
            elif key in wanted:
                groups.setdefault(key, []).append(score)
    found = [_ranking(scores, left.get(key, Counter())) for key, scores in groups.items() if len(scores) > 1]
    return tuple(sorted(found, key=lambda r: (r.better is None, -len(r.scores), -r.scores[0].fact.weight)))


def _why_not(run: Run, again: Collection[str]) -> str:
    """Say why a run stands for nothing, "" where it counts."""
    if run.outcome is Outcome.COMPLETED:
        return "repeated" if run.id in again else ""
    return "unknown" if run.outcome is Outcome.UNKNOWN else "unfinished"


def _scores(each: DatedRun, only: Iterable[str] | None = None) -> dict[Key, Score]:
    """Give the values with which a run ended, by what makes them comparable with those of others."""
    found = results(each.run)
    on = _chief(each.run, FactKind.DATASET) or each.run.name
    scores: dict[Key, Score] = {}
    for name in found if only is None else only:
        value = number(found[name])
        if value is not None:
            key = (each.run.work, on, name, is_percent(found[name]))
            scores[key] = Score(each.run, each.day, found[name], value)
    return scores


def _ranking(scores: Sequence[Score], left: Mapping[str, int]) -> Ranking:
    fact, run = scores[-1].fact, scores[-1].run
    on = _chief(run, FactKind.DATASET) or run.name
    return Ranking(metric_name(fact.name, fact.split), on, tuple(scores), better(fact.name), dict(left))


def patterns(runs: Sequence[DatedRun], again: Collection[str]) -> tuple[Pattern, ...]:
    """Find the settings of which a change pointed the same way in each comparison, and that at least twice."""
    whole = [r.run for r in runs if r.run.outcome is Outcome.COMPLETED and r.run.id not in again]
    groups: dict[str, list[Contrast]] = {}
    for contrast in contrasts(whole):
        if contrast.winner is not None:
            groups.setdefault(canonical(contrast.setting), []).append(contrast)
    return tuple(pattern for group in groups.values() for pattern in _patterns(group))


def _patterns(group: Sequence[Contrast]) -> Iterator[Pattern]:
    """Judge a setting by its direction where all its values are numbers, else by each pair of values."""
    ways = [_way(contrast) for contrast in group]
    pairs = {tuple(_sides(contrast)) for contrast in group}
    if len(pairs) > 1 and all(ways):
        if len(set(ways)) == 1:
            yield Pattern(group[0].setting, tuple(group), ways[0])
        return
    for pair in sorted({tuple(sorted(sides)) for sides in pairs}):
        same = [contrast for contrast in group if sorted(_sides(contrast)) == list(pair)]
        winners = {_sides(contrast)[0] for contrast in same}
        if len(same) >= _ENOUGH and len(winners) == 1:
            winner, loser = _sides(same[0])
            yield Pattern(same[0].setting, tuple(same), winner, loser)


def _sides(contrast: Contrast) -> tuple[str, str]:
    """Give the value of the setting that won, and the one that lost."""
    new, old = contrast.new.shown, contrast.old.shown
    return (new, old) if contrast.winner is contrast.after else (old, new)


def _way(contrast: Contrast) -> str:
    new, old = number(contrast.new), number(contrast.old)
    if new is None or old is None or new == old:
        return ""
    return "higher" if (new > old) is (contrast.winner is contrast.after) else "lower"


def failures(runs: Sequence[DatedRun], everything: Sequence[DatedRun]) -> tuple[Failure, ...]:
    """Tell of the runs that failed, a name once, and which later run of that name was completed."""
    failed: dict[str, list[DatedRun]] = {}
    for each in runs:
        if each.run.outcome is Outcome.FAILED:
            failed.setdefault(each.run.name, []).append(each)
    return tuple(_failure(same, everything) for same in failed.values())


def _is_retry(failed: Run, run: Run) -> bool:
    """Tell whether a run is of the same name as one that failed, and did not begin before it."""
    if run.name != failed.name:
        return False
    began, before = run.started, failed.started
    known = began is not None and before is not None and (began.tzinfo is None) is (before.tzinfo is None)
    return not known or began >= before  # type: ignore[operator]  # both are known there


def _failure(same: Sequence[DatedRun], everything: Sequence[DatedRun]) -> Failure:
    last = same[-1]
    places = [index for index, each in enumerate(everything) if each.run.id == last.run.id]
    later = everything[places[0] + 1 :] if places else ()
    again = next((e for e in later if e.run.outcome is Outcome.COMPLETED and _is_retry(last.run, e.run)), None)
    changed = changes(last.run, again.run) if again else ()
    return Failure(tuple(same), summarize_run(last.run).error, again, changed)
