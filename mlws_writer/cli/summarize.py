"""`mlws summarize`: Tier 1 → Tier 2."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.cli.readers import readers
from mlws_writer.cli.wanted import AllowCloud, BaseUrl, ModelName, Parallel, asked_model, split

if TYPE_CHECKING:
    from mlws_writer.workspace.journal import Summarized


def summarize(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="DAY|RANGE|LOG", help="Days or logs; without any, all that is new."),
    ] = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    allow_cloud: AllowCloud = False,
    parallel: Parallel = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Read and ask again where nothing has changed.")] = False,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="URL", help="A Dask cluster to read logs, tcp://HOST:PORT.")
    ] = None,
) -> None:
    """Write the activity entry of a day from its execution logs."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url, allow_cloud=allow_cloud or None, parallel=parallel)
    days, logs = split(what or [], workspace.today, Path.cwd())

    from mlws_writer.workspace.journal import Order, summarize

    order = Order(days or None, logs, asked_model(model, workspace), refresh=refresh, dry_run=here.dry_run)
    with readers(scheduler) as executor:
        order = replace(order, executor=executor, progress=here.terminal.progress)
        done = summarize(workspace, order, here.terminal.note)
    _show(here, workspace.name(workspace.activity), done)


def _show(here: Everywhere, name: str, done: "Summarized") -> None:
    for refusal in done.refused:
        here.terminal.detail(refusal.told)
    if here.json:
        here.terminal.result(json.dumps(_as_json(name, done), ensure_ascii=False))
    elif here.dry_run:
        here.terminal.result(diff(name, done.before or None, done.after) or f"{name}: nothing would change")
    elif done.bullets:
        here.terminal.result(f"{name}: {_counted(done)} ({done.coverage})")


def _counted(done: "Summarized") -> str:
    counts = Counter(str(placed.what) for placed in done.bullets)
    if not done.changed:
        return "nothing to change"
    return ", ".join(f"{count} bullets {what}" if count > 1 else f"1 bullet {what}" for what, count in counts.items())


def _as_json(name: str, done: "Summarized") -> dict[str, Any]:
    """Return what was done in the form that other programs rely on."""
    return {
        "changed": done.changed,
        "files": [{"path": name, "diff": diff(name, done.before or None, done.after)}] if done.changed else [],
        "bullets": [
            {
                "run": placed.bullet.slot.run,
                "slot": placed.bullet.slot.kind,
                "day": placed.day.isoformat(),
                "section": placed.section,
                "status": placed.what,
                "text": placed.bullet.text,
            }
            for placed in done.bullets
        ],
        "coverage": done.coverage,
        "model": done.model,
        "warnings": [*done.warnings, *(refusal.told for refusal in done.refused)],
    }
