"""`mlws init`: a new workspace."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import InputError
from mlws_writer.workspace import founding


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder; without one, this one.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Also run a small real experiment that logs.")] = False,
) -> None:
    """Make the folders and files of a workspace; nothing that is there is touched."""
    here = everywhere.of(context)
    root = (folder or here.root or Path()).absolute()
    if root.exists() and not root.is_dir():
        raise InputError(f"{root} is not a folder", why="a workspace is a folder", fix="name another")

    from mlws_writer.writing.prompts import template

    steps = founding.plan(root, template("templates", "activity_head.md.j2"), template("templates", "settings.toml"))
    if not here.dry_run:
        founding.carry_out(steps)
    _report(here, root, steps)
    if demo and not here.dry_run:
        _run_demo(here, root)


def _report(here: Everywhere, root: Path, steps: tuple[founding.Step, ...]) -> None:
    if here.json:
        made = [{"path": step.path.relative_to(root).as_posix(), "added": step.added} for step in steps]
        here.terminal.result(json.dumps({"root": str(root), "made": made}))
        return
    verb = "would make" if here.dry_run else "made"
    here.terminal.result(f"{root}: nothing to make, all is there" if not steps else f"{root}: {verb}")
    for step in steps:
        name = step.path.relative_to(root).as_posix()
        here.terminal.result(f"  {name}{'/' if step.content is None else ' (lines added)' if step.added else ''}")
    found = founding.propose_logs(root)[1:]
    if found:
        here.terminal.note(f"logs found, and named in .mlws.toml: {', '.join(found)}")


def _run_demo(here: Everywhere, root: Path) -> None:
    from mlws_writer.workspace.demo import run_demo  # the experiment itself; only --demo runs it

    here.terminal.note("running a small experiment ...")
    log = run_demo(root)
    here.terminal.result(f"  {log.relative_to(root).as_posix() if log.is_relative_to(root) else log}")
    here.terminal.note(f"now: mlws -C {root} summarize today")
