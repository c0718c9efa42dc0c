"""`mlws draft-session`: Tier 2 → Tier 3."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.cli.wanted import AllowCloud, BaseUrl, ModelName, Parallel, asked_model, days_in
from mlws_writer.errors import UsageError

if TYPE_CHECKING:
    from mlws_writer.workspace.layout import Workspace
    from mlws_writer.workspace.session_order import Drafted


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
    ask: Annotated[bool, typer.Option("--ask", help="Put the open questions to you, and keep your answers.")] = False,
    model: ModelName = None,
    base_url: BaseUrl = None,
    allow_cloud: AllowCloud = False,
    parallel: Parallel = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read and ask again where nothing has changed.")] = False,
) -> None:
    """Draft a session document from a day's entry and the facts behind it."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url, allow_cloud=allow_cloud or None, parallel=parallel)

    from mlws_writer.workspace import sessions
    from mlws_writer.workspace.session_order import SessionOrder

    order = SessionOrder(
        days_in(what or ["today"], workspace.today),
        runs=tuple(run or ()),
        kind=sessions.session_kind(session_type or ""),
        output=absolute(output),
        model=asked_model(model, workspace),
        refresh=refresh,
        dry_run=here.dry_run,
        ask=_question(here) if ask else None,
        progress=here.terminal.progress,
    )
    done = sessions.new(workspace, empty, order) if empty else sessions.draft(workspace, order, here.terminal.note)
    show(here, workspace, done)


def _question(here: Everywhere) -> Callable[[str], str]:
    """Return how a question is put: on standard error, answered with a line; nobody is asked who cannot answer."""
    if here.no_input or not sys.stdin.isatty():
        raise UsageError(
            "--ask cannot be followed", why="standard input is not a terminal", fix="answer in the document itself"
        )

    def put(question: str) -> str:
        here.terminal.note(f"{question}  (Enter: leave it open)")
        return sys.stdin.readline()

    return put


def absolute(output: Path | None) -> Path | None:
    """Return a path that was typed as one that holds from anywhere; `-` stays what it is."""
    return output if output is None or str(output) == "-" else Path.cwd() / output


def show(here: Everywhere, workspace: "Workspace", done: "Drafted") -> None:
    """Print what became of a session document."""
    name = workspace.name(done.path) if done.path else "-"
    for refusal in done.refused:
        here.terminal.detail(refusal.told)
    for note in done.report:
        if note.what == "edited" and note.news:
            here.terminal.detail(f"It would say now:\n{note.text}\n")
    if here.json:
        here.terminal.result(json.dumps(_as_json(name, done), ensure_ascii=False))
    elif done.path is None:
        if done.after:
            here.terminal.result(done.after.decode("utf-8", "replace"))
    elif here.dry_run:
        here.terminal.result(diff(name, done.before or None, done.after) or f"{name}: nothing would change")
    else:
        here.terminal.result(f"{name}: {'written' if done.changed else 'nothing to change'}")
    for figure in () if here.json else done.figures:
        here.terminal.note(f"{figure}: {'would be drawn' if here.dry_run else 'drawn'}")
    for question in () if here.json else done.questions:
        here.terminal.note(f"open: {question}")


def _as_json(name: str, done: "Drafted") -> dict[str, Any]:
    return {
        "changed": done.changed,
        "files": [{"path": name, "diff": diff(name, done.before or None, done.after)}]
        if done.before != done.after
        else [],
        "parts": [{"slot": note.slot.name, "status": note.what, "text": note.text} for note in done.report],
        "questions": list(done.questions),
        "figures": list(done.figures),
        "model": done.model,
        "warnings": [*done.warnings, *(refusal.told for refusal in done.refused)],
    }
