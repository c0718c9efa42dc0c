"""`mlws new-session`: the bare session template, filled in with what is known."""

from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli.draft_session import draft_session


def new_session(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the session is about.")],
    session_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Setup, Experiment, Development or Optimization.")
    ] = None,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help="The day it is about.")] = "today",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = None,
) -> None:
    """Make an empty session document, filled in with what is known."""
    draft_session(context, what=[day], empty=name, session_type=session_type, output=output, model="none")
