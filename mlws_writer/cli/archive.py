"""`mlws archive`: logs and days that are older than 30 days, byte for byte where they are still found."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.everywhere import Everywhere
from mlws_writer.cli.wanted import days_in

if TYPE_CHECKING:
    from mlws_writer.workspace.archive import Archived


def archive(
    context: typer.Context,
    before: Annotated[
        str | None, typer.Option("--before", metavar="DAY", help="What ended before this day; else 30 days ago.")
    ] = None,
    days: Annotated[bool, typer.Option("--days", help="Take the days out of the activity log too.")] = False,
) -> None:
    """Move logs older than 30 days into the archive, and days of the activity log on request."""
    here = everywhere.of(context)
    workspace = here.workspace()

    from mlws_writer.workspace.archive import archive

    limit = min(days_in([before], workspace.today)) if before else None
    done = archive(workspace, limit, days=days, dry_run=here.dry_run, tell=here.terminal.detail)
    if here.json:
        here.terminal.result(json.dumps(_as_json(done), ensure_ascii=False))
    else:
        _show(here, done)


def _show(here: Everywhere, done: "Archived") -> None:
    if not done.moves and not done.days:
        here.terminal.note("Nothing to archive: nothing is that old.")
    for move in done.moves:
        here.terminal.result(f"{move.old} → {move.new}")
    for name, plan in done.plans.items():
        if here.dry_run:
            here.terminal.result(diff(name, plan.before or None, plan.after))
    if done.days and not here.dry_run:
        count = f"{len(done.days)} days, {done.days[0]} to" if done.days[1:] else "the day"
        here.terminal.result(f"{count} {done.days[-1]}, taken out of the activity log")
    if done.plans and not here.dry_run:
        here.terminal.note(f"written: {', '.join(done.plans)}")


def _as_json(done: "Archived") -> dict[str, object]:
    return {
        "moved": [{"from": move.old, "to": move.new} for move in done.moves],
        "days": [day.isoformat() for day in done.days],
        "files": [{"path": name, "diff": diff(name, p.before or None, p.after)} for name, p in done.plans.items()],
    }
