"""Bytes put safely in place of a file that others save to.

A write is whole or not at all: a temporary file beside the target, made durable, then swapped in, if the target still
holds the bytes that were planned on. What comes out of the swap is looked at: if it is not what was planned on, it is
somebody's newer save and goes straight back.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mlws_writer.documents import syscalls
from mlws_writer.documents.moving import sync_folder
from mlws_writer.errors import Refused, StorageError

_CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
_CANNOT_LINK = {errno.ENOSYS, errno.ENOTSUP, errno.EPERM}
_PIECE = 1 << 16
_SWAPS = 100
"""How often a save of somebody's may come between two swaps before it is given up."""


_BESIDE, _COPY = ".tmp", ".inplace"
_KEPT = re.compile(r"(\d{20})-([0-9a-f]{16})-(.+)")
_KEPT_AT_LEAST = 50
_KEPT_FOR = 30 * 24 * 3600 * 10**9
"""Nanoseconds for which each displaced version is kept, however many there are."""
_CLOCK = 5 * 10**9
"""Nanoseconds by which the clock of a file system may be behind ours."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a document that was displaced: when, and the digest of what it held then."""

    path: Path
    at: int
    digest: str
    modified: int

    @property
    def late(self) -> bool:
        """Whether an editor that still had the file open has written to it since."""
        return self.modified > self.at - _CLOCK and digest(self.path.read_bytes()) != self.digest


class Changed(Exception):
    """The file no longer holds what was planned on: read it and plan again. Nothing was written."""


def digest(raw: bytes) -> str:
    """Name bytes shortly."""
    return hashlib.sha256(raw).hexdigest()[:16]


def read(path: Path) -> bytes | None:
    """Read a document; None when there is none."""
    with _mapped(path, "read"):
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file(path)
        return path.read_bytes()


def read_all(folder: Path, pattern: str) -> list[bytes]:
    """Read every file of a folder that matches, in the order of their names."""
    with _mapped(folder, "read"):
        return [path.read_bytes() for path in sorted(folder.glob(pattern)) if path.is_file()]


def write(path: Path, after: bytes, before: bytes | None, keep: Path | None = None) -> None:
    """Put `after` in place of `before`; mode, owner, symlinks and hard links stay as they are.

    Raise Changed when the file holds something else by now, Refused when no file can stand there and StorageError
    when the disk does not take it; nothing is changed then. The copy that was displaced goes to the folder `keep`:
    an editor that still has the old file open writes there.
    """
    with _mapped(path, "written"):
        target = Path(os.path.realpath(path))
        syscalls.mkdir(target.parent)
        status = _status(target)
        if read(target) != before:
            raise Changed(path)
        if status is not None and status.st_nlink > 1:
            _write_in_place(target, after, before or b"", keep)
            return
        _write_beside(target, after, before, status, keep)


def remove(path: Path, held: bytes, keep: Path) -> None:
    """Put a document away that holds these bytes, among the displaced versions; raise Changed when it holds others."""
    with _mapped(path, "removed"):
        target = Path(os.path.realpath(path))
        away = target.with_name(f".~{target.name}.{secrets.token_hex(4)}{_BESIDE}")
        if read(target) != held:
            raise Changed(path)
        syscalls.replace(target, away)
        out = away.read_bytes()
        if out != held:
            _claim(away, target)
        _keep(away, out, keep)
        sync_folder(target.parent)
        if out != held:
            raise Changed(path)


def beside(path: Path) -> list[Path]:
    """Find what a write that was killed left beside a document."""
    target = Path(os.path.realpath(path))
    name = f".~{target.name}."
    with _mapped(path, "read"):
        found = target.parent.iterdir() if target.parent.is_dir() else ()
        return sorted(p for p in found if p.name.startswith(name) and p.suffix in {_BESIDE, _COPY} and p.is_file())


def is_copy(left: Path) -> bool:
    """Tell whether a file beside a document is the copy of what a hard-linked one held."""
    return left.suffix == _COPY


def drop(left: Path) -> None:
    """Remove a file whose bytes are ours."""
    with _mapped(left, "removed"):
        syscalls.unlink(left)


def keep(left: Path, folder: Path) -> None:
    """Keep a version of a document that is not to be lost, whoever wrote it."""
    with _mapped(left, "kept"):
        _keep(left, left.read_bytes(), folder)
        sync_folder(folder)


def kept(folder: Path) -> list[Kept]:
    """List the versions that were displaced, oldest first."""
    with _mapped(folder, "read"):
        found = (_kept(path) for path in sorted(folder.glob("*-*-*")))
        return [each for each in found if each is not None]


def prune(folder: Path) -> None:
    """Remove the versions displaced long ago, but for the newest, and none that an editor wrote to since."""
    oldest = time.time_ns() - _KEPT_FOR
    for version in kept(folder)[:-_KEPT_AT_LEAST]:
        if version.at < oldest and digest(version.path.read_bytes()) == version.digest:
            drop(version.path)


def kept_anew(version: Kept) -> None:
    """Give a kept version that an editor has written to since the name of what it holds now."""
    with _mapped(version.path, "kept"):
        _keep(version.path, version.path.read_bytes(), version.path.parent)
        sync_folder(version.path.parent)


def append(path: Path, data: bytes) -> None:
    """Add lines to the end of a file and wait for the disk; a torn last line is closed first."""
    with _mapped(path, "written"):
        syscalls.mkdir(path.parent)
        new = not path.exists()
        if not new and path.read_bytes()[-1:] not in {b"", b"\n"}:
            data = b"\n" + data
        _fill(path, data, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if new:
            sync_folder(path.parent)


@contextlib.contextmanager
def _mapped(path: Path, done: str) -> Iterator[None]:
    """Turn what the system says into an error of ours; Changed and our own errors pass."""
    try:
        yield
    except IsADirectoryError as error:
        raise _not_a_file(path) from error
    except OSError as error:
        raise StorageError(
            f"{path} cannot be {done}",
            why=(error.strerror or str(error)).lower(),
            fix="nothing was changed; make room or give write permission, then run the same command again",
        ) from error


def _kept(path: Path) -> Kept | None:
    found = _KEPT.fullmatch(path.name)
    return Kept(path, int(found[1]), found[2], path.stat().st_mtime_ns) if found and path.is_file() else None


def _not_a_file(path: Path) -> Refused:
    return Refused(
        f"{path} is not a file",
        why="a folder or a device stands where the document belongs",
        fix="move it away, or name another file",
    )


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write_beside(
    target: Path, after: bytes, before: bytes | None, status: os.stat_result | None, keep: Path | None
) -> None:
    """Write a temporary file and bring it into place; nothing of ours is left beside the target, whatever happens."""
    beside = target.with_name(f".~{target.name}.{secrets.token_hex(4)}{_BESIDE}")
    ours = True
    try:
        _fill(beside, after, os.O_WRONLY | os.O_CREAT | os.O_EXCL, like=status)
        sync_folder(target.parent)  # the temporary name is durable before it can become the target
        if read(target) != before:
            raise Changed(target)
        if before is None:
            _claim(beside, target)
        else:
            ours = False
            ours = _swap_in(beside, target, after, before, keep)
    finally:
        if ours:
            with contextlib.suppress(FileNotFoundError):  # it was never made, or it has become the target
                syscalls.unlink(beside)
    sync_folder(target.parent)


def _claim(beside: Path, target: Path) -> None:
    """Give a new document its name, unless somebody made one in the meantime."""
    try:
        syscalls.link(beside, target)
    except FileExistsError as error:
        raise Changed(target) from error
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        syscalls.replace(beside, target)


def _swap_in(beside: Path, target: Path, after: bytes, before: bytes, keep: Path | None) -> bool:
    """Swap a temporary file into place; return whether what lies beside the target now may be removed.

    Whatever comes out must be what was last seen there; if not, it is a newer save of somebody's and goes back. Ours
    is kept then too: for a moment it was the document, and an editor may have opened it.
    """
    expected, putting, ours = before, after, True
    for _ in range(_SWAPS):
        try:
            syscalls.exchange(beside, target)
        except OSError as error:
            _replace_instead(beside, target, error, first=ours)
            return True
        out = beside.read_bytes()
        if out == expected:
            break
        expected, putting, ours = putting, out, False
    if keep is None and out == after:
        syscalls.unlink(beside)
    elif keep is not None or not ours:
        _keep(beside, out, keep or target.parent)
    if not ours:
        raise Changed(target)
    return True


def _replace_instead(beside: Path, target: Path, error: OSError, *, first: bool) -> None:
    """Do without a swap where the system has none: compare, then replace, with a window of microseconds."""
    if not first:
        raise error  # what lies beside the target may be somebody's save: it stays
    if error.errno in _CANNOT_SWAP:
        syscalls.replace(beside, target)
        return
    syscalls.unlink(beside)
    if error.errno == errno.ENOENT:
        raise Changed(target) from error
    raise error


def _keep(beside: Path, data: bytes, folder: Path) -> None:
    """Keep a displaced version of a document: a net for an editor that still writes to it, and the way back."""
    syscalls.mkdir(folder)
    again = _KEPT.fullmatch(beside.name)
    name = again[3] if again else beside.name.removeprefix(".~").removesuffix(_BESIDE).removesuffix(_COPY)
    kept = folder / f"{time.time_ns():020d}-{digest(data)}-{name}"
    try:
        syscalls.replace(beside, kept)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _fill(kept, data, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        syscalls.unlink(beside)


def _write_in_place(target: Path, after: bytes, before: bytes, keep: Path | None) -> None:
    """Write into a hard-linked file, once a durable copy of what it held lies beside it.

    Who saves between the last look and the writing, microseconds later, is overwritten: files with two names cannot
    be swapped.
    """
    copy = target.with_name(f".~{target.name}.{secrets.token_hex(4)}{_COPY}")
    _fill(copy, before, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    sync_folder(target.parent)
    fd = syscalls.open_(target, os.O_WRONLY)
    try:
        if read(target) != before:
            syscalls.unlink(copy)
            raise Changed(target)
        _write_all(fd, after)
        syscalls.truncate(fd, len(after))
        syscalls.fsync(fd)
    finally:
        syscalls.close(fd)
    if keep is None:
        syscalls.unlink(copy)
    else:
        _keep(copy, before, keep)


def _fill(path: Path, data: bytes, flags: int, like: os.stat_result | None = None) -> None:
    """Write bytes to a file and wait for the disk."""
    fd = syscalls.open_(path, flags, 0o600 if like else 0o666)
    try:
        _write_all(fd, data)
        if like is not None:
            _keep_access(fd, like)
        syscalls.fsync(fd)
    finally:
        syscalls.close(fd)


def _keep_access(fd: int, like: os.stat_result) -> None:
    now = os.fstat(fd)
    if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
        with contextlib.suppress(PermissionError):  # only root may give a file away; the mode still holds
            syscalls.keep_owner(fd, like)
    syscalls.keep_mode(fd, like)


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[syscalls.write(fd, rest[:_PIECE]) :]
