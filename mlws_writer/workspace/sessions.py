"""`mlws draft-session` and `mlws blog-ideas`, Tier 2 → Tier 3: from the entry as it stands and the facts behind it."""

import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents import store
from mlws_writer.documents.blocks import (
    Bullet,
    DayEntry,
    Document,
    Emission,
    Note,
    Plan,
    Section,
    Slot,
    What,
    source_of,
)
from mlws_writer.documents.commit import commit, ledger_folder, name_of, preview
from mlws_writer.documents.inline import escape, link
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_document
from mlws_writer.documents.reading import Standing, standing
from mlws_writer.errors import InputError, Refused, UsageError
from mlws_writer.facts.model import LogReading
from mlws_writer.facts.seen import guarded
from mlws_writer.sources.git import Commit
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.summary import run_names
from mlws_writer.tier2_activity.wording import entry_wording, head, listed
from mlws_writer.tier3_sessions.choices import told
from mlws_writer.tier3_sessions.entry_as_it_stands import remarks_of, runs_in
from mlws_writer.tier3_sessions.figures import figures
from mlws_writer.tier3_sessions.narrative import PARTS, empty_session, narrate, slug
from mlws_writer.tier3_sessions.outline import Author, Outline, SessionType, outline
from mlws_writer.tier3_sessions.svg import Figure
from mlws_writer.tier3_sessions.tasks import Remark
from mlws_writer.workspace import journal, notes, own_entry, pictures, provenance
from mlws_writer.workspace.archived import file_of, journal_of
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather, nothing
from mlws_writer.workspace.model import Ask, Composed, Tell, kept_when_interrupted, make_room, note_verdicts, open_door
from mlws_writer.workspace.surroundings import DATA, MODEL, commits_of

if TYPE_CHECKING:
    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Composition, Refusal


@dataclass(frozen=True, slots=True)
class SessionOrder:
    """Which days a session is about, of which runs (none named: those in the entry), and how it is to be written."""

    days: tuple[date, ...]
    runs: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    output: Path | None = None
    model: str = "auto"
    refresh: bool = False
    dry_run: bool = False
    ask: Callable[[str], str] | None = None
    """Puts a question to the author and gives the answer, "" for none."""
    door: "Door | None" = None
    """An open door to use, in place of one to `model`."""
    composed: Composed = lambda composition: None
    progress: Tell = lambda text: None
    """Sees how a model writes."""

    @property
    def how(self) -> Ask:
        """How a model is asked."""
        return Ask(self.model, self.refresh, self.dry_run, self.progress, self.door)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A session document, with the bytes of its file before and after; `document` is empty where there was nothing."""

    path: Path | None
    before: bytes = b""
    after: bytes = b""
    report: tuple[Note, ...] = ()
    model: str = "none"
    questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: "tuple[Refusal, ...]" = ()
    figures: tuple[str, ...] = ()
    """The files of the figures that were drawn, or would be without a dry run."""

    @property
    def changed(self) -> bool:
        """Whether a byte was changed, or would be without a dry run."""
        return self.before != self.after or bool(self.figures)


@dataclass(frozen=True, slots=True)
class Source:
    """What a session is made from: its outline, the digest of all that went into it, its figures and their stem."""

    outline: Outline
    digest: str
    readings: tuple[LogReading, ...] = ()
    figures: tuple[Figure, ...] = ()
    stem: str = ""


def draft(workspace: Workspace, order: SessionOrder, tell: Tell = lambda note: None) -> Drafted:
    """Write the session document of the days, and link the entry to it."""
    source = prepare(workspace, order, tell)
    if source is not None and order.ask and _interview(workspace, order, source.outline):
        source = prepare(workspace, order, tell)
    if source is None:
        return Drafted(None)
    made, path = source.outline, _path(workspace, order, source.outline)
    folder = posixpath.dirname(workspace.name(path)) if order.output is None else "."
    document, model, composition = _document(workspace, order, source, path, folder, tell)
    parts = tuple(replace(part, text=guarded(part.text)) for part in document.parts)
    document = replace(document, head=guarded(document.head), parts=parts)
    refused = composition.refused if composition else ()
    warnings = (*(composition.notes if composition else ()), *filter(None, [journal.counted(refused)]))
    for warning in warnings:
        tell(warning)
    if order.output is not None and str(order.output) == "-":
        return Drafted(None, b"", _whole(document), (), model, made.questions, warnings, refused)

    def make(raw: bytes | None, ledger: Ledger) -> Plan:
        return plan_document(raw, ledger, document, refresh=_fresh(order))

    if order.dry_run:
        plan = preview(path, workspace.root, make)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        plan = commit(path, workspace.root, make, at=workspace.now.astimezone(UTC))
        head = () if plan.before else (Emission(Slot(made.id, "head"), document.head, source.digest),)
        composed = (composition,) if composition else ()
        making = provenance.Making(tuple(s.run for s in made.summaries), source.readings, composed, _said(made), folder)
        provenance.keep(workspace, name_of(path, workspace.root), (*head, *plan.emitted), making)
        _link_entry(workspace, made, path, (composition.text("title") if composition else "") or made.title)
    for text in _left_alone(plan):
        tell(text)
    new = pictures.place(workspace, path, source.figures, plan.after, tell, dry_run=order.dry_run)
    return Drafted(path, plan.before or b"", plan.after, plan.report, model, made.questions, warnings, refused, new)


def _left_alone(plan: Plan) -> Iterator[str]:
    """Say which parts of a document were left to its author, and which were written anew beside them."""
    notes = [(_heading(note), note) for note in plan.report]
    own = [heading for heading, note in notes if note.what is What.EDITED]
    gone = [heading for heading, note in notes if note.what is What.DELETED]
    anew = [heading for heading, note in notes if note.what is What.UPDATED]
    if own:
        news = [heading for heading, note in notes if note.what is What.EDITED and note.news]
        more = f"; there is news for {listed(news)}, which -v shows" if news else ""
        yield f"Left as you wrote {'it' if len(own) == 1 else 'them'}: {listed(own)}{more}."
    if gone:
        yield f"Left out, as you deleted {'it' if len(gone) == 1 else 'them'}: {listed(gone)}."
    if anew:
        yield f"Written anew: {listed(anew)}."


def _heading(note: Note) -> str:
    others = {"about": "the head", "closing": "the closing line"}
    return PARTS.get(note.slot.name) or others.get(note.slot.name, note.slot.name)


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
    runs = _unique([run for day in days for run in material.days[day]])
    chosen = _named(runs, order.runs) if order.runs else _in_entry(workspace, runs, entries)
    if fresh := _not_yet_told(workspace, runs, order.runs):
        tell(f"The entry does not hold {', '.join(fresh)} yet; `mlws summarize {days[-1]}` adds what is new.")
    if not chosen:
        tell("The entry holds no run that is left to tell of; name one with --run.")
        return None
    source = replace(_source(workspace, order, days, chosen, entries), readings=material.readings)
    path = _path(workspace, order, source.outline)
    return source if str(path) == "-" else replace(source, figures=figures(source.outline.summaries), stem=path.stem)


def _said(made: Outline) -> tuple[str, ...]:
    """Give what a session repeats of its author's own words."""
    remarks = (*made.remarks, *made.standing_steps, *(remark for task in made.tasks for remark in task.remarks))
    answers = filter(None, made.answers.values())
    return (*(remark.text for remark in remarks if remark.text), *answers, *told(made.choices))


def _interview(workspace: Workspace, order: SessionOrder, made: Outline) -> bool:
    """Put the open questions to the author and keep the answers; tell whether there was any."""
    assert order.ask is not None
    found = [(question, answer) for question in made.questions if (answer := order.ask(question).strip())]
    for question, answer in found:
        notes.keep(workspace, made.days[0], question, answer)
        start = head(workspace.templates)
        own_entry.write(workspace, made.days[0], "Learning", f"{escape(question)} {' '.join(answer.split())}", start)
    return bool(found)


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


def _document(
    workspace: Workspace, order: SessionOrder, source: Source, path: Path, folder: str, tell: Tell
) -> "tuple[Document, str, Composition | None]":
    """Write the document plainly; a model is asked only where something of it would be written anew."""
    made = source.outline
    unworded = plain(workspace, source, folder)
    if order.model == "none" or not (_fresh(order) or _is_news(workspace, path, unworded)):
        return unworded, "none", None
    with open_door(workspace, order.how, tell) as door:
        if door is None:
            return unworded, "none", None
        tell(f"{made.title}: {_counted(len(made.summaries), 'run')}, {_counted(len(made.questions), 'open question')}.")
        composition = _worded(workspace, door, order, made, tell)
        from mlws_writer.tier3_sessions.asking import worded

        return plain(workspace, source, folder, worded(composition)), door.name, composition


def plain(workspace: Workspace, source: Source, folder: str, words: Mapping[str, str] | None = None) -> Document:
    """Write a session with the templates, and with the paragraphs that a model worded where there are any."""
    shown = [(each.words, posixpath.join(folder, each.file(source.stem))) for each in source.figures]
    return narrate(
        source.outline,
        folder=folder,
        source=source.digest,
        worded=words,
        pictures=shown,
        overrides=workspace.templates,
    )


def _worded(workspace: Workspace, door: "Door", order: SessionOrder, made: Outline, tell: Tell) -> "Composition":
    from mlws_writer.tier3_sessions.asking import derived, requests  # only a run with a model needs them
    from mlws_writer.writing.compose import word

    wanted, known, names = requests(made), derived(made), run_names([s.run for s in made.summaries])
    make_room(door, [wanted], derived=known, run_names=names, workspace=workspace)
    with kept_when_interrupted(workspace, f"session-{made.days[0]}", tell) as heard:
        composition = word(
            door,
            wanted,
            derived=known,
            whole=[fact for s in made.summaries for fact in s.run.facts],
            run_names=names,
            overrides=workspace.prompts,
            heard=heard,
        )
    note_verdicts(door, "session", composition)
    order.composed(composition)
    return composition


def _counted(count: int, name: str) -> str:
    return f"{count or 'no'} {name}{'' if count == 1 else 's'}"


def _fresh(order: SessionOrder) -> bool:
    """Tell whether what stands shall be worded anew."""
    return order.refresh or order.model not in ("auto", "none")


def _is_news(workspace: Workspace, path: Path, document: Document) -> bool:
    """Tell whether a document would change what stands at its place."""
    if str(path) == "-":
        return True
    plan = preview(path, workspace.root, lambda raw, ledger: plan_document(raw, ledger, document, refresh=False))
    return bool(plan.emitted)


def new(workspace: Workspace, name: str, order: SessionOrder) -> Drafted:
    """Write the bare template of a session, filled in with what is known; an existing file is left alone."""
    path = order.output or workspace.sessions / f"{order.days[0]}-{slug(name)}.md"
    if path.exists():
        raise Refused(f"{path} exists already", why="a session that was written is not overwritten", fix="name another")
    material = gather(workspace, keep=not order.dry_run)
    runs = [run.summary for run in _unique([r for day in order.days for r in material.days.get(day, ())])]
    text = guarded(
        empty_session(
            name,
            days=order.days,
            kind=order.kind,
            summaries=runs,
            folder=workspace.settings.sessions,
            overrides=workspace.templates,
        )
    ).encode()
    if not order.dry_run:
        path.parent.mkdir(parents=True, exist_ok=True)
        store.write(path, text, None)
    return Drafted(path, b"", text)


def session_kind(text: str) -> str:
    """Read the type of a session in any spelling; UsageError for what is none."""
    known = {kind.value.casefold(): kind.value for kind in SessionType}
    if text and text.casefold() not in known:
        raise UsageError(f"{text!r} is not a session type", why="it is none of the four", fix=", ".join(known.values()))
    return known.get(text.casefold(), "")


def _unique(runs: Sequence[DayRun]) -> list[DayRun]:
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


def _path(workspace: Workspace, order: SessionOrder, made: Outline) -> Path:
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


def _link_entry(workspace: Workspace, made: Outline, path: Path, title: str) -> None:
    folder = posixpath.dirname(workspace.settings.activity) or "."
    say = entry_wording(workspace.templates)
    text = say("session", title=title, link=link(title, workspace.name(path), start=folder))
    bullet = Bullet(Slot(made.id, "link"), text, workspace.name(path), link="")
    entry = DayEntry(made.days[-1], (Section("Workspace", (bullet,)),))
    journal.carry_out(workspace, [entry], refresh=False, dry_run=False, path=file_of(workspace, entry.day))


def _whole(document: Document) -> bytes:
    return ("\n\n".join([document.head.strip("\n"), *(part.text for part in document.parts)]) + "\n").encode()
