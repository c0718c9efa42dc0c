"""`mlws blog-ideas`: what could become a post."""

from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.wanted import asked_model, days_in


def blog_ideas(
    context: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="DAY|RANGE", help="The days; without any, the last seven.")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="auto, none, or the model to ask.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again where nothing has changed.")] = False,
) -> None:
    """Propose posts, each with the sessions and facts it would rest on."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url)

    from mlws_writer.workspace import sessions

    sessions.ideas(
        workspace,
        days=days_in(what or ["7d"], workspace.today),
        model=asked_model(model, workspace),
        refresh=refresh,
        tell=here.terminal.note,
    )
