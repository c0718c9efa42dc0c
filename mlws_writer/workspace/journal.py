"""`mlws summarize`, Tier 1 → Tier 2: read the logs, make the entries of their days, word them if a model can be had."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mlws_writer.documents.attention import id_of
from mlws_writer.documents.blocks import Bullet, DayEntry, Emission, Note, Plan, Slot, What
from mlws_writer.documents.commit import commit, name_of, preview
from mlws_writer.documents.ledger import Ledger
from mlws_writer.documents.plan import plan_entry
from mlws_writer.facts.model import Outcome
from mlws_writer.facts.seen import guarded
from mlws_writer.tier2_activity.carry import CARRIED, NEXT_STEPS, with_open_steps
from mlws_writer.tier2_activity.day import DayRun
from mlws_writer.tier2_activity.entry import EntryMaker
from mlws_writer.tier2_activity.summary import run_names
from mlws_writer.tier2_activity.wording import brief, entry_wording, head
from mlws_writer.workspace import provenance, surroundings
from mlws_writer.workspace.doubts import doubts
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import Material, gather, nothing
from mlws_writer.workspace.model import Ask, Composed, Tell, kept_when_interrupted, make_room, note_verdicts, open_door

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mlws_writer.writing.chat import Door
    from mlws_writer.writing.compose import Composition, Refusal, Worded


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
    composed: Composed = lambda composition: None
    progress: Tell = lambda text: None
    """Sees how a model writes."""
    executor: "Executor | None" = None
    """Who reads the logs that are not kept; without one, this machine."""

    @property
    def ask(self) -> Ask:
        """How a model is asked."""
        return Ask(self.model, self.refresh, self.dry_run, self.progress, self.door)


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
    refused: "tuple[Refusal, ...]" = ()
    """What a model gave and the journal does not hold."""

    @property
    def changed(self) -> bool:
        """Whether a byte was changed, or would be without a dry run."""
        return self.before != self.after


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
    entries, name, compositions = _entries(workspace, order, material, wanted, tell)
    warnings = tuple(dict.fromkeys(note for made in compositions for note in made.notes))
    refused = tuple(refusal for made in compositions for refusal in made.refused)
    newest = max(wanted) if workspace.settings.carry else None
    plan = carry_out(
        workspace, entries, refresh=order.refresh or _named(order.model), dry_run=order.dry_run, carry_to=newest
    )
    if not order.dry_run:
        _keep_provenance(workspace, material, wanted, compositions, plan)
    file = name_of(journal, workspace.root)
    advice = (_advice(note, file) for note in plan.report)
    warnings += tuple(dict.fromkeys(filter(None, (counted(refused), *advice))))
    warnings += _doubted(workspace, material, plan)
    for warning in warnings:
        tell(warning)
    placed = (*_placed(entries, plan.report), *_carried(plan))
    return Summarized(journal, plan.before or b"", plan.after, placed, material.coverage, name, warnings, refused)


def _keep_provenance(
    workspace: Workspace,
    material: Material,
    days: Sequence[date],
    compositions: "tuple[Composition, ...]",
    plan: Plan,
) -> None:
    runs = {run.summary.run.id: run.summary.run for day in days for run in material.days[day]}
    folder = Path(workspace.settings.activity).parent.as_posix()
    making = provenance.Making(tuple(runs.values()), material.readings, compositions, folder=folder)
    provenance.keep(workspace, workspace.settings.activity, plan.emitted, making)


def entries(workspace: Workspace) -> tuple[DayEntry, ...]:
    """Make the entry of each day that has logs, as it would be without a model."""
    material = gather(workspace)
    made, _, _ = _entries(workspace, Order(model="none"), material, sorted(material.days), lambda note: None)
    return tuple(made)


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


def outlook(workspace: Workspace, material: Material) -> tuple[tuple[DayEntry, ...], Plan]:
    """Make the entries of all days without a model, and plan what writing them would change."""
    entries, _, _ = _entries(workspace, Order(model="none"), material, sorted(material.days), lambda note: None)
    if not entries:
        raw = workspace.activity.read_bytes() if workspace.activity.is_file() else b""
        return (), Plan(raw, (), (), raw)
    return tuple(entries), carry_out(workspace, entries, refresh=False, dry_run=True)


def _entries(
    workspace: Workspace, order: Order, material: Material, wanted: Sequence[date], tell: Tell
) -> "tuple[list[DayEntry], str, tuple[Composition, ...]]":
    """Make the entry of each day; a model is asked only for days on which something would be written."""
    folder = Path(workspace.settings.activity).parent.as_posix()
    maker = EntryMaker(entry_wording(workspace.templates), folder=folder)
    others = {day: surroundings.beside(workspace, maker.say, day) for day in wanted}
    entries = {day: maker.entry(day, material.days[day], extra=others[day]) for day in wanted}
    if order.model == "none":
        return list(entries.values()), "none", ()
    fresh = _named(order.model) or order.refresh
    anew = fresh and (order.days is not None or bool(order.logs))  # all days there are is more than was asked for
    news = [d for d in wanted if anew or carry_out(workspace, [entries[d]], refresh=fresh, dry_run=True).emitted]
    if not news:
        return list(entries.values()), "none", ()
    made: tuple[Composition, ...] = ()
    with open_door(workspace, order.ask, tell) as door:
        if door is None:
            return list(entries.values()), "none", ()
        for day in news:
            tell(at_a_glance(day, material.days[day]))
        _make_room(workspace, door, [(material.days[day], _texts_of(entries[day])) for day in news])
        models = surroundings.listed(door)
        for day in news:
            with kept_when_interrupted(workspace, f"entry-{day}", tell) as heard:
                asked = material.days[day], _texts_of(entries[day])
                words, composition = _words(workspace, door, *asked, order.composed, heard)
            made += (composition,)
            wording = EntryMaker(maker.say, words, folder)
            entries[day] = wording.entry(
                day,
                material.days[day],
                extra=[*others[day], *surroundings.models_of(workspace, maker.say, day, models)],
            )
        return list(entries.values()), door.name, made


def _words(
    workspace: Workspace,
    door: "Door",
    runs: Sequence[DayRun],
    texts: Collection[str],
    composed: Composed,
    heard: "Callable[[Worded], None]",
) -> "tuple[Mapping[Slot, str], Composition]":
    from mlws_writer.tier2_activity.asking import derived, requests, worded  # here: only a run with a model needs them
    from mlws_writer.writing.compose import word

    composition = word(
        door,
        [request for request in requests(runs) if request.slot in texts],
        derived=derived(runs),
        whole=[fact for day in runs for fact in day.summary.run.facts],
        run_names=run_names([day.summary.run for day in runs]),
        overrides=workspace.prompts,
        heard=heard,
    )
    note_verdicts(door, "entry", composition)
    composed(composition)
    return worded(composition), composition


def counted(refused: "Sequence[Refusal]") -> str:
    """Say how many texts of a model were not taken as they were."""
    if not refused:
        return ""
    cut, texts = sum(refusal.cut for refusal in refused), len(refused)
    said = f"{texts} text{'s' if texts > 1 else ''} of the model did not hold"
    return (
        f"{said} ({cut} of them only in a clause, which was cut); -v says which, and why."
        if cut
        else (f"{said}, and no document has {'them' if texts > 1 else 'it'}; -v says which, and why.")
    )


def _texts_of(entry: DayEntry) -> frozenset[str]:
    """Name the texts that stand in an entry: a model is not asked for one that nobody would see."""
    tops = [bullet for section in entry.sections for bullet in section.bullets]
    return frozenset(f"{b.slot.run}/{b.slot.kind}" for top in tops for b in (top, *top.children))


def _make_room(workspace: Workspace, door: "Door", days: Sequence[tuple[Sequence[DayRun], Collection[str]]]) -> None:
    from mlws_writer.tier2_activity.asking import derived, requests

    every = [run for runs, _ in days for run in runs]
    make_room(
        door,
        [[request for request in requests(runs) if request.slot in texts] for runs, texts in days],
        derived=derived(every),
        run_names=run_names([run.summary.run for run in every]),
        workspace=workspace,
    )


def at_a_glance(day: date, runs: Sequence[DayRun]) -> str:
    """Say in a line what a day holds, before a model is asked, which may take its time."""
    counts = Counter(str(run.summary.run.outcome) for run in runs)
    ended = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
    failed = next((run.summary for run in runs if run.summary.run.outcome is Outcome.FAILED), None)
    why = f" ({failed.run.name}: {brief(failed.error.value)})" if failed and failed.error else ""
    return f"{day}: {len(runs)} run{'s' if len(runs) != 1 else ''}, {ended}{why}."


def _named(model: str) -> bool:
    """Tell whether a model was asked for by its name, which words untouched bullets anew."""
    return model not in ("auto", "none")


def _doubted(workspace: Workspace, material: Material, plan: Plan) -> tuple[str, ...]:
    """Say what is doubtful about the times of the logs that something was written from."""
    runs = {emission.slot.run for emission in plan.emitted}
    found = (d for r in material.readings for d in doubts(r, workspace.zone, workspace.day_start) if d.run in runs)
    return tuple(f"{doubt.log}:{doubt.line}: {doubt.text}" for doubt in found)


def _advice(note: Note, file: str) -> str:
    """Say what a person should know about a bullet that was left alone although there is news for it."""
    id_ = id_of(file, note.slot.run, note.slot.name)
    if note.what is What.EDITED and note.news:
        return f"Left as you wrote it, although there is news (`mlws accept {id_}` takes it): {note.text}"
    if note.what is What.DELETED and note.news:
        return f"Left out, as you deleted it, although there is news (`mlws restore {id_}` brings it back): {note.text}"
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
