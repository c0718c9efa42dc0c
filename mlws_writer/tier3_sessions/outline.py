"""The day's entry as it stands, with the facts behind it → what a session document says, part by part."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from mlws_writer.documents.inline import without_markup
from mlws_writer.facts.derive import Contrast, Retry, contrasts, retries
from mlws_writer.facts.model import Fact, Series, Work
from mlws_writer.facts.sweeps import sweep
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.entry import SECTION_OF
from mlws_writer.tier2_activity.leading import achievement, in_training, leading, made_by, uses, weight
from mlws_writer.tier2_activity.summary import Result, Summary, spell, spoken, unique
from mlws_writer.tier2_activity.wording import capitalize_first
from mlws_writer.tier3_sessions.aims import Aim, aims, unheld
from mlws_writer.tier3_sessions.choices import Choice, choices, is_choice, main_choice
from mlws_writer.tier3_sessions.ideas import Idea, ideas
from mlws_writer.tier3_sessions.own_words import of_choice, of_runs
from mlws_writer.tier3_sessions.questions import questions, unresolved
from mlws_writer.tier3_sessions.tasks import Remark, Task, in_order, tasks

MOST_QUESTIONS = 5
_FEW = 3
"""As many pieces of work, and a second one is named in the title."""


class SessionType(StrEnum):
    """What kind of session it was."""

    SETUP = "Setup"
    EXPERIMENT = "Experiment"
    DEVELOPMENT = "Development"
    OPTIMIZATION = "Optimization"


@dataclass(frozen=True, slots=True)
class Author:
    """What the author says: lines in the entry, comparisons taken out of it (two run ids), answers, commits.

    `others` are the bullets of the entry that no run is behind: models that were pulled, data that changed.
    """

    remarks: tuple[Remark, ...] = ()
    withdrawn: frozenset[tuple[str, str]] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    commits: tuple[Commit, ...] = ()
    others: tuple[str, ...] = ()
    journal: str = "ACTIVITY.md"
    """The file that the entry stands in."""


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
    choices: tuple[Choice, ...] = ()
    """What the author decided, by notes and commits."""
    commits: tuple[Commit, ...] = ()
    others: tuple[str, ...] = ()
    """Models that were pulled and data that changed, as the entry says it."""
    main_choice: Choice | None = None
    """The decision that a reader must not miss."""
    users: tuple[Summary, ...] = ()
    """Runs that used what the leading piece of work made."""
    reasons: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    """What commits and typed notes say of each run, by its id."""
    decided: Fact | None = None
    """The decision that a reader must not miss, as a fact."""
    made: frozenset[str] = frozenset()
    """What the leading piece of work made."""
    untimed: int = 0
    """Of how many runs nobody knows how long they took."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Of runs that tried several values of a setting, by their ids, the value that was decided for."""
    in_training: tuple[Summary, Result] | None = None
    """The best result that the leading piece of work had itself: another than the achievement where that is a test."""
    titled: bool = False
    """Whether the title is the author's own."""
    aims: Mapping[str, tuple[Aim, ...]] = field(default_factory=dict)
    """What pieces of work were to reach and whether they did, by the id of their first run."""

    @property
    def id(self) -> str:
        """Name the session by its days, whatever its title becomes."""
        return "session:" + ",".join(str(day) for day in self.days)

    @property
    def own_words(self) -> tuple[Fact, ...]:
        """What commits and typed notes say of it."""
        decided = (self.decided,) if self.decided and not self.decided.line else ()
        return (*(fact for facts in self.reasons.values() for fact in facts), *decided)

    def aims_of(self, run: str) -> tuple[Aim, ...]:
        """Give the aims of the piece of work that a run is part of."""
        return next(
            (self.aims[t.summaries[0].run.id] for t in self.tasks if run in {s.run.id for s in t.summaries}), ()
        )

    @property
    def tested(self) -> tuple[Summary, Result] | None:
        """What another run measured on test data of what the leading piece of work made, where that is to lead."""
        other = self.achievement and self.in_training and self.achievement[0] is not self.in_training[0]
        return self.achievement if other else None

    @property
    def unresolved(self) -> tuple[Summary, ...]:
        """The runs that failed and were not brought to an end by a later one."""
        return unresolved(self.summaries, self.retries)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """The runs of the session."""
        return tuple(summary for task in self.tasks for summary in task.summaries)


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
    ordered = in_order(summaries)
    runs = [s.run for s in ordered]
    compared = tuple(c for c in contrasts(runs) if (c.before.id, c.after.id) not in author.withdrawn)
    again, decided = retries(runs), choices(author.remarks, author.commits)
    steps = tuple(r for r in author.remarks if r.section == "Next Steps")
    noted = _placed([r for r in author.remarks if r not in steps and not is_choice(r)], ordered)
    found = tasks(ordered, compared, noted)
    lead = _leading(found, author.remarks)
    held = {task.summaries[0].run.id: aims(task, ordered) for task in found}
    main = main_choice(ordered, decided, {run.id for c in compared for run in (c.before, c.after)})
    left = [fact for task in found for fact in unheld(task, held[task.summaries[0].run.id])]
    asked = questions(ordered, compared, again, decided, author.commits, left)
    own = {run.id for run in runs}
    return Outline(
        days=tuple(days),
        title=title or _title(found, lead),
        kind=kind or _kind(ordered),
        started=min((s.run.started for s in ordered if s.run.started), key=_instant(ordered), default=None),
        ended=max((s.run.ended for s in ordered if s.run.ended), key=_instant(ordered), default=None),
        at_work=_at_work(ordered),
        objectives=_objectives(found, lead),
        tasks=found,
        contrasts=compared,
        retries=again,
        curves=tuple((s, c) for s in ordered if not sweep(s.run) for c in s.run.series if c.better and c.count > 2),
        achievement=achievement(lead.summaries, ordered) if lead else None,
        in_training=in_training(lead.summaries) if lead else None,
        ideas=ideas(ordered, compared, again),
        questions=tuple(question for question in asked if question not in author.answers)[:MOST_QUESTIONS],
        remarks=tuple(r for r in noted if r.run not in own),
        standing_steps=steps,
        entry_link=entry_link,
        answers={question: author.answers[question] for question in asked if question in author.answers},
        choices=decided,
        commits=author.commits,
        others=author.others,
        main_choice=main,
        reasons=of_runs(ordered, author.commits, noted, author.journal),
        decided=of_choice(main, author.journal) if main else None,
        users=_users(found, lead),
        made=made_by(lead.summaries) if lead else frozenset(),
        untimed=sum(s.duration is None for s in ordered),
        chosen=_chosen(ordered, decided),
        titled=bool(title),
        aims=held,
    )


def _chosen(summaries: Sequence[Summary], decided: Sequence[Choice]) -> dict[str, str]:
    """Find the value of a setting that was decided for, of the runs that tried several: by what decisions say."""
    logged = [d.decision.value for s in summaries for d in s.decisions]
    said = [*(without_markup(choice.text) for choice in decided), *logged]
    found = ((s.run.id, tried.at(text)) for s in summaries if (tried := sweep(s.run)) for text in said)
    return {run: row[0].step for run, row in reversed(list(found)) if row}


def _placed(remarks: Sequence[Remark], summaries: Sequence[Summary]) -> list[Remark]:
    """Put what the author noted in a section of one run to that run."""
    of_section: dict[str, set[str]] = {}
    for summary in summaries:
        of_section.setdefault(SECTION_OF[summary.run.work], set()).add(summary.run.id)
    alone = {section: next(iter(ids)) for section, ids in of_section.items() if len(ids) == 1}
    return [r if r.run else replace(r, run=alone.get(r.section, "")) for r in remarks]


def _leading(found: Sequence[Task], noted: Sequence[Remark]) -> Task | None:
    """Choose what the session is about, by the runs, by their notes and by those of the journal."""
    lead = leading([task.summaries for task in found], [remark.text for remark in noted])
    return next((task for task in found if task.summaries is lead), None)


def _objectives(found: Sequence[Task], lead: Task | None) -> tuple[Fact, ...]:
    """Say what the session was for: what its leading piece of work was for, else the first two that say so."""
    others = unique(fact for task in found for fact in task.goals[:1])
    return lead.goals[:2] if lead and lead.goals else others[:2]


def _weight(task: Task, among: Sequence[Task]) -> int:
    return weight(task.summaries, [other.summaries for other in among])


def _users(found: Sequence[Task], lead: Task | None) -> tuple[Summary, ...]:
    others = [s for task in found if task is not lead for s in task.summaries]
    return tuple(s for s in others if uses(s, lead.summaries)) if lead else ()


def _title(found: Sequence[Task], lead: Task | None) -> str:
    """Name the session by its leading piece of work, and by a second one where there are few."""
    if lead is None:
        return ""
    results = [task for task in found if task is not lead and task.last.results]
    second = max(results, key=lambda task: _weight(task, found), default=None)
    few = len(found) <= _FEW or (second is not None and len(second.summaries) > 1)
    names = [spoken(_stem(task.name)) for task in ((lead, second) if second and few else (lead,))]
    names = names[:1] + [name for name in names[1:] if not name.startswith(names[0])]
    return capitalize_first(" and ".join(names))


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
    return SessionType.SETUP if set(works) <= {Work.SERVER} else SessionType.DEVELOPMENT


def _at_work(summaries: Sequence[Summary]) -> str:
    durations = [s.duration for s in summaries if s.duration]
    about = "about " if any(s.run.set_backs for s in summaries if s.duration) else ""
    return about + spell(sum(durations[1:], durations[0])) if durations else ""


def _instant(summaries: Sequence[Summary]) -> Callable[[datetime], datetime]:
    """Give how times of any zone are compared: one that was logged without a zone is of the workspace's."""
    zone = next((s.zone for s in summaries if s.zone), UTC)
    return lambda moment: moment if moment.tzinfo else moment.replace(tzinfo=zone)
