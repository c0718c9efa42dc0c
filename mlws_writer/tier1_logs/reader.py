"""Reads a log, whatever wrote it, into runs with their facts."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from mlws_writer.errors import InputError
from mlws_writer.facts.model import Ignored, LogReading, Run
from mlws_writer.facts.redact import HIDDEN
from mlws_writer.facts.seen import digests, telling
from mlws_writer.facts.texts import changed
from mlws_writer.tier1_logs.coverage import MOST_IGNORED
from mlws_writer.tier1_logs.encodings import in_utf8, older_encoding
from mlws_writer.tier1_logs.growth import Progress
from mlws_writer.tier1_logs.pieces import PIECE, narrowed, pieces, reader_of, wide_encoding
from mlws_writer.tier1_logs.runs import read_run

HEAD_LINES = 8
"""A log is known by its first lines: as many, and no more than HEAD bytes."""
PEEKED = 400
"""How many bytes tell whether a log is UTF-16."""


def read_log(path: Path, *, name: str | None = None, known: str = "") -> LogReading:
    """Read the log at `path`; `name` is what citations call it. Raises InputError where it cannot be read.

    `known` is the head of an earlier reading: if the log still begins like that, it is the same log, and has grown.
    """
    return read_on(path, name=name, known=known, marking=False)[0]


def read_on(
    path: Path,
    *,
    name: str | None = None,
    known: str = "",
    mark: bytes = b"",
    marking: bool = True,
    piece: int = PIECE,
) -> tuple[LogReading, bytes]:
    """Read a log that may have grown, from the `mark` that reading it left the last time; return the next mark too.

    The reading says what reading all of the log says; where the log is another one, or short, there is no mark.
    """
    try:
        with path.open("rb", buffering=0) as file:

            def read(count: int) -> bytes:
                return file.read(count) or b""

            progress = Progress.from_mark(mark, read, file) if mark else None
            progress = progress or Progress(read, marking=marking)
            return _read(progress, name or str(path), piece, known), progress.mark
    except OSError as error:
        raise InputError(
            f"{path} cannot be read", why=error.strerror or str(error), fix="name a log file that exists"
        ) from error


def read_bytes(raw: bytes, *, name: str, piece: int = PIECE) -> LogReading:
    """Read the bytes of a log; in pieces of any size they say the same."""
    return _read(Progress(reader_of(raw)), name, piece)


def _head_digest(head: bytes, before: str = "") -> str:
    count, _, digest = before.partition(":")
    if digest and sha256(head[: int(count)]).hexdigest()[:32] == digest:
        return before
    known = b"\n".join(head.split(b"\n")[:HEAD_LINES])
    return f"{len(known)}:{sha256(known).hexdigest()[:32]}"


def _peeked(read: Callable[[int], bytes], piece: int) -> tuple[bytes, Callable[[int], bytes]]:
    first = read(max(piece, PEEKED))
    held = first

    def again(count: int) -> bytes:
        nonlocal held
        if held:
            part, held = held[:count], held[count:]
            return part
        return read(count)

    return first, again


def _read(progress: Progress, name: str, piece: int = PIECE, known: str = "") -> LogReading:
    first, again = _peeked(progress, piece)
    wide = "" if progress.resumed else wide_encoding(first)
    if wide:
        progress.marking = False  # what is read of a letter of two bytes is in no mark
    source = narrowed(again, wide) if wide else again
    condenser = progress.condenser
    for part in pieces(source, piece, progress.rest):
        condenser.feed(part)
    older = older_encoding(condenser.runs)
    head = _head_digest(progress.head, known)
    runs: list[Run] = []
    ignored: list[Ignored] = []
    understood, count = 0, 0
    secrets: set[str] = set()
    for launch, run in enumerate(condenser.runs, 1):
        told = in_utf8(run, older) if older else run
        made, clear, unclear = read_run(told, log=name, head=head, launch=launch, first_id=count + 1, secrets=secrets)
        runs.append(made)
        understood += clear
        ignored += unclear
        count += len(made.facts)
    ignored.sort(key=lambda one: (-one.count, one.line))
    encoding = wide or (older.codec if older and older.whole else "utf-8")
    reading = LogReading(
        log=name, size=progress.size, lines=condenser.lines, encoding=encoding, head=head, source=progress.digest,
        runs=tuple(runs), ignored=tuple(ignored[:MOST_IGNORED]), understood=min(understood, condenser.lines),
    )  # fmt: skip
    return _without(reading, secrets) if secrets else reading


def _without(reading: LogReading, secrets: set[str]) -> LogReading:
    """Hide each secret wherever else it stands in the log, and keep the digests by which it is known again."""
    known = sorted(telling(secrets), key=len, reverse=True)
    if not known:
        return reading
    again = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, known))})(?![A-Za-z0-9])")
    return replace(changed(reading, partial(again.sub, HIDDEN)), secrets=digests(secrets))
