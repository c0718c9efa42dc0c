"""`mlws archive`: logs and days that are no longer of today go where they are still found, byte for byte.

A log lies in both places until every link leads to the new one, and only then leaves the old one; a day stands in both
documents until then. Whatever stops it, the same command brings it to its end.
"""

import contextlib
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mlws_writer.documents import moving, store
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.commit import alone, commit, lock_file, mend_all, note_write, own_ledger, preview
from mlws_writer.documents.cutting import cut_days, plan_cut, plan_taken, refuse_what_hangs_together
from mlws_writer.documents.ledger import Ledger, Record
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.relinking import plan_relinked
from mlws_writer.errors import Busy
from mlws_writer.workspace import archived
from mlws_writer.workspace import store as readings
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.material import gather
from mlws_writer.workspace.model import Tell

KEPT = timedelta(days=30)
"""How long logs stay where they were written."""
_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class Move:
    """A log, by its name before and after."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Archived:
    """What was archived, or would be: logs, days of the journal, and each document that changed."""

    moves: tuple[Move, ...] = ()
    days: tuple[date, ...] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)


def archive(
    workspace: Workspace,
    before: date | None = None,
    *,
    days: bool = False,
    dry_run: bool = False,
    tell: Tell = lambda note: None,
) -> Archived:
    """Archive the logs whose last day lies before a day, and the days of the journal before it if asked to."""
    limit = before or workspace.today - KEPT
    if dry_run:
        return _outlook(workspace, limit, days=days, tell=tell)
    with _alone(workspace):
        with alone(workspace.root):  # what a killed one left in its last document is met by no write of this one
            mend_all(workspace.root, workspace.now.astimezone(UTC))
        workspace = _since(workspace)
        moves = plan_moves(workspace, limit, tell)
        plans = _move_logs(workspace, moves)
        gone, more = _move_days(workspace, limit) if days else ((), {})
        return Archived(moves, gone, _together(plans, more))


def plan_moves(workspace: Workspace, limit: date, tell: Tell = lambda note: None) -> tuple[Move, ...]:
    """Say which logs go where: those that ended before a day, and those that were on their way already."""
    material = gather(workspace, tell=tell)
    days: dict[str, list[date]] = {}
    for day, runs in material.days.items():
        for run in runs:
            days.setdefault(run.summary.run.log, []).append(day)
    old = sorted(log for log, found in days.items() if max(found) < limit and _may_move(workspace, log))
    moves = {move.new: move for move in _begun(workspace)}
    for log in old:
        move = Move(log, archived.archived_name(workspace, log, min(days[log])))
        if moves.setdefault(move.new, move).old != log:
            tell(f"{log} stays: {moves[move.new].old} goes to {move.new} already")
    return tuple(sorted(moves.values(), key=lambda move: move.old))


def _may_move(workspace: Workspace, log: str) -> bool:
    """Tell whether a log is a file of the workspace itself, not yet archived: a link is somebody else's."""
    path = workspace.root / log
    inside = not Path(log).is_absolute() and workspace.root.resolve() in path.resolve().parents
    return inside and not archived.is_archived(workspace, path) and path.resolve() == workspace.root.resolve() / log


def _begun(workspace: Workspace) -> Iterator[Move]:
    """Find the logs that lie in both places, since an earlier run was stopped."""
    folder = workspace.root / workspace.settings.archive
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        old = archived.original(workspace, path) if path.is_file() and not path.name.startswith(".") else None
        if old is not None and moving.same(old, path):
            yield Move(workspace.name(old), workspace.name(path))


def _move_logs(workspace: Workspace, moves: Sequence[Move]) -> dict[str, Plan]:
    if not moves:
        return {}
    _relinked(workspace, _logs(moves), dry_run=True)  # whatever refuses does so before anything has moved
    for move in moves:
        moving.bring(workspace.root / move.old, workspace.root / move.new)
    _note(workspace, moves)
    readings.read_all(workspace, [workspace.root / move.new for move in moves])  # a short log that grows is known by it
    plans = _relinked(workspace, _logs(moves))
    for move in moves:
        moving.drop(workspace.root / move.old, workspace.root / move.new)
    return plans


def _note(workspace: Workspace, moves: Sequence[Move]) -> None:
    """Write down what is moved, before any link leads there: undo takes all of it back."""
    known = {(record.file, record.to, record.at) for record in own_ledger(workspace.root).moves}
    moment = workspace.now.astimezone(UTC).isoformat()
    for move in moves:
        if (move.old, move.new, moment) not in known:
            id_ = secrets.token_hex(6)
            note_write(workspace.root, Record("moved", id_, moment, move.old, to=move.new))


def _since(workspace: Workspace) -> Workspace:
    """Go on at the moment at which an archive began that was stopped: what it did is taken back as one."""
    begun = {(move.old, move.new) for move in _begun(workspace)}
    moments = [r.at for r in own_ledger(workspace.root).moves if (r.file, r.to) in begun]
    return (
        replace(workspace, now=datetime.fromisoformat(max(moments)).astimezone(workspace.zone))
        if moments
        else workspace
    )


def _logs(moves: Sequence[Move]) -> Callable[[str, str], str | None]:
    places = {move.old: move.new for move in moves}
    return lambda name, anchor: places.get(name)


def _relinked(
    workspace: Workspace, moved: Callable[[str, str], str | None], *, dry_run: bool = False
) -> dict[str, Plan]:
    """Let the links of all documents lead to where things are now; give the plans of those that changed."""
    plans = {}
    for path in archived.documents(workspace):
        folder = Path(workspace.name(path)).parent.as_posix()

        def make(raw: bytes | None, ledger: Ledger, folder: str = folder, path: Path = path) -> Plan:
            return plan_relinked(raw, ledger, moved, folder, by_day=path == workspace.activity)

        plan = _written(workspace, path, make, dry_run=dry_run)
        if plan.changed:
            plans[workspace.name(path)] = plan
    return plans


def _written(
    workspace: Workspace, path: Path, make: Callable[[bytes | None, Ledger], Plan], *, dry_run: bool = False
) -> Plan:
    if dry_run:
        return preview(path, workspace.root, make)
    path.parent.mkdir(parents=True, exist_ok=True)
    return commit(path, workspace.root, make, at=workspace.now.astimezone(UTC))


def _move_days(workspace: Workspace, limit: date, *, dry_run: bool = False) -> tuple[tuple[date, ...], dict[str, Plan]]:
    """Take the days before a day out of the journal, each into the document of its month."""
    raw = store.read(workspace.activity) or b""
    page = Page.of(raw)
    gone = tuple(sorted({day for day, _ in page.dated if day < limit}))
    if not gone:
        return (), {}
    refuse_what_hangs_together(page)
    plans: dict[str, Plan] = {}
    texts = cut_days(raw, gone)
    for month in sorted({day.replace(day=1) for day in gone}):
        mine = [(day, text) for day, text in texts if day.replace(day=1) == month]
        head = f"# Activity of {month:%B %Y}\n\n"
        path = archived.month_file(workspace, month)

        def taken(raw: bytes | None, ledger: Ledger, mine: Sequence[tuple[date, str]] = mine, head: str = head) -> Plan:
            return plan_taken(raw, ledger, mine, head)

        plans[workspace.name(path)] = _written(workspace, path, taken, dry_run=dry_run)
    if not dry_run:
        plans |= _relinked(workspace, _days(workspace, gone))
        texts = tuple(text for path in archived.month_files(workspace) for text in cut_days(path.read_bytes(), gone))
    cut = _written(workspace, workspace.activity, lambda raw, ledger: plan_cut(raw, ledger, texts), dry_run=dry_run)
    left = {day for day, _ in Page.of(cut.after).dated}
    return tuple(day for day in gone if day not in left), _together(plans, {workspace.settings.activity: cut})


def _days(workspace: Workspace, gone: Sequence[date]) -> Callable[[str, str], str | None]:
    """Send the links to a day to the month in which it stands now."""
    activity = Path(workspace.settings.activity).as_posix()
    months = {day.isoformat(): workspace.name(archived.month_file(workspace, day)) for day in gone}
    return lambda name, anchor: months.get(anchor[:10]) if name == activity else None


def _together(plans: Mapping[str, Plan], more: Mapping[str, Plan]) -> dict[str, Plan]:
    """Take two changes of one document for one."""
    found = dict(plans)
    for name, plan in more.items():
        first = found.get(name, plan)
        found[name] = Plan(plan.after, first.emitted + plan.emitted, (), first.before)
    return {name: plan for name, plan in found.items() if plan.changed}


def _outlook(workspace: Workspace, limit: date, *, days: bool, tell: Tell) -> Archived:
    moves = plan_moves(workspace, limit, tell)
    plans = _relinked(workspace, _logs(moves), dry_run=True)
    gone, more = _move_days(workspace, limit, dry_run=True) if days else ((), {})
    return Archived(moves, gone, plans | more)


@contextlib.contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    """Keep two archives apart; each write of a document takes the lock of all writers besides."""
    from filelock import FileLock, Timeout  # only for a command that writes

    path = lock_file(workspace.root).with_suffix(".archive.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=_WAIT)
    except Timeout as error:
        raise Busy(f"Another mlws archives {workspace.root}", why=f"it holds {path}", fix="wait for it") from error
    try:
        yield
    finally:
        lock.release()
