"""What was committed: facts that git holds."""

import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlws_writer.facts.seen import guarded

_FORMAT = "%H%x1f%aI%x1f%s%x1e"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full id, when it was made (with its zone), and its subject."""

    id: str
    time: datetime
    subject: str


def commits(folder: Path, since: datetime, until: datetime) -> tuple[Commit, ...]:
    """List the commits that were made in a folder's repository between two times, oldest first; merges are left out.

    No repository, no git or no commit yet is no commit at all. Secrets in a subject are hidden.
    """
    between = ["--since", since.isoformat(), "--until", until.isoformat()]
    command = ["git", "log", "--no-merges", "--reverse", f"--format={_FORMAT}", *between, "--", "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=20)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ()
    if done.returncode:
        return ()
    rows = (row.strip("\n").split("\x1f") for row in done.stdout.decode("utf-8", "replace").split("\x1e"))
    return tuple(Commit(row[0], datetime.fromisoformat(row[1]), guarded(row[2])) for row in rows if len(row) == 3)


def people(folder: Path) -> tuple[tuple[str, str], ...]:
    """List who committed to a folder's repository, by name and mail address: what is shared must not tell."""
    command = ["git", "log", "--format=%an%x1f%ae%x1e%cn%x1f%ce%x1e", "--", "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=20)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ()
    rows = (row.strip("\n").split("\x1f") for row in done.stdout.decode("utf-8", "replace").split("\x1e"))
    return tuple(dict.fromkeys((row[0], row[1]) for row in rows if len(row) == 2))
