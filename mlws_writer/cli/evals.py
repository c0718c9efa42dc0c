"""`mlws eval`: how well the prompts do."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.errors import StorageError, UsageError

if TYPE_CHECKING:
    from mlws_writer.evals.report import Report

OWN = Path("evals") / "cases"
"""Where a workspace has cases and recordings of its own."""


def eval(
    context: typer.Context,
    cases: Annotated[list[str] | None, typer.Argument(metavar="CASE", help="Only these cases.")] = None,
    only: Annotated[
        str, typer.Option("--filter", metavar="TEXT", help="Only what has it in its name, its tags or its quality.")
    ] = "",
    model: Annotated[
        str | None, typer.Option("--model", metavar="NAME", help="A live model, instead of the recorded replies.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Where Ollama answers.")] = None,
    allow_cloud: Annotated[
        bool, typer.Option("--allow-cloud", help="A model on another machine may see the facts of the cases.")
    ] = False,
    repeat: Annotated[int, typer.Option("--repeat", min=1, metavar="N", help="Play each case so often.")] = 1,
    record: Annotated[
        str | None,
        typer.Option(
            "--record", metavar="QUALITY", help="Keep the model's answers under this name, to grade them again."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="An earlier --json report; to do worse is to fail."),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Also write a page to look at.")] = None,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write a JUnit report.")] = None,
) -> None:
    """Grade the prompts on recorded replies, or on a live model."""
    here = everywhere.of(context)
    if record and not model:
        raise UsageError(
            "--record has nobody to record", why="it keeps what a live model answers", fix="add --model NAME"
        )

    _refuse_without_folder(html, "--html")  # before minutes of playing, not behind them
    _refuse_without_folder(junit, "--junit")

    from mlws_writer import evals
    from mlws_writer.evals.playing import Live
    from mlws_writer.evals.recording import named

    workspace = here.workspace()
    live = Live(model, base_url or "", allow_cloud, workspace.prompts) if model else None
    order = evals.Order(
        cases=tuple(cases or ()),
        only=only,
        live=live,
        repeat=repeat,
        record=named(record) if record and not here.dry_run else "",
        own=workspace.root / OWN,
        baseline=baseline,
    )
    report = evals.run(order, here.terminal.detail)
    _deliver(here, report, html, junit)
    if model and not cases and not only:
        _keep(here, model, report.mean)
    if not report.passed:
        raise typer.Exit(1)


def _deliver(here: Everywhere, report: "Report", html: Path | None, junit: Path | None) -> None:
    """Print the report and write the files that were asked for."""

    def page() -> str:
        from mlws_writer.evals.page import page

        return page(report)

    wanted: list[tuple[Path | None, str, Callable[[], str]]] = [
        (html, "--html", page),
        (junit, "--junit", report.junit),
    ]
    for path, option, make in wanted:
        if path is not None and not here.dry_run:
            _write(path, option, make())
    here.terminal.result(report.json() if here.json else report.table())


def _keep(here: Everywhere, model: str, mean: float) -> None:
    """Keep how a live model did, so that `auto` may take the best one; only where there is a workspace."""
    from mlws_writer.workspace.model_grades import keep_grade

    workspace = here.workspace()
    if workspace.state.is_dir() and not here.dry_run:
        keep_grade(workspace, model, mean)


def _refuse_without_folder(path: Path | None, option: str) -> None:
    if path is not None and not path.parent.is_dir():
        raise StorageError(
            f"{path} cannot be written", why=f"there is no folder {path.parent}", fix=f"name another file with {option}"
        )


def _write(path: Path, option: str, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(f"{path} cannot be written", why=why, fix=f"name another file with {option}") from error
