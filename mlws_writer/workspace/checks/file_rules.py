"""Rules about the files themselves: links that lead nowhere, unfinished merges, copies that a syncing service made."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from mlws_writer.workspace.checks.ground import Document, Finding, Ground

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)
_LINE = re.compile(r"L(\d+)(?:-L?\d+)?\Z")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?= |\Z)")
_COPY = re.compile(
    r" \([^)]*(?:conflicted copy|conflict)[^)]*\)|\.sync-conflict-\d{8}-\d{6}[^.]*|[-_]conflict[-_]?\d[^.]*"
    r"| \(\d{1,2}\)(?=\.)| \d{1,2}(?=\.md\Z)",
    re.IGNORECASE,
)
"""What Dropbox, Nextcloud, Seafile, Syncthing, Google Drive and iCloud put into the names of their copies."""


def broken_links(ground: Ground) -> Iterator[Finding]:
    """Find links to files that are not there, each file once, and to lines that a log does not have."""
    for document in (ground.journal, *ground.months, *ground.sessions):
        missing: dict[str, list[int]] = defaultdict(list)
        for line, link in document.links():
            path, _, anchor = link.partition("#")
            if not path or _ELSEWHERE.match(path):
                continue
            target = _target(document.folder, path)
            if not ground.exists(target):
                missing[target].append(line)
            elif (numbered := _LINE.match(anchor)) and 0 < ground.lines(target) < int(numbered[1]):
                text = f"{target} has {ground.lines(target):,} lines, and the link leads to line {int(numbered[1]):,}"
                yield Finding("broken-link", document.name, line, text, "link the line that was meant")
        for target, lines in missing.items():
            yield _missing(ground, document, target, lines)


@lru_cache(maxsize=4096)
def _target(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(path, errors="surrogateescape")))


def _missing(ground: Ground, document: Document, target: str, lines: list[int]) -> Finding:
    more = f" (and {len(lines) - 1} more links to it)" if len(lines) > 1 else ""
    same = ground.called(posixpath.basename(target))
    fix = f"it may be {same[0]} by now" if len(same) == 1 else "bring the file back, or take the link out"
    return Finding("broken-link", document.name, lines[0], f"the link leads to {target}, which is not there{more}", fix)


def unfinished_merges(ground: Ground) -> Iterator[Finding]:
    """Find conflict markers of git: a document with them is left alone."""
    for document in (ground.journal, *ground.months, *ground.sessions):
        for number, line in enumerate(document.lines, 1):
            if _CONFLICT.match(line):
                text = "a conflict marker of git: both sides of a merge stand here"
                yield Finding("merge", document.name, number, text, "resolve it; until then nothing is written here")
                break


def conflict_copies(ground: Ground) -> Iterator[Finding]:
    """Find the copies that a syncing service made beside the journal and the sessions."""
    for file in ground.files:
        path = PurePosixPath(file)
        found = _COPY.search(path.name)
        original = (path.parent / (path.name[: found.start()] + path.name[found.end() :])).as_posix() if found else ""
        if original in ground.files:
            text = f"a copy that a syncing service made when {original} was changed in two places"
            yield Finding("sync-conflict", file, 1, text, f"bring what is new in it into {original}, then remove it")


def late_saves(ground: Ground) -> Iterator[Finding]:
    """Find what an editor saved into a version of a document that had been replaced under it: it is in no document."""
    for name, kept in ground.late.items():
        text = f"an editor saved an older version after mlws had written; that save lies in {kept}"
        fix = "the next mlws that writes there brings it back if nothing else has changed; else take over what is new"
        yield Finding("late-save", name, 1, text, f"{fix} in it, then remove it")


RULES = (late_saves, broken_links, unfinished_merges, conflict_copies)
