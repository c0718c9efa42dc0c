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

_SAMPLE = {
    "facts": [{"id": "F1", "run": "a", "metric": "loss", "value": "0.1"}],
    "requests": [{"slot": "s", "want": "w", "facts": ["F1"], "words": 9}],
    "again": True,
    "before": "b",
    "most": 3,
}
"""Values with which a prompt must render; they are never sent."""
_WIDTH = 18


def prompts(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="list|show|diff|edit [NAME]", help="NAME, or NAME/PART.")
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
    from mlws_writer.writing.prompts import SHARED, parts
    from mlws_writer.writing.prompts import names as prompts

    known = (*prompts(), SHARED)
    if not names and not every:
        raise UsageError("which prompt?", why="none was named", fix=f"name one of {', '.join(known)}")
    found = []
    for name in names or known:
        prompt, _, part = name.partition("/")
        if prompt not in known or part not in ("", *parts(prompt)):
            raise UsageError(f"no prompt is called {name!r}", why=f"there are {', '.join(known)}", fix="name one")
        found += [(prompt, each) for each in parts(prompt) if part in ("", each)]
    return found


def _list(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import file_of, version

    rows: list[dict[str, Any]] = []
    for prompt, part in _known(names, every=True):
        own = (folder / file_of(prompt, part)).is_file()
        hashed = version([file_of(prompt, part)], folder)
        rows.append({"prompt": prompt, "part": part, "version": hashed, "own": own, "wrong": wrong(prompt, folder)})
    if here.json:
        here.terminal.result(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        name = f"{row['prompt']}/{row['part']}"
        note = f"yours, {folder / file_of(row['prompt'], row['part'])}" if row["own"] else "ours"
        trouble = f"; cannot be used: {row['wrong']}" if row["wrong"] and row["own"] else ""
        here.terminal.result(f"{name:{_WIDTH}} {row['version']}  {note}{trouble}")


def _show(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import shown

    files = _known(names, every=False)
    for prompt, part in files:
        if len(files) > 1:
            here.terminal.result(here.terminal.paint(f"--- {prompt}/{part}", "dim"))
        here.terminal.result(shown(prompt, part, folder))


def _diff(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import file_of, template

    shown = ""
    for prompt, part in _known(names, every=True):
        name = file_of(prompt, part)
        shown += diff(name, template("prompts", name).encode(), template("prompts", name, folder).encode())
    if shown:
        here.terminal.result(shown)
    else:
        here.terminal.note("no prompt of yours differs from ours")


def _edit(here: Everywhere, folder: Path, names: list[str]) -> None:
    from mlws_writer.writing.prompts import file_of, template

    if len(names) != 1:
        raise UsageError("mlws prompts edit takes one prompt", why=f"{len(names)} were named", fix="name one")
    prompt, part = _known(names, every=False)[0]
    path = folder / file_of(prompt, part)
    if here.dry_run:
        here.terminal.result(f"{path} would be {'opened' if path.is_file() else 'made from ours and opened'}")
        return
    ours = template("prompts", file_of(prompt, part))
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
    """Say why a prompt, or one of those that share a file, cannot be rendered, or nothing."""
    from mlws_writer.writing.prompts import SHARED, names, render

    try:
        for each in names() if prompt == SHARED else [prompt]:
            render(each, _SAMPLE, folder)
    except MlwsError as error:
        return error.why or error.message
    return ""


_ACTIONS: dict[str, Callable[[Everywhere, Path, list[str]], None]] = {
    "list": _list, "show": _show, "diff": _diff, "edit": _edit,
}  # fmt: skip
_LISTED = ", ".join(_ACTIONS)
