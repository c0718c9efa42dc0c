"""A new workspace: its folders and files, and where logs already lie."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import escape
from pathlib import Path, PurePosixPath
from string import Template

from mlws_writer.errors import Refused, StorageError
from mlws_writer.workspace.settings import PROJECT_FILE, Settings

FOLDERS = ("logs/experiments", "logs/training", "logs/agents", "docs/sessions", "blog/drafts")
IGNORED = (
    "# mlws: what it can make again",
    ".mlws/*",
    "!.mlws/ledger/",
    "!.mlws/provenance/",
    "!.mlws/notes/",
    "!.mlws/prompts/",
    "!.mlws/templates/",
)
SKIPPED = {"node_modules", "site-packages", "__pycache__", "venv", "env"}
_WRITTEN_AS = ("log.txt", "log_*.txt", "*_log.txt", "*.log.txt", "trainer_log.jsonl", "*.log.json", "metrics.jsonl")
"""Logs under other names than *.log, as frameworks write them."""
LOOKED_AT = 20_000
"""Files and folders looked at in search of logs; who has more knows where the logs lie."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make: a folder (no content), a file, or lines added to the end of a file."""

    path: Path
    content: str | None = None
    added: bool = False


def plan(root: Path, activity_head: str, settings: str) -> tuple[Step, ...]:
    """Return what is missing for a workspace; `settings` is a template with a place for the logs."""
    steps = [Step(root / folder) for folder in FOLDERS if not (root / folder).is_dir()]
    logs = ", ".join(map(_toml, propose_logs(root)))
    files = {Settings().activity: activity_head, PROJECT_FILE: Template(settings).substitute(logs=logs)}
    steps += [Step(root / name, text) for name, text in files.items() if not _exists(root / name)]
    missing = _not_yet_ignored(root / ".gitignore")
    return (*steps, Step(root / ".gitignore", missing, added=True)) if missing else tuple(steps)


def carry_out(steps: tuple[Step, ...]) -> None:
    """Make what was planned; what appeared in the meantime is left as it is."""
    for step in steps:
        try:
            _make(step)
        except FileExistsError as error:
            if step.content is None:
                raise _in_the_way(step.path) from error
        except NotADirectoryError as error:
            raise _in_the_way(step.path.parent) from error
        except OSError as error:
            raise StorageError(
                f"{step.path} cannot be made", why=error.strerror or str(error), fix="choose another folder"
            ) from error


def propose_logs(root: Path) -> tuple[str, ...]:
    """Return patterns for the logs that already lie below a folder, ours first."""
    found = {pattern: None for file in _files(root) if (pattern := _pattern(PurePosixPath(file)))}
    return (*Settings().logs, *(pattern for pattern in sorted(found) if pattern not in Settings().logs))


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # where JSON and TOML differ


def _make(step: Step) -> None:
    if step.content is None:
        step.path.mkdir(parents=True, exist_ok=True)
        return
    step.path.parent.mkdir(parents=True, exist_ok=True)
    with step.path.open("ab" if step.added else "xb") as file:
        file.write(step.content.encode("utf-8"))


def _in_the_way(path: Path) -> Refused:
    return Refused(
        f"{path} is in the way", why="a file stands where a folder belongs", fix="move it, or choose another folder"
    )


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def _not_yet_ignored(path: Path) -> str:
    try:
        there = path.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        there = ""
    except NotADirectoryError as error:
        raise _in_the_way(path.parent.parent) from error
    except IsADirectoryError as error:
        raise Refused(f"{path} is a folder", why="git wants a file of that name", fix="move it away") from error
    lines = {line.strip() for line in there.splitlines()}
    missing = [line for line in IGNORED if line not in lines]
    if not missing or missing == [IGNORED[0]]:
        return ""
    return ("\n" if there and not there.endswith("\n") else "") + "".join(f"{line}\n" for line in missing)


def _files(root: Path) -> Iterator[str]:
    """Yield files below a folder as relative paths, hidden and foreign folders left out, up to a limit."""
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in SKIPPED)
        seen += len(folders) + len(files)
        if seen > LOOKED_AT:
            return
        for file in sorted(files):
            name = Path(folder, file).relative_to(root).as_posix()
            if not any("\ud800" <= letter <= "\udfff" for letter in name):  # a settings file could not hold it
                yield name


def _pattern(file: PurePosixPath) -> str:
    """Return the pattern that finds a log and those like it; nothing for what is no log."""
    parts = tuple(escape(part) for part in file.parts)
    if "wandb" in parts:
        at = parts.index("wandb")
        ours = parts[at + 2 :] == ("files", "output.log")
        return PurePosixPath(*parts[: at + 1], "*/files/output.log").as_posix() if ours else ""
    if fnmatchcase(file.name, "slurm-*.out"):
        return PurePosixPath(*parts[:-1], "slurm-*.out").as_posix()
    if file.suffix == ".out" and file.name != "a.out":
        return PurePosixPath(*parts[:-1], "*.out").as_posix()
    if any(fnmatchcase(file.name.lower(), form) for form in _WRITTEN_AS):
        return PurePosixPath(*parts).as_posix()
    if file.suffix != ".log":
        return ""
    return f"{parts[0]}/**/*.log" if len(parts) > 1 else "*.log"
