"""Each system call by which a document is written, so that a test can fail, kill or interleave at any one of them.

`before` is called with the name and the arguments of a call that is about to be made. Nothing else in the package
changes a document or a ledger.
"""

import ctypes
import ctypes.util
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_SWAP = 2
"""RENAME_EXCHANGE on Linux, RENAME_SWAP on macOS."""


def _nothing(name: str, *arguments: object) -> None:
    """Let every call pass."""


before: Callable[..., None] = _nothing


def open_(path: Path, flags: int, mode: int = 0o666) -> int:
    """Open a file."""
    before("open", path, flags)
    return os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), mode)


def write(fd: int, data: memoryview) -> int:
    """Write as much as the system takes."""
    before("write", fd, data)
    return os.write(fd, data)


def truncate(fd: int, size: int) -> None:
    """Cut a file."""
    before("truncate", fd, size)
    os.ftruncate(fd, size)


def fsync(fd: int) -> None:
    """Wait until the disk has it."""
    before("fsync", fd)
    os.fsync(fd)


def close(fd: int) -> None:
    """Close a file."""
    os.close(fd)


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another."""
    before("replace", source, target)
    source.replace(target)


def link(source: Path, target: Path) -> None:
    """Give a file its name, if nobody has taken it."""
    before("link", source, target)
    target.hardlink_to(source)


def unlink(path: Path) -> None:
    """Remove a file."""
    before("unlink", path)
    path.unlink()


def mkdir(path: Path) -> None:
    """Make a folder and those above it."""
    before("mkdir", path)
    path.mkdir(parents=True, exist_ok=True)


def keep_mode(fd: int, like: os.stat_result) -> None:
    """Give an open file the mode of another."""
    before("chmod", fd, like)
    if hasattr(os, "fchmod"):
        os.fchmod(fd, like.st_mode & 0o7777)


def keep_owner(fd: int, like: os.stat_result) -> None:
    """Give an open file the owner of another."""
    before("chown", fd, like)
    if hasattr(os, "fchown"):
        os.fchown(fd, like.st_uid, like.st_gid)


def exchange(one: Path, other: Path) -> None:
    """Swap two files in one step; OSError with ENOSYS, EINVAL or ENOTSUP where the system cannot."""
    before("exchange", one, other)
    libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    swap = getattr(libc, "renamex_np" if sys.platform == "darwin" else "renameat2", None)
    if swap is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if sys.platform == "darwin":
        failed = swap(os.fsencode(one), os.fsencode(other), _SWAP)
    else:
        failed = swap(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _SWAP)
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
