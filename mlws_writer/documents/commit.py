"""From a plan to bytes on the disk: plan, say so in the ledger, write, say that it is done."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.changes import between
from mlws_writer.documents.ledger import Ledger, Record, digest
from mlws_writer.documents.mending import Mender, untidy
from mlws_writer.errors import Busy, Refused, StorageError

MakePlan = Callable[[bytes | None, Ledger], Plan]

_TRIES = 5
_WAIT = 10.0
"""Seconds to wait for another mlws that writes in the same workspace."""


def commit(
    path: Path, workspace: Path, make_plan: MakePlan, *, at: datetime, wait: float = _WAIT, whole: bool = False
) -> Plan:
    """Plan on what the document holds and carry it out; return the plan that was carried out.

    A `whole` file is no document but a picture: it is ours as it was written, or it is left alone.
    A plan that changes nothing writes nothing at all. Raise Busy when the document changes faster than it can be
    planned, or another mlws keeps the lock; Refused and StorageError as `store.write` does.
    """
    plan, known = None, _known(path, workspace)
    if not untidy(path, undo_folder(workspace), own_ledger(workspace).of(name_of(path, workspace))):
        plan = preview(path, workspace, make_plan)
        if not _worth_writing(plan, known):
            return plan
    with alone(workspace, wait):
        mend(path, workspace, at)
        for _ in range(_TRIES):
            if plan is None or known != _known(path, workspace):  # else it was planned on what there is still
                known = _known(path, workspace)
                plan = preview(path, workspace, make_plan)
            try:
                if _worth_writing(plan, known):
                    _carry_out(plan, path, workspace, at, whole)
            except store.Changed:
                plan = None  # planned again on what it holds now
            else:
                with contextlib.suppress(StorageError):  # what cannot be removed now is removed by a later write
                    store.prune(undo_folder(workspace))
                return plan
    raise Busy(f"{path} keeps changing", why="it was saved each time before it could be written", fix="run it again")


def _known(path: Path, workspace: Path) -> Ledger:
    return Ledger.load(ledger_folder(workspace)).of(name_of(path, workspace))


def preview(path: Path, workspace: Path, make_plan: MakePlan) -> Plan:
    """Plan on what the document holds, and write nothing."""
    _refuse_during_merge(path)
    raw, ledger = store.read(path), Ledger.load(ledger_folder(workspace)).of(name_of(path, workspace))
    try:
        return make_plan(raw, ledger)
    except Refused as error:  # a plan knows bytes only, a reader wants to know which file
        raise Refused(f"{path} is left alone: {error.message}", why=error.why, fix=error.fix) from error


def mend(path: Path, workspace: Path, at: datetime) -> None:
    """Bring to its end what a killed write left undone, and let an editor's late save win; only under the lock."""
    _refuse_during_merge(path)
    ledger, file = own_ledger(workspace).of(name_of(path, workspace)), name_of(path, workspace)
    if untidy(path, undo_folder(workspace), ledger):
        mender = Mender(
            path, undo_folder(workspace), lambda op, id_: note_write(workspace, Record(op, id_, at.isoformat(), file))
        )
        mender.mend(ledger)


def mend_all(workspace: Path, at: datetime) -> None:
    """Mend every document that this machine has written; only under the lock."""
    for file in dict.fromkeys(record.file for record in own_ledger(workspace).records if record.op != "moved"):
        mend(workspace / file, workspace, at)


def note_write(workspace: Path, record: Record) -> None:
    """Add a line to this machine's ledger."""
    store.append(ledger_folder(workspace) / f"{machine(workspace)}.jsonl", record.line())


def own_ledger(workspace: Path) -> Ledger:
    """Read what this machine wrote."""
    return Ledger.load(ledger_folder(workspace), _machine(workspace) or ".none")


def undo_folder(workspace: Path) -> Path:
    """Say where displaced versions are kept."""
    return workspace / ".mlws" / "undo"


def ledger_folder(workspace: Path) -> Path:
    """Say where the ledgers lie."""
    return workspace / ".mlws" / "ledger"


def name_of(path: Path, workspace: Path) -> str:
    """Say by which name the ledger knows a document."""
    inside = os.path.relpath(path.absolute(), workspace.absolute())
    return Path(inside).as_posix()


def _worth_writing(plan: Plan, ledger: Ledger) -> bool:
    return bool(plan.changed or plan.emitted or len(plan.before or b"") * 2 < ledger.size)


def _carry_out(plan: Plan, path: Path, workspace: Path, at: datetime, whole: bool) -> None:
    before, id_, file = plan.before or b"", secrets.token_hex(6), name_of(path, workspace)
    moment = at.isoformat()
    if not plan.emitted and not plan.changed:
        note_write(workspace, Record("seen", id_, moment, file, size=len(plan.after)))
        return
    changes = () if whole else between(before, plan.after)
    states = digest(before), digest(plan.after), len(plan.after)
    note_write(workspace, Record("intent", id_, moment, file, *states, plan.emitted, changes))
    if plan.changed:
        try:
            store.write(path, plan.after, plan.before, keep=undo_folder(workspace))
        except (store.Changed, Refused, StorageError):
            with contextlib.suppress(StorageError, Refused):  # an open write is judged later by what the document holds
                if store.read(path) != plan.after:
                    note_write(workspace, Record("abort", id_, moment, file))
            raise
    note_write(workspace, Record("done", id_, moment, file))


def _machine(workspace: Path) -> str:
    """Say which ledger is this machine's, "" while there is none."""
    name = (store.read(workspace / ".mlws" / "machine") or b"").decode("ascii", "replace").strip()
    return name if name.isalnum() else ""


def machine(workspace: Path) -> str:
    """Give this machine a name if it has none, random, so that it tells nobody where it was written."""
    path = workspace / ".mlws" / "machine"
    if not _machine(workspace):
        with contextlib.suppress(store.Changed):  # somebody has just named it
            store.write(path, f"{secrets.token_hex(4)}\n".encode(), store.read(path))
    return _machine(workspace)


def lock_file(workspace: Path) -> Path:
    """Say which lock keeps two mlws in one workspace apart; it lies outside it, where no service syncs it."""
    from platformdirs import user_state_path  # here, since a run that has nothing to write needs no lock

    name = hashlib.sha256(os.fsencode(os.path.realpath(workspace))).hexdigest()[:16]
    folder = user_state_path("mlws-writer") / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return workspace / ".mlws" / "lock"  # no home that can be written to: better a lock that is synced than none
    return folder / f"{name}.lock"


@contextlib.contextmanager
def alone(workspace: Path, wait: float = _WAIT) -> Iterator[None]:
    """Keep every other mlws out of a workspace; raise Busy when it does not let go."""
    from filelock import FileLock, Timeout  # here, for the same reason

    path = lock_file(workspace)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise Busy(f"Another mlws writes in {workspace}", why=f"it holds {path}", fix="wait for it to end") from error
    except OSError as error:
        raise StorageError(
            f"{path} cannot be locked", why=error.strerror or str(error), fix="give write permission"
        ) from error
    try:
        yield
    finally:
        lock.release()


def _refuse_during_merge(path: Path) -> None:
    """Leave a document alone while git waits for a merge to be finished."""
    for folder in path.absolute().parents:
        if (folder / ".git" / "MERGE_HEAD").exists():
            raise Refused(
                f"{path} is in the middle of a git merge",
                why=f"{folder / '.git' / 'MERGE_HEAD'} exists",
                fix="finish the merge (git commit) or give it up (git merge --abort), then run the same command again",
            )
        if (folder / ".git").exists():
            return
