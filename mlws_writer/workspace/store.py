"""Readings kept under .mlws/facts, one file a log, so that a log that has not changed is not read again.

A kept reading counts while the log has the size and time it had, and the reader's own files are the ones that read it.
Whatever is wrong with a kept file, the log is read again: nothing here is the only copy of anything.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import mlws_writer
from mlws_writer.errors import InputError
from mlws_writer.facts import seen
from mlws_writer.facts.model import LogReading
from mlws_writer.facts.rows import reading_from_row, reading_to_row
from mlws_writer.workspace import kept_files, log_files, marks
from mlws_writer.workspace.layout import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from mlws_writer.tier1_logs.many import Read


@dataclass(frozen=True, slots=True)
class _Unread:
    """A log to read, where its reading is to be kept, and as what state of the log."""

    path: Path
    name: str
    kept: Path
    stamp: list[str | int]


def read(workspace: Workspace, path: Path, *, keep: bool = True) -> LogReading:
    """Return what a log says, from the kept reading where that still holds; InputError for what is no log."""
    (reading,) = read_all(workspace, [path], keep=keep, insist=True)
    return reading


def read_all(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    keep: bool = True,
    insist: bool = False,
    executor: "Executor | None" = None,
    tell: Callable[[str], None] = lambda note: None,
) -> tuple[LogReading, ...]:
    """Return what each of the logs says, in their order.

    What is no log after all is an InputError where we insist; else it has no runs, and is told. Those that are not kept
    are read by the executor, or as tier1_logs.many sees fit.
    """
    found = [_kept_reading(workspace, path) for path in paths]
    news = _news([each for each in found if isinstance(each, _Unread)], keep, executor)
    readings = []
    for path, each in zip(paths, found, strict=True):
        reading = next(news) if isinstance(each, _Unread) else each
        if isinstance(reading, InputError):
            if insist:
                raise reading
            tell(f"left out: {reading.message} ({reading.why})")
            reading = LogReading(workspace.name(path), 0, 0, "", "", "", ())
        seen.learn(reading.secrets)
        readings.append(reading)
    return tuple(readings)


def _kept_reading(workspace: Workspace, path: Path) -> LogReading | _Unread | InputError:
    name = workspace.name(path)
    kept = workspace.state / "facts" / f"{_digest(workspace.own_name(path))}.json"
    try:
        stamp = _stamp(path)
        reading = _load(kept, name, stamp)
        if reading is None:
            log_files.check(path)
    except InputError as error:
        return error
    return reading or _Unread(path, name, kept, stamp)


def _news(unread: Sequence[_Unread], keep: bool, executor: "Executor | None") -> Iterator[LogReading | InputError]:
    """Read what has changed: what only grew from where it ended, here; the others with all hands."""
    if not unread:
        return
    from mlws_writer.tier1_logs.many import Asked, read_many  # with the reader; not needed where nothing has changed

    grown = {each.path: marks.fits(each.kept, each.stamp) for each in unread}
    asked = [Asked(each.path, each.name, _known_head(each.kept), keep) for each in unread if not grown[each.path]]
    whole = read_many(asked, executor)
    for each in unread:
        mark = marks.load(each.kept, each.stamp) if grown[each.path] else b""
        read = _read_on(each, mark, keep) if grown[each.path] else next(whole)
        if keep and not isinstance(read, InputError):
            _save(each.kept, each.stamp, read.reading)
            if read.mark != mark or not mark:
                marks.save(each.kept, each.stamp, read.mark)
        yield read if isinstance(read, InputError) else read.reading


def _read_on(unread: _Unread, mark: bytes, keep: bool) -> "Read | InputError":
    from mlws_writer.tier1_logs.many import Read
    from mlws_writer.tier1_logs.reader import read_on

    try:
        return Read(*read_on(unread.path, name=unread.name, known=_known_head(unread.kept), mark=mark, marking=keep))
    except InputError as error:
        return error


def _stamp(path: Path) -> list[str | int]:
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"{path} cannot be read", why=error.strerror or str(error), fix="check the path") from error
    return [status.st_size, status.st_mtime_ns, status.st_ino, reader_version()]


@cache
def reader_version() -> str:
    """Return a digest of the reader's own files by size and time: another reader reads again."""
    package = Path(mlws_writer.__file__).parent
    files = sorted(file for area in ("tier1_logs", "facts") for file in (package / area).rglob("*.py"))
    states = ((file.relative_to(package).as_posix(), file.stat()) for file in files)
    return _digest("\n".join(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in states))


def _load(kept: Path, name: str, stamp: list[str | int]) -> LogReading | None:
    try:
        held = json.loads(kept.read_bytes())
        if held["stamp"] != stamp or held["reading"][0] != name:
            return None
        return reading_from_row(held["reading"])
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return None  # none kept yet, or not one of ours any more: the log itself is there to be read


def _known_head(kept: Path) -> str:
    """Give the head by which a log was known when it was last read, "" where it was not."""
    try:
        return str(json.loads(kept.read_bytes())["reading"][4])
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return ""


def _save(kept: Path, stamp: list[str | int], reading: LogReading) -> None:
    text = json.dumps({"stamp": stamp, "reading": reading_to_row(reading)}, ensure_ascii=False, separators=(",", ":"))
    kept_files.put(kept, text.encode("utf-8", "surrogatepass"))


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
