"""`mlws blog-ideas`: what could become a post."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mlws_writer.cli import everywhere
from mlws_writer.cli.wanted import AllowCloud, BaseUrl, ModelName, asked_model, days_in

if TYPE_CHECKING:
    from mlws_writer.workspace.ideas import Offer


def blog_ideas(
    context: typer.Context,
    what: Annotated[
        list[str] | None, typer.Argument(metavar="DAY|RANGE", help="The days; without any, the last seven.")
    ] = None,
    model: ModelName = None,
    base_url: BaseUrl = None,
    allow_cloud: AllowCloud = False,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask again where the answer is kept.")] = False,
) -> None:
    """Propose posts, each with the sessions and facts it would rest on."""
    here = everywhere.of(context)
    workspace = here.workspace(base_url=base_url, allow_cloud=allow_cloud or None)

    from mlws_writer.workspace import ideas

    days = days_in(what or ["7d"], workspace.today)
    offers = ideas.offer(
        workspace,
        days,
        asked_model(model, workspace),
        here.terminal.note,
        refresh=refresh,
        progress=here.terminal.progress,
        dry_run=here.dry_run,
    )
    if here.json:
        here.terminal.result(json.dumps([_as_json(offer) for offer in offers], ensure_ascii=False))
    elif offers:
        here.terminal.result(ideas.render(workspace, offers))
    else:
        here.terminal.note("no ideas: without a model they come from comparisons, failures, and what the logs note")


def _as_json(offer: "Offer") -> dict[str, Any]:
    return {
        "title": offer.pitch.title,
        "angle": offer.pitch.angle,
        "audience": offer.pitch.audience,
        "takeaways": list(offer.pitch.takeaways),
        "sessions": list(offer.sessions),
        "lines": [{"log": log, "line": line} for log, line in offer.lines],
        "drafted": list(offer.drafted),
    }
