"""Logs of runs that trackers kept: each run is written once, and a file that holds something else is left alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import count
from pathlib import Path

from mlws_writer.documents import store
from mlws_writer.documents.blocks import Plan
from mlws_writer.documents.commit import MakePlan, commit
from mlws_writer.documents.ledger import Ledger
from mlws_writer.errors import Busy, Refused
from mlws_writer.sources.trackers.reading import read_run
from mlws_writer.sources.trackers.tracked import ORIGIN, TrackedRun, log_of, origin_line
from mlws_writer.tier1_logs.recording import FOLDERS
from mlws_writer.workspace.layout import Workspace


@dataclass(frozen=True, slots=True)
class Import:
    """A run, where its log belongs, what the log says, and whether it is already there."""

    run: TrackedRun
    origin: str
    log: Path
    text: bytes
    there: bool


def plan(workspace: Workspace, folders: Sequence[Path], kind: str) -> list[Import]:
    """Read the runs in folders and find a place for the log of each; nothing is written."""
    planned: dict[Path, Import] = {}
    for folder in folders:
        run = read_run(_real(workspace, folder))
        origin = workspace.name(run.folder)
        text = log_of(run, kind, origin, workspace.zone).encode("utf-8", "backslashreplace")
        log, there = _place(workspace, run, origin, kind, text, planned)
        planned.setdefault(log, Import(run, origin, log, text, there))
    return list(planned.values())


def write(workspace: Workspace, planned: Sequence[Import]) -> None:
    """Write the logs that are not there yet, so that `mlws undo` takes them all back."""
    for one in planned:
        if not one.there:
            one.log.parent.mkdir(parents=True, exist_ok=True)
            commit(one.log, workspace.root, _alone(one), at=workspace.now.astimezone(UTC), whole=True)


def _alone(one: Import) -> MakePlan:
    """Plan to write a log where nothing is."""

    def make(raw: bytes | None, ledger: Ledger) -> Plan:
        if raw is not None:
            raise Busy(
                f"{one.log} was made just now",
                why="somebody else made it, so it is left alone",
                fix="run the same command again",
            )
        return Plan(one.text, (), (), raw)

    return make


def _real(workspace: Workspace, folder: Path) -> Path:
    """Give a folder the one name that it has in the workspace, whichever link or way led to it."""
    real, root = folder.resolve(), workspace.root.resolve()
    return workspace.root / real.relative_to(root) if real.is_relative_to(root) else real


def _place(
    workspace: Workspace, run: TrackedRun, origin: str, kind: str, text: bytes, planned: dict[Path, Import]
) -> tuple[Path, bool]:
    """Find where a log belongs, and whether it is there; another run of that second and name has the name before."""
    mark = f" - {origin_line(run.tracker, origin)}\n".encode("utf-8", "backslashreplace")
    for path in _names(workspace.root / "logs" / FOLDERS[kind], run.file_name(workspace.zone)):
        found = _held(workspace, path, planned)
        if found is None:
            return path, False
        at, held = found
        if held == text:
            return at, at not in planned
        if mark in held or f" - {ORIGIN}: ".encode() not in held:
            raise _other(workspace, at, origin)
    raise AssertionError("unreachable: the numbers do not end")


def _names(folder: Path, name: str) -> Iterator[Path]:
    stem = name.removesuffix(".log")
    return (folder / f"{stem}{f'-{number}' if number > 1 else ''}.log" for number in count(1))


def _held(workspace: Workspace, path: Path, planned: dict[Path, Import]) -> tuple[Path, bytes] | None:
    """Read the log of that name, where it was written, is about to be, or was archived."""
    if path in planned:
        return path, planned[path].text
    archive = workspace.root / workspace.settings.archive
    for at in (path, *sorted(archive.glob(f"**/{path.parent.name}/{path.name}"))):
        held = store.read(at)
        if held is not None:
            return at, held
    return None


def _other(workspace: Workspace, log: Path, origin: str) -> Refused:
    return Refused(
        f"{workspace.name(log)} holds something else than {origin} does now",
        why="the run went on after it was imported, or the file was edited; it is not overwritten",
        fix="move the file away, then import the run again",
    )
