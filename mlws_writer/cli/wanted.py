"""What the words on a command line ask for: days, logs, a model."""

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated

import typer

from mlws_writer.errors import UsageError
from mlws_writer.workspace import days as calendar
from mlws_writer.workspace import log_files
from mlws_writer.workspace.layout import Workspace

ModelName = Annotated[str | None, typer.Option("--model", metavar="NAME", help="auto, none, or the model to ask.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where the model's server answers.")]
AllowCloud = Annotated[
    bool, typer.Option("--allow-cloud", help="A model on another machine may see the facts of your logs.")
]
"""Options of each command that asks a model."""
Parallel = Annotated[
    int | None,
    typer.Option("--parallel", metavar="N", min=1, help="Questions that the server takes at once."),
]

SUFFIXES = {".log", ".out", ".txt", ".jsonl", ".json", ".err"}


def days_in(words: Sequence[str], today: date) -> tuple[date, ...]:
    """Return the days that the words name, together one form or each a form, in order."""
    try:
        return calendar.parse(" ".join(words), today).days
    except UsageError as error:
        try:
            return tuple(sorted({day for word in words for day in calendar.parse(word, today).days}))
        except UsageError:
            raise error from None  # about all the words: "last weak" is meant as one


def split(words: Sequence[str], today: date, folder: Path) -> tuple[tuple[date, ...], tuple[Path, ...]]:
    """Tell the days among the words from the logs: a log is a file that exists, or a word that can only be a path."""
    logs = [word for word in words if _is_path(word, folder)]
    for log in logs:
        log_files.check(folder / log)
    named = [word for word in words if word not in logs]
    return days_in(named, today) if named else (), tuple(Path(os.path.abspath(folder / log)) for log in logs)  # noqa: PTH100  # links stay, .. goes


def asked_model(flag: str | None, workspace: Workspace) -> str:
    """Return `none`, `auto` or the name that was asked for; the settings' own model is only a preference of `auto`."""
    return flag or ("none" if workspace.settings.model == "none" else "auto")


def _is_path(word: str, folder: Path) -> bool:
    if (folder / word).is_file():
        return True
    return ("/" in word and not re.fullmatch(r"[\d/]+", word)) or PurePath(word).suffix in SUFFIXES
