"""Marks from which a log that grew is read on, one file beside its kept reading, for logs that are long enough.

The first line says of which file and by which reader, with the digest of the rest: no mark is damaged, or another's.
"""

from hashlib import blake2b
from pathlib import Path

from mlws_writer.workspace import kept_files

Stamp = list[str | int]
"""Size, time and inode of a log, and the reader."""


def fits(kept: Path, stamp: Stamp) -> bool:
    """Tell whether there is a mark for that file by this reader."""
    try:
        with _beside(kept).open("rb") as file:
            return file.readline(200).startswith(_whose(stamp))
    except OSError:
        return False  # none was set


def load(kept: Path, stamp: Stamp) -> bytes:
    """Return the mark for that file by this reader, nothing where there is none."""
    try:
        head, _, mark = _beside(kept).read_bytes().partition(b"\n")
    except OSError:
        return b""
    return mark if head == _whose(stamp) + _digest(mark) else b""


def save(kept: Path, stamp: Stamp, mark: bytes) -> None:
    """Keep a mark; without one, none is kept any more."""
    if mark:
        kept_files.put(_beside(kept), _whose(stamp) + _digest(mark) + b"\n" + mark)
    else:
        kept_files.drop(_beside(kept))


def _beside(kept: Path) -> Path:
    return kept.with_suffix(".mark")


def _whose(stamp: Stamp) -> bytes:
    _, _, inode, reader = stamp
    return f"{inode} {reader} ".encode()


def _digest(mark: bytes) -> bytes:
    return blake2b(mark, digest_size=16).hexdigest().encode()
