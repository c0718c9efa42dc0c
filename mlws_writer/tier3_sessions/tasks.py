"""Runs → the pieces of work that they were: the tries at one thing together, in the order of the day."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mlws_writer.facts.derive import Contrast
from mlws_writer.facts.model import Fact, FactKind, Outcome
from mlws_writer.facts.names import is_step
from mlws_writer.facts.results import number, settings
from mlws_writer.tier2_activity.leading import last_of, pieces
from mlws_writer.tier2_activity.summary import Summary, metric_name, unique

_DETAILS, _SETTINGS, _APART = 5, 10, 3
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the journal that a person wrote or changed; `done` is None where it has no box."""

    section: str
    text: str
    run: str = ""
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work: its runs, with which settings and commands, what else was counted, and what the author added.

    Of several runs `settings` are those they share, and `apart` those in which they differ, by name.
    """

    summaries: tuple[Summary, ...]
    settings: tuple[Fact, ...] = ()
    apart: tuple[tuple[str, tuple[Fact | None, ...]], ...] = ()
    commands: tuple[str, ...] = ()
    details: tuple[tuple[str, tuple[Fact, ...]], ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def name(self) -> str:
        """What its runs are called, or what their names begin with."""
        names = [s.run.name for s in self.summaries]
        common = posixpath.commonprefix(names).rstrip("-_. ")
        return min(names, key=len) if common in names or not common else common

    @property
    def tried_again(self) -> bool:
        """Whether its runs are tries at one thing, the first of which did not come to its end."""
        return len(self.summaries) > 1 and self.summaries[0].run.outcome in (Outcome.FAILED, Outcome.INTERRUPTED)

    @property
    def last(self) -> Summary:
        """The run that counts: the last that came to its end, else the last."""
        return last_of(self.summaries)

    @property
    def goals(self) -> tuple[Fact, ...]:
        """What it was for, as the logs say it."""
        return unique(fact for s in self.summaries for fact in s.notes("goal", "objective"))

    @property
    def warnings(self) -> tuple[Fact, ...]:
        """Warnings, at most three."""
        return unique(fact for s in self.summaries for fact in s.of(FactKind.WARNING))[:3]


def in_order(summaries: Iterable[Summary]) -> list[Summary]:
    """Sort runs by when they began; those of which nobody knows come last."""
    return sorted(summaries, key=lambda s: (s.began or _LAST, len(s.run.log), s.run.log, s.run.launch))


def tasks(summaries: Sequence[Summary], compared: Sequence[Contrast], remarks: Sequence[Remark]) -> tuple[Task, ...]:
    """Put runs of one name, and runs that were compared, together as one piece of work."""
    return tuple(_task(group, remarks) for group in pieces(summaries, compared))


def _task(group: Sequence[Summary], remarks: Sequence[Remark]) -> Task:
    ids = {s.run.id for s in group}
    apart = _apart([settings(s.run) for s in group])
    names = {name for name, _ in apart}
    shared = [f for key, f in settings(group[-1].run).items() if key not in names]
    return Task(
        summaries=tuple(group),
        settings=_heaviest(shared, {group[-1].model, group[-1].dataset}),
        apart=tuple(apart),
        commands=tuple(dict.fromkeys(command for s in group for command in _commands(s))),
        details=_details(group),
        remarks=tuple(r for r in remarks if r.run in ids and r.section != "Next Steps"),
    )


def _apart(chosen: Sequence[Mapping[str, Fact]]) -> list[tuple[str, tuple[Fact | None, ...]]]:
    """Give the settings in which runs differ, the most important first, with the value of each run."""
    names = [key for key in chosen[-1] if len({_value(mine, key) for mine in chosen}) > 1]
    shared = [key for key in names if sum(key in mine for mine in chosen) > 1]
    ranked = sorted(shared, key=lambda key: -chosen[-1][key].weight)
    return [(key, tuple(mine.get(key) for mine in chosen)) for key in ranked[:_APART]]


def _value(mine: Mapping[str, Fact], key: str) -> str:
    return mine[key].value if key in mine else ""


def _heaviest(found: Sequence[Fact], named: set[str]) -> tuple[Fact, ...]:
    """Give the settings that matter most, without the model and the data, which stand before them."""
    return tuple(sorted((f for f in found if f.value not in named), key=lambda f: -f.weight)[:_SETTINGS])


def _commands(summary: Summary) -> Iterable[str]:
    return (fact.value for fact in summary.of(FactKind.TASK, "command", "cmd", "arguments"))


def _details(group: Sequence[Summary]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Give what was counted and used, by name; a value that all runs share stands once."""
    found: dict[str, list[Fact]] = {}
    for fact in (fact for s in group for fact in _details_of(s)):
        found.setdefault(metric_name(fact.name, fact.split), []).append(fact)
    heaviest = sorted(found, key=lambda name: -max(f.weight for f in found[name]))[:_DETAILS]
    rows = ((name, facts[:1] if len({f.value for f in facts}) == 1 else facts) for name, facts in found.items())
    return tuple((name, tuple(facts)) for name, facts in rows if name in heaviest)


def _details_of(summary: Summary) -> list[Fact]:
    """Give a run's counts and resources, each line's value once, in the order of the log."""
    told = {fact.line for fact in (*summary.of(FactKind.WARNING), *summary.of(FactKind.NOTE))}
    told |= {summary.error.line} if summary.error else set()
    facts = [f for f in summary.of(FactKind.COUNT) + summary.of(FactKind.RESOURCE) if f.line not in told]
    last = {(f.name.casefold(), f.split): f for f in sorted(facts, key=lambda f: f.weight) if _is_detail(f)}
    once = {(f.line, f.value): f for f in sorted(last.values(), key=lambda f: -len(f.name))}
    return sorted(once.values(), key=lambda f: f.line)


def _is_detail(fact: Fact) -> bool:
    """Tell whether a count or a resource is worth a line of its own: how far a step counter came is not."""
    return len(fact.name) > 3 and not is_step(fact.name) and number(fact) is not None
