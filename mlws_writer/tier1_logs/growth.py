"""A log that grew is read from where it ended: what is known up to there is a mark, from which reading goes on.

A mark is set where whole pieces end, so that whoever goes on from it sees the very pieces that reading all of the log
would: both say the same. It holds text of the log as it stands, secrets too, and belongs nowhere but beside the log.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, BinaryIO

from mlws_writer.tier1_logs.blocks import BLOCK, Blocks
from mlws_writer.tier1_logs.condense import Condenser
from mlws_writer.tier1_logs.condensed_rows import condenser_from_row, condenser_to_row
from mlws_writer.tier1_logs.launches import starts_launch
from mlws_writer.tier1_logs.pieces import PIECE, Rest

HEAD, TAIL = 2048, 1 << 16
"""How many of the first bytes, and of the last ones before the mark, must still be there for a log to be the same."""
LARGEST, SHARE = 16 << 20, 4
"""No mark is longer, nor than a quarter of what it stands for: then it would cost more than it saves."""

Read = Callable[[int], bytes]

assert PIECE % BLOCK == 0


class Progress:
    """A log while it is read: passes its bytes on, and knows their number, digest and beginning, and what they say."""

    def __init__(self, read: Read, *, marking: bool = False) -> None:
        self._read = read
        self._blocks = Blocks()
        self._last = b""
        self.marking = marking
        self.resumed = False
        self.mark = b""
        self.size = 0
        self.head = b""
        self.rest = Rest()
        self.condenser = Condenser(starts_launch)

    def __call__(self, count: int) -> bytes:
        """Read on; where a log gives less than was asked for, a mark is set before the rest of it."""
        part = self._read(count)
        if self.marking and len(part) < count:
            self.marking = False
            if self._last:
                self.mark = self._marked()
        self._blocks.update(part)
        self.size += len(part)
        self._last = part[-TAIL:]
        if len(self.head) < HEAD:
            self.head += part[: HEAD - len(self.head)]
        return part

    @property
    def digest(self) -> str:
        """The digest of all bytes so far."""
        return self._blocks.digest

    def _marked(self) -> bytes:
        tail = sha256(self._last).hexdigest()
        held = [self.rest.held.decode("latin-1"), self.rest.skipping, condenser_to_row(self.condenser)]
        row = [self.size, self._blocks.before, self.head.decode("latin-1"), tail, *held]
        mark = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
        return mark if len(mark) <= LARGEST and len(mark) * SHARE <= self.size else b""

    @classmethod
    def from_mark(cls, mark: bytes, read: Read, file: BinaryIO) -> "Progress | None":
        """Go on from a mark, if it is one and `file` still holds what it was set on; else the file is at its start."""
        try:
            progress = cls._remembered(json.loads(mark), read, file)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
            progress = None  # not one of ours any more: the log is there to be read
        if progress is None:
            file.seek(0)
        else:
            progress.mark = mark
        return progress

    @classmethod
    def _remembered(cls, row: list[Any], read: Read, file: BinaryIO) -> "Progress | None":
        size, before, begun, tail, held, skipping, condensed = row
        head = begun.encode("latin-1")
        file.seek(0)
        if size < TAIL or file.read(len(head)) != head:
            return None
        file.seek(size - TAIL)
        if sha256(file.read(TAIL)).hexdigest() != tail:
            return None
        progress = cls(read, marking=True)
        progress._blocks = Blocks(before)
        progress.resumed, progress.size, progress.head = True, size, head
        progress.rest = Rest(held.encode("latin-1"), skipping)
        progress.condenser = condenser_from_row(condensed, starts_launch)
        return progress
