"""`mlws run -- CMD`: a command, with a log of it."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.errors import UsageError
from mlws_writer.tier1_logs.capture import capture
from mlws_writer.tier1_logs.recording import FOLDERS

CONTEXT_SETTINGS = {"allow_interspersed_args": False}
"""What follows the command is the command's, options too."""


def run(
    context: typer.Context,
    command: Annotated[list[str], typer.Argument(metavar="CMD...", help="The command and its arguments.")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What to call the run.")] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="experiment, training, agent or data.")
    ] = "experiment",
) -> None:
    """Run a command and keep its execution log; the exit code is the command's."""
    here = everywhere.of(context)
    if kind not in FOLDERS:
        raise UsageError(f"--kind {kind} cannot be followed", why="it is no choice", fix=f"use {', '.join(FOLDERS)}")
    folder = here.workspace().root / "logs" / FOLDERS[kind]
    if here.dry_run:
        here.terminal.note(f"would run {shlex.join(command)} and keep its log in {folder}")
        return
    captured = capture(command, name=name, kind=kind, log_dir=folder)
    for log in captured.log_files:
        here.terminal.note(f"log: {_short(log)}")
    raise typer.Exit(captured.exit_code)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
