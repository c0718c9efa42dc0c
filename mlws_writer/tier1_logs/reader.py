# ruff: noqa: E501 - patterns and tables read better whole
"""Reads a log, whatever wrote it, into runs with their facts."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from mlws_writer.errors import InputError
from mlws_writer.facts.model import Ignored, LogReading, Run
from mlws_writer.tier1_logs.condense import Condenser
from mlws_writer.tier1_logs.coverage import MOST_IGNORED
from mlws_writer.tier1_logs.launches import starts_launch
from mlws_writer.tier1_logs.lines import legacy_encoding
from mlws_writer.tier1_logs.pieces import PIECE, narrowed, pieces, reader_of, wide_encoding
from mlws_writer.tier1_logs.runs import read_run

HEAD, HEAD_LINES = 2048, 8
"""A log is known by its first lines: as many, and no more than so many bytes."""


def read_log(path: Path, *, name: str | None = None, known: str = "") -> LogReading:
    """Read the log at `path`; `name` is what citations call it. Raises InputError where it cannot be read.

    `known` is the head of an earlier reading: if the log still begins like that, it is the same log, and has grown.
    """
    try:
        with path.open("rb", buffering=0) as file:
            return _read(lambda count: file.read(count) or b"", name or str(path), known=known)
    except OSError as error:
        raise InputError(
            f"{path} cannot be read", why=error.strerror or str(error), fix="name a log file that exists"
        ) from error


def read_bytes(raw: bytes, *, name: str, piece: int = PIECE) -> LogReading:
    """Read the bytes of a log; in pieces of any size they say the same."""
    return _read(reader_of(raw), name, piece)


class _Tap:
    """Passes bytes on, and knows their number, digest and beginning."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._digest = sha256()
        self.size = 0
        self.head = b""

    def __call__(self, count: int) -> bytes:
        part = self._read(count)
        self._digest.update(part)
        self.size += len(part)
        if len(self.head) < HEAD:
            self.head += part[: HEAD - len(self.head)]
        return part

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def _head_digest(head: bytes, before: str = "") -> str:
    count, _, digest = before.partition(":")
    if digest and sha256(head[: int(count)]).hexdigest()[:32] == digest:
        return before
    known = b"\n".join(head.split(b"\n")[:HEAD_LINES])
    return f"{len(known)}:{sha256(known).hexdigest()[:32]}"


def _peeked(read: Callable[[int], bytes]) -> tuple[bytes, Callable[[int], bytes]]:
    first = read(PIECE)
    held = first

    def again(count: int) -> bytes:
        nonlocal held
        if held:
            part, held = held[:count], held[count:]
            return part
        return read(count)

    return first, again


def _read(read: Callable[[int], bytes], name: str, piece: int = PIECE, known: str = "") -> LogReading:
    tap = _Tap(read)
    first, again = _peeked(tap)
    wide = wide_encoding(first)
    source = narrowed(again, wide) if wide else again
    condenser = Condenser(starts_launch)
    for part in pieces(source, piece):
        condenser.feed(part)
    legacy = _legacy(condenser)
    head = _head_digest(tap.head, known)
    runs: list[Run] = []
    ignored: list[Ignored] = []
    understood, count = 0, 0
    for launch, run in enumerate(condenser.runs, 1):
        made, clear, unclear = read_run(
            run, log=name, head=head, launch=launch, legacy=legacy or "latin-1", first_id=count + 1
        )
        runs.append(made)
        understood += clear
        ignored += unclear
        count += len(made.facts)
    ignored.sort(key=lambda one: (-one.count, one.line))
    return LogReading(
        log=name, size=tap.size, lines=condenser.lines, encoding=wide or legacy or "utf-8", head=head, source=tap.digest,
        runs=tuple(runs), ignored=tuple(ignored[:MOST_IGNORED]), understood=min(understood, condenser.lines),
    )  # fmt: skip


def _legacy(condenser: Condenser) -> str:
    odd: list[bytes] = []
    for run in condenser.runs:
        for family in run.families.values():
            raw = family.heads[0].raw if family.heads else b""
            if not raw.isascii():
                try:
                    raw.decode("utf-8")
                except UnicodeDecodeError:
                    odd.append(raw[:2000])
        if len(odd) > 200:
            break
    return legacy_encoding(b"\n".join(odd)) if odd else ""
