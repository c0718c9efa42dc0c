"""`mlws summarize`, Tier 1 → Tier 2: read the logs, make the entries of their days, word them if a model can be had."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.blocks import Bullet, DayEntry, Emission, Note, Plan, Slot, What, source_of
from mlws_writer.documents.commit import commit, preview
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_entry
from mlws_writer.facts.model import LogReading
from mlws_writer.facts.seen import guarded
from mlws_writer.sources.git import commits
from mlws_writer.tier2_activity.carry import CARRIED, NEXT_STEPS, with_open_steps
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.entry import EntryMaker
from mlws_writer.tier2_activity.summary import run_names, summarize_run
from mlws_writer.tier2_activity.wording import entry_wording, head
from mlws_writer.workspace import store
from mlws_writer.workspace.archived import all_logs
from mlws_writer.workspace.days import nearest
from mlws_writer.workspace.doubts import doubts
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.logs import DayBy, days_of
from mlws_writer.workspace.model import Composed, Tell, kept_when_interrupted, open_door

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Worded

_BY = {DayBy.LOG: "", DayBy.NAME: "its name", DayBy.FILE: "the file's own time"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be summarized, and how; no days means each day that has logs, no logs those of the settings."""

    days: tuple[date, ...] | None = None
    logs: tuple[Path, ...] = ()
    model: str = "auto"
    refresh: bool = False
    dry_run: bool = False
    door: "Door | None" = None
    """An open door to use, in place of one to `model`."""
    composed: Composed = lambda wanted, published: None
    executor: "Executor | None" = None
    """Who reads the logs that are not kept; without one, this machine."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A bullet of an entry, where it stands, and what happened to it."""

    day: date
    section: str
    bullet: Bullet
    what: What


@dataclass(frozen=True, slots=True)
class Summarized:
    """What summarizing did: the journal with its bytes before and after, each bullet, and who worded them."""

    journal: Path
    before: bytes
    after: bytes
    bullets: tuple[Placed, ...] = ()
    coverage: str = ""
    model: str = "none"
    warnings: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether a byte was changed, or would be without a dry run."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Material:
    """What the logs hold: their readings, and the runs of each day in the order of the day."""

    readings: tuple[LogReading, ...]
    days: Mapping[date, tuple[DayRun, ...]] = field(default_factory=dict)

    @property
    def coverage(self) -> str:
        """Say how much was read."""
        lines, facts = sum(r.lines for r in self.readings), sum(len(r.facts) for r in self.readings)
        logs = len(self.readings)
        return f"{logs} log{'s' if logs != 1 else ''}, {lines:,} lines read, {facts:,} facts"


def summarize(workspace: Workspace, order: Order, tell: Tell = lambda note: None) -> Summarized:
    """Write the entries that are ordered; what a person should know meanwhile is told at once."""
    material = gather(workspace, order.logs, keep=not order.dry_run, tell=tell, executor=order.executor)
    chosen = order.days if order.days is not None else sorted(material.days)
    wanted = [day for day in chosen if day in material.days]
    journal = workspace.activity
    if not wanted:
        tell(nothing(workspace, order.days or (), material))
        before = journal.read_bytes() if journal.is_file() else b""
        return Summarized(journal, before, before, coverage=material.coverage)
    entries, name, warnings = _entries(workspace, order, material, wanted, tell)
    newest = max(wanted) if workspace.settings.carry else None
    plan = carry_out(
        workspace, entries, refresh=order.refresh or _named(order.model), dry_run=order.dry_run, carry_to=newest
    )
    warnings += tuple(dict.fromkeys(filter(None, map(_advice, plan.report)))) + _doubted(workspace, material, plan)
    for advice in warnings:
        tell(advice)
    placed = (*_placed(entries, plan.report), *_carried(plan))
    return Summarized(journal, plan.before or b"", plan.after, placed, material.coverage, name, warnings)


def carry_out(
    workspace: Workspace,
    entries: Sequence[DayEntry],
    *,
    refresh: bool,
    dry_run: bool,
    carry_to: date | None = None,
    path: Path | None = None,
) -> Plan:
    """Write entries into the journal as one change, or only plan it; one of them takes over the steps left open.

    `path` is the file of days that were archived.
    """
    start, names = head(workspace.templates), workspace.settings.sections

    def make(raw: bytes | None, ledger: Ledger) -> Plan:
        plans: list[Plan] = []
        emitted: tuple[Emission, ...] = ()
        for entry in entries:
            before = plans[-1].after if plans else raw
            whole = entry
            if entry.day == carry_to:
                whole = with_open_steps(entry, before or b"", ledger.slots(emitted), names, today=workspace.today)
            whole = _guarded(whole).called(names)
            plans.append(plan_entry(before, ledger, whole, head=start, refresh=refresh, planned=emitted))
            emitted += plans[-1].emitted
        report = tuple(chain.from_iterable(p.report for p in plans))
        return Plan(plans[-1].after, emitted, report, raw)

    if dry_run:
        return preview(path or workspace.activity, workspace.root, make)
    return commit(path or workspace.activity, workspace.root, make, at=workspace.now.astimezone(UTC))


def _guarded(entry: DayEntry) -> DayEntry:
    """Return an entry without any secret that was seen, whatever way it came there."""

    def shown(bullet: Bullet) -> Bullet:
        return replace(bullet, text=guarded(bullet.text), children=tuple(map(shown, bullet.children)))

    return replace(entry, sections=tuple(replace(s, bullets=tuple(map(shown, s.bullets))) for s in entry.sections))


def gather(
    workspace: Workspace,
    logs: Sequence[Path] = (),
    *,
    keep: bool = True,
    tell: Tell = lambda note: None,
    executor: "Executor | None" = None,
) -> Material:
    """Read the logs and put each run under the days on which it did something.

    A log that was named must be one; of those that were found, what is no log after all is left out and told.
    """
    files = [workspace.root / path for path in logs or all_logs(workspace)]
    readings = store.read_all(workspace, files, keep=keep, insist=bool(logs), executor=executor, tell=tell)
    days: dict[date, list[DayRun]] = {}
    for path, reading in zip(files, readings, strict=True):
        modified = datetime.fromtimestamp(path.stat().st_mtime, tz=workspace.zone)
        for run in reading.runs:
            found = days_of(run, modified, workspace.zone, workspace.day_start)
            source = source_of(reading.source, run.id)
            summary, stamp = summarize_run(run, workspace.zone), _clock(run.started, workspace)
            for day in found.days:
                first, last = day == found.days[0], day == found.days[-1]
                days.setdefault(day, []).append(DayRun(summary, source, day, first, last, _BY[found.by], stamp))
    return Material(tuple(readings), {day: tuple(sorted(runs, key=_by_time)) for day, runs in days.items()})


def outlook(workspace: Workspace, material: Material) -> tuple[tuple[DayEntry, ...], Plan]:
    """Make the entries of all days without a model, and plan what writing them would change."""
    entries, _, _ = _entries(workspace, Order(model="none"), material, sorted(material.days), lambda note: None)
    if not entries:
        raw = workspace.activity.read_bytes() if workspace.activity.is_file() else b""
        return (), Plan(raw, (), (), raw)
    return tuple(entries), carry_out(workspace, entries, refresh=False, dry_run=True)


def _by_time(day: DayRun) -> tuple[bool, str, int, str, int]:
    """Sort by start; in the same second a log that was numbered comes after the one that was not."""
    run = day.summary.run
    return run.started is None, str(run.started or ""), len(run.log), run.log, run.launch


def _clock(moment: datetime | None, workspace: Workspace) -> str:
    if moment is None:
        return ""
    return (moment.astimezone(workspace.zone) if moment.tzinfo else moment).strftime("%H:%M")


def _entries(
    workspace: Workspace, order: Order, material: Material, wanted: Sequence[date], tell: Tell
) -> tuple[list[DayEntry], str, tuple[str, ...]]:
    """Make the entry of each day; a model is asked only for days on which something would be written."""
    folder = Path(workspace.settings.activity).parent.as_posix()
    maker = EntryMaker(entry_wording(workspace.templates), folder=folder)
    code = {day: _code(workspace, maker, day) for day in wanted}
    entries = {day: maker.entry(day, material.days[day], extra=code[day]) for day in wanted}
    if order.model == "none":
        return list(entries.values()), "none", ()
    fresh = _named(order.model) or order.refresh
    news = [day for day in wanted if carry_out(workspace, [entries[day]], refresh=fresh, dry_run=True).emitted]
    if not news and not _named(order.model):
        return list(entries.values()), "none", ()
    notes: tuple[str, ...] = ()
    with open_door(workspace, order.model, tell, order.door) as door:
        if door is None:
            return list(entries.values()), "none", ()
        for day in news:
            with kept_when_interrupted(workspace, f"entry-{day}", tell) as heard:
                words, found = _words(workspace, door, material.days[day], order.composed, heard)
            notes += found
            wording = EntryMaker(maker.say, words, folder)
            entries[day] = wording.entry(day, material.days[day], extra=code[day])
        return list(entries.values()), door.name, notes


def _code(workspace: Workspace, maker: EntryMaker, day: date) -> list[tuple[str, Bullet]]:
    """Make the bullets of the day's commits, which stand under Code."""
    if not workspace.settings.commits:
        return []
    start = datetime.combine(day, time(), workspace.zone) + workspace.day_start
    found = commits(workspace.root, start, start + timedelta(days=1) - timedelta(seconds=1))
    bullets = [
        Bullet(Slot(f"git:{c.id[:12]}", "commit"), maker.say("commit", commit=c), c.id, link="") for c in found[-9:]
    ]
    if len(found) > len(bullets):
        text = maker.say("more_commits", count=len(found) - len(bullets))
        bullets.insert(0, Bullet(Slot(f"git:{found[0].id[:12]}", "more"), text, found[-1].id, link=""))
    return [("Code", bullet) for bullet in bullets]


def _words(
    workspace: Workspace, door: "Door", runs: Sequence[DayRun], composed: Composed, heard: "Callable[[Worded], None]"
) -> tuple[Mapping[Slot, str], tuple[str, ...]]:
    from mlws_writer.tier2_activity.asking import derived, requests, worded  # here: only a run with a model needs them
    from mlws_writer.writing.compose import word

    composition = word(
        door,
        "entry",
        requests(runs),
        derived=derived(runs),
        run_names=run_names([day.summary.run for day in runs]),
        overrides=workspace.prompts,
        heard=heard,
    )
    composed(len(composition.texts), tuple(text.text for text in composition.texts if text.by_model))
    return worded(composition), composition.notes


def _named(model: str) -> bool:
    """Tell whether a model was asked for by its name, which words untouched bullets anew."""
    return model not in ("auto", "none")


def nothing(workspace: Workspace, days: Sequence[date], material: Material) -> str:
    """Say that there is nothing to do, and where there would be."""
    if not material.days:
        patterns = ", ".join(workspace.settings.logs)
        return f"Nothing to summarize: no log matches {patterns} under {workspace.root}."
    spoken = str(days[0]) if len(days) == 1 else f"{days[0]} to {days[-1]}"
    near = nearest(days[-1], material.days)
    return f"Nothing to summarize: no log has a run on {spoken}. The nearest day that has some is {near}."


def _doubted(workspace: Workspace, material: Material, plan: Plan) -> tuple[str, ...]:
    """Say what is doubtful about the times of the logs that something was written from."""
    runs = {emission.slot.run for emission in plan.emitted}
    found = (d for r in material.readings for d in doubts(r, workspace.zone, workspace.day_start) if d.run in runs)
    return tuple(f"{doubt.log}:{doubt.line}: {doubt.text}" for doubt in found)


def _advice(note: Note) -> str:
    """Say what a person should know about a bullet that was left alone although there is news for it."""
    if note.what is What.EDITED and note.news:
        return f"Left as you wrote it, although there is news: {note.text}"
    if note.what is What.DELETED and note.news:
        return f"Left out, as you deleted it, although there is news: {note.text}"
    if note.what is What.COPIED:
        return f"Stands more than once, so it was left alone: {note.text}"
    if note.what is What.JOURNALED:
        return f"Already in the journal, though not written from here: {note.text}"
    return f"Could not be placed safely: {note.text}" if note.what is What.REFUSED else ""


def _carried(plan: Plan) -> Iterator[Placed]:
    """Say which steps were carried over: they come from the journal, no log is behind them."""
    for emission in plan.emitted:
        if emission.slot.kind == CARRIED:
            bullet = Bullet(emission.slot, emission.text, emission.source)
            yield Placed(date.fromisoformat(emission.day), NEXT_STEPS, bullet, What.INSERTED)


def _placed(entries: Iterable[DayEntry], report: Sequence[Note]) -> Iterator[Placed]:
    happened = {note.slot: note.what for note in report}
    for entry in entries:
        for section in entry.sections:
            for bullet in chain.from_iterable((top, *top.children) for top in section.bullets):
                if bullet.slot in happened:
                    yield Placed(entry.day, section.title, bullet, happened[bullet.slot])
