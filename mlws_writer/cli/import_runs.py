"""`mlws import PATH`: the execution log of a run that a tracker kept."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import UsageError

if TYPE_CHECKING:
    from mlws_writer.workspace.imports import Import
    from mlws_writer.workspace.layout import Workspace

_KINDS = ("training", "experiment")


def import_runs(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="The folder of a run of a tracker.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="training or experiment.")] = "training",
) -> None:
    """Write the log of a run that TensorBoard, MLflow or W&B kept."""
    here = everywhere.of(context)
    if kind not in _KINDS:
        raise UsageError(f"--kind {kind} cannot be followed", why="it is no choice", fix=f"use {', '.join(_KINDS)}")
    workspace = here.workspace()

    from mlws_writer.workspace import imports

    planned = imports.plan(workspace, paths, kind)
    if not here.dry_run:
        imports.write(workspace, planned)
    if here.json:
        here.terminal.result(json.dumps([_as_json(workspace, one) for one in planned], ensure_ascii=False))
    else:
        for one in planned:
            _show(here, workspace, one)


def _show(here: Everywhere, workspace: "Workspace", one: "Import") -> None:
    name = workspace.name(one.log)
    if one.there:
        here.terminal.result(f"{name}: already there")
    elif here.dry_run:
        here.terminal.result(diff(name, None, one.text))
    else:
        here.terminal.result(f"{name}: {one.run.outcome}, {len(one.run.measured)} values of metrics")
    if one.run.passed_over:
        here.terminal.note(f"not in the log, since they are no numbers: {', '.join(one.run.passed_over)}")


def _as_json(workspace: "Workspace", one: "Import") -> dict[str, object]:
    name = workspace.name(one.log)
    return {
        "log": name,
        "from": one.origin,
        "tracker": one.run.tracker,
        "changed": not one.there,
        "diff": "" if one.there else diff(name, None, one.text),
        "left_out": list(one.run.passed_over),
    }
