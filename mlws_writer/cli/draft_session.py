"""`mlws draft-session`: Tier 2 → Tier 3."""

from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.wanted import asked_model, days_in


def draft_session(
    context: typer.Context,
    what: Annotated[list[str] | None, typer.Argument(metavar="DAY|RANGE", help="The day; without one, today.")] = None,
    empty: Annotated[
        str | None, typer.Option("--empty", metavar="NAME", help="The bare template of that name, filled in.")
    ] = None,
    run: Annotated[
        list[str] | None, typer.Option("--run", metavar="RUN", help="Only this run; may be repeated.")
    ] = None,
    session_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Setup, Experiment, Development or Optimization.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Put the open questions to you and keep the answers.")] = False,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="auto, none, or the model to ask.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read and ask again where nothing has changed.")] = False,
) -> None:
    """Draft a session document from a day's entry and the facts behind it."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)

    from mlws_writer.workspace import sessions

    sessions.draft(
        workspace,
        days=days_in(what or ["today"], workspace.today),
        empty=empty or "",
        runs=tuple(run or ()),
        session_type=session_type or "",
        output=output,
        ask=ask,
        model=asked_model(model, workspace),
        refresh=refresh,
        dry_run=here.dry_run,
        tell=here.terminal.note,
    )
