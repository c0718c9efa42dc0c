"""`mlws log`: a quick entry of one's own."""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.wanted import days_in
from mlws_writer.errors import InputError, UsageError


def log(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[SECTION] TEXT", help="What to log; - reads it from standard input.")
    ] = None,
    todo: Annotated[bool, typer.Option("--todo", help="A box to tick, under Next Steps.")] = False,
    edit: Annotated[bool, typer.Option("--edit", help="Write it in your editor ($VISUAL, $EDITOR).")] = False,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The day to log it under.")] = "today",
) -> None:
    """Put an entry of your own into the activity log."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace import own_entry
    from mlws_writer.writing.prompts import template

    section, text = own_entry.section_and_text(words or [], workspace.settings.sections)
    if text == "-":
        text = sys.stdin.read()
    if edit:
        text = _edited(text)
    if todo and section not in {"", own_entry.TODO}:
        raise UsageError(
            f"--todo does not go with {section}", why="boxes stand under Next Steps", fix="leave one of the two out"
        )
    section = own_entry.TODO if todo else section or own_entry.DEFAULT
    days = days_in([day], workspace.today)
    if len(days) != 1:
        raise UsageError(f"--day {day} is {len(days)} days", why="an entry stands under one", fix="name one day")
    head = template("templates", "activity_head.md.j2", workspace.templates)
    plan = own_entry.write(workspace, days[0], section, text, head, dry_run=here.dry_run)
    name = workspace.name(workspace.activity)
    if here.json:
        told = {"changed": plan.changed, "files": [{"path": name, "diff": diff(name, plan.before, plan.after)}]}
        here.terminal.result(json.dumps(told, ensure_ascii=False))
    elif here.dry_run:
        here.terminal.result(diff(name, plan.before, plan.after) or "nothing would change\n")
    else:
        here.terminal.result(f"{name}: {'logged' if plan.changed else 'already there'} under {days[0]}, {section}")


def _edited(text: str) -> str:
    """Let the person write in their editor; what it leaves behind is the text."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise UsageError(
            "--edit needs an editor", why="neither VISUAL nor EDITOR is set", fix="EDITOR=nano mlws log --edit"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entry.md"
        path.write_text(text, encoding="utf-8")
        try:
            code = subprocess.call([*shlex.split(command), str(path)])  # noqa: S603  # the editor that the person chose
        except OSError as error:
            raise InputError(f"{command} cannot be run", why=error.strerror or str(error), fix="set EDITOR") from error
        if code:
            raise InputError(f"{command} ended with {code}", why="so nothing was logged", fix="try again")
        return path.read_text(encoding="utf-8", errors="replace")
