"""Which data appeared or changed: what the file system holds, where git does not keep it."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_MOST = 20_000
"""So many files are looked at; a folder of more is a store of pictures, which no bullet can list."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A folder in which files appeared or changed, by its name within the workspace, and what these files amount to."""

    folder: str
    files: tuple[str, ...]
    size: int


def changed(root: Path, folders: Sequence[str], since: datetime, until: datetime) -> tuple[Changed, ...]:
    """List the folders with files that were last written between two times; what git tracks is told by its commits."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in folders:
        own = _tracked(root, name)
        for path in _files(root / name):
            stat = path.stat()
            inside = path.relative_to(root).as_posix()
            if since <= datetime.fromtimestamp(stat.st_mtime, UTC) <= until and inside not in own:
                found.setdefault(path.parent.relative_to(root).as_posix(), []).append((path.name, stat.st_size))
    return tuple(
        Changed(folder, tuple(sorted(name for name, _ in files)), sum(size for _, size in files))
        for folder, files in sorted(found.items())
    )


def _files(folder: Path) -> Iterator[Path]:
    left = _MOST
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and path.is_file() and left:
                left -= 1
                yield path


def _tracked(root: Path, folder: str) -> frozenset[str]:
    """Name the files of a folder that git keeps; none where there is no git."""
    command = ["git", "ls-files", "-z", "--", folder]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False, timeout=20)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(os.fsdecode(name) for name in done.stdout.split(b"\0")) if not done.returncode else frozenset()
