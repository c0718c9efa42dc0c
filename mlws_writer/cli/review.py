"""`mlws review`: what some days amount to."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.draft_session import absolute
from mlws_writer.errors import UsageError
from mlws_writer.workspace import days

if TYPE_CHECKING:
    from mlws_writer.cli.everywhere import Everywhere
    from mlws_writer.workspace.layout import Workspace


def review(
    context: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="DAY|RANGE", help="The days; without any, last week.")
    ] = None,
    standup: Annotated[
        bool, typer.Option("--standup", help="Five lines to paste, of the last day on which there was work.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="One page that needs nothing else.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = None,
) -> None:
    """Look back: what was done, what worked, what failed, where the time went, what is open."""
    here = everywhere.of(context)
    if standup and html:
        why, fix = "five lines to paste are no page", "leave one of the two out"
        raise UsageError("--standup does not go with --html", why=why, fix=fix)
    workspace = here.workspace()

    from mlws_writer.workspace import review as looking

    keep = not here.dry_run
    if what or not standup:
        span = days.parse(" ".join(what or ["last week"]), workspace.today)
    else:
        span = looking.last_day(workspace, keep=keep)
    found = looking.review(workspace, span, keep=keep, tell=here.terminal.note)
    if found is None:
        if here.json:
            here.terminal.result("null")
        return

    from mlws_writer.tier2_activity import review_wording as wording

    target = absolute(output) if output and str(output) != "-" else None
    place = looking.place(workspace, workspace.name(target) if target else "")
    if here.json:
        from mlws_writer.cli.review_json import as_json

        text = json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"
    elif standup:
        text = wording.standup(found, workspace.templates)
    else:
        text = (wording.page if html else wording.markdown)(found, place, workspace.templates)
    _deliver(here, workspace, target, text)


def _deliver(here: "Everywhere", workspace: "Workspace", target: Path | None, text: str) -> None:
    """Print a review, or put it in a file; what the file held before is kept for undo."""
    if target is None:
        here.terminal.result(text)
        return
    from mlws_writer.documents import store

    before, name = store.read(target), workspace.name(target)
    after = text.encode("utf-8", "surrogateescape")
    if here.dry_run:
        here.terminal.result(diff(name, before, after) or f"{name}: nothing would change")
        return
    if before != after:
        store.write(target, after, before, keep=workspace.state / "undo")
    here.terminal.result(f"{name}: {'written' if before != after else 'nothing to change'}")
