"""`mlws search`: the index brought up to what the files hold now, and asked."""

import difflib
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mlws_writer.workspace.index import TIERS, Hit, Index, Outdated, Unusable, digest_of
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.logs import days_of, find_logs
from mlws_writer.workspace.query import Query

if TYPE_CHECKING:
    from mlws_writer.facts.model import LogReading

Tell = Callable[[str], None]

"""The folder of the workspace to which old logs and days go."""
_WAIT = 60.0
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time for certain."""
_DATED_NAME = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Found:
    """The lines that were found, the newest first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be searched, as it is now."""

    path: Path
    name: str
    tier: str
    stamp: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is searched for, in what; `keep` tells whether what is read may be kept."""

    workspace: Workspace
    sources: dict[str, Source]
    query: Query
    limit: int
    keep: bool
    tell: Tell


def search(workspace: Workspace, query: Query, *, limit: int = 0, keep: bool = True, tell: Tell) -> Found:
    """Find lines of all tiers; the index is brought up to date first, and made again where it cannot be used."""
    sources = {source.name: source for source in _sources(workspace)}
    if not sources:
        tell(f"there is nothing to search: no log, no activity log and no document lies in {workspace.root}")
        return Found((), 0)
    asked = _Asked(workspace, sources, query, limit, keep, tell)
    place = _writable(workspace.state / "index.sqlite") if keep else None
    seen = _inode(place)
    try:
        return _search(asked, place)
    except Unusable as error:
        if place is None:
            raise
        aside = _set_aside(place, seen, keep=not isinstance(error, Outdated))
        tell(f"the search index is made again: {error}" + (f"; what was there is now {aside}" if aside else ""))
    except sqlite3.OperationalError as error:
        if place is None:
            raise
        tell(f"the search index cannot be kept ({error}); it is made for this search only")
        place = None
    return _search(asked, place)


def _search(asked: _Asked, place: Path | None) -> Found:
    with Index.open(place) as index:
        _bring_up(asked, index)
        hits, total = index.find(asked.query, asked.limit)
        for bound in asked.query.bounds if not hits else ():
            _advise(bound.metric, index.metrics(), asked.tell)
    return Found(tuple(sorted(hits, key=_newest_first)), total)


def _advise(metric: str, known: list[str], tell: Tell) -> None:
    if metric not in known:
        near = difflib.get_close_matches(metric, known, n=3)
        tell(f"no run has a number called {metric}" + (f"; there is {', '.join(near)}" if near else ""))


def _newest_first(hit: Hit) -> tuple[int, int, str, int]:
    """Sort by day; within a day the journal first, then the documents, then the logs by the time in their names."""
    return -hit.day.toordinal(), -TIERS.index(hit.tier), _backwards(hit) if hit.tier == "log" else hit.path, hit.line


def _backwards(hit: Hit) -> str:
    name = PurePath(hit.path).name
    return "".join(chr(0x10FFFF - ord(sign)) for sign in name)


def _writable(place: Path) -> Path | None:
    """Return the place of the index where a file can stand there; a workspace may be read-only."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return place


def _inode(place: Path | None) -> int:
    try:
        return place.stat().st_ino if place else 0
    except OSError:
        return 0


def _set_aside(place: Path, seen: int, *, keep: bool) -> str:
    """Put the file that cannot be used out of the way, unless another mlws has; what is not ours is kept."""
    from filelock import FileLock  # here, since only a broken index needs it

    aside = f"{place.name}.unusable-{time.time_ns()}"
    with FileLock(place.with_suffix(".lock"), timeout=_WAIT):
        if _inode(place) != seen:
            return ""
        for part in (place, place.with_name(f"{place.name}-journal")):  # a new index must not meet an old journal
            if part.exists():
                part.replace(part.with_name(part.name.replace(place.name, aside)))
                if not keep:
                    part.with_name(part.name.replace(place.name, aside)).unlink()
    return aside if keep else ""


def _bring_up(asked: _Asked, index: Index) -> None:
    """Put into the index what is new or has changed, and take out what is gone."""
    changed, gone = _news(index.stamps(), asked.sources)
    if not changed and not gone:
        return
    with index.writing():
        changed, gone = _news(index.stamps(), asked.sources)  # another mlws may have done it while we waited
        for name in gone:
            index.forget(name)
        for source in changed:
            if source.tier != "log":
                _put_document(index, source)
        _put_logs(asked, index, [source for source in changed if source.tier == "log"])


def _news(known: dict[str, str], sources: dict[str, Source]) -> tuple[list[Source], list[str]]:
    changed = [source for name, source in sources.items() if known.get(name) != source.stamp]
    return changed, [name for name in known if name not in sources]


def _sources(workspace: Workspace) -> Iterator[Source]:
    """Find all files of the three tiers, and of the archive."""
    from mlws_writer.workspace.archived import all_logs, month_files
    from mlws_writer.workspace.store import reader_version

    settings, root = workspace.settings, workspace.root
    seen: set[Path] = set()
    for tier, paths, version in (
        ("journal", find_logs(root, [settings.activity]), ""),
        ("session", find_logs(root, [f"{settings.sessions}/**/*.md"]), ""),
        ("draft", find_logs(root, [f"{settings.drafts}/**/*.md"]), ""),
        ("log", all_logs(workspace), reader_version()),
        ("journal", month_files(workspace), ""),
    ):
        for path in paths:
            if path not in seen and (source := _source(workspace, path, tier, version)):
                seen.add(path)
                yield source


def _source(workspace: Workspace, path: Path, tier: str, version: str) -> Source | None:
    try:
        status = path.stat()
    except OSError:
        return None  # gone since it was listed
    stamp = f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino} {version}"
    if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) < _SETTLED:
        stamp += f" unsettled {time.time_ns()}"  # it may change again within the same tick of the clock
    modified = datetime.fromtimestamp(status.st_mtime, tz=workspace.zone)
    return Source(path, _name(workspace, path), tier, stamp, modified)


def _name(workspace: Workspace, path: Path) -> str:
    return os.fsencode(workspace.name(path)).decode("utf-8", "replace")


def _put_document(index: Index, source: Source) -> None:
    from mlws_writer.workspace.searchable import pieces_of_document

    try:
        raw = source.path.read_bytes()
    except OSError:
        return  # gone, or not for us to read: what was known of it stays until it is
    digest = digest_of(raw)
    if index.digest(source.name) == digest:
        index.stamp(source.name, source.stamp)
        return
    day = _named_day(source.path) or source.modified.date()
    index.put(source.name, source.tier, source.stamp, digest, pieces_of_document(raw, source.name, day))


def _named_day(path: Path) -> date | None:
    found = _DATED_NAME.match(path.name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None  # digits that are no day


def _put_logs(asked: _Asked, index: Index, sources: list[Source]) -> None:
    if not sources:
        return
    from mlws_writer.workspace import store
    from mlws_writer.workspace.searchable import pieces_of_log

    paths = [source.path for source in sources]
    readings = store.read_all(asked.workspace, paths, keep=asked.keep, tell=asked.tell)
    for source, reading in zip(sources, readings, strict=True):
        pieces = pieces_of_log(reading, _days(asked.workspace, source, reading))
        index.put(source.name, source.tier, source.stamp, reading.source, pieces)


def _days(workspace: Workspace, source: Source, reading: "LogReading") -> dict[str, date]:
    """Give the day on which each run of a log ended: that is where its result stands."""
    zone, start = workspace.zone, workspace.day_start
    return {run.id: days_of(run, source.modified, zone, start).days[-1] for run in reading.runs}
