"""A file brought to another place byte for byte, in two steps between which it lies in both: bring, then drop.

Whoever stops anywhere, by an error or a power cut, still has the file, and may do both steps again.
"""

import contextlib
import errno
import filecmp
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from mlws_writer.documents import syscalls
from mlws_writer.errors import Refused, StorageError

_CANNOT_LINK = {errno.EXDEV, errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EMLINK, errno.EACCES}
_PIECE = 1 << 20


def bring(source: Path, target: Path) -> None:
    """Let the same bytes lie at the target too, durably; Refused where another file has that name."""
    with _mapped(target):
        new = [folder for folder in target.parents if not folder.exists()]
        if target.exists():
            _refuse_unless_another_place(source, target)
            if not same(source, target):
                raise Refused(f"{target} is taken", why=f"it is not what {source} holds", fix="rename one of the two")
        else:
            syscalls.mkdir(target.parent)
            _link(source, target)
        for folder in dict.fromkeys([target.parent, *(folder.parent for folder in new)]):
            sync_folder(folder)


def drop(source: Path, target: Path) -> None:
    """Remove the source, once the target provably holds its bytes; Refused where it does not."""
    with _mapped(source):
        if not source.exists():
            return
        _refuse_unless_another_place(source, target)
        if not same(source, target):
            raise Refused(
                f"{source} has changed while it was moved", why="somebody wrote to it", fix="run the same command again"
            )
        syscalls.unlink(source)
        sync_folder(source.parent)


def _refuse_unless_another_place(source: Path, target: Path) -> None:
    if source.resolve() == target.resolve():
        raise Refused(
            f"{target} is where {source} lies",
            why="a folder there is a link",
            fix="name another folder for the archive",
        )


def same(one: Path, other: Path) -> bool:
    """Tell whether two paths hold the same bytes."""
    return one.exists() and other.exists() and (one.samefile(other) or filecmp.cmp(one, other, shallow=False))


def _link(source: Path, target: Path) -> None:
    """Give the file its second name; where that cannot be, a copy gets it."""
    try:
        syscalls.link(source, target)
    except FileExistsError as error:
        raise Refused(f"{target} is taken", why="it appeared just now", fix="run the same command again") from error
    except OSError as error:
        if error.errno not in _CANNOT_LINK:
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """Copy under a hidden name, wait for the disk, compare, and only then give the copy its name."""
    for left in target.parent.glob(f".~{target.name}.*.tmp"):
        if source.read_bytes().startswith(left.read_bytes()):  # ours, from a copy that was killed
            syscalls.unlink(left)
    beside = target.with_name(f".~{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        with source.open("rb") as data:
            fd = syscalls.open_(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            try:
                while piece := data.read(_PIECE):
                    rest = memoryview(piece)
                    while rest:
                        rest = rest[syscalls.write(fd, rest) :]
                syscalls.keep_mode(fd, source.stat())
                syscalls.fsync(fd)
            finally:
                syscalls.close(fd)
        status = source.stat()
        os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
        if not same(source, beside):
            raise Refused(
                f"{source} has changed while it was copied", why="somebody writes to it", fix="try again later"
            )
        syscalls.replace(beside, target)
    finally:
        with contextlib.suppress(FileNotFoundError):  # it was never made, or it has become the target
            syscalls.unlink(beside)


def sync_folder(folder: Path) -> None:
    """Make names durable, where the system lets a folder be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    fd = syscalls.open_(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        syscalls.fsync(fd)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        syscalls.close(fd)


@contextlib.contextmanager
def _mapped(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{path} cannot be moved",
            why=(error.strerror or str(error)).lower(),
            fix="nothing is lost; make room or give write permission, then run the same command again",
        ) from error
