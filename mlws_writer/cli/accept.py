"""`mlws accept` and `mlws restore`: the author's answer to what `mlws check` and `mlws summarize` show."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere

if TYPE_CHECKING:
    from mlws_writer.documents.blocks import Plan
    from mlws_writer.workspace.layout import Workspace

Id = Annotated[str, typer.Argument(metavar="ID", help="The id that was shown, or its beginning.")]


def accept(context: typer.Context, id_: Id) -> None:
    """Take the newer fact in place of what you had changed."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace import attention

    _show(here, workspace, attention.accept(workspace, id_, dry_run=here.dry_run), "took the newer fact")


def restore(context: typer.Context, id_: Id) -> None:
    """Bring back a bullet that you deleted, or that was saved over."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace import attention

    _show(here, workspace, attention.restore(workspace, id_, dry_run=here.dry_run), "brought back")


def _show(here: Everywhere, workspace: "Workspace", plan: "Plan", done: str) -> None:
    name = workspace.name(workspace.activity)
    changed = diff(name, plan.before, plan.after)
    if here.json:
        told = {"changed": plan.changed, "files": [{"path": name, "diff": changed}]}
        here.terminal.result(json.dumps(told, ensure_ascii=False))
    elif here.dry_run:
        here.terminal.result(changed or f"{name}: nothing would change")
    else:
        for emission in plan.emitted:
            here.terminal.result(f"{name}: {done}: {emission.text}")
