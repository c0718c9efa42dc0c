"""What was committed: facts that git holds."""

import re
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mlws_writer.facts.seen import guarded

_FORMAT = "%x1e%H%x1f%aI%x1f%s%x1f%b%x1f"
_WHOLE = (f"--format={_FORMAT}", "--name-only")
_TRAILER = re.compile(r"[A-Z][A-Za-z-]+: \S.*")


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its full id, when it was made (with its zone), its subject, and what its message says further."""

    id: str
    time: datetime
    subject: str
    body: str = ""
    files: tuple[str, ...] = ()
    """What it changed."""


def commits(folder: Path, since: datetime, until: datetime) -> tuple[Commit, ...]:
    """List the commits that were made in a folder's repository between two times, oldest first; merges are left out.

    No repository, no git or no commit yet is no commit at all. Secrets in a message are hidden.
    """
    between = ["--since", since.isoformat(), "--until", until.isoformat()]
    return _commits(folder, ["git", "log", "--no-merges", "--reverse", *_WHOLE, *between, "--", "."])


def _commits(folder: Path, command: list[str]) -> tuple[Commit, ...]:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=20)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ()
    if done.returncode:
        return ()
    rows = (row.strip("\n").split("\x1f") for row in done.stdout.decode("utf-8", "replace").split("\x1e"))
    return tuple(
        Commit(
            row[0], datetime.fromisoformat(row[1]), guarded(row[2]), guarded(_said(row[3])), tuple(row[4].split("\n"))
        )
        for row in rows
        if len(row) == 5
    )


def message(folder: Path, commit: str) -> Commit | None:
    """Read a commit of a folder's repository by its id; None where there is none."""
    if not re.fullmatch(r"[0-9a-f]{7,40}", commit):
        return None
    found = _commits(folder, ["git", "log", "-1", *_WHOLE, commit, "--"])
    return found[0] if found else None


def _said(body: str) -> str:
    """Give the prose of a message, a paragraph a line: no trailers, no lists."""
    lines = [line for line in body.splitlines() if not _TRAILER.fullmatch(line.strip())]
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", "\n".join(lines)))
    return "\n".join(part for part in paragraphs if part and not part.startswith(("- ", "* ")))


def people(folder: Path) -> tuple[tuple[str, str], ...]:
    """List who committed to a folder's repository, by name and mail address: what is shared must not tell."""
    command = ["git", "log", "--format=%an%x1f%ae%x1e%cn%x1f%ce%x1e", "--", "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=20)  # noqa: S603  fixed words
    except (OSError, subprocess.TimeoutExpired):
        return ()
    rows = (row.strip("\n").split("\x1f") for row in done.stdout.decode("utf-8", "replace").split("\x1e"))
    return tuple(dict.fromkeys((row[0], row[1]) for row in rows if len(row) == 2))
