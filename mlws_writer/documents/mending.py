"""After a write that was killed, or an editor that saved into a version we had displaced: nothing of it is lost.

Whose bytes lie about is told by the ledger, which knows the digest of a document before and after each write. What is
provably ours is removed; what may be a person's goes back in place if it is the newest there is, else it is kept.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.changes import applied, torn
from mlws_writer.documents.ledger import Ledger, Record
from mlws_writer.documents.store import Kept, digest

_NEWEST = 12
"""So many of the displaced versions are looked at: no editor keeps a file open for longer."""


@dataclass(frozen=True, slots=True)
class Late:
    """A version that an editor saved into after we had displaced it, and the write that displaced it."""

    kept: Kept
    write: Record


@dataclass(frozen=True, slots=True)
class Mender:
    """A document with the folder of its displaced versions, and how to note what became of a write."""

    path: Path
    undo: Path
    note: Callable[[str, str], None]

    def mend(self, ledger: Ledger) -> None:
        """Bring what was left undone to its end."""
        for left in store.beside(self.path):
            self._take_in(left, ledger)
        self._close(ledger)
        for late in late_saves(self.undo, ledger):
            self._let_win(late)

    def _take_in(self, left: Path, ledger: Ledger) -> None:
        """Settle one file beside the document."""
        held, current = store.read(left) or b"", store.read(self.path)
        if store.is_copy(left):
            self._finish_in_place(held, current, ledger)
            store.keep(left, self.undo)
            return
        ours = {record.after for record in ledger.open}
        begun = {record.before for record in ledger.open}
        if not held or (digest(held) in ours and current is not None):
            store.drop(left)  # ours, or killed before a byte of it was written
        elif (
            current is not None
            and digest(current) in ours
            and digest(held) not in begun
            and not self._cut(held, ledger)
        ):
            self._give_back(left, held, current)  # killed between the swap and the swap back
        elif self._cut(held, ledger):
            store.drop(left)
        else:
            store.keep(left, self.undo)

    def _give_back(self, left: Path, held: bytes, current: bytes) -> None:
        with contextlib.suppress(store.Changed):  # there is a newer save: what lies beside is kept all the same
            store.write(self.path, held, current, keep=self.undo)
        store.keep(left, self.undo)

    def _cut(self, held: bytes, ledger: Ledger) -> bool:
        """Tell whether bytes are the beginning of a text of ours that was being written."""
        return any(after is not None and after.startswith(held) for after in map(self._after, ledger.open))

    def _after(self, write: Record) -> bytes | None:
        current = store.read(self.path) or b""
        return applied(current, write.changes) if digest(current) == write.before else None

    def _finish_in_place(self, copy: bytes, current: bytes | None, ledger: Ledger) -> None:
        """Put back what a hard-linked document held, if it was left half written."""
        for write in ledger.open:
            if write.before != digest(copy) or current is None or digest(current) in {write.before, write.after}:
                continue
            if torn(current, copy, applied(copy, write.changes)):
                store.write(self.path, copy, current, keep=self.undo)

    def _close(self, ledger: Ledger) -> None:
        """Note how the writes ended that nobody saw the end of, where it is plain to see."""
        current = digest(store.read(self.path) or b"")
        for write in ledger.open:
            displaced = any(_displaced_by(kept, write) for kept in store.kept(self.undo))
            if current == write.after or (displaced and current != write.before):
                self.note("done", write.id)
            elif current == write.before:
                self.note("abort", write.id)

    def _let_win(self, late: Late) -> None:
        """Take a late save for what it is: the newest text of the document, if nobody saved since our write."""
        saved, current = late.kept.path.read_bytes(), store.read(self.path) or b""
        if digest(current) == late.write.after and len(saved) * 2 >= len(current):
            with contextlib.suppress(store.Changed):
                store.write(self.path, saved, current, keep=self.undo)
                current = saved
        if current == saved:
            self.note("retract", late.write.id)
            store.kept_anew(late.kept)


def untidy(path: Path, undo: Path, ledger: Ledger) -> bool:
    """Tell whether there is anything to mend."""
    return bool(ledger.open or store.beside(path) or late_saves(undo, ledger))


def _displaced_by(kept: Kept, write: Record) -> bool:
    """Tell whether a version was put aside by a write; the empty one may be any file's."""
    began = datetime.fromisoformat(write.at).timestamp() * 10**9
    return kept.digest == write.before != digest(b"") and kept.at >= began


def late_saves(undo: Path, ledger: Ledger) -> tuple[Late, ...]:
    """Find the displaced versions of a document that an editor saved into afterwards."""
    void = {record.id for record in ledger.records if record.op in {"abort", "retract"}}
    writes = {record.before: record for record in ledger.records if record.op == "intent" and record.id not in void}
    newest = store.kept(undo)[-_NEWEST:]
    return tuple(Late(kept, writes[kept.digest]) for kept in newest if kept.digest in writes and kept.late)
