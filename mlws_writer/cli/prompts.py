"""`mlws prompts`: what the model is sent, and your own in its place."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.editor import edit
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import InputError, MlwsError, UsageError

PARTS = ("system", "user")
_SAMPLE = {
    "facts": [{"id": "F1", "run": "a", "metric": "loss", "value": "0.1"}],
    "requests": [{"slot": "s", "want": "w", "facts": ["F1"], "most words": 9}],
    "again": True,
    "before": "b",
    "most": 3,
}
"""Values with which a prompt must render; they are never sent."""


def prompts(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="list|show|diff|edit [NAME]", help="NAME or NAME/system, NAME/user.")
    ] = None,
) -> None:
    """List the prompts, show one, compare yours with ours, or edit your own."""
    here = everywhere.of(context)
    what, *names = words or ["list"]
    if what not in _ACTIONS:
        raise UsageError(f"mlws prompts {what} cannot be followed", why="it is none of the four", fix="use " + _LISTED)
    _ACTIONS[what](here, here.workspace().prompts, names)


def _known(names: Sequence[str], *, every: bool) -> list[tuple[str, str]]:
    """Give the files that are named, as prompt and part; all of them where `every` allows to name none."""
    from mlws_writer.writing.prompts import names as known

    if not names and not every:
        raise UsageError("which prompt?", why="none was named", fix=f"name one of {', '.join(known())}")
    found = []
    for name in names or known():
        prompt, _, part = name.partition("/")
        if prompt not in known() or part not in ("", *PARTS):
            raise UsageError(f"no prompt is called {name!r}", why=f"there are {', '.join(known())}", fix="name one")
        found += [(prompt, each) for each in PARTS if part in ("", each)]
    return found


def _file(prompt: str, part: str) -> str:
    return f"{prompt}/{part}.md.j2"


def _list(here: Everywhere, folder: Path, names: list[str]) -> None:
    import hashlib

    from mlws_writer.writing.prompts import template

    rows: list[dict[str, Any]] = []
    for prompt, part in _known(names, every=True):
        source = template("prompts", _file(prompt, part), folder)
        own = (folder / _file(prompt, part)).is_file()
        version = hashlib.sha256(source.encode()).hexdigest()[:12]
        rows.append({"prompt": prompt, "part": part, "version": version, "own": own, "wrong": wrong(prompt, folder)})
    if here.json:
        here.terminal.result(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        name = f"{row['prompt']}/{row['part']}"
        note = f"yours, {folder / _file(row['prompt'], row['part'])}" if row["own"] else "ours"
        trouble = f"; cannot be used: {row['wrong']}" if row["wrong"] and row["own"] else ""
        here.terminal.result(f"{name:16} {row['version']}  {note}{trouble}")


def _show(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import template

    files = _known(names, every=False)
    for prompt, part in files:
        if len(files) > 1:
            here.terminal.result(here.terminal.paint(f"--- {prompt}/{part}", "dim"))
        here.terminal.result(template("prompts", _file(prompt, part), folder))


def _diff(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import template

    shown = ""
    for prompt, part in _known(names, every=True):
        name = _file(prompt, part)
        shown += diff(name, template("prompts", name).encode(), template("prompts", name, folder).encode())
    if shown:
        here.terminal.result(shown)
    else:
        here.terminal.note("no prompt of yours differs from ours")


def _edit(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import template

    if len(names) != 1:
        raise UsageError("mlws prompts edit takes one prompt", why=f"{len(names)} were named", fix="name one")
    prompt, part = _known(names, every=False)[0]
    path = folder / _file(prompt, part)
    if here.dry_run:
        here.terminal.result(f"{path} would be {'opened' if path.is_file() else 'made from ours and opened'}")
        return
    ours = template("prompts", _file(prompt, part))
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ours, encoding="utf-8")
    edit(path, f"mlws prompts edit {names[0]}")
    if path.read_text(encoding="utf-8", errors="replace") == ours:
        path.unlink()
        here.terminal.result(f"{prompt}/{part}: as ours, so none of your own is kept")
    elif trouble := wrong(prompt, folder):
        raise InputError(f"{path} cannot be used", why=trouble, fix=f"mend it: mlws prompts edit {names[0]}")
    else:
        here.terminal.result(f"{prompt}/{part}: yours is used from now on, {path}")


def wrong(prompt: str, folder: Path) -> str:
    """Say why a prompt cannot be rendered, or nothing."""
    from mlws_writer.writing.prompts import render

    try:
        render(prompt, _SAMPLE, folder)
    except MlwsError as error:
        return error.why or error.message
    return ""


_ACTIONS: dict[str, Callable[[Everywhere, Path, list[str]], None]] = {
    "list": _list, "show": _show, "diff": _diff, "edit": _edit,
}  # fmt: skip
_LISTED = ", ".join(_ACTIONS)
