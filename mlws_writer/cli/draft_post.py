"""`mlws draft-post`: Tier 3 → a post for others."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.diff_view import diff
from mlws_writer.cli.draft_session import absolute
from mlws_writer.cli.wanted import days_in
from mlws_writer.errors import UsageError

if TYPE_CHECKING:
    from mlws_writer.cli.everywhere import Everywhere
    from mlws_writer.workspace.layout import Workspace
    from mlws_writer.workspace.posts import Posted


def draft_post(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION", help="The session document, or its day.")],
    idea: Annotated[
        int, typer.Option("--idea", metavar="N", help="The idea of the session to write about; else all of it.")
    ] = 0,
    target: Annotated[
        str, typer.Option("--for", metavar="TARGET", help="hugo, jekyll, mkdocs, obsidian, plain or page.")
    ] = "plain",
    audience: Annotated[
        str, typer.Option("--audience", metavar="TEXT", help="For whom it is written; else whom the idea names.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is standard output.")
    ] = None,
) -> None:
    """Draft a post from a session document as it stands; what is private does not get into it."""
    here = everywhere.of(context)
    from mlws_writer.tier3_sessions.post import TARGETS

    known = (*TARGETS, "page")
    if target not in known:
        raise UsageError(f"{target!r} is no target", why="posts are not written for it", fix=", ".join(known))
    if target == "page" and (idea or audience):
        why, fix = "a page is the whole session for whoever has it", "leave them out, or name another target"
        raise UsageError("--for page goes with neither --idea nor --audience", why=why, fix=fix)
    workspace = here.workspace()

    from mlws_writer.workspace import posts

    is_file = (Path.cwd() / session).is_file() or session.endswith(".md")
    days = () if is_file else days_in([session], workspace.today)
    path = posts.session_file(workspace, session, days, Path.cwd())
    order = posts.PostOrder(path, target, idea, audience, absolute(output), here.dry_run)
    done = posts.draft_post(workspace, order, here.terminal.note)
    _show(here, workspace, done)
    if done.unsupported:
        raise typer.Exit(1)


def _show(here: "Everywhere", workspace: "Workspace", done: "Posted") -> None:
    name = workspace.name(done.path) if done.path else "-"
    if here.json:
        here.terminal.result(json.dumps(_as_json(name, done), ensure_ascii=False))
        return
    if done.path is None:
        here.terminal.result(done.after.decode("utf-8", "replace"))
    elif here.dry_run:
        here.terminal.result(diff(name, done.before or None, done.after) or f"{name}: nothing would change")
    else:
        here.terminal.result(f"{name}: {'written' if done.changed else 'nothing to change'}")
    for asset in done.assets:
        here.terminal.note(f"{asset}: {'would be put beside it' if here.dry_run else 'put beside it'}")
    for each in done.replaced:
        lines = ", ".join(map(str, each.lines))
        here.terminal.note(f"replaced: {each.what} by {each.stand_in}" + (f" (line {lines})" if lines else ""))
    for warning in done.warnings:
        here.terminal.note(f"look: {warning}")


def _as_json(name: str, done: "Posted") -> dict[str, Any]:
    return {
        "changed": done.changed,
        "files": [{"path": name, "diff": diff(name, done.before or None, done.after)}]
        if done.before != done.after
        else [],
        "title": done.title,
        "assets": list(done.assets),
        "replaced": [{"stand_in": r.stand_in, "what": r.what, "lines": list(r.lines)} for r in done.replaced],
        "warnings": list(done.warnings),
    }
