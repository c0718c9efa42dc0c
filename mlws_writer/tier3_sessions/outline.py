"""The day's entry as it stands, with the facts behind it → what a session document says, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from mlws_writer.facts.derive import Contrast, Retry, contrasts, retries
from mlws_writer.facts.model import Better, Fact, FactKind, Outcome, Series, Work
from mlws_writer.facts.names import better, is_step
from mlws_writer.facts.results import number, settings
from mlws_writer.tier2_activity.summary import Result, Summary, spell, spoken, unique
from mlws_writer.tier3_sessions.ideas import Idea, ideas
from mlws_writer.tier3_sessions.questions import questions

CURVES = 12


class SessionType(StrEnum):
    """What kind of session it was."""

    SETUP = "Setup"
    EXPERIMENT = "Experiment"
    DEVELOPMENT = "Development"
    OPTIMIZATION = "Optimization"


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the journal that a person wrote or changed; `done` is None where it has no box."""

    section: str
    text: str
    run: str = ""
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """What the author says: lines in the entry, comparisons taken out of it (two run ids), answers to questions."""

    remarks: tuple[Remark, ...] = ()
    withdrawn: frozenset[tuple[str, str]] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """One run as a piece of work: what for, how, with which commands, with what outcome, and what the author added."""

    summary: Summary
    commands: tuple[str, ...]
    settings: tuple[Fact, ...]
    details: tuple[Fact, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a session document is made from, in the order of the day."""

    days: tuple[date, ...]
    title: str
    kind: SessionType
    started: datetime | None
    ended: datetime | None
    at_work: str
    objectives: tuple[Fact, ...]
    tasks: tuple[Task, ...]
    contrasts: tuple[Contrast, ...]
    retries: tuple[Retry, ...]
    curves: tuple[tuple[Summary, Series], ...]
    more_curves: int
    achievement: tuple[Summary, Result] | None
    ideas: tuple[Idea, ...]
    questions: tuple[str, ...]
    remarks: tuple[Remark, ...]
    """What the author wrote into the entry that belongs to no run."""
    standing_steps: tuple[Remark, ...]
    """The boxes of the entry's Next Steps, as they stand."""
    entry_link: str
    answers: Mapping[str, str] = field(default_factory=dict)
    """What the author answered to questions of earlier drafts."""

    @property
    def id(self) -> str:
        """Name the session by its days, whatever its title becomes."""
        return "session:" + ",".join(str(day) for day in self.days)

    @property
    def unresolved(self) -> tuple[Task, ...]:
        """The runs that failed and were not brought to an end by a later one."""
        resolved = {retry.failed.id for retry in self.retries}
        failed = (task for task in self.tasks if task.summary.run.outcome is Outcome.FAILED)
        return tuple(task for task in failed if task.summary.run.id not in resolved)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """The runs of the session."""
        return tuple(task.summary for task in self.tasks)


def outline(
    days: Sequence[date],
    summaries: Sequence[Summary],
    author: Author,
    *,
    entry_link: str,
    kind: SessionType | None = None,
    title: str = "",
) -> Outline:
    """Decide what a session document says, from the runs that stand in the entry and what the author wrote there."""
    ordered = sorted(
        summaries, key=lambda s: (s.run.started is None, _naive(s.run.started), len(s.run.log), s.run.log, s.run.launch)
    )
    compared = tuple(
        c for c in contrasts([s.run for s in ordered]) if (c.before.id, c.after.id) not in author.withdrawn
    )
    own = {s.run.id for s in ordered}
    curves = tuple((s, c) for s in ordered for c in s.run.series if c.better is not None and c.count > 1)
    remarks, answered = author.remarks, author.answers
    asked = questions(ordered, compared)
    steps = tuple(r for r in remarks if r.section == "Next Steps")
    return Outline(
        days=tuple(days),
        title=title or _title(ordered),
        kind=kind or _kind(ordered),
        started=min((s.run.started for s in ordered if s.run.started), key=_naive, default=None),
        ended=max((s.run.ended for s in ordered if s.run.ended), key=_naive, default=None),
        at_work=_at_work(ordered),
        objectives=unique(f for s in ordered for f in s.notes("goal", "objective")),
        tasks=tuple(_task(s, remarks) for s in ordered),
        contrasts=compared,
        retries=retries([s.run for s in ordered]),
        curves=curves[:CURVES],
        more_curves=max(0, len(curves) - CURVES),
        achievement=_achievement(ordered),
        ideas=ideas(ordered, compared),
        questions=tuple(question for question in asked if question not in answered),
        remarks=tuple(r for r in remarks if r not in steps and r.run not in own),
        standing_steps=steps,
        entry_link=entry_link,
        answers={question: answered[question] for question in asked if question in answered},
    )


def main_runs(summaries: Sequence[Summary]) -> list[Summary]:
    """Rank the runs by what they amount to: those that came to an end with results first."""
    weight = {Work.TRAINING: 2, Work.EXPERIMENT: 2, Work.AGENT: 1}
    return sorted(
        summaries,
        key=lambda s: (
            s.run.outcome is not Outcome.COMPLETED,
            -bool(s.results) * weight.get(s.run.work, 0),
            -(s.duration.total_seconds() if s.duration else 0.0),
        ),
    )


def _title(summaries: Sequence[Summary]) -> str:
    names = list(dict.fromkeys(spoken(_stem(s.run.name)) for s in main_runs(summaries) if s.results))
    names = names or [spoken(s.run.name) for s in summaries[:1]]
    names = names[:1] + [name for name in names[1:] if not name.startswith(names[0])]
    text = names[0] if len(names) < 2 else f"{names[0]} and {names[1]}"
    return text[:1].upper() + text[1:]


def _stem(name: str) -> str:
    """Take the variant off a run's name: `sentiment-analysis-t07` is sentiment analysis."""
    parts = name.replace("_", "-").split("-")
    while len(parts) > 1 and any(ch.isdigit() for ch in parts[-1]):
        parts.pop()
    return " ".join(parts)


def _kind(summaries: Sequence[Summary]) -> SessionType:
    works = [s.run.work for s in summaries]
    if any(w in (Work.EXPERIMENT, Work.TRAINING, Work.OTHER) for w in works):
        return SessionType.EXPERIMENT
    return SessionType.DEVELOPMENT if Work.AGENT in works else SessionType.SETUP


def _at_work(summaries: Sequence[Summary]) -> str:
    durations = [s.duration for s in summaries if s.duration]
    about = "about " if any(s.run.set_backs for s in summaries if s.duration) else ""
    return about + spell(sum(durations[1:], durations[0])) if durations else ""


def _task(summary: Summary, remarks: Sequence[Remark]) -> Task:
    told = {fact.line for fact in (*summary.of(FactKind.WARNING), *summary.of(FactKind.NOTE))}
    details = [f for f in summary.of(FactKind.COUNT) + summary.of(FactKind.RESOURCE) if f.line not in told]
    chosen = {(f.name.casefold(), f.split): f for f in sorted(details, key=lambda f: f.weight) if _is_detail(f)}
    ranked = sorted(chosen.values(), key=lambda f: -f.weight)[:5]
    return Task(
        summary=summary,
        commands=tuple(f.value for f in summary.of(FactKind.TASK, "command", "cmd", "arguments")),
        settings=_settings(summary),
        details=tuple(sorted(ranked, key=lambda f: f.line)),
        remarks=tuple(r for r in remarks if r.run == summary.run.id and r.section != "Next Steps"),
    )


def _is_detail(fact: Fact) -> bool:
    """Tell whether a count or a resource is worth a line of its own: how far a step counter came is not."""
    return len(fact.name) > 3 and not is_step(fact.name) and number(fact) is not None


def _settings(summary: Summary) -> tuple[Fact, ...]:
    """Give the settings that matter most, each once, without the model and the data, which stand before them."""
    named = {summary.model, summary.dataset}
    found = [f for f in settings(summary.run).values() if f.value not in named]
    return tuple(sorted(found, key=lambda f: -f.weight)[:10])


def _achievement(summaries: Sequence[Summary]) -> tuple[Summary, Result] | None:
    """Choose the result to lead with: of the first kind of work that came to something, the best of all its runs."""
    done = [s for s in main_runs(summaries) if s.run.outcome is Outcome.COMPLETED and s.results]
    if not done:
        return None
    first = done[0]
    group = [s for s in done if s.run.work is first.run.work and _stem(s.run.name) == _stem(first.run.name)]
    leading = next((r for r in first.results if _direction(r) is Better.HIGHER), first.results[0])
    rivals = [(s, r) for s in group for r in s.results if r.name == leading.name and number(r.facts[0]) is not None]
    if not rivals or _direction(leading) is None:
        return first, leading
    pick = max if _direction(leading) is Better.HIGHER else min
    return pick(rivals, key=lambda rival: number(rival[1].facts[0]) or Decimal(0))


def _direction(result: Result) -> Better | None:
    return better(result.facts[0].name)


def _naive(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
