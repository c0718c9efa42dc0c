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
from mlws_writer.documents.ledger import Ledger, Record, digest
from mlws_writer.errors import Busy, Refused, StorageError

MakePlan = Callable[[bytes | None, Ledger], Plan]

_TRIES = 5
_WAIT = 10.0
"""Seconds to wait for another mlws that writes in the same workspace."""


def commit(path: Path, workspace: Path, make_plan: MakePlan, *, at: datetime, wait: float = _WAIT) -> Plan:
    """Plan on what the document holds and carry it out; return the plan that was carried out.

    A plan that changes nothing writes nothing at all. Raise Busy when the document changes faster than it can be
    planned, or another mlws keeps the lock; Refused and StorageError as `store.write` does.
    """
    plan, file = preview(path, workspace, make_plan), name_of(path, workspace)
    if not _worth_writing(plan, Ledger.load(ledger_folder(workspace)).of(file)):
        return plan
    with _alone(workspace, wait):
        for _ in range(_TRIES):
            plan = preview(path, workspace, make_plan)
            with contextlib.suppress(store.Changed):  # planned again on what it holds now
                _carry_out(plan, path, workspace, at)
                return plan
    raise Busy(f"{path} keeps changing", why="it was saved each time before it could be written", fix="run it again")


def preview(path: Path, workspace: Path, make_plan: MakePlan) -> Plan:
    """Plan on what the document holds, and write nothing."""
    _refuse_during_merge(path)
    raw, ledger = store.read(path), Ledger.load(ledger_folder(workspace)).of(name_of(path, workspace))
    try:
        return make_plan(raw, ledger)
    except Refused as error:  # a plan knows bytes only, a reader wants to know which file
        raise Refused(f"{path} is left alone: {error.message}", why=error.why, fix=error.fix) from error


def ledger_folder(workspace: Path) -> Path:
    """Say where the ledgers lie."""
    return workspace / ".mlws" / "ledger"


def name_of(path: Path, workspace: Path) -> str:
    """Say by which name the ledger knows a document."""
    inside = os.path.relpath(path.absolute(), workspace.absolute())
    return Path(inside).as_posix()


def _worth_writing(plan: Plan, ledger: Ledger) -> bool:
    return bool(plan.changed or plan.emitted or len(plan.before or b"") * 2 < ledger.size)


def _carry_out(plan: Plan, path: Path, workspace: Path, at: datetime) -> None:
    before, id_, file = plan.before or b"", secrets.token_hex(6), name_of(path, workspace)
    mine = ledger_folder(workspace) / f"{_machine(workspace)}.jsonl"

    def note(op: str) -> None:
        store.append(mine, Record(op, id_, at.isoformat(), file).line())

    if not plan.emitted and not plan.changed:
        seen = Record("seen", id_, at.isoformat(), file, size=len(plan.after))
        store.append(mine, seen.line())
        return
    intent = Record(
        "intent", id_, at.isoformat(), file, digest(before), digest(plan.after), len(plan.after), plan.emitted
    )
    store.append(mine, intent.line())
    if plan.changed:
        try:
            store.write(path, plan.after, plan.before, keep=workspace / ".mlws" / "undo")
        except (store.Changed, Refused, StorageError):
            with contextlib.suppress(StorageError):  # an intent whose text is not in the document counts as little
                note("abort")
            raise
    note("done")


def _machine(workspace: Path) -> str:
    """Say which ledger is this machine's; its name is random and tells nobody where it was written."""
    path = workspace / ".mlws" / "machine"
    store.create(path, f"{secrets.token_hex(4)}\n".encode())
    name = (store.read(path) or b"").decode("ascii", "replace").strip()
    if not name.isalnum():
        raise Refused(f"{path} does not hold the name of this machine", why="it was changed", fix=f"remove {path}")
    return name


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
def _alone(workspace: Path, wait: float) -> Iterator[None]:
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
