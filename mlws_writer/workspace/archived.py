"""Where things lie once they were archived, and how they are still found there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from mlws_writer.documents import store
from mlws_writer.documents.markdown import Page
from mlws_writer.documents.moving import same
from mlws_writer.workspace.layout import Workspace
from mlws_writer.workspace.logs import find_logs


def all_logs(workspace: Workspace) -> tuple[Path, ...]:
    """Find the logs, those of the archive too; one that lies in both places is where it always was."""
    patterns = workspace.settings.logs
    found = find_logs(workspace.root, (*patterns, *(_in_archive(workspace, pattern) for pattern in patterns)))
    olds = ((path, original(workspace, path)) for path in found)
    return tuple(dict.fromkeys(old if old is not None and same(old, path) else path for path, old in olds))


def is_archived(workspace: Workspace, path: Path) -> bool:
    """Tell whether a file lies in the archive."""
    return (workspace.root / workspace.settings.archive) in path.parents


def archived_name(workspace: Workspace, name: str, month: date) -> str:
    """Say where a log goes: into its month, under the folders that tell its kind of work."""
    return (PurePosixPath(workspace.settings.archive) / f"{month:%Y-%m}" / _below(workspace, name)).as_posix()


def original(workspace: Workspace, path: Path) -> Path | None:
    """Say where an archived log lay, if there is a file of that name there."""
    if not is_archived(workspace, path):
        return None
    rest = PurePosixPath(*path.relative_to(workspace.root / workspace.settings.archive).parts[1:])
    places = (workspace.root / _base(workspace) / rest, workspace.root / rest)
    return next((place for place in places if place.is_file()), None)


def month_file(workspace: Workspace, day: date) -> Path:
    """Say where the days of a month go: beside the journal, so that no link in them changes."""
    journal = workspace.activity
    return journal.with_name(f"{journal.stem}-{day:%Y-%m}{journal.suffix}")


def month_files(workspace: Workspace) -> tuple[Path, ...]:
    """Find the months that were archived, the newest first."""
    journal = workspace.activity
    pattern = f"{journal.stem}-[0-9][0-9][0-9][0-9]-[0-9][0-9]{journal.suffix}"
    return tuple(sorted((path for path in journal.parent.glob(pattern) if path.is_file()), reverse=True))


def archived_days(workspace: Workspace) -> frozenset[date]:
    """Name the days that stand in a month that was archived."""
    return frozenset[date]().union(*(_days_of(store.read(path)) for path in month_files(workspace)))


def file_of(workspace: Workspace, day: date) -> Path:
    """Say in which file a day stands: the journal, or the month that it was archived in."""
    month = month_file(workspace, day)
    if day in _days_of(store.read(workspace.activity)) or day not in _days_of(store.read(month)):
        return workspace.activity
    return month


def journal_of(workspace: Workspace, day: date) -> bytes:
    """Read the file in which a day stands."""
    return store.read(file_of(workspace, day)) or b""


def _days_of(raw: bytes | None) -> frozenset[date]:
    return frozenset(day for day, _ in Page.of(raw or b"").dated)


def _in_archive(workspace: Workspace, pattern: str) -> str:
    below = pattern if PurePosixPath(pattern).is_absolute() else _below(workspace, pattern)
    return (PurePosixPath(workspace.settings.archive) / "*" / below.lstrip("/")).as_posix()


def _base(workspace: Workspace) -> PurePosixPath:
    return PurePosixPath(workspace.settings.archive).parent


def _below(workspace: Workspace, name: str) -> str:
    """Take the folder of the logs off a name: the archive lies in it."""
    path = PurePosixPath(name)
    return path.relative_to(_base(workspace)).as_posix() if path.is_relative_to(_base(workspace)) else name


def documents(workspace: Workspace) -> Iterator[Path]:
    """Find all documents that may link to logs and days: the journal, its months, sessions and posts."""
    if workspace.activity.is_file():
        yield workspace.activity
    yield from month_files(workspace)
    for folder in dict.fromkeys([workspace.sessions, workspace.drafts]):
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*.md") if path.is_file() and not path.name.startswith("."))
