"""What a session is made from: the entries as they stand, the runs behind them, and what its author said."""

import posixpath
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mlws_writer.documents.blocks import source_of
from mlws_writer.documents.commit import ledger_folder
from mlws_writer.documents.inline import escape
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.reading import Standing, standing
from mlws_writer.errors import InputError
from mlws_writer.facts.model import LogReading
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier3_sessions.choices import told
from mlws_writer.tier3_sessions.entry_as_it_stands import remarks_of, runs_in
from mlws_writer.tier3_sessions.figures import figures
from mlws_writer.tier3_sessions.narrative import slug
from mlws_writer.tier3_sessions.outline import Author, Outline, SessionType, outline
from mlws_writer.tier3_sessions.svg import Figure
from mlws_writer.tier3_sessions.tasks import Remark
from mlws_writer.workspace import journal, notes
from mlws_writer.workspace.archived import file_of, journal_of
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather, nothing
from mlws_writer.workspace.model import Tell
from mlws_writer.workspace.session_order import SessionOrder
from mlws_writer.workspace.surroundings import DATA, MODEL, commits_of


@dataclass(frozen=True, slots=True)
class Source:
    """What a session is made from: its outline, the digest of all that went into it, its figures and their stem."""

    outline: Outline
    digest: str
    readings: tuple[LogReading, ...] = ()
    figures: tuple[Figure, ...] = ()
    stem: str = ""


def prepare(workspace: Workspace, order: SessionOrder, tell: Tell = lambda note: None) -> Source | None:
    """Read the entries as they stand and the runs behind them; a day without an entry gets one first."""
    material = gather(workspace, tell=tell)
    days = [day for day in order.days if day in material.days]
    if not days:
        tell(nothing(workspace, order.days, material))
        return None
    before = _told(workspace)
    missing = [day for day in days if _is_unwritten(workspace, day, material.days[day], before)]
    if missing and not order.dry_run:
        tell(f"Wrote the entry of {', '.join(map(str, missing))} first; a session is made from the entry.")
        journal.summarize(workspace, journal.Order(tuple(missing), model=order.model, progress=order.progress), tell)
    names = workspace.settings.sections
    entries = {day: standing(journal_of(workspace, day), day, names) or () for day in days}
    runs = unique([run for day in days for run in material.days[day]])
    chosen = _named(runs, order.runs) if order.runs else _in_entry(workspace, runs, entries)
    if fresh := _not_yet_told(workspace, runs, order.runs):
        tell(f"The entry does not hold {', '.join(fresh)} yet; `mlws summarize {days[-1]}` adds what is new.")
    if not chosen:
        tell("The entry holds no run that is left to tell of; name one with --run.")
        return None
    source = replace(_source(workspace, order, days, chosen, entries), readings=material.readings)
    path = path_of(workspace, order, source.outline)
    return source if str(path) == "-" else replace(source, figures=figures(source.outline.summaries), stem=path.stem)


def said(made: Outline) -> tuple[str, ...]:
    """Give what a session repeats of its author's own words."""
    remarks = (*made.remarks, *made.standing_steps, *(remark for task in made.tasks for remark in task.remarks))
    answers = filter(None, made.answers.values())
    return (*(remark.text for remark in remarks if remark.text), *answers, *told(made.choices))


def _source(
    workspace: Workspace,
    order: SessionOrder,
    days: Sequence[date],
    chosen: Sequence[DayRun],
    entries: dict[date, tuple[Standing, ...]],
) -> Source:
    ledger = Ledger.load(ledger_folder(workspace.root)).of(workspace.settings.activity)
    written = [emission for record in ledger.records for emission in record.emitted]
    ours = {emission.text for emission in written}
    journal_folder = posixpath.dirname(workspace.settings.activity) or "."
    remarks = remarks_of(
        [bullet for day in days for bullet in entries[day]],
        [day.summary.run for day in chosen],
        ours,
        start=journal_folder,
        to=workspace.settings.sessions,
    )
    answers, remarks = _answers(notes.answers(workspace, days), remarks)
    standing_texts = {bullet.text for day in days for bullet in entries[day]}
    withdrawn = {
        (emission.slot.name.removeprefix("against:"), emission.slot.run)
        for emission in written
        if emission.slot.name.startswith("against:") and emission.text not in standing_texts
    }
    made = outline(
        days,
        [day.summary for day in chosen],
        Author(
            remarks,
            frozenset(withdrawn),
            answers,
            _commits(workspace, days, standing_texts),
            tuple(e.text for e in written if e.slot.run.startswith((MODEL, DATA)) and e.text in standing_texts),
            workspace.name(file_of(workspace, days[0])),
        ),
        entry_link=_entry_link(workspace, days[0]),
        kind=SessionType(order.kind) if order.kind else None,
        title=order.title,
    )
    parts = [run.source for run in chosen] + [
        repr(remarks),
        repr(made.answers),
        repr(sorted(withdrawn)),
        repr(made.commits),
        repr(made.others),
    ]
    return Source(made, source_of(*parts))


def _answers(kept: Mapping[str, str], remarks: Sequence[Remark]) -> tuple[Mapping[str, str], tuple[Remark, ...]]:
    """Read the answers as they stand in the journal by now, and leave the other remarks."""
    found, others = dict(kept), []
    for remark in remarks:
        question = next((each for each in kept if remark.text.startswith(escape(each))), None)
        if question is None:
            others.append(remark)
        else:
            found[question] = remark.text.removeprefix(escape(question)).strip()
    return found, tuple(others)


def _commits(workspace: Workspace, days: Sequence[date], standing_texts: Collection[str]) -> tuple[Commit, ...]:
    """Give the commits that the entries still tell of."""
    found = (commit for day in days for commit in commits_of(workspace, day))
    return tuple(commit for commit in found if any(f"`{commit.id[:8]}`" in text for text in standing_texts))


def unique(runs: Sequence[DayRun]) -> list[DayRun]:
    """Keep each run once, as it was on its last day."""
    return list({run.summary.run.id: run for run in runs}.values())


def _named(runs: Sequence[DayRun], names: Sequence[str]) -> list[DayRun]:
    chosen = [r for r in runs if r.summary.run.id in names or r.summary.run.name in names or r.summary.run.log in names]
    if not chosen:
        have = ", ".join(dict.fromkeys(r.summary.run.name for r in runs))
        raise InputError(f"no run is called {names[0]!r}", why=f"the day has {have}", fix="name one of them")
    return chosen


def _in_entry(workspace: Workspace, runs: Sequence[DayRun], entries: dict[date, tuple[Standing, ...]]) -> list[DayRun]:
    """Keep the runs that stand in the entry: one that the author deleted there is not told."""
    folder = posixpath.dirname(workspace.settings.activity) or "."
    bullets = [bullet for found in entries.values() for bullet in found]
    if not bullets:
        return list(runs)
    present = runs_in(bullets, [day.summary.run for day in runs], start=folder)
    return [day for day in runs if day.summary.run.id in present]


def _told(workspace: Workspace) -> frozenset[str]:
    """Give the runs that were ever written into the journal."""
    ledger = Ledger.load(ledger_folder(workspace.root)).of(workspace.settings.activity)
    return frozenset(emission.slot.run for record in ledger.records for emission in record.emitted)


def _is_unwritten(workspace: Workspace, day: date, runs: Sequence[DayRun], told: Collection[str]) -> bool:
    """Tell whether a day has no entry, or one that holds only what its author typed."""
    found = standing(journal_of(workspace, day), day)
    if found is None:
        return True
    return not any(run.summary.run.id in told for run in runs) and not _in_entry(workspace, runs, {day: found})


def _not_yet_told(workspace: Workspace, runs: Sequence[DayRun], named: Sequence[str]) -> list[str]:
    """Name the runs that were never written into the entry: they began, or were found, after it was."""
    known = _told(workspace)
    return [] if named or not known else [r.summary.run.name for r in runs if r.summary.run.id not in known]


def path_of(workspace: Workspace, order: SessionOrder, made: Outline) -> Path:
    """Give the file of the session: where it was written before, else by its day and title."""
    if order.output is not None:
        return order.output
    ledger = Ledger.load(ledger_folder(workspace.root))
    for record in ledger.records:
        if (
            any(emission.slot.run == made.id for emission in record.emitted)
            and record.file != workspace.settings.activity
        ):
            return workspace.root / record.file
    return workspace.sessions / f"{made.days[0]}-{slug(made.title)}.md"


def _entry_link(workspace: Workspace, day: date) -> str:
    activity = posixpath.relpath(workspace.name(file_of(workspace, day)), workspace.settings.sessions)
    return f"{activity}#{day}"
