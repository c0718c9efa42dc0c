"""`mlws undo`: take the last write back."""

import json
from datetime import UTC
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff

if TYPE_CHECKING:
    from mlws_writer.documents.undoing import Undone


def undo(
    context: typer.Context,
    redo: Annotated[bool, typer.Option("--redo", help="Write again what was last taken back.")] = False,
) -> None:
    """Take back what the last command wrote; again, and the command before that is taken back."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.documents import undoing

    act = undoing.redo if redo else undoing.undo
    done = act(workspace.root, at=workspace.now.astimezone(UTC), dry_run=here.dry_run)
    if here.json:
        here.terminal.result(json.dumps([_as_json(each) for each in done], ensure_ascii=False))
    elif not done:
        here.terminal.note(
            "Nothing to write again." if redo else "Nothing to undo: nothing of what was written stands."
        )
    for each in () if here.json else done:
        if each.moved_from:
            here.terminal.result(f"{each.moved_from} → {each.file}")
        else:
            here.terminal.result(_diff(each) if here.dry_run else f"{each.file}: {_said(each, redo=redo)}")


def _said(done: "Undone", *, redo: bool) -> str:
    if redo:
        return "written again"
    if done.before == done.after:
        return "was as before already" if done.whole else "left alone, as you have changed it"
    if done.after is None:
        return "removed, as it was not there before; it lies in .mlws/undo"
    return "as it was before" if done.whole else "taken back, except what you have changed since"


def _diff(done: "Undone") -> str:
    return diff(done.file, done.before, done.after or b"") or f"{done.file}: nothing would change"


def _as_json(done: "Undone") -> dict[str, object]:
    if done.moved_from:
        return {"path": done.file, "from": done.moved_from, "whole": True}
    return {"path": done.file, "diff": diff(done.file, done.before, done.after or b""), "whole": done.whole}
