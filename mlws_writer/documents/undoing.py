"""The last write of this machine taken back: byte for byte if nobody saved since, else what is still as written.

Files that a command moved go back too. As on their way there, they lie in both places until all links lead back.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from mlws_writer.documents import moving, store
from mlws_writer.documents.changes import Hunk, applied, between
from mlws_writer.documents.commit import alone, mend_all, note_write, own_ledger, undo_folder
from mlws_writer.documents.ledger import Ledger, Record
from mlws_writer.documents.parsed import LINE_END, Block
from mlws_writer.documents.parsing import parse
from mlws_writer.documents.store import digest
from mlws_writer.errors import Refused


@dataclass(frozen=True, slots=True)
class Undone:
    """A document with its bytes before and after a write was taken back or made again; None where it is not there."""

    file: str
    before: bytes | None
    after: bytes | None
    whole: bool
    """Whether all of the write was taken back; what a person has changed since stays."""
    moved_from: str = ""
    """Where the file lay before, if it was moved and not written."""


def undo(workspace: Path, *, at: datetime, dry_run: bool = False) -> tuple[Undone, ...]:
    """Take back what the last command wrote, newest first; nothing where there is nothing left to take back."""
    with alone(workspace):
        if not dry_run:
            mend_all(workspace, at)
        records = _last(own_ledger(workspace))
        writes, moment = [r for r in records if r.op == "intent"], at.isoformat()
        back = [r for r in records if r.op == "moved"]
        moves = [_Move(r.to, r.file, Record("retract", r.id, moment, r.file)) for r in back]
        done = _all_undone(writes, workspace, at, dry_run=True)  # whatever refuses does so before anything has changed
        if not dry_run:
            with _moved(workspace, moves):
                done = _all_undone(writes, workspace, at, dry_run=False)
        return (*done, *(move.done for move in moves))


def redo(workspace: Path, *, at: datetime, dry_run: bool = False) -> tuple[Undone, ...]:
    """Write again what was last taken back, if nothing was written since."""
    with alone(workspace):
        if not dry_run:
            mend_all(workspace, at)
        records = _last_undone(own_ledger(workspace))
        writes, moment = [r for r in records if r.op == "intent"], at.isoformat()
        again = [(r, Record("moved", _again(r, at), moment, r.file, to=r.to, redoes=r.id)) for r in records]
        moves = [_Move(r.file, r.to, new) for r, new in again if r.op == "moved"]
        done = _all_redone(writes, workspace, at, dry_run=True)
        if not dry_run:
            with _moved(workspace, moves):
                done = _all_redone(writes, workspace, at, dry_run=False)
        return (*done, *(move.done for move in moves))


@dataclass(frozen=True, slots=True)
class _Move:
    """A file that goes from one place to another, and what is noted once it has."""

    source: str
    target: str
    note: Record

    @property
    def done(self) -> Undone:
        return Undone(self.target, None, None, whole=True, moved_from=self.source)


@contextlib.contextmanager
def _moved(workspace: Path, moves: Sequence[_Move]) -> Iterator[None]:
    """Let files lie in both places while links change, and in the new one only after that."""
    for move in moves:
        if (workspace / move.source).exists() or not (workspace / move.target).exists():
            moving.bring(workspace / move.source, workspace / move.target)
    yield
    for move in moves:
        moving.drop(workspace / move.source, workspace / move.target)
        note_write(workspace, move.note)


def _last(ledger: Ledger) -> list[Record]:
    """Find the writes and moves of the last command that stands; all of a command bear the same time."""
    ended = {op: {r.id for r in ledger.records if r.op == op} for op in ("done", "abort", "retract")}
    standing = ended["done"] - ended["abort"] - ended["retract"]
    writes = [r for r in ledger.records if r.op == "intent" and r.id in standing and r.before != r.after]
    known = [*writes, *ledger.moves]
    last = max((record.at for record in known), default="")
    return [record for record in known if record.at == last]


def _last_undone(ledger: Ledger) -> list[Record]:
    aborted = {record.id for record in ledger.records if record.op == "abort"}
    redone = {record.redoes for record in ledger.records if record.id not in aborted}
    undone = [record for record in ledger.records if record.op == "retract" and record.id not in redone]
    last = [record.id for record in undone if record.at == undone[-1].at]
    writes = [record for record in ledger.records if record.op in {"intent", "moved"}]
    newer = [write for write in writes if undone and write.at > undone[-1].at and not write.redoes]
    return [] if newer else [write for write in writes if write.id in last]


def _all_undone(writes: Sequence[Record], workspace: Path, at: datetime, *, dry_run: bool) -> tuple[Undone, ...]:
    done: dict[str, Undone] = {}
    for write in reversed(writes):
        earlier = done.get(write.file)
        current = earlier.after if earlier else store.read(workspace / write.file)
        one = _undone(write, current, workspace, at, dry_run)
        done[write.file] = replace(one, before=earlier.before, whole=one.whole and earlier.whole) if earlier else one
    return tuple(done.values())


def _undone(write: Record, current: bytes | None, workspace: Path, at: datetime, dry_run: bool) -> Undone:
    path, kept = workspace / write.file, _displaced(write, workspace)
    after, whole = _without(write, current, kept)
    if not dry_run:
        try:
            _put(path, after, current, workspace)
        except store.Changed as error:
            raise _unsure(write, "it was saved this very moment") from error
        note_write(workspace, Record("retract", write.id, at.isoformat(), write.file))
    return Undone(write.file, current, after, whole)


def _put(path: Path, after: bytes | None, current: bytes | None, workspace: Path) -> None:
    if after is None and current is not None:
        store.remove(path, current, undo_folder(workspace))
    elif after is not None and after != current:
        store.write(path, after, current, keep=undo_folder(workspace))


def _displaced(write: Record, workspace: Path) -> bytes | None:
    """Find what the document held before a write; None where it was not there, or is not kept any more."""
    name = (workspace / write.file).resolve().name
    for kept in reversed(store.kept(undo_folder(workspace))):
        mine = f"-{name}." in kept.path.name  # an empty one may be any document's
        if mine and kept.digest == write.before and not kept.late:
            return kept.path.read_bytes()
    return None


def _removed(write: Record, workspace: Path) -> bytes:
    """Find a picture that was taken away, or replaced, when its write was taken back."""
    found = (kept for kept in reversed(store.kept(undo_folder(workspace))) if kept.digest == write.after)
    kept = next(found, None)
    if kept is None:
        raise _unsure(write, "what it held is not kept any more")
    return kept.path.read_bytes()


def _without(write: Record, current: bytes | None, kept: bytes | None) -> tuple[bytes | None, bool]:
    """Say what a document is without a write, and whether all of that is gone then."""
    made = write.before == digest(b"") and kept is None
    if current is None or digest(current) == write.before:
        return current, True
    if digest(current) == write.after and (made or kept is not None):
        return (None if made else kept), True
    if not write.changes:  # a picture that was changed since is the person's
        return current, False
    if kept is None and not made:
        raise _unsure(write, "what it held before is not kept any more")
    before = kept or b""
    after, whole = _taken_out(before, write.changes, current)
    if after == current:
        raise _unsure(write, "you have changed all that was written")
    return after, whole


def _unsure(write: Record, why: str) -> Refused:
    return Refused(f"{write.file} is left alone", why=why, fix="change it by hand; no byte of it was touched")


def _taken_out(before: bytes, ours: Sequence[Hunk], current: bytes) -> tuple[bytes, bool]:
    """Take our changes out of a document that a person has changed since; what they touched stays with them."""
    theirs, whole = between(applied(before, ours), current), True
    for at, hunk in reversed(list(_where(ours))):
        back = before[hunk.start : hunk.start + hunk.gone]
        for start, size in _untouched(at, hunk, theirs):
            out = _spliced(current, start, size, back if size == len(hunk.new) else b"")
            safe = _others_stay(current, start, size, out)
            current, whole = (out if safe else current), whole and safe and size == len(hunk.new)
        whole = whole and any(True for _ in _untouched(at, hunk, theirs))
    return current, whole


def _where(hunks: Sequence[Hunk]) -> Iterator[tuple[int, Hunk]]:
    """Say where in the new document each change stands."""
    shift = 0
    for hunk in hunks:
        yield hunk.start + shift, hunk
        shift += len(hunk.new) - hunk.gone


def _untouched(at: int, hunk: Hunk, theirs: Sequence[Hunk]) -> Iterator[tuple[int, int]]:
    """Give the pieces of one of our changes that a person left alone, the last first, where they stand by now."""
    end = at + len(hunk.new)
    inside = [h for h in theirs if h.start < end and (h.start + h.gone > at if h.gone else h.start > at)]
    if inside and hunk.gone:
        return  # what they made of an update is theirs
    stops = [(at, at), *((h.start, h.start + h.gone) for h in inside), (end, end)]
    pieces = [(one[1], other[0]) for one, other in pairwise(stops)]
    for start, stop in reversed(pieces):
        if stop > start or hunk.gone:
            shift = sum(len(h.new) - h.gone for h in theirs if h.start + h.gone <= start and h.start <= start)
            yield start + shift, stop - start


def _spliced(raw: bytes, start: int, size: int, new: bytes) -> bytes:
    return raw[:start] + new + raw[start + size :]


def _others_stay(before: bytes, start: int, size: int, after: bytes) -> bool:
    """Tell whether each block that does not begin in the bytes that are gone is what it was."""
    first = len(LINE_END.findall(_text(before[:start])))
    gone = len(LINE_END.findall(_text(before[start : start + size])))
    new = gone - (len(LINE_END.findall(_text(before))) - len(LINE_END.findall(_text(after))))
    was = [_seen(block) for block in parse(_text(before), front=True).blocks if not first <= block.line < first + gone]
    now = [_seen(block) for block in parse(_text(after), front=True).blocks if not first <= block.line < first + new]
    return was == now


def _seen(block: Block) -> tuple[str, int, str]:
    return block.kind, block.level, block.text


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _all_redone(writes: Sequence[Record], workspace: Path, at: datetime, *, dry_run: bool) -> tuple[Undone, ...]:
    done: dict[str, Undone] = {}
    for write in writes:
        earlier = done.get(write.file)
        current = earlier.after if earlier else store.read(workspace / write.file)
        one = _redone(write, current, workspace, at, dry_run)
        done[write.file] = replace(one, before=earlier.before) if earlier else one
    return tuple(done.values())


def _again(record: Record, at: datetime) -> str:
    return digest(f"{record.id} {at.isoformat()}".encode())[:12]


def _redone(write: Record, current: bytes | None, workspace: Path, at: datetime, dry_run: bool) -> Undone:
    path = workspace / write.file
    if digest(current or b"") != write.before:
        raise Refused(
            f"{write.file} is left alone",
            why="it was changed after the write was taken back",
            fix="run the command again that wrote it",
        )
    after = applied(current or b"", write.changes) if write.changes else _removed(write, workspace)
    if not dry_run:
        again = _again(write, at)
        states = write.before, write.after, write.size
        moment = at.isoformat()
        note_write(
            workspace,
            Record("intent", again, moment, write.file, *states, write.emitted, write.changes, redoes=write.id),
        )
        try:
            store.write(path, after, current, keep=undo_folder(workspace))
        except store.Changed as error:
            raise _unsure(write, "it was saved this very moment") from error
        note_write(workspace, Record("done", again, moment, write.file))
    return Undone(write.file, current, after, whole=True)
