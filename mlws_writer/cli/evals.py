"""`mlws eval`: how well the prompts do."""

from pathlib import Path
from typing import Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import StorageError


def eval(
    context: typer.Context,
    cases: Annotated[list[str] | None, typer.Argument(metavar="CASE", help="Only these cases.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A live model, instead of the recorded replies.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    allow_cloud: Annotated[
        bool, typer.Option("--allow-cloud", help="A model on another machine may see the facts of the cases.")
    ] = False,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write a JUnit report.")] = None,
) -> None:
    """Grade the prompts on recorded replies, or on a live model."""
    here = everywhere.of(context)

    from mlws_writer import evals

    report = evals.run(cases=tuple(cases or ()), model=model or "", base_url=base_url or "", allow_cloud=allow_cloud)
    if junit:
        _write(junit, report.junit())
    if model and not cases:
        _keep(here, model, report.mean)
    here.terminal.result(report.json() if here.json else report.table())
    if not report.passed:
        raise typer.Exit(1)


def _keep(here: Everywhere, model: str, mean: float) -> None:
    """Keep how a live model did, so that `auto` may take the best one; only where there is a workspace."""
    from mlws_writer.workspace.model_grades import keep_grade

    workspace = here.workspace()
    if workspace.state.is_dir() and not here.dry_run:
        keep_grade(workspace, model, mean)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(f"{path} cannot be written", why=why, fix="name another file with --junit") from error
