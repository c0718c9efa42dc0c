"""`mlws eval`: how well the prompts do."""

from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere


def eval(
    context: typer.Context,
    cases: Annotated[list[str] | None, typer.Argument(metavar="CASE", help="Only these cases.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A live model, instead of the recorded replies.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write a JUnit report.")] = None,
) -> None:
    """Grade the prompts on recorded replies, or on a live model."""
    here = everywhere.of(context)

    from mlws_writer import evals

    report = evals.run(cases=tuple(cases or ()), model=model or "", base_url=base_url or "", junit=junit)
    here.terminal.result(report.json() if here.json else report.table())
    if not report.passed:
        raise typer.Exit(1)
