"""`mlws summarize`: Tier 1 → Tier 2."""

from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.wanted import asked_model, split


def summarize(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="DAY|RANGE|LOG", help="Days or logs; without any, all that is new."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="auto, none, or the model to ask.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read and ask again where nothing has changed.")] = False,
) -> None:
    """Write the activity entry of a day from its execution logs."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)
    days, logs = split(what or [], workspace.today, Path.cwd())

    from mlws_writer.workspace.journal import Order, summarize

    order = Order(days or None, logs, asked_model(model, workspace), refresh=refresh, dry_run=here.dry_run)
    summarize(workspace, order, here.terminal.note)
