"""What was written before: append-only records, one file a machine; whoever reads takes the union of all files.

    {"op": "intent", "id": …, "at": …, "file": …, "before": …, "after": …, "size": …, "emitted": […],   before a write
     "changes": [[start, gone, text]…], "redoes": …}
    {"op": "done" | "abort" | "retract", "id": …, "at": …, "file": …}                                  after it
    {"op": "seen", "id": …, "at": …, "file": …, "size": …}                   the document is as short as it should be
    {"op": "moved", "id": …, "at": …, "file": …, "to": …, "redoes": …}       a file goes elsewhere, links and all

A picture has no changes: it is as it was written, or it is a person's. An intent without `done` counts when its text
is in the document. Lines that cannot be read are skipped: a torn last line, the markers of a git conflict.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Emission, Slot
from mlws_writer.documents.changes import Hunk
from mlws_writer.documents.store import digest

__all__ = ["Ledger", "Record", "digest"]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a ledger."""

    op: str
    id: str
    at: str
    file: str
    before: str = ""
    after: str = ""
    size: int = 0
    emitted: tuple[Emission, ...] = ()
    changes: tuple[Hunk, ...] = ()
    redoes: str = ""
    """The write or move that was taken back and that this one makes again."""
    to: str = ""
    """By which name a file is known after a move."""

    def line(self) -> bytes:
        """Write the record as one line of JSON; ASCII, so that no text can break the line."""
        fields: dict[str, Any] = {"op": self.op, "id": self.id, "at": self.at, "file": self.file}
        if self.op in {"intent", "seen"}:
            fields |= {"size": self.size}
        if self.op == "intent":
            fields |= {"before": self.before, "after": self.after, "emitted": [_written(e) for e in self.emitted]}
            fields |= {"changes": [[h.start, h.gone, _text(h.new)] for h in self.changes]}
        if self.op == "moved":
            fields |= {"to": self.to}
        fields |= {"redoes": self.redoes} if self.redoes else {}
        return json.dumps(fields).encode("ascii") + b"\n"


def _written(emission: Emission) -> dict[str, Any]:
    fields = {
        "run": emission.slot.run,
        "slot": emission.slot.name,
        "text": emission.text,
        "source": emission.source,
        "under": emission.under,
        "day": emission.day,
        "section": emission.section,
        "replaces": list(emission.replaces),
    }
    return {name: value for name, value in fields.items() if value or name in {"run", "slot", "text"}}


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _hunk(start: int, gone: int, new: str) -> Hunk:
    return Hunk(int(start), int(gone), str(new).encode("utf-8", "surrogateescape"))


def _emission(fields: Mapping[str, Any]) -> Emission:
    return Emission(
        slot=Slot(str(fields["run"]), str(fields["slot"])),
        text=str(fields["text"]),
        source=str(fields.get("source", "")),
        under=str(fields.get("under", "")),
        day=str(fields.get("day", "")),
        section=str(fields.get("section", "")),
        replaces=tuple(str(id_) for id_ in fields.get("replaces", ())),
    )


@lru_cache(maxsize=1 << 14)  # a command that writes many documents reads all lines before and after each
def _record(line: bytes) -> Record | None:
    """Read one line; None when it is no record of ours."""
    try:
        fields = json.loads(line)
        return Record(
            op=str(fields["op"]),
            id=str(fields["id"]),
            at=str(fields["at"]),
            file=str(fields["file"]),
            before=str(fields.get("before", "")),
            after=str(fields.get("after", "")),
            size=int(fields.get("size", 0)),
            emitted=tuple(_emission(each) for each in fields.get("emitted", ())),
            changes=tuple(_hunk(*each) for each in fields.get("changes", ())),
            redoes=str(fields.get("redoes", "")),
            to=str(fields.get("to", "")),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The records of all machines, oldest first."""

    records: tuple[Record, ...] = ()

    @classmethod
    def of_bytes(cls, files: Iterable[bytes]) -> "Ledger":
        """Read the union of several ledger files."""
        found = {record: None for raw in files for line in raw.split(b"\n") if (record := _record(line))}
        return cls(tuple(sorted(found, key=lambda record: (record.at, record.op != "intent"))))

    @classmethod
    def load(cls, folder: Path, machine: str = "*") -> "Ledger":
        """Read every ledger file of a folder, also copies that a syncing service makes of them, or one machine's."""
        return cls.of_bytes(store.read_all(folder, f"{machine}.jsonl"))

    def of(self, file: str) -> "Ledger":
        """Keep what is about one document."""
        return Ledger(tuple(record for record in self.records if record.file == file))

    def slots(self, planned: Iterable[Emission] = ()) -> frozenset[Slot]:
        """Say for which slots something was ever written, whether it still stands or not."""
        void = self._named("abort", "retract")
        written = (emission for record in self.records if record.id not in void for emission in record.emitted)
        return frozenset(emission.slot for emission in (*written, *planned))

    @property
    def size(self) -> int:
        """How many bytes the document had when it was last written or accepted; 0 if never."""
        void, done = self._named("abort", "retract"), self._named("done")
        sizes = [r.size for r in self.records if r.op == "seen" or (r.op == "intent" and r.id in done - void)]
        return sizes[-1] if sizes else 0

    def written(self, text: str, current: str) -> tuple[tuple[str, Emission], ...]:
        """Say what stands or once stood in a document, each with the id of its write.

        `text` is the document with LF as line end, `current` the digest of its bytes.
        """
        void, done = self._named("abort", "retract"), self._named("done")
        intents = (record for record in self.records if record.op == "intent" and record.id not in void)
        counted = (record for record in intents if record.id in done or _arrived(record, text, current))
        return tuple((record.id, emission) for record in counted for emission in record.emitted)

    @property
    def moves(self) -> tuple[Record, ...]:
        """The files that lie elsewhere by now, or are on their way there."""
        void = self._named("retract")
        return tuple(record for record in self.records if record.op == "moved" and record.id not in void)

    @property
    def open(self) -> tuple[Record, ...]:
        """The writes of which nobody noted how they ended."""
        closed = self._named("done", "abort", "retract")
        return tuple(record for record in self.records if record.op == "intent" and record.id not in closed)

    def _named(self, *ops: str) -> set[str]:
        return {record.id for record in self.records if record.op in ops}


def _arrived(intent: Record, text: str, current: str) -> bool:
    """Tell whether a write that nobody saw the end of reached the document."""
    if current in {intent.before, intent.after}:
        return current == intent.after
    tops = [emission for emission in intent.emitted if not emission.under]
    if tops:
        return any(emission.text in text for emission in tops)
    return all(emission.text in text for emission in intent.emitted)
