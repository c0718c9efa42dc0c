"""Many logs: read in this process, in a pool of processes, or by any executor that is handed in.

Whoever reads them, the readings are the same and come in the order of the paths.
"""

import os
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlws_writer.errors import InputError
from mlws_writer.facts.model import LogReading
from mlws_writer.facts.rows import reading_from_row, reading_to_row
from mlws_writer.tier1_logs.reader import read_on

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

BATCH, BATCH_BYTES = 25, 4 << 20
"""A task is so many logs, or fewer if they are longer: alone, a small log costs less than sending it."""
AHEAD = 64
"""How many batches are handed to an executor before the first of them is done; their readings wait in memory."""
LOG_COSTS = 256 << 10
"""What a log costs, as bytes to read, however short it is."""
WORTH_A_POOL = 50 << 20
"""From how many bytes on a pool is worth its start."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A log to read: what citations call it, the head by which it was known, whether to set a mark (see growth.py)."""

    path: Path
    name: str
    known: str = ""
    marking: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What a log says, and the mark from which reading it can go on."""

    reading: LogReading
    mark: bytes = b""


Readings = Generator[Read | InputError, None, None]


def read_logs(
    paths: Sequence[Path],
    *,
    names: Sequence[str] | None = None,
    known: Sequence[str] | None = None,
    executor: "Executor | None" = None,
) -> Iterator[LogReading]:
    """Yield what each log says, in the order of the paths; InputError where one cannot be read.

    Without an executor, a pool over all cores is used where it pays.
    """
    called = names or [str(path) for path in paths]
    asked = [Asked(*each) for each in zip(paths, called, known or [""] * len(paths), strict=True)]
    with closing(read_many(asked, executor)) as readings:
        for read in readings:
            if isinstance(read, InputError):
                raise read
            yield read.reading


def read_many(asked: Sequence[Asked], executor: "Executor | None" = None) -> Readings:
    """Yield what each log says, or why it cannot be read, in their order."""
    workers = min(_cores(), len(asked))
    if executor is not None:
        yield from _through(executor, asked, AHEAD)
    elif workers > 1 and sum(_size(each.path) + LOG_COSTS for each in asked) >= WORTH_A_POOL:
        yield from _pooled(asked, workers)
    else:
        yield from map(_read, asked)


def _pooled(asked: Sequence[Asked], workers: int) -> Readings:
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # with multiprocessing; not for a day's few logs
    from multiprocessing import get_context

    done = 0
    try:
        with ProcessPoolExecutor(workers, get_context(start_method()), _begin) as pool:
            for read in _through(pool, asked, 4 * workers):
                done += 1
                yield read
    except (BrokenExecutor, NotImplementedError, OSError):
        # No processes to be had here, or one was killed, for want of memory most often: then one has to do.
        yield from map(_read, asked[done:])


def start_method() -> str:
    """Return how processes start: as a fork while that is safe, which is without threads, and is twice as quick."""
    from multiprocessing import get_all_start_methods

    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def _begin() -> None:
    import gc
    import signal

    # The terminal sends Ctrl-C to all; the parent alone answers, and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a fork inherits is never garbage, and to look at it again and again would copy it.
    gc.freeze()


def _through(executor: "Executor", asked: Sequence[Asked], ahead: int) -> Readings:
    waiting: deque[tuple[Sequence[Asked], Future[list[Any]]]] = deque()
    try:
        for batch in _batches(asked):
            task = [replace(each, path=each.path.absolute()) for each in batch]
            waiting.append((batch, executor.submit(read_batch, task)))
            if len(waiting) >= ahead:
                yield from _readings(*waiting.popleft())
        while waiting:
            yield from _readings(*waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()


def _batches(asked: Sequence[Asked]) -> Iterator[Sequence[Asked]]:
    start = size = 0
    for i, each in enumerate(asked):
        length = _size(each.path)
        if i > start and (i - start == BATCH or size + length > BATCH_BYTES):
            yield asked[start:i]
            start, size = i, 0
        size += length
    if start < len(asked):
        yield asked[start:]


def read_batch(batch: Sequence[Asked]) -> list[Any]:
    """Return the rows of readings (ten times as quick to send) and their marks, None for what cannot be read."""
    reads = map(_read, batch)
    return [None if isinstance(read, InputError) else (reading_to_row(read.reading), read.mark) for read in reads]


def _readings(batch: Sequence[Asked], future: "Future[list[Any]]") -> Iterator[Read | InputError]:
    for each, told in zip(batch, future.result(), strict=True):
        # What a worker on another machine cannot see may be here all the same; else the error is found here.
        yield Read(reading_from_row(told[0]), told[1]) if told else _read(each)


def _read(asked: Asked) -> Read | InputError:
    try:
        return Read(*read_on(asked.path, name=asked.name, known=asked.known, marking=asked.marking))
    except InputError as error:
        return error


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say what is wrong
