"""`mlws digest`: what a model would be sent about logs."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.cli.facts import read
from mlws_writer.errors import UsageError
from mlws_writer.facts.model import LogReading


def digest(
    context: typer.Context,
    logs: Annotated[list[str], typer.Argument(metavar="LOG", help="Logs to read; - is standard input.")],
    budget: Annotated[int, typer.Option("--budget", metavar="N", help="Tokens that the rows may cost.")] = 2000,
) -> None:
    """Show what a model would be sent about logs, within a budget."""
    here = everywhere.of(context)
    show(here, read(logs, here.terminal), budget)


def show(here: Everywhere, readings: Sequence[LogReading], budget: int) -> None:
    """Print the digest of readings."""
    if budget < 1:
        raise UsageError(
            f"--budget {budget} cannot be kept", why="a row costs at least one token", fix="name more, such as 2000"
        )

    from mlws_writer.tier1_logs.digest import digest as digest_of  # with the reader's tables; not for --help

    made = digest_of(readings, budget)
    if here.json:
        rows = [{"text": row.text, "lines": list(row.lines)} for row in made.rows]
        told = {"tokens": made.tokens, "rows": rows, "coverage": made.coverage, "outcome": made.outcome}
        here.terminal.result(json.dumps(told, ensure_ascii=False))
        return
    for row in made.rows:
        here.terminal.result(row.text)
    here.terminal.note(f"{made.coverage}; {made.tokens} of {budget} tokens; outcome: {made.outcome}")
