"""Readings kept under .mlws/facts, one file a log, so that a log that has not changed is not read again.

A kept reading counts while the log has the size and time it had, and the reader's own files are the ones that read it.
Whatever is wrong with a kept file, the log is read again: nothing here is the only copy of anything.
"""

import json
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

import mlws_writer
from mlws_writer.errors import InputError
from mlws_writer.facts.model import LogReading
from mlws_writer.facts.rows import reading_from_row, reading_to_row
from mlws_writer.workspace import log_files
from mlws_writer.workspace.layout import Workspace


def read(workspace: Workspace, path: Path, *, keep: bool = True) -> LogReading:
    """Return what a log says, from the kept reading where that still holds; InputError for what is no log."""
    name = workspace.name(path)
    stamp = _stamp(path)
    kept = workspace.state / "facts" / f"{_digest(name)}.json"
    reading = _load(kept, name, stamp)
    if reading is not None:
        return reading

    log_files.check(path)
    from mlws_writer.tier1_logs.reader import read_log  # with its dialects; not needed where nothing has changed

    reading = read_log(path, name=name, known=_known_head(kept))
    if keep:
        _save(kept, stamp, reading)
    return reading


def read_all(
    workspace: Workspace, paths: Sequence[Path], *, keep: bool = True, tell: Callable[[str], None] = lambda note: None
) -> tuple[LogReading, ...]:
    """Return what each of the logs says, in their order; what is no log after all has no runs, and is told."""
    readings = []
    for path in paths:
        try:
            readings.append(read(workspace, path, keep=keep))
        except InputError as error:
            tell(f"left out: {error.message} ({error.why})")
            readings.append(LogReading(workspace.name(path), 0, 0, "", "", "", ()))
    return tuple(readings)


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
    with suppress(OSError):  # a read-only or full disk only costs the next run the time to read again
        kept.parent.mkdir(parents=True, exist_ok=True)
        _replace(kept, text.encode("utf-8", "surrogatepass"))


def _replace(kept: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=kept.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(kept)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
